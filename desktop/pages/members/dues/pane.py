"""The view 党费 as a whole: sums in words, the grid, the booking, what is wrong, the papers."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from db import dues
from db.dues import Ledger
from db.operations import Changes
from db.rules import dues as rules
from db.rules.dues import yuan
from desktop.app import Context
from desktop.icons import icon
from desktop.pages.members.dues.booking import Booking
from desktop.pages.members.dues.grid import DuesGrid
from desktop.pages.members.facts import discard, grow
from desktop.recording.printing import YearPress
from desktop.theme import px
from desktop.widgets import Button, Card, EmptyState, Label, Mark, ScrollColumn, SectionTitle, row

TYPES = ("dues_base", "dues_waiver", "dues_month", "dues_remittance")
_PAPERS = ("dues-ledger", "dues-notice")
_NOTHING = "这一年名册上没有交纳党费的党员。请先在“花名册”登记党员。"


class DuesPane(QWidget):
    """`records_wanted(type)` to see bases, waivers, remittances, months as records."""

    records_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.press = YearPress(context, self)
        self.sums = Label("", "section")
        self.handed = Label("", "muted")
        self.print_button = Button("打印", "printer", "secondary")
        self.print_menu = QMenu(self)
        self.print_menu.aboutToShow.connect(self._fill_papers)
        self.print_menu.triggered.connect(self._print)
        self.print_button.set_menu(self.print_menu)
        self.base_button = Button("党费基数", "scale", "secondary")
        self.hand_button = Button("减免、上缴", "file-output", "secondary")
        self.grid = DuesGrid()
        self.booking = Booking()
        self.empty = EmptyState(_NOTHING)
        self.checks = QVBoxLayout()
        self.checks.setSpacing(6)
        self._build()
        self._connect()

    def _build(self) -> None:
        main = Card(margin=12, spacing=8)
        main.body.addWidget(self.sums)
        main.body.addLayout(row(None, self.base_button, self.hand_button, self.print_button))
        main.body.addWidget(self.handed)
        main.body.addWidget(self.grid, 1)
        main.body.addWidget(self.empty, 1)
        found = Card(spacing=8)
        found.body.addWidget(SectionTitle("核对"))
        found.body.addLayout(self.checks)
        side = ScrollColumn(spacing=12)
        side.body.addWidget(self.booking)
        side.body.addWidget(found)
        side.body.addStretch(1)
        side.setMinimumWidth(px(300))
        split = QSplitter()
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(main)
        split.addWidget(side)
        split.setStretchFactor(0, 1)
        split.setSizes([px(900), px(300)])
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 12, 16, 16)
        body.addWidget(split)

    def _connect(self) -> None:
        self.grid.placed.connect(self._placed)
        self.grid.wanted.connect(self.booking.begin)
        self.grid.cleared.connect(self.take_back)
        self.booking.booked.connect(self.book)
        self.booking.all_booked.connect(self.book_all)
        self.booking.taken_back.connect(self.take_back)
        self.base_button.clicked.connect(partial(self.records_wanted.emit, "dues_base"))
        self.hand_button.clicked.connect(partial(self.records_wanted.emit, "dues_remittance"))
        self._context.changed.connect(self._data_changed)

    # What the views ask for

    def refresh(self) -> None:
        """Read the dues of the branch and year that are looked at."""
        given = dues.ledger(self._context.branch, self._context.year, self._today)
        there = bool(given.accounts)
        self.grid.setVisible(there)
        self.empty.setVisible(not there)
        self.booking.setEnabled(there and not self._context.readonly)
        self.sums.setText(f"{_until(given)}{rules.sums_text(given.so_far)}")
        kept = given.so_far.paid - given.remitted
        self.handed.setText(
            f"实收 {yuan(given.so_far.paid)} 元，已上缴 {yuan(given.remitted)} 元，"
            + (f"多上缴 {yuan(-kept)} 元" if kept < 0 else f"结存 {yuan(kept)} 元")
        )
        self.grid.show_ledger(given, max(given.begun, 1))
        if not there:
            self.booking.show_cell(None, self._context.year, 0, self._today)
        self._show_checks(given)

    def show_month(self, month: int) -> None:
        """Mark a month, beginning with the first member."""
        self.refresh()
        self.grid.go_to(0, month)
        self.grid.setFocus()

    # What a person does

    def book_all(self, day: str) -> None:
        """Book what everybody still owes of the marked month."""
        ledger, (_line, month) = self.grid.ledger(), self.grid.place()
        if ledger is None or not month:
            return
        context = self._context
        changes = context.run(
            lambda: dues.collect_all(
                ledger, month, day, context.who, who=context.who, at=context.now()
            ),
            self,
        )
        self._done(changes)

    def book(self, first: int, last: int, amount: int, day: str, note: str) -> None:
        """Book a payment of the marked member for one or several months."""
        ledger, account = self.grid.ledger(), self.grid.account()
        if ledger is None or account is None:
            return
        context = self._context
        payments = [(month, amount) for month in range(first, last + 1)]
        changes = context.run(
            lambda: dues.pay(
                ledger, account.member, payments, day, note, who=context.who, at=context.now()
            ),
            self,
        )
        self._done(changes)

    def take_back(self) -> None:
        """Remove what is booked for the marked member and month."""
        ledger, account = self.grid.ledger(), self.grid.account()
        month = self.grid.place()[1]
        if ledger is None or account is None or not month or self._context.readonly:
            return
        context = self._context
        changes = context.run(
            lambda: dues.take_back(
                ledger, account.member, month, who=context.who, at=context.now()
            ),
            self,
        )
        self._done(changes)

    def _done(self, changes: Changes | None) -> None:
        if changes is not None:
            self.refresh()
            self._context.say(f"{changes.name}。", "撤销", self._context.undo)
            self.grid.setFocus()

    # Following what happens

    @property
    def _today(self) -> str:
        return self._context.today().isoformat()

    def _placed(self, _line: int, month: int) -> None:
        self.booking.show_cell(self.grid.account(), self._context.year, month, self._today)

    def _data_changed(self, changes: Changes, initiator: object) -> None:
        if initiator is self:
            return
        read = (*TYPES, "member", "rule_override")
        if self.isVisible() and any(changes.touches(name) for name in read):
            self.refresh()

    def _show_checks(self, given: Ledger) -> None:
        while item := self.checks.takeAt(0):
            discard(item)
        found = dues.findings(given)
        for each in found:
            label = grow(each.text)
            label.setToolTip(each.article)
            self.checks.addLayout(row(Mark("advice"), label))
        if not found and given.accounts:
            self.checks.addLayout(row(Mark("done"), grow("没有发现问题。")))

    # Papers

    def _fill_papers(self) -> None:
        from desktop.documents import document

        self.print_menu.clear()
        months = self._papers()
        for way, icon_name, words in (
            ("print", "printer", "打印{}…"),
            ("save", "download", "{}另存为 PDF…"),
        ):
            for name, more in months:
                title = document(name.partition(":")[0]).title + more
                action = self.print_menu.addAction(icon(icon_name), words.format(title))
                action.setData((way, name))
            self.print_menu.addSeparator()

    def _papers(self) -> list[tuple[str, str]]:
        month = self.grid.place()[1] or 1
        quarter = f"（第{'一二三四'[(month - 1) // 3]}季度）"
        return [(_PAPERS[0], ""), (f"dues-quarter:{month}", quarter), (_PAPERS[1], "")]

    def _print(self, action: QAction) -> None:
        way, name = action.data()
        if way == "print":
            self.press.print_year(name)
        else:
            self.press.save_year(name)


def _until(given: Ledger) -> str:
    if not given.begun:
        return f"{given.year}年还没有开始："
    return f"{given.year}年{'全年' if given.begun == 12 else f'1—{given.begun}月'}："
