"""Drafts of open forms, kept beside the records so that a crash loses nothing typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from db.connection import current_path, impatient, is_readonly, transaction, translated
from db.fields import JsonField, MomentField, TextField
from db.model import Base
from db.spec import ATTACHMENTS, Tree


class Draft(Base):
    """What a form held when it was last kept."""

    record = TextField(primary_key=True)
    record_type = TextField()
    kept_at = MomentField(null=False)
    values = JsonField(null=False)


MODELS = (Draft,)


@dataclass(frozen=True)
class Pending:
    """A draft that was not saved as a record; ``tree['revision']`` tells what it began from."""

    record_type: str
    kept_at: str
    tree: Tree


def keep(record_type: str, tree: Tree, at: str) -> None:
    """Keep a form's values outside the record itself; replaces the record's earlier draft."""
    path = current_path()
    if path is None or is_readonly():
        return
    row: dict[str, Any] = {"record_type": record_type, "kept_at": at, "values": tree}
    with translated(path), impatient(), transaction():
        Draft.delete().where(Draft.record == tree["uid"]).execute()
        Draft.insert(record=tree["uid"], **row).execute()


def drop(uid: str) -> None:
    """Forget a draft: the record was saved, or the person gave the draft up."""
    path = current_path()
    if path is None or is_readonly():
        return
    with translated(path), impatient():
        Draft.delete().where(Draft.record == uid).execute()


def drop_many(uids: Iterable[str]) -> None:
    """Forget the drafts of records that are removed, inside the transaction that removes them."""
    for uid in uids:
        Draft.delete().where(Draft.record == uid).execute()


def digests() -> set[str]:
    """Return the SHA-256 of every attached file that a draft holds."""
    return {row["sha256"] for each in pending() for row in each.tree.get(ATTACHMENTS.name) or []}


def pending() -> list[Pending]:
    """Return the drafts that a crash left behind, newest first."""
    rows = Draft.select().order_by(Draft.kept_at.desc())
    return [Pending(row.record_type, row.kept_at, row.values) for row in rows]
