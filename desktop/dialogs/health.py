"""The data check in the window: what is wrong with the file, where, and what can be repaired."""

import datetime as dt
from collections.abc import Iterable

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from db import connection, health
from db.errors import Refused
from db.health import Grade, Problem, Report
from db.inspection import Inspected
from desktop import errors
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.tasks import Job
from desktop.theme import px
from desktop.values import moment
from desktop.widgets import Button, FindingCard, Label, ScrollColumn, row

_LEVELS = {Grade.DAMAGE: "block", Grade.ACTION: "warn", Grade.TIDY: "remind"}
_MEANS = {
    Grade.DAMAGE: "内容读不出来或对不上，请尽快处理。",
    Grade.ACTION: "文件是好的，有的地方要由人核对。",
    Grade.TIDY: "不影响使用，修复不动任何录入的内容。",
}
_MOST_SHOWN = 200
_MOST_RECORDS = 20


class HealthDialog(Dialog):
    """Checks the open file at once, shows what was found in groups, repairs what is safe.

    The check runs beside the window and may be stopped; closing stops it. A repair is not stopped.
    """

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__("数据体检", parent, width=760, height=600)
        self._context = context
        self._job: Job | None = None
        self._ended = self._repairing = False
        self.report: Report | None = None
        self.summary = Label("")
        self.last = Label("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(px(8))
        self._stop = Button("停止", "x")
        self._stop.clicked.connect(self._cancel)
        self.column = ScrollColumn(spacing=8)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.last)
        line = row(self._bar, self._stop)
        line.setStretch(0, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.column, 1)
        self.again = Button("重新检查", "refresh-cw")
        self.again.clicked.connect(self.check)
        self.repair_button = Button("修复可以安全修复的", "shield-check", "primary")
        self.repair_button.clicked.connect(self.repair)
        self.add_button(self.again)
        self.add_button(self.repair_button)
        self.check()

    def check(self) -> None:
        """Check the file from the beginning."""
        self._say_last()
        at, today = self._context.now(), self._context.today().isoformat()

        def work(job: Job) -> Report:
            with connection.in_this_thread():
                return health.examine(at=at, today=today, say=job.step)

        self._begin("正在检查……")
        self._job = self._context.tasks.run("数据体检", work, self._checked, self._failed)
        self._follow()

    def repair(self) -> None:
        """Back the file up, repair what is safe, and check again."""
        if self.report is None or not self.report.repairs:
            return
        wanted, who, at = self.report.repairs, self._context.who, self._context.now()
        now = dt.datetime.now()  # noqa: DTZ005 - local time, as the backup is named
        words = "、".join(each.label for each in wanted)

        def work(job: Job) -> str:
            with connection.in_this_thread():
                health.repair(wanted, now=now, who=who, at=at, say=job.step)
            return words

        self._repairing = True
        self._begin("正在备份和修复……")
        self._job = self._context.tasks.run("修复数据", work, self._repaired, self._failed)
        self._follow()

    # What happens meanwhile

    def _begin(self, text: str) -> None:
        self._ended = False
        self.summary.setText(text)
        self._bar.setRange(0, 0)
        self._show_work(on=True)

    def _follow(self) -> None:
        """Show the progress, unless the work is over already."""
        if self._job is not None and not self._ended:
            self._job.progressed.connect(self._progressed)

    def _show_work(self, *, on: bool) -> None:
        self._bar.setVisible(on)
        self._stop.setVisible(on and not self._repairing)
        self.close_button.setEnabled(not (on and self._repairing))
        self.again.setEnabled(not on)
        able = self.report is not None and bool(self.report.repairs)
        self.repair_button.setVisible(able and not self._context.readonly)
        self.repair_button.setEnabled(not on)

    def _progressed(self, done: int, total: int, text: str) -> None:
        self.summary.setText(f"{text}……")
        self._bar.setRange(0, total)
        self._bar.setValue(min(done, total))

    def _cancel(self) -> None:
        if self._job is not None and not self._ended:
            self._job.cancel()
            self._over()
            self.summary.setText("检查已停止，没有改动任何内容。")

    def _over(self) -> None:
        self._ended, self._repairing, self._job = True, False, None
        self._show_work(on=False)

    def _checked(self, report: Report) -> None:
        self.report = report
        self._over()
        try:
            health.remember(report)
        except Refused as refusal:
            self._context.warn(str(refusal))
        self._show(report)

    def _repaired(self, words: str) -> None:
        self._over()
        self._context.say(f"已备份并修复：{words}。")
        self.check()

    def _failed(self, error: BaseException) -> None:
        if self._ended:  # stopped, perhaps closed: there is nothing to show it in
            errors.report(error)
            return
        self._over()
        if isinstance(error, Refused):
            self.summary.setText(str(error))
        else:
            self.summary.setText("没有做完，是程序出了错。录入的内容没有改动。")
            errors.report(error)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._repairing:
            event.ignore()
            return
        self._cancel()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        if self._repairing:
            return
        self._cancel()
        super().done(result)

    # What is shown

    def _say_last(self) -> None:
        last = health.last_check()
        if last is None:
            self.last.setText("以前没有做过体检。")
        elif last["passed"]:
            self.last.setText(f"上次体检：{moment(last['at'])}，通过。")
        else:
            self.last.setText(f"上次体检：{moment(last['at'])}，发现{last['problems']}处问题。")

    def _show(self, report: Report) -> None:
        found = len(report.problems)
        if found:
            said = f"查了{report.records}条记录，数据有{found}处问题。"
        else:
            said = f"文件完好：查了{report.records}条记录和全部附件、历史、检索，没有发现问题。"
        self.summary.setText(said)
        self._clear()
        for grade in Grade:
            self._group(grade, [each for each in report.problems if each.grade is grade])
        self._rules(report)
        self.column.body.addStretch(1)

    def _clear(self) -> None:
        body = self.column.body
        while body.count():
            widget = body.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _group(self, grade: Grade, problems: list[Problem]) -> None:
        if not problems:
            return
        self.column.body.addWidget(Label(f"{grade.label}　{len(problems)}处", "section"))
        self.column.body.addWidget(Label(_MEANS[grade], "muted"))
        for problem in problems[:_MOST_SHOWN]:
            note = f"可以修复：{problem.repair.label}" if problem.repair else ""
            card = FindingCard(
                _LEVELS[grade],
                problem.text,
                note,
                target=(problem.record_type, problem.uid) if problem.uid else None,
                title=problem.heading or grade.label,
            )
            card.jumped.connect(self._jump)
            self.column.body.addWidget(card)
        if len(problems) > _MOST_SHOWN:
            more = f"还有{len(problems) - _MOST_SHOWN}处同样的问题没有列出。"
            self.column.body.addWidget(Label(more, "muted"))

    def _rules(self, report: Report) -> None:
        blocked = [(one, texts) for one in report.inspected if (texts := list(_blocking(one)))]
        head = f"记录的规则检查　{report.rule_findings}处提示"
        self.column.body.addWidget(Label(head, "section"))
        told = "逐条的提示在“工作台”的“迎检自查”里。"
        if blocked:
            told = f"{len(blocked)}条记录有规则上的问题要改。{told}"
        self.column.body.addWidget(Label(told, "muted"))
        for one, texts in blocked[:_MOST_RECORDS]:
            target = (one.record_type, one.uid)
            card = FindingCard("warn", "；".join(texts), target=target, title=one.heading)
            card.jumped.connect(self._jump)
            self.column.body.addWidget(card)

    def _jump(self, target: object) -> None:
        assert isinstance(target, tuple)
        self.close()
        self._context.go(*target)


def _blocking(one: Inspected) -> Iterable[str]:
    return (finding.text for finding in one.findings if finding.level == "block")
