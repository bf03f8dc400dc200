"""Duties that are counted in each month, quarter, half-year or year: so many records of a kind."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from db.rules.duties.model import (
    Branch,
    Duty,
    Fact,
    Facts,
    Planned,
    RulesOn,
    Span,
    Start,
    State,
    rule_of,
    state_of,
)
from db.rules.duties.spells import excuse, last_day, not_wanted, noted, spells
from db.rules.period import Period
from db.rules.rule import Rule, Rules
from db.rules.wording import day_text

_Counts = Callable[[Fact, Branch], bool]


def _kind(kind: str) -> _Counts:
    return lambda fact, _branch: fact.kind == kind


def _by_secretary(fact: Fact, branch: Branch) -> bool:
    return fact.kind == "lecture" and any(
        person.uid == fact.lecturer and person.holds(fact.day, "secretary")
        for person in branch.people
    )


_COUNTED: dict[str, tuple[_Counts, Start]] = {
    "general_meeting": (_kind("general"), Start("meeting", "general")),
    "committee_meeting": (_kind("committee"), Start("meeting", "committee")),
    "group_meeting": (_kind("group"), Start("meeting", "group")),
    "lecture": (_kind("lecture"), Start("meeting", "lecture")),
    "secretary_lecture": (_by_secretary, Start("meeting", "lecture")),
    "activity": (_kind("activity"), Start("activity")),
    "life_meeting": (_kind("life"), Start("meeting", "life")),
    "appraisal": (_kind("appraisal"), Start("meeting", "appraisal")),
    "plan": (_kind("plan"), Start("year_plan")),
    "plan_filing": (_kind("plan_filed"), Start("year_plan")),
}
"""What counts for a duty and what to begin for it; every other duty is marked by hand."""

_ELSEWHERE = ("group_meeting", "talks", "hours", "hours_committee")


@dataclass(frozen=True)
class _Asked:
    """One period of a duty, of whom it is asked, and ``why`` it may not be."""

    code: str
    rule: Rule
    period: Period
    lives: Span
    start: Start
    why: str
    name: str = ""
    planned: Planned | None = None


def counted(facts: Facts, rules: RulesOn, year: int, today: dt.date) -> Iterator[Duty]:
    """Yield the duties of the branch as a whole that are counted by period."""
    branch = facts.branch
    first = rules(dt.date(year, 1, 1))
    for code in (name.removeprefix("duty.") for name in first if name.startswith("duty.")):
        if code in _ELSEWHERE or not rule_of(code, first).number("months"):
            continue
        _counts, start = _COUNTED.get(code, (None, Start("duty_note", code)))
        for period, rule in spells(code, year, rules):
            why = not_wanted(rule) or _excused(code, rule, period, branch, rules)
            planned = branch.planned.get(period.begin.month) if code == "activity" else None
            asked = _Asked(code, rule, period, branch.lives, start, why, planned=planned)
            yield _duty(asked, _found(asked, facts.records, branch), today)


def group_meetings(facts: Facts, rules: RulesOn, year: int, today: dt.date) -> Iterator[Duty]:
    """Yield the meetings of each group, or one line that says that there is none."""
    code, whole = "group_meeting", Period(dt.date(year, 1, 1), 12)
    branch, start = facts.branch, _COUNTED[code][1]
    groups = [each for each in branch.groups if each.lives.days_in(whole)]
    if not groups:
        rule = rule_of(code, rules(whole.begin))
        yield _duty(_Asked(code, rule, whole, branch.lives, start, "本支部没有设党小组"), [], today)
    for group in groups:
        lives, own = group.lives.within(branch.lives), start._replace(uid=group.uid)
        records = [fact for fact in facts.records if fact.group == group.uid]
        for period, rule in spells(code, year, rules):
            why = not_wanted(rule) or excuse(period, lives, _part(period, rules), group.name)
            asked = _Asked(code, rule, period, lives, own, why, group.name)
            yield _duty(asked, _found(asked, records, branch), today)


def _found(asked: _Asked, records: Iterable[Fact], branch: Branch) -> list[Fact]:
    counts, _start = _COUNTED.get(asked.code, (None, None))
    return [
        fact
        for fact in records
        if fact.placed in asked.period
        and ((counts is not None and counts(fact, branch)) or noted(asked.code, asked.rule, fact))
    ]


def _part(period: Period, rules: RulesOn) -> Rule:
    return rules(period.begin)["period.part"]


def _excused(code: str, rule: Rule, period: Period, branch: Branch, rules: RulesOn) -> str:
    lives = branch.lives
    if why := excuse(period, lives, _part(period, rules), "党支部"):
        return why
    first = _first_day(rule, period)
    if lives.end is not None and lives.end <= first:
        return f"党支部已于{day_text(lives.end)}撤销，还没有到办理的时候"
    if code == "committee_meeting":
        return no_committee(branch, last_day(period, lives), rules(period.begin))
    return ""


def no_committee(branch: Branch, day: dt.date, rules: Rules) -> str:
    """Return why the branch has no committee on the day, "" when it has or must have one.

    Under seven full members there is a secretary, and the members' meeting does the committee's
    work (支部工作条例 ch. 6); a committee that was elected nevertheless goes on.
    """
    rule = rules["branch.committee"]
    full = sum(person.full(day) for person in branch.people)
    seats = sum(person.belongs(day) and person.holds(day) for person in branch.people)
    if full >= rule.number("full_members") or seats >= rule.number("smallest"):
        return ""
    return (
        f"正式党员{full}人，不足{rule.number('full_members')}人，不设支部委员会，"
        "由支部党员大会履行职责"
    )


def _duty(asked: _Asked, found: list[Fact], today: dt.date) -> Duty:
    rule, period, planned = asked.rule, asked.period, asked.planned
    done = [fact for fact in found if fact.counts and fact.day <= today]
    drafts = [fact for fact in found if not fact.counts]
    need, subject = rule.number("times"), asked.start.uid
    begins, due_by = _limits(asked)
    state = state_of(begins, due_by, today, done=len(done) >= need)
    if asked.why and state != State.DONE:
        state = State.NOT_APPLICABLE
    return Duty(
        code=asked.code,
        title=f"{rule.title}（{asked.name}）" if asked.name else rule.title,
        article=rule.source,
        period=period.label,
        key=f"{period.key}/{subject}" if subject else period.key,
        begins=begins,
        due_by=due_by,
        state=state,
        records=tuple(fact.uid for fact in done),
        drafts=tuple(fact.uid for fact in drafts),
        reason=asked.why if state == State.NOT_APPLICABLE else _told(asked, done, drafts, state),
        have=len(done),
        need=need,
        subject=subject,
        planned_on=planned.day if planned is not None else None,
        start=asked.start,
    )


def _first_day(rule: Rule, period: Period) -> dt.date:
    """Return the first day of the month from which a duty is to be done, within its period."""
    month = rule.number("from_month")
    first = period.begin.replace(month=month) if month else period.begin
    return first if first in period else period.begin


def _limits(asked: _Asked) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a duty: a limit that had passed before is none."""
    rule, period, lives = asked.rule, asked.period, asked.lives
    last = last_day(period, lives)
    begins = _first_day(rule, period)
    if lives.begin is not None and lives.begin in period:
        begins = max(begins, lives.begin)
    begins = min(begins, last)
    if month := rule.number("until_month"):
        until = Period(period.begin.replace(month=month), 1).last
        last = until if begins <= until <= last else last
    if asked.planned is not None:
        last = max(last, asked.planned.day)
    return begins, last + dt.timedelta(days=rule.number("days_after"))


def _told(asked: _Asked, done: list[Fact], drafts: list[Fact], state: State) -> str:
    """Say what the numbers do not: what is only a draft, what was entered late, the fixed day."""
    need, end = asked.rule.number("times"), asked.period.end
    said = []
    if 0 < len(done) < need:
        said.append(f"已有{len(done)}次，还差{need - len(done)}次")
    if late := [f for f in done if f.entered_on is not None and f.entered_on >= end]:
        said.append(f"其中{len(late)}份是这一期过后才录入的")
    if drafts:
        said.append(f"有{len(drafts)}份草稿，定稿后才计入")
    if asked.planned is not None and asked.planned.note and state != State.DONE:
        said.append(asked.planned.note)
    return "；".join(said)
