"""What belongs to a branch and a year: the records that a package carries, and those deleted."""

from dataclasses import dataclass, field
from typing import Any

from db import queries, tree
from db.branch import Member, Membership
from db.closure import add_referenced
from db.connection import database
from db.records import RECORDS
from db.spec import RecordSpec, Tree

_LEFT_OUT = frozenset({"text_block", "holiday_year"})
"""A person's own phrases and the calendar of the whole file: nothing of the branch's year."""


@dataclass
class Content:
    """Trees by type name, each with all that it refers to, and the uids of what was deleted."""

    records: dict[str, list[Tree]] = field(default_factory=dict)
    deleted: dict[str, list[str]] = field(default_factory=dict)


def of_year(organisation: str, year: int, *, talks: bool) -> Content:
    """Return what a branch has of a year: its people, its records, its own rules and open items.

    A package goes upward: without ``talks`` the talks stay at home, also as the deleted ones.
    """
    result = Content()
    for kind in RECORDS:
        if kind.name in _LEFT_OUT or (kind.name == "talk" and not talks):
            continue
        uids = _living(kind, organisation, year)
        result.records[kind.name] = list(tree.dump_many(kind, uids).values())
        result.deleted[kind.name] = _uids(kind, organisation, year, living=False)
    add_referenced(result.records)
    for name, uids in result.deleted.items():
        there = {record["uid"] for record in result.records[name]}
        result.deleted[name] = [uid for uid in uids if uid not in there]
    return result


def _living(kind: RecordSpec, organisation: str, year: int) -> list[str]:
    if kind.name == "organisation":
        return [organisation]
    if kind.name == "listed_item":
        return [row["uid"] for row in queries.listed_items(organisation, year)]
    if kind.name == "member":
        return _members(organisation, year)
    return _uids(kind, organisation, year, living=True)


def _uids(kind: RecordSpec, organisation: str, year: int, *, living: bool) -> list[str]:
    """Return what is of the year; what has no year (terms of a committee, rules) is whole."""
    model: Any = kind.model
    query = model.select(model.uid).where(
        model.organisation == organisation, model.deleted_at.is_null(is_null=living)
    )
    if "year" in kind.fields:
        query = query.where(model.year == year)
    elif kind.ledger is not None and kind.day:
        query = query.where(getattr(model, kind.day).between(f"{year}-01-01", f"{year}-12-31"))
    return [uid for (uid,) in database.execute_sql(*query.order_by(model.entered_at).sql())]


def _members(organisation: str, year: int) -> list[str]:
    """Return the members who were in the branch on at least one day of the year."""
    began, ended = Membership.began_on, Membership.ended_on
    here = Membership.select(Membership.record).where(
        Membership.branch == organisation,
        began.is_null() | (began <= f"{year}-12-31"),
        ended.is_null() | (ended > f"{year}-01-01"),
    )
    query = Member.select(Member.uid).where(Member.uid.in_(here), Member.deleted_at.is_null())
    return [
        uid
        for (uid,) in database.execute_sql(
            *query.order_by(Member.sequence, Member.entered_at).sql()
        )
    ]
