"""数字说话: what the records of a period come to, system by system, each number with its records.

Nothing is counted here in a way of its own: meetings and activities come from ``db.figures``, the
sums of ledgers from ``db.shown``, what a record is one of from its declaration (``Counted``).
Source: domain 5, yearly report = totals by system and period, each total with its records.
"""

import calendar
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from db import dates, figures, queries, shown
from db.branch import OrganisationKind
from db.quantity import Quantity, Unit
from db.records import spec
from db.records.label_override import relabelled
from db.spec import Counted, RecordSpec, Tree
from db.systems import SYSTEMS, System, View

_ENTRIES = "条"
_ELSEWHERE = {
    "contact_point": Counted("党建联系点", Unit.PIECES),
    "contact_visit": Counted("到联系点", Unit.TIMES),
}
"""Types that other tabs keep and that are counted like ledgers."""


@dataclass(frozen=True)
class Period:
    """From an ISO day to another, both in it."""

    first: str
    last: str

    @property
    def text(self) -> str:
        """The period as people write it: 2026年, 2026年第二季度, 2026年3月, or its two days."""
        year, month = int(self.first[:4]), int(self.first[5:7])
        if self == year_of(year):
            return f"{year}年"
        if self == quarter_of(year, (month + 2) // 3):
            return f"{year}年第{'一二三四'[(month - 1) // 3]}季度"
        if self == month_of(year, month):
            return f"{year}年{month}月"
        return f"{dates.text(self.first)}至{dates.text(self.last)}"

    def holds(self, day: str) -> bool:
        """Whether a day lies in it; of a partial date, whether it begins in it."""
        return self.first <= dates.first_day(day).isoformat() <= self.last


def year_of(year: int) -> Period:
    """Return a year."""
    return Period(f"{year}-01-01", f"{year}-12-31")


def quarter_of(year: int, quarter: int) -> Period:
    """Return a quarter, 1 to 4."""
    last = month_of(year, 3 * quarter).last
    return Period(f"{year}-{3 * quarter - 2:02}-01", last)


def month_of(year: int, month: int) -> Period:
    """Return a month, 1 to 12."""
    last = calendar.monthrange(year, month)[1]
    return Period(f"{year}-{month:02}-01", f"{year}-{month:02}-{last}")


@dataclass(frozen=True)
class Number:
    """One number in words with its unit and 余, and the uids of the records it was counted from.

    ``key`` names the type and what is counted of it; ``undated`` are records that would count but
    do not say when.
    """

    key: str
    system: str
    title: str
    text: str
    record_type: str
    uids: tuple[str, ...]
    undated: tuple[str, ...] = ()


def organisations_of(organisation: str) -> list[str]:
    """Return whose records count: a branch alone; of a body above, its own and those below."""
    if queries.organisation(organisation)["kind"] == OrganisationKind.BRANCH:
        return [organisation]
    return [organisation, *(row["uid"] for row in queries.branches_under(organisation))]


def of_period(organisation: str, period: Period, today: str) -> tuple[Number, ...]:
    """Return the numbers of an organisation in the order of the model; later than today is none.

    Numbers of nothing are left out.
    """
    period = Period(period.first, min(period.last, today))
    if period.last < period.first:
        return ()
    whose = organisations_of(organisation)
    return tuple(
        number
        for system in SYSTEMS
        for number in _of_system(system, whose, organisation, period)
        if number.uids or number.undated
    )


def _of_system(
    system: System, whose: Sequence[str], words: str, period: Period
) -> Iterator[Number]:
    if "meeting" in system.elsewhere:
        yield from _held(system, whose, period)
    for name in system.elsewhere:
        if name in _ELSEWHERE:
            yield from _of_type(system, spec(name), _ELSEWHERE[name], whose, period)
    for kind in system.ledgers:
        assert kind.ledger is not None
        worded = relabelled(kind, words)
        yield from _of_type(system, worded, kind.ledger.counted, whose, period)
    for view in system.views:
        yield _of_view(system, view, whose, period)


def _held(system: System, whose: Sequence[str], period: Period) -> Iterator[Number]:
    found: dict[str, tuple[str, list[str]]] = {}
    for one in whose:
        for figure in figures.held(one, period.first, period.last):
            found.setdefault(figure.key, (figure.title, []))[1].extend(figure.uids)
    for key, (title, uids) in found.items():
        kind = "activity" if key == "activities" else "meeting"
        yield Number(f"{kind}.{key}", system.title, title, f"{len(uids)}次", kind, tuple(uids))


def _of_type(
    system: System,
    kind: RecordSpec,
    counted: Counted | None,
    whose: Sequence[str],
    period: Period,
) -> Iterator[Number]:
    """Yield how many records there are, then the sum of each field that is summed."""
    rows, undated = _dated(kind, counted, _rows(kind, whose), period)
    one = [row for row in rows if counted is None or counted.when(row)]
    yield Number(
        kind.name,
        system.title,
        counted.title if counted and kind.title == spec(kind.name).title else kind.title,
        _so_many(len(one), counted),
        kind.name,
        tuple(row["uid"] for row in one),
        undated,
    )
    if counted is None or not counted.by:
        yield from _sums(system, kind, rows, "", kind.title)
        return
    for value in dict.fromkeys(row[counted.by] for row in rows):
        part = [row for row in rows if row[counted.by] == value]
        one = [row for row in part if counted.when(row)]
        title = f"{kind.title}　{shown.cell(kind, part[0], counted.by)}"
        key, uids = f"{kind.name}={value}", tuple(row["uid"] for row in one)
        yield Number(key, system.title, title, _so_many(len(one), counted), kind.name, uids)
        yield from _sums(system, kind, part, f"={value}", title)


def _sums(
    system: System, kind: RecordSpec, rows: Sequence[Tree], part: str, title: str
) -> Iterator[Number]:
    """Yield the sum of each field that is summed."""
    for name in kind.fields:
        if said := shown.sum_of(kind, rows, name):
            uids = tuple(row["uid"] for row in rows if row.get(name) is not None)
            words = f"{title}　{kind.label(name)}"
            yield Number(f"{kind.name}.{name}{part}", system.title, words, said, kind.name, uids)


def _so_many(number: int, counted: Counted | None) -> str:
    return str(Quantity(number, counted.unit)) if counted else f"{number}{_ENTRIES}"


def _of_view(system: System, view: View, whose: Sequence[str], period: Period) -> Number:
    kind = spec(view.record_type)
    rows = [row for row in _rows(kind, whose) if row[view.field] in view.values]
    rows, undated = _dated(kind, None, rows, period)
    uids = tuple(row["uid"] for row in rows)
    said = str(Quantity(len(uids), view.unit))
    return Number(view.key, system.title, view.title, said, kind.name, uids, undated)


def _rows(kind: RecordSpec, whose: Iterable[str]) -> list[Tree]:
    return [row.values for one in whose for row in queries.records(kind, organisation=one)]


def _dated(
    kind: RecordSpec, counted: Counted | None, rows: list[Tree], period: Period
) -> tuple[list[Tree], tuple[str, ...]]:
    """Return the records of the period by day, and the uids of those that say no day.

    A record of a year counts in every period that has a day of the year; one of a type that is
    never dated (rooms, equipment) always.
    """
    name = (counted.day if counted else "") or kind.day
    if name:
        dated = [row for row in rows if row[name]]
        left = [row for row in rows if not row[name] and (counted is None or counted.when(row))]
        found = [row for row in dated if period.holds(row[name])]
        by_day = itemgetter(name)
        return sorted(found, key=by_day), tuple(row["uid"] for row in left)
    if "year" in kind.fields:
        within = _years(period)
        return [row for row in rows if row["year"] is not None and within(row["year"])], ()
    return rows, ()


def _years(period: Period) -> Callable[[int], bool]:
    first, last = int(period.first[:4]), int(period.last[:4])
    return lambda year: first <= year <= last
