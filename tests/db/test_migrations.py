"""An upgrade is whole or not at all, and never loses a row."""

import peewee as pw
import pytest
from playhouse.migrate import migrate

from db import backup, connection
from db.connection import database
from db.errors import Damaged
from db.migrations import MIGRATIONS, upgrade


def _rebuild_parent(_database, migrator):
    """Rebuild a table that others refer to: with foreign keys on this would empty its children."""
    migrate(migrator.drop_not_null("meeting", "place"))


def _lose_rows(database, _migrator):
    database.execute_sql("DELETE FROM attendance")


def _break_references(database, _migrator):
    database.execute_sql("UPDATE attendance SET member_id = 'nobody'")


def _fail_half_way(database, _migrator):
    database.execute_sql("CREATE TABLE half (x)")
    raise pw.OperationalError("database or disk is full")


def test_rebuilding_a_table_keeps_what_refers_to_it(branch):
    branch.meeting()
    before = connection.row_counts()
    upgrade(database, (*MIGRATIONS, _rebuild_parent))
    assert connection.row_counts() == before
    assert database.pragma("foreign_keys") == 1
    assert database.pragma("user_version") == len(MIGRATIONS) + 1


@pytest.mark.parametrize(
    ("step", "error"),
    [(_lose_rows, Damaged), (_break_references, Damaged), (_fail_half_way, pw.OperationalError)],
)
def test_a_failing_upgrade_leaves_the_file_as_it_was(branch, step, error):
    branch.meeting()
    before = connection.row_counts()
    with pytest.raises(error):
        upgrade(database, (*MIGRATIONS, step))
    assert connection.row_counts() == before
    assert database.pragma("user_version") == len(MIGRATIONS)
    assert not connection.integrity_problems()


def test_an_old_file_is_copied_before_it_is_upgraded(branch, store, monkeypatch):
    branch.meeting()
    connection.close()
    monkeypatch.setattr("db.migrations.MIGRATIONS", (*MIGRATIONS, _rebuild_parent))
    monkeypatch.setattr("db.migrations.upgrade.__defaults__", ((*MIGRATIONS, _rebuild_parent),))
    connection.open_file(store)
    assert database.pragma("user_version") == len(MIGRATIONS) + 1
    connection.close()
    copy = store.with_name(f"支部.升级前-v{len(MIGRATIONS)}.zhibu")
    monkeypatch.undo()
    connection.open_file(copy)
    assert database.pragma("user_version") == len(MIGRATIONS)


def test_an_old_file_is_not_upgraded_when_opened_read_only(branch, store, monkeypatch):
    connection.close()
    before = store.read_bytes()
    monkeypatch.setattr("db.migrations.MIGRATIONS", (*MIGRATIONS, _rebuild_parent))
    with pytest.raises(connection.Refused, match="升级"):
        connection.open_file(store, readonly=True)
    assert store.read_bytes() == before


def test_a_backup_of_an_older_version_is_restored_unchanged_and_upgraded_when_opened(
    branch, store, tmp_path, monkeypatch
):
    old = tmp_path / "旧备份.zhibu"
    connection.verified_copy(old)
    connection.close()
    before = old.read_bytes()
    monkeypatch.setattr("db.migrations.MIGRATIONS", (*MIGRATIONS, _rebuild_parent))
    monkeypatch.setattr("db.migrations.upgrade.__defaults__", ((*MIGRATIONS, _rebuild_parent),))
    backup.restore(old, store)
    assert old.read_bytes() == before
    connection.open_file(store)
    assert database.pragma("user_version") == len(MIGRATIONS) + 1
    assert connection.row_counts()["member"] == 4
