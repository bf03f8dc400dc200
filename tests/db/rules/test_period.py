"""Periods are half-open runs of whole months."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules import period

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))
KINDS = (period.month, period.quarter, period.half_year, period.year)


@pytest.mark.parametrize(
    ("make", "day", "begin", "end", "label"),
    [
        (period.month, "2026-03-27", "2026-03-01", "2026-04-01", "2026年3月"),
        (period.month, "2026-12-31", "2026-12-01", "2027-01-01", "2026年12月"),
        (period.month, "2024-02-29", "2024-02-01", "2024-03-01", "2024年2月"),
        (period.quarter, "2026-03-31", "2026-01-01", "2026-04-01", "2026年第一季度"),
        (period.quarter, "2026-10-01", "2026-10-01", "2027-01-01", "2026年第四季度"),
        (period.half_year, "2026-06-30", "2026-01-01", "2026-07-01", "2026年上半年"),
        (period.half_year, "2026-07-01", "2026-07-01", "2027-01-01", "2026年下半年"),
        (period.year, "2026-11-24", "2026-01-01", "2027-01-01", "2026年"),
    ],
)
def test_a_day_lies_in_its_period(make, day, begin, end, label):
    found = make(dt.date.fromisoformat(day))
    assert (str(found.begin), str(found.end), found.label) == (begin, end, label)


@pytest.mark.parametrize("make", KINDS)
@given(day=DAYS)
def test_neighbouring_periods_neither_overlap_nor_leave_a_gap(make, day):
    found = make(day)
    assert day in found
    assert found.begin in found
    assert found.last in found
    assert found.end not in found
    assert found.following().begin == found.end
    assert found.following().preceding() == found
    assert found.preceding().end == found.begin


@given(day=DAYS)
def test_a_year_is_made_of_its_months(day):
    months = list(period.year(day).parts(1))
    assert [month.begin.month for month in months] == list(range(1, 13))
    assert sum(day in month for month in months) == 1


def test_a_year_is_made_of_four_quarters():
    labels = [part.label for part in period.year(dt.date(2026, 5, 1)).parts(3)]
    assert labels == [f"2026年第{n}季度" for n in "一二三四"]


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (period.month, "2026-03"),
        (period.quarter, "2026-Q1"),
        (period.half_year, "2026-H1"),
        (period.year, "2026"),
    ],
)
def test_a_period_has_a_name_for_programs(make, key):
    assert make(dt.date(2026, 3, 27)).key == key


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-11-15", 3, "2027-02-15"),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_short_month(day, months, expected):
    assert str(period.add_months(dt.date.fromisoformat(day), months)) == expected
