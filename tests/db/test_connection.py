"""A data file is recognised, locked, checked and copied, and refused in one sentence."""

import contextlib
import datetime as dt
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import backup, connection, operations, tree
from db.connection import APPLICATION_ID, database
from db.errors import Damaged, Foreign, Locked, Newer, Refused
from db.migrations import MIGRATIONS
from db.records import RECORDS, spec

from .conftest import AT, WHO


def _sentence(refused: pytest.ExceptionInfo[Refused]) -> str:
    text = str(refused.value)
    assert text.endswith("。")
    assert "Error" not in text
    return text


def test_a_new_file_bears_our_mark_and_version(store):
    assert database.pragma("application_id") == APPLICATION_ID
    assert database.pragma("user_version") == len(MIGRATIONS)
    assert database.pragma("foreign_keys") == 1
    assert database.pragma("journal_mode") == "delete"
    assert database.pragma("synchronous") == 2


def test_the_tables_are_those_of_the_models(store):
    from playhouse.schema_diff import diff_models

    from db import branch, drafts, history, lineage, marks, model, search
    from db.records import (
        activity,
        activity_plan,
        assessment,
        contact_point,
        contact_visit,
        duty_note,
        grade_decision,
        holiday_year,
        listed_item,
        meeting,
        rule_override,
        scheme,
        talk,
        text_block,
        year_plan,
    )

    models = [*branch.MODELS, *activity_plan.MODELS, *activity.MODELS, *meeting.MODELS]
    models += [*talk.MODELS, *listed_item.MODELS, *holiday_year.MODELS]
    models += [*rule_override.MODELS, *duty_note.MODELS, *year_plan.MODELS]
    models += [*scheme.MODELS, *assessment.MODELS]
    models += [*contact_point.MODELS, *contact_visit.MODELS, *grade_decision.MODELS]
    models += [text_block.TextBlock, model.Attachment, model.Blob]
    models += [*history.MODELS, *drafts.MODELS, *search.MODELS]
    models += [*marks.MODELS, *lineage.MODELS]
    fresh = sqlite3.connect(":memory:")
    live = {}
    for each in models:
        context = each._schema._create_table(safe=False)
        fresh.execute(context.query()[0])
        live[each._meta.table_name] = _columns(fresh, each._meta.table_name)
    stored = {name: _columns(database.connection(), name) for name in live}
    fresh.close()
    assert stored == live
    assert not any(diff_models(database, models))


def _columns(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    rows = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    return sorted((name, kind, notnull, key) for _, name, kind, notnull, _, key in rows)


def test_no_table_deletes_by_cascade(store):
    rows = database.execute_sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    assert not [sql for (sql,) in rows if "CASCADE" in sql.upper()]


def test_an_existing_file_is_never_overwritten_by_a_new_one(store):
    connection.close()
    before = store.read_bytes()
    with pytest.raises(Refused) as refused:
        connection.create(store)
    assert "已经存在" in _sentence(refused)
    assert store.read_bytes() == before


def _foreign_database(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE t (x)")
    other.commit()
    other.close()


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda p: p.write_bytes(b""), Foreign),
        (lambda p: p.write_bytes("会议记录".encode() * 100), Foreign),
        (lambda p: p.write_bytes(b"SQLite format 3\0"), Foreign),
        (_foreign_database, Foreign),
        (lambda p: p.mkdir(), Refused),
        (lambda p: None, Refused),
    ],
    ids=["empty", "text", "cut", "other database", "folder", "missing"],
)
def test_what_is_not_ours_is_refused_and_left_alone(tmp_path, make, kind):
    path = tmp_path / "别的.zhibu"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(kind) as refused:
        connection.open_file(path)
    assert "别的.zhibu" in _sentence(refused)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert connection.current_path() is None


def test_a_newer_file_is_refused_unchanged(store):
    database.pragma("user_version", len(MIGRATIONS) + 1)
    connection.close()
    before = store.read_bytes()
    with pytest.raises(Newer) as refused:
        connection.open_file(store)
    assert "升级本程序" in _sentence(refused)
    assert store.read_bytes() == before


@pytest.mark.parametrize("part", [0.15, 0.4, 0.8])
def test_a_damaged_file_is_refused_and_points_to_the_backup(branch, store, part):
    connection.close()
    data = bytearray(store.read_bytes())
    start = int(len(data) * part)
    data[start : start + 9000] = os.urandom(9000)
    store.write_bytes(data)
    with pytest.raises(Damaged) as refused:
        connection.open_file(store)
    assert "备份" in _sentence(refused)
    assert store.read_bytes() == bytes(data)


