"""The overview of a general branch as a workbook: branches, problems, contact points, visits."""

from collections.abc import Sequence
from pathlib import Path

from db import contacts, dates, overview, tree, workbooks
from db.errors import Refused
from db.overview import COLUMNS, Overview
from db.records.contact_visit import VisitForm
from db.records.listed_item import ItemState
from db.workbooks import Column, Sheet

DASH = "—"
_NOTE = "只计已定稿的记录；▲为逾期未办的期数；各支部按登记的次序排列，不排名。"
_PROBLEMS = (
    Column("党支部", 22),
    Column("编号", 16),
    Column("问题", 60, centred=False),
    Column("责任人", 14),
    Column("时限", 18),
    Column("状态", 12),
    Column("逾期", 12),
)
_POINTS = (
    Column("联系领导", 14),
    Column("职务", 20),
    Column("党支部", 22),
    Column("联系内容", 50, centred=False),
    Column("计划次数", 10),
    Column("已到次数", 10),
)
_VISITS = (
    Column("日期", 18),
    Column("联系领导", 14),
    Column("党支部", 22),
    Column("形式", 8),
    Column("主要内容", 50, centred=False),
    Column("发现的问题", 40, centred=False),
    Column("指导意见", 40, centred=False),
    Column("落实情况", 40, centred=False),
    Column("落实日期", 18),
)


def write(target: Path, general: str, year: int, *, today: str) -> Path:
    """Write the overview of a general branch and year to ``target`` (xlsx), as of an ISO day.

    Raises ``Refused`` when it has no branches or the file cannot be written; an earlier file there
    is then still there.
    """
    found = overview.of_general(general, year, today)
    if not found.branches:
        raise Refused(f"{found.general['short_name']}没有下级党支部，请选党总支再导出。")
    sheets = [_branches(found), _problems(found), _points(found), _visits(found)]
    return workbooks.write(target, sheets, "情况一览")


def _branches(found: Overview) -> Sheet:
    columns = (
        Column("党支部", 24),
        *(Column(title, 11) for _key, title in COLUMNS),
        Column("考核", 10),
        Column("等次", 10),
    )
    rows = [
        (each.name, *(each.text(key) for key, _t in COLUMNS), each.assessed, each.grade or DASH)
        for each in found.branches
    ]
    return _sheet("各支部情况", found, columns, rows, (_NOTE,))


def _problems(found: Overview) -> Sheet:
    rows = [
        (
            branch.name,
            item.number,
            item.values["title"],
            item.values["owner_name"],
            dates.text(item.values["due_on"], DASH),
            ItemState(item.values["state"]).label,
            f"逾期{item.days_late}天" if item.overdue else DASH,
        )
        for branch in found.branches
        for item in branch.problems
    ]
    return _sheet("未销号问题", found, _PROBLEMS, rows)


def _points(found: Overview) -> Sheet:
    rows = [
        (
            each.leader,
            each.post,
            found.name(each.branch),
            each.point["duty"] if each.point else "（不在分工表中）",
            str(each.planned),
            str(len(each.visits)),
        )
        for each in found.contacts
    ]
    return _sheet("联系点分工", found, _POINTS, rows)


def _visits(found: Overview) -> Sheet:
    rows: list[tuple[str, ...]] = []
    uids = [uid for each in found.contacts for uid in each.visits]
    held = tree.dump_many(contacts.VISIT, uids).values()
    for visit in sorted(held, key=lambda each: each["visited_on"]):
        head = (
            dates.text(visit["visited_on"]),
            visit["leader_name"],
            found.name(visit["branch"]),
            VisitForm(visit["form"]).label,
            visit["content"],
        )
        lines = [
            (row["text"], row["advice"], row["follow_up"], dates.text(row["done_on"], DASH))
            for row in visit["findings"]
        ]
        rows += [(*head, *line) for line in lines or [("无", DASH, DASH, DASH)]]
    return _sheet("联系点工作记录", found, _VISITS, rows)


def _sheet(
    name: str,
    found: Overview,
    columns: tuple[Column, ...],
    rows: Sequence[tuple[str, ...]],
    foot: tuple[str, ...] = (),
) -> Sheet:
    return Sheet(
        name=name,
        title=f"{found.year}年{name}",
        left=f"填报单位：{found.general['name']}",
        right=f"截至{dates.text(found.today)}",
        columns=columns,
        rows=rows or [tuple(DASH if place else "没有" for place in range(len(columns)))],
        foot=foot,
        missing=DASH,
        frozen=1,
    )
