"""The papers of a general branch, out of the sample file: every number is one of the records."""

from pathlib import Path

import pytest

from db import connection, overview
from db.demo.branch import uid
from db.errors import Refused
from desktop.documents import document
from desktop.documents.context import PaperContext
from desktop.documents.gather import Gatherer, of_year
from tests.documents.conftest import joined

TODAY = "2026-11-24"
GENERAL = uid("general_branch")
NAMES = ("机关第一党支部", "机关第二党支部", "基层司法所党支部", "公共法律服务中心党支部")
PAPERS = ("overview", "general-summary", "contact-points", "contact-visits")


@pytest.fixture(scope="module")
def sample(demo_file: Path) -> Path:
    return demo_file


@pytest.fixture
def general(sample):
    connection.open_file(sample, readonly=True)
    yield overview.of_general(GENERAL, 2026, TODAY)
    connection.close()


def collected(name: str, organisation: str = GENERAL, year: int = 2026):
    paper = document(name)
    context = Gatherer(organisation, today=TODAY).year(year)
    return paper.collect(of_year(paper.record_types[0], organisation, year), context)


def rows(name: str, year: int = 2026):
    return collected(name, year=year).table.rows


def test_the_overview_has_a_row_for_each_branch_in_its_own_order(general):
    table = collected("overview").table
    assert [row[0] for row in table.rows] == list(NAMES)
    assert {len(row) for row in table.rows} == {len(table.columns)}
    assert "不排名" in table.facts[0][0][1]
    assert "另有草稿8份未计入" in table.facts[0][0][1]


def test_the_overview_marks_what_is_overdue_and_tells_no_points(general):
    cells = rows("overview")[2]
    assert "11次\n▲9" in cells
    assert cells[-2:] == ("待评", "—")
    assert [row[-1] for row in rows("overview", 2025)] == ["优秀", "良好", "合格", "良好"]


def test_no_cell_of_a_paper_is_blank(general):
    for name in ("overview", "contact-points", "contact-visits"):
        for year in (2024, 2025, 2026):
            assert all(cell.strip() for row in rows(name, year) for cell in row)


def test_the_summary_is_made_of_facts_alone(general, tmp_path):
    path = tmp_path / "汇总.pdf"
    document("general-summary").render(collected("general-summary"), path)
    text = joined(path)
    assert "示范区司法局党总支2026年党支部工作情况汇总" in text
    total = general.sum("committee")
    assert f"支部委员会会议{total}次" in text
    first = general.branches[0]
    done, ended = first.figures["duties"].value, first.figures["duties"].of
    assert f"机关第一党支部到期{ended}项，办结{done}项" in text
    assert "单伟（副局长）联系基层司法所党支部，计划5次，已到支部4次。" in text
    assert "共发现问题5个，已列入问题清单1个，已落实4个。" in text
    assert "本年等次尚未评定。" in text


def test_the_summary_names_the_grades_with_their_day_and_basis(general, tmp_path):
    path = tmp_path / "汇总.pdf"
    document("general-summary").render(collected("general-summary", year=2025), path)
    text = joined(path)
    assert "等次评定（2026年1月28日，依据2026年1月28日党总支委员会会议）" in text
    assert "机关第一党支部优秀" in text
    assert "优秀比例30%，至多1个。" in text


def test_the_contact_points_say_what_is_planned_and_what_was_done(general):
    found = rows("contact-points")
    assert [row[3] for row in found] == list(NAMES)
    assert found[2][5:7] == ("5", "4")
    assert "联系点4个，计划17次，已到支部16次。" in collected("contact-points").table.facts[0][0]


def test_the_visits_stand_by_day_with_findings_and_what_came_of_them(general):
    found = rows("contact-visits")
    assert len(found) == 16
    last = next(row for row in found if row[6] == "两名退休党员三季度没有送学。")
    assert last[8] == "2026年12月15日前落实\n已列入问题2026-05"
    settled = next(row for row in found if row[6].startswith("两份记录讨论发言"))
    assert settled[8].endswith("2026年6月10日落实")


def test_a_year_without_contact_points_says_so(general):
    assert "本年没有登记党建联系点" in rows("contact-points", 2024)[0]
    assert "本年没有联系点工作记录" in rows("contact-visits", 2024)[0]


@pytest.mark.parametrize("name", PAPERS)
def test_a_branch_has_no_paper_of_a_general_branch(general, name):
    with pytest.raises(Refused, match="机关第一党支部没有下级党支部，请选党总支再印"):
        collected(name, uid("first"))


@pytest.mark.parametrize("name", PAPERS)
def test_without_a_data_file_the_paper_is_refused(name):
    with pytest.raises(Refused):
        document(name).collect([], PaperContext("中共某局总支部委员会", "党总支", year=2026))


@pytest.mark.parametrize("name", PAPERS)
def test_each_paper_is_written(general, tmp_path, name):
    path = tmp_path / f"{name}.pdf"
    document(name).render(collected(name), path)
    assert "2026年" in joined(path)
