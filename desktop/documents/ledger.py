"""The papers that every ledger has: the table of a year (台账) and the sheet of one record.

Both come from the declaration of the type (``db.spec.Ledger``); no cell is left blank. The words
are those of the place (``context.relabel``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from db import shown
from db.fields import (
    ChoiceField,
    DateField,
    LinkField,
    MoneyField,
    PartialDateField,
    QuantityField,
    TextField,
)
from db.records import spec
from db.spec import RecordSpec
from desktop.documents import bookparts, table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.page import write_pages
from desktop.documents.recordbook import Form, Row, layout, number_pages
from desktop.documents.table import Table, TableColumn
from desktop.documents.wording import NOTHING

DASH = "—"
_TOLD = 12  # names of a tally that stand above the table
_UNIT = re.compile(r"(.+)（(.{1,4})）")


@dataclass(frozen=True)
class LedgerSheet:
    """The table of a ledger's year."""

    table: Table


@dataclass(frozen=True)
class EntrySheet:
    """The sheet of one record."""

    form: Form


def columns(kind: RecordSpec) -> tuple[str, ...]:
    """Return the fields that stand in the year's table: what is declared, else every short one."""
    assert kind.ledger is not None
    named = [name for section in kind.sections for name in section.fields if name in kind.fields]
    return kind.ledger.paper_columns or tuple(n for n in named if not _is_long(kind, n))


def table_title(kind: RecordSpec) -> str:
    """Return what the year's table of a ledger is called: 司法大讲堂台账, 廉政风险点清单.

    A ledger that the place calls otherwise is a 台账 again.
    """
    own = kind.ledger.table_title if kind.ledger else ""
    renamed = kind.title != spec(kind.name).title
    return own if own and not renamed else f"{kind.title}台账"


def entry_title(kind: RecordSpec) -> str:
    """Return the title of the paper of one record: 微党课登记表, 阵地使用登记表."""
    return f"{kind.title.removesuffix('登记')}登记表"


def collect(kind: RecordSpec, trees: Sequence[Tree], context: PaperContext) -> LedgerSheet:
    """Put the records of a ledger into a table, oldest first, with their sums above it."""
    kind = context.relabel(kind)
    assert kind.ledger is not None
    names = columns(kind)
    dated = bool(kind.day or "year" in kind.fields)
    rows = [
        (str(place), *(_cell(kind, tree, name, context.year if dated else None) for name in names))
        for place, tree in enumerate(trees, 1)
    ]
    wide = 1 + max(range(len(names)), key=lambda n: _weight(kind, names[n]))
    nothing = f"{'本年' if dated else ''}没有登记{kind.title}"
    empty = tuple(nothing if place == wide else DASH for place in range(len(names) + 1))
    return LedgerSheet(
        Table(
            title=f"{wording.of_year(context) if dated else ''}{table_title(kind)}",
            left=context.organisation_name,
            right=f"截至{wording.day(context.today or None, wording.DATE_BY_HAND)}",
            columns=(TableColumn("序号", 0.5), *(_column(kind, name) for name in names)),
            rows=tuple(rows) or (empty,),
            landscape=True,
            facts=tuple(((label, said),) for label, said in _facts(kind, trees)),
            closing=(*(f"{label}（签名）：" for label in kind.ledger.signs), wording.DATE_BY_HAND),
            size=10.5,
            row_height=9.0,
            least_row_height=7.5,
            fit=True,
        )
    )


