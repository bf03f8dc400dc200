"""责任清单, 任务清单, 问题清单 of a year, the overdue ones, and what one person answers for.

Ledgers across A4 (domain row 14): no empty cell, 逾期 marked by sign and word, what earlier years
left open under its old number.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from db.errors import Refused
from db.records.listed_item import ItemState, ListKind
from desktop.documents import itemwords, table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.itemwords import DASH
from desktop.documents.table import Table, TableColumn

_SIGN = ("支部书记（签名）：", "联系领导（签名）：", wording.DATE_BY_HAND)


@dataclass(frozen=True)
class LedgerSheet:
    """One ledger of listed items."""

    table: Table


Cells = Callable[[Tree, PaperContext], tuple[str, ...]]


def collect_responsibilities(trees: Sequence[Tree], context: PaperContext) -> LedgerSheet:
    """List the responsibilities of ``context.year`` with the tasks that belong to each."""
    tasks: dict[str, list[str]] = {}
    for tree in trees:
        if tree["responsibility"]:
            tasks.setdefault(tree["responsibility"], []).append(itemwords.number(tree))

    def cells(tree: Tree, context: PaperContext) -> tuple[str, ...]:
        return (
            tree["title"].strip() or DASH,
            tree["basis"].strip() or DASH,
            itemwords.people(tree, context),
            tree["method"].strip() or DASH,
            "\n".join(tasks.get(tree["uid"], ())) or wording.NOTHING,
            itemwords.state(tree, context.today),
        )

    return _ledger(ListKind.RESPONSIBILITY, trees, context, _RESPONSIBILITY, cells)


def collect_tasks(trees: Sequence[Tree], context: PaperContext) -> LedgerSheet:
    """List the tasks of ``context.year``."""
    return _ledger(ListKind.TASK, trees, context, _TASK, _task)


def collect_problems(trees: Sequence[Tree], context: PaperContext) -> LedgerSheet:
    """List the problems of ``context.year``."""
    return _ledger(ListKind.PROBLEM, trees, context, _PROBLEM, _problem)


def collect_overdue(trees: Sequence[Tree], context: PaperContext) -> LedgerSheet:
    """List what has passed its limit on the day of the paper, the longest overdue first."""
    late = [tree for tree in trees if itemwords.late(tree, context.today)]
    rows = [_overdue(place, tree, context) for place, tree in enumerate(_by_limit(late), 1)]
    parts = [f"{k.label}{n}项" for k in ListKind if (n := sum(t["kind"] == k for t in late))]
    day = wording.day(context.today or None, "制表日")
    said = f"截至{day}，逾期{len(late)}项" + (f"：{'，'.join(parts)}。" if parts else "。")
    return _sheet(
        f"{wording.of_year(context)}三张清单逾期事项",
        rows,
        _OVERDUE,
        said,
        late,
        context,
        nothing="没有逾期的事项",
    )


def collect_person(trees: Sequence[Tree], context: PaperContext) -> LedgerSheet:
    """List what ``context.option`` (a name or the uid of a member) answers for, by limit.

    Raises ``Refused`` when nobody is named, or nobody of that name is known.
    """
    name = _person(trees, context)
    mine = [tree for tree in trees if _role(tree, name, context)]
    rows = [_personal(place, tree, name, context) for place, tree in enumerate(_by_limit(mine), 1)]
    return _sheet(
        f"{wording.of_year(context)}{name}个人清单",
        rows,
        _PERSON,
        itemwords.totals(mine, "负责事项", context),
        mine,
        context,
        sign=("本人（签名）：", *_SIGN[::2]),
        nothing="没有负责的事项",
    )


def render(sheet: LedgerSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


_NUMBER = TableColumn("序号", 18)
_RESPONSIBILITY = (
    _NUMBER,
    TableColumn("责任内容", 84, centred=False),
    TableColumn("依据", 46, centred=False),
    TableColumn("责任人", 24),
    TableColumn("考核方式", 44, centred=False),
    TableColumn("对应事项", 27),
    TableColumn("状态", 24),
)
_TASK = (
    _NUMBER,
    TableColumn("任务", 52, centred=False),
    TableColumn("措施", 40, centred=False),
    TableColumn("牵头人\n责任人", 24),
    TableColumn("起止时间", 32),
    TableColumn("进度", 24),
    TableColumn("完成情况", 37, centred=False),
    TableColumn("佐证", 40, centred=False),
)
_PROBLEM = (
    _NUMBER,
    TableColumn("问题", 45, centred=False),
    TableColumn("来源", 29, centred=False),
    TableColumn("原因", 32, centred=False),
    TableColumn("整改措施", 40, centred=False),
    TableColumn("责任人", 19),
    TableColumn("时限", 19),
    TableColumn("完成情况", 31, centred=False),
    TableColumn("销号\n日期", 19),
    TableColumn("销号人", 15),
)
_OVERDUE = (
    TableColumn("序号", 12),
    TableColumn("编号", 26),
    TableColumn("内容", 70, centred=False),
    TableColumn("责任人", 26),
    TableColumn("完成时限", 30),
    TableColumn("逾期", 24),
    TableColumn("状态", 18),
    TableColumn("最近进展", 61, centred=False),
)
_PERSON = (
    TableColumn("序号", 12),
    TableColumn("编号", 26),
    TableColumn("内容", 66, centred=False),
    TableColumn("措施", 50, centred=False),
    TableColumn("身份", 16),
    TableColumn("完成时限", 30),
    TableColumn("状态", 24),
    TableColumn("完成情况", 43, centred=False),
)


def _task(tree: Tree, context: PaperContext) -> tuple[str, ...]:
    return (
        tree["title"].strip() or DASH,
        tree["measures"].strip() or DASH,
        itemwords.people(tree, context),
        itemwords.span(tree),
        itemwords.state(tree, context.today),
        itemwords.outcome(tree),
        "\n".join(itemwords.proofs(tree, context)) or DASH,
    )


def _problem(tree: Tree, context: PaperContext) -> tuple[str, ...]:
    outcome = itemwords.outcome(tree)
    shown = (itemwords.state(tree, context.today), outcome if outcome != DASH else "")
    return (
        tree["title"].strip() or DASH,
        itemwords.source(tree, context),
        tree["cause"].strip() or DASH,
        tree["measures"].strip() or DASH,
        itemwords.people(tree, context),
        itemwords.short_day(tree["due_on"]),
        "\n".join(part for part in shown if part),
        itemwords.short_day(tree["closed_on"]),
        wording.stacked(tree["closed_by"].strip()) or DASH,
    )


def _overdue(place: int, tree: Tree, context: PaperContext) -> tuple[str, ...]:
    return (
        str(place),
        itemwords.number(tree),
        tree["title"].strip() or DASH,
        itemwords.people(tree, context),
        wording.day(tree["due_on"]),
        itemwords.late(tree, context.today),
        ItemState(tree["state"]).label,
        itemwords.latest(tree) or wording.NOTHING,
    )


def _personal(place: int, tree: Tree, name: str, context: PaperContext) -> tuple[str, ...]:
    return (
        str(place),
        itemwords.number(tree),
        tree["title"].strip() or DASH,
        tree["measures"].strip() or DASH,
        _role(tree, name, context),
        wording.day(tree["due_on"], DASH),
        itemwords.state(tree, context.today),
        itemwords.outcome(tree),
    )


def _by_limit(trees: Sequence[Tree]) -> list[Tree]:
    """Sort by limit, what has none last."""
    return sorted(trees, key=lambda tree: (tree["due_on"] or "9", *_place(tree)))


def _place(tree: Tree) -> tuple[str, int, int]:
    return tree["kind"], tree["year"] or 9999, tree["number"] or 9999


def _role(tree: Tree, name: str, context: PaperContext) -> str:
    """Return 责任人 or 牵头人, "" when the item is another's."""
    if itemwords.owner(tree, context) == name:
        return "责任人"
    return "牵头人" if tree["lead_name"].strip() == name else ""


