"""Elections of a branch: the clock, what the roster says of candidates, the new committee."""

import pytest

from db import drafting, elections, operations, queries, tree
from db.records.election import ElectionKind

WHO, AT, TODAY = "单伟", "2026-11-24T01:00:00Z", "2026-11-24"


def new(branch, **values) -> dict:
    return drafting.new_election(branch.uid, ElectionKind.TERM, TODAY) | values


def line(branch, name: str, **values) -> dict:
    made = {"member": branch.members[name], "name": name, "elected": True} | values
    return tree.blank_line(elections.KIND.line("candidates"), **made)


def doubts(record: dict) -> str:
    return "；".join(each.text for each in elections.judged(record, TODAY).doubts)


def test_the_clock_tells_the_term_and_how_long_it_runs_still(branch):
    now = elections.clock(branch.uid, TODAY)
    assert now.left == 38
    assert now.text == "第1届，2024年1月1日至2027年1月1日，还有38天"
    assert "已超过31天" in elections.clock(branch.uid, "2027-02-01").text
    assert elections.clock(branch.uid, "2023-12-31") is None


def test_a_new_election_knows_the_present_term_and_dates_nothing(branch):
    record = new(branch)
    assert (record["number"], record["term_due_on"]) == (2, "2027-01-01")
    assert (record["held_on"], record["steps"]) == (None, [])
    filling = drafting.new_election(branch.uid, ElectionKind.VACANCY, TODAY)
    assert (filling["number"], filling["term_due_on"]) == (None, None)


def test_candidates_are_full_members_with_rights_on_the_day(branch):
    said = doubts(
        new(
            branch,
            held_on="2026-10-20",
            candidates=[line(branch, name) for name in ("单伟", "褚垚", "周翀")],
        )
    )
    assert "褚垚在2026年10月20日不是本支部的正式党员" in said
    assert "周翀在2026年10月20日没有被选举权" in said
    assert "单伟在" not in said


def test_a_secretary_has_been_a_member_for_a_year(branch):
    member = tree.dump(elections.spec("member"), branch.members["褚垚"])
    member |= {"joined_on": "2025-06-20", "full_on": "2026-06-20"}
    operations.save(elections.spec("member"), member, who=WHO, at=AT)

    def said(day: str) -> str:
        return doubts(new(branch, held_on=day, candidates=[line(branch, "褚垚", post="secretary")]))

    assert "党龄不满12个月" in said("2026-06-19")
    assert "党龄" not in said("2026-06-20")


def test_a_name_that_is_only_typed_cannot_be_checked(branch):
    typed = line(branch, "单伟") | {"member": None, "name": "路人"}
    assert "路人没有从名册里选" in doubts(new(branch, candidates=[typed]))


def test_the_votes_in_the_committee_close_as_well(branch):
    votes = {"round": "committee", "votes_for": 1, "votes_against": 0, "votes_abstain": 0}
    chosen = [line(branch, "单伟", **votes)]
    record = new(branch, committee_due=2, committee_present=2, candidates=chosen)
    assert "共1票，与实到委员2不等" in doubts(record)
    assert "多于应到委员2人" in doubts(record | {"committee_present": 3})


def test_who_was_entered_is_who_was_elected(branch):
    elected = [line(branch, n) for n in ("单伟", "王芳")]
    record = new(branch, committee=branch.committee, candidates=elected)
    assert "不一致" not in doubts(record)
    record["candidates"] = [line(branch, n) for n in ("单伟", "周翀")]
    assert "当选的人与登入的支部委员会不一致" in doubts(record)


def test_a_post_that_was_entered_was_approved(branch):
    elected = [line(branch, n) for n in ("单伟", "王芳")]
    record = new(branch, committee=branch.committee, candidates=elected)
    assert "没有登记“收到审批、备案”" in doubts(record)
    step = tree.blank_line(elections.KIND.line("steps"), step="approved", done_on="2026-10-30")
    assert "没有登记“收到审批、备案”" not in doubts(record | {"steps": [step]})


def test_a_vacancy_is_filled_in_the_committee_that_serves(branch):
    record = drafting.new_election(branch.uid, ElectionKind.VACANCY, TODAY) | {
        "held_on": "2026-10-20",
        "candidates": [
            line(branch, "周翀", post="publicity"),
            line(branch, "王芳", post="secretary"),
            line(branch, "单伟", post="secretary"),  # holds it already
        ],
    }
    made = drafting.filled_committee(record)
    assert made["uid"] == branch.committee
    held = {(r["member"], r["post"]): (r["began_on"], r["ended_on"]) for r in made["posts"]}
    assert held == {
        (branch.members["单伟"], "secretary"): (None, None),
        (branch.members["王芳"], "organisation"): (None, "2026-10-20"),
        (branch.members["王芳"], "secretary"): ("2026-10-20", None),
        (branch.members["周翀"], "publicity"): ("2026-10-20", None),
    }
    assert drafting.filled_committee(record | {"held_on": "2023-10-20"}) is None
    assert drafting.filled_committee(record | {"held_on": None}) is None


def test_more_elected_than_seats_is_told(branch):
    record = new(branch, seats=1, candidates=[line(branch, n) for n in ("单伟", "王芳")])
    assert "当选2人，多于应选名额1人" in doubts(record)


def test_the_new_committee_has_those_elected_in_their_later_post(branch):
    record = new(
        branch,
        held_on="2026-12-20",
        candidates=[
            line(branch, "单伟"),
            line(branch, "王芳"),
            line(branch, "周翀", elected=False),
            line(branch, "单伟", round="committee", post="secretary"),
        ],
    )
    made = drafting.new_committee(record)
    assert (made["number"], made["began_on"], made["due_on"]) == (2, "2026-12-20", "2029-12-20")
    posts = {row["member"]: row["post"] for row in made["posts"]}
    assert posts == {branch.members["单伟"]: "secretary", branch.members["王芳"]: "member"}
    operations.save(elections.COMMITTEE, made, who=WHO, at=AT)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"steps": [{"step": "held", "done_on": None}]}, "没有写日期"),
        ({"steps": [{"step": "held", "done_on": "2026-05-01"}] * 2}, "登记了两次"),
        ({"candidates": [{"member": None, "name": ""}]}, "没有写是谁"),
        ({"seats": 0}, "1以上"),
        ({"due": -1}, "不能小于0"),
    ],
)
def test_what_cannot_be_is_refused(branch, values, sentence):
    with pytest.raises(operations.Invalid, match=sentence):
        operations.save(
            elections.KIND, tree.normalise(elections.KIND, new(branch) | values), who=WHO, at=AT
        )


def test_the_election_of_the_sample_agrees_with_its_committee(demo):
    first = next(row["uid"] for row in queries.branches() if "第一" in row["short_name"])
    (found,) = elections.elections(first, TODAY)
    assert found.doubts == ()
    assert found.next is None
    assert found.quorum.ok
    committee = tree.dump(elections.COMMITTEE, found.record["committee"])
    later = {
        r["member"]: r["post"] for r in found.record["candidates"] if r["round"] == "committee"
    }
    assert {row["member"]: row["post"] for row in committee["posts"]} == later
