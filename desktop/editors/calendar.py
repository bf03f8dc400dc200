"""The month that drops from a date editor."""

from datetime import date

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.editors.reading import WEEKDAYS, month_days
from desktop.theme import bold_font, small_font, tokens
from desktop.widgets.basic import Button, Label, row
from desktop.widgets.drop import DropPanel


class MonthGrid(QWidget):
    """The days of one month; `picked(date)` on a press. `mark` is the chosen day."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.year, self.month = 2000, 1
        self.mark: date | None = None
        self.today: date | None = None
        self._hover: date | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        cell = round(self.fontMetrics().height() * 1.6)
        return QSize(cell * 7, cell * 7)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def cell(self, place: int) -> QRect:
        """Where the day at `place` (0 = first Monday) stands."""
        width, height = self.width() / 7, self.height() / 7
        line, column = divmod(place, 7)
        return QRect(
            round(column * width), round((line + 1) * height), round(width), round(height)
        ).adjusted(1, 1, -1, -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = tokens()
        painter.setFont(small_font(self.font()))
        painter.setPen(current.colour("muted"))
        for column, name in enumerate(WEEKDAYS):
            head = self.cell(column).translated(0, -round(self.height() / 7))
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, name)
        for place, day in enumerate(month_days(self.year, self.month)):
            if day is None:
                continue
            area = self.cell(place)
            painter.setFont(bold_font(self.font()) if day == self.mark else self.font())
            ink = "text"
            painter.setPen(Qt.PenStyle.NoPen)
            if day == self.mark:
                painter.setBrush(current.colour("accent_fill"))
                painter.drawRoundedRect(area, 6, 6)
                ink = "on_accent"
            elif day == self._hover:
                painter.setBrush(current.colour("hover"))
                painter.drawRoundedRect(area, 6, 6)
            if day == self.today and day != self.mark:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(current.colour("now"))
                painter.drawRoundedRect(area, 6, 6)
                ink = "now"
            painter.setPen(current.colour(ink))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = self._day_at(event)
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._hover = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event)
        if day is not None:
            self.picked.emit(day)

    def _day_at(self, event: QMouseEvent) -> date | None:
        spot = event.position().toPoint()
        days = enumerate(month_days(self.year, self.month))
        return next((day for place, day in days if day and self.cell(place).contains(spot)), None)


class CalendarPanel(DropPanel):
    """A calendar under a field: `picked(date or None)`. Takes no focus; the field sends keys."""

    picked = Signal(object)

    def __init__(self, anchor: QWidget) -> None:
        super().__init__(anchor)
        self.grid = MonthGrid()
        self.grid.picked.connect(self.picked)
        self._title = Label(wrap=False)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        year_back = self._button("chevrons-left", "上一年", self._year_back)
        back = self._button("chevron-left", "上个月", self._back)
        on = self._button("chevron-right", "下个月", self._on)
        year_on = self._button("chevrons-right", "下一年", self._year_on)
        head = row(year_back, back, spacing=0)
        head.addWidget(self._title, 1)
        head.addWidget(on)
        head.addWidget(year_on)
        today = Button("今天", "", "link")
        today.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        today.clicked.connect(self._today)
        none = Button("清空", "", "link")
        none.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        none.clicked.connect(self._clear)
        self.body.setContentsMargins(8, 8, 8, 8)
        self.body.addLayout(head)
        self.body.addWidget(self.grid)
        self.body.addLayout(row(today, None, none))

    def show_day(self, day: date | None, today: date) -> None:
        """Turn to the month of `day` (of `today` if None) and open."""
        self.grid.mark, self.grid.today = day, today
        self._turn(day or today)
        self.open()

    def move_mark(self, day: date) -> None:
        """Put the mark on `day` (by the arrow keys)."""
        self.grid.mark = day
        self._turn(day)

    def _button(self, icon_name: str, tip: str, slot: object) -> Button:
        button = Button("", icon_name, "ghost", tip=tip)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(slot)
        return button

    def _turn(self, day: date) -> None:
        self.grid.year, self.grid.month = day.year, day.month
        self._title.setText(f"{day.year}年{day.month}月")
        self.grid.update()

    def _shift(self, months: int) -> None:
        count = self.grid.year * 12 + self.grid.month - 1 + months
        if 12 <= count < 9999 * 12:
            self._turn(date(count // 12, count % 12 + 1, 1))

    def _year_back(self) -> None:
        self._shift(-12)

    def _back(self) -> None:
        self._shift(-1)

    def _on(self) -> None:
        self._shift(1)

    def _year_on(self) -> None:
        self._shift(12)

    def _today(self) -> None:
        self.picked.emit(self.grid.today)

    def _clear(self) -> None:
        self.picked.emit(None)
