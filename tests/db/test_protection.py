"""A data file under a password: who gets in, what a change of the password keeps, what fails."""

import contextlib
import os
import shutil
import subprocess
import sys
import threading
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import (
    attachments,
    cipher,
    connection,
    history,
    operations,
    protection,
    recovery_key,
    search,
    tree,
)
from db.connection import APPLICATION_ID, database
from db.errors import Damaged, Foreign, Protected, Refused, WrongPassword
from db.migrations import MIGRATIONS
from db.records import spec

from .conftest import AT, WHO, Branch

PASSWORD = '口令 it\'s "1921"🙂'
OTHER = "另外一个口令"


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed less often, so that many fit into a test; nothing else differs."""
    monkeypatch.setattr(cipher, "ROUNDS", 1000)


@pytest.fixture
def kept(cheap: None, branch: Branch) -> Branch:
    """The small branch with a meeting that was changed, an attachment and a search entry."""
    line = attachments.add("通知全文".encode() * 5000, "通知.txt", at=AT)
    meeting = branch.meeting(attachments=[line], place="小会议室")
    operations.save(spec("meeting"), meeting | {"place": "大会议室"}, who=WHO, at=AT)
    return branch


@pytest.fixture
def protected(kept: Branch, store: Path) -> Path:
    protection.set_password(PASSWORD)
    return store


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table of the open file, the number of the row first."""
    tables = connection.row_counts()
    found = {}
    for name in tables:
        rows = database.execute_sql(f'SELECT rowid, * FROM "{name}" ORDER BY rowid')
        found[name] = [tuple(row) for row in rows]
    found["marks"] = [(database.pragma("user_version"), database.pragma("application_id"))]
    found["search"] = [(hit.uid,) for hit in search.search("大会议室")]
    return found


def refusal(path: Path, **options: object) -> Refused:
    with pytest.raises(Refused) as refused:
        connection.open_file(path, **options)
    assert "\n" not in str(refused.value)
    assert connection.current_path() is None
    return refused.value


# Who gets in


def test_only_the_password_opens_the_file_and_nothing_is_told_on_the_terminal(protected, capfd):
    connection.close()
    before = protected.read_bytes()
    for readonly in (False, True):
        assert type(refusal(protected, readonly=readonly)) is Protected
        for wrong in (PASSWORD + " ", PASSWORD[:-1], PASSWORD.upper(), "123456"):
            assert type(refusal(protected, password=wrong, readonly=readonly)) is WrongPassword
    assert protected.read_bytes() == before
    assert not protected.with_name(f"{protected.name}.lock").exists()
    connection.open_file(protected, password=PASSWORD, readonly=True)
    assert connection.is_protected()
    assert connection.is_readonly()
    assert database.pragma("temp_store") == 2  # in memory: nothing is sorted in a plain file
    assert capfd.readouterr() == ("", "")


def test_the_recovery_key_opens_the_file_without_the_password(protected):
    text = protection.recovery_key()
    connection.open_file(protected, recovery_key=text.lower().replace("-", " "))
    assert connection.row_counts()["member"] == 4
    assert protection.is_right(text)
    assert protection.is_right(PASSWORD)
    assert not protection.is_right(OTHER)
    foreign = recovery_key.text(bytes(32))
    assert not protection.is_right(foreign)
    assert type(refusal(protected, recovery_key=foreign)) is WrongPassword
    assert "第1组" in str(refusal(protected, recovery_key="U" + text[1:]))


def test_a_plain_file_needs_no_password_and_does_not_mind_one(branch, store):
    connection.open_file(store, password=PASSWORD)
    assert not connection.is_protected()
    assert not protection.is_right(PASSWORD)
    with pytest.raises(Refused, match="没有密码"):
        protection.recovery_key()
    for attempt in (
        lambda: protection.remove_password(PASSWORD),
        lambda: protection.change_password(PASSWORD, OTHER),
    ):
        with pytest.raises(Refused, match="没有密码"):
            attempt()


