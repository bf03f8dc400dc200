"""The one object that pages are given: the open file, the place, the way to change and to ask.

Every change of data goes through `Context.run`; afterwards one signal says what changed. Every
question to the person goes through `ask` and the choosers, so tests answer in one place.
"""

import datetime as dt
import getpass
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from db import connection, drafts, operations, queries
from db.backup import Occasion
from db.errors import Invalid, Refused
from db.file_names import safe_name
from db.operations import Changes
from db.records import spec as spec_of
from db.spec import RecordSpec, Tree
from desktop import errors, paths, scratch
from desktop.backup_keeper import BackupKeeper
from desktop.draft_keeper import DraftKeeper, Form
from desktop.settings import Settings
from desktop.tasks import Tasks
from desktop.theme import Theme

log = logging.getLogger(__name__)

Operation = Callable[[], Changes]
SUFFIX = connection.SUFFIX
FILTER = f"支部工作台数据文件 (*{SUFFIX})"


@dataclass(frozen=True)
class Wish:
    """A record that is to be begun in its own tab, and what is known of it beforehand.

    ``fresh`` says that its day may be today's; what is made up for an earlier time must be given
    its real day by the person.
    """

    record_type: str
    kind: str = ""
    group: str = ""
    year: int = 0
    month: int = 0
    fresh: bool = True


def _nothing_open() -> bool:
    return True


