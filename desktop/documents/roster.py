"""党员花名册: A4 across, no empty cell, identity numbers masked unless asked (domain row 19)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db import identity
from db.records.held import Category
from desktop.documents import table, wording
from desktop.documents.context import PaperContext, Person, Tree
from desktop.documents.table import Table, TableColumn

_DASH = "—"
_COLUMNS = (
    TableColumn("序号", rigid=True),
    TableColumn("姓名", rigid=True),
    TableColumn("性别", rigid=True),
    TableColumn("民族"),
    TableColumn("出生\n年月", rigid=True),
    TableColumn("籍贯"),
    TableColumn("学历\n学位"),
    TableColumn("公民身份号码", rigid=True),
    TableColumn("参加\n工作", rigid=True),
    TableColumn("入党\n日期", rigid=True),
    TableColumn("转正\n日期", rigid=True),
    TableColumn("类别", rigid=True),
    TableColumn("党内\n职务"),
    TableColumn("单位职务"),
    TableColumn("党小组", rigid=True),
    TableColumn("转入转出\n日期去向"),
    TableColumn("备注"),
)
_PRIVATE = (TableColumn("联系电话", rigid=True), TableColumn("住址"))


@dataclass(frozen=True)
class RosterSheet:
    """The roster of a branch on one day."""

    table: Table


def collect(trees: Sequence[Tree], context: PaperContext) -> RosterSheet:
    """List members in the given order; ``context.people`` says what each is on the day."""
    rows = tuple(_row(number, tree, context) for number, tree in enumerate(trees, 1))
    people = [_person(tree, context) for tree in trees]
    probationary = sum(person.category == Category.PROBATIONARY for person in people)
    total = f"共{len(rows)}人：正式党员{len(rows) - probationary}人，预备党员{probationary}人"
    return RosterSheet(
        Table(
            title="党员花名册",
            left=context.organisation_name,
            right=f"{total}　　{wording.day(context.today or None, '')}".strip("　"),
            columns=(*_COLUMNS, *_PRIVATE) if context.reveal else _COLUMNS,
            rows=rows or (tuple(_DASH for _ in _COLUMNS),),
            landscape=True,
            closing=("填表人：", "审核人（支部书记）：", "填表日期：　　　年　　月　　日"),
            size=7.3 if context.reveal else 8.0,
            fit=True,
            row_height=7.6,
            least_row_height=6.6,
            names=tuple(tree["name"] for tree in trees if 1 < len(tree["name"]) < 4),
        )
    )


def render(sheet: RosterSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def _person(tree: Tree, context: PaperContext) -> Person:
    category = Category.FULL if tree["full_on"] else Category.PROBATIONARY
    return context.people.get(tree["uid"]) or Person(tree["name"], category)


def _short(partial: str | None) -> str:
    """Return 1974.03.15, as rosters write dates."""
    return partial.replace("-", ".") if partial else _DASH


def _moves(tree: Tree) -> str:
    said = []
    for row in tree["memberships"]:
        if row["began_on"]:
            source = f"{row['how'] or '转入'}{'：' if row['origin'] else ''}{row['origin']}"
            said.append(f"{_short(row['began_on'])}{source}")
        if row["ended_on"]:
            where = f"{row['ended_how'] or '转出'}{'：' if row['destination'] else ''}"
            said.append(f"{_short(row['ended_on'])}{where}{row['destination']}")
    return "\n".join(said)


def _row(number: int, tree: Tree, context: PaperContext) -> tuple[str, ...]:
    person = _person(tree, context)
    schooling = "\n".join(text for text in (tree["education"], tree["degree"]) if text.strip())
    id_number = tree["id_number"].strip()
    cells = [
        str(number),
        wording.stacked(person.display_name or tree["name"]),
        tree["gender"] or "",
        tree["ethnicity"],
        _short((tree["born_on"] or "")[:7]),
        tree["native_place"],
        schooling,
        id_number if context.reveal else identity.mask(id_number),
        _short(tree["worked_from"]),
        _short(tree["joined_on"]),
        _short(tree["full_on"]),
        Category(person.category).label[:2],
        person.post,
        tree["job"],
        person.group,
        _moves(tree),
        tree["remark"],
    ]
    if context.reveal:
        cells += [tree["phone"], tree["address"]]
    return tuple(cell.strip() or _DASH for cell in cells)
