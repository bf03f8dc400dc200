"""Reading back into a field what a cell of a workbook says; the other way is ``db.shown``."""

from dataclasses import dataclass
from typing import Any

import peewee as pw

from db import dates, quantity
from db.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    HundredthsField,
    IntegerField,
    MoneyField,
    PartialDateField,
    QuantityField,
    TextField,
    TimeField,
)
from db.ledgers.row import text_of
from db.sheets import Cell

_TRUE = {"是", "有", "√", "✓", "1", "对"}


@dataclass(frozen=True)
class Said:
    """The value that a cell means, and a note when it could not be taken as it stands."""

    value: Any
    note: str = ""


def read(field: pw.Field, cell: Cell) -> Said:
    """Return what a cell means for a field; nothing for an empty cell, 无 and —."""
    written = text_of(cell)
    if not written:
        return Said(None)
    if isinstance(field, DateField | PartialDateField):
        return _date(field, cell)
    if isinstance(field, ChoiceField):
        found = next((v for v, label in field.choices if written in (v, label)), None)
        known = "、".join(label for _value, label in field.choices)
        return Said(found, "" if found else f"“{written[:20]}”不在可选之列（{known}），没有录入")
    if isinstance(field, BooleanField):
        return Said(written in _TRUE)
    if isinstance(field, TextField):
        return Said(written)
    try:
        return Said(_number(field, written))
    except ValueError as error:
        return Said(None, f"{error}".rstrip("。") + "，没有录入")


def _date(field: pw.Field, cell: Cell) -> Said:
    reading = dates.read(cell)
    if reading.value and isinstance(field, DateField) and len(reading.value) < len("2026-03-27"):
        return Said(None, f"“{text_of(cell)}”没有写明是哪一天，没有录入")
    return Said(reading.value, reading.problem)


def _number(field: pw.Field, written: str) -> Any:
    if isinstance(field, QuantityField):
        return str(quantity.read(written, field.unit))
    if isinstance(field, MoneyField):
        return quantity.read_money(written)
    if isinstance(field, TimeField):
        hour, _, minute = written.replace("：", ":").replace("时", ":").rstrip("分").partition(":")
        time = f"{int(hour):02}:{int(minute[:2] or 0):02}"
        if not field.well_formed(time):
            raise ValueError(f"“{written[:20]}”不是时间")
        return time
    if isinstance(field, HundredthsField):
        return _hundredths(written.removesuffix("学时").strip())
    if isinstance(field, IntegerField):
        plain = "".join(sign for sign in written if sign.isdigit() or sign == "-")
        if not plain.lstrip("-").isdigit():
            raise ValueError(f"“{written[:20]}”不是数字")
        return int(plain)
    raise ValueError(f"“{written[:20]}”看不懂")


def _hundredths(written: str) -> int:
    whole, _, part = written.partition(".")
    if not whole.isdigit() or not (part == "" or part.isdigit()) or len(part) > 2:
        raise ValueError(f"“{written[:20]}”不是学时数")
    return int(whole) * 100 + int(part.ljust(2, "0"))
