"""The papers and workbooks of a ledger: printed, saved, written out and brought in."""

from collections.abc import Callable
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
        own = menu.addMenu(icon("file-text"), "其他文书")
        own.menuAction().setVisible(False)
        menu.aboutToShow.connect(partial(self._offer_others, own))

    def _offer_others(self, menu: QMenu) -> None:
        """Offer what else is printed of the year; asked for when the menu is first opened."""
        if menu.isEmpty():
            for name, title in papers.yearly_papers_for(self.kind.name):
                if name != paper_of(self.kind):
                    action = menu.addAction(f"打印{title}…")
                    action.triggered.connect(partial(_take, self.print_year, name))
            menu.menuAction().setVisible(not menu.isEmpty())

    def enable(self, *, writable: bool) -> None:
        """Offer what writes only where it may."""
        for action in self._writing:
            action.setEnabled(writable)

    def record_menu(self, wanted: Callable[[str], None], parent: QWidget) -> QMenu:
        """Return a menu of the papers of one record, for ledgers that have more than the sheet."""
        menu = QMenu(parent)

        def fill() -> None:
            menu.clear()
            for name, title in papers.papers_for(self.kind.name, {}):
                menu.addAction(title).triggered.connect(partial(_take, wanted, name))

        menu.aboutToShow.connect(fill)
        return menu

    def print_record(self, record: Tree, name: str | None = None) -> None:
        """Print a paper of one record, its sheet unless another is named."""
        paper = name or sheet_of(self.kind)
        make = self.made(partial(papers.collect, paper, record, self.today()))
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


def _take(wanted: Callable[[str], None], name: str, _checked: object = None) -> None:
    wanted(name)


def paper_of(kind: RecordSpec) -> str:
    """The name of the paper of a ledger's year."""
    return f"{kind.name.replace('_', '-')}-ledger"


def sheet_of(kind: RecordSpec) -> str:
    """The name of the paper of one record of a ledger."""
    return kind.name.replace("_", "-")
