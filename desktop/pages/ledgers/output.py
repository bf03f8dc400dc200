"""The papers and workbooks of a ledger: printed, saved, written out and brought in."""

from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from db.spec import RecordSpec, Tree
from desktop.app import Context
from desktop.icons import icon
from desktop.recording import papers
from desktop.recording.printing import YearPress


class LedgerPapers(YearPress):
    """Fills the menu of a ledger and does what is chosen there."""

    def __init__(self, context: Context, kind: RecordSpec, parent: QWidget) -> None:
        super().__init__(context, parent)
        self.kind = kind
        self._writing: list[QAction] = []

    def fill(self, menu: QMenu) -> None:
        """Offer the year's table on paper and as a workbook, and to bring an old one in."""
        name = paper_of(self.kind)
        for text, icon_name, slot in (
            ("打印台账…", "printer", partial(self.print_year, name)),
            ("台账另存为 PDF…", "download", partial(self.save_year, name)),
            ("存为表格…", "table", self.export),
        ):
            menu.addAction(icon(icon_name), text).triggered.connect(slot)
        menu.addSeparator()
        taken = menu.addAction(icon("file-input"), "导入旧台账…")
        taken.triggered.connect(self.import_rows)
        self._writing = [taken]

    def enable(self, *, writable: bool) -> None:
        """Offer what writes only where it may."""
        for action in self._writing:
            action.setEnabled(writable)

    def print_record(self, record: Tree) -> None:
        """Print the sheet of one record."""
        make = self.made(partial(papers.collect, sheet_of(self.kind), record, self.today()))
        if make is not None:
            title = self.kind.heading(record)
            self.print_made(title, make, partial(self.send, title))

    def export(self) -> None:
        """Write the ledger of the year as a workbook where the person wants it."""
        from db.ledgers import plain

        branch, year = self._context.branch, self._context.year
        name = f"{year}年{self.kind.title}台账.xlsx"
        path = self._context.choose_save("存为表格", name, "表格 (*.xlsx)")
        if path is None:
            return
        write = partial(plain.write, path, self.kind, branch, year, today=self.today())
        written = self.made(write)
        if written is not None:
            self.written(written)

    def import_rows(self) -> None:
        """Bring in a ledger that was kept as a workbook."""
        from desktop.dialogs.import_list import ImportTableDialog
        from desktop.dialogs.import_source import LedgerSource

        source = LedgerSource(self.kind)
        ImportTableDialog(self._context, source, self._parent).open()


def paper_of(kind: RecordSpec) -> str:
    """The name of the paper of a ledger's year."""
    return f"{kind.name.replace('_', '-')}-ledger"


def sheet_of(kind: RecordSpec) -> str:
    """The name of the paper of one record of a ledger."""
    return kind.name.replace("_", "-")
