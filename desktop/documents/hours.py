"""学时统计: the hours of every member in a year by kind of record (domain 2.1 row 22)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.errors import Refused
from db.figures import SOURCES_OF_HOURS, Studied, hours_text
from desktop.documents import table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.table import Table, TableColumn

_DASH = "—"


@dataclass(frozen=True)
class HoursSheet:
    """One table of hours."""

    table: Table


def collect(_trees: Sequence[Tree], context: PaperContext) -> HoursSheet:
    """List everybody on the roster with hours, what the year asks for, and what is missing."""
    year = context.year or dt.date.fromisoformat(context.today).year
    found = context.desk.figures(year, min(context.today, f"{year}-12-31"))
    if found is None or not found.hours:
        raise Refused("这一年名册上没有党员，请先登记党员再打印学时统计。")
    rows = [_row(place, each) for place, each in enumerate(found.hours, 1)]
    asked = [each for each in found.hours if each.needed is not None]
    enough = sum(not each.missing for each in asked)
    said = f"有学时要求的{len(asked)}人，已达到{enough}人，还差{len(asked) - enough}人。"
    return HoursSheet(
        Table(
            title=f"{year}年党员学时统计表",
            left=context.organisation_name,
            right=f"单位：学时　　截至{wording.day(context.today)}",
            columns=(
                TableColumn("序号", 12),
                TableColumn("姓名", 36),
                *(TableColumn(source, 14) for source in SOURCES_OF_HOURS),
                TableColumn("合计", 16),
                TableColumn("应达到", 16),
                TableColumn("还差", 16),
            ),
            rows=tuple(rows),
            feet=((("说　　明", f"{said}学时取自已定稿的记录，同一次活动里的党课只计一次。"),),),
            closing=("组织委员（签名）：", "党支部书记（签名）：", wording.DATE_BY_HAND),
            size=10.5,
            least_row_height=7.0,
            names=tuple(each.name for each in found.hours),
        )
    )


def render(sheet: HoursSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def _row(place: int, each: Studied) -> tuple[str, ...]:
    needed = "不作要求" if each.needed is None else hours_text(each.needed)
    missing = hours_text(each.missing) if each.needed is not None and each.missing else _DASH
    return (
        str(place),
        wording.spaced(each.name),
        *(hours_text(hours) if hours else _DASH for hours, _uids in each.parts),
        hours_text(each.total),
        needed,
        missing,
    )
