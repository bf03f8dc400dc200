"""The command that describes every record type, for those who write JSON or scripts."""

from argparse import Namespace
from typing import Any

import peewee as pw

from db.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    HundredthsField,
    IntegerField,
    LinkField,
    MomentField,
    MoneyField,
    PartialDateField,
    QuantityField,
    ReferenceField,
    TextField,
    TimeField,
)
from db.records import RECORDS
from db.spec import LineSpec, RecordSpec
from desktop.cli.common import show

_KINDS: tuple[tuple[type[pw.Field], str], ...] = (
    (ReferenceField, "reference"),
    (ChoiceField, "choice"),
    (HundredthsField, "hundredths"),
    (MoneyField, "money"),
    (QuantityField, "quantity"),
    (IntegerField, "integer"),
    (BooleanField, "boolean"),
    (DateField, "date"),
    (PartialDateField, "partial_date"),
    (TimeField, "time"),
    (MomentField, "moment"),
    (LinkField, "link"),
    (TextField, "text"),
    (pw.ForeignKeyField, "sha256"),
)


def schema(arguments: Namespace) -> None:
    """Describe every record type: fields with label, kind, choices; lines; documents."""
    if arguments.json:
        show([describe(kind) for kind in RECORDS])
        return
    for kind in RECORDS:
        print(f"{kind.name}\t{kind.title}")
        for item in describe(kind)["fields"]:
            mark = "（必填）" if item["required"] else ""
            print(f"  {item['name']}\t{item['label']}{mark}\t{item['kind']}")
        for line in kind.all_lines:
            print(f"  {line.name}[]\t{line.title}")


def describe(kind: RecordSpec) -> dict[str, Any]:
    """Return the description of one type as JSON-able values."""
    return {
        "name": kind.name,
        "title": kind.title,
        "date_field": kind.day or None,
        "fields": [_field(name, each) for name, each in kind.fields.items()],
        "lines": [_line(line) for line in kind.all_lines],
        "documents": list(kind.documents),
    }


def _line(line: LineSpec) -> dict[str, Any]:
    return {
        "name": line.name,
        "title": line.title,
        "fields": [_field(name, each) for name, each in line.fields.items()],
        "lines": [_line(inner) for inner in line.lines],
    }


def _field(name: str, each: Any) -> dict[str, Any]:
    kind = next(word for declared, word in _KINDS if isinstance(each, declared))
    result: dict[str, Any] = {
        "name": name,
        "label": str(each.verbose_name or ""),
        "kind": kind,
        "required": bool(getattr(each, "required", False)),
    }
    if isinstance(each, ChoiceField):
        result["choices"] = [{"value": v, "label": label} for v, label in each.choices]
    if isinstance(each, ReferenceField):
        result["refers_to"] = next(k.name for k in RECORDS if k.model is each.rel_model)
    if each.help_text:
        result["help"] = each.help_text
    return result
