"""The papers of 组织生活会, 民主评议党员 and 谈心谈话."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from desktop.documents import document
from desktop.documents.context import PaperContext, Person
from desktop.documents.page import MM

from .conftest import assert_golden, characters, joined, plain_text
from .life_samples import PEOPLE, appraisal, life, talk

Print = Callable[..., Path]


@pytest.fixture
def members(context: PaperContext) -> PaperContext:
    """The context of 2026 with ten members."""
    people = {f"m{n}": Person(name, group="第一党小组") for n, name in enumerate(PEOPLE)}
    return replace(context, year=2026, people=people)


def rows_of(path: Path) -> list[list[str]]:
    with pdfplumber.open(path) as pdf:
        found = [row for page in pdf.pages for table in page.extract_tables() for row in table]
    return [["".join(cell.split()) for cell in row if cell is not None] for row in found]


def test_the_minutes_of_a_life_meeting_follow_person_by_person(printed: Print) -> None:
    text = joined(printed(life()))
    words = (
        "组织生活会会议记录", "召开形式", "支部党员大会", "认真查摆问题，服务基层群众", "方案要点",
        "《中国共产党章程》", "征求意见汇总", "收到意见6条", "上次整改通报", "对照检查和相互批评",
        "（一）单伟", "自我批评：一、学习不够系统。", "仇昇批评：3月16日单伟答复群众来信",
        "本人表态：照单整改", "（三）解晓璟（书面发言）", "问题和整改清单",
        "1. 支部班子：支委会研究业务多、研究党建少。整改措施：每月支委会先研究一项党建议题。",
        "责任人：单伟；整改时限：2026年12月31日前。",
        "2. 仇昇：答复群众来信慢。责任人：未定；整改时限：未定。",
        "公示情况：11月16日至20日在党务公开栏公示。上报日期：2026年11月23日。",
        "（17时10分散会）", "主持人（签名）：", "记录人（签名）：",
    )  # fmt: skip
    places = [text.find(each) for each in words]
    assert -1 not in places, words[places.index(-1)]
    assert places[3:] == sorted(places[3:])


def test_the_minutes_of_a_life_meeting_word_for_word(printed: Print) -> None:
    assert_golden("life_minutes", plain_text(printed(life())))


def test_the_minutes_of_an_appraisal_word_for_word(printed: Print) -> None:
    assert_golden("appraisal_minutes", plain_text(printed(appraisal())))


PAPERS = (
    ("minutes", life()),
    ("minutes", appraisal(40)),
    ("issues", life()),
    ("examination", life()),
    ("life-report", life()),
    ("ballot", appraisal(40)),
    ("appraisal-summary", appraisal(40)),
    ("appraisal-form", appraisal(40)),
    ("talk", talk("单伟", "阿卜杜拉·吐尔逊", content="𠮷龘㛃" * 900)),
    ("talk-coverage", [talk(PEOPLE[0], name) for name in PEOPLE[1:]]),
)


@pytest.mark.parametrize(("name", "record"), PAPERS)
def test_nothing_stands_outside_the_margins_and_every_font_is_embedded(
    name: str, record: Any, printed: Print, members: PaperContext
) -> None:
    path = printed(record, name, context=members)
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


def test_a_life_meeting_of_a_group_or_a_committee_says_how_it_was_held(printed: Print) -> None:
    group = joined(printed(life(held_as="group")))
    assert "第一党小组" in group
    assert "党小组会" in group
    assert "支部委员会会议" in joined(printed(life(held_as="committee")))


def test_who_is_invited_follows_from_how_the_meeting_is_held(printed: Print) -> None:
    notice = joined(printed(life(held_as="committee"), "notice"))
    assert "关于召开组织生活会的通知" in notice
    assert "各支部委员：" in notice
    assert "第一党小组全体党员：" in joined(printed(life(held_as="group"), "notice"))
    assert "第一党小组组织生活会签到表" in joined(printed(life(held_as="group"), "sign-in"))


def test_the_minutes_of_an_appraisal_hold_ballots_and_grades(printed: Print) -> None:
    text = joined(printed(appraisal()))
    for words in (
        "民主评议党员会议记录",
        "（全文见登记表）",
        "互评意见：单伟：工作扎实",
        "应评3人，实评3人，有效票3张，监票人：查堃，计票人：朱珺。",
        "1. 单伟：优秀3票，合格0票，基本合格0票，不合格0票。",
        "优秀1人：单伟。",
        "合格2人：仇昇、解晓璟。",
        "支部党员大会同意支委会提出的评定意见。",
    ):
        assert words in text, words


def test_the_problems_of_a_meeting_stand_in_a_table_with_owner_and_limit(printed: Print) -> None:
    path = printed(life(), "issues")
    assert rows_of(path)[1:] == [
        ["1", "支部班子", "支委会研究业务多、研究党建少", "每月支委会先研究一项党建议题", "单伟",
         "2026年12月31日", ""],
        ["2", "仇昇", "答复群众来信慢", "—", "—", "—", ""],
    ]  # fmt: skip
    assert "组织生活会问题清单和整改清单" in joined(path)
    assert "没有列出问题" in joined(printed(life(issues=[]), "issues"))


def test_every_person_gets_an_own_paper_of_what_was_examined(printed: Print) -> None:
    path = printed(life(), "examination")
    with pdfplumber.open(path) as pdf:
        assert len(pdf.pages) == 3
    text = plain_text(path)
    assert text.count("对照检查材料") == 3
    assert text.count("— 1 —") == 3
    assert "批评：3月16日" not in text
    assert text.count("书面发言") == 1


def test_the_report_says_what_the_record_holds_and_nothing_else(printed: Print) -> None:
    text = joined(printed(life(), "life-report"))
    for words in (
        "关于召开2026年度组织生活会情况的报告",
        "2026年11月12日下午，在三楼会议室召开组织生活会（支部党员大会形式）",
        "应到3人，实到2人，请假1人，缺席0人。",
        "3名党员作了对照检查：单伟、仇昇、解晓璟。其中1人书面发言：解晓璟。相互提出批评意见3条。",
        "2026年11月23日",
    ):
        assert words in text, words
    bare = life(opinions="", previous="", issues=[], examinations=[], publicised="")
    text = joined(printed(bare, "life-report"))
    for words in ("征求意见", "上次整改", "批评", "公示"):
        assert words not in text


def test_the_ballot_names_nobody_but_the_appraised_and_leaves_room_to_mark(printed: Print) -> None:
    path = printed(appraisal(40), "ballot")
    rows = [row for row in rows_of(path) if row[0].isdigit()]
    assert [row[0] for row in rows] == [str(n) for n in range(1, 41)]
    assert all(row[2:] == [""] * 5 for row in rows)
    text = joined(path)
    assert "无记名填写。每人只选一个等次，在相应栏内打“√”" in text
    assert "签名" not in text


def test_the_summary_of_the_ballots_adds_up(printed: Print) -> None:
    path = printed(appraisal(9), "appraisal-summary")
    rows = rows_of(path)
    assert ["应评人数", "9人", "实评人数", "9人"] in rows
    assert ["1", "单伟", "正式党员", "9", "0", "0", "0", "优秀"] in rows
    assert ["合计", "9人", "—", "9", "72", "0", "0", "—"] in rows
    text = joined(path)
    for words in ("监票人（签名）：", "计票人（签名）：", "支部书记（签名）："):
        assert words in text


def test_each_appraised_person_has_a_form_of_one_page(
    printed: Print, members: PaperContext
) -> None:
    path = printed(appraisal(10), "appraisal-form", context=members)
    with pdfplumber.open(path) as pdf:
        assert len(pdf.pages) == 10
    text = plain_text(path)
    assert text.count("共1页　第1页") == 10
    assert text.count("本人（签名）：") == 10
    for words in (
        "阿卜杜拉·吐尔逊",
        "第一党小组",
        "同意评为优秀等次",
        "2026年11月18日",
        "有效票10张",
    ):
        assert words in text


def test_a_talk_is_signed_by_both(printed: Print) -> None:
    text = joined(printed(talk("单伟", "仇昇"), "talk"))
    for words in (
        "谈心谈话记录", "编号：2026-03", "支委与党员", "单　伟（支部书记）", "书记办公室",
        "组织生活会前谈心", "交流今年法律援助工作的难处。", "下乡时间安排过紧。", "按计划改进。",
        "调整下乡排班，11月底前完成。", "谈话人（签名）：", "谈话对象（签名）：",
    ):  # fmt: skip
        assert words in text, words


def test_the_coverage_names_who_had_no_talk_and_bears_no_private_word(
    printed: Print, members: PaperContext
) -> None:
    trees = [
        talk("单伟", "仇昇"),
        talk("仇昇", "区䶮", kind="members", held_on="2026-10-16"),
        talk("单伟", "王某", kind="integrity", listener_post="入党积极分子"),
    ]
    path = printed(trees, "talk-coverage", context=members)
    rows = {row[1]: row for row in rows_of(path) if row[0].isdigit()}
    assert rows["仇昇"][3:] == ["—", "1", "1", "—", "—", "1", "1", "10月15日、10月16日", "●已谈"]
    assert rows["查堃"][-2:] == ["无", "○未谈"]
    assert rows["王某"][2] == "入党积极分子"
    text = joined(path)
    assert "全年谈心谈话3次：支委与党员1次、党员之间1次、廉政谈话1次。" in text
    assert "党员10人，参加过谈话3人，没有谈话7人：解晓璟、查堃" in text
    for private in ("法律援助工作的难处", "下乡", "按计划", "组织生活会前谈心"):
        assert private not in text


@pytest.mark.parametrize("name", ["issues", "examination", "life-report"])
def test_the_papers_of_a_life_meeting_exist_for_it_alone(name: str) -> None:
    assert document(name).suits("meeting", "life")
    assert not document(name).suits("meeting", "general")
