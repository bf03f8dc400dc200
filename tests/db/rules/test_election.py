"""Elections: order, time, presence, ballots and who is elected."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import rulebook
from db.rules import election
from db.rules.election import Ballots, Candidate

DAY = dt.date
LABELS = {code: code for code in election.ORDER}
RULES = rulebook.rules_on(DAY(2026, 5, 1))
RULE = RULES["vote.election"]
WHOLE = Ballots(due=20, present=16, issued=16, returned=16, valid=16, invalid=0)


def texts(found) -> str:
    return "；".join(each.text for each in found)


def candidate(votes: int | None, against: int = 0, abstain: int = 0, *, elected: bool = True):
    return Candidate("单伟", votes, against, abstain, elected)


@pytest.mark.parametrize(("present", "ok"), [(16, True), (15, False), (20, True)])
def test_four_fifths_must_be_there(present, ok):
    found = election.quorum(Ballots(20, present, None, None, None, None), RULE)
    assert found.ok is ok


@pytest.mark.parametrize(
    ("votes", "present", "due", "ok"),
    [(11, 16, 20, True), (10, 16, 20, False), (9, 16, 20, False), (8, 16, 16, False)],
)
def test_whoever_is_elected_has_both_majorities(votes, present, due, ok):
    found = election.outcome(candidate(votes), present, due, RULE)
    assert found.ok is ok
    assert "实到会" in found.text
    assert "应到会" in found.text


def test_nothing_is_judged_before_it_is_noted():
    assert election.quorum(Ballots(None, 3, None, None, None, None), RULE) is None
    assert election.outcome(candidate(None), 16, 20, RULE) is None


def test_the_next_step_follows_the_last_that_was_done():
    assert election.next_step({}) == "studied"
    done = {"studied": DAY(2026, 3, 1), "answered": DAY(2026, 3, 9)}
    assert election.next_step(done) == "nominated"
    assert election.next_step(dict.fromkeys(election.ORDER, DAY(2026, 3, 1))) is None


def test_steps_out_of_order_and_those_left_out_are_told():
    done = {"requested": DAY(2026, 4, 2), "nominated": DAY(2026, 4, 1), "held": DAY(2026, 5, 1)}
    said = texts(election.order_doubts(done, LABELS))
    assert "“nominated”的日期早于“requested”" in said
    for code in ("studied", "answered", "names_requested", "names_answered"):
        assert f"“{code}”没有登记，后面的步骤已经登记" in said
    assert "“reported”" not in said  # it is still to come
    whole = dict.fromkeys(election.ORDER[:7], DAY(2026, 5, 1))
    assert texts(election.order_doubts(whole, LABELS)) == ""


@pytest.mark.parametrize(
    ("held", "approved", "said"),
    [
        (DAY(2026, 5, 20), "", ""),
        (DAY(2026, 4, 20), "", ""),  # within a month before the end
        (DAY(2026, 4, 19), "", "提前了31天，没有写上级批准的文号"),
        (DAY(2026, 6, 20), "", "延期了31天，没有写上级批准的文号"),
        (DAY(2026, 6, 20), "5号", ""),
        (DAY(2027, 5, 20), "5号", ""),
        (DAY(2027, 5, 21), "5号", "延期了366天，超过了12个月"),
        (DAY(2025, 5, 19), "5号", "提前了366天，超过了12个月"),
        (None, "", "已经过了12天，没有写上级批准的文号"),
    ],
)
def test_an_election_before_or_after_the_end_of_the_term(held, approved, said):
    found = texts(election.time_doubts(held, DAY(2026, 5, 20), approved, DAY(2026, 6, 1), RULES))
    assert (said in found) if said else found == ""


def test_a_term_that_runs_still_is_no_doubt():
    assert not list(election.time_doubts(None, DAY(2026, 5, 20), "", DAY(2026, 5, 1), RULES))
    assert not list(election.time_doubts(DAY(2026, 5, 1), None, "", DAY(2026, 5, 1), RULES))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((20, 21, 16, 16, 16, 0), "实到会人数21，多于应到会人数20"),
        ((20, 16, 17, 16, 16, 0), "发出的选票17，多于实到会人数16"),
        ((20, 16, 16, 17, 17, 0), "收回的选票17，多于发出的选票16"),
        ((20, 16, 16, 16, 15, 0), "不等于收回的选票16"),
    ],
)
def test_people_and_ballots_close(values, said):
    assert said in texts(election.ballot_doubts(Ballots(*values), []))


@pytest.mark.parametrize("votes", [(15, 1, 1), (15, 0, 0)])
def test_the_votes_on_a_person_are_as_many_as_the_valid_ballots(votes):
    assert "与有效票16不等" in texts(election.ballot_doubts(WHOLE, [candidate(*votes)]))
    assert not list(election.ballot_doubts(WHOLE, [candidate(15, 1)]))
    assert not list(election.ballot_doubts(WHOLE, [candidate(None)]))
    open_one = Candidate("单伟", 16, None, 0, True)
    assert "没有填全" in texts(election.ballot_doubts(WHOLE, [open_one]))


def test_who_is_noted_as_elected_follows_from_the_votes():
    def said(one, presence=16):
        ballots = Ballots(20, presence, 16, 16, 16, 0)
        judged = [election.outcome(one, presence, 20, RULE)]
        return texts(election.result_doubts([one], judged, election.quorum(ballots, RULE)))

    assert said(candidate(12)) == ""
    assert "登记为当选" in said(candidate(10))
    assert "没有写得票" in said(candidate(None))
    assert said(candidate(3, elected=False)) == ""
    assert "至少要有 16 人" in said(candidate(12), presence=15)


@given(due=st.integers(1, 60), present=st.integers(0, 60), votes=st.integers(0, 60))
def test_one_more_vote_never_loses_an_election(due, present, votes):
    before = election.outcome(candidate(votes), present, due, RULE)
    after = election.outcome(candidate(votes + 1), present, due, RULE)
    assert after.ok or not before.ok


@pytest.mark.parametrize(
    ("chosen", "full", "only_leaders", "said"),
    [
        (0, 20, False, ""),
        (2, 20, False, "当选2人，应为3至5人，最多不超过7人"),
        (3, 7, False, ""),
        (7, 20, False, ""),
        (8, 20, False, "当选8人"),
        (1, 6, True, ""),
        (1, 7, True, "7人以上要设支部委员会"),
        (3, 6, False, "不足7人的支部设1名书记"),
    ],
)
def test_a_committee_has_three_to_seven_where_there_are_seven(chosen, full, only_leaders, said):
    rule = RULES["branch.committee"]
    found = list(election.size_doubts(chosen, full, rule, only_leaders=only_leaders))
    assert (said in texts(found)) if said else not found
    assert all("第六章" in each.words for each in found)
