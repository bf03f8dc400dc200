"""The values of a record as a person reads them in tables, workbooks and on paper.

Text that comes from here can be read back by ``db.ledgers.plain_cells``.
"""

from collections.abc import Callable, Iterable
from typing import Any

import peewee as pw

from db import dates, quantity
from db.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    HundredthsField,
    LinkField,
    MoneyField,
    PartialDateField,
    QuantityField,
    ReferenceField,
)
from db.spec import LineSpec, RecordSpec, Tree

SEPARATOR = "、"
ROW_SEPARATOR = "；"


def text(field: pw.Field, value: Any) -> str:
    """Return a value in words, "" for none; a reference is not looked up."""
    if value in (None, "") or isinstance(field, ReferenceField | LinkField):
        return ""
    if isinstance(field, ChoiceField):
        return str(dict(field.choices).get(value, value))
    if isinstance(field, DateField | PartialDateField):
        return dates.text(value)
    if isinstance(field, BooleanField):
        return "是" if value else ""
    if isinstance(field, HundredthsField):
        return f"{value / 100:.2f}".rstrip("0").rstrip(".")
    if isinstance(field, MoneyField):
        return quantity.money_text(value)
    return str(value)


def cell(kind: RecordSpec, tree: Tree, name: str) -> str:
    """Return what a record holds under a field or line list; a person by the name kept with it."""
    for line in kind.lines:
        if line.name == name:
            return lines(line, tree[name])
    return text(kind.fields[name], tree[name]) or tree.get(kind.name_field(name) or name) or ""


def lines(line: LineSpec, rows: Iterable[Tree]) -> str:
    """Return a line list in words: the names of people in one line, else a line for each row.

    Such a line names what it says (问题：无人值班；整改时限：2026年4月1日), so that
    ``db.ledgers.lines`` can read it back.
    """
    if is_people(line):
        return SEPARATOR.join(row["name"] for row in rows)
    return "\n".join(_line(line, row) for row in rows)


def _line(line: LineSpec, row: Tree) -> str:
    said = {name: " ".join(text(each, row[name]).split()) for name, each in line.fields.items()}
    return ROW_SEPARATOR.join(
        f"{line_label(line, n)}：{words}" for n, words in said.items() if words
    )


def line_label(line: LineSpec, name: str) -> str:
    """Return the label of a field of a line; the name of a person bears that of the person."""
    return line.label(name.removesuffix("_name")) if is_name(line, name) else line.label(name)


def is_name(line: LineSpec, name: str) -> bool:
    """Whether a field of a line keeps the name of the person that another field points to."""
    person = line.fields.get(name.removesuffix("_name"))
    return name.endswith("_name") and isinstance(person, ReferenceField)


def is_people(line: LineSpec) -> bool:
    """Whether a line list says only who was there."""
    return set(line.fields) == {"member", "name"}


def sums(kind: RecordSpec, trees: Iterable[Tree]) -> list[tuple[str, str]]:
    """Return the sums of a ledger as label and words: what is counted, money, hours.

    ``trees`` may be root rows. Sums are exact; 余 stands where a part says so.
    """
    rows = list(trees)
    said = ((name, sum_of(kind, rows, name)) for name in kind.fields)
    return [(kind.label(name), words) for name, words in said if words]


def sum_of(kind: RecordSpec, trees: Iterable[Tree], name: str) -> str:
    """Return the sum of one field in words, "" where it is not summed or says nothing."""
    return _sum(kind.fields[name], [v for row in trees if (v := row.get(name)) is not None])


def _sum(field: pw.Field, values: list[Any]) -> str:
    if isinstance(field, QuantityField):
        return SEPARATOR.join(map(str, quantity.totals(values)))
    if isinstance(field, MoneyField | HundredthsField) and values:
        return text(field, sum(values))
    return ""


def tally(kind: RecordSpec, trees: Iterable[Tree]) -> list[tuple[str, int]]:
    """Return how often each value of ``ledger.counted_by`` stands in the ledger, most first.

    Members of one name are counted each for themselves.
    """
    counted = kind.ledger.counted_by if kind.ledger else ""
    if not counted:
        return []
    names: dict[str, str] = {}
    found: dict[str, int] = {}
    for row in trees:
        said = cell(kind, row, counted)
        key = row.get(counted.removesuffix("_name")) or said
        if said:
            names.setdefault(key, said)
            found[key] = found.get(key, 0) + 1
    return sorted(((names[key], times) for key, times in found.items()), key=lambda each: -each[1])


Relabel = Callable[[RecordSpec], RecordSpec]
"""Returns a type with the words of the place (``db.records.label_override``)."""
