"""Facts are read from any tree, whole or half filled."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.meeting import counts, facts

STATES = ("present", "leave", "absent")
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "state": st.sampled_from(STATES),
            "category": st.sampled_from(["full", "probationary"]),
            "voting": st.booleans(),
        }
    )
)


def test_the_sample_is_counted_as_its_notes_say(sample):
    sums = counts(facts(sample))
    assert (sums.due, sums.present, sums.leave, sums.absent) == (21, 17, 3, 1)
    assert (sums.voters_due, sums.voters_present) == (18, 14)
    assert (sums.due_full, sums.due_probationary) == (19, 2)
    assert (sums.present_full, sums.present_probationary) == (15, 2)
    assert sums.observers == 2
    assert sums.text == "应到 21＝实到 17＋请假 3＋缺席 1"


@given(rows=ROWS)
def test_the_arithmetic_closes(rows):
    sums = counts(facts({"attendance": rows}))
    assert sums.present + sums.leave + sums.absent == sums.due == len(rows)
    assert sums.due_full + sums.due_probationary == sums.due
    assert sums.present_full + sums.present_probationary == sums.present
    assert sums.voters_present <= min(sums.voters_due, sums.present)


def test_observers_stand_outside_and_may_be_several_in_a_line():
    read = facts({"observers": [{"name": "积极分子", "persons": 3}, {"name": "副书记"}]})
    assert counts(read).observers == 4
    assert counts(read).due == 0


@pytest.mark.parametrize("junk", ["2026-13-40", "昨天", "", None, 20260327, [], {}])
def test_a_date_that_is_no_date_is_absent(junk):
    assert facts({"held_on": junk}).held_on is None


@pytest.mark.parametrize("junk", ["25:00", "下午三点", "", None, 15])
def test_a_time_that_is_no_time_is_absent(junk):
    assert facts({"began_at": junk}).began_at is None


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-27T09:30:00Z", dt.date(2026, 3, 27)),
        ("2026-03-27T16:30:00Z", dt.date(2026, 3, 28)),  # half past midnight in China
        (None, None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_the_day_of_entry_is_that_of_chinas_time(moment, day):
    assert facts({"entered_at": moment}).entered_on == day


def test_the_closing_words_are_no_item_and_places_stay_those_of_the_tree():
    tree = {"agenda": [{"title": "一"}, None, {"part": "closing"}, {"title": "三"}]}
    numbered = [(place, number, item.title) for place, number, item in facts(tree).items()]
    assert numbered == [(0, 1, "一"), (1, 2, ""), (3, 3, "三")]


def test_a_vote_is_held_once_a_method_or_a_figure_is_noted():
    def held(**values):
        return facts({"agenda": [values]}).agenda[0].vote.held

    assert not held(vote_method="none", votes_for=None)
    assert held(vote_method="hands")
    assert held(vote_method="none", votes_for=13)
    assert not held(vote_method="none", votes_for=0, votes_against=0, votes_abstain=0)
