"""The file itself: pages, indexes, references, attached files, room."""

import hashlib
from collections.abc import Iterator
from typing import Any

import peewee as pw

from db import attachments, standing
from db.connection import database, is_readonly
from db.health.problem import Grade, Problem, Repair, Say
from db.model import Attachment, Blob, dicts
from db.records import RECORDS
from db.spec import ATTACHMENTS, RecordSpec

_MOST = 20
_WORTH_VACUUM = 1024 * 1024


def problems(heads: dict[str, tuple[RecordSpec, str]], before: str, say: Say) -> Iterator[Problem]:
    """Yield what is wrong with the file.

    ``heads`` names every record by its uid; files added since ``before`` may belong to a form
    that is still open.
    """
    say(0, 0, "检查文件结构")
    yield from _structure()
    say(0, 0, "检查引用")
    yield from _references(heads)
    yield from _files(heads, say)
    yield from _unused(before)
    yield from _room()


def _structure() -> Iterator[Problem]:
    said = [str(row[0]) for row in database.execute_sql(f"PRAGMA integrity_check({_MOST})")]
    of_search = [text for text in said if "search_index" in text or "fts5" in text.lower()]
    if of_search or _search_is_damaged():
        sentence = "检索用的索引损坏，查找可能出错。"
        yield Problem("search-damaged", Grade.DAMAGE, sentence, repair=Repair.SEARCH)
    for text in said:
        if text == "ok" or text in of_search:
            continue
        if "index" in text.lower():
            sentence = "数据表的索引与内容不符，可以重建。"
            yield Problem("index", Grade.DAMAGE, sentence, repair=Repair.REINDEX)
        else:
            sentence = f"文件结构损坏（{text[:80]}）。请从最近的备份恢复。"
            yield Problem("integrity", Grade.DAMAGE, sentence)


def _search_is_damaged() -> bool:
    """Let SQLite compare its full-text index with the text; a reader may not ask that."""
    if is_readonly():
        return False
    try:
        database.execute_sql("INSERT INTO search_index(search_index) VALUES ('integrity-check')")
    except pw.DatabaseError as error:
        if not any(word in str(error).lower() for word in ("malformed", "corrupt")):
            raise
        return True
    return False


def _references(heads: dict[str, tuple[RecordSpec, str]]) -> Iterator[Problem]:
    """Say of each row that refers to nothing where it lies."""
    named = _tables()
    for table, rowid, parent, key in database.execute_sql("PRAGMA foreign_key_check").fetchall():
        kind, title, owner_columns = named.get(table, (None, table, ()))
        columns = [
            row[3]
            for row in database.execute_sql(f'PRAGMA foreign_key_list("{table}")')
            if row[0] == key
        ]
        if kind is None:
            yield Problem("reference", Grade.DAMAGE, f"“{table}”有一行指向不存在的内容。")
            continue
        if table == Attachment._meta.table_name:
            continue  # said of the attached file itself
        if owner_columns and columns and columns[0] == owner_columns[0]:
            text = f"{kind.title}的“{title}”有一行没有主人：它属于的记录已不在文件中。"
            yield Problem("orphan-line", Grade.DAMAGE, text, record_type=kind.name)
            continue
        uid = _owner(table, rowid, owner_columns)
        heading = heads[uid][1] if uid in heads else ""
        target = named[parent][0].title if parent in named else parent
        text = f"“{title}”指向的{target}已不在文件中。请打开记录重新选定，或从备份恢复。"
        yield Problem("reference", Grade.DAMAGE, text, kind.name, uid if heading else "", heading)


def _tables() -> dict[str, tuple[RecordSpec, str, tuple[str, ...]]]:
    """Return by table its type, its title and the column and tables that lead to the record."""
    found: dict[str, tuple[RecordSpec, str, tuple[str, ...]]] = {}
    for kind in RECORDS:
        found[kind.model._meta.table_name] = (kind, kind.title, ())
        for line, above in standing.lines_of(kind):
            column = getattr(line.model, line.parent).column_name
            uppers = tuple(each.model._meta.table_name for each in reversed(above))
            found[line.model._meta.table_name] = (kind, line.title, (column, *uppers))
    return found


def _owner(table: str, rowid: Any, path: tuple[str, ...]) -> str:
    column = path[0] if path else "uid"
    sql = f'SELECT "{column}" FROM "{table}" WHERE rowid = ?'
    row = database.execute_sql(sql, (rowid,)).fetchone()
    for upper in path[1:]:
        if row is None:
            return ""
        above = _tables()[upper][2][0]
        sql = f'SELECT "{above}" FROM "{upper}" WHERE uid = ?'
        row = database.execute_sql(sql, (row[0],)).fetchone()
    return str(row[0]) if row is not None else ""


def _files(heads: dict[str, tuple[RecordSpec, str]], say: Say) -> Iterator[Problem]:
    rows = list(dicts(Attachment.select(Attachment.record, Attachment.name, Attachment.sha256)))
    for row in rows:
        if row["record"] not in heads:
            text = f"附件“{row['name']}”没有主人：它属于的记录已不在文件中。"
            yield Problem("orphan-attachment", Grade.ACTION, text)
    known = {row["sha256"] for row in rows}
    stored = [row["sha256"] for row in dicts(Blob.select(Blob.sha256).order_by(Blob.sha256))]
    wrong = {digest: "attachment-missing" for digest in known - set(stored)}
    for place, digest in enumerate(stored):
        say(place, len(stored), "核对附件")
        blob = Blob.get(Blob.sha256 == digest)
        if hashlib.sha256(bytes(blob.data)).hexdigest() != digest:
            wrong[digest] = "attachment-altered"
    why = {
        "attachment-missing": "的内容不在数据文件中",
        "attachment-altered": "的内容与登记不符，可能已损坏",
    }
    for row in rows:
        if code := wrong.get(row["sha256"]):
            kind, heading = heads.get(row["record"], (None, ""))
            text = f"{ATTACHMENTS.title}“{row['name']}”{why[code]}。请从备份恢复。"
            uid = row["record"] if kind else ""
            name = kind.name if kind else ""
            yield Problem(code, Grade.DAMAGE, text, name, uid, heading)


def _unused(before: str) -> Iterator[Problem]:
    if count := len(attachments.unused(before)):
        text = f"有{count}个附件的内容没有任何记录、历史或草稿用到，白占地方。"
        yield Problem("unused-files", Grade.TIDY, text, repair=Repair.FILES)


def _room() -> Iterator[Problem]:
    free, total, size = (
        int(database.execute_sql(f"PRAGMA {name}").fetchone()[0])
        for name in ("freelist_count", "page_count", "page_size")
    )
    if free * size > _WORTH_VACUUM and free * 4 > total:
        text = f"文件里有{free * size // _WORTH_VACUUM} MB 空着，压缩后文件变小。"
        yield Problem("room", Grade.TIDY, text, repair=Repair.VACUUM)
