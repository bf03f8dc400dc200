"""Duties that a branch is asked for because it keeps their ledger: dues, 发展党员, letters.

They are off as shipped. What the branch itself has said of a duty goes before.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from db import admissions, dues, rulebook
from db.model import dicts
from db.records.admission import AdmissionStep
from db.records.transfer_letter import TransferDirection, TransferLetter
from db.rules.rule import Override

LETTERS = ("letter", "letter_receipt")


def overrides(organisation: str, own: Iterable[Override]) -> tuple[Override, ...]:
    """Return the changes of a branch with those that follow from its ledgers."""
    given = tuple(own)
    said, shipped = {each.code for each in given}, rulebook.versions()
    found = [
        Override(f"duty.{code}", {"on": 1}, f"已在{ledger}台账里登记", first)
        for first, codes, ledger in _kept(organisation)
        for code in codes
        if f"duty.{code}" in shipped and f"duty.{code}" not in said
    ]
    return (*given, *found)


def _kept(organisation: str) -> Iterator[tuple[dt.date, tuple[str, ...], str]]:
    if (month := dues.first_month(organisation)) is not None:
        yield month, ("dues",), "党费"
    days = [day for _code, day, *_rest in admissions.steps_noted(organisation)]
    if days:
        yield (
            dt.date.fromisoformat(min(days)),
            (*map(str, AdmissionStep), admissions.REVIEW),
            "发展党员",
        )
    issued = [day for _code, day, *_rest in letters_noted(organisation)]
    if issued:
        yield dt.date.fromisoformat(min(issued)), LETTERS, "组织关系转接"


def letters_noted(organisation: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield the letters issued and their slips: code, day, record, whom it is about, name."""
    query = TransferLetter.select().where(
        TransferLetter.organisation == organisation,
        TransferLetter.direction == TransferDirection.OUT,
        TransferLetter.deleted_at.is_null(),
    )
    for row in dicts(query.order_by(TransferLetter.issued_on)):
        about = row["member"] or row["name"]
        yield "letter", row["issued_on"], row["uid"], about, row["name"]
        if row["receipt_on"]:
            yield "letter_receipt", row["receipt_on"], row["uid"], about, row["name"]
