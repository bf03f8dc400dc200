"""数字说话 on paper: the numbers of a period system by system, and a set that was frozen.

Each number stands with its unit, 余 where the records say so, and how many records are behind it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db import dates
from desktop.documents import table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.table import Table, TableColumn

if TYPE_CHECKING:
    from db.numbers import Number, Period

_DASH = "—"
_SAME = "相符"
_COLUMNS = (
    TableColumn("序号", 0.5),
    TableColumn("体系", 1.4),
    TableColumn("内容", 2.4, centred=False),
    TableColumn("数字", 1.4),
    TableColumn("记录", 0.8),
)
_FROZEN_COLUMNS = (
    TableColumn("序号", 0.5),
    TableColumn("体系", 1.4),
    TableColumn("内容", 2.2, centred=False),
    TableColumn("定稿数字", 1.3),
    TableColumn("现在数字", 1.3),
    TableColumn("核对", 2.2, centred=False),
)


@dataclass(frozen=True)
class NumbersSheet:
    """The table of the numbers."""

    table: Table


def collect(_trees: Sequence[Tree], context: PaperContext) -> NumbersSheet:
    """Put the numbers of ``context.year`` into a table."""
    from db.numbers import year_of

    return collect_period(year_of(context.year or int(context.today[:4])), context)


def collect_period(period: "Period", context: PaperContext) -> NumbersSheet:
    """Put the numbers of a period into a table."""
    found = context.desk.numbers(period)
    rows = [
        (str(place), each.system, each.title, each.text, _records(each))
        for place, each in enumerate(found, 1)
    ]
    undated = sum(len(each.undated) for each in found)
    said = "各项数字由记录逐条统计，草稿不计；按年登记的记录，时段里有该年的即计入。"
    if undated:
        said += f"另有{undated}条没有写日期，未计入。"
    return NumbersSheet(
        _table(f"{period.text}工作数字统计表", context, _COLUMNS, rows, (("说　　明", said),))
    )


def collect_frozen(tree: Tree, context: PaperContext) -> NumbersSheet:
    """Put a frozen set beside what the records say on the day of the paper."""
    from db.numbers import Period

    found = context.desk.frozen_numbers(tree)
    rows = [
        (
            str(place),
            each.system or _DASH,
            each.title,
            each.then or _DASH,
            each.now or _DASH,
            each.differs or _SAME,
        )
        for place, each in enumerate(found, 1)
    ]
    differing = sum(bool(each.differs) for each in found)
    state = f"有{differing}项与定稿不符" if differing else "与定稿全部相符"
    facts = [
        ("时　　段", Period(tree["first_on"], tree["last_on"]).text),
        ("定　　稿", f"{dates.text(tree['frozen_on'])}定稿；现在核对，{state}。"),
    ]
    if tree["withdrawn_on"]:
        facts.append(("作　　废", f"这次定稿已于{dates.text(tree['withdrawn_on'])}作废。"))
    if tree["note"].strip():
        facts.append(("说　　明", " ".join(tree["note"].split())))
    return NumbersSheet(
        _table(f"{tree['title']}数字定稿", context, _FROZEN_COLUMNS, rows, tuple(facts))
    )


def render(sheet: NumbersSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def _records(number: "Number") -> str:
    more = f"，另{len(number.undated)}条无日期" if number.undated else ""
    return f"{len(number.uids)}条{more}"


def _table(
    title: str,
    context: PaperContext,
    columns: tuple[TableColumn, ...],
    rows: Sequence[tuple[str, ...]],
    facts: tuple[tuple[str, str], ...],
) -> Table:
    empty = tuple("没有登记可以统计的记录" if n == 2 else _DASH for n in range(len(columns)))
    return Table(
        title=title,
        left=context.organisation_name,
        right=f"截至{wording.day(context.today or None, wording.DATE_BY_HAND)}",
        columns=columns,
        rows=tuple(rows) or (empty,),
        facts=tuple((fact,) for fact in facts),
        closing=("统计人（签名）：", "审核人（签名）：", wording.DATE_BY_HAND),
        size=10.5,
        row_height=9.0,
        least_row_height=7.5,
    )
