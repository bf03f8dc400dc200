"""The frame of what stands in place of the desk for a while: a way back, a title, tools."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from desktop.app import Context
from desktop.widgets import Button, Card, Label, rule


class View(Card):
    """`closed` to go back to the desk. Fill `body`; buttons go into `tools`."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(margin=20, spacing=12)
        self.context = context
        self.back_button = Button("返回", "arrow-left", "ghost", tip="回到工作台（Esc）")
        self.back_button.clicked.connect(self.closed)
        self.title = Label("", "title", wrap=False)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.back_button)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addLayout(self.tools)
        self.body.addLayout(head)
        self.body.addWidget(rule())

    def refresh(self) -> None:
        """Read again what is shown."""

    def leave(self) -> bool:
        """Save what is open; False when it needs the person."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
