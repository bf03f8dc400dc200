"""The password on the command line: where it comes from, what `zhibu protect` does."""

import re
import shutil
from pathlib import Path

import pytest

from db import backup, cipher, connection, operations
from db.records import spec
from desktop import cli
from desktop.cli import passwords
from tests.samples import AT, WHO, make_world, sample

PASSWORD = '口令 it\'s "1921"🙂'
OTHER = "另外一个口令"


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cipher, "ROUNDS", 1000)
    monkeypatch.delenv(passwords.VARIABLE, raising=False)
    monkeypatch.setattr("sys.stdin", None)


@pytest.fixture
def file(store) -> Path:
    """A closed data file with a member."""
    world = make_world()
    operations.save(spec("member"), sample(spec("member"), world), who=WHO, at=AT)
    connection.close()
    return store


@pytest.fixture
def run(capsys):
    """Run a command; returns its status, and what it said on both ways together."""

    def run(*arguments: object) -> tuple[int, str]:
        status = cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert connection.current_path() is None
        assert "程序出错" not in captured.err
        if status == 2:
            assert captured.out == ""
            assert captured.err.count("\n") == 1
        return status, captured.out + captured.err

    return run


def written(folder: Path, text: str, name: str = "密码.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def protected(file, run, tmp_path) -> Path:
    new = written(tmp_path, f"{PASSWORD}\n第二行不算\n", "新.txt")
    assert run("protect", file, "--new-password-file", new)[0] == 0
    return file


def test_protect_sets_changes_and_removes_the_password(file, run, tmp_path):
    first, second = written(tmp_path, PASSWORD, "一.txt"), written(tmp_path, OTHER, "二.txt")
    status, said = run("protect", file, "--new-password-file", first)
    assert status == 0
    assert "已设置密码" in said
    assert not cipher.is_plain(file)
    key = written(tmp_path, re.search(r"恢复密钥：(\S+)", said)[1], "钥.txt")
    assert run("list", file, "member", "--password-file", first)[0] == 0
    status, said = run("protect", file, "--password-file", key, "--new-password-file", second)
    assert (status, "已修改密码" in said) == (0, True)
    assert "密码不对" in run("list", file, "member", "--password-file", first)[1]
    assert "恢复密钥不是" in run("list", file, "member", "--password-file", key)[1]
    status, said = run("protect", file, "--password-file", second, "--remove")
    assert (status, "恢复密钥" in said) == (0, False)
    assert cipher.is_plain(file)
    assert run("list", file, "member")[0] == 0


def test_the_password_comes_from_a_file_the_environment_or_the_keyboard(
    protected, run, tmp_path, monkeypatch
):
    status, said = run("list", protected, "member")
    assert status == 2
    assert "--password-file" in said
    given = written(tmp_path, f"\ufeff{PASSWORD}\r\n")
    assert run("list", protected, "member", "--password-file", given)[0] == 0
    assert run("list", protected, "member")[0] == 2  # an earlier run leaves nothing behind
    monkeypatch.setenv(passwords.VARIABLE, PASSWORD)
    assert run("list", protected, "member")[0] == 0
    monkeypatch.setenv(passwords.VARIABLE, OTHER)
    assert run("list", protected, "member", "--password-file", given)[0] == 0
    monkeypatch.delenv(passwords.VARIABLE)
    asked = []
    monkeypatch.setattr(passwords, "_at_terminal", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda prompt: asked.append(prompt) or PASSWORD)
    assert run("list", protected, "member")[0] == 0
    assert len(asked) == 1
    assert protected.name in asked[0]


def test_a_new_password_is_typed_twice(file, run, monkeypatch):
    typed = [PASSWORD, OTHER, PASSWORD, PASSWORD]
    assert "--new-password-file" in run("protect", file)[1]
    monkeypatch.setattr(passwords, "_at_terminal", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _: typed.pop(0))
    assert "不一样" in run("protect", file)[1]
    assert cipher.is_plain(file)
    assert run("protect", file)[0] == 0
    assert not cipher.is_plain(file)


def test_every_command_that_opens_a_file_takes_the_password(protected, run, tmp_path):
    given = ("--password-file", written(tmp_path, PASSWORD))
    roster, copy = tmp_path / "册.xlsx", tmp_path / "备份.zhibu"
    for arguments in (
        ("list", protected, "member"),
        ("search", protected, "王"),
        ("check", protected),
        ("due", protected, "--on", "2026-03-27"),
        ("assess", protected, "--year", "2026"),
        ("print", protected, "roster", "-o", tmp_path / "册.pdf"),
        ("export", protected, "-o", roster),
        ("import", protected, roster, "--dry-run"),
        ("backup", protected, copy),
        ("restore", copy, tmp_path / "恢复.zhibu"),
    ):
        assert "密码" in run(*arguments)[1], arguments
        status, said = run(*arguments, *given)
        assert status in (0, 1), said
    assert not cipher.is_plain(copy)
    assert not cipher.is_plain(tmp_path / "恢复.zhibu")


def test_a_file_is_made_under_a_password(run, tmp_path):
    path, given = tmp_path / "新的.zhibu", written(tmp_path, PASSWORD)
    short = written(tmp_path, "12345", "短.txt")
    made = ("new", path, "--name", "中共某局第一支部委员会", "--new-password-file")
    assert "至少" in run(*made, short)[1]
    assert not path.exists()
    status, said = run(*made, given)
    assert (status, "恢复密钥：" in said) == (0, True)
    assert run("list", path, "organisation", "--password-file", given)[0] == 0


def test_a_backup_that_cannot_follow_is_named(file, run, tmp_path):
    folder = backup.folder_of(file)
    folder.mkdir()
    bad = folder / "支部 2026-11-24 080000.zhibu"
    bad.write_bytes(file.read_bytes()[:5000])
    status, said = run("protect", file, "--new-password-file", written(tmp_path, PASSWORD))
    assert status == 1
    assert f"请核对或删除：{bad}" in said


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "第一行是空的"), (b"\n123456", "第一行是空的"), ("口令".encode("gb18030"), "UTF-8")],
)
def test_a_password_file_that_holds_none_is_refused(file, run, tmp_path, content, says):
    path = tmp_path / "密码.txt"
    path.write_bytes(content)
    assert says in run("list", file, "member", "--password-file", path)[1]
    assert "不能读取" in run("list", file, "member", "--password-file", tmp_path / "没有")[1]
    assert "不能读取" in run("list", file, "member", "--password-file", tmp_path)[1]


