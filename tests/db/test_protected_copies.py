"""What is copied from a protected file is protected: backups, upgrades, a restore, a handover."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import backup, cipher, connection, package, protection
from db.connection import database
from db.errors import Protected, Refused, WrongPassword
from db.migrations import MIGRATIONS

from .conftest import AT, WHO, encrypt

PASSWORD = '口令 it\'s "1921"🙂'
OTHER = "另外一个口令"
OLD_FILE = Path(__file__).parents[1] / "data" / "v1.zhibu"
MORNING, NOON = dt.datetime(2026, 11, 24, 8), dt.datetime(2026, 11, 24, 12)


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cipher, "ROUNDS", 1000)


@pytest.fixture
def protected(branch, store) -> Path:
    protection.set_password(PASSWORD)
    return store


def opens(path: Path, password: str) -> bool:
    """Whether a copy opens under that password, whole and with the four people of the branch."""
    try:
        connection.open_file(path, password=password, readonly=True, only_to_copy=True)
    except (Protected, WrongPassword):
        return False
    assert connection.is_protected() is bool(password)
    assert not connection.integrity_problems()
    assert connection.row_counts()["member"] == 4
    connection.close()
    return True


@pytest.fixture
def older(tmp_path) -> Iterator[Path]:
    """A protected file of the first data version."""
    path = tmp_path / "旧的支部.zhibu"
    encrypt(OLD_FILE, path, PASSWORD, 1)
    yield path
    connection.close()


def test_a_backup_of_a_protected_file_is_under_the_same_password(protected, tmp_path):
    text = protection.recovery_key()
    made = backup.automatic(MORNING)
    backup.backup(tmp_path / "另存.zhibu")
    connection.close()
    for copy in (made.path, tmp_path / "另存.zhibu"):
        assert opens(copy, PASSWORD)
        assert not opens(copy, "")
        connection.open_file(copy, recovery_key=text, readonly=True)


def test_a_damaged_page_in_a_fresh_backup_is_noticed(protected, tmp_path, monkeypatch):
    target = tmp_path / "备份.zhibu"
    backup.backup(target)
    before = target.read_bytes()
    real = connection.is_whole

    def spoilt(copy, key):
        copy.execute("PRAGMA cipher_integrity_check")
        path = target.with_name(f"{target.name}.partial")
        data = bytearray(path.read_bytes())
        data[9000] ^= 1
        path.write_bytes(data)
        return real(copy, key)

    monkeypatch.setattr(connection, "is_whole", spoilt)
    with pytest.raises(Refused):
        backup.backup(target)
    assert target.read_bytes() == before


def test_an_old_protected_file_is_upgraded_and_so_is_what_is_kept_of_it(older):
    connection.open_file(older, password=PASSWORD)
    assert database.pragma("user_version") == len(MIGRATIONS)
    connection.close()
    kept = older.with_name("旧的支部.升级前-v1.zhibu")
    assert not cipher.is_plain(kept)
    connection.open_file(kept, password=PASSWORD, readonly=True, only_to_copy=True)
    assert database.pragma("user_version") == 1
    assert connection.row_counts()["meeting"] == 1


def test_an_old_protected_file_is_not_upgraded_when_opened_read_only(older):
    before = older.read_bytes()
    with pytest.raises(Refused, match="旧版本"):
        connection.open_file(older, password=PASSWORD, readonly=True)
    assert older.read_bytes() == before


def test_a_restore_needs_the_password_of_the_backup_and_keeps_it(protected, tmp_path):
    copy = backup.automatic(MORNING).path
    text = protection.recovery_key()
    protection.remove_password(PASSWORD)
    shutil.copyfile(protected, tmp_path / "现在.zhibu")
    protection.set_password(OTHER)
    aside_of_plain = tmp_path / "恢复成.zhibu"
    shutil.copyfile(tmp_path / "现在.zhibu", aside_of_plain)
    connection.close()
    assert opens(copy, OTHER)
    before = aside_of_plain.read_bytes()
    for wrong in ({}, {"password": PASSWORD}, {"recovery_key": text}):
        with pytest.raises((Protected, WrongPassword)):
            backup.restore(copy, aside_of_plain, **wrong)
        assert aside_of_plain.read_bytes() == before
    aside = backup.restore(copy, aside_of_plain, password=OTHER)
    assert aside is not None
    assert aside.read_bytes() == before
    assert opens(aside_of_plain, OTHER)


def test_a_handed_over_file_and_its_copy_stay_under_the_password(protected, tmp_path):
    target = tmp_path / "移交.zhibu"
    package.seal(target, to="周翀", on="2026-12-30", who=WHO, at=AT)
    package.close_old(who=WHO, at=AT)
    assert connection.is_readonly()
    with pytest.raises(Refused, match="只读"):
        protection.remove_password(PASSWORD)
    package.take_back(reason="接任的同志又调走了", who=WHO, at=AT)
    assert not connection.is_readonly()
    assert connection.is_protected()
    connection.close()
    assert opens(target, PASSWORD)


def test_the_backups_follow_the_password_of_their_file(branch, store):
    copies = [backup.automatic(MORNING).path]
    for name in (
        "支部.升级前-v3",
        "支部.恢复前-1",
        "支部 2026-11-20 101500",
        "支部 备份 2026-11-21",
    ):
        copies.append(store.with_name(f"{name}.zhibu"))
        shutil.copyfile(copies[0], copies[-1])
    times = [copy.stat().st_mtime_ns for copy in copies]
    seen = []
    assert protection.set_password(PASSWORD, lambda *how: seen.append(how)).unconverted == []
    assert seen == [(n, 5) for n in range(1, 6)]
    copies.append(backup.automatic(NOON).path)
    assert all(opens(copy, PASSWORD) and not opens(copy, "") for copy in copies)
    connection.open_file(store, password=PASSWORD)
    assert protection.change_password(PASSWORD, OTHER).unconverted == []
    assert all(opens(copy, OTHER) and not opens(copy, PASSWORD) for copy in copies)
    connection.open_file(store, password=OTHER)
    assert protection.remove_password(OTHER).unconverted == []
    assert all(opens(copy, "") for copy in copies)
    assert [copy.stat().st_mtime_ns for copy in copies[:5]] == times
    assert [each.path for each in backup.existing(store)] == [copies[5], copies[0]]


def test_a_copy_that_cannot_follow_is_named_and_left_as_it_was(branch, store, tmp_path):
    folder = backup.folder_of(store)
    whole = backup.automatic(NOON).path
    damaged, foreign, of_its_own = (
        folder / f"支部 2026-11-2{day} 080000.zhibu" for day in (1, 2, 3)
    )
    elsewhere = tmp_path / "U盘" / "支部.zhibu"
    elsewhere.parent.mkdir()
    shutil.copyfile(whole, elsewhere)
    shutil.copyfile(whole, damaged)
    data = bytearray(damaged.read_bytes())
    data[4096 * 3 : 4096 * 6] = bytes(4096 * 3)
    damaged.write_bytes(data)
    foreign.write_text("不是数据文件", encoding="utf-8")
    connection.close()
    connection.create(of_its_own, password=OTHER)
    connection.open_file(store)
    before = [each.read_bytes() for each in (damaged, foreign, of_its_own)]
    outcome = protection.set_password(
        PASSWORD, also=[elsewhere, tmp_path / "拔掉的" / "支部.zhibu"]
    )
    assert outcome.unconverted.pop() == tmp_path / "拔掉的" / "支部.zhibu"
    assert outcome.unconverted == [damaged, foreign, of_its_own]
    assert [each.read_bytes() for each in outcome.unconverted] == before
    assert protection.exposed_copies() == [damaged]
    connection.close()
    assert opens(whole, PASSWORD)
    assert opens(elsewhere, PASSWORD)
    assert [each.suffix for each in folder.iterdir()] == [".zhibu"] * 4


def test_backups_that_a_crash_left_plain_are_found_and_follow_later(branch, store, monkeypatch):
    copies = [backup.automatic(moment).path for moment in (MORNING, NOON)]
    halves = [
        copies[0].with_name(f"{copies[0].name}.partial"),
        connection.converting(copies[1]),
        store.with_name("支部.升级前-v3.zhibu.converting"),
        store.with_name("支部.zhibu.restoring"),
    ]
    for half in halves:
        shutil.copyfile(copies[0], half)
    with monkeypatch.context() as crash:
        crash.setattr(protection, "_convert_each", lambda *_: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            protection.set_password(PASSWORD)
    assert not any(half.exists() for half in halves)
    connection.open_file(store, password=PASSWORD)
    assert protection.exposed_copies() == copies
    assert protection.protect_copies() == []
    assert protection.exposed_copies() == []
    assert all(opens(copy, PASSWORD) for copy in copies)


def test_the_recovery_key_comes_even_when_the_folder_of_the_backups_cannot_be_read(
    branch, store, monkeypatch
):
    backup.automatic(MORNING)

    def unreadable(_path: Path) -> list[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(protection, "copies_of", unreadable)
    outcome = protection.set_password(PASSWORD)
    assert outcome.unconverted == [backup.folder_of(store)]
    connection.open_file(store, recovery_key=outcome.recovery_key)
