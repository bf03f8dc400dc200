"""What a member pays: bands and their edges, months of membership, sums that always close."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import rulebook
from db.rules import dues
from db.rules.dues import Base, MonthState, Payment, Waiver

JAN = dt.date(2026, 1, 1)
RULES = rulebook.rules_on(JAN)

SALARY = (Base(JAN, "salaried", 600_000),)


def month(bases=SALARY, waivers=(), payments=(), begin=JAN, *, belongs=True):
    return dues.month(
        begin, belongs=belongs, bases=bases, waivers=waivers, payments=payments, rules=RULES
    )


def paid(amount, on=dt.date(2026, 1, 15), begin=JAN):
    return Payment(begin, on, amount)


@pytest.mark.parametrize(
    ("payer", "base", "due"),
    [
        ("salaried", 300_000, 1_500),  # 3000 元 is still 0.5 %
        ("salaried", 300_001, 3_000),
        ("salaried", 500_000, 5_000),
        ("salaried", 500_001, 7_500),
        ("salaried", 1_000_000, 15_000),
        ("salaried", 1_000_001, 20_000),
        ("salaried", 300_100, 3_001),
        ("salaried", 100, 1),  # half a 分 is rounded up
        ("salaried", 99, 0),
        ("retired", 500_000, 2_500),
        ("retired", 500_001, 5_000),
    ],
)
def test_the_whole_base_pays_the_rate_of_its_band_whose_upper_bound_belongs_to_it(payer, base, due):
    assert dues.monthly_due(Base(JAN, payer, base), RULES) == due


def test_a_fixed_sum_goes_before_the_rate_and_those_without_income_pay_two_jiao():
    assert dues.monthly_due(Base(JAN, "salaried", 600_000, 4_500), RULES) == 4_500
    assert dues.monthly_due(Base(JAN, "low"), RULES) == 20
    assert dues.monthly_due(Base(JAN, "farmer"), RULES) is None


def test_a_new_pay_counts_from_its_own_month_on():
    bases = (Base(JAN, "salaried", 600_000), Base(dt.date(2026, 3, 18), "salaried", 700_000))
    assert month(bases, begin=dt.date(2026, 2, 1)).due == 9_000
    assert month(bases, begin=dt.date(2026, 3, 1)).due == 10_500


def test_who_comes_in_the_middle_of_a_month_pays_it_where_he_came_from():
    def here(day):
        return dt.date(2026, 3, 12) <= day < dt.date(2026, 9, 1)

    joined = dt.date(2010, 6, 1)
    months = [m.month for m in dues.months_of_year(2026) if dues.pays_here(m, joined, here)]
    assert months == [4, 5, 6, 7, 8]


def test_who_is_admitted_pays_from_the_month_of_the_general_meeting():
    months = [
        m.month
        for m in dues.months_of_year(2026)
        if dues.pays_here(m, dt.date(2026, 6, 30), lambda _day: True)
    ]
    assert months == [6, 7, 8, 9, 10, 11, 12]
    assert not dues.pays_here(JAN, None, lambda _day: True)


@pytest.mark.parametrize(
    ("payments", "waivers", "state"),
    [
        ((), (), MonthState.UNPAID),
        ((paid(4_000),), (), MonthState.PART),
        ((paid(4_000), paid(5_000)), (), MonthState.PAID),
        ((paid(9_001),), (), MonthState.OVER),
        ((), (Waiver(JAN, None, 0),), MonthState.WAIVED),
        ((), (Waiver(JAN, JAN, 2_000),), MonthState.UNPAID),
        ((), (Waiver(dt.date(2026, 2, 1), None, 0),), MonthState.UNPAID),
    ],
)
def test_a_month_stands_as_its_payments_and_waivers_make_it(payments, waivers, state):
    assert month(payments=payments, waivers=waivers).state == state


def test_without_a_base_nothing_is_said_to_be_owed():
    found = month(bases=())
    assert (found.state, found.owed) == (MonthState.UNKNOWN, 0)


def test_six_months_are_not_too_long_and_seven_are():
    rule = RULES["R18"]
    assert not dues.too_long(month(), dt.date(2026, 7, 31), rule)
    assert dues.too_long(month(), dt.date(2026, 8, 1), rule)
    assert not dues.overdue(month(), dt.date(2026, 1, 31))


_BASES = st.builds(
    Base,
    st.dates(dt.date(2025, 6, 1), dt.date(2026, 12, 31)),
    st.sampled_from(("salaried", "retired", "low", "farmer")),
    st.none() | st.integers(0, 5_000_000),
    st.none() | st.integers(0, 30_000),
)
_MONTHS = st.integers(1, 12).map(lambda number: dt.date(2026, number, 1))
_WAIVERS = st.builds(Waiver, _MONTHS, st.none() | _MONTHS, st.integers(0, 30_000))
_PAID = st.builds(Payment, _MONTHS, st.dates(JAN, dt.date(2027, 12, 31)), st.integers(1, 60_000))


@given(
    bases=st.lists(_BASES, max_size=3),
    waivers=st.lists(_WAIVERS, max_size=2),
    payments=st.lists(_PAID, max_size=10),
    here=st.sets(st.integers(1, 12)),
)
def test_the_sums_close_whatever_was_entered(bases, waivers, payments, here):
    months = [
        month(bases, waivers, payments, begin, belongs=begin.month in here)
        for begin in dues.months_of_year(2026)
    ]
    found = dues.sums(months)
    assert found.closes
    assert found.paid == sum(payment.amount for payment in payments)
    assert min(found.due, found.waived, found.owed, found.over) >= 0


@given(st.integers(0, 5_000_000), st.integers(0, 5_000_000))
def test_who_earns_more_never_pays_less(one, other):
    low, high = sorted((one, other))
    assert dues.monthly_due(Base(JAN, "salaried", low), RULES) <= dues.monthly_due(
        Base(JAN, "salaried", high), RULES
    )


def test_the_sums_are_said_so_that_a_person_can_add_them_up():
    found = dues.sums([month(payments=(paid(10_000),)), month()])
    assert dues.sums_text(found) == (
        "应交 180.00 元 − 减免 0.00 元 = 实交 90.00 元 + 欠交 90.00 元；另多交 10.00 元"
    )
