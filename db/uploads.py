"""Which records were typed into a platform, and which have changed since (抄报台).

An upload keeps a digest of what the record said on that day. Steps of its life and what is
attached afterwards do not count as a change, photos do.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from db import dates, queries, tree
from db.model import AttachmentKind, dicts
from db.queries import Row
from db.records import spec
from db.records.held import Status
from db.records.platform_form import CopySource, ledger_of
from db.spec import ATTACHMENTS, ROOT_KEYS, RecordSpec, Tree

FORM, UPLOAD = spec("platform_form"), spec("upload")


@dataclass(frozen=True)
class Copied:
    """One upload of a record and whether the record has changed since."""

    upload: Tree
    changed: bool

    @property
    def text(self) -> str:
        """Return 11月25日已上传, or that it must be seen to again."""
        day = dates.text(self.upload["uploaded_on"])
        return f"{day}已上传" + ("，后来有改动" if self.changed else "")


@dataclass(frozen=True)
class Entry:
    """A record of a form's kind; ``copied`` is its last upload with this form, None for none."""

    row: Row
    copied: Copied | None

    @property
    def draft(self) -> bool:
        """Whether the record is not finished yet."""
        return bool(self.row.values.get("status") == Status.DRAFT)

    @property
    def open(self) -> bool:
        """Whether something is to be typed over there: the record, or what changed of it."""
        return self.copied is None or self.copied.changed


def kind_of(source: str) -> RecordSpec:
    """Return the record type of what is typed into a form."""
    if ledger := ledger_of(source):
        return ledger
    return spec("activity" if source == CopySource.ACTIVITY else "meeting")


def suits(form: Tree, kind: RecordSpec, values: Tree) -> bool:
    """Whether a record belongs into a form."""
    if kind.ledger is not None:
        return bool(form["source"] == kind.name)
    source = CopySource.ACTIVITY if kind.name == "activity" else values.get("kind")
    return kind is kind_of(form["source"]) and form["source"] == source


def forms_of(organisation: str) -> list[Tree]:
    """Return the forms of a branch, whole, in their order."""
    uids = [row.uid for row in queries.records(FORM, organisation=organisation)]
    found = tree.dump_many(FORM, uids)
    return [found[uid] for uid in uids]


def entries(form: Tree, year: int) -> list[Entry]:
    """Return the records of a year that belong into a form, in the order of their list.

    A record of a ledger may stand in several years: its upload of whichever year counts.
    """
    kind = kind_of(form["source"])
    rows = queries.records(kind, organisation=form["organisation"], year=year)
    of_year = year if kind.ledger is None else None
    known = _last(each for each in _uploads(form["organisation"], of_year) if _is_of(each, form))
    changed = _changed(kind, known.values())
    return [
        Entry(row, Copied(known[row.uid], row.uid in changed) if row.uid in known else None)
        for row in rows
        if suits(form, kind, row.values)
    ]


def marks(organisation: str, kind: RecordSpec, year: int) -> dict[str, Copied]:
    """Return the last upload of each record of a type and year, by uid."""
    known = _last(_uploads(organisation, year))
    changed = _changed(kind, known.values())
    return {uid: Copied(upload, uid in changed) for uid, upload in known.items()}


def mark(kind: RecordSpec, uid: str) -> Copied | None:
    """Return the last upload of one record with whichever form, None when there was none."""
    model: Any = UPLOAD.model
    newest = model.uploaded_on.desc(), model.entered_at.desc()
    query = model.select().where(model.copied == uid, model.deleted_at.is_null())
    row = next(iter(dicts(query.order_by(*newest).limit(1))), None)
    return Copied(row, uid in _changed(kind, [row])) if row is not None else None


def new_upload(form: Tree, kind: RecordSpec, record: Tree, today: str) -> Tree:
    """Return the upload of a record as it stands, dated today, for the person to save."""
    return tree.blank(
        UPLOAD,
        organisation=record["organisation"],
        year=record.get("year") or int((day_of(kind, record) or today)[:4]),
        form=form["uid"],
        copied=record["uid"],
        title=kind.heading(record),
        uploaded_on=today,
        saved=record["revision"],
        content=digest(kind, record),
    )


def day_of(kind: RecordSpec, record: Tree) -> str:
    """Return the ISO day that dates a record, "" where it has none."""
    name = kind.day or ("held_on" if "held_on" in kind.fields else "")
    return str(record[name] or "") if name else ""


def digest(kind: RecordSpec, record: Tree) -> str:
    """Return a short value of what a record says, the same as long as it says the same."""
    left_out = {*ROOT_KEYS, *kind.steps_of_life, ATTACHMENTS.name}
    said = {key: value for key, value in record.items() if key not in left_out}
    said["photos"] = [
        row["sha256"] for row in record[ATTACHMENTS.name] if row["kind"] == AttachmentKind.PHOTO
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:32]


def _uploads(organisation: str, year: int | None) -> list[Tree]:
    return [row.values for row in queries.records(UPLOAD, organisation=organisation, year=year)]


def _is_of(upload: Tree, form: Tree) -> bool:
    return bool(upload["form"] == form["uid"])


def _last(uploads: Iterable[Tree]) -> dict[str, Tree]:
    """The newest upload of each record; they come newest first."""
    found: dict[str, Tree] = {}
    for upload in uploads:
        if upload["copied"]:
            found.setdefault(upload["copied"], upload)
    return found


def _changed(kind: RecordSpec, uploads: Iterable[Tree]) -> set[str]:
    """Return the records that say something else now; only those saved since are read."""
    then = {each["copied"]: each for each in uploads}
    model: Any = kind.model
    rows = dicts(model.select(model.uid, model.revision).where(model.uid.in_(list(then))))
    since = [row["uid"] for row in rows if row["revision"] != then[row["uid"]]["saved"]]
    now = tree.dump_many(kind, since)
    return {uid for uid in now if digest(kind, now[uid]) != then[uid]["content"]}
