"""Stored activities, plans and organisation life meet the rules."""

import pytest

from db import drafting, inspection, lifecycle, operations, tree
from db.errors import Refused
from db.records import spec

from .conftest import AT, WHO

ACTIVITY, PLAN, MEETING, LISTED = (
    spec(name) for name in ("activity", "activity_plan", "meeting", "listed_item")
)
TODAY = "2026-03-31"


def _save(kind, record):
    operations.save(kind, record, who=WHO, at=AT)
    return tree.dump(kind, record["uid"])


def _settle(branch, **values):
    _save(spec("organisation"), tree.dump(spec("organisation"), branch.uid) | values)


def _activity(branch, day="2026-03-30", **values):
    record = drafting.new_activity(branch.uid, day, planned_on=values.pop("planned_on", None))
    return record | {
        "title": "学习先进",
        "organiser": "宣传委员",
        "began_at": "15:00",
        "ended_at": "17:00",
        "recorder": branch.members["王芳"],
        "recorder_name": "王芳",
        "process": "参观后座谈。",
        **values,
    }


def _said(kind, record, code, today=TODAY):
    return [f.text for f in inspection.findings(kind, record, today) if f.code == code]


def test_the_day_of_an_activity_is_judged_by_the_branchs_own_rule(branch):
    record = _activity(branch)
    assert "不是固定的活动日" in "".join(_said(ACTIVITY, record, "R10"))
    _settle(branch, activity_shift="next")
    assert _said(ACTIVITY, record, "R10") == []
    _settle(branch, activity_day=15)
    assert "2026年3月15日" in "".join(_said(ACTIVITY, record, "R10"))


def test_the_plan_moves_the_day_with_a_reason(branch):
    plan = drafting.new_plan(branch.uid, 2026)
    plan["months"][2] |= {"planned_on": "2026-03-30"}
    stored = _save(PLAN, plan)
    record = _activity(branch)
    assert record["planned_on"] == "2026-03-30"
    assert len(_said(ACTIVITY, record, "R10")) == 1
    (said,) = inspection.findings(PLAN, stored, TODAY)
    assert (said.code, said.field) == ("R10", ("months", 2, "moved_reason"))
    stored["months"][2]["moved_reason"] = "28日为休息日"
    stored = _save(PLAN, stored)
    assert _said(ACTIVITY, record, "R10") == []
    assert inspection.findings(PLAN, stored, TODAY) == []


def test_a_year_that_no_calendar_knows_is_provisional_until_its_days_are_added(branch):
    _settle(branch, activity_shift="next")
    record = _activity(branch, "2090-05-29")  # a Monday after Sunday the 28th
    assert _said(ACTIVITY, record, "R10", "2090-06-01") == []
    sunday = record | {"held_on": "2090-05-28"}
    assert "暂算" in "".join(_said(ACTIVITY, sunday, "R10", "2090-06-01"))
    days = [{"day": "2090-05-28", "kind": "work", "name": "端午节"}]
    _save(
        spec("holiday_year"),
        tree.blank(spec("holiday_year"), organisation=branch.uid, year=2090, days=days),
    )
    assert _said(ACTIVITY, sunday, "R10", "2090-06-01") == []


def test_a_meeting_within_its_activity_is_no_clash_but_any_other_is(branch):
    activity = _save(ACTIVITY, _activity(branch))
    lecture = drafting.counted_as(activity, "lecture") | {"began_at": "15:30", "ended_at": "16:30"}
    assert _said(MEETING, lecture, "R02") == []
    assert "所属活动" in "".join(_said(MEETING, lecture | {"activity": None}, "R02"))
    lecture = _save(MEETING, lecture)
    assert _said(ACTIVITY, activity, "R02") == []
    second = drafting.counted_as(activity, "general") | {"began_at": "16:00", "ended_at": "16:50"}
    assert _said(MEETING, second | {"kind": "group"}, "R02") != []


def test_the_numbers_of_activities_are_their_own(branch):
    branch.meeting(day="2026-02-27", number=1)
    first = _save(ACTIVITY, _activity(branch, "2026-02-28"))
    second = _activity(branch, "2026-03-30")
    assert second["number"] == 2
    assert "重复" not in "".join(_said(ACTIVITY, second, "R07"))
    again = "".join(_said(ACTIVITY, second | {"number": 1}, "R07"))
    assert "第1次与2026年2月28日的一份重复" in again
    assert "重复" not in "".join(_said(ACTIVITY, first, "R07"))


