"""The papers of a general branch, and its overview as a workbook."""

from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from db.file_names import safe_name
from desktop.icons import icon
from desktop.recording.printing import YearPress

_PAPERS = (
    ("overview", "各党支部情况一览"),
    ("general-summary", "年度情况汇总"),
    ("contact-points", "联系点分工表"),
    ("contact-visits", "联系点工作记录"),
)


class GeneralPapers(YearPress):
    """Prints and saves what a general branch files of a year."""

    def fill(self, menu: QMenu) -> None:
        """Offer every paper, to print and as PDF."""
        for way, icon_name, words in (
            ("print", "printer", "打印{}…"),
            ("save", "download", "{}另存为 PDF、Word…"),
        ):
            for name, title in _PAPERS:
                action = menu.addAction(icon(icon_name), words.format(title))
                action.setData((way, name))
            menu.addSeparator()
        menu.addAction(icon("file-output"), "存为表格（xlsx）…").setData(("export", ""))

    def take(self, action: QAction) -> None:
        """Do what was chosen in the menu."""
        way, name = action.data()
        if way == "print":
            self.print_year(name)
        elif way == "save":
            self.save_year(name)
        else:
            self.export()

    def export(self) -> None:
        """Write the overview of the year as a workbook where the person wants it."""
        from db import overview_file

        general, year, today = self._context.branch, self._context.year, self.today()
        name = safe_name(f"{year}年各党支部情况")
        path = self._context.choose_save("存为表格", f"{name}.xlsx", "表格 (*.xlsx)")
        if path is None:
            return
        written = self.made(partial(overview_file.write, path, general, year, today=today))
        if written is not None:
            self.written(written)
