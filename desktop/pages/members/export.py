"""The roster as a workbook or as a paper, its numbers covered unless they are asked for."""

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QWidget

from db import branch, queries, tree
from db.errors import Refused
from db.records import spec
from db.rosters import exporter
from desktop import preview, scratch
from desktop.app import Context
from desktop.disclosing import noted

_XLSX = "Excel工作簿 (*.xlsx)"
_PDF = "PDF (*.pdf)"


class RosterExport:
    """Asks where to, writes the roster as of today, and says where the file lies."""

    def __init__(self, context: Context, page: QWidget) -> None:
        self._context = context
        self._page = page

    def to_xlsx(self) -> None:
        """Write the roster of the branch to a workbook."""
        if path := self._context.choose_save("导出党员花名册", self._name(".xlsx"), _XLSX):
            self.write_xlsx(path)

    def write_xlsx(self, path: Path) -> None:
        """Write the workbook; a refusal is said."""
        full = self._asked_for_full_numbers()
        if full and not self._noted(path.name):
            return
        try:
            exporter.write(path, self._context.branch, self._today, full_numbers=full)
        except Refused as refusal:
            self._context.warn(str(refusal))
            return
        self._say_written(path)

    def to_pdf(self) -> None:
        """Write the roster as a paper (A4 landscape)."""
        if path := self._context.choose_save("党员花名册", self._name(".pdf"), _PDF):
            self.write_pdf(path)

    def write_pdf(self, path: Path) -> None:
        """Write the paper; a refusal is said."""
        full = self._asked_for_full_numbers()
        if (not full or self._noted(path.name)) and self._render(path, full=full):
            self._say_written(path)

    def print_out(self) -> None:
        """Send the roster to the printer that the person chooses."""
        title, full = self._name(""), self._asked_for_full_numbers()
        if full and not self._noted("打印"):
            return
        with TemporaryDirectory(dir=scratch.folder()) as folder:
            path = Path(folder) / "roster.pdf"
            if not self._render(path, full=full):
                return
            data = path.read_bytes()
        printer = preview.ask_printer(self._page.window(), title)
        if printer is None:
            return
        try:
            preview.print_pdf(data, printer)
        except Refused as refusal:
            self._context.warn(str(refusal))
            return
        self._context.say(f"已送往打印机：{title}")

    def _render(self, path: Path, *, full: bool) -> bool:
        # Imported where it is used: reportlab is slow to load and the window opens without it.
        from desktop.documents import roster
        from desktop.documents.gather import Gatherer

        here = self._context.branch
        entries = branch.roster(here, self._today)
        members = tree.dump_many(spec("member"), [entry.member for entry in entries])
        context = Gatherer(here, today=self._today, reveal=full).on(self._today)
        try:
            roster.render(roster.collect(list(members.values()), context), path)
        except Refused as refusal:
            self._context.warn(str(refusal))
            return False
        return True

    def _asked_for_full_numbers(self) -> bool:
        return self._context.ask(
            "身份证号、电话、住址怎么写？",
            "花名册中的身份证号、电话只写首尾，住址不写。要写完整的，请确认文件会妥善保管；"
            "这次会记在“查看记录”里。",
            "写完整的",
            "只写首尾",
        )

    def _noted(self, where: str) -> bool:
        return noted(self._context, f"党员花名册，带有完整的身份证号、电话、住址：{where}")

    def _say_written(self, path: Path) -> None:
        self._context.say(f"已存为“{path.name}”", "打开", lambda: self._context.open_path(path))

    @property
    def _today(self) -> str:
        return self._context.today().isoformat()

    def _name(self, suffix: str) -> str:
        short_name = queries.organisation(self._context.branch)["short_name"]
        return f"{short_name}党员花名册{self._today.replace('-', '')}{suffix}"
