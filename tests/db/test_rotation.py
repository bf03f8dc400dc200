"""Which backups may go: properties of the rotation over any history of backups."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from db.rotation import DAYS, DOUBTED_DAYS, KEPT_WHOLE, expendable

NOW = dt.datetime(2026, 11, 25, 15, 0)
MOMENTS = st.lists(
    st.datetimes(dt.datetime(2019, 1, 1), dt.datetime(2027, 6, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    max_size=80,
)
CLOSE = st.lists(
    st.integers(0, 60 * 24 * 90).map(lambda minutes: NOW - dt.timedelta(minutes=minutes)),
    max_size=80,
)


@given(MOMENTS | CLOSE)
def test_one_backup_of_every_period_stays_and_asking_again_deletes_nothing(moments):
    gone = expendable(moments, NOW)
    left = set(moments) - gone
    assert {m.year for m in left} == {m.year for m in moments}
    recent = [m for m in moments if NOW - m < dt.timedelta(days=DAYS)]
    assert {m.date() for m in recent} <= {m.date() for m in left}
    assert all(m in left for m in moments if NOW - m < KEPT_WHOLE)
    assert not moments or max(moments) in left
    assert expendable(left, NOW) == set()


@given(CLOSE, st.integers(0, 400))
def test_thinning_every_day_leaves_what_thinning_once_would_leave_or_more(moments, days):
    """A backup that is dropped today would not have stood for a longer period later."""
    later = NOW + dt.timedelta(days=days)
    once = set(moments) - expendable(moments, later)
    daily = set(moments)
    for day in range(days + 1):
        daily -= expendable(daily, NOW + dt.timedelta(days=day))
    months = {(m.year, m.month) for m in once if (later - m).days < 300}
    assert months <= {(m.year, m.month) for m in daily}


@given(CLOSE)
def test_a_clock_that_jumps_back_deletes_nothing_that_now_lies_in_the_future(moments):
    past = NOW - dt.timedelta(days=365)
    assert not {m for m in expendable(moments, past) if m > past}


def test_ten_years_of_closing_twice_a_day_leave_some_forty_backups():
    moments = [NOW - dt.timedelta(days=day, hours=hour) for day in range(3650) for hour in (0, 5)]
    left = set(moments) - expendable(moments, NOW)
    assert 30 <= len(left) <= 50


@given(CLOSE, st.integers(1, DOUBTED_DAYS), st.integers(30, 9000))
def test_a_clock_that_stood_ahead_for_some_days_deletes_no_day_that_was_kept(moments, days, ahead):
    """The daily backups of the last two weeks are there when the clock is right again."""
    left = set(moments) - expendable(moments, NOW)
    wrong = NOW + dt.timedelta(days=ahead)
    after = set(left)
    for day in range(days):
        after.add(wrong + dt.timedelta(days=day))
        after -= expendable(after, wrong + dt.timedelta(days=day))
    recent = {m.date() for m in left if NOW - m < dt.timedelta(days=DAYS)}
    assert recent <= {m.date() for m in after}
