"""The evidence of an item: meetings and activities that prove it, and attached files."""

from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from db.records.listed_item import LISTED_ITEM
from db.spec import Tree
from desktop.app import Context
from desktop.editors import LineEditor
from desktop.pages.lists.choices import Choices, OccasionChoice
from desktop.recording.attachments import AttachmentsPanel
from desktop.recording.rows import LineRow, RowList
from desktop.recording.section import Path, Section
from desktop.widgets import Button, SectionTitle


class EvidenceRow(LineRow):
    """A meeting or activity with a note; `opened(type, uid)` to look at it."""

    opened = Signal(str, str)

    def __init__(self, choices: Choices) -> None:
        super().__init__("佐证")
        self._choices = choices
        self.occasion = OccasionChoice()
        self.occasion.set_name("哪次会议或活动")
        self.occasion.changed.connect(self._changed)
        note = LineEditor("说明")
        self.open_button = Button("", "external-link", "ghost", tip="看这次会议或活动")
        self.open_button.clicked.connect(self._open)
        self.line.addWidget(self.occasion, 2)
        self.line.addWidget(self.add("note", note, "佐证的说明"), 1)
        self.line.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignTop)

    def load(self, tree: Tree) -> None:
        """Show a line."""
        super().load(tree)
        self.occasion.show_pair(tree["meeting"], tree["activity"], self._choices.occasions())
        self.open_button.setVisible(self.occasion.chosen() is not None)

    def values(self) -> Tree:
        """The line as it stands."""
        return super().values() | self.occasion.pair()

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit; looking is always possible."""
        super().set_read_only(on=on)
        self.occasion.set_read_only(on=on)

    def begin(self) -> None:
        """Put the cursor on the choice."""
        super().begin()
        self.occasion.target.setFocus()

    def _changed(self) -> None:
        self.open_button.setVisible(self.occasion.chosen() is not None)
        super()._changed()

    def _open(self) -> None:
        if chosen := self.occasion.chosen():
            self.opened.emit(*chosen)


class EvidenceSection(Section):
    """`opened(type, uid)` to look at a record that proves the item."""

    opened = Signal(str, str)

    def __init__(self, context: Context, choices: Choices) -> None:
        super().__init__()
        self._choices = choices
        self.title = SectionTitle("佐证", "销号要有：附上文件，或指明一次会议、一次活动。")
        self.rows = RowList(LISTED_ITEM.line("evidence"), self._make, "指明会议或活动")
        self.rows.changed.connect(self.changed)
        self.files = AttachmentsPanel(context)
        self.files.title.set_text("文件")
        self.files.hint.setText("把照片、文件拖到这里。")
        self.files.changed.connect(self.changed)
        self.body.addWidget(self.title)
        self.body.addWidget(self.rows)
        self.body.addWidget(self.files)

    def load(self, tree: Tree) -> None:
        """Show the evidence of a record."""
        self.rows.load(tree["evidence"])
        self.files.load(tree["attachments"])

    def values(self) -> Tree:
        """Both kinds of evidence as they stand."""
        return {"evidence": self.rows.values(), "attachments": self.files.values()}

    def set_read_only(self, *, on: bool) -> None:
        """Lock the links; files are locked by `lock_files`."""
        self.rows.set_read_only(on=on)

    def lock_files(self, *, on: bool) -> None:
        """Let files be added and taken away, or not: a closed item still takes them."""
        self.files.set_read_only(on=on)

    def add_files(self, paths: Iterable[FilePath]) -> None:
        """Attach files that were dropped on the page."""
        self.files.add_files(paths)

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read."""
        yield from self.rows.problems()

    def place(self, path: Path) -> QWidget | None:
        """The widget for a path into the record."""
        if path[:1] == ("evidence",):
            return self.rows.place(path[1:])
        return self.files.add_button if path[:1] == ("attachments",) else None

    def _make(self) -> LineRow:
        made = EvidenceRow(self._choices)
        made.opened.connect(self.opened)
        return made
