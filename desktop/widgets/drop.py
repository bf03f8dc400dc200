"""A panel that drops from an editor without being a window of its own.

Input methods lose letters when a field stands in a popup window or a popup takes the focus
(QTBUG-83490), so lists of people and calendars are children of the window and never get the focus.
"""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid


class DropPanel(QFrame):
    """Shown under (or over) `anchor`; closes when the anchor moves or goes.

    The editor closes it when it loses the focus.
    """

    def __init__(self, anchor: QWidget) -> None:
        super().__init__(anchor)
        self.anchor = anchor
        self.setProperty("role", "drop")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoFillBackground(True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(4, 4, 4, 4)
        self.body.setSpacing(2)
        self._spot = QPoint()
        # Looked at by a timer: event filters on all parents are many calls for a rare event.
        self._timer = QTimer(self)
        self._timer.setInterval(60)
        self._timer.timeout.connect(self._look)
        anchor.destroyed.connect(self.deleteLater)
        self.hide()

    def open(self) -> None:
        """Show the panel in the window of the anchor, where there is room."""
        host = self.anchor.window()
        if self.parentWidget() is not host:
            self.setParent(host)
        self.ensurePolished()
        self.body.activate()
        size = self.sizeHint().expandedTo(self.minimumSizeHint())
        width = min(size.width(), host.width() - 8)
        under = self.anchor.mapTo(host, QPoint(0, self.anchor.height() + 2))
        above = self.anchor.mapTo(host, QPoint(0, -2)).y()
        space = host.height() - under.y() - 4
        height, top = size.height(), under.y()
        if height > space and above > space:
            height = min(height, above - 4)
            top = above - height
        else:
            height = min(height, max(space, 40))
        left = max(4, min(under.x(), host.width() - width - 4))
        self.setGeometry(left, top, width, height)
        self._spot = self.anchor.mapTo(host, QPoint(0, 0))
        self.show()
        self.raise_()
        self._timer.start()

    def close_panel(self) -> None:
        """Hide it."""
        self._timer.stop()
        self.hide()

    def _look(self) -> None:
        if not isValid(self.anchor):  # gone with its form; the panel follows in a moment
            return
        host = self.parentWidget()
        moved = self.anchor.window() is not host or (
            self.anchor.mapTo(host, QPoint(0, 0)) != self._spot
        )
        if moved or not self.anchor.isVisible():
            self.close_panel()
