"""What the records cost: saving beside a bare commit, lists and search over 20,000 records."""

import itertools
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from db import connection, due, history, listing, operations, queries, search, tree
from db.records import spec
from tests.benchmarks.generator import AT, WHO
from tests.benchmarks.measure import median, side_by_side

_WORDS = ("会议", "窗口群众", "矛盾纠纷", "周伟", "zq", "没有这样的词")


@contextmanager
def _opened(path: Path) -> Iterator[None]:
    connection.open_file(path)
    try:
        yield
    finally:
        connection.close()


def save(file: Path) -> tuple[float, float]:
    """Return the seconds of saving a changed meeting, and of a bare commit of the same bytes.

    The bare commit writes the record and its history row, before and after, into one table of a
    database with the same pragmas on the same disk.
    """
    kind = spec("meeting")
    with TemporaryDirectory(dir=file.parent) as folder:
        copy = Path(folder) / "文件.zhibu"
        shutil.copyfile(file, copy)
        bare = sqlite3.connect(Path(folder) / "bare.db", isolation_level=None)
        bare.execute("PRAGMA journal_mode=DELETE")
        bare.execute("PRAGMA synchronous=FULL")
        bare.execute(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, record TEXT, before TEXT, after TEXT)"
        )
        with _opened(copy):
            uids = itertools.cycle(row.uid for row in queries.records(kind)[:200])
            numbers = itertools.count()

            def ours() -> float:
                record = tree.dump(kind, next(uids))
                agenda = [dict(item) for item in record["agenda"]]
                agenda[0]["report"] = f"第{next(numbers)}稿。{agenda[0]['report']}"
                return median(
                    lambda: operations.save(kind, record | {"agenda": agenda}, who=WHO, at=AT), 1
                )

            def theirs() -> float:
                change = history.Change.select().order_by(history.Change.id.desc()).get()
                record = json.dumps(tree.dump(kind, change.record), ensure_ascii=False)
                texts = [
                    json.dumps(each, ensure_ascii=False) for each in (change.before, change.after)
                ]
                return median(lambda: _insert(bare, record, *texts), 1)

            ours()
            result = side_by_side(ours, theirs, times=40)
        bare.close()
    return result[0], result[1]


def _insert(bare: sqlite3.Connection, *texts: str) -> None:
    bare.execute("BEGIN IMMEDIATE")
    bare.execute("INSERT INTO t (record, before, after) VALUES (?, ?, ?)", texts)
    bare.execute("COMMIT")


def lists(file: Path) -> dict[str, float]:
    """Return the milliseconds of listing every record of a type in the file, by type."""
    with _opened(file):
        found = {
            name: median(lambda name=name: queries.records(spec(name)), 5) * 1000
            for name in ("meeting", "member")
        }
        branch = queries.branches()[0]["uid"]
        year = queries.years(branch)[0]
        items = median(lambda: listing.items(branch, year, f"{year}-11-24"), 5) * 1000
        return found | {"listed_item": items}


def duties(file: Path) -> float:
    """Return the milliseconds of the duties of this year, of every branch of the file."""
    with _opened(file):
        branches = [branch["uid"] for branch in queries.branches()]
        year = queries.years()[0]
        today = f"{year}-11-24"
        return 1000 * median(lambda: [due.duties(each, year, today) for each in branches], 7)


def searches(file: Path) -> dict[str, float]:
    """Return the milliseconds of a search by the word searched for."""
    with _opened(file):
        return {word: median(lambda word=word: search.search(word), 7) * 1000 for word in _WORDS}
