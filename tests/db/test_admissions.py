"""发展党员: limits and order of the steps, mentors, reviews; the duties read the ledger."""

import pytest

from db import admissions, due, operations, queries, tree
from db.records import spec
from db.rules.duties.model import State

AT, WHO = "2026-11-24T01:00:00Z", "单伟"
STEPS = {
    "application": "2025-03-03",
    "application_talk": "2025-03-20",
    "activist": "2025-04-10",
    "publicity": "2026-06-08",
}


def person(branch, steps, **values):
    kind = spec("admission")
    made = [
        tree.blank_line(kind.line("steps"), step=step, done_on=day) for step, day in steps.items()
    ]
    values = {"name": "姚珂", "steps": made, **values}
    return tree.blank(kind, organisation=branch.uid, **values)


def seen(branch, steps, today="2026-06-10", **values):
    return admissions.applicant(person(branch, steps, **values), today)


def reviews(*days):
    return [tree.blank_line(spec("admission").line("reviews"), reviewed_on=day) for day in days]


def mentor(branch, name, role="contact"):
    line = spec("admission").line("mentors")
    return tree.blank_line(line, member=branch.members[name], role=role, name=name)


def test_after_five_working_days_of_publicity_the_next_step_may_be_taken(branch):
    step = seen(branch, STEPS).next
    assert (step.code, step.begins.isoformat()) == ("candidate", "2026-06-13")


def test_an_activist_is_trained_for_a_year_before_the_publicity(branch):
    early = {**STEPS, "publicity": "2026-04-09"}
    assert "“公示”办得早了，最早是2026年4月10日" in seen(branch, early).doubts
    assert not any("办得早了" in text for text in seen(branch, STEPS).doubts)


def test_the_meeting_comes_within_a_month_of_the_examination(branch):
    steps = {"examination": "2026-05-20"}
    found = seen(branch, steps, today="2026-06-21")
    assert found.next.code == "admission"
    assert found.next.late(found.today)
    assert "“支部大会通过接收”已超过时限2026年6月20日" in found.doubts


def test_the_probation_lasts_a_year_unless_it_is_extended(branch):
    steps = {"admission": "2025-06-20"}
    full = next(s for s in seen(branch, steps).steps if s.code == "full_meeting")
    assert full.begins.isoformat() == "2026-06-20"
    longer = seen(branch, steps, extended_to="2026-12-20").steps
    assert next(s for s in longer if s.code == "full_meeting").begins.isoformat() == "2026-12-20"


@pytest.mark.parametrize(("born", "minor"), [("2007-03-03", False), ("2007-03-04", True)])
def test_nobody_applies_before_the_eighteenth_birthday(branch, born, minor):
    found = seen(branch, STEPS, born_on=born).doubts
    assert any("18周岁" in text for text in found) is minor


def test_a_step_before_the_one_it_follows_and_a_step_left_out_are_found(branch):
    found = seen(branch, {"application": "2025-03-03", "activist": "2025-02-01"}).doubts
    assert "“确定为入党积极分子”早于前面的“递交入党申请书”，请核对日期" in found
    assert "“派人谈话”没有登记，后面的步骤已经登记" in found


def test_every_half_year_has_its_review(branch):
    found = seen(branch, STEPS, reviews=reviews("2025-10-10", "2026-04-10")).doubts
    assert not any("考察" in text for text in found)
    found = seen(branch, STEPS, reviews=reviews("2026-04-10")).doubts
    assert "2025年4月10日以后超过半年没有考察登记" in found


def test_mentors_are_full_members_of_the_day(branch):
    good = seen(branch, STEPS, mentors=[mentor(branch, "单伟")]).doubts
    assert not any("培养联系人" in text for text in good)
    bad = seen(branch, STEPS, mentors=[mentor(branch, "褚垚")]).doubts
    assert "培养联系人褚垚在2025年4月10日不是本支部的正式党员" in bad
    assert "没有登记培养联系人（1至2名正式党员）" in seen(branch, STEPS).doubts


def test_the_same_step_is_not_entered_twice(branch):
    record = person(branch, STEPS)
    record["steps"].append({**record["steps"][0], "uid": tree.new_uid()})
    assert "登记了两次" in operations.problems(spec("admission"), record)["steps"]


def test_the_duties_follow_the_ledger_without_a_note(branch):
    steps = {"application": "2026-03-03"}
    record = person(branch, steps)
    operations.save(spec("admission"), record, who=WHO, at=AT)

    def talk(today):
        found = due.duties(branch.uid, 2026, today)
        return next(d for d in found if d.code == "application_talk")

    assert talk("2026-03-20").state == State.NOW
    assert talk("2026-04-20").state == State.OVERDUE
    stored = tree.dump(spec("admission"), record["uid"])
    line = tree.blank_line(
        spec("admission").line("steps"), step="application_talk", done_on="2026-03-25"
    )
    stored["steps"].append(line)
    operations.save(spec("admission"), stored, who=WHO, at=AT)
    assert talk("2026-04-20").state == State.DONE


