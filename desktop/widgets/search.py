"""The box that one types a search into."""

from PySide6.QtCore import QEvent, QRect, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from desktop.icons import paint_icon
from desktop.theme import px


class SearchBox(QLineEdit):
    """Emits `searched(text)` a moment after typing stops, never while pinyin is being composed."""

    searched = Signal(str)

    def __init__(self, placeholder: str, *, delay: int = 150) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setProperty("role", "search")
        self.setClearButtonEnabled(True)
        self.setTextMargins(px(22), 0, 0, 0)
        self.composing = False
        self._last = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(delay)
        self._timer.timeout.connect(self._fire)
        self.textChanged.connect(self._restart)
        self.returnPressed.connect(self._fire)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = px(16)
        paint_icon(QPainter(self), "search", QRect(px(8), 0, side, self.height()), "muted", side)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setTextMargins(px(22), 0, 0, 0)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self.composing:
            self._restart()

    def reset(self) -> None:
        """Empty the box at once; says so if something was being searched."""
        self.clear()
        self._fire()

    def _restart(self) -> None:
        self._timer.start()

    def _fire(self) -> None:
        self._timer.stop()
        text = self.text().strip()
        if not self.composing and text != self._last:
            self._last = text
            self.searched.emit(text)
