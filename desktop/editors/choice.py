"""The editor for one of several values."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

from desktop.editors.base import Editor
from desktop.icons import paint_icon
from desktop.theme import px


class ChoiceBox(QComboBox):
    """A combo box that never changes by the wheel, shortens what is too long with an ellipsis and
    draws its arrow in the theme's colour."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel goes past it
        self.setIconSize(QSize(px(16), px(16)))

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(px(4), 0)  # else the widest choice lacks a pixel or two

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setIconSize(QSize(px(16), px(16)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option: Any = QStyleOptionComboBox()  # the stubs of style options lack their members
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        if option.iconSize.isEmpty():
            option.currentIcon = QIcon()
        taken = 0 if option.currentIcon.isNull() else option.iconSize.width() + 4
        room = field.width() - taken - 2
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        side = px(14)
        area = QRect(self.width() - side - px(8), 0, side, self.height())
        paint_icon(painter, "chevron-down", area, "muted", side)


class ChoiceEditor(Editor):
    """Choose a value by its label. `choices` are (value, label).

    With `empty` (the label of no choice) there is a first entry for a missing value, which is
    `missing` (None for references, "" for text). A stored value that is not among the choices stays
    as it is and is shown with “（原有）”.
    """

    def __init__(
        self,
        choices: Iterable[tuple[str, str]] = (),
        *,
        empty: str | None = "",
        missing: str | None = None,
    ) -> None:
        super().__init__()
        self._empty = empty
        self._missing = missing
        self.box = ChoiceBox()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box.setMinimumContentsLength(3)
        self.box.setMaxVisibleItems(16)
        self.box.activated.connect(self._activated)
        self.target = self.box
        self.setFocusProxy(self.box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        self._known: object = None
        self.set_choices(choices)

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer others; the value stays, even when it is not among them."""
        kept = self.value() if self.box.count() else self._missing
        self.box.clear()
        if self._empty is not None:
            self.box.addItem(self._empty, self._missing)
        for value, label in choices:
            self.box.addItem(label, value)
        self.set_value(kept)

    def value(self) -> str | None:
        data = self.box.currentData()
        return self._missing if data is None else str(data)

    def set_value(self, value: str | None) -> None:
        wanted = self._missing if value in (None, "") else value
        index = 0 if wanted == self._missing and self._empty is not None else self._find(wanted)
        if index < 0 and wanted in (None, ""):
            self.box.setCurrentIndex(-1)
        else:
            if index < 0:
                self.box.addItem(f"{wanted}（原有）", wanted)
                index = self.box.count() - 1
            self.box.setCurrentIndex(index)
        self._known = self.value()

    def label(self) -> str:
        """The label of the chosen entry."""
        return self.box.currentText()

    def _find(self, value: str | None) -> int:
        return next((i for i in range(self.box.count()) if self.box.itemData(i) == value), -1)

    def _activated(self) -> None:
        if self.value() != self._known:
            self._known = self.value()
            self.changed.emit()
