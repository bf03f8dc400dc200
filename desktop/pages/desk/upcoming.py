"""The card 本月要办: what is overdue, to be done now or soon, by date, each with its one button."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db import workdays
from db.rules.duties.glance import short_source
from db.rules.duties.model import Duty, State
from desktop.app import Context
from desktop.pages.desk import words
from desktop.pages.desk.note import NoteBox
from desktop.theme import px
from desktop.widgets import Button, Card, Label, Mark, ScrollColumn, SectionTitle, rule

_FIRST = 30  # rows that are made at once; the rest comes when it is asked for
_ITEMS = ("list_item", "decision")  # their days and the button say it all
_LONG = 44  # characters of a reason; the whole of it is in the tooltip


@dataclass(frozen=True)
class Entry:
    """One row: a duty, or the decisions of one record that stand on no list."""

    duties: tuple[Duty, ...]

    @property
    def first(self) -> Duty:
        """The duty that is most urgent."""
        return self.duties[0]

    def title(self, year: int) -> str:
        """What is to be done."""
        name = words.title(self.first, year)
        more = len(self.duties) - 1
        return f"{name}，另有{more}条决定" if more else name


def entries(duties: Iterable[Duty]) -> list[Entry]:
    """The rows by date; decisions of one record in one row."""
    found: dict[tuple[str, str], list[Duty]] = {}
    for duty in sorted(duties, key=lambda duty: (duty.when, duty.code, duty.title)):
        record = duty.start.uid if duty.code == "decision" and duty.start else duty.key
        found.setdefault((duty.code, record), []).append(duty)
    return [Entry(tuple(each)) for each in found.values()]


class DutyRow(QWidget):
    """Mark, title, days and article, the button; `pressed(duty)`."""

    pressed = Signal(object)

    def __init__(self, entry: Entry, today: dt.date, *, readonly: bool) -> None:
        super().__init__()
        self.duty = duty = entry.first
        state = words.MARKS[duty.state]
        self.title = Label(entry.title(today.year))
        self.note = Label(f"{words.left(duty, today)} · {short_source(duty.article)}", "muted")
        self.note.setToolTip(duty.article)
        overdue = duty.state == State.OVERDUE
        what = words.verb(duty)
        self.button = Button(what.text, tip=f"{what.text}：{entry.title(today.year)}")
        self.button.setAccessibleName(f"{what.text}：{entry.title(today.year)}")
        self.button.clicked.connect(self._press)
        if readonly and what.writes:
            self.button.hide()
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(self.title)
        text.addWidget(self.note)
        if duty.reason and duty.code not in _ITEMS:
            reason = duty.reason if len(duty.reason) <= _LONG else f"{duty.reason[: _LONG - 1]}…"
            more = Label(reason, "muted")
            more.setToolTip(duty.reason)
            text.addWidget(more)
        if overdue:
            self.note.set_tone("accent")
        body = QHBoxLayout(self)
        body.setContentsMargins(0, px(8), 0, px(8))
        body.setSpacing(px(10))
        body.addWidget(Mark(state), 0, Qt.AlignmentFlag.AlignVCenter)
        body.addLayout(text, 1)
        body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _press(self) -> None:
        self.pressed.emit(self.duty)


class UpcomingCard(Card):
    """`wanted(duty)` when a button is pressed; `filled` when there are other rows."""

    wanted = Signal(object)
    filled = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._entries: list[Entry] = []
        self.rows: list[DutyRow] = []
        self.title = SectionTitle("本月要办", role="title")
        self.date = Label("", "muted", wrap=False)
        self.title.tools.addWidget(self.date)
        self.note = NoteBox(context)
        self.empty = Label("这个月没有要办的事。", "muted")
        self.more_button = Button("", "chevron-down", "ghost")
        self.more_button.clicked.connect(self.show_all)
        self.column = ScrollColumn(spacing=0)
        self.body.addWidget(self.title)
        self.body.addWidget(rule())
        self.body.addWidget(self.note)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.column, 1)

    def show_duties(self, duties: Iterable[Duty], sentence: str = "") -> None:
        """Show these by date; `sentence` in place of the usual one when there are none."""
        today = self._context.today()
        weekday = workdays.weekday_text(today)
        self.date.setText(f"{today.year}年{today.month}月{today.day}日 {weekday}")
        self._entries = entries(duties)
        self.empty.setText(sentence or "这个月没有要办的事。")
        self.empty.setVisible(not self._entries)
        self.column.setVisible(bool(self._entries))
        self._fill(_FIRST)

    def show_all(self) -> None:
        """Show the rest of a long list."""
        self._fill(len(self._entries))

    def _fill(self, count: int) -> None:
        body = self.column.body
        self.more_button.setParent(None)
        while body.count():
            widget = body.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        today, readonly = self._context.today(), self._context.readonly
        for entry in self._entries[:count]:
            line = DutyRow(entry, today, readonly=readonly)
            line.pressed.connect(self.wanted)
            if self.rows:
                body.addWidget(rule())
            body.addWidget(line)
            self.rows.append(line)
        rest = len(self._entries) - count
        if rest > 0:
            self.more_button.setText(f"还有 {rest} 件，全部显示")
            body.addWidget(self.more_button)
            self.more_button.show()
        body.addStretch(1)
        self.filled.emit()
