"""Working days by the state calendar of holidays and make-up days.

Three sources, in this order: the days that the user has added for a year (see ``consult``), the
library chinesecalendar, which knows the years whose notice has been published, and for any other
year the weekday, and what rests on that is provisional (暂算).
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

Added = Mapping[dt.date, tuple[bool, str]]
"""The days of a year that differ from their weekday: whether they are worked, and their name."""

_WEEKDAYS = "一二三四五六日"


def _nothing_added(_year: int) -> Added | None:
    return None


_added: Callable[[int], Added | None] = _nothing_added


def consult(source: Callable[[int], Added | None]) -> None:
    """Ask ``source`` first from now on: it gives the added days of a year, None when it has none.

    A year that was added is known whole: its other days count as the library says, else by their
    weekday, and nothing in it is provisional.
    """
    global _added
    _added = source


def is_workday(day: dt.date) -> bool | None:
    """Whether the day is a working day; None when no calendar knows its year."""
    added = _added(day.year)
    if added is not None and day in added:
        return added[day][0]
    known = _published(day)
    return _by_weekday(day) if known is None and added is not None else known


@lru_cache(maxsize=4096)
def _published(day: dt.date) -> bool | None:
    import chinese_calendar  # takes a while to load, and most starts do not need it

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def _by_weekday(day: dt.date) -> bool:
    return day.isoweekday() <= 5


def day_name(day: dt.date) -> str:
    """Return the name of the holiday that the day is part of (国庆节), "" for any other day.

    A day that is worked in exchange bears no name.
    """
    added = _added(day.year)
    if added is not None and day in added:
        works, name = added[day]
        return "" if works else name
    return _published_name(day)


@lru_cache(maxsize=4096)
def _published_name(day: dt.date) -> str:
    import chinese_calendar

    try:
        off, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return ""
    if not off or not name:
        return ""
    return str(chinese_calendar.Holiday(name).chinese)


def weekday_text(day: dt.date) -> str:
    """Return 星期五."""
    return f"星期{_WEEKDAYS[day.weekday()]}"


def add_workdays(day: dt.date, count: int) -> tuple[dt.date, bool]:
    """Return the working day that lies ``count`` working days after the day.

    The day itself does not count. The second value is True when the year of a day passed over
    is in no calendar and its weekday had to do.
    """
    provisional = False
    while count > 0:
        day += dt.timedelta(days=1)
        known = is_workday(day)
        provisional = provisional or known is None
        count -= _by_weekday(day) if known is None else known
    return day, provisional


@dataclass(frozen=True)
class PlannedDay:
    """The day of a month on which the branch's activity is due.

    ``day`` is ISO text, ``weekday`` 星期五; ``off`` says whether it is a day off, None when no
    calendar knows its year; ``name`` is the holiday's; ``provisional`` (暂算) says that the weekday
    had to do for the day or for one that was passed over.
    """

    day: str
    weekday: str
    off: bool | None
    name: str
    provisional: bool


def planned_day(year: int, month: int, day: int, shift: str) -> PlannedDay:
    """Return the day of the activity by the branch's own rule (``activity_day``, ``DayShift``).

    A month that is too short has its last day. From a day off, ``shift`` "next" goes to the next
    working day and "before" to the last one before, "keep" stays. The day stays within its month,
    because each month has its activity: where the way leads out of it, the other way is taken.
    """
    fixed = dt.date(year, month, min(day, monthrange(year, month)[1]))
    found, provisional = fixed, is_workday(fixed) is None
    if shift in ("next", "before"):
        step = dt.timedelta(days=1 if shift == "next" else -1)
        found, provisional = _within_month(fixed, step)
    works = is_workday(found)
    return PlannedDay(
        day=found.isoformat(),
        weekday=weekday_text(found),
        off=None if works is None else not works,
        name=day_name(found),
        provisional=provisional,
    )


def _within_month(fixed: dt.date, step: dt.timedelta) -> tuple[dt.date, bool]:
    """Return the nearest working day of the month that way, else the other way."""
    provisional = False
    for way in (step, -step):
        day = fixed
        while day.month == fixed.month:
            known = is_workday(day)
            provisional = provisional or known is None
            if _by_weekday(day) if known is None else known:
                return day, provisional
            day += way
    return fixed, provisional
