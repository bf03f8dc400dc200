"""Stored records meet the rules of duties: what counts, when, and how much is read for it."""

from collections.abc import Iterable

import pytest

from db import due, operations, tree
from db.connection import database
from db.errors import Invalid
from db.records import spec
from db.rules.duties.model import Duty, State
from db.spec import Tree

from .conftest import AT, WHO, Branch

FINAL = {"status": "final"}


def save(kind: str, branch: Branch, *, at: str = AT, **values: object) -> Tree:
    record = tree.blank(spec(kind), organisation=branch.uid, **values)
    operations.save(spec(kind), record, who=WHO, at=at)
    return tree.dump(spec(kind), record["uid"])


def one(found: Iterable[Duty], code: str, period: str = "", title: str = "") -> Duty:
    (duty,) = [d for d in found if d.code == code and period in d.period and title in d.title]
    return duty


def duty(branch: Branch, code: str, today: str, period: str = "", title: str = "") -> Duty:
    return one(due.duties(branch.uid, int(today[:4]), today), code, period, title)


@pytest.mark.parametrize(
    ("day", "time", "quarter"), [("2026-03-31", "23:59", "一"), ("2026-04-01", "00:00", "二")]
)
def test_a_meeting_counts_for_the_period_of_its_day_to_the_minute(branch, day, time, quarter):
    made = branch.meeting(day=day, began_at=time, **FINAL)
    for name in "一二":
        found = duty(branch, "general_meeting", "2026-07-01", f"第{name}季度")
        assert found.records == ((made["uid"],) if name == quarter else ())
        assert found.state == (State.DONE if name == quarter else State.OVERDUE)


def test_a_draft_is_shown_and_does_not_count_until_it_is_final(branch):
    made = branch.meeting(day="2026-03-20")
    found = duty(branch, "general_meeting", "2026-04-02", "第一季度")
    assert (found.state, found.records, found.drafts) == (State.OVERDUE, (), (made["uid"],))
    operations.save(spec("meeting"), made | FINAL, who=WHO, at=AT)
    found = duty(branch, "general_meeting", "2026-04-02", "第一季度")
    assert (found.state, found.records, found.drafts) == (State.DONE, (made["uid"],), ())


def test_what_lies_in_the_bin_is_not_shown_either(branch):
    made = branch.meeting(day="2026-03-20")
    operations.delete(spec("meeting"), made["uid"], who=WHO, at=AT)
    found = duty(branch, "general_meeting", "2026-03-20", "第一季度")
    assert (found.state, found.drafts) == (State.NOW, ())


def test_a_record_entered_late_counts_for_the_year_of_its_day_and_says_so(branch):
    branch.meeting(day="2025-12-30", **FINAL)  # the fixture enters it in November 2026
    found = one(due.duties(branch.uid, 2025, "2026-12-01"), "general_meeting", "第四季度")
    assert found.state == State.DONE
    assert "过后才录入" in found.reason
    assert duty(branch, "general_meeting", "2026-12-01", "第四季度").state == State.NOW


def test_a_small_branch_has_no_committee_meetings_but_group_meetings_of_its_own_group(branch):
    committee = duty(branch, "committee_meeting", "2026-04-01", "2026年3月")
    assert committee.state == State.NOT_APPLICABLE
    assert "正式党员3人，不足7人" in committee.reason
    made = branch.meeting("group", "2026-03-12", **FINAL)
    group = duty(branch, "group_meeting", "2026-04-01", "2026年3月", "第一党小组")
    assert (group.state, group.records) == (State.DONE, (made["uid"],))
    assert group.start == ("meeting", "group", branch.group)


def test_the_secretary_is_who_held_the_post_on_the_day(branch):
    values = {"lecturer": branch.members["王芳"], **FINAL}
    branch.meeting("lecture", "2026-03-05", **values)
    assert duty(branch, "secretary_lecture", "2026-03-31").state == State.NOW
    made = branch.meeting("lecture", "2026-03-06", **values | {"lecturer": branch.members["单伟"]})
    assert duty(branch, "secretary_lecture", "2026-03-31").records == (made["uid"],)


