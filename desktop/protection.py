"""The password in the window: the dialog for it, locking by key and when nobody is there.

Locking closes the file, so that its key leaves the memory. What stands unsaved in a form is kept as
a draft in the encrypted file and comes back with it, by the same way as after a crash.
"""

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from db import connection, drafts, protection
from db.errors import Refused
from db.records import spec as spec_of
from desktop.app import Context
from desktop.files import FileDesk
from desktop.pages.lock import LockPage

_LOOKED_EVERY = 10_000  # milliseconds
_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class Host(Protocol):
    """What the window does for locking."""

    def current_page(self) -> QWidget | None:
        """The page in front."""

    def may_leave(self) -> bool:
        """Whether the page shown may be left; it saves what is open or says why not."""

    def offer(self, text: str, button: str, action: Callable[[], None]) -> None:
        """Say a sentence that stays, with a button for what can be done about it."""

    def open_draft(self, draft: drafts.Pending) -> None:
        """Show what was not saved."""

    def show_record(self, record_type: str, uid: str) -> None:
        """Go to a record."""

    def close(self) -> bool:
        """End the program."""


@dataclass(frozen=True)
class _Place:
    """Where somebody was, to come back there; `since` is the step up to which undo goes."""

    path: Path
    readonly: bool
    branch: str
    year: int
    since: int
    record: tuple[str, str]


class ProtectionDesk(QObject):
    """What the file menu does with the password. `page` is shown while the file is locked;
    `locked` when it has just been."""

    locked = Signal()

    def __init__(self, context: Context, files: FileDesk, host: Host, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._files = files
        self._host = host
        self._window = window
        self._place: _Place | None = None
        self.page: LockPage | None = None
        self._watching = False
        self._moved = (time.monotonic(), time.time())
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOKED_EVERY)
        self._timer.timeout.connect(self.lock_when_idle)
        context.opened.connect(self._file_changed)
        files.came.connect(self._look_for_exposed)
        files.opened_by_key.connect(self._offer_new_password)

    def manage(self) -> None:
        """Show whether the file has a password, and what can be done about it."""
        from desktop.dialogs.protection import ProtectionDialog

        if self._context.path is None or not self._host.may_leave():
            return
        dialog = ProtectionDialog(self._context, self._window)
        dialog.key_changed.connect(self._show_new_key)
        dialog.key_wanted.connect(self._show_key)
        dialog.changed.connect(self._context.opened)
        dialog.retimed.connect(self._file_changed)
        dialog.open()

    def show_log(self) -> None:
        """Show who has looked at what is covered."""
        from desktop.dialogs.disclosures import DisclosuresDialog

        if self._context.path is not None:
            DisclosuresDialog(self._context, self._window).open()

    def _show_new_key(self, key: str, left: list[Path]) -> None:
        from desktop.dialogs.recovery_key import RecoveryKeyDialog

        RecoveryKeyDialog(self._context, key, left, self._window, fresh=True).open()

    def _show_key(self, key: str) -> None:
        from desktop.dialogs.recovery_key import RecoveryKeyDialog

        RecoveryKeyDialog(self._context, key, [], self._window, fresh=False).open()

    def _offer_new_password(self) -> None:
        text = "这次是用恢复密钥打开的。密码忘了，可以现在改一个：“现在的密码”处填恢复密钥。"
        self._host.offer(text, "修改密码", self.manage)

    def _look_for_exposed(self) -> None:
        """Offer to encrypt the copies that a crash left readable for anybody."""
        if self._context.readonly:
            return
        with contextlib.suppress(Refused):
            if count := len(protection.exposed_copies()):
                text = f"这个文件有密码，它旁边却有 {count} 份副本没有加密，谁都能打开。"
                self._host.offer(text, "现在加密", self._cover_exposed)

    def _cover_exposed(self) -> None:
        left = protection.protect_copies()
        if left:
            names = "、".join(f"“{path.name}”" for path in left)
            self._context.warn(f"这些副本没有加密成，请关闭用着它的程序，或删掉它们：{names}。")
        else:
            self._context.say("旁边的副本都加密了。")

    # Locking

    def lock(self) -> None:
        """Close the file until the password is given again."""
        if not connection.is_protected():
            return
        if self._context.tasks.busy:
            self._context.warn("还有工作没有做完（打印、导出或导入），没有锁定，请等它做完再锁定。")
            return
        if self._close_dialogs():  # what waits for their answer must be through first
            QTimer.singleShot(0, self, self.lock)
            return
        context, page = self._context, self._host.current_page()
        if context.path is None or not context.keep_drafts():
            return
        shown: Callable[[], tuple[str, str]] | None = getattr(page, "shown_record", None)
        record = shown() if shown is not None else ("", "")
        branch, year = context.branch, context.year
        self._place = _Place(context.path, context.readonly, branch, year, context.since, record)
        self.page = LockPage(context.path)
        self.page.proved.connect(self._unlock)
        self.page.quit_wanted.connect(self._host.close)
        context.let_go()
        self.locked.emit()
        self._window.setWindowTitle("支部工作台 — 已锁定")
        self.page.setFocus()

    def _close_dialogs(self) -> bool:
        """Close what lies over the window; whether anything did."""
        found = False
        for _ in range(10):
            over: Any = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if over is None:
                break
            found = True
            if isinstance(over, QDialog):
                over.done(QDialog.DialogCode.Rejected)
            else:
                over.close()
        for dialog in self._window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.done(QDialog.DialogCode.Rejected)
                found = True
        return found

    def _unlock(self, key: str, _password: str) -> None:
        """Open the file again and go back to where somebody was, with what was unsaved."""
        place, page, context = self._place, self.page, self._context
        if place is None or page is None:
            return
        try:
            context.open_file(place.path, readonly=place.readonly, key=key, since=place.since)
        except Refused as refusal:
            page.say(str(refusal))
            return
        context.set_branch(place.branch)
        context.set_year(place.year)
        waiting = [] if place.readonly else drafts.pending()
        record_type, uid = place.record
        mine = [each for each in waiting if each.tree["uid"] == uid]
        if not uid and len(waiting) == 1:  # a new record, which had no place of its own yet
            mine = waiting
        if mine:
            self._host.open_draft(mine[0])
        elif uid and _lives(record_type, uid):
            self._host.show_record(record_type, uid)
        if len(waiting) > len(mine):
            self._files.came.emit()

    def _file_changed(self) -> None:
        """Watch for a person only while a protected file is open; forget the lock page then."""
        if self._context.path is not None and self.page is not None:
            self.page.deleteLater()
            self.page = self._place = None
        watch = connection.is_protected() and self._context.settings.preferences.lock_after > 0
        if watch != self._watching:
            self._watching = watch
            application = QApplication.instance()
            if application is not None and watch:
                application.installEventFilter(self)
                self._timer.start()
            elif application is not None:
                application.removeEventFilter(self)
                self._timer.stop()
        self._moved = (time.monotonic(), time.time())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self._moved = (time.monotonic(), time.time())
        return False

    def lock_when_idle(self) -> None:
        """Lock when nobody has touched the program for the time of the settings.

        By both clocks, for one of them stands still while the computer sleeps. Work that is going
        on delays it.
        """
        limit = self._context.settings.preferences.lock_after * 60
        idle = max(time.monotonic() - self._moved[0], time.time() - self._moved[1])
        if limit and idle >= limit and not self._context.tasks.busy:
            self.lock()


def _lives(record_type: str, uid: str) -> bool:
    """Whether a record can still be gone to."""
    from db import queries

    return queries.is_living(spec_of(record_type), uid)
