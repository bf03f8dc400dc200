"""The heart-to-heart talks of the sample, entered on the day by the person who talked."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any

from db import drafting, operations, tree
from db.branch import Book
from db.demo.branch import Branch, identified, moment, toml
from db.demo.occasion import Step, numbered
from db.records import spec
from db.spec import Tree

_TALK = spec("talk")
_TEXTS = ("matter", "content", "problems", "pledge", "follow_up")
_COLUMNS = ("held", "time", "talker", "listener", *_TEXTS, "kind")


def talks(branch: Branch, today: str) -> Iterator[Step]:
    """Yield the entering of each day's talks of the branch up to the day."""
    book = Book(branch.uid)
    rows = [dict(zip(_COLUMNS, row, strict=False)) for row in toml(f"{branch.key}/talk")["talks"]]
    held = (facts for facts in numbered(rows) if facts["held"] <= today)
    for day, group in groupby(held, key=lambda facts: str(facts["held"])):
        at, name = moment(day, 11), f"{branch.key}/talk/{day}"
        records = [_record(branch, facts, book, name) for facts in group]
        yield at, name, partial(_enter, records, at)


def _enter(records: list[Tree], at: str) -> None:
    who = records[0]["talker_name"]
    rows = [(_TALK, record) for record in records]
    operations.save_many(rows, name=f"记谈心谈话{len(rows)}次", who=who, at=at)


def _record(branch: Branch, facts: dict[str, Any], book: Book, name: str) -> Tree:
    roster = {entry.member: entry for entry in book.roster(facts["held"])}
    talker, listener = (roster[branch.member(facts[key])] for key in ("talker", "listener"))
    record = tree.blank(
        _TALK,
        organisation=branch.uid,
        held_on=facts["held"],
        year=int(facts["held"][:4]),
        number=facts["number"],
        kind=facts.get("kind") or str(drafting.usual_kind(talker, listener)),
        began_at=facts.get("time"),
        place=facts.get("place") or branch.facts["place"],
    )
    record |= drafting.as_party("talker", talker) | drafting.as_party("listener", listener)
    record |= {key: facts.get(key, "") for key in _TEXTS}
    return identified(record, name, facts["listener"], str(facts["number"]))
