"""The main window: header, pages, footer, and what the menus do."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from db import connection, drafts, queries, tree
from db.operations import Changes
from db.records import spec as spec_of
from desktop.actions import FILE, RECORD, VIEW, Actions
from desktop.app import Context, Wish
from desktop.files import FileDesk
from desktop.footer import Footer
from desktop.header import Header
from desktop.icons import icon
from desktop.left_drafts import LeftDrafts
from desktop.look import Look
from desktop.packages import PackageDesk, dropped_files
from desktop.pages import PAGES, Page
from desktop.pages.welcome import WelcomePage
from desktop.protection import ProtectionDesk
from desktop.reminder import Reminder
from desktop.theme import px
from desktop.widgets import Banner, Toast

_NARROW = 1180  # below this many pixels at 100 % a third panel folds away


class MainWindow(QMainWindow):
    """Shows one page at a time. A page is made when first shown; it may have `refresh()`,
    `show_record(type, uid, target)`, `begin_record(wish)`, `open_draft(type, tree)`,
    `leave() -> bool`, `actions() -> list[QAction]` and `set_narrow(bool)`."""

    def __init__(self, context: Context, pages: tuple[Page, ...] = PAGES) -> None:
        super().__init__()
        self.context = context
        self._entries = pages
        self._pages: dict[int, QWidget] = {}
        self._stale: set[int] = set()
        self._current = -1
        self._saved_action: object = None
        self._banner_action: Callable[[], None] | None = None
        self._reminding = False
        self.setAcceptDrops(True)
        self.setMinimumSize(900, 560)
        self._menus()
        self.header = Header(context, pages)
        self.footer = Footer(context)
        self.banner = Banner()
        self._welcome: WelcomePage | None = None
        self._place = QStackedWidget()
        self._build()
        self.toast = Toast(self)
        self.reminder = Reminder(context, self)
        self.left = LeftDrafts(context, self)
        self._connect()
        if context.path is not None:
            self._file_changed()

    def _build(self) -> None:
        centre = QWidget()
        body = QVBoxLayout(centre)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.header)
        holder = QVBoxLayout()
        holder.setContentsMargins(16, 8, 16, 0)
        holder.addWidget(self.banner)
        body.addLayout(holder)
        body.addWidget(self._place, 1)
        body.addWidget(self.footer)
        self.setCentralWidget(centre)
        self.resize(1366, 768)
        geometry = self.context.settings.geometry("window")
        if geometry is not None:
            self.restoreGeometry(geometry)

    def _connect(self) -> None:
        context = self.context
        context.leave_page = self.may_leave
        context.changed.connect(self._data_changed)
        context.place_changed.connect(self._place_changed)
        context.opened.connect(self._file_changed)
        context.said.connect(self._say)
        context.warned.connect(self._warn)
        context.travelled.connect(self.show_record)
        context.wished.connect(self.begin_record)
        context.theme.changed.connect(self._restyled)
        self.reminder.came.connect(self._remind)
        self.files.came.connect(self.left.offer)
        self.left.found.connect(self._offer_drafts)
        self.left.wanted.connect(self.open_draft)
        self.files.old.connect(self._old_backups)
        self.files.made.connect(self._file_made)
        self.protection.locked.connect(self.footer.say_locked)
        self.files.backed_up.connect(self.footer.say_backed_up)
        self.header.chosen.connect(self.show_page)
        self.header.branch_wanted.connect(self._branch_wanted)
        self.header.year_wanted.connect(self._year_wanted)
        self.toast.acted.connect(self._toast_pressed)
        self.banner.acted.connect(self._banner_pressed)

    @property
    def welcome(self) -> WelcomePage:
        """The page that is shown without a file; made when first needed."""
        if self._welcome is None:
            self._welcome = WelcomePage(self.context)
            self._welcome.open_wanted.connect(self.files.choose)
            self._welcome.demo_wanted.connect(self.files.open_demo)
            self._welcome.path_wanted.connect(self.open_path)
            self._welcome.create_wanted.connect(self.files.create)
            self.files.not_made.connect(self._welcome.say_on_form)
        return self._welcome

    def new_file(self) -> None:
        """Ask for what a new data file needs, on the welcome page."""
        if self.may_leave():
            self.context.close_file()
            self.welcome.show_form()

    def open_path(self, path: Path) -> bool:
        """Open a data file; whether it is open now."""
        return self.files.open_path(path)

    # Menus

    def undo(self) -> None:
        """Take the last change of data back."""
        if self.may_leave():
            self.context.undo()

    def redo(self) -> None:
        """Do again what was undone."""
        if self.may_leave():
            self.context.redo()

    def focus_search(self) -> None:
        """Go to the search box."""
        self.header.finder.box.setFocus()
        self.header.finder.box.selectAll()

    def show_bin(self) -> None:
        """Show the recycle bin."""
        from desktop.dialogs.bin import BinDialog

        BinDialog(self.context, self).open()

    def show_health(self) -> None:
        """Check the data file and show what was found."""
        from desktop.dialogs.health import HealthDialog

        if self.may_leave():
            HealthDialog(self.context, self).open()

    def show_shortcuts(self) -> None:
        """Show every key."""
        from desktop.dialogs.help import ShortcutsDialog, action_keys

        own = [(action.text(), action.shortcut()) for action in self._page_actions()]
        tabs = [(entry.title, entry.shortcut) for entry in self._entries]
        ShortcutsDialog(self, tabs, action_keys(own)).open()

    def show_rules(self) -> None:
        """Show the rules that the program knows, each with its source."""
        from desktop.dialogs.rules import RulesDialog

        RulesDialog(self.context, self).open()

    def show_about(self) -> None:
        """Show what program this is."""
        from desktop.dialogs.help import AboutDialog

        AboutDialog(self).open()

    # Pages

    def show_page(self, number: int) -> None:
        """Show the page of a tab, if the present one may be left."""
        if number != self._current and not self.may_leave():
            self.header.show_tab(self._current)
            return
        page = self.page(number)
        self._current = number
        self.header.show_tab(number)
        if self._reminding and number == self._tab_of("duty_note"):
            self._reminding = False
            self.banner.hide()
        if number in self._stale:
            self._stale.discard(number)
            _call(page, "refresh")
        self._fold()  # before it is seen, or the window would have to widen for a moment
        self._place.setCurrentWidget(page)
        self.context.settings.change(last_tab=self._entries[number].title)
        self._update_actions()

    def page(self, number: int) -> QWidget:
        """The page of a tab, made now if it was never shown."""
        if number not in self._pages:
            made = self._entries[number].load()(self.context)
            self._pages[number] = made
            self._place.addWidget(made)
            self._stale.add(number)
        return self._pages[number]

    def current_page(self) -> QWidget | None:
        """The page that is shown, None on the welcome page."""
        return self._pages.get(self._current)

    def show_record(self, record_type: str, uid: str, target: object = None) -> None:
        """Go to a record in the tab that shows its type, in its own branch and year.

        Without a record ("") the tab is shown as it stands.
        """
        number = self._tab_of(record_type)
        if number is None or not self.may_leave():
            return
        if not uid:
            self.show_page(number)
            return
        kind = spec_of(record_type)
        found = tree.dump_many(kind, [uid]).get(uid)
        if found is None or found["deleted_at"] is not None:
            self.context.warn("这条记录已不在，可能在回收站里。")
            return
        if record_type != "organisation" and found["organisation"]:
            self.context.set_branch(found["organisation"])
        year = found.get("year") or int((found.get(kind.day) or "0")[:4])
        if self._entries[number].yearly and year:
            self.context.set_year(year)
        self.show_page(number)
        page: Any = self.page(number)
        page.show_record(record_type, uid, target)

    def begin_record(self, wish: Wish) -> None:
        """Begin a record in the tab that shows its type, in the year that is meant."""
        number = self._tab_of(wish.record_type)
        if number is None or not self.may_leave():
            return
        if wish.year:
            self.context.set_year(wish.year)
        self.show_page(number)
        page: Any = self.page(number)
        page.begin_record(wish)

    def _tab_of(self, record_type: str) -> int | None:
        """The number of the tab that shows a type."""
        types = [page.record_types for page in self._entries]
        return next((n for n, names in enumerate(types) if record_type in names), None)

    def _page_actions(self) -> list[QAction]:
        page: Any = self.current_page()
        own = page is not None and type(page).actions is not QWidget.actions  # that of every widget
        return list(page.actions()) if own else []

    def may_leave(self) -> bool:
        """Whether the page shown may be left; it saves what is open or says why not."""
        page: Any = self.current_page()
        if page is None or self.context.path is None or not hasattr(page, "leave"):
            return True
        return bool(page.leave())

    # What happens

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._place.count() == 0:
            self._file_changed()
        if self.context.path is not None and self.focusWidget() is None:
            self._place.setFocus()  # Qt would mark the first tab, as if it were the one shown

    def _file_changed(self) -> None:
        path = self.context.path
        for page in self._pages.values():
            self._place.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._stale.clear()
        self._current = -1
        self.banner.hide()
        self.header.setVisible(path is not None)
        self.header.refresh()
        self.footer.refresh()
        if path is None:
            self.setWindowTitle("支部工作台")
            self.toast.hide()
            cover = self.protection.page or self.welcome
            cover.refresh()
            self._place.addWidget(cover)
            self._place.setCurrentWidget(cover)
        else:
            self._show_title()
            titles = [page.title for page in self._entries]
            last = self.context.settings.preferences.last_tab
            self.show_page(titles.index(last) if last in titles else 0)
        self._update_actions()

    def _show_title(self) -> None:
        name = ""
        if self.context.branch:
            name = queries.organisation(self.context.branch)["name"]
        path = self.context.path
        mark = "（只读）" if self.context.readonly else ""
        self.setWindowTitle(f"支部工作台 — {name or (path.stem if path else '')}{mark}")

    def _place_changed(self) -> None:
        self.header.refresh()
        self._show_title()
        self._stale.update(self._pages)
        page = self.current_page()
        if page is not None:
            self._stale.discard(self._current)
            _call(page, "refresh")

    def _data_changed(self, changes: Changes, initiator: object) -> None:
        if changes.touches("organisation"):
            self.header.refresh()
            self._show_title()
        self._update_actions()

    def _branch_wanted(self, uid: str) -> None:
        if self.may_leave():
            self.context.set_branch(uid)
        self.header.refresh()

    def _year_wanted(self, year: int) -> None:
        if self.may_leave():
            self.context.set_year(year)
        self.header.refresh()

    def refuse(self, text: str, tone: str = "caution") -> None:
        """Say a sentence where it is seen, with a file open or without."""
        if self.context.path is None:
            (self.protection.page or self.welcome).say(text, tone)
        else:
            self.context.warn(text)

    def _file_made(self) -> None:
        self.show_page(self._tab_of("member") or 0)

    def _offer_drafts(self, text: str) -> None:
        """Say that drafts were left, and show them on demand."""
        self.offer(text, "查看草稿", self.left.show, "now")

    def _remind(self, text: str) -> None:
        """Say what is due, unless the page that shows it is in front or something else is said."""
        number = self._tab_of("duty_note")
        if number is not None and number != self._current and not self.banner.isVisible():
            self.offer(text, "查看", partial(self.show_page, number), "now")
            self._reminding = True

    def _old_backups(self, text: str) -> None:
        """Say that the second backups are old, unless something else is said."""
        if not self.banner.isVisible():
            self.offer(text, "备份和存放", self.files.keeping)

    def offer(
        self, text: str, button: str, action: Callable[[], None], tone: str = "caution"
    ) -> None:
        """Say a sentence that stays, with a button for what can be done about it."""
        self._banner_action, self._reminding = action, False
        self.banner.show_message(text, tone, button)

    def open_draft(self, draft: drafts.Pending) -> None:
        """Show a draft in the form of its record; whoever is at another one is not disturbed."""
        number = self._tab_of(draft.record_type)
        if number is None or not self.may_leave():
            return
        organisation = draft.tree.get("organisation")
        if organisation in {row["uid"] for row in queries.organisations()}:
            self.context.set_branch(str(organisation))
        if self._entries[number].yearly and draft.tree.get("year"):
            self.context.set_year(draft.tree["year"])
        self.show_page(number)
        page: Any = self.page(number)
        page.open_draft(draft.record_type, draft.tree)

    def _say(self, text: str, button: str, action: object) -> None:
        self._saved_action = action
        self.toast.show_message(text, button)

    def _toast_pressed(self) -> None:
        if callable(self._saved_action):
            self._saved_action()

    def _warn(self, text: str) -> None:
        self._banner_action, self._reminding = None, False
        self.banner.show_message(text, "caution")

    def _banner_pressed(self) -> None:
        if self._banner_action is not None:
            self._banner_action()

    def _menus(self) -> None:
        self.files = FileDesk(self.context, self, self)
        self.packages = PackageDesk(self.context, self.files, self, self)
        self.protection = ProtectionDesk(self.context, self.files, self, self)
        self.look = Look(self.context.theme, self.context.settings, self)
        self.actions_ = Actions(self)
        self.menus = self.actions_.fill(self.menuBar())
        self.menus[FILE].insertMenu(self.actions_["backup"], self.files.recent)
        self.menus[VIEW].insertMenu(self.actions_["larger"], self.look.sizes)
        self.look.add_modes({name: self.actions_[name] for name in ("light", "dark", "system")})
        before = self.actions_["light"]
        self._tab_actions: list[QAction] = []
        for number, page in enumerate(self._entries):
            action = QAction(icon(page.icon), page.title, self)
            action.setShortcut(QKeySequence(page.shortcut))
            action.setData(number)
            action.triggered.connect(self._tab_wanted)
            self.menus[VIEW].insertAction(before, action)
            self._tab_actions.append(action)
        self.menus[VIEW].insertSeparator(before)

    def _tab_wanted(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and self.context.path is not None:
            self.show_page(int(action.data()))

    def _fill_record_menu(self) -> None:
        menu = self.menus[RECORD]
        menu.clear()
        menu.addActions(self._page_actions())
        menu.menuAction().setVisible(not menu.isEmpty())

    def _restyled(self) -> None:
        self.header.fit()
        self._fold()

    def _fold(self) -> None:
        page = self.current_page()
        if page is not None and hasattr(page, "set_narrow"):
            page.set_narrow(self.width() < px(_NARROW))

    def _update_actions(self) -> None:
        self._fill_record_menu()
        for action in self._tab_actions:
            action.setEnabled(self.context.path is not None)
        is_open = self.context.path is not None
        writable = is_open and not self.context.readonly
        sealed = is_open and self.packages.is_sealed()
        hidden = connection.is_protected()
        self.actions_.enable(file=is_open, writable=writable, sealed=sealed, protected=hidden)
        for name, word, step in (
            ("undo", "撤销", self.context.undo_name()),
            ("redo", "重做", self.context.redo_name()),
        ):
            short = step if len(step) <= 24 else step[:23] + "…"
            self.actions_[name].setText(f"{word}“{short}”" if step else word)
            self.actions_[name].setEnabled(bool(step))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := dropped_files(event):
            self.packages.dropped(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_leave():
            event.ignore()
            return
        self.context.tasks.cancel_all()
        self.context.tasks.wait()
        sentence = self.context.back_up_before_closing()
        if sentence and not self.context.ask(
            "这次没有备份成功",
            f"{sentence}\n已经保存的记录都在数据文件里；现在关闭，只是少这一份备份。",
            "仍然关闭",
            "先不关闭",
        ):
            event.ignore()
            return
        self.context.settings.keep_geometry("window", self.saveGeometry())
        self.context.settings.flush()
        self.context.close_file(without_backup=True)
        event.accept()


def _call(page: QWidget, name: str) -> None:
    method = getattr(page, name, None)
    if method is not None:
        method()
