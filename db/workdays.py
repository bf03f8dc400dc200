"""Working days by the state calendar of holidays and make-up days.

The calendar (chinesecalendar) knows the years whose notice has been published. For any other
year a day counts by its weekday, and what rests on that is provisional (暂算).
"""

import datetime as dt
from functools import lru_cache


@lru_cache(maxsize=4096)
def is_workday(day: dt.date) -> bool | None:
    """Whether the day is a working day; None when the calendar does not know its year."""
    import chinese_calendar  # takes a while to load, and most starts do not need it

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def add_workdays(day: dt.date, count: int) -> tuple[dt.date, bool]:
    """Return the working day that lies ``count`` working days after the day.

    The day itself does not count. The second value is True when the year of a day passed over
    is not in the calendar and its weekday had to do.
    """
    provisional = False
    while count > 0:
        day += dt.timedelta(days=1)
        known = is_workday(day)
        provisional = provisional or known is None
        count -= day.isoweekday() <= 5 if known is None else known
    return day, provisional
