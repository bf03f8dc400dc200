"""The year at a glance: every duty has its row, every month its worst state."""

import datetime as dt
from dataclasses import replace

import pytest

from db import rulebook
from db.records.duty_note import DutyCode
from db.rules.duties.glance import ROWS, glance, month_of, often, short_source
from db.rules.duties.model import Duty, Start, State

RULES = rulebook.rules_on(dt.date(2026, 3, 27))


def duty(code="committee_meeting", day="2026-03-31", state=State.DONE, **values):
    """A duty of the year."""
    due_by = dt.date.fromisoformat(day)
    given = {"title": "支部委员会会议", "article": "第十二条", "period": "", "key": day} | values
    return Duty(code=code, begins=due_by.replace(day=1), due_by=due_by, state=state, **given)


def test_every_duty_has_one_row_and_no_row_is_of_something_else():
    codes = [code for _title, each in ROWS for code in each]
    assert sorted(codes) == sorted(str(code) for code in DutyCode)


def test_a_month_shows_the_worst_of_its_states():
    late = duty("group_meeting", state=State.OVERDUE, subject="乙")
    done = duty("group_meeting", subject="甲", records=("x",))
    row = next(r for r in glance([done, late], RULES, 2026) if r.codes == ("group_meeting",))
    assert row.title == "党小组会（2个组）"
    assert row.cells[3].state == State.OVERDUE
    assert row.cells[3].duties == (done, late)
    assert row.cells[3].records == ("x",)


def test_what_the_branch_has_not_switched_on_takes_no_row():
    dues = duty("dues", state=State.NOT_APPLICABLE)
    titles = [row.title for row in glance([dues, duty()], RULES, 2026)]
    assert "党费" not in titles
    assert "支部委员会会议" in titles


def test_what_the_branch_has_given_up_itself_keeps_its_row():
    rule = replace(RULES["duty.dues"], local="由总支统一收缴")
    rows = glance([duty("dues", state=State.NOT_APPLICABLE)], {**RULES, rule.code: rule}, 2026)
    assert rows[-1].title == "党费"
    assert rows[-1].cells[3].state == State.NOT_APPLICABLE


def test_a_duty_that_does_not_apply_keeps_its_row_with_the_reason():
    row = glance([duty(state=State.NOT_APPLICABLE, reason="不足7人")], RULES, 2026)[0]
    assert row.cells[3].state == State.NOT_APPLICABLE


def test_duties_of_people_say_how_many_are_reached():
    talks = duty("talks", "2026-12-31", State.NOW, have=18, need=21, start=Start("talk"))
    row = next(r for r in glance([talks], RULES, 2026) if r.codes == ("talks",))
    assert (row.people, row.note) == ("18/21", "每年覆盖全员")


def test_an_organisation_without_duties_has_no_rows():
    assert glance([], RULES, 2026) == []


@pytest.mark.parametrize(
    ("code", "day", "month"),
    [
        ("general_meeting", "2026-06-30", 6),
        ("summary", "2027-01-10", 12),
        ("list_item", "2025-11-30", 1),
        ("activity", "2026-05-06", 5),
    ],
)
def test_a_duty_stands_in_the_month_of_its_limit(code, day, month):
    assert month_of(duty(code, day), 2026) == month


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("committee_meeting", "每月1次"),
        ("general_meeting", "每季度1次"),
        ("life_meeting", "第四季度"),
        ("hours", "每年32学时"),
        ("talks", "每年覆盖全员"),
        ("plan", "3月底前"),
        ("summary", "12月起"),
        ("activist_review", "6个月内"),
        ("reelection", "提前6个月"),
        ("letter_receipt", "3个月内"),
        ("list_item", ""),
    ],
)
def test_how_often_is_said_in_few_words(code, words):
    assert often(RULES[f"duty.{code}"]) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("《中国共产党支部工作条例（试行）》第十三条", "《支部工作条例》第十三条"),
        ("《支部工作条例》第十六条（各地做法不一）（待核）", "《支部工作条例》第十六条（待核）"),
        (
            "《支部工作条例》第十二条；本支部另有规定：大会决定",
            "《支部工作条例》第十二条（本支部规定）",
        ),
    ],
)
def test_a_source_is_shortened_and_its_doubt_kept(source, words):
    assert short_source(source) == words
