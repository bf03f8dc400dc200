"""R10: days off, and the activity on the branch's own day of the month."""

import datetime as dt
from dataclasses import replace

import pytest

from db import rulebook, workdays
from db.rules.days import plan_findings
from db.rules.surroundings import FixedDay

SATURDAY, MONDAY, FRIDAY = dt.date(2026, 3, 28), dt.date(2026, 3, 30), dt.date(2026, 3, 27)


@pytest.fixture
def calendar(around):
    """The sample's surroundings under the state calendar, long after."""
    return replace(
        around,
        today=dt.date(2099, 1, 1),
        is_workday=workdays.is_workday,
        day_name=workdays.day_name,
    )


def fixed(shift="next", **values):
    shifted = {"keep": SATURDAY, "next": MONDAY, "before": FRIDAY}[shift]
    return FixedDay(SATURDAY, shifted, shift, provisional=False, **values)


def said(found):
    return [(one.level, one.text) for one in found if one.code == "R10"]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2026-03-27", ""),  # a Friday
        ("2026-02-28", ""),  # a Saturday, worked in exchange
        ("2026-03-28", "会议日期 2026年3月28日 是休息日（星期六），请核对日期"),
        ("2025-10-01", "会议日期 2025年10月1日 是国庆节假期，请核对日期"),
        (
            "2090-04-01",
            "会议日期 2090年4月1日 是休息日（星期六）（没有这一年的节假日安排，暂算），请核对日期",
        ),
        ("2090-03-31", ""),  # a Friday of a year that nobody knows
        (None, ""),
    ],
)
def test_a_meeting_on_a_day_off_is_said(sample, run, calendar, day, text):
    sample["held_on"] = day
    assert said(run(sample, calendar)) == ([("warn", text)] if text else [])


@pytest.mark.parametrize("shift", ["next", "before"])
def test_the_day_to_which_the_branch_shifts_is_silent(activity, run, calendar, shift):
    around = replace(calendar, fixed_day=fixed(shift))
    activity["held_on"] = around.fixed_day.shifted.isoformat()
    assert said(run(activity, around)) == []


def test_the_fixed_day_itself_is_no_move_but_may_be_a_day_off(activity, run, calendar):
    activity["held_on"] = "2026-03-28"
    ((level, text),) = said(run(activity, replace(calendar, fixed_day=fixed("next"))))
    assert (level, text) == ("warn", "活动日期 2026年3月28日 是休息日（星期六），请核对日期")
    ((level, text),) = said(run(activity, replace(calendar, fixed_day=fixed("keep"))))
    assert level == "remind"
    assert text.endswith("按本支部的规定，活动日遇休息日不变")


def test_any_other_day_wants_a_reason(activity, run, calendar):
    around = replace(calendar, fixed_day=fixed("next"))
    activity["held_on"] = "2026-03-27"
    (one,) = [f for f in run(activity, around) if f.code == "R10"]
    assert (one.level, one.field) == ("warn", ("moved_reason",))
    assert one.text == (
        "活动日期 2026年3月27日 不是固定的活动日 2026年3月28日（遇休息日为 2026年3月30日），"
        "请写明变更原因"
    )
    assert "第十六条" in one.article
    activity["moved_reason"] = "参观地点只在星期五开放"
    assert said(run(activity, around)) == []


def test_a_provisional_shift_says_so(activity, run, calendar):
    activity["held_on"] = "2026-03-27"
    around = replace(calendar, fixed_day=replace(fixed("next"), provisional=True))
    ((_, text),) = said(run(activity, around))
    assert "2026年3月30日，暂算" in text


def test_a_day_off_with_a_reason_is_a_reminder_that_gives_it(activity, run, calendar):
    activity |= {"held_on": "2026-03-29", "moved_reason": "星期日社区居民在家"}
    ((level, text),) = said(run(activity, replace(calendar, fixed_day=fixed("next"))))
    assert level == "remind"
    assert text == "活动日期 2026年3月29日 是休息日（星期日），原因：星期日社区居民在家"


def test_the_day_of_the_plan_counts_only_with_its_reason(activity, run, calendar):
    activity |= {"held_on": "2026-03-26", "planned_on": "2026-03-26"}
    day = dt.date(2026, 3, 26)
    assert len(said(run(activity, replace(calendar, fixed_day=fixed(planned=day))))) == 1
    explained = fixed(planned=day, reason="清明祭扫提前")
    assert said(run(activity, replace(calendar, fixed_day=explained))) == []


def test_meetings_have_no_fixed_day(sample, run, calendar):
    sample["held_on"] = "2026-03-26"
    assert said(run(sample, calendar)) == []


@pytest.mark.parametrize(
    ("planned", "reason", "text"),
    [
        (None, "", ""),
        (MONDAY, "", ""),
        (FRIDAY, "参观", ""),
        (FRIDAY, "", "3月的计划日期不是固定的活动日"),
        (SATURDAY, "", "3月的计划日期 2026年3月28日 是休息日（星期六），按本支部的规定应为"),
    ],
)
def test_a_plan_is_held_to_the_branchs_own_days(calendar, planned, reason, text):
    months = [(("months", 2), planned, reason, fixed("next"))]
    found = plan_findings(months, calendar, rulebook.rules_on(FRIDAY))
    assert len(found) == bool(text)
    assert all(text in one.text and one.field[:2] == ("months", 2) for one in found)
