"""What the papers of the year say of duties: short articles, dates, sums."""

import datetime as dt
import re
from collections.abc import Sequence

from db.rules.duties.glance import PER_PERSON, short_source
from db.rules.duties.model import Duty, State

_PERIOD = re.compile(r"\d{4}(-(\d\d|[QH]\d))?(/|$)")


def article(duty: Duty) -> str:
    """Return a short name of the article: 《支部工作条例》第十一条, with 待核 and 本支部规定."""
    return short_source(duty.article)


def of_people(duty: Duty) -> bool:
    """Whether the duty counts members and not meetings."""
    return duty.code in PER_PERSON


def dated(duty: Duty) -> bool:
    """Whether the duty has a date of its own and is none of a period."""
    return _PERIOD.match(duty.key) is None


def short_day(day: dt.date, year: int | None = None) -> str:
    """Return 3月27日, with its year where it is another than the paper's."""
    own = f"{day.month}月{day.day}日"
    return own if year in (None, day.year) else f"{day.year}年{own}"


def limit(duty: Duty, year: int | None = None) -> str:
    """Return by when: 12月31日前, 12月28日 (the planned day, while it can be kept), or 没有时限."""
    if duty.planned_on is not None and duty.state != State.OVERDUE:
        return short_day(duty.planned_on, year)
    return f"{short_day(duty.due_by, year)}前" if duty.due_by is not None else "没有时限"


def asked(duties: Sequence[Duty]) -> list[Duty]:
    """Return the duties that apply."""
    return [duty for duty in duties if duty.state != State.NOT_APPLICABLE]


def totals(duties: Sequence[Duty]) -> str:
    """Say how many are done and how many are not: 应办46项：已完成38项，逾期1项，…"""
    wanted = asked(duties)
    counts = [(state, sum(d.state == state for d in wanted)) for state in (
        State.DONE, State.NOW, State.OVERDUE, State.NOT_YET)]  # fmt: skip
    said = "，".join(f"{state}{count}项" for state, count in counts if count)
    return f"应办{len(wanted)}项" + (f"：{said}。" if said else "。")
