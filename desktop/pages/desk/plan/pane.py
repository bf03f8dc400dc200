"""The year's plan of all meetings: proposed, edited, filed, printed, set beside what was held."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from db import drafting, queries, tree, year_plan
from db.file_names import safe_name
from db.records import spec
from db.records.year_plan import PlanKind
from db.spec import LineSpec, Tree
from db.year_plan import Comparison
from desktop.app import Context, Wish
from desktop.icons import icon
from desktop.pages.desk.plan.rows import RowsEditor
from desktop.pages.desk.plan.table import Shown
from desktop.pages.desk.view import View
from desktop.record_editor import RecordEditor
from desktop.recording.printing import YearPress
from desktop.references import References
from desktop.widgets import Button, EmptyState

PLAN = spec("year_plan")
_PAPERS = (
    ("printer", "打印计划报备表…", "print"),
    ("download", "计划报备表另存为 PDF、Word…", "save"),
    ("table", "存为表格（xlsx）…", "sheet"),
)


class YearPlanPane(View):
    """`open_year()` shows the plan of the branch and year looked at; `closed` to go back.

    What is changed is saved on leaving. A click on what became of a row opens its record, or
    begins it.
    """

    record_type = PLAN.name

    gone = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._selected = ""
        self._rows: RowsEditor | None = None
        self.press = YearPress(context, self)
        self.copy_button = Button("照上年的计划开始", "copy")
        self.copy_button.clicked.connect(self._begin_copy)
        self.activities_button = Button("活动日年度计划", "calendar-days", "ghost")
        self.activities_button.clicked.connect(self._show_activities)
        self.print_button = Button("打印计划", "printer")
        menu = QMenu(self)
        for icon_name, text, way in _PAPERS:
            menu.addAction(icon(icon_name), text).setData(way)
        menu.triggered.connect(self._paper_chosen)
        self.print_button.set_menu(menu)
        for button in (self.copy_button, self.activities_button, self.print_button):
            self.tools.addWidget(button)
        self.editor = RecordEditor(context, PLAN, {"rows": self._make_rows})
        self.editor.gone.connect(self._gone)
        self.empty = EmptyState("", "按规定的次数拟出计划", kind="primary")
        self.empty.clicked.connect(self._begin_proposed)
        self.body.addWidget(self.editor, 1)
        self.body.addWidget(self.empty, 1)

    # What is shown

    def open_year(self) -> None:
        """Show the plan of the branch and year looked at, or ask how to begin one."""
        branch, year = self.context.branch, self.context.year
        self.title.setText(f"{year}年三会一课计划")
        plan = queries.year_plan_of(branch, year) if branch else None
        if plan is not None:
            self._open(plan["uid"])
            return
        self.editor.clear()
        writable = bool(branch) and not self.context.readonly
        self.empty.set_sentence(
            f"{year}年还没有三会一课计划。按规定的次数拟出后，再填主题、主讲和责任人。"
        )
        self.empty.button.setVisible(writable)
        last = queries.year_plan_of(branch, year - 1) if writable else None
        self.copy_button.setVisible(last is not None)
        self._show_editor(on=False)

    def take_draft(self, values: Tree) -> None:
        """Show what a crash kept from being saved."""
        self.title.setText(f"{values['year']}年三会一课计划")
        self._show_editor(on=True)
        self.editor.take_draft(values)

    def refresh(self) -> None:
        """Read the plan again unless it is being changed, and what was held in any case."""
        if self.editor.uid and self.editor.draft() is not None:
            if self._rows is not None:
                self._rows.refresh()
        else:
            self.open_year()

    def leave(self) -> bool:
        """Save what was changed; False when it needs the person."""
        return self.editor.leave()

    def go_to(self, target: object) -> None:
        """Lead to a field of the plan."""
        if isinstance(target, tuple | list) and target:
            target = target[0]
        if isinstance(target, str) and self.editor.form is not None:
            self.editor.form.go_to(target)

    @property
    def uid(self) -> str:
        """The plan that is shown, "" when there is none."""
        return self.editor.uid

    def _make_rows(self, line: LineSpec, references: References) -> RowsEditor:
        groups = {row["uid"]: row["name"] for row in queries.groups_of(self.context.branch)}
        rows = RowsEditor(line, references, groups, self._compare)
        rows.year = self.context.year
        rows.wanted.connect(self._wanted)
        rows.selected.connect(self._remember)
        self._rows = rows
        return rows

    def _compare(self, lines: list[Tree]) -> Comparison:
        context = self.context
        plan = tree.blank(PLAN, organisation=context.branch, year=context.year, rows=lines)
        return year_plan.compared(plan, context.today().isoformat())

    def _remember(self, uid: str) -> None:
        self._selected = uid

    def _open(self, uid: str) -> None:
        self._show_editor(on=True)
        self.editor.open_record(uid)
        if self._rows is not None:
            self._rows.choose(self._selected)

    def _show_editor(self, *, on: bool) -> None:
        self.editor.setVisible(on)
        self.title.setVisible(not on)  # the editor has the name of the plan over it
        self.print_button.setVisible(on)
        self.activities_button.setVisible(on)
        self.empty.setVisible(not on)
        if on:
            self.copy_button.hide()

    def _gone(self) -> None:
        self.open_year()
        self.gone.emit()

    # Beginning a plan

    def _begin_proposed(self) -> None:
        self._begin(None)

    def _begin_copy(self) -> None:
        self._begin(queries.year_plan_of(self.context.branch, self.context.year - 1))

    def _begin(self, last: Tree | None) -> None:
        plan = drafting.new_year_plan(self.context.branch, self.context.year, last)
        if self.context.save(PLAN, plan, self) is not None:
            self._open(plan["uid"])
            self.context.say("计划已拟出，改动离开时自动保存。", "撤销", self.context.undo)

    # The records behind the rows

    def _wanted(self, shown: Shown) -> None:
        """Open the record of a row, or begin it with what the plan knows."""
        if not self.leave():
            return
        if shown.record:
            self.context.go(shown.record_type, shown.record)
            return
        line = next((row for row in self._stored_rows() if row["uid"] == shown.uid), None)
        if line is None or line["kind"] == PlanKind.OTHER or self.context.readonly:
            return
        today, year = self.context.today(), self.context.year
        activity = line["kind"] == PlanKind.ACTIVITY
        self.context.begin(
            Wish(
                record_type=shown.record_type,
                kind="" if activity else line["kind"],
                group=line["group"] or "",
                year=year,
                month=line["month"],
                fresh=(today.year, today.month) == (year, line["month"]),
            )
        )

    def _stored_rows(self) -> list[Tree]:
        plan = queries.year_plan_of(self.context.branch, self.context.year)
        return list(plan["rows"]) if plan else []

    def _show_activities(self) -> None:
        if self.leave():
            self.context.begin(Wish("activity_plan", year=self.context.year))

    # Papers

    def _paper_chosen(self, action: object) -> None:
        if not self.leave():
            return
        way: str = action.data()  # type: ignore[attr-defined]
        if way == "print":
            self.press.print_year("year-plan")
        elif way == "save":
            self.press.save_year("year-plan")
        else:
            self._save_sheet()

    def _save_sheet(self) -> None:
        """Write the plan as a workbook where the person wants it."""
        from db.ledgers import year_plan as book

        context = self.context
        name = safe_name(f"{context.year}年三会一课计划.xlsx")
        path = context.choose_save("存为表格", name, "表格 (*.xlsx)")
        if path is None:
            return
        write: Callable[[], Path] = partial(
            book.write, path, context.branch, context.year, today=self.press.today()
        )
        written = self.press.made(write)
        if written is not None:
            self.press.written(written)
