"""The golden cases: facts of a year, with the score and the sum in words worked out by hand."""

import pytest

from tests.assessment_cases import Case, cases

CASES = list(cases())


def test_there_are_at_least_forty_cases_and_one_for_every_item():
    assert len(CASES) >= 40
    named = {case.item for case in CASES}
    assert {item.code for item in CASES[0].sheet().scheme.items} <= named


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.where} {case.item}")
def test_a_year_scores_as_was_worked_out_by_hand(case: Case):
    assert case.found() == (case.score, case.words)
