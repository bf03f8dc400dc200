"""The editor of the plan's rows: the table, and under it the row that is chosen."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db import tree
from db.records.year_plan import PlanKind
from db.spec import LineSpec, Tree
from db.year_plan import Comparison
from desktop.editors import ChoiceEditor, DateEditor, Editor, PersonEditor
from desktop.pages.desk.plan import words
from desktop.pages.desk.plan.table import PlanTable, Shown
from desktop.recording.fieldflow import FieldFlow
from desktop.recording.narrow import WideLine
from desktop.recording.section import Section, SideField
from desktop.recording.wrapline import WrapLine
from desktop.references import References
from desktop.widgets import Button, Card, Label, row

_KINDS = list(PlanKind)


class RowForm(Section):
    """One row of the plan. Of an activity, what stands in the plan of activities is only shown."""

    def __init__(self, references: References, groups: Mapping[str, str]) -> None:
        super().__init__()
        self._base: Tree = {}
        self.month = ChoiceEditor([(str(n), f"{n}月") for n in range(1, 13)], empty=None)
        self.kind = ChoiceEditor([(str(k), k.label) for k in PlanKind], empty=None)
        self.group = ChoiceEditor(list(groups.items()), empty="")
        self.theme = WrapLine("主题、内容")
        self.due = DateEditor()
        lead = PersonEditor(references.people(), free_text=True, placeholder="主讲或牵头")
        owner = PersonEditor(references.people(), free_text=True, placeholder="责任人")
        remark = WideLine("备注", characters=8)
        for key, editor in (
            ("month", self.month),
            ("kind", self.kind),
            ("group", self.group),
            ("title", self.theme),
            ("due_on", self.due),
            ("remark", remark),
        ):
            self.add(key, editor)
        self.add_person("lead", "lead_name", lead)
        self.add_person("owner", "owner_name", owner)
        self.group_field = SideField("党小组", self.group)
        flow = FieldFlow()
        holder = QWidget()
        holder.setLayout(flow)
        flow.add(SideField("月份", self.month))
        flow.add(SideField("会议、活动", self.kind))
        flow.add(self.group_field)
        flow.add(SideField("主题", self.theme), 3)
        flow.add(SideField("主讲或牵头", lead), 1)
        flow.add(SideField("责任人", owner), 1)
        flow.add(SideField("时限", self.due))
        flow.add(SideField("备注", remark), 1)
        self.body.addWidget(holder)
        self.kind.changed.connect(self._kind_changed)

    def show_line(self, line: Tree, year: int | None) -> None:
        """Show a line of the plan."""
        self._base = line
        self.due.year = year
        self.load(line | {"month": str(line["month"])})
        self._fit()

    def values(self) -> Tree:
        """The line as it stands in the form."""
        found = super().values()
        kind = PlanKind(found["kind"])
        group = found["group"] if kind is PlanKind.GROUP else None
        return self._base | found | {"month": int(found["month"]), "group": group}

    def _kind_changed(self) -> None:
        self._fit()

    def _fit(self) -> None:
        self.group_field.setVisible(self.kind.value() == PlanKind.GROUP)
        activity = self.kind.value() == PlanKind.ACTIVITY
        hint = "空着就用活动日年度计划里的主题" if activity else "主题、内容"
        self.theme.area.setPlaceholderText(hint)


class RowsEditor(Editor):
    """`value()` are the lines by month. `compare` sets lines beside what was held;
    `wanted(Shown)` asks for the record of a row, `selected(uid)` tells which one is chosen."""

    wanted = Signal(object)
    selected = Signal(str)

    def __init__(
        self,
        line: LineSpec,
        references: References,
        groups: Mapping[str, str],
        compare: Callable[[list[Tree]], Comparison],
    ) -> None:
        super().__init__()
        self._line = line
        self._groups = groups
        self._compare = compare
        self._lines: list[Tree] = []
        self._locked = False
        self.year: int | None = None
        self.table = PlanTable()
        self.sums = Label("", "muted")
        self.form = RowForm(references, groups)
        self.add_button = Button("添加一项", "plus", "ghost")
        self.remove_button = Button("删去这一项", "trash-2", "ghost")
        self.open_button = Button("打开记录", "external-link")
        self.card = Card(role="box", margin=12)
        self.card.body.addWidget(self.form)
        self.card.body.addLayout(row(self.remove_button, None, self.open_button))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        head = row(self.sums, self.add_button)
        head.setStretch(0, 1)
        body.addLayout(head)
        body.addWidget(self.table, 1)
        body.addWidget(self.card)
        self.target = self.table
        self.card.hide()
        self.table.chosen.connect(self._chosen)
        self.table.wanted.connect(self.wanted)
        self.form.changed.connect(self._row_changed)
        self.add_button.clicked.connect(self.add)
        self.remove_button.clicked.connect(self._remove)
        self.open_button.clicked.connect(self._open)

    def value(self) -> list[Tree]:
        return [dict(line) for line in self._lines]

    def set_value(self, value: list[Tree] | None) -> None:
        self._lines = sorted((dict(line) for line in value or []), key=_place)
        self.refresh()
        self._show_row(self.table.selected())

    def refresh(self) -> None:
        """Set the lines beside the records as they are now."""
        found = self._compare(self._lines)
        self.table.show_plan(found, self._groups)
        self.sums.setText(words.sums(found))

    def choose(self, uid: str) -> None:
        """Show a row, if it is there."""
        if uid and self.table.select(uid):
            self._show_row(uid)

    def problem(self) -> str:
        for editor, text in self.form.problems() if self.card.isVisibleTo(self) else ():
            return f"{editor.accessibleName()}：{text}"
        return ""

    def set_read_only(self, *, on: bool) -> None:
        self._locked = on
        self.form.set_read_only(on=on)
        self.add_button.setVisible(not on)
        self.remove_button.setVisible(not on)

    def set_name(self, label: str) -> None:
        self.setAccessibleName(label)

    def add(self) -> None:
        """Begin a row in the month that is looked at."""
        here = self._line_of(self.table.selected())
        month = here["month"] if here is not None else 1
        line = tree.blank_line(self._line, month=month)
        self._lines = sorted([*self._lines, line], key=_place)
        self.refresh()
        self.choose(line["uid"])
        self.selected.emit(line["uid"])
        self.form.kind.target.setFocus()
        self.changed.emit()

    def _line_of(self, uid: str) -> Tree | None:
        return next((line for line in self._lines if line["uid"] == uid), None)

    def _chosen(self, uid: str) -> None:
        self._show_row(uid)
        self.selected.emit(uid)

    def _show_row(self, uid: str) -> None:
        line = self._line_of(uid)
        self.card.setVisible(line is not None)
        if line is not None:
            self.form.show_line(line, self.year)
            self.form.set_read_only(on=self._locked)
            self._fit_open()

    def _fit_open(self) -> None:
        shown = self.table.row()
        can = shown is not None and (shown.record or not self._locked)
        other = shown is not None and shown.tone == "muted"
        self.open_button.setVisible(bool(can) and not other)
        self.open_button.setText("打开记录" if shown is not None and shown.record else "开始记录")

    def _row_changed(self) -> None:
        line = self.form.values()
        others = [each for each in self._lines if each["uid"] != line["uid"]]
        self._lines = sorted([*others, line], key=_place)
        self.refresh()
        self._fit_open()
        self.changed.emit()

    def _remove(self) -> None:
        uid = self.table.selected()
        self._lines = [line for line in self._lines if line["uid"] != uid]
        self.refresh()
        self._show_row("")
        self.selected.emit("")
        self.changed.emit()

    def _open(self) -> None:
        shown = self.table.row()
        if isinstance(shown, Shown):
            self.wanted.emit(shown)


def _place(line: Tree) -> tuple[int, int, str]:
    return line["month"] or 0, _KINDS.index(PlanKind(line["kind"])), line["due_on"] or ""
