"""What is due: where the stored facts of a branch meet the rules of its duties.

Nothing is stored here. A duty is computed from the records, the roster, the rules of its time with
the branch's own changes, and the day that is asked for.
"""

import datetime as dt
import functools

from db import queries, rulebook
from db.branch import Book, OrganisationKind
from db.due import kept
from db.due.facts import gather
from db.records.rule_override import overrides_of
from db.rules.duties.model import Duty, State
from db.rules.duties.year import duties_of_year
from db.rules.rule import Rules

AHEAD = dt.timedelta(days=30)
"""How far ahead ``upcoming`` looks."""


def duties(organisation: str, year: int, today: str) -> list[Duty]:
    """Return all duties of a branch in a year as they stand on the ISO day ``today``, by date.

    An organisation that is no branch has none. Raises ``KeyError`` for one that is not there.
    """
    return _duties(organisation, (year,), dt.date.fromisoformat(today))[year]


def upcoming(organisation: str, today: str) -> list[Duty]:
    """Return what is overdue, to be done now or due within thirty days, by date (本月要办).

    Of the year before, what was still to be done in this one, if the branch kept records then; of
    the year after, what comes soon.
    """
    now = dt.date.fromisoformat(today)
    until = now + AHEAD
    before = {now.year - 1} & set(queries.years(organisation))
    years = sorted({*before, now.year, until.year})
    found = _duties(organisation, tuple(years), now)
    first = dt.date(now.year, 1, 1)
    wanted: dict[tuple[str, str], Duty] = {}
    for year in years:
        for duty in found[year]:
            soon = duty.state == State.NOT_YET and duty.when <= until
            if year < now.year and duty.due_by is not None and duty.due_by < first:
                continue
            if soon or duty.state in (State.NOW, State.OVERDUE):
                wanted[duty.code, duty.key] = duty
    return sorted(wanted.values(), key=lambda duty: (duty.when, duty.code, duty.key))


def _duties(organisation: str, years: tuple[int, ...], today: dt.date) -> dict[int, list[Duty]]:
    branch = queries.organisation(organisation)
    if branch["kind"] != OrganisationKind.BRANCH:
        return {year: [] for year in years}
    book = Book(organisation)
    overrides = kept.overrides(organisation, overrides_of(organisation))

    @functools.cache
    def rules(day: dt.date) -> Rules:
        return rulebook.rules_for(day, overrides)

    return {year: duties_of_year(gather(branch, book, year), rules, year, today) for year in years}
