"""The tab 党员 with its views: roster, dues and their records, admissions, transfers."""

from functools import partial
from typing import Any

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from db.spec import Tree
from desktop.app import Context, Wish
from desktop.pages.members.absences import AbsencesPane
from desktop.pages.members.admissions import AdmissionsPane
from desktop.pages.members.dues.pane import TYPES as DUES_TYPES
from desktop.pages.members.dues.pane import DuesPane
from desktop.pages.members.elections import ElectionsPane
from desktop.pages.members.page import MembersPage
from desktop.pages.members.records import RecordsPane
from desktop.pages.members.transfers import TransfersPane
from desktop.widgets import Button, row

ROSTER, DUES, DUES_RECORDS, ADMISSIONS, TRANSFERS, ABSENCES, ELECTIONS = range(7)
_VIEWS = (
    ("花名册", "id-card"),
    ("党费", "table"),
    ("党费登记", "file-text"),
    ("发展党员", "user-plus"),
    ("关系转接", "log-out"),
    ("请假补课", "clipboard-check"),
    ("换届", "users"),
)
_OF_VIEW = {
    **dict.fromkeys(DUES_TYPES, DUES_RECORDS),
    "admission": ADMISSIONS,
    "transfer_letter": TRANSFERS,
    "absence": ABSENCES,
    "election": ELECTIONS,
}
_DUES_SENTENCE = (
    "从左边选一条，或新建党费基数（每人从哪个月起按多少算）、减免、上缴。各月的交纳在“党费”里登记。"
)


class MemberViews(QWidget):
    """See `desktop.window` for what a page does. The views are made when they are first shown."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._narrow = False
        self._views: dict[int, Any] = {}
        self.tabs = QButtonGroup(self)
        self.tab_buttons: list[Button] = []
        for number, (text, icon_name) in enumerate(_VIEWS):
            button = Button(text, icon_name, "ghost")
            button.setCheckable(True)
            self.tabs.addButton(button, number)
            self.tab_buttons.append(button)
        self.tabs.idClicked.connect(self.show_view)
        self._place = QStackedWidget()
        bar = row(*self.tab_buttons, None)
        bar.setContentsMargins(16, 0, 16, 0)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 8, 0, 0)
        body.setSpacing(0)
        body.addLayout(bar)
        body.addWidget(self._place, 1)
        self._own_actions = [
            self._action(text, number) for number, (text, _icon) in enumerate(_VIEWS)
        ]
        self.roster = MembersPage(context)
        self._views[ROSTER] = self.roster
        self._place.addWidget(self.roster)
        self.tab_buttons[ROSTER].setChecked(True)

    def _action(self, text: str, number: int) -> QAction:
        action = QAction(f"党员：{text}", self)
        action.setShortcut(QKeySequence(f"Ctrl+Shift+{number + 1}"))
        action.triggered.connect(partial(self._travel, number))
        self.addAction(action)
        return action

    # The page as the window knows it

    def refresh(self) -> None:
        """Look at another branch, year or file in the view that is shown."""
        self.view().refresh()

    def show_record(self, record_type: str, uid: str, target: object = None) -> None:
        """Show a member, or a record of the dues; a month's payments are shown in the grid."""
        if record_type in _OF_VIEW:
            if self.show_view(_OF_VIEW[record_type]):
                self.view().show_record(record_type, uid, target)
        elif self.show_view(ROSTER):
            self.roster.show_record(record_type, uid, target)

    def begin_record(self, wish: Wish) -> None:
        """Begin what is wanted: the payments of a month are booked in the grid."""
        if wish.record_type == "dues_month":
            if self.show_view(DUES):
                self.view().show_month(wish.month or 1)
        elif wish.record_type in _OF_VIEW:
            if self.show_view(_OF_VIEW[wish.record_type]):
                known = {"kind": wish.kind} if wish.kind else {}
                self.view().begin(wish.record_type, **known)
        elif self.show_view(ROSTER):
            self.roster.add()

    def shown_record(self) -> tuple[str, str]:
        """The type and uid of the record in front, "" when there is none."""
        shown = getattr(self.view(), "shown_record", None)
        return shown() if shown is not None else ("", "")

    def open_draft(self, record_type: str, draft: Tree) -> None:
        """Show what a crash kept from being saved."""
        if self.show_view(_OF_VIEW.get(record_type, ROSTER)):
            self.view().open_draft(record_type, draft)

    def leave(self) -> bool:
        """Save what is open; False when it needs the person."""
        view = self.view()
        return bool(view.leave()) if hasattr(view, "leave") else True

    def actions(self) -> list[QAction]:
        """What the menu 记录 offers here."""
        view = self.view()
        own = view.actions() if isinstance(view, MembersPage) else []
        return [*self._own_actions, *own]

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by the window
        """Give the middle the room of the facts when there is little."""
        self._narrow = narrow
        self.roster.set_narrow(narrow)

    # The views

    def view(self) -> Any:
        """The view that is shown."""
        return self._place.currentWidget()

    def show_view(self, number: int) -> bool:
        """Show a view, read anew; False when the one before must not be left."""
        if self._views.get(number) is self.view():
            self.tab_buttons[number].setChecked(True)
            return True
        if not self.leave():
            self._check()
            return False
        if number not in self._views:
            self._views[number] = self._made(number)
            self._place.addWidget(self._views[number])
        self._place.setCurrentWidget(self._views[number])
        self._check()
        self.view().refresh()
        return True

    def _travel(self, number: int, _checked: object = None) -> None:
        self.show_view(number)

    def _made(self, number: int) -> QWidget:
        if number == DUES:
            pane = DuesPane(self._context)
            pane.records_wanted.connect(self._show_dues_records)
            return pane
        if number == ADMISSIONS:
            return AdmissionsPane(self._context)
        if number == TRANSFERS:
            return TransfersPane(self._context)
        if number == ABSENCES:
            return AbsencesPane(self._context)
        if number == ELECTIONS:
            return ElectionsPane(self._context)
        return RecordsPane(self._context, DUES_TYPES, _DUES_SENTENCE)

    def _show_dues_records(self, record_type: str) -> None:
        if self.show_view(DUES_RECORDS):
            self.view().begin(record_type)

    def _check(self) -> None:
        shown = self.view()
        for number, button in enumerate(self.tab_buttons):
            button.setChecked(self._views.get(number) is shown)
