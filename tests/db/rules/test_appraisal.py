"""R17: the ballots close, at most a third are 优秀, everybody is told."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import rulebook
from db.rules.appraisal import most_excellent


def _of(found, *levels):
    return [s for s in found if s.code == "R17" and s.level in (levels or ("block", "warn"))]


def _appraised(number, excellent, **values):
    return [
        {
            "member": f"m{place}",
            "name": f"党员{place}",
            "category": "full",
            "excellent": 3,
            "qualified": 5,
            "basic": 0,
            "unqualified": None,
            "grade": "excellent" if place < excellent else "qualified",
            "told_on": "2026-03-28",
        }
        | values
        for place in range(number)
    ]


@pytest.fixture
def appraisal(sample):
    """A whole record of ten people, eight valid ballots."""
    return sample | {
        "kind": "appraisal",
        "held_as": "general",
        "agenda": [],
        "eligible": 10,
        "returned": 9,
        "valid": 8,
        "conclusion": "同意评定意见。",
        "appraisals": _appraised(10, 3),
    }


def test_a_whole_record_has_nothing_against_it_and_the_third_is_said(appraisal, run):
    found = run(appraisal)
    assert _of(found) == []
    (said,) = _of(found, "ok")
    assert said.text == "优秀 3 人，没有超过三分之一（参加评议 10 人，最多 3 人）"


@pytest.mark.parametrize(
    ("number", "excellent", "blocked"),
    [(10, 3, False), (10, 4, True), (9, 3, False), (9, 4, True), (2, 0, False), (2, 1, True)],
)
def test_more_than_a_third_of_excellent_blocks(appraisal, run, number, excellent, blocked):
    appraisal |= {"eligible": number, "returned": 8, "appraisals": _appraised(number, excellent)}
    if number < 8:
        appraisal |= {"returned": number, "valid": number}
        for row in appraisal["appraisals"]:
            row |= {"excellent": 0, "qualified": number}
    found = _of(run(appraisal), "block")
    assert [s.field for s in found] == ([("appraisals",)] if blocked else [])
    assert all("超过三分之一" in s.text and "待核" in s.article for s in found)


@given(number=st.integers(0, 200))
def test_the_most_is_a_third_and_one_more_is_over(number):
    most = most_excellent(number, rulebook.rule("R17", dt.date(2026, 3, 27)))
    assert most * 3 <= number < (most + 1) * 3


@pytest.mark.parametrize(
    ("values", "field", "level"),
    [
        ({"returned": 11}, "returned", "block"),
        ({"valid": 10, "returned": 9}, "valid", "block"),
        ({"eligible": None}, "eligible", "block"),
        ({"returned": None}, "returned", "block"),
        ({"valid": None}, "valid", "block"),
        ({"returned": -1, "valid": -2}, "returned", "block"),
        ({"eligible": 12}, "eligible", "warn"),
        ({"appraisals": []}, "appraisals", "block"),
        ({"conclusion": ""}, "conclusion", "warn"),
    ],
)
def test_the_ballots_close(appraisal, run, values, field, level):
    found = [(s.field, s.level) for s in _of(run(appraisal | values))]
    assert ((field,), level) in found


def test_each_persons_ballots_are_the_valid_ones(appraisal, run):
    appraisal["appraisals"][4]["qualified"] = 4
    (said,) = _of(run(appraisal))
    assert (said.level, said.field) == ("block", ("appraisals", 4, "excellent"))
    assert said.text == "党员4的各等次票数 3＋4＋0＋0＝7，不等于有效票 8"


def test_a_person_without_ballots_is_named_a_probationary_one_need_have_none(appraisal, run):
    none = dict.fromkeys(("excellent", "qualified", "basic", "unqualified"))
    appraisal["appraisals"][4] |= none
    (said,) = _of(run(appraisal))
    assert said.text == "党员4的测评票还没有填"
    appraisal["appraisals"][4] |= {"category": "probationary", "grade": None}
    assert _of(run(appraisal)) == []


def test_more_ballots_than_people_present_is_said(appraisal, run):
    for row in appraisal["attendance"][5:]:
        row |= {"state": "leave", "reason": "出差"}
    fields = [(s.field, s.level) for s in _of(run(appraisal))]
    assert (("returned",), "warn") in fields


def test_the_result_is_told_and_not_before_the_meeting(appraisal, run):
    appraisal["appraisals"][0]["told_on"] = None
    appraisal["appraisals"][1]["told_on"] = "2026-03-26"
    found = {s.field: s.level for s in _of(run(appraisal))}
    assert found == {
        ("appraisals", 0, "told_on"): "warn",
        ("appraisals", 1, "told_on"): "warn",
    }


def test_a_full_member_without_a_grade_is_named(appraisal, run):
    appraisal["appraisals"][9]["grade"] = None
    (said,) = _of(run(appraisal))
    assert said.text == "党员9还没有评定等次"


def test_other_kinds_have_no_ballots_to_close(sample, run):
    assert _of(run(sample), "block", "warn", "ok") == []
