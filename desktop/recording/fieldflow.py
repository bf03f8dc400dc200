"""Fields beside their labels in lines that fill the width and wrap when it is short."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

from desktop.widgets import FlowLayout, Pill


class FieldFlow(FlowLayout):
    """Left to right like words; what is left of a line goes to the fields that may stretch."""

    def __init__(self, *, gap: int = 12, line_gap: int = 8) -> None:
        super().__init__(spacing=gap)
        self._stretch: dict[int, int] = {}
        self._line_gap = line_gap

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put `widget` behind the others; `stretch` is its share of the room left in its line."""
        self.addWidget(widget)
        self._stretch[len(self._items) - 1] = stretch

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def _lines(self, width: int) -> list[list[int]]:
        lines: list[list[int]] = []
        used = 0
        for place, item in enumerate(self._items):
            if item.isEmpty():
                continue
            needed = min(item.sizeHint().width(), width)
            if lines and used + self._gap + needed <= width:
                lines[-1].append(place)
                used += self._gap + needed
            else:
                lines.append([place])
                used = needed
        return lines

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        top = rect.y()
        for line in self._lines(rect.width()):
            hints = {place: self._items[place].sizeHint() for place in line}
            widths = {place: min(hints[place].width(), rect.width()) for place in line}
            spare = rect.width() - sum(widths.values()) - self._gap * (len(line) - 1)
            shares = sum(self._stretch.get(place, 0) for place in line)
            left = rect.x()
            heights: dict[int, int] = {}
            for place in line:
                if shares:
                    widths[place] += spare * self._stretch.get(place, 0) // shares
                heights[place] = self._height(place, widths[place], hints[place])
            if move:
                for place in line:
                    spot = QPoint(left, top + self._sunk(place, heights))
                    size = QSize(widths[place], heights[place])
                    self._items[place].setGeometry(QRect(spot, size))
                    left += widths[place] + self._gap
            top += max(heights.values()) + self._line_gap
        return max(0, top - self._line_gap - rect.y())

    def _height(self, place: int, width: int, hint: QSize) -> int:
        item = self._items[place]
        return item.heightForWidth(width) if item.hasHeightForWidth() else hint.height()

    def _sunk(self, place: int, heights: dict[int, int]) -> int:
        """How far a pill is let down to stand in the middle of the fields beside it."""
        others = [height for each, height in heights.items() if each != place]
        if not others or not isinstance(self._items[place].widget(), Pill):
            return 0
        return max(0, min(others) - heights[place]) // 2
