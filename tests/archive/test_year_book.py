"""The bound book of a year: what stands in it, its pages, what is left out and said."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from db.demo.branch import uid
from db.errors import Refused
from desktop.archive.order import Kind, Order, carry_out
from desktop.documents import Document, roster, yearbook
from desktop.documents.gather import Gatherer
from tests.archive.conftest import AT, TODAY, Stopped, order, quiet


class Opened:
    """A bound book: its outline and the text of its pages."""

    def __init__(self, path: Path) -> None:
        self.pdf = pypdfium2.PdfDocument(path.read_bytes())
        toc = list(self.pdf.get_toc())
        self.outline = [(e.level, e.get_title(), e.get_dest().get_index()) for e in toc]
        self.front = next(page for level, _, page in self.outline if level == 1)

    def text(self, page: int) -> str:
        return str(self.pdf[page].get_textpage().get_text_range())

    def plain(self, page: int) -> str:
        return re.sub(r"[\s.]", "", self.text(page))

    def left_of(self, page: int, words: str) -> float:
        found = self.pdf[page].get_textpage()
        place, _count = found.search(words).get_next()
        return float(found.get_charbox(place)[0])

    def portrait(self, page: int) -> bool:
        width, height = self.pdf[page].get_size()
        return bool(width < height)


@pytest.fixture(scope="module")
def opened(book: Path) -> Iterator[Opened]:
    found = Opened(book)
    yield found
    found.pdf.close()


def test_the_contents_name_for_every_paper_the_page_on_which_it_begins(opened: Opened) -> None:
    contents = "".join(opened.plain(page) for page in range(2, opened.front))
    papers = [(title, page) for level, title, page in opened.outline if level == 1]
    assert len(papers) > 60
    for title, page in papers:
        number = page - opened.front + 1
        assert re.sub(r"[\s.]", "", title) + str(number) in contents, title
        assert f"第{number}页" in opened.text(page)


def test_the_text_begins_on_the_front_of_a_sheet_and_counts_from_there(opened: Opened) -> None:
    assert opened.front % 2 == 0
    total = len(opened.pdf) - opened.front
    assert f"共{total}页　第1页" in opened.text(opened.front)
    assert f"共{total}页　第{total}页" in opened.text(len(opened.pdf) - 1)


def test_the_numbers_stand_at_the_outer_edge_of_both_sides(opened: Opened) -> None:
    pages = [p for p in range(opened.front, len(opened.pdf)) if opened.portrait(p)]
    odd = [p for p in pages if (p - opened.front) % 2 == 0][:5]
    even = [p for p in pages if (p - opened.front) % 2][:5]
    assert min(opened.left_of(p, f"共{len(opened.pdf) - opened.front}页") for p in odd) > 300
    assert max(opened.left_of(p, f"共{len(opened.pdf) - opened.front}页") for p in even) < 100


def test_the_outline_holds_the_chapters_with_their_papers_below(opened: Opened) -> None:
    chapters = [title for level, title, _ in opened.outline if level == 0]
    assert chapters[:4] == ["封面", "目录", "一、支部概况和党员花名册", "二、年度计划"]
    assert "三、三会一课" in chapters
    assert chapters[-1].endswith("、本年数字")


def test_drafts_stay_out_and_the_contents_say_how_many(opened: Opened) -> None:
    last = opened.text(opened.front - 1) + opened.text(opened.front - 2)
    assert re.search(r"另有\d+份记录还是草稿，没有装订进来。", last)
    assert "谈心谈话的内容不装订" in last


def test_a_chapter_without_papers_says_so_in_the_contents(opened: Opened) -> None:
    contents = "".join(opened.plain(page) for page in range(2, opened.front))
    assert "考核和述职本年没有" in contents


def test_a_year_without_records_is_no_book(demo: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"2019年还没有定稿的记录"):
        carry_out(Order(Kind.BOOK, uid("first"), 2019, TODAY, AT), tmp_path, quiet)
    assert not list(tmp_path.iterdir())


def test_the_election_of_a_year_is_a_chapter(demo: Path) -> None:
    def elections(year: int) -> list[str]:
        made = yearbook.collect((), Gatherer(uid("first"), today=TODAY).year(year))
        found = (each.entries for each in made.chapters if each.title == "换届选举")
        return [entry.heading for entries in found for entry in entries]

    assert elections(2024) == ["选举工作表", "选举结果报告"]
    assert elections(2026) == []


def test_the_same_records_give_the_same_book(demo: Path, book: Path, tmp_path: Path) -> None:
    assert carry_out(order(Kind.BOOK), tmp_path, quiet).path.read_bytes() == book.read_bytes()


def test_work_that_is_stopped_leaves_nothing_and_the_next_book_another_name(
    demo: Path, tmp_path: Path
) -> None:
    def stop(done: int, _total: int, _text: str) -> None:
        if done > 3:
            raise Stopped

    with pytest.raises(Stopped):
        carry_out(order(Kind.BOOK), tmp_path, stop)
    assert not list(tmp_path.iterdir())


def test_a_ledger_that_the_program_has_is_a_chapter(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop import documents

    def ledger(name: str, title: str) -> Document:
        return Document(name, title, ("member",), (), roster.collect, roster.render, yearly=True)

    more = (ledger("sample-ledger", "示例台账"),)
    monkeypatch.setattr(documents, "DOCUMENTS", (*documents.DOCUMENTS, *more))
    monkeypatch.setattr(documents, "_BY_NAME", {d.name: d for d in documents.DOCUMENTS})
    made = yearbook.collect((), Gatherer(uid("first"), today=TODAY).year(2026))
    found = {each.title: [entry.heading for entry in each.entries] for each in made.chapters}
    assert found["台账"][-1] == "示例台账"
    assert "党费" in found
