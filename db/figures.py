"""The numbers of a year, each with the records behind it; no points, no ranking of people.

Only finished records that are not later than the day asked for count; how many drafts were left
out is said beside the numbers.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from db import listing, queries, rulebook, talks
from db.branch import Book
from db.connection import database
from db.due.facts import gather
from db.records.activity import Activity, ActivityAttendance
from db.records.held import AttendanceState, Status
from db.records.listed_item import ItemState, ListKind
from db.records.meeting import Attendance, Meeting, MeetingKind
from db.records.rule_override import overrides_of
from db.rules.duties.coverage import hours_of
from db.rules.duties.model import Fact, rule_of
from db.systems import LEDGERS

_HUNDRED = 100
_CORE = (MeetingKind.GENERAL, MeetingKind.COMMITTEE, MeetingKind.GROUP, MeetingKind.LECTURE)
_DONE = (ItemState.DONE, ItemState.CLOSED)


@dataclass(frozen=True)
class Figure:
    """One number: ``value``, perhaps ``of`` a total, in ``unit``, and the uids it was counted from.

    Of shares (unit "%") value and total are the counted people; of hours both are hundredths, and
    ``of`` is the number of people they are divided by.
    """

    key: str
    title: str
    value: int
    unit: str
    uids: tuple[str, ...]
    of: int | None = None

    @property
    def text(self) -> str:
        """The number as people read it: 36 次, 91.4%, 29.5, 17 / 21; — where nothing was counted.

        Halves of the last place are rounded up.
        """
        if self.unit == "%":
            return _tenths(self.value * 1000, self.of) + ("%" if self.of else "")
        if self.unit == "学时":
            return _tenths(self.value, (self.of or 0) * 10)
        if self.of is not None:
            return f"{self.value} / {self.of}" if self.of else "—"
        return f"{self.value} {self.unit}"


@dataclass(frozen=True)
class Present:
    """How often one person was due in the year and came, with the records of each state."""

    member: str
    name: str
    records: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def times(self, state: str) -> int:
        """Return how many records note this state."""
        return len(self.records.get(state, ()))

    @property
    def due(self) -> int:
        """How many records note the person as due."""
        return sum(map(len, self.records.values()))

    @property
    def uids(self) -> tuple[str, ...]:
        """All records in which the person was due."""
        return tuple(uid for state in AttendanceState for uid in self.records.get(state, ()))

    @property
    def rate(self) -> str:
        """The share of presence: 91.7%, — for somebody who was never due."""
        share = _tenths(self.times(AttendanceState.PRESENT) * 1000, self.due)
        return share + ("%" if self.due else "")


_MEETINGS = "会议"
SOURCES_OF_HOURS = ("党课", _MEETINGS, "活动日", "台账", "补课")
_SOURCE = {str(MeetingKind.LECTURE): "党课", "activity": "活动日", "absence": "补课"}
_SOURCE |= {kind.name: "台账" for kind in LEDGERS}


@dataclass(frozen=True)
class Studied:
    """The hours of one person, in hundredths by kind of record, and what the year asks for.

    ``needed`` is None for somebody of whom no hours are asked (年老体弱, 教育管理条例 Art. 23).
    """

    member: str
    name: str
    by_kind: Mapping[str, int]
    total: int
    needed: int | None
    uids: tuple[str, ...]
    records: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The hundredths with their records by where they come from (``SOURCES_OF_HOURS``)."""
        kinds = {kind: _SOURCE.get(kind, _MEETINGS) for kind in self.by_kind}
        return tuple(
            (
                sum(self.by_kind[kind] for kind, own in kinds.items() if own == source),
                tuple(
                    u for k, own in kinds.items() if own == source for u in self.records.get(k, ())
                ),
            )
            for source in SOURCES_OF_HOURS
        )

    @property
    def missing(self) -> int:
        """The hundredths that are missing, 0 when nothing is."""
        return max((self.needed or 0) - self.total, 0)


