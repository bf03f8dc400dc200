"""Partial dates in the writings found in rosters."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import dates

DAYS = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 12, 31))
PARTIALS = st.builds(
    lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from([4, 7, 10])
)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1974.03", "1974-03"),
        (dt.datetime(1982, 11, 5), "1982-11-05"),  # as a spreadsheet gives it
        (dt.date(1982, 11, 5), "1982-11-05"),
        ("1979/8/1", "1979-08-01"),
        ("2006-07", "2006-07"),
        ("2004年12月", "2004-12"),
        ("2004 年 12 月 3 日", "2004-12-03"),
        ("2000.11.28", "2000-11-28"),
        ("1968.1", "1968-01"),
        ("1990.10", "1990-10"),
        (1974.03, "1974-03"),
        (1974, "1974"),
        (1974.0, "1974"),
        ("1974年", "1974"),
        ("197403", "1974-03"),
        (19740315, "1974-03-15"),
        ("１９７４．０３", "1974-03"),
        ("1974-03-15 00:00:00", "1974-03-15"),
        ("1974-03-15T00:00:00", "1974-03-15"),
        ("二〇〇四年十二月", "2004-12"),
        ("一九九九年十月二十三日", "1999-10-23"),
        ("一九九九年三月二十日", "1999-03-20"),
        ("2008.2.29", "2008-02-29"),
        ("1974。3", "1974-03"),
    ],
)
def test_a_date_is_read_in_the_usual_writings(cell: object, value: str) -> None:
    assert dates.read(cell) == dates.Reading(value)


@pytest.mark.parametrize("cell", [None, "", "  ", "无", "—", "——", "-", "/", "暂无", "　"])
def test_nothing_is_nothing(cell: object) -> None:
    assert dates.read(cell) == dates.Reading(None)


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("2023.13", "“2023.13”不是有效的日期，请核对"),
        ("2005.2.30", "“2005.2.30”不是有效的日期，请核对"),
        ("1850.3", "“1850.3”的年份不在1900年至2100年之间，请核对"),
        ("74.03", "“74.03”的年份只有两位，请写成四位"),
        ("九几年", "“九几年”看不出是什么日期，请写成1974.03或1974.03.15"),
        (True, "“True”看不出是什么日期，请写成1974.03或1974.03.15"),
        (float("nan"), "“nan”看不出是什么日期，请写成1974.03或1974.03.15"),
        (float("inf"), "“inf”看不出是什么日期，请写成1974.03或1974.03.15"),
    ],
)
def test_what_is_no_date_is_named_in_one_sentence(cell: object, sentence: str) -> None:
    assert dates.read(cell) == dates.Reading(None, sentence)


def test_a_number_that_may_be_january_or_october_is_doubtful() -> None:
    assert dates.read(1990.1) == dates.Reading(
        "1990-01", "“1990.1”是数字，看不出是1月还是10月，请核对"
    )


def test_a_serial_number_of_a_spreadsheet_is_read_and_named() -> None:
    assert dates.read(27103) == dates.Reading(
        "1974-03-15", "“27103”是表格内部的日期数字，读作1974年3月15日，请核对"
    )


@given(DAYS)
def test_every_day_is_read_back_from_every_writing(day: dt.date) -> None:
    iso, year, month = day.isoformat(), day.year, day.month
    for written in (
        iso,
        f"{year}.{month}.{day.day}",
        f"{year}/{month:02}/{day.day:02}",
        f"{year}年{month}月{day.day}日",
        f"{day:%Y%m%d}",
        dates.text(iso),
    ):
        assert dates.parse(written) == iso


@given(PARTIALS)
def test_the_text_of_a_partial_date_reads_back(partial: str) -> None:
    assert dates.parse(dates.text(partial)) == partial
    assert dates.is_partial(partial)


@given(PARTIALS, DAYS)
def test_a_partial_date_has_come_once_its_first_day_has(partial: str, day: dt.date) -> None:
    expected = dates.first_day(partial) <= day
    assert dates.on_or_before(partial, day.isoformat()) is expected


@given(st.one_of(st.text(max_size=30), st.integers(), st.floats()))
def test_no_cell_breaks_the_reader(cell: object) -> None:
    reading = dates.read(cell)
    assert reading.value is None or dates.is_partial(reading.value)


def test_a_month_counts_from_its_first_and_nothing_never_comes() -> None:
    assert dates.on_or_before("1999-06", "1999-06-01")
    assert not dates.on_or_before("1999-06", "1999-05-31")
    assert not dates.on_or_before(None, "2026-01-01")


def test_partial_dates_agree_where_they_overlap() -> None:
    assert dates.agree("1974-03", "1974-03-15")
    assert not dates.agree("1974-03", "1974-04-15")


def test_a_date_is_written_without_leading_zeros() -> None:
    assert dates.text("1974-03-05") == "1974年3月5日"
    assert dates.text("1974-03") == "1974年3月"
    assert dates.text(None, "无") == "无"


def test_typing_nonsense_raises_the_sentence() -> None:
    with pytest.raises(ValueError, match="看不出是什么日期"):
        dates.parse("昨天")
