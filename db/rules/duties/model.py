"""The facts about a branch and its records that duties are judged by, and the duty itself."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from db.rules.period import Period
from db.rules.rule import Rule, Rules

RulesOn = Callable[[dt.date], Rules]
"""The rules of the branch, its own changes included, as they stand on a day."""


class State(StrEnum):
    """How a duty stands; each duty is in exactly one of these states."""

    DONE = "已完成"
    NOT_YET = "未到期"
    NOW = "本期应办"
    OVERDUE = "逾期"
    NOT_APPLICABLE = "不适用"


@dataclass(frozen=True)
class Span:
    """A time from ``begin`` up to but not including ``end``; None is open."""

    begin: dt.date | None = None
    end: dt.date | None = None

    def __contains__(self, day: dt.date) -> bool:
        return (self.begin or dt.date.min) <= day and day < (self.end or dt.date.max)

    def days_in(self, period: Period) -> int:
        """Return how many days of the period lie in this time."""
        begin = max(self.begin or dt.date.min, period.begin)
        return max((min(self.end or dt.date.max, period.end) - begin).days, 0)

    def within(self, other: "Span") -> "Span":
        """Return the time that both have in common."""
        begins = [day for day in (self.begin, other.begin) if day is not None]
        ends = [day for day in (self.end, other.end) if day is not None]
        return Span(max(begins, default=None), min(ends, default=None))


@dataclass(frozen=True)
class Held(Span):
    """A time in a post of the committee (``db.branch.Post``)."""

    post: str = ""


@dataclass(frozen=True)
class Person:
    """A member's dated facts in the branch.

    ``joined_on`` is the day on which the branch meeting admitted the person, ``full_on`` that of
    the full membership; a date known by year or month alone counts from its first day and is told
    by ``vague``. ``uncounted`` are the times of 经批准不计入应到.
    """

    uid: str
    name: str
    here: tuple[Span, ...] = (Span(),)
    joined_on: dt.date | None = None
    full_on: dt.date | None = None
    vague: bool = False
    frail: bool = False
    uncounted: tuple[Span, ...] = ()
    posts: tuple[Held, ...] = ()

    def belongs(self, day: dt.date) -> bool:
        """Whether the person is in the branch on the day; being admitted tells from the next."""
        admitted = self.joined_on is None or self.joined_on < day
        return admitted and any(day in span for span in self.here)

    def full(self, day: dt.date) -> bool:
        """Whether the person is a full member of the branch on the day."""
        return self.belongs(day) and self.full_on is not None and self.full_on < day

    def holds(self, day: dt.date, *posts: str) -> bool:
        """Whether the person is in one of the posts on the day, in any post without names."""
        return any(day in held and (not posts or held.post in posts) for held in self.posts)


@dataclass(frozen=True)
class Group:
    """A Party group and the time in which it exists."""

    uid: str
    name: str
    lives: Span = Span()


@dataclass(frozen=True)
class Term:
    """A term of the committee; ``due_on`` is the day on which it runs out."""

    uid: str
    number: int
    began_on: dt.date
    due_on: dt.date
    elected_on: dt.date | None = None


class Planned(NamedTuple):
    """The day fixed for the activity of a month; ``note`` says why it is another than usual."""

    day: dt.date
    note: str = ""


@dataclass(frozen=True)
class Branch:
    """What is known of the branch itself; ``planned`` holds the activity's day by month."""

    lives: Span = Span()
    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    terms: tuple[Term, ...] = ()
    planned: Mapping[int, Planned] = field(default_factory=dict)


@dataclass(frozen=True)
class Fact:
    """A record that may count for a duty.

    ``kind`` is that of the meeting, or "activity", "talk", "plan", "plan_filed", "note", or
    "ended" (发展党员 was given up). ``on`` is
    a day of the period for which it counts where that is not the record's own ``day``. ``counts``
    is False for a draft. ``hours`` are hundredths for each of ``members``, the people present (of
    a talk: both sides); ``occasion`` is the activity inside which it was held. A note, which marks
    a duty done by hand, has its ``code`` and whom or what it is ``about``: a name or a uid.
    """

    kind: str
    day: dt.date
    uid: str = ""
    heading: str = ""
    on: dt.date | None = None
    counts: bool = True
    group: str = ""
    members: frozenset[str] = frozenset()
    hours: int = 0
    occasion: str = ""
    lecturer: str = ""
    code: str = ""
    about: str = ""
    entered_on: dt.date | None = None

    @property
    def placed(self) -> dt.date:
        """The day by which the record belongs to a period."""
        return self.on or self.day


@dataclass(frozen=True)
class Item:
    """Something with a limit: an item of the lists, or a decision that stands on no list.

    ``code`` is that of its duty; ``done_on`` is None while it is open. ``uid`` names the line,
    ``record`` what to open for it.
    """

    code: str
    uid: str
    record: str
    title: str
    due_on: dt.date
    done_on: dt.date | None = None


@dataclass(frozen=True)
class Facts:
    """All that the duties of one branch and year are judged by.

    ``add_workdays`` gives the day so many working days after a day, and whether that is 暂算.
    """

    branch: Branch
    add_workdays: Callable[[dt.date, int], tuple[dt.date, bool]]
    records: tuple[Fact, ...] = ()
    items: tuple[Item, ...] = ()


class Start(NamedTuple):
    """What record to begin or to open to get a duty done: its type, and what it is about."""

    record_type: str
    kind: str = ""
    uid: str = ""


@dataclass(frozen=True)
class Duty:
    """One thing to be done, with its state on the day that was asked for.

    ``period`` names the time or the person it belongs to, ``key`` tells the duties of one code
    apart, ``subject`` is the uid of the group, member, term or item it is about. It is due from
    ``begins`` to ``due_by``, both included; ``due_by`` is None where no rule sets a limit.
    ``planned_on`` is the day fixed for it within that time. ``records`` are the uids of what
    counts, ``drafts`` of what does not count yet; ``have`` of ``need`` is how far it has come and
    ``missing`` who is not covered yet. ``reason`` explains the state in one sentence.
    """

    code: str
    title: str
    article: str
    period: str
    key: str
    begins: dt.date
    due_by: dt.date | None
    state: State
    records: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    reason: str = ""
    have: int = 0
    need: int = 1
    missing: tuple[str, ...] = ()
    subject: str = ""
    planned_on: dt.date | None = None
    start: Start | None = None

    @property
    def when(self) -> dt.date:
        """The day by which lists are ordered: the planned day, else the limit."""
        return self.planned_on or self.due_by or dt.date.max


def rule_of(code: str, rules: Rules) -> Rule:
    """Return the rule of a duty."""
    return rules[f"duty.{code}"]


def state_of(begins: dt.date, due_by: dt.date | None, today: dt.date, *, done: bool) -> State:
    """Return how a duty that applies stands."""
    if done:
        return State.DONE
    if today < begins:
        return State.NOT_YET
    return State.OVERDUE if due_by is not None and due_by < today else State.NOW
