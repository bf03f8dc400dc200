"""Packages that cannot be taken: one sentence, and neither file nor package has changed."""

import shutil
import sqlite3
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from db import connection, operations, package, queries, tree
from db.connection import row_counts
from db.errors import Damaged, Foreign, Newer, Refused
from db.migrations import MIGRATIONS
from db.package import Protected
from db.records import RECORDS, spec
from tests.samples import AT, LATER, WHO, make_world, sample

PASSWORD = "四月·Spring'27"


@pytest.fixture
def sent(store: Path, empty_file: Path, tmp_path: Path) -> Callable[..., Path]:
    """Write a package of a branch; afterwards another file is open that has none of it."""
    world = make_world(occasions=True)
    for kind in RECORDS[1:]:
        operations.save(kind, sample(kind, world), who=WHO, at=AT)
    other = tmp_path / "总支.zhibu"
    shutil.copyfile(empty_file, other)

    def write(**options: object) -> Path:
        connection.open_file(store)
        path = tmp_path / "上报.zhibu"
        package.write(path, world.organisation, 2026, at=LATER, **options)
        connection.open_file(other)
        return path

    return write


def refusal(path: Path, password: str = "") -> Refused:
    before, counts = path.read_bytes() if path.is_file() else None, row_counts()
    folder = sorted(each.name for each in path.parent.iterdir())
    with pytest.raises(Refused) as refused:
        package.read(path, password)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert row_counts() == counts
    assert sorted(each.name for each in path.parent.iterdir()) == folder
    sentence = str(refused.value)
    assert path.name in sentence
    assert sentence.endswith("。")
    assert "\n" not in sentence
    return refused.value


@pytest.mark.parametrize("part", [0.01, 0.2, 0.4, 0.6, 0.8, 0.99])
def test_a_damaged_package_is_refused(sent, part) -> None:
    path = sent()
    data = bytearray(path.read_bytes())
    start = max(100, int(len(data) * part))
    data[start : start + 4096] = bytes(byte ^ 0xFF for byte in data[start : start + 4096])
    path.write_bytes(data)
    try:
        package.read(path)
    except Damaged:
        assert "已损坏" in str(refusal(path))
    else:  # the end of the file may be a page that nothing uses
        assert part > 0.9


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_truncated_package_is_refused(sent, part) -> None:
    path = sent()
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    assert isinstance(refusal(path), Damaged)


def test_a_newer_package_is_refused(sent) -> None:
    path = sent()
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")
    raw.close()
    found = refusal(path)
    assert isinstance(found, Newer)
    assert "请升级本程序" in str(found)


def _other_database(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE t (x)")
    other.commit()
    other.close()


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda path: path.write_bytes(b""), Protected),
        (lambda path: path.write_text("会议" * 99, encoding="utf-8"), Protected),
        (lambda path: path.write_bytes(b"SQLite format 3\0"), Foreign),
        (_other_database, Foreign),
        (lambda path: path.mkdir(), Refused),
        (lambda path: None, Refused),
    ],
    ids=["empty", "text", "cut", "other database", "folder", "missing"],
)
def test_what_is_no_package_is_refused(store, tmp_path, make, kind) -> None:
    path = tmp_path / "别的.zhibu"
    make(path)
    assert isinstance(refusal(path), kind)


def test_a_whole_data_file_is_no_package(store, empty_file) -> None:
    assert "不是上报包" in str(refusal(empty_file))


def test_the_file_in_use_is_not_imported_into_itself(store) -> None:
    assert "正在使用" in str(refusal(store))


def test_a_package_without_its_own_description_is_refused(sent) -> None:
    path = sent()
    raw = sqlite3.connect(path)
    raw.execute('UPDATE file_mark SET value = \'{"year": "x"}\'')
    raw.commit()
    raw.close()
    assert isinstance(refusal(path), Damaged)


