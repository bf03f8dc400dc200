"""Stored meetings meet the rules: the roster of the day, the other meetings, earlier texts."""

import pytest

from db import drafting, inspection, operations, shelf, tree
from db.records import spec
from db.records.election import ElectionKind
from db.rules.rule import Finding
from db.spec import Tree

AT = "2026-03-27T09:30:00Z"
TODAY = "2026-03-30"
WHO = "单伟"
MEETING = spec("meeting")
SPOKEN = (
    "会议逐条对照检查了上一年度的整改情况，认为群众反映的窗口排队时间长、材料一次告知不清两个问题"
    "还没有完全解决，应当由服务中心牵头，每周抽查一次，抽查结果在活动室公示。"
)


def _save(record: Tree) -> Tree:
    operations.save(spec("meeting"), record, who=WHO, at=AT)
    return tree.dump(spec("meeting"), record["uid"])


def _codes(found: list[Finding], *levels: str) -> list[str]:
    return [said.code for said in found if said.level in (levels or ("block", "warn"))]


def _said(found: list[Finding], code: str) -> list[str]:
    return [said.text for said in found if said.code == code]


def _item(**values: object) -> Tree:
    return tree.blank_line(drafting.line("agenda"), **values)


@pytest.fixture
def draft(branch) -> Tree:
    """A members' meeting of the small branch, not saved, with everything that must be filled."""
    record = drafting.new_meeting(branch.uid, "general", "2026-03-27")
    record |= {
        "began_at": "15:00",
        "ended_at": "16:00",
        "recorder": branch.members["王芳"],
        "recorder_name": "王芳",
        "notice_on": "2026-03-24",
    }
    record["agenda"] = [_item(title="通报整改", report=SPOKEN, resolution="无")]
    return record


def test_an_unsaved_meeting_of_a_small_branch_has_nothing_to_block_it(draft):
    found = inspection.findings(MEETING, draft, TODAY)
    assert _codes(found, "block") == []
    assert _said(found, "R01 R04")[0].startswith("人数闭合、到会人数足够：应到 4＝实到 4")


def test_who_is_missing_and_who_is_too_many_is_said_by_name(draft, branch):
    gone = draft["attendance"].pop(1)
    draft["attendance"].append(gone | {"member": branch.uid, "name": "外人"})
    text = "".join(_said(inspection.findings(MEETING, draft, TODAY), "R03"))
    assert f"{gone['name']}也应到会" in text
    assert "外人不在应到范围内" in text


def test_the_roster_is_that_of_the_meetings_day(draft, branch):
    assert "R03" not in _codes(inspection.findings(MEETING, draft, TODAY))
    draft["held_on"] = "2025-06-20"  # 褚垚 was admitted on that very day
    said = _said(inspection.findings(MEETING, draft, TODAY), "R03")
    assert "褚垚不在应到范围内" in "".join(said)


def test_a_change_of_a_member_is_seen_at_once(draft, branch):
    assert "R03" not in _codes(inspection.findings(MEETING, draft, TODAY))
    values = {"full_on": "2025-12-20"}
    operations.set_values(
        spec("member"), branch.members["褚垚"], values, name="转正", who=WHO, at=AT
    )
    assert "褚垚当日是正式党员" in "".join(_said(inspection.findings(MEETING, draft, TODAY), "R03"))


def test_two_meetings_at_one_time_block_each_other(draft, branch):
    other = branch.meeting("group", began_at="15:30", ended_at="17:00")
    said = _said(inspection.findings(MEETING, draft, TODAY), "R02")
    assert len(said) == 1
    assert "15:30至17:00" in said[0]
    saved = _save(draft)
    assert "R02" in _codes(inspection.findings(MEETING, other, TODAY))
    operations.delete(spec("meeting"), saved["uid"], who=WHO, at=AT)
    assert "R02" not in _codes(inspection.findings(MEETING, other, TODAY))


def test_a_record_is_not_held_against_itself(draft):
    saved = _save(draft)
    assert {"R02", "R13"}.isdisjoint(_codes(inspection.findings(MEETING, saved, TODAY)))


def test_a_copied_text_names_the_earlier_record(draft, branch):
    earlier = branch.meeting("general", "2025-12-26", agenda=[_item(title="通报", report=SPOKEN)])
    said = _said(inspection.findings(MEETING, draft, TODAY), "R13")
    assert len(said) == 1
    assert "2025年12月26日" in said[0]
    assert _said(inspection.findings(MEETING, earlier, TODAY), "R13") == []


def test_a_text_of_two_years_ago_is_not_looked_at(draft, branch):
    branch.meeting("general", "2024-01-26", agenda=[_item(title="通报", report=SPOKEN)])
    assert "R13" not in _codes(inspection.findings(MEETING, draft, TODAY))


def test_a_draft_without_a_day_asks_for_it(store):
    record = tree.blank(spec("meeting"), kind="general")
    assert "没有填写会议日期" in _said(inspection.findings(MEETING, record, TODAY), "R07")


