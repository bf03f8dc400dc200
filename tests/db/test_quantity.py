"""Counted quantities keep their unit and 余, money keeps its 分, and sums are exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import quantity
from db.quantity import Quantity, Unit


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1800余件", "1800余件"),
        ("1,800 余", "1800余件"),
        ("1800多件", "1800余件"),
        ("110 余场次", "110余场次"),
        ("21人次", "21人次"),
        ("21.0", "21件"),
        ("００７", "7件"),
        ("0", "0件"),
    ],
)
def test_a_number_is_read_as_people_write_it(written, kept):
    assert str(quantity.read(written.translate(_NARROW), Unit.CASES)) == kept


_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")


@pytest.mark.parametrize("written", ["很多", "-3件", "1.5件", "3匹", "件", "99999999999件"])
def test_what_is_no_number_is_refused_with_the_units_that_are_known(written):
    with pytest.raises(ValueError, match=r"不是数量.*人次"):
        quantity.read(written, Unit.CASES)


def test_a_sum_is_exact_for_each_unit_and_says_more_when_a_part_does():
    parts = ["40篇", "100余篇", "21人次", None, "1篇"]
    assert [str(each) for each in quantity.totals(parts)] == ["21人次", "141余篇"]
    assert quantity.totals([]) == []
    assert quantity.totals(["0件"]) == [Quantity(0, Unit.CASES)]


@pytest.mark.parametrize(
    ("written", "fen", "shown"),
    [
        ("48.95万元", 48_950_000, "48.95万元"),
        ("5万", 5_000_000, "5万元"),
        ("1,200", 120_000, "1200元"),
        ("35.5元", 3_550, "35.50元"),
        ("100000", 10_000_000, "10万元"),
        ("10001", 1_000_100, "10001元"),
        ("0", 0, "0元"),
    ],
)
def test_money_is_read_and_shown_without_losing_a_fen(written, fen, shown):
    assert quantity.read_money(written) == fen
    assert quantity.money_text(fen) == shown
    assert quantity.read_money(shown) == fen


@pytest.mark.parametrize("written", ["1.234元", "三百元", "-5", "0.0000001万元"])
def test_an_amount_that_is_none_is_refused(written):
    with pytest.raises(ValueError, match="不是金额"):
        quantity.read_money(written)


_VALUES = {"零": 0, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def _read_back(said: str) -> int:
    """Return the 分 of an amount in capitals, read from the left as people read it."""
    body = said.removeprefix("人民币").removesuffix("整")
    whole, _, rest = body.partition("元") if "元" in body else ("", "", body)
    total = group = figure = 0
    for sign in whole:
        if sign in _VALUES:
            figure = _VALUES[sign]
        elif sign in _PLACES:
            group, figure = group + figure * _PLACES[sign], 0
        elif sign == "万":
            total, group, figure = total + (group + figure) * 10_000, 0, 0
        else:  # 亿 takes all that was said before it
            total, group, figure = (total + group + figure) * 10**8, 0, 0
    fen, figure = (total + group + figure) * 100, 0
    for sign in rest:
        if sign in _VALUES:
            figure = _VALUES[sign]
        else:
            fen += figure * {"角": 10, "分": 1}[sign]
    return fen


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (1_005, "壹拾元零伍分"),
        (10_100, "壹佰零壹元整"),
        (1_268_050, "壹万贰仟陆佰捌拾元伍角整"),
        (10_050_000, "壹拾万零伍佰元整"),
        (10_500_000, "壹拾万伍仟元整"),
        (10_000_500_000, "壹亿零伍仟元整"),
        (48_950_000, "肆拾捌万玖仟伍佰元整"),
        (100_000_001_000_000, "壹万亿零壹万元整"),
    ],
)
def test_an_amount_is_said_in_capitals_as_bills_say_it(fen, said):
    assert quantity.capitals(fen) == f"人民币{said}"


@given(st.integers(0, 10**18 - 1) | st.integers(0, 10**7))
def test_an_amount_in_capitals_means_the_same_and_never_doubles_a_nought(fen):
    said = quantity.capitals(fen)
    assert _read_back(said) == fen
    assert "零零" not in said
    assert "零元" not in said or fen < 100
    assert said.endswith("分") == bool(fen % 10)


@pytest.mark.parametrize("fen", [-1, 10**18])
def test_an_amount_beyond_what_can_be_said_is_refused(fen):
    with pytest.raises(ValueError, match=str(fen)):
        quantity.capitals(fen)