@contextlib.contextmanager
def _open_elsewhere(path: Path) -> Iterator[None]:
    """Another program has the file open."""
    code = (
        "import sys; from pathlib import Path; from db import connection;"
        "connection.open_file(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read();"
        "connection.close()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=-1, stdout=-1, text=True
    ) as other:
        assert other.stdout.readline() == "open\n"
        yield
        other.stdin.close()
        assert other.wait(20) == 0


def test_a_file_open_elsewhere_is_refused_and_may_be_read(branch, store):
    connection.close()
    with _open_elsewhere(store):
        with pytest.raises(Locked) as refused:
            connection.open_file(store)
        assert "打开" in refused.value.holder
        assert "只读" in _sentence(refused)
        connection.open_file(store, readonly=True)
        assert connection.is_readonly()
        connection.close()
    connection.open_file(store)


def test_a_lock_left_behind_by_a_crash_is_in_nobodys_way(branch, store):
    connection.close()
    store.with_name(store.name + ".lock").write_text("别的电脑 上的 某人")
    connection.open_file(store)
    connection.close()
    assert not store.with_name(store.name + ".lock").exists()


def test_a_file_in_a_missing_folder_is_not_created(tmp_path):
    with pytest.raises(Refused) as refused:
        connection.create(tmp_path / "没有" / "支部.zhibu")
    assert "文件夹" in _sentence(refused)


def test_a_full_disk_loses_nothing_and_says_so(branch, monkeypatch):
    record = branch.meeting()
    before = connection.row_counts()
    database.execute_sql(f"PRAGMA max_page_count = {database.pragma('page_count')}")
    with pytest.raises(Refused) as refused:
        operations.save(spec("meeting"), record | {"preparation": "字" * 400_000}, who=WHO, at=AT)
    assert "磁盘已满" in _sentence(refused)
    assert connection.row_counts() == before
    assert tree.dump(spec("meeting"), record["uid"]) == record


def test_a_backup_is_proven_and_restores_everything(branch, store, tmp_path):
    record = branch.meeting(title="备份前")
    made = backup.automatic(dt.datetime(2026, 11, 24, 9, 30))
    operations.save(spec("meeting"), record | {"title": "备份后"}, who=WHO, at=AT)
    connection.close()
    aside = backup.restore(made.path, store)
    connection.open_file(store)
    assert tree.dump(spec("meeting"), record["uid"])["title"] == "备份前"
    connection.close()
    connection.open_file(aside)
    assert tree.dump(spec("meeting"), record["uid"])["title"] == "备份后"


def test_a_damaged_backup_is_not_restored(branch, store, tmp_path):
    made = backup.automatic(dt.datetime(2026, 11, 24, 9, 30))
    made.path.write_bytes(made.path.read_bytes()[:5000])
    connection.close()
    before = store.read_bytes()
    with pytest.raises(Damaged):
        backup.restore(made.path, store)
    assert store.read_bytes() == before


def test_a_backup_onto_the_file_itself_is_refused(branch, store):
    with pytest.raises(Refused, match="正在使用"):
        backup.backup(store)


def test_restoring_over_a_file_in_use_is_refused(branch, store):
    made = backup.automatic(dt.datetime(2026, 11, 24, 9, 30))
    connection.close()
    with _open_elsewhere(store), pytest.raises(Locked):
        backup.restore(made.path, store)


def test_every_thread_has_a_connection_of_its_own(branch):
    import threading

    seen = []

    def read() -> None:
        seen.append(len(tree.dump_many(spec("member"), branch.members.values())))
        database.close()

    worker = threading.Thread(target=read)
    worker.start()
    worker.join()
    assert seen == [4]


def test_every_type_of_record_is_registered_once():
    assert len({kind.name for kind in RECORDS}) == len({kind.model for kind in RECORDS})


def test_changes_that_no_backup_holds_are_known_after_a_crash_too(branch, store):
    from db import operations

    assert backup.steps_kept() == 0
    backup.automatic(dt.datetime.now() + dt.timedelta(seconds=2))  # noqa: DTZ005
    kept = backup.steps_kept()
    assert kept == operations.last_step()
    record = branch.meeting()
    later = (dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    operations.save(spec("meeting"), record | {"title": "崩溃前"}, who=WHO, at=later)
    connection.close()
    connection.open_file(store)
    assert backup.steps_kept() < operations.last_step()
