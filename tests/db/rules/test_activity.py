"""An activity is judged by the same checks as a meeting, in its own words."""

import datetime as dt
from dataclasses import replace

import pytest

from db.rules.likeness import fingerprint
from db.rules.meeting import counts, facts
from db.rules.surroundings import EarlierText, OtherMeeting


def _of(found, code, *levels):
    return [s for s in found if s.code == code and (not levels or s.level in levels)]


def test_a_whole_activity_has_nothing_that_blocks(activity, run):
    found = run(activity)
    assert _of(found, "R07", "block", "warn") == []
    assert [s.code for s in found if s.level == "block"] == []
    assert any(s.code == "R01" and s.level == "ok" for s in found)


def test_the_facts_are_those_of_an_activity(activity):
    read = facts(activity)
    assert (read.kind, read.scope, read.kind_title) == ("activity", "activity", "党员活动日")
    assert read.year == 2026
    assert counts(read).due == len(activity["attendance"])


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("held_on", "活动日期"), ("began_at", "开始时间"), ("ended_at", "结束时间"),
        ("place", "地点"), ("number", "次数"), ("title", "主题"), ("organiser", "组织者"),
        ("process", "活动过程"),
    ],
)  # fmt: skip
def test_each_mandatory_field_of_an_activity_blocks_when_empty(activity, run, key, label):
    activity[key] = None
    (said,) = _of(run(activity), "R07", "block")
    assert (said.field, said.text) == ((key,), f"没有填写{label}")


def test_a_fixed_item_that_was_not_done_is_reminded_by_name(activity, run):
    activity["fixed_items"] += [{"name": "交党费", "done": False}, {"name": "诵读党章"}]
    (said,) = _of(run(activity), "R07")
    assert (said.level, said.field) == ("remind", ("fixed_items",))
    assert "交党费、诵读党章" in said.text


def test_the_words_are_those_of_an_activity(activity, run, around):
    activity |= {"ended_at": "08:00", "notice_on": "2026-03-28"}
    texts = [s.text for s in _of(run(activity), "R08")]
    assert any(text.startswith("结束时间") for text in texts)
    assert any("活动日期" in text for text in texts)
    late = run(activity, replace(around, today=dt.date(2026, 6, 1)))
    assert "活动后3个工作日" in _of(late, "R09")[0].text
    assert _of(late, "R21")[0].text == "还缺附件：通知、签到表、照片"


def test_a_chair_of_an_activity_needs_no_delegation_but_must_be_there(activity, run):
    other = next(row for row in activity["attendance"] if row["state"] == "present")
    activity |= {"chair": other["member"], "chair_name": other["name"]}
    assert _of(run(activity), "R06") == []
    other["state"] = "leave"
    assert "没有到会" in _of(run(activity), "R06")[0].text


def test_a_meeting_within_its_own_activity_is_no_clash(sample, activity, run, around):
    people = frozenset(row["member"] for row in sample["attendance"])
    times = (dt.time(14), dt.time(18))
    activity_there = OtherMeeting("党员活动日", "activity", *times, people, uid="a1")
    where = replace(around, others=(activity_there,))
    (said,) = _of(run(sample, where), "R02")
    assert "所属活动" in said.text
    sample["activity"] = "a1"
    assert _of(run(sample, where), "R02") == []
    sample["activity"] = "a2"
    assert len(_of(run(sample, where), "R02")) == 1


def test_an_activity_with_a_meeting_in_it_is_no_clash(activity, run, around):
    people = frozenset(row["member"] for row in activity["attendance"])
    within = OtherMeeting("党课", "lecture", dt.time(15), dt.time(16), people, "m1", "activity")
    assert _of(run(activity, replace(around, others=(within,))), "R02") == []
    other = replace(within, activity="")
    assert len(_of(run(activity, replace(around, others=(other,))), "R02")) == 1


def test_a_copied_process_is_seen(activity, run, around):
    activity["process"] = (
        "全体党员在纪念馆前重温入党誓词，随后分三组参观展厅，听讲解员介绍战役经过。" * 3
    )
    earlier = EarlierText("党员活动日", dt.date(2026, 1, 28), fingerprint(activity["process"]))
    (said,) = _of(run(activity, replace(around, earlier_texts=(earlier,))), "R13")
    assert said.field == ("process",)


def test_no_vote_and_no_quorum_is_asked_of_an_activity(activity, run):
    for row in activity["attendance"]:
        row |= {"state": "leave", "reason": "出差"}
    assert _of(run(activity), "R04") == []
