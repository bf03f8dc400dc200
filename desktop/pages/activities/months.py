"""The editor of a plan's twelve months: theme and kind, day with its weekday, place and people."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db import drafting, tree
from db.records.activity import ActivityCategory
from db.spec import LineSpec, Tree
from desktop.editors import ChoiceEditor, DateEditor, Editor, PersonEditor
from desktop.pages.activities import words
from desktop.recording.fieldflow import FieldFlow
from desktop.recording.narrow import WideLine
from desktop.recording.section import Section, SideField
from desktop.recording.words import day as day_text
from desktop.recording.wrapline import WrapLine
from desktop.references import References
from desktop.widgets import Label, Pill, rule


class MonthRow(Section):
    """One month; the reason is asked for when the day is not the one that the branch's rule gives.

    `usual` is that day as `db.drafting.planned_day` computes it.
    """

    def __init__(self, references: References) -> None:
        super().__init__()
        self._base: Tree = {}
        self._usual = ""
        self.month = Label("", "section", wrap=False)
        self.theme = WrapLine("主题")
        category = ChoiceEditor([(str(c), c.label) for c in ActivityCategory], empty="")
        self.date = DateEditor()
        self.reason = WideLine("为什么不在固定的一天", characters=14)
        place, organiser = WideLine("地点", characters=9), WideLine("组织者", characters=6)
        owner = PersonEditor(references.people(), free_text=True, placeholder="责任人")
        remark = WideLine("备注", characters=6)
        for key, editor in (
            ("title", self.theme),
            ("category", category),
            ("planned_on", self.date),
            ("moved_reason", self.reason),
            ("place", place),
            ("organiser", organiser),
            ("remark", remark),
        ):
            self.add(key, editor)
        self.add_person("owner", "owner_name", owner)
        self.note = Pill("", "muted")
        self.moved = Pill("改期", "caution")
        flow = FieldFlow()
        holder = QWidget()
        holder.setLayout(flow)
        flow.add(SideField("主题", self.theme), 3)
        flow.add(SideField("类别", category))
        flow.add(SideField("计划", self.date))
        flow.add(self.note)
        flow.add(self.moved)
        self._reason_field = SideField("改期原因", self.reason)
        flow.add(self._reason_field, 3)
        flow.add(SideField("地点", place), 2)
        flow.add(SideField("组织者", organiser), 1)
        flow.add(SideField("责任人", owner), 1)
        flow.add(SideField("备注", remark), 1)
        across = QHBoxLayout()
        across.setSpacing(12)
        column = QVBoxLayout()
        column.addWidget(self.month)
        column.addStretch(1)
        across.addLayout(column)
        across.addWidget(holder, 1)
        self.body.addLayout(across)
        self.date.changed.connect(self._day_changed)

    def show_month(self, line: Tree, year: int | None, usual: str) -> None:
        """Show the plan of a month."""
        self._base, self._usual = line, usual
        number = line["month"]
        self.month.setText(f"{number}月")
        self.month.setMinimumWidth(self.fontMetrics().horizontalAdvance("12月") + 8)
        self.date.year = year
        self.load(line)
        for key, label in (("title", "主题"), ("category", "类别"), ("planned_on", "计划日期"),
                           ("moved_reason", "改期原因"), ("place", "地点"), ("remark", "备注"),
                           ("organiser", "组织者"), ("owner", "责任人")):  # fmt: skip
            self.editors[key].set_name(f"{number}月{label}")
        self._day_changed()

    def values(self) -> Tree:
        """The month as it stands in the form."""
        return self._base | super().values()

    def _day_changed(self) -> None:
        day = self.date.value()
        moved = bool(day and self._usual and day != self._usual)
        self.note.set(words.day_mark(day), "muted")
        self.moved.setVisible(moved)
        self.moved.setToolTip(f"本支部的活动日是{day_text(self._usual)}" if moved else "")
        self._reason_field.setVisible(moved or bool(self.reason.value()))


class MonthsEditor(Editor):
    """`value()` are the lines of the plan, always twelve; `usual_day` gives a month's own day."""

    def __init__(
        self,
        line: LineSpec,
        references: References,
        usual_day: Callable[[int, int], str],
    ) -> None:
        super().__init__()
        self._line = line
        self._usual_day = usual_day
        self.year: int | None = None
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        self.rows: list[MonthRow] = []
        for number in range(12):
            if number:
                body.addWidget(rule())
            row = MonthRow(references)
            row.changed.connect(self.changed)
            body.addWidget(row)
            self.rows.append(row)
        self.target = self.rows[0].theme.target

    def value(self) -> list[Tree]:
        return [row.values() for row in self.rows]

    def set_value(self, value: list[Tree] | None) -> None:
        known = {line["month"]: line for line in value or []}
        for month, row in enumerate(self.rows, 1):
            line = known.get(month) or tree.blank_line(self._line, month=month)
            usual = self._usual_day(self.year, month) if self.year else ""
            row.show_month(line, self.year, usual)

    def problem(self) -> str:
        for row in self.rows:
            for editor, text in row.problems():
                return f"{editor.accessibleName()}：{text}"
        return ""

    def set_read_only(self, *, on: bool) -> None:
        for row in self.rows:
            row.set_read_only(on=on)

    def set_name(self, label: str) -> None:
        self.setAccessibleName(label)


def usual_day(organisation: Tree, year: int, month: int) -> str:
    """The day of a month's activity by the branch's own rule."""
    day, shift = organisation["activity_day"], organisation["activity_shift"]
    planned: Any = drafting.planned_day(year, month, day, shift)
    return str(planned.day)
