"""Summary, notice, sign-in sheet, resolution, roster: what stands on each."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from db import tree
from db.errors import Refused
from db.records import RECORDS, spec
from desktop.documents import DOCUMENTS, document
from desktop.documents.context import PaperContext, Person

from .conftest import joined, plain_text

Print = Callable[..., Path]


EMPTY_IS_REFUSED = {
    "resolution": "没有表决的议题",
    "examination": "还没有对照检查的内容",
    "ballot": "还没有列出参加评议的党员",
    "appraisal-summary": "还没有列出参加评议的党员",
    "appraisal-form": "还没有列出参加评议的党员",
}


def test_every_paper_that_a_record_type_names_exists() -> None:
    named = {name for kind in RECORDS for name in kind.documents}
    assert named <= {each.name for each in DOCUMENTS}
    assert len({each.name for each in DOCUMENTS}) == len(DOCUMENTS)


@pytest.mark.parametrize("each", [d for d in DOCUMENTS if "meeting" in d.record_types])
def test_an_empty_record_of_every_kind_prints_or_is_refused(each: Any, printed: Print) -> None:
    for kind in each.kinds:
        blank = tree.blank(spec("meeting"), kind=kind)
        if refusal := EMPTY_IS_REFUSED.get(each.name):
            with pytest.raises(Refused, match=refusal):
                printed(blank, each.name)
        else:
            assert "None" not in plain_text(printed(blank, each.name))


def test_the_summary_says_what_was_decided_and_who_was_there(meeting: Any, printed: Print) -> None:
    text = joined(printed(meeting, "summary"))
    for words in (
        "支部党员大会会议纪要",
        "2026年3月27日下午，在三楼会议室召开支部党员大会，单伟（支部书记）主持会议。",
        "应到党员21人，实到17人，请假3人，缺席1人；应到会有表决权18人，到会14人。",
        "会议议定：送法进社区与28日党员活动日合并安排为主，每季度单独开展一次。",
        "责任人：仇昇；完成时限：2026年6月30日前",
        "请假：查堃、朱珺、孙国强",
    ):
        assert words in text
    assert text.index("出席：") < text.index("请假：") < text.index("列席：")


def test_the_notice_bears_the_day_on_which_it_was_given(meeting: Any, printed: Print) -> None:
    text = joined(printed(meeting, "notice"))
    for words in (
        "关于召开支部党员大会的通知",
        "各党小组、全体党员：",
        "一、时间：2026年3月27日（星期五）15:00",
        "1. 通报2025年度组织生活会整改情况",
        "2026年3月24日",
    ):
        assert words in text


def test_a_notice_made_after_its_meeting_bears_no_invented_day(
    meeting: Any, printed: Print
) -> None:
    meeting["notice_on"] = None
    text = joined(printed(meeting, "notice"))
    assert "2026年11月24日" not in text
    meeting["held_on"] = "2026-11-30"
    assert "2026年11月24日" in joined(printed(meeting, "notice"))


def test_the_sign_in_sheet_lists_everyone_with_an_empty_cell(meeting: Any, printed: Print) -> None:
    path = printed(meeting, "sign-in")
    with pdfplumber.open(path) as pdf:
        found = [row for page in pdf.pages for row in page.extract_tables()[-1]]
    rows = [[cell for cell in row if cell is not None] for row in found]
    people = [row for row in rows if row[0] and row[0].isdigit()]
    assert [row[0] for row in people] == [str(n) for n in range(1, 24)]
    assert all(row[4] == "" for row in people)
    assert sum(row[3] == "预备党员" for row in people) == 2
    assert sum(row[3] == "列席" for row in people) == 2
    headers = [row for row in rows if row[0] == "序号"]
    with pdfplumber.open(path) as pdf:
        assert len(headers) == len(pdf.pages)


def test_the_resolution_carries_the_figures_of_the_minutes(meeting: Any, printed: Print) -> None:
    text = joined(printed(meeting, "resolution"))
    for words in (
        "关于推荐区级“人民满意公务员”支部人选的决议",
        "应到党员21人（正式党员19人，预备党员2人），实到17人",
        "应到会有表决权党员18人，到会14人",
        "赞成13票，反对0票，弃权1票",
        "通过。",
    ):
        assert words in text


def test_a_meeting_without_a_vote_has_no_resolution(meeting: Any, printed: Print) -> None:
    del meeting["agenda"][1]
    with pytest.raises(Refused, match="没有表决的议题"):
        printed(meeting, "resolution")


def test_a_vote_without_figures_is_no_resolution_yet(meeting: Any, printed: Print) -> None:
    meeting["agenda"][1] |= {"votes_for": None, "votes_against": None, "votes_abstain": None}
    assert "表决：举手方式，票数未记录。" in joined(printed(meeting))
    with pytest.raises(Refused, match="还没有填全票数"):
        printed(meeting, "resolution")


def member(number: int, **values: Any) -> dict[str, Any]:
    made = {
        "name": "区䶮",
        "gender": "男",
        "born_on": "1985-02-11",
        "id_number": "370405198502150011",
        "phone": "13800000000",
        "joined_on": "2010-07-01",
        "full_on": "2011-07-01",
    }
    return tree.blank(spec("member"), **{**made, **values})


def test_the_roster_masks_numbers_and_has_no_empty_cell(
    printed: Print, context: PaperContext
) -> None:
    people = [member(n) for n in range(45)]
    path = printed(people, "roster")
    text = plain_text(path)
    assert "370405********0011" in text
    assert "19850215" not in text
    assert "13800000000" not in text
    with pdfplumber.open(path) as pdf:
        assert all(page.width > page.height for page in pdf.pages)
        assert len(pdf.pages) > 1
        rows = [row for page in pdf.pages for row in page.extract_tables()[0]]
    assert all(cell for row in rows for cell in row)
    assert sum(row[0] == "序号" for row in rows) == len(
        {row[0] for row in rows if row[0] == "序号"}
    ) * len(pdf.pages)


def test_a_cell_higher_than_a_page_runs_on(printed: Print) -> None:
    remark = "".join(chr(0x4E00 + n) for n in range(1500))
    path = printed([member(1, remark=remark), member(2)], "roster")
    with pdfplumber.open(path) as pdf:
        assert max(char["bottom"] for page in pdf.pages for char in page.chars) < 590
        cells = [row[-1] for page in pdf.pages for row in page.extract_tables()[0]]
    assert remark in "".join(cell or "" for cell in cells).replace("\n", "").replace("备注", "")


def test_the_roster_reveals_numbers_when_asked(printed: Print, context: PaperContext) -> None:
    text = joined(printed([member(1)], "roster", context=replace(context, reveal=True)))
    assert "370405198502150011" in text
    assert "13800000000" in text


def test_the_roster_shows_people_as_of_its_day(printed: Print, context: PaperContext) -> None:
    one = member(1)
    people = {one["uid"]: Person("区䶮", "probationary", "纪检委员", "第二党小组")}
    text = joined(printed([one], "roster", context=replace(context, people=people)))
    for words in ("预备", "纪检委员", "第二党小组", "预备党员1人"):
        assert words in text


def test_a_document_knows_its_kinds() -> None:
    assert document("resolution").suits("meeting", "general")
    assert not document("resolution").suits("meeting", "lecture")
    assert document("roster").suits("member")
    with pytest.raises(KeyError):
        document("nothing")
