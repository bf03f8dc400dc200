"""Beside the grid: what the marked cell means, and where a payment is booked."""

from PySide6.QtCore import Signal

from db.dues import Account
from db.rules.dues import MonthState
from desktop.editors import DateEditor, Field, LineEditor, MoneyEditor, NumberEditor
from desktop.pages.members.dues.grid import words
from desktop.widgets import Button, Card, Label, SectionTitle, row


class Booking(Card):
    """`booked(from, to, amount, day, note)`: 分 for each month; `all_booked(day)` for everybody;
    `taken_back()`."""

    booked = Signal(int, int, int, str, str)
    all_booked = Signal(str)
    taken_back = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self._month = 0
        self._year = 0
        self._today = ""
        self.day = DateEditor()
        self._day_field = Field("交纳日期", self.day, required=True)
        self.whole_title = SectionTitle("全支部")
        self.all_button = Button("本月都按应交收齐", "circle-check", "primary")
        self.own_title = SectionTitle("这个人")
        self.told = Label("")
        self.amount = MoneyEditor()
        self._amount_field = Field("每月金额（元）", self.amount, required=True)
        self.until = NumberEditor("月", least=1, most=12)
        self._until_field = Field("交到几月", self.until, help_text="一次交几个月的，写最后一个月")
        self.note = LineEditor("如 委托代交")
        self.book_button = Button("登记交纳", "check", "primary")
        self.back_button = Button("取消登记", "undo-2", "ghost")
        for part in (
            self._day_field,
            self.whole_title,
            self.all_button,
            self.own_title,
            self.told,
            self._amount_field,
            self._until_field,
            Field("说明", self.note),
        ):
            self.body.addWidget(part)
        self.body.addLayout(row(self.book_button, self.back_button, None))
        self.all_button.clicked.connect(self._book_all)
        self.book_button.clicked.connect(self._book)
        self.back_button.clicked.connect(self.taken_back)

    def show_cell(self, account: Account | None, year: int, month: int, today: str) -> None:
        """Show a cell; None for the row of sums. The day of payment stays as it was set."""
        if not self.day.value() or self._today != today:
            self.day.set_value(today)
        self._month, self._year, self._today = month, year, today
        self.day.year = year
        self.all_button.setText(f"{month}月都按应交收齐" if month else "先选一个月份")
        self.all_button.setEnabled(bool(month) and self.isEnabled())
        known = account is not None and bool(month)
        for part in (self.book_button, self.amount, self.until, self.note):
            part.setEnabled(known)
        self._say_wrong("")
        if account is None or not month:
            self.told.setText("选中一个人的一个月份，这里显示应交、实交，可以登记。")
            self.back_button.setEnabled(False)
            return
        found = account.months[month - 1]
        self.told.setText(words(account, found))
        self.amount.set_value(found.owed or None)
        self.until.set_value(month)
        self.note.set_value("")
        self.book_button.setEnabled(found.state != MonthState.OUTSIDE)
        self.back_button.setEnabled(bool(found.payments))

    def begin(self) -> None:
        """Put the keyboard where the amount is typed."""
        if self.book_button.isEnabled():
            self.amount.target.setFocus()
            self.amount.box.selectAll()

    def _read_day(self) -> str:
        day = self.day.value()
        problem = self.day.problem() or ("" if day else "请写明哪一天交的。")
        if day and day > self._today:
            problem = "交纳日期在今天以后，请核对。"
        self._day_field.set_error(problem)
        if problem:
            self.day.target.setFocus()
        return "" if problem else str(day)

    def _book_all(self) -> None:
        if self._month and (day := self._read_day()):
            self.all_booked.emit(day)

    def _book(self) -> None:
        day, amount, until = self._read_day(), self.amount.value(), self.until.value()
        if not day:
            return
        problem = self.amount.problem() or ("" if amount else "请写明交了多少元。")
        self._amount_field.set_error(problem)
        late = until is not None and until < self._month
        self._until_field.set_error(
            self.until.problem() or ("不能早于选中的月份。" if late else "")
        )
        if problem or late or self.until.problem() or not amount:
            return
        self.booked.emit(self._month, until or self._month, amount, day, self.note.value())

    def _say_wrong(self, text: str) -> None:
        for each in (self._day_field, self._amount_field, self._until_field):
            each.set_error(text)
