"""The papers of the work desk, the plan and the calendar file from the command line."""

from pathlib import Path

import icalendar
import pypdfium2
import pytest
from openpyxl import load_workbook

from db import connection, drafting, operations, tree
from db.records import spec
from tests.samples import AT, WHO, make_world


@pytest.fixture
def file(store) -> Path:
    """A closed data file with one branch, its general branch and a plan of 2026."""
    world = make_world()
    parent = tree.blank(
        spec("organisation"),
        name="中共示范局总支部委员会",
        short_name="总支",
        kind="general_branch",
    )
    operations.save(spec("organisation"), parent, who=WHO, at=AT)
    plan = drafting.new_year_plan(world.organisation, 2026)
    operations.save(spec("year_plan"), plan, who=WHO, at=AT)
    connection.close()
    return store


def text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "".join(page.get_textpage().get_text_range() for page in pdf)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("year-at-a-glance", "2026年组织生活全年一览"),
        ("self-check", "2026年迎检自查表"),
        ("rules-sheet", "明白纸"),
        ("year-plan", "2026年三会一课计划报备表"),
    ],
)
def test_a_paper_of_the_year_is_printed(zhibu, file, tmp_path, name, said):
    path = tmp_path / "out.pdf"
    assert zhibu("print", file, name, "--year", 2026, "-o", path) == (0, f"{path}\n", "")
    assert said in text(path)


def test_the_month_sheet_takes_a_month_with_and_without_a_year(zhibu, file, tmp_path):
    path = tmp_path / "out.pdf"
    assert zhibu("print", file, "month-sheet", "--month", 5, "--year", 2026, "-o", path).status == 0
    assert "2026年5月安排表" in text(path)
    assert zhibu("print", file, "month-sheet", "--month", 2, "-o", path).status == 0
    assert "年2月安排表" in text(path)


def test_the_month_is_in_the_name_of_the_file(zhibu, file, tmp_path):
    said = zhibu("print", file, "month-sheet", "--year", 2026, "--month", 5, "-o", f"{tmp_path}/")
    assert said.out.strip().endswith("月安排表 一支部2026年5月.pdf")


def test_other_papers_of_a_year_take_no_month(zhibu, file, tmp_path):
    path = tmp_path / "out.pdf"
    said = zhibu("print", file, "self-check", "--year", 2026, "--month", 5, "-o", path)
    assert (said.status, path.exists()) == (2, False)
    assert zhibu("print", file, "minutes", "--month", 5, "-o", path).status == 2


def test_the_calendar_of_a_branch_is_exported(zhibu, file, tmp_path):
    path = tmp_path / "应办.ics"
    said = zhibu("export", file, "-o", path, "--branch", "一支部", "--on", "2026-03-27")
    assert said.status == 0
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert f"起的{len(events)}件事" in said.out
    assert min(event["dtstart"].dt.isoformat() for event in events) >= "2026-03-27"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--branch", "一支部", "--on", "2026-2-1"), "不是日期"),
        (("--branch", "总支"), "不是党支部"),
        (("--branch", "一支部", "--full-numbers"), "请去掉"),
        (("--branch", "一支部", "--list", "task"), "请把 -o 写成 .xlsx"),
    ],
)
def test_a_calendar_asked_for_wrongly_is_refused(zhibu, file, tmp_path, options, sentence):
    path = tmp_path / "x.ics"
    said = zhibu("export", file, "-o", path, *options)
    assert (said.status, path.exists()) == (2, False)
    assert sentence in said.err


def test_the_plan_of_a_year_is_exported_as_a_workbook(zhibu, file, tmp_path):
    path = tmp_path / "计划.xlsx"
    said = zhibu("export", file, "-o", path, "--list", "year_plan", "--year", 2026)
    assert said.status == 0
    assert "2026年三会一课计划" in said.out
    assert load_workbook(path).active["A1"].value == "2026年三会一课计划"
    said = zhibu("export", file, "-o", path, "--list", "year_plan", "--year", 2020)
    assert (said.status, said.err.strip()) == (2, "2020年还没有三会一课计划，请先制定计划。")
