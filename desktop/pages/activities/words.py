"""What the page says in words: days with their weekday and holiday, lines of the list, the year."""

import datetime as dt
from collections.abc import Iterable

from db import workdays
from db.queries import Row
from db.records.activity import ActivityCategory
from db.records.held import Status
from db.spec import Tree
from desktop.recording.words import day


def day_mark(iso: str | None) -> str:
    """What makes a day differ: 国庆节, 休息日, 调休上班; 暂算 where no calendar knows the year."""
    if not iso:
        return ""
    when = dt.date.fromisoformat(iso)
    works = workdays.is_workday(when)
    weekend = when.isoweekday() > 5
    parts = []
    if name := workdays.day_name(when):
        parts.append(name)
    elif works is False or (works is None and weekend):
        parts.append("休息日")
    elif works and weekend:
        parts.append("调休上班")
    if works is None:
        parts.append("暂算")
    return " · ".join(parts)


def day_note(iso: str | None) -> str:
    """星期六 · 休息日, 星期四 · 国庆节; "" for no day."""
    if not iso:
        return ""
    weekday = workdays.weekday_text(dt.date.fromisoformat(iso))
    return " · ".join(part for part in (weekday, day_mark(iso)) if part)


def title(record: Tree) -> str:
    """The heading over a record: 3月活动 · 2026年第3次."""
    month = f"{record['month']}月活动" if record["month"] else "活动"
    year = f"{record['year']}年" if record["year"] else ""
    number = f"第{record['number']}次" if record["number"] else "未编次"
    return f"{month} · {year}{number}"


def subtitle(row: Row) -> str:
    """The second line of a card: when it was, and what kind of activity."""
    values = row.values
    parts = [day(row.day), ActivityCategory(values["category"]).label]
    if values["planned_on"] and values["planned_on"] != row.day:
        parts.append(f"原定{day(values['planned_on'])}")
    return " · ".join(part for part in parts if part)


def year_summary(rows: Iterable[Row]) -> str:
    """已开展 10 次（其中草稿 1），集中学习4 志愿服务3."""
    listed = list(rows)
    if not listed:
        return ""
    drafts = sum(row.values["status"] == Status.DRAFT for row in listed)
    text = f"已记录 {len(listed)} 次" + (f"（草稿 {drafts}）" if drafts else "")
    kinds = [row.values["category"] for row in listed]
    counted = [f"{c.label}{kinds.count(c)}" for c in ActivityCategory if c in kinds]
    return f"{text}：{' '.join(counted)}"
