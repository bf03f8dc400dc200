"""The three lists of a year, and its activities, as workbooks with the columns of the papers."""

import datetime as dt
from pathlib import Path

from db import dates, queries, tree, workbooks, workdays
from db.errors import Refused
from db.ledgers import shown
from db.ledgers.shown import DASH
from db.records import spec
from db.records.activity import ActivityCategory
from db.records.held import AttendanceState, Status
from db.records.listed_item import LISTED_ITEM, ListKind
from db.spec import Tree
from db.workbooks import Column, Sheet

_SIGN = "支部书记（签名）：　　　　　　　　联系领导（签名）：　　　　　　　　　　　年　　月　　日"
_YEAR_COLUMNS = (
    Column("月份", 8),
    Column("计划日期", 20),
    Column("活动日期", 20),
    Column("主题", 44, centred=False),
    Column("类别", 13),
    Column("地点", 22),
    Column("应到", 7),
    Column("实到", 7),
    Column("学时", 7),
    Column("状态", 10),
)
_PLAN_COLUMNS = (
    Column("月份", 8),
    Column("计划日期", 20),
    Column("主题", 44, centred=False),
    Column("类别", 13),
    Column("地点", 22),
    Column("组织者", 14),
    Column("责任人", 12),
    Column("备注（改期原因）", 28, centred=False),
)


def write(target: Path, organisation: str, kind: ListKind | None, year: int, *, today: str) -> Path:
    """Write one list of a branch and year to ``target`` (xlsx), all three without ``kind``.

    The year's view: what was numbered in it and what earlier years left open. ``today`` (ISO)
    decides what is overdue. Raises ``Refused`` when the file cannot be written; an earlier file at
    ``target`` is then still there.
    """
    rows = queries.listed_items(organisation, year)
    trees = tree.dump_many(LISTED_ITEM, [row["uid"] for row in rows])
    around = shown.surroundings(organisation, year, today, trees.values())
    name = queries.organisation(organisation)["name"]
    sheets = [
        _list(each, [item for item in trees.values() if item["kind"] == each], around, name)
        for each in ([kind] if kind else ListKind)
    ]
    return workbooks.write(target, sheets, "清单")


def _list(kind: ListKind, items: list[Tree], around: shown.Surroundings, name: str) -> Sheet:
    columns = shown.COLUMNS[kind]
    rows = [[column.cell(item, around) for column in columns] for item in items]
    if not rows:
        nothing = f"本年没有列入{kind.label}的事项"
        rows = [[nothing if column.field == "title" else DASH for column in columns]]
    return Sheet(
        name=kind.label,
        title=f"{around.year}年{kind.label}",
        left=f"填报单位：{name}",
        right=f"制表日期：{dates.text(around.today)}",
        columns=tuple(Column(c.heading, c.width, c.centred) for c in columns),
        rows=rows,
        foot=(_SIGN,),
        missing=DASH,
        frozen=1,
    )


def write_activities(target: Path, organisation: str, year: int, *, today: str) -> Path:
    """Write the activities of a branch and year, by month, to ``target`` (xlsx); as ``write``."""
    kind = spec("activity")
    found = [row.uid for row in queries.records(kind, organisation=organisation, year=year)]
    trees = sorted(tree.dump_many(kind, found).values(), key=lambda t: t["held_on"] or "")
    rows: list[list[str]] = []
    for month in range(1, 13):
        held = [_activity(t, year) for t in trees if t["month"] == month]
        rows += held or [_no_activity(year, month, today)]
    rows += [_activity(t, year) for t in trees if t["month"] is None]
    sheet = _sheet(f"{year}年党员活动日活动一览", organisation, _YEAR_COLUMNS, rows, today)
    return workbooks.write(target, [sheet], "活动一览")


def _activity(record: Tree, year: int) -> list[str]:
    present = [line for line in record["attendance"] if line["state"] == AttendanceState.PRESENT]
    draft = record["status"] == Status.DRAFT
    return [
        f"{record['month']}月" if record["month"] else "未定",
        _day(record["planned_on"], year),
        _day(record["held_on"], year),
        record["title"] or "（未定主题）",
        ActivityCategory(record["category"]).label,
        record["place"],
        str(len(record["attendance"])),
        DASH if draft else str(len(present)),
        _hours(record["hours"]),
        Status(record["status"]).label,
    ]


def _no_activity(year: int, month: int, today: str) -> list[str]:
    """A month without an activity has a row of its own."""
    this = f"{year}-{month:02}"
    said = "未开展" if this < today[:7] else "未到" if this > today[:7] else "本月尚未开展"
    return [f"{month}月", DASH, DASH, said, *[DASH] * 5, "无记录"]


def _day(iso: str | None, year: int) -> str:
    """3月28日（星期六）; a day of another year keeps its year."""
    if not iso:
        return DASH
    weekday = workdays.weekday_text(dt.date.fromisoformat(iso))
    return f"{dates.text(iso).removeprefix(f'{year}年')}（{weekday}）"


def _hours(hundredths: int | None) -> str:
    if hundredths is None:
        return DASH
    whole, part = divmod(hundredths, 100)
    return f"{whole}.{part:02}".rstrip("0").rstrip(".")


def write_plan(target: Path, organisation: str, year: int, *, today: str) -> Path:
    """Write a branch's plan of activities for a year to ``target`` (xlsx); as ``write``.

    Raises ``Refused`` when there is none.
    """
    plan = queries.plan_of(organisation, year)
    if plan is None:
        raise Refused(f"{year}年还没有党员活动日计划，请先制定计划。")
    months = {line["month"]: line for line in plan["months"]}
    rows = [_planned(month, months.get(month), year) for month in range(1, 13)]
    sheet = _sheet(f"{year}年党员活动日活动计划", organisation, _PLAN_COLUMNS, rows, today)
    return workbooks.write(target, [sheet], "活动计划")


def _planned(month: int, line: Tree | None, year: int) -> list[str]:
    if line is None:
        return [f"{month}月", *[DASH] * 6, "计划中没有这个月"]
    category = line["category"]
    return [
        f"{month}月",
        _day(line["planned_on"], year) if line["planned_on"] else "未定",
        line["title"] or "（未定主题）",
        ActivityCategory(category).label if category else DASH,
        line["place"],
        line["organiser"],
        line["owner_name"],
        "；".join(part for part in (line["moved_reason"], line["remark"]) if part),
    ]


def _sheet(
    title: str, organisation: str, columns: tuple[Column, ...], rows: list[list[str]], today: str
) -> Sheet:
    return Sheet(
        name=title,
        title=title,
        left=f"填报单位：{queries.organisation(organisation)['name']}",
        right=f"制表日期：{dates.text(today)}",
        columns=columns,
        rows=rows,
        missing=DASH,
        frozen=1,
    )
