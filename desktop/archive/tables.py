"""Records of every type as sheets of one workbook, with the Chinese words of the forms."""

from collections.abc import Iterable, Iterator, Mapping

import peewee as pw

from db import dates, identity, queries
from db.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    HundredthsField,
    LinkField,
    MomentField,
    PartialDateField,
    ReferenceField,
    TextField,
)
from db.records import RECORDS
from db.spec import ATTACHMENTS, LineSpec, RecordSpec, Tree
from db.workbooks import Column, Sheet
from desktop.documents import wording

_SPOKEN = ("member", "talk")
"""Types whose private fields a person fills in; elsewhere they are the program's own."""
_LONG, _USUAL = 40, 16


def sheets(
    records: Mapping[str, list[Tree]], *, branch: str, title: str, right: str, reveal: bool
) -> list[Sheet]:
    """Return a sheet for each type that has records; raises nothing, invents nothing.

    ``branch`` is the name at the head; ``reveal`` writes identity numbers out in full.
    """
    names = _names(records)
    found = []
    for kind in RECORDS:
        if not (trees := records.get(kind.name)):
            continue
        fields = list(_fields(kind))
        columns = [Column("序号", 8)]
        columns += [Column(str(each.verbose_name), *_width(each)) for each in fields]
        columns += [Column(line.title, _LONG, centred=False) for line in kind.all_lines]
        columns.append(Column("录入日期", _USUAL))
        rows = [
            (
                str(number),
                *(_said(each, record[each.name], names, reveal=reveal) for each in fields),
                *(_lines(line, record[line.name], names) for line in kind.all_lines),
                wording.day(wording.entry_day(record["entered_at"]), ""),
            )
            for number, record in enumerate(_ordered(kind, trees), 1)
        ]
        found.append(
            Sheet(
                name=kind.title,
                title=f"{title}{kind.title}",
                left=branch,
                right=right,
                columns=tuple(columns),
                rows=rows,
            )
        )
    return found


def _ordered(kind: RecordSpec, trees: list[Tree]) -> list[Tree]:
    """Return records by their day, those of no day as they come."""
    return sorted(trees, key=lambda each: each[kind.day] or "") if kind.day else trees


def _fields(kind: RecordSpec | LineSpec) -> Iterator[pw.Field]:
    """Yield what a person sees of a record or line, in the order of its form."""
    form = kind.sections if isinstance(kind, RecordSpec) else ()
    names = [name for section in form for name in section.fields if name in kind.fields]
    for field in (kind.fields[name] for name in dict.fromkeys((*names, *kind.fields))):
        own = isinstance(field, LinkField) or field.name == "sha256"
        hidden = getattr(field, "private", False) and getattr(kind, "name", "") not in _SPOKEN
        if not own and not hidden and field.verbose_name:
            yield field


def _width(field: pw.Field) -> tuple[int, bool]:
    return (_LONG, False) if isinstance(field, TextField) and field.long else (_USUAL, True)


def _lines(line: LineSpec, rows: Iterable[Tree], names: Mapping[str, str]) -> str:
    """Return the lines of a list, each on its own: 1. 议题：…；决议：…"""
    if line is ATTACHMENTS:
        return "\n".join(row["name"] for row in rows)
    return "\n".join(f"{number}. {_line(line, row, names)}" for number, row in enumerate(rows, 1))


def _line(line: LineSpec, row: Tree, names: Mapping[str, str]) -> str:
    parts = [
        f"{field.verbose_name}：{said}"
        for field in _fields(line)
        if (said := _said(field, row[field.name], names, reveal=False))
    ]
    for inner in line.lines:
        parts += [f"{inner.title}（{_line(inner, each, names)}）" for each in row[inner.name]]
    return "；".join(parts)


def _said(field: pw.Field, value: object, names: Mapping[str, str], *, reveal: bool) -> str:
    """Return a value as a person reads it; numbers of identity are masked unless ``reveal``."""
    if value in (None, ""):
        return ""
    match field:
        case ReferenceField():
            return names.get(str(value), "")
        case ChoiceField():
            return str(dict(field.choices).get(value, value))
        case DateField() | PartialDateField():
            return dates.text(str(value))
        case MomentField():
            return wording.day(wording.entry_day(str(value)), "")
        case BooleanField():
            return "是" if value else ""
        case HundredthsField():
            assert isinstance(value, int)
            return f"{value / 100:.2f}".rstrip("0").rstrip(".")
    masked = getattr(field, "private", False) and field.model._meta.table_name == "member"
    return identity.conceal(str(value)) if masked and not reveal else str(value)


def _names(records: Mapping[str, list[Tree]]) -> dict[str, str]:
    """Return how each record that another one points to is called, by its uid."""
    wanted: set[str] = set()
    for kind in RECORDS:
        for record in records.get(kind.name, ()):
            wanted |= set(_pointed(kind, record))
    return {uid: row.heading for uid, (_kind, row) in queries.named(sorted(wanted)).items()}


def _pointed(kind: RecordSpec | LineSpec, values: Tree) -> Iterator[str]:
    for name, field in kind.fields.items():
        if isinstance(field, ReferenceField) and values[name]:
            yield values[name]
    for line in kind.all_lines if isinstance(kind, RecordSpec) else kind.lines:
        for row in values[line.name]:
            yield from _pointed(line, row)
