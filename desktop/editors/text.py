"""Editors for text: one line, and an area that grows with what is written in it."""

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTextEdit

from desktop.editors.base import Editor, TextBox


class LineEditor(Editor):
    """One line of text. `value()` is text, "" when empty. `changed` with every letter that is
    finished; `committed()` (Enter or leaving the field) is `self.box.editingFinished`."""

    def __init__(self, placeholder: str = "", *, max_length: int = 500) -> None:
        super().__init__()
        self.box = TextBox()
        self.box.setPlaceholderText(placeholder)
        self.box.setMaxLength(max_length)
        self.box.textEdited.connect(self._edited)
        self.box.editingFinished.connect(self._show_beginning)
        self.target = self.box
        self.setFocusProxy(self.box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)

    def value(self) -> str:
        return self.box.text().strip()

    def set_value(self, value: str | None) -> None:
        if (value or "") != self.box.text():
            self.box.setText(value or "")
            self.box.setCursorPosition(0)

    def set_read_only(self, *, on: bool) -> None:
        self.box.setReadOnly(on)
        # Read-only fields look different through the style sheet.
        self.box.style().polish(self.box)

    def _edited(self) -> None:
        self.changed.emit()

    def _show_beginning(self) -> None:
        if not self.box.hasFocus():
            self.box.setCursorPosition(0)


class _Area(QTextEdit):
    """Plain text only; as tall as its text; Tab moves on; the wheel scrolls the page."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.composing = False
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(4)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def sizeHint(self) -> QSize:
        least = self.fontMetrics().lineSpacing() * self._lines
        least += round(2 * self.document().documentMargin())
        text = round(self.document().size().height())
        frame = self.height() - self.viewport().height()
        return QSize(super().sizeHint().width(), max(least, text) + max(frame, 6))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text().replace("\r\n", "\n").replace("\r", "\n")
        self.textCursor().insertText(text.replace("\x00", ""))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self.composing:
            self.textChanged.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            document = self.document()
            undo = event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return True
        return super().event(event)

    def _fit(self) -> None:
        self.updateGeometry()


class AreaEditor(Editor):
    """Several lines of plain text, at least `lines` tall, growing with its content."""

    def __init__(self, placeholder: str = "", *, lines: int = 2) -> None:
        super().__init__()
        self.area = _Area(lines)
        self.area.setPlaceholderText(placeholder)
        self.area.textChanged.connect(self._edited)
        self._known = ""
        self._loading = False
        self.target = self.area
        self.setFocusProxy(self.area)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)

    def value(self) -> str:
        return self.area.toPlainText().rstrip()

    def set_value(self, value: str | None) -> None:
        text = value or ""
        if text == self.area.toPlainText():
            return
        self._loading = True
        self.area.setPlainText(text)
        self._known = self.area.toPlainText()
        self._loading = False

    def insert(self, text: str) -> None:
        """Put `text` where the cursor is, as if typed (for text blocks); it can be undone."""
        self.area.textCursor().insertText(text)
        self.area.setFocus()

    def set_read_only(self, *, on: bool) -> None:
        self.area.setReadOnly(on)
        self.area.style().polish(self.area)

    def _edited(self) -> None:
        if self._loading or self.area.composing:
            return
        text = self.area.toPlainText()
        if text != self._known:
            self._known = text
            self.changed.emit()
