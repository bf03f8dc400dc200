"""Editors for counted quantities (1800余件) and for money, which is kept as whole 分."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from db import quantity
from db.quantity import Quantity, Unit
from desktop.editors.base import Editor, TextBox
from desktop.editors.choice import ChoiceBox
from desktop.editors.reading import plain
from desktop.widgets.basic import Check


class QuantityEditor(Editor):
    """A number, whether it is more than that (余), and its unit; the value is its text or None.

    `1800余件` may be typed as it stands: 余 and the unit then go to their places.
    """

    def __init__(self, unit: Unit) -> None:
        super().__init__()
        self._usual = unit
        self._unit = unit
        self.box = TextBox()
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.box.setMaxLength(16)
        self.box.textEdited.connect(self._edited)
        self.box.editingFinished.connect(self._tidy)
        self.more: QCheckBox = Check("余")
        self.more.setToolTip("记录本身只写“多少以上”时打勾，如1800余件")
        self.more.toggled.connect(self._touched)
        self.unit = ChoiceBox()
        self.unit.addItems([str(each) for each in Unit])
        self.unit.setCurrentText(unit)
        self.unit.setToolTip("计量单位")
        self.unit.activated.connect(self._unit_chosen)
        self.target = self.box
        self.setFocusProxy(self.box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.box, 1)
        layout.addWidget(self.more)
        layout.addWidget(self.unit)

    def value(self) -> str | None:
        found = self._read()
        return None if found is None else str(found)

    def set_value(self, value: str | None) -> None:
        self._show(quantity.parse(value) if value else None)

    def problem(self) -> str:
        try:
            self._parsed()
        except ValueError as error:
            return str(error)
        return ""

    def set_name(self, label: str) -> None:
        super().set_name(label)
        self.more.setAccessibleName(f"{label}：余")
        self.unit.setAccessibleName(f"{label}：单位")

    def set_read_only(self, *, on: bool) -> None:
        self.box.setReadOnly(on)
        self.box.style().polish(self.box)
        self.more.setEnabled(not on)
        self.unit.setEnabled(not on)

    def _parsed(self) -> Quantity | None:
        text = plain(self.box.text())
        if not text:
            return None
        found = quantity.read(text, self._unit)
        return Quantity(found.value, found.unit, found.more or self.more.isChecked())

    def _read(self) -> Quantity | None:
        try:
            return self._parsed()
        except ValueError:
            return None

    def _show(self, found: Quantity | None) -> None:
        self._unit = found.unit if found else self._usual
        self.box.setText(str(found.value) if found else "")
        with QSignalBlocker(self.more):
            self.more.setChecked(found is not None and found.more)
        self.unit.setCurrentText(self._unit)

    def _tidy(self) -> None:
        if (found := self._read()) is not None:
            self._show(found)

    def _unit_chosen(self) -> None:
        found = self._read()
        self._unit = Unit(self.unit.currentText())
        if found is not None:
            self._show(Quantity(found.value, self._unit, found.more))
            self.changed.emit()

    def _touched(self) -> None:
        if self.box.text().strip():
            self.changed.emit()

    def _edited(self) -> None:
        if not self.box.composing:
            self.changed.emit()


class MoneyEditor(Editor):
    """An amount: 1200, 35.5 or 48.95万 is typed, the value is in 分, or None."""

    def __init__(self) -> None:
        super().__init__()
        self.box = TextBox()
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.box.setPlaceholderText("元，或写48.95万元")
        self.box.setMaxLength(20)
        self.box.textEdited.connect(self._edited)
        self.box.editingFinished.connect(self._tidy)
        self.target = self.box
        self.setFocusProxy(self.box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)

    def value(self) -> int | None:
        text = plain(self.box.text())
        return quantity.read_money(text) if text and not self.problem() else None

    def set_value(self, value: int | None) -> None:
        self.box.setText(quantity.money_text(value))

    def problem(self) -> str:
        text = plain(self.box.text())
        try:
            if text:
                quantity.read_money(text)
        except ValueError as error:
            return str(error)
        return ""

    def set_read_only(self, *, on: bool) -> None:
        self.box.setReadOnly(on)
        self.box.style().polish(self.box)

    def _tidy(self) -> None:
        if self.box.text().strip() and not self.problem():
            self.set_value(self.value())

    def _edited(self) -> None:
        if not self.box.composing:
            self.changed.emit()
