"""What a general branch asks of the command line: its papers, its workbook, its visits."""

from pathlib import Path

import pytest

YEAR = ("--year", "2026")


@pytest.fixture(scope="module")
def sample(demo_file: Path) -> Path:
    return demo_file


@pytest.mark.parametrize(
    "name", ["overview", "general-summary", "contact-points", "contact-visits"]
)
def test_the_papers_of_the_only_general_branch_need_no_name_of_it(zhibu, sample, tmp_path, name):
    path = tmp_path / "一览.pdf"
    said = zhibu("print", sample, name, "-o", path, *YEAR)
    assert said.status == 0, said.err
    assert path.read_bytes().startswith(b"%PDF")


def test_a_branch_is_refused_the_papers_of_a_general_branch(zhibu, sample, tmp_path):
    said = zhibu("print", sample, "overview", "-o", tmp_path / "一览.pdf", "--branch", "机关第一")
    assert said.status == 2
    assert said.err == "机关第一党支部没有下级党支部，请选党总支再印。\n"
    assert not list(tmp_path.iterdir())


def test_a_file_without_a_general_branch_is_told_so(zhibu, file, tmp_path):
    said = zhibu("print", file, "overview", "-o", tmp_path / "一览.pdf")
    assert said.status == 2
    assert "文件中没有党总支" in said.err


def test_the_overview_is_exported_as_a_workbook(zhibu, sample, tmp_path):
    path = tmp_path / "情况.xlsx"
    said = zhibu("export", sample, "--list", "overview", "-o", path, *YEAR)
    assert said.status == 0, said.err
    assert "已导出示范区司法局党总支2026年各党支部情况" in said.out
    assert path.exists()


def test_visits_contact_points_and_grades_are_listed(zhibu, sample):
    visits = zhibu("list", sample, "contact_visit", *YEAR, "--json").json
    assert len(visits) == 16
    assert {each["branch"] for each in visits} == {"示范区司法局党总支"}
    assert visits[0]["title"] == "党建联系点 欧阳旻 谈话"
    assert len(zhibu("list", sample, "contact_point", *YEAR, "--json").json) == 4
    (decision,) = zhibu("list", sample, "grade_decision", "--json").json
    assert decision["title"] == "2025年等次评定"


def test_a_visit_is_found_by_what_was_found_there(zhibu, sample):
    hits = zhibu("search", sample, "三季度没有送学", "--json").json
    assert {hit["type"] for hit in hits} == {"contact_visit", "listed_item"}
