"""The record-book minutes: the sample meeting word for word, all kinds, everything nasty."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from db import tree
from db.errors import Refused
from db.records import spec
from desktop.documents import minutes
from desktop.documents.context import PaperContext
from desktop.documents.page import MM

from .conftest import DATA, characters, joined, lines, plain_text

Print = Callable[..., Path]
MEETING = spec("meeting")
LINES = {line.name: line for line in MEETING.all_lines}
INNER = {line.name: line for line in LINES["agenda"].lines}


def item(**values: Any) -> dict[str, Any]:
    return tree.blank_line(LINES["agenda"], **values)


def test_the_minutes_of_the_sample_meeting_word_for_word(meeting: Any, printed: Print) -> None:
    meeting |= {"status": "final", "finished_on": "2026-03-30"}
    golden = DATA / "minutes.txt"
    found = plain_text(printed(meeting))
    if os.environ.get("ZHIBU_WRITE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_names_of_two_characters_are_spaced_in_the_table_and_plain_in_the_text(
    meeting: Any, printed: Print
) -> None:
    text = joined(printed(meeting))
    assert "单　伟（支部书记）" in text
    assert "区䶮：一季度18人按时交纳" in text


def test_the_vote_is_judged_by_the_rule(meeting: Any, printed: Print) -> None:
    assert "赞成票超过应到会有表决权党员的半数，通过。" in joined(printed(meeting))
    meeting["agenda"][1] |= {"votes_for": 9, "votes_against": 5}
    assert "赞成票未超过应到会有表决权党员的半数，未通过。" in joined(printed(meeting))


def test_the_same_meeting_gives_the_same_bytes(meeting: Any, printed: Print) -> None:
    assert printed(meeting).read_bytes() == printed(meeting).read_bytes()


def test_every_font_is_embedded_and_can_be_copied(meeting: Any, printed: Print) -> None:
    with pdfplumber.open(printed(meeting)) as pdf:
        for page in pdf.pages:
            for font in page.page_obj.resources["Font"].resolve().values():
                parts = font.resolve()
                assert "FontFile2" in parts["FontDescriptor"].resolve()
                assert "ToUnicode" in parts


def test_a_draft_says_so_and_a_late_record_gives_reason_and_true_date(
    meeting: Any, printed: Print
) -> None:
    assert "草稿，尚未定稿" in joined(printed(meeting))
    meeting |= {"status": "final", "finished_on": "2026-04-20"}
    meeting |= {"late_reason": "记录人住院", "entered_at": "2026-04-19T17:30:00Z"}
    text = joined(printed(meeting))
    assert "本记录于2026年4月20日补录。原因：记录人住院。" in text
    assert "记录完成：2026年4月20日" in text


def test_another_text_has_another_check_code(meeting: Any, context: PaperContext) -> None:
    foot = minutes.collect(meeting, context).form.foot
    meeting["attachments"] = [tree.blank_line(LINES["attachments"], name="照片.jpg")]
    assert minutes.collect(meeting, context).form.foot == foot
    meeting["agenda"][1]["votes_for"] = 12
    assert minutes.collect(meeting, context).form.foot != foot


def test_nothing_is_printed_as_nothing(context: PaperContext, printed: Print) -> None:
    text = joined(printed(tree.blank(MEETING, kind="general")))
    assert text.count("无") >= 6
    assert "None" not in text


def test_the_committee_names_who_reports_and_what_goes_to_the_members(printed: Print) -> None:
    meeting = tree.blank(MEETING, kind="committee", held_on="2026-03-20", year=2026, number=3)
    meeting["agenda"] = [
        item(
            title="研究吴頔推荐事项",
            speaker="仇昇",
            report="提出人选。",
            submit=True,
            resolution="同意。",
        )
    ]
    text = joined(printed(meeting))
    for words in ("支部委员会会议记录", "汇报人：仇昇", "决定：同意。", "提交支部党员大会讨论决定"):
        assert words in text


def test_the_group_prints_what_it_studied_and_what_it_was_given_to_do(printed: Print) -> None:
    meeting = tree.blank(MEETING, kind="group", held_on="2026-03-20", year=2026, number=3)
    meeting |= {"criticism": "解晓璟：学习不够系统。", "assignments": "仇昇负责社区普法。"}
    meeting["readings"] = [tree.blank_line(LINES["readings"], title="《中国共产党章程》")]
    text = joined(printed(meeting))
    for words in ("第一党小组", "1. 《中国共产党章程》", "批评和自我批评", "学习不够系统",
                  "支部交办任务及分工", "党小组组长（签名）"):  # fmt: skip
        assert words in text


def test_the_lecture_prints_its_title_hours_and_outline(printed: Print) -> None:
    meeting = tree.blank(
        MEETING, kind="lecture", held_on="2026-03-20", title="司法为民", lecturer_name="单伟",
        lecturer_post="支部书记", form="gathered", hours=150, aim="学懂弄通。",
        outline="一、为什么\n讲清道理。\n二、怎么办", feedback="反响好。",
    )  # fmt: skip
    text = joined(printed(meeting))
    for words in ("党课记录", "司法为民", "集中授课", "1.5学时", "学懂弄通", "讲清道理", "反响好"):
        assert words in text


NASTY = [
    "<b>加粗</b> & <i>&amp; a < b > c </para>",
    "%s {name} \\n $x #include",
    "）））。。。，，，《《《“““",
    "https://example.invalid/" + "abcdefgh" * 40,
    "　　前后有空白　　",
    "a" * 500,
    "𠮷䶮㛃㻌龘喆燚堃晗昇" * 12,
]


@pytest.mark.parametrize("text", NASTY)
def test_user_text_is_never_markup_and_comes_back_unchanged(
    text: str, meeting: Any, printed: Print
) -> None:
    meeting["agenda"][0]["report"] = text
    meeting["agenda"][0]["title"] = text[:60]
    meeting["place"] = text[:40]
    path = printed(meeting)
    assert text.strip(" 　").replace(" ", "") in joined(path).replace(" ", "")


def test_a_paragraph_of_five_thousand_characters_runs_over_pages(
    meeting: Any, printed: Print
) -> None:
    text = "".join(chr(0x4E00 + n % 3000) for n in range(5000))
    meeting["agenda"][0]["report"] = text
    path = printed(meeting)
    chars = [
        char["text"]
        for page in characters(path)
        for row in lines(page)
        for char in row
        if 31 * MM < char["x0"] < 183 * MM and 46 * MM < char["top"] < 260 * MM
    ]
    assert text in "".join(chars)


def test_fifty_items_print_with_their_numbers(meeting: Any, printed: Print) -> None:
    meeting["agenda"] = [item(title=f"议题{n}号内容" * 3, report="讨论。") for n in range(1, 51)]
    text = joined(printed(meeting))
    assert "五十、议题50号内容" in text
    assert "50. 议题50号内容" in text


def test_everything_stays_inside_the_frame(meeting: Any, printed: Print) -> None:
    meeting["agenda"] = [item(title="议题" * 30, report="讨论（意见）。" * 60) for _ in range(12)]
    for page in characters(printed(meeting)):
        assert min(c["x0"] for c in page) > 27.5 * MM
        assert max(c["x1"] for c in page) < 184.7 * MM
        assert max(c["bottom"] for c in page) < 280 * MM


@pytest.mark.parametrize("count", range(8, 40, 3))
def test_the_signatures_stand_below_text_and_no_page_has_a_lonely_line(
    count: int, meeting: Any, printed: Print
) -> None:
    meeting["agenda"] = [item(title="议题", report="\n".join(["一句话。"] * count))]
    pages = characters(printed(meeting))
    texts = ["".join(c["text"] for c in row) for row in lines(pages[-1])]
    signed = next(n for n, text in enumerate(texts) if "（签名）" in text)
    inside = [text for text in texts[:signed] if "（续）" not in text and "以下空白" not in text]
    assert len(inside) >= 3


@pytest.mark.parametrize("sign", ["🙂", "\ue123"])
def test_what_cannot_be_printed_is_refused_and_leaves_no_file(
    sign: str, meeting: Any, printed: Print, tmp_path: Path
) -> None:
    meeting["agenda"][0]["report"] = f"很好{sign}"
    with pytest.raises(Refused, match=f"U\\+{ord(sign):04X}"):
        printed(meeting)
    assert list(tmp_path.iterdir()) == []


def test_control_characters_are_left_out(meeting: Any, printed: Print) -> None:
    meeting["agenda"][0]["report"] = "前\x00\x07\u200b后"
    assert "前后" in joined(printed(meeting))


def test_the_width_of_the_branch_name_never_meets_the_number(
    meeting: Any, context: PaperContext, printed: Print
) -> None:
    long = replace(context, organisation_name="中共示范区" + "司法行政工作" * 8 + "支部委员会")
    path = printed(meeting, context=long)
    assert long.organisation_name in joined(path).replace("2026年第1次", "")
