"""Limits and beginnings as lists write them."""

import datetime as dt

import pytest

from db.ledgers import times


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-03-28", "2026-03-28"),
        (dt.datetime(2026, 3, 28), "2026-03-28"),
        ("2026年6月底前", "2026-06-30"),
        ("6月30日前", "2026-06-30"),
        ("2026年2月", "2026-02-28"),
        ("6月中旬", "2026-06-20"),
        ("年底前", "2026-12-31"),
        ("第二季度", "2026-06-30"),
        ("上半年", "2026-06-30"),
        ("2025年四季度末", "2025-12-31"),
        ("2026年12月31日前（暂定）", "2026-12-31"),
    ],
)
def test_a_limit_is_the_last_day_that_the_cell_may_mean(cell, day):
    assert times.limit(cell, 2026).day == day


@pytest.mark.parametrize("cell", ["2026-03-28", "2026年3月28日前", None, "无", "—"])
def test_a_whole_date_and_an_empty_cell_need_no_note(cell):
    assert times.limit(cell, 2026).note == ""


@pytest.mark.parametrize("cell", ["6月底前", "2026年2月", "年底", "第三季度"])
def test_a_limit_that_names_no_day_says_how_it_was_read(cell):
    when = times.limit(cell, 2026)
    assert when.note.startswith(f"“{cell}”读作")
    assert when.day


@pytest.mark.parametrize("cell", ["长期坚持", "立行立改", "2月30日", "13月底", "26.3.28", 7.5])
def test_what_is_no_date_is_not_read_and_says_so(cell):
    when = times.limit(cell, 2026)
    assert when.day is None
    assert str(cell) in when.note


@pytest.mark.parametrize(
    ("cell", "began", "due"),
    [
        ("2026年3月1日至2026年6月30日", "2026-03-01", "2026-06-30"),
        ("3月-6月", "2026-03-01", "2026-06-30"),
        ("3-6月", "2026-03-01", "2026-06-30"),
        ("2026.3-2026.6", "2026-03-01", "2026-06-30"),
        ("2026-03-01-2026-06-30", "2026-03-01", "2026-06-30"),
        ("2025年10月至3月底", "2025-10-01", "2025-03-31"),
        ("3月1日至30日", "2026-03-01", "2026-03-30"),
        ("2026年3月起", "2026-03-01", None),
        ("2026年6月30日前", None, "2026-06-30"),
        ("2026-06-30", None, "2026-06-30"),
        ("全年", "2026-01-01", "2026-12-31"),
        ("第二季度", "2026-04-01", "2026-06-30"),
        (None, None, None),
    ],
)
def test_from_when_to_when(cell, began, due):
    found = times.span(cell, 2026)
    assert (found[0].day, found[1].day) == (began, due)