def test_a_plain_file_never_loads_the_cipher(store):
    connection.close()
    code = (
        "import sys, pathlib; from db import connection, protection;"
        "connection.open_file(pathlib.Path(sys.argv[1])); connection.row_counts();"
        "sys.exit('sqlcipher3' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(store)], check=False).returncode == 0


def test_without_the_cipher_there_is_one_sentence(branch, store, monkeypatch):
    monkeypatch.setitem(sys.modules, "playhouse.sqlcipher_ext", None)
    with pytest.raises(Refused, match="加密组件"):
        protection.set_password(PASSWORD)
    assert connection.row_counts()["member"] == 4


def test_what_cannot_be_one_of_ours_is_told_from_what_may_need_a_password(tmp_path):
    path = tmp_path / "别的.zhibu"
    noise = os.urandom(8192)
    for content in (b"", "会议".encode() * 3000, b"PK\x03\x04" + noise, b"\xff\xd8\xff" + noise):
        path.write_bytes(content)
        assert not connection.looks_protected(path)
        assert type(refusal(path, password=PASSWORD)) is Foreign
    path.write_bytes(b"\x01" + noise[1:])
    assert connection.looks_protected(path)
    assert "或者不是支部工作台的数据文件" in str(refusal(path))
    assert type(refusal(path, password=PASSWORD)) is WrongPassword


def test_an_encrypted_database_of_another_program_is_refused(tmp_path, cheap):
    path = tmp_path / "别的.zhibu"
    with contextlib.closing(cipher.connect(str(path), cipher.derive(PASSWORD))) as other:
        other.execute("CREATE TABLE t (x)")
    assert type(refusal(path, password=PASSWORD)) is Foreign


def test_a_damaged_page_is_told_from_a_wrong_password(protected):
    connection.close()
    whole = protected.read_bytes()
    for page in (1, 2, len(whole) // 4096 - 1):
        data = bytearray(whole)
        data[page * 4096 + 2000] ^= 1
        protected.write_bytes(data)
        assert type(refusal(protected, password=PASSWORD)) is Damaged
    protected.write_bytes(whole[:-1000])
    assert type(refusal(protected, password=PASSWORD)) is Damaged


@pytest.mark.parametrize("readonly", [True, False])
def test_several_threads_read_a_protected_file_and_derive_the_key_once(
    protected, monkeypatch, readonly
):
    derived = []
    derive = cipher.derive
    monkeypatch.setattr(cipher, "derive", lambda *a: derived.append(a) or derive(*a))
    connection.open_file(protected, password=PASSWORD, readonly=readonly)
    seen = []

    def read() -> None:
        seen.append(connection.row_counts()["member"])
        database.close()

    threads = [threading.Thread(target=read) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [4] * 5
    assert len(derived) == 1


# Passwords


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "不能为空"),
        ("12345", "至少"),
        ("é" * 5, "至少"),
        (" 123456", "空格"),
        ("123456\u3000", "空格"),
        ("123\n456", "控制字符"),
        ("12345\x00", "控制字符"),
        ("12345\ud800", "控制字符"),
        ("字" * 201, "最多"),
        ("党支部工作台", ""),
        (PASSWORD, ""),
        ("'; DROP TABLE member; --", ""),
        ("字" * 200, ""),
    ],
)
def test_a_password_that_would_be_a_mistake_is_refused(branch, text, says):
    problem = protection.password_problem(text)
    assert (says in problem) if says else problem == ""
    if says:
        with pytest.raises(Refused, match=says):
            protection.set_password(text)
        assert not connection.is_protected()


@given(st.text(min_size=1))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_password_is_the_same_however_its_characters_are_composed(cheap, password):
    salt = bytes(16)
    derived = {
        cipher.derive(unicodedata.normalize(form, password), salt) for form in ("NFC", "NFD")
    }
    assert len(derived) == 1
    assert derived.pop().fits(password)


