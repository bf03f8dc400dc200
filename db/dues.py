"""党费 of a branch's year: the records met with the roster and the rates, and what is wrong.

Nothing that can be reckoned is stored: bases, waivers, payments and remittances are; what is due,
owed and paid too much follows from them and the rates of each month (``db.rules.dues``).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from db import dates, operations, rulebook, tree
from db.branch import Book, Tenure
from db.errors import Refused
from db.model import dicts
from db.operations import Changes
from db.records import spec
from db.records.dues_base import DuesBase, Payer
from db.records.dues_month import DuesMonth, DuesPayment
from db.records.dues_remittance import DuesRemittance
from db.records.dues_waiver import DuesWaiver
from db.records.rule_override import overrides_of
from db.rules import dues as rules
from db.rules.dues import Base, Month, MonthState, Payment, Sums, Waiver, yuan
from db.rules.rule import Finding, Rule, Rules, finding
from db.spec import Tree

MONTH = spec("dues_month")


@dataclass(frozen=True)
class Account:
    """The twelve months of one member in the branch; ``name`` tells namesakes apart."""

    member: str
    name: str
    months: tuple[Month, ...]

    @cached_property
    def sums(self) -> Sums:
        """The sums of the year."""
        return rules.sums(self.months)

    @property
    def base(self) -> Base | None:
        """The newest base that holds in the year."""
        return next((month.base for month in reversed(self.months) if month.base), None)


@dataclass(frozen=True)
class Ledger:
    """The dues of a branch's year as they stand on ``today``.

    ``rates`` are the rules of each month; ``remittances`` are root rows by day.
    """

    organisation: str
    year: int
    today: dt.date
    accounts: tuple[Account, ...]
    remittances: tuple[Tree, ...]
    collectors: tuple[str, ...]
    rates: tuple[Rules, ...]

    @cached_property
    def begun(self) -> int:
        """How many months of the year have begun by ``today``; 12 for an earlier year."""
        if self.year != self.today.year:
            return 12 if self.year < self.today.year else 0
        return self.today.month

    def of_month(self, month: int) -> list[Month]:
        """Return one month (1 to 12) of everybody, in the order of the accounts."""
        return [account.months[month - 1] for account in self.accounts]

    def sums(self, first: int = 1, last: int = 12) -> Sums:
        """Return the sums of everybody from one month to another, included."""
        return rules.sums(
            month for account in self.accounts for month in account.months[first - 1 : last]
        )

    @property
    def so_far(self) -> Sums:
        """The sums of the months that have begun."""
        return self.sums(1, self.begun) if self.begun else Sums()

    @property
    def remitted(self) -> int:
        """All that was handed up for the year, in 分."""
        return sum(row["amount"] for row in self.remittances)

    def owing(self, month: int) -> list[Account]:
        """Return who owes something of a month or has no base in it."""
        return [
            account
            for account in self.accounts
            if (given := account.months[month - 1]).belongs
            and (given.owed or given.state == MonthState.UNKNOWN)
        ]


def first_month(organisation: str) -> dt.date | None:
    """Return the first month for which the branch keeps its dues here, None where it does not."""
    query = (
        DuesMonth.select(DuesMonth.year, DuesMonth.month)
        .where(DuesMonth.organisation == organisation, DuesMonth.deleted_at.is_null())
        .order_by(DuesMonth.year, DuesMonth.month)
        .limit(1)
    )
    row = next(iter(dicts(query)), None)
    return dt.date(row["year"], row["month"], 1) if row is not None else None


def ledger(organisation: str, year: int, today: str, book: Book | None = None) -> Ledger:
    """Return the dues of a branch's year on an ISO day; ``book`` saves reading the roster again."""
    bases, waivers = _bases(organisation), _waivers(organisation)
    payments, collectors = _payments(organisation, year)
    overrides = overrides_of(organisation)
    rates = tuple(rulebook.rules_for(day, overrides) for day in rules.months_of_year(year))
    accounts = []
    for tenure in (book or Book(organisation)).tenures():
        uid = tenure.member.uid
        months = tuple(
            rules.month(
                day,
                belongs=_pays(tenure, day),
                bases=bases[uid],
                waivers=waivers[uid],
                payments=payments[uid],
                rules=rates[day.month - 1],
            )
            for day in rules.months_of_year(year)
        )
        if any(month.belongs or month.paid for month in months):
            accounts.append(Account(uid, tenure.name, months))
    return Ledger(
        organisation=organisation,
        year=year,
        today=dt.date.fromisoformat(today),
        accounts=tuple(accounts),
        remittances=tuple(_remittances(organisation, year)),
        collectors=collectors,
        rates=rates,
    )


def _pays(tenure: Tenure, day: dt.date) -> bool:
    joined = dates.first_day(tenure.member.joined_on) if tenure.member.joined_on else None
    return rules.pays_here(
        day, joined, lambda on: any(span.covers(on.isoformat()) for span in tenure.here)
    )


