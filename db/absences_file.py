"""The register of leave and making up as a workbook."""

from pathlib import Path

from db import absences, dates, queries, workbooks
from db.errors import Refused
from db.workbooks import Column, Sheet

_WIDTHS = (12, 34, 18, 8, 28, 18, 12, 18, 40, 8, 30)
_LEFT = ("会议、活动", "事由", "补课方式和内容", "备注")


def write(target: Path, organisation: str, year: int, *, today: str) -> Path:
    """Write the register of a branch and year to ``target`` (xlsx), as of an ISO day.

    Raises ``Refused`` when nobody was away or the file cannot be written; an earlier file there is
    then still there.
    """
    rows = absences.register(organisation, year, today)
    if not rows:
        raise Refused(f"{year}年没有人请假、缺席，不用导出。")
    columns = tuple(
        Column(head, width, centred=head not in _LEFT)
        for head, width in zip(absences.HEADS, _WIDTHS, strict=True)
    )
    sheet = Sheet(
        name="请假补课登记",
        title=f"{year}年请假补课登记簿",
        left=queries.organisation(organisation)["name"],
        right=f"截至{dates.text(today)}",
        columns=columns,
        rows=[absences.cells(each) for each in rows],
        foot=(absences.summary(rows),),
    )
    return workbooks.write(target, [sheet], "请假补课登记")
