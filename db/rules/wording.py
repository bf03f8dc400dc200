"""How dates and names are put into the sentences of findings."""

import datetime as dt
from collections.abc import Collection

_NAMED = 6
_SHORT = 12


def day_text(day: dt.date) -> str:
    """Return 2026年3月27日."""
    return f"{day.year}年{day.month}月{day.day}日"


def weekday_text(day: dt.date) -> str:
    """Return 星期五."""
    return f"星期{'一二三四五六日'[day.weekday()]}"


def time_text(time: dt.time) -> str:
    """Return 15:00."""
    return f"{time:%H:%M}"


def names_text(names: Collection[str]) -> str:
    """Return 单伟、王芳, and for many names the first ones with their number."""
    listed = [name or "（未写姓名）" for name in names]
    if len(listed) <= _NAMED:
        return "、".join(listed)
    return "、".join(listed[:_NAMED]) + f"等{len(listed)}人"


def short(text: str) -> str:
    """Return the first characters of a long text."""
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
