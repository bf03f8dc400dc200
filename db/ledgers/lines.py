"""Reading back the lines of a record from one cell; the other way is ``db.shown.lines``."""

import re
from collections.abc import Callable

from db import shown, tree
from db.fields import ReferenceField
from db.ledgers import cells
from db.ledgers.people import tidy
from db.spec import LineSpec, Tree

Find = Callable[[str], str | None]
"""Returns the member of a name, None where it is nobody's or not clear."""


def read_people(line: LineSpec, written: str, find: Find) -> list[Tree]:
    """Return a row for each name of a list: 单伟、王芳."""
    names = [tidy(part) for part in re.split(r"[、，,；;／/\n]", written) if part.strip()]
    return [tree.blank_line(line, member=find(name), name=name) for name in names]


def read(line: LineSpec, written: str, find: Find) -> tuple[list[Tree], list[str]]:
    """Return a row for each line of a cell, and notes on what could not be taken.

    A line names its parts (问题：…；整改时限：…). One that begins with none of the names is the
    first text of the row, as people write who fill the cell by hand.
    """
    labels = {shown.line_label(line, name): name for name in _written(line)}
    notes: list[str] = []
    written_lines = [each.strip() for each in written.splitlines() if each.strip()]
    return [_row(line, each, labels, find, notes) for each in written_lines], notes


def _written(line: LineSpec) -> list[str]:
    """Return the fields that a cell says something of."""
    return [name for name, field in line.fields.items() if not isinstance(field, ReferenceField)]


def _row(
    line: LineSpec, written: str, labels: dict[str, str], find: Find, notes: list[str]
) -> Tree:
    known = "|".join(map(re.escape, sorted(labels, key=len, reverse=True)))
    mark = re.compile(rf"(?:^|[；;])\s*({known})[：:]")
    parts = mark.split(written)
    said = dict(zip(parts[1::2], parts[2::2], strict=True))
    if parts[0].strip():
        first = next(iter(labels))
        said = {first: parts[0]} | said
    row = tree.blank_line(line)
    for label, words in said.items():
        name = labels[label]
        read_cell = cells.read(line.fields[name], words.strip())
        if read_cell.note:
            notes.append(f"{line.title}的{label}：{read_cell.note}")
        if read_cell.value is not None:
            row[name] = read_cell.value
        if shown.is_name(line, name):
            row[name.removesuffix("_name")] = find(str(row[name])) if row[name] else None
    return row
