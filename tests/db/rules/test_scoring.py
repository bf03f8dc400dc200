"""What holds of every score whatever the facts: bounds, sums, and that more done is never less."""

import datetime as dt
import functools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import rulebook
from db.rules.duties.model import Branch
from db.rules.scoring.evidence import Evidence
from db.rules.scoring.formulas import percent_text, points_text, score
from db.rules.scoring.model import (
    SHARES,
    Absence,
    Adjusted,
    Conclusion,
    Formula,
    Gap,
    Item,
    Judged,
    Measure,
    Vetoed,
)
from db.rules.scoring.sheet import line_of, scored, sum_words, total
from db.schemes import BUILT_IN, built_in
from tests.assessment_cases import World, world

SCHEME = built_in()
COUNTED = [item for item in SCHEME.items if item.counting is not Formula.MANUAL]
RUN_OUT = dt.date(2027, 2, 1)
KINDS = ("大会", "支委会", "党课", "活动", "第一小组会")


def nothing_known(today: dt.date = RUN_OUT) -> Evidence:
    rules = functools.cache(lambda day: rulebook.rules_for(day, ()))
    return Evidence(2026, today, Branch(), rules)


@st.composite
def measures(draw: st.DrawFn, item: Item) -> Measure:
    due = draw(st.integers(1, 60))
    done = draw(st.integers(0, due))
    gap = st.builds(
        Gap,
        st.sampled_from(sorted(item.deduct) or ["missing"]),
        st.just("缺"),
        times=st.integers(1, 5),
    )
    gaps = tuple(draw(st.lists(gap, max_size=6)))
    return Measure(due, done, gaps=gaps)


@given(st.data())
def test_a_score_lies_between_nothing_and_the_points_of_its_item(data):
    item = data.draw(st.sampled_from(COUNTED))
    found = score(item, data.draw(measures(item)))
    assert 0 <= found.points <= item.points
    assert found.words


@given(st.data())
def test_what_a_person_gives_lies_between_nothing_and_the_points_too(data):
    item = data.draw(st.sampled_from(SCHEME.items))
    judged = Judged(own=data.draw(st.integers(-500, 2000)), reason="理由")
    line = line_of(item, Measure(due=1), judged, SCHEME)
    assert 0 <= line.score <= item.points


@given(st.data())
def test_one_more_done_never_scores_less(data):
    item = data.draw(st.sampled_from([i for i in COUNTED if i.counting in SHARES]))
    before = data.draw(measures(item))
    if before.done < before.due:
        after = replace(before, done=before.done + 1)
        assert score(item, after).points >= score(item, before).points


@given(st.data())
def test_one_gap_less_never_scores_less(data):
    item = data.draw(st.sampled_from([i for i in COUNTED if i.deduct]))
    before = data.draw(measures(item))
    after = replace(before, gaps=before.gaps[1:])
    assert score(item, after).points >= score(item, before).points


@st.composite
def years(draw: st.DrawFn) -> dict[str, set[int]]:
    return {kind: draw(st.sets(st.integers(1, 12))) for kind in KINDS}


def told(year: dict[str, set[int]]) -> World:
    facts = ["小组 第一小组"]
    for kind, months in year.items():
        if months:
            facts.append(f"{kind} " + "、".join(f"{month}月" for month in sorted(months)))
    return world("；".join(facts))


@given(years(), st.sampled_from(KINDS), st.integers(1, 12), st.sampled_from(range(1, 13)))
def test_a_meeting_more_lowers_no_line_of_the_sheet(year, kind, month, now):
    today = dt.date(2026, now, 28)
    more = year | {kind: year[kind] | {month}}
    before, after = (
        scored(SCHEME, told(each).evidence(today, SCHEME), {}) for each in (year, more)
    )
    for old, new in zip(before.lines, after.lines, strict=True):
        if old.score is not None and new.score is not None:
            assert new.score >= old.score, (old.code, old.words, new.words)
    if before.base == after.base:
        assert after.total >= before.total


@given(st.data())
def test_switching_an_item_off_is_the_same_as_its_not_applying(data):
    item = data.draw(st.sampled_from(COUNTED))
    able = replace(item, absent=(Absence.NONE,))
    off = line_of(replace(item, on=False), Measure(due=5, done=1), Judged(), SCHEME)
    absent = line_of(able, Measure(absent=Absence.NONE, why="没有"), Judged(), SCHEME)
    others = tuple(
        line_of(other, data.draw(measures(other)), Judged(), SCHEME)
        for other in COUNTED
        if other.code != item.code
    )
    sheets = [total(SCHEME, nothing_known(), (*others, line), (), ()) for line in (off, absent)]
    for key in ("earned", "base", "converted", "total", "band"):
        assert getattr(sheets[0], key) == getattr(sheets[1], key)