def test_an_altered_attachment_is_refused_and_nothing_comes_in(store, empty_file, tmp_path) -> None:
    from db import attachments
    from tests.samples import with_attachment

    world = make_world(occasions=True)
    meeting = tree.dump(spec("meeting"), world.meeting)
    line = attachments.add(b"scan", "scan.txt", at=AT)
    operations.save(spec("meeting"), with_attachment(meeting, line), who=WHO, at=LATER)
    path, other = tmp_path / "上报.zhibu", tmp_path / "总支.zhibu"
    package.write(path, world.organisation, 2024, at=LATER)
    raw = sqlite3.connect(path)
    raw.execute("UPDATE blob SET data = x'00'")
    raw.commit()
    raw.close()
    shutil.copyfile(empty_file, other)
    connection.open_file(other)
    counts = row_counts()
    found = package.difference(package.read(path))
    with pytest.raises(Damaged):
        package.merge(found, {}, who=WHO, at=LATER)
    assert row_counts() == counts


def test_an_older_package_is_read_and_left_as_it_is(sent, monkeypatch) -> None:
    path = sent()
    before = path.read_bytes()

    def newer(database, _migrator):
        database.execute_sql("CREATE TABLE later (x)")

    monkeypatch.setattr("db.package.file.MIGRATIONS", (*MIGRATIONS, newer))
    monkeypatch.setattr("db.migrations.upgrade.__defaults__", ((*MIGRATIONS, newer),))
    assert package.read(path).count() > 0
    assert path.read_bytes() == before


def test_a_package_is_never_written_over_a_data_file(sent, store, empty_file, tmp_path) -> None:
    path = sent()
    connection.open_file(store)
    branch = queries.branches()[0]["uid"]
    own = tmp_path / "别的支部.zhibu"
    shutil.copyfile(empty_file, own)
    for target in (own, store, tmp_path / "没有" / "包.zhibu", tmp_path):
        before = target.read_bytes() if target.is_file() else None
        with pytest.raises(Refused) as refused:
            package.write(target, branch, 2026, at=LATER)
        assert "\n" not in str(refused.value)
        assert (target.read_bytes() if target.is_file() else None) == before
    assert package.write(path, branch, 2026, at=LATER) > 0


# Under a password


@pytest.fixture
def cipher() -> None:
    pytest.importorskip("sqlcipher3")


def test_a_package_under_a_password_tells_nothing_without_it(sent, cipher) -> None:
    path = sent(password=PASSWORD, identity=True, talks=True)
    data = path.read_bytes()
    assert b"SQLite" not in data
    assert "支部".encode() not in data
    assert isinstance(refusal(path), Protected)
    assert isinstance(refusal(path, "错"), Protected)


def test_a_package_under_a_password_merges_like_any_other(sent, cipher) -> None:
    path = sent(password=PASSWORD)
    found = package.difference(package.read(path, PASSWORD))
    assert len(found.new) == found.package.count()
    package.merge(found, {}, who=WHO, at=LATER)
    again = package.difference(package.read(path, PASSWORD))
    assert again.new == again.changed == again.conflicts == []


def test_the_password_of_a_package_is_the_same_from_every_keyboard(sent, cipher) -> None:
    path = sent(password=unicodedata.normalize("NFD", "é" * 6))
    assert package.read(path, unicodedata.normalize("NFC", "é" * 6)).count() > 0


def test_a_wrong_password_writes_nothing_to_the_terminal(sent, cipher, capfd) -> None:
    path = sent(password=PASSWORD)
    refusal(path, "错")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("part", [0.0, 0.3, 0.6, 0.95])
def test_a_damaged_package_under_a_password_is_refused(sent, cipher, part, capfd) -> None:
    path = sent(password=PASSWORD)
    data = bytearray(path.read_bytes())
    start = int(len(data) * part)
    data[start : start + 4096] = bytes(byte ^ 0xFF for byte in data[start : start + 4096])
    path.write_bytes(data)
    assert isinstance(refusal(path, PASSWORD), Damaged | Protected)
    path.write_bytes(data[: len(data) // 2])
    refusal(path, PASSWORD)
    assert capfd.readouterr() == ("", "")


def test_without_the_cipher_a_password_is_refused_in_one_sentence(sent, monkeypatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "playhouse.sqlcipher_ext", None)
    with pytest.raises(Refused, match="加密组件"):
        sent(password=PASSWORD)
