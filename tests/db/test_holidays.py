"""A year's days off come from a small file, stand in the data file and move the calendar."""

import datetime as dt

import pytest

from db import connection, holidays, operations, tree, workdays
from db.errors import Refused
from db.records import spec

from .conftest import AT, WHO

KIND = spec("holiday_year")
GOOD = """
source = "国务院办公厅关于2090年部分节假日安排的通知"
[[day]]
day = 2090-04-01
kind = "work"
[[day]]
day = 2090-03-31
kind = "off"
name = "清明节"
"""
FRIDAY, SATURDAY = dt.date(2090, 3, 31), dt.date(2090, 4, 1)


@pytest.fixture
def file(tmp_path):
    def write(text, name="节假日2090.toml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_a_file_is_read_into_a_year_with_its_days_in_order(file):
    year = holidays.read(file(GOOD))
    assert (year["year"], year["source"]) == (2090, "国务院办公厅关于2090年部分节假日安排的通知")
    days = [(row["day"], row["kind"], row["name"]) for row in year["days"]]
    assert days == [("2090-03-31", "off", "清明节"), ("2090-04-01", "work", "")]


def test_a_file_saved_by_windows_is_read_too(file):
    text = "\ufeff" + GOOD.replace("\n", "\r\n")
    assert len(holidays.read(file(text))["days"]) == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x = ", "读不懂"),
        (GOOD.encode("gb18030"), "UTF-8"),
        ("source = '通知'", "没有日期"),
        ("day = []", "没有日期"),
        ("day = 3", "没有日期"),
        ("day = [1]", "第1个"),
        ("source = 1\n" + "[[day]]\nday = 2090-01-01\nkind = 'off'", "source"),
        ("note = 1\n" + "[[day]]\nday = 2090-01-01\nkind = 'off'", "note"),
        ("[[day]]\nday = '2090-01-01'\nkind = 'off'", "2027-01-01"),
        ("[[day]]\nday = 2090-01-01T09:00:00\nkind = 'off'", "2027-01-01"),
        ("[[day]]\nday = 2190-01-01\nkind = 'off'", "2027-01-01"),
        ("[[day]]\nkind = 'off'", "2027-01-01"),
        ("[[day]]\nday = 2090-01-01", "kind"),
        ("[[day]]\nday = 2090-01-01\nkind = '放假'", "kind"),
        ("[[day]]\nday = 2090-01-01\nkind = ['off']", "kind"),
        ("[[day]]\nday = 2090-01-01\nkind = 'off'\nname = 1", "name"),
        ("[[day]]\nday = 2090-01-01\nkind = 'off'\nwho = 1", "who"),
        ("[[day]]\nday = 2090-01-01\nkind = 'off'\n" * 2, "写了两次"),
        (
            "[[day]]\nday = 2090-01-01\nkind = 'off'\n[[day]]\nday = 2091-01-01\nkind = 'off'",
            "不在2090年",
        ),
        (b"#" * 1_000_001, "太大"),
    ],
)
def test_a_file_that_is_none_is_refused_in_one_sentence(file, text, sentence):
    with pytest.raises(Refused) as refused:
        holidays.read(file(text))
    said = str(refused.value)
    assert sentence in said
    assert said.startswith("“节假日2090.toml”")
    assert said.endswith("。")


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(Refused, match="找不到文件"):
        holidays.read(tmp_path / "没有.toml")


def _save(year):
    operations.save(KIND, holidays.placed(year), who=WHO, at=AT)


def test_the_calendar_asks_the_open_file_and_sees_every_change(branch, file):
    assert workdays.is_workday(FRIDAY) is None
    _save(holidays.read(file(GOOD)))
    assert workdays.is_workday(FRIDAY) is False
    assert workdays.is_workday(SATURDAY) is True
    assert workdays.day_name(FRIDAY) == "清明节"
    operations.undo(who=WHO, at=AT)
    assert workdays.is_workday(FRIDAY) is None
    operations.redo(who=WHO, at=AT)
    assert workdays.is_workday(FRIDAY) is False
    connection.close()
    assert workdays.is_workday(FRIDAY) is None


def test_a_second_file_for_the_year_takes_the_place_of_the_first(branch, file):
    _save(holidays.read(file(GOOD)))
    (first,) = KIND.model.select()
    stored = tree.dump(KIND, first.uid)
    again = holidays.placed(holidays.read(file(GOOD)))
    assert again["uid"] == stored["uid"]
    assert operations.save(KIND, again, who=WHO, at=AT).records == ()
    _save(holidays.read(file("[[day]]\nday = 2090-03-30\nkind = 'off'")))
    assert KIND.model.select().count() == 1
    assert workdays.is_workday(FRIDAY) is True  # named no more: a Friday of a known year
    assert workdays.is_workday(dt.date(2090, 3, 30)) is False


def test_days_off_need_an_organisation_to_belong_to(store, file):
    with pytest.raises(Refused, match="还没有党组织"):
        holidays.placed(holidays.read(file(GOOD)))


def test_the_calendar_asks_the_file_only_after_a_change(branch, file, monkeypatch):
    _save(holidays.read(file(GOOD)))
    asked = []
    run = connection.database.execute_sql
    monkeypatch.setattr(
        connection.database, "execute_sql", lambda *a, **k: (asked.append(a), run(*a, **k))[1]
    )
    for _ in range(50):
        workdays.is_workday(FRIDAY)
    assert len(asked) <= 2
