"""An editor for a password: hidden, shown on demand, with a hint at the Caps Lock key."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from desktop.editors.base import Editor, TextBox
from desktop.widgets.basic import Button, Label

_LONGEST = 400


class _Box(TextBox):
    """`capitals(on)` with every Latin letter typed: whether the Caps Lock key seems to be on."""

    capitals = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(_LONGEST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if len(text) == 1 and text.isascii() and text.isalpha():
            shifted = bool(event.modifiers() & event.modifiers().ShiftModifier)
            self.capitals.emit(text.isupper() != shifted)
        super().keyPressEvent(event)


class SecretEditor(Editor):
    """A password as it was typed, blanks included. `entered` on Enter."""

    entered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.box = _Box()
        self.box.setPlaceholderText(name)
        self.box.textEdited.connect(self._edited)
        self.box.returnPressed.connect(self.entered)
        self.box.capitals.connect(self._say_capitals)
        self.target = self.box
        self.setFocusProxy(self.box)
        self.show_button = Button("显示", "eye", "ghost", tip="显示或遮住；显示时可以输入汉字")
        self.show_button.setAutoDefault(False)
        self.show_button.clicked.connect(self._turn)
        self.hint = Label("大写锁定（Caps Lock）好像开着。", tone="caution")
        self.hint.hide()
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.box, 1)
        line.addWidget(self.show_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(self.hint)
        self.set_name(name)

    def value(self) -> str:
        return self.box.text()

    def set_value(self, value: str | None) -> None:
        self.box.setText(value or "")

    def _edited(self) -> None:
        self.changed.emit()

    def _say_capitals(self, on: bool) -> None:  # noqa: FBT001 - a signal's value
        self.hint.setVisible(on)

    def _turn(self) -> None:
        hidden = self.box.echoMode() == QLineEdit.EchoMode.Password
        mode = QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password
        self.box.setEchoMode(mode)
        self.show_button.setText("遮住" if hidden else "显示")
        self.box.setFocus()
