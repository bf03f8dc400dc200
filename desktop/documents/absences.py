"""请假补课登记簿: who was away in a year, who agreed, what was made up for (domain 2.1 row 23)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db import absences
from db.errors import Refused
from desktop.documents import table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.table import Table, TableColumn

_WIDTHS = (18, 35, 23, 12, 30, 23, 17, 23, 42, 11, 21)
_LEFT = ("会议、活动", "事由", "补课方式和内容", "备注")


@dataclass(frozen=True)
class AbsenceSheet:
    """The register of a year."""

    table: Table


def collect(_trees: Sequence[Tree], context: PaperContext) -> AbsenceSheet:
    """List everybody who was away, oldest first; raises ``Refused`` when nobody was."""
    rows = list(reversed(context.desk.absences()))
    if not rows:
        raise Refused("这一年没有人请假、缺席，没有可以打印的。")
    columns = [
        TableColumn(head, width, centred=head not in _LEFT)
        for head, width in zip(absences.HEADS, _WIDTHS, strict=True)
    ]
    listed = [
        (str(place), *(cell or wording.NOTHING for cell in absences.cells(each)))
        for place, each in enumerate(rows, 1)
    ]
    return AbsenceSheet(
        Table(
            title=f"{wording.of_year(context)}请假补课登记簿",
            left=context.organisation_name,
            right=f"截至{wording.day(context.today)}",
            columns=(TableColumn("序号", 12), *columns),
            rows=tuple(listed),
            landscape=True,
            feet=((("合　　计", absences.summary(rows)),),),
            closing=("登记人（签名）：", "党支部书记（签名）：", wording.DATE_BY_HAND),
            size=10.5,
            least_row_height=7.0,
            names=tuple(each.name for each in rows),
        )
    )


def render(sheet: AbsenceSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)
