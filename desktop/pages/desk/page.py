"""The tab 工作台: the desk itself, and the views that stand in its place for a while."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from db.figures import Figure
from db.operations import Changes
from db.spec import Tree
from desktop.app import Context, Wish
from desktop.pages.desk.listed import ListedView
from desktop.pages.desk.overview import Overview
from desktop.pages.desk.papers import DeskPapers
from desktop.pages.desk.people import PeopleView
from desktop.pages.desk.plan.pane import PLAN, YearPlanPane
from desktop.pages.desk.record import RecordView
from desktop.pages.desk.rules import RulesView
from desktop.pages.desk.selfcheck import SelfCheckView
from desktop.pages.desk.start import Starter
from desktop.pages.desk.view import View

_SOON = 30  # milliseconds: the window is seen before anything is computed
_AFTER_A_CHANGE = 250


class DeskPage(QWidget):
    """See `desktop.window` for what a page does.

    It is computed when it is seen, once for each change of data, branch or year.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._views: dict[str, View] = {}
        self._stale = True
        self._narrow = False
        self.overview = Overview(context)
        self.papers = DeskPapers(context, self)
        self.starter = Starter(context, self)
        self._place = QStackedWidget()
        self._place.addWidget(self.overview)
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 8, 16, 8)
        body.addWidget(self._place)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.compute)
        self._actions = self._make_actions()
        self._connect()

    def _connect(self) -> None:
        overview, starter = self.overview, self.starter
        self._context.changed.connect(self._data_changed)
        overview.upcoming.wanted.connect(starter.begin)
        overview.year.wanted.connect(starter.begin)
        overview.year.opened.connect(starter.open_records)
        overview.year.listed.connect(self.show_listed)
        overview.checks.wanted.connect(self.show_self_check)
        overview.numbers.wanted.connect(self._show_figure)
        overview.numbers.people_wanted.connect(self.show_people)
        overview.rules_button.clicked.connect(self.show_rules)
        overview.plan_button.clicked.connect(self.show_plan)
        starter.note_wanted.connect(self._ask_note)
        starter.hours_wanted.connect(partial(self.show_people, "hours"))

    def _make_actions(self) -> list[QAction]:
        found = []
        for text, key, slot in (
            ("迎检自查", "F8", self.show_self_check),
            ("规则", "", self.show_rules),
            ("三会一课年度计划", "Ctrl+Shift+P", self.show_plan),
            ("打印全年一览…", "Ctrl+P", self.overview.year.print_year),
            ("打印本月安排…", "", self.papers.print_month),
            ("导出日历文件（ics）…", "", self.papers.export_calendar),
            ("回到工作台", "Alt+Left", self.show_desk),
        ):
            action = QAction(text, self)
            if key:
                action.setShortcut(QKeySequence(key))
            action.triggered.connect(slot)
            self.addAction(action)
            found.append(action)
        return found

    # The page as the window knows it

    def refresh(self) -> None:
        """Look at another branch, year or file; what is not seen waits until it is.

        A single record and the records behind a number stay behind with their place.
        """
        self._stale = True
        if isinstance(self._view(), ListedView | RecordView):
            self._place.setCurrentWidget(self.overview)
        if self.isVisible():
            self.compute()
        else:
            self._timer.start(_SOON)

    def show_record(self, record_type: str, uid: str, target: object = None) -> None:
        """Show the plan of the year, a note (办结登记) or a rule of the branch's own."""
        if record_type == PLAN.name:
            self.show_plan()
            self._plan().go_to(target)
        elif self.leave():
            view = self._record_view(record_type)
            view.open_record(uid)
            view.go_to(target)
            self._show(view)

    def begin_record(self, wish: Wish) -> None:
        """Begin the plan of the year, or show it: the other types here begin in their place."""
        self.show_plan()

    def open_draft(self, record_type: str, values: Tree) -> None:
        """Show what a crash kept from being saved."""
        if record_type == PLAN.name:
            self._context.set_year(values["year"])
            plan = self._plan()
            plan.take_draft(values)
            self._show(plan)
            return
        view = self._record_view(record_type)
        view.take_draft(values)
        self._show(view)

    def leave(self) -> bool:
        """Save what is open; False when it needs the person."""
        view = self._view()
        return view is None or view.leave()

    def actions(self) -> list[QAction]:
        """What the menu 记录 offers here."""
        return self._actions

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by the window
        """Put the cards under each other when there is little room."""
        self._narrow = narrow
        self.overview.set_narrow(on=narrow)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale and not self._timer.isActive():
            self._timer.start(_SOON)

    # Computing

    @property
    def busy(self) -> bool:
        """Whether something is still to be computed or checked for what is shown."""
        view = self._view()
        checking = isinstance(view, SelfCheckView) and view.work.busy
        return self._timer.isActive() or self.overview.busy or checking

    def compute(self) -> None:
        """Read the year and what is due, and show it in whatever is in front."""
        self._timer.stop()
        if self._context.path is None:
            return
        self._stale = False
        self.overview.compute()
        view = self._view()
        if view is not None:
            self._feed(view)
            view.refresh()

    def _data_changed(self, changes: Changes, initiator: object) -> None:
        self._stale = True
        view = self._view()
        own = view is not None and isinstance(initiator, QWidget) and view.isAncestorOf(initiator)
        if self.isVisible() and not own:
            self._timer.start(_AFTER_A_CHANGE)

    # The views

    def show_desk(self) -> None:
        """Go back to the desk, if what is open may be left."""
        view = self._view()
        if view is None or not view.leave():
            return
        self._place.setCurrentWidget(self.overview)
        if self._stale:
            self.compute()

    def show_self_check(self) -> None:
        """Show the findings of the period, grouped by record."""
        if not self.leave():
            return
        view = self._views.get("check")
        if view is None:
            made = SelfCheckView(self._context)
            made.jumped.connect(self._context.go)
            made.wanted.connect(self._begin_from_view)
            view = self._add("check", made)
        self._feed(view)
        view.refresh()
        self._show(view)

    def show_rules(self) -> None:
        """Show the rules of the year."""
        if not self.leave():
            return
        view = self._views.get("rules")
        if view is None:
            made = RulesView(self._context)
            made.change_wanted.connect(self._change_rule)
            made.opened.connect(partial(self.show_record, "rule_override"))
            view = self._add("rules", made)
        view.refresh()
        self._show(view)

    def show_plan(self) -> None:
        """Show the year's plan of all meetings beside what was held."""
        if self.leave():
            plan = self._plan()
            plan.open_year()
            self._show(plan)

    def show_people(self, what: str) -> None:
        """Show who was there ("attendance") or who has studied how much ("hours")."""
        if not self.leave():
            return
        if what not in self._views:
            made = PeopleView(self._context)
            made.listed.connect(self.show_listed)
            self._add(what, made)
        self._feed(self._views[what])
        self._show(self._views[what])

    def show_listed(self, title: str, uids: object) -> None:
        """Show the records behind a number."""
        if not self.leave():
            return
        view = self._views.get("listed")
        if not isinstance(view, ListedView):
            view = ListedView(self._context)
            view.opened.connect(self.starter.open_records)
            self._add("listed", view)
        view.show_records(title, tuple(uids) if isinstance(uids, tuple | list) else ())
        self._show(view)

    def _show_figure(self, figure: Figure) -> None:
        title = f"{self._context.year}年{figure.title} {figure.text}"
        self.show_listed(title, figure.uids)

    def _begin_from_view(self, duty: object) -> None:
        self.show_desk()
        self.starter.begin(duty)  # type: ignore[arg-type]

    def _ask_note(self, duty: object) -> None:
        self.show_desk()
        self.overview.ask_note(duty)

    def _change_rule(self, code: str) -> None:
        view = self._record_view("rule_override")
        context = self._context
        view.begin(organisation=context.branch, code=code, effective_from=f"{context.year}-01-01")
        self._show(view)
        view.go_to("active")

    def _record_view(self, record_type: str) -> RecordView:
        view = self._views.get(record_type)
        if not isinstance(view, RecordView):
            view = RecordView(self._context, record_type)
            self._add(record_type, view)
            if record_type == "rule_override":
                view.closed.disconnect(self.show_desk)
                view.closed.connect(self.show_rules)
        return view

    def _plan(self) -> YearPlanPane:
        view = self._views.get(PLAN.name)
        if not isinstance(view, YearPlanPane):
            view = YearPlanPane(self._context)
            self._add(PLAN.name, view)
        return view

    def _add(self, name: str, view: View) -> View:
        self._views[name] = view
        view.closed.connect(self.show_desk)
        self._place.addWidget(view)
        return view

    def _view(self) -> View | None:
        shown = self._place.currentWidget()
        return shown if isinstance(shown, View) else None

    def _show(self, view: View) -> None:
        self._place.setCurrentWidget(view)
        view.back_button.setFocus()

    def _feed(self, view: View) -> None:
        """Give a view the numbers of the year that it shows."""
        if isinstance(view, SelfCheckView):
            view.show_duties(self.overview.duties)
        elif view is self._views.get("attendance") and isinstance(view, PeopleView):
            view.show_attendance(self.overview.figures())
        elif view is self._views.get("hours") and isinstance(view, PeopleView):
            view.show_hours(self.overview.figures())
