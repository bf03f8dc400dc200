"""考核评分表, 考核报告 with points and without, and the comparison with the year before."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from db.errors import Refused
from desktop.documents import assessed, document
from desktop.documents.context import PaperContext
from desktop.documents.page import MM

from .assessment_samples import Assessed, assessment, sheet, without_points
from .conftest import assert_golden, characters, joined, plain_text

Print = Callable[..., Path]
PAPERS = ("assessment", "assessment-report", "assessment-plain", "assessment-comparison")


@pytest.fixture
def of(context: PaperContext) -> Callable[..., PaperContext]:
    """Make the context of a known sheet."""

    def make(*sheets: Any, changes: tuple[str, ...] = ()) -> PaperContext:
        return replace(context, desk=Assessed(*sheets, changes=changes))

    return make


def rows_of(path: Path) -> list[list[str]]:
    """The rows of the table, without those of its ruled head and foot."""
    with pdfplumber.open(path) as pdf:
        found = [row for page in pdf.pages for table in page.extract_tables() for row in table]
    rows = [["".join(cell.split()) for cell in row if cell is not None] for row in found]
    return [row for row in rows if len(row) >= 8]


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_word_for_word(name: str, printed: Print, of: Any) -> None:
    path = printed(assessment(), name, context=of(sheet(), sheet(2025)))
    assert_golden(name.replace("-", "_"), plain_text(path))


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("times", [1, 30])
def test_nothing_stands_outside_the_margins_and_every_font_is_embedded(
    name: str, times: int, printed: Print, of: Any
) -> None:
    opinion = "经逐项核查，记录齐全，三会一课、党员活动日按时开展，问题整改到位，" * times
    found = sheet(reviewed=True, vetoed=True)
    path = printed(assessment(group_opinion=opinion), name, context=of(found, sheet(2025)))
    left, right, bottom = (15, 282, 202) if document(name).landscape else (28, 184, 279)
    for page in characters(path):
        assert min(c["x0"] for c in page) >= left * MM - 1
        # The empty half of a sign at the end of a line may hang over.
        assert max(c["x1"] for c in page if c["text"] not in "、，。；：）”") <= right * MM + 1
        assert max(c["bottom"] for c in page) <= bottom * MM
    with pdfplumber.open(path) as pdf:
        fonts = [page.page_obj.resources["Font"].resolve().values() for page in pdf.pages]
        every = [font.resolve()["FontDescriptor"].resolve() for page in fonts for font in page]
        assert all("FontFile2" in font for font in every)
        for page in pdf.pages:
            for edge in (*page.lines, *page.rects):
                assert left * MM - 1 <= edge["x0"] <= edge["x1"] <= right * MM + 1


# The table


def test_the_table_has_the_ten_columns_of_the_office(printed: Print, of: Any) -> None:
    rows = rows_of(printed(assessment(), "assessment", context=of(sheet())))
    head = next(row for row in rows if row[0] == "序号")
    assert head == ["序号", "项目", "考核内容", "分值", "评分标准", "数据依据", "自评分", "核定分",
                    "扣分原因", "备注"]  # fmt: skip


def test_the_column_adds_up_to_the_sum_that_is_shown(printed: Print, of: Any) -> None:
    rows = rows_of(printed(assessment(), "assessment", context=of(sheet())))
    items = [row for row in rows if row[0].isdigit()]
    scores = [round(float(row[6]) * 100) for row in items if row[6] != "—"]
    total = next(row for row in rows if row[1] == "合计")
    assert sum(scores) == round(float(total[6]) * 100) == 3462
    given = [round(float(row[3]) * 100) for row in items if row[6] != "—"]
    assert sum(given) == round(float(total[3]) * 100) == 3800


def test_a_line_says_what_was_counted_in_which_records_and_what_it_cost(
    printed: Print, of: Any
) -> None:
    rows = rows_of(printed(assessment(), "assessment", context=of(sheet())))
    whole = next(row for row in rows if row[2].startswith("B1"))
    assert whole[5] == "记录4份：2至5应4次，实4次，不扣分"
    assert whole[8] == "—"
    short = next(row for row in rows if row[2].startswith("B2"))
    assert (short[5], short[6]) == ("记录11份：6至16", "7")
    assert short[8] == "应12次，实11次，缺2026年8月，扣1分"
    out = next(row for row in rows if row[2].startswith("B3"))
    assert (out[6], out[7], out[9]) == ("—", "—", "不适用：没有设党小组")
    graded = next(row for row in rows if row[2].startswith("F1"))
    assert "“支部工作法”材料一份" in graded[5]
    assert graded[8] == "评为“较好”"


def test_before_the_review_its_column_is_left_to_the_hand(printed: Print, of: Any) -> None:
    rows = rows_of(printed(assessment(), "assessment", context=of(sheet())))
    assert {row[7] for row in rows if len(row) == 10 and row[0].isdigit()} == {"", "—"}


def test_a_score_that_was_changed_shows_both_and_the_reason(printed: Print, of: Any) -> None:
    path = printed(assessment(), "assessment", context=of(sheet(reviewed=True)))
    rows = rows_of(path)
    changed = next(row for row in rows if row[2].startswith("B1"))
    assert changed[6:] == ["6", "5", "一次会议没有会议通知", "建议6分，改为5分"]
    total = next(row for row in rows if row[1] == "合计")
    reviewed = [round(float(r[7]) * 100) for r in rows if r[0].isdigit() and r[7] != "—"]
    assert sum(reviewed) == round(float(total[7]) * 100)


def test_bonus_deduction_and_veto_stand_below_the_sum(printed: Print, of: Any) -> None:
    path = printed(assessment(), "assessment", context=of(sheet(vetoed=True)))
    rows = rows_of(path)
    assert next(row for row in rows if row[1] == "加分")[5:7] == ["区委组织部文件", "+1"]
    assert next(row for row in rows if row[1] == "扣分")[6] == "-0.5"
    assert next(row for row in rows if row[1] == "一票否决")[-1] == "等次最高为良好"
    assert next(row for row in rows if row[1] == "总分")[6] == "38.8"


def test_three_opinions_are_signed_and_stamped_at_the_foot(printed: Print, of: Any) -> None:
    text = joined(printed(assessment(), "assessment", context=of(sheet())))
    for words in (
        "支部自评为优秀等次，请党总支审核。",
        "支部书记（签名）：",
        "（支部章）",
        "2026年12月20日",
        "考核组（签名）：",
        "党总支（盖章）：",
    ):
        assert words in text
    assert text.count("年　　月　　日") == 2


def test_a_draft_and_a_final_sheet_say_so_and_what_changed_since(printed: Print, of: Any) -> None:
    assert "草稿，尚未定稿" in joined(printed(assessment(), "assessment", context=of(sheet())))
    final = assessment(
        status="final", frozen_on="2026-12-22", grade="良好", grade_reason="名额已满"
    )
    changes = ("支部委员会会议 定稿7分，现在8分。",)
    text = joined(printed(final, "assessment", context=of(sheet(), changes=changes)))
    assert "定稿日期：2026年12月22日" in text
    assert "与定稿不符：支部委员会会议 定稿7分，现在8分。" in text
    assert "名额已满" in text
    assert "（建议，待评定）" not in text
    draft = joined(printed(assessment(), "assessment", context=of(sheet(), changes=changes)))
    assert "与定稿不符" not in draft


def test_a_scheme_without_points_has_no_table_of_points(printed: Print, of: Any) -> None:
    with pytest.raises(Refused, match="请打印不带分值的考核报告"):
        printed(assessment(), "assessment", context=of(without_points()))


def test_without_a_sheet_no_paper_is_made(printed: Print, context: PaperContext) -> None:
    for name in PAPERS:
        with pytest.raises(Refused, match="没有可印的考核评分"):
            printed(assessment(), name)


# The report


def test_the_report_leads_from_the_conclusion_to_the_records(printed: Print, of: Any) -> None:
    text = joined(printed(assessment(), "assessment-report", context=of(sheet())))
    words = (
        "一、考核结论", "考核7项（另有1项不适用，不计入）：达到3项，部分达到4项。", "总分38.8分。",
        "对应等次：优秀，由上级党组织评定。", "本报告按未定稿的评分作出", "二、各项得分",
        "三、做得好的方面", "3.支部党员大会（6分）：应4次，实4次，不扣分（记录4份：2至5）。",
        "四、扣分的项目和原因", "1.支部委员会会议（8分，得7分）：应12次，实11次，缺2026年8月，",
        "五、其他情况", "加分1分：县级表彰，获评先进基层党组织（区委组织部文件）。",
        "不适用的项目：党小组会（没有设党小组）。", "六、依据索引",
        "16.支部委员会会议 第c10次（2026年3月2日）。", "17.记录已不在数据文件中。",
    )  # fmt: skip
    places = [text.find(each) for each in words]
    assert -1 not in places, words[places.index(-1)]
    assert places == sorted(places)


def test_the_bars_are_as_long_as_the_share_of_the_points(printed: Print, of: Any) -> None:
    path = printed(assessment(), "assessment-report", context=of(sheet()))
    with pdfplumber.open(path) as pdf:
        thick = [line for line in pdf.pages[0].lines if line["linewidth"] > 5]
    # The cap of a stroke adds its half width at both ends.
    lengths = [(line["x1"] - line["x0"] + line["linewidth"]) / (74 * MM) for line in thick]
    shares = [1, 1, 1, 7 / 8, 7.5 / 8, 3.62 / 4, 4.5 / 6]
    assert lengths == pytest.approx(shares, abs=0.01)


@pytest.mark.parametrize("changes", [0, 10, 21])
def test_every_item_has_its_bar_also_where_the_page_turns(
    changes: int, printed: Print, of: Any
) -> None:
    found = sheet()
    moved = tuple(f"B{n} 支部党员大会：定稿时扣1分，现在不扣分" for n in range(changes))
    path = printed(
        assessment(status="final"), "assessment-report", context=of(found, changes=moved)
    )
    text = plain_text(path)
    shown = [
        line for line in text.splitlines() if re.match(r"[A-F]\d .*(/ \d|不适用|待评定)$", line)
    ]
    assert len(shown) == len(found.lines)


def test_a_bar_with_a_long_name_says_that_it_was_cut(printed: Print, of: Any) -> None:
    found = sheet()
    lines = (
        replace(found.lines[0], item=replace(found.lines[0].item, title="会议按季召开" * 4)),
        *found.lines[1:],
    )
    path = printed(assessment(), "assessment-report", context=of(replace(found, lines=lines)))
    assert re.search(r"会议按季召开会议.*…", plain_text(path))


def test_the_plain_report_has_not_a_single_point_and_nothing_else_is_lost(
    printed: Print, of: Any
) -> None:
    found = sheet(reviewed=True)
    text = joined(printed(assessment(), "assessment-plain", context=of(found)))
    assert not re.search(r"\d分(?!之)|得分|扣分|满分|不扣", text)
    assert (
        "1.支部党员大会：部分达到。应4次，实4次（记录4份：2至5）。原因：一次会议没有会议通知。"
        in text
    )
    assert (
        "28日党员活动日：部分达到。应12次，实12次；7月改期没有写原因（记录2份：17、18）。" in text
    )
    assert "党员学时达标：部分达到。应21人，已19人，还差王芳、李强。" in text


def test_a_scheme_without_points_reports_in_words_alone(printed: Print, of: Any) -> None:
    text = joined(printed(assessment(), "assessment-report", context=of(without_points())))
    assert "各项得分" not in text
    assert "需要改进的方面" in text
    assert "对应等次：良好" in text


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("应12次，实11次，缺2026年8月，扣1分", "应12次，实11次，缺2026年8月"),
        ("应4次，实4次，不扣分", "应4次，实4次"),
        ("应21人，实19人，占90.5%，达到85%，得3分", "应21人，实19人，占90.5%，达到85%"),
        ("缺6个月，扣12分，扣完8分为止；书记没有讲党课，扣2分", "缺6个月；书记没有讲党课"),
        ("应21人，已19人，4×19÷21得3.62分", "应21人，已19人"),
        ("占52%，不到最低一档，得0分", "占52%"),
    ],
)
def test_words_without_points_keep_what_was_counted(words: str, left: str) -> None:
    assert assessed.without_points(words) == left


def test_runs_of_numbers_are_said_short() -> None:
    assert list(assessed.runs([1, 2, 3, 5, 7, 8])) == ["1至3", "5", "7、8"]
    assert list(assessed.runs([])) == []


# Beside the year before


def test_the_comparison_sets_both_years_side_by_side(printed: Print, of: Any) -> None:
    now = sheet()
    gone = replace(now.lines[-1], item=replace(now.lines[-1].item, code="Z9", title="去年的项目"))
    before = sheet(2025)
    before = replace(before, lines=(*before.lines[1:], gone))
    rows = rows_of(printed(assessment(), "assessment-comparison", context=of(now, before)))
    by_code = {row[2][:2]: row for row in rows if row[0].isdigit()}
    assert by_code["B2"][4:7] == ["5", "7", "+2"]
    assert by_code["A1"][4:7] == ["上年无此项", "3", "—"]
    assert by_code["B3"][4:7] == ["不适用", "不适用", "—"]
    assert by_code["Z9"][4:8] == ["4.5", "—", "—", "本年方案没有这一项"]
    assert [row[0] for row in by_code.values()] == [str(n) for n in range(1, 10)]


def test_without_an_assessment_of_the_year_before_there_is_no_comparison(
    printed: Print, of: Any
) -> None:
    with pytest.raises(Refused, match="2025年没有考核记录"):
        printed(assessment(), "assessment-comparison", context=of(sheet()))
