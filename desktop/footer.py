"""The foot of the window: when it was saved and backed up, work in progress, no network."""

import datetime as dt

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from db import backup
from desktop.app import Context
from desktop.icons import paint_icon
from desktop.tasks import Job
from desktop.theme import px
from desktop.widgets import Button, Label


class _Glyph(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def sizeHint(self) -> QSize:
        return QSize(px(16), px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        area = QRect(0, 0, self.width(), self.height())
        paint_icon(QPainter(self), self._name, area, "muted", px(14))


class Footer(QFrame):
    """Quiet facts in words; a job shows how far it is and can be cancelled."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._job: Job | None = None
        self.setProperty("role", "footer")
        self._check = _Glyph("check")
        self.saved = Label("", "muted", wrap=False)
        self.backed_up = Label("", "muted", wrap=False)
        self._title = Label("", "muted", wrap=False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(px(140))
        self._bar.setMaximumHeight(px(8))
        self._cancel = Button("取消", "", "link")
        self._cancel.clicked.connect(self._cancel_job)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 5, 16, 5)
        layout.setSpacing(6)
        layout.addWidget(self._check)
        layout.addWidget(self.saved)
        layout.addSpacing(12)
        layout.addWidget(self.backed_up)
        layout.addStretch(1)
        layout.addWidget(self._title)
        layout.addWidget(self._bar)
        layout.addWidget(self._cancel)
        layout.addSpacing(12)
        layout.addWidget(_Glyph("wifi-off"))
        layout.addWidget(Label("本程序不联网", "muted", wrap=False))
        context.saved.connect(self._saved)
        context.backups.backed_up.connect(self._tell_backup)
        context.tasks.started.connect(self._started)
        context.tasks.ended.connect(self._ended)
        self._show_job(None)

    def refresh(self) -> None:
        """Say how it stands with the open file."""
        path = self._context.path
        self._check.setVisible(path is not None)
        self.backed_up.setVisible(path is not None)
        if path is None:
            self.saved.setText("没有打开数据文件")
            return
        self.saved.setText("只读打开，不能修改" if self._context.readonly else "已打开")
        self._tell_backup()

    def say_locked(self) -> None:
        """Say that a file is locked, not away."""
        self.saved.setText("已锁定")

    def _tell_backup(self) -> None:
        path = self._context.path
        made = backup.existing(path) if path else []
        now = self._context.backups.wall_clock()
        when = f"上次备份 {friendly(made[0].made_at, now)} · 已验证" if made else "还没有备份"
        self.backed_up.setText(when)

    def say_backed_up(self, clock: str) -> None:
        """Say that a verified copy was made just now, wherever it lies."""
        self.backed_up.setText(f"上次备份 今天 {clock} · 已验证")

    def _saved(self, clock: str) -> None:
        self.saved.setText(f"已保存 {clock}")

    def _started(self, job: Job) -> None:
        self._show_job(job)
        job.progressed.connect(self._progressed)

    def _ended(self, job: Job) -> None:
        if job is self._job:
            self._show_job(None)

    def _progressed(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if self._job is not None:
            count = f" {done}/{total}" if total else ""
            self._title.setText(f"{self._job.title}{count} {text}".strip())

    def _show_job(self, job: Job | None) -> None:
        self._job = job
        for widget in (self._title, self._bar, self._cancel):
            widget.setVisible(job is not None)
        if job is not None:
            self._title.setText(job.title)
            self._bar.setRange(0, 0)
            self._cancel.setEnabled(True)

    def _cancel_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._title.setText("正在停下…")
            self._cancel.setEnabled(False)


def friendly(moment: dt.datetime, now: dt.datetime) -> str:
    """A moment as 今天 08:31, 昨天 17:02, 3月27日 or 2025年3月27日."""
    days = (now.date() - moment.date()).days
    if days in (0, 1):
        return f"{'昨天' if days else '今天'} {moment:%H:%M}"
    year = "" if moment.year == now.year else f"{moment.year}年"
    return f"{year}{moment.month}月{moment.day}日"
