"""What an election begins with, and the new committee that follows from its result."""

import datetime as dt

from db import elections, queries, tree
from db.branch import Book
from db.records import spec
from db.records.election import ElectionKind, Round
from db.rules.period import add_months
from db.spec import Tree

_ELECTION, _COMMITTEE = spec("election"), spec("committee")


def new_election(organisation: str, kind: ElectionKind, today: str) -> Tree:
    """Return an election with what is known of the present term; nothing of it is dated."""
    now = elections.clock(organisation, today)
    parent = queries.organisation(organisation)["parent"]
    of_term = kind == ElectionKind.TERM
    return tree.blank(
        _ELECTION,
        organisation=organisation,
        kind=str(kind),
        superior_name=queries.organisation(parent)["name"] if parent else "",
        number=(now.number + 1 if now else 1) if of_term else None,
        term_due_on=now.due_on.isoformat() if now and of_term else None,
    )


def new_committee(record: Tree) -> Tree:
    """Return the committee that follows from an election, for the person to look at and save.

    The term runs from the day of the election for the years of the branch; of a person elected in
    both rounds the later post stands.
    """
    organisation, held = record["organisation"], record["held_on"]
    years = queries.organisation(organisation)["term_years"]
    due_on = add_months(dt.date.fromisoformat(held), 12 * years).isoformat() if held else None
    return tree.blank(
        _COMMITTEE,
        organisation=organisation,
        number=record["number"] or 1,
        elected_on=held,
        began_on=held,
        due_on=due_on,
        posts=[_holding(member, post) for member, post in _elected(record).items()],
    )


def filled_committee(record: Tree) -> Tree | None:
    """Return the committee of the day of a 补选 with those who were elected; None without one.

    Whoever held another post in it gives that up on this day.
    """
    held = record["held_on"]
    term = Book(record["organisation"]).committee(held) if held else None
    if term is None:
        return None
    made = tree.dump(_COMMITTEE, term.uid)
    for member, post in _elected(record).items():
        serving = [r for r in made["posts"] if r["member"] == member and r["ended_on"] is None]
        if any(row["post"] == post for row in serving):
            continue
        for row in serving:
            row["ended_on"] = held
        made["posts"] = [*made["posts"], _holding(member, post, held)]
    return made


def _elected(record: Tree) -> dict[str, str]:
    """Return the post of each member that was elected: of one elected twice the later stands."""
    known = {tenure.member.uid for tenure in Book(record["organisation"]).tenures()}
    return {
        row["member"]: row["post"]
        for wanted in Round
        for row in record["candidates"]
        if row["round"] == wanted and row["elected"] and row["member"] in known
    }


def _holding(member: str, post: str, since: str | None = None) -> Tree:
    return tree.blank_line(_COMMITTEE.line("posts"), member=member, post=post, began_on=since)
