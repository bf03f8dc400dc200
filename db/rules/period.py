"""Months, quarters, half-years and years as ranges of days.

A period begins on ``begin`` and ends before ``end`` (half-open), so neighbouring periods neither
overlap nor leave a gap.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

_NUMERALS = "零一二三四"


@dataclass(frozen=True, order=True)
class Period:
    """A run of whole months; ``months`` is 1, 3, 6 or 12."""

    begin: dt.date
    months: int

    @property
    def end(self) -> dt.date:
        """The first day after the period."""
        return _month_after(self.begin, self.months)

    @property
    def last(self) -> dt.date:
        """The last day of the period, for display."""
        return self.end - dt.timedelta(days=1)

    def __contains__(self, day: dt.date) -> bool:
        return self.begin <= day < self.end

    @property
    def label(self) -> str:
        """The Chinese name: 2026年3月, 2026年第一季度, 2026年上半年, 2026年."""
        year, place = self.begin.year, (self.begin.month - 1) // self.months + 1
        if self.months == 12:
            return f"{year}年"
        if self.months == 6:
            return f"{year}年{'上' if place == 1 else '下'}半年"
        if self.months == 3:
            return f"{year}年第{_NUMERALS[place]}季度"
        return f"{year}年{place}月"

    @property
    def key(self) -> str:
        """The name for programs: 2026-03, 2026-Q1, 2026-H1, 2026."""
        year, place = self.begin.year, (self.begin.month - 1) // self.months + 1
        if self.months == 12:
            return f"{year}"
        return (
            f"{year}-{place:02}" if self.months == 1 else f"{year}-{'QH'[self.months == 6]}{place}"
        )

    def following(self) -> "Period":
        """Return the next period of the same length."""
        return Period(self.end, self.months)

    def preceding(self) -> "Period":
        """Return the period of the same length before this one."""
        return Period(_month_after(self.begin, -self.months), self.months)

    def parts(self, months: int) -> Iterator["Period"]:
        """Yield the shorter periods that this one is made of, in order."""
        part = Period(self.begin, months)
        while part.begin < self.end:
            yield part
            part = part.following()


def _month_after(first: dt.date, months: int) -> dt.date:
    count = first.year * 12 + first.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of the month so many months on; a short month gives its last day."""
    first = _month_after(day.replace(day=1), months)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def _around(day: dt.date, months: int) -> Period:
    return Period(dt.date(day.year, (day.month - 1) // months * months + 1, 1), months)


def month(day: dt.date) -> Period:
    """Return the month that holds the day."""
    return _around(day, 1)


def quarter(day: dt.date) -> Period:
    """Return the quarter of the calendar year that holds the day."""
    return _around(day, 3)


def half_year(day: dt.date) -> Period:
    """Return the half of the calendar year that holds the day."""
    return _around(day, 6)


def year(day: dt.date) -> Period:
    """Return the calendar year that holds the day."""
    return _around(day, 12)
