"""The board: a column of cards for each state, quick with tens of thousands of items.

Only the cards that are seen are drawn; none of them is a widget.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QHBoxLayout, QListView, QStyle, QStyledItemDelegate, QWidget

from db.listing import Item
from db.records.listed_item import ItemState
from desktop.pages.lists import words
from desktop.theme import px, small_font, tokens
from desktop.widgets import Card, Label, row
from desktop.widgets.paint import paint_mark, paint_pill, pill_size

Index = QModelIndex | QPersistentModelIndex
ITEM_ROLE = Qt.ItemDataRole.UserRole
_FORMAT = "application/x-zhibu-listed-item"
_CARRIED = "上年未完"
_LINES = 2  # of the content of an item


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.items: Sequence[Item] = ()

    def set_items(self, items: Sequence[Item]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.values["title"]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            carried = _CARRIED if item.carried else ""
            parts = (item.number, item.values["title"], _foot(item), carried)
            return "，".join(part for part in parts if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else usual

    def mimeTypes(self) -> list[str]:
        return [_FORMAT]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(_FORMAT, self.items[indexes[0].row()].uid.encode())
        return data


class _Delegate(QStyledItemDelegate):
    # The stubs of style options lack their members, hence `Any`.

    def sizeHint(self, option: Any, index: Index) -> QSize:
        quiet = QFontMetrics(small_font(option.font)).height()
        return QSize(px(140), 2 * quiet + _LINES * QFontMetrics(option.font).height() + px(36))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        item: Item = index.data(ITEM_ROLE)
        current = tokens()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = option.rect.adjusted(0, 0, -1, -px(8))
        painter.setPen(current.colour("accent" if chosen else "line"))
        ground = "accent_soft" if chosen else ("hover" if hovered else "card")
        painter.setBrush(current.colour(ground))
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        inside = card.adjusted(px(10), px(8), -px(10), -px(6))
        top = self._paint_head(painter, option, item, inside)
        top = self._paint_title(painter, option, item, inside, top + px(3))
        quiet = small_font(option.font)
        painter.setFont(quiet)
        painter.setPen(current.colour("accent" if item.overdue else "muted"))
        metrics = QFontMetrics(quiet)
        foot = metrics.elidedText(_foot(item), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside.left(), top + px(3) + metrics.ascent(), foot)
        painter.restore()

    def _paint_head(self, painter: QPainter, option: Any, item: Item, inside: QRect) -> int:
        quiet = small_font(option.font)
        metrics = QFontMetrics(quiet)
        side, left = px(12), inside.left()
        middle = inside.top() + (metrics.height() - side) / 2
        paint_mark(painter, words.mark(item), QRectF(left, middle, side, side))
        left += side + px(6)
        right = inside.right()
        if item.carried:
            size = pill_size(_CARRIED, quiet)
            if left + metrics.horizontalAdvance(item.number) + size.width() < right:
                height = metrics.height() + 2
                spot = QRect(right - size.width(), inside.top() - 1, size.width(), height)
                paint_pill(painter, _CARRIED, "caution", spot, quiet)
                right = spot.left() - px(4)
        painter.setFont(quiet)
        painter.setPen(tokens().colour("muted"))
        number = metrics.elidedText(item.number, Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(left, inside.top() + metrics.ascent(), number)
        return inside.top() + metrics.height()

    def _paint_title(
        self, painter: QPainter, option: Any, item: Item, inside: QRect, top: int
    ) -> int:
        """Draw the content on two lines; what does not fit ends in “…”."""
        metrics = QFontMetrics(option.font)
        text = " ".join(str(item.values["title"]).split())
        layout = QTextLayout(text, option.font)
        wrapping = QTextOption()
        wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(wrapping)
        layout.beginLayout()
        first = layout.createLine()
        first.setLineWidth(inside.width())
        cut = first.textLength() if first.isValid() else 0
        layout.endLayout()
        painter.setFont(option.font)
        painter.setPen(tokens().colour("text"))
        painter.drawText(inside.left(), top + metrics.ascent(), text[:cut])
        rest = metrics.elidedText(text[cut:], Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside.left(), top + metrics.height() + metrics.ascent(), rest)
        return top + _LINES * metrics.height()


class BoardColumn(QListView):
    """The cards of one state: `opened(uid)` on a press, Enter or F2; `dropped(uid)` when a card of
    another column was dragged here; `menu_wanted(uid, place)`."""

    opened = Signal(str)
    dropped = Signal(str)
    menu_wanted = Signal(str, QPoint)

    def __init__(self, state: ItemState) -> None:
        super().__init__()
        self.item_state = state
        self._model = _Model()
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName(state.label)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.clicked.connect(self._open)
        self.set_movable(on=True)

    def set_items(self, items: Sequence[Item]) -> None:
        """Show these; the current one stays if it is still here."""
        kept = self.selected()
        self._model.set_items(items)
        if kept:
            self.select(kept)

    def items(self) -> Sequence[Item]:
        """The items of the column."""
        return self._model.items

    def selected(self) -> str:
        """The uid of the current card, or ""."""
        index = self.currentIndex()
        return self._model.items[index.row()].uid if index.isValid() else ""

    def select(self, uid: str) -> bool:
        """Make a card current; whether it is in this column."""
        place = next((n for n, each in enumerate(self._model.items) if each.uid == uid), -1)
        self.setCurrentIndex(self._model.index(place) if place >= 0 else QModelIndex())
        return place >= 0

    def set_movable(self, *, on: bool) -> None:
        """Let cards be dragged from here and to here, or not."""
        mode = QListView.DragDropMode
        self.setDragDropMode(mode.DragDrop if on else mode.NoDragDrop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._foreign(event):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._foreign(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._foreign(event):
            # A copy: the view that a card comes from must not take it away by itself.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(bytes(event.mimeData().data(_FORMAT).data()).decode())

    def _foreign(self, event: QDropEvent) -> bool:
        return event.mimeData().hasFormat(_FORMAT) and event.source() is not self

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._model.items[index.row()].uid)

    def _menu(self, spot: QPoint) -> None:
        index = self.indexAt(spot)
        if index.isValid():
            uid = self._model.items[index.row()].uid
            self.menu_wanted.emit(uid, self.viewport().mapToGlobal(spot))


class Board(QWidget):
    """Four columns beside each other: `opened(uid)`, `moved(uid, state)`, `menu_wanted`."""

    opened = Signal(str)
    moved = Signal(str, str)
    menu_wanted = Signal(str, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.columns = {str(state): BoardColumn(state) for state in ItemState}
        self._counts: dict[str, Label] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for state, column in self.columns.items():
            count = self._counts[state] = Label("", "muted", wrap=False)
            holder = Card(role="", margin=0, spacing=6)
            title = Label(ItemState(state).label, "section", wrap=False)
            holder.body.addLayout(row(title, count, None))
            holder.body.addWidget(column, 1)
            layout.addWidget(holder, 1)
            column.opened.connect(self.opened)
            column.menu_wanted.connect(self.menu_wanted)
            column.dropped.connect(self._dropped)

    def set_items(self, items: Iterable[Item]) -> None:
        """Show the items, each in the column of its state."""
        sorted_: dict[str, list[Item]] = {state: [] for state in self.columns}
        for item in items:
            sorted_[item.values["state"]].append(item)
        for state, column in self.columns.items():
            column.set_items(sorted_[state])
            self._counts[state].setText(str(len(sorted_[state])))

    def selected(self) -> str:
        """The uid of the card that the keyboard is on, or ""."""
        focus = self.window().focusWidget()
        columns = sorted(self.columns.values(), key=lambda column: column is not focus)
        return next((column.selected() for column in columns if column.selected()), "")

    def select(self, uid: str) -> None:
        """Make a card current in its column, and none in the others."""
        for column in self.columns.values():
            column.select(uid)

    def set_movable(self, *, on: bool) -> None:
        """Let cards be dragged, or not."""
        for column in self.columns.values():
            column.set_movable(on=on)

    def _dropped(self, uid: str) -> None:
        column = self.sender()
        if isinstance(column, BoardColumn):
            self.moved.emit(uid, str(column.item_state))


def _foot(item: Item) -> str:
    return " · ".join(part for part in (item.values["owner_name"], words.limit(item)) if part)
