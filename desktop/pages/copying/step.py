"""One record field by field: the current one large, one key copies it and goes on."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.copying import Value
from desktop.theme import px
from desktop.widgets import Button, CardList, CardRow, Label, row

_TALL = 132  # pixels at 100 % for the text of the current field
_NO_LIMIT = 16777215  # what Qt calls none
_NOTHING = "（没有内容，平台上留空）"


class StepPane(QWidget):
    """`finished` when the last field was copied; the clipboard holds what was copied last."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._values: Sequence[Value] = ()
        self._copied: set[int] = set()
        self.fields = CardList("表单的栏目")
        self.fields.chosen.connect(self._chosen)
        self.fields.opened.connect(self._opened)
        self.title = Label("", "headline")
        self.note = Label("", "muted")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("要复制的内容")
        self.back_button = Button("上一项", "chevron-up", tip="Shift+F8")
        self.back_button.clicked.connect(self.back)
        self.next_button = Button("复制，到下一项　F8", "copy", "primary", tip="F8")
        self.next_button.clicked.connect(self.copy_on)
        # Not the shortcut of a button, which waits a tenth of a second before it acts.
        QShortcut(QKeySequence("F8"), self).activated.connect(self.copy_on)
        QShortcut(QKeySequence("Shift+F8"), self).activated.connect(self.back)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addWidget(self.title)
        body.addWidget(self.text, 1)
        body.addWidget(self.note)
        body.addLayout(row(self.next_button, self.back_button, None))
        body.addWidget(self.fields, 2)
        self.text.setMinimumHeight(px(64))
        self.set_small(on=False)

    @property
    def place(self) -> int:
        """The number of the current field, counted from 0; -1 for none."""
        chosen = self.fields.selected()
        return int(chosen) if chosen else -1

    def show_values(self, values: Sequence[Value]) -> None:
        """Begin anew with a record; the same words once more leave everything as it is."""
        if values and values == self._values:
            return
        self._values, self._copied = values, set()
        self.fields.set_rows([])
        self._list()
        self._go(0)

    def copy_on(self) -> None:
        """Copy the current field and go on to the next one; an empty one copies nothing."""
        place = self.place
        if not 0 <= place < len(self._values):
            return
        value = self._values[place]
        if value.text:
            QApplication.clipboard().setText(value.text)
        self._copied.add(place)
        self._list()
        if place + 1 < len(self._values):
            self._go(place + 1)
        else:
            self._go(place)
            self.finished.emit()
        said = f"已复制“{value.label}”" if value.text else f"“{value.label}”没有内容"
        self.note.setText(" · ".join(part for part in (said, self.note.text()) if part))

    def back(self) -> None:
        """Go one field back."""
        self._go(max(0, self.place - 1))

    def set_small(self, *, on: bool) -> None:
        """Show the current field alone."""
        self.fields.setVisible(not on)
        self.text.setMaximumHeight(_NO_LIMIT if on else px(_TALL))

    def _go(self, place: int) -> None:
        there = 0 <= place < len(self._values)
        self.fields.select(str(place) if there else "")
        for button in (self.next_button, self.back_button):
            button.setEnabled(there)
        if not there:
            self.title.setText("")
            self.text.setPlainText("")
            self.note.setText("")
            return
        value = self._values[place]
        self.title.setText(f"{place + 1}/{len(self._values)}　{value.label}")
        self.text.setPlainText(value.text or _NOTHING)
        over = f"比平台多{value.over}个字，请到平台上删减" if value.over else ""
        self.note.setText(over)
        self.note.set_tone("caution" if over else "")

    def _list(self) -> None:
        kept = self.fields.selected()
        self.fields.set_rows(
            [
                CardRow(
                    str(place),
                    value.label,
                    " ".join(value.text.split()) or "—",
                    _pill(value, copied=place in self._copied),
                    "caution" if value.over else "muted",
                )
                for place, value in enumerate(self._values)
            ]
        )
        self.fields.select(kept)

    def _chosen(self, uid: str) -> None:
        if uid:
            self._go(int(uid))

    def _opened(self, _uid: str) -> None:
        self.copy_on()


def _pill(value: Value, *, copied: bool) -> str:
    if value.over:
        return f"多{value.over}字"
    return "已复制" if copied else ""
