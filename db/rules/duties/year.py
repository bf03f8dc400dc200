"""All duties of a branch in one year."""

import datetime as dt

from db.rules.duties.counted import counted, group_meetings
from db.rules.duties.coverage import coverage
from db.rules.duties.dated import items, probations, steps
from db.rules.duties.model import Duty, Facts, RulesOn
from db.rules.duties.terms import reelections, vacancies

_PARTS = (counted, group_meetings, coverage, reelections, vacancies, probations, items, steps)


def duties_of_year(facts: Facts, rules: RulesOn, year: int, today: dt.date) -> list[Duty]:
    """Return every duty of the year with its state on the day ``today``, by date.

    Records dated after ``today`` do not count yet. What has a date of its own stands in the year
    of its limit and, while it is open, in those that follow.
    """
    found = [duty for part in _PARTS for duty in part(facts, rules, year, today)]
    return sorted(found, key=lambda duty: (duty.when, duty.code, duty.key))
