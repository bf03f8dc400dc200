"""The year's plan of all meetings, proposed from what is due in the year; no text is made up."""

import datetime as dt
from collections.abc import Iterator

from db import due, tree
from db.branch import Book, Post, RosterEntry
from db.drafting.attendance import usual_chair
from db.records import spec
from db.records.year_plan import PlanKind
from db.rules.duties.model import Duty, State
from db.rules.period import Period
from db.spec import Tree

_PLAN = spec("year_plan")
_ROWS = _PLAN.line("rows")
_KINDS = {
    "general_meeting": PlanKind.GENERAL,
    "committee_meeting": PlanKind.COMMITTEE,
    "group_meeting": PlanKind.GROUP,
    "lecture": PlanKind.LECTURE,
    "life_meeting": PlanKind.LIFE,
    "appraisal": PlanKind.APPRAISAL,
    "activity": PlanKind.ACTIVITY,
}
_COPIED = ("title", "lead", "lead_name", "owner", "owner_name", "remark")


def new_year_plan(branch: str, year: int, copy_of: Tree | None = None) -> Tree:
    """Return a plan of a year with a row for every meeting, lecture and activity that is due.

    How many, for which groups and by when follow from the rules as the branch has them. Who leads
    is who convenes (支部工作条例 Art. 14); the first lecture is the secretary's. From ``copy_of``,
    the plan of an earlier year, come themes, remarks and people, these while they are in the
    branch; its dates do not. Rows of activities stay empty: they show the plan of activities.
    """
    rows = [
        _row(duty, month, due_on)
        for duty in due.duties(branch, year, f"{year}-01-01")
        if duty.code in _KINDS and duty.state != State.NOT_APPLICABLE
        for month, due_on in _months(duty)
    ]
    order = list(PlanKind)
    rows.sort(key=lambda row: (row["month"], order.index(PlanKind(row["kind"]))))
    book = Book(branch)
    _lead(rows, book, year)
    if copy_of is not None:
        _copy(rows, copy_of, book, year)
    return tree.blank(_PLAN, organisation=branch, year=year, rows=rows)


def _months(duty: Duty) -> Iterator[tuple[int, str | None]]:
    """Yield the months for a duty's meetings, spread over its time, each with its last day.

    An activity has its day in the plan of activities.
    """
    assert duty.due_by is not None
    first, last = duty.begins.month, min(duty.due_by, dt.date(duty.begins.year, 12, 31)).month
    length = last - first + 1
    for number in range(1, duty.need + 1):
        month = first + max(0, number * length // duty.need - 1)
        end = min(Period(duty.begins.replace(month=month, day=1), 1).last, duty.due_by)
        yield month, None if duty.code == "activity" else end.isoformat()


def _row(duty: Duty, month: int, due_on: str | None) -> Tree:
    kind = _KINDS[duty.code]
    group = duty.subject if kind is PlanKind.GROUP else ""
    return tree.blank_line(_ROWS, month=month, kind=str(kind), group=group or None, due_on=due_on)


def _lead(rows: list[Tree], book: Book, year: int) -> None:
    """Put down who leads, as far as the rules say so."""
    lectured = False
    for row in rows:
        roster = book.roster(row["due_on"] or f"{year}-{row['month']:02}-01")
        if row["kind"] == PlanKind.ACTIVITY:
            continue
        if row["kind"] == PlanKind.LECTURE:
            leader = None if lectured else _secretary(roster)
            lectured = True
        else:
            leader = usual_chair(roster, row["kind"], row["group"])
        if leader is not None:
            row |= {"lead": leader.member, "lead_name": leader.display_name}


def _secretary(roster: list[RosterEntry]) -> RosterEntry | None:
    return next((entry for entry in roster if Post.SECRETARY in entry.posts), None)


def _copy(rows: list[Tree], earlier: Tree, book: Book, year: int) -> None:
    """Take over the words of the rows of the same month, kind and group, one after the other."""
    left: dict[tuple[object, ...], list[Tree]] = {}
    for row in earlier["rows"]:
        left.setdefault(_place(row), []).append(row)
    for row in rows:
        if not left.get(_place(row)):
            continue
        copied = {key: value for key in _COPIED if (value := left[_place(row)][0][key])}
        del left[_place(row)][0]
        roster = book.roster(row["due_on"] or f"{year}-{row['month']:02}-01")
        here = {entry.member for entry in roster}
        for key in ("lead", "owner"):
            if copied.get(key) and copied[key] not in here:
                del copied[key], copied[f"{key}_name"]
        if "lead_name" in copied and "lead" not in copied:
            copied["lead"] = None
        row |= copied


def _place(row: Tree) -> tuple[object, ...]:
    return row["month"], row["kind"], row["group"]