def _bases(organisation: str) -> dict[str, list[Base]]:
    found: dict[str, list[Base]] = defaultdict(list)
    query = DuesBase.select().where(
        DuesBase.organisation == organisation, DuesBase.deleted_at.is_null()
    )
    for row in dicts(query.order_by(DuesBase.began_on, DuesBase.entered_at)):
        began = dt.date.fromisoformat(row["began_on"])
        base = Base(began, row["payer"], row["amount"], row["monthly"], row["uid"])
        found[row["member"]].append(base)
    return found


def _waivers(organisation: str) -> dict[str, list[Waiver]]:
    found: dict[str, list[Waiver]] = defaultdict(list)
    query = DuesWaiver.select().where(
        DuesWaiver.organisation == organisation, DuesWaiver.deleted_at.is_null()
    )
    for row in dicts(query):
        ended = dt.date.fromisoformat(row["ended_on"]) if row["ended_on"] else None
        began = dt.date.fromisoformat(row["began_on"])
        found[row["member"]].append(Waiver(began, ended, row["monthly"], row["uid"]))
    return found


def _payments(organisation: str, year: int) -> tuple[dict[str, list[Payment]], tuple[str, ...]]:
    found: dict[str, list[Payment]] = defaultdict(list)
    query = (
        DuesPayment.select(
            DuesPayment.member,
            DuesPayment.amount,
            DuesPayment.paid_on,
            DuesMonth.uid.alias("record_uid"),
            DuesMonth.month,
        )
        .join(DuesMonth)
        .where(
            DuesMonth.organisation == organisation,
            DuesMonth.year == year,
            DuesMonth.deleted_at.is_null(),
        )
        .order_by(DuesMonth.month, DuesPayment.position)
    )
    for row in dicts(query):
        month, paid = dt.date(year, row["month"], 1), dt.date.fromisoformat(row["paid_on"])
        found[row["member"]].append(Payment(month, paid, row["amount"], row["record_uid"]))
    names = DuesMonth.select(DuesMonth.month, DuesMonth.collector_name).where(
        DuesMonth.organisation == organisation,
        DuesMonth.year == year,
        DuesMonth.deleted_at.is_null(),
    )
    collectors = {row["month"]: row["collector_name"] for row in dicts(names)}
    return found, tuple(collectors.get(month, "") for month in range(1, 13))


def _remittances(organisation: str, year: int) -> Iterable[Tree]:
    query = DuesRemittance.select().where(
        DuesRemittance.organisation == organisation,
        DuesRemittance.year == year,
        DuesRemittance.deleted_at.is_null(),
    )
    return dicts(query.order_by(DuesRemittance.remitted_on, DuesRemittance.entered_at))


# What is wrong


def findings(given: Ledger) -> list[Finding]:
    """Return what R18 has to say of the year: months missing, owed too long, no base, sums."""
    rule = given.rates[max(given.begun, 1) - 1]["R18"]
    said = [one for account in given.accounts for one in _of_account(account, given, rule)]
    collected, handed = given.so_far.paid, given.remitted
    if handed > collected:
        text = f"上缴 {yuan(handed)} 元，多于实收 {yuan(collected)} 元，账款不符，请核对"
        said.append(finding(rule, text))
    return said


def _of_account(account: Account, given: Ledger, rule: Rule) -> Iterable[Finding]:
    late = [m for m in account.months if rules.overdue(m, given.today)]
    long = [m for m in late if rules.too_long(m, given.today, rule)]
    if long:
        text = f"{account.name}{_months(long)}的党费欠交超过{rule.number('months')}个月"
        yield finding(rule, text)
    if rest := [m for m in late if m not in long]:
        owed = sum(month.owed for month in rest)
        yield finding(rule, f"{account.name}{_months(rest)}的党费没有交足，欠 {yuan(owed)} 元")
    unknown = [m for m in account.months[: given.begun] if m.state == MonthState.UNKNOWN]
    if unknown:
        yield finding(rule, f"{account.name}{_months(unknown)}没有党费基数，算不出应交")
    yield from _wrong_band(account, given, rule)
    large = given.rates[0]["dues.large"]
    for month in account.months:
        for payment in month.payments:
            if month.over >= large.number("least") <= payment.amount:
                text = f"{account.name}{payment.month.month}月一次多交 {yuan(month.over)} 元"
                yield finding(large, f"{text}，应全部上缴中央并单独列出")
            if rules.late_months(payment) > rule.number("months"):
                text = f"{account.name}{payment.month.month}月的党费补交时已超过"
                yield finding(rule, f"{text}{rule.number('months')}个月")
        if not month.belongs and month.paid:
            text = f"{account.name}{month.begin.month}月不在本支部交党费，却收了"
            yield finding(rule, f"{text} {yuan(month.paid)} 元，请核对")


