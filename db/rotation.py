"""Which backups may go: all of the last days are kept, then one a day, a week, a month, a year.

A pure rule over moments; ``db.backup`` deletes by it, and only while every check has passed.
"""

import datetime as dt
from collections.abc import Hashable, Iterable

KEPT_WHOLE = dt.timedelta(days=2)
"""How long every backup stays: a slip is mostly noticed on the next day."""

DOUBTED_DAYS = 3
"""On how many days backups must have been made before the clock of those days is believed: one
that stands years ahead for a day or two must not make every other backup look old."""

DAYS, WEEKS, MONTHS = 14, 8, 12
"""How many days, weeks and months back one backup of each is kept; of each year one for ever."""


def expendable(moments: Iterable[dt.datetime], now: dt.datetime) -> set[dt.datetime]:
    """Return the moments whose backups may be deleted.

    Of every period the newest one stays, and so does what a wrong clock put into the future. The
    newest backup of all always stays. Deleting what is returned and asking again deletes nothing.
    """
    kept: dict[Hashable, dt.datetime] = {}
    found = sorted(set(moments))
    now = _believed(found, now)
    for moment in found:  # later ones take the place of earlier ones
        for period in _periods(moment, now):
            kept[period] = moment
    return set(found) - set(kept.values()) - set(found[-1:])


def _believed(found: list[dt.datetime], now: dt.datetime) -> dt.datetime:
    """Return from when ages are told: never later than the last backup before the newest days."""
    lasts = list({moment.date(): moment for moment in found}.values())  # the last of each day
    return min(now, lasts[max(0, len(lasts) - 1 - DOUBTED_DAYS)]) if lasts else now


def _periods(moment: dt.datetime, now: dt.datetime) -> Iterable[Hashable]:
    """Yield the periods for which a backup can stand."""
    age = now - moment
    if age < KEPT_WHOLE:
        yield moment
    if age < dt.timedelta(days=DAYS):
        yield ("day", moment.date())
    if age < dt.timedelta(weeks=WEEKS):
        yield ("week", *moment.isocalendar()[:2])
    if (now.year - moment.year) * 12 + now.month - moment.month < MONTHS:
        yield ("month", moment.year, moment.month)
    yield ("year", moment.year)
