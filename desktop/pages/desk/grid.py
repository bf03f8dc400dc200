"""Duties by twelve months, drawn in one widget: arrows move, Enter or a click opens a cell."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from db.rules.duties.glance import Cell, Row
from desktop.pages.desk import words
from desktop.theme import is_restyle, px, small_font, tokens
from desktop.widgets.paint import paint_mark

MONTHS = 12
_LABEL = 268  # pixels at 100 % for the words of a row where there is room
_LEAST = 30  # of a month
_NARROW_LABEL = 200
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class YearGrid(QWidget):
    """`chosen(row, month)` on Enter or a click; `moved(words)` tells what the marked cell means."""

    chosen = Signal(int, int)
    moved = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()
        self._now = 0
        self._place = (0, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("全年一览：方向键移动，回车打开")

    def show_rows(self, rows: Sequence[Row], month: int) -> None:
        """Show these rows; `month` is the present one, 0 when the year is another."""
        self._rows, self._now = rows, month
        line = min(self._place[0], max(len(rows) - 1, 0))
        self._place = (line, self._place[1] if self.hasFocus() else month or 1)
        self._describe()
        self.updateGeometry()
        self.update()

    def rows(self) -> Sequence[Row]:
        """The rows shown."""
        return self._rows

    def place(self) -> tuple[int, int]:
        """Row and month of the marked cell."""
        return self._place

    def cell(self, line: int, month: int) -> Cell | None:
        """What stands in a cell, None when nothing is due there."""
        return self._rows[line].cells.get(month)

    def words(self, line: int, month: int) -> str:
        """What a cell means."""
        return words.cell_words(self._rows[line], month, self.cell(line, month))

    def go_to(self, line: int, month: int) -> None:
        """Mark a cell."""
        self._place = (
            max(0, min(line, len(self._rows) - 1)),
            max(1, min(month, MONTHS)),
        )
        self._describe()
        self.update()

    # Sizes

    def _height(self) -> int:
        return self.fontMetrics().height() + px(1)

    def _head(self) -> int:
        return self.fontMetrics().height() + px(2)

    def _label(self) -> int:
        room = self.width() - MONTHS * px(_LEAST)
        return max(px(_NARROW_LABEL), min(px(_LABEL), room))

    def _cell_rect(self, line: int, month: int) -> QRectF:
        left = self._label()
        width = (self.width() - left) / MONTHS
        top = self._head() + line * self._height()
        return QRectF(left + (month - 1) * width, top, width, self._height())

    def _at(self, spot: QPoint) -> tuple[int, int] | None:
        line = (spot.y() - self._head()) // self._height()
        if spot.y() < self._head() or not 0 <= line < len(self._rows):
            return None
        for month in range(1, MONTHS + 1):
            if self._cell_rect(line, month).contains(spot):
                return line, month
        return None

    def sizeHint(self) -> QSize:
        height = self._head() + max(len(self._rows), 1) * self._height() + 1
        return QSize(px(_LABEL) + MONTHS * px(44), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(_NARROW_LABEL) + MONTHS * px(_LEAST), self.sizeHint().height())

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        current = tokens()
        if self._now and self._rows:
            column = self._cell_rect(0, self._now).united(
                self._cell_rect(len(self._rows) - 1, self._now)
            )
            painter.fillRect(column.adjusted(0, -self._head(), 0, 0), current.colour("now_soft"))
        painter.setFont(small_font(self.font()))
        painter.setPen(current.colour("muted"))
        for month in range(1, MONTHS + 1):
            head = self._cell_rect(0, month)
            head.moveTop(0)
            head.setHeight(self._head())
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, f"{month}月")
        for line, each in enumerate(self._rows):
            self._paint_row(painter, line, each)
        if self.hasFocus() and self._rows:
            painter.setPen(current.colour("now"))
            painter.drawRect(self._cell_rect(*self._place).adjusted(1, 2, -2, -2))

    def _paint_row(self, painter: QPainter, line: int, each: Row) -> None:
        current = tokens()
        top = self._head() + line * self._height()
        painter.fillRect(QRect(0, top, self.width(), 1), current.colour("line"))
        painter.setFont(self.font())
        painter.setPen(current.colour("text"))
        height, left = self._height(), 0
        room = self._label() - px(8)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        name = self.fontMetrics().elidedText(each.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, top, room, height), flags, name)
        left += self.fontMetrics().horizontalAdvance(name) + px(10)
        quiet = small_font(self.font())
        painter.setFont(quiet)
        painter.setPen(current.colour("muted"))
        note = "  ".join(part for part in (each.people, each.note) if part)
        note = QFontMetrics(quiet).elidedText(note, Qt.TextElideMode.ElideRight, room - left)
        painter.drawText(QRect(left, top, room - left, height), flags, note)
        side = px(12)
        for month, cell in each.cells.items():
            area = self._cell_rect(line, month)
            spot = QRectF(0, 0, side, side)
            spot.moveCenter(area.center())
            paint_mark(painter, words.MARKS[cell.state], spot)

    # Hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self._rows:
            self.go_to(self._place[0] + step[0], self._place[1] + step[1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position().toPoint()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        spot = self._at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and spot is not None:
            self.go_to(*spot)
            self._choose()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._describe()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self._at(event.pos())
            if spot is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.words(*spot), self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyle(event):
            self.updateGeometry()
            self.update()

    def cell_centre(self, line: int, month: int) -> QPoint:
        """The middle of a cell, where a menu of its records opens."""
        return self._cell_rect(line, month).center().toPoint()

    def _choose(self) -> None:
        if self._rows:
            self.chosen.emit(*self._place)

    def _describe(self) -> None:
        if not self._rows:
            return
        said = self.words(*self._place)
        self.setAccessibleDescription(said)
        if self.hasFocus():
            self.moved.emit(said)