@given(st.text(min_size=6, max_size=150).filter(lambda text: not protection.password_problem(text)))
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_password_that_is_allowed_opens_its_file(cheap, tmp_path, password):
    path = tmp_path / "任意.zhibu"
    path.unlink(missing_ok=True)
    connection.create(path, password=password)
    connection.open_file(path, password=unicodedata.normalize("NFD", password), readonly=True)
    assert connection.is_protected()
    connection.close()
    assert type(refusal(path, password=password + "x")) is WrongPassword


@pytest.mark.parametrize("password", [PASSWORD, "é" * 6 + "''\"\"\\"])
def test_the_key_is_the_one_that_the_cipher_itself_makes_of_the_password(tmp_path, password):
    ours, theirs = tmp_path / "我们的.zhibu", tmp_path / "原样.zhibu"
    connection.create(ours, password=password)
    connection.close()
    quoted = password.replace("'", "''")
    with contextlib.closing(cipher.driver().connect(str(ours))) as raw:
        raw.execute(f"PRAGMA key='{quoted}'")
        assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        raw.execute("ATTACH DATABASE ? AS theirs KEY ?", (str(theirs), password))
        raw.execute("BEGIN")
        raw.execute("SELECT sqlcipher_export('theirs')")
        raw.execute(f"PRAGMA theirs.application_id={APPLICATION_ID}")
        raw.execute(f"PRAGMA theirs.user_version={len(MIGRATIONS)}")
        raw.execute("COMMIT")
    connection.open_file(theirs, password=password)
    assert connection.is_protected()
    assert not connection.integrity_problems()
    connection.close()


def test_a_wrong_password_after_a_crash_does_not_harm_what_the_right_one_takes_back(
    protected, tmp_path
):
    before, cut = everything(), tmp_path / "断.zhibu"
    database.execute_sql("PRAGMA cache_size=1")
    database.execute_sql("BEGIN IMMEDIATE")
    database.execute_sql("UPDATE member SET name = name || printf('%.*c', 90000, 'x')")
    shutil.copyfile(protected, cut)
    shutil.copyfile(connection.journal_of(protected), connection.journal_of(cut))
    database.execute_sql("ROLLBACK")
    assert type(refusal(cut, password=OTHER)) is WrongPassword
    connection.open_file(cut, password=PASSWORD)
    assert everything() == before
    assert not connection.integrity_problems()


# Setting, changing and removing it


def test_a_change_of_the_password_keeps_every_row_and_what_hangs_on_it(kept, store):
    before = everything()
    first = protection.set_password(PASSWORD)
    assert first.unconverted == []
    assert first.recovery_key == protection.recovery_key()
    assert everything() == before
    connection.open_file(store, password=PASSWORD)
    assert everything() == before
    second = protection.change_password(PASSWORD, OTHER)
    assert second.recovery_key != first.recovery_key
    assert type(refusal(store, password=PASSWORD)) is WrongPassword
    assert type(refusal(store, recovery_key=first.recovery_key)) is WrongPassword
    connection.open_file(store, password=OTHER)
    assert everything() == before
    assert protection.remove_password(OTHER).recovery_key == ""
    assert not connection.is_protected()
    connection.open_file(store)
    assert everything() == before
    assert not connection.integrity_problems()


def test_work_goes_on_after_each_change_without_opening_the_file_again(kept, store):
    meeting = kept.meeting(day="2026-04-10")
    for number, change in enumerate(
        (
            lambda: protection.set_password(PASSWORD),
            lambda: protection.change_password(PASSWORD, OTHER),
            lambda: protection.remove_password(OTHER),
        )
    ):
        change()
        assert not connection.is_readonly()
        meeting = tree.dump(spec("meeting"), meeting["uid"])
        operations.save(spec("meeting"), meeting | {"place": f"{number}楼"}, who=WHO, at=AT)
    assert len(history.of_record(meeting["uid"])) == 4
    operations.undo(who=WHO, at=AT)
    assert tree.dump(spec("meeting"), meeting["uid"])["place"] == "1楼"


