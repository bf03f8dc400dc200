"""Editors for whole numbers and for study hours; both may be empty."""

import re
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from desktop.editors.base import Editor, TextBox
from desktop.editors.reading import plain


class NumberEditor(Editor):
    """A whole number from `least` to `most`, or None. `unit` (人, 票) stands behind it."""

    def __init__(self, unit: str = "", *, least: int = 0, most: int = 99_999) -> None:
        super().__init__()
        self.least, self.most = least, most
        self.box = TextBox()
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.box.setPlaceholderText(unit)
        self.box.setMaxLength(12)
        self.box.textEdited.connect(self._edited)
        self.target = self.box
        self.setFocusProxy(self.box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)

    def value(self) -> int | None:
        return None if self.problem() or not self.box.text().strip() else self._read()

    def set_value(self, value: int | None) -> None:
        self.box.setText("" if value is None else self._show(value))

    def problem(self) -> str:
        text = plain(self.box.text())
        if not text:
            return ""
        if not self._pattern().fullmatch(text):
            return self._complaint()
        number = self._read()
        if not self.least <= number <= self.most:
            return f"应在 {self._show(self.least)} 到 {self._show(self.most)} 之间"
        return ""

    def set_read_only(self, *, on: bool) -> None:
        self.box.setReadOnly(on)
        self.box.style().polish(self.box)

    def _pattern(self) -> re.Pattern[str]:
        return re.compile(r"-?[0-9]+")

    def _complaint(self) -> str:
        return "这里填数字"

    def _read(self) -> int:
        return int(plain(self.box.text()))

    def _show(self, value: int) -> str:
        return str(value)

    def _edited(self) -> None:
        if not self.box.composing:
            self.changed.emit()


class HoursEditor(NumberEditor):
    """Study hours in hundredths: 2 or 1.5 is typed, 200 or 150 is the value."""

    def __init__(self) -> None:
        super().__init__("学时", most=10_000)

    def _pattern(self) -> re.Pattern[str]:
        return re.compile(r"[0-9]+(\.[0-9]{1,2})?")

    def _complaint(self) -> str:
        return "学时填数字，如 2 或 1.5"

    def _read(self) -> int:
        return int(Decimal(plain(self.box.text())) * 100)

    def _show(self, value: int) -> str:
        return (
            f"{Decimal(value) / 100:f}".rstrip("0").rstrip(".")
            if value % 100
            else str(value // 100)
        )
