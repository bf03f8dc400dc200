"""R01, R02, R03, R06, R15: who was due, who was there, who chaired."""

import datetime as dt
from dataclasses import replace

import pytest

from db.rules.surroundings import Due, OtherMeeting


def _texts(found, code, *levels):
    return [s.text for s in found if s.code == code and s.level in (levels or ("block", "warn"))]


def _row(sample, name):
    return next(row for row in sample["attendance"] if row["name"] == name)


def test_an_empty_attendance_blocks(sample, run):
    sample["attendance"] = []
    found = run(sample)
    assert len(_texts(found, "R01", "block")) == 1
    assert not any("R01" in said.code for said in found if said.level == "ok")


def test_a_person_without_a_state_blocks_by_name(sample, run):
    _row(sample, "王芳")["state"] = ""
    found = run(sample)
    assert _texts(found, "R01", "block") == ["王芳没有标明实到、请假还是缺席，人数合不上"]
    assert not any("R01" in said.code for said in found if said.level == "ok")


def test_whoever_is_due_does_not_sit_in(sample, run):
    sample["observers"].append({"name": "王芳", "persons": 1})
    assert "王芳已在应到名单中" in _texts(run(sample), "R01", "warn")[0]


@pytest.mark.parametrize(("persons", "blocked"), [(0, True), (-1, True), (1, False), (5, False)])
def test_an_observer_line_stands_for_someone(sample, run, persons, blocked):
    sample["observers"] = [{"name": "群众", "persons": persons}]
    assert bool(_texts(run(sample), "R01", "block")) is blocked


def test_nobody_is_listed_twice(sample, run):
    sample["attendance"].append(dict(_row(sample, "王芳")))
    found = run(sample)
    assert _texts(found, "R02") == ["王芳在到会名单中出现2次，请删去多余的"]
    assert [said.field for said in found if said.code == "R02"] == [("attendance", 21)]


def test_namesakes_are_two_people(sample, run):
    for row in sample["attendance"]:
        row["name"] = row["name"].split("（")[0]
    assert _texts(run(sample), "R02") == []


def _other(sample, kind, began, ended, name="王芳"):
    return OtherMeeting(
        heading="另一个会",
        kind=kind,
        began_at=dt.time.fromisoformat(began),
        ended_at=dt.time.fromisoformat(ended),
        present=frozenset({_row(sample, name)["member"]}),
    )


@pytest.mark.parametrize(
    ("kind", "began", "ended", "clash"),
    [
        ("committee", "16:50", "17:30", False),  # begins as this one ends
        ("committee", "14:00", "15:00", False),
        ("committee", "16:49", "17:30", True),
        ("committee", "15:30", "16:00", True),
        ("lecture", "15:30", "16:00", False),  # a lecture within the members' meeting
        ("lecture", "15:00", "16:50", False),
        ("lecture", "15:30", "17:00", True),
        ("lecture", "14:59", "16:00", True),
        ("general", "15:30", "16:00", True),
    ],
)
def test_nobody_is_in_two_places_at_once(sample, run, around, kind, began, ended, clash):
    found = run(sample, replace(around, others=(_other(sample, kind, began, ended),)))
    assert bool(_texts(found, "R02", "block")) is clash


def test_a_lecture_may_lie_within_the_members_meeting(sample, run, around):
    sample["kind"] = "lecture"
    for began, ended in (("14:00", "17:00"), ("15:00", "16:50")):
        inside = replace(around, others=(_other(sample, "general", began, ended),))
        assert _texts(run(sample, inside), "R02") == []
    beside = replace(around, others=(_other(sample, "general", "16:00", "17:00"),))
    assert len(_texts(run(sample, beside), "R02")) == 1


@pytest.mark.parametrize("key", ["began_at", "ended_at"])
def test_without_its_times_a_meeting_clashes_with_nothing(sample, run, around, key):
    sample[key] = None
    other = _other(sample, "committee", "15:30", "16:00")
    assert _texts(run(sample, replace(around, others=(other,))), "R02") == []


def test_whoever_was_away_cannot_clash(sample, run, around):
    other = _other(sample, "committee", "15:00", "16:50", name="孙国强")
    assert _texts(run(sample, replace(around, others=(other,))), "R02") == []


def test_the_roster_says_who_is_missing_and_who_is_too_many(sample, run, around):
    stranger = Due("x", "新来的", "full", voting=True)
    roster = (*(p for p in around.roster if p.name != "王芳"), stranger)
    assert _texts(run(sample, replace(around, roster=roster)), "R03", "warn") == [
        "按2026年3月27日的名册，新来的也应到会，名单中没有",
        "按2026年3月27日的名册，王芳不在应到范围内，请核对后删去",
    ]


def test_the_roster_says_who_stands_otherwise(sample, run):
    _row(sample, "褚垚")["category"] = "full"
    _row(sample, "周翀")["voting"] = True
    assert _texts(run(sample), "R03") == [
        "按2026年3月27日的名册，周翀当日没有表决权，请核对",
        "按2026年3月27日的名册，褚垚当日是预备党员，请核对",
    ]


