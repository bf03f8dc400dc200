"""Where stored meetings meet the rules: what the panel, finalising and ``zhibu check`` say.

A meeting is judged by the roster and the rules of its own day, and against the meetings of the
thirteen months before it. What was read stays in memory until the file changes, so that a form may
ask again with every key that is typed.
"""

import datetime as dt
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from db import operations, rulebook, tree, workdays
from db.branch import Book, RosterEntry, due
from db.connection import database
from db.model import dicts
from db.records import spec
from db.records.meeting import Meeting, MeetingKind
from db.rules import meeting
from db.rules.checks import check
from db.rules.likeness import fingerprint
from db.rules.meeting import MeetingFacts
from db.rules.rule import Finding
from db.rules.surroundings import (
    CommitteeItem,
    Due,
    EarlierText,
    OtherMeeting,
    Surroundings,
)
from db.spec import Tree

_MEETING = spec("meeting")
_BACK = dt.timedelta(days=400)


@dataclass(frozen=True)
class Inspected:
    """A stored meeting with what the checks found, confirmations too."""

    uid: str
    organisation: str
    held_on: str | None
    heading: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Known:
    """What later meetings need to know of a stored one."""

    revision: int
    organisation: str
    heading: str
    facts: MeetingFacts
    body: str


_Number = tuple[str, str, str, int | None]
"""Year, kind, group and number: what tells the meetings of a branch apart."""


