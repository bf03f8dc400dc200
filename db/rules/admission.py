"""发展党员 step by step: what is done, what comes next and when, what is wrong (domain 1.4).

The limits are those of the duties (``duty.<step>`` in ``resources/rules/duties.toml``): which step
one follows, how long to wait, how long it may take.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.rules.period import add_months
from db.rules.rule import Rules
from db.rules.wording import day_text

AddWorkdays = Callable[[dt.date, int], tuple[dt.date, bool]]
RulesOn = Callable[[dt.date], Rules]

ORDER = (
    "application",
    "application_talk",
    "activist",
    "publicity",
    "candidate",
    "political_review",
    "training",
    "committee_review",
    "examination",
    "admission",
    "approval",
    "oath",
    "full_meeting",
    "full_approval",
    "archived",
)
_DAY = dt.timedelta(days=1)
_OF_AGE = 18
_HALF_YEAR = 6
_PROBATION = "probation_end"


@dataclass(frozen=True)
class Step:
    """One step: when it was done, else from when and until when; ``provisional`` is 暂算."""

    code: str
    done_on: dt.date | None
    begins: dt.date | None = None
    due_by: dt.date | None = None
    provisional: bool = False

    def late(self, today: dt.date) -> bool:
        """Whether it is not done though its limit is over, or was done after it."""
        return self.due_by is not None and (self.done_on or today) > self.due_by


def steps(
    done: Mapping[str, dt.date],
    extended_to: dt.date | None,
    rules_on: RulesOn,
    add_workdays: AddWorkdays,
) -> list[Step]:
    """Return all steps in order, each with its earliest and latest day where a rule gives them.

    ``extended_to`` is the day to which the year of probation was extended.
    """
    return [_step(code, done, extended_to, rules_on, add_workdays) for code in ORDER]


def _step(
    code: str,
    done: Mapping[str, dt.date],
    extended_to: dt.date | None,
    rules_on: RulesOn,
    add_workdays: AddWorkdays,
) -> Step:
    own = done.get(code)
    if code == "full_meeting" and "admission" in done:
        rule = rules_on(done["admission"])[f"duty.{_PROBATION}"]
        ends = extended_to or add_months(done["admission"], rule.number("probation_months"))
        return Step(code, own, ends, add_months(ends, rule.number("months_after")))
    anchor = max((done[each] for each in _before(code) if each in done), default=None)
    if anchor is None:
        return Step(code, own)
    known = rules_on(anchor).get(f"duty.{code}")
    follows = [each for each in known.lists.get("after", ()) if each in done] if known else []
    if known is None or not follows:
        return Step(code, own, anchor)
    day = done[follows[0]]
    begins, provisional = add_months(day, known.number("wait_months")), False
    if days := known.number("wait_workdays"):
        last, provisional = add_workdays(day - _DAY, days)  # the first day counts
        begins = last + _DAY
    limit = known.number("limit_months")
    until = add_months(day, limit) if limit else None
    return Step(code, own, max(begins, anchor), until, provisional)


def _before(code: str) -> tuple[str, ...]:
    return ORDER[: ORDER.index(code)]


def next_step(given: Sequence[Step]) -> Step | None:
    """Return the first step that is not done after the last that is, None when all is done."""
    last = max((place for place, step in enumerate(given) if step.done_on), default=-1)
    return given[last + 1] if last + 1 < len(given) else None


def doubts(
    given: Sequence[Step],
    born_on: dt.date | None,
    reviews: Sequence[dt.date],
    labels: Mapping[str, str],
    today: dt.date,
) -> Iterator[str]:
    """Yield in a sentence each what does not agree with the limits and the order of dates."""
    done = [step for step in given if step.done_on is not None]
    application = given[0].done_on
    if born_on and application and add_months(born_on, 12 * _OF_AGE) > application:
        yield f"递交入党申请书时不满{_OF_AGE}周岁，请核对出生日期"
    latest: Step | None = None
    for step in done:
        assert step.done_on is not None
        if latest is not None and latest.done_on is not None and step.done_on < latest.done_on:
            yield f"“{labels[step.code]}”早于前面的“{labels[latest.code]}”，请核对日期"
        elif step.begins is not None and step.done_on < step.begins:
            said = "（暂算）" if step.provisional else ""
            yield f"“{labels[step.code]}”办得早了，最早是{day_text(step.begins)}{said}"
        if latest is None or (latest.done_on or step.done_on) <= step.done_on:
            latest = step
    last = max((place for place, step in enumerate(given) if step.done_on), default=-1)
    for place, step in enumerate(given):
        if step.done_on is None and place < last:
            yield f"“{labels[step.code]}”没有登记，后面的步骤已经登记"
    for step in given:
        if step.late(today) and step.due_by is not None:
            verb = "办结晚于时限" if step.done_on else "已超过时限"
            yield f"“{labels[step.code]}”{verb}{day_text(step.due_by)}"
    yield from _reviews(given, reviews, today)


def _reviews(given: Sequence[Step], reviews: Sequence[dt.date], today: dt.date) -> Iterator[str]:
    """Every half-year from being an activist to the branch meeting has its review."""
    done = {step.code: step.done_on for step in given}
    begun = done["activist"]
    if begun is None:
        return
    end = min(done["admission"] or today, today)
    last = begun
    for day in [*sorted(day for day in reviews if begun <= day <= end), end]:
        if day > add_months(last, _HALF_YEAR):
            yield f"{day_text(last)}以后超过半年没有考察登记"
        last = day
