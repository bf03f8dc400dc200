"""What holds of duties whatever the facts: one state each, one period for each record."""

import datetime as dt
import functools
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import rulebook, workdays
from db.records.duty_note import DutyCode
from db.rules.duties.model import (
    Branch,
    Fact,
    Facts,
    Group,
    Held,
    Item,
    Person,
    Planned,
    RulesOn,
    Span,
    State,
    Term,
)
from db.rules.duties.spells import spells
from db.rules.duties.year import duties_of_year
from db.rules.period import Period, add_months
from db.rules.rule import Override

YEAR = 2026
OF_THE_YEAR = st.dates(dt.date(YEAR, 1, 1), dt.date(YEAR, 12, 31))
AROUND = st.dates(dt.date(YEAR - 1, 1, 1), dt.date(YEAR + 1, 12, 31))
MEETINGS = {
    "general": "general_meeting",
    "committee": "committee_meeting",
    "lecture": "lecture",
    "life": "life_meeting",
    "appraisal": "appraisal",
    "activity": "activity",
    "group": "group_meeting",
}
COUNTED = [
    str(code)
    for code in DutyCode
    if rulebook.rule(f"duty.{code}", dt.date(YEAR, 1, 1)).number("months")
]
SPANS = st.builds(Span, st.none() | AROUND, st.none()) | st.builds(Span, st.none(), AROUND)
NAMES = [f"党员{number}" for number in range(9)]


@st.composite
def facts_of(draw: st.DrawFn) -> Fact:
    kind = draw(st.sampled_from([*MEETINGS, "talk", "plan", "note"]))
    day = draw(AROUND)
    month = draw(st.none() | st.integers(1, 12)) if kind in ("activity", "note") else None
    return Fact(
        kind=kind,
        day=day,
        uid=f"{draw(st.uuids())}",
        heading="张三",
        on=dt.date(YEAR, month, 1) if month else None,
        counts=draw(st.booleans()),
        group="组" if kind == "group" else "",
        members=frozenset(draw(st.lists(st.sampled_from(NAMES), max_size=9))),
        hours=draw(st.integers(0, 6000)),
        lecturer=draw(st.sampled_from(NAMES)),
        code=draw(st.sampled_from([str(code) for code in DutyCode])),
        about=draw(st.sampled_from(["张三", "项", *NAMES])),
    )  # fmt: skip


@st.composite
def people(draw: st.DrawFn) -> Person:
    name = draw(st.sampled_from(NAMES))
    posts = st.sampled_from(["secretary", "organisation", "discipline"])
    held = st.builds(lambda span, post: Held(span.begin, span.end, post), SPANS, posts)
    joined = draw(st.dates(dt.date(2001, 1, 1), dt.date(YEAR, 12, 31)))
    return Person(
        uid=name,
        name=name,
        here=(draw(SPANS),),
        joined_on=joined,
        full_on=draw(st.none() | st.just(add_months(joined, 12))),
        frail=draw(st.booleans()),
        posts=tuple(draw(st.lists(held, max_size=2))),
    )


@st.composite
def worlds(draw: st.DrawFn) -> Facts:
    began = draw(AROUND)
    branch = Branch(
        lives=draw(SPANS),
        people=tuple(draw(st.lists(people(), max_size=9, unique_by=lambda each: each.uid))),
        groups=tuple(Group("组", "组", span) for span in draw(st.lists(SPANS, max_size=1))),
        terms=(Term("届", 1, began, add_months(began, 36)),),
        planned={month: Planned(dt.date(YEAR, month, 28)) for month in range(1, 13)},
    )
    items = st.builds(Item, st.sampled_from(["list_item", "decision"]), st.just("项"),
                      st.just("项"), st.just("任务"), AROUND, st.none() | AROUND)  # fmt: skip
    return Facts(
        branch,
        workdays.add_workdays,
        tuple(draw(st.lists(facts_of(), max_size=20))),
        tuple(draw(st.lists(items, max_size=1))),
    )


@st.composite
def changes(draw: st.DrawFn) -> list[Override]:
    own = st.builds(
        lambda code, months, times, on, day: Override(
            f"duty.{code}", {"months": months, "times": times, "on": on}, "局文件", day
        ),
        st.sampled_from(COUNTED),
        st.sampled_from([1, 3, 6, 12]),
        st.integers(1, 2),
        st.integers(0, 1),
        AROUND,
    )
    return draw(st.lists(own, max_size=4))


