"""The periods of a duty in a year, the rule that each is judged by, and when none is asked for."""

import datetime as dt
from collections.abc import Iterator

from db.rules.duties.model import Fact, RulesOn, Span, rule_of
from db.rules.period import Period
from db.rules.rule import Rule
from db.rules.wording import day_text


def spells(code: str, year: int, rules: RulesOn) -> Iterator[tuple[Period, Rule]]:
    """Yield the periods of a duty in a year, each with the rule of its first day.

    They follow each other without gap or overlap. Where the length of the period changes within
    the year, the new rule holds from the first period of the new length that begins on or after
    the change; until then the old one goes on.
    """
    day, used = dt.date(year, 1, 1), None
    while day.year == year:
        rule = rule_of(code, rules(day))
        if used is None or (day.month - 1) % rule.number("months") == 0:
            used = rule
        period = Period(day, used.number("months"))
        yield period, used
        day = period.end


def switched_on(rule: Rule) -> bool:
    """Whether the duty is asked for; what is done by hand waits until the branch wants it."""
    return bool(rule.numbers.get("on", 1))


def not_wanted(rule: Rule) -> str:
    """Return why a duty is not asked for, "" when it is."""
    if switched_on(rule):
        return ""
    return f"本支部不执行这一项：{rule.local}" if rule.local else "本支部没有启用这一项"


def excuse(period: Period, lives: Span, part: Rule, noun: str) -> str:
    """Return why nothing is asked of a branch or group in the period, "" when it is.

    One that existed for less than the share of the period that ``part`` names is not asked.
    """
    days = lives.days_in(period)
    if lives.begin is not None and lives.begin >= period.end:
        return f"{noun}{day_text(lives.begin)}才成立"
    if lives.end is not None and lives.end <= period.begin:
        return f"{noun}已于{day_text(lives.end)}撤销"
    if days * part.number("denominator") >= (period.end - period.begin).days * part.number(
        "numerator"
    ):
        return ""
    if lives.begin is not None and lives.begin > period.begin:
        return f"{noun}{day_text(lives.begin)}成立，在这一期不满一半，不作要求"
    return f"{noun}{day_text(lives.end or period.end)}撤销，在这一期不满一半，不作要求"


def last_day(period: Period, lives: Span) -> dt.date:
    """Return the last day of the period on which the branch exists, or would have."""
    if lives.end is None or lives.end <= period.begin or lives.end >= period.end:
        return period.last
    return lives.end - dt.timedelta(days=1)


def noted(code: str, rule: Rule, fact: Fact) -> bool:
    """Whether the record is a note that marks this duty done by hand, where the rule allows it."""
    return bool(rule.number("by_hand")) and fact.kind == "note" and fact.code == code
