"""The parts of the import of old tables: what a column means, what happens to each row."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from db.ledgers.planned import CHANGED, LEFT_OUT, NEW, SAME, PlannedRow
from db.ledgers.reader import FoundColumn, IgnoredRow
from desktop.editors import ChoiceEditor
from desktop.theme import px
from desktop.widgets import Card, Label

Index = QModelIndex | QPersistentModelIndex
_ACTIONS = {NEW: "新增", CHANGED: "更新", SAME: "相同", LEFT_OUT: "没有录入"}
_COLUMNS = ("行", "结果", "编号", "内容", "要核对的")
_WIDTHS = (44, 84, 112, 220)
_LONGEST = 18


class ColumnChoice(Card):
    """One column of the file: its heading, some of its cells, and the choice of what it is."""

    changed = Signal(int)

    def __init__(self, column: FoundColumn, field: str, labels: Mapping[str, str]) -> None:
        super().__init__(role="box", margin=10, spacing=4)
        self.place = column.place
        samples = "；".join(_short(text) for text in column.samples)
        self.field = ChoiceEditor(labels.items(), empty="不读取", missing="")
        self.field.set_name(f"“{column.heading}”这一列对应")
        self.field.set_value(field)
        self.field.changed.connect(self._changed)
        self.body.addWidget(Label(column.heading, "section"))
        self.body.addWidget(Label(samples or "（空列）", "muted"))
        self.body.addWidget(self.field)

    def _changed(self) -> None:
        self.changed.emit(self.place)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


def told(row: PlannedRow | IgnoredRow) -> list[str]:
    """Return what a person should look at in a row."""
    if isinstance(row, IgnoredRow):
        return [row.reason]
    changes = [f"{c.label}：{c.before} → {c.after}" for c in row.changes]
    return [*row.notes, *changes]


class RowsModel(QAbstractTableModel):
    """The rows of one sheet and what happens to each."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[PlannedRow | IgnoredRow] = []

    def set_rows(self, rows: list[PlannedRow | IgnoredRow]) -> None:
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
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._cells(self.rows[index.row()])[index.column()]

    def _cells(self, row: PlannedRow | IgnoredRow) -> tuple[str, ...]:
        said = "；".join(" ".join(text.split()) for text in told(row)) or "—"
        if isinstance(row, IgnoredRow):
            return str(row.number), "没有录入", "—", row.text, said
        title = " ".join(row.title.split())
        return str(row.number), _ACTIONS[row.action], row.name or "—", title, said


class RowsTable(QTableView):
    """`chosen(row)` when another row becomes current; None when there is none."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.source = RowsModel()
        self.setModel(self.source)
        self.setAccessibleName("导入后每一行会怎样")
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

    def set_rows(self, rows: list[PlannedRow | IgnoredRow]) -> None:
        """Show these rows."""
        self.source.set_rows(rows)
        self.setColumnHidden(2, not any(getattr(each, "name", "") for each in rows))
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + px(14))
        self.chosen.emit(None)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(self.source.rows[current.row()] if current.isValid() else None)
