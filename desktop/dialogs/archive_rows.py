"""The table that shows what an inspector's list asks for and what of it is there."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.archive.inspection import Found
from desktop.theme import px

Index = QModelIndex | QPersistentModelIndex
_COLUMNS = ("序号", "检查内容", "文书或台账", "要求", "已有", "说明")
_WIDTHS = (52, 270, 220, 60, 60)


class FoundModel(QAbstractTableModel):
    """The rows of a survey, what is missing first."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Found, ...] = ()

    def set_rows(self, rows: tuple[Found, ...]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return _COLUMNS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cells = _cells(self.rows[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cells[index.column()]
        return None


def _cells(found: Found) -> tuple[str, ...]:
    papers = "、".join(found.line.papers)
    wanted, there = f"{found.line.copies}份", f"{found.there}份"
    return f"{found.number:02d}", found.line.text, papers, wanted, there, found.says


class FoundTable(QTableView):
    """A table to look at; nothing in it is edited."""

    def __init__(self) -> None:
        super().__init__()
        self.source = FoundModel()
        self.setModel(self.source)
        self.setAccessibleName("检查清单上每一项有没有")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        for place, width in enumerate(_WIDTHS):
            self.setColumnWidth(place, px(width))

    def set_rows(self, rows: tuple[Found, ...]) -> None:
        """Show these rows."""
        self.source.set_rows(rows)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + px(14))
