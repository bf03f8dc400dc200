"""The backups of the open file: on closing, daily, before what changes many records, elsewhere."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from db import backup, connection, operations
from db.backup import Occasion
from db.errors import Refused
from desktop.settings import Settings
from desktop.tasks import Tasks

_LOOKED_EVERY = 10 * 60 * 1000  # milliseconds: whether a daily backup is due
_DAY = dt.timedelta(days=1)


class BackupKeeper(QObject):
    """Makes the backups and says by `warn` what stands in their way; `backed_up` after each."""

    backed_up = Signal()
    looked = Signal()  # whether a daily backup is due; every ten minutes

    def __init__(
        self, settings: Settings, tasks: Tasks, warn: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._tasks = tasks
        self._warn = warn
        self._kept = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOKED_EVERY)
        self._timer.timeout.connect(self.daily)
        self._timer.timeout.connect(self.looked)

    def wall_clock(self) -> dt.datetime:
        """This moment in local time, as the names of backups tell it."""
        return dt.datetime.now()  # noqa: DTZ005 - as people read it

    def begin(self) -> None:
        """Look after the file that was opened."""
        self._kept = backup.steps_kept()
        self._timer.start()

    def end(self) -> None:
        """Look after nothing: the file is being closed."""
        self._timer.stop()

    @property
    def is_due(self) -> bool:
        """Whether anything was changed since the last backup, also in a session that crashed."""
        return not connection.is_readonly() and operations.last_step() > self._kept

    @property
    def second_place(self) -> Path | None:
        """Where backups of the open file are kept a second time, None for nowhere."""
        path = connection.current_path()
        return self._settings.second_place(path) if path else None

    def back_up(self, occasion: Occasion, *, thinning: bool = True) -> Path:
        """Make a verified copy beside the file; raises `Refused`."""
        made = backup.automatic(self.wall_clock(), occasion, thinning=thinning)
        self._kept = operations.last_step()
        if made.problems:
            self._warn(
                f"备份做好了，但数据文件里{made.problems[0]}，请从以前的备份找回这个附件；"
                "在此以前旧备份一份也不清理。"
            )
        self.backed_up.emit()
        return made.path

    def back_up_elsewhere(self, occasion: Occasion, *, thinning: bool = True) -> Path | None:
        """Make a verified copy in the second place; None when it is not there.

        A stick that is not plugged in is nothing to speak of, its age is watched instead. Raises
        `Refused`.
        """
        place = self.second_place
        if place is None or not place.is_dir():
            return None
        made = backup.automatic(self.wall_clock(), occasion, place=place, thinning=thinning)
        if (path := connection.current_path()) is not None:
            self._settings.remember_second(path, made.made_at.date())
        self.backed_up.emit()
        return made.path

    def everywhere(self, occasion: Occasion, *, thinning: bool = True) -> None:
        """Back up beside the file, then in the second place; raises `Refused` for either."""
        self.back_up(occasion, thinning=thinning)
        try:
            self.back_up_elsewhere(occasion, thinning=thinning)
        except Refused as refusal:
            raise Refused(f"第二处备份没有成功：{refusal}") from refusal

    def daily(self) -> None:
        """Back up now if a day has passed since the last time and something was changed."""
        path = connection.current_path()
        if path is None or self._tasks.busy or not self.is_due:
            return
        ages = [self.wall_clock() - each.made_at for each in backup.existing(path)]
        if not any(dt.timedelta() <= age < _DAY for age in ages):  # none made by a wrong clock
            try:
                self.everywhere(Occasion.DAILY)
            except Refused as refusal:
                self._warn(f"今天的备份没有做成：{refusal}")

    def before(self, occasion: Occasion) -> None:
        """Back up before many records are changed, unless nothing was since the last time.

        Raises `Refused`: what was to be done must then not be done.
        """
        if backup.before(occasion, self.wall_clock()) is not None:
            self._kept = operations.last_step()
            self.backed_up.emit()

    def days_since_second(self) -> int | None:
        """How many days old the newest backup in the second place is, as far as it is known.

        None without a second place. The age is remembered, so that it is known while the stick is
        not plugged in; a place that never got a backup counts from when it was chosen.
        """
        path, place = connection.current_path(), self.second_place
        if path is None or place is None:
            return None
        now = self.wall_clock()
        if place.is_dir() and (made := backup.existing(path, place)):
            self._settings.remember_second(path, made[0].made_at.date())
        known = self._settings.last_second(path)
        return (now.date() - known).days if known else None
