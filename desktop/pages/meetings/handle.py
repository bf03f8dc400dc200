"""The grip by which an agenda item is dragged to another place."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.icons import paint_icon
from desktop.theme import px


class Handle(QWidget):
    """`dragged(y)` while the mouse pulls, in global pixels; the keys for the same are Alt+↑ ↓."""

    dragged = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip("拖动调整次序，或按 Alt+↑、Alt+↓")
        self.setAccessibleName("拖动调整次序")

    def sizeHint(self) -> QSize:
        return QSize(px(16), px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), "grip-vertical", self.rect(), "muted", px(16))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(round(event.globalPosition().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor)
