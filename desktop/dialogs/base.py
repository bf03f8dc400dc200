"""What all dialogs have in common: a title, room, a close button, and they free themselves."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from desktop.theme import px
from desktop.widgets import Button, Label, row


class Dialog(QDialog):
    """Add to `body`; `buttons` is the row at the foot. `show_over(parent)` opens it, not blocking.

    Deleted when closed; a page that needs it again makes a new one.
    """

    def __init__(
        self, title: str, parent: QWidget | None, *, width: int = 640, height: int = 480
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        screen = self.screen().availableGeometry()
        self.resize(min(px(width), screen.width() - 40), min(px(height), screen.height() - 80))
        self.close_button = Button("关闭", "x")
        self.close_button.clicked.connect(self.close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 16)
        outer.setSpacing(12)
        outer.addWidget(Label(title, "title", wrap=False))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1)
        self.buttons = row(None, self.close_button)
        outer.addLayout(self.buttons)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The keys go to what the dialog is about; the button that closes comes last.
        inside = [w for w in self._stops() if not isinstance(w, QPushButton)] or self._stops()
        if inside and self.focusWidget() in (None, self.close_button):
            inside[0].setFocus()
        if stops := self._stops():
            QWidget.setTabOrder(stops[-1], self.close_button)

    def _stops(self) -> list[QWidget]:
        return [
            widget
            for widget in self.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.isEnabled()
            and widget.isVisibleTo(self)
            and widget is not self.close_button
        ]

    def add_button(self, button: Button) -> None:
        """Put a button before the one that closes."""
        self.buttons.insertWidget(self.buttons.count() - 1, button)
