"""The plan of a year's activities: twelve months, copied from last year's as a start, printed."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from db import drafting, queries
from db.records import spec
from db.spec import LineSpec, Tree
from desktop.app import Context
from desktop.icons import icon
from desktop.pages.activities.months import MonthsEditor, usual_day
from desktop.record_editor import RecordEditor
from desktop.recording.printing import YearPress
from desktop.references import References
from desktop.widgets import Button, EmptyState, Label, row

PLAN = spec("activity_plan")


class PlanPane(QWidget):
    """`closed` when the person is done with it; `gone` after it went into the bin."""

    record_type = PLAN.name

    closed = Signal()
    gone = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.press = YearPress(context, self)
        self.back_button = Button("返回活动", "chevron-left", "ghost")
        self.back_button.clicked.connect(self.closed)
        self.print_button = Button("打印计划", "printer")
        menu = QMenu(self)
        menu.addAction(icon("printer"), "打印年度计划…").triggered.connect(self._print)
        menu.addAction(icon("download"), "年度计划另存为 PDF、Word…").triggered.connect(
            self._save_pdf
        )
        self.print_button.set_menu(menu)
        self.editor = RecordEditor(context, PLAN, {"months": self._months})
        self.editor.gone.connect(self.gone)
        self.empty = EmptyState("", "从空白计划开始")
        self.empty.clicked.connect(self._begin_blank)
        self.copy_button = Button("照上年的计划开始", "copy", "primary")
        self.copy_button.clicked.connect(self._begin_copy)
        self.hint = Label("每月的计划日期按本支部的活动日列出；改到别的日子，请写明原因。", "muted")
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 12, 16, 12)
        body.setSpacing(8)
        body.addLayout(row(self.back_button, None, self.copy_button, self.print_button))
        body.addWidget(self.hint)
        body.addWidget(self.editor, 1)
        body.addWidget(self.empty, 1)

    def open_year(self) -> None:
        """Show the plan of the branch and year looked at, or ask how to begin one."""
        branch, year = self._context.branch, self._context.year
        plan = queries.plan_of(branch, year)
        if plan is not None:
            self._open(plan["uid"])
            return
        self.editor.clear()
        last = queries.plan_of(branch, year - 1)
        writable = not self._context.readonly
        self.empty.set_sentence(f"{year}年还没有党员活动日计划。")
        self.empty.button.setVisible(writable)
        self.copy_button.setVisible(last is not None and writable)
        self._show_editor(on=False)

    def take_draft(self, values: Tree) -> None:
        """Show what a crash kept from being saved."""
        self._show_editor(on=True)
        self.editor.take_draft(values)

    def leave(self) -> bool:
        """Save what was changed; False when it needs the person."""
        return self.editor.leave()

    def go_to(self, target: object) -> None:
        """Lead to a field of the plan."""
        if self.editor.form is not None and isinstance(target, (tuple, list)) and target:
            self.editor.form.go_to(str(target[0]))

    @property
    def uid(self) -> str:
        """The plan that is shown, "" when there is none."""
        return self.editor.uid

    def _months(self, line: LineSpec, references: References) -> MonthsEditor:
        organisation = queries.organisation(self._context.branch)
        editor = MonthsEditor(line, references, partial(usual_day, organisation))
        editor.year = self._context.year
        return editor

    def _open(self, uid: str) -> None:
        self._show_editor(on=True)
        self.editor.open_record(uid)

    def _begin_blank(self) -> None:
        self._begin(None)

    def _begin_copy(self) -> None:
        self._begin(queries.plan_of(self._context.branch, self._context.year - 1))

    def _begin(self, last: Tree | None) -> None:
        plan = drafting.new_plan(self._context.branch, self._context.year, last)
        if self._context.save(PLAN, plan, self) is not None:
            self._open(plan["uid"])
            self._context.say("计划已建立，改动离开时自动保存。", "撤销", self._context.undo)

    def _show_editor(self, *, on: bool) -> None:
        self.editor.setVisible(on)
        self.hint.setVisible(on)
        self.print_button.setVisible(on)
        self.empty.setVisible(not on)
        if on:
            self.copy_button.hide()

    def _print(self) -> None:
        if self.leave():
            self.press.print_year("activity-plan")

    def _save_pdf(self) -> None:
        if self.leave():
            self.press.save_year("activity-plan")
