"""The lists of a year: which list, on a board or in a table, filtered, with the sums in words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QMenu, QStackedWidget, QVBoxLayout

from db import listing
from db.listing import Item
from db.records.listed_item import ItemSource, ListKind
from desktop.app import Context
from desktop.icons import icon
from desktop.pages.lists import words
from desktop.pages.lists.board import Board
from desktop.pages.lists.output import ListPapers
from desktop.pages.lists.table import ItemTable
from desktop.pages.lists.words import Filter
from desktop.references import References
from desktop.widgets import Button, Card, EmptyState, Label, SearchBox, row, rule

BOARD, TABLE = 0, 1


class Overview(Card):
    """`opened(uid)`; `moved(uid, state)` by a drag; `menu_wanted(uid, place)` on a card;
    `wanted` to begin an item; `turned` when another list is looked at."""

    opened = Signal(str)
    moved = Signal(str, str)
    menu_wanted = Signal(str, QPoint)
    wanted = Signal()
    turned = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(margin=0, spacing=0)
        self._context = context
        self._items: dict[str, list[Item]] = {}
        self._filter = Filter()
        self.references = References(lambda: context.branch)
        self.kinds = QButtonGroup(self)
        self.kind_buttons: dict[str, Button] = {}
        self.new_button = Button("新建任务", "plus", "primary", tip="Ctrl+N")
        self.ways = QButtonGroup(self)
        self.board_button = Button("看板", "square-kanban", tip="按状态分列")
        self.table_button = Button("表格", "table", tip="按完成时限排列")
        self.search = SearchBox("编号、内容、责任人、拼音")
        self.late_button = Button("只看逾期", "triangle-alert")
        self.owner_button = Button("责任人", "users")
        self.source_button = Button("来源", "funnel")
        self.print_button = Button("打印", "printer", tip="三张清单、逾期清单、个人清单、销号情况")
        self.papers = ListPapers(context, self)
        self.sheet_button = Button("", "ellipsis", "ghost", tip="导入旧清单，或把清单存成表格")
        sheets = QMenu(self.sheet_button)
        self.import_action = sheets.addAction(icon("file-input"), "导入旧清单…")
        self.import_action.triggered.connect(self.papers.import_list)
        export = sheets.addAction(icon("file-output"), "三张清单存为表格（xlsx）…")
        export.triggered.connect(self.papers.export)
        self._sheets = sheets
        self.sheet_button.clicked.connect(self._offer_sheets)
        self.board = Board()
        self.table = ItemTable(self.references)
        self.empty = EmptyState("", "")
        self.sums = Label("", "muted")
        self._menus: dict[Button, QMenu] = {}
        self._place = QStackedWidget()
        self._build()
        self._connect()
        self._turn_to(str(ListKind.TASK))

    def _build(self) -> None:
        for number, kind in enumerate(ListKind):
            button = Button(kind.label, "", "tab")
            button.setCheckable(True)
            self.kinds.addButton(button, number)
            self.kind_buttons[str(kind)] = button
        for number, button in enumerate((self.board_button, self.table_button)):
            button.setCheckable(True)
            self.ways.addButton(button, number)
        self.board_button.setChecked(True)
        self.late_button.setCheckable(True)
        head = row(
            *self.kind_buttons.values(), None, self.board_button, self.table_button, self.new_button
        )
        head.setContentsMargins(4, 0, 12, 0)
        tools = row(self.search, self.late_button, self.owner_button, self.source_button, None)
        tools.addWidget(self.print_button)
        tools.addWidget(self.sheet_button)
        tools.setStretch(0, 1)
        for view in (self.board, self.table, self.empty):
            self._place.addWidget(view)
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 12, 16, 4)
        inside.setSpacing(12)
        inside.addLayout(tools)
        inside.addWidget(self._place, 1)
        foot = row(self.sums)
        foot.setContentsMargins(16, 8, 16, 8)
        self.body.addLayout(head)
        self.body.addWidget(rule())
        self.body.addLayout(inside, 1)
        self.body.addWidget(rule())
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self.kinds.idClicked.connect(self._kind_chosen)
        self.ways.idClicked.connect(self._show_way)
        self.new_button.clicked.connect(self.wanted)
        self.empty.clicked.connect(self.wanted)
        self.search.searched.connect(self._filtered)
        self.late_button.toggled.connect(self._filtered)
        for button, fill, take in (
            (self.owner_button, self._fill_owners, self._narrowed),
            (self.source_button, self._fill_sources, self._narrowed),
            (self.print_button, self._fill_papers, self.papers.take),
        ):
            menu = self._menus[button] = QMenu(button)
            menu.aboutToShow.connect(fill)
            menu.triggered.connect(take)
            button.set_menu(menu)
        self.board.opened.connect(self.opened)
        self.board.moved.connect(self.moved)
        self.board.menu_wanted.connect(self.menu_wanted)
        self.table.clicked.connect(self.open_selected)
        self.table.opened.connect(self.opened)

    # What is shown

    @property
    def kind(self) -> str:
        """Which list is looked at."""
        return list(self.kind_buttons)[self.kinds.checkedId()]

    def refresh(self) -> None:
        """Read the list of the branch and year again; filters stay."""
        context = self._context
        self._items.clear()
        counts = dict.fromkeys(self.kind_buttons, 0)
        if context.path is not None and context.branch:
            counts = listing.counts(context.branch, context.year)
        for kind, button in self.kind_buttons.items():
            button.setText(f"{ListKind(kind).label} {counts[kind]}")
        writable = bool(context.branch) and not context.readonly
        self.import_action.setVisible(writable)
        self.new_button.setVisible(writable)
        self.empty.button.setEnabled(writable)
        self.board.set_movable(on=writable)
        self._show()

    def reset(self) -> None:
        """Take off every filter."""
        self._filter = Filter()
        self.search.reset()
        self.late_button.setChecked(False)
        self._show_filter()

    def show_kind(self, kind: str) -> None:
        """Turn to a list."""
        self._turn_to(kind)
        self._show()

    def _turn_to(self, kind: str) -> None:
        self.kind_buttons[kind].setChecked(True)
        name = words.noun(kind)
        self.new_button.setText(f"新建{name}")
        self.new_button.setAccessibleName(f"新建{name}")
        self.table.hide_columns(("source",) if kind == ListKind.RESPONSIBILITY else ())

    def set_quiet(self, *, on: bool) -> None:
        """Leave the page's one main action to the item that is open, or take it back."""
        self.new_button.set_kind("secondary" if on else "primary")
        self.new_button.set_icon("plus")

    def item(self, uid: str) -> Item | None:
        """An item of the list that is looked at, whatever the filter; None when it is not there."""
        return next((item for item in self.all_items() if item.uid == uid), None)

    def all_items(self) -> list[Item]:
        """The items of the list that is looked at, whatever the filter; read when first asked."""
        context = self._context
        if context.path is None or not context.branch:
            return []
        if self.kind not in self._items:
            today = context.today().isoformat()
            self._items[self.kind] = listing.items(context.branch, context.year, today, self.kind)
        return self._items[self.kind]

    def select(self, uid: str) -> None:
        """Make an item current; "" makes none current."""
        self.board.select(uid)
        self.table.select(uid)

    def selected(self) -> str:
        """The item that the keyboard is on, or ""."""
        shown = self.board if self._way == BOARD else self.table
        return shown.selected()

    def open_selected(self) -> None:
        """Open the item that the keyboard is on."""
        if uid := self.selected():
            self.opened.emit(uid)

    @property
    def _way(self) -> int:
        return self.ways.checkedId()

    def _shown(self) -> list[Item]:
        return [item for item in self.all_items() if self._filter.passes(item)]

    def _show(self) -> None:
        kind, everything = self.kind, self.all_items()
        found = self._shown() if self._filter != Filter() else everything
        self.board.set_items(found if self._way == BOARD else ())
        self.table.set_items(found if self._way == TABLE else ())
        self.sums.setText(words.sums(found, kind))
        if everything:
            self.empty.set_sentence("没有符合筛选条件的事项。")
            self.empty.button.hide()
        else:
            self.empty.set_sentence(
                f"{self._context.year}年还没有。{words.BELONGS[ListKind(kind)]}"
            )
            self.empty.button.setText(f"新建{words.noun(kind)}")
            self.empty.button.show()
        self._place.setCurrentIndex(self._way if found else self._place.indexOf(self.empty))

    def _kind_chosen(self, number: int) -> None:
        self.show_kind(list(self.kind_buttons)[number])
        self.turned.emit()

    def _show_way(self) -> None:
        kept = self.board.selected() or self.table.selected()
        self._show()
        self.select(kept)

    # Filters

    def _filtered(self) -> None:
        self._set_filter(words=self.search.text().strip(), overdue=self.late_button.isChecked())

    def _set_filter(self, **changed: Any) -> None:
        self._filter = replace(self._filter, **changed)
        self._show_filter()
        self._show()

    def _show_filter(self) -> None:
        owner, source = self._filter.owner, self._filter.source
        self.owner_button.setText(owner or "责任人")
        self.source_button.setText(ItemSource(source).label if source else "来源")

    def _fill_owners(self) -> None:
        names = words.owners(self.all_items())
        self._fill(self.owner_button, "owner", [(name, name) for name in names])

    def _fill_sources(self) -> None:
        used = {item.values["source"] for item in self.all_items()}
        found = [(str(source), source.label) for source in ItemSource if source in used]
        self._fill(self.source_button, "source", found)

    def _offer_sheets(self) -> None:
        self._sheets.popup(self.sheet_button.mapToGlobal(self.sheet_button.rect().bottomLeft()))

    def _fill_papers(self) -> None:
        self.papers.fill(self._menus[self.print_button], words.owners(self.all_items()))

    def _fill(self, button: Button, key: str, choices: Sequence[tuple[str, str]]) -> None:
        menu = self._menus[button]
        menu.clear()
        menu.addAction("全部").setData((key, ""))
        menu.addSeparator()
        for value, label in choices:
            menu.addAction(label).setData((key, value))

    def _narrowed(self, action: QAction) -> None:
        key, value = action.data()
        self._set_filter(**{key: value})
