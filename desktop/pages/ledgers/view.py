"""A ledger that is a part of what another tab keeps: its table and sums, its paper, a way there."""

from functools import partial

from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from db import queries
from db.records import spec
from db.spec import Tree
from db.systems import View
from desktop.app import Context, Wish
from desktop.icons import icon
from desktop.recording.printing import YearPress
from desktop.references import References
from desktop.table import RecordTable, RecordTableModel
from desktop.widgets import Button, Card, EmptyState, Label, SearchBox, row


def records_of(view: View, branch: str, year: int) -> list[Tree]:
    """Return the values of the records that a view shows, newest first."""
    found = queries.records(spec(view.record_type), organisation=branch, year=year)
    return [row.values for row in found if row.values[view.field] in view.values]


class ViewPane(QWidget):
    """`refresh()` reads the year looked at. A record opens in its own tab; there is no second."""

    def __init__(self, context: Context, view: View) -> None:
        super().__init__()
        self.view = view
        self._context = context
        self._rows: list[Tree] = []
        kind = spec(view.record_type)
        self._references = References(lambda: context.branch)
        model = RecordTableModel(kind, self._references)
        self.table = RecordTable(model, f"{view.title}台账")
        self.table.hide_columns([view.field])
        self.press = YearPress(context, self)
        self.search = SearchBox("查找这一本台账")
        self.new_button = Button("登记", "plus", "primary", tip="Ctrl+N")
        self.more_button = Button("更多", "ellipsis")
        self.sums = Label("", "muted")
        self.empty = EmptyState(view.purpose, f"登记{view.title}", "plus", kind="primary")
        self._build()
        self.new_button.clicked.connect(self.begin)
        self.empty.clicked.connect(self.begin)
        self.search.searched.connect(self.table.filter.search)
        self.search.searched.connect(self._say_sums)
        self.table.opened.connect(self.open_record)

    def _build(self) -> None:
        menu = QMenu(self.more_button)
        for text, icon_name, slot in (
            ("打印台账…", "printer", self.press.print_year),
            ("台账另存为 PDF…", "download", self.press.save_year),
        ):
            menu.addAction(icon(icon_name), text).triggered.connect(
                partial(_press, slot, self.view.paper)
            )
        self.more_button.set_menu(menu)
        listed = QWidget()
        inside = QVBoxLayout(listed)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addLayout(row(self.search, None))
        inside.addWidget(self.table, 1)
        inside.addWidget(self.sums)
        self._lists = QStackedWidget()
        self._lists.addWidget(listed)
        self._lists.addWidget(self.empty)
        card = Card()
        title = Label(self.view.title, "headline", wrap=False)
        card.body.addLayout(row(title, None, self.more_button, self.new_button))
        card.body.addWidget(self._lists, 1)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(card)

    def refresh(self) -> None:
        """Read the records of the branch and year that are looked at."""
        branch, year = self._context.branch, self._context.year
        writable = not self._context.readonly and bool(branch)
        self.new_button.setEnabled(writable)
        self.empty.button.setEnabled(writable)
        self._references.refresh()
        self._rows = records_of(self.view, branch, year) if branch else []
        self.table.set_rows(self._rows)
        self.table.fit_columns()
        self._lists.setCurrentIndex(0 if self._rows else 1)
        self._say_sums()

    def begin(self) -> None:
        """Begin a record in its own tab."""
        if not self._context.readonly:
            self._context.begin(Wish(self.view.record_type, kind=self.view.values[0]))

    def open_record(self, uid: str) -> None:
        """Go to a record."""
        if uid:
            self._context.go(self.view.record_type, uid)

    def _say_sums(self, _text: object = None) -> None:
        uids = set(self.table.shown_uids())
        shown = [values for values in self._rows if values["uid"] in uids]
        people = {
            values[self.view.person] or values[f"{self.view.person}_name"] for values in shown
        }
        where = "双击或按回车打开记录"
        self.sums.setText(f"{len(shown)} {self.view.unit}，{len(people)} 人。{where}。")


def _press(slot: object, name: str, _checked: object = None) -> None:
    assert callable(slot)
    slot(name)
