"""The editor for the lines that a record owns: memberships, posts, restrictions."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from db import tree
from db.spec import LineSpec, Tree
from desktop import values
from desktop.editors import Editor, Field
from desktop.references import References
from desktop.widgets import Button, Card, Label, OneLine, row
from desktop.widgets.columns import FieldColumns


class LinesEditor(Editor):
    """A small table of lines with a row that is edited under it.

    `value()` is the list of lines, the one being edited included, so nothing is lost when the form
    is saved before 完成 is pressed. Keys that the table does not show stay as they are.
    """

    def __init__(self, spec: LineSpec, references: References) -> None:
        super().__init__()
        self._spec = spec
        self._references = references
        self._lines: list[Tree] = []
        self._open: int | None = None
        self._fresh = False
        self._fields: dict[str, Field] = {}
        self._locked = False
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._none = Label(f"没有{spec.title}。", "muted")
        self._add = Button("添加", "plus", "ghost", tip=f"添加{spec.title}")
        self._add.clicked.connect(self.add)
        self._card = self._edit_card()
        self._card.hide()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addLayout(self._grid)
        body.addWidget(self._none)
        body.addWidget(self._card)
        body.addLayout(row(self._add, None))
        self.target = self._add
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._show_lines()

    def value(self) -> list[Tree]:
        lines = [dict(line) for line in self._lines]
        if self._open is not None:
            lines[self._open] |= self._edited()
        return lines

    def set_value(self, value: list[Tree] | None) -> None:
        self._lines = [dict(line) for line in value or []]
        self._open = None
        self._card.hide()
        self._show_lines()

    def problem(self) -> str:
        if self._open is None:
            return ""
        found = [field.editor.problem() for field in self._fields.values()]
        missing = [
            f"请填写“{self._spec.label(name)}”。"
            for name, field in self._fields.items()
            if self._required(name) and field.editor.value() in (None, "")
        ]
        return next((text for text in [*found, *missing] if text), "")

    def set_error(self, text: str) -> None:
        self.setAccessibleDescription(text)

    def set_read_only(self, *, on: bool) -> None:
        self._locked = on
        self._add.setVisible(not on)
        self._show_lines()

    def add(self) -> None:
        """Begin a new line."""
        if self._finish():
            self._lines.append(tree.blank_line(self._spec))
            self._fresh = True
            self._edit(len(self._lines) - 1)

    def _required(self, name: str) -> bool:
        return bool(getattr(self._spec.fields[name], "required", False))

    def _edit_card(self) -> Card:
        card = Card(role="box", margin=12)
        columns = FieldColumns()
        for name, field in values.shown_fields(self._spec).items():
            editor = values.editor_for(field, self._references)
            entry = Field(
                self._spec.label(name),
                editor,
                required=self._required(name),
                help_text=field.help_text or "",
            )
            editor.changed.connect(self._line_changed)
            self._fields[name] = entry
            columns.add(entry, wide=values.is_wide(field))
        done = Button("完成", "check")
        done.clicked.connect(self._finish)
        cancel = Button("取消", "x", "ghost")
        cancel.clicked.connect(self._cancel)
        card.body.addWidget(columns)
        card.body.addLayout(row(None, cancel, done))
        return card

    def _show_lines(self) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        fields = values.shown_fields(self._spec)
        used = [name for name in fields if any(line.get(name) for line in self._lines)]
        visible = [place for place in range(len(self._lines)) if place != self._open]
        self._none.setVisible(not self._lines)
        if visible:
            for column, name in enumerate(used):
                self._grid.addWidget(Label(self._spec.label(name), "muted"), 0, column)
                self._grid.setColumnStretch(column, 1)
        for place in visible:
            for column, name in enumerate(used):
                text = values.shown(
                    fields[name], self._lines[place].get(name), self._references, open_=True
                )
                long = bool(text) and getattr(fields[name], "long", False)
                shown = OneLine(text) if long else Label(text or "—")
                self._grid.addWidget(shown, place + 1, column)
            if not self._locked:
                self._grid.addWidget(self._tools(place), place + 1, len(used))

    def _tools(self, place: int) -> QWidget:
        holder = QWidget()
        tools = [
            ("pencil", "修改这一行", self._edit_pressed),
            ("trash-2", "删去这一行", self._remove),
        ]
        if self._spec.ordered:
            tools.insert(0, ("chevron-up", "上移一行", self._move_up))
        for column, (icon_name, tip, slot) in enumerate(tools):
            button = Button("", icon_name, "ghost", tip=tip)
            button.setProperty("place", place)
            button.setEnabled(place > 0 or slot != self._move_up)
            button.clicked.connect(slot)
            if column == 0:
                layout = row(button, spacing=0)
                layout.setAlignment(Qt.AlignmentFlag.AlignTop)
                holder.setLayout(layout)
            else:
                layout.addWidget(button)
        return holder

    def _place(self) -> int:
        sender = self.sender()
        return int(sender.property("place")) if sender is not None else 0

    def _edit_pressed(self) -> None:
        place = self._place()
        if self._finish():
            self._fresh = False
            self._edit(place)

    def _edit(self, place: int) -> None:
        self._open = place
        for name, field in self._fields.items():
            field.editor.set_value(self._lines[place].get(name))
            field.set_error("")
        self._card.show()
        self._show_lines()
        next(iter(self._fields.values())).editor.setFocus()

    def _edited(self) -> dict[str, Any]:
        return {name: field.editor.value() for name, field in self._fields.items()}

    def _finish(self) -> bool:
        if self._open is None:
            return True
        wrong = False
        for name, field in self._fields.items():
            text = field.editor.problem()
            if not text and self._required(name) and field.editor.value() in (None, ""):
                text = f"请填写“{self._spec.label(name)}”。"
            field.set_error(text)
            wrong = wrong or bool(text)
        if wrong:
            return False
        self._lines[self._open] |= self._edited()
        self._close()
        return True

    def _cancel(self) -> None:
        if self._open is not None and self._fresh:
            del self._lines[self._open]
        self._close()

    def _close(self) -> None:
        self._open = None
        self._fresh = False
        self._card.hide()
        self._show_lines()
        self.changed.emit()

    def _remove(self) -> None:
        place = self._place()
        if self._finish():
            del self._lines[place]
            self._show_lines()
            self.changed.emit()

    def _move_up(self) -> None:
        place = self._place()
        if self._finish():
            lines = self._lines
            lines[place - 1], lines[place] = lines[place], lines[place - 1]
            self._show_lines()
            self.changed.emit()

    def _line_changed(self) -> None:
        self.changed.emit()
