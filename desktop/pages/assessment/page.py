"""The tab 考核: a branch's sheet or a general branch's view, and what stands beside it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from db import queries
from db.branch import OrganisationKind
from db.operations import Changes
from db.spec import Tree
from desktop.app import Context, Wish
from desktop.pages.assessment.scheme import SchemePane
from desktop.pages.assessment.sheet import SheetPane
from desktop.pages.desk.listed import ListedView
from desktop.widgets import Button, row

SHEET, LETTERS, SCHEME = range(3)
LETTER_TYPES = ("responsibility_letter", "term_goal", "debrief", "year_summary")
GENERAL_TYPES = ("contact_point", "contact_visit", "grade_decision")


class AssessmentPage(QWidget):
    """See `desktop.window` for what a page does. The views are made when they are first shown."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._stale = False  # data changed while another tab was in front
        self._views: dict[str, QWidget] = {}
        self._narrow = False
        self.tabs = QButtonGroup(self)
        self.tab_buttons: list[Button] = []
        for number, (text, icon_name) in enumerate(
            (("考核表", "clipboard-check"), ("责任书和述职", "signature"), ("评分方案", "scale"))
        ):
            button = Button(text, icon_name, "ghost")
            button.setCheckable(True)
            self.tabs.addButton(button, number)
            self.tab_buttons.append(button)
        self.tabs.idClicked.connect(self.show_view)
        self._place = QStackedWidget()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 8, 0, 0)
        body.setSpacing(0)
        bar = row(*self.tab_buttons, None)
        bar.setContentsMargins(16, 0, 16, 0)
        body.addLayout(bar)
        body.addWidget(self._place, 1)
        self.sheet = SheetPane(context)
        self.sheet.listed.connect(self._show_listed)
        self._place.addWidget(self.sheet)
        # Keys belong to the view that obeys them: Qt obeys neither of two that are shown at once.
        self._view_actions = _actions(
            self,
            ("考核表", "Ctrl+Shift+1", self._show_sheet),
            ("责任书和述职", "Ctrl+Shift+2", self._show_letters),
            ("评分方案", "Ctrl+Shift+3", self._show_scheme),
        )
        self._sheet_actions = _actions(
            self.sheet,
            ("下一项要做的", "F8", self.sheet.go_to_next),
            ("打印考核评分表…", "Ctrl+P", self._print_sheet),
            ("定稿", "", self.sheet.freeze),
        )
        context.changed.connect(self._data_changed)

    # The page as the window knows it

    def refresh(self) -> None:
        """Look at another branch, year or file: the view that is shown stays where it fits."""
        general = self._is_general()
        self.tab_buttons[SHEET].setText("总支情况" if general else "考核表")
        shown = self._shown()
        if shown in (self._views.get("letters"), self._views.get("scheme")):
            self._read(shown)
        else:
            self._show_home()

    def show_record(self, record_type: str, uid: str, target: object = None) -> None:
        """Show an assessment, a scheme, a letter, or what a general branch keeps."""
        if record_type == "assessment":
            self._show_sheet()
            self.sheet.compute()
            if target is not None:
                self.sheet.go_to(target)
        elif record_type == "scheme":
            if self.show_view(SCHEME):
                self._scheme().show_version(uid)
        elif record_type in LETTER_TYPES:
            if self.show_view(LETTERS):
                self._letters().show_record(record_type, uid, target)
        else:
            self._show_home()
            self._general().show_record(record_type, uid, target)
            self._show(self._general())

    def begin_record(self, wish: Wish) -> None:
        """Begin a letter, goals or a report; the assessment of the year is there already."""
        if wish.record_type in LETTER_TYPES:
            if self.show_view(LETTERS):
                self._letters().begin(wish.record_type)
        else:
            self._show_sheet()

    def open_draft(self, record_type: str, values: Tree) -> None:
        """Show what a crash kept from being saved."""
        if values.get("year"):
            self._context.set_year(values["year"])
        if record_type == "assessment":
            self._show_sheet()
            self.sheet.take_draft(values)
        elif record_type == "scheme":
            self.show_view(SCHEME)
            self._scheme().take_draft(values)
        elif record_type in LETTER_TYPES:
            self.show_view(LETTERS)
            self._letters().open_draft(record_type, values)
        else:
            self._show(self._general())
            self._general().open_draft(record_type, values)

    def leave(self) -> bool:
        """Save what is open; False when it needs the person."""
        shown = self._shown()
        return shown is None or not hasattr(shown, "leave") or bool(shown.leave())

    def actions(self) -> list[QAction]:
        """What the menu 记录 offers here."""
        general: Any = self._views.get("general")
        own: list[QAction] = []
        if self._shown() is self.sheet:
            own = self._sheet_actions
        elif general is not None and self._shown() is general:
            own = general.actions()
        return [*self._view_actions, *own]

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by the window
        """Fold the right panel away when there is little room."""
        self._narrow = narrow
        self.sheet.set_narrow(on=narrow)
        if "letters" in self._views:
            self._letters().set_narrow(on=narrow)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._stale:
            return
        self._stale = False
        listed = self._views.get("listed")
        if isinstance(listed, ListedView) and self._shown() is listed.parentWidget():
            listed.refresh()
        else:
            self.refresh()

    def _data_changed(self, _changes: Changes, _initiator: object) -> None:
        self._stale = self._stale or not self.isVisible()

    # The views

    def show_view(self, number: int) -> bool:
        """Show the sheet, the letters or the scheme, if what is open may be left."""
        if not self.leave():
            self._mark()
            return False
        if number == SHEET:
            self._show_home()
        elif number == LETTERS:
            self._show(self._letters())
            self._letters().refresh()
        else:
            self._show(self._scheme())
            self._scheme().refresh()
        return True

    def _show_home(self) -> None:
        home: QWidget = self._general() if self._is_general() else self.sheet
        self._show(home)
        self._read(home)

    def _show_listed(self, title: str, uids: object, note: str) -> None:
        view = self._views.get("listed")
        if not isinstance(view, ListedView):
            view = ListedView(self._context)
            view.back_button.setToolTip("回到考核表（Esc）")
            view.opened.connect(self._open_record)
            view.closed.connect(self._show_sheet)
            holder = QWidget()
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(16, 8, 16, 16)
            inside.addWidget(view)
            self._views["listed"] = view
            self._place.addWidget(holder)
        view.show_records(title, tuple(uids) if isinstance(uids, tuple | list) else (), note)
        around = view.parentWidget()
        assert around is not None
        self._show(around)
        view.back_button.setFocus()

    def _open_record(self, uid: str) -> None:
        found = queries.named([uid]).get(uid)
        if found is None:
            self._context.warn("这条记录已不在，可能在回收站里。")
        else:
            self._context.go(found[0].name, uid)

    def _show(self, view: QWidget) -> None:
        self._place.setCurrentWidget(view)
        self._mark()

    def _mark(self) -> None:
        """Press the button of the view that is shown."""
        shown = self._shown()
        beside = (self._views.get("letters"), self._views.get("scheme"))
        number = beside.index(shown) + 1 if shown in beside else SHEET
        self.tab_buttons[number].setChecked(True)

    def _read(self, view: QWidget) -> None:
        refresh = getattr(view, "refresh", None)
        if refresh is not None:
            refresh()

    def _shown(self) -> Any:
        return self._place.currentWidget()

    def _add(self, name: str, view: QWidget) -> QWidget:
        self._views[name] = view
        self._place.addWidget(view)
        return view

    def _letters(self) -> Any:
        if "letters" not in self._views:
            from desktop.pages.letters import LettersPane

            pane = LettersPane(self._context)
            pane.closed.connect(self._show_sheet)
            pane.back_button.hide()  # the buttons over it lead back
            pane.set_narrow(on=self._narrow)
            self._add("letters", pane)
        return self._views["letters"]

    def _general(self) -> Any:
        if "general" not in self._views:
            from desktop.pages.general import GeneralPane

            self._add("general", GeneralPane(self._context))
        return self._views["general"]

    def _scheme(self) -> SchemePane:
        view = self._views.get("scheme")
        if not isinstance(view, SchemePane):
            view = SchemePane(self._context)
            self._add("scheme", view)
        return view

    def _is_general(self) -> bool:
        branch = self._context.branch
        return bool(branch) and queries.organisation(branch)["kind"] != OrganisationKind.BRANCH

    # What the actions do

    def _show_sheet(self) -> None:
        self.show_view(SHEET)

    def _show_letters(self) -> None:
        self.show_view(LETTERS)

    def _show_scheme(self) -> None:
        self.show_view(SCHEME)

    def _print_sheet(self) -> None:
        self.sheet.print_paper("assessment")


def _actions(owner: QWidget, *wanted: tuple[str, str, Callable[[], object]]) -> list[QAction]:
    """Actions of (words, key, what they do); the keys work while their owner is seen."""
    found = []
    for text, key, slot in wanted:
        action = QAction(text, owner)
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(slot)
        owner.addAction(action)
        found.append(action)
    return found
