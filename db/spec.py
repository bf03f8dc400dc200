"""Declarations of record types: what a type is called, holds, lists and prints.

Labels, required marks, choices and help stand on the fields of the peewee model; a spec only
names them by list column and form section. What data cannot say are a few plain functions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import peewee as pw

from db.fields import ReferenceField
from db.model import Attachment, Line, Record
from db.quantity import Unit

Tree = dict[str, Any]
"""A record with its lines as JSON-able values; see ``db.tree``."""

ROOT_KEYS = ("uid", "revision", "entered_at", "deleted_at")


@dataclass(frozen=True)
class Section:
    """A titled group of fields or line lists of a form, in order."""

    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """A column of the type's table; ``stretch`` takes the space that is left."""

    field: str
    title: str = ""
    stretch: bool = False


@dataclass(frozen=True)
class LineSpec:
    """A list of owned lines: its key in the tree, its title, its model, lines of its own.

    ``parent`` names the field of the model that points to the owner. The person sets the order
    of lines that are ``ordered``.
    """

    name: str
    title: str
    model: type[Line]
    lines: "tuple[LineSpec, ...]" = ()
    parent: str = "record"
    ordered: bool = False
    labels: Mapping[str, str] = field(default_factory=dict, compare=False)

    @cached_property
    def fields(self) -> dict[str, pw.Field]:
        """The fields of a line that a person fills in, by name."""
        own = ("uid", "position", self.parent)
        return {f.name: f for f in self.model._meta.sorted_fields if f.name not in own}

    def label(self, name: str) -> str:
        """Return the Chinese label of a field, as the place words it."""
        return self.labels.get(name) or str(self.fields[name].verbose_name or name)


ATTACHMENTS = LineSpec("attachments", "附件", Attachment)


def _nothing_wrong(_tree: Tree) -> Mapping[str, str]:
    return {}


def _as_is(tree: Tree) -> Tree:
    return tree


def _always_open(_tree: Tree) -> frozenset[str] | None:
    return None


def _nobody(_tree: Tree) -> list[str]:
    return []


def _no_advice(_tree: Tree) -> list[str]:
    return []


@dataclass(frozen=True)
class Turn:
    """A step that a person takes with a record of a ledger: 修订 keeps the old version.

    ``make`` returns the record as it then stands in the form, not saved yet; it is given today as
    ISO text. ``icon`` and ``tip`` are those of the button.
    """

    title: str
    icon: str
    tip: str
    make: Callable[[Tree, str], Tree]


def _all_count(_tree: Tree) -> bool:
    return True


@dataclass(frozen=True)
class Counted:
    """How the records of a ledger are counted in a report (数字说话): 登台讲课 21人次.

    Each record for which ``when`` holds is one of ``unit``. ``day`` names the field that says when
    it came about, for a type without a day of its own; a record without that date is not counted.
    ``by`` names the field by whose values the records and their sums are told apart.
    """

    title: str
    unit: Unit
    when: Callable[[Tree], bool] = _all_count
    day: str = ""
    by: str = ""


@dataclass(frozen=True)
class Ledger:
    """What makes a record type a ledger (台账) of the 343 model.

    ``system`` is the key of its place (``db.systems``); ``purpose`` one sentence on what belongs
    here, for the empty ledger. ``key`` names the fields by which a row of an old workbook is known
    again. ``counted_by`` names the field whose values are counted one by one (讲课人: 单伟3次).
    ``attendees`` names the line list of those who were there and ``hours`` the field with what each
    of them gets, in hundredths. ``paper_columns`` are those of the year's table on paper, else all
    fields of one line; ``signs`` who signs it. ``advice`` returns sentences on what is doubtful in
    a record that may be kept all the same. ``table_title`` is the title of the year's table where
    it is not called 台账 (制度汇编目录); ``turns`` are steps of a record with a button.
    ``counted`` says what a record is one of in a report, where it is more than an entry (条).
    """

    system: str
    purpose: str
    key: tuple[str, ...]
    counted_by: str = ""
    attendees: str = ""
    hours: str = ""
    paper_columns: tuple[str, ...] = ()
    signs: tuple[str, ...] = ("填表人", "支部书记")
    advice: Callable[[Tree], list[str]] = _no_advice
    table_title: str = ""
    turns: tuple[Turn, ...] = ()
    counted: Counted | None = None


@dataclass(frozen=True)
class RecordSpec:
    """One record type.

    ``name`` is the English noun of the command line, ``title`` the Chinese one. ``heading`` gives
    the line by which a person knows a record; ``check`` returns a sentence per field that keeps it
    from being saved; ``complete`` derives what the person need not enter; ``open_keys`` returns
    None while everything may be changed, else the keys that still may; ``steps_of_life`` are the
    keys that only operations of its own set (定稿、销号), never an older version; ``people`` names
    those whom pinyin finds. A type that ``may_be_unfinished`` is saved with required fields empty.
    ``order`` names the fields by which lists run, ``day`` the field that dates the record.
    ``ledger`` is what a type of the 台账 tab declares more; ``labels`` are the words of a place for
    fields and line lists (``db.records.label_override``).
    """

    name: str
    title: str
    model: type[Record]
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    heading: Callable[[Tree], str]
    lines: tuple[LineSpec, ...] = ()
    check: Callable[[Tree], Mapping[str, str]] = _nothing_wrong
    complete: Callable[[Tree], Tree] = _as_is
    open_keys: Callable[[Tree], frozenset[str] | None] = _always_open
    steps_of_life: frozenset[str] = frozenset()
    people: Callable[[Tree], list[str]] = _nobody
    may_be_unfinished: bool = False
    day: str = ""
    order: tuple[str, ...] = ("entered_at",)
    documents: tuple[str, ...] = ()
    ledger: Ledger | None = None
    labels: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        named = [n for section in self.sections for n in section.fields]
        named += [c.field for c in self.columns] + list(self.order)
        known = {*self.fields, *ROOT_KEYS, *(line.name for line in self.all_lines)}
        if unknown := [n for n in named if n not in known]:
            raise ValueError(f"{self.name}: no such field: {unknown}")

    @cached_property
    def fields(self) -> dict[str, pw.Field]:
        """The fields of the root row that a person or an operation fills in, by name."""
        return {f.name: f for f in self.model._meta.sorted_fields if f.name not in ROOT_KEYS}

    @cached_property
    def all_lines(self) -> tuple[LineSpec, ...]:
        """The declared line lists and the attachments that every type has."""
        return (*self.lines, ATTACHMENTS)

    def line(self, *names: str) -> LineSpec:
        """Return a line list by its path, e.g. ``line("agenda", "speeches")``; ``KeyError``."""
        lines, found = self.all_lines, None
        for name in names:
            found = next((line for line in lines if line.name == name), None)
            if found is None:
                break
            lines = found.lines
        if found is None:
            raise KeyError(names)
        return found

    def label(self, name: str) -> str:
        """Return the Chinese label of a field or line list."""
        if name in self.labels:
            return self.labels[name]
        for line in self.all_lines:
            if line.name == name:
                return line.title
        return str(self.fields[name].verbose_name)

    def name_field(self, name: str) -> str:
        """Return the field that keeps the name of the person ``name`` points to, "" for none.

        The pair ``speaker`` and ``speaker_name`` is one person: a member, or a name from elsewhere.
        """
        pair = f"{name}_name"
        return (
            pair
            if isinstance(self.fields.get(name), ReferenceField) and pair in self.fields
            else ""
        )
