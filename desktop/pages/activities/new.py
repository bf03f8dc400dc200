"""Beginning an activity: its month, day, time and place first, filled in from the plan."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db import drafting, queries
from db.records import spec
from db.spec import Tree
from desktop.app import Context
from desktop.editors import ChoiceEditor, DateEditor, Field, TimeEditor
from desktop.pages.activities import words
from desktop.pages.activities.months import usual_day
from desktop.recording.narrow import WideLine
from desktop.recording.words import day as day_text
from desktop.widgets import Button, Label, row


class NewActivity(QWidget):
    """`begun(tree)` with the draft of a new activity; `given_up` on Esc or the second button."""

    begun = Signal(object)
    given_up = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._plan: Tree | None = None
        self.title = Label("新建活动", "title")
        self.month = ChoiceEditor([(str(n), f"{n}月") for n in range(1, 13)], empty=None)
        self.date, self.time = DateEditor(), TimeEditor()
        self.theme = WideLine("活动主题", characters=22)
        self.place = WideLine("如 三楼会议室", characters=14)
        self.note = Label("", "muted")
        self._date_field = Field("活动日期", self.date, required=True)
        self._time_field = Field("开始时间", self.time)
        self.begin_button = Button("开始记录", "pencil", "primary")
        self.begin_button.clicked.connect(self.begin)
        cancel = Button("取消", "", "ghost")
        cancel.clicked.connect(self.given_up)
        first, second = QHBoxLayout(), QHBoxLayout()
        for line in (first, second):
            line.setSpacing(12)
        for field, stretch in ((Field("哪个月的活动", self.month), 1), (self._date_field, 2),
                               (self._time_field, 1)):  # fmt: skip
            first.addWidget(field, stretch)
        second.addWidget(Field("主题", self.theme), 3)
        second.addWidget(Field("地点", self.place), 2)
        body = QVBoxLayout(self)
        body.setContentsMargins(24, 24, 24, 24)
        body.setSpacing(16)
        body.addWidget(self.title)
        body.addWidget(Label("应到人员按这一天的名册列出，先都记为实到。", "muted"))
        body.addLayout(first)
        body.addWidget(self.note)
        body.addLayout(second)
        body.addLayout(row(self.begin_button, cancel, None))
        body.addStretch(1)
        self.month.changed.connect(self._month_changed)
        self.date.changed.connect(self._show_note)

    def ask(self, month: int | None) -> None:
        """Ask for the activity of a month; without one, of the first month that is due."""
        branch, year, today = self._context.branch, self._context.year, self._context.today()
        self._plan = queries.plan_of(branch, year)
        rows = queries.records(spec("activity"), organisation=branch, year=year)
        done = {found.values["month"] for found in rows}
        until = today.month if today.year == year else 12
        missing = [number for number in range(1, until + 1) if number not in done]
        self.month.set_value(str(month or (missing[-1] if missing else until)))
        self.time.set_value(None)
        for field in (self._date_field, self._time_field):
            field.set_error("")
        self._month_changed()

    def begin(self) -> None:
        """Make the draft, unless the day is missing."""
        problem = self.date.problem() or ("" if self.date.value() else "请先填写活动日期。")
        self._date_field.set_error(problem)
        self._time_field.set_error(self.time.problem())
        day = self.date.value()
        if problem or self.time.problem() or day is None:
            self.date.target.setFocus()
            return
        self.begun.emit(self._draft(day))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begin()
        else:
            super().keyPressEvent(event)

    def _line(self) -> Tree | None:
        """The plan of the month, if there is one."""
        lines = self._plan["months"] if self._plan else []
        return next((line for line in lines if str(line["month"]) == self.month.value()), None)

    def _planned_on(self) -> str:
        """The day that is fixed for the month's activity."""
        line = self._line()
        if line is not None and line["planned_on"]:
            return str(line["planned_on"])
        organisation = queries.organisation(self._context.branch)
        return usual_day(organisation, self._context.year, int(self.month.value() or 1))

    def _month_changed(self) -> None:
        line = self._line() or {}
        organisation = queries.organisation(self._context.branch)
        self.date.year = self._context.year
        self.date.set_value(self._planned_on())
        self.theme.set_value(line.get("title", ""))
        self.place.set_value(line.get("place") or organisation["place"])
        self._show_note()

    def _show_note(self) -> None:
        planned, day = self._planned_on(), self.date.value()
        text = f"计划在{day_text(planned)}（{words.day_note(planned)}）"
        if day and day != planned:
            text += f"；现在填的是{day_text(day)}（{words.day_note(day)}），记录里要写明变更原因"
        self.note.setText(text + "。")

    def _draft(self, day: str) -> Tree:
        record = drafting.new_activity(
            self._context.branch, day, plan_row=self._line(), planned_on=self._planned_on()
        )
        record |= {"title": self.theme.value(), "place": self.place.value() or record["place"]}
        if self.time.value():
            record["began_at"] = self.time.value()
        return record