def _person(trees: Sequence[Tree], context: PaperContext) -> str:
    wanted = context.option.strip()
    if not wanted:
        raise Refused("请先选定是谁的个人清单：给出姓名。")
    if wanted in context.people:
        return context.people[wanted].display_name
    by_uid = [tree for tree in trees if tree["owner"] == wanted]
    if by_uid:
        return itemwords.owner(by_uid[0], context)
    known = {person.display_name for person in context.people.values()}
    if wanted in known or any(_role(tree, wanted, context) for tree in trees):
        return wanted
    raise Refused(f"支部里没有“{wanted}”，清单里也没有由其负责的事项，请核对姓名。")


def _ledger(
    kind: ListKind,
    trees: Sequence[Tree],
    context: PaperContext,
    columns: tuple[TableColumn, ...],
    cells: Cells,
) -> LedgerSheet:
    chosen = sorted((tree for tree in trees if tree["kind"] == kind), key=_place)
    rows = [(itemwords.serial(tree, context.year), *cells(tree, context)) for tree in chosen]
    said = itemwords.totals(chosen, itemwords.noun(kind), context)
    nothing = f"本年没有列入{kind.label}的事项"
    title = f"{wording.of_year(context)}{kind.label}"
    return _sheet(title, rows, columns, said, chosen, context, nothing=nothing)


def _sheet(
    title: str,
    rows: Sequence[tuple[str, ...]],
    columns: tuple[TableColumn, ...],
    said: str,
    trees: Sequence[Tree],
    context: PaperContext,
    *,
    nothing: str,
    sign: tuple[str, ...] = _SIGN,
) -> LedgerSheet:
    """Make the table; one without a row says so where the content would stand."""
    wide = next(place for place, column in enumerate(columns) if not column.centred)
    empty = tuple(nothing if place == wide else DASH for place in range(len(columns)))
    return LedgerSheet(
        Table(
            title=title,
            left=context.organisation_name,
            right=f"制表日期：{wording.day(context.today or None, wording.DATE_BY_HAND)}",
            columns=columns,
            rows=tuple(rows) or (empty,),
            landscape=True,
            facts=((("合　　计", said),),),
            closing=sign,
            size=10.0,
            row_height=9.0,
            least_row_height=7.5,
            names=itemwords.names(trees, context),
        )
    )
