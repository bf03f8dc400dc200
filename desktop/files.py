"""Data files in the window: opening, making, backing up, coming back, exporting, the sample.

Whatever stands in the way is said in one sentence, and what can be done about it is offered.
"""

import datetime as dt
import logging
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from db import backup, connection, places, protection
from db.connection import SUFFIX
from db.errors import Damaged, Locked, Refused
from db.places import Kind
from db.spec import Tree
from desktop import paths
from desktop.app import FILTER, Context
from desktop.dialogs.password import PasswordDialog
from desktop.dialogs.place import LEAVE, MOVE, STAY, PlaceDialog

log = logging.getLogger(__name__)


class Host(Protocol):
    """What the window does for its files."""

    def may_leave(self) -> bool:
        """Whether the page shown may be left; it saves what is open or says why not."""

    def refuse(self, text: str, tone: str = "caution") -> None:
        """Say a sentence where it is seen, with a file open or without."""


class FileDesk(QObject):
    """`made` after a new data file, `came` after one was opened; both when it is open.
    `not_made` says in a sentence why a new data file could not be made; `backed_up` when a copy
    was made on demand (15:42); `old` when the backups in the second place are old;
    `opened_by_key` when the password was forgotten and the recovery key opened the file."""

    made = Signal()
    backed_up = Signal(str)
    not_made = Signal(str)
    came = Signal()
    old = Signal(str)
    opened_by_key = Signal()

    def __init__(self, context: Context, host: Host, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._host = host
        self._window = window
        self._age_told: dt.date | None = None
        context.backups.looked.connect(self._say_age_daily)
        self.recent = QMenu("最近的文件", window)
        self.recent.aboutToShow.connect(self._fill_recent)

    def open_path(self, path: Path, *, readonly: bool = False, key: str = "") -> bool:
        """Open a data file in place of the present one; whether it is open now.

        `key` is the recovery key of one with a password; without it the person is asked first.
        """
        if not self._host.may_leave():
            return False
        if not key and _has_password(path):
            self._ask_password(path, readonly=readonly)
            return False
        if not readonly and (moved := self._placed_well(path)) != path:
            return moved is not None and self.open_path(moved, key=key)
        before, former = self._context.path, present_key()
        try:
            self._context.open_file(path, readonly=readonly, key=key)
        except Locked as refusal:
            self._reopen(before, former)
            text = f"{refusal}\n只读打开可以查看和打印，不能修改。"
            if self._context.ask("文件正在使用中", text, "以只读方式打开"):
                return self.open_path(path, readonly=True, key=key)
            self._host.refuse(str(refusal))
            return False
        except Refused as refusal:
            self._reopen(before, former)
            self._host.refuse(str(refusal))
            if isinstance(refusal, Damaged) and backup.existing(path):
                self._offer_backups(path)
            return False
        self.came.emit()
        self.say_age()
        return True

    def reopen(self) -> None:
        """Open the present file again, whose state has changed."""
        if (path := self._context.path) is not None:
            self.open_path(path, key=present_key())

    def _ask_password(self, path: Path, *, readonly: bool) -> None:
        dialog = PasswordDialog(path, self._window)

        def proved(key: str, password: str) -> None:
            if self.open_path(path, readonly=readonly, key=key) and not password:
                self.opened_by_key.emit()

        dialog.proved.connect(proved)
        dialog.backups_wanted.connect(partial(self._offer_backups, path))
        dialog.open()

    def _placed_well(self, path: Path) -> Path | None:
        """Return the file to open for one in a place where nobody should work; None for none.

        The person may have a copy made on this computer, or go on knowingly.
        """
        answer = self._asked_of_place(path) if path.is_file() else STAY
        if answer == STAY:
            return path
        return self._copied_here(path) if answer == MOVE else None

    def _asked_of_place(self, path: Path, *, fresh: bool = False) -> str:
        """Return `STAY` for a good place and where the person wants to go on, else the answer."""
        known = self._context.settings.preferences.unusual_places
        place = places.place_of(path)
        if place is None or place.kind is Kind.READ_ONLY or str(path) in known:
            return STAY
        answer = PlaceDialog(self._context, place, path, self._window, fresh=fresh).answer()
        if answer == STAY:
            self._context.settings.change(unusual_places=(*known, str(path)))
        return answer

    def _copied_here(self, path: Path) -> Path | None:
        """Copy a data file to the documents of this computer, verified; None when refused."""
        target = _free_here(path)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            backup.copy_closed(path, target)
        except (Refused, OSError) as refusal:
            self._host.refuse(f"没有复制到本机：{refusal}")
            return None
        self._context.say(f"已复制到“{target}”并打开，以后请用这一份；原来的文件没有动。")
        return target

    def create(self, path: Path, organisations: list[Tree]) -> None:
        """Make a data file that holds these organisations; asks when the place is unusual."""
        answer = self._asked_of_place(path, fresh=True)
        if answer == LEAVE:
            return
        if answer == MOVE:
            path = _free_here(path)
        try:
            if answer == MOVE or path.parent == paths.documents():  # proposed by the program
                path.parent.mkdir(parents=True, exist_ok=True)
            self._context.create_file(path, organisations)
        except (Refused, OSError) as refusal:
            self.not_made.emit(str(refusal))
            return
        self.made.emit()
        if answer == MOVE:
            self._context.say(f"数据文件放在本机：{path}")

    def choose(self) -> None:
        """Let the person choose the file to open."""
        path = self._context.choose_open("打开数据文件", FILTER)
        if path is not None:
            self.open_path(path)

    def close(self) -> None:
        """Close the file."""
        if self._host.may_leave():
            self._context.close_file()

    def back_up_to(self) -> None:
        """Write a verified copy where the person wants it."""
        path = self._context.path
        if path is None or not self._host.may_leave():
            return
        name = f"{path.stem} 备份 {self._context.today():%Y-%m-%d}{SUFFIX}"
        target = self._context.choose_save("备份到", name, FILTER)
        if target is None:
            return
        if target.exists() and target.samefile(path):
            self._context.warn("备份不能写到正在使用的数据文件上，请换一个文件名。")
            return
        try:
            backup.backup(target)
        except Refused as refusal:
            self._context.warn(str(refusal))
            return
        self.backed_up.emit(self._context.clock())
        self._context.say(f"已备份并验证：{target}")

    def keeping(self) -> None:
        """Show where the backups lie, and choose a second place for them."""
        from desktop.dialogs.keeping import KeepingDialog

        if self._context.path is not None:
            KeepingDialog(self._context, self._window).open()

    def say_age(self) -> None:
        """Say when the backups in the second place have grown old."""
        self._age_told = self._context.today()
        days = self._context.backups.days_since_second()
        limit = self._context.settings.preferences.remind_after
        if days is not None and limit and days >= limit:
            self.old.emit(f"第二处的备份已有 {days} 天。接上U盘或移动硬盘，点“现在备份”。")

    def _say_age_daily(self) -> None:
        if self._context.path is not None and self._age_told != self._context.today():
            self.say_age()

    def restore_backup(self) -> None:
        """Come back from a backup that the person chooses."""
        path = self._context.path
        if path is not None and self._host.may_leave():
            self._offer_backups(path)

    def restore(self, source: Path, target: Path) -> None:
        """Put a backup in the place of a data file; the file as it is now is kept beside it.

        A backup has the password that the file had when it was made; one of another password is
        asked for, and one without any is told of.
        """
        if not _has_password(source):
            text = (
                "这份备份没有密码，恢复以后文件也就没有密码，拿到的人都能打开。可以再设一次密码。"
            )
            if _has_password(target) and not self._context.ask("恢复后没有密码", text, "仍然恢复"):
                return
            self._put_back(source, target, "")
        elif fits(source, key := present_key()):
            self._put_back(source, target, key)
        else:
            dialog = PasswordDialog(source, self._window, offer_backups=False)
            dialog.proved.connect(lambda key, _: self._put_back(source, target, key))
            dialog.open()

    def _put_back(self, source: Path, target: Path, key: str) -> None:
        former = present_key()
        self._context.close_file(thinning=False)  # the rotation could take this very backup
        try:
            aside = backup.restore(source, target, recovery_key=key)
        except Refused as refusal:
            self._reopen(target, former)
            self._host.refuse(str(refusal))
            return
        if self.open_path(target, key=key):
            if aside is None:
                self._context.say("已从备份恢复。")
            else:
                back = partial(self.restore, aside, target)
                text = f"已从备份恢复，原来的文件另存为“{aside.name}”。"
                self._context.say(text, "回到原来的", back)

    def export_all(self) -> None:
        """Ask what goes along, then write all records as JSON."""
        from desktop.dialogs.export_all import ExportAllDialog

        if self._context.path is not None and self._host.may_leave():
            ExportAllDialog(self._context, self._window).open()

    def open_demo(self) -> None:
        """Open the sample file in the person's documents; made first if it is not there yet."""
        if not self._host.may_leave():
            return
        path = sample_path()
        if path.exists():
            self.open_path(path)
            return
        self._context.close_file()
        self._host.refuse("正在建立示例，几秒钟就好…", "now")
        # After the sentence has been drawn: the work takes some seconds.
        QTimer.singleShot(50, self, self._build_demo)

    def _build_demo(self) -> None:
        from db import demo

        path = sample_path()
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            demo.build(path, today=self._context.today().isoformat())
        except (Refused, OSError) as refusal:
            self._host.refuse(f"示例没有建成：{refusal}")
            return
        finally:
            QApplication.restoreOverrideCursor()
        self.open_path(path)

    def _reopen(self, path: Path | None, key: str) -> None:
        if path is not None:
            try:
                self._context.open_file(path, key=key)
            except Refused as refusal:
                log.warning("not reopened: %s", type(refusal).__name__)

    def _offer_backups(self, path: Path) -> None:
        from desktop.dialogs.backups import BackupsDialog

        dialog = BackupsDialog(self._context, path, self._window)
        dialog.chosen.connect(self.restore)
        dialog.open()

    def _fill_recent(self) -> None:
        self.recent.clear()
        for name in self._context.settings.preferences.recent:
            if Path(name).is_file():
                action = self.recent.addAction(Path(name).name)
                action.setToolTip(name)
                action.setData(name)
                action.triggered.connect(self._recent_chosen)
        if self.recent.isEmpty():
            self.recent.addAction("（没有）").setEnabled(False)

    def _recent_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.open_path(Path(str(action.data())))


def present_key() -> str:
    """The recovery key of the open file, "" when it has none."""
    return protection.recovery_key() if connection.is_protected() else ""


def fits(path: Path, key: str) -> bool:
    """Whether a recovery key opens a file."""
    try:
        return bool(key) and connection.prove(path, recovery_key=key) == key
    except Refused:
        return False


def _has_password(path: Path) -> bool:
    try:
        return connection.looks_protected(path)
    except Refused:  # opening it will say what is wrong
        return False


def _free_here(path: Path) -> Path:
    """Return a free name for a data file on this computer, in the documents where they are so.

    OneDrive likes to take the documents over; then it is a folder of the person.
    """
    folder = paths.documents()
    if places.place_of(folder / path.name) is not None:
        folder = Path.home() / "支部工作台"
    target, count = folder / path.name, 1
    while target.exists():
        count += 1
        target = folder / f"{path.stem}（{count}）{path.suffix}"
    return target


def sample_path() -> Path:
    """Where the sample file lies."""
    return paths.documents() / f"支部工作台示例{SUFFIX}"
