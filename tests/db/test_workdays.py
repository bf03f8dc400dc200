"""Working days by the state calendar, by the weekday where it is silent."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.workdays import add_workdays, is_workday


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
