"""The branches of a general branch side by side: what is due, counts, lists, visits, assessment.

Every number has the records behind it. Branches stand in their own order and are never sorted by a
number: the program ranks nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db import assessment, contacts, due, figures, listing, operations, queries, schemes, tree
from db.branch import Book
from db.contacts import Contact, Found
from db.errors import Refused
from db.figures import Figure
from db.listing import Item
from db.operations import Changes
from db.records import spec
from db.records.assessment import SheetStatus
from db.records.grade_decision import BEST, QUOTA
from db.records.listed_item import ItemState, ListKind
from db.rules.duties.model import Duty, State
from db.rules.scoring.formulas import points_text
from db.rules.scoring.model import Band, Sheet
from db.spec import Tree

ASSESSMENT, DECISION = spec("assessment"), spec("grade_decision")

GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("基本情况", (("members", "党员"),)),
    ("应办事项", (("duties", "办结"), ("late", "逾期"))),
    (
        "组织生活",
        (
            ("general", "党员大会"),
            ("committee", "支委会"),
            ("group", "党小组会"),
            ("lecture", "党课"),
            ("activities", "活动日"),
            ("life", "组织生活会"),
            ("appraisal", "民主评议"),
            ("talks", "谈心谈话"),
        ),
    ),
    ("到会和学时", (("attendance", "到会率"), ("hours", "人均学时"))),
    ("清单", (("tasks", "任务办结"), ("problems", "问题销号"), ("open", "未销号问题"))),
    ("联系点", (("contacts", "领导到支部"),)),
)
"""The numbers of a branch by group: key and short title, in the order of all papers."""

COLUMNS = tuple(column for _title, columns in GROUPS for column in columns)

_KEYS = {
    "general_meeting": "general",
    "committee_meeting": "committee",
    "group_meeting": "group",
    "lecture": "lecture",
    "secretary_lecture": "lecture",
    "activity": "activities",
    "life_meeting": "life",
    "appraisal": "appraisal",
    "talks": "talks",
    "hours": "hours",
    "hours_committee": "hours",
}
NOT_ASSESSED = "待评"


@dataclass(frozen=True)
class BranchYear:
    """One branch in a year; ``late`` are its overdue duties by the key of a figure.

    ``assessment`` is the stored record of the year and ``sheet`` what it comes to, None where
    there is none; ``grade`` is what the general branch has decided, "" while it has not.
    """

    uid: str
    name: str
    figures: Mapping[str, Figure]
    late: Mapping[str, tuple[Duty, ...]]
    problems: tuple[Item, ...]
    drafts: tuple[str, ...]
    assessment: Tree | None
    sheet: Sheet | None
    grade: str

    def late_by(self, key: str) -> int:
        """Return how many duties behind a figure are overdue."""
        return len(self.late.get(key, ()))

    def text(self, key: str) -> str:
        """Return a number as papers show it, below it ▲ and how many are overdue."""
        said = self.figures[key].text
        late = self.late_by(key) if key != "late" else 0
        return f"{said}\n▲{late}" if late else said

    @property
    def final(self) -> bool:
        """Whether the sheet of the year is final."""
        return bool(self.assessment and self.assessment["status"] == SheetStatus.FINAL)

    @property
    def assessed(self) -> str:
        """How far the assessment is: 待评, 起草中, or the points of a final sheet (已定稿)."""
        if self.assessment is None:
            return NOT_ASSESSED
        if not self.final:
            return "起草中"
        total = self.sheet.total if self.sheet is not None else None
        return "已定稿" if total is None else f"{points_text(total)}分"


@dataclass(frozen=True)
class Overview:
    """A general branch and its branches in a year, as of an ISO day."""

    general: Tree
    year: int
    today: str
    branches: tuple[BranchYear, ...]
    contacts: tuple[Contact, ...]
    findings: tuple[Found, ...]
    decision: Tree | None
    bands: tuple[Band, ...]

    def branch(self, uid: str) -> BranchYear:
        """Return the branch of that uid; raises ``KeyError``."""
        for each in self.branches:
            if each.uid == uid:
                return each
        raise KeyError(uid)

    def name(self, uid: str) -> str:
        """Return the short name of a branch, — for one that is not here any more."""
        return next((each.name for each in self.branches if each.uid == uid), "—")

    def sum(self, key: str) -> int:
        """Return the sum of a number over all branches."""
        return sum(each.figures[key].value for each in self.branches)


def of_general(general: str, year: int, today: str) -> Overview:
    """Return a general branch's overview of a year; ``KeyError`` for one that is not there.

    Raises ``Refused`` when the scheme that it keeps is broken.
    """
    decision = decision_of(general, year)
    grades = {row["branch"]: row["grade"] for row in decision["grades"]} if decision else {}
    branches = tuple(
        _branch(each, year, today, grades.get(each["uid"], ""))
        for each in queries.branches_under(general)
        if _existed(each, year)
    )
    return Overview(
        general=queries.organisation(general),
        year=year,
        today=today,
        branches=branches,
        contacts=tuple(contacts.of_year(general, year, today)),
        findings=tuple(contacts.findings(general, year, today)),
        decision=decision,
        bands=schemes.of_year(general, year).scheme.bands,
    )


def decision_of(general: str, year: int) -> Tree | None:
    """Return the decision on the grades of a year, None while there is none."""
    rows = queries.records(DECISION, organisation=general, year=year)
    return tree.dump(DECISION, rows[-1].uid) if rows else None


def new_decision(overview: Overview) -> Tree:
    """Return a decision with a line for each branch, with the quota of the scheme."""
    line = DECISION.line("grades")
    grades = [tree.blank_line(line, branch=each.uid) for each in overview.branches]
    limits = {band.title: band.quota for band in overview.bands if band.quota}
    limited, percent = next(iter(limits.items()), (BEST, QUOTA))
    return tree.blank(
        DECISION,
        organisation=overview.general["uid"],
        year=overview.year,
        limited=limited,
        quota_percent=percent,
        grades=grades,
    )


def objections(overview: Overview, grades: Iterable[Tree]) -> list[str]:
    """Return what speaks against the lines of a decision beside its quota, a sentence each.

    A noted 一票否决 allows no better grade than the scheme says; a sheet that is not final, and a
    grade that differs from what the sheet comes to without a reason, are named.
    """
    order = [band.title for band in overview.bands]
    known = {each.uid: each for each in overview.branches}
    said = []
    for row in grades:
        branch, grade = known.get(row["branch"]), row["grade"]
        if branch is None or not grade:
            continue
        if not branch.final:
            said.append(f"{branch.name}的考核表还没有定稿（{branch.assessed}）。")
        said += [
            f"{branch.name}记有“{veto.title}”，等次至多{veto.at_most}。"
            for veto in (branch.sheet.vetoed if branch.sheet is not None else ())
            if grade in order and order.index(grade) < order.index(veto.at_most)
        ]
        band = branch.sheet.band if branch.sheet is not None and branch.final else grade
        if band and band != grade and not row["reason"].strip():
            said.append(f"{branch.name}考核表的等次是{band}，定为{grade}请写明理由。")
    return said


def hand_down(overview: Overview, *, who: str, at: str) -> Changes:
    """Write the decided grades into the branches' sheets of the year as one undoable step.

    A sheet that stands so already is passed by. Raises ``Refused`` when no grade is decided or
    there is no sheet to write into.
    """
    decided = {row["branch"]: row for row in (overview.decision or {"grades": []})["grades"]}
    rows = []
    for branch in overview.branches:
        row = decided.get(branch.uid)
        if row and row["grade"] and branch.assessment:
            values = {"grade": row["grade"], "grade_reason": row["reason"]}
            rows.append((ASSESSMENT, branch.assessment | values))
    if not rows:
        raise Refused(f"没有可写入的等次：{overview.year}年还没有评定等次，或各支部还没有考核表。")
    name = f"写入{overview.year}年等次 {len(rows)}个支部"
    return operations.save_many(rows, name=name, who=who, at=at)


def _existed(branch: Tree, year: int) -> bool:
    """Whether a branch was there at any time of the year."""
    founded, dissolved = branch["founded_on"] or "", branch["dissolved_on"] or "9999"
    return founded[:4] <= str(year) and dissolved[:4] >= str(year)


def _branch(branch: Tree, year: int, today: str, grade: str) -> BranchYear:
    uid = branch["uid"]
    counted = figures.of_year(uid, year, today)
    duties = due.duties(uid, year, today)
    late: dict[str, tuple[Duty, ...]] = {}
    for duty in duties:
        if duty.state == State.OVERDUE:
            key = _KEYS.get(duty.code, "late")
            late[key] = (*late.get(key, ()), duty)
            if key != "late":
                late["late"] = (*late.get("late", ()), duty)
    problems = tuple(
        item
        for item in listing.items(uid, year, today, ListKind.PROBLEM)
        if item.values["state"] != ItemState.CLOSED
    )
    record = assessment.of_year(uid, year)
    own = {figure.key: figure for figure in counted.figures}
    own |= {figure.key: figure for figure in _more(uid, year, today, duties, problems)}
    return BranchYear(
        uid=uid,
        name=branch["short_name"],
        figures={key: own[key] for key, _title in COLUMNS},
        late=late,
        problems=problems,
        drafts=counted.drafts,
        assessment=record,
        sheet=assessment.sheet_of(record, today) if record else None,
        grade=grade,
    )


def _more(
    branch: str, year: int, today: str, duties: Iterable[Duty], problems: Iterable[Item]
) -> Iterable[Figure]:
    """Yield the numbers that ``db.figures`` has not: people, duties, open problems, visits."""
    day = min(today, f"{year}-12-31")
    people = tuple(entry.member for entry in Book(branch).roster(day))
    yield Figure("members", "党员", len(people), "人", people)
    ended = [duty for duty in duties if duty.state in (State.DONE, State.OVERDUE)]
    done = [duty for duty in ended if duty.state == State.DONE]
    uids = tuple(dict.fromkeys(uid for duty in done for uid in duty.records))
    yield Figure("duties", "应办事项办结", len(done), "项", uids, len(ended))
    drafts = tuple(uid for duty in ended if duty.state == State.OVERDUE for uid in duty.drafts)
    yield Figure("late", "应办事项逾期", len(ended) - len(done), "项", drafts)
    items = tuple(item.uid for item in problems)
    yield Figure("open", "未销号问题", len(items), "项", items)
    visited = tuple(contacts.contact_visits(branch, year, today))
    yield Figure("contacts", "联系领导到支部", len(visited), "次", visited)
