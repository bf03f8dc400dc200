"""Fields beside each other in as many columns as the width allows."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.theme import px


class FieldColumns(QWidget):
    """`add(widget)` in reading order; a `wide` one has a line to itself."""

    def __init__(self, *, least: int = 210, most: int = 4) -> None:
        super().__init__()
        self._least, self._most = least, most
        self._items: list[tuple[QWidget, bool]] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def add(self, widget: QWidget, *, wide: bool = False) -> None:
        """Put `widget` behind the others."""
        self._items.append((widget, wide))
        self._arrange(max(1, self._columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = max(1, min(self._most, self.width() // px(self._least)))
        if columns != self._columns:
            self._columns = columns
            self._arrange(columns)

    def _arrange(self, columns: int) -> None:
        for widget, _ in self._items:
            self._grid.removeWidget(widget)
        line = column = 0
        for widget, wide in self._items:
            if wide:
                if column:
                    line, column = line + 1, 0
                self._grid.addWidget(widget, line, 0, 1, columns)
                line += 1
                continue
            self._grid.addWidget(widget, line, column)
            column += 1
            if column == columns:
                line, column = line + 1, 0
        for place in range(self._most):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)
