"""What was changed, by whom and when: one step per wish, one change per record it touched.

A change keeps the top-level keys of the tree that differ, before and after. Undoing a step
writes a new step; nothing is ever taken out of the history.
"""

from dataclasses import dataclass

import peewee as pw

from db.fields import BooleanField, JsonField, MomentField, ReferenceField, TextField
from db.model import Base, new_uid
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