def render(sheet: LedgerSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def collect_entry(kind: RecordSpec, tree: Tree, context: PaperContext) -> EntrySheet:
    """Put one record into a ruled form: short fields in pairs, long texts below them."""
    kind = context.relabel(kind)
    assert kind.ledger is not None
    named = [name for section in kind.sections for name in section.fields]
    long = [name for name in named if name in kind.fields and _is_long(kind, name)]
    body = [
        part
        for name in long
        for part in bookparts.section(kind.label(name), shown.cell(kind, dict(tree), name))
    ]
    form = Form(
        title=entry_title(kind),
        left=context.organisation_name,
        right="",
        rows=tuple(_rows(kind, tree, [name for name in named if name not in long])),
        body=tuple(body),
        signatures=kind.ledger.signs,
        foot="",
        names=wording.whole_names(kind.people(dict(tree))),
    )
    entered = wording.entry_day(tree["entered_at"])
    said = f"录入于{wording.day(entered)}　" if entered else ""
    code = wording.check_code(astuple(form))
    return EntrySheet(replace(form, foot=f"{said}校验码 {code}"))


def render_entry(sheet: EntrySheet, path: Path) -> None:
    """Write the sheet; raises ``Refused``."""
    pages = layout(sheet.form)
    number_pages(pages, sheet.form.foot, 1, len(pages))
    write_pages(pages, path, sheet.form.title)


def _facts(kind: RecordSpec, trees: Sequence[Tree]) -> Iterator[tuple[str, str]]:
    """Yield the sums, and how often each person or title stands in the ledger."""
    rows = [dict(tree) for tree in trees]
    said = [f"共{len(rows)}条"] + [f"{label}{words}" for label, words in shown.sums(kind, rows)]
    yield "合　　计", "；".join(said) + "。"
    told = shown.tally(kind, rows)
    if told and kind.ledger and isinstance(kind.fields[kind.ledger.counted_by], ChoiceField):
        yield "分　　类", "、".join(f"{name}{number}项" for name, number in told) + "。"
    elif told:
        listed = "、".join(f"{wording.spaced(name)}{times}次" for name, times in told[:_TOLD])
        rest = len(told) - _TOLD
        more = f"，另有{rest}人（项）各不多于{told[_TOLD][1]}次" if rest > 0 else ""
        yield "次　　数", f"{listed}{more}。"


def _rows(kind: RecordSpec, tree: Tree, names: Sequence[str]) -> Iterator[Row]:
    """Yield the ruled rows: two short fields side by side, a line list across."""
    left: tuple[str, str] | None = None
    for name in names:
        label, said = label_and_text(kind, tree, name)
        alone = name not in kind.fields or len(said) > 14 or "\n" in said
        if alone and left is not None:
            yield (left,)
            left = None
        if alone:
            yield ((label, said),)
        elif left is None:
            left = (label, said)
        else:
            yield left, (label, said)
            left = None
    if left is not None:
        yield (left,)


def label_and_text(kind: RecordSpec, tree: Tree, name: str) -> tuple[str, str]:
    """Return a label without its unit, and the text with it: 面积, 80平方米."""
    label, said = kind.label(name), shown.cell(kind, dict(tree), name).strip()
    if found := _UNIT.fullmatch(label):
        return found[1], f"{said}{found[2]}" if said else NOTHING
    return label, said or NOTHING


def _cell(kind: RecordSpec, tree: Tree, name: str, year: int | None) -> str:
    """Return a cell; the year that stands in the title is not said again in every date."""
    said = shown.cell(kind, dict(tree), name).strip()
    if kind.name_field(name):
        said = wording.spaced(said)
    if isinstance(kind.fields.get(name), DateField | PartialDateField):
        said = said.removeprefix(f"{year}年") or said
    return said or DASH


def _is_long(kind: RecordSpec, name: str) -> bool:
    field = kind.fields[name]
    return isinstance(field, LinkField) or (isinstance(field, TextField) and field.long)


def _weight(kind: RecordSpec, name: str) -> float:
    """Return how wide a column wants to be."""
    field = kind.fields[name]
    if _is_long(kind, name):
        return 3.0
    if isinstance(field, TextField) and not name.endswith("_name"):
        return 2.0
    return 1.0


def _column(kind: RecordSpec, name: str) -> TableColumn:
    field = kind.fields[name]
    narrow = isinstance(field, DateField | PartialDateField | QuantityField | MoneyField)
    label = kind.label(name).replace("（", "\n（")
    return TableColumn(label, _weight(kind, name), centred=not _is_long(kind, name), rigid=narrow)
