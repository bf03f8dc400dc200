"""What a reference may point to, in words: people, branches, groups, records of the open file."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import peewee as pw

from db import queries
from db.branch import Book, Group, Member, Organisation, RosterEntry
from db.fields import ReferenceField
from db.model import dicts
from db.records import RECORDS
from desktop.editors import ChoiceEditor, Editor, Person, PersonEditor

_LATEST = "2100-12-31"
_OFFERED = 300  # records of a branch that a choice offers, the newest first


class References:
    """Looks up labels and choices for references as they stand now; `refresh` after a change.

    `branch` is asked each time: people and groups are those of the branch that is looked at.
    """

    def __init__(self, branch: Callable[[], str]) -> None:
        self._branch = branch
        self._labels: dict[str, str] = {}
        self._people: list[Person] | None = None

    def refresh(self) -> None:
        """Forget what was looked up."""
        self._labels.clear()
        self._people = None

    def people(self) -> list[Person]:
        """The members who are or were in the branch, namesakes told apart."""
        if self._people is None:
            self._people = [
                Person(row["uid"], row["name"], _note(row))
                for row in queries.members_ever_of(self._branch())
            ]
        return self._people

    def distinct_people(self) -> list[Person]:
        """The same people, by names that tell namesakes apart also where only the name is kept."""
        people = self.people()
        often = Counter(person.name for person in people)
        return [
            replace(person, name=f"{person.name}（{person.note.partition('　')[0]}）")
            if often[person.name] > 1 and person.note
            else person
            for person in people
        ]

    def roster(self, day: str | None) -> list[RosterEntry]:
        """The members of the branch on an ISO day, of today's roster without one."""
        return Book(self._branch()).roster(day or _LATEST) if self._branch() else []

    def editor(self, field: ReferenceField) -> Editor:
        """The editor that chooses what `field` may point to."""
        if field.rel_model is Member:
            return PersonEditor(self.people())
        return ChoiceEditor(self._choices(field.rel_model))

    def label(self, field: ReferenceField, uid: str | None) -> str:
        """What a reference is called, "" when there is none."""
        if not uid:
            return ""
        if uid not in self._labels:
            self._labels[uid] = self._look_up(field.rel_model, uid)
        return self._labels[uid]

    def _choices(self, model: type[pw.Model]) -> list[tuple[str, str]]:
        if model is Organisation:
            return [(row["uid"], row["short_name"]) for row in queries.organisations()]
        if model is Group:
            return [(row["uid"], row["name"]) for row in queries.groups_of(self._branch())]
        kind = next(each for each in RECORDS if each.model is model)
        rows = queries.records(kind, organisation=self._branch())
        return [(row.uid, f"{row.day or ''} {row.heading}".strip()) for row in rows[:_OFFERED]]

    def _look_up(self, model: Any, uid: str) -> str:
        kind = next(each for each in RECORDS if each.model is model)
        row = next(iter(dicts(model.select().where(model.uid == uid))), None)
        return uid if row is None else kind.heading(row)


def _note(row: dict[str, object]) -> str:
    born = str(row["born_on"] or "")[:4]
    return "　".join(
        part for part in (f"{born}年生" if born else "", str(row["job"] or "")) if part
    )
