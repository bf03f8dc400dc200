"""The papers of the lists: the ledgers of a year and the report on one item that is closed."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from db.file_names import safe_name
from db.records.listed_item import LISTED_ITEM, number_text
from db.spec import Tree
from desktop.icons import icon
from desktop.recording import papers
from desktop.recording.printing import YearPress

_WAYS = (("print", "printer", "打印{}…"), ("save", "download", "{}另存为 PDF、Word…"))


class ListPapers(YearPress):
    """Fills the menu of papers and does what is chosen there; prints the report on one item."""

    def fill(self, menu: QMenu, people: Iterable[str]) -> None:
        """Offer every paper of the lists, the one of a person for each of `people`."""
        from desktop.documents import DOCUMENTS

        menu.clear()
        for below in menu.findChildren(QMenu):  # clearing does not take them away
            below.deleteLater()
        yearly = [p for p in DOCUMENTS if p.yearly and LISTED_ITEM.name in p.record_types]
        for way, icon_name, words in _WAYS:
            for paper in yearly:
                text = words.format(paper.title)
                if paper.asks != "person":
                    menu.addAction(icon(icon_name), text).setData((way, paper.name))
                    continue
                below = menu.addMenu(icon(icon_name), text.removesuffix("…"))
                for name in people:
                    below.addAction(name).setData((way, f"{paper.name}:{name}"))
                below.setEnabled(not below.isEmpty())
            menu.addSeparator()

    def take(self, action: QAction) -> None:
        """Print or save what was chosen in the menu."""
        way, name = action.data()
        if way == "print":
            self.print_year(name)
        else:
            self.save_year(name)

    def export(self) -> None:
        """Write the three lists of the year as a workbook where the person wants it."""
        from db.ledgers import exporter

        branch, year, today = self._context.branch, self._context.year, self.today()
        path = self._context.choose_save("存为表格", f"{year}年三张清单.xlsx", "表格 (*.xlsx)")
        if path is None:
            return
        written = self.made(partial(exporter.write, path, branch, None, year, today=today))
        if written is not None:
            self.written(written)

    def import_list(self) -> None:
        """Bring in a list that was kept as a workbook."""
        from desktop.dialogs.import_list import ImportTableDialog
        from desktop.dialogs.import_source import ListSource

        ImportTableDialog(self._context, ListSource(), self._parent).open()

    def print_closing(self, record: Tree) -> None:
        """Print the report on a stored item."""
        make = self.made(partial(papers.collect, "closing", record, self.today()))
        if make is not None:
            title = closing_title(record)
            self.print_made(title, make, partial(self.send, title))

    def save_closing(self, record: Tree) -> None:
        """Write the report on a stored item as PDF."""
        write = self.made(partial(papers.writer, "closing", record, self.today()))
        if write is not None:
            self.save_made(f"{closing_title(record)}.pdf", write)


def closing_title(record: Tree) -> str:
    """What the report on an item is called: 销号报告单 任务2026-07 送法进社区."""
    words = " ".join(str(record["title"]).split())[:20]
    return safe_name(f"销号报告单 {number_text(record)} {words}")
