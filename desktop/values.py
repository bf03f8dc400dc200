"""How the value of a field is shown in lists, and which editor changes it."""

from typing import Any

import peewee as pw

from db import quantity
from db import shown as texts
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
from db.spec import LineSpec, RecordSpec
from desktop.editors import (
    AreaEditor,
    ChoiceEditor,
    DateEditor,
    Editor,
    FlagEditor,
    HoursEditor,
    LineEditor,
    MoneyEditor,
    NumberEditor,
    PartialDateEditor,
    QuantityEditor,
    TimeEditor,
)
from desktop.references import References


def shown_fields(kind: RecordSpec | LineSpec) -> dict[str, pw.Field]:
    """The fields of a record or line that a person sees: a loose link is the program's own."""
    return {name: f for name, f in kind.fields.items() if not isinstance(f, LinkField)}


def is_wide(field: pw.Field) -> bool:
    """Whether a field takes the whole width of a form."""
    return isinstance(field, TextField) and field.long


def editor_for(field: pw.Field, references: References) -> Editor:
    """The editor for the values of a field; `ValueError` for a type that has none."""
    if isinstance(field, ReferenceField):
        return references.editor(field)
    if isinstance(field, ChoiceField):
        empty = "" if field.null or field.default is None else None
        return ChoiceEditor(field.choices, empty=empty)
    if isinstance(field, QuantityField):
        return QuantityEditor(field.unit)
    if isinstance(field, TextField):
        return AreaEditor() if field.long else LineEditor()
    for kind, editor in _EDITORS:
        if isinstance(field, kind):
            return editor()
    raise ValueError(f"{field.name}: no editor for {type(field).__name__}")


_EDITORS: tuple[tuple[type[pw.Field], type[Editor]], ...] = (
    (PartialDateField, PartialDateEditor),
    (DateField, DateEditor),
    (TimeField, TimeEditor),
    (BooleanField, FlagEditor),
    (HundredthsField, HoursEditor),
    (MoneyField, MoneyEditor),
    (IntegerField, NumberEditor),
)


def shown(field: pw.Field, value: Any, references: References, *, open_: bool = False) -> str:
    """A value as a person reads it. Private values are masked unless `open_`."""
    if value in (None, ""):
        return ""
    if isinstance(field, ReferenceField):
        return references.label(field, value)
    if isinstance(field, MomentField):
        return moment(value)
    if getattr(field, "private", False) and not open_:
        from db import identity

        return identity.conceal(str(value))
    return texts.text(field, value)


def moment(text: str | None) -> str:
    """A moment of the data file in local time, as 2026年3月27日 15:42."""
    import datetime as dt

    if not text:
        return ""
    local = dt.datetime.fromisoformat(text).astimezone()
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def sort_key(field: pw.Field, value: Any, references: References) -> str | int | float:
    """A value that Qt sorts rightly: text or number, never a Python date."""
    if isinstance(value, bool | int | float):
        return int(value) if isinstance(value, bool) else value
    if isinstance(field, ReferenceField):
        return references.label(field, value)
    if isinstance(field, IntegerField):
        return -1
    if isinstance(field, QuantityField):
        return quantity.parse(value).value if value else -1
    return str(value or "")
