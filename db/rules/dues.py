"""党费 of one member, month by month: what is due, waived, paid and owed (domain 1.5, R18).

Money is whole 分 (hundredths of a yuan). What is due is the whole base times the rate of its
band, rounded half up to one 分; the upper bound of a band belongs to it. Rates are those in force
in the month itself. A member pays where he stands on the first of the month: the month of a
transfer is still paid in the old branch, as the letter says (党费交至); a probationary member pays
from the month in which the 支部大会 passed the admission.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.rules.rule import Rule, Rules

_WHOLE = 10_000  # rates are in ten-thousandths
SALARIED, RETIRED, FARMER, LOW = "salaried", "retired", "farmer", "low"

RulesOn = Callable[[dt.date], Rules]


@dataclass(frozen=True)
class Base:
    """From which month a member pays by what: ``amount`` by rate, or a fixed ``monthly`` sum."""

    began_on: dt.date
    payer: str
    amount: int | None = None
    monthly: int | None = None
    uid: str = ""


@dataclass(frozen=True)
class Waiver:
    """An approved reduction: what is still paid a month, from one month to another, included."""

    began_on: dt.date
    ended_on: dt.date | None
    monthly: int
    uid: str = ""


@dataclass(frozen=True)
class Payment:
    """Money paid on a day for a month; ``month`` is its first day, ``record`` the uid of both."""

    month: dt.date
    paid_on: dt.date
    amount: int
    record: str = ""


class MonthState(StrEnum):
    """How a member's month stands."""

    OUTSIDE = "outside"
    UNKNOWN = "unknown"
    WAIVED = "waived"
    UNPAID = "unpaid"
    PART = "part"
    PAID = "paid"
    OVER = "over"


@dataclass(frozen=True)
class Month:
    """One month of one member. ``due`` is None where no base is known, and nothing is then owed.

    ``belongs`` is False where the member does not pay here; what he paid all the same is ``over``.
    """

    begin: dt.date
    belongs: bool
    due: int | None = None
    waived: int = 0
    payments: tuple[Payment, ...] = ()
    base: Base | None = None

    @property
    def paid(self) -> int:
        """All that was paid for the month."""
        return sum(payment.amount for payment in self.payments)

    @property
    def asked(self) -> int:
        """What is due after the waiver."""
        return (self.due or 0) - self.waived

    @property
    def owed(self) -> int:
        """What is still to be paid."""
        return max(self.asked - self.paid, 0)

    @property
    def over(self) -> int:
        """What was paid beyond what is due."""
        return max(self.paid - self.asked, 0)

    @property
    def last_paid_on(self) -> dt.date | None:
        """The day of the latest payment."""
        return max((payment.paid_on for payment in self.payments), default=None)

    @property
    def state(self) -> MonthState:
        """How the month stands."""
        if not self.belongs:
            return MonthState.OVER if self.paid else MonthState.OUTSIDE
        if self.due is None:
            return MonthState.UNKNOWN
        if self.owed:
            return MonthState.PART if self.paid else MonthState.UNPAID
        if self.over:
            return MonthState.OVER
        return MonthState.WAIVED if self.waived and not self.asked else MonthState.PAID


@dataclass(frozen=True)
class Sums:
    """Sums that close: ``due`` − ``waived`` = ``paid`` − ``over`` + ``owed``."""

    due: int = 0
    waived: int = 0
    paid: int = 0
    owed: int = 0
    over: int = 0

    @property
    def closes(self) -> bool:
        """Whether the sums agree."""
        return self.due - self.waived == self.paid - self.over + self.owed


def sums(months: Iterable[Month]) -> Sums:
    """Add months up."""
    given = list(months)
    return Sums(
        due=sum(month.due or 0 for month in given),
        waived=sum(month.waived for month in given),
        paid=sum(month.paid for month in given),
        owed=sum(month.owed for month in given),
        over=sum(month.over for month in given),
    )


