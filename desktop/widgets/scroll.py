"""A column of widgets that scrolls when it is too tall."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class ScrollColumn(QScrollArea):
    """Add to `column.body` (a QVBoxLayout). Never scrolls sideways."""

    def __init__(self, *, margin: int = 0, spacing: int = 8) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(spacing)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)  # setWidget turned it on
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Without this a wide child would be cut at the right instead of widening the column.
        if event.type() == QEvent.Type.LayoutRequest and self.widget() is not None:
            bar = self.verticalScrollBar().sizeHint().width()
            self.setMinimumWidth(self.widget().minimumSizeHint().width() + bar)
        return super().eventFilter(watched, event)

    def show_widget(self, widget: QWidget) -> None:
        """Scroll so that `widget` is seen with some room around it."""
        self.ensureWidgetVisible(widget, 0, 48)
