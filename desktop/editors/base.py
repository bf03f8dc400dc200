"""What all editors have in common."""

from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.widgets.basic import set_property


class Editor(QWidget):
    """Base of all editors: a widget around the one that takes the focus (`self.target`)."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.target: QWidget = self

    def value(self) -> Any:
        """The value in the form of the record tree."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value; emits nothing."""
        raise NotImplementedError

    def problem(self) -> str:
        """One sentence when what stands in the field cannot be read, else ""."""
        return ""

    def set_name(self, label: str) -> None:
        """The name that screen readers say."""
        self.setAccessibleName(label)
        self.target.setAccessibleName(label)

    def set_error(self, text: str) -> None:
        """Mark the field as wrong (or right, with "")."""
        set_property(self.target, "error", bool(text))
        self.target.setAccessibleDescription(text)
        self.target.setToolTip(text)

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        self.target.setEnabled(not on)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class TextBox(QLineEdit):
    """A line edit that leaves the wheel alone, knows whether an input method is composing, and lets
    Ctrl+Z through to the window when it has nothing of its own to undo."""

    def __init__(self) -> None:
        super().__init__()
        self.composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return True
        return super().event(event)