def rate(payer: str, amount: int, rules: Rules) -> int:
    """Return the rate of a base in ten-thousandths: by band, whose upper bound belongs to it."""
    rule = rules[f"dues.{payer}"]
    band = 1
    while (limit := rule.number(f"limit_{band}")) and amount > limit:
        band += 1
    return rule.number(f"rate_{band}")


def monthly_due(base: Base, rules: Rules) -> int | None:
    """Return what a base makes due in a month, None where it does not say."""
    if base.monthly is not None:
        return base.monthly
    if base.payer == LOW:
        return rules["dues.low"].number("fixed")
    if base.payer == FARMER or base.amount is None:
        return None
    return (base.amount * rate(base.payer, base.amount, rules) + _WHOLE // 2) // _WHOLE


def months_of_year(year: int) -> list[dt.date]:
    """Return the first days of the twelve months."""
    return [dt.date(year, month, 1) for month in range(1, 13)]


def pays_here(begin: dt.date, joined_on: dt.date | None, here: Callable[[dt.date], bool]) -> bool:
    """Whether a member pays in the branch for the month that begins on the day.

    ``here`` tells whether the member stands in the branch on a day. Who has no day of joining
    stands on no roster and pays nowhere.
    """
    if joined_on is None:
        return False
    if (joined_on.year, joined_on.month) == (begin.year, begin.month):
        return here(joined_on)
    return joined_on < begin and here(begin)


def month(
    begin: dt.date,
    *,
    belongs: bool,
    bases: Sequence[Base],
    waivers: Sequence[Waiver],
    payments: Iterable[Payment],
    rules: Rules,
) -> Month:
    """Put a month of a member together; bases and waivers of other months are passed over."""
    own = tuple(sorted((p for p in payments if p.month == begin), key=lambda p: p.paid_on))
    if not belongs:
        return Month(begin, belongs=False, payments=own)
    base = base_of(begin, bases)
    due = monthly_due(base, rules) if base is not None else None
    waived = 0
    if due is not None:
        for waiver in waivers:
            if _holds(waiver, begin):
                waived = max(waived, due - min(waiver.monthly, due))
    return Month(begin, belongs=True, due=due, waived=waived, payments=own, base=base)


def base_of(begin: dt.date, bases: Iterable[Base]) -> Base | None:
    """Return the base of a month: the newest that began in it or before."""
    begun = [base for base in bases if base.began_on.replace(day=1) <= begin]
    return max(begun, key=lambda base: base.began_on, default=None)


def _holds(waiver: Waiver, begin: dt.date) -> bool:
    ended = waiver.ended_on is None or begin <= waiver.ended_on.replace(day=1)
    return waiver.began_on.replace(day=1) <= begin and ended


def late_months(payment: Payment) -> int:
    """Return how many months after its month a payment was made; 0 in the month or before."""
    paid, due = payment.paid_on, payment.month
    return max((paid.year - due.year) * 12 + paid.month - due.month, 0)


def overdue(given: Month, today: dt.date) -> bool:
    """Whether the month is over and something of it is owed."""
    ended = (given.begin.year, given.begin.month) < (today.year, today.month)
    return ended and given.owed > 0


def too_long(given: Month, today: dt.date, rule: Rule) -> bool:
    """Whether the month is owed for longer than it may be paid later (R18)."""
    months = (today.year - given.begin.year) * 12 + today.month - given.begin.month
    return given.owed > 0 and months > rule.number("months")


def sums_text(given: Sums) -> str:
    """Return 应交 120.00 元 − 减免 0.00 元 = 实交 110.00 元 + 欠交 10.00 元, with 多交 apart."""
    words = (
        f"应交 {yuan(given.due)} 元 − 减免 {yuan(given.waived)} 元 = "
        f"实交 {yuan(given.paid - given.over)} 元 + 欠交 {yuan(given.owed)} 元"
    )
    return f"{words}；另多交 {yuan(given.over)} 元" if given.over else words


def yuan(amount: int) -> str:
    """Return 1,234.50 for 123450 分."""
    return f"{amount // 100:,}.{amount % 100:02}"
