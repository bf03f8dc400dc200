"""Editors: one widget per kind of value, all with the same few methods.

`value()` and `set_value(value)` speak the forms of the record tree (ISO text for dates, None or
"" for missing). `changed` says that a person has finished a change: never while pinyin is
composed, never by `set_value`. `problem()` is a sentence when what was typed cannot be read.
`set_error(text)`, `set_read_only(on=…)`, `set_name(label)` do what they say. No editor reacts to
the mouse wheel.
"""

from desktop.editors.base import Editor
from desktop.editors.choice import ChoiceEditor
from desktop.editors.date import DateEditor, PartialDateEditor
from desktop.editors.field import Field
from desktop.editors.flag import FlagEditor
from desktop.editors.number import HoursEditor, NumberEditor
from desktop.editors.person import Person, PersonEditor
from desktop.editors.private import PrivateEditor
from desktop.editors.quantity import MoneyEditor, QuantityEditor
from desktop.editors.secret import SecretEditor
from desktop.editors.text import AreaEditor, LineEditor
from desktop.editors.time import TimeEditor

__all__ = [
    "AreaEditor",
    "ChoiceEditor",
    "DateEditor",
    "Editor",
    "Field",
    "FlagEditor",
    "HoursEditor",
    "LineEditor",
    "MoneyEditor",
    "NumberEditor",
    "PartialDateEditor",
    "Person",
    "PersonEditor",
    "PrivateEditor",
    "QuantityEditor",
    "SecretEditor",
    "TimeEditor",
]
