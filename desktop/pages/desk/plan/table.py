"""The rows of the plan as a table: what is planned by month, and what became of it."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from db.year_plan import Comparison
from desktop.pages.desk.plan import words
from desktop.table import Index
from desktop.theme import px, tokens

_TITLES = ("月份", "会议、活动", "主题、内容", "主讲或牵头", "责任人", "时限", "完成情况")
_THEME, _OUTCOME = 2, 6
_UNPLANNED = "计划以外"


class Shown(NamedTuple):
    """A row of the table: the line (``uid`` of it, "" for what was not planned) and its record."""

    uid: str
    record_type: str
    record: str
    cells: tuple[str, ...]
    tone: str
    planned: bool


class PlanModel(QAbstractTableModel):
    """Shows a comparison; rows of what was not planned come last."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Shown] = []

    def show_plan(self, found: Comparison, groups: Mapping[str, str]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.shown = [*_planned(found, groups), *_unplanned(found, groups)]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.shown[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.cells[column] or None
        if role == Qt.ItemDataRole.ForegroundRole:
            if column == _OUTCOME:
                return tokens().colour(row.tone)
            return None if row.planned else tokens().colour("muted")
        return None


def _planned(found: Comparison, groups: Mapping[str, str]) -> list[Shown]:
    return [
        Shown(
            uid=row.line["uid"],
            record_type="activity" if row.line["kind"] == "activity" else "meeting",
            record=row.match.record.uid if row.match.record else "",
            cells=(
                f"{row.line['month']}月",
                words.what(row.line["kind"], row.line["group"], groups),
                row.line["title"],
                row.line["lead_name"],
                row.line["owner_name"],
                words.limit(row),
                words.outcome(row.match),
            ),
            tone=words.TONES[row.match.state],
            planned=True,
        )
        for row in found.rows
    ]


def _unplanned(found: Comparison, groups: Mapping[str, str]) -> list[Shown]:
    return [
        Shown(
            uid="",
            record_type="activity" if record.kind == "activity" else "meeting",
            record=record.uid,
            cells=(
                f"{record.month}月",
                words.what(record.kind, record.group, groups),
                record.heading,
                "",
                "",
                "",
                f"◐ 草稿 {words.short(record.day)}"
                if record.draft
                else f"● {_UNPLANNED} {words.short(record.day)}",
            ),
            tone="now" if record.draft else "done",
            planned=False,
        )
        for record in found.unplanned
    ]


class PlanTable(QTableView):
    """`chosen(uid)` when a row is chosen ("" for one that was not planned); `wanted(Shown)` when
    its record is asked for: a click on what became of it, or Enter."""

    chosen = Signal(str)
    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.source = PlanModel()
        self._quiet = False
        self.setModel(self.source)
        self.setAccessibleName("各项安排")
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(px(240))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_THEME, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._clicked)

    def show_plan(self, found: Comparison, groups: Mapping[str, str]) -> None:
        """Show a comparison; the chosen row stays if it is still there, and nothing is emitted."""
        kept = self.selected()
        self._quiet = True
        self.source.show_plan(found, groups)
        self._quiet = False
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + px(12))
        for column in range(len(_TITLES)):
            if column != _THEME:
                self.resizeColumnToContents(column)
        if kept:
            self.select(kept)

    def row(self) -> Shown | None:
        """The row that is chosen."""
        place = self.currentIndex().row()
        return self.source.shown[place] if 0 <= place < len(self.source.shown) else None

    def selected(self) -> str:
        """The uid of the chosen line, "" for none."""
        row = self.row()
        return row.uid if row is not None else ""

    def select(self, uid: str) -> bool:
        """Choose a line without emitting; whether it is there."""
        places = [place for place, row in enumerate(self.source.shown) if row.uid == uid]
        self._quiet = True
        self.setCurrentIndex(self.source.index(places[0], 0) if places else QModelIndex())
        self._quiet = False
        return bool(places)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.row() != previous.row():
            self.chosen.emit(self.selected())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.wanted.emit(row)
        else:
            super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        row = self.row()
        if index.column() == _OUTCOME and row is not None:
            self.wanted.emit(row)
