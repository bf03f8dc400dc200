"""What cannot be read or written is told in one Chinese sentence; nothing is lost or changed."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import connection, operations, queries, tree
from db.errors import Refused
from db.migrations import MIGRATIONS
from db.records import RECORDS, spec
from desktop import cli
from tests.samples import AT, WHO, make_world, sample

NOBODY = 65534

Run = Callable[..., str]


@pytest.fixture
def refused(capsys) -> Run:
    """Run a command that must fail and return its one sentence."""

    def run(*arguments: object) -> str:
        status = cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert status == 2
        assert captured.out == ""
        assert captured.err.count("\n") == 1
        assert captured.err.endswith("。\n")
        assert "Traceback" not in captured.err
        assert "程序出错" not in captured.err
        assert connection.current_path() is None
        return captured.err

    return run


@pytest.fixture
def file(store) -> Path:
    """A closed data file with enough in it to fill some pages."""
    world = make_world()
    for kind in RECORDS[1:]:
        operations.save(kind, sample(kind, world), who=WHO, at=AT)
    meeting = spec("meeting")
    for number in range(1, 30):
        record = sample(meeting, world) | {"number": number, "outline": "讲稿" * 400}
        operations.save(meeting, record, who=WHO, at=AT)
    connection.close()
    return store


def commands(path: Path, folder: Path) -> list[tuple[object, ...]]:
    """Every command that works on a data file."""
    package = folder / "来.json"
    package.write_text('{"format": "zhibu", "version": 1, "records": {}}', encoding="utf-8")
    return [
        ("list", path, "meeting"),
        ("check", path),
        ("due", path),
        ("search", path, "会议"),
        ("print", path, "minutes", "-o", folder / "出.pdf"),
        ("import", path, package),
        ("export", path, "-o", folder / "出.json"),
        ("export", path, "-o", folder / "出.xlsx"),
        ("export", path, "-o", folder / "包.zhibu", "--package"),
        ("backup", path, folder / "备份.zhibu"),
        ("restore", path, folder / "恢复.zhibu"),
    ]


def a_meeting(path: Path) -> str:
    """Return the uid of one meeting of the file."""
    connection.open_file(path, readonly=True)
    uid = queries.records(spec("meeting"))[0].uid
    connection.close()
    return uid


def left(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir() if each.is_file()} - {"来.json"}


def other_database(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE t (x)")
    other.commit()
    other.close()


NOT_OURS = {
    "missing": (lambda path: None, "找不到"),
    "folder": (lambda path: path.mkdir(), "找不到"),
    "empty": (lambda path: path.write_bytes(b""), "不是支部工作台的数据文件"),
    "text": (lambda path: path.write_text("会议" * 99, encoding="utf-8"), "不是支部工作台"),
    "cut": (lambda path: path.write_bytes(b"SQLite format 3\0"), "不是支部工作台"),
    "another database": (other_database, "别的程序的数据库"),
}


@pytest.mark.parametrize("kind", NOT_OURS)
def test_what_is_not_ours_is_refused_by_every_command(refused, tmp_path, kind) -> None:
    make, sentence = NOT_OURS[kind]
    path = tmp_path / "别的.zhibu"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    for command in commands(path, tmp_path):
        assert sentence in refused(*command), command
        assert (path.read_bytes() if path.is_file() else None) == before
    assert left(tmp_path) <= {"别的.zhibu"}


def test_a_newer_file_is_refused_by_every_command(refused, file, tmp_path) -> None:
    raw = sqlite3.connect(file)
    raw.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")
    raw.commit()
    raw.close()
    before = file.read_bytes()
    for command in commands(file, tmp_path):
        assert "请升级本程序" in refused(*command)
    assert file.read_bytes() == before
    assert left(tmp_path) == {file.name}


@pytest.mark.parametrize("part", [0.01, 0.1, 0.3, 0.5, 0.7, 0.95])
def test_a_damaged_file_is_refused_and_points_to_the_backup(refused, file, tmp_path, part) -> None:
    data = bytearray(file.read_bytes())
    start = max(100, int(len(data) * part))
    data[start : start + 4096] = bytes(byte ^ 0xFF for byte in data[start : start + 4096])
    file.write_bytes(data)
    for command in commands(file, tmp_path):
        assert "已损坏" in refused(*command), command
        assert file.read_bytes() == data
    assert left(tmp_path) == {file.name}


def test_a_file_cut_short_is_refused(refused, file, tmp_path) -> None:
    data = file.read_bytes()[:-5000]
    file.write_bytes(data)
    for command in commands(file, tmp_path):
        assert "已损坏" in refused(*command)
    assert file.read_bytes() == data


def test_a_file_that_another_program_writes_to_is_not_written(refused, file, tmp_path) -> None:
    code = (
        "import sys; from pathlib import Path; from db import connection;"
        "connection.open_file(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    good = tmp_path / "备份.zhibu"
    shutil.copyfile(file, good)
    package = tmp_path / "来.json"
    package.write_text('{"format": "zhibu", "version": 1, "records": {}}', encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", code, str(file)],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout.readline() == "open\n"
        before = file.read_bytes()
        for command in (("import", file, package), ("restore", good, file)):
            assert "正在使用中" in refused(*command)
        assert file.read_bytes() == before
        holder.communicate("")
    assert "来.json" in {each.name for each in tmp_path.iterdir()}


def test_a_write_that_a_crash_cut_off_is_taken_back_before_reading(file, capsys) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from db import connection;"
        "connection.open_file(Path(sys.argv[1])); connection.database.pragma('cache_size', 2);"
        "connection.database.begin();"
        "connection.database.execute_sql('UPDATE meeting SET outline = place || outline');"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    connection.open_file(file, readonly=True)
    before = tree.dump_many(spec("meeting"), [a.uid for a in queries.records(spec("meeting"))])
    connection.close()
    command = [sys.executable, "-c", code, str(file)]
    subprocess.run(command, cwd=Path(__file__).parents[2], check=False)
    assert file.with_name(f"{file.name}-journal").stat().st_size > 0
    assert cli.main(["list", str(file), "meeting"]) == 0
    capsys.readouterr()
    connection.open_file(file, readonly=True)
    assert tree.dump_many(spec("meeting"), list(before)) == before
    connection.close()


def test_a_void_journal_on_a_medium_that_is_only_read_keeps_nobody_from_reading(
    file, capsys, monkeypatch
) -> None:
    connection.journal_of(file).write_bytes(bytes(1200))
    opened = connection.open_file

    def only_read(path: Path, *, readonly: bool = False) -> None:
        if not readonly:
            raise Refused("不能写入。")
        opened(path, readonly=True)

    monkeypatch.setattr(connection, "open_file", only_read)
    assert cli.main(["list", str(file), "meeting"]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 20


def test_an_existing_file_is_not_overwritten_by_new_demo_or_backup(refused, file) -> None:
    before = file.read_bytes()
    assert "已经存在" in refused("new", file, "--name", "甲支部")
    assert "已经存在" in refused("demo", file)
    assert "已经存在" in refused("backup", file, file)
    assert file.read_bytes() == before


def test_a_missing_folder_is_named(refused, file, tmp_path) -> None:
    nowhere = tmp_path / "没有的"
    for command in (
        ("new", nowhere / "一.zhibu", "--name", "甲"),
        ("demo", nowhere / "一.zhibu"),
        ("backup", file, nowhere / "备份.zhibu"),
        ("restore", file, nowhere / "一.zhibu"),
        ("export", file, "-o", nowhere / "出.json"),
        ("export", file, "-o", nowhere / "出.xlsx"),
        ("print", file, "minutes", "-o", nowhere / "出.pdf"),
    ):
        assert "没有的" in refused(*command), command


@pytest.fixture
def locked_folder(file, tmp_path, capsys) -> Iterator[Path]:
    """A folder with a copy of the file that this process may read but not write."""
    for command in commands(file, tmp_path):  # nobody may not be able to read Python's library
        cli.main([str(argument) for argument in command])
    capsys.readouterr()
    folder = Path(tempfile.mkdtemp(prefix="zhibu-"))
    shutil.copyfile(file, folder / "支部.zhibu")
    (folder / "支部.zhibu").chmod(0o444)
    folder.chmod(0o555)
    try:
        if os.geteuid() == 0:
            os.seteuid(NOBODY)
        yield folder
    finally:
        if os.getuid() == 0:
            os.seteuid(0)
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_folder_that_cannot_be_written_is_told(refused, locked_folder, capsys) -> None:
    path = locked_folder / "支部.zhibu"
    before, meeting = path.read_bytes(), a_meeting(path)
    package = Path(tempfile.mkdtemp(prefix="zhibu-")) / "来.json"
    package.write_text('{"format": "zhibu", "version": 1, "records": {}}', encoding="utf-8")
    for command in (
        ("new", locked_folder / "新.zhibu", "--name", "甲"),
        ("demo", locked_folder / "示例.zhibu"),
        ("import", path, package),
        ("export", path, "-o", locked_folder / "出.json"),
        ("export", path, "-o", locked_folder / "出.xlsx"),
        ("print", path, "minutes", "--record", meeting, "-o", locked_folder / "出.pdf"),
        ("backup", path, locked_folder / "备份.zhibu"),
    ):
        sentence = refused(*command)
        assert "不能" in sentence or "没有权限" in sentence, command
    shutil.rmtree(package.parent)
    assert cli.main(["list", str(path), "meeting"]) == 0  # reading needs no more than reading
    assert path.read_bytes() == before
    assert [each.name for each in locked_folder.iterdir()] == ["支部.zhibu"]
    capsys.readouterr()


@pytest.fixture
def full_disk(tmp_path) -> Iterator[Path]:
    """A folder on a file system of its own with little room in it."""
    folder = tmp_path / "小盘"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount, "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run([shutil.which("umount"), "-l", str(folder)], check=True)


def test_a_full_disk_loses_nothing(refused, file, full_disk, tmp_path) -> None:
    (full_disk / "占用").write_bytes(bytes(3_098_000))
    meeting = a_meeting(file)
    for command in (
        ("new", full_disk / "新.zhibu", "--name", "甲"),
        ("demo", full_disk / "示例.zhibu"),
        ("export", file, "-o", full_disk / "出.json"),
        ("backup", file, full_disk / "备份.zhibu"),
        ("restore", file, full_disk / "恢复.zhibu"),
        ("print", file, "minutes", "--record", meeting, "-o", full_disk / "出.pdf"),
    ):
        sentence = refused(*command)
        assert "磁盘已满" in sentence or "磁盘空间不足" in sentence, command
        assert left(full_disk) == {"占用"}, command


def test_a_disk_without_a_byte_left_takes_no_roster_and_keeps_no_journal(
    refused, file, full_disk
) -> None:
    meeting = spec("meeting")
    connection.open_file(file)
    for row in queries.records(meeting)[:20]:  # several pages, so that a journal is begun
        record = tree.dump(meeting, row.uid) | {"outline": "讲稿" * 9000}
        operations.save(meeting, record, who=WHO, at=AT)
    connection.close()
    sentence = refused("backup", file, full_disk / "备份.zhibu")
    assert "磁盘已满" in sentence
    assert left(full_disk) == set()
    (full_disk / "占用").write_bytes(bytes(shutil.disk_usage(full_disk).free))
    assert "磁盘已满" in refused("export", file, "-o", full_disk / "册.xlsx")
    assert left(full_disk) == {"占用"}


def test_an_import_onto_a_full_disk_leaves_the_file_as_it_was(
    refused, capsys, file, full_disk, tmp_path
) -> None:
    path, package = full_disk / "支部.zhibu", tmp_path / "来.json"
    connection.create(path)
    connection.close()
    assert cli.main(["export", str(file), "-o", str(package)]) == 0
    capsys.readouterr()
    before = path.read_bytes()
    room = shutil.disk_usage(full_disk).free
    (full_disk / "占用").write_bytes(bytes(max(0, room - 60_000)))
    assert "磁盘已满" in refused("import", path, package)
    assert path.read_bytes() == before
    assert left(full_disk) == {"支部.zhibu", "占用"}


@pytest.fixture
def small_files() -> Iterator[None]:
    """No file may grow beyond a few pages: what a quota does, without a disk of its own."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_refuses_to_write_is_told(refused, file, tmp_path, small_files) -> None:
    for command in (
        ("new", tmp_path / "新.zhibu", "--name", "甲"),
        ("export", file, "-o", tmp_path / "出.json"),
        ("backup", file, tmp_path / "备份.zhibu"),
        ("restore", file, tmp_path / "恢复.zhibu"),
    ):
        refused(*command)
        assert left(tmp_path) == {file.name}, command


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("名册.xlsx", b"not a workbook", "名册.xlsx"),
        ("名册.csv", "甲,乙\n1,2\n".encode(), "既没有花名册的表头"),
        ("名册.csv", b"\xff\xfe\x00\x01\x02", "名册.csv"),
        ("来.json", b"{", "不是完整的 JSON 文件"),
        ("来.json", b"[]", "不是支部工作台导出的 JSON"),
        ("来.docx", b"", "不能导入"),
        ("节假日.toml", b"[[day]]\nday = 1", "写成 2027-01-01 这样的日期"),
    ],
)
def test_a_source_that_is_none_is_refused(refused, file, tmp_path, name, data, sentence) -> None:
    source = tmp_path / name
    source.write_bytes(data)
    before = file.read_bytes()
    assert sentence in refused("import", file, source)
    assert file.read_bytes() == before
    assert "找不到" in refused("import", file, tmp_path / "没有.xlsx")
