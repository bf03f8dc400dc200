"""党建联系点: 分工表 of a year and 工作记录 of all visits, across A4 (domain 5, 党建联系点制度)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.records.contact_visit import VisitForm
from db.records.listed_item import number_text
from desktop.documents import table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.overview import DASH, of_general
from desktop.documents.table import Table, TableColumn
from desktop.documents.wording import NOTHING

if TYPE_CHECKING:
    from db.contacts import Contact, Found
    from db.overview import Overview

_SIGN = ("填表人：", "总支书记（签名）：", wording.DATE_BY_HAND)
_POINTS = (
    TableColumn("序号", 12),
    TableColumn("联系领导", 24),
    TableColumn("职务", 36),
    TableColumn("联系的党支部", 38),
    TableColumn("联系内容", 82, centred=False),
    TableColumn("计划\n次数", 16),
    TableColumn("已到\n次数", 16),
    TableColumn("备注", 43, centred=False),
)
_VISITS = (
    TableColumn("序号", 11),
    TableColumn("日期", 22),
    TableColumn("联系领导", 19),
    TableColumn("党支部", 24),
    TableColumn("形式", 12),
    TableColumn("主要内容", 60, centred=False),
    TableColumn("发现的问题", 41, centred=False),
    TableColumn("指导意见", 41, centred=False),
    TableColumn("落实情况", 37, centred=False),
)


@dataclass(frozen=True)
class ContactSheet:
    """One table about contact points."""

    table: Table


def collect(_trees: Sequence[Tree], context: PaperContext) -> ContactSheet:
    """List who looks after which branch in ``context.year`` and how often each was there."""
    found = of_general(context)
    rows = [_point(place, each, found) for place, each in enumerate(found.contacts, 1)]
    planned = sum(each.planned for each in found.contacts)
    held = sum(len(each.visits) for each in found.contacts)
    said = f"联系点{sum(each.point is not None for each in found.contacts)}个，计划{planned}次"
    title = f"{wording.of_year(context)}党建联系点分工表"
    nothing = "本年没有登记党建联系点"
    return _sheet(title, _POINTS, rows, f"{said}，已到支部{held}次。", context, nothing, 4)


def collect_visits(trees: Sequence[Tree], context: PaperContext) -> ContactSheet:
    """List the visits of ``context.year`` by day, with findings, advice and what came of them."""
    found = of_general(context)
    settled = {each.line["uid"]: each for each in found.findings}
    visits = sorted(
        (tree for tree in trees if (tree["visited_on"] or "") <= found.today),
        key=lambda tree: tree["visited_on"] or "",
    )
    rows: list[tuple[str, ...]] = []
    for place, tree in enumerate(visits, 1):
        rows += _visit(place, tree, found, settled)
    forms = [VisitForm(tree["form"]) for tree in visits]
    listed = "、".join(f"{form.label}{forms.count(form)}次" for form in VisitForm if form in forms)
    said = f"到支部{len(visits)}次" + (f"：{listed}" if listed else "") + "。"
    done = sum(each.settled for each in found.findings)
    said += f"发现问题{len(found.findings)}个，已落实{done}个。"
    title = f"{wording.of_year(context)}党建联系点工作记录"
    return _sheet(title, _VISITS, rows, said, context, "本年没有联系点工作记录", 5)


def render(sheet: ContactSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def _point(place: int, each: "Contact", found: "Overview") -> tuple[str, ...]:
    point = each.point or {}
    return (
        str(place),
        wording.spaced(each.leader),
        each.post or DASH,
        found.name(each.branch),
        point.get("duty", "").strip() or DASH,
        str(each.planned) if each.point else DASH,
        str(len(each.visits)),
        point.get("note", "").strip() or (DASH if each.point else "不在分工表中"),
    )


def _visit(
    place: int, tree: Tree, found: "Overview", settled: "dict[str, Found]"
) -> Iterator[tuple[str, ...]]:
    """Yield a row for each finding; the second and later ones repeat nothing of the visit."""
    content = tree["content"].strip()
    if tree["advice"].strip():
        content += f"\n意见：{tree['advice'].strip()}"
    head = (
        str(place),
        wording.day(tree["visited_on"], DASH).replace("年", "年\n", 1),
        wording.spaced(tree["leader_name"]),
        found.name(tree["branch"]),
        VisitForm(tree["form"]).label,
        content or DASH,
    )
    if not tree["findings"]:
        yield (*head, NOTHING, DASH, DASH)
    for number, row in enumerate(tree["findings"]):
        shown = head if number == 0 else (*(["同上"] * 6),)
        yield (
            *shown,
            row["text"].strip() or DASH,
            row["advice"].strip() or DASH,
            _outcome(row, settled.get(row["uid"])),
        )


def _outcome(row: Tree, found: "Found | None") -> str:
    """Say what has come of a finding: in words, the day, the item of the list."""
    parts = [row["follow_up"].strip()]
    if row["done_on"]:
        parts.append(f"{wording.day(row['done_on'])}落实")
    elif row["due_on"]:
        parts.append(f"{wording.day(row['due_on'])}前落实")
    if found is not None and found.made is not None:
        parts.append(f"已列入{number_text(found.made)}")
    return "\n".join(part for part in parts if part) or "尚未落实"


def _sheet(
    title: str,
    columns: tuple[TableColumn, ...],
    rows: Sequence[tuple[str, ...]],
    said: str,
    context: PaperContext,
    nothing: str,
    wide: int,
) -> ContactSheet:
    empty = tuple(nothing if place == wide else DASH for place in range(len(columns)))
    return ContactSheet(
        Table(
            title=title,
            left=context.organisation_name,
            right=f"截至{wording.day(context.today or None, wording.DATE_BY_HAND)}",
            columns=columns,
            rows=tuple(rows) or (empty,),
            landscape=True,
            facts=((("合　　计", said),),),
            closing=_SIGN,
            size=10.5,
            row_height=9.0,
            least_row_height=7.5,
        )
    )
