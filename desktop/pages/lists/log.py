"""The progress log of an item: what was done when, the newest first, and a line to go on."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db import dates, tree
from db.records.listed_item import LISTED_ITEM, ProgressKind
from db.spec import Tree
from desktop.editors import AreaEditor, DateEditor
from desktop.recording.section import Section
from desktop.theme import px
from desktop.widgets import Button, Label, Pill, SectionTitle, row

_LINE = LISTED_ITEM.line("progress")
_PILLS = {ProgressKind.STATE: ("状态", "muted"), ProgressKind.REOPENED: ("重新打开", "caution")}
_NO_TEXT = "如 6月12日到两个社区讲法，群众提问17人次"


class _Entry(QWidget):
    """One entry that stands in the log."""

    opened = Signal(str)

    def __init__(self, line: Tree) -> None:
        super().__init__()
        self._meeting = str(line["meeting"] or "")
        day = Label(dates.text(line["noted_on"]), "muted", wrap=False)
        day.setMinimumWidth(px(100))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        across.addWidget(day, 0, top)
        if line["what"] in _PILLS:
            across.addWidget(Pill(*_PILLS[line["what"]]), 0, top)
        across.addWidget(Label(line["text"]), 1)
        if self._meeting:
            button = Button("看会议", "external-link", "link")
            button.clicked.connect(self._open)
            across.addWidget(button, 0, top)

    def _open(self) -> None:
        self.opened.emit(self._meeting)


class LogSection(Section):
    """`opened(uid of a meeting)`; `committed` when the entry being written is to be saved.

    The entry being written is part of the values, so leaving the item loses nothing.
    """

    opened = Signal(str)
    committed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Tree] = []
        self._fresh: Tree = {}
        self._today = ""
        self.title = SectionTitle("进展")
        self.day = DateEditor()
        self.text = AreaEditor(_NO_TEXT, lines=1)
        self.day.set_name("进展的日期")
        self.text.set_name("进展的内容")
        self.day.changed.connect(self.changed)
        self.text.changed.connect(self.changed)
        self.add_button = Button("记一笔", "plus", tip="Ctrl+Enter")
        self.add_button.clicked.connect(self._commit)
        self._entry = QWidget()
        written = QVBoxLayout(self._entry)
        written.setContentsMargins(0, 0, 0, 0)
        written.setSpacing(6)
        written.addWidget(self.text)
        written.addLayout(row(self.day, self.add_button, None))
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self.body.addWidget(self.title)
        self.body.addWidget(self._entry)
        self.body.addLayout(self._column)

    def begin(self, record: Tree, today: str) -> None:
        """Show the log of a record; a new entry is of today (ISO) until said otherwise."""
        self._today = today
        self._lines = [dict(line) for line in record["progress"]]
        self._fresh = tree.blank_line(_LINE)
        self.day.set_value(today)
        self.text.set_value("")
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in reversed(self._lines):
            entry = _Entry(line)
            entry.opened.connect(self.opened)
            self._column.addWidget(entry)
        self.title.set_note(f"{len(self._lines)} 条" if self._lines else "还没有进展。")

    def take(self, lines: list[Tree]) -> None:
        """Take over an entry that a crash kept from being saved."""
        known = {line["uid"] for line in self._lines}
        for line in lines:
            if line["uid"] not in known:
                self._fresh = dict(line)
                self.day.set_value(line["noted_on"])
                self.text.set_value(line["text"])

    def values(self) -> Tree:
        """The log with the entry being written at its end, if it has a word."""
        text = self.text.value().strip()
        written = self._fresh | {"noted_on": self.day.value(), "text": text}
        return {"progress": [*self._lines, written] if text else list(self._lines)}

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let write the next entry."""
        self._entry.setVisible(not on)

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """Why the entry being written cannot be saved."""
        if not self.text.value().strip():
            return
        if text := self.day.problem():
            yield self.day, text
        elif self.day.value() is None:
            yield self.day, "请写明进展的日期"
        elif str(self.day.value()) > self._today:
            yield self.day, "进展的日期还没有到，请核对"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._commit()
        else:
            super().keyPressEvent(event)

    def _commit(self) -> None:
        if self.text.value().strip():
            self.committed.emit()
        else:
            self.text.target.setFocus()