def activity(branch: Branch, day: str, **values: object) -> Tree:
    present = [
        {"member": uid, "name": name, "state": "absent" if name == "周翀" else "present"}
        for name, uid in branch.members.items()
    ]
    given = {"title": "主题", "held_on": day, "planned_on": day, "attendance": present} | values
    return save("activity", branch, **given, **FINAL)


def test_an_activity_counts_for_its_month_though_it_was_held_in_the_next(branch):
    made = activity(branch, "2026-03-03", planned_on="2026-02-28")
    february = duty(branch, "activity", "2026-04-01", "2026年2月")
    assert (february.state, february.records) == (State.DONE, (made["uid"],))
    assert duty(branch, "activity", "2026-04-01", "2026年3月").state == State.OVERDUE


def test_the_activity_day_follows_the_rule_of_the_branch_and_then_its_plan(branch):
    found = duty(branch, "activity", "2026-03-01", "2026年3月")
    assert str(found.planned_on) == "2026-03-28"
    assert "星期六" in found.reason
    assert "休息日" in found.reason
    own = tree.dump(spec("organisation"), branch.uid) | {"activity_shift": "next"}
    operations.save(spec("organisation"), own, who=WHO, at=AT)
    assert str(duty(branch, "activity", "2026-03-01", "2026年3月").planned_on) == "2026-03-30"
    months = [{"month": 3, "planned_on": "2026-04-02", "moved_reason": "防汛"}]
    save("activity_plan", branch, year=2026, made_on="2026-02-01", months=months)
    found = duty(branch, "activity", "2026-04-02", "2026年3月")
    assert (str(found.planned_on), str(found.due_by)) == ("2026-04-02", "2026-04-02")
    assert (found.state, "防汛" in found.reason) == (State.NOW, True)
    assert duty(branch, "plan", "2026-02-01").state == State.DONE


@pytest.mark.parametrize("kind", ["year_plan", "activity_plan"])
def test_a_plan_counts_once_it_bears_the_day_of_its_making(branch, kind):
    made = save(kind, branch, year=2026)
    found = duty(branch, "plan", "2026-04-01")
    assert (found.state, found.drafts) == (State.OVERDUE, (made["uid"],))
    operations.save(spec(kind), made | {"made_on": "2026-02-01"}, who=WHO, at=AT)
    assert duty(branch, "plan", "2026-04-01").records == (made["uid"],)


def test_hours_are_of_those_present_and_a_lecture_inside_an_activity_is_not_added(branch):
    held = activity(branch, "2026-03-28", hours=3000)
    present = held["attendance"]
    branch.meeting("lecture", "2026-03-28", attendance=present, hours=200,
                   activity=held["uid"], **FINAL)  # fmt: skip
    branch.meeting("lecture", "2026-04-02", attendance=present, hours=200, **FINAL)
    members = duty(branch, "hours", "2026-05-01")
    assert members.missing == ("周翀（差32学时）",)
    assert (members.have, members.need) == (1, 2)
    leaders = duty(branch, "hours_committee", "2026-05-01")
    assert leaders.missing == ("单伟（差24学时）", "王芳（差24学时）")


def test_talks_name_whom_nobody_has_talked_to(branch):
    both = {"talker_name": "单伟", "listener_name": "褚垚"}
    both |= {side: branch.members[both[f"{side}_name"]] for side in ("talker", "listener")}
    words = {"place": "会议室", "matter": "思想", "content": "谈"}
    save("talk", branch, held_on="2026-05-06", **both, **words)
    found = duty(branch, "talks", "2026-05-06")
    assert (found.state, found.missing) == (State.NOW, ("王芳", "周翀"))


def test_the_end_of_a_probation_is_announced_until_the_roster_has_the_full_membership(branch):
    found = duty(branch, "probation_end", "2026-07-21", title="褚垚")
    assert (found.state, found.subject) == (State.OVERDUE, branch.members["褚垚"])
    member = tree.dump(spec("member"), branch.members["褚垚"]) | {"full_on": "2026-06-25"}
    operations.save(spec("member"), member, who=WHO, at=AT)
    assert duty(branch, "probation_end", "2026-07-21", title="褚垚").state == State.DONE


