"""Duties with a date of their own: items and decisions, the end of a probation, steps in a row."""

import datetime as dt
from collections.abc import Iterator

from db.rules.duties.model import (
    Duty,
    Fact,
    Facts,
    Item,
    Person,
    RulesOn,
    Start,
    State,
    rule_of,
    state_of,
)
from db.rules.duties.spells import not_wanted, noted, switched_on
from db.rules.period import add_months
from db.rules.rule import Rule
from db.rules.wording import day_text

_DAY = dt.timedelta(days=1)


def shown_in(
    year: int, begins: dt.date, due_by: dt.date | None, done_on: dt.date | None, today: dt.date
) -> bool:
    """Whether a duty with a date of its own belongs on the year's page.

    It does in the year of its limit, and in every year from its beginning until it is done.
    """
    if due_by is not None and due_by.year == year:
        return True
    stop = done_on if done_on is not None and done_on <= today else max(today, due_by or today)
    return begins.year <= year <= stop.year


def items(facts: Facts, rules: RulesOn, year: int, today: dt.date) -> Iterator[Duty]:
    """Yield the items of the lists and the decisions on no list, by their limits."""
    notes = [fact for fact in facts.records if fact.kind == "note"]
    for item in facts.items:
        rule = rule_of(item.code, rules(item.due_on))
        begins = item.due_on - rule.number("days_ahead") * _DAY
        own = [
            note.day for note in notes if note.about == item.uid and noted(item.code, rule, note)
        ]
        done_on = min(own, default=item.done_on)
        if shown_in(year, begins, item.due_on, done_on, today):
            yield _item(item, rule, begins, done_on, today)


def _item(item: Item, rule: Rule, begins: dt.date, done_on: dt.date | None, today: dt.date) -> Duty:
    done = done_on is not None and done_on <= today
    state = state_of(begins, item.due_on, today, done=done)
    why = not_wanted(rule)
    if why and not done:
        state = State.NOT_APPLICABLE
    decision = item.code == "decision" and not done
    reason = (
        "还没有列入任务清单，列入后按清单对账" if decision else _late(done_on, item.due_on, today)
    )
    return Duty(
        code=item.code,
        title=item.title,
        article=rule.source,
        period=f"{item.due_on.year}年",
        key=item.uid,
        begins=begins,
        due_by=item.due_on,
        state=state,
        records=(item.record,) if done else (),
        reason=why if state == State.NOT_APPLICABLE else reason,
        have=int(done),
        subject=item.uid,
        start=Start("meeting" if item.code == "decision" else "listed_item", "", item.record),
    )


def probations(facts: Facts, rules: RulesOn, year: int, today: dt.date) -> Iterator[Duty]:
    """Yield for each probationary member the discussion when the year of probation is over.

    发展党员工作细则 Art. 31–33: the probation lasts a year from the day of the branch meeting.
    """
    code = "probation_end"
    for person in facts.branch.people:
        if person.joined_on is None:
            continue
        rule = rule_of(code, rules(person.joined_on))
        ends = add_months(person.joined_on, rule.number("probation_months"))
        if not any(ends in span for span in person.here) or ends not in facts.branch.lives:
            continue
        begins = add_months(ends, -rule.number("months_ahead"))
        due_by = add_months(ends, rule.number("months_after"))
        notes = [fact for fact in facts.records if noted(code, rule, fact)]
        own = [note for note in notes if note.about == person.uid and note.day <= today]
        note = min(own, key=lambda each: each.day, default=None)
        done_on = min((d for d in (note and note.day, person.full_on) if d), default=None)
        if shown_in(year, begins, due_by, done_on, today):
            records = (note.uid,) if note is not None else (person.uid,)
            yield _probation(person, rule, (begins, ends, due_by), done_on, records, today)


def _probation(
    person: Person,
    rule: Rule,
    days: tuple[dt.date, dt.date, dt.date],
    done_on: dt.date | None,
    records: tuple[str, ...],
    today: dt.date,
) -> Duty:
    begins, ends, due_by = days
    done = done_on is not None and done_on <= today
    state = state_of(begins, due_by, today, done=done)
    why = not_wanted(rule)
    if why and not done:
        state = State.NOT_APPLICABLE
    vague = "（入党日期没有写到日，暂算）" if person.vague else ""
    reason = f"预备期到{day_text(ends)}满{vague}，期满后由支部大会讨论能否转正"
    return Duty(
        code="probation_end",
        title=f"{rule.title}（{person.name}）",
        article=rule.source,
        period=f"{ends.year}年",
        key=person.uid,
        begins=begins,
        due_by=due_by,
        state=state,
        records=records if done else (),
        reason=why if state == State.NOT_APPLICABLE else "" if done else reason,
        have=int(done),
        subject=person.uid,
        start=Start("meeting", "general", person.uid),
    )


