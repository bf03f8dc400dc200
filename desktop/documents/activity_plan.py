"""活动日年度计划: twelve months in a table for filing (domain row 13)."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from db import workdays
from desktop.documents import table, wording
from desktop.documents.activity import category_text
from desktop.documents.context import PaperContext, Tree
from desktop.documents.table import Table, TableColumn

_DASH = "—"
_PROVISIONAL = "标“暂算”的日期只按星期推算：当年的放假安排还没有录入，录入后以放假安排为准。"
_COLUMNS = (
    TableColumn("月份", 12),
    TableColumn("计划日期", 30),
    TableColumn("主题", 74, centred=False),
    TableColumn("类别", 22),
    TableColumn("地点", 34),
    TableColumn("组织者", 24),
    TableColumn("责任人", 20),
    TableColumn("备注（改期原因）", 44, centred=False),
)


@dataclass(frozen=True)
class ActivityPlanSheet:
    """The plan of one branch for one year."""

    table: Table


def collect(tree: Tree, context: PaperContext) -> ActivityPlanSheet:
    """List the twelve months; one that the plan leaves out says so."""
    months = {row["month"]: row for row in tree["months"]}
    rows = tuple(_row(month, months.get(month), context) for month in range(1, 13))
    year = f"{tree['year']}年" if tree["year"] else ""
    names = [row["owner_name"] for row in tree["months"]]
    made = wording.day(tree["made_on"], wording.DATE_BY_HAND)
    return ActivityPlanSheet(
        Table(
            title=f"{year}党员活动日活动计划",
            left=context.organisation_name,
            right=f"制定日期：{made}",
            columns=_COLUMNS,
            rows=rows,
            landscape=True,
            facts=_facts(tree),
            closing=(
                "支部书记（签名）：",
                "党总支审核（签章）：",
                f"报备日期：{wording.day(tree['filed_on'], wording.DATE_BY_HAND)}",
            ),
            size=10.5,
            least_size=9.0,
            row_height=9.5,
            least_row_height=6.6,
            names=tuple(name for name in names if 1 < len(name) < 8),
        )
    )


def render(sheet: ActivityPlanSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def _facts(tree: Tree) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Return what stands above the table: the aims, and what 暂算 means where it is said."""
    facts = [("总体要求", tree["aims"].strip())] if tree["aims"].strip() else []
    days = [dt.date.fromisoformat(row["planned_on"]) for row in tree["months"] if row["planned_on"]]
    if any(workdays.is_workday(day) is None for day in days):
        facts.append(("说　　明", _PROVISIONAL))
    return tuple((fact,) for fact in facts)


def _row(month: int, row: Tree | None, context: PaperContext) -> tuple[str, ...]:
    if row is None:
        return (f"{month}月", *[_DASH] * 2, *[_DASH] * 4, "计划中没有这个月")
    remarks = [row["moved_reason"].strip(), row["remark"].strip()]
    person = context.people.get(row["owner"] or "")
    owner = row["owner_name"].strip() or (person.display_name if person else "")
    return (
        f"{month}月",
        day_note(row["planned_on"]),
        row["title"].strip() or "（未定主题）",
        category_text(row["category"]) if row["category"] else _DASH,
        row["place"].strip() or _DASH,
        wording.spaced(row["organiser"].strip()) or _DASH,
        wording.stacked(owner) or _DASH,
        "；".join(remark for remark in remarks if remark) or _DASH,
    )


def day_note(iso: str | None) -> str:
    """Return 2月28日 星期六 over 休息日 (or the name of the holiday, or what is provisional)."""
    if not iso:
        return "未定"
    day = dt.date.fromisoformat(iso)
    note = _note(day)
    return f"{day.month}月{day.day}日 {wording.weekday(iso)}" + (f"\n{note}" if note else "")


def _note(day: dt.date) -> str:
    working, weekend = workdays.is_workday(day), day.isoweekday() > 5
    if working is None:
        return "休息日（暂算）" if weekend else "暂算"
    if working:
        return "调休上班" if weekend else ""
    return workdays.day_name(day) or "休息日"
