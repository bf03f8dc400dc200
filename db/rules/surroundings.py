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
    """Another meeting of the branch on the same day; ``present`` holds the members there."""

    heading: str
    kind: str
    began_at: dt.time
    ended_at: dt.time
    present: frozenset[str]


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


AddWorkdays = Callable[[dt.date, int], tuple[dt.date, bool]]
"""The working day that lies so many working days after a day, and whether that is provisional."""


@dataclass(frozen=True)
class Surroundings:
    """The branch around a meeting, as of the meeting's day.

    ``roster`` holds who is due by kind, None when it is not known; ``officers`` all with a post in
    the branch, whether due or not. ``full_members`` counts 正式党员, ``committee_size`` those with
    a post; both None when not known. ``same_number`` is the day of another record that bears the
    same number within branch, year, kind and group.
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