def steps(facts: Facts, rules: RulesOn, year: int, today: dt.date) -> Iterator[Duty]:
    """Yield what follows from a step that was noted by hand: the next one and its limit.

    A rule names in its list ``after`` the step that it follows, in ``until`` those after which it
    is not asked for; all are of the same person. A step that was noted twice for one day is
    followed once. Nothing is asked for after a way that was given up (a fact ``ended``).
    """
    notes = [fact for fact in facts.records if fact.kind == "note" and fact.day <= today]
    ends = [fact for fact in facts.records if fact.kind == "ended" and fact.day <= today]
    followed = {(note.code, note.heading, note.day): note for note in reversed(notes)}
    for name in rules(today):
        for earlier in reversed(followed.values()):
            code = name.removeprefix("duty.")
            rule = rules(earlier.day)[name]
            if earlier.code not in rule.lists.get("after", ()):
                continue
            duty = _step(code, rule, earlier, notes, facts, today)
            stops = [n for n in notes if n.code in rule.lists.get("until", ())]
            if duty.state != State.DONE and _stopped(earlier, [*stops, *ends]):
                continue
            own = (n.day for n in notes if n.code == code and n.uid in duty.records)
            done_on = next(own, None)
            if shown_in(year, duty.begins, duty.due_by, done_on, today):
                yield duty


def _stopped(earlier: Fact, stops: list[Fact]) -> bool:
    """Whether something after a step says that nothing more is to follow it."""
    return any(n.heading == earlier.heading and n.day >= earlier.day for n in stops)


def _step(
    code: str, rule: Rule, earlier: Fact, notes: list[Fact], facts: Facts, today: dt.date
) -> Duty:
    begins, provisional = _earliest(rule, earlier.day, facts)
    limit = rule.number("limit_months")
    due_by = add_months(earlier.day, limit) if limit else None
    own = [n for n in notes if (n.code, n.heading) == (code, earlier.heading)]
    first = earlier.day + (_DAY if earlier.code == code else dt.timedelta())  # never itself
    found = min((n for n in own if n.day >= first), key=lambda n: n.day, default=None)
    state = state_of(begins, due_by, today, done=found is not None)
    if found is None and not switched_on(rule):
        state = State.NOT_APPLICABLE
    if state == State.NOT_APPLICABLE:
        reason = not_wanted(rule)
    elif found is not None and found.day < begins:
        reason = f"办得早了：最早是{day_text(begins)}，请核对"
    else:
        reason = _late(found.day if found else None, due_by, today)
    if provisional:
        reason = f"{reason}；没有这一年的节假日安排，日期暂算".removeprefix("；")
    return Duty(
        code=code,
        title=f"{rule.title}（{earlier.heading}）",
        article=rule.source,
        period=f"{(due_by or begins).year}年",
        key=f"{earlier.heading}/{earlier.day}",
        begins=begins,
        due_by=due_by,
        state=state,
        records=(found.uid,) if found is not None else (),
        reason=reason,
        have=int(found is not None),
        subject=earlier.about,
        start=Start("duty_note", code, earlier.about),
    )


def _earliest(rule: Rule, day: dt.date, facts: Facts) -> tuple[dt.date, bool]:
    """Return the first day for a step after another, and whether that is 暂算.

    Working days count from the first day itself, the step comes after the last of them.
    """
    if count := rule.number("wait_workdays"):
        last, provisional = facts.add_workdays(day - _DAY, count)
        return last + _DAY, provisional
    return add_months(day, rule.number("wait_months")), False


def _late(done_on: dt.date | None, due_by: dt.date | None, today: dt.date) -> str:
    if due_by is None:
        return ""
    if done_on is not None and due_by < done_on <= today:
        return f"办结晚于时限{(done_on - due_by).days}天"
    if done_on is None and due_by < today:
        return f"已超过时限{(today - due_by).days}天"
    return ""
