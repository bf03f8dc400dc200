"""What is known of a branch and year when it is scored: duties, finished records, lists, ballots.

Nothing is counted twice: the duties come from ``db.rules.duties``, findings from the checks.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from db.rules.duties.model import Branch, Duty, RulesOn
from db.rules.rule import Finding

BLOCKING = ("block",)
SERIOUS = ("block", "warn")


@dataclass(frozen=True)
class Occasion:
    """A finished meeting or activity of the year with what the checks say of it.

    ``issues`` counts the problems on the list of 组织生活会. ``excellent`` are those whom
    民主评议党员 graded 优秀, ``most_excellent`` how many might be; ``service`` marks 志愿服务.
    """

    uid: str
    heading: str
    kind: str
    day: dt.date
    findings: tuple[Finding, ...] = ()
    signed: bool = True
    issues: int = 0
    excellent: int = 0
    most_excellent: int = 0
    service: bool = False

    def found(self, levels: tuple[str, ...], *codes: str) -> tuple[Finding, ...]:
        """Return the findings of these checks at these levels."""
        return tuple(f for f in self.findings if f.code in codes and f.level in levels)


@dataclass(frozen=True)
class Listed:
    """An item of the lists with a limit; ``inspected`` when 督查 or 巡察 found the problem."""

    uid: str
    heading: str
    due_on: dt.date
    done_on: dt.date | None = None
    inspected: bool = False


class Signed(NamedTuple):
    """A responsibility letter of the year and the day on which it was signed."""

    uid: str
    signed_on: dt.date | None


class Reviewed(NamedTuple):
    """A secretary's report of the year: when it was given, how it was rated ("" not yet)."""

    uid: str
    held_on: dt.date | None
    result: str = ""


class Votes(NamedTuple):
    """Ballots counted by grade: 好、较好、一般、差."""

    good: int = 0
    fair: int = 0
    average: int = 0
    poor: int = 0

    @property
    def valid(self) -> int:
        """How many grades were given."""
        return sum(self)


@dataclass(frozen=True)
class Contacts:
    """What the leader of the branch's contact point planned and did; ``planned`` None: no point."""

    planned: int | None = None
    visits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """The year of a branch as it stands on ``today``.

    ``attendance`` are the people present and those due over the year's records, in ``attended``.
    ``owing`` counts by month (1 to 12) who owes dues, of a branch that keeps their ledger.
    """

    year: int
    today: dt.date
    branch: Branch
    rules: RulesOn
    duties: tuple[Duty, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    items: tuple[Listed, ...] = ()
    letters: tuple[Signed, ...] = ()
    debriefs: tuple[Reviewed, ...] = ()
    contacts: Contacts = Contacts()
    attendance: tuple[int, int] = (0, 0)
    attended: tuple[str, ...] = ()
    votes: Mapping[str, Votes] = field(default_factory=dict)
    owing: Mapping[int, int] = field(default_factory=dict)
    clean: tuple[str, ...] = ()

    @property
    def first(self) -> dt.date:
        """The first day of the year."""
        return dt.date(self.year, 1, 1)

    @property
    def last(self) -> dt.date:
        """The last day of the year."""
        return dt.date(self.year, 12, 31)

    @property
    def until(self) -> dt.date:
        """The day up to which the year is judged: today, or its last day once it is over."""
        return max(min(self.today, self.last), self.first)

    def of(self, *codes: str) -> list[Duty]:
        """Return the duties of these codes in their order."""
        return [duty for duty in self.duties if duty.code in codes]

    def flawed(self) -> dict[str, Occasion]:
        """Return the records that do not count: a check of ``clean`` speaks against them."""
        return {o.uid: o for o in self.occasions if o.found(BLOCKING, *self.clean)}
