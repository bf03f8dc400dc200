"""The card 全年一览: the grid, its legend, what the marked cell means, printing."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from db import queries
from db.rules.duties.glance import Cell, Row
from db.rules.duties.model import Duty, State
from desktop.app import Context
from desktop.icons import icon
from desktop.pages.desk import words
from desktop.pages.desk.grid import YearGrid
from desktop.recording.printing import YearPress
from desktop.recording.words import day as day_text
from desktop.widgets import Button, Card, Label, Mark, SectionTitle

PAPER = "year-at-a-glance"
_HINT = "点一格打开记录，没有的从这里开始；方向键移动，回车打开。"
_MANY = 8  # a menu of more records than these is a list
_UNDONE = (State.OVERDUE, State.NOW, State.NOT_YET)


class YearCard(Card):
    """`opened(uid)` a record, `wanted(duty)` to begin one, `listed(title, uids)` to show many."""

    opened = Signal(str)
    wanted = Signal(object)
    listed = Signal(str, object)

    def __init__(self, context: Context) -> None:
        super().__init__(margin=12, spacing=6)
        self._context = context
        self.press = YearPress(context, self)
        self.title = SectionTitle("全年一览", role="title")
        self.print_button = Button("打印", "printer")
        menu = QMenu(self)
        menu.addAction(icon("printer"), "打印全年一览…").triggered.connect(self.print_year)
        save = menu.addAction(icon("download"), "全年一览另存为 PDF…")
        save.triggered.connect(partial(self.press.save_year, PAPER))
        self.print_button.set_menu(menu)
        for state in State:
            self.title.tools.addWidget(Mark(words.MARKS[state]))
            self.title.tools.addWidget(Label(str(state), "muted", wrap=False))
        self.title.tools.addWidget(self.print_button)
        self.grid = YearGrid()
        self.status = Label(_HINT, "muted")
        self.cell_menu = QMenu(self)
        self.body.addWidget(self.title)
        self.body.addWidget(self.grid)
        self.body.addWidget(self.status)
        self.grid.chosen.connect(self._chosen)
        self.grid.moved.connect(self.status.setText)

    def print_year(self) -> None:
        """Print the year on one page."""
        self.press.print_year(PAPER)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show the year that is looked at."""
        today = self._context.today()
        year = self._context.year
        self.grid.show_rows(rows, today.month if today.year == year else 0)
        self.status.setText(_HINT if rows else "这个党组织没有按年的应办事项。")
        self.print_button.setEnabled(bool(rows))

    # A cell

    def _chosen(self, line: int, month: int) -> None:
        cell = self.grid.cell(line, month)
        self.status.setText(self.grid.words(line, month))
        if cell is None:
            return
        uids = cell.records + cell.drafts
        undone = [duty for duty in cell.duties if duty.state in _UNDONE and not duty.drafts]
        undone = [duty for duty in undone if self._may(duty)]
        if len(uids) + len(undone) > _MANY:
            self._show_list(line, month, cell)
            return
        entries = self._entries(uids, undone)
        if len(entries) == 1:
            entries[0][1]()
        elif entries:
            self._offer(entries, line, month)

    def _may(self, duty: Duty) -> bool:
        return not (self._context.readonly and words.verb(duty).writes)

    def _show_list(self, line: int, month: int, cell: Cell) -> None:
        items = [duty for duty in cell.duties if duty.code in ("list_item", "decision")]
        starts = [duty.start.uid for duty in items if duty.start]
        uids = dict.fromkeys((*cell.records, *cell.drafts, *starts))
        self.listed.emit(f"{month}月 {self.grid.rows()[line].title}", tuple(uids))

    def _entries(
        self, uids: Sequence[str], undone: Sequence[Duty]
    ) -> list[tuple[str, Callable[[], object]]]:
        found = queries.named(uids)
        entries: list[tuple[str, Callable[[], object]]] = []
        for uid in uids:
            if uid in found:
                _kind, record = found[uid]
                text = f"打开：{record.heading} {day_text(record.day)}".strip()
                entries.append((text, partial(self.opened.emit, uid)))
        for duty in undone:
            text = f"{words.verb(duty).text}：{words.title(duty, self._context.year)}"
            entries.append((text, partial(self.wanted.emit, duty)))
        return entries

    def _offer(
        self, entries: Sequence[tuple[str, Callable[[], object]]], line: int, month: int
    ) -> None:
        self.cell_menu.clear()
        for text, act in entries:
            self.cell_menu.addAction(text).triggered.connect(act)
        self.cell_menu.setActiveAction(self.cell_menu.actions()[0])
        self.cell_menu.popup(self.grid.mapToGlobal(self.grid.cell_centre(line, month)))
