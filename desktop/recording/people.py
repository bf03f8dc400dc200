"""The people who may be named in a record: the roster of the day, shared by all its fields."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QSize, Signal

from db.branch import RosterEntry
from desktop.editors import Person, PersonEditor
from desktop.theme import px


class People(QObject):
    """The roster of the meeting's day; the fields of the record offer whom it holds."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._entries: dict[str, RosterEntry] = {}
        self.persons: list[Person] = []

    def set_entries(self, entries: Iterable[RosterEntry]) -> None:
        """Offer these people from now on."""
        self._entries = {entry.member: entry for entry in entries}
        self.persons = [
            Person(entry.member, entry.display_name, _note(entry))
            for entry in self._entries.values()
        ]
        self.changed.emit()

    def entry(self, uid: str | None) -> RosterEntry | None:
        """The roster entry of a member, if it is on the roster of the day."""
        return self._entries.get(uid or "")


def _note(entry: RosterEntry) -> str:
    if entry.post:
        return entry.post
    return "预备党员" if entry.category == "probationary" else entry.job


class PersonField(PersonEditor):
    """A person of the roster, or any name that is written; keeps up with the roster."""

    def __init__(self, people: People, placeholder: str = "姓名或首字母") -> None:
        super().__init__(people.persons, free_text=True, placeholder=placeholder)
        self._roster = people
        people.changed.connect(self._refresh)
        self.changed.connect(self.updateGeometry)

    def _refresh(self) -> None:
        self.set_people(self._roster.persons)

    def sizeHint(self) -> QSize:
        """As wide as the name, within bounds: 李伟（1968年生） is not cut."""
        hint = super().sizeHint()
        em = self.fontMetrics().horizontalAdvance("国")
        text = self.fontMetrics().horizontalAdvance(self.box.text()) + px(26)
        hint.setWidth(max(em * 6, min(text, em * 11)))
        return hint

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def set_value(self, value: str | None, name: str = "") -> None:
        """Show a person, and make room for the name."""
        super().set_value(value, name)
        self.updateGeometry()
