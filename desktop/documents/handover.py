"""移交清单: what a file holds by type and year, its copy, and the signatures of both parties."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.documents import table, wording
from desktop.documents.context import Handover, PaperContext, Tree
from desktop.documents.table import Table, TableColumn

_COLUMNS = (
    TableColumn("序号", 14),
    TableColumn("资料", 52, centred=False),
    TableColumn("数量", 22),
    TableColumn("其中各年", 82, centred=False),
)
_BY_HAND = "（未写出副本）"


@dataclass(frozen=True)
class HandoverList:
    """The list that both parties sign."""

    table: Table


def collect(_trees: Sequence[Tree], context: PaperContext) -> HandoverList:
    """Count the records of the branch and name the copy that was made for the successor."""
    given = context.desk.handover()
    rows = [
        (str(number), title, str(sum(years.values())), _years(years))
        for number, (title, years) in enumerate(given.counts, 1)
    ]
    files = _size(given.bytes)
    if given.files:
        whole = f"整个文件的附件，共{files}"
        rows.append((str(len(rows) + 1), "附件（扫描件、照片等）", str(given.files), whole))
    total = sum(sum(years.values()) for _title, years in given.counts)
    return HandoverList(
        Table(
            title="党支部资料移交清单",
            left=context.organisation_name,
            right=f"移交日期：{wording.day(given.on or None, wording.DATE_BY_HAND)}",
            columns=_COLUMNS,
            rows=tuple(rows) or (("—", "没有记录", "—", "—"),),
            facts=_copy_facts(given, total),
            closing=("移交人：", "接收人：", "监交人："),
            size=11.0,
            row_height=8.5,
        )
    )


def _copy_facts(given: Handover, total: int) -> tuple[tuple[tuple[str, str], ...], ...]:
    size = _size(given.size) if given.size else "—"
    return (
        (("移交给", given.to or _BY_HAND), ("记录总数", f"{total}条")),
        (("副本文件", given.file or _BY_HAND), ("文件大小", size)),
        (("校验值", given.sha256 or "—"),),
    )


def _size(count: int) -> str:
    """Return 3.2 MB for a number of bytes."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} KB"
    return f"{count / 1_000_000:.1f} MB"


def _years(years: dict[int | None, int]) -> str:
    """Return 2026年12、2025年11, the newest first; — for what has no year."""
    dated = sorted(((year, n) for year, n in years.items() if year), reverse=True)
    said = [f"{year}年{count}" for year, count in dated]
    if dated and years.get(None):
        said.append(f"未写年度{years[None]}")
    return "、".join(said) or "—"


def render(sheet: HandoverList, path: Path) -> None:
    """Write the list; raises ``Refused``."""
    table.write(sheet.table, path)