def test_without_a_roster_nothing_is_said_about_it(sample, run, around):
    sample["attendance"].pop()
    assert _texts(run(sample, replace(around, roster=None)), "R03") == []
    assert len(_texts(run(sample), "R03")) == 1


def _chair(sample, name, delegation=""):
    sample |= {"chair": _row(sample, name)["member"], "chair_name": name}
    sample["delegation"] = delegation


@pytest.mark.parametrize(
    ("name", "delegation", "lines"),
    [
        ("单伟", "", 0),
        ("解晓璟", "受支部书记单伟委托主持", 0),
        ("解晓璟", "", 1),  # the delegation is not written down
        ("王芳", "受支部书记单伟委托主持", 1),  # neither deputy nor committee
        ("王芳", "", 2),
    ],
)
def test_the_secretary_chairs_or_delegates(sample, run, name, delegation, lines):
    _chair(sample, name, delegation)
    found = [said for said in run(sample) if said.code == "R06"]
    assert [said.level for said in found] == ["warn"] * lines
    assert all(said.article == "《中国共产党支部工作条例（试行）》第十四条" for said in found)


def test_a_branch_without_committee_may_delegate_to_a_member(sample, run, around):
    _chair(sample, "王芳", "受支部书记单伟委托主持")
    small = replace(around, officers=around.officers[:1], full_members=6, committee_size=1)
    found = [said for said in run(sample, small) if said.code == "R06"]
    assert [said.level for said in found] == ["remind"]


def test_a_vacant_post_of_secretary_is_a_reminder(sample, run, around):
    found = [s for s in run(sample, replace(around, officers=())) if s.code == "R06"]
    assert [(said.level, said.field) for said in found] == [("remind", ("chair",))]


def test_chair_and_recorder_were_there(sample, run):
    _row(sample, "单伟")["state"] = "leave"
    _row(sample, "单伟")["reason"] = "出差"
    sample |= {"recorder": None, "recorder_name": "某人"}
    assert _texts(run(sample), "R06") == [
        "主持人单伟没有到会（记为请假），请核对",
        "记录人某人不在到会名单中，请核对",
    ]


def test_an_observer_may_keep_the_record(sample, run):
    sample |= {"recorder": None, "recorder_name": "局党总支副书记"}
    assert _texts(run(sample), "R06") == []


def test_a_group_is_chaired_by_its_leader(sample, run, around):
    sample["kind"] = "group"
    officers = (replace(around.roster[10], leads=True), *around.officers)
    led = replace(around, officers=officers)
    assert _texts(run(sample, led), "R06") == ["主持人单伟不是党小组组长（王芳），请写明受谁委托"]
    _chair(sample, "王芳")
    assert _texts(run(sample, led), "R06") == []
    _chair(sample, "单伟", "受组长王芳委托")
    assert _texts(run(sample, led), "R06") == []


def test_a_group_without_a_leader_is_a_reminder(sample, run):
    sample["kind"] = "group"
    found = [said for said in run(sample) if said.code == "R06"]
    assert [(said.level, said.field) for said in found] == [("remind", ("chair",))]


def test_a_chair_who_is_not_chosen_yet_is_judged_by_nothing(sample, run):
    sample.update(chair=None, chair_name="")
    assert _texts(run(sample), "R06") == []
    sample["chair_name"] = "区委来的同志"
    assert any("不是支部书记" in text for text in _texts(run(sample), "R06"))


def test_anyone_may_open_a_lecture(sample, run):
    sample["kind"] = "lecture"
    _chair(sample, "王芳")
    assert _texts(run(sample), "R06") == []


@pytest.mark.parametrize(
    ("state", "reason", "late", "level"),
    [
        ("present", "", False, None),
        ("leave", "出差", False, None),
        ("leave", "", False, "warn"),
        ("absent", "", False, "warn"),
        ("leave", "出差", True, "warn"),  # leave is asked before the meeting
        ("absent", "出差", True, "remind"),
        ("absent", "出差", False, None),
    ],
)
def test_absence_has_a_reason(sample, run, state, reason, late, level):
    _row(sample, "冯犇")["state"] = "present"
    _row(sample, "王芳").update(state=state, reason=reason, reason_late=late)
    found = [said.level for said in run(sample) if said.code == "R15"]
    assert found == ([level] if level else [])


def test_nothing_is_demanded_of_the_frail(sample, run, around):
    _row(sample, "冯犇")["state"] = "present"
    _row(sample, "王芳").update(state="absent", reason="")
    roster = tuple(replace(p, frail=p.name == "王芳") for p in around.roster)
    found = [s for s in run(sample, replace(around, roster=roster)) if s.code == "R15"]
    assert [(said.level, "年老体弱" in said.text) for said in found] == [("remind", True)]
