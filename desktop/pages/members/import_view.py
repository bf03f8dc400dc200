"""A roster file before it is taken in: row by row what would happen, and why not."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.backup import Occasion
from db.errors import Refused
from db.rosters import importer, reader
from db.rosters.importer import ImportPlan, PlannedRow
from desktop.app import Context
from desktop.widgets import Button, Card, Check, Label, Pill, ScrollColumn, SectionTitle, row

_ACTIONS = {
    importer.NEW: ("新增", "done"),
    importer.CHANGED: ("更新", "now"),
    importer.SAME: ("相同", "muted"),
    importer.CONFLICT: ("认不准", "accent"),
    importer.BLOCKED: ("不能录入", "accent"),
}


class ImportView(QWidget):
    """`show_file(path)`; `finished()` when the roster was taken in or put aside."""

    finished = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._plan: ImportPlan | None = None
        self._proposals: dict[str, Check] = {}
        self.title = Label("导入党员花名册", "headline", wrap=False)
        self.cancel_button = Button("不导入", "x", "secondary")
        self.import_button = Button("导入", "check", "primary")
        self.cancel_button.clicked.connect(self._cancel)
        self.import_button.clicked.connect(self._import)
        self.summary = Label("")
        self._column = ScrollColumn(spacing=12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row(self.title, None, self.cancel_button, self.import_button))
        layout.addWidget(self.summary)
        layout.addWidget(self._column, 1)

    def show_file(self, path: Path) -> bool:
        """Read a roster and show what it would change; False when it cannot be read."""
        try:
            preview = reader.read(path)
            plan = importer.plan(
                preview, self._context.branch, today=self._context.today().isoformat()
            )
        except Refused as refusal:
            self._context.warn(str(refusal))
            return False
        self._plan = plan
        self._clear()
        self.summary.setText(f"{path.name}（{preview.sheet}）：{plan.summary}。")
        self._show_proposals(plan)
        self._show_notes("整张表", [*plan.notes, *(p.text for p in preview.problems if not p.row)])
        with_problems = [r for r in plan.rows if _texts(r)]
        if with_problems:
            self._column.body.addWidget(SectionTitle("要核对的人", f"{len(with_problems)}人"))
            for each in with_problems:
                self._column.body.addWidget(_row_card(each))
        clean = [r for r in plan.rows if not _texts(r)]
        if clean:
            self._column.body.addWidget(SectionTitle("没有问题的人", f"{len(clean)}人"))
            self._column.body.addWidget(Label("、".join(_name(r) for r in clean)))
        self._show_notes(
            "没有读取的行", [f"第{r.number}行 {r.text}：{r.reason}" for r in preview.ignored_rows]
        )
        unread = [f"表头“{heading}”没有对应的项目，没有读取" for heading in preview.unused]
        self._show_notes("没有读取的列", unread)
        self._column.body.addStretch(1)
        count = plan.count(importer.NEW) + plan.count(importer.CHANGED)
        work = bool(count or plan.proposals or plan.new_groups)
        self.import_button.setText(f"导入 {count} 人" if count else "导入")
        self.import_button.setEnabled(work)
        self.import_button.setToolTip("" if work else "表里的人都已在册，没有要导入的")
        (self.import_button if work else self.cancel_button).setFocus()
        return True

    def _clear(self) -> None:
        self._proposals.clear()
        while item := self._column.body.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _show_proposals(self, plan: ImportPlan) -> None:
        if not plan.proposals:
            return
        self._column.body.addWidget(
            SectionTitle("按备注和职务补记", "打勾的一并录入；只有打勾的会改变应到和表决权")
        )
        card = Card(role="box", margin=12)
        for proposal in plan.proposals:
            check = Check("")
            check.setAccessibleName(proposal.text)
            check.setChecked(proposal.default)
            self._proposals[proposal.key] = check
            line = row(check, Label(proposal.text))
            line.setStretch(1, 1)
            card.body.addLayout(line)
        self._column.body.addWidget(card)

    def _show_notes(self, title: str, notes: list[str]) -> None:
        if not notes:
            return
        self._column.body.addWidget(SectionTitle(title))
        for note in notes:
            self._column.body.addWidget(Label(note, "muted"))

    def _cancel(self) -> None:
        self._plan = None
        self.finished.emit()

    def _import(self) -> None:
        plan = self._plan
        if plan is None:
            return
        accepted = {key for key, check in self._proposals.items() if check.isChecked()}
        who, at = self._context.who, self._context.now()
        changes = self._context.run(
            lambda: importer.apply(plan, who, at, accepted=accepted),
            self,
            after_backup=Occasion.IMPORT,
        )
        if changes is None:
            return
        self._plan = None
        self._context.say(f"已导入：{plan.summary}。", "撤销", self._context.undo)
        self.finished.emit()


def _name(planned: PlannedRow) -> str:
    return planned.row.values.get("name", "")


def _texts(planned: PlannedRow) -> list[str]:
    found = [problem.text for problem in planned.row.problems]
    found += planned.notes
    found += [f"{c.label}：{c.before or '无'} → {c.after or '无'}" for c in planned.changes]
    return found


def _row_card(planned: PlannedRow) -> Card:
    text, tone = _ACTIONS[planned.action]
    card = Card(role="box", margin=12, spacing=4)
    name = Label(_name(planned) or "（没有姓名）", "section", wrap=False)
    place = Label(f"第{planned.row.number}行", "muted", wrap=False)
    card.body.addLayout(row(name, place, None, Pill(text, tone)))
    for said in _texts(planned):
        card.body.addWidget(Label(said))
    return card
