"""Handing the data over to a successor: a proven copy, the counts, and the seal on the old file."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from db import backup, connection, dates, marks, operations
from db.branch import Organisation
from db.connection import SEALED, translated
from db.errors import Refused
from db.marks import HANDOVER
from db.model import Attachment, Blob, dicts
from db.records import RECORDS
from db.spec import RecordSpec, Tree


@dataclass(frozen=True)
class Count:
    """How many records of a type an organisation has, by year; None for what has no year."""

    kind: RecordSpec
    by_year: dict[int | None, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_year.values())


def handover_counts(organisation: str) -> list[Count]:
    """Return the living records of an organisation by type and year, those types that it has."""
    found = []
    for kind in RECORDS:
        by_year: dict[int | None, int] = {}
        for row in _rows(kind, organisation):
            year = row["year"] if "year" in row else int(row["day"][:4]) if row.get("day") else None
            by_year[year] = by_year.get(year, 0) + 1
        if by_year:
            found.append(Count(kind, by_year))
    return found


def _rows(kind: RecordSpec, organisation: str) -> list[Tree]:
    model = kind.model
    columns = []
    if "year" in kind.fields:
        columns = [kind.fields["year"].alias("year")]
    elif kind.day:
        columns = [kind.fields[kind.day].alias("day")]
    if model is Organisation:
        mine = Organisation.uid == organisation
    else:
        mine = kind.fields["organisation"] == organisation
    query = model.select(model.uid, *columns).where(mine, model.deleted_at.is_null())
    return list(dicts(query))


def attachment_count() -> tuple[int, int]:
    """Return the number of attached files of the open file and their size in bytes."""
    count = Attachment.select().count()
    return count, sum(row["size"] for row in dicts(Blob.select(Blob.size)))


def seal(target: Path, *, to: str, on: str, who: str, at: str) -> Tree:
    """Write a verified copy for the successor ``to`` and note it; ``on`` is the ISO day.

    Returns the note: file name, size in bytes, SHA-256. The open file stays as it is until
    ``close_old``. Raises ``Refused``.
    """
    if not to.strip():
        raise Refused("请写明移交给谁。")
    if connection.is_readonly():
        raise Refused("数据文件是以只读方式打开的，不能移交。")
    if target.exists():
        raise Refused(f"“{target.name}”已经存在，没有覆盖。请换一个文件名。")
    backup.backup(target)
    with translated(target):
        digest = hashlib.sha256()
        with target.open("rb") as stream:
            while part := stream.read(1 << 20):
                digest.update(part)
        size = target.stat().st_size
    note: Tree = {
        "to": to.strip(),
        "on": on,
        "from": who,
        "file": target.name,
        "size": size,
        "sha256": digest.hexdigest(),
    }
    operations.mark_file({HANDOVER: note}, name=f"移交副本 给{note['to']}", who=who, at=at)
    return note


def close_old(*, who: str, at: str) -> None:
    """Close the open file for changes after its copy was handed over, and open it for reading.

    Raises ``Refused`` when no copy was made.
    """
    note, path = marks.mark(HANDOVER), connection.current_path()
    if note is None or path is None:
        raise Refused("还没有做移交的副本，不能封存。请先写出副本并核对。")
    operations.mark_file(
        {SEALED: {"to": note["to"], "on": note["on"]}},
        name=f"移交封存 {dates.text(note['on'])}交给{note['to']}",
        who=who,
        at=at,
    )
    connection.open_file(path, key=connection.current_key())


def take_back(*, reason: str, who: str, at: str) -> None:
    """Open the sealed file for changes again; the reason stays in the history.

    Raises ``Refused``; the file is then open for reading as before.
    """
    path = connection.current_path()
    if not reason.strip():
        raise Refused("请写明为什么收回移交。")
    if path is None or marks.mark(SEALED) is None:
        raise Refused("这份数据没有移交封存，不用收回。")
    key = connection.current_key()
    try:
        connection.open_file(path, key=key, despite_mark=True)
        operations.mark_file({SEALED: None}, name="收回移交", who=who, at=at, reason=reason)
    except Refused:
        connection.open_file(path, key=key, readonly=True)
        raise


def last_copy() -> Tree | None:
    """Return the note of the last copy made for a successor, None when there is none."""
    return marks.mark(HANDOVER)
