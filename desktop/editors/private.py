"""An editor for a number or an address that is covered until somebody asks for it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout

from desktop.editors.base import Editor, TextBox
from desktop.widgets.basic import Button


class _Box(TextBox):
    """`entered` when it gets the keyboard. Neither a drop nor the middle mouse button puts anything
    into the midst of a covered text."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.MiddleButton:
            super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class PrivateEditor(Editor):
    """One line of text, shown as 370405********0011 until `uncover()`; `wanted` asks for that.

    What is typed over a covered text replaces the whole of it and stays to be read. It covers
    itself again as soon as it is out of sight.
    """

    wanted = Signal()

    def __init__(self, *, max_length: int = 500) -> None:
        super().__init__()
        self._kept = ""
        self._open = False
        self.box = _Box()
        self.box.setMaxLength(max_length)
        self.box.textEdited.connect(self._edited)
        self.box.entered.connect(self._hold)
        self.box.selectionChanged.connect(self._hold)
        self.box.cursorPositionChanged.connect(self._hold)
        self.box.editingFinished.connect(self._fit)
        self.button = Button("显示", "", "link")
        self.button.clicked.connect(self._turn)
        self.target = self.box
        self.setFocusProxy(self.box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.box, 1)
        layout.addWidget(self.button)
        self._fit()

    def value(self) -> str:
        return self._kept if self.covered else self.box.text().strip()

    def set_value(self, value: str | None) -> None:
        self._kept = (value or "").strip()
        self._show()

    @property
    def covered(self) -> bool:
        """Whether a text is there and hidden."""
        return bool(self._kept) and not self._open and self.box.text() == self._cover

    def uncover(self) -> None:
        """Show the text."""
        self._kept, self._open = self.value(), True
        self._show()

    def cover(self) -> None:
        """Hide the text again."""
        self._kept, self._open = self.value(), False
        self._show()

    def set_name(self, label: str) -> None:
        super().set_name(label)
        self.button.setAccessibleName(f"显示或遮住{label}")

    def set_read_only(self, *, on: bool) -> None:
        self.box.setReadOnly(on)
        # Read-only fields look different through the style sheet.
        self.box.style().polish(self.box)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.cover()

    @property
    def _cover(self) -> str:
        from db import identity  # only with a text to cover: it takes a moment to load

        return identity.conceal(self._kept)

    def _show(self) -> None:
        text = self._kept if self._open else self._cover
        if text != self.box.text():
            self.box.setText(text)
            self.box.setCursorPosition(0)
        self._fit()
        self._hold()

    def _fit(self) -> None:
        """Offer what can be done: nothing while the field is empty or just being typed."""
        self.button.setText("显示" if self.covered else "遮住")
        self.button.setVisible(bool(self.box.text()))

    def _hold(self) -> None:
        """Keep a covered text selected as a whole, so that it is never edited in part."""
        if self.covered and self.box.hasFocus() and self.box.selectedText() != self.box.text():
            self.box.selectAll()

    def _edited(self) -> None:
        self._fit()
        self.changed.emit()

    def _turn(self) -> None:
        if self.covered:
            self.wanted.emit()
        else:
            self.cover()
