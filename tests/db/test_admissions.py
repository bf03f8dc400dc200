"""发展党员: limits and order of the steps, mentors, reviews; the duties read the ledger."""

import pytest

from db import admissions, due, operations, tree
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
    assert "培养联系人褚垚在2025-04-10不是本支部的正式党员" in bad
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
