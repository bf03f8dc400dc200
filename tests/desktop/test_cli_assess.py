"""``zhibu assess`` gives the numbers of the sheet; its exit status says whether all is settled."""

import json

import pypdfium2
import pytest

from db import assessment, connection, queries
from desktop import cli
from tests.samples import AT, WHO, make_world

KEYS = {"code", "title", "points", "score", "reason", "evidence"}


@pytest.fixture
def file(store):
    """A closed data file of one branch that has hardly anything."""
    make_world()
    connection.close()
    return store


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    status = cli.main([str(argument) for argument in arguments])
    assert connection.current_path() is None
    said = capsys.readouterr()
    return status, said.out, said.err


def test_json_holds_the_total_the_band_and_every_line(capsys, file) -> None:
    status, out, _err = run(
        capsys, "assess", file, "--year", "2026", "--on", "2027-02-01", "--json"
    )
    found = json.loads(out)
    assert status == 1  # several items wait for a person
    assert (found["year"], found["on"], found["branch"]) == (2026, "2027-02-01", "一支部")
    assert all(set(each) >= KEYS for each in found["lines"])
    assert len(found["lines"]) == 26
    assert found["band"] == "不合格"
    assert found["complete"] is False
    scores = [each["score"] or 0 for each in found["lines"]]
    assert round(sum(scores) * 100) == round(found["earned"] * 100)


def test_the_numbers_are_those_of_the_sheet(capsys, file) -> None:
    _status, out, _err = run(
        capsys, "assess", file, "--year", "2026", "--on", "2027-02-01", "--json"
    )
    found = json.loads(out)
    connection.open_file(file, readonly=True)
    sheet = assessment.assess(queries.branches()[0]["uid"], 2026, "2027-02-01")
    connection.close()
    assert round(found["total"] * 100) == sheet.total
    for told, line in zip(found["lines"], sheet.lines, strict=True):
        assert (told["code"], told["words"]) == (line.code, line.words)
        assert (told["score"] is None) == (line.score is None)


def test_the_plain_list_is_one_line_for_each_item_and_the_sum(capsys, file) -> None:
    _status, out, _err = run(capsys, "assess", file, "--year", "2026", "--on", "2027-02-01")
    lines = out.splitlines()
    assert len(lines) == 27
    assert all(len(line.split("\t")) == 7 for line in lines[:-1])
    assert lines[-1].startswith("各项得分合计")
    assert lines[-1].endswith("\t不合格")


def test_the_sheet_is_printed_with_the_same_total(capsys, file, tmp_path) -> None:
    paper = tmp_path / "考核.pdf"
    _status, out, _err = run(
        capsys, "assess", file, "--year", "2026", "--on", "2027-02-01", "-o", paper
    )
    assert out.strip() == str(paper)
    document = pypdfium2.PdfDocument(paper)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert "支部党员大会" in text


def test_a_branch_that_has_begun_names_the_version_of_its_scheme(capsys, file) -> None:
    connection.open_file(file)
    assessment.begin(queries.branches()[0]["uid"], 2026, who=WHO, at=AT)
    connection.close()
    _status, out, _err = run(capsys, "assess", file, "--year", "2026", "--json")
    found = json.loads(out)
    assert (found["scheme"], found["scheme_version"], found["status"]) == ("standard", 1, "draft")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "--year"),
        (("--year", "2026", "--branch", "没有的"), "没有名为“没有的”的党组织"),
        (("--year", "2026", "--on", "昨天"), "不是日期"),
        (("--year", "2026", "-o", "考核.txt"), "不是 .pdf 或 .docx 文件"),
        (("--year", "2026", "-o", "没有/考核.pdf"), "没有“没有”这个文件夹"),
    ],
)
def test_a_wrong_use_is_told_in_one_line(capsys, file, arguments, words) -> None:
    status, out, err = run(capsys, "assess", file, *arguments)
    assert (status, out) == (2, "")
    assert words in err
    assert len(err.splitlines()) == 1
