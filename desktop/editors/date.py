"""Editors for days that may be missing, and for dates of which only the year or month is known.

Qt's own date field cannot hold "no date" and turns it into one; this one is a line of text with a
calendar beside it.
"""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout

from db import dates
from desktop.editors.base import Editor, TextBox
from desktop.editors.calendar import CalendarPanel
from desktop.editors.reading import read_date, read_partial_date, weekday
from desktop.icons import paint_icon
from desktop.theme import px, small_font, tokens

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class _DateBox(TextBox):
    """The line of a date editor: weekday and calendar at its right; keys go to the calendar."""

    def __init__(self, owner: "DateEditor") -> None:
        super().__init__()
        self._owner = owner
        self.note = ""
        self.setMouseTracking(True)
        self.setTextMargins(0, 0, px(24), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._owner.calendar_key(event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._owner.close_calendar()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        on_icon = self._on_icon(event)
        shape = Qt.CursorShape.PointingHandCursor if on_icon else Qt.CursorShape.IBeamCursor
        self.setCursor(shape)
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._on_icon(event) and not self.isReadOnly():
            self._owner.toggle_calendar()
        else:
            super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setTextMargins(0, 0, px(24), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = px(16)
        spot = QRect(self.width() - side - px(9), 0, side, self.height())
        paint_icon(painter, "calendar", spot, "muted", side)
        font = small_font(self.font())
        room = self.width() - px(52) - self.fontMetrics().horizontalAdvance(self.text())
        if self.note and room >= QFontMetrics(font).horizontalAdvance(self.note):
            painter.setFont(font)
            painter.setPen(tokens().colour("muted"))
            area = self.rect().adjusted(0, 0, -px(34), 0)
            side_flag = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area, side_flag, self.note)

    def _on_icon(self, event: QMouseEvent) -> bool:
        return event.position().x() > self.width() - px(30)


class DateEditor(Editor):
    """A day or None, typed (2026-3-27, 2026.3.27, 3月27日, 20260327, 今天) or picked.

    `changed` comes when the field is left, on Enter, and on a pick: not while a date is half typed.
    `year` is taken when none is typed; set it to the year that is being worked on. Alt+Down or F4
    opens the calendar.
    """

    sample = "2026年12月28日"

    def __init__(self, placeholder: str = "如 3月27日", *, year: int | None = None) -> None:
        super().__init__()
        self.year = year
        self._known: str | None = None
        self._calendar: CalendarPanel | None = None
        self.box = _DateBox(self)
        self.box.setPlaceholderText(placeholder)
        self.box.editingFinished.connect(self._finished)
        self.box.textEdited.connect(self._typed)
        self.target = self.box
        self.setFocusProxy(self.box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)

    def value(self) -> str | None:
        return self._read(self.box.text())

    def set_value(self, value: str | None) -> None:
        self._known = value or None
        self._show(self._known)
        self.set_error("")

    def problem(self) -> str:
        text = self.box.text().strip()
        return self._complaint() if text and self._read(text) is None else ""

    def set_read_only(self, *, on: bool) -> None:
        self.box.setReadOnly(on)
        self.box.style().polish(self.box)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        text = self.box.fontMetrics().horizontalAdvance(self.sample + "　周五")
        hint.setWidth(text + px(56))
        return hint

    def minimumSizeHint(self) -> QSize:
        text = self.box.fontMetrics().horizontalAdvance(self.sample)
        return QSize(text + px(48), super().minimumSizeHint().height())

    def toggle_calendar(self) -> None:
        """Open the calendar, or close it."""
        if self._calendar is None:
            self._calendar = CalendarPanel(self.box)
            self._calendar.picked.connect(self._picked)
        if self._calendar.isVisible():
            self._calendar.close_panel()
            return
        self.box.setFocus()
        value = self.value()
        day = read_date(value, self._today()) if value else None
        self._calendar.show_day(day, self._today())

    def calendar_key(self, event: QKeyEvent) -> bool:
        """Let the calendar have a key; whether it took it."""
        key, panel = event.key(), self._calendar
        opens = key == Qt.Key.Key_F4 or (
            key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        )
        if opens and not self.box.isReadOnly():
            self.toggle_calendar()
            return True
        if panel is None or not panel.isVisible():
            return False
        if key == Qt.Key.Key_Escape:
            panel.close_panel()
        elif key in _STEPS:
            start = panel.grid.mark or self._today()
            panel.move_mark(start + timedelta(days=_STEPS[Qt.Key(key)]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._picked(panel.grid.mark)
        else:
            return False
        return True

    def _today(self) -> date:
        today = date.today()  # noqa: DTZ011 - the clock of the desk
        if self.year is None or self.year == today.year:
            return today
        return date(self.year, today.month, min(today.day, 28))

    def _read(self, text: str) -> str | None:
        day = read_date(text, self._today())
        return day.isoformat() if day else None

    def _complaint(self) -> str:
        return "看不懂这个日期，请写成 2026-3-27 或 3月27日"

    def _show(self, value: str | None) -> None:
        self.box.setText(dates.text(value))
        self.box.note = weekday(value)
        self.box.update()

    def _typed(self) -> None:
        self.box.note = weekday(self.value())
        if self.box.property("error") and not self.problem():
            self.set_error("")

    def close_calendar(self) -> None:
        """Hide the calendar."""
        if self._calendar is not None:
            self._calendar.close_panel()

    def _finished(self) -> None:
        value = self.value()
        if value is not None:
            self._show(value)
        self.set_error(self.problem())
        self._settle(value)

    def _picked(self, day: date | None) -> None:
        self.close_calendar()
        value = day.isoformat() if day else None
        self._show(value)
        self.set_error("")
        self._settle(value)

    def _settle(self, value: str | None) -> None:
        if value != self._known:
            self._known = value
            self.changed.emit()


class PartialDateEditor(DateEditor):
    """A date of which perhaps only year or month is known: 1974, 1974-3, 197403, 1974-3-15."""

    def __init__(self, placeholder: str = "如 1974-3 或 1974-3-15") -> None:
        super().__init__(placeholder)

    def _read(self, text: str) -> str | None:
        return read_partial_date(text)

    def _complaint(self) -> str:
        return "看不懂这个日期，请写成 1974-3 或 1974-3-15"
