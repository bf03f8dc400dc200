"""Field types that refuse what they do not understand.

peewee stores a badly formed date or an unknown choice without a word; these fields raise
``ValueError`` instead. All of them are TEXT or INTEGER underneath, so that STRICT tables and a
later PostgreSQL hold the same values, and the stored value of every field is also its value in
the JSON-able record tree (``db.tree``).

Labels, choices and help stand on the field: ``verbose_name``, ``choices``, ``help_text``;
``required`` marks what a form insists on.
"""

import datetime as dt
import json
import re
from enum import StrEnum
from typing import Any

import peewee as pw

from db import dates, quantity
from db.quantity import Unit

_LARGEST = 10**12
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)


class Named(StrEnum):
    """A choice: the member's value is stored, ``label`` is shown."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Named":
        """Make a member from its stored value and its Chinese label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class _Declared:
    """What a declaration of a record type says of a field beyond its storage."""

    required: bool = False
    private: bool = False
    long: bool = False


class TextField(_Declared, pw.TextField):
    """Text; empty text instead of null. ``long`` asks for an editor of several lines."""

    def __init__(
        self,
        label: str = "",
        *,
        required: bool = False,
        long: bool = False,
        private: bool = False,
        **options: Any,
    ) -> None:
        options.setdefault("default", "")
        super().__init__(verbose_name=label, **options)
        self.required, self.long, self.private = required, long, private

    def db_value(self, value: Any) -> Any:
        """Refuse anything but text."""
        if value is not None and not isinstance(value, str):
            raise ValueError(f"{self.name}: {value!r}")
        return value


class _CheckedText(_Declared, pw.Field):
    """Nullable text of one exact form."""

    field_type = "TEXT"

    def __init__(self, label: str = "", *, required: bool = False, **options: Any) -> None:
        options.setdefault("null", True)
        super().__init__(verbose_name=label, **options)
        self.required = required

    def well_formed(self, value: str) -> bool:
        """Whether the text has this field's form."""
        raise NotImplementedError

    def db_value(self, value: Any) -> Any:
        """Refuse text that is not of this field's form."""
        if value is None:
            return None
        if not isinstance(value, str) or not self.well_formed(value):
            raise ValueError(f"{self.name}: {value!r}")
        return value


def _reads(parse: Any, value: str) -> bool:
    try:
        parse(value)
    except ValueError:
        return False
    return True


class DateField(_CheckedText):
    """A day as ISO text ``2026-03-27``."""

    def well_formed(self, value: str) -> bool:
        """A day of the calendar, no ISO week, within the years that records can be of."""
        return len(value) == 10 and dates.is_partial(value) and dates.is_near(value)


class PartialDateField(_CheckedText):
    """A day, a month or a year: ``1974-03-15``, ``1974-03``, ``1974``."""

    def well_formed(self, value: str) -> bool:
        """A calendar day once the missing parts are taken as the first; see ``db.dates``."""
        return dates.is_partial(value) and dates.is_near(value)


class TimeField(_CheckedText):
    """A time of day as ``15:00``."""

    def well_formed(self, value: str) -> bool:
        """Hours and minutes of the clock, none of the other forms of ISO 8601."""
        return _CLOCK.fullmatch(value) is not None


class MomentField(_CheckedText):
    """A moment in UTC as ``2026-03-27T09:12:33Z``."""

    def well_formed(self, value: str) -> bool:
        """Seconds in UTC."""
        return _MOMENT.fullmatch(value) is not None and _reads(dt.datetime.fromisoformat, value)


class LinkField(_CheckedText):
    """The uid of a row that is remembered but not held: it may have gone meanwhile."""

    def well_formed(self, value: str) -> bool:
        """A uid as ``db.model.new_uid`` makes them."""
        return _UID.fullmatch(value) is not None


class ChoiceField(_CheckedText):
    """One of a ``Named`` enumeration, stored by its value."""

    def __init__(self, kind: type[Named], label: str = "", **options: Any) -> None:
        options.setdefault("null", False)
        super().__init__(label, choices=[(str(m), m.label) for m in kind], **options)
        self.kind = kind

    def well_formed(self, value: str) -> bool:
        """A value of the enumeration."""
        return value in self.kind._value2member_map_

    def db_value(self, value: Any) -> Any:
        """Store a member as plain text."""
        checked = super().db_value(value)
        return None if checked is None else str(checked)


class IntegerField(_Declared, pw.IntegerField):
    """A whole number; refuses text, fractions and truth values."""

    def __init__(self, label: str = "", *, required: bool = False, **options: Any) -> None:
        super().__init__(verbose_name=label, **options)
        self.required = required

    def adapt(self, value: Any) -> Any:
        """Keep the number as it is."""
        return value

    def db_value(self, value: Any) -> Any:
        """Refuse what is not a whole number, or too large a one for any count of ours."""
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _LARGEST:
            raise ValueError(f"{self.name}: {value!r}")
        return value


class HundredthsField(IntegerField):
    """A quantity such as study hours, kept as hundredths: 200 is 2.00."""


class MoneyField(IntegerField):
    """An amount of money, kept as whole 分: 4895000000 is 4895万元 (``db.quantity``)."""


class QuantityField(_CheckedText):
    """A counted quantity as ``1800余件``; ``unit`` is that of a number written without one."""

    def __init__(self, unit: Unit, label: str = "", **options: Any) -> None:
        super().__init__(label, **options)
        self.unit = unit

    def well_formed(self, value: str) -> bool:
        """A number, perhaps 余, and a unit (``db.quantity.parse``)."""
        return _reads(quantity.parse, value)


class BooleanField(_Declared, pw.Field):
    """Yes or no, stored as 0 or 1."""

    field_type = "INTEGER"

    def __init__(self, label: str = "", **options: Any) -> None:
        options.setdefault("default", False)
        super().__init__(verbose_name=label, **options)

    def db_value(self, value: Any) -> Any:
        """Refuse what is neither true nor false."""
        if not isinstance(value, bool):
            raise ValueError(f"{self.name}: {value!r}")
        return int(value)

    def python_value(self, value: Any) -> Any:
        """Give back a truth value."""
        return None if value is None else bool(value)


class JsonField(_CheckedText):
    """Any JSON value as text with sorted keys; used by the program's own tables only."""

    def db_value(self, value: Any) -> Any:
        """Write compact JSON that keeps Chinese readable."""
        if value is None:
            return None
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return text.encode(errors="replace").decode()  # half of an emoji has no place in UTF-8

    def python_value(self, value: Any) -> Any:
        """Read it back."""
        return None if value is None else json.loads(value)


class ReferenceField(_Declared, pw.ForeignKeyField):
    """A reference to another row by uid; what a person entered is never deleted by cascade."""

    def __init__(
        self, model: Any, label: str = "", *, required: bool = False, **options: Any
    ) -> None:
        options.setdefault("null", not required)
        options.setdefault("on_delete", "RESTRICT")
        options.setdefault("backref", "+")
        super().__init__(model, verbose_name=label, lazy_load=False, **options)
        self.required = required