class Context(QObject):
    """What a page may know and do beyond its own widgets.

    `changed(Changes, initiator)` after every change of data; `place_changed` when another branch
    or year is looked at; `opened` when a file was opened or closed; `saved("15:42")`;
    `said(text, button, action)` for the toast; `warned(text)` for the banner;
    `leave_page()` saves what is open in the page shown, or says why not: the window answers it.
    `travelled(record_type, uid, target)` to jump to a record, `wished(Wish)` to begin one.
    """

    changed = Signal(object, object)
    place_changed = Signal()
    opened = Signal()
    saved = Signal(str)
    said = Signal(str, str, object)
    warned = Signal(str)
    travelled = Signal(str, str, object)
    wished = Signal(object)

    def __init__(self, settings: Settings, tasks: Tasks, theme: Theme) -> None:
        super().__init__()
        self.settings = settings
        self.tasks = tasks
        self.theme = theme
        self.leave_page: Callable[[], bool] = _nothing_open
        self.branch = ""
        self.year = self.today().year
        self.since = 0
        self.words_open_until = 0.0  # of talks in a protected file; monotonic seconds
        self.backups = BackupKeeper(settings, tasks, self.warn, self)
        self._drafts = DraftKeeper(self, lambda: self._writable, lambda: self.now())
        self._drafts.failed.connect(self._drafts_fail)
        self._drafts.recovered.connect(self._drafts_recover)
        errors.attach(self.keep_drafts, self.warn)

    # The clock and the person

    def today(self) -> dt.date:
        """The day by the clock of this computer."""
        return dt.date.today()  # noqa: DTZ011 - the one place where the window asks for the day

    def now(self) -> str:
        """This moment in UTC as the data file keeps it."""
        return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def clock(self) -> str:
        """The time of day as 15:42."""
        return dt.datetime.now().astimezone().strftime("%H:%M")

    @property
    def who(self) -> str:
        """Who is writing: the name from the settings, else the name of the computer's user."""
        if name := self.settings.preferences.recorder:
            return name
        try:
            return getpass.getuser()
        except OSError:
            return "本机用户"

    # The file and the place in it

    @property
    def path(self) -> Path | None:
        """The open data file, or None."""
        return connection.current_path()

    @property
    def readonly(self) -> bool:
        """Whether the open file may only be looked at."""
        return connection.is_readonly()

    def open_file(
        self, path: Path, *, readonly: bool = False, key: str = "", since: int | None = None
    ) -> None:
        """Open a data file in place of the present one; raises `Refused` and its kinds.

        `key` is the recovery key of one that has a password; undo goes back to the step `since`
        instead of this opening.
        """
        self.close_file()
        try:
            connection.open_file(path.resolve(), readonly=readonly, recovery_key=key)
        finally:
            self._begin(since)
        self.settings.add_recent(path.resolve())

    def create_file(self, path: Path, organisations: list[Tree]) -> None:
        """Make a data file that holds these organisations; raises `Refused`."""
        kind, who, at = spec_of("organisation"), self.who, self.now()
        trees = [(kind, tree) for tree in organisations]

        def fill() -> None:
            operations.save_many(trees, name="新建数据文件", who=who, at=at)

        self.close_file()
        try:
            connection.create(path.resolve(), fill)
        finally:
            self._begin()
        self.settings.add_recent(path.resolve())

    def close_file(self, *, without_backup: bool = False, thinning: bool = True) -> None:
        """Close the file; when it was changed, a verified backup is made first.

        ``thinning`` False deletes no older backup for it: one of them is to be gone back to.

        The pages were left before, so what they held is saved or given up: no draft stays.
        """
        if self.path is None:
            return
        self._drafts.drop_all()
        if not without_backup and (sentence := self.back_up_before_closing(thinning=thinning)):
            self.warn(f"关闭时没有备份成功：{sentence}")
        self.let_go()

    def let_go(self) -> None:
        """Close the file without a backup; the drafts that were kept stay in it."""
        self.backups.end()
        self._drafts.stop()
        self.words_open_until = 0.0
        if connection.is_protected() and (clipboard := QApplication.clipboard()).ownsClipboard():
            clipboard.clear()
        scratch.clear()
        connection.close()
        self.opened.emit()

    def back_up_before_closing(self, *, thinning: bool = True) -> str:
        """Make the backups of closing when one is due; "" or the sentence why there is none."""
        if self.path is None or not self.settings.preferences.backup_on_close:
            return ""
        try:
            with connection.translated(self.path):
                if self.backups.is_due:
                    self.backups.everywhere(Occasion.CLOSING, thinning=thinning)
        except Refused as refusal:
            return str(refusal)
        return ""

    @property
    def unsaved_backup(self) -> bool:
        """Whether anything was changed since the last backup, also in a session that crashed."""
        return self.backups.is_due

    def back_up(self) -> Path:
        """Make a verified copy beside the file, as on closing; raises `Refused`."""
        return self.backups.back_up(Occasion.HAND)

    def _begin(self, since: int | None = None) -> None:
        self.branch = ""
        self.year = self.today().year
        if self.path is not None:
            self.since = operations.last_step() if since is None else since
            self.backups.begin()
            known = [row["uid"] for row in queries.organisations()]
            first = [row["uid"] for row in queries.branches()] + known
            last = self.settings.preferences.last_branch
            self.branch = last if last in known else (first[0] if first else "")
            self._drafts.start()
        self.opened.emit()

    def set_branch(self, uid: str) -> None:
        """Look at another branch from now on."""
        if uid != self.branch:
            self.branch = uid
            self.settings.change(last_branch=uid)
            self.place_changed.emit()

    def set_year(self, year: int) -> None:
        """Look at another year from now on."""
        if year != self.year:
            self.year = year
            self.place_changed.emit()

    def go(self, record_type: str, uid: str, target: object = None) -> None:
        """Show a record in its own tab; `target` is the path of a field, if one is meant."""
        self.travelled.emit(record_type, uid, target)

    def begin(self, wish: Wish) -> None:
        """Begin a record in its own tab, filled in with what is known of it."""
        self.wished.emit(wish)

    # Changes

    def run(
        self,
        operation: Operation,
        initiator: object = None,
        *,
        invalid: Callable[[dict[str, str]], None] | None = None,
        refused: Callable[[str], None] | None = None,
        after_backup: Occasion | None = None,
    ) -> Changes | None:
        """Do a change and tell everybody; None when it was refused, which has then been said.

        `invalid` gets the sentence per field; without it and without `refused` the banner says it.
        What changes many records at once is done `after_backup` alone.
        """
        try:
            if after_backup is not None:
                self.backups.before(after_backup)
            changes = operation()
        except Invalid as error:
            if invalid is not None:
                invalid(error.errors)
            else:
                (refused or self.warn)(str(error))
            return None
        except Refused as error:
            (refused or self.warn)(str(error))
            return None
        except Exception as error:
            if sentence := connection.trouble(error):
                (refused or self.warn)(sentence)
            else:
                errors.report(error)
            return None
        self.tell(changes, initiator)
        return changes

    def tell(self, changes: Changes, initiator: object = None) -> None:
        """Let everybody know of a change that was made (by `run`, or by an import)."""
        self.changed.emit(changes, initiator)
        self.saved.emit(self.clock())

    def save(
        self,
        kind: RecordSpec,
        tree: Tree,
        initiator: object = None,
        *,
        reason: str = "",
        invalid: Callable[[dict[str, str]], None] | None = None,
        refused: Callable[[str], None] | None = None,
    ) -> Changes | None:
        """Save one record, new or changed, and forget its draft."""
        who, at = self.who, self.now()

        def operation() -> Changes:
            return operations.save(kind, tree, who=who, at=at, reason=reason)

        changes = self.run(operation, initiator, invalid=invalid, refused=refused)
        if changes is not None:
            self.drop_draft(tree["uid"])
        return changes

    def delete(self, kind: RecordSpec, uid: str, initiator: object = None) -> Changes | None:
        """Put a record into the bin and offer to take it back."""
        who, at = self.who, self.now()

        def operation() -> Changes:
            return operations.delete(kind, uid, who=who, at=at)

        changes = self.run(operation, initiator)
        if changes is not None:
            self.drop_draft(uid)
            self.say("已放入回收站。", "撤销", self.undo)
        return changes

    def restore(self, kind: RecordSpec, uid: str, initiator: object = None) -> Changes | None:
        """Take a record out of the bin."""
        who, at = self.who, self.now()

        def operation() -> Changes:
            return operations.restore(kind, uid, who=who, at=at)

        return self.run(operation, initiator)

    def undo_name(self) -> str:
        """The name of the step that Ctrl+Z takes back, "" when there is none in this session."""
        step = operations.undoable(self.since) if self._writable else None
        return step.name if step else ""

    def redo_name(self) -> str:
        """The name of the step that was undone last, "" when there is none."""
        step = operations.redoable(self.since) if self._writable else None
        return step.name.removeprefix("撤销：") if step else ""

    def undo(self) -> Changes | None:
        """Take the last change of this session back, and show where on demand."""
        name, who, at, since = self.undo_name(), self.who, self.now(), self.since
        changes = self.run(lambda: operations.undo(who=who, at=at, since=since))
        if changes is not None:
            self._say_where(f"已撤销：{name}", changes, "重做", self.redo)
        return changes

    def redo(self) -> Changes | None:
        """Do again what was undone last, and show where on demand."""
        name, who, at, since = self.redo_name(), self.who, self.now(), self.since
        changes = self.run(lambda: operations.redo(who=who, at=at, since=since))
        if changes is not None:
            self._say_where(f"已重做：{name}", changes, "撤销", self.undo)
        return changes

    def _say_where(
        self, text: str, changes: Changes, button: str, action: Callable[[], Any]
    ) -> None:
        """Offer to look at a record that was changed; the way back when none is left to look at."""
        for record_type, uid in changes.records:
            if queries.is_living(spec_of(record_type), uid):
                self.say(text, "查看", partial(self.go, record_type, uid))
                return
        self.say(text, button, action)

    @property
    def _writable(self) -> bool:
        return self.path is not None and not self.readonly

    # Drafts

    def track(self, form: Form) -> None:
        """Keep what stands unsaved in `form` every few seconds, for the case of a crash."""
        self._drafts.track(form)

    def untrack(self, form: Form) -> None:
        """Stop keeping it: it was saved or given up, so its draft goes."""
        self._drafts.untrack(form)

    @property
    def tracked(self) -> tuple[Form, ...]:
        """The forms whose drafts are kept."""
        return self._drafts.forms

    def drop_draft(self, uid: str) -> None:
        """Forget the draft of a record: it was saved, or given up."""
        self._drafts.drop(uid)

    def keep_drafts(self) -> bool:
        """Keep the drafts of all open forms now; whether they are kept."""
        return self._drafts.keep()

    def left_behind(self) -> list[drafts.Pending]:
        """The drafts of no form that is open now: what a crash left, newest first."""
        return self._drafts.left_behind()

    def put_back(self, given_up: list[drafts.Pending]) -> None:
        """Keep drafts again that were given up."""
        try:
            for each in given_up:
                drafts.keep(each.record_type, each.tree, each.kept_at)
        except Refused as refusal:
            self.warn(str(refusal))

    def _drafts_fail(self, sentence: str) -> None:
        self.warn(f"草稿没有保住：{sentence}")

    def _drafts_recover(self) -> None:
        self.say("草稿又能保住了。")

    # Speaking with the person

    def say(self, text: str, button: str = "", action: Callable[[], Any] | None = None) -> None:
        """A short notice that goes by itself, with at most one button."""
        self.said.emit(text, button, action)

    def warn(self, text: str) -> None:
        """A sentence that stays until it is put away."""
        log.info("a warning was shown")
        self.warned.emit(text)

    def ask(self, title: str, text: str, yes: str, no: str = "取消") -> bool:
        """A question with two answers; only for what cannot be undone."""
        box = QMessageBox(QMessageBox.Icon.Question, title, title, parent=self._window())
        box.setInformativeText(text)
        agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.exec()
        agreed = box.clickedButton() is agree
        box.deleteLater()
        return agreed

    def choose_open(self, title: str, pattern: str = FILTER) -> Path | None:
        """Let the person choose a file to read."""
        name, _ = QFileDialog.getOpenFileName(self._window(), title, self._folder(), pattern)
        return self._chosen(name)

    def choose_several(self, title: str, pattern: str) -> list[Path]:
        """Let the person choose files to read."""
        names, _ = QFileDialog.getOpenFileNames(self._window(), title, self._folder(), pattern)
        return [path for name in names if (path := self._chosen(name)) is not None]

    def choose_save(self, title: str, name: str, pattern: str) -> Path | None:
        """Let the person choose where to write; the usual ending is added when none is given."""
        start = str(Path(self._folder()) / safe_name(name))
        chosen, kind = QFileDialog.getSaveFileName(self._window(), title, start, pattern)
        path = self._chosen(chosen)
        if path is None:
            return None
        endings = re.findall(r"\*(\.\w+)", pattern)
        wanted = next(iter(re.findall(r"\*(\.\w+)", kind)), Path(name).suffix)
        if endings and path.suffix.lower() not in endings:
            meant = path.with_name(path.name + wanted)
        elif path.name == Path(name).name:  # the proposed name left, another kind chosen
            meant = path.with_suffix(wanted)
        else:
            return path
        return meant if meant == path or self._may_replace(meant) else None

    def _may_replace(self, path: Path) -> bool:
        """Ask what the system's dialog could not ask: it did not know the ending."""
        text = f"“{path.name}”已经在这个文件夹里，替换后原来的内容就没有了。"
        return not path.exists() or self.ask("替换这个文件吗？", text, "替换")

    def choose_folder(self, title: str) -> Path | None:
        """Let the person choose a folder."""
        name = QFileDialog.getExistingDirectory(self._window(), title, self._folder())
        return self._chosen(name)

    def open_path(self, path: Path) -> None:
        """Open a file or folder with the program that the system has for it."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.warn(f"系统没有能打开它的程序，文件在：{path}")

    def _chosen(self, name: str) -> Path | None:
        if not name:
            return None
        path = Path(name)
        self.settings.change(last_folder=str(path if path.is_dir() else path.parent))
        return path

    def _folder(self) -> str:
        last = self.settings.preferences.last_folder
        folders = [Path(last)] if last else []
        known = [folder for folder in (*folders, paths.documents()) if folder.is_dir()]
        return str(known[0] if known else Path.home())

    def _window(self) -> QWidget | None:
        return QApplication.activeWindow()
