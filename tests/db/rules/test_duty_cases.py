"""The golden cases of duties: facts, a day, and the state that a secretary would expect."""

import pytest

from db.rules.duties.model import State
from tests.duty_cases import Case, cases, world

CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=[case.where for case in CASES])
def test_a_duty_stands_as_the_table_says(case: Case) -> None:
    found = case.found()
    if case.state == "不列":
        assert found == []
        return
    assert found, "the duty is on no page"
    for duty in found:
        assert str(duty.state) == case.state, duty
        assert case.said in duty.reason, duty.reason
        assert all(part in duty.article for part in case.article.split("…")), duty.article


def test_there_are_cases_enough_for_every_state() -> None:
    states = [case.state for case in CASES]
    assert len(CASES) >= 60
    assert {str(state) for state in State} <= set(states)


def test_no_case_is_written_twice() -> None:
    told = [(case.facts, case.today, case.duty) for case in CASES]
    assert len(told) == len(set(told))


def test_what_is_not_a_fact_is_not_passed_over() -> None:
    with pytest.raises(ValueError, match="not a fact"):
        world("大会 2026-03-20；某事")
