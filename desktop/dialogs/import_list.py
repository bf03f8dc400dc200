"""An old table brought in: the file, what it is, its columns, what happens to each row."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from db.backup import Occasion
from db.errors import Refused
from db.ledgers.planned import CHANGED, NEW, PlannedRow
from db.ledgers.reader import IgnoredRow
from desktop import errors
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.dialogs.import_rows import ColumnChoice, RowsTable, told
from desktop.dialogs.import_source import Chosen, Found, Planned, TableSource
from desktop.editors import ChoiceEditor
from desktop.tasks import Job
from desktop.theme import px
from desktop.widgets import Button, Check, EmptyState, Label, ScrollColumn, row

_YEARS_BACK = 10


class ImportTableDialog(Dialog):
    """Open it with `.open()`; `accepted` after the rows came in, one step that can be undone.

    ``source`` says what is read and written: the three lists, or one ledger.
    """

    def __init__(self, context: Context, source: TableSource, parent: QWidget | None) -> None:
        super().__init__(source.title, parent, width=1120, height=660)
        self._context = context
        self._source = source
        self._choices: list[Chosen] = []
        self.boxes: list[ColumnChoice] = []
        self._plan: Planned | None = None
        self._gone = False
        self._make_head()
        self.columns = ScrollColumn(spacing=8)
        self.table = RowsTable()
        self.only_notes = Check("只看要核对的")
        self.summary = Label("")
        self.detail = Label("", "muted")
        self.error = Label("", "error")
        self.error.hide()
        self.empty = EmptyState(source.introduction, "选择文件…", "file-input", kind="primary")
        self.main_button = Button("导入", "check", "primary")
        self._work = self._make_work()
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self._work, 1)
        self.body.addWidget(self.error)
        self.add_button(self.main_button)
        self.empty.clicked.connect(self.choose_file)
        self.other_button.clicked.connect(self.choose_file)
        self.sheet.changed.connect(self._show_sheet)
        self.kind.changed.connect(self._turned)
        self.year.changed.connect(self._turned)
        self.only_notes.toggled.connect(self._show_rows)
        self.table.chosen.connect(self._show_detail)
        self.main_button.clicked.connect(self._import)
        self._work.hide()
        self.main_button.hide()

    def _make_head(self) -> None:
        self.file = Label("", "section", wrap=False)
        self.other_button = Button("换一个文件…", "file-input", "link")
        self.sheet = ChoiceEditor(empty=None)
        self.sheet.set_name("工作表")
        self.kind = ChoiceEditor(self._source.kinds, empty="不导入这张")
        self.kind.set_name(self._source.kind_name)
        self.year = ChoiceEditor(empty=None)
        self.year.set_name("年度")

    def _make_work(self) -> QWidget:
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Label("每一列是什么", "section", wrap=False))
        column.addWidget(self.columns, 1)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addWidget(self.only_notes, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([px(250), px(820)])
        work = QWidget()
        outer = QVBoxLayout(work)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        self._sheet_label = Label("工作表", "muted", wrap=False)
        choices = (
            self._sheet_label,
            self.sheet,
            8,
            Label("这一张", "muted", wrap=False),
            self.kind,
        )
        self._year_label = Label("年度", "muted", wrap=False)
        years = (8, self._year_label, self.year)
        outer.addLayout(row(self.file, self.other_button, None))
        outer.addLayout(row(*choices, *years, None))
        outer.addWidget(split, 1)
        return work

    # The file

    def choose_file(self) -> None:
        """Let the person choose a file and read it."""
        path = self._context.choose_open("选择文件", self._source.files)
        if path is not None:
            self.show_file(path)

    def show_file(self, path: Path) -> None:
        """Read a file, off the window's thread, and show what it would bring."""
        self.error.hide()
        self.empty.setEnabled(False)
        self.other_button.setEnabled(False)

        def work(_job: Job) -> tuple[Found, ...]:
            return self._source.read(path)

        self._context.tasks.run(f"读取“{path.name}”", work, partial(self._read, path), self._unread)

    def done(self, result: int) -> None:
        self._gone = True
        super().done(result)

    def _unread(self, error: BaseException) -> None:
        if self._gone:
            return
        self.empty.setEnabled(True)
        self.other_button.setEnabled(True)
        if isinstance(error, Refused):
            self._refuse(str(error))
        elif isinstance(error, Exception):
            errors.report(error)

    def _read(self, path: Path, previews: tuple[Found, ...]) -> None:
        if self._gone:
            return
        self.empty.setEnabled(True)
        self.other_button.setEnabled(True)
        year = self._context.year
        self._choices = [self._source.choice(each, year) for each in previews]
        self.file.setText(path.name)
        self.sheet.set_choices((str(n), each.sheet) for n, each in enumerate(previews))
        self.sheet.set_value("0")
        several = len(previews) > 1
        self.sheet.setVisible(several)
        self._sheet_label.setVisible(several)
        self.year.setVisible(self._source.dated)
        self._year_label.setVisible(self._source.dated)
        years = {each.year for each in self._choices} | set(range(year + 1, year - _YEARS_BACK, -1))
        self.year.set_choices((str(n), f"{n}年") for n in sorted(years, reverse=True))
        self.empty.hide()
        self._work.show()
        self.main_button.show()
        self._show_sheet()

    # The sheet that is looked at

    @property
    def _choice(self) -> Chosen:
        return self._choices[int(self.sheet.value() or 0)]

    def _show_sheet(self) -> None:
        choice = self._choice
        self.kind.set_value(choice.kind)
        self.year.set_value(str(choice.year))
        while item := self.columns.body.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.boxes = [
            ColumnChoice(column, choice.mapping.get(column.place, ""), self._source.labels)
            for column in choice.preview.columns
        ]
        for box in self.boxes:
            box.changed.connect(self._mapped)
            self.columns.body.addWidget(box)
        self.columns.body.addStretch(1)
        self._compare()

    def _turned(self) -> None:
        self._choice.kind = self.kind.value()
        self._choice.year = int(self.year.value() or self._context.year)
        self._compare()

    def _mapped(self, place: int) -> None:
        """A field comes from one column: the one that had it is not read any more."""
        boxes = self.boxes
        field = next(box.field.value() for box in boxes if box.place == place)
        for box in boxes:
            if box.place != place and field and box.field.value() == field:
                box.field.set_value("")
        self._choice.mapping = {box.place: box.field.value() or "" for box in boxes}
        self._compare()

    # What would happen

    def _compare(self) -> None:
        chosen = [choice for choice in self._choices if choice.kind]
        self.error.hide()
        self._plan = None
        try:
            if chosen:
                today = self._context.today().isoformat()
                self._plan = self._source.plan(chosen, self._context.branch, today)
        except Refused as refusal:
            self._refuse(str(refusal))
        plan = self._plan
        self.summary.setText(f"{plan.summary}。" if plan else "请选定这一张是什么。")
        count = plan.count(NEW) + plan.count(CHANGED) if plan else 0
        self.main_button.setText(f"导入 {count} {self._source.counted}" if count else "导入")
        self.main_button.setEnabled(bool(count) and not self._context.readonly)
        self._show_rows()

    def _show_rows(self) -> None:
        plan, sheet = self._plan, self._choice.preview.sheet
        rows: list[PlannedRow | IgnoredRow] = []
        if plan is not None:
            rows += [each for each in plan.rows if each.sheet == sheet]
            rows += [each for name, each in plan.ignored if name == sheet and each.unread]
        if self.only_notes.isChecked():
            rows = [each for each in rows if told(each)]
        self.table.set_rows(sorted(rows, key=lambda each: each.number))

    def _show_detail(self, shown: PlannedRow | IgnoredRow | None) -> None:
        said = told(shown) if shown is not None else []
        self.detail.setText("\n".join(said))
        self.detail.setVisible(bool(said))

    def _import(self) -> None:
        plan, context = self._plan, self._context
        if plan is None:
            return
        who, at = context.who, context.now()
        changes = context.run(
            lambda: self._source.apply(plan, who, at),
            self,
            refused=self._refuse,
            after_backup=Occasion.IMPORT,
        )
        if changes is not None:
            context.say(f"已导入：{plan.summary}。", "撤销", context.undo)
            self.accept()

    def _refuse(self, text: str) -> None:
        self.error.setText(text)
        self.error.show()