def test_the_next_committee_is_called_for_six_months_ahead(branch):
    assert duty(branch, "reelection", "2026-06-30").state == State.NOT_YET
    assert duty(branch, "reelection", "2026-07-01").state == State.NOW
    made = save("committee", branch, number=2, elected_on="2026-12-20", began_on="2026-12-21")
    assert duty(branch, "reelection", "2026-12-19").state == State.NOW
    assert duty(branch, "reelection", "2026-12-20").records == (made["uid"],)


def test_a_decision_is_a_duty_until_it_is_on_the_list_and_then_the_item_is(branch):
    agenda = [{"title": "研究工作", "decisions": [{"text": "制定方案", "due_on": "2026-05-31"}]}]
    made = branch.meeting(agenda=agenda, **FINAL)
    line = made["agenda"][0]["decisions"][0]["uid"]
    found = duty(branch, "decision", "2026-05-20")
    assert (found.title, found.state, found.subject) == ("制定方案", State.NOW, line)
    item = save("listed_item", branch, year=2026, number=1, title="制定方案",
                due_on="2026-05-31", origin=line)  # fmt: skip
    duties = due.duties(branch.uid, 2026, "2026-06-02")
    assert not [each for each in duties if each.code == "decision"]
    listed = one(duties, "list_item")
    assert (listed.state, listed.reason) == (State.OVERDUE, "已超过时限2天")
    done = item | {"state": "done", "done_on": "2026-06-02"}
    operations.save(spec("listed_item"), done, who=WHO, at=AT)
    assert duty(branch, "list_item", "2026-06-01").state == State.OVERDUE
    assert duty(branch, "list_item", "2026-06-02").state == State.DONE


def test_an_open_item_of_an_earlier_year_goes_on_into_this_one(branch):
    save("listed_item", branch, year=2024, number=1, title="旧事", due_on="2024-05-31")
    save("listed_item", branch, year=2024, number=2, title="了结的事", due_on="2024-05-31",
         state="done", done_on="2024-05-30")  # fmt: skip
    found = [d for d in due.duties(branch.uid, 2026, "2026-01-05") if d.code == "list_item"]
    assert [(d.title, d.state) for d in found] == [("任务2024-01 旧事", State.OVERDUE)]


def test_dues_wait_until_the_branch_wants_them_and_a_note_marks_a_month(branch):
    assert duty(branch, "dues", "2026-04-01", "2026年3月").state == State.NOT_APPLICABLE
    save("rule_override", branch, code="dues", effective_from="2026-01-01", reason="支部会议")
    assert duty(branch, "dues", "2026-04-01", "2026年3月").state == State.OVERDUE
    note = save("duty_note", branch, code="dues", year=2026, month=3, done_on="2026-03-15")
    found = duty(branch, "dues", "2026-04-01", "2026年3月")
    assert (found.state, found.records) == (State.DONE, (note["uid"],))
    assert found.article.endswith("；本支部另有规定：支部会议")


def test_last_year_is_judged_by_the_rule_of_last_year(branch):
    branch.meeting("lecture", "2025-05-06", **FINAL)
    branch.meeting("lecture", "2026-05-06", **FINAL)
    save("rule_override", branch, code="lecture", number="months", value=6,
         effective_from="2026-01-01", reason="区直工委通知")  # fmt: skip
    quarters = [d for d in due.duties(branch.uid, 2025, "2026-12-31") if d.code == "lecture"]
    assert [d.state for d in quarters] == [State.OVERDUE, State.DONE, State.OVERDUE, State.OVERDUE]
    halves = [d for d in due.duties(branch.uid, 2026, "2026-12-31") if d.code == "lecture"]
    assert [d.state for d in halves] == [State.DONE, State.NOW]


