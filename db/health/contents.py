"""What is in the file: uids, moments, history, drafts, the search index, the bin."""

import re
from collections import Counter
from collections.abc import Iterator

from db import drafts, search, standing, tree
from db.connection import database
from db.health.problem import Grade, Problem, Repair, Say
from db.history import Change, Step
from db.model import dicts
from db.records import RECORDS
from db.spec import RecordSpec

_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_BATCH = 500
_NAMES = {kind.name for kind in RECORDS}

Heads = dict[str, tuple[RecordSpec, str]]


def heads() -> tuple[Heads, list[Problem]]:
    """Return type and heading of every record by uid, and what their root rows are at fault in."""
    found: Heads = {}
    wrong: list[Problem] = []
    seen: Counter[str] = Counter()
    for kind in RECORDS:
        for row in dicts(kind.model.select()):
            uid, heading = row["uid"], kind.heading(row)
            seen[uid] += 1
            found[uid] = (kind, heading)
            if not _UID.fullmatch(uid):
                text = "记录的标识不合格式，合并数据时可能认错。"
                wrong.append(Problem("uid", Grade.ACTION, text, kind.name, uid, heading))
    for uid, times in seen.items():
        if times > 1:
            kind, heading = found[uid]
            text = "有两条不同类型的记录用了同一个标识。"
            wrong.append(Problem("uid-twice", Grade.ACTION, text, kind.name, uid, heading))
    return found, wrong


def problems(known: Heads, at: str, say: Say) -> Iterator[Problem]:
    """Yield what does not fit together in the contents at the moment ``at``."""
    say(0, 0, "检查记录")
    yield from _moments(at)
    yield from _binned(known)
    say(0, 0, "检查历史")
    yield from _history(known)
    yield from _drafts(known)
    yield from _search(known, say)


def _moments(at: str) -> Iterator[Problem]:
    for kind in RECORDS:
        model = kind.model
        odd = (
            (model.revision < 1)
            | (model.entered_at > at)
            | (model.deleted_at.is_null(is_null=False) & (model.deleted_at < model.entered_at))
        )
        for row in dicts(model.select().where(odd)):
            if row["revision"] < 1:
                code, text = "revision", "版次不对（小于1）。请打开这条记录，改一处再保存。"
            elif row["entered_at"] > at:
                text = "录入时刻晚于现在。请核对这台电脑的日期和时间。"
                code = "entered-late"
            else:
                code, text = (
                    "deleted-early",
                    "放入回收站的时刻早于录入时刻。请核对这台电脑的日期和时间。",
                )
            heading = kind.heading(row)
            yield Problem(code, Grade.ACTION, text, kind.name, row["uid"], heading)


def _binned(known: Heads) -> Iterator[Problem]:
    gone: set[str] = set()
    living: set[str] = set()
    for kind in RECORDS:
        for row in dicts(kind.model.select(kind.model.uid, kind.model.deleted_at)):
            (living if row["deleted_at"] is None else gone).add(row["uid"])
    for kind, uid, target in standing.referrers(gone):
        if uid in living:
            other, heading = known[target]
            text = f"用到的{other.title}“{heading}”在回收站里。请恢复它，或改选别的。"
            yield Problem("binned", Grade.ACTION, text, kind.name, uid, known[uid][1])


def _history(known: Heads) -> Iterator[Problem]:
    query = Change.select(Change.record_type, Change.record).distinct()
    for row in dicts(query):
        if row["record_type"] not in _NAMES:
            text = f"历史里有本程序不认识的记录类型“{row['record_type'][:20]}”。"
            yield Problem("history-type", Grade.ACTION, text)
        elif row["record"] not in known:
            kind = next(k for k in RECORDS if k.name == row["record_type"])
            text = f"历史里有一条{kind.title}，数据表里已经没有。请从备份找回。"
            yield Problem("history-record", Grade.DAMAGE, text)
    empty = Step.select().where(Step.undoable, Step.number.not_in(Change.select(Change.step)))
    for row in dicts(empty):
        text = f"历史里的一步（第{row['number']}步）缺少内容，不能撤销。"
        yield Problem("step-empty", Grade.ACTION, text)
    uids = Step.select(Step.uid)
    for row in dicts(Step.select().where(Step.undoes.is_null(is_null=False))):
        if not uids.where(Step.uid == row["undoes"]).exists():
            text = f"历史里的一步（第{row['number']}步）撤销的那一步已不在。"
            yield Problem("step-undoes", Grade.ACTION, text)


def orphan_drafts(known: Heads) -> list[str]:
    """Return the drafts of records that were saved once and are gone, or of unknown types."""
    return [
        draft.tree["uid"]
        for draft in drafts.pending()
        if draft.record_type not in _NAMES
        or (draft.tree.get("revision") and draft.tree["uid"] not in known)
    ]


def _drafts(known: Heads) -> Iterator[Problem]:
    if count := len(orphan_drafts(known)):
        text = f"有{count}份草稿，它们的记录已不在文件中。"
        yield Problem("drafts", Grade.TIDY, text, repair=Repair.DRAFTS)


def _search(known: Heads, say: Say) -> Iterator[Problem]:
    if count := len(stale(known, say)):
        text = f"有{count}条记录的检索内容缺少或过时，查找时可能找不到。"
        yield Problem("search", Grade.TIDY, text, repair=Repair.SEARCH)


def stale(known: Heads, say: Say) -> list[str]:
    """Return the uids whose search entry is missing, stale or left over."""
    stored = search.entries()
    found = []
    done = 0
    living: set[str] = set()
    for kind in RECORDS:
        query = kind.model.select(kind.model.uid).where(kind.model.deleted_at.is_null())
        uids = [row["uid"] for row in dicts(query)]
        living.update(uids)
        for start in range(0, len(uids), _BATCH):
            say(done, len(known), "核对检索")
            for uid, record in tree.dump_many(kind, uids[start : start + _BATCH]).items():
                if stored.get(uid) != search.entry(kind, record):
                    found.append(uid)
            done += _BATCH
    found += [uid for uid in stored if uid not in living]
    rows = database.execute_sql("SELECT count(*) FROM search_index").fetchone()[0]
    if not found and rows != len(stored):  # entries without words, or words without an entry
        found = sorted(living)
    return found
