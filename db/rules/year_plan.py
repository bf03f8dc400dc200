"""A year's plan beside what was held: what was done in time, early, late, not at all, or unplanned.

Form: 三会一课计划报备表, whose last column says what became of it (domain row 13: done = planned).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

_NEAR = 3
"""How many months a record may lie off its row: a meeting of another quarter is another meeting."""


class PlanState(StrEnum):
    """What became of a row of the plan."""

    DONE = "已完成"
    EARLY = "提前完成"
    LATE = "推迟完成"
    DRAFT = "草稿未定稿"
    OPEN = "未到时限"
    MISSED = "未完成"
    ASIDE = "不比对"


@dataclass(frozen=True)
class PlannedRow:
    """A row of the plan; ``kind`` is that of the records, "other" for what has none."""

    uid: str
    month: int
    kind: str
    group: str = ""
    due_on: dt.date | None = None


@dataclass(frozen=True)
class HeldRecord:
    """A record of the year; ``month`` is the one it belongs to, which its day may be outside of."""

    uid: str
    kind: str
    heading: str
    day: dt.date
    month: int
    group: str = ""
    draft: bool = False


@dataclass(frozen=True)
class Match:
    """What became of a row, and the record that says so."""

    state: PlanState
    record: HeldRecord | None = None


def compare(
    year: int, rows: Sequence[PlannedRow], held: Iterable[HeldRecord], today: dt.date
) -> tuple[dict[str, Match], list[HeldRecord]]:
    """Return what became of each row (by its uid), and what was held without a plan, by day.

    A record goes to a row of its kind and group: of its own month first, else to the nearest row
    within a quarter that has none. A row without a group takes a meeting of any group. A record
    dated after ``today`` does not count yet.
    """
    free = sorted(held, key=lambda record: (record.day, record.uid))
    found: dict[str, HeldRecord] = {}
    for distance in range(_NEAR):
        for exact in (True, False):
            for row in rows:
                near = (r for r in free if abs(r.month - row.month) == distance)
                taken = next((r for r in near if _fits(row, r, exact=exact)), None)
                if row.uid not in found and taken is not None:
                    found[row.uid] = taken
                    free.remove(taken)
    return {row.uid: _match(year, row, found.get(row.uid), today) for row in rows}, free


def _fits(row: PlannedRow, record: HeldRecord, *, exact: bool) -> bool:
    same = row.group == record.group if exact else not row.group
    return row.kind == record.kind and same


def _match(year: int, row: PlannedRow, record: HeldRecord | None, today: dt.date) -> Match:
    if row.kind == "other":
        return Match(PlanState.ASIDE)
    limit = row.due_on or _last_day(year, row.month)
    if record is None:
        return Match(PlanState.MISSED if limit < today else PlanState.OPEN)
    if record.draft:
        return Match(PlanState.DRAFT, record)
    if record.day > today:
        return Match(PlanState.OPEN, record)
    if record.day > limit:
        return Match(PlanState.LATE, record)
    early = record.day < dt.date(year, row.month, 1)
    return Match(PlanState.EARLY if early else PlanState.DONE, record)


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
