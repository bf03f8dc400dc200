"""The numbers of a period as a workbook: the numbers, and every record behind them."""

from collections.abc import Collection, Sequence
from pathlib import Path

from db import dates, numbers, queries, workbooks
from db.errors import Refused
from db.numbers import Number, Period
from db.workbooks import Column, Sheet

_DASH = "—"
_NUMBERS = (
    Column("体系", 20),
    Column("内容", 36, centred=False),
    Column("数字", 18),
    Column("记录条数", 12),
    Column("没有写日期", 14),
)
_RECORDS = (
    Column("体系", 20),
    Column("内容", 30, centred=False),
    Column("数字", 16),
    Column("党组织", 24),
    Column("日期", 18),
    Column("记录", 60, centred=False),
)


def write(target: Path, organisation: str, period: Period, *, today: str) -> Path:
    """Write the numbers of a period to ``target`` (xlsx) as of an ISO day.

    Raises ``Refused`` when there are none or the file cannot be written; an earlier file there is
    then still there.
    """
    made = sheets(organisation, period, today=today)
    if not made:
        raise Refused(f"{period.text}没有可以统计的记录，请换一个时段再导出。")
    return workbooks.write(target, made, "数字统计表")


def sheets(
    organisation: str, period: Period, *, today: str, hidden: Collection[str] = ()
) -> list[Sheet]:
    """Return the two sheets of a period, none when nothing was counted.

    Records of the ``hidden`` types are counted and not named.
    """
    found = [each for each in numbers.of_period(organisation, period, today) if each.uids]
    if not found:
        return []
    name = str(queries.organisation(organisation)["name"])
    return [
        _sheet("数字", name, period, today, _NUMBERS, [_number(each) for each in found]),
        _sheet("记录", name, period, today, _RECORDS, _records(found, hidden)),
    ]


def _number(number: Number) -> tuple[str, ...]:
    undated = str(len(number.undated)) if number.undated else _DASH
    return number.system, number.title, number.text, str(len(number.uids)), undated


def _records(found: Sequence[Number], hidden: Collection[str]) -> list[tuple[str, ...]]:
    held = queries.named(uid for number in found for uid in number.uids)
    names = {row["uid"]: row["short_name"] for row in queries.organisations()}
    return [
        (
            number.system,
            number.title,
            number.text,
            names.get(held[uid][1].organisation or "", _DASH),
            dates.text(held[uid][1].day, _DASH),
            held[uid][1].heading,
        )
        for number in found
        for uid in number.uids
        if uid in held and held[uid][0].name not in hidden
    ]


def _sheet(
    name: str,
    organisation: str,
    period: Period,
    today: str,
    columns: tuple[Column, ...],
    rows: Sequence[tuple[str, ...]],
) -> Sheet:
    return Sheet(
        name=name,
        title=f"{period.text}工作{name}统计",
        left=f"填报单位：{organisation}",
        right=f"截至{dates.text(today)}",
        columns=columns,
        rows=rows,
        missing=_DASH,
    )
