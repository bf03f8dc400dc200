"""The ledgers of the sample: short rows of a type, entered together at the end of their month.

``resources/demo/*/ledgers.toml`` names the columns once and holds a row for each record.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import Any

from db import drafting, operations, tree
from db.branch import Book
from db.demo.branch import Branch, identified, moment, toml, uid
from db.demo.general import KEY
from db.demo.occasion import Step
from db.records import spec
from db.spec import RecordSpec, Tree

_HOUR = 15
_NUMBERED = "talk"


def ledgers(branch: Branch, today: str) -> Iterator[Step]:
    """Yield the entering of what a branch keeps in its ledgers up to the day."""
    who = branch.facts["recorders"]["general"]
    book = Book(branch.uid)
    for kind, rows in _types(branch.key):
        made = [_of_members(kind, row, branch, book) for row in rows]
        yield from _steps(kind, made, branch.key, who, today)


def general_ledgers(today: str) -> Iterator[Step]:
    """Yield the entering of what the general branch keeps in its ledgers up to the day."""
    who = toml(f"{KEY}/contact")["recorder"]
    for kind, rows in _types(KEY):
        yield from _steps(kind, list(rows), KEY, who, today)


def _types(key: str) -> Iterator[tuple[RecordSpec, Iterator[Tree]]]:
    for name, facts in toml(f"{key}/ledgers").items():
        yield spec(name), _rows(facts)


def _rows(facts: Mapping[str, Any]) -> Iterator[Tree]:
    for row in facts["rows"]:
        named = zip(facts["columns"], row, strict=False)
        yield dict(facts.get("same", {})) | {name: value for name, value in named if value != ""}


def _day(kind: RecordSpec, row: Tree) -> str:
    """Return the day on which a record could first be entered."""
    name = (kind.ledger.counted.day if kind.ledger and kind.ledger.counted else "") or kind.day
    day = str(row[name]) if name else f"{row['year']}-01-20"
    return day if len(day) == len("2026-01-20") else f"{day}-28"


def _of_members(kind: RecordSpec, row: Tree, branch: Branch, book: Book) -> Tree:
    """Put uid, name and post of a member in place of each key of a person."""
    made = dict(row)
    roster = {entry.member: entry for entry in book.roster(_day(kind, row))}
    for name in row:
        if kind.name_field(name):
            party = drafting.as_party(name, roster[branch.member(row[name])])
            made |= {key: value for key, value in party.items() if key in kind.fields}
    return made


def _steps(kind: RecordSpec, rows: list[Tree], key: str, who: str, today: str) -> Iterator[Step]:
    dated = sorted((_day(kind, row), place) for place, row in enumerate(rows))
    known = [(day, rows[place]) for day, place in dated if day <= today]
    for month, group in groupby(known, key=lambda pair: pair[0][:7]):
        entries = list(group)
        records = [
            identified(
                tree.blank(kind, organisation=uid(key), **_numbered(kind, row, known)),
                key,
                kind.name,
                day,
                str(place),
            )
            for place, (day, row) in enumerate(entries)
        ]
        at, name = moment(entries[-1][0], _HOUR), f"{key}/{kind.name}/{month}"
        yield at, name, partial(_enter, kind, records, who, at)


def _numbered(kind: RecordSpec, row: Tree, known: list[tuple[str, Tree]]) -> Tree:
    """Give a talk its year and its number in it."""
    if kind.name != _NUMBERED:
        return row
    year = row["held_on"][:4]
    of_year = [other for day, other in known if day[:4] == year]
    number = next(n for n, other in enumerate(of_year, 1) if other is row)
    return row | {"year": int(year), "number": number}


def _enter(kind: RecordSpec, records: list[Tree], who: str, at: str) -> None:
    rows = [(kind, record) for record in records]
    name = f"登记{kind.title}{len(records)}条"
    operations.save_many(rows, name=name, who=who, at=at)
