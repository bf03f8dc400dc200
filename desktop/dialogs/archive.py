"""年度档案: a year as a book, a folder for inspectors, labels for boxes, or all of it as files."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from db import connection, queries
from db.errors import Refused
from desktop import errors
from desktop.app import Context
from desktop.archive import checklist, inspection
from desktop.archive.inspection import Found
from desktop.archive.order import Kind, Made, Order, carry_out, survey
from desktop.dialogs import talk_words
from desktop.dialogs.archive_rows import FoundTable
from desktop.dialogs.base import Dialog
from desktop.disclosing import may_leave_the_file
from desktop.documents.archive_labels import SPINES, USUAL
from desktop.editors import ChoiceEditor
from desktop.tasks import Job, Then, Work
from desktop.theme import px
from desktop.widgets import Button, Check, Label, row

_LOW, _HIGH = 340, 600
_TABLE = "表格 (*.xlsx)"
_TABLES = "表格 (*.xlsx *.csv)"
_MEANS = {
    Kind.BOOK: "封面、目录、花名册、计划、全部定稿的记录、清单、考核和本年数字装订成一本 PDF，"
    "可双面打印，订口留在里侧。草稿不装订，在目录后面写明有几份。",
    Kind.INSPECTION: "按检查清单逐项放进编号的文件夹，附一份目录，缺的列在最前面。"
    "没有的不补，草稿在名称里写明，不计份数。",
    Kind.LABELS: "档案盒的盒脊和封面标签：支部、年度、内容、起止日期、记录数目，带裁切线。",
    Kind.EVERYTHING: "工作手册（PDF）、各类台账（xlsx）、全部记录（JSON）和附件，放在一个文件夹里，"
    "不装本程序也能看，附每个文件的校验值。没有加密，请妥善保管。",
}


class ArchiveDialog(Dialog):
    """Open it with `.open()`. The work runs beside the window and may be stopped; closing stops it.

    Nothing that is there already is replaced, and nothing half made is left.
    """

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__("年度档案", parent, width=940, height=_LOW)
        self._context = context
        self._job: Job | None = None
        self._made: Path | None = None
        self._lines = checklist.standard()
        names = {each["uid"]: each["short_name"] for each in queries.organisations()}
        self.branch = ChoiceEditor(names.items(), empty=None)
        self.branch.set_name("党组织")
        self.branch.set_value(context.branch)
        known = {*queries.years(context.branch or None), context.year}
        years = ((str(year), f"{year}年") for year in sorted(known, reverse=True))
        self.year = ChoiceEditor(years, empty=None)
        self.year.set_name("年度")
        self.year.set_value(str(context.year))
        self.kind = ChoiceEditor(((str(kind), kind.label) for kind in Kind), empty=None)
        self.kind.set_name("做什么")
        self.kind.set_value(str(Kind.BOOK))
        self.means = Label("", "muted")
        self.identity = Check("写出完整的身份证号、电话、住址")
        self.talks = Check("带上谈心谈话记录")
        self.spine = ChoiceEditor(((width, f"{width} 毫米") for width in SPINES), empty=None)
        self.spine.set_name("盒脊宽")
        self.spine.set_value(USUAL)
        self.table = FoundTable()
        self.said = Label("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(px(8))
        self._stop = Button("停止", "x")
        self._stop.clicked.connect(self._cancel)
        self.shown = Button("打开", "folder-open")
        self.shown.clicked.connect(self._show_made)
        self.main_button = Button("选文件夹，开始…", "archive", "primary")
        self.main_button.clicked.connect(self._choose)
        self._lay_out()
        for editor in (self.branch, self.year, self.kind):
            editor.changed.connect(self._fit)
        self._fit()

    def _lay_out(self) -> None:
        body = self.body
        head = (Label("党组织", "muted", wrap=False), self.branch, 8, self.year, 16)
        body.addLayout(row(*head, Label("做什么", "muted", wrap=False), self.kind, None))
        body.addWidget(self.means)
        self._spine_label = Label("盒脊宽", "muted", wrap=False)
        body.addLayout(row(self._spine_label, self.spine, None))
        body.addWidget(self.identity)
        body.addWidget(self.talks)
        self._list_name = Label("清单：通用清单", wrap=False)
        self._own = Button("用自己的清单…", "file-input")
        self._own.clicked.connect(self._choose_list)
        self._keep = Button("清单存成表格，供修改…", "file-output")
        self._keep.clicked.connect(self._save_list)
        self._look = Button("先看缺什么", "search")
        self._look.clicked.connect(self.look)
        body.addLayout(row(self._list_name, None, self._own, self._keep, self._look))
        body.addWidget(self.table, 1)
        body.addStretch(0)
        body.addWidget(self.said)
        line = row(self._bar, self._stop)
        line.setStretch(0, 1)
        body.addLayout(line)
        self._show_work(on=False)
        self.add_button(self.shown)
        self.add_button(self.main_button)

    @property
    def wanted(self) -> Kind:
        """Which of the four things is chosen."""
        return Kind(self.kind.value() or Kind.BOOK)

    def _fit(self) -> None:
        """Show what belongs to the thing chosen; what was made or found for another is gone."""
        kind = self.wanted
        self.means.setText(_MEANS[kind])
        self.identity.setVisible(kind is not Kind.LABELS)
        self.talks.setVisible(kind is Kind.EVERYTHING)
        of_labels: tuple[QWidget, ...] = (self._spine_label, self.spine)
        for each in of_labels:
            each.setVisible(kind is Kind.LABELS)
        listed = (self._list_name, self._own, self._keep, self._look, self.table)
        for each in listed:
            each.setVisible(kind is Kind.INSPECTION)
        scans = "，带上党员的扫描件" if kind is Kind.EVERYTHING else ""
        self.identity.setText(f"写出完整的身份证号、电话、住址{scans}")
        tall = kind is Kind.INSPECTION
        self.body.setStretch(self.body.count() - 3, 0 if tall else 1)
        room = self.screen().availableGeometry().height() - 80
        self.resize(self.width(), min(px(_HIGH if tall else _LOW), room))
        self.table.set_rows(())
        self._say("")

    def _say(self, text: str, made: Path | None = None) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))
        self._made = made
        self.shown.setVisible(made is not None)

    # The list of an inspector

    def _choose_list(self) -> None:
        path = self._context.choose_open("选择检查清单", _TABLES)
        if path is None:
            return
        try:
            self._lines = checklist.read(path)
        except Refused as refusal:
            self._say(str(refusal))
            return
        self._list_name.setText(f"清单：{path.name}（{len(self._lines)}项）")
        self.look()

    def _save_list(self) -> None:
        path = self._context.choose_save("检查清单存成表格", "检查清单.xlsx", _TABLE)
        if path is None:
            return
        try:
            checklist.write(path, self._lines, inspection.names())
        except Refused as refusal:
            self._say(str(refusal))
            return
        self._say(f"已存成“{path.name}”。用 WPS 改好后，点“用自己的清单”选它。", path)

    def look(self) -> None:
        """Hold the list against the records and show what is missing, without writing."""
        self._run("核对检查清单", partial(survey, self._order()), self._looked)

    def _looked(self, found: tuple[Found, ...]) -> None:
        self._show_work(on=False)
        self.table.set_rows(found)
        missing = sum(each.missing for each in found)
        lacks = f"缺的{missing}项列在前面" if missing else "全部齐"
        self._say(f"清单{len(found)}项，{lacks}。")

    # Making

    def _order(self) -> Order:
        return Order(
            self.wanted,
            self.branch.value() or "",
            int(self.year.value() or self._context.year),
            self._context.today().isoformat(),
            self._context.now(),
            identity=self.identity.isChecked() and self.wanted is not Kind.LABELS,
            talks=self.talks.isChecked() and self.wanted is Kind.EVERYTHING,
            spine=self.spine.value() or USUAL,
            lines=self._lines,
        )

    def _choose(self) -> None:
        if self._order().talks:
            talk_words.ask(self._context, self, self._choose_folder)
        else:
            self._choose_folder()

    def _choose_folder(self) -> None:
        folder, order = self._context.choose_folder("放在哪个文件夹里"), self._order()
        what = f"{order.year}年的{order.kind.label}"
        if folder is not None and may_leave_the_file(
            self._context, what, identity=order.identity, talks=order.talks
        ):
            self._run(order.kind.label, partial(carry_out, order, folder), self._done)

    def _run(self, title: str, make: Any, then: Then) -> None:
        def work(job: Job) -> Any:
            with connection.in_this_thread():
                return make(job.step)

        self._say("正在准备……")
        self._bar.setRange(0, 0)
        self._show_work(on=True)
        self._begin(title, work, then)

    def _begin(self, title: str, work: Work, then: Then) -> None:
        job = self._context.tasks.run(title, work, then, self._failed)
        if not self._bar.isHidden():  # not over already
            self._job = job
            job.progressed.connect(self._progressed)

    def _progressed(self, done: int, total: int, text: str) -> None:
        if self._job is not None:
            self.said.setText(f"{text}……")
            self._bar.setRange(0, total)
            self._bar.setValue(min(done, total))

    def _done(self, made: Made) -> None:
        self._show_work(on=False)
        if made.found:
            self.table.set_rows(made.found)
        self._say(f"已写成“{made.path.name}”：{made.says}。", made.path)
        self._context.say(f"已写成“{made.path.name}”")

    def _failed(self, error: BaseException) -> None:
        self._show_work(on=False)
        if isinstance(error, Refused):
            self._say(str(error))
        else:
            self._say("没有做完，是程序出了错。什么也没有留下，录入的内容没有改动。")
            errors.report(error)

    def _show_work(self, *, on: bool) -> None:
        if not on:
            self._job = None
        self._bar.setVisible(on)
        self._stop.setVisible(on)
        for each in (self.main_button, self._own, self._keep, self._look):
            each.setEnabled(not on)
        for editor in (self.branch, self.year, self.kind, self.spine, self.identity, self.talks):
            editor.setEnabled(not on)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._show_work(on=False)
            self._say("已停止，没有留下半成的文件。")

    def _show_made(self) -> None:
        if self._made is not None:
            self._context.open_path(self._made)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._cancel()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        self._cancel()
        super().done(result)
