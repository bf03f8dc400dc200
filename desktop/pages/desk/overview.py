"""The desk itself: four cards, side by side or, with little room, under each other."""

import datetime as dt
from itertools import pairwise

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from db import due, figures, queries, rulebook
from db.branch import OrganisationKind
from db.figures import Year
from db.inspection import Inspected
from db.records.rule_override import overrides_of
from db.rules.duties.glance import glance
from db.rules.duties.model import Duty
from desktop.app import Context
from desktop.pages.desk.checks import ChecksCard
from desktop.pages.desk.inspecting import Inspecting
from desktop.pages.desk.numbers import NumbersCard
from desktop.pages.desk.upcoming import UpcomingCard
from desktop.pages.desk.year import YearCard
from desktop.theme import px
from desktop.widgets import Button, ScrollColumn

_LEFT = 390  # pixels at 100 % for what is due
_NO_BRANCH = "应办事项按党支部列出，请在右上角选一个党支部。"


class Overview(ScrollColumn):
    """What is due, the year, checks, numbers. The numbers come when the first is drawn, the
    checks when the window is at rest."""

    def __init__(self, context: Context) -> None:
        super().__init__(spacing=12)
        self._context = context
        self._year: Year | None = None
        self.duties: list[Duty] = []
        self.inspected: list[Inspected] = []
        self.upcoming = UpcomingCard(context)
        self.year = YearCard(context)
        self.checks = ChecksCard(context)
        self.numbers = NumbersCard(context)
        self.rules_button = Button("规则", "scale", tip="每一项的条文、次数和本支部规定")
        self.plan_button = Button("计划", "calendar-days", tip="三会一课年度计划，和办了的对照")
        self.year.title.tools.addWidget(self.plan_button)
        self.year.title.tools.addWidget(self.rules_button)
        self.work = Inspecting(context, self)
        self.work.done.connect(self._checked)
        self.upcoming.filled.connect(self._order_tabs)
        self._after = QTimer(self)
        self._after.setSingleShot(True)
        self._after.setInterval(0)
        self._after.timeout.connect(self._compute_rest)
        self._main = QHBoxLayout()
        self._main.setSpacing(12)
        self._below = QHBoxLayout()
        self._below.setSpacing(12)
        self._below.addWidget(self.checks, 2)
        self._below.addWidget(self.numbers, 3)
        self._right = QWidget()
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.year)
        column.addLayout(self._below, 1)
        self._main.addWidget(self.upcoming)
        self._main.addWidget(self._right, 1)
        self.body.addLayout(self._main, 1)
        self.set_narrow(on=False)

    def set_narrow(self, *, on: bool) -> None:
        """One column under each other, or two."""
        ways = QBoxLayout.Direction
        self._main.setDirection(ways.TopToBottom if on else ways.LeftToRight)
        if on:
            self.upcoming.setMinimumSize(0, px(260))
            self.upcoming.setMaximumWidth(16777215)
        else:
            self.upcoming.setMinimumSize(px(_LEFT), 0)
            self.upcoming.setMaximumWidth(px(_LEFT))

    def compute(self) -> None:
        """Read what is due and the year; the rest follows."""
        context = self._context
        self._year = None
        today = context.today().isoformat()
        self.duties, soon, rows = [], [], []
        if self._is_branch():
            self.duties = due.duties(context.branch, context.year, today)
            soon = due.upcoming(context.branch, today)
            day = max(
                min(context.today(), dt.date(context.year, 12, 31)), dt.date(context.year, 1, 1)
            )
            rules = rulebook.rules_for(day, overrides_of(context.branch))
            rows = glance(self.duties, rules, context.year)
        self.upcoming.show_duties(soon, "" if self._is_branch() else _NO_BRANCH)
        self.year.show_rows(rows)
        self.checks.wait()
        self._after.start()

    def figures(self) -> Year:
        """The numbers of the year that is looked at, counted once."""
        if self._year is None:
            context = self._context
            self._year = figures.of_year(context.branch, context.year, context.today().isoformat())
        return self._year

    @property
    def busy(self) -> bool:
        """Whether numbers or checks are still to come."""
        return self._after.isActive() or self.work.busy

    def ask_note(self, duty: object) -> None:
        """Ask for the day on which a duty was done."""
        if isinstance(duty, Duty):
            self.upcoming.note.ask(duty)
            self.show_widget(self.upcoming.note)

    def _order_tabs(self) -> None:
        """Let Tab go through the rows first: they are made after everything else."""
        stops: list[QWidget] = [row.button for row in self.upcoming.rows]
        stops += [self.year.print_button, self.plan_button, self.rules_button, self.year.grid]
        stops += [self.checks.button, *self.numbers.people.values()]
        stops += self.numbers.buttons.values()
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _is_branch(self) -> bool:
        branch = self._context.branch
        return bool(branch) and queries.organisation(branch)["kind"] == OrganisationKind.BRANCH

    def _compute_rest(self) -> None:
        if self._context.path is None or not self._context.branch:
            return
        self.numbers.show_year(self.figures())
        year = self._context.year
        self.work.run(f"{year}-01-01", f"{year + 1}-01-01")

    def _checked(self, found: list[Inspected]) -> None:
        self.inspected = found
        self.checks.show_findings(found)
