"""考核责任书, 任期目标书, 述职报告 and the papers of its ballots."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from db.figures import Figure
from db.figures import Year as Figures
from desktop.documents import document
from desktop.documents.context import PaperContext, Year
from desktop.documents.page import MM

from .conftest import assert_golden, characters, joined, plain_text
from .letter_samples import goals, letter, report

Print = Callable[..., Path]
_COUNTS = {
    "committee": ("支部委员会会议", 12), "lecture": ("党课", 4), "general": ("支部党员大会", 4),
    "group": ("党小组会", 24), "life": ("组织生活会", 1), "appraisal": ("民主评议党员", 1),
    "activities": ("党员活动日", 12),
}  # fmt: skip


class Numbers(Year):
    """A year with known numbers; remembers for which year and day they were asked."""

    asked: tuple[int, str] | None = None

    def figures(self, year: int, day: str) -> Figures:
        self.asked = (year, day)
        counted = [Figure(key, name, n, "次", ()) for key, (name, n) in _COUNTS.items()]
        rest = [
            Figure("attendance", "平均到会率", 914, "%", (), 1000),
            Figure("hours", "人均学时", 63000, "学时", (), 21),
            Figure("tasks", "任务办结", 17, "项", (), 20),
            Figure("problems", "问题销号", 9, "项", (), 12),
            Figure("talks", "谈心谈话覆盖", 19, "人", (), 21),
        ]
        return Figures((*counted, *rest), (), (), ("草稿一", "草稿二"))


@pytest.fixture
def year(context: PaperContext) -> PaperContext:
    """The context of a paper that knows the numbers of the year."""
    return replace(context, desk=Numbers())


def test_the_letter_word_for_word(printed: Print) -> None:
    assert_golden("responsibility_letter", plain_text(printed(letter(), "responsibility-letter")))


def test_the_goals_word_for_word(printed: Print) -> None:
    assert_golden("term_goals", plain_text(printed(goals(), "term-goals")))


def test_the_report_word_for_word(printed: Print, year: PaperContext) -> None:
    assert_golden("debrief", plain_text(printed(report(), "debrief", context=year)))


def test_the_result_of_the_ballots_word_for_word(printed: Print) -> None:
    assert_golden("debrief_result", plain_text(printed(report(), "debrief-result")))


LONG = "逐项对照考核方案抓好落实，做到事前有计划、事中有记录、事后有总结，" * 8
PAPERS = (
    ("responsibility-letter", letter()),
    ("responsibility-letter", letter(duties=[{**letter()["duties"][0], "duty": LONG}] * 30)),
    ("term-goals", goals()),
    ("term-goals", goals(years=[{**goals()["years"][1], "progress": LONG}] * 20)),
    ("debrief", report()),
    ("debrief-ballot", report()),
    ("debrief-result", report(opinions=LONG * 6)),
)


@pytest.mark.parametrize(("name", "record"), PAPERS)
def test_nothing_stands_outside_the_margins_and_every_font_is_embedded(
    name: str, record: Any, printed: Print, year: PaperContext
) -> None:
    path = printed(record, name, context=year)
    left, right, bottom = (15, 282, 202) if document(name).landscape else (28, 184, 279)
    for page in characters(path):
        assert min(c["x0"] for c in page) >= left * MM - 1
        # The empty half of a sign at the end of a line may hang over.
        assert max(c["x1"] for c in page if c["text"] not in "、，。；：）”") <= right * MM + 1
        assert max(c["bottom"] for c in page) <= bottom * MM
    with pdfplumber.open(path) as pdf:
        fonts = [page.page_obj.resources["Font"].resolve().values() for page in pdf.pages]
        found = [font.resolve()["FontDescriptor"].resolve() for page in fonts for font in page]
    assert found
    assert all("FontFile2" in font for font in found)


def test_both_parties_sign_beside_each_other_and_never_on_a_page_of_their_own(
    printed: Print,
) -> None:
    for count in range(1, 24):
        duties = [letter()["duties"][0] for _ in range(count)]
        pages = characters(printed(letter(duties=duties), "responsibility-letter"))
        last = "".join(c["text"] for c in pages[-1])
        assert "自双方签字之日起生效" in last, count
        assert "甲方（盖章）" in last
        first, second = (next(c for c in pages[-1] if c["text"] == sign) for sign in "甲乙")
        assert second["x0"] - first["x0"] == pytest.approx(78 * MM, abs=1)
        assert second["bottom"] == pytest.approx(first["bottom"], abs=0.1)


def test_a_letter_that_is_not_signed_leaves_its_day_to_the_hand(printed: Print) -> None:
    text = joined(printed(letter(signed_on=None), "responsibility-letter"))
    assert "1月15日" not in text
    assert text.count("年　　月　　日") == 2


def test_an_empty_letter_says_what_it_does_not_say(printed: Print) -> None:
    empty = letter(duties=[], method="", rewards="", first_party="", second_party="")
    text = joined(printed(empty, "responsibility-letter"))
    assert "责任内容还没有列出。" in text
    assert "甲方：无" in text
    assert "乙方：中共示范区司法局机关第一支部委员会" in text


def test_goals_run_by_year_whatever_their_order_and_say_what_is_open(printed: Print) -> None:
    text = joined(printed(goals(), "term-goals"))
    assert text.index("2025年度目标（2项）") < text.index("2026年度目标（1项）")
    assert "2025年2项（完成1项，基本完成1项）；2026年1项（未审核1项）。" in text
    assert "还没有列出年度目标。" in joined(printed(goals(years=[], goals=[]), "term-goals"))


def test_the_report_puts_down_the_numbers_and_leaves_the_words_to_the_person(
    printed: Print, year: PaperContext
) -> None:
    text = joined(printed(report(), "debrief", context=year))
    assert "机关第一党支部书记　单　伟" in text
    assert "截至2026年11月24日，只计已定稿的，草稿2份未计入。" in text
    assert "本年数字：召开支部委员会会议12次，开展党课4次，人均学时30.0。" in text
    assert "民主评议党员1次、党员活动日12次，平均到会率91.4%。" in text
    assert "任务清单共20项，已办结17项，未办结3项。" in text
    assert "谈心谈话覆盖19人，应谈21人。" in text
    assert "问题清单共12项，已销号9项，未销号3项。" in text
    assert text.count("（由述职人填写）") == 5
    assert text.index("六、存在的问题和原因") < text.index("学用结合不够")


def test_the_numbers_count_to_the_day_of_the_report_and_never_beyond_today(
    printed: Print, year: PaperContext
) -> None:
    printed(report(held_on="2026-10-08"), "debrief", context=year)
    assert isinstance(year.desk, Numbers)
    assert year.desk.asked == (2026, "2026-10-08")
    printed(report(held_on="2027-01-08"), "debrief", context=year)
    assert year.desk.asked == (2026, "2026-11-24")


def test_the_ballot_asks_for_what_the_record_counts_else_for_the_topics(printed: Print) -> None:
    assert "3 总体评价" in joined(printed(report(), "debrief-ballot"))
    text = joined(printed(report(ballots=[]), "debrief-ballot"))
    assert "5 遵守廉洁自律规定情况" in text
    assert "6 总体评价" in text
    assert "下一步" not in text


def test_the_result_gives_every_grade_and_the_share_of_the_best_two(printed: Print) -> None:
    text = joined(printed(report(), "debrief-result"))
    assert "1 履行政治建设责任情况 15 4 1 0 95.0%" in text
    assert "有效票 20张" in text
    assert "评议结果 好" in text
    empty = joined(printed(report(ballots=[], result=None), "debrief-result"))
    assert "还没有录入测评结果" in empty
    assert "未评定" in empty
