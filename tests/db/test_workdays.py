"""Working days by the state calendar, by the weekday where it is silent."""

import datetime as dt
from calendar import monthrange

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import workdays
from db.workdays import add_workdays, day_name, is_workday, planned_day

SHIFTS = ("keep", "next", "before")


@pytest.fixture
def added(monkeypatch):
    """Let the calendar have days that the user added, by year."""
    days: dict[int, workdays.Added] = {}
    monkeypatch.setattr(workdays, "_added", days.get)
    return days


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2025-10-01", False),  # a Wednesday: National Day
        ("2025-09-28", True),  # a Sunday, worked in exchange
        ("2025-09-27", False),  # a Saturday
        ("2025-09-29", True),
        ("1999-01-04", None),
        ("2090-01-04", None),
    ],
)
def test_a_day_is_looked_up_in_the_calendar(day, works):
    assert is_workday(dt.date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("day", "count", "due", "provisional"),
    [
        ("2025-09-24", 3, "2025-09-28", False),  # Thu 25, Fri 26, Sun 28 worked in exchange
        ("2025-09-30", 1, "2025-10-09", False),  # after the eight days of holiday
        ("2025-09-30", 0, "2025-09-30", False),
        ("2090-03-31", 3, "2090-04-05", True),  # a Friday; Mon, Tue, Wed by the weekday
    ],
)
def test_working_days_are_added(day, count, due, provisional):
    assert add_workdays(dt.date.fromisoformat(day), count) == (
        dt.date.fromisoformat(due),
        provisional,
    )


@given(day=st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 1)), count=st.integers(1, 10))
def test_the_day_reached_is_a_working_day_and_one_more_lies_later(day, count):
    reached, provisional = add_workdays(day, count)
    assert reached > day
    assert is_workday(reached) is not False
    assert add_workdays(day, count + 1)[0] > reached
    assert provisional or is_workday(reached)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2025-10-01", "国庆节"),
        ("2026-02-17", "春节"),
        ("2025-09-28", ""),  # worked in exchange for the holiday
        ("2025-09-27", ""),  # a plain Saturday
        ("2090-10-01", ""),  # no notice yet
    ],
)
def test_a_holiday_is_called_by_its_name(day, name):
    assert day_name(dt.date.fromisoformat(day)) == name


def test_added_days_come_before_the_library_and_before_the_weekday(added):
    friday, saturday = dt.date(2090, 3, 31), dt.date(2090, 4, 1)
    assert is_workday(friday) is None
    added[2090] = {friday: (False, "清明节"), saturday: (True, "清明节")}
    assert (is_workday(friday), day_name(friday)) == (False, "清明节")
    assert (is_workday(saturday), day_name(saturday)) == (True, "")
    assert is_workday(dt.date(2090, 4, 3)) is True  # a Monday: the year is known now
    assert add_workdays(dt.date(2090, 3, 30), 1) == (saturday, False)
    added[2025] = {dt.date(2025, 10, 9): (False, "本地放假")}
    assert is_workday(dt.date(2025, 10, 9)) is False
    assert is_workday(dt.date(2025, 10, 8)) is False  # as the library says


@pytest.mark.parametrize(
    ("year", "month", "day", "keep", "following", "before"),
    [
        (2026, 5, 28, "2026-05-28", "2026-05-28", "2026-05-28"),  # a Thursday
        (2026, 3, 28, "2026-03-28", "2026-03-30", "2026-03-27"),  # a Saturday
        (2026, 2, 28, "2026-02-28", "2026-02-28", "2026-02-28"),  # a Saturday that is worked
        (2026, 4, 31, "2026-04-30", "2026-04-30", "2026-04-30"),  # April has no 31st
        (2024, 2, 29, "2024-02-29", "2024-02-29", "2024-02-29"),  # a leap year
        (2025, 2, 29, "2025-02-28", "2025-02-28", "2025-02-28"),
        (2025, 10, 1, "2025-10-01", "2025-10-09", "2025-10-09"),  # nothing lies before the holiday
        (2025, 1, 28, "2025-01-28", "2025-01-27", "2025-01-27"),  # the holiday ends in February
        (2026, 5, 31, "2026-05-31", "2026-05-29", "2026-05-29"),  # a Sunday, the last of May
    ],
)
def test_the_activity_day_follows_the_branchs_own_rule(year, month, day, keep, following, before):
    found = [planned_day(year, month, day, shift).day for shift in SHIFTS]
    assert found == [keep, following, before]


def test_what_the_planned_day_is_stands_beside_it():
    national = planned_day(2025, 10, 1, "keep")
    assert (national.weekday, national.off, national.name) == ("星期三", True, "国庆节")
    assert not national.provisional
    unknown = planned_day(2090, 3, 28, "next")
    assert (unknown.day, unknown.off, unknown.provisional) == ("2090-03-28", None, True)
    passed_over = planned_day(2090, 5, 28, "next")  # a Sunday
    assert (passed_over.day, passed_over.provisional) == ("2090-05-29", True)


def test_an_added_year_makes_the_planned_day_certain(added):
    added[2090] = {dt.date(2090, 3, 28): (False, "调休")}
    planned = planned_day(2090, 3, 28, "next")
    assert (planned.day, planned.off, planned.provisional) == ("2090-03-29", False, False)


@given(
    year=st.integers(2004, 2060),
    month=st.integers(1, 12),
    day=st.integers(1, 31),
    shift=st.sampled_from(SHIFTS),
)
def test_each_month_has_its_day_and_a_shifted_one_is_worked(year, month, day, shift):
    planned = planned_day(year, month, day, shift)
    found = dt.date.fromisoformat(planned.day)
    assert (found.year, found.month) == (year, month)
    if shift == "keep":
        assert found.day == min(day, monthrange(year, month)[1])
    else:
        assert not planned.off
        assert planned.off is not None or found.isoweekday() <= 5
