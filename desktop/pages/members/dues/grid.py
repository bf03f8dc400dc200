"""Members by twelve months: what was paid, what is owed. Arrows move, Enter goes to book."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from db.dues import Account, Ledger
from db.rules import dues as rules
from db.rules.dues import Month, MonthState, yuan
from desktop.theme import bold_font, small_font, tokens

Index = QModelIndex | QPersistentModelIndex

_DUE, _FIRST, _SUM, _OWED = 0, 1, 13, 14
_HEADS = ("月应交", *(f"{month}月" for month in range(1, 13)), "实交合计", "欠交")
_WORDS = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def _font(*, bold: bool) -> QFont:
    """Return the font of a cell in the size of the text as it is now."""
    small = small_font(QApplication.font())
    return bold_font(small) if bold else small


class DuesModel(QAbstractTableModel):
    """The ledger as cells; the last row holds the sums."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger: Ledger | None = None

    def set_ledger(self, ledger: Ledger | None) -> None:
        """Show this ledger."""
        self.beginResetModel()
        self.ledger = ledger
        self.endResetModel()

    def account(self, line: int) -> Account | None:
        """The member of a row, None for the sums."""
        accounts = self.ledger.accounts if self.ledger else ()
        return accounts[line] if 0 <= line < len(accounts) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        if parent.isValid() or self.ledger is None or not self.ledger.accounts:
            return 0
        return len(self.ledger.accounts) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return _HEADS[section]
        account = self.account(section)
        return account.name if account is not None else "合计"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.ledger is None:
            return None
        line, column = index.row(), index.column()
        account = self.account(line)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(account, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        if role == Qt.ItemDataRole.FontRole:
            return _font(bold=account is None)
        if role == Qt.ItemDataRole.ForegroundRole:
            tone = self._tone(account, column)
            return tokens().colour(tone) if tone else None
        if role in _WORDS and account is not None and _FIRST <= column < _SUM:
            return words(account, account.months[column - _FIRST])
        return None

    def _text(self, account: Account | None, column: int) -> str:
        assert self.ledger is not None
        if account is None:
            return self._total(column)
        if column == _DUE:
            known = [m for m in account.months if m.belongs and m.due is not None]
            begun = [m for m in known if m.begin.month <= max(self.ledger.begun, 1)] or known
            return yuan(begun[-1].due or 0) if begun else "无基数"
        if column == _SUM:
            return yuan(account.sums.paid)
        if column == _OWED:
            owed = rules.sums(account.months[: self.ledger.begun]).owed
            return yuan(owed) if owed else ""
        return self._cell(account.months[column - _FIRST])

    def _cell(self, month: Month) -> str:
        match month.state:
            case MonthState.OUTSIDE:
                return "—"
            case MonthState.WAIVED:
                return "免"
            case MonthState.UNKNOWN:
                return yuan(month.paid) if month.paid else "?"
            case MonthState.UNPAID:
                return f"欠 {yuan(month.owed)}" if self._begun(month) else ""
            case MonthState.PART:
                return f"{yuan(month.paid)} 欠 {yuan(month.owed)}"
        return yuan(month.paid)

    def _begun(self, month: Month) -> bool:
        return self.ledger is not None and month.begin.month <= self.ledger.begun

    def _tone(self, account: Account | None, column: int) -> str:
        if column == _OWED:
            return "accent"
        if account is None or not _FIRST <= column < _SUM:
            return ""
        month = account.months[column - _FIRST]
        if month.state in (MonthState.UNPAID, MonthState.PART, MonthState.UNKNOWN):
            assert self.ledger is not None
            late = rules.overdue(month, self.ledger.today) or month.state == MonthState.UNKNOWN
            return "accent" if late else "caution"
        return "muted" if month.state in (MonthState.OUTSIDE, MonthState.WAIVED) else ""

    def _total(self, column: int) -> str:
        assert self.ledger is not None
        if column == _DUE:
            return ""
        if column == _SUM:
            return yuan(self.ledger.sums().paid)
        if column == _OWED:
            return yuan(self.ledger.so_far.owed)
        return yuan(rules.sums(self.ledger.of_month(column - _FIRST + 1)).paid)


def words(account: Account, month: Month) -> str:
    """What a cell means, in a sentence."""
    head = f"{account.name} {month.begin.year}年{month.begin.month}月："
    if not month.belongs:
        paid = f"，却收了 {yuan(month.paid)} 元" if month.paid else ""
        return f"{head}不在本支部交党费{paid}"
    if month.due is None:
        return f"{head}没有党费基数，请先登记基数"
    parts = [f"应交 {yuan(month.due)} 元"]
    if month.waived:
        parts.append(f"减免 {yuan(month.waived)} 元")
    for payment in month.payments:
        day = payment.paid_on
        parts.append(f"{day.year}年{day.month}月{day.day}日交 {yuan(payment.amount)} 元")
    if month.owed:
        parts.append(f"欠 {yuan(month.owed)} 元")
    if month.over:
        parts.append(f"多交 {yuan(month.over)} 元")
    return head + "，".join(parts)


class DuesGrid(QTableView):
    """`placed(line, month)` when another cell is marked; `wanted()` on Enter or a double click;
    `cleared()` on Delete."""

    placed = Signal(int, int)
    wanted = Signal()
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model = DuesModel()
        self.setModel(self._model)
        self.setAccessibleName("党费台账：方向键移动，回车登记，Delete 取消登记")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.verticalHeader().setDefaultAlignment(left)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setHighlightSections(True)
        self.doubleClicked.connect(self._double_clicked)

    def show_ledger(self, ledger: Ledger, month: int) -> None:
        """Show a ledger; the marked cell stays, at first it is in the month."""
        line, column = self.place()
        again = self._model.ledger is not None and self._model.ledger.year == ledger.year
        self._model.set_ledger(ledger)
        self.resizeColumnsToContents()
        self.go_to(max(line, 0), column if again and column else month)

    def ledger(self) -> Ledger | None:
        """The ledger that is shown."""
        return self._model.ledger

    def place(self) -> tuple[int, int]:
        """Row and month (1 to 12, 0 outside the months) of the marked cell."""
        index = self.currentIndex()
        column = index.column() - _FIRST + 1
        return index.row(), column if 1 <= column <= 12 else 0

    def account(self) -> Account | None:
        """The member of the marked cell."""
        return self._model.account(self.currentIndex().row())

    def go_to(self, line: int, month: int) -> None:
        """Mark a cell."""
        most = self._model.rowCount() - 1
        if most < 0:
            return
        index = self._model.index(min(line, most), max(month, 1) + _FIRST - 1)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)
        self.placed.emit(*self.place())

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.placed.emit(*self.place())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def _double_clicked(self, _index: QModelIndex) -> None:
        self.wanted.emit()