def test_each_half_year_asks_for_a_review_until_the_branch_meeting(branch):
    kind = spec("admission")
    record = person(branch, {"application": "2025-03-03", "activist": "2025-04-10"})
    operations.save(kind, record, who=WHO, at=AT)

    def asked(today):
        found = due.duties(branch.uid, int(today[:4]), today)
        return [(str(d.due_by), d.state) for d in found if d.code == "activist_review"]

    assert asked("2025-10-10") == [("2025-10-10", State.NOW)]
    assert asked("2025-10-11") == [("2025-10-10", State.OVERDUE)]
    stored = tree.dump(kind, record["uid"])
    stored["reviews"] = reviews("2025-10-09")
    operations.save(kind, stored, who=WHO, at=AT)
    assert asked("2025-10-11") == [("2025-10-10", State.DONE), ("2026-04-09", State.NOW)]
    assert asked("2026-04-10") == [("2026-04-09", State.OVERDUE)]
    stored = tree.dump(kind, record["uid"])
    stored["steps"].append(
        tree.blank_line(kind.line("steps"), step="admission", done_on="2026-03-27")
    )
    operations.save(kind, stored, who=WHO, at=AT)
    assert asked("2026-04-10") == []


def test_nothing_is_asked_for_after_a_way_that_was_given_up(branch):
    kind = spec("admission")
    record = person(branch, {"application": "2026-03-03"})
    operations.save(kind, record, who=WHO, at=AT)
    found = [d.code for d in due.duties(branch.uid, 2026, "2026-04-20")]
    assert "application_talk" in found
    stored = tree.dump(kind, record["uid"]) | {"ended_on": "2026-03-20", "note": "调离"}
    operations.save(kind, stored, who=WHO, at=AT)
    found = [d.code for d in due.duties(branch.uid, 2026, "2026-04-20")]
    assert "application_talk" not in found


def test_a_step_that_stands_in_the_ledger_and_in_a_note_is_followed_once(branch):
    operations.save(
        spec("admission"), person(branch, {"application": "2026-03-03"}), who=WHO, at=AT
    )
    note = tree.blank(
        spec("duty_note"),
        organisation=branch.uid,
        code="application",
        year=2026,
        name="姚珂",
        done_on="2026-03-03",
    )
    operations.save(spec("duty_note"), note, who=WHO, at=AT)
    found = [(d.code, d.key) for d in due.duties(branch.uid, 2026, "2026-04-20")]
    assert len(found) == len(set(found))


# The meetings that decided


def vote(branch, day: str, *, kind: str = "general", name: str = "罗珩", **item) -> dict:
    """Save a meeting that decided on somebody and return it."""
    record = branch.meeting(kind, day)
    line = spec("meeting").line("agenda")
    values = {
        "title": f"讨论接收{name}为预备党员",
        "matter": "admission",
        "vote_method": "ballot",
        "votes_for": 2,
        "votes_against": 0,
        "votes_abstain": 0,
    } | item
    record["agenda"] = [tree.blank_line(line, **values)]
    operations.save(spec("meeting"), record, who=WHO, at=AT)
    return record


def judged(branch, day: str, meeting: dict) -> tuple[tuple[str, ...], tuple[str, ...]]:
    record = tree.blank(
        admissions.KIND,
        organisation=branch.uid,
        name="罗珩",
        steps=[{"step": "admission", "done_on": day, "meeting": meeting["uid"]}],
    )
    operations.save(admissions.KIND, tree.normalise(admissions.KIND, record), who=WHO, at=AT)
    found = admissions.applicant(tree.dump(admissions.KIND, record["uid"]), "2026-11-24")
    return found.doubts, found.votes


def test_the_vote_of_the_meeting_is_told_with_the_step(branch):
    doubts, votes = judged(branch, "2026-10-20", vote(branch, "2026-10-20"))
    assert "支部大会通过接收" in votes[0]
    assert "通过" in votes[0]
    assert not any("会议记录" in text for text in doubts)


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        ({"votes_for": 1, "votes_against": 1}, "未通过"),
        ({"votes_abstain": None}, "票数没有填全"),
        ({"name": "别人"}, "没有接收预备党员“罗珩”的议题"),
        ({"matter": "general"}, "没有接收预备党员“罗珩”的议题"),
        ({"vote_method": "hands"}, "应当无记名投票"),
    ],
)
def test_a_meeting_that_did_not_decide_so_is_doubted(branch, item, sentence):
    doubts, votes = judged(branch, "2026-10-20", vote(branch, "2026-10-20", **item))
    assert any(sentence in text for text in doubts)
    assert votes == ()


def test_a_step_has_the_day_of_its_meeting(branch):
    doubts, _votes = judged(branch, "2026-10-21", vote(branch, "2026-10-20"))
    assert any("与会议记录的2026年10月20日不同" in text for text in doubts)


def test_both_persons_of_the_sample_are_without_a_doubt(demo):
    first = next(row["uid"] for row in queries.branches() if "第一" in row["short_name"])
    found = {each.name: each for each in admissions.applicants(first, "2026-11-24")}
    assert {name: each.doubts for name, each in found.items()} == {"罗珩": (), "褚垚": ()}
    assert found["罗珩"].next.code == "publicity"
    assert len(found["褚垚"].votes) == 2
