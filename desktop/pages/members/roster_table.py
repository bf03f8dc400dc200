"""The whole roster as a table; identity numbers are masked."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.pages.members.people import Person

_WIDEST = 18  # characters of a column; longer texts end in “…”
_MEASURED = 200
"""How many rows the columns are fitted to."""

Index = QModelIndex | QPersistentModelIndex

COLUMNS = (
    ("name", "姓名"),
    ("gender", "性别"),
    ("born_on", "出生年月"),
    ("category", "类别"),
    ("post", "党内职务"),
    ("group", "党小组"),
    ("joined_on", "入党时间"),
    ("full_on", "转正时间"),
    ("id_number", "公民身份号码"),
    ("ethnicity", "民族"),
    ("education", "学历"),
    ("job", "单位职务"),
)


class RosterModel(QAbstractTableModel):
    """The members in the order of the list; an empty cell shows a dash.

    A row is put into words when it is first seen.
    """

    def __init__(self) -> None:
        super().__init__()
        self.people: list[Person] = []
        self._cells: dict[int, dict[str, str]] = {}

    def set_people(self, people: list[Person]) -> None:
        """Show these members."""
        self.beginResetModel()
        self.people = people
        self._cells = {}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return COLUMNS[section][1]
        return str(section + 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        if index.row() not in self._cells:
            self._cells[index.row()] = self.people[index.row()].cells()
        return self._cells[index.row()][COLUMNS[index.column()][0]] or "—"


class RosterTable(QTableView):
    """`opened(uid)` on Enter or a double click; sorted by the list beside it, not by itself."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._model = RosterModel()
        self.setModel(self._model)
        self.setAccessibleName("党员花名册")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.horizontalHeader().setDefaultAlignment(left)
        self.horizontalHeader().setResizeContentsPrecision(_MEASURED)
        self.activated.connect(self._activated)

    def set_people(self, people: list[Person]) -> None:
        """Show these members and fit the columns to them."""
        self._model.set_people(people)
        widest = self.fontMetrics().horizontalAdvance("国") * _WIDEST
        self.horizontalHeader().setMaximumSectionSize(widest)
        self.resizeColumnsToContents()

    def _activated(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.people[index.row()].uid)