def test_decisions_of_a_final_activity_are_reminded_until_they_stand_on_the_list(branch):
    todo = {"text": "修好公示栏", "owner_name": "王芳", "due_on": "2026-04-10"}
    record = _save(ACTIVITY, _activity(branch, decisions=[todo]))
    assert _said(ACTIVITY, record, "R16") == []
    lifecycle.finalise(ACTIVITY, record["uid"], today=TODAY, who=WHO, at=AT)
    final = tree.dump(ACTIVITY, record["uid"])
    assert _said(ACTIVITY, final, "R16") == ["议定事项的任务“修好公示栏”还没有列入任务清单"]
    item = tree.blank(
        LISTED, organisation=branch.uid, title="修好公示栏", origin=final["decisions"][0]["uid"]
    )
    item = _save(LISTED, item)
    assert _said(ACTIVITY, final, "R16") == []
    operations.delete(LISTED, item["uid"], who=WHO, at=AT)
    assert len(_said(ACTIVITY, final, "R16")) == 1


def test_an_activity_goes_the_same_way_into_the_archive(branch):
    record = _save(ACTIVITY, _activity(branch, organiser=""))
    with pytest.raises(Refused, match="还不能定稿：没有填写组织者"):
        lifecycle.finalise(ACTIVITY, record["uid"], today=TODAY, who=WHO, at=AT)
    record = _save(ACTIVITY, record | {"organiser": "单伟"})
    lifecycle.finalise(ACTIVITY, record["uid"], today=TODAY, who=WHO, at=AT)
    final = tree.dump(ACTIVITY, record["uid"])
    assert (final["status"], final["finished_on"]) == ("final", TODAY)
    with pytest.raises(Refused, match="已经定稿"):
        operations.save(ACTIVITY, final | {"process": "改"}, who=WHO, at=AT)
    lifecycle.reopen(ACTIVITY, record["uid"], reason="补充成效", who=WHO, at=AT)
    assert tree.dump(ACTIVITY, record["uid"])["status"] == "draft"


def test_an_appraisal_with_too_many_excellent_does_not_become_final(branch):
    record = drafting.new_meeting(branch.uid, "appraisal", "2026-03-30") | {
        "began_at": "15:00", "ended_at": "17:00", "returned": 4, "valid": 4,
        "recorder": branch.members["王芳"], "recorder_name": "王芳",
    }  # fmt: skip
    for row in record["appraisals"]:
        row |= {"excellent": 1, "qualified": 3, "grade": "qualified"}
    for row in record["appraisals"][:2]:
        row["grade"] = "excellent"
    record = _save(MEETING, record)
    with pytest.raises(Refused, match="评为优秀 2 人，超过三分之一：参加评议 4 人，最多 1 人"):
        lifecycle.finalise(MEETING, record["uid"], today=TODAY, who=WHO, at=AT)
    record["appraisals"][0]["grade"] = "qualified"
    record = _save(MEETING, record)
    lifecycle.finalise(MEETING, record["uid"], today=TODAY, who=WHO, at=AT)


def test_organisation_life_held_by_the_committee_is_due_to_the_committee(branch):
    record = drafting.new_meeting(branch.uid, "life", "2026-03-30", held_as="committee")
    assert _said(MEETING, record, "R03") == []
    assert _said(MEETING, record | {"held_as": "general"}, "R03") != []


def test_records_of_other_types_have_nothing_said_of_them(branch):
    assert inspection.findings(spec("talk"), tree.blank(spec("talk")), TODAY) == []


def test_everything_is_checked_as_each_alone_and_says_its_type(branch):
    text = (
        "会议逐条对照检查了上一年度的整改情况，认为窗口排队时间长的问题还没有完全解决，由中心牵头。"
    )
    _save(ACTIVITY, _activity(branch, "2026-02-28", process=text * 3))
    activity = _save(ACTIVITY, _activity(branch, process=text * 3))
    _save(MEETING, drafting.counted_as(activity, "lecture"))
    branch.meeting(day="2026-03-30", began_at="16:00", ended_at="16:30")
    branch.meeting("group", day="2026-03-30", began_at="15:00", ended_at="16:30")
    _save(PLAN, drafting.new_plan(branch.uid, 2026))
    inspected = inspection.findings_for_all(TODAY)
    assert [one.record_type for one in inspected].count("activity") == 2
    assert {one.record_type for one in inspected} == {"meeting", "activity", "activity_plan"}
    for one in inspected:
        kind = spec(one.record_type)
        alone = inspection.findings(kind, tree.dump(kind, one.uid), TODAY)
        assert list(one.findings) == alone, one.heading
    codes = {f.code for one in inspected for f in one.findings}
    assert {"R02", "R10", "R13"} <= codes
    assert inspection.findings_for_all(TODAY, "another") == []
