"""The record type of a year's days off and make-up days, for years the library does not know.

Source: the yearly notice of the State Council's office (国务院办公厅关于部分节假日安排的通知).
``db.workdays`` asks these records first.
"""

import datetime as dt
import sqlite3
from collections.abc import Mapping

from db import connection, workdays
from db.branch import Organisation
from db.fields import ChoiceField, DateField, IntegerField, Named, ReferenceField, TextField
from db.model import Line, Record, dicts
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


class DayKind(Named):
    """How a day differs from its weekday."""

    OFF = "off", "放假"
    WORK = "work", "上班"


class HolidayYear(Record):
    """The days of one year that differ from their weekday; it holds for the whole file."""

    organisation = ReferenceField(Organisation, "党组织", required=True)
    year = IntegerField("年度", required=True)
    source = TextField("依据", help_text="通知的名称、文号")


class HolidayDay(Line):
    """One day off, or one working day at a weekend."""

    record = ReferenceField(HolidayYear, required=True)
    day = DateField("日期", required=True)
    kind = ChoiceField(DayKind, "安排", default=DayKind.OFF)
    name = TextField("名称")


def _check(tree: Tree) -> Mapping[str, str]:
    days = [row["day"] for row in tree["days"]]
    if any(day is None for day in days):
        return {"days": "有一行没有写日期。"}
    if len(days) != len(set(days)):
        return {"days": "有一天写了两次，请删去一行。"}
    if any(int(day[:4]) != tree["year"] for day in days):
        return {"days": f"有日期不在{tree['year']}年，请核对。"}
    return {}


HOLIDAY_YEAR = RecordSpec(
    name="holiday_year",
    title="节假日安排",
    model=HolidayYear,
    columns=(Column("year"), Column("source", stretch=True)),
    sections=(Section("年度", ("year", "source")), Section("放假和上班", ("days",))),
    lines=(LineSpec("days", "放假和上班", HolidayDay),),
    heading=lambda tree: f"{tree['year'] or ''}年节假日安排",
    check=_check,
    order=("year",),
)

MODELS = (HolidayYear, HolidayDay)

_read: tuple[sqlite3.Connection, int, dict[int, workdays.Added]] | None = None


def added(year: int) -> workdays.Added | None:
    """Return the days of a year as the open file has them, None when it has none for the year.

    What was read stays in memory until this connection writes again: a form asks with every key
    that is typed.
    """
    global _read
    if connection.current_path() is None:
        return None
    now = connection.database.connection()
    if _read is None or _read[0] is not now or _read[1] != now.total_changes:
        _read = (now, now.total_changes, _all_years())
    return _read[2].get(year)


def _all_years() -> dict[int, workdays.Added]:
    """Read every year of the file; of two records for one year the later one counts."""
    query = HolidayYear.select(HolidayYear.uid, HolidayYear.year).where(
        HolidayYear.deleted_at.is_null()
    )
    latest = {row["year"]: row["uid"] for row in dicts(query.order_by(HolidayYear.entered_at))}
    found: dict[int, dict[dt.date, tuple[bool, str]]] = {year: {} for year in latest}
    years = {uid: year for year, uid in latest.items()}
    for row in dicts(HolidayDay.select().where(HolidayDay.record.in_(list(years)))):
        day = dt.date.fromisoformat(row["day"])
        found[years[row["record"]]][day] = (row["kind"] == DayKind.WORK, row["name"])
    return dict(found)


workdays.consult(added)
