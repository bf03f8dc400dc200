"""The paper of the yearly summary: the branch's words, and numbers that are counted or frozen."""

import pdfplumber
import pytest

from db import drafting, frozen_numbers, numbers, operations, queries, tree
from db.records import spec
from desktop.documents import document
from desktop.documents.gather import Gatherer, context_for, of_year

TODAY = "2026-11-24"
KIND = spec("year_summary")


@pytest.fixture
def branch(demo):
    return next(row["uid"] for row in queries.branches() if "第一" in row["short_name"])


def texts(record, today: str = TODAY) -> list[str]:
    sheet = document("year-summary").collect(record, context_for(record, today=today))
    return sheet.paper.texts()


def test_the_words_of_the_branch_stand_under_their_headings(branch, tmp_path):
    (record,) = of_year("year_summary", branch, 2025)
    said = texts(record)
    assert said[0] == "2025年度工作总结"
    assert "二、主要工作和成效" in said
    assert any("法治文化长廊换了新展板" in text for text in said)
    path = tmp_path / "总结.pdf"
    paper = document("year-summary")
    paper.write(paper.collect(record, context_for(record, today=TODAY)), path)
    with pdfplumber.open(path) as pdf:
        assert pdf.pages[0].extract_text().startswith("2025年度工作总结")


def test_the_numbers_are_those_of_the_records(branch):
    (record,) = of_year("year_summary", branch, 2025)
    said = texts(record)
    assert any(text.startswith("附：本年数字（由记录逐条统计，截至2025年12月31日") for text in said)
    counted = {
        each.title: each.text for each in numbers.of_period(branch, numbers.year_of(2025), TODAY)
    }
    assert f"支部党员大会{counted['支部党员大会']}" in "".join(said)
    assert not any("本年数字" in text for text in texts(record | {"with_numbers": False}))


def test_what_is_not_written_is_left_open_and_said_to_be(branch):
    said = texts(drafting.new_year_summary(branch, 2026))
    assert said.count("（由支部填写）") == 4


def test_frozen_numbers_are_printed_as_they_were_frozen(store, tmp_path):
    organisation = tree.blank(spec("organisation"), name="中共某局支部委员会", short_name="某支部")
    organisation["organisation"] = organisation["uid"]
    operations.save(spec("organisation"), organisation, who="单伟", at="2026-11-24T01:00:00Z")
    frozen = tree.blank(
        spec("frozen_numbers"),
        organisation=organisation["uid"],
        title="年度总结",
        first_on="2026-01-01",
        last_on="2026-12-31",
        frozen_on="2026-11-20",
        numbers=[{"key": "x", "system": "思想建设", "title": "微党课", "said": "26次", "uids": ""}],
    )
    operations.save(
        spec("frozen_numbers"),
        tree.normalise(spec("frozen_numbers"), frozen),
        who="单伟",
        at="2026-11-24T01:00:00Z",
    )
    record = drafting.new_year_summary(organisation["uid"], 2026) | {"frozen": frozen["uid"]}
    said = texts(record)
    assert "思想建设：微党课26次。" in said
    assert any("2026年11月20日定稿" in text for text in said)
    assert frozen_numbers.sets_of(organisation["uid"])


def test_the_year_book_ends_with_the_settled_summary(branch):
    context = Gatherer(branch, today=TODAY).year(2025)
    book = document("year-book").collect([], context)
    titles = [chapter.title for chapter in book.chapters]
    assert titles[-2:] == ["年度总结", "本年数字"]
    book = document("year-book").collect([], Gatherer(branch, today=TODAY).year(2026))
    assert "年度总结" not in [chapter.title for chapter in book.chapters]
