"""Printing the papers of a meeting, or saving them as PDF; made in the worker thread."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject

from db.errors import Refused
from desktop import errors, preview
from desktop.app import Context
from desktop.pages.meetings import papers
from desktop.pages.meetings.record import RecordPane
from desktop.tasks import Job

_Made = TypeVar("_Made")
PATTERN = "PDF (*.pdf)"


class Printing(QObject):
    """`print_paper(name)` and `save_paper(name)` for the record that is open."""

    def __init__(self, context: Context, pane: RecordPane) -> None:
        super().__init__(pane)
        self._context = context
        self._pane = pane

    def print_paper(self, name: str) -> None:
        """Save, make the paper, ask for the printer; a final record then counts as printed."""
        if not self._pane.record or not self._pane.save():
            return
        make = self._made(papers.collect, name)
        if make is None:
            return

        def work(_job: Job) -> bytes:
            return make()

        title = papers.file_name(name, self._pane.record).removesuffix(".pdf")
        uid = self._pane.uid
        then = partial(self._print, name, title, uid)
        self._context.tasks.run(f"排版{title}", work, then, self.failed)

    def save_paper(self, name: str) -> None:
        """Save the record, then write the paper as PDF where the person wants it."""
        if not self._pane.record or not self._pane.save():
            return
        write = self._made(papers.writer, name)
        suggested = papers.file_name(name, self._pane.record)
        path = self._context.choose_save("另存为 PDF", suggested, PATTERN) if write else None
        if write is None or path is None:
            return
        target = path

        def work(_job: Job) -> Path:
            write(target)
            return target

        self._context.tasks.run(f"另存“{path.name}”", work, self.written, self.failed)

    def print_data(self, title: str, data: bytes) -> bool:
        """Send a PDF to the printer that the person chooses; whether it was sent."""
        printer = preview.ask_printer(self._pane.window(), title)
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

    def _made(self, make: Callable[..., _Made], name: str) -> _Made | None:
        today = self._context.today().isoformat()
        try:
            return make(name, self._pane.record, today)
        except Refused as refusal:
            self._context.warn(str(refusal))
            return None

    def _print(self, name: str, title: str, uid: str, data: bytes) -> None:
        sent = self.print_data(title, data)
        if sent and name == papers.MINUTES and self._pane.uid == uid:
            self._pane.mark_printed()
