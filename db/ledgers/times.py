"""When something begins and when it must be done, as lists write it: a day, a month, 年底前.

A limit that names no day is read as the last day that it may mean, a beginning as the first, and
a note says so.
"""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass

from db import dates
from db.sheets import Cell

_BEFORE = re.compile(r"(?<=[\d月日号年底末旬度])(之前|以前|前|止|截止|完成)+$")
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_QUARTER = re.compile(r"(?:(\d{4})年)?第?([一二三四1-4])季度[末底]?")
_HALF = re.compile(r"(?:(\d{4})年)?(上|下)半年")
_YEAR_END = re.compile(r"(?:(\d{4})年|本年|全年|今年)?(?:年?[底末]|全年|年内)?")
_MONTH = re.compile(r"(?:(\d{4})年)?(\d{1,2})月([底末]|[上中下]旬)?")
_DAY = re.compile(r"(\d{1,2})月(\d{1,2})[日号]?")
_DAY_ONLY = re.compile(r"\d{1,2}[日号]")
_PERIOD = re.compile(r"(\d{4}年)?(全年|[上下]半年|第?[一二三四1-4]季度)")
_PARTS = re.compile(r"[至到—–~～]+")
_TENS = {"上旬": 10, "中旬": 20}


@dataclass(frozen=True)
class When:
    """An ISO day or None, and a note on how it was read; no day and a note: it was not read."""

    day: str | None
    note: str = ""


def limit(cell: Cell, year: int) -> When:
    """Read the last day that a cell may mean; a month without a year is one of ``year``."""
    return _read(cell, year, last=True)


def beginning(cell: Cell, year: int) -> When:
    """Read the first day that a cell may mean."""
    return _read(cell, year, last=False)


def span(cell: Cell, year: int) -> tuple[When, When]:
    """Read 2026年3月1日至6月30日, 3月-6月, 3月起 or 6月底前 as a beginning and a limit."""
    whole = dates.read(cell)
    if not isinstance(cell, str) or (whole.value and not whole.problem):
        return When(None), limit(cell, year)
    text = re.sub(r"\s", "", cell)
    if _PERIOD.fullmatch(text):
        return beginning(text, year), limit(text, year)
    if text.endswith("起"):
        return beginning(text[:-1], year), When(None)
    parts = _PARTS.split(text)
    if len(parts) != 2 and text.count("-") in (1, 3, 5):  # 3月-6月, 2026-03-2026-06
        middle = [place for place, sign in enumerate(text) if sign == "-"]
        place = middle[len(middle) // 2]
        parts = [text[:place], text[place + 1 :]]
    if len(parts) != 2:
        return When(None), limit(text, year)
    began = beginning(_with_unit(*parts), year)
    if began.day and _DAY_ONLY.fullmatch(parts[1]):  # 3月1日至30日
        return began, limit(f"{int(began.day[5:7])}月{parts[1]}", int(began.day[:4]))
    due = limit(parts[1], int(began.day[:4]) if began.day else year)
    return began, due


def _with_unit(first: str, second: str) -> str:
    """Make 3 of 3-6月 a month."""
    return f"{first}月" if first.isdigit() and len(first) < 3 and "月" in second else first


def _read(cell: Cell, year: int, *, last: bool) -> When:
    reading = dates.read(cell)
    if reading.value:
        return _whole(reading.value, reading.problem, str(cell), last=last)
    if not isinstance(cell, str):
        return When(None, reading.problem)
    plain = _BEFORE.sub("", re.sub(r"\s|[（(].*?[)）]", "", cell))
    again = dates.read(plain)
    if again.value:
        return _whole(again.value, again.problem, cell, last=last)
    if found := _loose(plain, year, last=last):
        return When(found, f"“{cell.strip()}”读作{dates.text(found)}")
    return When(None, reading.problem and f"“{cell.strip()[:20]}”认不出是哪一天，没有录入")


def _whole(partial: str, doubt: str, written: str, *, last: bool) -> When:
    """Complete a partial date, with a note when something was completed."""
    if len(partial) == 10:
        return When(partial, doubt)
    number, month = int(partial[:4]), int(partial[5:7] or 0)
    day = _last(number, month or 12) if last else _first(number, month or 1)
    return When(day, doubt or f"“{written.strip()}”读作{dates.text(day)}")


def _loose(text: str, year: int, *, last: bool) -> str | None:
    """Read what names a time of a year without a full date."""
    if found := _DAY.fullmatch(text):
        return _day(year, int(found[1]), int(found[2]))
    if found := _MONTH.fullmatch(text):
        number, month = int(found[1] or year), int(found[2])
        if not 1 <= month <= 12:
            return None
        if found[3] in _TENS:
            end = _TENS[found[3]]
            return _day(number, month, end if last else end - 9)
        return _last(number, month) if last else _first(number, month)
    if found := _QUARTER.fullmatch(text):
        number, month = int(found[1] or year), _QUARTERS[found[2]]
        return _last(number, month) if last else _first(number, month - 2)
    if found := _HALF.fullmatch(text):
        number, month = int(found[1] or year), 6 if found[2] == "上" else 12
        return _last(number, month) if last else _first(number, month - 5)
    if text and (found := _YEAR_END.fullmatch(text)):
        number = int(found[1] or year)
        return _last(number, 12) if last else _first(number, 1)
    return None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _first(year: int, month: int) -> str:
    return f"{year:04}-{month:02}-01"


def _last(year: int, month: int) -> str:
    return f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"
