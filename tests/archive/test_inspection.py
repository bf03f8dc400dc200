"""The folder for inspectors: their list, what is missing first, drafts, nothing made up."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from db.demo.branch import uid
from db.errors import Refused
from db.records import RECORDS
from desktop.archive import checklist, inspection
from desktop.archive.checklist import Line
from desktop.archive.inspection import pages_in
from desktop.archive.order import Kind, Made, Order, carry_out, survey
from tests.archive.conftest import AT, TODAY, Stopped, order, quiet
from tests.documents.conftest import joined


def lines(*found: Line) -> dict[str, tuple[Line, ...]]:
    return {"lines": found}


def test_the_folders_bear_the_numbers_of_the_list_and_hold_a_paper_of_each_record(
    inspected: Made,
) -> None:
    general = inspected.path / "03 支部党员大会（一般每季度一次）"
    names = sorted(path.name for path in general.iterdir())
    assert names[0] == "2026-03-27 支部党员大会 2026年第1次 会议记录.pdf"
    assert len([name for name in names if name.startswith("2026")]) == 3
    roster = inspected.path / "01 党员基本情况" / "党员花名册.pdf"
    assert "党员花名册" in joined(roster)


def test_what_is_missing_stands_first_in_the_index(inspected: Made) -> None:
    missing = [each.missing for each in inspected.found]
    assert missing == sorted(missing, reverse=True)
    assert True in missing
    assert False in missing
    text = re.sub(r"\s", "", joined(inspected.path / inspection.INDEX))
    assert text.index("年度考核") < text.index("党员基本情况")
    assert f"缺的{sum(missing)}项" in text


def test_a_draft_is_marked_and_does_not_count(inspected: Made) -> None:
    general = next(each for each in inspected.found if each.number == 3)
    assert (general.there, len(general.pieces)) == (3, 4)
    assert general.says == "缺1份；另有1份是草稿，不计数"
    folder = inspected.path / "03 支部党员大会（一般每季度一次）"
    assert any(path.name.startswith("（草稿）") for path in folder.iterdir())


def test_the_pages_of_the_index_are_those_of_the_papers(inspected: Made) -> None:
    for each in inspected.found:
        folders = list(inspected.path.glob(f"{each.number:02d} */"))
        written = [pages_in(path) for folder in folders for path in folder.glob("*.pdf")]
        assert (len(written), sum(written)) == (len(each.pieces), each.pages)


def test_a_line_without_records_has_no_folder(inspected: Made) -> None:
    assert not list(inspected.path.glob("15*"))


def test_every_name_of_the_shipped_list_is_a_paper_of_the_program() -> None:
    known = inspection.materials()
    for line in checklist.standard():
        assert set(line.papers) <= set(known)
    types = {kind.name for kind in RECORDS}
    assert all(set(each.document.record_types) <= types for each in known.values())


def test_an_unknown_paper_is_named_and_the_line_counts_as_missing(demo: Path) -> None:
    wanted = order(Kind.INSPECTION, **lines(Line("花名册", ("党员花名册", "群众花名册"))))
    (found,) = survey(wanted, quiet)
    assert found.missing
    assert "没有叫“群众花名册”的文书" in found.says


def test_a_list_kept_as_a_table_reads_back_the_same(tmp_path: Path) -> None:
    target = checklist.write(tmp_path / "清单.xlsx", checklist.standard(), inspection.names())
    assert checklist.read(target) == checklist.standard()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("检查内容,文书或台账,份数\n党课,党课记录,很多\n", "第2行的份数“很多”不对"),
        ("检查内容,文书或台账,份数\n党课,党课记录,0\n", "第2行的份数“0”不对"),
        ("检查内容,文书或台账,份数\n党课,,3\n", "第2行没有写文书或台账"),
        ("检查内容,文书或台账,份数\n", "一行也没有"),
        ("姓名,性别,民族\n单伟,男,汉\n", "不像检查清单"),
    ],
)
def test_a_list_that_cannot_be_meant_is_refused_in_one_sentence(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "清单.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=said):
        checklist.read(path)


def test_a_list_of_a_person_without_numbers_of_copies_wants_one_of_each(tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    path.write_text("序号,检查内容,文书\n1,两样,党员花名册、党课记录\n", encoding="gb18030")
    assert checklist.read(path) == (Line("两样", ("党员花名册", "党课记录"), 2),)


def test_a_stopped_folder_leaves_nothing_and_one_that_is_there_stays(
    demo: Path, tmp_path: Path
) -> None:
    def stop(_done: int, _total: int, text: str) -> None:
        if "排版" in text:
            raise Stopped(text)

    wanted = order(Kind.INSPECTION, **lines(Line("名册/全部", ("党员花名册",))))
    with pytest.raises(Stopped):
        carry_out(wanted, tmp_path, stop)
    assert not list(tmp_path.iterdir())
    first, second = (carry_out(wanted, tmp_path, quiet).path for _ in range(2))
    assert first != second
    assert (second / "01 名册_全部" / "党员花名册.pdf").is_file()


def test_a_year_without_anything_on_the_list_is_refused(demo: Path, tmp_path: Path) -> None:
    wanted = Order(Kind.INSPECTION, uid("first"), 2019, TODAY, AT)
    wanted = replace(wanted, lines=(Line("党课", ("党课记录",)),))
    with pytest.raises(Refused, match="2019年还没有清单上的文书"):
        carry_out(wanted, tmp_path, quiet)


def test_a_folder_that_is_not_there_is_named(demo: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"没有“.*没有”这个文件夹"):
        carry_out(order(Kind.LABELS), tmp_path / "没有", quiet)
