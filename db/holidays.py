"""The days off and make-up days of a year as a file that the user adds.

The file is plain text, one for each year, e.g. ``节假日2027.toml``::

    source = "国务院办公厅关于2027年部分节假日安排的通知"

    [[day]]
    day = 2027-01-01
    kind = "off"        # off 放假，work 上班（周末调休）
    name = "元旦"
"""

import datetime as dt
from pathlib import Path
from typing import Any

from db import queries, toml_text, tree
from db.errors import Refused
from db.model import dicts
from db.records.holiday_year import HOLIDAY_YEAR, DayKind, HolidayYear
from db.spec import Tree

SUFFIX = toml_text.SUFFIX
KIND = HOLIDAY_YEAR


def read(path: Path) -> Tree:
    """Read a year's file into a tree that is not saved and belongs to no organisation yet.

    Raises ``Refused``.
    """
    table = toml_text.parse(toml_text.read(path), f"“{path.name}”")
    return _year(table, path.name)


def _year(table: dict[str, Any], name: str) -> Tree:
    _refuse_unknown(table, ("source", "day"), f"“{name}”")
    source, rows = table.get("source", ""), table.get("day")
    if not isinstance(source, str):
        raise Refused(f"“{name}”的 source 要写成文字（通知的名称、文号）。")
    if not isinstance(rows, list) or not rows:
        raise Refused(f"“{name}”里没有日期，每一天写一段 [[day]]。")
    line = KIND.line("days")
    days = [
        tree.blank_line(line, **_day(row, f"“{name}”第{number}个 [[day]] "))
        for number, row in enumerate(rows, 1)
    ]
    days.sort(key=lambda row: str(row["day"]))
    record = tree.blank(KIND, year=int(days[0]["day"][:4]), source=source.strip(), days=days)
    if problems := KIND.check(record):
        raise Refused(f"“{name}”：{next(iter(problems.values()))}")
    return record


def _day(row: Any, where: str) -> Tree:
    if not isinstance(row, dict):
        raise Refused(f"{where}写法不对，请写 day、kind、name 三项。")
    _refuse_unknown(row, ("day", "kind", "name"), where)
    day, kind, name = row.get("day"), row.get("kind"), row.get("name", "")
    if type(day) is not dt.date or not 1900 <= day.year <= 2100:
        raise Refused(f"{where}的 day 要写成 2027-01-01 这样的日期。")
    if kind not in (*DayKind,):
        raise Refused(f'{where}的 kind 只能是 "off"（放假）或 "work"（上班）。')
    if not isinstance(name, str):
        raise Refused(f'{where}的 name 要写成文字，如 "元旦"。')
    return {"day": day.isoformat(), "kind": str(kind), "name": name.strip()}


def _refuse_unknown(table: dict[str, Any], known: tuple[str, ...], where: str) -> None:
    if unknown := sorted(set(table) - set(known)):
        raise Refused(f"{where}有不认识的项 {'、'.join(unknown)}，只认 {'、'.join(known)}。")


def placed(year: Tree) -> Tree:
    """Return a year that was read as the record to save: in the place of the file's own, if any.

    Raises ``Refused`` when the file has no organisation yet.
    """
    query = HolidayYear.select(HolidayYear.uid).where(
        HolidayYear.year == year["year"], HolidayYear.deleted_at.is_null()
    )
    for row in dicts(query.order_by(HolidayYear.entered_at.desc()).limit(1)):
        stored = tree.dump(KIND, row["uid"])
        known_days = {line["day"]: line["uid"] for line in stored["days"]}
        days = [line | {"uid": known_days.get(line["day"], line["uid"])} for line in year["days"]]
        return stored | {"source": year["source"], "days": days}
    known = queries.organisations()
    if not known:
        raise Refused("文件中还没有党组织，请先新建，再导入节假日。")
    return year | {"organisation": known[0]["uid"]}
