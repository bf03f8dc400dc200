"""Where the backups of a data file lie and how old they are; a second place for them."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from db import backup
from db.backup import Occasion
from db.errors import Refused
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.editors import ChoiceEditor
from desktop.footer import friendly
from desktop.widgets import Button, Card, Label, row


class KeepingDialog(Dialog):
    """Where backups lie, how old they are, and a second place for them."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__("备份和存放", parent, width=680, height=470)
        self._context = context
        self.here, self.there, self.error = Label(""), Label(""), Label("", "error")
        self.error.hide()
        self.now_button = Button("现在备份", "hard-drive", "primary")
        self.now_button.clicked.connect(self._back_up)
        self.now_button.setEnabled(not context.readonly)
        self.choose_button = Button("选择文件夹…", "folder-open")
        self.choose_button.clicked.connect(self._choose)
        self.forget_button = Button("不再使用", "x", "ghost")
        self.forget_button.clicked.connect(self._forget)
        self.days = ChoiceEditor(
            (("7", "7 天"), ("14", "14 天"), ("30", "30 天"), ("0", "不提醒")), empty=None
        )
        self.days.set_name("第二处多久没有备份就提醒")
        self.days.set_value(str(context.settings.preferences.remind_after))
        self.days.changed.connect(self._days_chosen)
        self._lay_out()
        context.backups.backed_up.connect(self.refresh)
        self.add_button(self.now_button)
        self.refresh()

    def _lay_out(self) -> None:
        first = Card(role="box", margin=12)
        first.body.addWidget(Label("数据文件旁边", "section"))
        first.body.addWidget(self.here)
        folder = Button("打开文件夹", "folder-open", "link")
        folder.clicked.connect(self._open_folder)
        first.body.addLayout(row(folder, None))
        second = Card(role="box", margin=12)
        second.body.addWidget(Label("第二处（U盘、移动硬盘、同步盘）", "section"))
        second.body.addWidget(self.there)
        second.body.addLayout(row(self.choose_button, self.forget_button, None))
        second.body.addLayout(
            row(Label("多久没有备份就提醒", "muted", wrap=False), self.days, None)
        )
        self.body.addWidget(
            Label(
                "改动过就在关闭时、每天、导入和合并前自动备份，开过、查过、数过才算。"
                "近两天的都留着，再往前每天、每周、每月、每年留一份。"
            )
        )
        self.body.addWidget(first)
        self.body.addWidget(second)
        self.body.addWidget(self.error)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Say how it stands with both places."""
        path, place = self._context.path, self._context.backups.second_place
        if path is None:
            return
        self.here.setText(self._told(path, None))
        if place is None:
            self.there.setText("还没有。电脑坏了、丢了，旁边的备份也就没有了，请另选一处。")
        elif not place.is_dir():
            days = self._context.backups.days_since_second()
            age = f"，上次是 {days} 天前" if days else ""
            self.there.setText(f"{place}\n现在没有连接{age}。插上以后点“现在备份”。")
        else:
            self.there.setText(f"{place}\n{self._told(path, place)}")
        self.forget_button.setVisible(place is not None)

    def _told(self, path: Path, place: Path | None) -> str:
        made = backup.existing(path, place)
        folder = backup.folder_of(path, place)
        if not made:
            return "还没有备份。"
        now = self._context.backups.wall_clock()
        text = f"{len(made)} 份，最新的是{friendly(made[0].made_at, now)}，最早的是"
        text += f"{friendly(made[-1].made_at, now)}。"
        if warned := backup.warning_in(folder):
            text += f"\n核对没有通过（{warned}），旧备份都留着，一份也不清理。"
        return text

    def _back_up(self) -> None:
        self.error.hide()
        said = []
        for way, where in (
            (self._context.backups.back_up, "旁边"),
            (self._context.backups.back_up_elsewhere, "第二处"),
        ):
            try:
                if way(Occasion.HAND) is not None:
                    said.append(where)
            except Refused as refusal:
                self.error.setText(str(refusal))
                self.error.show()
        if said:
            self._context.say(f"已备份并核对：{'、'.join(said)}。")
        self.refresh()

    def _choose(self) -> None:
        path = self._context.path
        folder = self._context.choose_folder("第二处备份放在哪里")
        if path is None or folder is None:
            return
        if backup.folder_of(path).is_relative_to(folder) or folder.is_relative_to(path.parent):
            self.error.setText("这个文件夹和数据文件在一起，不算第二处，请选U盘或别的磁盘。")
            self.error.show()
            return
        self.error.hide()
        self._context.settings.set_second_place(path, folder, self._context.today())
        self.refresh()

    def _forget(self) -> None:
        if self._context.path is not None:
            self._context.settings.set_second_place(self._context.path, None, self._context.today())
            self.refresh()

    def _days_chosen(self) -> None:
        self._context.settings.change(remind_after=int(self.days.value() or 0))

    def _open_folder(self) -> None:
        if self._context.path is not None:
            folder = backup.folder_of(self._context.path)
            self._context.open_path(folder if folder.is_dir() else self._context.path.parent)
