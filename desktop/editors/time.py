"""The editor for a time of day."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout

from desktop.editors.base import Editor, TextBox
from desktop.editors.reading import read_time


class TimeEditor(Editor):
    """A time of day or None: 15:00, 1500, 15点半 and 下午3点 are understood and shown as 15:00."""

    def __init__(self, placeholder: str = "如 15:00") -> None:
        super().__init__()
        self._known: str | None = None
        self.box = TextBox()
        self.box.setPlaceholderText(placeholder)
        self.box.editingFinished.connect(self._finished)
        self.target = self.box
        self.setFocusProxy(self.box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)

    def value(self) -> str | None:
        return read_time(self.box.text())

    def set_value(self, value: str | None) -> None:
        self._known = value or None
        self.box.setText(value or "")

    def problem(self) -> str:
        text = self.box.text().strip()
        return "时间写成 15:00 或 1500" if text and read_time(text) is None else ""

    def set_read_only(self, *, on: bool) -> None:
        self.box.setReadOnly(on)
        self.box.style().polish(self.box)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(self.box.fontMetrics().horizontalAdvance("0") * 12)
        return hint

    def _finished(self) -> None:
        value = self.value()
        if value is not None:
            self.box.setText(value)
        self.set_error(self.problem())
        if value != self._known:
            self._known = value
            self.changed.emit()
