"""Responsibility letters, goals of a term and reports: what they begin with, what is refused."""

import pytest

from db import drafting, operations, schemes, tree
from db.errors import Invalid
from db.records import spec
from db.records.debrief import Topic

from .conftest import AT, WHO

LETTER, GOALS, DEBRIEF = spec("responsibility_letter"), spec("term_goal"), spec("debrief")
DAY = "2026-03-27"


@pytest.fixture
def below(branch):
    """The branch under a general branch."""
    kind = spec("organisation")
    above = tree.blank(kind, kind="general_branch", name="中共某局总支部委员会", short_name="总支")
    operations.save(kind, above, who=WHO, at=AT)
    record = tree.dump(kind, branch.uid) | {"parent": above["uid"]}
    operations.save(kind, record, who=WHO, at=AT)
    return branch


def test_a_letter_begins_with_both_parties_and_the_secretary(below):
    letter = drafting.new_letter(below.uid, 2026, DAY)
    assert letter["first_party"] == "中共某局总支部委员会"
    assert letter["first_name"] == ""
    assert letter["second_party"] == "中共某局第一支部委员会"
    assert (letter["second"], letter["second_name"]) == (below.members["单伟"], "单伟")
    assert letter["signed_on"] is None


def test_a_branch_without_a_general_branch_gets_a_letter_with_one_open_party(branch):
    assert drafting.new_letter(branch.uid, 2026, DAY)["first_party"] == ""


def test_the_clauses_of_a_letter_are_the_items_of_the_scheme_with_their_targets(branch):
    letter = drafting.new_letter(branch.uid, 2026, DAY)
    scheme = schemes.of_year(branch.uid, 2026)
    assert letter["scheme"] == scheme.title
    on = [item for item in scheme.scheme.items if item.on]
    assert [(row["code"], row["points"]) for row in letter["duties"]] == [
        (item.code, item.points) for item in on
    ]
    assert all(row["target"] for row in letter["duties"])
    operations.save(LETTER, letter, who=WHO, at=AT)


def test_a_scheme_without_points_gives_clauses_without_points(branch):
    plain = schemes.shipped_text("plain")
    schemes.save(branch.uid, plain, who=WHO, at=AT)
    letter = drafting.new_letter(branch.uid, 2026, DAY)
    assert letter["duties"]
    assert {row["points"] for row in letter["duties"]} == {None}


def test_last_years_letter_gives_the_method_and_own_clauses_but_no_signature(branch):
    last = tree.blank(
        LETTER,
        organisation=branch.uid,
        year=2025,
        method="按方案考核。",
        copies=3,
        signed_on="2025-01-15",
        duties=[
            {"code": "B1", "duty": "去年的条款", "target": "4次", "points": 600},
            {"code": "", "duty": "办好司法大讲堂", "target": "每季度1期", "points": None},
        ],
    )
    operations.save(LETTER, last, who=WHO, at=AT)
    stored = tree.dump(LETTER, last["uid"])
    letter = drafting.new_letter(branch.uid, 2026, DAY, stored)
    assert (letter["method"], letter["copies"]) == ("按方案考核。", 3)
    assert "去年的条款" not in [row["duty"] for row in letter["duties"]]
    own = letter["duties"][-1]
    assert (own["duty"], own["target"]) == ("办好司法大讲堂", "每季度1期")
    assert own["uid"] != stored["duties"][1]["uid"]
    assert letter["signed_on"] is None


def test_goals_are_for_the_secretary_and_the_term_of_the_committee(branch):
    goals = drafting.new_term_goal(branch.uid, DAY)
    assert goals["name"] == "单伟"
    assert (goals["began_on"], goals["ended_on"]) == ("2024-01-01", "2027-01-01")
    assert GOALS.heading(goals) == "单伟 任期目标（2024—2027年）"
    operations.save(GOALS, goals, who=WHO, at=AT)


def test_a_report_begins_with_every_topic_and_no_word(branch):
    report = drafting.new_debrief(branch.uid, 2026, DAY)
    assert [part["topic"] for part in report["parts"]] == [str(topic) for topic in Topic]
    assert not any(part["text"] for part in report["parts"])
    operations.save(DEBRIEF, report, who=WHO, at=AT)


def test_a_report_on_a_year_before_the_committee_has_nobody_put_down(branch):
    report = drafting.new_debrief(branch.uid, 2020, DAY)
    assert (report["member"], report["name"], report["post"]) == (None, "", "")


def test_a_review_of_a_goal_has_its_day(branch):
    goals = drafting.new_term_goal(branch.uid, DAY)
    goals["years"] = [{"year": 2026, "goal": "达标", "review": "fully"}]
    with pytest.raises(Invalid, match="请填写审核日期"):
        operations.save(GOALS, goals, who=WHO, at=AT)


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"voters": 20, "returned": 21}, "returned", "收回21票，多于应参加的20人"),
        ({"returned": 20, "valid": 21}, "valid", "有效21票，多于收回的20票"),
        ({"valid": 9}, "valid", "“总体评价”各等次合计10票，多于有效的9票"),
        ({"voters": -1}, "voters", "不能小于0"),
        ({"result": "good"}, "decided_on", "请填写评定日期"),
    ],
)
def test_counts_of_a_ballot_that_cannot_be_are_refused(branch, values, field, said):
    report = drafting.new_debrief(branch.uid, 2026, DAY) | values
    report["ballots"] = [{"item": "总体评价", "good": 7, "fair": 2, "average": 1, "poor": 0}]
    with pytest.raises(Invalid) as refused:
        operations.save(DEBRIEF, report, who=WHO, at=AT)
    assert said in refused.value.errors[field]


def test_as_many_ticks_as_valid_ballots_are_right(branch):
    report = drafting.new_debrief(branch.uid, 2026, DAY)
    report |= {"voters": 12, "returned": 11, "valid": 10}
    report["ballots"] = [{"item": "总体评价", "good": 7, "fair": 2, "average": 1, "poor": 0}]
    operations.save(DEBRIEF, report, who=WHO, at=AT)