class _Shelf:
    """What was read from the open file since its last change."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.step = operations.last_step()
        self._known: dict[str, _Known] = {}
        self._forget()

    def _forget(self) -> None:
        self._books: dict[str, Book] = {}
        self._rosters: dict[tuple[str, str], list[RosterEntry]] = {}
        self._rows: dict[tuple[str, str, str], list[tuple[str, int]]] = {}
        self._numbered: dict[str, dict[_Number, list[tuple[str, str]]]] = {}

    def refresh(self) -> None:
        """Forget what a change of the file may have made untrue; every change is a step."""
        step = operations.last_step()
        if step != self.step:
            self.step = step
            self._forget()

    def roster(self, branch: str, day: str) -> list[RosterEntry]:
        """Return the roster of a branch on an ISO day."""
        key = branch, day
        if key not in self._rosters:
            if branch not in self._books:
                self._books[branch] = Book(branch)
            self._rosters[key] = self._books[branch].roster(day)
        return self._rosters[key]

    def before(self, day: dt.date, branch: str, kind: str) -> list[_Known]:
        """Return the living meetings up to the day that a meeting of the day is held against.

        Those of its own branch, and those of its kind in the others, whose texts may be alike.
        """
        key = day.isoformat(), branch, kind
        if key not in self._rows:
            near = Meeting.held_on.between((day - _BACK).isoformat(), day.isoformat())
            query = _living().where(near, (Meeting.organisation == branch) | (Meeting.kind == kind))
            self._rows[key] = [(row["uid"], row["revision"]) for row in dicts(query)]
        return self._read(self._rows[key])

    def same_number(self, branch: str, facts: MeetingFacts) -> dt.date | None:
        """Return the day of another living meeting that bears the number of this one."""
        if facts.held_on is None:
            return None
        if branch not in self._numbered:
            numbered = self._numbered.setdefault(branch, {})
            query = Meeting.select(
                Meeting.uid, Meeting.held_on, Meeting.kind, Meeting.group, Meeting.number
            ).where(
                Meeting.organisation == branch,
                Meeting.deleted_at.is_null(),
                Meeting.held_on.is_null(is_null=False),
            )
            for row in dicts(query.order_by(Meeting.held_on)):
                key = row["held_on"][:4], row["kind"], row["group"] or "", row["number"]
                numbered.setdefault(key, []).append((row["uid"], row["held_on"]))
        key = f"{facts.held_on.year:04}", facts.kind, facts.group, facts.number
        days = [day for uid, day in self._numbered[branch].get(key, ()) if uid != facts.uid]
        return dt.date.fromisoformat(days[0]) if days else None

    def _read(self, rows: Iterable[tuple[str, int]]) -> list[_Known]:
        wanted = list(rows)
        stale = [
            uid
            for uid, revision in wanted
            if uid not in self._known or self._known[uid].revision != revision
        ]
        for record in tree.dump_many(_MEETING, stale).values():
            self._known[record["uid"]] = _know(record)
        return [self._known[uid] for uid, _ in wanted]


_shelf: _Shelf | None = None


def _current_shelf() -> _Shelf:
    global _shelf
    connection = database.connection()
    if _shelf is None or _shelf.connection is not connection:
        _shelf = _Shelf(connection)
    _shelf.refresh()
    return _shelf


def _living() -> Any:
    return (
        Meeting.select(Meeting.uid, Meeting.revision)
        .where(Meeting.deleted_at.is_null())
        .order_by(Meeting.held_on, Meeting.began_at, Meeting.uid)
    )


def _know(record: Tree) -> _Known:
    facts = meeting.facts(record)
    heading = _MEETING.heading(record)
    return _Known(record["revision"], record["organisation"], heading, facts, facts.body())


def findings(record: Tree, today: str) -> list[Finding]:
    """Check the tree of a meeting, saved or not, on the ISO day ``today``."""
    facts = meeting.facts(record)
    shelf = _current_shelf()
    branch = record.get("organisation") or ""
    earlier = shelf.before(facts.held_on, branch, str(facts.kind)) if facts.held_on else []
    return _judge(facts, branch, earlier, shelf, dt.date.fromisoformat(today))


def findings_for_all(today: str, branch: str | None = None) -> list[Inspected]:
    """Check every living meeting of the file or of one branch, oldest first."""
    shelf, now = _current_shelf(), dt.date.fromisoformat(today)
    uids = [row["uid"] for row in dicts(_living())]
    trees = tree.dump_many(_MEETING, uids)
    known = {uid: _know(trees.pop(uid)) for uid in uids}
    dated = [one for one in known.values() if one.facts.held_on is not None]
    days = [one.facts.held_on or dt.date.min for one in dated]
    found = []
    for uid, one in known.items():
        if branch not in (None, one.organisation):
            continue
        day = one.facts.held_on
        near = dated[bisect_left(days, day - _BACK) : bisect_right(days, day)] if day else []
        said = _judge(one.facts, one.organisation, near, shelf, now)
        held_on = day.isoformat() if day else None
        found.append(Inspected(uid, one.organisation, held_on, one.heading, tuple(said)))
    return found


def _judge(
    facts: MeetingFacts, branch: str, earlier: list[_Known], shelf: _Shelf, today: dt.date
) -> list[Finding]:
    around = _surroundings(facts, branch, earlier, shelf, today)
    return check(facts, around, rulebook.rules_on(facts.held_on or today))


def _surroundings(
    facts: MeetingFacts, branch: str, earlier: list[_Known], shelf: _Shelf, today: dt.date
) -> Surroundings:
    day = facts.held_on
    if day is None or not branch:
        return Surroundings(today=today, add_workdays=workdays.add_workdays)
    roster = shelf.roster(branch, day.isoformat())
    others = [known for known in earlier if known.facts.uid != facts.uid]
    own = [known for known in others if known.organisation == branch]
    return Surroundings(
        today=today,
        add_workdays=workdays.add_workdays,
        roster=tuple(_due(entry, facts.group) for entry in due(roster, facts.kind, facts.group)),
        officers=tuple(
            _due(entry, facts.group) for entry in roster if entry.posts or entry.leads_group
        ),
        full_members=sum(entry.category == "full" for entry in roster),
        committee_size=sum(bool(entry.posts) for entry in roster),
        same_number=shelf.same_number(branch, facts),
        others=tuple(_same_day(own, day)),
        committee_items=tuple(
            CommitteeItem(known.facts.held_on, item.title)
            for known in own
            if known.facts.kind == MeetingKind.COMMITTEE and known.facts.held_on is not None
            for _, _, item in known.facts.items()
        ),
        earlier_texts=tuple(
            EarlierText(known.heading, known.facts.held_on, fingerprint(known.body))
            for known in others
            if known.facts.kind == facts.kind and known.facts.held_on is not None and known.body
        ),
    )


def _due(entry: RosterEntry, group: str) -> Due:
    return Due(
        member=entry.member,
        name=entry.display_name,
        category=entry.category,
        voting=entry.voting,
        posts=frozenset(str(post) for post in entry.posts),
        leads=entry.leads_group and entry.group == group,
        frail=entry.frail,
    )


def _same_day(own: Iterable[_Known], day: dt.date) -> Iterable[OtherMeeting]:
    for known in own:
        other = known.facts
        if other.held_on != day or other.began_at is None or other.ended_at is None:
            continue
        present = frozenset(row.member for row in other.attendance if row.present)
        yield OtherMeeting(known.heading, other.kind, other.began_at, other.ended_at, present)
