"""Reading days, times and numbers the way people type them at a desk. Pure functions.

`db.dates` reads what carries its own year; here stand the short forms that mean "this year".
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta

from db import dates

WEEKDAYS = "一二三四五六日"
_NEAR = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "明日": 1, "后天": 2}
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_AFTERNOON = ("下午", "晚上", "傍晚", "pm")
_MORNING = ("上午", "早上", "早晨", "中午", "am")
_SHORT = re.compile(r"(?:(\d{2})[年.\-/])?(\d{1,2})[月.\-/、](\d{1,2})[日号]?|(\d{2})(\d{2})")


def plain(text: str) -> str:
    """Full-width digits and marks as ordinary ones, no spaces around."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def _chinese_number(match: re.Match[str]) -> str:
    text = match.group()
    if "十" not in text:
        return text.translate(_DIGITS)
    tens, _, ones = text.partition("十")
    return str(int(tens.translate(_DIGITS) or 1) * 10 + int(ones.translate(_DIGITS) or 0))


def _arabic(text: str) -> str:
    return re.sub(r"[〇零一二三四五六七八九十]+", _chinese_number, text)


def read_date(text: str, today: date) -> date | None:
    """A day written as 2026-3-27, 20260327, 2026年3月27日, 26.3.27, 3月27日, 3.27, 0327 or 今天.

    Without a year the year of `today` is meant. None when it is not a day of the calendar.
    """
    text = re.sub(r"[(\s]*(星期|周)[一二三四五六日天]\)?$", "", plain(text)).replace("。", ".")
    if text in _NEAR:
        return today + timedelta(days=_NEAR[text])
    match = _SHORT.fullmatch(_arabic(text))
    try:
        if match is not None:
            short_year, month, day = match[1], match[2] or match[4], match[3] or match[5]
            year = 2000 + int(short_year) if short_year else today.year
            return date(year, int(month), int(day))
        return date.fromisoformat(dates.parse(text) or "")
    except ValueError:
        return None


def read_partial_date(text: str) -> str | None:
    """A year, a month or a day as "1974", "1974-03" or "1974-03-15"; None if it is none of them."""
    try:
        return dates.parse(plain(text))
    except ValueError:
        return None


def read_time(text: str) -> str | None:
    """A time of day as "15:00", from 15:00, 15：00, 1500, 15点, 15点半, 15时30分 or 下午3点."""
    text = plain(text)
    afternoon = text.startswith(_AFTERNOON) or text.endswith(_AFTERNOON)
    for word in (*_AFTERNOON, *_MORNING):
        text = text.replace(word, "")
    for word, minutes in (("点半", "点30"), ("一刻", "15"), ("三刻", "45"), ("整", "")):
        text = text.replace(word, minutes)
    text = _arabic(text.strip())
    match = re.fullmatch(r"(\d{1,2})\s*(?:[:.点时]\s*(\d{1,2})?\s*分?)?", text)
    if match is None:
        match = re.fullmatch(r"(\d{1,2})(\d{2})", text)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if afternoon and hour < 12:
        hour += 12
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def weekday(value: str | None) -> str:
    """周五 for an ISO day, "" for anything less."""
    try:
        return f"周{WEEKDAYS[date.fromisoformat(value or '').weekday()]}"
    except ValueError:
        return ""


def month_days(year: int, month: int) -> list[date | None]:
    """The days of a month with blanks before the first, weeks beginning on Monday."""
    first, count = monthrange(year, month)
    return [None] * first + [date(year, month, day) for day in range(1, count + 1)]