@dataclass(frozen=True)
class Year:
    """All figures of a branch and year; ``drafts`` are records that do not count yet."""

    figures: tuple[Figure, ...]
    attendance: tuple[Present, ...]
    hours: tuple[Studied, ...]
    drafts: tuple[str, ...]

    def figure(self, key: str) -> Figure:
        """Return the figure of that key; raises ``KeyError``."""
        for each in self.figures:
            if each.key == key:
                return each
        raise KeyError(key)


def of_year(organisation: str, year: int, today: str) -> Year:
    """Return the figures of a branch in a year as they stand on the ISO day ``today``."""
    branch, book = queries.organisation(organisation), Book(organisation)
    day = dt.date.fromisoformat(min(today, f"{year}-12-31"))
    dated = [
        f for f in gather(branch, book, year).records if f.day.year == year and f.kind in _HELD
    ]
    counting = [fact for fact in dated if fact.counts and fact.day <= day]
    attendance = tuple(_attendance(organisation, year, today, book))
    hours = tuple(_hours(organisation, counting, book, day))
    return Year(
        figures=(
            *_meetings(counting),
            _rate(attendance),
            _mean_hours(hours),
            *_items(organisation, year, today),
            _talks(organisation, counting, year, today),
        ),
        attendance=attendance,
        hours=hours,
        drafts=tuple(fact.uid for fact in dated if not fact.counts),
    )


def held(organisation: str, first: str, last: str) -> tuple[Figure, ...]:
    """Return how often a branch met and was active from one ISO day to another, both in it.

    Only finished records count, as in ``of_year``.
    """
    branch, book = queries.organisation(organisation), Book(organisation)
    days = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return tuple(
        _meetings(
            fact
            for year in range(days[0].year, days[1].year + 1)
            for fact in gather(branch, book, year).records
            if fact.day.year == year and fact.counts and days[0] <= fact.day <= days[1]
        )
    )


_STUDIED = (kind.name for kind in LEDGERS if kind.ledger and kind.ledger.hours)
_HELD = frozenset((*map(str, MeetingKind), "activity", "talk", "absence", *_STUDIED))


def _meetings(facts: Iterable[Fact]) -> Iterator[Figure]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    dated = sorted(facts, key=lambda fact: fact.day)
    for fact in dated:
        by_kind[fact.kind].append(fact.uid)
    core = [fact.uid for fact in dated if fact.kind in _CORE]
    yield Figure("meetings", "三会一课", len(core), "次", tuple(core))
    for kind in MeetingKind:
        yield Figure(str(kind), kind.label, len(by_kind[kind]), "次", tuple(by_kind[kind]))
    days = by_kind["activity"]
    yield Figure("activities", "党员活动日", len(days), "次", tuple(days))


def _attendance(branch: str, year: int, today: str, book: Book) -> Iterator[Present]:
    """Yield everybody who was due, in the order of the roster; whoever left comes after."""
    names: dict[str, str] = {}
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for lines, model in ((Attendance, Meeting), (ActivityAttendance, Activity)):
        for member, name, state, uid in _attended(lines, model, branch, year, today):
            names.setdefault(member, name)
            found[member][state].append(uid)
    here = {tenure.member.uid: tenure.name for tenure in book.tenures()}
    for member in (*(uid for uid in here if uid in found), *(u for u in found if u not in here)):
        states = {state: tuple(uids) for state, uids in found[member].items()}
        yield Present(member, here.get(member) or names[member], states)


def _attended(lines: Any, model: Any, branch: str, year: int, today: str) -> Iterable[Any]:
    query = (
        lines.select(lines.member, lines.name, lines.state, model.uid)
        .join(model)
        .where(
            model.organisation == branch,
            model.year == year,
            model.held_on <= today,
            model.status != Status.DRAFT,
            model.deleted_at.is_null(),
            lines.member.is_null(is_null=False),
        )
        .order_by(model.held_on)
    )
    rows: Iterable[Any] = database.execute_sql(*query.sql())
    return rows