def _wrong_band(account: Account, given: Ledger, rule: Rule) -> Iterable[Finding]:
    """Compare a sum fixed by hand with the band of the base beside it, once for each base."""
    seen = set()
    for month in account.months:
        base = month.base
        if base is None or base.uid in seen or base.monthly is None or base.amount is None:
            continue
        seen.add(base.uid)
        if base.payer not in (rules.SALARIED, rules.RETIRED):
            continue
        rates = given.rates[month.begin.month - 1]
        wanted = rules.monthly_due(Base(base.began_on, base.payer, base.amount), rates)
        if wanted is not None and base.monthly < wanted:
            text = f"{account.name}核定月交 {yuan(base.monthly)} 元，按基数所在档次应交"
            yield finding(rule, f"{text} {yuan(wanted)} 元")


def _months(given: Iterable[Month]) -> str:
    return "、".join(str(month.begin.month) for month in given) + "月"


# What the duties see


def collected(given: Ledger) -> dict[int, tuple[dt.date, str]]:
    """Return the months in which nothing is owed: the day of the last payment and its record."""
    found = {}
    for month in range(1, 13):
        paid = [p for each in given.of_month(month) for p in each.payments]
        if paid and not given.owing(month):
            last = max(paid, key=lambda payment: payment.paid_on)
            found[month] = (last.paid_on, last.record)
    return found


# Writing


def month_tree(organisation: str, year: int, month: int, collector: str = "") -> Tree:
    """Return the record of a month as it is stored, or a blank one."""
    query = DuesMonth.select(DuesMonth.uid).where(
        DuesMonth.organisation == organisation,
        DuesMonth.year == year,
        DuesMonth.month == month,
        DuesMonth.deleted_at.is_null(),
    )
    row = next(iter(dicts(query.order_by(DuesMonth.entered_at).limit(1))), None)
    if row is not None:
        return tree.dump(MONTH, row["uid"])
    values = {"organisation": organisation, "year": year, "month": month}
    return tree.blank(MONTH, **values, collector_name=collector)


def collect_all(
    given: Ledger, month: int, paid_on: str, collector: str, *, who: str, at: str
) -> Changes:
    """Book what everybody still owes of a month as paid on an ISO day: one undoable step.

    Raises ``Refused`` when nobody owes anything.
    """
    owing = [
        (account.member, owed)
        for account in given.accounts
        if (owed := account.months[month - 1].owed)
    ]
    if not owing:
        raise Refused(f"{given.year}年{month}月没有欠交的党费，不用再登记。")
    record = month_tree(given.organisation, given.year, month, collector)
    line = MONTH.line("payments")
    record["payments"] = [
        *record["payments"],
        *(
            tree.blank_line(line, member=member, amount=owed, paid_on=paid_on)
            for member, owed in owing
        ),
    ]
    if not record["collector_name"]:
        record["collector_name"] = collector
    name = f"{given.year}年{month}月党费收齐（{len(owing)}人）"
    return operations.save(MONTH, record, who=who, at=at, name=name)


def pay(
    given: Ledger,
    member: str,
    payments: Iterable[tuple[int, int]],
    paid_on: str,
    note: str = "",
    *,
    who: str,
    at: str,
) -> Changes:
    """Book what a member paid on an ISO day, as (month, 分) pairs: one undoable step."""
    name = next((a.name for a in given.accounts if a.member == member), "")
    records = []
    for month, amount in payments:
        record = month_tree(given.organisation, given.year, month)
        line = tree.blank_line(
            MONTH.line("payments"), member=member, amount=amount, paid_on=paid_on, note=note
        )
        records.append((MONTH, record | {"payments": [*record["payments"], line]}))
    return operations.save_many(records, name=f"登记{name}交党费", who=who, at=at)


def take_back(given: Ledger, member: str, month: int, *, who: str, at: str) -> Changes:
    """Remove what is booked for a member in a month: one undoable step; ``Refused`` for nothing."""
    found = {p.record for a in given.accounts if a.member == member
             for p in a.months[month - 1].payments}  # fmt: skip
    if not found:
        raise Refused(f"这个人{given.year}年{month}月没有登记交纳，没有可以取消的。")
    records = []
    for uid in sorted(found):
        record = tree.dump(MONTH, uid)
        kept = [row for row in record["payments"] if row["member"] != member]
        records.append((MONTH, record | {"payments": kept}))
    return operations.save_many(records, name=f"取消{month}月党费登记", who=who, at=at)


def standard(base: Base | None, month_rules: Rules) -> str:
    """Return the standard a base pays by, as the ledger prints it: 1%, 核定, 定额."""
    if base is None:
        return ""
    if base.monthly is not None:
        return "核定"
    if base.payer == Payer.LOW or base.amount is None:
        return "定额"
    found = rules.rate(base.payer, base.amount, month_rules)
    return f"{found / 100:g}%"
