"""What the checks need to know besides the record itself."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from db.rules.likeness import Fingerprint


@dataclass(frozen=True)
class Due:
    """A person who is due at the meeting by the roster of its day.

    ``posts`` are the posts in the committee ("secretary", "deputy", …), ``leads`` whether the
    person leads the group that meets.
    """

    member: str
    name: str
    category: str
    voting: bool
    posts: frozenset[str] = frozenset()
    leads: bool = False
    frail: bool = False


@dataclass(frozen=True)
class OtherMeeting:
    """Another meeting or activity of the branch on the same day.

    ``present`` holds the members there; ``activity`` is the uid of the one it was held within.
    """

    heading: str
    kind: str
    began_at: dt.time
    ended_at: dt.time
    present: frozenset[str]
    uid: str = ""
    activity: str = ""


@dataclass(frozen=True)
class CommitteeItem:
    """An item on the agenda of an earlier committee meeting."""

    day: dt.date
    title: str


@dataclass(frozen=True)
class EarlierText:
    """The text of an earlier record by its fingerprint."""

    heading: str
    day: dt.date
    fingerprint: Fingerprint


@dataclass(frozen=True)
class FixedDay:
    """The day on which the activity of a month is due by the branch's own rule.

    ``fixed`` is the day of the month itself, ``shifted`` where the branch's ``shift`` (keep, next,
    before) takes it; ``provisional`` when no calendar knows the year. ``planned`` is the day of
    the year's plan and ``reason`` why it is another one.
    """

    fixed: dt.date
    shifted: dt.date
    shift: str
    provisional: bool
    planned: dt.date | None = None
    reason: str = ""


AddWorkdays = Callable[[dt.date, int], tuple[dt.date, bool]]
"""The working day that lies so many working days after a day, and whether that is provisional."""


IsWorkday = Callable[[dt.date], bool | None]
"""Whether a day is a working day, None when no calendar knows its year."""

DayName = Callable[[dt.date], str]
"""The name of the holiday that a day is part of, "" for any other day."""


def _no_calendar(_day: dt.date) -> bool | None:
    return None


def _no_name(_day: dt.date) -> str:
    return ""


@dataclass(frozen=True)
class Surroundings:
    """The branch around a meeting or activity, as of its day.

    ``roster`` holds who is due by kind, None when it is not known; ``officers`` all with a post in
    the branch, whether due or not. ``full_members`` counts 正式党员, ``committee_size`` those with
    a post; both None when not known. ``same_number`` is the day of another record that bears the
    same number within branch, year, kind and group. ``fixed_day`` is that of an activity.
    ``listed`` holds the uids of the lines that stand on the branch's lists, None when not known.
    """

    today: dt.date
    add_workdays: AddWorkdays
    roster: tuple[Due, ...] | None = None
    officers: tuple[Due, ...] = ()
    full_members: int | None = None
    committee_size: int | None = None
    same_number: dt.date | None = None
    others: tuple[OtherMeeting, ...] = ()
    committee_items: tuple[CommitteeItem, ...] = ()
    earlier_texts: tuple[EarlierText, ...] = ()
    is_workday: IsWorkday = _no_calendar
    day_name: DayName = _no_name
    fixed_day: FixedDay | None = None
    listed: frozenset[str] | None = None