def test_whoever_forgot_the_password_sets_a_new_one_by_the_recovery_key(protected):
    text = protection.recovery_key()
    connection.open_file(protected, recovery_key=text)
    protection.change_password(text, OTHER)
    connection.open_file(protected, password=OTHER)
    protection.remove_password(protection.recovery_key())
    connection.open_file(protected)


def test_a_wrong_old_password_changes_nothing(protected):
    before = protected.read_bytes()
    for attempt in (
        lambda: protection.change_password(OTHER, "新的口令啊啊"),
        lambda: protection.remove_password(OTHER),
        lambda: protection.remove_password(""),
    ):
        with pytest.raises(WrongPassword, match="原来的密码不对"):
            attempt()
    with pytest.raises(Refused, match="一样"):
        protection.change_password(PASSWORD, PASSWORD)
    with pytest.raises(Refused, match="已经有密码"):
        protection.set_password(OTHER)
    assert protected.read_bytes() == before


def test_a_file_that_may_only_be_read_keeps_its_password(protected):
    connection.open_file(protected, password=PASSWORD, readonly=True)
    with pytest.raises(Refused, match="只读"):
        protection.remove_password(PASSWORD)
    connection.close()
    with pytest.raises(Refused, match="没有打开数据文件"):
        protection.set_password(OTHER)


def _fails(*_arguments: object, **_options: object) -> None:
    raise OSError(28, "No space left on device")


BREAKS = {
    "making the copy": (cipher, "connect", _fails),
    "writing the copy": (connection, "raw_connection", _fails),
    "proving the copy": (connection, "is_whole", lambda *_: False),
    "counting the copy": (connection, "counts", lambda *_: object()),
    "making the copy durable": (os, "fsync", _fails),
    "taking its place": (Path, "replace", _fails),
}


CHANGES = {
    "set": lambda: protection.set_password(PASSWORD),
    "change": lambda: protection.change_password(PASSWORD, OTHER),
    "remove": lambda: protection.remove_password(PASSWORD),
}


@pytest.mark.parametrize("where", BREAKS)
@pytest.mark.parametrize("change", CHANGES)
def test_whatever_fails_leaves_the_file_whole_and_open_as_it_was(
    kept, store, monkeypatch, where, change
):
    if change != "set":
        protection.set_password(PASSWORD)
    before, content = everything(), store.read_bytes()
    with monkeypatch.context() as broken:
        owner, name, instead = BREAKS[where]
        broken.setattr(owner, name, instead)
        with pytest.raises(Refused) as refused:
            CHANGES[change]()
    assert "\n" not in str(refused.value)
    assert store.read_bytes() == content
    assert everything() == before
    assert connection.is_protected() is (change != "set")
    beside = {each.name for each in store.parent.glob("支部.zhibu*")}
    assert beside == {"支部.zhibu", "支部.zhibu.lock"}
    operations.save(spec("member"), tree.dump(spec("member"), kept.members["单伟"]), who=WHO, at=AT)


def test_the_old_bytes_are_overwritten_where_nobody_else_has_them(kept, store, tmp_path):
    with store.open("rb") as held:  # what a look at the freed blocks of the disk would find
        protection.set_password(PASSWORD)
        assert set(held.read()) == {0}


def test_another_name_of_the_plain_file_is_not_overwritten(kept, store, tmp_path):
    other = tmp_path / "硬链接.zhibu"
    other.hardlink_to(store)
    before = other.read_bytes()
    protection.set_password(PASSWORD)
    assert other.read_bytes() == before


def test_what_a_crash_left_of_a_decryption_is_removed_with_the_next_opening(protected):
    left = connection.converting(protected)
    connection.close()
    shutil.copyfile(__file__, left)
    connection.open_file(protected, password=PASSWORD)
    assert not left.exists()
