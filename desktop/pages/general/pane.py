"""The view of a general branch in the tab 考核: branches, open problems, contact points, grades."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QMenu, QStackedWidget, QVBoxLayout, QWidget

from db import overview, queries
from db.operations import Changes
from db.overview import COLUMNS, Overview
from db.spec import Tree
from desktop.app import Context
from desktop.pages.desk.listed import ListedView
from desktop.pages.general.contacts import ContactsView
from desktop.pages.general.grades import GradesView
from desktop.pages.general.lists import LateView, ProblemsView
from desktop.pages.general.papers import GeneralPapers
from desktop.pages.general.table import BranchTable
from desktop.widgets import Button, Card, EmptyState, Label, row

KINDS = ("contact_point", "contact_visit", "grade_decision")
BRANCHES, PROBLEMS, CONTACTS, GRADES = range(4)
_TITLES = ("各党支部", "未销号问题", "党建联系点", "等次评定")
_NOTE = "只计已定稿的记录，点数字看是哪几份；各支部按登记的次序排列，不排名。"
_AFTER_A_CHANGE = 250  # milliseconds


class GeneralPane(QWidget):
    """`refresh()` reads the general branch and the year that are looked at.

    What is changed is saved when another view or record is chosen and on leaving.
    """

    record_types = KINDS

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._overview: Overview | None = None
        self._titles = dict(COLUMNS)
        self.papers = GeneralPapers(context, self)
        self.views = QButtonGroup(self)
        self.view_buttons: list[Button] = []
        self.print_button = Button("打印", "printer", tip="情况一览、年度汇总、联系点，和表格")
        self.print_menu = QMenu(self)
        self.papers.fill(self.print_menu)
        self.print_menu.triggered.connect(self.papers.take)
        self.print_button.set_menu(self.print_menu)
        self.table = BranchTable()
        self.note = Label(_NOTE, "muted")
        self.problems = ProblemsView()
        self.contacts = ContactsView(context)
        self.grades = GradesView(context)
        self.listed = ListedView(context)
        self.late = LateView(context)
        self.empty = EmptyState("这个党组织没有下级党支部；在“支部”页把党支部的上级设为它。")
        self.place = QStackedWidget()
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_A_CHANGE)
        self._timer.timeout.connect(self.refresh)
        self._connect()
        self._actions = self._make_actions()

    def _build(self) -> None:
        for number, title in enumerate(_TITLES):
            button = Button(title, "", "tab")
            button.setCheckable(True)
            self.views.addButton(button, number)
            self.view_buttons.append(button)
        self.view_buttons[BRANCHES].setChecked(True)
        numbers = Card(margin=12)
        numbers.body.addWidget(self.note)
        numbers.body.addWidget(self.table, 1)
        views: tuple[QWidget, ...] = (numbers, self.problems, self.contacts, self.grades)
        for view in (*views, self.listed, self.late, self.empty):
            self.place.addWidget(view)
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 8, 16, 16)
        body.setSpacing(8)
        body.addLayout(row(*self.view_buttons, None, self.print_button))
        body.addWidget(self.place, 1)

    def _connect(self) -> None:
        self.views.idClicked.connect(self.show_view)
        self.table.listed.connect(self._show_listed)
        self.table.late.connect(self._show_late)
        self.table.branch_wanted.connect(self._go_to_branch)
        for view in (self.listed, self.late):
            view.closed.connect(self._show_branches)
            view.opened.connect(self._open)
        self.problems.opened.connect(self._open)
        self.contacts.stale.connect(self.refresh)
        self.grades.stale.connect(self.refresh)
        self._context.changed.connect(self._data_changed)

    def _make_actions(self) -> list[QAction]:
        found = []
        for text, key, slot in (
            ("记一次到支部", "Ctrl+N", self.begin_visit),
            ("打印各党支部情况一览…", "", self.print_overview),
        ):
            action = QAction(text, self)
            if key:
                action.setShortcut(QKeySequence(key))
            action.triggered.connect(slot)
            self.addAction(action)
            found.append(action)
        return found

    # What the page asks for

    def refresh(self) -> None:
        """Read the year of the general branch anew."""
        self._timer.stop()
        context = self._context
        if context.path is None or not context.branch:
            return
        before, self._overview = self._overview, None
        found = overview.of_general(context.branch, context.year, context.today().isoformat())
        self._overview = found
        for button in self.view_buttons:
            button.setEnabled(bool(found.branches))
        self.print_button.setEnabled(bool(found.branches))
        self.table.show_overview(found)
        self.problems.show_overview(found)
        self.contacts.show_overview(found)
        self.grades.show_overview(found)
        if not found.branches:
            self.place.setCurrentWidget(self.empty)
        elif (
            self.place.currentWidget() is self.empty
            or before is None
            or (before.general["uid"], before.year)
            != (
                found.general["uid"],
                found.year,
            )
        ):
            self.place.setCurrentIndex(self.views.checkedId())
        elif self.place.currentWidget() is self.listed:
            self.listed.refresh()

    def show_record(self, record_type: str, uid: str, target: object = None) -> None:
        """Show a contact point, a visit or the decision on grades."""
        if record_type == "grade_decision":
            self.show_view(GRADES)
        elif self.show_view(CONTACTS):
            self.contacts.show_record(record_type, uid, target)

    def open_draft(self, record_type: str, draft: Tree) -> None:
        """Show what a crash kept from being saved."""
        if record_type == "grade_decision":
            self.show_view(GRADES)
            self.grades.open_draft(draft)
        else:
            self.show_view(CONTACTS)
            self.contacts.open_draft(record_type, draft)

    def leave(self) -> bool:
        """Save what is open; False when it needs the person."""
        shown = self.place.currentIndex()
        if shown == CONTACTS:
            return self.contacts.leave()
        return self.grades.leave() if shown == GRADES else True

    def actions(self) -> list[QAction]:
        """What the menu 记录 offers here."""
        return self._actions

    def show_view(self, number: int) -> bool:
        """Show one of the four views, if what is open may be left; whether it is shown."""
        if number != self.place.currentIndex() and not self.leave():
            self.views.button(self.place.currentIndex()).setChecked(True)
            return False
        self.views.button(number).setChecked(True)
        if self._overview is None or self._overview.branches:
            self.place.setCurrentIndex(number)
        return True

    def begin_visit(self) -> None:
        """Begin a visit to a contact point."""
        if not self._context.readonly and self.show_view(CONTACTS):
            self.contacts.begin_visit()

    def print_overview(self) -> None:
        """Print the branches side by side."""
        self.papers.print_year("overview")

    # What is pressed

    def _show_listed(self, title: str, uids: object) -> None:
        shown = tuple(uids) if isinstance(uids, tuple | list) else ()
        self.listed.show_records(f"{self._context.year}年 {title}", shown)
        self.place.setCurrentWidget(self.listed)
        self.listed.back_button.setFocus()

    def _show_late(self, branch: str, key: str) -> None:
        if self._overview is None:
            return
        found = self._overview.branch(branch)
        what = "" if key == "late" else self._titles[key]
        duties = found.late.get(key, ())
        title = f"{self._overview.year}年 {found.name} {what}逾期 {len(duties)} 项"
        self.late.show_duties(title, duties)
        self.place.setCurrentWidget(self.late)
        self.late.back_button.setFocus()

    def _show_branches(self) -> None:
        self.show_view(BRANCHES)

    def _go_to_branch(self, uid: str) -> None:
        if self.leave():
            self._context.set_branch(uid)

    def _open(self, uid: str) -> None:
        found = queries.named([uid]).get(uid)
        if found is not None:
            self._context.go(found[0].name, uid)

    def _data_changed(self, changes: Changes, initiator: object) -> None:
        if not self.isVisible() or not changes.records:
            return
        if self.contacts.owns(initiator) or initiator in (self.grades, self.grades.editor):
            return
        self._timer.start()
