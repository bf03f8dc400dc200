"""What is in a copy of a data file, and what going back to it would change; nothing is written."""

import contextlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from db import cipher, connection
from db.cipher import Key
from db.connection import translated
from db.errors import Damaged, Refused
from db.history import Step
from db.migrations import MIGRATIONS
from db.records import RECORDS


@dataclass(frozen=True)
class Contents:
    """The records of a copy by the name of their type, its size in bytes, its newest step.

    ``problem`` says why it cannot be gone back to, "" when it can; ``protected`` whether it is
    under a password. ``last_at`` is UTC as in the history, "" for a copy without a step.
    """

    size: int
    protected: bool = False
    problem: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    last_at: str = ""
    last_name: str = ""
    steps: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Difference:
    """What going back to a copy changes: (type, records now, records then) and the steps lost."""

    counts: tuple[tuple[str, int, int], ...]
    lost: tuple[str, ...]


def contents(path: Path) -> Contents:
    """Examine a copy: open it, check it, count it. What is wrong is in ``problem``.

    A copy under the password of the open file is read with that; of one under another password
    nothing is known but its size.
    """
    try:
        with translated(path):
            size = path.stat().st_size
            protected = connection.looks_protected(path)
            key = connection.current_key() if protected else None
            if protected and (key is None or key.salt != cipher.salt_of(path)):
                return Contents(size, protected=True)
            with contextlib.closing(connection.raw_connection(path, key)) as there:
                there.execute("PRAGMA query_only=1")
                return _read(there, path, key, size)
    except Refused as refusal:
        return Contents(path.stat().st_size if path.exists() else 0, problem=str(refusal))


def _read(there: sqlite3.Connection, path: Path, key: Key | None, size: int) -> Contents:
    if there.execute("PRAGMA application_id").fetchone()[0] != connection.APPLICATION_ID:
        raise Damaged(f"“{path.name}”不是支部工作台的数据文件。")
    connection.refuse_newer(
        path, there.execute("PRAGMA user_version").fetchone()[0], len(MIGRATIONS)
    )
    if not connection.is_whole(there, key):
        raise Damaged(f"“{path.name}”已损坏，不能恢复。请选另一份备份。")
    last = there.execute("SELECT at, name FROM step ORDER BY number DESC LIMIT 1").fetchone()
    steps = frozenset(uid for (uid,) in there.execute("SELECT uid FROM step"))
    return Contents(
        size,
        protected=key is not None,
        counts=_counts(there),
        last_at=last[0] if last else "",
        last_name=last[1] if last else "",
        steps=steps,
    )


def _counts(there: sqlite3.Connection) -> dict[str, int]:
    """Return the living records of each type; types that an older copy has not are left out."""
    tables = {name for (name,) in there.execute("SELECT name FROM sqlite_master")}
    counts = {}
    for kind in RECORDS:
        table = kind.model._meta.table_name
        if table in tables:
            sql = f'SELECT count(*) FROM "{table}" WHERE deleted_at IS NULL'
            counts[kind.name] = there.execute(sql).fetchone()[0]
    return counts


def difference(then: Contents) -> Difference:
    """Hold a copy against the open file: types whose numbers differ, and the steps made since."""
    now = _counts(connection.database.connection())
    counts = [
        (kind.title, now.get(kind.name, 0), then.counts.get(kind.name, 0))
        for kind in RECORDS
        if now.get(kind.name, 0) != then.counts.get(kind.name, 0)
    ]
    return Difference(tuple(counts), tuple(_since(then.steps)))


def _since(known: frozenset[str]) -> Iterable[str]:
    """Yield the names of the steps that a copy does not hold, the latest first."""
    for step in Step.select(Step.uid, Step.name).order_by(Step.number.desc()):
        if step.uid not in known:
            yield step.name
