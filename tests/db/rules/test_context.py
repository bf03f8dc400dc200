"""R12 and R13: what came before the meeting."""

import datetime as dt
from dataclasses import replace

import pytest

from db.rules.likeness import fingerprint
from db.rules.meeting import facts
from db.rules.surroundings import CommitteeItem, EarlierText


def _of(found, code):
    return [said for said in found if said.code == code]


@pytest.mark.parametrize(
    ("day", "title", "found"),
    [
        ("2026-03-12", "研究推荐区级“人民满意公务员”支部人选", True),
        ("2026-03-27", "研究推荐区级“人民满意公务员”支部人选", True),  # the same day
        ("2026-03-28", "研究推荐区级“人民满意公务员”支部人选", False),  # after the meeting
        ("2025-12-27", "研究推荐区级“人民满意公务员”支部人选", True),  # ninety days before
        ("2025-12-26", "研究推荐区级“人民满意公务员”支部人选", False),
        ("2026-03-12", "研究一季度党费收缴情况", False),
    ],
)
def test_an_important_matter_was_before_the_committee(sample, run, around, day, title, found):
    sample["agenda"][1]["matter"] = "important"
    items = (CommitteeItem(dt.date.fromisoformat(day), title),)
    said = _of(run(sample, replace(around, committee_items=items)), "R12")
    assert [one.field for one in said] == ([] if found else [("agenda", 1, "matter")])


def test_an_ordinary_matter_need_not_have_been(sample, run):
    assert _of(run(sample), "R12") == []


@pytest.mark.parametrize(
    ("full_members", "committee_size", "asked"),
    [(6, 1, False), (6, 2, False), (7, 1, True), (19, 4, True), (6, 3, True)],
)
def test_a_branch_too_small_for_a_committee_has_none_to_ask(
    sample, run, around, full_members, committee_size, asked
):
    sample["agenda"][1]["matter"] = "important"
    where = replace(around, full_members=full_members, committee_size=committee_size)
    assert bool(_of(run(sample, where), "R12")) is asked


@pytest.mark.parametrize(
    ("full_members", "committee_size", "said"),
    [
        (6, 1, "不足 7 人"),
        (19, 1, "只有 1 人"),
        (19, 3, ""),
        (6, 3, ""),
        (None, None, ""),
        (None, 1, ""),
        (19, None, ""),
    ],
)
def test_a_committee_meeting_needs_a_committee(
    sample, run, around, full_members, committee_size, said
):
    sample["kind"] = "committee"
    where = replace(around, full_members=full_members, committee_size=committee_size)
    found = _of(run(sample, where), "R12")
    assert bool(found) is bool(said)
    assert all(said in one.text and one.field == ("kind",) for one in found)


def _earlier(text):
    return (EarlierText("支部党员大会 2025年第4次", dt.date(2025, 12, 26), fingerprint(text)),)


def test_a_copied_record_is_named_with_its_day(sample, run, around):
    body = facts(sample).body().replace("3月", "12月")
    (said,) = _of(run(sample, replace(around, earlier_texts=_earlier(body))), "R13")
    assert "2025年12月26日“支部党员大会 2025年第4次”" in said.text
    assert said.level == "warn"


def test_a_record_of_its_own_is_left_alone(sample, run, around):
    other = "本次党课围绕为民服务宗旨展开，主讲人结合窗口工作中的三个案例作了讲解。" * 5
    assert _of(run(sample, replace(around, earlier_texts=_earlier(other))), "R13") == []


def test_a_few_words_are_not_held_against_anyone(sample, run, around):
    sample["agenda"] = [{"title": "学习", "report": "集中学习文件。", "resolution": "无"}]
    text = facts(sample).body()
    assert _of(run(sample, replace(around, earlier_texts=_earlier(text))), "R13") == []


@pytest.mark.parametrize(("length", "compared"), [(59, False), (60, True)])
def test_sixty_characters_are_enough_to_compare(sample, run, around, length, compared):
    text = "".join(chr(0x4E00 + place) for place in range(length))
    sample["agenda"] = [{"title": "学习", "report": text}]
    found = _of(run(sample, replace(around, earlier_texts=_earlier(text))), "R13")
    assert bool(found) is compared
