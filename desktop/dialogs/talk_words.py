"""The words of talks in a file with a password: shown, printed and taken out only for it."""

import time
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db import connection
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.secret_form import SecretForm
from desktop.widgets import Label

_OPEN_FOR = 5 * 60  # seconds after the password was given


class TalkWordsDialog(Dialog):
    """Asks whoever sits at the desk for the password of the open file. `proved` when it is right;
    a wrong one is said and the dialog stays."""

    proved = Signal()

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__("请输入密码", parent, width=520, height=300)
        path = context.path
        assert path is not None
        self.form = SecretForm(path, "继续")
        self.form.proved.connect(self._done)
        self.body.addWidget(Label("谈心谈话的内容要再输一次密码才给看、给打印、给带出。"))
        self.body.addWidget(Label("输对后五分钟内不再问；锁定后要重新输入。", "muted"))
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.close_button.setText("取消")
        self.add_button(self.form.main_button)

    def _done(self, _key: str, _password: str) -> None:
        self.accept()
        self.proved.emit()


def are_open(context: Context) -> bool:
    """Whether the words may be shown without asking: there is no password, or it was just given."""
    return not connection.is_protected() or time.monotonic() < context.words_open_until


def ask(context: Context, parent: QWidget | None, then: Callable[[], None]) -> None:
    """Do `then` at once if the words are open, else when the password has been given."""
    if are_open(context):
        then()
        return

    def proved() -> None:
        context.words_open_until = time.monotonic() + _OPEN_FOR
        then()

    dialog = TalkWordsDialog(context, parent)
    dialog.proved.connect(proved)
    dialog.open()
