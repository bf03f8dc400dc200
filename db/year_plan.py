"""The year's plan of a branch as it is shown, and beside it what was held."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from db import queries, tree, workdays
from db.records import spec
from db.records.held import Status
from db.records.year_plan import PlanKind
from db.rules.year_plan import HeldRecord, Match, PlannedRow, compare
from db.spec import Tree


@dataclass(frozen=True)
class PlanRow:
    """A row of the plan as it is shown, and what became of it.

    ``line`` is the stored line; of an activity it bears the words of the plan of activities where
    it has none of its own, and ``day`` the day that is fixed for it (暂算 says ``provisional``).
    """

    line: Tree
    match: Match
    day: str | None = None
    provisional: bool = False


@dataclass(frozen=True)
class Comparison:
    """A plan beside the year: its rows by month, and what was held without having been planned."""

    rows: tuple[PlanRow, ...]
    unplanned: tuple[HeldRecord, ...]


def compared(plan: Tree, today: str) -> Comparison:
    """Set a plan, saved or not, beside the records of its branch and year on an ISO day."""
    branch, year = plan["organisation"], plan["year"]
    shown = [_shown(pair) for pair in _in_order(plan, _activities(branch, year))]
    rows = [
        PlannedRow(
            uid=line["uid"],
            month=line["month"],
            kind=line["kind"],
            group=line["group"] or "",
            due_on=dt.date.fromisoformat(limit) if (limit := day or line["due_on"]) else None,
        )
        for line, day, _provisional in shown
    ]
    matches, unplanned = compare(year, rows, held(branch, year), dt.date.fromisoformat(today))
    return Comparison(
        tuple(
            PlanRow(line, matches[line["uid"]], day, provisional)
            for line, day, provisional in shown
        ),
        tuple(unplanned),
    )


def activities_alone(branch: str, year: int) -> Tree:
    """Return what stands for the plan of a year that has none: a row for each month's activity."""
    kind = spec("year_plan")
    rows = [
        tree.blank_line(kind.line("rows"), month=month, kind=str(PlanKind.ACTIVITY))
        for month in range(1, 13)
    ]
    return tree.blank(kind, organisation=branch, year=year, rows=rows)


def held(branch: str, year: int) -> Iterator[HeldRecord]:
    """Yield the meetings and activities of a branch and year, drafts too."""
    for name in ("meeting", "activity"):
        for row in queries.records(spec(name), organisation=branch, year=year):
            if row.day is not None:
                day = dt.date.fromisoformat(row.day)
                yield HeldRecord(
                    uid=row.uid,
                    kind=row.values.get("kind") or name,
                    heading=row.heading,
                    day=day,
                    month=row.values.get("month") or day.month,
                    group=row.values.get("group") or "",
                    draft=row.values["status"] == Status.DRAFT,
                )


def _activities(branch: str, year: int) -> dict[int, Tree]:
    """Return by month what the plan of activities says, and the day of the branch's own rule."""
    own = queries.organisation(branch)
    plan = queries.plan_of(branch, year)
    lines = {line["month"]: line for line in (plan["months"] if plan else ())}
    found: dict[int, Tree] = {}
    for month in range(1, 13):
        line = lines.get(month, {})
        usual = workdays.planned_day(year, month, own["activity_day"], own["activity_shift"])
        planned = line.get("planned_on")
        known = workdays.is_workday(dt.date.fromisoformat(planned or usual.day)) is not None
        found[month] = line | {
            "planned_on": planned or (None if line else usual.day),
            "provisional": usual.provisional if not planned else not known,
        }
    return found


_Shown = tuple[Tree, str | None, bool]


def _in_order(plan: Tree, activities: dict[int, Tree]) -> list[tuple[Tree, Tree]]:
    kinds = list(PlanKind)
    rows = [row for row in plan["rows"] if row["month"] in activities]
    rows.sort(key=lambda row: (row["month"], kinds.index(PlanKind(row["kind"]))))
    return [(row, activities[row["month"]]) for row in rows]


def _shown(pair: tuple[Tree, Tree]) -> _Shown:
    """Return the line with the words of the plan of activities where it is one, and its day."""
    line, activity = pair
    if line["kind"] != PlanKind.ACTIVITY:
        return line, None, False
    words = {
        "title": line["title"] or activity.get("title", ""),
        "lead_name": line["lead_name"] or activity.get("organiser", ""),
        "owner": line["owner"] or activity.get("owner"),
        "owner_name": line["owner_name"] or activity.get("owner_name", ""),
        "remark": line["remark"] or activity.get("moved_reason") or activity.get("remark", ""),
    }
    return line | words, line["due_on"] or activity["planned_on"], activity["provisional"]
