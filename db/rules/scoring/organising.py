"""组织设置: the committee and its posts, elections in time, plan and summary."""

import datetime as dt
from collections.abc import Iterator

from db.rules.duties.counted import no_committee
from db.rules.duties.model import Span, State, rule_of
from db.rules.duties.terms import gaps as vacant_times
from db.rules.period import add_months
from db.rules.scoring.evidence import Evidence
from db.rules.scoring.model import Absence, Gap, Item, Measure, Still
from db.rules.wording import day_text


def committee(evidence: Evidence, _item: Item) -> Measure:
    """The committee on the day up to which the year is judged: 支部工作条例 ch. 6."""
    day, branch = evidence.until, evidence.branch
    rules = evidence.rules(day)
    seats = sum(person.belongs(day) and person.holds(day) for person in branch.people)
    full = sum(person.full(day) for person in branch.people)
    terms = tuple(term.uid for term in branch.terms if term.began_on <= day)[-1:]
    excused = bool(no_committee(branch, day, rules))
    said = f"正式党员{full}人，" + ("不设支部委员会" if excused else f"支部委员会{seats}人")
    if not seats and not excused:
        return Measure(gaps=(Gap("none", "应设支部委员会而没有设"),), said=said)
    rule = rule_of("vacancy", rules)
    posts = zip(rule.lists["posts"], rule.lists["titles"], strict=True)
    vacant = [
        Gap("vacant", f"{title}空缺", terms)
        for post, title in posts
        if (post == "secretary" or not excused)
        and not any(p.belongs(day) and p.holds(day, post) for p in branch.people)
    ]
    still = tuple(Still(f"补选：{gap.words}") for gap in vacant if day == evidence.today)
    return Measure(gaps=tuple(vacant), uids=terms, still=still, said=said)


def election(evidence: Evidence, _item: Item) -> Measure:
    """A term that ran out in the year without a new one, a vacancy left for too long.

    An extension that was approved is entered as the new day on which the term runs out.
    """
    first, until = evidence.first, evidence.until
    terms = sorted(evidence.branch.terms, key=lambda term: term.began_on)
    found = []
    for place, term in enumerate(terms):
        later = terms[place + 1] if place + 1 < len(terms) else None
        renewed = (later.elected_on or later.began_on) if later else None
        open_until = min(renewed, until) if renewed else until
        if term.due_on < open_until and (renewed is None or renewed > first):
            words = f"第{term.number}届{day_text(term.due_on)}届满没有按期换届"
            found.append(Gap("expired", words, (term.uid,)))
    found += _vacancies(evidence)
    still = tuple(
        Still(f"{duty.title}：{duty.reason}", duty.due_by)
        for duty in evidence.of("reelection", "vacancy")
        if duty.state == State.NOW
    )
    current = next((t for t in reversed(terms) if t.began_on <= until), None)
    if current is None:
        return Measure(gaps=tuple(found), still=still, said="没有登记支部委员会的任期")
    said = f"第{current.number}届任期到{day_text(current.due_on)}"
    return Measure(gaps=tuple(found), uids=(current.uid,), still=still, said=said)


def _vacancies(evidence: Evidence) -> Iterator[Gap]:
    """Yield each post that was free in the year for longer than the rule allows."""
    branch, until = evidence.branch, evidence.until
    rules = evidence.rules(evidence.first)
    rule = rule_of("vacancy", rules)
    start = min((term.began_on for term in branch.terms), default=evidence.first)
    for post, title in zip(rule.lists["posts"], rule.lists["titles"], strict=True):
        for free in vacant_times(branch, post, Span(start, branch.lives.end)):
            begins, end = free.begin or start, free.end or dt.date.max
            limit = add_months(begins, rule.number("limit_months"))
            if end <= evidence.first or limit >= min(end, until):
                continue
            if post != "secretary" and no_committee(branch, min(end, until), rules):
                continue
            words = f"{title}从{day_text(begins)}起空缺超过{rule.number('limit_months')}个月"
            yield Gap("vacancy", words)


def plan_and_summary(evidence: Evidence, _item: Item) -> Measure:
    """The year's plan and summary, as far as their limits have passed."""
    if not any(d.state != State.NOT_APPLICABLE for d in evidence.of("plan", "summary")):
        return Measure(absent=Absence.NOT_ASKED, why="本支部不要求年度计划和总结")
    found: list[Gap] = []
    still: list[Still] = []
    uids: list[str] = []
    said: list[str] = []
    for code, name in (("plan", "计划"), ("summary", "总结")):
        duties = [d for d in evidence.of(code) if d.state != State.NOT_APPLICABLE]
        for duty in duties:
            uids += duty.records
            if duty.state == State.DONE:
                said.append(f"有年度{name}")
            elif duty.state == State.OVERDUE:
                found.append(Gap(code, f"没有年度{name}"))
            else:
                said.append(f"年度{name}没有到期")
            if duty.state == State.OVERDUE:
                still.append(Still(f"年度{name}（已过期限，补上的照实写日期）"))
            elif duty.state != State.DONE:
                still.append(Still(f"年度{name}", duty.due_by))
    return Measure(
        gaps=tuple(found),
        uids=tuple(uids),
        still=tuple(still),
        said="，".join(said),
    )
