"""The papers of the three lists: ledgers, overdue, one person's, 销号 and its report."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from db import tree
from db.errors import Refused
from desktop.documents import document
from desktop.documents.context import PaperContext, Person
from desktop.documents.page import MM

from .conftest import assert_golden, characters, joined, plain_text
from .life_samples import ITEM, item, note

Print = Callable[..., Path]
LEDGERS = ("responsibilities", "tasks", "problems", "overdue")
SIXTY = (
    "围绕群众关心的法律援助、人民调解、社区矫正等事项建立台账，"
    "逐项明确措施、责任人和时限，按月检查，按季通报，年底对账销号"
)


@pytest.fixture
def year(context: PaperContext) -> PaperContext:
    """The context of 2026 on 24 November, with two members and one known meeting."""
    people = {"m0": Person("单伟", post="支部书记"), "m1": Person("仇昇")}
    links = {"meeting": "支部党员大会 2026年第1次（2026年3月27日）", "duty": "责任2026-01 抓学习"}
    return replace(context, year=2026, people=people, link=lambda uid: links.get(uid, ""))


def test_the_task_ledger_word_for_word(printed: Print, year: PaperContext) -> None:
    trees = [
        item("task", 3, year=2025, state="active", due_on="2026-10-31", lead_name="阿卜杜拉·吐尔逊",
             progress=[note("2026-08-03", "联系三个社区")]),
        item("task", 1, title=SIXTY, measures=SIXTY[:30], owner_name="𠮷龘㛃", state="closed",
             began_on="2026-03-01", due_on="2026-12-27", result="已办结", closed_on="2026-09-12",
             closed_by="单伟", attachments=closed_problem()["attachments"]),
    ]  # fmt: skip
    assert_golden("tasks", plain_text(printed(trees, "tasks", context=year)))


def table_of(path: Path) -> list[list[str]]:
    """All rows of the ledger over its pages, without spaces and the turns of lines."""
    with pdfplumber.open(path) as pdf:
        rows = [row for page in pdf.pages for found in page.extract_tables() for row in found]
    return [["".join(cell.split()) for cell in row if cell is not None] for row in rows]


def test_the_three_ledgers_have_the_columns_of_the_filed_lists(
    printed: Print, year: PaperContext
) -> None:
    heads = {}
    for name in ("responsibilities", "tasks", "problems"):
        rows = table_of(printed([], name, context=year))
        heads[name] = next(row for row in rows if row[0] == "序号")
    assert heads == {
        "responsibilities": ["序号", "责任内容", "依据", "责任人", "考核方式", "对应事项", "状态"],
        "tasks": ["序号", "任务", "措施", "牵头人责任人", "起止时间", "进度", "完成情况", "佐证"],
        "problems": ["序号", "问题", "来源", "原因", "整改措施", "责任人", "时限", "完成情况",
                     "销号日期", "销号人"],
    }  # fmt: skip


@pytest.mark.parametrize("name", LEDGERS)
def test_an_empty_list_says_so_and_leaves_no_cell_blank(
    name: str, printed: Print, year: PaperContext
) -> None:
    path = printed([], name, context=year)
    text = joined(path)
    assert "本年没有列入" in text or "没有逾期的事项" in text
    assert "0项。" in text
    assert all(cell for row in table_of(path) for cell in row)


def test_an_overdue_task_is_marked_by_sign_and_word_and_a_done_one_is_not(
    printed: Print, year: PaperContext
) -> None:
    late = item("task", 1, due_on="2026-11-12", state="active", progress=[
        note("2026-10-09", "已联系两个社区"), note("2026-10-10", "未开始 → 进行中", "state")
    ])  # fmt: skip
    done = item("task", 2, due_on="2026-11-12", state="done", result="全部完成")
    rows = table_of(printed([late, done], "tasks", context=year))
    found = {row[0]: row for row in rows if row[0].startswith("2026-")}
    assert found["2026-01"][5] == "进行中▲逾期12天"
    assert found["2026-01"][6] == "2026年10月9日：已联系两个社区"
    assert found["2026-02"][5:7] == ["已完成", "全部完成"]
    assert "任务2项：未开始0项，进行中1项，已完成1项，已销号0项；其中逾期1项。" in rows[0][1]


def test_what_an_earlier_year_left_open_keeps_its_number_and_comes_first(
    printed: Print, year: PaperContext
) -> None:
    old = item("problem", 7, year=2025, state="active")
    rows = table_of(printed([item("problem", 1), old], "problems", context=year))
    assert [row[0] for row in rows[2:]] == ["2025-07（结转）", "2026-01"]
    assert "以前年度结转1项" in rows[0][1]


def test_a_problem_says_where_it_comes_from_and_who_closed_it(
    printed: Print, year: PaperContext
) -> None:
    closed = item("problem", 3, source="inspection", source_note="区委第二督查组",
                  meeting="meeting", cause="制度不健全", measures="修订制度",
                  state="closed", closed_on="2026-09-01", closed_by="单伟",
                  result="已修订")  # fmt: skip
    row = table_of(printed([closed], "problems", context=year))[-1]
    assert row[2] == "督查支部党员大会2026年第1次（2026年3月27日）区委第二督查组"
    assert row[7:] == ["已销号已修订", "2026年9月1日", "单伟"]


def test_a_responsibility_names_its_tasks(printed: Print, year: PaperContext) -> None:
    duty = item("responsibility", 1, basis="责任书第三条", method="年底述职")
    tasks = [item("task", n, responsibility=duty["uid"]) for n in (4, 5)]
    row = table_of(printed([duty, *tasks], "responsibilities", context=year))[-1]
    assert row[2:6] == ["责任书第三条", "仇昇", "年底述职", "任务2026-04任务2026-05"]


@pytest.mark.parametrize("name", LEDGERS[:3])
def test_cells_of_sixty_characters_and_rare_ones_stay_inside_the_page(
    name: str, printed: Print, year: PaperContext
) -> None:
    kind = {"responsibilities": "responsibility", "tasks": "task", "problems": "problem"}[name]
    full = {"title": SIXTY, "basis": SIXTY, "method": SIXTY, "cause": SIXTY, "measures": SIXTY,
            "result": SIXTY, "owner_name": "𠮷龘㛃", "began_on": "2026-03-01",
            "due_on": "2026-12-27"}  # fmt: skip
    path = printed([item(kind, n, **full) for n in range(1, 41)], name, context=year)
    pages = characters(path)
    assert len(pages) > 1
    for page in pages:
        assert min(c["x0"] for c in page) >= 15 * MM - 1
        assert max(c["x1"] for c in page) <= 282 * MM + 1
        assert max(c["bottom"] for c in page) <= 202 * MM
    rows = table_of(path)
    numbers = [row[0] for row in rows if row[0].startswith("2026-")]
    assert numbers == [f"2026-{n:02}" for n in range(1, 41)]
    assert sum(row[0] == "序号" for row in rows) == len(pages)
    assert all(SIXTY in row[1] for row in rows if row[0].startswith("2026-"))
    text = joined(path)
    assert "𠮷龘㛃" in text
    assert "支部书记（签名）：" in text
    assert "联系领导（签名）：" in text


def test_the_overdue_list_begins_with_what_is_latest(printed: Print, year: PaperContext) -> None:
    trees = [
        item("task", 1, due_on="2026-11-20"),
        item("problem", 2, due_on="2026-10-25", state="active"),
        item("task", 3, due_on="2026-12-31"),
        item("task", 4, due_on="2026-01-31", state="closed", closed_on="2026-01-30"),
    ]
    path = printed(trees, "overdue", context=year)
    assert [row[1] for row in table_of(path)[2:]] == ["问题2026-02", "任务2026-01"]
    assert "截至2026年11月24日，逾期2项：任务清单1项，问题清单1项。" in joined(path)


def test_one_person_gets_what_he_answers_for_and_what_he_leads(
    printed: Print, year: PaperContext
) -> None:
    trees = [
        item("task", 1, owner="m0", owner_name="单伟", due_on="2026-12-31"),
        item("task", 2, lead_name="单伟", due_on="2026-11-30"),
        item("problem", 3, owner_name="查堃"),
    ]
    for option in ("单伟", "m0"):
        path = printed(trees, "person-list", context=replace(year, option=option))
        rows = table_of(path)[2:]
        assert [(row[1], row[4]) for row in rows] == [
            ("任务2026-02", "牵头人"),
            ("任务2026-01", "责任人"),
        ]
        assert "2026年单伟个人清单" in joined(path)


def test_nobody_or_somebody_unknown_has_no_list(printed: Print, year: PaperContext) -> None:
    with pytest.raises(Refused, match="给出姓名"):
        printed([], "person-list", context=year)
    with pytest.raises(Refused, match="没有“张三”"):
        printed([], "person-list", context=replace(year, option="张三"))
    text = joined(printed([], "person-list", context=replace(year, option="仇昇")))
    assert "没有负责的事项" in text


def closed_problem() -> dict[str, Any]:
    return item(
        "problem", 7, title="下沉村居次数少", source="opinions", source_note="村居座谈会",
        cause="排班不合理", measures="每月下沉两次", began_on="2026-03-02", due_on="2026-06-30",
        state="closed", done_on="2026-06-20", closed_on="2026-06-28", closed_by="单伟",
        result="第二季度下沉12次", responsibility="duty", meeting="meeting",
        progress=[
            note("2026-03-05", "未开始 → 进行中", "state"),
            note("2026-03-27", "调整排班", meeting="meeting"),
            note("2026-05-06", "漏了两个村", "reopened"),
        ],
        evidence=[tree.blank_line(ITEM.line("evidence"), meeting="meeting", note="会议记录第二项")],
        attachments=[
            tree.blank_line(ITEM.line("attachments"), kind="photo", name="1.jpg", caption="下沉")
        ],
    )  # fmt: skip


def test_the_closing_paper_tells_the_whole_way_of_an_item(
    printed: Print, year: PaperContext
) -> None:
    text = joined(printed(closed_problem(), "closing", context=year))
    for words in (
        "销号报告单", "编号：问题2026-07", "下沉村居次数少", "征求意见", "村居座谈会", "排班不合理",
        "每月下沉两次", "责任2026-01 抓学习",
        "2. 2026年3月27日（支部党员大会 2026年第1次（2026年3月27日））：调整排班",
        "3. 2026年5月6日：重新打开，原因：漏了两个村", "第二季度下沉12次",
        "1. 支部党员大会 2026年第1次（2026年3月27日），会议记录第二项", "2. 照片：下沉",
        "2026年6月28日", "责任人（签名）：", "支部书记（签名）：", "销号：2026年6月28日",
    ):  # fmt: skip
        assert words in text, words


def test_an_open_item_prints_as_not_closed(printed: Print, year: PaperContext) -> None:
    text = joined(printed(item("task", 1, due_on="2026-11-12"), "closing", context=year))
    assert "未销号（未开始）" in text
    assert "▲逾期12天" in text
    assert "未销号，现为未开始" in text


def test_the_check_code_of_an_item_does_not_change_with_the_days(year: PaperContext) -> None:
    late = item("task", 1, due_on="2026-11-12")
    collect = document("closing").collect
    codes = {collect(late, replace(year, today=f"2026-12-0{n}")).form.foot for n in (1, 2)}
    assert len(codes) == 1
    assert collect(late | {"result": "办了"}, year).form.foot not in codes


def test_the_closing_report_says_the_sums_and_every_item(
    printed: Print, year: PaperContext
) -> None:
    trees = [closed_problem(), item("task", 1, due_on="2026-11-12", state="active",
                                    progress=[note("2026-10-09", "已联系两个社区。")])]  # fmt: skip
    text = joined(printed(trees, "closing-report", context=year))
    for words in (
        "关于2026年责任、任务、问题清单销号情况的报告",
        "截至2026年11月24日，三张清单情况如下：",
        "责任清单0项。",
        "问题清单1项：未开始0项，进行中0项，已完成0项，已销号1项。",
        "1.问题2026-07：下沉村居次数少（责任人：仇昇），2026年6月28日由单伟销号。",
        "由单伟销号。完成情况：第二季度下沉12次。",
        "1.任务2026-01：事项1（责任人：仇昇），完成时限2026年11月12日，进行中，▲逾期12天。",
        "▲逾期12天。最近进展：2026年10月9日：已联系两个社区。",
    ):
        assert words in text, words
    assert "没有未销号的事项" in joined(printed([trees[0]], "closing-report", context=year))
