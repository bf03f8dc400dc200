"""迎检自查: what is in order first, what is missing next, grouped by record; each line jumps."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from db import dates
from db.inspection import Inspected
from db.rules.duties.glance import short_source
from db.rules.duties.model import Duty, State
from db.rules.period import Period
from db.rules.rule import Finding
from desktop.app import Context
from desktop.editors import ChoiceEditor, Field
from desktop.icons import icon
from desktop.pages.desk import words
from desktop.pages.desk.checks import worst
from desktop.pages.desk.inspecting import Inspecting
from desktop.pages.desk.upcoming import Entry, entries
from desktop.pages.desk.view import View
from desktop.recording.printing import YearPress
from desktop.widgets import Button, FindingCard, Label, Mark, ScrollColumn, row
from desktop.widgets.paint import MARKS

PAPER = "self-check"
_ALL = "all"
_LENGTHS = {"y": 12, "q": 3, "m": 1}
_LEVELS = ((_ALL, "全部"), ("block", "不能定稿"), ("warn", "提醒"), ("remind", "建议"))


class SelfCheckView(View):
    """`jumped(record_type, uid, field)` to a field of a record; `wanted(duty)` to make up for one.

    The year is that of the head of the window; a quarter or a month of it may be chosen here.
    """

    jumped = Signal(str, str, object)
    wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._duties: Sequence[Duty] = ()
        self._found: list[Inspected] = []
        self._press = YearPress(context, self)
        self.period = ChoiceEditor(_periods(), empty=None)
        self.level = ChoiceEditor(list(_LEVELS), empty=None)
        self.period.set_value("y")
        self.level.set_value(_ALL)
        self.period.changed.connect(self.refresh)
        self.level.changed.connect(self._show)
        menu = QMenu(self)
        menu.addAction(icon("printer"), "打印自查表（全年）…").triggered.connect(self.print_out)
        save = menu.addAction(icon("download"), "自查表另存为 PDF、Word…")
        save.triggered.connect(partial(self._press.save_year, PAPER))
        self.print_button = Button("打印", "printer")
        self.print_button.set_menu(menu)
        self.tools.addWidget(Field("期间", self.period, side=True))
        self.tools.addWidget(Field("只看", self.level, side=True))
        self.tools.addWidget(self.print_button)
        self.summary = Label("")
        self.column = ScrollColumn(spacing=6)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.column, 1)
        self.work = Inspecting(context, self)
        self.work.done.connect(self._checked)

    def show_duties(self, duties: Sequence[Duty]) -> None:
        """Take the duties of the year that is looked at."""
        self._duties = duties

    def refresh(self) -> None:
        """Check the records of the period again."""
        self.title.setText(f"{self.context.year}年迎检自查")
        self.summary.setText("正在核对……")
        self._found = []
        self._clear()
        begin, end = self._span()
        self.work.run(begin.isoformat(), end.isoformat())

    def print_out(self) -> None:
        """Print what is in order and what is missing in the year."""
        self._press.print_year(PAPER)

    def _span(self) -> tuple[dt.date, dt.date]:
        value = str(self.period.value() or "y")
        months = _LENGTHS[value[:1]]
        number = int(value[1:]) if value[1:] else 1
        period = Period(dt.date(self.context.year, (number - 1) * months + 1, 1), months)
        return period.begin, period.end

    def _checked(self, found: list[Inspected]) -> None:
        self._found = found
        self._show()

    # What is shown

    def _show(self) -> None:
        self._clear()
        done, missing = self._split()
        bad = [(one, self._said(one)) for one in self._found]
        bad = [(one, said) for one, said in bad if said]
        complete = [one for one in self._found if worst(one) == "ok"]
        self.summary.setText(
            f"应办事项：已完成 {len(done)} 项，逾期和本期未办 {len(missing)} 项。"
            f"记录 {len(self._found)} 份：要素齐全 {len(complete)} 份，"
            f"需要补充 {len(self._found) - len(complete)} 份。"
        )
        body = self.column.body
        body.addWidget(Label("一、已经做到的", "section"))
        for line in _in_order(done, complete):
            text = Label(line)
            holder = QWidget()
            holder.setLayout(row(Mark("done"), text))
            body.addWidget(holder)
        if not done and not complete:
            body.addWidget(Label("这一期还没有。", "muted"))
        body.addWidget(Label("二、还没有办的事项", "section"))
        for entry in entries(missing):
            body.addWidget(self._duty_line(entry))
        if not missing:
            body.addWidget(Label("没有逾期或本期未办的事项。", "muted"))
        body.addWidget(Label("三、记录里还缺的", "section"))
        for one, said in bad:
            body.addWidget(self._record(one, said))
        if not bad:
            body.addWidget(Label("没有要补充的记录。", "muted"))
        body.addStretch(1)

    def _clear(self) -> None:
        body = self.column.body
        while body.count():
            widget = body.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _split(self) -> tuple[list[Duty], list[Duty]]:
        """The duties of the period: done, and those that should be."""
        begin, end = self._span()
        own = [duty for duty in self._duties if begin <= self._day(duty) < end]
        done = [duty for duty in own if duty.state == State.DONE]
        return done, [duty for duty in own if duty.state in (State.OVERDUE, State.NOW)]

    def _day(self, duty: Duty) -> dt.date:
        """The day of the year by which a duty belongs to a period: what is late goes on."""
        day, year = duty.due_by or duty.begins, self.context.year
        return max(dt.date(year, 1, 1), min(day, dt.date(year, 12, 31)))

    def _said(self, one: Inspected) -> list[Finding]:
        level = self.level.value()
        return [f for f in one.findings if f.level != "ok" and level in (_ALL, None, f.level)]

    def _duty_line(self, entry: Entry) -> QWidget:
        duty = entry.first
        today, what = self.context.today(), words.verb(duty)
        text = f"{entry.title(self.context.year)} · {words.left(duty, today)}"
        button = Button(what.text, "", "link", tip=f"{what.text}：{duty.title}")
        button.clicked.connect(partial(self.wanted.emit, duty))
        if self.context.readonly and what.writes:
            button.hide()
        note = Label(short_source(duty.article), "muted")
        holder = QWidget()
        line = row(Mark(words.MARKS[duty.state]), Label(text), note, button)
        line.setStretch(1, 3)
        line.setStretch(2, 2)
        holder.setLayout(line)
        return holder

    def _record(self, one: Inspected, said: Sequence[Finding]) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        when = dates.text(one.held_on) if one.held_on else "没有日期"
        head = Button(f"{one.heading}　{when}", "external-link", "link", tip="打开这份记录")
        head.clicked.connect(partial(self.jumped.emit, one.record_type, one.uid, None))
        column.addLayout(row(head, None))
        for found in said:
            place = found.place and found.place not in found.text
            word = MARKS[found.level][0]
            card = FindingCard(
                found.level,
                f"{found.place}：{found.text}" if place else found.text,
                found.article,
                target=found.field or ("held_on",),
                title=f"{found.code} {word}",
            )
            card.jumped.connect(partial(self.jumped.emit, one.record_type, one.uid))
            column.addWidget(card)
        return holder


def _periods() -> list[tuple[str, str]]:
    quarters = [(f"q{n}", f"第{name}季度") for n, name in enumerate("一二三四", 1)]
    return [("y", "全年"), *quarters, *((f"m{n}", f"{n}月") for n in range(1, 13))]


def _in_order(done: Sequence[Duty], complete: Sequence[Inspected]) -> Iterator[str]:
    """Say what is in order, one line a duty."""
    by_title: dict[str, list[Duty]] = {}
    for duty in done:
        if duty.code not in ("list_item", "decision"):
            by_title.setdefault(duty.title, []).append(duty)
    for title, each in by_title.items():
        records = {uid for duty in each for uid in duty.records}
        article = short_source(each[0].article)
        yield f"{title}：{len(each)} 期已完成，{len(records)} 份记录。{article}"
    items = sum(duty.code in ("list_item", "decision") for duty in done)
    if items:
        yield f"清单事项和会议决定：{items} 项已办结。"
    if complete:
        yield f"会议、活动记录：{len(complete)} 份要素齐全。"
