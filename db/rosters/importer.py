"""A roster preview compared with a branch, and brought in as one step that can be undone.

The plan says row by row what would happen; what the program only infers (a suspended vote, a
transfer, the committee) is a proposal that the person accepts or declines.
"""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from db import dates, operations
from db.branch import Book, Post
from db.errors import Refused
from db.operations import Changes
from db.records.committee import COMMITTEE
from db.records.group import GROUP
from db.records.member import MEMBER
from db.rosters.match import FieldChange, Roll, differences, new_values
from db.rosters.reader import RosterPreview
from db.rosters.remarks import Suggestion
from db.rosters.row import BLOCK, Problem, RosterRow
from db.spec import RecordSpec, Tree
from db.tree import blank, blank_line, dump_many

NEW, CHANGED, SAME, CONFLICT, BLOCKED = "new", "changed", "same", "conflict", "blocked"

_POSTS = {
    "支部书记": Post.SECRETARY,
    "党支部书记": Post.SECRETARY,
    "书记": Post.SECRETARY,
    "副书记": Post.DEPUTY,
    "支部副书记": Post.DEPUTY,
    "党支部副书记": Post.DEPUTY,
    "组织委员": Post.ORGANISATION,
    "宣传委员": Post.PUBLICITY,
    "纪检委员": Post.DISCIPLINE,
    "纪律检查委员": Post.DISCIPLINE,
    "青年委员": Post.YOUTH,
    "委员": Post.MEMBER,
    "支委": Post.MEMBER,
    "支部委员": Post.MEMBER,
}


@dataclass(frozen=True)
class Proposal:
    """What the program infers; ``key`` is handed to ``apply`` when the person accepts it."""

    key: str
    row: int
    text: str
    default: bool


@dataclass(frozen=True)
class PlannedRow:
    """What happens to one row: NEW, CHANGED, SAME, CONFLICT or BLOCKED, and why.

    ``tree`` is the member's tree after the import without any proposal; ``facts`` are the
    suggestions of the row that the data file does not hold yet, by proposal key.
    """

    row: RosterRow
    action: str
    changes: tuple[FieldChange, ...] = ()
    notes: tuple[str, ...] = ()
    tree: Tree | None = None
    facts: tuple[tuple[str, Suggestion], ...] = ()


@dataclass(frozen=True)
class ImportPlan:
    """All that an import would do. ``notes`` concern the roster as a whole."""

    branch: str
    rows: tuple[PlannedRow, ...]
    new_groups: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    notes: tuple[str, ...]
    groups: tuple[Tree, ...]
    leaders: tuple[tuple[str, str, Tree], ...]
    committee: Tree | None

    def count(self, action: str) -> int:
        """Return the number of rows with this action."""
        return sum(row.action == action for row in self.rows)

    @property
    def summary(self) -> str:
        """Say in one Chinese sentence what would happen."""
        parts = [
            f"新增{self.count(NEW)}人",
            f"更新{self.count(CHANGED)}人",
            f"相同{self.count(SAME)}人",
        ]
        left_out = self.count(CONFLICT) + self.count(BLOCKED)
        if left_out:
            parts.append(f"不能录入{left_out}人")
        if self.new_groups:
            parts.append(f"新建{'、'.join(self.new_groups)}")
        return "，".join(parts)


def plan(preview: RosterPreview, branch: str, *, today: str) -> ImportPlan:
    """Compare a preview with the branch of that uid; nothing is written.

    ``today`` (ISO) dates what a changed roster changes: a move to another group, a committee that
    does not exist yet (the date of the sheet where it gives one).
    """
    return _Planner(preview, branch, today).plan()


def apply(
    plan: ImportPlan, who: str, at: str, *, accepted: Collection[str] | None = None
) -> Changes:
    """Write a plan as one undoable step.

    ``accepted`` holds the keys of the proposals to take, None the default ones. Raises
    ``Refused`` when nothing would change, or when the branch was changed since the plan was made.
    """
    keys = {p.key for p in plan.proposals if p.default} if accepted is None else set(accepted)
    records: list[tuple[RecordSpec, Tree]] = []
    for planned in plan.rows:
        if planned.tree is None:
            continue
        tree = _with_facts(
            planned.tree, [f for key, f in planned.facts if key in keys], plan.branch
        )
        if tree["revision"] == 0 or planned.action == CHANGED or tree != planned.tree:
            records.append((MEMBER, tree))
    records += [(GROUP, group) for group in _with_leaders(plan, keys)]
    if plan.committee and "committee" in keys:
        records.append((COMMITTEE, plan.committee))
    if not records:
        raise Refused("花名册与名册一致，没有要导入的内容。")
    name = f"导入党员花名册（新增{plan.count(NEW)}人，更新{plan.count(CHANGED)}人）"
    return operations.save_many(records, name=name, who=who, at=at)


def _with_leaders(plan: ImportPlan, keys: set[str]) -> list[Tree]:
    """Return the groups to write: new ones, and those that get a leader."""
    groups = {group["uid"]: group for group in plan.groups if group["revision"] == 0}
    known = {group["uid"]: group for group in plan.groups}
    for key, group, line in plan.leaders:
        if key in keys:
            tree = groups.get(group, known[group])
            groups[group] = tree | {"leaders": [*tree["leaders"], line]}
    return list(groups.values())


