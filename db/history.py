"""What was changed, by whom and when: one step per wish, one change per record it touched.

A change keeps the top-level keys of the tree that differ, before and after. Undoing a step
writes a new step; nothing is ever taken out of the history.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import peewee as pw

from db.connection import database
from db.fields import BooleanField, JsonField, MomentField, ReferenceField, TextField
from db.model import Base, dicts, new_uid
from db.spec import Tree


class Step(Base):
    """One undoable wish; ``undoes`` names the step that this one took back.

    A step that is not ``undoable`` needs a reasoned wish of its own to be taken back.
    """

    number = pw.AutoField()
    uid = pw.TextField(unique=True, default=new_uid)
    at = MomentField(null=False)
    who = TextField()
    name = TextField()
    reason = TextField()
    undoes = TextField(null=True, default=None)
    undoable = BooleanField(default=True)


class Change(Base):
    """What one step did to one record; ``before`` is null when the record began."""

    id = pw.AutoField()
    step = ReferenceField(Step, required=True)
    record_type = TextField()
    record = TextField(index=True)
    before = JsonField()
    after = JsonField(null=False)


MODELS = (Step, Change)
DISCLOSED = "查看："
"""How the name of a step begins that only says who was shown what (``db.disclosures``)."""
EMPTIED = "（记录已从回收站清空）"
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


@dataclass(frozen=True)
class Entry:
    """A line of a record's history: who did what when, and the keys that differ."""

    step: int
    at: str
    who: str
    name: str
    reason: str
    before: Tree | None
    after: Tree


def difference(before: Tree | None, after: Tree) -> tuple[Tree | None, Tree]:
    """Return the keys that differ, as (before, after); everything when the record is new."""
    if before is None:
        return None, after
    keys = [k for k in after if k not in ("revision",) and before.get(k) != after[k]]
    return {k: before.get(k) for k in keys}, {k: after[k] for k in keys}


def of_record(uid: str) -> list[Entry]:
    """Return the history of a record, newest first."""
    rows = (
        Change.select(Change, Step)
        .join(Step)
        .where(Change.record == uid)
        .order_by(Change.id.desc())
    )
    return [
        Entry(c.step.number, c.step.at, c.step.who, c.step.name, c.step.reason, c.before, c.after)
        for c in rows
    ]


def is_disclosure() -> Any:
    """Return the condition for steps that only say who was shown what."""
    return Step.name.startswith(DISCLOSED) & ~Step.undoable


def forget(uids: Iterable[str]) -> None:
    """Remove what the history holds of records that are removed for good.

    The steps stay, with who and when. A step that touched nothing else loses its words as well;
    none that touched such a record can be undone any more.
    """
    steps: set[int] = set()
    for uid in uids:
        query = Change.select(Change.step).where(Change.record == uid)
        steps |= {row["step"] for row in dicts(query)}
        Change.delete().where(Change.record == uid).execute()
    for number in steps:
        Step.update(undoable=False).where(Step.number == number).execute()
        if not Change.select().where(Change.step == number).exists():
            Step.update(name=EMPTIED, reason="").where(Step.number == number).execute()


def digests() -> set[str]:
    """Return the SHA-256 of every attached file that some change remembers."""
    query = Change.select(Change.before, Change.after).tuples()
    found: set[str] = set()
    for texts in database.execute_sql(*query.sql()):
        for text in texts:
            found |= set(_DIGEST.findall(text or ""))
    return found


def state_after(uid: str, step: int, current: Tree) -> Tree:
    """Return a record as it was right after a step, from how it is now."""
    state = dict(current)
    for entry in of_record(uid):
        if entry.step <= step or entry.before is None:
            break
        state |= entry.before
    return state
