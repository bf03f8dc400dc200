"""How a half-filled tree is read: whatever is missing or no value of its kind is simply absent."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

_CHINA = dt.timezone(dt.timedelta(hours=8))


def rows(tree: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return the rows of a list; what is no row is an empty one, what is no list has none."""
    value = tree.get(key)
    if not isinstance(value, list):
        return []
    return [row if isinstance(row, Mapping) else {} for row in value]


def text(tree: Mapping[str, Any], key: str) -> str:
    """Return a text without outer space, "" for anything else."""
    value = tree.get(key)
    return value.strip() if isinstance(value, str) else ""


def number(tree: Mapping[str, Any], key: str) -> int | None:
    """Return a whole number, None for anything else."""
    value = tree.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def day(tree: Mapping[str, Any], key: str) -> dt.date | None:
    """Return a day, None for anything else."""
    try:
        return dt.date.fromisoformat(text(tree, key))
    except ValueError:
        return None


def time(tree: Mapping[str, Any], key: str) -> dt.time | None:
    """Return a time of day, None for anything else."""
    try:
        return dt.time.fromisoformat(text(tree, key)).replace(tzinfo=None)
    except ValueError:
        return None


def local_day(tree: Mapping[str, Any], key: str) -> dt.date | None:
    """Return the day in China of a moment, None for anything else."""
    try:
        moment = dt.datetime.fromisoformat(text(tree, key))
        return moment.astimezone(_CHINA).date() if moment.tzinfo else moment.date()
    except (ValueError, OverflowError):
        return None
