"""The form of one occasion: all its parts in one column, as one tree in and out."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QLineEdit, QTextEdit, QWidget

from db import drafting
from db.branch import Book
from db.records.held import Status
from db.rules.rule import Finding
from db.spec import RecordSpec, Tree
from desktop.editors import DateEditor, Editor
from desktop.recording.attendance import AttendanceSection
from desktop.recording.foot import FootSection
from desktop.recording.people import People
from desktop.recording.section import Path, Section
from desktop.widgets import ScrollColumn


class OccasionForm(ScrollColumn):
    """`load(tree)`, `values()`, `dirty`; `changed` with every finished change by a person.

    `rederived(said)` when the attendance was brought in line with the roster of another day. A form
    of a type puts its own sections into the column, head and attendance and foot among them.
    """

    changed = Signal()
    rederived = Signal(object)

    def __init__(
        self,
        kind: RecordSpec,
        people: People,
        date: DateEditor,
        attendance: AttendanceSection,
        foot: FootSection,
        sections: Sequence[Section],
    ) -> None:
        super().__init__(margin=16, spacing=16)
        self.kind = kind
        self.people = people
        self.attendance = attendance
        self.foot = foot
        self._date = date
        self._sections = tuple(sections)
        self._tree: Tree = {}
        self._loaded: Tree = {}
        self._touched = False
        self._marked: Editor | None = None
        for section in self._sections:
            self.body.addWidget(section)
            section.changed.connect(self._section_changed)
        self.body.addStretch(1)
        self._date.changed.connect(self._moved)
        self.attendance.reviewed.connect(self.review)

    # What a type may add

    def renumber(self, tree: Tree, year: int) -> None:
        """Give the record its number in another year, to which its date went."""

    def year_of(self, tree: Tree) -> int | None:
        """The year to which the record belongs by its dates."""
        return int(tree["held_on"][:4]) if tree["held_on"] else None

    def show_findings(self, tree: Tree, findings: Sequence[Finding], _today: dt.date) -> None:
        """Show in the form what the checks made of the record as it stands."""
        self.foot.ask_late(on=any(found.field == ("late_reason",) for found in findings))

    # What every form does

    def load(self, tree: Tree) -> None:
        """Show a record; nothing is dirty then."""
        self._tree = dict(tree)
        self._offer_people(tree["held_on"])
        locked = tree["status"] != Status.DRAFT
        for section in self._sections:
            section.load(tree)
        self.set_read_only(on=locked)
        self._loaded = self.values()
        self._touched = False
        self.verticalScrollBar().setValue(0)

    def take(self, values: Tree) -> None:
        """Show unsaved values over the record that was loaded; the form is dirty then."""
        stored = self._loaded
        self.load(self._tree | values)
        self._loaded = stored
        self._touched = True

    def adopt(self, stored: Tree) -> None:
        """Learn what a save made of the record, without disturbing who is writing."""
        kept = ("revision", "entered_at", "deleted_at", "year", "attachments")
        self._tree |= {key: stored[key] for key in kept}
        self._loaded = self.values()
        self._touched = False

    def forget(self) -> None:
        """Hold no record any more."""
        self._tree, self._loaded, self._touched = {}, {}, False

    def values(self) -> Tree:
        """The record as it stands in the form, empty when there is none."""
        if not self._tree:
            return {}
        found = dict(self._tree)
        for section in self._sections:
            found |= section.values()
        return found

    def set_value(self, key: str, value: Any) -> None:
        """Set what no editor of the form holds, such as the attachments."""
        self._tree[key] = value
        self._touched = True

    @property
    def dirty(self) -> bool:
        """Whether a person changed anything since it was loaded or saved."""
        return self._touched and self.values() != self._loaded

    @property
    def changed_keys(self) -> Tree:
        """The top-level keys that differ from what was loaded."""
        now = self.values()
        return {key: now[key] for key in now if now[key] != self._loaded.get(key)}

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read, with the editor in which it stands."""
        for section in self._sections:
            if not section.isHidden():
                yield from section.problems()

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        for section in self._sections:
            section.set_read_only(on=on)

    def go_to(self, path: Path, note: str = "") -> bool:
        """Bring the field of a path into view and give it the focus; whether it is here.

        With a `note` the field is marked as wrong until something is changed.
        """
        self._unmark()
        shown = (section for section in self._sections if not section.isHidden())
        widget = next((w for s in shown if (w := s.place(path)) is not None), None)
        if widget is None:
            return False
        for parent in (self.widget(), *_parents(widget)):
            if (layout := parent.layout()) is not None:
                layout.activate()
        target = widget.target if isinstance(widget, Editor) else widget
        target.setFocus()
        if isinstance(target, QLineEdit):
            target.selectAll()
        if note and isinstance(widget, Editor):
            widget.set_error(note)
            self._marked = widget
        self.show_widget(widget)
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's word
        """Tab follows the lines as they stand, whatever the order in which they were made."""
        stops = tab_stops(self.widget())
        focus = self.window().focusWidget()
        if focus not in stops:
            return super().focusNextPrevChild(forward)
        place = stops.index(focus) + (1 if forward else -1)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        target = stops[place] if 0 <= place < len(stops) else self._beyond(forward=forward)
        target.setFocus(reason)
        self.ensureWidgetVisible(target, 0, 48)
        return True

    def _beyond(self, *, forward: bool) -> QWidget:
        """The next place for the keyboard outside of the form."""
        widget: QWidget | None = self
        while widget is not None:
            widget = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
            if widget is not None and not self.isAncestorOf(widget) and _stops_here(widget):
                return widget
            if widget is self:
                break
        return self

    def insert_text(self, text: str) -> bool:
        """Put a phrase where the cursor is; whether there was a place to write in."""
        focus = self.window().focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return False
        if isinstance(focus, QTextEdit) and not focus.isReadOnly():
            focus.textCursor().insertText(text)
        elif isinstance(focus, QLineEdit) and not focus.isReadOnly():
            focus.insert(text.replace("\n", " "))
        else:
            return False
        return True

    def review(self) -> None:
        """Bring the attendance in line with the roster of the record's day."""
        record = self.values()
        if not record["held_on"]:
            return
        self._offer_people(record["held_on"])
        derived = drafting.rederive(self.kind, record)
        for section in self._sections:
            section.follow_roster(derived.tree)
        self._touched = True
        self.rederived.emit(derived.said)
        self.changed.emit()

    def _moved(self) -> None:
        """Another date: who is due, who may be named, and perhaps the number of the year."""
        if self.values()["held_on"]:
            self.follow_year()
            self.review()

    def follow_year(self) -> None:
        """Take the number of the year to which the record now belongs."""
        record = self.values()
        year = self.year_of(record)
        if year is not None and year != self._tree["year"]:
            self._tree["year"] = year
            self._date.year = year
            self.renumber(record, year)

    def _offer_people(self, day: str | None) -> None:
        branch = self._tree["organisation"]
        self.people.set_entries(Book(branch).roster(day) if day and branch else [])

    def _unmark(self) -> None:
        marked, self._marked = self._marked, None
        if marked is not None and shiboken6.isValid(marked):
            marked.set_error(marked.problem())

    def _section_changed(self) -> None:
        self._unmark()
        self._touched = True
        self.changed.emit()


def tab_stops(widget: QWidget) -> list[QWidget]:
    """The descendants where Tab stops, in the order of the layouts."""
    found: list[QWidget] = []
    waiting: list[QWidget | QLayout | None] = [widget.layout()]
    while waiting:
        here = waiting.pop()
        if isinstance(here, QLayout):
            items = [here.itemAt(number) for number in range(here.count())]
            waiting.extend(item.widget() or item.layout() for item in reversed(items) if item)
        elif here is not None and not here.isHidden():
            if _stops_here(here):
                found.append(here)
            waiting.append(here.layout())
    return found


def _stops_here(widget: QWidget) -> bool:
    tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tab and widget.isEnabled() and widget.isVisible()


def _parents(widget: QWidget) -> list[QWidget]:
    found = []
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, ScrollColumn):
        found.append(parent)
        parent = parent.parentWidget()
    return found[::-1]
