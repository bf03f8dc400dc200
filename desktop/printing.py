"""From stored records to papers: gathers what a paper needs to know and names its files. No Qt.

The window and the command line print through here, so that both print the same.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from db import queries
from db.branch import Book, Member
from db.errors import Refused
from db.model import dicts
from db.records.meeting import MeetingKind
from db.spec import Tree

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True)
class Paper:
    """A paper by its name on the command line and its title; ``kinds`` of meeting that have it."""

    name: str
    title: str
    record_type: str = "meeting"
    kinds: tuple[MeetingKind, ...] = tuple(MeetingKind)

    def suits(self, record: Tree) -> bool:
        """Whether a meeting of the record's kind has this paper."""
        return self.record_type != "meeting" or record["kind"] in self.kinds


PAPERS = (Paper("minutes", "会议记录"),)


def paper(name: str) -> Paper:
    """Return the paper of an English name or a Chinese title; raises ``Refused``."""
    for each in PAPERS:
        if name in (each.name, each.title):
            return each
    names = "、".join(f"{each.name}（{each.title}）" for each in PAPERS)
    raise Refused(f"没有“{name}”这种文书，可用：{names}。")


class Gatherer:
    """Gathers the names that papers need, each branch read once; ``today`` is an ISO day.

    ``reveal`` prints identity numbers, telephone numbers and addresses in full.
    """

    def __init__(self, today: str, *, reveal: bool = False) -> None:
        self._today, self._reveal = today, reveal
        self._branches: dict[str, tuple[Tree, Book, dict[str, str]]] = {}

    def context(self, record: Tree) -> Any:
        """Return the ``PaperContext`` of a meeting, saved or not."""
        from desktop.documents.context import PaperContext

        organisation, book, groups = self._branch(record["organisation"])
        return PaperContext(
            organisation_name=organisation["name"],
            organisation_short_name=organisation["short_name"],
            group_name=groups.get(record["group"] or "", ""),
            people=self._people(record, book, groups),
            phone=organisation["phone"],
            today=self._today,
            reveal=self._reveal,
        )

    def writer(self, name: str, record: Tree) -> Callable[[Path], None]:
        """Put a record into the words of a paper now; what is returned writes the PDF.

        Writing needs no data file and may run in any thread; it raises ``Refused``.
        """
        # Imported where it is used: reportlab is slow to load and the window opens without it.
        module = import_module(f"desktop.documents.{name.replace('-', '_')}")
        return partial(module.render, module.collect(record, self.context(record)))

    def _branch(self, uid: str) -> tuple[Tree, Book, dict[str, str]]:
        if uid not in self._branches:
            groups = {group["uid"]: group["name"] for group in queries.groups_of(uid)}
            self._branches[uid] = queries.organisation(uid), Book(uid), groups
        return self._branches[uid]

    def _people(self, record: Tree, book: Book, groups: Mapping[str, str]) -> dict[str, Any]:
        """Return the members of the day, and by name those who have since left the roster."""
        from desktop.documents.context import Person

        day = record["held_on"]
        people = {
            entry.member: Person(
                entry.display_name, entry.category, entry.post, groups.get(entry.group or "", "")
            )
            for entry in (book.roster(day) if day else ())
        }
        others = _members_named(record) - set(people)
        named = Member.select(Member.uid, Member.name).where(Member.uid.in_(sorted(others)))
        return people | {row["uid"]: Person(row["name"]) for row in dicts(named)}


def _members_named(record: Tree) -> set[str]:
    named = {record["chair"], record["recorder"], record["lecturer"]}
    named |= {row["member"] for row in record["attendance"]}
    named |= {decision["owner"] for item in record["agenda"] for decision in item["decisions"]}
    return named - {None}


def file_name(printed: Paper, record: Tree, groups: Mapping[str, str]) -> str:
    """Return what the PDF of a meeting is called: 会议记录 2026-03-27 支部党员大会第1次.pdf."""
    group = groups.get(record["group"] or "", "")
    kind = f"{group}会" if group.endswith("组") else group + MeetingKind(record["kind"]).label
    number = f"第{record['number']}次" if record["number"] else ""
    return _UNSAFE.sub("_", f"{printed.title} {record['held_on'] or ''} {kind}{number}.pdf")
