"""Lists of short lines inside the form: speeches, tasks, observers, documents studied."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db import tree
from db.spec import LineSpec, Tree
from desktop.recording.section import Path, Section, reveal
from desktop.widgets import Button, row


class LineRow(Section):
    """One line: its editors beside each other and a button that takes it away.

    Subclasses add editors to `self.line` before the button.
    """

    removed = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._base: Tree = {}
        self.line = QHBoxLayout()
        self.line.setSpacing(6)
        self.remove_button = Button("", "x", "ghost", tip=f"删去这条{name}")
        self.remove_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.remove_button.clicked.connect(self._remove)
        holder = QHBoxLayout()
        holder.setSpacing(2)
        holder.addLayout(self.line, 1)
        holder.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(holder)

    def load(self, tree: Tree) -> None:
        """Show a line; keys without an editor keep their value."""
        self._base = tree
        super().load(tree)

    def values(self) -> Tree:
        """The line as it stands in the form."""
        return self._base | super().values()

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        super().set_read_only(on=on)
        self.remove_button.setVisible(not on)

    def begin(self) -> None:
        """Put the cursor where one begins to write the line, and show the whole line."""
        next(iter(self.editors.values())).target.setFocus()
        QTimer.singleShot(0, self, self._reveal)  # it has its place only when it is laid out

    def _reveal(self) -> None:
        reveal(self)

    def _remove(self) -> None:
        self.removed.emit(self)


class RowList(QWidget):
    """Lines of one kind in order; Ctrl+Return in one adds the next.

    `make` builds an empty row; `line` is the declaration of the lines.
    """

    changed = Signal()

    def __init__(self, line: LineSpec, make: Callable[[], LineRow], add_text: str) -> None:
        super().__init__()
        self._line = line
        self._make = make
        self.rows: list[LineRow] = []
        self._locked = False
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self.add_button = Button(add_text, "plus", "link")
        self.add_button.setToolTip("Ctrl+Enter 添加下一条")
        self.add_button.clicked.connect(self.add_new)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(6)
        body.addLayout(self._column)
        body.addLayout(row(self.add_button, None))

    def load(self, lines: list[Tree]) -> None:
        """Show these lines; rows are used again as far as they go."""
        while len(self.rows) > len(lines):
            self._drop(self.rows[-1])
        while len(self.rows) < len(lines):
            self._insert(self._make(), len(self.rows))
        for shown, values in zip(self.rows, lines, strict=True):
            shown.load(values)
            shown.set_read_only(on=self._locked)

    def values(self) -> list[Tree]:
        """The lines as they stand in the form; one without a word is not there yet."""
        return [shown.values() for shown in self._written()]

    def _written(self) -> list[LineRow]:
        if not self.rows:
            return []
        empty = tree.blank_line(self._line)
        keys = [key for key in empty if key != "uid"]
        found = []
        for shown in self.rows:
            values = shown.values()
            if any(values[key] != empty[key] for key in keys):
                found.append(shown)
        return found

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        self._locked = on
        self.add_button.setVisible(not on)
        for shown in self.rows:
            shown.set_read_only(on=on)

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read."""
        for shown in self.rows:
            yield from shown.problems()

    def place(self, path: Path) -> QWidget | None:
        """The widget for (number, key); the button to add one when there is no such line."""
        if not path:
            return self.rows[0] if self.rows else self.add_button
        number, written = int(path[0]), self._written()
        if not 0 <= number < len(written):
            return self.add_button
        return written[number].place(path[1:]) or written[number]

    def add_new(self) -> LineRow:
        """Add an empty line after the one being written and go there."""
        here = next((n for n, r in enumerate(self.rows) if r.isAncestorOf(self._focus())), None)
        shown = self._make()
        shown.load(tree.blank_line(self._line))
        self._insert(shown, len(self.rows) if here is None else here + 1)
        self.changed.emit()
        shown.begin()
        return shown

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and not self._locked:
            self.add_new()
            return
        super().keyPressEvent(event)

    def _focus(self) -> QWidget:
        return self.window().focusWidget() or self

    def _insert(self, shown: LineRow, place: int) -> None:
        shown.changed.connect(self._changed)
        shown.removed.connect(self._removed)
        self.rows.insert(place, shown)
        self._column.insertWidget(place, shown)
        shown.show()  # at once: what is still hidden takes no focus

    def _drop(self, shown: LineRow) -> None:
        self.rows.remove(shown)
        self._column.removeWidget(shown)
        shown.hide()
        shown.deleteLater()

    def _changed(self) -> None:
        self.changed.emit()

    def _removed(self, shown: LineRow) -> None:
        place = self.rows.index(shown)
        self._drop(shown)
        self.changed.emit()
        if self.rows:
            self.rows[min(place, len(self.rows) - 1)].begin()
        else:
            self.add_button.setFocus()