def _rate(people: Iterable[Present]) -> Figure:
    rows = list(people)
    present = sum(one.times(AttendanceState.PRESENT) for one in rows)
    uids = dict.fromkeys(uid for one in rows for uid in one.uids)
    due = sum(one.due for one in rows)
    return Figure("attendance", "平均到会率", present, "%", tuple(uids), due)


def _hours(branch: str, facts: Iterable[Fact], book: Book, day: dt.date) -> Iterator[Studied]:
    """Yield everybody on the roster of the day in its order, with hours by kind of record."""
    given = [fact for fact in facts if fact.hours]
    totals = hours_of(given)
    counted = _counted(given)
    rules = rulebook.rules_for(day, overrides_of(branch))
    usual, officers = (rule_of(c, rules).number("hours") for c in ("hours", "hours_committee"))
    for entry in book.roster(day.isoformat()):
        own = counted.get(entry.member, [])
        kinds: Counter[str] = Counter()
        records: dict[str, list[str]] = defaultdict(list)
        for fact in own:
            kinds[fact.kind] += fact.hours
            records[fact.kind].append(fact.uid)
        needed = None if entry.frail else (officers if entry.posts else usual) * _HUNDRED
        yield Studied(
            entry.member,
            entry.display_name,
            kinds,
            totals.get(entry.member, 0),
            needed,
            tuple(fact.uid for fact in own),
            {kind: tuple(uids) for kind, uids in records.items()},
        )


def _counted(facts: Iterable[Fact]) -> Mapping[str, list[Fact]]:
    """Return for each person the records whose hours count: of one occasion only the longest.

    Of a lecture inside an activity and the activity itself the larger counts (``hours_of``).
    """
    best: dict[str, dict[str, Fact]] = defaultdict(dict)
    for fact in sorted(facts, key=lambda fact: (fact.day, fact.kind)):
        occasion = fact.occasion or fact.uid
        for member in fact.members:
            before = best[member].get(occasion)
            if before is None or fact.hours > before.hours:
                best[member][occasion] = fact
    return {member: list(found.values()) for member, found in best.items()}


def _mean_hours(people: Iterable[Studied]) -> Figure:
    rows = list(people)
    uids = dict.fromkeys(uid for one in rows for uid in one.uids)
    total = sum(one.total for one in rows)
    return Figure("hours", "人均学时", total, "学时", tuple(uids), len(rows))


def _items(branch: str, year: int, today: str) -> Iterator[Figure]:
    """Yield what of the year's lists is done: tasks finished, problems closed (销号)."""
    items = listing.items(branch, year, today)
    for key, title, kind, states in (
        ("tasks", "任务办结", ListKind.TASK, _DONE),
        ("problems", "问题销号", ListKind.PROBLEM, (ItemState.CLOSED,)),
    ):
        own = [item for item in items if item.values["kind"] == kind]
        done = sum(item.values["state"] in states for item in own)
        yield Figure(key, title, done, "项", tuple(item.uid for item in own), len(own))


def _talks(branch: str, facts: Iterable[Fact], year: int, today: str) -> Figure:
    reached = talks.coverage(branch, year, today)
    covered = sum(one.covered for one in reached)
    uids = tuple(fact.uid for fact in facts if fact.kind == "talk")
    return Figure("talks", "谈心谈话覆盖", covered, "人", uids, len(reached))


def _tenths(value: int, parts: int | None) -> str:
    """Return value ÷ parts, a number of tenths, with its decimal point; — without parts."""
    if not parts:
        return "—"
    whole, rest = divmod((2 * value + parts) // (2 * parts), 10)
    return f"{whole}.{rest}"


def hours_text(hundredths: int) -> str:
    """Return hours as people write them: 29.5."""
    return f"{hundredths / _HUNDRED:g}"
