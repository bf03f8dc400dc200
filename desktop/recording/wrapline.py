"""A line of text that wraps instead of being cut: what is long can still be read whole."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.editors import AreaEditor


class WrapLine(AreaEditor):
    """Enter begins no new line: it emits `entered`; Ctrl+Enter goes on to whoever waits for it."""

    entered = Signal()

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder, lines=1)
        self.area.installEventFilter(self)

    def value(self) -> str:
        """One line, whatever was pasted."""
        return " ".join(super().value().split("\n")).strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.entered.emit()
                return True
        return super().eventFilter(watched, event)
