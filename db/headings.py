"""The row of a table in which the headings of its columns stand, and what each of them means."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from db.sheets import Cell, Sheet

FieldOf = Callable[[str], str | None]
"""Returns the field that a heading means (see ``plain``), None for an unknown one."""

_SEARCHED_ROWS = 40
_LEAST_HEADINGS = 3


@dataclass(frozen=True)
class Column:
    """A column of a table: its place (from 0), its heading, the field it fills, "" for none."""

    place: int
    heading: str
    field: str


@dataclass(frozen=True)
class Header:
    """Where the headings stand: rows ``first`` to ``last`` (from 0) of a sheet."""

    sheet: Sheet
    first: int
    last: int
    columns: tuple[Column, ...]
    unread: tuple[Column, ...]


def plain(heading: Cell) -> str:
    """Return a heading without spaces, colons and stars, wide signs as ordinary ones."""
    if not isinstance(heading, str):
        return ""
    return re.sub(r"[\s:*]", "", unicodedata.normalize("NFKC", heading))


def find_header(
    sheet: Sheet, field_of: FieldOf, key: str, *, exactly: FieldOf | None = None
) -> Header | None:
    """Return the header with the most known headings, of one row or two.

    None when no row has at least three of them, among them that of the field ``key``. Where
    ``field_of`` goes by single words, ``exactly`` tells the second row of a header from an item.
    """
    best: Header | None = None
    for number in range(min(len(sheet.rows), _SEARCHED_ROWS)):
        header = _header_at(sheet, number, field_of, exactly or field_of, key)
        if header and (best is None or len(header.columns) > len(best.columns)):
            best = header
    return best


def _header_at(
    sheet: Sheet, number: int, field_of: FieldOf, exactly: FieldOf, key: str
) -> Header | None:
    upper = sheet.rows[number]
    if all(_meaning(field_of, plain(cell)) != key for cell in upper):
        return None
    lower = sheet.rows[number + 1] if number + 1 < len(sheet.rows) else ()
    two_rows = _continues(upper, lower, field_of, exactly, key)
    columns: dict[str, Column] = {}
    unread = []
    group = ""
    for place, cell in enumerate(upper):
        group = plain(cell) or group
        below = plain(lower[place]) if two_rows and place < len(lower) else ""
        heading = " ".join(dict.fromkeys(part for part in (plain(cell), below) if part))
        field = _meaning(field_of, below) or _meaning(field_of, group + below) if below else None
        field = field or _meaning(field_of, plain(cell))
        if field and field not in columns:
            columns[field] = Column(place, heading, field)
        elif heading:
            unread.append(Column(place, heading, ""))
    if len(columns) < _LEAST_HEADINGS:
        return None
    last = number + 1 if two_rows else number
    return Header(sheet, number, last, tuple(columns.values()), tuple(unread))


def _meaning(field_of: FieldOf, heading: str) -> str | None:
    """Look a heading up, then without what stands in brackets."""
    if not heading:
        return None
    return field_of(heading) or field_of(re.sub(r"\(.*?\)", "", heading))


def _continues(
    upper: tuple[Cell, ...],
    lower: tuple[Cell, ...],
    field_of: FieldOf,
    exactly: FieldOf,
    key: str,
) -> bool:
    """Whether the second row goes on with the headings of the first."""
    pairs = [(plain(above), below) for above, below in zip(upper, lower, strict=False)]
    for above, below in pairs:
        same = below is None or plain(below) == above or _meaning(exactly, plain(below)) == key
        if _meaning(field_of, above) == key and not same:
            return False
    return any(
        _meaning(exactly, below) or _meaning(exactly, above + below)
        for above, below in ((above, plain(below)) for above, below in pairs)
        if below and below != above and _meaning(exactly, below) != _meaning(field_of, above)
    )
