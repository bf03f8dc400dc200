"""Any ledger of the 台账 tab as a workbook: written out, and old ones brought in.

The columns are the fields of the type under their labels (those of the place included), so a
workbook that was written here comes back without a question. A row is known again by the fields of
``Ledger.key``: importing a file twice doubles nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from db import dates, headings, operations, queries, shown, tree, workbooks
from db.errors import Refused
from db.fields import ReferenceField, TextField
from db.headings import Header
from db.ledgers import cells, lines
from db.ledgers.match import FieldChange, same_text
from db.ledgers.people import Roll, tidy
from db.ledgers.planned import CHANGED, LEFT_OUT, NEW, SAME, PlannedRow, Planning
from db.ledgers.reader import NO_ITEM, WANTED, FoundColumn, IgnoredRow, beginning, samples
from db.ledgers.row import text_of
from db.operations import Changes
from db.sheets import Cell, read_sheets
from db.spec import RecordSpec, Tree
from db.workbooks import Column, Sheet

DASH = "—"
_NUMBER = "序号"


def columns(kind: RecordSpec) -> dict[str, str]:
    """Return the fields that a workbook of the ledger has, in order, with their headings."""
    named = [name for section in kind.sections for name in section.fields]
    return {name: kind.label(name) for name in named}


def write(target: Path, kind: RecordSpec, organisation: str, year: int, *, today: str) -> Path:
    """Write a ledger of a branch and year to ``target`` (xlsx), oldest first.

    Raises ``Refused`` when the file cannot be written; an earlier file there is then still there.
    """
    rows = queries.records(kind, organisation=organisation, year=year)
    uids = [row.uid for row in (reversed(rows) if kind.day else rows)]
    found = tree.dump_many(kind, uids)
    trees = [found[uid] for uid in uids]
    named = columns(kind)
    dated = bool(kind.day or "year" in kind.fields)
    title = f"{f'{year}年' if dated else ''}{kind.title}台账"
    table = [
        [str(place), *(shown.cell(kind, each, name) for name in named)]
        for place, each in enumerate(trees, 1)
    ]
    sums = "；".join(f"{label}{words}" for label, words in shown.sums(kind, trees))
    sheet = Sheet(
        name=kind.title,
        title=title,
        left=f"填报单位：{queries.organisation(organisation)['name']}",
        right=f"制表日期：{dates.text(today)}",
        columns=(Column(_NUMBER, 7), *(_column(kind, name) for name in named)),
        rows=table or [[DASH, f"没有登记{kind.title}", *[DASH] * (len(named) - 1)]],
        foot=(f"合计：共{len(trees)}条" + (f"；{sums}" if sums else ""),),
        missing=DASH,
    )
    return workbooks.write(target, [sheet], "台账")


def _column(kind: RecordSpec, name: str) -> Column:
    field = kind.fields.get(name)
    long = field is None or (isinstance(field, TextField) and field.long)
    return Column(kind.label(name), 36 if long else 16, centred=not long)


@dataclass(frozen=True)
class Preview:
    """One sheet that looks like this ledger; ``mapping`` is the proposal, by place of a column."""

    path: Path
    sheet: str
    columns: tuple[FoundColumn, ...]
    mapping: Mapping[int, str]
    header: Header


@dataclass(frozen=True)
class Part:
    """A sheet to take in, read by which columns ("" for none)."""

    preview: Preview
    mapping: Mapping[int, str]


@dataclass(frozen=True)
class Plan(Planning):
    """All that an import into a ledger would do."""

    kind: RecordSpec
    parts: tuple[Part, ...]

    @property
    def summary(self) -> str:
        """Say in one Chinese sentence what would happen."""
        said = f"{self.kind.title}：新增{self.count(NEW)}条，更新{self.count(CHANGED)}条"
        said += f"，相同{self.count(SAME)}条"
        left_out = self.count(LEFT_OUT)
        return said + (f"，没有录入{left_out}条" if left_out else "")


def read(path: Path, kind: RecordSpec) -> tuple[Preview, ...]:
    """Read the sheets of an xlsx or csv file that look like this ledger; raises ``Refused``."""
    by_heading = {headings.plain(label): name for name, label in columns(kind).items()}
    needed = key_column(kind)
    found = [
        _preview(path, header)
        for sheet in read_sheets(path, WANTED)
        if (header := headings.find_header(sheet, by_heading.get, needed))
    ]
    if not found:
        known = "、".join(columns(kind).values())
        raise Refused(
            f"“{path.name}”里没有找到{kind.title}的表头。表头一行要有“{kind.label(needed)}”"
            f"和另外两项（{known}），请补上后再导入。"
        )
    return tuple(found)


def key_column(kind: RecordSpec) -> str:
    """Return the field without which a row is no record: the first text that is required."""
    for name in columns(kind):
        pair = kind.name_field(name)
        field = kind.fields.get(pair or name)
        if isinstance(field, TextField) and field.required:
            return name
    return next(iter(columns(kind)))


def _preview(path: Path, header: Header) -> Preview:
    found = sorted((*header.columns, *header.unread), key=lambda column: column.place)
    found = [column for column in found if column.heading != _NUMBER]
    return Preview(
        path=path,
        sheet=header.sheet.name,
        columns=tuple(FoundColumn(c.place, c.heading, samples(header, c.place)) for c in found),
        mapping=MappingProxyType({column.place: column.field for column in header.columns}),
        header=header,
    )


def plan(kind: RecordSpec, parts: Sequence[Part], organisation: str, *, today: str) -> Plan:
    """Compare sheets with the ledger of a branch; nothing is written.

    Raises ``Refused`` when a mapping reads two columns as the same field.
    """
    planner = _Planner(kind, organisation, today)
    rows = [row for part in parts for row in planner.rows(part)]
    return Plan(organisation, tuple(rows), tuple(planner.ignored), kind, tuple(parts))


def apply(planned: Plan, who: str, at: str) -> Changes:
    """Write a plan as one step that can be undone; raises ``Refused`` when nothing would change."""
    wanted = [row.tree for row in planned.rows if row.tree and row.action in (NEW, CHANGED)]
    if not wanted:
        raise Refused("表里的记录都已在册，没有要导入的内容。")
    name = f"导入{planned.kind.title}（新增{planned.count(NEW)}条，更新{planned.count(CHANGED)}条）"
    records = [(planned.kind, each) for each in wanted]
    return operations.save_many(records, name=name, who=who, at=at)


class _Planner:
    """One planning run: who is known by name, which records there are, which rows came before."""

    def __init__(self, kind: RecordSpec, organisation: str, today: str) -> None:
        assert kind.ledger is not None
        self.kind, self.organisation = kind, organisation
        self.key = kind.ledger.key
        self.needed = key_column(kind)
        self.roll = Roll(organisation, today)
        self.ignored: list[tuple[str, IgnoredRow]] = []
        self.seen: dict[tuple[str, ...], tuple[str, int]] = {}
        rows = queries.records(kind, organisation=organisation)
        self.stored = tree.dump_many(kind, [row.uid for row in rows])
        self.known = {self._key(each): each for each in self.stored.values()}

    def rows(self, part: Part) -> list[PlannedRow]:
        """Return what happens to the rows of one sheet."""
        fields = [field for field in part.mapping.values() if field]
        if len(fields) != len(set(fields)):
            raise Refused(f"工作表“{part.preview.sheet}”有两列对应到同一项，请只留一列。")
        if self.needed not in fields:
            label = self.kind.label(self.needed)
            raise Refused(f"请指明工作表“{part.preview.sheet}”的哪一列是“{label}”。")
        header, found = part.preview.header, []
        for number, row in enumerate(header.sheet.rows[header.last + 1 :], header.last + 2):
            said = {
                field: row[place] if place < len(row) else None
                for place, field in part.mapping.items()
                if field
            }
            if reason := self._why_not(row, said):
                if any(cell is not None for cell in row):
                    ignored = IgnoredRow(number, beginning(row), reason)
                    self.ignored.append((part.preview.sheet, ignored))
                continue
            found.append(self._planned(part.preview.sheet, number, said))
        return found

    def _why_not(self, row: Sequence[Cell], said: Mapping[str, Cell]) -> str:
        """Return why a row is no record, "" for one."""
        first = text_of(next((cell for cell in row if cell is not None), None))
        filled = [cell for cell in row if text_of(cell)]
        if not filled:
            return "空行"
        if NO_ITEM.match(first.replace("：", ":").replace(" ", "")) and len(filled) < 4:
            return "合计或签字说明行"
        needed = text_of(said[self.needed])
        if needed == f"没有登记{self.kind.title}":
            return "合计或签字说明行"
        return "" if needed else "没有写内容，没有录入"

    def _planned(self, sheet: str, number: int, said: Mapping[str, Cell]) -> PlannedRow:
        values, notes = self._values(said)
        fresh = tree.blank(self.kind, organisation=self.organisation)
        wanted = fresh | {name: value for name, value in values.items() if value is not None}
        wanted = self.kind.complete(tree.normalise(self.kind, wanted))
        title = self.kind.heading(wanted)
        key = self._key(wanted)
        where = self.seen.setdefault(key, (sheet, number))
        if where != (sheet, number):
            text = f"与第{where[1]}行是同一条，没有再录入"
            return PlannedRow(sheet, number, LEFT_OUT, title, notes=(text,))
        stored = self.known.get(key)
        action, changes = NEW, tuple[FieldChange, ...]()
        if stored is not None:
            changes = self._changes(stored, values)
            kept = {name: values[name] for name in self._differing(stored, values)}
            wanted = stored | kept
            action = CHANGED if changes else SAME
        if action == SAME:
            return PlannedRow(sheet, number, SAME, title, tree=stored)
        if errors := operations.problems(self.kind, wanted):
            return PlannedRow(sheet, number, LEFT_OUT, title, notes=(*notes, *errors.values()))
        return PlannedRow(sheet, number, action, title, "", changes, tuple(notes), wanted)

    def _values(self, said: Mapping[str, Cell]) -> tuple[Tree, list[str]]:
        """Return what the cells give, None for nothing, and what could not be taken."""
        values: Tree = {}
        notes: list[str] = []
        for name, cell in said.items():
            if name not in self.kind.fields:
                self._lines(name, cell, values, notes)
            elif pair := self.kind.name_field(name):
                if written := tidy(text_of(cell)):
                    values |= {name: self._member(written, notes), pair: written}
            elif isinstance(self.kind.fields[name], ReferenceField):
                notes.append(f"“{self.kind.label(name)}”不能从表格录入")
            else:
                read = cells.read(self.kind.fields[name], cell)
                values[name] = read.value
                if read.note:
                    notes.append(f"{self.kind.label(name)}：{read.note}")
        return values, notes

    def _lines(self, name: str, cell: Cell, values: Tree, notes: list[str]) -> None:
        """Read a list of people, or the lines of a record."""
        line = self.kind.line(name)
        if not (written := text_of(cell)):
            return

        def find(each: str) -> str | None:
            return self._member(each, notes)

        if shown.is_people(line):
            values[name] = lines.read_people(line, written, find)
        else:
            values[name], unread = lines.read(line, written, find)
            notes += unread

    def _member(self, name: str, notes: list[str]) -> str | None:
        """Return the member of a name, with a note where there is none or more than one."""
        owner = self.roll.find(name)
        if owner.member is None and owner.note not in notes:
            notes.append(owner.note)
        return owner.member

    def _differing(self, stored: Tree, values: Tree) -> list[str]:
        """Return the fields that a row gives otherwise; an empty cell changes nothing."""
        found = []
        for name, value in values.items():
            if value in (None, ""):
                continue
            is_field = name in self.kind.fields
            same = stored[name] == value if is_field else self._same_lines(name, stored, value)
            if not same:
                found.append(name)
        return found

    def _same_lines(self, name: str, stored: Tree, rows: list[Tree]) -> bool:
        line = self.kind.line(name)
        return shown.lines(line, stored[name]) == shown.lines(line, rows)

    def _changes(self, stored: Tree, values: Tree) -> tuple[FieldChange, ...]:
        after = stored | values
        names = dict.fromkeys(self._shown_name(n) for n in self._differing(stored, values))
        return tuple(
            FieldChange(
                self.kind.label(name),
                shown.cell(self.kind, stored, name) or "无",
                shown.cell(self.kind, after, name) or "无",
            )
            for name in names
        )

    def _shown_name(self, name: str) -> str:
        """Return the reference under which a name is shown."""
        plain = name.removesuffix("_name")
        return plain if plain in self.kind.fields and self.kind.name_field(plain) == name else name

    def _key(self, record: Tree) -> tuple[str, ...]:
        return tuple(same_text(_text(record[name])) for name in self.key)


def _text(value: Any) -> str:
    return "" if value is None else str(value)
