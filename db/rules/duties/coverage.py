"""Duties that each member must be reached by within the year: talks and hours of study."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from db.rules.duties.model import (
    Branch,
    Duty,
    Fact,
    Facts,
    Person,
    RulesOn,
    Start,
    State,
    state_of,
)
from db.rules.duties.spells import excuse, last_day, not_wanted, spells
from db.rules.period import Period
from db.rules.rule import Rule
from db.rules.wording import names_text

_HUNDRED = 100


def coverage(facts: Facts, rules: RulesOn, year: int, today: dt.date) -> Iterator[Duty]:
    """Yield talks (教育管理条例 Art. 19) and hours (Art. 20), each with who is not reached yet."""
    for code in ("talks", "hours", "hours_committee"):
        for period, rule in spells(code, year, rules):
            yield _duty(code, rule, period, facts, rules, today)


def _duty(
    code: str, rule: Rule, period: Period, facts: Facts, rules: RulesOn, today: dt.date
) -> Duty:
    branch = facts.branch
    last = last_day(period, branch.lives)
    part = rules(period.begin)["period.part"]
    asked, late = _asked(code, branch, period, last, part)
    dated = [f for f in facts.records if f.placed in period and f.counts and f.day <= today]
    if code == "talks":
        records, missing = _talks(dated, asked)
    else:
        records, missing = _hours(dated, asked, rule.number("hours") * _HUNDRED)
    why = not_wanted(rule) or excuse(period, branch.lives, part, "党支部")
    if not asked:
        why = why or "这一年的名册上没有要求的人"
    state = state_of(period.begin, last, today, done=not missing and bool(asked))
    if why and state != State.DONE:
        state = State.NOT_APPLICABLE
    return Duty(
        code=code,
        title=rule.title,
        article=rule.source,
        period=period.label,
        key=period.key,
        begins=period.begin,
        due_by=last,
        state=state,
        records=tuple(fact.uid for fact in records),
        reason=why if state == State.NOT_APPLICABLE else _reason(asked, missing, late),
        have=len(asked) - len(missing),
        need=len(asked),
        missing=() if state == State.NOT_APPLICABLE else tuple(missing),
        start=Start("talk") if code == "talks" else Start("meeting", "lecture"),
    )


def _asked(
    code: str, branch: Branch, period: Period, last: dt.date, part: Rule
) -> tuple[list[Person], list[Person]]:
    """Return of whom the duty is asked, and who was too short a time in the branch for it.

    The roster is that of the last day of the year, whatever today is. Hours are not asked of the
    frail (教育管理条例 Art. 23), nor of anybody who is not counted as due.
    """
    asked: list[Person] = []
    late: list[Person] = []
    for person in branch.people:
        if not person.belongs(last) or any(last in span for span in person.uncounted):
            continue
        if code != "talks" and (person.frail or person.holds(last) != (code == "hours_committee")):
            continue
        share = _days(person, period) * part.number("denominator")
        enough = share >= (period.end - period.begin).days * part.number("numerator")
        (asked if enough else late).append(person)
    return asked, late


def _days(person: Person, period: Period) -> int:
    """Return for how many days of the period the person was in the branch."""
    days = (period.begin + dt.timedelta(n) for n in range((period.end - period.begin).days))
    if person.joined_on is None or person.joined_on < period.begin:
        return sum(span.days_in(period) for span in person.here)
    return sum(person.belongs(day) for day in days)


def _talks(dated: Iterable[Fact], asked: Iterable[Person]) -> tuple[list[Fact], list[str]]:
    records = [fact for fact in dated if fact.kind == "talk"]
    reached = frozenset[str]().union(*(fact.members for fact in records))
    return records, [person.name for person in asked if person.uid not in reached]


def _hours(
    dated: Iterable[Fact], asked: Iterable[Person], need: int
) -> tuple[list[Fact], list[str]]:
    records = [fact for fact in dated if fact.hours]
    sums = hours_of(records)
    missing = [
        f"{person.name}（差{_hours_text(need - sums.get(person.uid, 0))}）"
        for person in asked
        if sums.get(person.uid, 0) < need
    ]
    return records, missing


def hours_of(records: Iterable[Fact]) -> Mapping[str, int]:
    """Return the hours of each person in hundredths.

    A lecture held inside an activity is part of the activity's hours: the larger counts once.
    """
    best: dict[str, dict[str, int]] = defaultdict(dict)
    for fact in records:
        occasion = fact.occasion or fact.uid
        for member in fact.members:
            best[member][occasion] = max(best[member].get(occasion, 0), fact.hours)
    return {member: sum(hours.values()) for member, hours in best.items()}


def _hours_text(hundredths: int) -> str:
    return f"{hundredths / _HUNDRED:g}学时"


def _reason(asked: list[Person], missing: list[str], late: list[Person]) -> str:
    said = f"应{len(asked)}人，已{len(asked) - len(missing)}人"
    if missing:
        said += f"；还差{names_text(missing)}"
    if late:
        said += f"；{names_text([each.name for each in late])}到本支部不满半年，不作要求"
    return said
