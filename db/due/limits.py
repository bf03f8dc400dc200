"""What has a limit of its own: the items of the lists, and decisions that stand on no list."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from db.model import Line, dicts
from db.records.activity import Activity, ActivityDecision
from db.records.held import Status
from db.records.listed_item import ItemState, ListedItem, heading
from db.records.meeting import AgendaItem, Decision, Issue, Meeting
from db.rules.duties.model import Item

_OPEN = (ItemState.WAITING, ItemState.ACTIVE)
_SHOWN = 40


def items(branch: str, year: int) -> Iterator[Item]:
    """Yield the items and decisions that may stand on a year's page, in four queries."""
    first, until = f"{year}-01-01", f"{year + 1}-06-30"  # the next year's are reminded of ahead
    yield from _listed(branch, first, until)
    for line, text, record, joined in (
        (Decision, Decision.text, Meeting, Decision.select().join(AgendaItem).join(Meeting)),
        (Issue, Issue.text, Meeting, Issue.select().join(Meeting)),
        (
            ActivityDecision,
            ActivityDecision.text,
            Activity,
            ActivityDecision.select().join(Activity),
        ),
    ):
        yield from _unlisted(line, text, record, joined, (branch, first, until))


def _listed(branch: str, first: str, until: str) -> Iterator[Item]:
    columns = (
        ListedItem.uid,
        ListedItem.kind,
        ListedItem.year,
        ListedItem.number,
        ListedItem.title,
        ListedItem.state,
        ListedItem.due_on,
        ListedItem.done_on,
        ListedItem.closed_on,
    )
    query = ListedItem.select(*columns).where(
        ListedItem.organisation == branch,
        ListedItem.deleted_at.is_null(),
        ListedItem.due_on <= until,
        (ListedItem.due_on >= first)
        | ListedItem.state.in_(_OPEN)
        | (ListedItem.done_on >= first)
        | (ListedItem.closed_on >= first),
    )
    for row in dicts(query):
        done = row["done_on"] or row["closed_on"] or dt.date.min.isoformat()
        yield Item(
            code="list_item",
            uid=row["uid"],
            record=row["uid"],
            title=heading(row),
            due_on=dt.date.fromisoformat(row["due_on"]),
            done_on=None if row["state"] in _OPEN else dt.date.fromisoformat(done),
        )


def _unlisted(
    line: type[Line], text: Any, record: Any, joined: Any, where: tuple[str, str, str]
) -> Iterator[Item]:
    """Yield the lines of final records with a limit, from which no item was made."""
    branch, first, until = where
    listed = ListedItem.select(ListedItem.origin).where(
        ListedItem.organisation == branch,
        ListedItem.origin.is_null(is_null=False),
        ListedItem.deleted_at.is_null(),
    )
    due_on: Any = line.due_on  # type: ignore[attr-defined]
    query = joined.select(line.uid, text, due_on, record.uid.alias("holder")).where(
        record.organisation == branch,
        record.deleted_at.is_null(),
        record.status != Status.DRAFT,
        due_on.between(first, until),
        line.uid.not_in(listed),
    )
    for row in dicts(query):
        words = " ".join(str(row["text"]).split())
        yield Item(
            code="decision",
            uid=row["uid"],
            record=row["holder"],
            title=words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…",
            due_on=dt.date.fromisoformat(row["due_on"]),
        )
