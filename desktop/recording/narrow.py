"""Editors that take no more room than they need, for lines with several of them."""

from PySide6.QtCore import QSize

from desktop.editors import LineEditor, NumberEditor, TimeEditor
from desktop.theme import px


class SmallNumber(NumberEditor):
    """A number of three digits, or of four where it may be one."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        digits = 4 if 999 < self.most < 10_000 else 3
        hint.setWidth(self.fontMetrics().horizontalAdvance("0") * digits + px(22))
        return hint

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class ShortTime(TimeEditor):
    """A time of day that takes no more room than it needs."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance("00:00") + px(34))
        return hint

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class WideLine(LineEditor):
    """A line that wants room for some dozen characters and takes more where there is more."""

    def __init__(self, placeholder: str = "", *, characters: int = 12) -> None:
        super().__init__(placeholder)
        self._characters = characters

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance("国") * self._characters)
        return hint
