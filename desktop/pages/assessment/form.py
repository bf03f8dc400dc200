"""The form of an assessment: all its parts in one column, as one tree in and out."""

from collections.abc import Iterator
from pathlib import Path as FilePath

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.records.assessment import SheetStatus
from db.rules.scoring.model import Sheet
from db.spec import Tree
from desktop.app import Context
from desktop.editors import Editor
from desktop.pages.assessment.ballots import BallotsSection
from desktop.pages.assessment.opinions import OpinionsSection
from desktop.pages.assessment.remarks import RemarksSection
from desktop.pages.assessment.scores import ScoresSection
from desktop.recording.section import Path, Section, reveal
from desktop.widgets import ScrollColumn


class AssessmentForm(ScrollColumn):
    """`load(record, sheet)`, `values()`, `dirty`; `changed` with every finished change.

    `committed` when a decision on a line is complete; `opened(Line)` to see the records behind it.
    """

    changed = Signal()
    committed = Signal()
    opened = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(margin=16, spacing=16)
        self._tree: Tree = {}
        self._loaded: Tree = {}
        self.scores = ScoresSection()
        self.remarks = RemarksSection(context)
        self.ballots = BallotsSection()
        self.opinions = OpinionsSection()
        self._sections: tuple[Section, ...] = (
            self.scores,
            self.ballots,
            self.remarks,
            self.opinions,
        )
        for section in self._sections:
            section.changed.connect(self.changed)
            self.body.addWidget(section)
        self.scores.committed.connect(self.committed)
        self.scores.opened.connect(self.opened)
        self.body.addStretch(1)

    def load(self, record: Tree, sheet: Sheet, *, pointed: bool, readonly: bool) -> None:
        """Show a record and the sheet that it belongs to; nothing is dirty then."""
        self._tree = dict(record)
        final = record["status"] != SheetStatus.DRAFT
        self.scores.show_sheet(sheet, record, pointed=pointed)
        self.ballots.load(record)
        self.remarks.show_sheet(sheet, record, pointed=pointed)
        self.opinions.show_sheet(sheet, record)
        for section in self._sections:
            section.set_read_only(on=final or readonly)
        self.remarks.lock_files(on=readonly)
        self.opinions.lock_decision(on=readonly)
        self._loaded = self.values()

    def take(self, values: Tree, sheet: Sheet, *, pointed: bool, readonly: bool) -> None:
        """Show unsaved values over the record that was loaded; the form is dirty then."""
        stored = self._loaded
        self.load(self._tree | values, sheet, pointed=pointed, readonly=readonly)
        self._loaded = stored

    def follow(self, sheet: Sheet) -> None:
        """Show what the sheet came to now; what a person is writing stays."""
        self.scores.follow(sheet)
        self.remarks.follow(sheet)
        self.opinions.follow(sheet)

    def stand_on(self, stored: Tree) -> None:
        """Let what is written belong to a record that was just begun; it stays unsaved."""
        kept = {key: value for key, value in stored.items() if key not in self._written()}
        self._tree |= kept
        self._loaded |= kept

    def adopt(self, stored: Tree) -> None:
        """Learn what a save made of the record, without disturbing who is writing."""
        kept = ("revision", "entered_at", "deleted_at")
        self._tree |= {key: stored[key] for key in kept}
        self.scores.adopt({line["code"]: line for line in stored["scores"]})
        self.opinions.adopt(stored)
        self._loaded = self.values()

    def forget(self) -> None:
        """Hold no record any more."""
        self._tree, self._loaded = {}, {}

    def values(self) -> Tree:
        """The record as it stands in the form, empty when there is none."""
        if not self._tree:
            return {}
        return self._tree | self._written()

    def _written(self) -> Tree:
        found: Tree = {}
        for section in self._sections:
            found |= section.values()
        return found

    @property
    def dirty(self) -> bool:
        """Whether a person changed anything since it was loaded or saved."""
        return bool(self._tree) and self.values() != self._loaded

    @property
    def changed_keys(self) -> Tree:
        """The top-level keys that differ from what was loaded."""
        now = self.values()
        return {key: now[key] for key in now if now[key] != self._loaded.get(key)}

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read or saved, with the editor in which it stands."""
        for section in self._sections:
            yield from section.problems()

    def go_to(self, path: Path) -> bool:
        """Bring the field of a path into view and give it the focus; whether it is here."""
        for section in self._sections:
            if (widget := section.place(path)) is not None:
                reveal(widget)
                (widget.target if isinstance(widget, Editor) else widget).setFocus()
                return True
        return False

    def add_files(self, files: list[FilePath]) -> None:
        """Attach files that were dropped on the page."""
        self.remarks.files.add_files(files)
