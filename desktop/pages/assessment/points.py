"""Small parts of the sheet: a score that is typed, words that open what is behind them."""

import re
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent

from db.rules.scoring.formulas import points_text
from desktop.editors import NumberEditor
from desktop.editors.reading import plain
from desktop.theme import px
from desktop.widgets import Label

_STEPS = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class PointsEditor(NumberEditor):
    """A score in hundredths (91.5 is typed, 9150 the value), from 0 to ``most``, or None.

    `stepped(±1)` on Enter and the arrows: the same column of another line; `committed` when the
    field is left or Enter is pressed.
    """

    stepped = Signal(int)
    committed = Signal()

    def __init__(self, most: int = 100_000) -> None:
        super().__init__("", most=most)
        self.box.setMaxLength(7)
        self.box.installEventFilter(self)
        self.box.editingFinished.connect(self.committed)

    def set_most(self, most: int) -> None:
        """Allow scores up to `most` hundredths."""
        self.most = most

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance("0") * 4 + px(24))
        return hint

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain_key = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain_key and event.key() in _STEPS:
                self.stepped.emit(_STEPS[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)

    def _pattern(self) -> re.Pattern[str]:
        return re.compile(r"[0-9]+(\.[0-9]{1,2})?")

    def _complaint(self) -> str:
        return "分数填数字，如 3 或 2.5"

    def _read(self) -> int:
        return int(Decimal(plain(self.box.text())) * 100)

    def _show(self, value: int) -> str:
        return points_text(value)


class WordsLink(Label):
    """A sentence that wraps; with something behind it, a press or Enter emits `pressed`."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__("", "muted")
        self._live = False

    def show_words(self, text: str, tip: str = "") -> None:
        """Show a sentence; `tip` says what a press opens, "" when there is nothing."""
        self.setText(text)
        self.setVisible(bool(text))
        self._live = bool(tip)
        self.setToolTip(tip)
        self.setAccessibleName(f"{text} {tip}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if tip else Qt.FocusPolicy.NoFocus)
        if tip:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()
        self.set_tone("now" if tip else "")

    @property
    def live(self) -> bool:
        """Whether there is something behind the words."""
        return self._live

    def enterEvent(self, event: QEnterEvent) -> None:
        self._mark(on=self._live)

    def leaveEvent(self, event: QEvent) -> None:
        self._mark(on=self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark(on=self._live)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark(on=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._live and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self._live and event.key() in keys:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def _mark(self, *, on: bool) -> None:
        font = self.font()
        font.setUnderline(on)
        self.setFont(font)
