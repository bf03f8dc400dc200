"""The list at the left of a page: two-line cards, quick with tens of thousands of rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QWidget

from desktop.theme import bold_font, px, small_font, tokens
from desktop.widgets.paint import paint_mark, paint_pill, pill_size

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class CardRow:
    """One card: who it is, a bold line, a quiet line, a pill and a mark (both may be absent)."""

    uid: str
    title: str
    subtitle: str = ""
    pill: str = ""
    tone: str = "muted"
    mark: str = ""


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[CardRow] = ()

    def set_rows(self, rows: Sequence[CardRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self.rows[index.row()]
        if role == ROW_ROLE:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(part for part in (item.title, item.pill, item.subtitle) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{item.title}\n{item.subtitle}".strip()
        return None


class _Delegate(QStyledItemDelegate):
    # The stubs of style options lack their members, hence `Any`.

    def sizeHint(self, option: Any, index: Index) -> QSize:
        font = option.font
        height = QFontMetrics(font).height() + QFontMetrics(small_font(font)).height()
        return QSize(px(190), height + px(20))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        item: CardRow = index.data(ROW_ROLE)
        current = tokens()
        area = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        if chosen or hovered:
            painter.fillRect(area, current.colour("accent_soft" if chosen else "hover"))
        if chosen:
            painter.fillRect(
                QRect(area.left(), area.top(), 3, area.height()), current.colour("accent")
            )
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), current.colour("line"))

        title_font, quiet_font = bold_font(option.font), small_font(option.font)
        title_metrics, quiet_metrics = QFontMetrics(title_font), QFontMetrics(quiet_font)
        left, right = area.left() + px(14), area.right() - px(12)
        top = area.top() + px(9)
        if item.mark:
            side = px(13)
            paint_mark(
                painter,
                item.mark,
                QRectF(left, top + (title_metrics.height() - side) / 2, side, side),
            )
            left += side + px(8)
        edge = right
        if item.pill:
            size = pill_size(item.pill, quiet_font)
            spot = QRect(
                right - size.width(),
                top + (title_metrics.height() - size.height()) // 2,
                size.width(),
                size.height(),
            )
            paint_pill(painter, item.pill, item.tone, spot, quiet_font)
            edge = spot.left() - px(8)
        painter.setFont(title_font)
        painter.setPen(current.colour("text"))
        title = title_metrics.elidedText(item.title, Qt.TextElideMode.ElideRight, edge - left)
        painter.drawText(left, top + title_metrics.ascent(), title)
        painter.setFont(quiet_font)
        painter.setPen(current.colour("muted"))
        quiet = quiet_metrics.elidedText(item.subtitle, Qt.TextElideMode.ElideRight, right - left)
        line = top + title_metrics.height() + px(2) + quiet_metrics.ascent()
        painter.drawText(left, line, quiet)
        painter.restore()


class CardList(QListView):
    """`chosen(uid)` when a person moves to another card ("" when none is left), `opened(uid)` on
    Enter or a double click. `set_rows` keeps the current card if it is still there."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model()
        self._quiet = False
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMinimumWidth(px(190))
        self.activated.connect(self._opened)

    def set_rows(self, rows: Sequence[CardRow]) -> None:
        """Show these cards. Emits nothing: the page knows what it does."""
        kept = self.selected()
        self._quiet = True
        self._model.set_rows(rows)
        self._quiet = False
        if kept:
            self.select(kept)

    def rows(self) -> Sequence[CardRow]:
        """The cards shown."""
        return self._model.rows

    def selected(self) -> str:
        """The uid of the current card, or ""."""
        index = self.currentIndex()
        return self._model.rows[index.row()].uid if index.isValid() else ""

    def select(self, uid: str) -> bool:
        """Make the card of `uid` current without emitting; whether there is one."""
        for number, item in enumerate(self._model.rows):
            if item.uid == uid:
                self._quiet = True
                self.setCurrentIndex(self._model.index(number))
                self._quiet = False
                return True
        self._quiet = True
        self.setCurrentIndex(QModelIndex())
        self._quiet = False
        return False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet:
            self.chosen.emit(self.selected())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setMinimumWidth(px(190))
            self.scheduleDelayedItemsLayout()

    def _opened(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._model.rows[index.row()].uid)
