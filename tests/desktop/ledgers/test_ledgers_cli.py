"""Ledgers by the command line: listed, printed, written out and brought in by the type's name."""

import re
from pathlib import Path

import pytest

from db import connection, operations, queries, tree
from db.package import content
from db.records import spec
from db.records.label_override import LABEL_OVERRIDE
from db.systems import LEDGERS
from tests.documents.conftest import joined
from tests.samples import AT, WHO, make_world, sample


@pytest.fixture
def file(store) -> Path:
    """A closed data file with one record of every ledger and a second, empty branch."""
    world = make_world()
    for kind in LEDGERS:
        operations.save(kind, sample(kind, world), who=WHO, at=AT)
    other = tree.blank(spec("organisation"), name="中共示范局第二支部委员会", short_name="二支部")
    operations.save(spec("organisation"), other, who=WHO, at=AT)
    word = tree.blank(
        LABEL_OVERRIDE,
        organisation=world.organisation,
        record_type="hall_lecture",
        wording="税务大讲堂",
    )
    operations.save(LABEL_OVERRIDE, word, who=WHO, at=AT)
    connection.close()
    return store


def test_a_ledger_is_written_and_brought_into_another_branch(zhibu, file, tmp_path):
    path = tmp_path / "教学.xlsx"
    here = ("--branch", "一支部")
    said = zhibu("export", file, "--list", "field_study", "--year", 2026, *here, "-o", path)
    assert (said.status, said.err) == (0, "")
    assert "2026年现场教学台账" in said.out
    again = zhibu("import", file, path, "--list", "field_study", *here)
    assert (again.status, again.out) == (
        0,
        "已导入：一支部现场教学：新增0条，更新0条，相同1条\n",
    )
    there = ("--list", "field_study", "--branch", "二支部")
    tried = zhibu("import", file, path, *there, "--dry-run")
    assert tried.out.startswith("试运行，没有写入。将二支部现场教学：新增1条")
    assert tried.status == 1  # the people of the other branch are not known here
    assert "支部名册里没有" in tried.out
    assert len(zhibu("list", file, "field_study", "--json").json) == 1
    assert zhibu("import", file, path, *there).status == 1
    assert len(zhibu("list", file, "field_study", "--json").json) == 2


def test_a_ledger_and_a_record_are_printed_under_the_words_of_the_place(zhibu, file, tmp_path):
    here = ("--branch", "一支部", "--year", 2026)
    for name, title in (("hall-lecture-ledger", "台账"), ("hall-lecture", "登记表")):
        path = tmp_path / f"{name}.pdf"
        assert zhibu("print", file, name, *here, "-o", path).status == 0
        assert f"税务大讲堂{title}" in joined(path)
    folder = tmp_path / "张贴"
    assert zhibu("print", file, "honour", *here, "-o", f"{folder}/").status == 0
    (sheet,) = folder.iterdir()
    assert sheet.name.startswith("先进评选登记表 称号龑")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--list", "room", "--year", 2026), "台账的日期写在表里"),
        (("--list", "room"), "没有找到活动场所的表头"),
        (("--list", "rooms"), "--list没有“rooms”，可用：.*hall_lecture"),
    ],
)
def test_what_is_no_ledger_is_refused_in_one_sentence(zhibu, file, tmp_path, arguments, sentence):
    path = tmp_path / "别的.csv"
    path.write_text("甲,乙,丙\n1,2,3\n", encoding="utf-8")
    said = zhibu("import", file, path, "--branch", "一支部", *arguments)
    assert (said.status, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert re.search(sentence, said.err)


def test_the_year_of_a_dated_ledger_goes_up_in_the_package_of_that_year(file, tmp_path):
    connection.open_file(file)
    here = next(o["uid"] for o in queries.branches() if o["short_name"] == "一支部")
    for year, found in ((2026, 1), (2025, 0)):
        carried = content.of_year(here, year, talks=False).records
        assert (len(carried["room_use"]), len(carried["subscription"])) == (found, found)
        assert len(carried["room"]) == 1  # a place is of every year
