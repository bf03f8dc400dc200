"""Counted quantities keep their unit and 余, money keeps its 分, and sums are exact."""

import pytest

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
