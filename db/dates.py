"""Partial dates: a day, a month or a year, as rosters and people write them.

A partial date is ISO text as long as it is known: "1974", "1974-03", "1974-03-15".
"""

import datetime as dt
import re
from dataclasses import dataclass

_NOTHING = {
    "",
    "无",
    "暂无",
    "没有",
    "空",
    "不详",
    "未知",
    "-",
    "--",
    "—",
    "——",
    "–",
    "/",
    "\\",
    "·",
}
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SEPARATED = re.compile(
    r"(\d{4})(?:[年.\-/、·](?:(\d{1,2})(?:[月.\-/、·](?:(\d{1,2})[日号]?)?)?)?)?[.\-/]?"
    r"(?:[T ]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_SHORT_YEAR = re.compile(r"['’]?\d{2}[年.\-/]\d{1,2}([月.\-/](\d{1,2}[日号]?)?)?")

# Days since 1899-12-30, as spreadsheets count them, from 1927 to 2064: outside the range of
# years and below that of 197403.
_SERIALS = range(10_000, 60_000)
_SERIAL_ORIGIN = dt.date(1899, 12, 30)
_YEARS = range(1900, 2101)


@dataclass(frozen=True)
class Reading:
    """What a cell says: ``value`` is a partial date or None, ``problem`` a doubt or "".

    A problem without a value means that the cell could not be read.
    """

    value: str | None
    problem: str = ""


def read(cell: object) -> Reading:
    """Read a date as it stands in a cell of a roster: text, number, date or nothing."""
    if cell is None:
        return Reading(None)
    if isinstance(cell, dt.datetime):
        return _in_range(cell.date().isoformat(), str(cell.date()))
    if isinstance(cell, dt.date):
        return _in_range(cell.isoformat(), str(cell))
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return _unreadable(str(cell))
    if isinstance(cell, float) and not cell.is_integer():
        return _read_fraction(cell)
    return _read_text(str(int(cell)) if isinstance(cell, float) else str(cell))


def parse(text: str) -> str | None:
    """Return the partial date that a person typed, None for nothing (无, —, empty).

    Raises ``ValueError`` with one Chinese sentence.
    """
    reading = read(text)
    if reading.problem:
        raise ValueError(reading.problem)
    return reading.value


def _read_fraction(number: float) -> Reading:
    """Read 1974.03 stored as a number, where 1990.1 may once have been 1990.10."""
    written = repr(number)
    found = re.fullmatch(r"(\d{4})\.(\d{1,2})", written, re.ASCII)
    if not found:
        return _unreadable(written)
    if found[2] == "1":
        doubt = f"“{written}”是数字，看不出是1月还是10月，请核对"
        return Reading(f"{found[1]}-01", doubt)
    return _read_text(written)


def _read_text(written: str) -> Reading:
    plain = written.translate(_WIDE).translate({0x3002: "."})
    plain = "".join(plain.split()) if ":" not in plain else plain.strip()
    if plain in _NOTHING:
        return Reading(None)
    if plain.isascii() and plain.isdigit() and len(plain) == 5:
        return _read_serial(int(plain))
    if _SHORT_YEAR.fullmatch(plain):
        return Reading(None, f"“{written}”的年份只有两位，请写成四位")
    found = _SEPARATED.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if not found:
        found = _SEPARATED.fullmatch(_from_chinese(plain))
    if not found:
        return _unreadable(written)
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if not month:
        return _in_range(f"{year:04}", written)
    if not day:
        return _in_range(f"{year:04}-{month:02}", written)
    return _in_range(f"{year:04}-{month:02}-{day:02}", written)


def _from_chinese(text: str) -> str:
    """Turn 二〇〇四年十二月三日 into 2004年12月3日."""
    text = re.sub(r"(?<=[二三])十(?=[一二三四五六七八九])", "", text)
    text = re.sub(r"(?<=[二三])十", "0", text)
    text = re.sub(r"十(?=[一二三四五六七八九])", "1", text)
    return text.replace("十", "10").translate(_CHINESE)


def _read_serial(number: int) -> Reading:
    if number not in _SERIALS:
        return _unreadable(str(number))
    day = (_SERIAL_ORIGIN + dt.timedelta(days=number)).isoformat()
    return Reading(day, f"“{number}”是表格内部的日期数字，读作{text(day)}，请核对")


def _in_range(value: str, written: str) -> Reading:
    if not is_partial(value):
        return Reading(None, f"“{written}”不是有效的日期，请核对")
    if not is_near(value):
        return Reading(None, f"“{written}”的年份不在1900年至2100年之间，请核对")
    return Reading(value)


def _unreadable(written: str) -> Reading:
    return Reading(None, f"“{written[:20]}”看不出是什么日期，请写成1974.03或1974.03.15")


def is_partial(value: str) -> bool:
    """Whether the text is a partial date of the calendar."""
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value, re.ASCII):
        return False
    try:
        first_day(value)
    except ValueError:
        return False
    return True


def is_near(value: str) -> bool:
    """Whether the year of a partial date is one that a record can be of: 1900 to 2100."""
    return int(value[:4]) in _YEARS


def first_day(partial: str) -> dt.date:
    """Return the first day that the partial date may mean."""
    return dt.date.fromisoformat(partial + "-01-01"[len(partial) - 4 :])


def on_or_before(partial: str | None, day: str) -> bool:
    """Whether the partial date has come by an ISO day; a bare month or year counts from its first.

    No date has not come.
    """
    return partial is not None and first_day(partial).isoformat() <= day


def agree(one: str, other: str) -> bool:
    """Whether two partial dates may be the same day."""
    return one.startswith(other) or other.startswith(one)


def text(partial: str | None, missing: str = "") -> str:
    """Return 1974年3月15日, 1974年3月 or 1974年; ``missing`` for None or ""."""
    if not partial:
        return missing
    parts = zip(partial.split("-"), "年月日", strict=False)
    return "".join(f"{int(number)}{unit}" for number, unit in parts)
