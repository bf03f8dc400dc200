"""Asking for the password of a data file: one field for it or for the recovery key."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db import connection
from db.errors import Refused
from desktop.editors import SecretEditor
from desktop.widgets import Button, Label, row

_PAUSE = 1000  # milliseconds after a wrong password


class SecretForm(QWidget):
    """`proved(key, password)` gives the recovery key of the file, which opens it, and the password
    as it was typed ("" when the recovery key was typed). A wrong one is said in the form."""

    proved = Signal(str, str)

    def __init__(self, path: Path, button: str) -> None:
        super().__init__()
        self._path = path
        self._by_key = False
        self.secret = SecretEditor("密码")
        self.secret.entered.connect(self._try)
        self.error = Label("", "error")
        self.error.hide()
        self.main_button = Button(button, "check", "primary")
        self.main_button.clicked.connect(self._try)
        self.other_button = Button("", "", "link")
        self.other_button.clicked.connect(self._turn)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addWidget(self.secret)
        body.addWidget(self.error)
        body.addLayout(row(self.other_button, None))
        self.setFocusProxy(self.secret)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._go_on)
        self._name()

    def begin(self, path: Path) -> None:
        """Ask anew, for this file."""
        self._path, self._by_key = path, False
        self._forget()
        self.error.hide()
        self._name()

    def _name(self) -> None:
        name = "恢复密钥（14组，大小写和横线不论）" if self._by_key else "密码"
        self.secret.box.setPlaceholderText(name)
        self.secret.set_name(name)
        self.other_button.setText("改用密码" if self._by_key else "忘了密码，用恢复密钥")

    def _turn(self) -> None:
        self._by_key = not self._by_key
        self._forget()
        self.error.hide()
        self._name()
        self.secret.setFocus()

    def _forget(self) -> None:
        self.secret.set_value("")
        self.secret.hint.hide()

    def _try(self) -> None:
        if self._timer.isActive():
            return
        typed = self.secret.value()
        if not typed:
            self._refuse(f"请输入{'恢复密钥' if self._by_key else '密码'}。")
            return
        password, key = ("", typed) if self._by_key else (typed, "")
        try:
            found = connection.prove(self._path, password=password, recovery_key=key)
        except Refused as refusal:
            self._refuse(str(refusal))
            self.main_button.setEnabled(False)
            self._timer.start()
            return
        self._forget()
        self.error.hide()
        self.proved.emit(found, password)

    def _refuse(self, text: str) -> None:
        self.error.setText(text)
        self.error.show()
        self.secret.box.selectAll()
        self.secret.setFocus()

    def _go_on(self) -> None:
        self.main_button.setEnabled(True)
