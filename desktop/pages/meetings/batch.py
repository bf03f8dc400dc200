"""The records of a month, a quarter or a year bound into one volume with a contents page."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from db import queries, tree
from db.errors import Refused
from db.queries import Row
from db.records import spec
from db.records.held import Status
from db.records.meeting import MeetingKind
from db.spec import Tree
from desktop import scratch
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.editors import ChoiceEditor, Field, FlagEditor
from desktop.recording.printing import PDF, Printing
from desktop.tasks import Job
from desktop.widgets import Button, Label

if TYPE_CHECKING:
    from desktop.documents.context import PaperContext
    from desktop.documents.recordbook import RecordSheet

MEETING = spec("meeting")

# A period of the year: its value, what it is called, its first and last month.
_QUARTERS = tuple(
    (f"q{n + 1}", f"第{name}季度", 3 * n + 1, 3 * n + 3) for n, name in enumerate("一二三四")
)
_MONTHS = tuple((f"m{n}", f"{n}月", n, n) for n in range(1, 13))
PERIODS = (("year", "全年", 1, 12), *_QUARTERS, *_MONTHS)


class BatchDialog(Dialog):
    """Chooses the period and kind, then prints the volume or saves it as PDF."""

    def __init__(self, context: Context, printing: Printing, parent: QWidget | None) -> None:
        super().__init__("合订打印", parent, width=480, height=360)
        self._context = context
        self._printing = printing
        self._rows = queries.records(MEETING, organisation=context.branch, year=context.year)[::-1]
        self.period = ChoiceEditor([(value, label) for value, label, *_ in PERIODS], empty=None)
        self.period.set_value("year")
        self.kind = ChoiceEditor([(str(k), k.label) for k in MeetingKind], empty="全部会议")
        self.drafts = FlagEditor("把草稿也印进去")
        self.count = Label("", "muted")
        self.print_button = Button("打印…", "printer", "primary")
        self.save_button = Button("另存为 PDF…", "download")
        self.print_button.clicked.connect(self.print_volume)
        self.save_button.clicked.connect(self.save_volume)
        self.body.addWidget(Field("时间", self.period))
        self.body.addWidget(Field("类型", self.kind))
        self.body.addWidget(self.drafts)
        self.body.addWidget(self.count)
        self.body.addStretch(1)
        self.add_button(self.save_button)
        self.add_button(self.print_button)
        self.close_button.setText("取消")
        for editor in (self.period, self.kind, self.drafts):
            editor.changed.connect(self.refresh)
        self.refresh()

    def chosen(self) -> list[Row]:
        """The records that will be bound, in the order of their days."""
        return [row for row in self._in_period() if self.drafts.value() or not _is_draft(row)]

    def refresh(self) -> None:
        """Say how many records will be bound."""
        chosen, all_of_them = self.chosen(), self._in_period()
        text = f"{len(chosen)} 份记录装订成一册，前面有目录。"
        if left := len(all_of_them) - len(chosen):
            text += f"另有 {left} 份草稿没有列入。"
        self.count.setText(text if all_of_them else "这段时间没有会议记录。")
        for button in (self.print_button, self.save_button):
            button.setEnabled(bool(chosen))

    def save_volume(self) -> None:
        """Write the volume as PDF where the person wants it."""
        title = self.volume_title()
        path = self._context.choose_save("另存为 PDF", f"{title}.pdf", PDF)
        if path is None:
            return
        self._start(title, partial(_to_file, path), self._printing.written)

    def print_volume(self) -> None:
        """Make the volume, then ask for the printer."""
        title = self.volume_title()
        self._start(title, _to_bytes, partial(self._printing.send, title))

    def volume_title(self) -> str:
        """What stands on the volume, e.g. 机关第一党支部2026年第一季度会议记录."""
        branch = queries.organisation(self._context.branch)["short_name"]
        period = "" if self.period.value() == "year" else self.period.label()
        kind = self.kind.label() if self.kind.value() else "会议"
        return f"{branch}{self._context.year}年{period}{kind}记录"

    def _start(
        self,
        title: str,
        way: Callable[[Callable[[Path, Job], None], Job], object],
        then: Callable[[Any], None],
    ) -> None:
        uids = [row.uid for row in self.chosen()]
        records = list(tree.dump_many(MEETING, uids).values())
        today = self._context.today().isoformat()
        try:
            bind = volume(records, title, today)
        except Refused as refusal:
            self._context.warn(str(refusal))
            return
        self._context.tasks.run(f"装订{title}", partial(way, bind), then, self._printing.failed)
        self.close()

    def _in_period(self) -> list[Row]:
        first, last = next((a, b) for value, _, a, b in PERIODS if value == self.period.value())
        kind = self.kind.value()
        return [
            row
            for row in self._rows
            if first <= int((row.day or "0000-00")[5:7]) <= last
            and kind in (None, row.values["kind"])
        ]


def _is_draft(row: Row) -> bool:
    return bool(row.values["status"] == Status.DRAFT)


def _to_file(path: Path, bind: Callable[[Path, Job], None], job: Job) -> Path:
    bind(path, job)
    return path


def _to_bytes(bind: Callable[[Path, Job], None], job: Job) -> bytes:
    with TemporaryDirectory(dir=scratch.folder()) as folder:
        path = Path(folder) / "volume.pdf"
        bind(path, job)
        return path.read_bytes()


def volume(records: list[Tree], title: str, today: str) -> Callable[[Path, Job], None]:
    """What is returned binds the minutes of these records (one branch) and reports progress."""
    from desktop.documents.gather import Gatherer

    gatherer = Gatherer(records[0]["organisation"], today=today)
    return partial(_bind, records, gatherer.context, title)


def _bind(
    records: list[Tree],
    context: "Callable[[Tree], PaperContext]",
    title: str,
    path: Path,
    job: Job,
) -> None:
    from desktop.documents import minutes
    from desktop.documents.volume import render_volume

    def sheets() -> "Iterator[RecordSheet]":
        for record in records:
            yield minutes.collect(record, context(record))

    job.step(0, len(records), title)
    for done in render_volume(sheets(), title, path):
        job.step(done, len(records), title)
