"""Reads what a branch's year is scored by, each fact from the one place that knows it."""

import datetime as dt
from collections.abc import Iterator
from functools import cache

from db import contacts, due, dues, figures, inspection, listing, queries, rulebook, tree
from db.branch import Book
from db.due.facts import gather as facts_of
from db.model import dicts
from db.records import spec
from db.records.activity import Activity, ActivityCategory
from db.records.debrief import Debrief
from db.records.held import Status
from db.records.listed_item import ItemSource, ItemState, ListKind, heading
from db.records.meeting import Meeting, MeetingKind
from db.records.responsibility_letter import ResponsibilityLetter
from db.records.rule_override import overrides_of
from db.rules.appraisal import most_excellent
from db.rules.rule import Rules
from db.rules.scoring.evidence import (
    Contacts,
    Evidence,
    Listed,
    Occasion,
    Reviewed,
    Signed,
    Votes,
)
from db.spec import Tree

_SERVICE = (ActivityCategory.SERVICE, ActivityCategory.LABOUR)
_SIGNED = (Status.SIGNED, Status.ARCHIVED)
_INSPECTED = (ItemSource.INSPECTION, ItemSource.TOUR)
_DONE = (ItemState.DONE, ItemState.CLOSED)


def gather(organisation: str, year: int, today: str, ballots: list[Tree]) -> Evidence:
    """Return the evidence of a branch's year on an ISO day; ``ballots`` are those of its sheet."""
    overrides = overrides_of(organisation)

    @cache
    def rules(day: dt.date) -> Rules:
        return rulebook.rules_for(day, overrides)

    branch = queries.organisation(organisation)
    presence = figures.of_year(organisation, year, today).figure("attendance")
    return Evidence(
        year=year,
        today=dt.date.fromisoformat(today),
        branch=facts_of(branch, Book(organisation), year).branch,
        rules=rules,
        duties=tuple(due.duties(organisation, year, today)),
        occasions=tuple(_occasions(organisation, year, today)),
        items=tuple(_items(organisation, year, today)),
        letters=tuple(_letters(organisation, year)),
        debriefs=tuple(_debriefs(organisation, year)),
        contacts=Contacts(
            contacts.planned(organisation, year),
            tuple(contacts.contact_visits(organisation, year, today)),
        ),
        attendance=(presence.value, presence.of or 0),
        attended=presence.uids,
        votes=votes(ballots),
        owing=_owing(organisation, year, today),
    )


def _owing(organisation: str, year: int, today: str) -> dict[int, int]:
    """Return how many owe dues of each month begun, of a branch that keeps the ledger."""
    first = dues.first_month(organisation)
    if first is None or first.year > year:
        return {}
    given = dues.ledger(organisation, year, today)
    return {month: len(given.owing(month)) for month in range(1, given.begun + 1)}


def votes(ballots: list[Tree]) -> dict[str, Votes]:
    """Return the ballots of a sheet by what was voted on, several rounds added up."""
    found: dict[str, Votes] = {}
    for line in ballots:
        counted = Votes(*(line[name] or 0 for name in ("good", "fair", "average", "poor")))
        before = found.get(line["what"], Votes())
        found[line["what"]] = Votes(*(a + b for a, b in zip(before, counted, strict=True)))
    return found


def _occasions(organisation: str, year: int, today: str) -> Iterator[Occasion]:
    """Yield the finished records of the year, each with what the checks find today."""
    known = _finished(organisation, year, today)
    last = {"uids": [uid for uid, row in known.items() if row["kind"] in _OF_LIFE]}
    whole = tree.dump_many(spec("meeting"), last["uids"])
    begin, end = f"{year}-01-01", f"{year + 1}-01-01"
    for said in inspection.findings_of_period(organisation, begin, end, today):
        row = known.get(said.uid)
        if row is None or said.held_on is None:
            continue
        day = dt.date.fromisoformat(said.held_on)
        yield Occasion(
            uid=said.uid,
            heading=said.heading,
            kind=row["kind"],
            day=day,
            findings=said.findings,
            signed=row["status"] in _SIGNED,
            service=row["category"] in _SERVICE,
            **_of_life(whole.get(said.uid), day),
        )


_OF_LIFE = (MeetingKind.LIFE, MeetingKind.APPRAISAL)


def _of_life(meeting: Tree | None, day: dt.date) -> dict[str, int]:
    if meeting is None:
        return {}
    rows = meeting["appraisals"]
    return {
        "issues": sum(bool(row["text"]) for row in meeting["issues"]),
        "excellent": sum(row["grade"] == "excellent" for row in rows),
        "most_excellent": most_excellent(len(rows), rulebook.rule("R17", day)),
    }


def _finished(organisation: str, year: int, today: str) -> dict[str, Tree]:
    """Return kind, status and category of the finished records by uid."""
    found = {}
    for model, kind, category in (
        (Meeting, Meeting.kind, None),
        (Activity, None, Activity.category),
    ):
        columns = [model.uid, model.status, *(c for c in (kind, category) if c is not None)]
        query = model.select(*columns).where(
            model.organisation == organisation,
            model.held_on.between(f"{year}-01-01", min(f"{year}-12-31", today)),
            model.status != Status.DRAFT,
            model.deleted_at.is_null(),
        )
        for row in dicts(query):
            found[row["uid"]] = {"kind": "activity", "category": None} | row
    return found


def _items(organisation: str, year: int, today: str) -> Iterator[Listed]:
    for item in listing.items(organisation, year, today):
        values = item.values
        if not values["due_on"]:
            continue
        done = values["done_on"] or values["closed_on"] if values["state"] in _DONE else None
        problem = values["kind"] == ListKind.PROBLEM and values["source"] in _INSPECTED
        yield Listed(
            item.uid,
            heading(values),
            dt.date.fromisoformat(values["due_on"]),
            dt.date.fromisoformat(done) if done else None,
            inspected=problem,
        )


def _letters(organisation: str, year: int) -> Iterator[Signed]:
    query = ResponsibilityLetter.select().where(
        ResponsibilityLetter.organisation == organisation,
        ResponsibilityLetter.year == year,
        ResponsibilityLetter.deleted_at.is_null(),
    )
    for row in dicts(query):
        yield Signed(row["uid"], _day(row["signed_on"]))


def _debriefs(organisation: str, year: int) -> Iterator[Reviewed]:
    query = Debrief.select().where(
        Debrief.organisation == organisation,
        Debrief.year == year,
        Debrief.deleted_at.is_null(),
    )
    for row in dicts(query):
        yield Reviewed(row["uid"], _day(row["held_on"]), row["result"] or "")


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
