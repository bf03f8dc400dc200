"""What a folded card says of what is in it; a press opens the card."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets import Label, Pill


class Summary(QWidget):
    """A bold line with a pill, and a quiet line under it when there is something to say.

    With ``one_line`` what there is to say stands behind the bold text instead.
    """

    pressed = Signal()

    def __init__(self, *, one_line: bool = False) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._one_line = one_line
        self.title = Label("", "section", wrap=not one_line)
        self.note = Label("", "muted")
        self.pill = Pill()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.title, 0 if one_line else 1)
        if one_line:
            line.addWidget(self.note, 1)
        line.addWidget(self.pill)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(2)
        body.addLayout(line)
        if not one_line:
            body.addWidget(self.note)

    def show_words(self, title: str, note: str, pill: str, tone: str) -> None:
        """Show the heading, what became of it, and a status."""
        self.title.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note) or self._one_line)
        self.pill.set(pill, tone)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
