"""密码保护: what state the file is in, and setting, changing and removing its password."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from db import backup, connection, protection
from db.errors import Refused
from db.protection import Outcome, Progress
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.editors import ChoiceEditor, SecretEditor
from desktop.widgets import Button, Card, Label, row

_MINUTES = (
    ("5", "5 分钟"),
    ("10", "10 分钟"),
    ("15", "15 分钟"),
    ("30", "30 分钟"),
    ("0", "不锁定"),
)
_BARE = (
    "设了密码，整个文件和它的备份都加密，没有密码谁也看不到里面的内容。"
    "忘了密码又没有恢复密钥，谁也打不开，也没有人帮得上忙。"
)


class ProtectionDialog(Dialog):
    """`key_changed(key, unconverted)` gives the recovery key of a new password and the copies that
    were not converted, `key_wanted(key)` the present one again. `changed` after the file became
    protected or is so no more; `retimed` when it is to be locked after another time."""

    key_wanted = Signal(str)
    key_changed = Signal(str, list)
    changed = Signal()
    retimed = Signal()

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        self._protected = connection.is_protected()
        super().__init__("密码保护", parent, width=620, height=520 if self._protected else 400)
        self._context = context
        self.old = SecretEditor("现在的密码，或恢复密钥")
        self.new = SecretEditor("新密码" if self._protected else "密码")
        self.again = SecretEditor("再输一次")
        self.progress, self.error = Label("", "muted"), Label("", "error")
        self.progress.hide()
        self.error.hide()
        self.set_button = Button("修改密码" if self._protected else "设置密码", "check", "primary")
        self.set_button.clicked.connect(self._set)
        self.again.entered.connect(self._set)
        self.key_button = Button("再看恢复密钥", "eye")
        self.key_button.clicked.connect(self._show_key)
        self.remove_button = Button("取消密码", "x")
        self.remove_button.clicked.connect(self._remove)
        self.idle = ChoiceEditor(_MINUTES, empty=None)
        self.idle.set_name("多久没有动静就锁定")
        self.idle.set_value(str(context.settings.preferences.lock_after))
        self.idle.changed.connect(self._idle_chosen)
        if self._protected:
            self._lay_out_protected()
        else:
            self._lay_out_bare()
        self.body.addWidget(self.progress)
        self.body.addWidget(self.error)
        self.body.addStretch(1)

    def _lay_out_bare(self) -> None:
        self.body.addWidget(Label("这个文件没有密码：拿到它的人都能打开。", "section"))
        self.body.addWidget(Label(_BARE))
        self.body.addWidget(self.new)
        self.body.addWidget(self.again)
        self.body.addWidget(
            Label(f"至少{protection.SHORTEST}个字符，可以用汉字；大小写要分清。", "muted")
        )
        self.add_button(self.set_button)

    def _lay_out_protected(self) -> None:
        self.body.addWidget(Label("这个文件有密码，和它的备份一起加密着。", "section"))
        self.body.addWidget(self.old)
        self.body.addLayout(row(self.key_button, self.remove_button, None))
        card = Card(role="box", margin=12)
        card.body.addWidget(Label("修改密码", "section"))
        card.body.addWidget(self.new)
        card.body.addWidget(self.again)
        card.body.addWidget(Label("改了以后恢复密钥也换新的，请重新打印；旧的作废。", "muted"))
        card.body.addLayout(row(self.set_button, None))
        self.body.addWidget(card)
        self.body.addLayout(row(Label("多久没有动静就锁定", wrap=False), self.idle, None))
        self.body.addWidget(Label("随时可以按 Ctrl+L 锁定。", "muted"))

    def _idle_chosen(self) -> None:
        self._context.settings.change(lock_after=int(self.idle.value() or 0))
        self.retimed.emit()

    def _set(self) -> None:
        old, new = self.old.value(), self.new.value()
        if problem := protection.password_problem(new):
            self._refuse(problem, self.new)
        elif new != self.again.value():
            self._refuse("两次输入的密码不一样，请重新输入。", self.again)
        elif self._protected:
            self._convert(lambda told, also: protection.change_password(old, new, told, also))
        else:
            self._convert(lambda told, also: protection.set_password(new, told, also))

    def _remove(self) -> None:
        old = self.old.value()
        if not self._is_right(old):
            return
        text = "取消后文件和它的备份都不再加密，拿到的人都能打开。"
        if self._context.ask("取消密码吗？", text, "取消密码", "保留密码"):
            self._convert(lambda told, also: protection.remove_password(old, told, also))

    def _show_key(self) -> None:
        if self._is_right(self.old.value()):
            self.accept()
            self.key_wanted.emit(protection.recovery_key())

    def _is_right(self, old: str) -> bool:
        if not old:
            self._refuse("请先输入现在的密码。", self.old)
        elif not protection.is_right(old):
            self._refuse("现在的密码不对，没有改动。请核对大小写和输入法后再输一次。", self.old)
        else:
            return True
        return False

    def _convert(self, change: Callable[[Progress, list[Path]], Outcome]) -> None:
        """Convert the file here and now: no other thread may be in it meanwhile."""
        context = self._context
        if context.tasks.busy:
            self._refuse("还有工作没有做完（打印、导出或导入），请等它做完再来。", self.new)
            return
        context.tasks.wait()
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        self._tell("正在转换数据文件，请不要关机…")
        try:
            outcome = change(self._told, self._elsewhere())
        except Refused as refusal:
            self.progress.hide()
            self._refuse(str(refusal), self.old if self._protected else self.new)
            return
        finally:
            QApplication.restoreOverrideCursor()
        for editor in (self.old, self.new, self.again):
            editor.set_value("")
        self.accept()
        self.changed.emit()
        if outcome.recovery_key:
            self.key_changed.emit(outcome.recovery_key, outcome.unconverted)
        elif outcome.unconverted:
            names = "、".join(f"“{path.name}”" for path in outcome.unconverted)
            context.warn(f"密码已取消；这些副本没有转换，仍要原来的密码才能打开：{names}。")
        else:
            context.say("密码已取消，文件和它的备份都不再加密。")

    def _elsewhere(self) -> list[Path]:
        """The backups in the second place, which follow too."""
        path, place = self._context.path, self._context.backups.second_place
        return [each.path for each in backup.existing(path, place)] if path and place else []

    def _told(self, done: int, total: int) -> None:
        self._tell(f"正在转换备份：{done} / {total}")

    def _tell(self, text: str) -> None:
        self.progress.setText(text)
        self.progress.show()
        self.progress.repaint()

    def _refuse(self, text: str, editor: SecretEditor) -> None:
        self.error.setText(text)
        self.error.show()
        editor.box.selectAll()
        editor.setFocus()
