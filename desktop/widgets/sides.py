"""The bones of a page: a list at the left, the record in the middle, facts at the right."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.theme import px

_LEAST = (280, 0, 230)  # pixels at 100 %: the buttons over a list, a line of facts
_FIRST = (280, 720, 250)


class Sides(QSplitter):
    """Three panels side by side; the least width of the outer two follows the size of text."""

    def __init__(self, left: QWidget, middle: QWidget, right: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(12)
        self.setChildrenCollapsible(False)
        for panel in (left, middle, right):
            self.addWidget(panel)
        self.setStretchFactor(1, 1)
        self._fit()
        self.setSizes([px(size) for size in _FIRST])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        for number, least in enumerate(_LEAST[: self.count()]):
            if least:
                self.widget(number).setMinimumWidth(px(least))
