"""The papers and the workbook of the numbers of a period."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from db.file_names import safe_name
from db.numbers import Period
from db.spec import Tree
from desktop.recording import papers
from desktop.recording.printing import YearPress

_FROZEN = "frozen-numbers"
_NO_PERIOD = "请先写明数字从哪一天到哪一天。"


class NumberPapers(YearPress):
    """Prints, keeps and writes out what the page shows."""

    def print_shown(self, period: Period | None, frozen: Tree | None) -> None:
        """Print the numbers of a period, or a frozen set beside those of now."""
        write = self._writer(period, frozen)
        if write is not None:
            title = self._named(period, frozen)
            self.print_made(title, partial(papers.as_pdf, write), partial(self.send, title))

    def save_shown(self, period: Period | None, frozen: Tree | None) -> None:
        """Keep the same as a PDF or Word document where the person wants it."""
        write = self._writer(period, frozen)
        if write is not None:
            self.save_made(f"{self._named(period, frozen)}.pdf", write)

    def export(self, period: Period | None) -> None:
        """Write the numbers of a period and every record behind them as a workbook."""
        from db import numbers_file

        if period is None:
            self._context.warn(_NO_PERIOD)
            return
        name = f"{self._named(period, None)}.xlsx"
        path = self._context.choose_save("存为表格", name, "表格 (*.xlsx)")
        if path is None:
            return
        branch = self._context.branch
        written = self.made(partial(numbers_file.write, path, branch, period, today=self.today()))
        if written is not None:
            self.written(written)

    def _writer(
        self, period: Period | None, frozen: Tree | None
    ) -> Callable[[Path], object] | None:
        if frozen is not None:
            return self.made(partial(papers.writer, _FROZEN, frozen, self.today()))
        if period is None:
            self._context.warn(_NO_PERIOD)
            return None
        return self.made(partial(papers.numbers_writer, self._context.branch, period, self.today()))

    def _named(self, period: Period | None, frozen: Tree | None) -> str:
        if frozen is not None:
            return safe_name(f"{frozen['title']}数字定稿")
        return f"{period.text if period else ''}工作数字统计表"
