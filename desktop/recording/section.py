"""What every part of the record's form does: show values, give them back, lead to a field."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from db.spec import Tree
from desktop.editors import Editor, PersonEditor
from desktop.theme import px
from desktop.widgets import Label, ScrollColumn

Path = tuple[Any, ...]


class Section(QWidget):
    """Editors by key of the tree. `changed` comes with every finished change by a person.

    A person's editor stands for two keys: the reference and the name as written.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.editors: dict[str, Editor] = {}
        self._names: dict[str, str] = {}
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)

    def add(self, key: str, editor: Editor, label: str = "") -> Editor:
        """Let `editor` stand for a key; `label` is what screen readers say."""
        self.editors[key] = editor
        if label:
            editor.set_name(label)
        editor.changed.connect(self._changed)
        return editor

    def add_person(self, key: str, name_key: str, editor: PersonEditor, label: str = "") -> None:
        """Let `editor` stand for a reference (`key`, may be "") and the name beside it."""
        self._names[key or name_key] = name_key
        self.add(key or name_key, editor, label)

    def load(self, tree: Tree) -> None:
        """Show the values of a record or line."""
        for key, editor in self.editors.items():
            name_key = self._names.get(key)
            if isinstance(editor, PersonEditor) and name_key is not None:
                uid = tree[key] if key != name_key else None
                editor.set_value(uid, tree[name_key])
            else:
                editor.set_value(tree[key])

    def values(self) -> Tree:
        """The values as they stand in the form."""
        found: Tree = {}
        for key, editor in self.editors.items():
            name_key = self._names.get(key)
            if isinstance(editor, PersonEditor) and name_key is not None:
                found[name_key] = editor.name()
                if key != name_key:
                    found[key] = editor.value()
            else:
                found[key] = editor.value()
        return found

    def follow_roster(self, tree: Tree) -> None:
        """Take over what another day's roster changed; most sections hold nothing of it."""

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        for editor in self.editors.values():
            editor.set_read_only(on=on)

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read, with the editor in which it stands."""
        for editor in self.editors.values():
            if text := editor.problem():
                yield editor, text

    def place(self, path: Path) -> QWidget | None:
        """The widget for a path into the record, None when it is not here."""
        if not path:
            return None
        key = str(path[0])
        if key in self.editors:
            return self.editors[key]
        return next((self.editors[k] for k, name in self._names.items() if name == key), None)

    def _changed(self) -> None:
        self.changed.emit()


class SideField(QWidget):
    """An editor with a quiet label at its left; they belong together when lines are broken."""

    def __init__(self, label: str, *editors: QWidget, between: str = "", after: str = "") -> None:
        super().__init__()
        self.label = Label(label, "muted", wrap=False)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.label)
        for number, editor in enumerate(editors):
            if number and between:
                line.addWidget(Label(between, "muted", wrap=False))
            line.addWidget(editor, 1)
        if after:
            line.addWidget(Label(after, "muted", wrap=False))
        first = editors[0] if editors else None
        if isinstance(first, Editor):
            self.label.setBuddy(first.target)
            first.set_name(label)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


class LabelledArea(QWidget):
    """A text area (or whatever) with its label in a column of its own at the left."""

    def __init__(self, label: str, *content: QWidget, width: int = 44) -> None:
        super().__init__()
        self._width = width
        self.label = Label(label, "muted", wrap=False)
        self.column = QVBoxLayout()
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        for widget in content:
            self.column.addWidget(widget)
            if isinstance(widget, Editor) and label:
                self.label.setBuddy(widget.target)
                widget.set_name(label)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        holder = QVBoxLayout()
        holder.addWidget(self.label)
        holder.addStretch()
        line.addLayout(holder)
        line.addLayout(self.column, 1)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.label.setMinimumWidth(px(self._width))
        self.label.setContentsMargins(0, px(5), 0, 0)


def reveal(widget: QWidget) -> None:
    """Scroll the form so that the whole of `widget` is seen, its beginning if it is too high."""
    column = widget.parentWidget()
    while column is not None and not isinstance(column, ScrollColumn):
        column = column.parentWidget()
    if column is not None:
        column.show_widget(widget)
        top = widget.mapTo(column.viewport(), QPoint(0, 0)).y()
        if top < 0:
            column.verticalScrollBar().setValue(column.verticalScrollBar().value() + top)
