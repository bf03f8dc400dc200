"""Packages on the command line: sent up, taken in, and what is left for a person to decide."""

import shutil
from pathlib import Path

import pytest

from db import connection, operations, queries, tree
from db.records import spec
from tests.samples import AT, WHO

MEETING = spec("meeting")


@pytest.fixture
def general(empty_file: Path, tmp_path: Path) -> Path:
    """The closed file of a general branch that has nothing yet."""
    path = tmp_path / "总支.zhibu"
    shutil.copyfile(empty_file, path)
    return path


@pytest.fixture
def sent(zhibu, file, tmp_path):
    """Export the package of 2026."""

    def export(*options: object) -> Path:
        path = tmp_path / "上报.zhibu"
        said = zhibu("export", file, "-o", path, "--package", "--year", 2026, *options)
        assert (said.status, said.err) == (0, "")
        assert "2026年的上报包" in said.out
        return path

    return export


def move(path: Path, place: str) -> None:
    """Change the place of the meeting of May in a data file."""
    connection.open_file(path)
    uid = next(row.uid for row in queries.records(MEETING) if row.day == "2026-05-06")
    operations.save(MEETING, tree.dump(MEETING, uid) | {"place": place}, who=WHO, at=AT)
    connection.close()


def place_in(path: Path) -> str:
    connection.open_file(path, readonly=True)
    uid = next(row.uid for row in queries.records(MEETING) if row.day == "2026-05-06")
    found = tree.dump(MEETING, uid)["place"]
    connection.close()
    return str(found)


def test_a_package_goes_up_and_comes_in_once(zhibu, general, sent) -> None:
    path = sent()
    before = general.read_bytes()
    tried = zhibu("import", general, path, "--dry-run")
    assert tried.status == 0
    assert "试运行，没有写入。将一支部2026年：新增" in tried.out
    assert general.read_bytes() == before
    assert zhibu("import", general, path).out.startswith("已导入：一支部2026年：新增")
    again = zhibu("import", general, path)
    assert (again.status, "新增0条，更新0条，两边都改过0条" in again.out) == (0, True)
    assert {row["uid"] for row in zhibu("list", general, "meeting", "--json").json}


def test_conflicts_are_named_and_replace_takes_the_package(zhibu, file, general, sent) -> None:
    zhibu("import", general, sent())
    move(file, "四楼会议室")
    path = sent()
    move(general, "五楼会议室")
    said = zhibu("import", general, path)
    assert said.status == 1
    assert "两边都改过，没有改动：三会一课“支部党员大会 2026年第2次”（地点）" in said.out
    assert place_in(general) == "五楼会议室"
    assert zhibu("import", general, path).status == 1
    assert zhibu("import", general, path, "--replace").status == 0
    assert place_in(general) == "四楼会议室"
    assert zhibu("import", general, path).status == 0


def test_several_packages_come_in_and_one_bad_one_keeps_all_out(
    zhibu, file, general, sent, tmp_path
) -> None:
    one = sent()
    other = tmp_path / "上报2025.zhibu"
    zhibu("export", file, "-o", other, "--package", "--year", 2025)
    bad = tmp_path / "坏.zhibu"
    bad.write_bytes(one.read_bytes()[:9000])
    before = general.read_bytes()
    refused = zhibu("import", general, one, bad)
    assert refused.status == 2
    assert "“坏.zhibu”已损坏" in refused.err
    assert general.read_bytes() == before
    said = zhibu("import", general, one, other)
    assert said.status == 0
    assert said.out.count("已导入：") == 2


def test_a_package_under_a_password_needs_it(zhibu, general, sent) -> None:
    pytest.importorskip("sqlcipher3")
    path = sent("--password", "春天2027", "--full-numbers", "--talks")
    refused = zhibu("import", general, path)
    assert (refused.status, "核对密码" in refused.err) == (2, True)
    assert zhibu("import", general, path, "--password", "春天2027").status == 0
    assert zhibu("list", general, "talk", "--json").json


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("-o", "a.json", "--package"), ".zhibu"),
        (("-o", "a.zhibu"), "--package"),
        (("-o", "a.xlsx", "--talks"), "只用于上报包和 JSON"),
        (("-o", "a.json", "--password", "x"), "只用于上报包"),
        (("-o", "a.zhibu", "--package", "--attachments"), "不用于上报包"),
        (("-o", "a.zhibu", "--package", "--branch", "没有"), "没有名为"),
        (("-o", "没有/a.zhibu", "--package"), "文件夹"),
    ],
)
def test_a_wrong_way_to_export_is_refused(zhibu, file, tmp_path, monkeypatch, options, sentence):
    monkeypatch.chdir(tmp_path)
    said = zhibu("export", file, *options)
    assert said.status == 2
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert not list(tmp_path.glob("a.*"))


def test_a_wrong_way_to_import_is_refused(zhibu, general, sent, tmp_path) -> None:
    path, table = sent(), tmp_path / "表.xlsx"
    table.write_bytes(b"")
    for command, sentence in (
        ((path, table), "可以一次导入几份"),
        ((path, "--year", 2026), "请去掉"),
        ((table, "--password", "x"), "只用于上报包"),
        ((general,), "就是正在使用的数据文件"),
        ((tmp_path / "无.zhibu",), "找不到"),
    ):
        said = zhibu("import", general, *command)
        assert said.status == 2
        assert sentence in said.err
