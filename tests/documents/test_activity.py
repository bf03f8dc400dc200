"""The record of an activity, its notice and its sign-in sheet: what stands on each."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from db import tree
from desktop.documents import activity as paper
from desktop.documents.context import PaperContext
from desktop.documents.page import MM

from .activity_samples import ACTIVITY, LINES, RARE, SIXTY, activity
from .conftest import assert_golden, characters, joined, lines, plain_text

Print = Callable[..., Path]


def test_the_record_of_an_activity_word_for_word(printed: Print) -> None:
    assert_golden("activity", plain_text(printed(activity(), "activity")))


def test_a_moved_activity_gives_both_days_and_the_reason(printed: Print) -> None:
    text = joined(printed(activity(), "activity"))
    assert "2026年3月28日（星期六）" in text
    assert "2026年3月31日（星期二）14:30—17:10" in text
    assert "改在31日下午。" in text


def test_a_move_without_a_reason_is_said(printed: Print) -> None:
    text = joined(printed(activity(moved_reason=""), "activity"))
    assert "变更原因 未写明原因" in text
    kept = activity(moved_reason="", held_on="2026-03-28")
    assert "变更原因 无" in joined(printed(kept, "activity"))


def test_fixed_items_say_by_sign_and_word_what_was_left_out(printed: Print) -> None:
    text = joined(printed(activity(), "activity"))
    assert "√佩戴党徽　√交党费　□重温誓词（未做）　√诵读党章" in text


def test_the_counts_close_and_names_come_with_reasons(printed: Print) -> None:
    text = joined(printed(activity(), "activity"))
    for words in ("10人（正式9，预备1）", "8人（正式7，预备1）", "查　堃（在外地出庭）",
                  "孙国强（未说明事由）", "入党积极分子2人"):  # fmt: skip
        assert words in text


def test_decisions_name_owner_and_day_and_say_what_is_open(printed: Print) -> None:
    text = joined(printed(activity(), "activity"))
    assert "（责任人：仇昇；完成时限：2026年4月15日前）" in text
    assert "把公示日期补写到天（责任人：查堃；完成时限：未定）" in text
    assert "议定事项与落实无" in joined(printed(activity(decisions=[]), "activity"))


def test_photos_are_counted_and_other_files_listed(printed: Print) -> None:
    record = activity()
    files = [("photo", "甲"), ("photo", "乙"), ("sign_in", "签到表"), ("signed", "签字扫描件")]
    record["attachments"] = [
        tree.blank_line(LINES["attachments"], kind=kind, name=f"{name}.jpg", caption=name)
        for kind, name in files
    ]
    text = joined(printed(record, "activity"))
    assert "2张（见照片页）" in text
    assert "附件：1. 签到表（签到表）。" in text
    assert "签字扫描件" not in text


def test_another_fact_has_another_code_and_an_attachment_has_not(context: PaperContext) -> None:
    foot = paper.collect(activity(), context).form.foot
    line = tree.blank_line(LINES["attachments"], kind="photo", name="照片.jpg")
    assert paper.collect(activity(attachments=[line]), context).form.foot == foot
    assert paper.collect(activity(hours=300), context).form.foot != foot
    assert "记录完成：2026年4月1日" in foot


def test_a_late_record_says_so_with_its_true_day(printed: Print) -> None:
    late = activity(late_reason="记录人住院", entered_at="2026-04-19T17:30:00Z")
    assert "本记录于2026年4月20日补录。原因：记录人住院。" in joined(printed(late, "activity"))


def test_an_empty_activity_leaves_no_cell_blank(printed: Print) -> None:
    path = printed(tree.blank(ACTIVITY), "activity")
    text = joined(path)
    assert "草稿，尚未定稿" in text
    assert "None" not in text
    assert text.count("无") >= 10


def test_long_names_rare_characters_and_long_themes_come_back_whole(printed: Print) -> None:
    record = activity(title=SIXTY, place=SIXTY, moved_reason=SIXTY, process=SIXTY * 30)
    record["attendance"] = [{**row, "state": "leave"} for row in record["attendance"]]
    path = printed(record, "activity")
    text = joined(path)
    assert text.count(SIXTY) >= 3
    assert f"卜{RARE}" in text
    assert "阿依古丽·买买提" in text
    for page in characters(path):
        assert min(c["x0"] for c in page) > 27.5 * MM
        assert max(c["x1"] for c in page) < 184.7 * MM
        assert max(c["bottom"] for c in page) < 280 * MM


def test_a_page_holds_no_more_than_its_frame_and_ends_with_the_signatures(printed: Print) -> None:
    record = activity(process="\n".join(["（一）" + SIXTY + "。"] * 40))
    pages = characters(printed(record, "activity"))
    assert len(pages) > 2
    assert all(len(lines(page)) <= 34 for page in pages)
    last = ["".join(c["text"] for c in row) for row in lines(pages[-1])]
    assert any("支部书记（签名）：" in row and "记录人（签名）：" in row for row in last)
    assert f"共{len(pages)}页第{len(pages)}页" in last[-1]


@pytest.mark.parametrize("name", ["activity", "activity-notice", "sign-in"])
def test_every_font_is_embedded(name: str, printed: Print) -> None:
    with pdfplumber.open(printed(activity(), name)) as pdf:
        for page in pdf.pages:
            for font in page.page_obj.resources["Font"].resolve().values():
                assert "FontFile2" in font.resolve()["FontDescriptor"].resolve()


def test_the_notice_of_an_activity_tells_what_to_bring_and_why_the_day_was_moved(
    printed: Print,
) -> None:
    text = joined(printed(activity(), "activity-notice"))
    for words in (
        "关于开展3月党员活动日活动的通知",
        "二、时间：2026年3月31日（星期二）14:30",
        "四、参加人员：全体党员（应到10人）",
        "七、规定动作：佩戴党徽、交党费、重温誓词、诵读党章",
        "九、改期说明：原定2026年3月28日。",
        "2. 参加走访的同志佩戴党徽，穿便装。",
        "2026年3月24日",
    ):
        assert words in text


def test_a_notice_made_after_the_activity_bears_no_invented_day(printed: Print) -> None:
    text = joined(printed(activity(notice_on=None), "activity-notice"))
    assert "2026年11月24日" not in text


def test_the_sign_in_sheet_of_an_activity_lists_everyone_with_an_empty_cell(
    printed: Print,
) -> None:
    path = printed(activity(), "sign-in")
    text = joined(path)
    assert "党员活动日签到表" in text
    assert "学习新修订的《发展党员工作细则》" in text
    with pdfplumber.open(path) as pdf:
        found = [row for page in pdf.pages for row in page.extract_tables()[-1]]
    rows = [[cell for cell in row if cell is not None] for row in found]
    people = [row for row in rows if row[0] and row[0].isdigit()]
    assert len(people) == 12
    assert all(row[4] == "" for row in people)


def test_what_a_person_writes_is_never_markup(printed: Print) -> None:
    record: Any = activity(process="<b>加粗</b> & &amp; </para> %s {name}", outcome="a < b > c")
    text = joined(printed(record, "activity"))
    assert "<b>加粗</b> & &amp; </para> %s {name}" in text
    assert "a < b > c" in text
