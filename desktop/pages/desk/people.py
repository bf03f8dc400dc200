"""Who was there and who has studied how much: one line a person, in the order of the roster."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from db.figures import SOURCES_OF_HOURS, Present, Studied, Year, hours_text
from db.records.held import AttendanceState
from desktop.app import Context
from desktop.pages.desk.view import View
from desktop.widgets import Button, Label, ScrollColumn


@dataclass(frozen=True)
class Number:
    """A number in a table, and the records that it opens; without any it is plain text."""

    text: str
    title: str = ""
    uids: tuple[str, ...] = ()


class PeopleView(View):
    """`listed(title, uids)` when a number is pressed."""

    listed = Signal(str, object)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.note = Label("", "muted")
        self.numbers: dict[tuple[str, str], Button] = {}
        self._behind: dict[Button, Number] = {}
        table = QWidget()
        self._grid = QGridLayout(table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(2)
        column = ScrollColumn()
        column.body.addWidget(table)
        column.body.addStretch(1)
        self.body.addWidget(self.note)
        self.body.addWidget(column, 1)

    def show_attendance(self, year: Year) -> None:
        """Show how often everybody was due, came, was on leave or stayed away."""
        self.title.setText(f"{self.context.year}年到会情况")
        self.note.setText(
            "按定稿的会议和活动记录逐份统计，草稿不计；次序同花名册，不排名。点数字看是哪几份记录。"
        )
        heads = ("姓名", "应到", "实到", "请假", "缺席", "到会率")
        self._show(heads, [(one.name, _attended(one)) for one in year.attendance])

    def show_hours(self, year: Year) -> None:
        """Show the hours of everybody by where they come from, and what is missing."""
        self.title.setText(f"{self.context.year}年学时情况")
        self.note.setText(
            "按定稿记录里的学时和实到人员统计；活动里上的党课与活动只计多的一份；"
            "“台账”是大讲堂、微党课和现场教学里记到人的，“补课”是请假补课登记里的。"
            "一般党员和支委的要求见“规则”，年老体弱的不作硬性要求（教育管理条例第二十三条）。"
        )
        heads = ("姓名", *SOURCES_OF_HOURS, "合计", "要求", "还差")
        self._show(heads, [(one.name, _studied(one)) for one in year.hours])

    def _show(self, heads: Sequence[str], rows: Sequence[tuple[str, Sequence[Number]]]) -> None:
        while self._grid.count():
            widget = self._grid.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.numbers.clear()
        self._behind.clear()
        for place, text in enumerate(heads):
            self._put(0, place, Label(text, "muted", wrap=False))
        for line, (name, cells) in enumerate(rows, 1):
            self._put(line, 0, Label(name, wrap=False))
            for place, cell in enumerate(cells, 1):
                self._put(line, place, self._cell(name, heads[place], cell))
        self._grid.setColumnStretch(len(heads), 1)
        if not rows:
            self._put(1, 0, Label("这一年还没有定稿的记录。", "muted", wrap=False))

    def _cell(self, name: str, head: str, cell: Number) -> QWidget:
        if not cell.uids:
            label = Label(cell.text, wrap=False)
            if head == "还差" and cell.text not in ("—", "0"):
                label.set_tone("caution")
            return label
        button = Button(cell.text, "", "link", tip=f"{name} {head} {cell.text}：看是哪几份记录")
        button.setAccessibleName(f"{name} {head} {cell.text}")
        button.clicked.connect(self._press)
        self.numbers[name, head] = button
        self._behind[button] = Number(cell.text, f"{name} {head}", cell.uids)
        return button

    def _put(self, line: int, place: int, widget: QWidget) -> None:
        self._grid.addWidget(widget, line, place, Qt.AlignmentFlag.AlignVCenter)

    def _press(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            number = self._behind[sender]
            self.listed.emit(f"{number.title} {number.text}", number.uids)


def _attended(one: Present) -> list[Number]:
    cells = [Number(str(one.due), "", one.uids)]
    for state in AttendanceState:
        uids = one.records.get(state, ())
        cells.append(Number(str(len(uids)), "", uids))
    return [*cells, Number(one.rate)]


def _studied(one: Studied) -> list[Number]:
    needed = "不作要求" if one.needed is None else hours_text(one.needed)
    cells = [Number(hours_text(hours), "", uids) for hours, uids in one.parts]
    total = Number(hours_text(one.total), "", one.uids)
    return [*cells, total, Number(needed), Number(hours_text(one.missing) if one.needed else "—")]
