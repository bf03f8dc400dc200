"""Printing papers, or saving them as PDF or Word; made in the worker thread."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db import queries
from db.errors import Refused
from desktop import errors, preview
from desktop.app import Context
from desktop.recording import papers
from desktop.recording.pane import RecordPane
from desktop.tasks import Job

_Made = TypeVar("_Made")
PDF = "PDF (*.pdf)"
PDF_OR_WORD = f"{PDF};;Word 文档 (*.docx)"


class Press(QObject):
    """Sets a paper in the worker, then prints or keeps it; says what came of it."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._parent = parent

    def print_made(
        self, title: str, make: Callable[[], bytes], then: Callable[[bytes], None]
    ) -> None:
        """Set a paper; ``then`` gets the PDF."""

        def work(_job: Job) -> bytes:
            return make()

        self._context.tasks.run(f"排版{title}", work, then, self.failed)

    def save_made(
        self, suggested: str, write: Callable[[Path], object], *, word: bool = True
    ) -> None:
        """Write a paper as PDF, or as Word where there is one, to where the person wants it."""
        title, pattern = ("另存为 PDF 或 Word", PDF_OR_WORD) if word else ("另存为 PDF", PDF)
        path = self._context.choose_save(title, suggested, pattern)
        if path is None:
            return
        target = path

        def work(_job: Job) -> Path:
            write(target)
            return target

        self._context.tasks.run(f"另存“{path.name}”", work, self.written, self.failed)

    def print_data(self, title: str, data: bytes) -> bool:
        """Send a PDF to the printer that the person chooses; whether it was sent."""
        printer = preview.ask_printer(self._parent.window(), title)
        if printer is None:
            return False
        try:
            preview.print_pdf(data, printer)
        except Refused as refusal:
            self._context.warn(str(refusal))
            return False
        self._context.say(f"已送往打印机：{title}")
        return True

    def send(self, title: str, data: bytes) -> None:
        """Send a PDF to a printer; what came of it has been said."""
        self.print_data(title, data)

    def written(self, path: Path) -> None:
        """Say where the PDF is, and offer to look at it."""
        self._context.say(f"已存为“{path.name}”", "打开", partial(self._context.open_path, path))

    def failed(self, error: BaseException) -> None:
        """Say in one sentence why there is no paper; what was entered is untouched."""
        if isinstance(error, Refused):
            self._context.warn(str(error))
        elif isinstance(error, OSError):
            self._context.warn(
                f"没有排出来：{error.strerror or error}。请检查磁盘空间后重试，记录没有改动。"
            )
        elif isinstance(error, Exception):
            errors.report(error)

    def made(self, make: Callable[[], _Made]) -> _Made | None:
        """Put something into words now; None when it was refused, which has been said."""
        try:
            return make()
        except Refused as refusal:
            self._context.warn(str(refusal))
            return None

    def today(self) -> str:
        """The day on which the paper is made."""
        return self._context.today().isoformat()


class Printing(Press):
    """`print_paper(name)` and `save_paper(name)` for the record that is open.

    Printing `paper`, the usual one, makes a final record 已打印.
    """

    def __init__(self, context: Context, pane: RecordPane, paper: str) -> None:
        super().__init__(context, pane)
        self._pane = pane
        self._usual = paper

    def print_paper(self, name: str) -> None:
        """Save, make the paper, ask for the printer; a final record then counts as printed."""
        if not self._pane.record or not self._pane.save():
            return
        record = self._pane.record
        make = self.made(partial(papers.collect, name, record, self.today()))
        if make is None:
            return
        title = papers.file_name(name, record).removesuffix(".pdf")
        self.print_made(title, make, partial(self._print, name, title, self._pane.uid))

    def save_paper(self, name: str) -> None:
        """Save the record, then write the paper as PDF where the person wants it."""
        if not self._pane.record or not self._pane.save():
            return
        record = self._pane.record
        write = self.made(partial(papers.writer, name, record, self.today()))
        if write is not None:
            self.save_made(papers.file_name(name, record), write)

    def _print(self, name: str, title: str, uid: str, data: bytes) -> None:
        sent = self.print_data(title, data)
        if sent and name == self._usual and self._pane.uid == uid:
            self._pane.mark_printed()


class YearPress(Press):
    """Prints and saves the papers that gather a year's records of the branch looked at."""

    def print_year(self, name: str) -> None:
        """Set a yearly paper and ask for the printer; the name may carry an option."""
        make = self.made(partial(papers.collect_year, name, *self._where()))
        if make is not None:
            title = self._title(name)
            self.print_made(title, make, partial(self.send, title))

    def save_year(self, name: str) -> None:
        """Write a yearly paper as PDF where the person wants it."""
        write = self.made(partial(papers.year_writer, name, *self._where()))
        if write is not None:
            has_word = papers.has_word(name)
            self.save_made(f"{self._title(name)}.pdf", write, word=has_word)

    def _where(self) -> tuple[str, int, str]:
        return self._context.branch, self._context.year, self.today()

    def _title(self, name: str) -> str:
        branch = queries.organisation(self._context.branch)["short_name"]
        return papers.year_title(name, branch, self._context.year)
