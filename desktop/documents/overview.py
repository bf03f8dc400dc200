"""各支部情况一览: the branches of a general branch side by side, across A4, in their own order.

Counts only; no branch is placed before another by a number, and points are not printed here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.errors import Refused
from desktop.documents import table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.table import Table, TableColumn

if TYPE_CHECKING:
    from db.overview import Overview

DASH = "—"
_TITLES = {
    "members": "党员",
    "duties": "应办\n办结",
    "late": "应办\n逾期",
    "general": "党员\n大会",
    "committee": "支委\n会",
    "group": "党小\n组会",
    "lecture": "党课",
    "activities": "活动\n日",
    "life": "组织\n生活会",
    "appraisal": "民主\n评议",
    "talks": "谈心\n覆盖",
    "attendance": "到会率",
    "hours": "人均\n学时",
    "tasks": "任务\n办结",
    "problems": "问题\n销号",
    "open": "未销号\n问题",
    "contacts": "领导\n到支部",
}


@dataclass(frozen=True)
class OverviewSheet:
    """The branches of a year."""

    table: Table


def of_general(context: PaperContext) -> "Overview":
    """Return the overview for a paper; raises ``Refused`` for an organisation without branches."""
    found = context.desk.general()
    if found is None or not found.branches:
        name = context.organisation_short_name or context.organisation_name
        raise Refused(f"{name}没有下级党支部，请选党总支再印。")
    return found


def collect(_trees: Sequence[Tree], context: PaperContext) -> OverviewSheet:
    """List the branches of ``context.year`` with their numbers."""
    found = of_general(context)
    rows = [
        (
            each.name,
            *(each.text(key).replace(" ", "") for key in _TITLES),
            each.assessed,
            each.grade or DASH,
        )
        for each in found.branches
    ]
    columns = (
        TableColumn("党支部", 30),
        *(TableColumn(title, 16 if key == "duties" else 12) for key, title in _TITLES.items()),
        TableColumn("考核", 14),
        TableColumn("等次", 13),
    )
    return OverviewSheet(
        Table(
            title=f"{wording.of_year(context)}各党支部情况一览",
            left=context.organisation_name,
            right=f"截至{wording.day(context.today or None, wording.DATE_BY_HAND)}",
            columns=columns,
            rows=tuple(rows),
            landscape=True,
            facts=((("说　　明", _note(found)),),),
            closing=("填表人：", "总支书记（签名）：", wording.DATE_BY_HAND),
            size=10.0,
            least_size=9.0,
            row_height=11.0,
            least_row_height=9.0,
            names=tuple(each.name for each in found.branches),
        )
    )


def render(sheet: OverviewSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def _note(found: "Overview") -> str:
    drafts = sum(len(each.drafts) for each in found.branches)
    left_out = f"；另有草稿{drafts}份未计入" if drafts else ""
    return (
        f"只计已定稿的记录{left_out}。应办办结为已办结的期数和到期的期数；▲为逾期未办的期数。"
        "各支部按设立登记的次序排列，不排名。"
    )