@given(st.data())
def test_the_lines_add_up_to_what_the_sheet_shows(data):
    lines = tuple(line_of(item, data.draw(measures(item)), Judged(), SCHEME) for item in COUNTED)
    changes = tuple(Adjusted("x", "y", data.draw(st.integers(-900, 900)), "z") for _ in range(3))
    sheet = total(SCHEME, nothing_known(), lines, changes, ())
    assert sheet.earned == sum(line.score or 0 for line in sheet.lines)
    assert sheet.base == sum(line.points for line in sheet.lines)
    assert 0 <= sheet.converted <= SCHEME.full
    assert sheet.total == max(sheet.converted + sheet.bonus - sheet.deducted, 0)
    assert 0 <= sheet.bonus <= SCHEME.bonus_limit


def test_with_every_item_in_the_base_the_total_is_the_sum_itself():
    lines = tuple(line_of(i, Measure(due=3, done=2), Judged(), SCHEME) for i in SCHEME.items)
    sheet = total(SCHEME, nothing_known(), lines, (), ())
    assert sheet.base == SCHEME.full
    assert sheet.total == sheet.converted == sum(line.score or 0 for line in lines)


def test_without_any_item_there_is_no_total_and_no_grade():
    sheet = total(SCHEME, nothing_known(), (), (), ())
    assert (sheet.total, sheet.band) == (None, "")
    assert sum_words(sheet) == "没有适用的项目，不计分"


@pytest.mark.parametrize(
    ("points", "band"),
    [
        (9000, "优秀"),
        (8999, "良好"),
        (8000, "良好"),
        (7999, "合格"),
        (6000, "合格"),
        (5999, "不合格"),
    ],
)
def test_a_band_begins_at_its_points(points, band):
    item = replace(SCHEME.items[0], points=10000)
    line = line_of(item, Measure(), Judged(own=points, reason="理由"), SCHEME)
    assert total(SCHEME, nothing_known(), (line,), (), ()).band == band


def test_a_veto_only_ever_lowers_the_grade():
    veto = Vetoed("V1", "弄虚作假", "查实", "良好")
    item = replace(SCHEME.items[0], points=10000)
    for points, band in ((9500, "良好"), (7000, "合格")):
        line = line_of(item, Measure(), Judged(own=points, reason="理由"), SCHEME)
        assert total(SCHEME, nothing_known(), (line,), (), (veto,)).band == band


def test_a_line_says_what_a_person_has_still_to_do():
    def wants(code: str, judged: Judged, measure: Measure | None = None) -> str:
        return line_of(SCHEME.item(code), measure or Measure(), judged, SCHEME).wants

    assert wants("F1", Judged()) == "待评定"
    assert wants("F1", Judged(own=600)) == "请写评价依据"
    assert wants("F1", Judged(own=600, basis="总结")) == ""
    assert wants("B1", Judged(own=500)) == "改了分，请写理由"
    assert wants("B1", Judged(own=500, reason="与上级合开")) == ""
    assert wants("B1", Judged(own=600)) == ""  # what the records say needs no reason
    assert wants("A3", Judged()) == "待确认"
    assert wants("A3", Judged(confirmed=True, proposed=400)) == ""
    lacking = Measure(gaps=(Gap("plan", "没有年度计划"),))
    stale = wants("A3", Judged(confirmed=True, proposed=400), lacking)
    assert stale == "确认以后记录有变，请重新确认"
    assert wants("D3", Judged(), Measure(absent=Absence.NOT_KEPT, why="没有登记")) == "待评定"


def test_the_reviewed_score_goes_before_the_own_one_and_that_before_the_proposal():
    item = SCHEME.item("B1")
    given = [Judged(), Judged(own=500, reason="甲"), Judged(own=500, reviewed=400, reason="乙")]
    assert [line_of(item, Measure(), each, SCHEME).score for each in given] == [600, 500, 400]


def test_an_unknown_code_counts_for_nothing_and_is_told():
    sheet = scored(SCHEME, nothing_known(), {"X9": Judged(own=100, reason="甲")})
    assert sheet.notes == ("方案里没有“X9”，没有计入",)


@pytest.mark.parametrize("code", BUILT_IN)
def test_a_shipped_scheme_scores_a_year_of_which_nothing_is_known(code):
    sheet = scored(built_in(code), world("无").evidence(RUN_OUT, built_in(code)), {})
    assert [line.code for line in sheet.lines] == [item.code for item in built_in(code).items]
    assert sheet.band == "不合格"
    assert (sheet.total is None) == (code == "plain")


def test_without_points_what_nobody_has_judged_is_not_taken_for_done():
    plain = built_in("plain")
    lines = [line_of(item, Measure(), Judged(), plain) for item in plain.items]
    said = [line for line in lines if line.conclusion is Conclusion.OPEN]
    assert said
    assert total(plain, nothing_known(), tuple(lines), (), ()).band != "优秀"


@pytest.mark.parametrize(
    ("hundredths", "text"),
    [(0, "0"), (700, "7"), (150, "1.5"), (333, "3.33"), (5, "0.05"), (-50, "-0.5"), (1000, "10")],
)
def test_points_are_written_without_empty_places(hundredths, text):
    assert points_text(hundredths) == text


def test_a_share_is_rounded_half_up_to_one_decimal():
    assert [percent_text(*each) for each in ((2, 3), (1, 16), (1, 1))] == [
        "66.7%",
        "6.3%",
        "100.0%",
    ]
