"""What records have been before, here and in other files, and which of two is ahead.

The content of a record at one time is its state, told by a fingerprint. A file knows the states
that its history holds and those that came with packages (``KnownState``). Of two files the one
that knows the other's present state is ahead; when neither does, both were changed, and a person
decides.
"""

import hashlib
import json
from collections.abc import Iterable
from enum import Enum

from db.fields import ReferenceField, TextField
from db.history import Change, Step
from db.model import Base, dicts
from db.spec import ROOT_KEYS, Tree

_BATCH = 500


class KnownState(Base):
    """A state of a record that another file had; ``part`` is "" or names a part of it.

    It counts while the merge that brought it stands; in a package it has no step.
    """

    step = ReferenceField(Step)
    record = TextField(index=True)
    part = TextField()
    state = TextField()


MODELS = (KnownState,)


class Verdict(Enum):
    """How a record here stands to the same record of another file."""

    SAME = "same"
    THERE = "there"
    HERE = "here"
    BOTH = "both"


def verdict(here: str, there: str, past_here: set[str], past_there: set[str]) -> Verdict:
    """Return which side is ahead, by the states of both and those that each side has known."""
    if here == there:
        return Verdict.SAME
    newer_there, newer_here = here in past_there, there in past_here
    if newer_there != newer_here:
        return Verdict.THERE if newer_there else Verdict.HERE
    return Verdict.BOTH


def fingerprint(record: Tree, without: Iterable[str] = ()) -> str:
    """Return a digest of what a person entered in a record, whatever its identity and life.

    What is empty counts as absent, so that a field which a later version adds changes nothing.
    """
    left_out = {*ROOT_KEYS, *without}
    content = _said({key: value for key, value in record.items() if key not in left_out})
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _said(values: Tree) -> Tree:
    result = {}
    for key, value in values.items():
        if key == "uid" or value is None or value is False or value in ("", []):
            continue
        result[key] = [_said(row) for row in value] if isinstance(value, list) else value
    return result


def earlier(records: Iterable[Tree]) -> dict[str, list[Tree]]:
    """Return by uid what each record was before, newest first; what was undone never was.

    A record that nothing which still stands has made is not in the result.
    """
    present = {record["uid"]: record for record in records}
    undone = undone_steps()
    found: dict[str, list[Tree]] = {}
    for start in range(0, len(present), _BATCH):
        part = list(present)[start : start + _BATCH]
        query = Change.select().where(Change.record.in_(part)).order_by(Change.id.desc())
        for row in dicts(query):
            if row["step"] in undone:
                continue
            states = found.setdefault(row["record"], [])
            if row["before"] is not None:
                state = states[-1] if states else present[row["record"]]
                states.append(state | row["before"])
    return found


def undone_steps() -> set[int]:
    """Return the numbers of the steps that were taken back, and of those that took them back."""
    numbers: set[int] = set()
    targets: set[str] = set()
    undoing = Step.select(Step.undoes).where(Step.undoes.is_null(is_null=False))
    query = (
        Step.select(Step.number, Step.uid, Step.undoes)
        .where(Step.undoes.is_null(is_null=False) | Step.uid.in_(undoing))
        .order_by(Step.number.desc())
    )
    for row in dicts(query):
        if row["uid"] in targets:
            numbers.add(row["number"])
        elif row["undoes"]:
            targets.add(row["undoes"])
            numbers.add(row["number"])
    return numbers


def known(uids: Iterable[str]) -> dict[tuple[str, str], set[str]]:
    """Return the states that came from other files, by uid and part of the record."""
    wanted, undone = list(uids), undone_steps()
    found: dict[tuple[str, str], set[str]] = {}
    for start in range(0, len(wanted), _BATCH):
        query = KnownState.select().where(KnownState.record.in_(wanted[start : start + _BATCH]))
        for row in dicts(query):
            if row["step"] not in undone:
                found.setdefault((row["record"], row["part"]), set()).add(row["state"])
    return found
