"""The term of the committee and its posts: re-election in time, vacancies filled."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import pairwise

from db.rules.duties.counted import no_committee
from db.rules.duties.dated import shown_in
from db.rules.duties.model import (
    Branch,
    Duty,
    Facts,
    RulesOn,
    Span,
    Start,
    State,
    rule_of,
    state_of,
)
from db.rules.duties.spells import not_wanted
from db.rules.period import add_months
from db.rules.wording import day_text

_DAY = dt.timedelta(days=1)


def reelections(facts: Facts, rules: RulesOn, year: int, today: dt.date) -> Iterator[Duty]:
    """Yield for each term the election of the next one, reminded of six months ahead.

    支部工作条例 ch. 6; 基层组织选举工作条例 Art. 3.
    """
    ordered = sorted(facts.branch.terms, key=lambda term: term.began_on)
    for term, following in pairwise([*ordered, None]):
        if term is None or term.due_on not in facts.branch.lives:
            continue
        rule = rule_of("reelection", rules(term.due_on))
        begins = add_months(term.due_on, -rule.number("months_ahead"))
        done_on = (following.elected_on or following.began_on) if following else None
        if not shown_in(year, begins, term.due_on, done_on, today):
            continue
        done = done_on is not None and done_on <= today
        state = state_of(begins, term.due_on, today, done=done)
        why = not_wanted(rule)
        if why and not done:
            state = State.NOT_APPLICABLE
        elif not done:
            why = f"第{term.number}届任期到{day_text(term.due_on)}届满"
        if state == State.OVERDUE:
            why += "；延期换届经上级批准的，请把批准的届满日期写进支部委员会"
        yield Duty(
            code="reelection",
            title=rule.title,
            article=rule.source,
            period=f"第{term.number}届",
            key=term.uid,
            begins=begins,
            due_by=term.due_on,
            state=state,
            records=(following.uid,) if done and following is not None else (),
            reason="" if done else why,
            have=int(done),
            subject=term.uid,
            start=Start("election"),
        )


def vacancies(facts: Facts, rules: RulesOn, year: int, today: dt.date) -> Iterator[Duty]:
    """Yield each time in which a post of the committee was held by nobody.

    Without a committee only the secretary is asked for.
    """
    branch = facts.branch
    first, after = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    start = min((term.began_on for term in branch.terms), default=branch.lives.begin or first)
    now = rule_of("vacancy", rules(first))
    for post, title in zip(now.lists["posts"], now.lists["titles"], strict=True):
        for gap in gaps(branch, post, Span(start, branch.lives.end)):
            begins, end = gap.begin or start, gap.end
            rule = rule_of("vacancy", rules(begins))
            due_by = add_months(begins, rule.number("limit_months"))
            if begins > today or not shown_in(year, begins, due_by, end, today):
                continue
            if end is None and branch.lives.end is not None and branch.lives.end <= today:
                continue  # a branch that is no more has no post to fill
            asked_on = max(min(end or after, after) - _DAY, begins)
            why = not_wanted(rule)
            if post != "secretary":
                why = why or no_committee(branch, asked_on, rules(begins))
            if why:
                continue
            done = end is not None and end <= today
            yield Duty(
                code="vacancy",
                title=f"{rule.title}（{title}）",
                article=rule.source,
                period=f"{begins.year}年",
                key=f"{post}/{begins}",
                begins=begins,
                due_by=due_by,
                state=state_of(begins, due_by, today, done=done),
                records=tuple(_term_of(branch, end)) if done and end is not None else (),
                reason="" if done else f"{title}从{day_text(begins)}起空缺",
                have=int(done),
                start=Start("committee"),
            )


def _term_of(branch: Branch, day: dt.date) -> Iterable[str]:
    """Yield the uid of the committee of a day: the record in which the post was filled."""
    begun = [term for term in branch.terms if term.began_on <= day]
    if begun:
        yield max(begun, key=lambda term: term.began_on).uid


def gaps(branch: Branch, post: str, whole: Span) -> Iterator[Span]:
    """Yield the times within the whole in which nobody of the branch held the post, in order."""
    held = sorted(
        (max(one.begin or dt.date.min, here.begin or dt.date.min), _end(one.end, here.end))
        for person in branch.people
        for one in person.posts
        if one.post == post
        for here in person.here
    )
    free = whole.begin or dt.date.min
    for begin, end in held:
        if begin >= end:
            continue
        if free < begin and (whole.end is None or free < whole.end):
            yield Span(free, begin)
        free = max(free, end)
    if free < (whole.end or dt.date.max):
        yield Span(free, None)


def _end(one: dt.date | None, other: dt.date | None) -> dt.date:
    return min(one or dt.date.max, other or dt.date.max)