def test_all_meetings_are_checked_as_each_alone(draft, branch):
    _save(draft)
    branch.meeting("group", began_at="15:30", ended_at="17:00")
    branch.meeting("general", "2025-12-26", agenda=[_item(title="通报", report=SPOKEN)])
    branch.meeting("committee", "2026-01-09")
    inspected = inspection.findings_for_all(TODAY)
    assert [one.held_on for one in inspected] == [
        "2025-12-26", "2026-01-09", "2026-03-27", "2026-03-27",
    ]  # fmt: skip
    for one in inspected:
        alone = inspection.findings(
            spec(one.record_type), tree.dump(spec(one.record_type), one.uid), TODAY
        )
        assert list(one.findings) == alone
    assert any(said.code == "R13" for one in inspected for said in one.findings)


def test_all_meetings_may_be_narrowed_to_one_branch(draft, branch):
    _save(draft)
    assert [one.organisation for one in inspection.findings_for_all(TODAY, branch.uid)] == [
        branch.uid
    ]
    assert inspection.findings_for_all(TODAY, "another") == []


def test_a_hundred_meetings_take_no_query_each(branch, monkeypatch):
    from db.connection import database

    asked: list[str] = []
    execute = database.execute_sql

    def counting(sql: str, *args: object, **options: object) -> object:
        asked.append(sql)
        return execute(sql, *args, **options)

    def number() -> int:
        asked.clear()
        shelf._shelf = None
        inspection.findings_for_all(TODAY)
        return len(asked)

    branch.meeting("general", "2026-01-02")
    monkeypatch.setattr(database, "execute_sql", counting)
    few = number()
    for day in range(1, 21):
        branch.meeting("general", f"2026-02-{day:02}")
    assert number() == few


def test_two_meetings_with_one_number_are_told_apart(branch):
    first = branch.meeting(day="2026-03-27", number=1)
    second = branch.meeting(day="2026-04-28", number=1)
    branch.meeting(day="2025-04-28", number=1)
    branch.meeting("lecture", day="2026-04-28", number=1)

    def said(record):
        return [
            f.text for f in inspection.findings(MEETING, record, "2026-11-24") if "重复" in f.text
        ]

    assert said(first) == ["第1次与2026年4月28日的一份重复，请改次数"]
    assert said(second) == ["第1次与2026年3月27日的一份重复，请改次数"]
    assert said(second | {"number": 2}) == []
    operations.delete(spec("meeting"), first["uid"], who=WHO, at=AT)
    assert said(second) == []


def test_a_period_holds_its_own_records_from_its_first_day_to_its_last(branch):
    earlier = branch.meeting("general", "2026-03-31")
    first = branch.meeting("general", "2026-04-01", number=2)
    last = branch.meeting("committee", "2026-06-30")
    branch.meeting("committee", "2026-07-01", number=2)

    def uids(begin: str, end: str) -> list[str]:
        found = inspection.findings_of_period(branch.uid, begin, end, "2026-11-24")
        return [one.uid for one in found]

    assert uids("2026-04-01", "2026-07-01") == [first["uid"], last["uid"]]
    assert uids("2026-03-01", "2026-04-01") == [earlier["uid"]]


def test_a_period_says_of_a_record_what_the_record_says_alone(branch):
    record = branch.meeting("general", "2026-03-27", place="")
    one = next(inspection.findings_of_period(branch.uid, "2026-01-01", "2027-01-01", TODAY))
    assert list(one.findings) == inspection.findings(MEETING, record, TODAY)
    assert one.heading == "支部党员大会 2026年第1次"


def test_what_comes_step_by_step_is_checked_with_the_records(branch):
    admission, election = spec("admission"), spec("election")
    step = tree.blank_line(admission.line("steps"), step="application", done_on="2026-06-01")
    person = tree.blank(
        admission, organisation=branch.uid, name="姚珂", born_on="2010-01-01", steps=[step]
    )
    chosen = tree.blank_line(election.line("candidates"), name="路人", elected=True)
    vote = drafting.new_election(branch.uid, ElectionKind.TERM, TODAY) | {
        "seats": 1,
        "due": 3,
        "present": 4,
        "candidates": [chosen],
    }
    operations.save_many([(admission, person), (election, vote)], name="登记", who=WHO, at=AT)
    found = {one.record_type: one for one in inspection.findings_for_all(TODAY, branch.uid)}
    assert found["admission"].held_on == "2026-06-01"
    said = [f for f in found["admission"].findings if "不满18周岁" in f.text]
    assert [(f.level, f.article) for f in said] == [("warn", "《中国共产党发展党员工作细则》")]
    texts = [f.text for f in found["election"].findings]
    assert "实到会人数4，多于应到会人数3" in texts
    assert all(f.article for f in found["election"].findings)
    assert {*found} <= {one.record_type for one in inspection.findings_for_all(TODAY)}
    assert inspection.findings_for_all(TODAY, "another") == []
