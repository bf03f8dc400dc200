"""Quorum and votes in whole numbers, by tables and by properties."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import rulebook
from db.rules.quorum import Share, may_vote
from db.rules.votes import Count, ballot_faults, passes, verdict

DAY = dt.date(2026, 3, 27)
PEOPLE = st.integers(0, 200)
CODES = ("vote.general", "vote.committee", "vote.group", "vote.admission", "vote.election")


def _rule(code: str, day: dt.date = DAY):
    return rulebook.rule(code, day)


@pytest.mark.parametrize(
    ("code", "present", "due", "may"),
    [
        ("vote.general", 9, 18, True),  # exactly half
        ("vote.general", 8, 18, False),
        ("vote.general", 9, 17, True),  # half of an odd number is 8.5
        ("vote.general", 8, 17, False),
        ("vote.general", 1, 1, True),
        ("vote.general", 0, 1, False),
        ("vote.general", 0, 0, False),  # all probationary
        ("vote.committee", 3, 5, True),
        ("vote.committee", 2, 5, False),
        ("vote.committee", 2, 4, True),
        ("vote.admission", 9, 18, False),  # must be over half
        ("vote.admission", 10, 18, True),
        ("vote.admission", 9, 17, True),
        ("vote.full_membership", 9, 18, False),
        ("vote.full_membership", 10, 18, True),
        ("vote.election", 14, 18, False),  # four fifths of 18 are 14.4
        ("vote.election", 15, 18, True),
        ("vote.election", 16, 20, True),  # exactly four fifths
        ("vote.election", 15, 20, False),
        ("vote.group", 1, 9, True),
        ("vote.group", 0, 0, False),
    ],
)
def test_a_vote_needs_enough_people(code, present, due, may):
    assert may_vote(present, due, _rule(code)).ok is may


@pytest.mark.parametrize(
    ("votes_for", "present", "due", "passed"),
    [
        (9, 14, 18, False),  # half of those due is not enough, though most of those present
        (10, 14, 18, True),
        (9, 9, 17, True),
        (8, 9, 17, False),
        (1, 1, 1, True),
        (1, 1, 2, False),
        (0, 0, 0, False),
        (0, 1, 1, False),
    ],
)
def test_a_motion_needs_more_than_half_of_those_due(votes_for, present, due, passed):
    assert passes(votes_for, present, due, _rule("vote.general")).ok is passed


def test_the_sentence_gives_the_sum():
    rule = _rule("vote.general")
    judged = verdict(Count(13, 0, 1), may_vote(14, 18, rule), 14, 18, rule)
    assert judged.label == "通过"
    assert judged.text == (
        "赞成 13 超过应到会有表决权 18 人的半数（9）；到会 14 人，达到半数，可以表决"
    )
    assert judged.rule.source == "《中国共产党支部工作条例（试行）》第十一条"


def test_the_sentence_says_how_many_are_lacking():
    rule = _rule("vote.general")
    quorum = may_vote(8, 17, rule)
    assert quorum.text == (
        "应到会有表决权党员 17 人，到会 8 人，未达到半数（8.5），至少要有 9 人到会才能表决"
    )
    judged = verdict(Count(8, 0, 0), quorum, 8, 17, rule)
    assert (judged.ok, judged.label) == (False, "不能表决")
    assert judged.text.endswith("到会 8 人，未达到半数，不能表决，至少要有 9 人")


def test_an_election_is_computed_both_ways_and_the_stricter_decides():
    rule = _rule("vote.election")
    between = passes(9, 16, 18, rule)
    assert not between.ok
    assert "未超过应到会有表决权 18 人的半数（9）" in between.text
    assert "超过实到会 16 人的半数（8）" in between.text
    assert between.text.endswith("按较严的应到会计算（待核）")
    agreed = passes(10, 16, 18, rule)
    assert agreed.ok
    assert "待核" not in agreed.text
    assert rule.source.endswith("（待核）")


def test_nobody_is_elected_where_nobody_is_present():
    assert not passes(10, 0, 18, _rule("vote.election")).ok


def test_a_vote_without_quorum_rule_says_so():
    rule = _rule("vote.group")
    judged = verdict(Count(3, 0, 0), may_vote(3, 5, rule), 3, 5, rule)
    assert judged.ok
    assert judged.text.endswith("（2.5）；没有到会人数的规定，可以表决")
    nobody = verdict(Count(0, 0, 0), may_vote(0, 0, rule), 0, 0, rule)
    assert nobody.text.endswith("没有应到会的有表决权党员，不能表决")


def test_an_election_that_is_won_says_so():
    rule = _rule("vote.election")
    assert verdict(Count(12, 3, 1), may_vote(16, 18, rule), 16, 18, rule).label == "当选"
    assert verdict(Count(9, 6, 1), may_vote(16, 18, rule), 16, 18, rule).label == "未当选"


@pytest.mark.parametrize(
    ("count", "fault"),
    [
        (Count(13, 0, 1), ""),
        (Count(0, 0, 0), ""),
        (Count(13, 1, 1), "13＋1＋1＝15 票，多于到会有表决权人数 14"),
        (Count(-1, 0, 0), "不能是负数"),
        (Count(13, 0, 1, 1), "只在接收预备党员和转正"),
    ],
)
def test_ballots_close_with_those_present(count, fault):
    faults = ballot_faults(count, 14, 4, _rule("vote.general"))
    assert bool(faults) is bool(fault)
    assert fault in "".join(faults)


@pytest.mark.parametrize(
    ("count", "fault"),
    [
        (Count(14, 0, 2, 2), ""),
        (Count(15, 0, 2, 2), "多于到会有表决权人数加书面意见 16"),
        (Count(14, 0, 5, 5), "多于未到会的有表决权党员 4 人"),
        (Count(1, 0, 0, 2), "多于总票数 1"),
    ],
)
def test_written_opinions_count_for_admission(count, fault):
    faults = ballot_faults(count, 14, 4, _rule("vote.admission"))
    assert bool(faults) is bool(fault)
    assert fault in "".join(faults)


@given(numerator=st.integers(1, 5), extra=st.integers(0, 4), over=st.booleans(), whole=PEOPLE)
def test_the_least_number_is_the_first_that_meets_the_share(numerator, extra, over, whole):
    share = Share(numerator, numerator + extra, over)
    least = share.least(whole)
    assert share.met(least, whole)
    assert not share.met(least - 1, whole)


@pytest.mark.parametrize("code", CODES)
@given(votes_for=PEOPLE, present=PEOPLE, due=PEOPLE)
def test_one_more_vote_in_favour_never_turns_passed_into_failed(code, votes_for, present, due):
    rule = _rule(code)
    before = passes(votes_for, present, due, rule)
    assert not before.ok or passes(votes_for + 1, present, due, rule).ok
    assert before.ok is (
        due > 0 and votes_for >= before.needed and (present > 0 or not _both(rule))
    )


def _both(rule) -> bool:
    return bool(rule.number("also_of_present"))


@pytest.mark.parametrize("code", CODES)
@given(present=PEOPLE, due=PEOPLE)
def test_one_more_person_present_never_loses_the_quorum(code, present, due):
    rule = _rule(code)
    if may_vote(present, due, rule).ok:
        assert may_vote(present + 1, due, rule).ok


@given(present=PEOPLE, away=PEOPLE, split=st.tuples(PEOPLE, PEOPLE))
def test_ballots_that_were_cast_always_close(present, away, split):
    against = min(split[0], present)
    abstain = min(split[1], present - against)
    count = Count(present - against - abstain, against, abstain)
    assert count.ballots == present
    assert ballot_faults(count, present, away, _rule("vote.general")) == []
    more = Count(count.votes_for + 1, against, abstain)
    assert len(ballot_faults(more, present, away, _rule("vote.general"))) == 1


@pytest.mark.parametrize(
    ("share", "whole", "words"),
    [
        (Share(1, 2, over=True), 18, "9"),
        (Share(1, 2, over=True), 17, "8.5"),
        (Share(4, 5, over=False), 18, "14.4"),
        (Share(4, 5, over=False), 20, "16"),
        (Share(2, 3, over=False), 20, "约13.3"),
    ],
)
def test_the_share_is_given_in_figures(share, whole, words):
    assert share.amount(whole) == words
