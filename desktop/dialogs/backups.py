"""Coming back from a backup: the automatic ones by date, or any other file."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db import backup
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.footer import friendly
from desktop.widgets import Button, Card, CardList, CardRow, EmptyState, Label


class BackupsDialog(Dialog):
    """`chosen(backup, file)` says what to come back from; nothing happens here yet."""

    chosen = Signal(object, object)

    def __init__(self, context: Context, path: Path, parent: QWidget | None) -> None:
        super().__init__("从备份恢复", parent, width=620, height=460)
        self._context = context
        self._path = path
        text = Label(f"选一份备份，放回“{path.name}”的位置。现在的文件会先另存一份，不会丢。")
        self.list = CardList("备份")
        now = dt.datetime.now()  # noqa: DTZ005 - local time, as people read it
        rows = [
            CardRow(str(each.path), friendly(each.made_at, now), each.path.name)
            for each in backup.existing(path)
        ]
        self.list.set_rows(rows)
        self.list.opened.connect(self._use)
        self.body.addWidget(text)
        use = Button("恢复这一份", "history", "primary")
        use.clicked.connect(self._use)
        other = Button("选择别的文件…", "folder-open")
        other.clicked.connect(self._other)
        if rows:
            self.list.select(rows[0].uid)
            card = Card(margin=1)
            card.body.addWidget(self.list)
            self.body.addWidget(card, 1)
        else:
            self.body.addWidget(EmptyState("这个数据文件旁边还没有自动备份。"), 1)
        self.add_button(other)
        if rows:
            self.add_button(use)

    def _use(self) -> None:
        uid = self.list.selected()
        if uid:
            self.chosen.emit(Path(uid), self._path)
            self.close()

    def _other(self) -> None:
        path = self._context.choose_open("选择备份文件")
        if path is not None:
            self.chosen.emit(path, self._path)
            self.close()