def ruled(overrides: list[Override]) -> RulesOn:
    return functools.cache(lambda day: rulebook.rules_for(day, overrides))


@given(facts=worlds(), overrides=changes(), today=AROUND)
def test_no_state_contradicts_what_else_the_duty_says(facts, overrides, today) -> None:
    found = duties_of_year(facts, ruled(overrides), YEAR, today)
    assert len({(duty.code, duty.key) for duty in found}) == len(found)
    for duty in found:
        assert duty.due_by is None or duty.begins <= duty.due_by
        if duty.state == State.DONE:
            assert duty.have >= duty.need
            assert not duty.missing
        elif duty.state == State.NOT_APPLICABLE:
            assert duty.reason
        else:
            assert duty.have < duty.need
            assert (duty.state == State.NOT_YET) == (today < duty.begins)
            late = duty.due_by is not None and duty.due_by < today
            assert (duty.state == State.OVERDUE) == late


@given(facts=worlds(), overrides=changes(), today=AROUND)
def test_a_record_counts_for_exactly_one_period_of_its_duty(facts, overrides, today) -> None:
    found = duties_of_year(facts, ruled(overrides), YEAR, today)
    groups = {
        group.uid
        for group in facts.branch.groups
        if group.lives.days_in(Period(dt.date(YEAR, 1, 1), 12))
    }
    for fact in facts.records:
        code = MEETINGS.get(fact.kind)
        if code is None or (code == "group_meeting" and fact.group not in groups):
            continue
        own = [duty for duty in found if duty.code == code]
        counts = fact.counts and fact.day <= today and fact.placed.year == YEAR
        assert sum(fact.uid in duty.records for duty in own) == counts
        drafted = not fact.counts and fact.placed.year == YEAR
        assert sum(fact.uid in duty.drafts for duty in own) == drafted


@given(facts=worlds(), overrides=changes(), one=AROUND, other=AROUND)
def test_what_is_done_stays_done_as_time_goes_on(facts, overrides, one, other) -> None:
    earlier, later = sorted((one, other))
    rules = ruled(overrides)
    before = {(d.code, d.key): d for d in duties_of_year(facts, rules, YEAR, earlier)}
    after = {(d.code, d.key): d for d in duties_of_year(facts, rules, YEAR, later)}
    for key, duty in before.items():
        if duty.state == State.DONE:
            assert after[key].state == State.DONE


@given(overrides=changes(), code=st.sampled_from(COUNTED))
def test_the_periods_of_a_duty_fill_the_year_however_the_rules_change(overrides, code) -> None:
    periods = [period for period, _rule in spells(code, YEAR, ruled(overrides))]
    assert periods[0].begin == dt.date(YEAR, 1, 1)
    assert periods[-1].end == dt.date(YEAR + 1, 1, 1)
    assert all(one.end == other.begin for one, other in pairwise(periods))


@given(facts=worlds(), overrides=changes(), today=AROUND)
def test_two_years_that_show_the_same_duty_agree_on_it(facts, overrides, today) -> None:
    rules = ruled(overrides)
    this = {(d.code, d.key): d for d in duties_of_year(facts, rules, YEAR, today)}
    for duty in duties_of_year(facts, rules, YEAR + 1, today):
        assert this.get((duty.code, duty.key), duty) == duty


def test_every_duty_of_the_rules_has_a_name_that_records_can_store() -> None:
    titles = {
        code.removeprefix("duty."): {rule.title for rule in group}
        for code, group in rulebook.versions().items()
        if code.startswith("duty.")
    }
    assert titles == {str(code): {code.label} for code in DutyCode}


@pytest.mark.parametrize("code", COUNTED)
def test_the_shipped_numbers_make_whole_periods(code) -> None:
    for rule in rulebook.versions()[f"duty.{code}"]:
        assert rule.number("months") in (1, 3, 6, 12)
        covers = code in ("talks", "hours", "hours_committee")
        assert covers or rule.number("times") >= 1


def test_steps_follow_steps_that_exist() -> None:
    for group in rulebook.versions().values():
        for rule in group:
            assert set(rule.lists.get("after", ())) <= {str(code) for code in DutyCode}
