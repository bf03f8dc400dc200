"""The ledgers grouped as the model groups them, with the number of records of the year."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QTreeWidget, QTreeWidgetItem

from db.records import spec
from db.spec import RecordSpec
from db.systems import SYSTEMS, Part
from desktop.theme import px, tokens

NUMBERS = "numbers"
"""The key of the view of all numbers."""

_NAME = Qt.ItemDataRole.UserRole
_HERE = Qt.ItemDataRole.UserRole + 1
_QUIET = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


class _Quiet(QStyledItemDelegate):
    """Groups and numbers in the muted colour of the theme as it is now, with air between lines."""

    # The stubs of style options lack their members, hence `Any`.

    def initStyleOption(self, option: Any, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.column() or index.data(_QUIET):
            option.palette.setColor(QPalette.ColorRole.Text, tokens().colour("muted"))
            option.palette.setColor(QPalette.ColorRole.HighlightedText, tokens().colour("muted"))

    def sizeHint(self, option: Any, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), option.fontMetrics.height() + px(8))


class ModelList(QTreeWidget):
    """`chosen(name)` when a ledger of this tab became current, `elsewhere(name)` when one that
    another tab keeps was pressed or entered."""

    chosen = Signal(str)
    elsewhere = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._items: dict[str, QTreeWidgetItem] = {}
        self._quiet = False
        self.setAccessibleName("台账目录")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setExpandsOnDoubleClick(False)
        self.setIndentation(px(12))
        self.setItemDelegate(_Quiet(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(px(20))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._moved)
        self.itemClicked.connect(self._pressed)
        self.itemActivated.connect(self._pressed)

    def show_counts(self, kinds: Mapping[str, RecordSpec], counts: Mapping[str, int]) -> None:
        """Fill the list; ``kinds`` carry the words of the place, ``counts`` are by type."""
        kept = self.current()
        self._quiet = True
        self.clear()
        self._items = {}
        top = QTreeWidgetItem(self, ["数字说话", ""])
        top.setData(0, _NAME, NUMBERS)
        here = True
        top.setData(0, _HERE, here)
        top.setToolTip(0, "各项工作按体系和时段的合计，每个数字可以看到记录")
        self._items[NUMBERS] = top
        for part in Part:
            head = self._heading(self.invisibleRootItem(), str(part), bold=True)
            for system in (each for each in SYSTEMS if each.part == part):
                if not system.ledgers and not system.elsewhere:
                    continue
                group = self._heading(head, system.title, bold=False)
                for kind in system.ledgers:
                    self._entry(group, kinds[kind.name].title, kind.name, counts[kind.name])
                for view in system.views:
                    self._entry(group, view.title, view.key, counts[view.key])
                for name in system.elsewhere:
                    self._entry(group, spec(name).title, name, counts[name], here=False)
            head.setHidden(not head.childCount())
        self.expandAll()
        self._quiet = False
        if kept:
            self.select(kept)

    def current(self) -> str:
        """The type of the current ledger of this tab, ""."""
        item = self.currentItem()
        return str(item.data(0, _NAME)) if item is not None and item.data(0, _HERE) else ""

    def select(self, name: str) -> None:
        """Make a ledger current; emits nothing."""
        if name in self._items:
            self._quiet = True
            self.setCurrentItem(self._items[name])
            self.scrollToItem(self._items[name])
            self._quiet = False

    def names(self) -> list[str]:
        """The ledgers and what other tabs keep, as they stand."""
        return list(self._items)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw nothing: no group can be closed."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setIndentation(px(12))

    def _heading(self, parent: QTreeWidgetItem, text: str, *, bold: bool) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [text, ""])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setFirstColumnSpanned(True)
        if bold:
            font = QFont(self.font())
            font.setBold(True)
            item.setFont(0, font)
        item.setData(0, _QUIET, not bold)
        return item

    def _entry(
        self, group: QTreeWidgetItem, title: str, name: str, count: int, *, here: bool = True
    ) -> None:
        item = QTreeWidgetItem(group, [title, f"{count or '—'}" if here else f"{count or '—'} ›"])
        item.setData(0, _NAME, name)
        item.setData(0, _HERE, here)
        item.setToolTip(0, title if here else f"{title}（在别的标签页，按回车或点一下过去）")
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        said = f"{title}，{count}条" + ("" if here else "，在别的标签页")
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
        self._items[name] = item

    def _moved(self, item: QTreeWidgetItem | None, _before: object) -> None:
        if item is not None and not self._quiet and item.data(0, _HERE):
            self.chosen.emit(str(item.data(0, _NAME)))

    def _pressed(self, item: QTreeWidgetItem) -> None:
        if item.data(0, _NAME) and not item.data(0, _HERE):
            self.elsewhere.emit(str(item.data(0, _NAME)))