def test_protect_says_what_does_not_fit(file, protected, run, tmp_path):
    given = written(tmp_path, PASSWORD)
    both = ("--password-file", given, "--new-password-file", given)
    assert "--remove" in run("protect", protected, "--remove", *both)[1]
    assert "一样" in run("protect", protected, *both)[1]
    plain = tmp_path / "没有密码.zhibu"
    connection.create(plain)
    connection.close()
    assert "没有密码" in run("protect", plain, "--remove")[1]
    assert "找不到" in run("protect", tmp_path / "没有.zhibu", "--remove")[1]


def test_a_crash_in_a_protected_file_is_taken_back_by_a_reading_command(protected, run, tmp_path):
    key = cipher.derive(PASSWORD, cipher.salt_of(protected))
    cut, given = tmp_path / "断.zhibu", written(tmp_path, PASSWORD)
    whole = cipher.connect(str(protected), key)
    whole.execute("PRAGMA cache_size=1")
    whole.execute("BEGIN IMMEDIATE")
    whole.execute("INSERT INTO blob VALUES ('x', 1, '2026-01-01T00:00:00Z', zeroblob(500000))")
    whole.execute("UPDATE member SET name = name || printf('%.*c', 9000, 'x')")
    shutil.copyfile(protected, cut)
    shutil.copyfile(connection.journal_of(protected), connection.journal_of(cut))
    whole.close()
    status, said = run("list", cut, "member", "--password-file", given)
    assert status == 0
    assert "xxx" not in said
    assert not connection.journal_of(cut).exists()


def test_the_password_of_a_package_comes_from_a_file_too(file, run, tmp_path):
    path, given = tmp_path / "包.zhibu", written(tmp_path, OTHER)
    export = ("export", file, "--package", "--year", "2026", "-o", path)
    assert run(*export, "--package-password-file", given)[0] == 0
    assert not cipher.is_plain(path)
    assert run("import", file, path, "--package-password-file", given)[0] == 0
    assert run("import", file, path, "--password", OTHER)[0] == 0
    assert "打不开" in run("import", file, path)[1]
    assert (
        "不能同时用"
        in run("import", file, path, "--password", "x", "--package-password-file", given)[1]
    )
