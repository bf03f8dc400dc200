"""Coming back from a backup: every copy by its day, what is in it, what would change."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from db import backup, backup_contents
from db.backup import Backup
from db.backup_contents import Contents
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.footer import friendly
from desktop.theme import px
from desktop.values import moment
from desktop.widgets import Button, Card, CardList, CardRow, EmptyState, Label, ScrollColumn

_MOST_STEPS = 12


class BackupsDialog(Dialog):
    """`chosen(backup, file)` says what to come back from; nothing happens here yet."""

    chosen = Signal(object, object)

    def __init__(self, context: Context, path: Path, parent: QWidget | None) -> None:
        super().__init__("从备份恢复", parent, width=880, height=540)
        self._context = context
        self._path = path
        self._copies: dict[str, Backup] = {}
        self._contents: dict[str, Contents] = {}
        self.list = CardList("备份")
        self.list.opened.connect(self._use)
        self.list.chosen.connect(self._show)
        self.about = ScrollColumn(spacing=6)
        self.use_button = Button("恢复这一份", "history", "primary")
        self.use_button.clicked.connect(self._use)
        other = Button("选择别的文件…", "folder-open")
        other.clicked.connect(self._other)
        self.body.addWidget(
            Label(f"选一份备份，放回“{path.name}”的位置。现在的文件会先另存一份，不会丢。")
        )
        self._fill()
        if self._copies:
            self.body.addWidget(self._work(), 1)
        else:
            self.body.addWidget(EmptyState("这个数据文件还没有备份。"), 1)
        self.add_button(other)
        if self._copies:
            self.add_button(self.use_button)
            self.list.select(next(iter(self._copies)))
            self._show()

    def _fill(self) -> None:
        now = self._context.backups.wall_clock()
        place = self._context.settings.second_place(self._path)
        rows = []
        for each in backup.copies(self._path, place):
            self._copies[str(each.path)] = each
            where = "第二处" if place and each.path.is_relative_to(place) else ""
            why = "，".join(part for part in (each.occasion, where) if part)
            words = f"{why}　{_size_of(each.path)}".strip("　")
            rows.append(CardRow(str(each.path), _when(each, now), words))
        self.list.set_rows(rows)

    def _work(self) -> QWidget:
        left, right = Card(margin=1), Card(role="box", margin=12)
        left.body.addWidget(self.list)
        right.body.addWidget(self.about)
        split = QSplitter()
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([px(330), px(480)])
        holder = QWidget()
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        return holder

    def _show(self) -> None:
        """Examine the chosen copy now: it is opened, checked and counted before it is offered."""
        uid = self.list.selected()
        if not uid:
            return
        if uid not in self._contents:
            self._contents[uid] = backup_contents.contents(Path(uid))
        found = self._contents[uid]
        self.use_button.setEnabled(not found.problem)
        while self.about.body.count():
            item = self.about.body.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for label in self._words(self._copies[uid], found):
            self.about.body.addWidget(label)
        self.about.body.addStretch(1)

    def _words(self, copy: Backup, found: Contents) -> list[Label]:
        made = [Label(copy.path.name, "section")]
        if found.problem:
            return [*made, Label(found.problem, "error")]
        if not found.counts:
            return [*made, Label("这份备份有另外的密码，恢复时会问，内容现在看不到。", "muted")]
        made.append(Label("已打开、核对、清点，可以恢复。", tone="done"))
        if found.last_at:
            made.append(Label(f"最后一次改动：{moment(found.last_at)}　{found.last_name}"))
        if self._context.path != self._path:
            total = sum(found.counts.values())
            return [*made, Label(f"共 {total} 条记录。")]
        change = backup_contents.difference(found)
        if not change.lost and not change.counts:
            return [*made, Label("和现在的内容一样。", "muted")]
        made.append(Label("恢复以后", "section"))
        made += [
            Label(f"{title}：现在 {now} 条，恢复后 {then} 条") for title, now, then in change.counts
        ]
        if change.lost:
            made.append(Label(f"在它以后的 {len(change.lost)} 次改动不在其中：", "section"))
            made += [Label(name, "muted") for name in change.lost[:_MOST_STEPS]]
            if len(change.lost) > _MOST_STEPS:
                made.append(Label(f"……还有 {len(change.lost) - _MOST_STEPS} 次", "muted"))
        return made

    def _use(self) -> None:
        uid = self.list.selected()
        if uid and not self._contents[uid].problem:
            self.chosen.emit(Path(uid), self._path)
            self.close()

    def _other(self) -> None:
        path = self._context.choose_open("选择备份文件")
        if path is not None:
            self.chosen.emit(path, self._path)
            self.close()


def _size(count: int) -> str:
    """A number of bytes as 15.4 MB or 820 KB."""
    return f"{count / 2**20:.1f} MB" if count >= 2**20 else f"{max(1, count // 1024)} KB"


def _size_of(path: Path) -> str:
    try:
        return _size(path.stat().st_size)
    except OSError:  # the stick was pulled out meanwhile
        return "现在读不到"


def _when(copy: Backup, now: dt.datetime) -> str:
    """今天 08:31, 3月27日 17:02."""
    told = friendly(copy.made_at, now)
    return told if ":" in told else f"{told} {copy.made_at:%H:%M}"