def _with_facts(tree: Tree, facts: list[Suggestion], branch: str) -> Tree:
    for fact in facts:
        if fact.kind in ("on_probation", "suspended"):
            span = {"kind": fact.kind, "began_on": fact.began_on, "ended_on": fact.ended_on}
            line = _line(MEMBER, "restrictions", **span, basis=f"花名册备注：{fact.basis}")
            tree = tree | {"restrictions": [*tree["restrictions"], line]}
        else:
            spans = [
                _moved(span, fact) if span["branch"] == branch and not span["ended_on"] else span
                for span in tree["memberships"]
            ]
            tree = tree | {"memberships": spans}
    return tree


def _moved(span: Tree, fact: Suggestion) -> Tree:
    if fact.kind == "joined_branch":
        return span | {"began_on": fact.began_on, "how": "转入", "origin": fact.place}
    return span | {"ended_on": fact.began_on, "ended_how": "转出", "destination": fact.place}


def _line(spec: RecordSpec, name: str, /, **values: object) -> Tree:
    return blank_line(next(line for line in spec.lines if line.name == name), **values)


class _Planner:
    """The state of one planning run: who is matched, which groups come into being."""

    def __init__(self, preview: RosterPreview, branch: str, today: str) -> None:
        self.preview, self.branch, self.today = preview, branch, today
        self.book = Book(branch)
        self.roll = Roll(branch, preview.rows)
        living = [group.uid for group in self.book.groups_on(today)]
        self.groups = {_plain(g["name"]): g for g in dump_many(GROUP, living).values()}
        self.sequence = max((t["sequence"] or 0 for t in self.roll.trees.values()), default=0)
        self.proposals: list[Proposal] = []
        self.leaders: list[tuple[str, str, Tree]] = []
        self.notes: list[str] = []

    def plan(self) -> ImportPlan:
        rows = tuple(self._row(row) for row in self.preview.rows)
        for planned in rows:
            self._propose_facts(planned)
            self._propose_leader(planned)
        committee = self._committee(rows)
        new = tuple(g for g in self.groups.values() if g["revision"] == 0)
        return ImportPlan(
            branch=self.branch,
            rows=rows,
            new_groups=tuple(group["name"] for group in new),
            proposals=tuple(self.proposals),
            notes=tuple(self.notes),
            groups=tuple(self.groups.values()),
            leaders=tuple(self.leaders),
            committee=committee,
        )

    def _row(self, row: RosterRow) -> PlannedRow:
        match = self.roll.find(row) if row.name else None
        stored = match.tree if match else None
        if blocks := [p.text for p in row.problems if _blocks(p, stored)]:
            return PlannedRow(row, BLOCKED, notes=tuple(blocks))
        if match and match.conflict:
            return PlannedRow(row, CONFLICT, notes=(match.conflict,))
        return self._changed(row, stored) if stored else self._new(row)

    def _new(self, row: RosterRow) -> PlannedRow:
        if row.values["category"] == "full" and not row.values["full_on"]:
            note = "类别是正式党员，表中却没有转正时间，不能录入，请补上"
            return PlannedRow(row, BLOCKED, notes=(note,))
        self.sequence += 1
        tree = blank(MEMBER, organisation=self.branch, sequence=self.sequence, **new_values(row))
        tree["memberships"] = [_line(MEMBER, "memberships", branch=self.branch)]
        group = self._group(row)
        if group:
            tree["groupings"] = [_line(MEMBER, "groupings", group=group["uid"])]
        return PlannedRow(row, NEW, tree=tree, facts=_keyed(row, tree, self.branch))

    def _changed(self, row: RosterRow, stored: Tree) -> PlannedRow:
        if not _current(stored, self.branch):
            note = "名册里此人已转出；如又转入，请先在党员页补一行转入"
            return PlannedRow(row, CONFLICT, notes=(note,))
        changes, values = differences(row, stored)
        tree = stored | values
        notes = []
        full = dates.on_or_before(stored["full_on"], self.today)
        if row.values["category"] == "probationary" and full:
            notes.append("花名册写的是预备党员，名册里已经转正，没有改动，请核对")
        if move := self._move(row, stored):
            changes.append(move[0])
            tree["groupings"] = move[1]
        if errors := MEMBER.check(tree):
            return PlannedRow(row, CONFLICT, tuple(changes), tuple(errors.values()))
        action = CHANGED if changes else SAME
        facts = _keyed(row, stored, self.branch)
        return PlannedRow(row, action, tuple(changes), tuple(notes), tree, facts)

    def _group(self, row: RosterRow) -> Tree | None:
        """Return the row's group, a new one where the branch has none of that name."""
        name = row.values["group"]
        if not name:
            return None
        key = _plain(name)
        if key not in self.groups:
            self.groups[key] = blank(GROUP, organisation=self.branch, name=name)
        return self.groups[key]

    def _move(self, row: RosterRow, stored: Tree) -> tuple[FieldChange, list[Tree]] | None:
        """Return the change to another group and the groupings after it."""
        group = self._group(row)
        if group is None:
            return None
        current = next((s for s in stored["groupings"] if not s["ended_on"]), None)
        if current and current["group"] == group["uid"]:
            return None
        names = {g["uid"]: g["name"] for g in self.groups.values()}
        before = names.get(current["group"], "") if current else ""
        began_on = self.today if current else None
        spans: list[Tree] = [dict(span) for span in stored["groupings"]]
        for span in spans:
            span["ended_on"] = span["ended_on"] or self.today
        spans.append(_line(MEMBER, "groupings", group=group["uid"], began_on=began_on))
        return FieldChange("group", "党小组", before, group["name"]), spans

    def _propose_facts(self, planned: PlannedRow) -> None:
        for key, fact in planned.facts:
            number, text = planned.row.number, f"{planned.row.name}：{fact.text}"
            self.proposals.append(Proposal(key, number, text, fact.default))

    def _propose_leader(self, planned: PlannedRow) -> None:
        row = planned.row
        group = self.groups.get(_plain(row.values["group"]))
        leads = re.search(r"(?<!副)组长", row.values["post"])
        if not leads or group is None or planned.tree is None:
            return
        open_lines = [ln for g in self.groups.values() for ln in g["leaders"] if not ln["ended_on"]]
        if any(ln in group["leaders"] or ln["member"] == planned.tree["uid"] for ln in open_lines):
            return
        key = f"{row.number}:leader"
        line = _line(GROUP, "leaders", member=planned.tree["uid"])
        self.leaders.append((key, group["uid"], line))
        self.proposals.append(
            Proposal(key, row.number, f"{row.name}：任{group['name']}组长", default=True)
        )

    def _committee(self, rows: tuple[PlannedRow, ...]) -> Tree | None:
        """Return a first committee from the posts of the roster, if there is none yet."""
        held = [
            (post, planned)
            for planned in rows
            if planned.tree is not None
            for post in _posts(planned.row.values["post"])
        ]
        if not held:
            return None
        if self.book.committee(self.today):
            self._compare_committee(held)
            return None
        began_on = min(self.preview.reported_on or self.today, self.today)
        tree = blank(COMMITTEE, organisation=self.branch, number=1, began_on=began_on)
        tree["posts"] = [
            _line(COMMITTEE, "posts", member=planned.tree["uid"], post=str(post))
            for post, planned in held
            if planned.tree
        ]
        people = "、".join(f"{post.label}{planned.row.name}" for post, planned in held)
        since = dates.text(began_on)
        text = f"建立支部委员会，暂从{since}起任：{people}；届次和任期起止请随后核对"
        self.proposals.append(Proposal("committee", 0, text, default=True))
        return tree

    def _compare_committee(self, held: list[tuple[Post, PlannedRow]]) -> None:
        posts = {entry.member: entry.posts for entry in self.book.roster(self.today)}
        other = [
            f"{planned.row.name}（{post.label}）"
            for post, planned in held
            if planned.tree and post not in posts.get(planned.tree["uid"], frozenset())
        ]
        if other:
            self.notes.append(
                f"花名册的党内职务与现任支部委员会不一致：{'、'.join(other)}；"
                "支部委员会没有改动，如已改选请在支部委员会里登记"
            )