def test_a_step_of_admission_is_followed_from_the_applicant_to_the_member(branch):
    for code in ("application_talk", "approval"):
        save("rule_override", branch, code=code, effective_from="2025-01-01", reason="组织委员提出")
    save("duty_note", branch, code="application", year=2026, name="张三", done_on="2026-03-05")
    found = duty(branch, "application_talk", "2026-04-06", title="张三")
    assert (found.state, str(found.due_by)) == (State.OVERDUE, "2026-04-05")
    save("duty_note", branch, code="admission", year=2026, name="褚垚", done_on="2026-06-20")
    save("duty_note", branch, code="approval", year=2026, member=branch.members["褚垚"],
         done_on="2026-08-01")  # fmt: skip
    assert duty(branch, "approval", "2026-08-01", title="褚垚").state == State.DONE


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("duty_note", {"code": "general_meeting"}, "由记录算出，不能登记办结"),
        ("duty_note", {"code": "dues"}, "请写明月份"),
        ("duty_note", {"code": "dues", "month": 13}, "月份是1到12"),
        ("duty_note", {"code": "letter"}, "请写明是谁"),
        ("duty_note", {"code": "summary", "year": 26}, "年度请写四位数字"),
        ("rule_override", {"code": "dues", "number": "hours", "value": 4}, "没有“学时”这个数"),
        ("rule_override", {"number": "months", "value": 4}, "1、3、6、12个月"),
        ("rule_override", {"number": "months"}, "要一起写"),
        ("rule_override", {"number": "times", "value": 0}, "不要求的请去掉“执行”"),
        ("rule_override", {"effective_to": "2026-01-01"}, "要晚于生效日期"),
        ("rule_override", {"reason": ""}, "依据和理由"),
    ],
)
def test_a_note_or_a_rule_of_its_own_that_makes_no_sense_is_refused(branch, kind, values, said):
    whole = {
        "duty_note": {"year": 2026, "done_on": "2026-03-15"},
        "rule_override": {"effective_from": "2026-01-01", "reason": "通知"},
    }[kind]
    with pytest.raises(Invalid, match=said):
        save(kind, branch, **whole | values)


def test_what_is_to_be_done_now_is_ordered_by_date_and_leaves_out_the_rest(branch):
    found = due.upcoming(branch.uid, "2026-03-30")
    assert [each.when for each in found] == sorted(each.when for each in found)
    assert {each.state for each in found} == {State.NOW, State.OVERDUE, State.NOT_YET}
    soon = [each for each in found if each.state == State.NOT_YET]
    assert all(str(each.when) <= "2026-04-29" for each in soon)
    assert "dues" not in {each.code for each in found}


def test_at_the_turn_of_the_year_the_summary_and_the_first_activity_are_not_forgotten(branch):
    branch.meeting(day="2026-03-27", **FINAL)
    january = due.upcoming(branch.uid, "2027-01-05")
    assert one(january, "summary").period == "2026年"
    assert not [d for d in january if d.code == "general_meeting" and "2026年" in d.period]
    december = due.upcoming(branch.uid, "2026-12-31")
    assert "2027年1月" in {d.period for d in december if d.code == "activity"}


def test_a_branch_that_began_its_records_this_year_is_asked_for_nothing_before(branch):
    assert "summary" not in {duty.code for duty in due.upcoming(branch.uid, "2027-01-05")}


def test_an_organisation_that_is_no_branch_has_no_duties(branch):
    parent = tree.blank(
        spec("organisation"), kind="general_branch", name="党总支", short_name="总支"
    )
    operations.save(spec("organisation"), parent, who=WHO, at=AT)
    assert due.duties(parent["uid"], 2026, "2026-03-20") == []
    with pytest.raises(KeyError):
        due.duties("not there", 2026, "2026-03-20")


def _queries(branch: Branch) -> int:
    said: list[str] = []
    database.connection().set_trace_callback(said.append)
    try:
        due.duties(branch.uid, 2026, "2026-12-31")
    finally:
        database.connection().set_trace_callback(None)
    return len([each for each in said if each.startswith("SELECT")])


def test_the_number_of_queries_does_not_grow_with_the_records(branch):
    _queries(branch)  # days off are read once for the file
    before = _queries(branch)
    for month in range(1, 11):
        activity(branch, f"2026-{month:02}-28", decisions=[{"text": "办", "due_on": "2026-12-01"}])
        branch.meeting(day=f"2026-{month:02}-05", hours=100, **FINAL)
        save("listed_item", branch, year=2026, number=month, title="事", due_on="2026-05-31")
        save("duty_note", branch, code="dues", year=2026, month=month, done_on="2026-11-15")
    _queries(branch)
    assert _queries(branch) == before <= 40
