"""The table of any record type: columns from the spec, sorting, search, columns to choose."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from db import names
from db.spec import RecordSpec, Tree
from desktop import values
from desktop.editors.reading import plain
from desktop.references import References
from desktop.theme import px

Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole
UID_ROLE = Qt.ItemDataRole.UserRole + 1
Key = Callable[[Tree], str | int | float]
Show = Callable[[Tree], str]


class RecordTableModel(QAbstractTableModel):
    """Rows are root rows of records; three roles: shown text, sort key, uid.

    `shown` and `keys` replace, by column, how a value is shown and sorted (ages, strokes).
    """

    def __init__(
        self,
        spec: RecordSpec,
        references: References,
        *,
        shown: Mapping[str, Show] | None = None,
        keys: Mapping[str, Key] | None = None,
    ) -> None:
        super().__init__()
        self.spec = spec
        self._references = references
        self._shown = dict(shown or {})
        self._keys = dict(keys or {})
        self._rows: Sequence[Tree] = ()
        self._texts: dict[int, str] = {}

    def set_rows(self, rows: Sequence[Tree]) -> None:
        """Show these records."""
        self.beginResetModel()
        self._rows = rows
        self._texts.clear()
        self.endResetModel()

    def set_key(self, column: str, key: Key | None) -> None:
        """Sort a column by another key (None: by its value); sort again afterwards."""
        if key is None:
            self._keys.pop(column, None)
        else:
            self._keys[column] = key

    def rows(self) -> Sequence[Tree]:
        """The records shown."""
        return self._rows

    def search_text(self, row: int) -> str:
        """Everything a row can be found by: what it shows, and the pinyin of its people."""
        if row not in self._texts:
            record = self._rows[row]
            cells = [self._text(record, column.field) for column in self.spec.columns]
            sounds = [names.search_text(name) for name in self.spec.people(record)]
            self._texts[row] = plain(" ".join([*cells, *sounds]))
        return self._texts[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.spec.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            column = self.spec.columns[section]
            return column.title or self.spec.label(column.field)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        record = self._rows[index.row()]
        name = self.spec.columns[index.column()].field
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(record, name)
        if role == SORT_ROLE:
            if name in self._keys:
                return self._keys[name](record)
            return values.sort_key(self.spec.fields[name], record.get(name), self._references)
        if role == UID_ROLE:
            return record["uid"]
        return None

    def _text(self, record: Tree, name: str) -> str:
        if name in self._shown:
            return self._shown[name](record)
        return values.shown(self.spec.fields[name], record.get(name), self._references)


class RecordFilter(QSortFilterProxyModel):
    """Keeps the rows that hold every word searched for and pass the page's own `accepts`."""

    def __init__(self, model: RecordTableModel) -> None:
        super().__init__()
        self._model = model
        self._words: list[str] = []
        self._accepts: Callable[[Tree], bool] | None = None
        self.setSourceModel(model)
        self.setSortRole(SORT_ROLE)

    def search(self, text: str) -> None:
        """Keep the rows that hold these words."""
        self._words = plain(text).split()
        self.invalidateRowsFilter()

    def accept(self, accepts: Callable[[Tree], bool] | None) -> None:
        """Keep the records for which this is true."""
        self._accepts = accepts
        self.invalidateRowsFilter()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        if self._accepts is not None and not self._accepts(self._model.rows()[row]):
            return False
        if not self._words:
            return True
        text = self._model.search_text(row)
        return all(word in text for word in self._words)


class RecordTable(QTableView):
    """The table itself: `chosen(uid)` on moving, `opened(uid)` on Enter or a double click.

    A right press on the header chooses the columns that are seen.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, model: RecordTableModel, name: str) -> None:
        super().__init__()
        self.source = model
        self.filter = RecordFilter(model)
        self._quiet = False
        self.setModel(self.filter)
        self.setAccessibleName(name)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsMovable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._column_menu)
        for number, column in enumerate(model.spec.columns):
            if column.stretch:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self.activated.connect(self._opened)

    def set_rows(self, rows: Sequence[Tree]) -> None:
        """Show these records and keep the current one if it is still there; emits nothing."""
        kept = self.selected()
        self._quiet = True
        self.source.set_rows(rows)
        self._quiet = False
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + px(14))
        if kept:
            self.select(kept)

    def fit_columns(self) -> None:
        """Make the columns as wide as what they show in the first rows."""
        self.horizontalHeader().setResizeContentsPrecision(100)
        for number, column in enumerate(self.source.spec.columns):
            if not column.stretch:
                self.resizeColumnToContents(number)

    def selected(self) -> str:
        """The uid of the current record, or ""."""
        index = self.currentIndex()
        return str(index.data(UID_ROLE)) if index.isValid() else ""

    def select(self, uid: str) -> bool:
        """Make the record of `uid` current without emitting; whether it is shown."""
        self._quiet = True
        found = QModelIndex()
        for row in range(self.filter.rowCount()):
            index = self.filter.index(row, 0)
            if index.data(UID_ROLE) == uid:
                found = index
                break
        self.setCurrentIndex(found)
        self._quiet = False
        return found.isValid()

    def shown_uids(self) -> list[str]:
        """The uids of the rows as they stand, filtered and sorted."""
        rows = range(self.filter.rowCount())
        return [str(self.filter.index(row, 0).data(UID_ROLE)) for row in rows]

    def hide_columns(self, fields: Iterable[str]) -> None:
        """Show all columns but these."""
        hidden = set(fields)
        for number, column in enumerate(self.source.spec.columns):
            self.setColumnHidden(number, column.field in hidden)

    def hidden_columns(self) -> tuple[str, ...]:
        """The fields of the columns that are not seen."""
        return tuple(
            column.field
            for number, column in enumerate(self.source.spec.columns)
            if self.isColumnHidden(number)
        )

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.row() != previous.row():
            self.chosen.emit(self.selected())

    def _opened(self, index: QModelIndex) -> None:
        self.opened.emit(str(index.data(UID_ROLE)))

    def _column_menu(self, spot: QPoint) -> None:
        menu = self.column_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(spot))

    def column_menu(self) -> QMenu:
        """The menu that chooses columns; the first column always stays."""
        menu = QMenu(self)
        for number, column in enumerate(self.source.spec.columns[1:], 1):
            action = QAction(column.title or self.source.spec.label(column.field), menu)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(number))
            action.setData(number)
            action.toggled.connect(self._toggle_column)
            menu.addAction(action)
        return menu

    def _toggle_column(self, on: Any) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.setColumnHidden(int(action.data()), not on)
