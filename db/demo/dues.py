"""The dues of the sample: bases each year, every month collected, every quarter handed up.

The wages are made up by rule; what is due, paid and handed up is reckoned from them. Nobody is
made to have paid whom the roster of the day does not know.
"""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from db import dues, operations, tree
from db.branch import Book
from db.demo.branch import Branch, identified, moment, pick, workday
from db.demo.occasion import Step
from db.records import spec
from db.spec import Tree

_BASE, _HANDED = spec("dues_base"), spec("dues_remittance")
_FIRST = dt.date(2025, 1, 1)
_LEAST, _STEP, _STEPS = 480_000, 13_700, 41  # 分: wages from 4,800 to about 10,300 yuan
_RETIRED_FROM = 1965  # who was born before it has retired
_RAISE = 12_000
_KEEPERS = {"first": "区䶮"}
_DAY = 15  # the branch collects on the last working day before it


def dues_of(branch: Branch, today: str) -> Iterator[Step]:
    """Yield what the branch entered of its dues up to the day."""
    last = dt.date.fromisoformat(today)
    for year in range(_FIRST.year, last.year + 1):
        day = workday(f"{year}-01-07", -1)
        if day <= today:
            yield moment(day, 10), f"{branch.key}/dues/{year}", partial(_bases, branch, year, day)
        for month in range(1, 13):
            paid = workday(f"{year}-{month:02}-{_DAY}", -1)
            if paid <= today:
                name = f"{branch.key}/dues/{year}-{month:02}"
                yield moment(paid, 16), name, partial(_collect, branch, year, month, paid)
            handed = workday(f"{year}-{month:02}-{_DAY + 6}", -1)
            if month % 3 == 0 and handed <= today:
                name = f"{branch.key}/dues/{year}-{month:02}/handed"
                yield moment(handed, 10), name, partial(_hand_up, branch, year, month, handed)


def _bases(branch: Branch, year: int, day: str) -> None:
    """Enter a base for everybody on the roster; later arrivals get theirs when they first pay."""
    _enter(branch, year, day, [e.member for e in Book(branch.uid).roster(f"{year}-01-01")])


def _enter(branch: Branch, year: int, day: str, members: list[str], month: int = 1) -> None:
    rows = [(_BASE, _base(branch, member, year, month)) for member in members]
    if rows:
        name = f"核定{year}年党费基数{len(rows)}人"
        operations.save_many(
            rows, name=name, who=_collector(branch, Book(branch.uid), day), at=moment(day, 10)
        )


def _base(branch: Branch, member: str, year: int, month: int) -> Tree:
    born = str(tree.dump(spec("member"), member)["born_on"] or "9999")[:4]
    amount = _LEAST + _STEP * pick(f"{branch.key}/{member}", _STEPS)
    record = tree.blank(
        _BASE,
        organisation=branch.uid,
        member=member,
        began_on=f"{year}-{month:02}-01",
        payer="retired" if int(born) < _RETIRED_FROM else "salaried",
        amount=amount + _RAISE * (year - _FIRST.year),
        note=f"{year}年党费核定表",
    )
    return identified(record, branch.key, "dues_base", member, str(year))


def _collect(branch: Branch, year: int, month: int, day: str) -> None:
    book = Book(branch.uid)
    given = dues.ledger(branch.uid, year, day, book)
    new = [a.member for a in given.accounts if (m := a.months[month - 1]).belongs and m.due is None]
    if new:
        _enter(branch, year, day, new, month)
        given = dues.ledger(branch.uid, year, day, book)
    owed = [(a.member, a.months[month - 1].owed) for a in given.accounts]
    record = dues.month_tree(branch.uid, year, month, _collector(branch, book, day))
    line = dues.MONTH.line("payments")
    record["payments"] = [
        tree.blank_line(line, member=member, amount=amount, paid_on=day)
        for member, amount in owed
        if amount
    ]
    record = identified(record, branch.key, "dues_month", f"{year}-{month:02}")
    name = f"{year}年{month}月党费收齐（{len(record['payments'])}人）"
    who = record["collector_name"]
    operations.save(dues.MONTH, record, who=who, at=moment(day, 16), name=name)


def _hand_up(branch: Branch, year: int, month: int, day: str) -> None:
    book = Book(branch.uid)
    paid = dues.ledger(branch.uid, year, day, book).sums(month - 2, month).paid
    record = tree.blank(
        _HANDED,
        organisation=branch.uid,
        year=year,
        from_month=month - 2,
        to_month=month,
        amount=paid,
        remitted_on=day,
        receiver="局机关党总支",
        voucher=f"{year}{month:02}{pick(branch.key, 90) + 10}",
        handler_name=_collector(branch, book, day),
    )
    record = identified(record, branch.key, "dues_remittance", f"{year}-{month:02}")
    operations.save(_HANDED, record, who=record["handler_name"], at=moment(day, 10))


def _collector(branch: Branch, book: Book, day: str) -> str:
    """Return who keeps the dues: whom the records name, else the organisation member."""
    if branch.key in _KEEPERS:
        return _KEEPERS[branch.key]
    roster = sorted(book.roster(day), key=lambda entry: "组织委员" not in entry.post)
    return roster[0].name
