"""承诺书, 通报, 审批单 and 廉政谈话台账: what they say and what they leave for the hand."""

import dataclasses

import pytest

from db import tree
from db.records import spec
from db.records.label_override import reworded
from desktop.documents import approval, conduct, document, fonts, integrity_talks
from desktop.documents.context import PaperContext
from desktop.documents.official import Text
from tests.documents.conftest import joined


def lines(kind, name, *rows):
    return [tree.blank_line(kind.line(name), **row) for row in rows]


def said(sheet) -> str:
    return "\n".join(block.text for block in sheet.paper.blocks if isinstance(block, Text))


@pytest.fixture
def supervision() -> dict:
    kind = spec("supervision")
    finding = {"text": "值班室无人值守", "whose": "综合科", "due_on": "2026-04-03"}
    return tree.blank(
        kind,
        held_on="2026-03-27",
        team=2,
        leader_name="贾局长",
        way="unannounced",
        target="综合科",
        items="在岗、值班",
        demands="逐项整改\n严格考勤",
        findings=lines(kind, "findings", finding),
    )


def test_a_circular_has_the_whole_the_problems_and_what_is_asked(supervision, context):
    text = said(conduct.collect_circular(supervision, context))
    assert "2026年3月27日，第2督查组由贾局长带队，采取暗访方式，对综合科的在岗、值班情况" in text
    assert "1.综合科：值班室无人值守。整改时限：2026年4月3日。" in text
    assert text.index("一、总体情况") < text.index("二、存在问题") < text.index("三、有关要求")
    assert "严格考勤。" in text
    none = said(conduct.collect_circular(supervision | {"findings": [], "demands": ""}, context))
    assert "没有发现问题" in none
    assert none.endswith("无。")


def test_a_circular_that_was_not_given_out_has_no_day_of_ours(supervision, context):
    blocks = conduct.collect_circular(supervision, context).paper.blocks
    assert blocks[-1].date.strip() == "年　　月　　日"


def test_a_pledge_speaks_in_the_words_of_the_place_and_leaves_out_what_is_empty(context, printed):
    kind = spec("pledge")
    record = tree.blank(
        kind,
        year=2026,
        person_name="单伟",
        identity="佩戴党徽",
        raise_first="学习能力",
        pledged_on="2026-03-01",
        promises=lines(kind, "promises", {"text": "每月一次咨询", "due_on": "2026-12-31"}),
    )
    words = {"raise_first": "提升学习力"}
    own = dataclasses.replace(context, relabel=lambda each: reworded(each, words))
    text = said(conduct.collect_pledge(record, own))
    assert "（一）提升学习力：学习能力。" in text
    assert "1.每月一次咨询（完成时限：2026年12月31日）。" in text
    assert "四比" not in text.replace("三亮四比五提升", "")
    assert "承诺人（签名）" in joined(printed(record, "pledge-letter", context=own))


def test_an_approval_form_says_the_sum_twice_and_only_a_signed_step_has_name_and_day(
    context, printed
):
    kind = spec("approval")
    record = tree.blank(
        kind,
        applied_on="2026-05-06",
        matter="更新投影设备",
        amount=1_268_050,
        applicant_name="王芳",
        section_name="孙国强",
        section_opinion="同意",
        section_on="2026-05-07",
        deputy_name="贾副局长",
    )
    rows = dict(
        pair for row in approval.collect(kind.complete(record), context).form.rows for pair in row
    )
    assert rows["金额小写"] == "¥12,680.50元"
    assert rows["金额大写"] == "人民币壹万贰仟陆佰捌拾元伍角整"
    assert "孙国强" in rows["科室负责人"]
    assert "2026年5月7日" in rows["科室负责人"]
    assert "贾副局长" not in rows["分管局长"]
    assert "年　　月　　日" in rows["分管局长"]
    text = joined(printed(kind.complete(record), "approval-form", context=context))
    assert "专项资金三级审批单" in text
    assert "进度：待分管领导" in text


def test_the_wide_yuan_sign_is_not_printed_as_a_dollar():
    assert fonts.clean("￥500") == "¥500"


def test_integrity_talks_are_counted_by_talk_and_person_without_their_words(context: PaperContext):
    year = dataclasses.replace(context, year=2026)
    usual = {"held_on": "2026-05-06", "matter": "例行谈话", "content": "不外传", "year": 2026}
    talks = [
        tree.blank(spec("talk"), kind=kind, listener=None, listener_name=name, **usual)
        for kind, name in (
            ("integrity", "单伟"),
            ("integrity_special", "单伟"),
            ("members", "王芳"),
        )
    ]
    table = integrity_talks.collect(talks, year).table
    assert table.facts[0][0][1] == "廉政谈话2人次，谈话对象1人，其中单伟2次。"
    assert len(table.rows) == 2
    sort = [column.label for column in table.columns].index("类型")
    assert [row[sort] for row in table.rows] == ["—", "专项"]
    assert "不外传" not in str(table)
    assert all(cell for row in table.rows for cell in row)
    (empty,) = integrity_talks.collect([], year).table.rows
    assert "没有登记" in empty[-1]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("regulation-ledger", "制度汇编目录"),
        ("risk-point-ledger", "廉政风险点清单"),
        ("supervision-ledger", "督查记录台账"),
    ],
)
def test_the_table_of_a_year_bears_the_name_that_offices_use(name, title, context, printed):
    assert document(name).title == title
    year = dataclasses.replace(context, year=2026)
    assert title in joined(printed([], name, context=year))
    own = dataclasses.replace(year, relabel=lambda each: reworded(each, {"": "本地叫法"}))
    assert "本地叫法台账" in joined(printed([], name, context=own))


def regulation(name: str, **values) -> dict:
    kind = spec("regulation")
    return kind.complete(tree.blank(kind, name=name, **values))


def test_the_book_of_regulations_has_those_in_force_with_their_pages(context, printed):
    year = dataclasses.replace(context, year=2026)
    rows = [
        regulation("差旅费管理办法", kind="travel", issued_on="2025-06-01", content="甲" * 1500),
        regulation("党费管理规定", kind="party", document_number="台司〔2024〕1号", content="乙"),
        regulation("公务用车规定", kind="vehicle", abolished_on="2024-01-01", content="丙"),
    ]
    path = printed(rows, "regulation-book", context=year)
    text = joined(path)
    assert text.index("党费管理规定") < text.index("差旅费管理办法")
    assert "公务用车规定" not in text
    assert "（台司〔2024〕1号）" in text
    assert "—4—" in text.replace(" ", "")  # the long one runs from page 2 to page 4
    assert "没有登记现行的制度" in joined(printed(rows[2:], "regulation-book", context=year))


def test_the_table_of_a_review_has_a_box_for_every_mark_and_no_blank_cell(context):
    kind = spec("pledge")
    record = tree.blank(
        kind, person_name="单伟", promises=lines(kind, "promises", {"text": "每月一次咨询"})
    )
    (row,) = conduct.collect_review([record], context).table.rows
    assert row == ("1", "单　伟", "—", "1.每月一次咨询", "□", "□", "□", "□")
    (empty,) = conduct.collect_review([], context).table.rows
    assert "本年没有登记承诺" in empty
    assert all(empty)
