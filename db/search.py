"""Search over all text of all records: Chinese of any length, words, numbers and pinyin.

SQLite's tokenizer takes a run of Chinese for one word, so the index holds every character as a
word of its own and a query is the phrase of its characters. People are also indexed by pinyin
and its initials. Private fields (identity number, telephone, address) are never indexed.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import peewee as pw

from db import names
from db.connection import database
from db.fields import DateField, TextField
from db.model import Base
from db.spec import RecordSpec, Tree
from db.tree import texts

_ASCII_WORD = re.compile(r"[0-9A-Za-z]+")
_PIECE = re.compile(r"[0-9A-Za-z]+|[^\W_]")
_AROUND = 24


class SearchEntry(Base):
    """What a record can be found by; ``id`` is the row of the full-text index."""

    id = pw.AutoField()
    record = TextField(unique=True)
    record_type = TextField()
    organisation = TextField(null=True)
    day = DateField()
    heading = TextField()
    text = TextField()


MODELS = (SearchEntry,)


@dataclass(frozen=True)
class Hit:
    """A record that matches, with the text around the first match."""

    record_type: str
    uid: str
    day: str | None
    heading: str
    excerpt: str
    organisation: str | None = None


def index(records: Iterable[tuple[RecordSpec, Tree]], target: pw.SqliteDatabase = database) -> None:
    """Bring the index in step with saved records; what lies in the bin is not found.

    ``target`` is another data file than the open one.
    """
    rows = list(records)
    uids = [tree["uid"] for _spec, tree in rows]
    _drop(uids, target)
    for kind, tree in rows:
        if tree["deleted_at"] is None:
            _insert(kind, tree, target)


def forget(uids: Iterable[str]) -> None:
    """Take records out of the index, their words too."""
    _drop(list(uids), database)
    database.execute_sql("INSERT INTO search_index(search_index) VALUES ('optimize')")


def _drop(uids: list[str], target: pw.SqliteDatabase) -> None:
    for start in range(0, len(uids), 500):
        part = uids[start : start + 500]
        known = SearchEntry.select(SearchEntry.id).where(SearchEntry.record.in_(part))
        old = [number for (number,) in target.execute_sql(*known.sql())]
        for entry in old:
            target.execute_sql("DELETE FROM search_index WHERE rowid=?", (entry,))
        SearchEntry.delete().where(SearchEntry.id.in_(old)).execute(target)


def entry(kind: RecordSpec, tree: Tree) -> tuple[object, ...]:
    """Return what the index should hold of a living record, as ``entries`` returns it."""
    return (
        kind.name,
        tree["organisation"],
        tree[kind.day] if kind.day else None,
        kind.heading(tree),
        "\n".join(texts(kind, tree)),
    )


def entries() -> dict[str, tuple[object, ...]]:
    """Return what the index holds, by the uid of the record."""
    columns = (
        SearchEntry.record,
        SearchEntry.record_type,
        SearchEntry.organisation,
        SearchEntry.day,
        SearchEntry.heading,
        SearchEntry.text,
    )
    rows = database.execute_sql(*SearchEntry.select(*columns).sql())
    return {row[0]: tuple(row[1:]) for row in rows}


def clear() -> None:
    """Empty the index, also one that is damaged; it must be filled again."""
    statement = database.execute_sql(
        "SELECT sql FROM sqlite_master WHERE name = 'search_index'"
    ).fetchone()[0]
    database.execute_sql("DROP TABLE search_index")
    database.execute_sql(statement)
    SearchEntry.delete().execute()


def _insert(kind: RecordSpec, tree: Tree, target: pw.SqliteDatabase) -> None:
    record_type, organisation, day, heading, text = entry(kind, tree)
    number = SearchEntry.insert(
        record=tree["uid"],
        record_type=record_type,
        organisation=organisation,
        day=day,
        heading=heading,
        text=text,
    ).execute(target)
    pinyin = " ".join(names.search_text(name) for name in kind.people(tree))
    body = f"{_spaced(str(heading))} {_spaced(str(day or ''))} {_spaced(str(text))} {pinyin}"
    target.execute_sql("INSERT INTO search_index(rowid, body) VALUES (?, ?)", (number, body))


def _plain(text: str) -> str:
    """Return the text in small letters, full-width letters and digits as ordinary ones."""
    return unicodedata.normalize("NFKC", text).lower()


def _spaced(text: str) -> str:
    return " ".join(_PIECE.findall(_plain(text)))


def search(text: str, *, organisation: str | None = None, limit: int = 200) -> list[Hit]:
    """Return the records that hold every word of ``text``; all with ``limit`` -1.

    What has no day (people, groups, phrases) comes first: who looks for a name means the person,
    not the many meetings that mention it. Then the newest comes first. A word of letters also
    matches the beginning of a person's pinyin or of its initials.
    """
    query = _query(text)
    if not query:
        return []
    sql = (
        "SELECT id FROM search_index JOIN search_entry ON id = search_index.rowid"
        " WHERE search_index MATCH ?"
    )
    values: list[object] = [query]
    if organisation is not None:
        sql += " AND organisation = ?"
        values.append(organisation)
    sql += " ORDER BY day IS NOT NULL, day DESC, id LIMIT ?"
    found = [row[0] for row in database.execute_sql(sql, (*values, limit))]
    entries: dict[int, SearchEntry] = {}
    for start in range(0, len(found), 500):
        part = SearchEntry.id.in_(found[start : start + 500])
        entries |= {e.id: e for e in SearchEntry.select().where(part)}
    return [_hit(entries[number], text) for number in found]


def _query(text: str) -> str:
    phrases = []
    for word in _plain(text).split():
        pieces = _PIECE.findall(word)
        if pieces:
            open_ended = "*" if _ASCII_WORD.fullmatch(pieces[-1]) else ""
            phrases.append(f'"{" ".join(pieces)}"{open_ended}')
    return " AND ".join(phrases)


def _hit(entry: SearchEntry, text: str) -> Hit:
    plain = _plain(entry.text)
    if len(plain) != len(entry.text):  # places in it would not be places in the text
        plain = entry.text.lower()
    words = _plain(text).split()
    place = min((p for word in words if (p := plain.find(word)) >= 0), default=0)
    start, end = max(0, place - _AROUND), place + 2 * _AROUND
    excerpt = entry.text[start:end].replace("\n", " ")
    excerpt = ("…" if start else "") + excerpt + ("…" if end < len(entry.text) else "")
    return Hit(
        entry.record_type, entry.record, entry.day, entry.heading, excerpt, entry.organisation
    )