def _blocks(problem: Problem, stored: Tree | None) -> bool:
    """Whether a problem keeps the row out; what is missing may already be in the data file."""
    if problem.level != BLOCK:
        return False
    return not (problem.missing and stored and stored[problem.field])


def _keyed(row: RosterRow, tree: Tree, branch: str) -> tuple[tuple[str, Suggestion], ...]:
    """Return the row's suggestions that the member's tree does not hold yet, with their keys."""
    return tuple(
        (f"{row.number}:{fact.kind}:{fact.began_on}", fact)
        for fact in row.suggestions
        if not _held(fact, tree, _current(tree, branch))
    )


def _held(fact: Suggestion, tree: Tree, span: Tree | None) -> bool:
    if fact.kind == "joined_branch":
        return span is None or span["began_on"] is not None
    if fact.kind == "left_branch":
        return span is None
    known = [(line["kind"], line["began_on"]) for line in tree["restrictions"]]
    return (fact.kind, fact.began_on) in known


def _current(tree: Tree, branch: str) -> Tree | None:
    """Return the member's open time in the branch."""
    open_spans = (s for s in tree["memberships"] if s["branch"] == branch and not s["ended_on"])
    return next(open_spans, None)


def _posts(text: str) -> list[Post]:
    """Return the committee posts named in the roster, each once."""
    named = re.split(r"[、,，/；;兼\s]+", text)
    return list(Counter(_POSTS[name] for name in named if name in _POSTS))


def _plain(name: str) -> str:
    """Return a group's name so that 第1党小组 and 第一小组 are the same."""
    digits = str.maketrans("123456789", "一二三四五六七八九")
    return re.sub(r"[第党小\s]", "", name).translate(digits)
