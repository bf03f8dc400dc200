"""The live panel of checks: one card per finding, each with its article and a jump to the field."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.theme import bold_font, px, tokens
from desktop.widgets.basic import Label
from desktop.widgets.paint import MARKS, paint_mark


class FindingCard(QWidget):
    """What a check found: a coloured edge and mark, the sentence, the article under it.

    `level` is a key of `paint.MARKS` ("block", "advice", "done", "now"); a press or Enter emits
    `jumped(target)` where `target` is whatever the page gave (the path of a field, mostly).
    """

    jumped = Signal(object)

    def __init__(
        self, level: str, text: str, note: str = "", *, target: object = None, title: str = ""
    ) -> None:
        super().__init__()
        self.level = level
        self.target = target
        self._title = title or MARKS[level][0]
        self._hovered = False
        self._text = Label(text)
        self._note = Label(note, "muted")
        self._note.setVisible(bool(note))
        self._body = QVBoxLayout(self)
        self._body.setSpacing(2)
        self._body.addWidget(self._text)
        self._body.addWidget(self._note)
        self._set_margins()
        self.setMinimumWidth(px(170))
        self.setAccessibleName(f"{self._title}：{text} {note}".strip())
        if target is not None:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip("点此跳到这一项")

    def _set_margins(self) -> None:
        self._body.setContentsMargins(px(13), px(4) + self._title_height(), px(4), px(4))

    def _title_height(self) -> int:
        return self.fontMetrics().height() + 2

    def sizeHint(self) -> QSize:
        self._set_margins()
        return super().sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = tokens().colour(MARKS[self.level][1])
        if self._hovered or self.hasFocus():
            painter.fillRect(self.rect(), tokens().colour("hover"))
        painter.fillRect(0, 0, 3, self.height(), colour)
        side, top, height = px(12), px(4), self._title_height()
        paint_mark(painter, self.level, QRectF(px(13), top + (height - side) / 2, side, side))
        painter.setFont(bold_font(self.font()))
        painter.setPen(colour)
        left = px(13) + side + px(6)
        painter.drawText(
            QRectF(left, top, self.width() - left, height),
            Qt.AlignmentFlag.AlignVCenter,
            self._title,
        )

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = self.target is not None
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._hovered = False
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.target is not None and self.rect().contains(event.position().toPoint()):
            self.jumped.emit(self.target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.target is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.jumped.emit(self.target)
        else:
            super().keyPressEvent(event)


class FindingsPanel(QWidget):
    """A column of finding cards. `show_findings` takes (level, text, note, target) or, with a title
    of its own, (level, text, note, target, title)."""

    jumped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[tuple[object, ...]] = []
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(12)

    def show_findings(self, findings: Iterable[tuple[object, ...]]) -> None:
        """Show these; cards that stay the same are left alone, so nothing flickers while typing."""
        wanted = list(findings)
        if wanted == self._shown:
            return
        self._shown = wanted
        while self._body.count():
            old = self._body.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for level, text, note, target, *title in wanted:
            card = FindingCard(
                str(level),
                str(text),
                str(note),
                target=target,
                title=str(title[0] if title else ""),
            )
            card.jumped.connect(self.jumped)
            self._body.addWidget(card)

    def count(self, level: str) -> int:
        """How many findings of `level` are shown."""
        return sum(finding[0] == level for finding in self._shown)
