"""Data files, backups and locks after crashes, behind links, with parts missing, on full disks."""

import contextlib
import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from db import attachments, backup, connection
from db.errors import Damaged, Locked, Refused
from db.lock import FileLock

from .conftest import AT

_CRASH = """
import os, sqlite3, sys
file = sqlite3.connect(sys.argv[1], isolation_level=None)
file.execute("PRAGMA cache_size=1")
file.execute("BEGIN IMMEDIATE")
file.execute("INSERT INTO blob VALUES ('x', 1, '2026-01-01T00:00:00Z', zeroblob(500000))")
file.execute("UPDATE member SET name = name || printf('%.*c', 9000, 'x')")
os.kill(os.getpid(), 9)
"""


def _crash_while_writing(path: Path) -> None:
    subprocess.run([sys.executable, "-c", _CRASH, str(path)], check=False)
    assert connection.journal_of(path).exists()


def _members(path: Path) -> int:
    connection.open_file(path)
    try:
        return connection.row_counts()["member"]
    finally:
        connection.close()


def test_restoring_after_a_crash_keeps_both_the_backup_and_the_file_whole(branch, store, tmp_path):
    copy = tmp_path / "备份.zhibu"
    backup.backup(copy)
    connection.close()
    _crash_while_writing(store)
    aside = backup.restore(copy, store)
    assert not connection.journal_of(store).exists()
    assert _members(store) == 4
    assert aside is not None
    assert _members(aside) == 4


def test_a_full_disk_while_setting_the_file_aside_leaves_no_half_copy(
    branch, store, tmp_path, monkeypatch
):
    copy = tmp_path / "备份.zhibu"
    backup.backup(copy)
    connection.close()

    def half(source, target):
        Path(target).write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    before = store.read_bytes()
    monkeypatch.setattr(shutil, "copy2", half)
    with pytest.raises(Refused, match="磁盘已满"):
        backup.restore(copy, store)
    assert store.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {store.name, copy.name}


def test_a_copy_leaves_no_journal_behind(store, tmp_path):
    copy = tmp_path / "备份.zhibu"
    connection.journal_of(copy.with_name("备份.zhibu.partial")).write_bytes(b"left by a full disk")
    backup.backup(copy)
    assert {path.name for path in tmp_path.iterdir()} >= {"备份.zhibu"}
    assert not list(tmp_path.glob("*journal"))


def test_restoring_through_a_link_restores_the_file_behind_it(branch, store, tmp_path):
    copy, link = tmp_path / "备份.zhibu", tmp_path / "链接.zhibu"
    backup.backup(copy)
    connection.close()
    link.symlink_to(store)
    backup.restore(copy, link)
    assert link.is_symlink()
    assert _members(link) == 4


def test_a_file_has_one_lock_whatever_its_name(branch, store, tmp_path):
    link = tmp_path / "链接.zhibu"
    link.symlink_to(store)
    code = "import pathlib, sys, db.connection as c; c.open_file(pathlib.Path(sys.argv[1]))"
    asked = subprocess.run(
        [sys.executable, "-c", code, str(link)], capture_output=True, text=True, check=False
    )
    assert "db.errors.Locked" in asked.stderr


def test_a_lock_never_writes_through_a_link(tmp_path):
    victim = tmp_path / "要紧.txt"
    victim.write_text("要紧", encoding="utf-8")
    (tmp_path / "数据.zhibu.lock").symlink_to(victim)
    with pytest.raises(OSError, match="symbolic links"):
        FileLock(tmp_path / "数据.zhibu").acquire()
    assert victim.read_text(encoding="utf-8") == "要紧"


def test_a_lock_is_not_taken_on_a_file_that_its_holder_removed(tmp_path, monkeypatch):
    path = tmp_path / "数据.zhibu"
    lock = FileLock(path)
    opened = lock._open

    def removed_meanwhile():
        stream = opened()
        path.with_name("数据.zhibu.lock").unlink()
        return stream

    monkeypatch.setattr(lock, "_open", removed_meanwhile)
    with pytest.raises(Locked):
        lock.acquire()


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("DROP TABLE text_block", "text_block"),
        ("DROP INDEX search_entry_record", "search_entry_record"),
        ("ALTER TABLE meeting DROP COLUMN place", "meeting.place"),
        ("DROP TABLE search_index", "search_index"),
    ],
)
def test_a_file_with_a_part_missing_is_refused_by_the_name_of_the_part(
    branch, store, statement, part
):
    connection.close()
    with contextlib.closing(sqlite3.connect(store)) as file:
        file.execute(statement)
        file.commit()
    for readonly in (True, False):
        with pytest.raises(Damaged, match=part):
            connection.open_file(store, readonly=readonly)
        assert connection.current_path() is None


@pytest.mark.parametrize(
    "name", ["中 文'引\"号#%25?&.zhibu", "a b;c.zhibu", "100%.zhibu", "é\udcff.zhibu"]
)
def test_any_name_that_the_system_takes_is_a_name_for_us(tmp_path, name):
    path, copy = tmp_path / name, tmp_path / f"备份 {name}"
    connection.create(path)
    backup.backup(copy)
    connection.close()
    backup.restore(copy, path)
    assert _members(path) == 0


def test_a_name_that_is_too_long_is_told_in_chinese(tmp_path):
    path = tmp_path / f"{'长' * 90}.zhibu"
    for attempt in (connection.create, connection.open_file):
        with pytest.raises(Refused, match="文件名太长"):
            attempt(path)


def test_an_attachment_that_does_not_fit_leaves_no_half_file(store, tmp_path, monkeypatch):
    line = attachments.add(b"content", "通知.txt", at=AT)

    def half(self, data):
        with self.open("wb") as stream:
            stream.write(data[:3])
        raise OSError(errno.ENOSPC, "No space left on device")

    folder = tmp_path / "导出"
    folder.mkdir()
    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(Refused, match="磁盘已满"):
        attachments.export(line, folder)
    assert not list(folder.iterdir())


def test_a_pipe_or_folder_is_no_attachment(store, tmp_path):
    pipe = tmp_path / "管道.txt"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path):
        with pytest.raises(Refused, match="不是文件"):
            attachments.add_file(path, at=AT)


def test_an_attachment_is_exported_under_a_name_that_every_system_takes(store, tmp_path):
    line = attachments.add(b"content", 'a:b*?"<>|.txt', at=AT)
    assert attachments.export(line, tmp_path).name == "a_b_.txt"
    assert attachments.export(line | {"name": ".."}, tmp_path).name == "附件"
