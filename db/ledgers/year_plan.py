"""The year's plan of all meetings as a workbook, with the columns of the paper."""

import datetime as dt
from pathlib import Path

from db import dates, queries, workbooks, year_plan
from db.errors import Refused
from db.ledgers.shown import DASH
from db.records.year_plan import PlanKind
from db.rules.year_plan import HeldRecord, Match, PlanState
from db.workbooks import Column, Sheet
from db.year_plan import PlanRow

_COLUMNS = (
    Column("月份", 8),
    Column("会议、活动", 20),
    Column("主题、内容", 40, centred=False),
    Column("主讲或牵头", 14),
    Column("责任人", 12),
    Column("时限", 16),
    Column("备注", 24, centred=False),
    Column("完成情况", 22),
)


def write(target: Path, organisation: str, year: int, *, today: str) -> Path:
    """Write a branch's plan of a year beside what was done to ``target`` (xlsx).

    ``today`` (ISO) decides what is missed. Raises ``Refused`` when there is no plan, or when the
    file cannot be written; an earlier file at ``target`` is then still there.
    """
    plan = queries.year_plan_of(organisation, year)
    if plan is None:
        raise Refused(f"{year}年还没有三会一课计划，请先制定计划。")
    groups = {row["uid"]: row["name"] for row in queries.groups_of(organisation)}
    found = year_plan.compared(plan, today)
    rows = [_row(row, year, groups) for row in found.rows]
    rows += [_unplanned(record, year, groups) for record in found.unplanned]
    title = f"{year}年三会一课计划"
    sheet = Sheet(
        name=title,
        title=title,
        left=f"填报单位：{queries.organisation(organisation)['name']}",
        right=f"制定日期：{dates.text(plan['made_on'], '未写')}",
        columns=_COLUMNS,
        rows=rows or [[DASH, DASH, "计划中还没有安排", *[DASH] * 5]],
        missing=DASH,
    )
    return workbooks.write(target, [sheet], "年度计划")


def _row(row: PlanRow, year: int, groups: dict[str, str]) -> list[str]:
    line = row.line
    return [
        f"{line['month']}月",
        _what(line["kind"], groups.get(line["group"] or "", "")),
        line["title"],
        line["lead_name"],
        line["owner_name"],
        _limit(row, year),
        line["remark"],
        _outcome(row.match, year),
    ]


def _what(kind: str, group: str) -> str:
    return PlanKind(kind).label + (f"（{group}）" if group else "")


def _day(day: dt.date, year: int) -> str:
    return dates.text(day.isoformat()).removeprefix(f"{year}年")


def _limit(row: PlanRow, year: int) -> str:
    if row.day is not None:
        day = _day(dt.date.fromisoformat(row.day), year)
        return f"{day}（暂算）" if row.provisional else day
    due_on = row.line["due_on"]
    return f"{_day(dt.date.fromisoformat(due_on), year)}前" if due_on else "当月"


def _outcome(match: Match, year: int) -> str:
    return str(match.state) + (f" {_day(match.record.day, year)}" if match.record else "")


def _unplanned(record: HeldRecord, year: int, groups: dict[str, str]) -> list[str]:
    state = PlanState.DRAFT if record.draft else PlanState.DONE
    what = _what(record.kind, groups.get(record.group, ""))
    done = f"{state} {_day(record.day, year)}"
    return [f"{record.month}月", what, record.heading, DASH, DASH, DASH, "计划以外", done]
