"""The password of a protected file, asked for before it is opened."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db import backup
from desktop.dialogs.base import Dialog
from desktop.secret_form import SecretForm
from desktop.widgets import Button, Label


class PasswordDialog(Dialog):
    """`proved(key, password)` when the right one was given; see `SecretForm`. `backups_wanted` when
    the person would rather come back from a backup."""

    proved = Signal(str, str)
    backups_wanted = Signal()

    def __init__(self, path: Path, parent: QWidget | None, *, offer_backups: bool = True) -> None:
        super().__init__("请输入密码", parent, width=560, height=350)
        self.form = SecretForm(path, "打开")
        self.form.proved.connect(self._done)
        self.body.addWidget(Label(f"“{path.name}”有密码。"))
        self.body.addWidget(Label(str(path.parent), "muted"))
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.close_button.setText("取消")
        if offer_backups and backup.existing(path):
            button = Button("从备份恢复…", "history", "ghost")
            button.clicked.connect(self._want_backups)
            self.add_button(button)
        self.add_button(self.form.main_button)

    def _done(self, key: str, password: str) -> None:
        self.accept()
        self.proved.emit(key, password)

    def _want_backups(self) -> None:
        self.reject()
        self.backups_wanted.emit()
