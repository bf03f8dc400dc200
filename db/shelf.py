"""What the checks have read from the open file: kept in memory until the file changes.

A form asks again with every key that is typed, and a check of everything reads each record once.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from db import operations, queries, tree
from db.branch import Book, RosterEntry
from db.connection import database
from db.model import dicts
from db.records import spec
from db.records.activity import Activity
from db.records.listed_item import ListedItem
from db.records.meeting import Meeting
from db.rules import meeting
from db.rules.meeting import MeetingFacts
from db.spec import RecordSpec, Tree

KINDS: tuple[RecordSpec, ...] = (spec("meeting"), spec("activity"))
"""The types of record that are held on a day with people present, and judged by the checks."""

BACK = dt.timedelta(days=400)
"""How far back a record is held against earlier ones."""

_Number = tuple[int, str, str, int | None]
"""Year, kind, group and number: what tells the meetings of a branch apart."""


@dataclass(frozen=True)
class Known:
    """What other records need to know of a stored one."""

    kind: RecordSpec
    revision: int
    organisation: str
    heading: str
    facts: MeetingFacts
    body: str


class Shelf:
    """What was read from the open file since its last change."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.step = operations.last_step()
        self._known: dict[str, Known] = {}
        self._forget()

    def _forget(self) -> None:
        self._books: dict[str, Book] = {}
        self._rosters: dict[tuple[str, str], list[RosterEntry]] = {}
        self._rows: dict[tuple[str, str, str], list[tuple[RecordSpec, str, int]]] = {}
        self._numbered: dict[str, dict[_Number, list[tuple[str, str]]]] = {}
        self._organisations: dict[str, Tree] = {}
        self._plans: dict[str, dict[tuple[int, int], Tree]] = {}
        self._listed: dict[str, frozenset[str]] = {}

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

    def organisation(self, branch: str) -> Tree:
        """Return the root row of an organisation."""
        if not self._organisations:
            self._organisations = {row["uid"]: row for row in queries.organisations()}
        return self._organisations.get(branch, {})

    def planned(self, branch: str, year: int, month: int) -> Tree:
        """Return the month's line of the branch's plan, an empty one when there is none."""
        if branch not in self._plans:
            rows = queries.planned_activities(branch)
            self._plans[branch] = {(row["year"], row["month"]): row for row in rows}
        return self._plans[branch].get((year, month), {})

    def listed(self, branch: str) -> frozenset[str]:
        """Return the uids of the lines from which living items of the lists were made."""
        if branch not in self._listed:
            query = ListedItem.select(ListedItem.origin).where(
                ListedItem.organisation == branch,
                ListedItem.deleted_at.is_null(),
                ListedItem.origin.is_null(is_null=False),
            )
            rows = database.execute_sql(*query.sql())
            self._listed[branch] = frozenset(origin for (origin,) in rows)
        return self._listed[branch]

    def before(self, day: dt.date, branch: str, kind: str) -> list[Known]:
        """Return the living records up to the day that one of that day is held against.

        Of the branch's own meetings and of all of the same kind, whose texts may be alike, those of
        the time before; an activity and a meeting are held against each other on their own day.
        """
        key = day.isoformat(), branch, kind
        if key not in self._rows:
            since = (day - BACK).isoformat()
            activity = kind == "activity"
            alike: Any = None if activity else Meeting.kind == kind
            meetings = _near(Meeting, day, day.isoformat() if activity else since, branch, alike)
            alike = Activity.uid != "" if activity else None
            activities = _near(Activity, day, since if activity else day.isoformat(), branch, alike)
            found = [(KINDS[0], row["uid"], row["revision"]) for row in dicts(meetings)]
            found += [(KINDS[1], row["uid"], row["revision"]) for row in dicts(activities)]
            self._rows[key] = found
        return self._read(self._rows[key])

    def same_number(self, branch: str, facts: MeetingFacts) -> dt.date | None:
        """Return the day of another living record that bears the number of this one."""
        if facts.year is None:
            return None
        if branch not in self._numbered:
            numbered = self._numbered.setdefault(branch, {})
            for key, uid, day in _numbers(branch):
                numbered.setdefault(key, []).append((uid, day))
        key = facts.year, facts.kind, facts.group, facts.number
        days = [day for uid, day in self._numbered[branch].get(key, ()) if uid != facts.uid]
        return dt.date.fromisoformat(days[0]) if days else None

    def everything(self) -> list[Known]:
        """Return all living records of these types, oldest first."""
        found = []
        for kind in KINDS:
            model: Any = kind.model
            query = model.select(model.uid).where(model.deleted_at.is_null())
            trees = tree.dump_many(kind, [row["uid"] for row in dicts(query)])
            while trees:
                _uid, record = trees.popitem()
                found.append(((_when(record), record["uid"]), know(kind, record)))
        found.sort(key=lambda pair: pair[0])
        return [one for _when_, one in found]

    def _read(self, rows: Iterable[tuple[RecordSpec, str, int]]) -> list[Known]:
        wanted = list(rows)
        for kind in KINDS:
            stale = [
                uid
                for each, uid, revision in wanted
                if each is kind
                and (uid not in self._known or self._known[uid].revision != revision)
            ]
            for record in tree.dump_many(kind, stale).values():
                self._known[record["uid"]] = know(kind, record)
        return [self._known[uid] for _kind, uid, _revision in wanted]


def _when(record: Tree) -> tuple[str, str]:
    return record["held_on"] or "", record["began_at"] or ""


def _near(model: Any, day: dt.date, since: str, branch: str, alike: Any) -> Any:
    own = model.organisation == branch
    return (
        model.select(model.uid, model.revision)
        .where(
            model.deleted_at.is_null(),
            model.held_on.between(since, day.isoformat()),
            own if alike is None else own | alike,
        )
        .order_by(model.held_on, model.began_at, model.uid)
    )


def _numbers(branch: str) -> Iterator[tuple[_Number, str, str]]:
    """Yield number, uid and day of the dated records of a branch, each type by its days."""
    for model, extra in ((Meeting, (Meeting.kind, Meeting.group)), (Activity, ())):
        rows: Any = model
        columns = (rows.uid, rows.held_on, rows.year, rows.number, *extra)
        query = rows.select(*columns).where(
            rows.organisation == branch,
            rows.deleted_at.is_null(),
            rows.held_on.is_null(is_null=False),
        )
        for row in dicts(query.order_by(rows.held_on)):
            kind, group = row.get("kind", "activity"), row.get("group") or ""
            yield (row["year"], kind, group, row["number"]), row["uid"], row["held_on"]


def know(kind: RecordSpec, record: Tree) -> Known:
    """Return what others need to know of a record."""
    facts = meeting.facts(record)
    heading = kind.heading(record)
    return Known(kind, record["revision"], record["organisation"], heading, facts, facts.body())


_shelf: Shelf | None = None


def current() -> Shelf:
    """Return the shelf of the open file, refreshed."""
    global _shelf
    connection = database.connection()
    if _shelf is None or _shelf.connection is not connection:
        _shelf = Shelf(connection)
    _shelf.refresh()
    return _shelf
