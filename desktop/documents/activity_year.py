"""活动年度一览: the activities of a year by month, nothing hidden, with counts in words.

A month without an activity has a row of its own, and a draft is shown but not counted.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.records.activity import ActivityCategory
from db.records.held import Status
from desktop.documents import table, wording
from desktop.documents.activity import category_text
from desktop.documents.context import PaperContext, Tree
from desktop.documents.table import Table, TableColumn

_DASH = "—"
_COLUMNS = (
    TableColumn("月份", 11),
    TableColumn("计划日期", 31),
    TableColumn("活动日期", 31),
    TableColumn("主题", 62, centred=False),
    TableColumn("类别", 20),
    TableColumn("地点", 40),
    TableColumn("应到", 12),
    TableColumn("实到", 12),
    TableColumn("到会率", 17),
    TableColumn("学时", 12),
    TableColumn("状态", 17),
)


@dataclass(frozen=True)
class ActivityListSheet:
    """The activities of one branch and year."""

    table: Table


def collect(trees: Sequence[Tree], context: PaperContext) -> ActivityListSheet:
    """List the activities of ``context.year``; months without one say so."""
    year = context.year or _year_of(trees, context)
    rows: list[tuple[str, ...]] = []
    for month in range(1, 13):
        held = sorted((t for t in trees if t["month"] == month), key=lambda t: t["held_on"] or "")
        rows += [_row(month, tree, year) for tree in held] or [_without(year, month, context.today)]
    rows += [_row(None, tree, year) for tree in trees if tree["month"] not in range(1, 13)]
    return ActivityListSheet(
        Table(
            title=f"{year}年党员活动日活动一览",
            left=context.organisation_name,
            right=f"制表日期：{wording.day(context.today or None, wording.DATE_BY_HAND)}",
            columns=_COLUMNS,
            rows=tuple(rows),
            landscape=True,
            facts=((("合　　计", _sums(trees, year, context.today)),),),
            closing=("填表人：", "审核人（支部书记）：", "　　　年　　月　　日"),
            size=10.5,
            least_size=9.0,
            row_height=8.2,
            least_row_height=6.6,
        )
    )


def render(sheet: ActivityListSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def rate(present: int, due: int) -> str:
    """Return the share of those due who came, e.g. 85.7%; — when nobody was due."""
    if not due:
        return _DASH
    tenths = (2000 * present + due) // (2 * due)
    return f"{tenths // 10}.{tenths % 10}%"


def _year_of(trees: Sequence[Tree], context: PaperContext) -> int:
    years = [tree["year"] for tree in trees if tree["year"]]
    return max(years, default=int(context.today[:4] or 0))


def _is_draft(tree: Tree) -> bool:
    return bool(tree["status"] == Status.DRAFT)


def _row(month: int | None, tree: Tree, year: int) -> tuple[str, ...]:
    _, sums = wording.counts(tree)
    draft = _is_draft(tree)
    hours = wording.hours(tree["hours"]).removesuffix("学时")
    return (
        f"{month}月" if month else "未定",
        _short(tree["planned_on"], year),
        _short(tree["held_on"], year),
        tree["title"].strip() or "（未定主题）",
        category_text(tree["category"]),
        tree["place"].strip() or _DASH,
        str(sums.due),
        _DASH if draft else str(sums.present),
        _DASH if draft else rate(sums.present, sums.due),
        hours if tree["hours"] is not None else _DASH,
        Status(tree["status"]).label,
    )


def _without(year: int, month: int, today: str) -> tuple[str, ...]:
    """Return the row of a month without an activity: 未开展 once the month is over."""
    return (f"{month}月", *[_DASH] * 2, _missing(year, month, today), *[_DASH] * 6, "无记录")


def _missing(year: int, month: int, today: str) -> str:
    this = f"{year}-{month:02}"
    if not today or this < today[:7]:
        return "未开展"
    return "未到" if this > today[:7] else "本月尚未开展"


def _short(iso: str | None, year: int) -> str:
    """Return 3月28日 星期六; a day of another year keeps its year."""
    if not iso:
        return _DASH
    return f"{wording.day(iso).removeprefix(f'{year}年')} {wording.weekday(iso)}"


def _sums(trees: Sequence[Tree], year: int, today: str) -> str:
    """Say how many activities were held, of what kind, and who came; drafts stand apart."""
    final = [tree for tree in trees if not _is_draft(tree)]
    kinds = Counter(tree["category"] for tree in final)
    listed = [f"{kind.label}{kinds[kind]}次" for kind in ActivityCategory if kinds[kind]]
    counted = [wording.counts(tree)[1] for tree in final]
    due, present = (sum(getattr(s, name) for s in counted) for name in ("due", "present"))
    held = "已开展" if today[:4] == str(year) else "全年开展"
    said = f"{held}{len(final)}次" + (f"：{'、'.join(listed)}" if listed else "") + "。"
    said += f"应到{due}人次，实到{present}人次，到会率{rate(present, due)}。" if due else ""
    hours = sum(tree["hours"] or 0 for tree in final)
    said += f"合计{wording.hours(hours)}。" if hours else ""
    if drafts := len(trees) - len(final):
        said += f"另有草稿{drafts}次，尚未定稿，未计入。"
    return said + _gaps({tree["month"] for tree in trees}, year, today)


def _gaps(months: set[int | None], year: int, today: str) -> str:
    """Name the months that are over and have no activity."""
    over = [m for m in range(1, 13) if not today or f"{year}-{m:02}" < today[:7]]
    missing = [f"{month}月" for month in over if month not in months]
    if missing:
        return f"没有活动记录的月份{len(missing)}个：{'、'.join(missing)}。"
    return "已过去的月份都有活动记录。" if over else ""
