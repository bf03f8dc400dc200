"""What stands on what: which records refer to a record, and which of its own lie in the bin."""

from collections.abc import Iterable, Iterator
from typing import Any

from db import tree
from db.connection import database
from db.errors import Refused
from db.model import Record, dicts
from db.records import RECORDS
from db.spec import LineSpec, RecordSpec, Tree

_BATCH = 500


def lines_of(kind: RecordSpec) -> Iterator[tuple[LineSpec, tuple[LineSpec, ...]]]:
    """Yield the line lists of a type at every depth, each with those that it lies in."""
    waiting: list[tuple[LineSpec, tuple[LineSpec, ...]]] = [(line, ()) for line in kind.lines]
    while waiting:
        line, above = waiting.pop()
        yield line, above
        waiting += [(inner, (*above, line)) for inner in line.lines]


def refuse_if_needed(kind: RecordSpec, record: Tree) -> None:
    """Refuse to bin what other records stand on: they would lose what they refer to."""
    for other, owner, _uid in referrers({record["uid"]}):
        living = other.model.deleted_at.is_null() & (other.model.uid == owner)
        if owner != record["uid"] and other.model.select().where(living).exists():
            raise Refused(
                f"“{kind.heading(record)}”还被其他记录引用，不能删除。"
                "党员离开支部请填写转出日期，党小组、支部委员会请填写结束日期。"
            )


def refuse_binned(records: list[tuple[RecordSpec, Tree]], known: Iterable[str] = ()) -> None:
    """Refuse references into the recycle bin: what lies there counts nowhere.

    ``known`` are uids that the records may go on referring to.
    """
    for kind, uid in _binned(records, known):
        heading = kind.heading(tree.dump(kind, uid))
        raise Refused(f"这里用到的{kind.title}“{heading}”在回收站中，请先恢复它。")


def needs_from_bin(kind: RecordSpec, uid: str) -> list[tuple[RecordSpec, str]]:
    """Return what a binned record stands on, at every remove, that lies in the bin as well."""
    found: list[tuple[RecordSpec, str]] = []
    fresh = [(kind, uid)]
    while fresh:
        records = [(each, tree.dump(each, one)) for each, one in fresh]
        seen = {uid, *(one for _kind, one in found)}
        fresh = [(each, one) for each, one in _binned(records) if one not in seen]
        found += fresh
    return found


def _binned(
    records: list[tuple[RecordSpec, Tree]], known: Iterable[str] = ()
) -> Iterator[tuple[RecordSpec, str]]:
    """Yield what the records refer to that lies in the bin, these records themselves apart."""
    wanted: dict[type[Record], set[str]] = {}
    for kind, record in records:
        for model, uid in tree.references(kind, record):
            wanted.setdefault(model, set()).add(uid)
    own = {record["uid"] for _kind, record in records}
    for kind in RECORDS:
        uids = sorted(wanted.get(kind.model, set()) - set(known) - own)
        for start in range(0, len(uids), _BATCH):
            part = kind.model.uid.in_(uids[start : start + _BATCH])
            binned = kind.model.deleted_at.is_null(is_null=False)
            for row in dicts(kind.model.select(kind.model.uid).where(part, binned)):
                yield kind, row["uid"]


def referrers(uids: set[str]) -> Iterator[tuple[RecordSpec, str, str]]:
    """Yield (type, uid of the record, uid referred to) for every reference to these records.

    Records in the bin refer too. A reference of a line is one of the record that owns it.
    """
    for kind in RECORDS:
        for field in kind.model._meta.refs:
            for row in _rows(kind.model.select(kind.model.uid, field), field, uids):
                yield kind, row[0], row[1]
        for line, above in lines_of(kind):
            owner = getattr((above[0] if above else line).model, (above or (line,))[0].parent)
            for field in line.model._meta.refs:
                if field.name == line.parent:
                    continue
                query, below = line.model.select(owner, field), line
                for upper in reversed(above):
                    parent = getattr(below.model, below.parent)
                    query = query.join(upper.model, on=(parent == upper.model.uid))
                    below = upper
                for row in _rows(query, field, uids):
                    yield kind, row[0], row[1]


def _rows(query: Any, field: Any, uids: set[str]) -> Iterator[tuple[str, str]]:
    wanted = sorted(uids)
    for start in range(0, len(wanted), _BATCH):
        part = query.where(field.in_(wanted[start : start + _BATCH]))
        yield from database.execute_sql(*part.sql())
