"""The editor for yes and no."""

from PySide6.QtWidgets import QHBoxLayout

from desktop.editors.base import Editor
from desktop.widgets.basic import Check


class FlagEditor(Editor):
    """A check box with its text beside it; `value()` is True or False."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.box = Check(text)
        self.box.clicked.connect(self._clicked)
        self.target = self.box
        self.setFocusProxy(self.box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        layout.addStretch()

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: object) -> None:
        self.box.setChecked(bool(value))

    def _clicked(self) -> None:
        self.changed.emit()
