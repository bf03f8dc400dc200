"""A file of an office is read as lists: its headings, which list it is, what is no item."""

import openpyxl
import pytest

from db.errors import Refused
from db.ledgers import reader
from db.ledgers.columns import field_of
from db.records.listed_item import ListKind
from tests.db.ledgers.books import PROBLEM_HEAD, PROBLEMS, TASK_HEAD, TASKS, book

TODAY = "2026-05-01"


def only(path) -> reader.Preview:
    (preview,) = reader.read(path)
    return preview


def items(preview: reader.Preview, **fields: int):
    mapping = {place: name for name, place in fields.items()} or preview.mapping
    return reader.rows(preview, mapping, preview.year or 2026, TODAY)


def test_a_problem_list_is_known_by_its_title_with_its_year(tmp_path):
    preview = only(book(tmp_path / "a.xlsx"))
    assert (preview.kind, preview.year) == (ListKind.PROBLEM, 2025)
    fields = "number title source cause measures owner_name due_on result closed_on"
    assert list(preview.mapping.values()) == fields.split()
    assert preview.columns[1].heading == "存在问题"
    assert preview.columns[1].samples == (
        "理论学习不够深入",
        "发展党员台账不全",
        "谈心谈话流于形式",
    )


def test_each_sheet_of_a_workbook_is_a_list_of_its_own(tmp_path):
    path = book(tmp_path / "清单.xlsx", PROBLEMS, "问题", 任务=TASKS, 说明=[("填写说明",)])
    assert [(p.sheet, p.kind) for p in reader.read(path)] == [
        ("问题", ListKind.PROBLEM),
        ("任务", ListKind.TASK),
    ]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (("序号", "责任内容", "责任人", "依据"), ListKind.RESPONSIBILITY),
        (("序号", "职责", "责任人", "考核办法"), ListKind.RESPONSIBILITY),
        (("序号", "重点工作", "责任人", "时限"), ListKind.TASK),
        (("序号", "内容", "责任人", "整改措施", "原因"), ListKind.PROBLEM),
        (("序号", "事项", "责任人", "备注"), None),
    ],
)
def test_which_list_it_is_is_told_by_the_headings(tmp_path, head, kind):
    path = book(tmp_path / "a.xlsx", [head, (1, "甲", "王芳", "乙", "丙")])
    assert only(path).kind == kind


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("责任单位及责任人", "owner_name"),
        ("牵头领导", "lead_name"),
        ("整改措施及目标", "measures"),
        ("销号领导签字", "closed_by"),
        ("产生问题的原因", "cause"),
        ("任务完成时限要求", "due_on"),
        ("目前整改情况", "result"),
        ("序号", "number"),
        ("姓名", None),
        ("深入开展学习教育，落实好整改措施和责任人", None),
    ],
)
def test_a_heading_is_known_by_the_words_in_it(heading, field):
    assert field_of(heading) == field


def test_the_time_of_completion_is_the_limit_unless_the_list_has_one(tmp_path):
    head = ("序号", "任务", "责任人", "完成时间")
    with_limit = ("序号", "任务", "责任人", "时限", "完成时间")
    row = (1, "甲", "王芳", "2026-05-01", "2026-04-30")
    assert only(book(tmp_path / "a.xlsx", [head, row])).mapping[3] == "due_on"
    mapping = only(book(tmp_path / "b.xlsx", [with_limit, row])).mapping
    assert (mapping[3], mapping[4]) == ("due_on", "done_on")


def test_sums_signatures_and_repeated_headings_are_no_items(tmp_path):
    rows = [*PROBLEMS, PROBLEM_HEAD, (None, "整改中", *[None] * 7)]
    found, ignored = items(only(book(tmp_path / "a.xlsx", rows)))
    assert [row.title for row in found][:3] == [
        "理论学习不够深入",
        "发展党员台账不全",
        "谈心谈话流于形式",
    ]
    reasons = [(row.number, row.reason) for row in ignored]
    assert reasons[:2] == [(7, "合计或签字说明行"), (8, "合计或签字说明行")]
    assert (9, "重复的表头") in reasons


def test_a_row_without_content_is_named_and_not_taken(tmp_path):
    path = book(tmp_path / "a.xlsx", [PROBLEM_HEAD, ("一、党建工作",), (1, "甲", "自查")])
    found, ignored = items(only(path))
    assert [row.title for row in found] == ["甲"]
    assert [(row.number, row.text, row.unread) for row in ignored] == [(2, "一、党建工作", True)]


def test_a_problem_with_several_measures_in_merged_cells_is_one_item(tmp_path):
    path = tmp_path / "a.xlsx"
    rows = [
        PROBLEM_HEAD,
        (1, "学习不深入", "自查", "原因", "每月学习", "单伟", "2026-03-31", "已整改", None),
        (None, None, None, None, "逐人检查", "王芳", "2026-06-30", "进行中", None),
        (2, "台账不全", "自查", None, "补齐", "王芳", "2026-04-30", "进行中", None),
    ]
    workbook = openpyxl.load_workbook(book(path, rows))
    for column in "ABCD":
        workbook.active.merge_cells(f"{column}2:{column}3")
    workbook.save(path)
    found, _ignored = items(only(path))
    assert [(row.title, row.height) for row in found] == [("学习不深入", 2), ("台账不全", 1)]
    values = found[0].values
    assert values["measures"] == "每月学习\n逐人检查"
    assert (values["owner_name"], values["due_on"]) == ("单伟、王芳", "2026-06-30")
    assert values["state"] == "active"


def test_a_csv_of_a_chinese_spreadsheet_is_read(tmp_path):
    path = tmp_path / "任务清单.csv"
    path.write_bytes("序号,任务,责任人,时限\n1,送法进社区,王芳,2026.6.30\n".encode("gb18030"))
    preview = only(path)
    assert preview.kind == ListKind.TASK
    assert items(preview)[0][0].values["due_on"] == "2026-06-30"


def test_the_person_may_say_what_a_column_is(tmp_path):
    preview = only(book(tmp_path / "a.xlsx", TASKS))
    found, _ignored = items(preview, title=1, method=2, remark=4)
    assert found[0].values["method"] == "每月一次"
    assert found[0].leftovers == [("备注", "2026年3月至6月")]


def test_a_mapping_without_content_or_with_a_field_twice_is_refused(tmp_path):
    preview = only(book(tmp_path / "a.xlsx", TASKS))
    with pytest.raises(Refused, match="哪一列是清单的内容"):
        reader.rows(preview, {0: "number", 1: ""}, 2026, TODAY)
    with pytest.raises(Refused, match="两列对应到同一项"):
        reader.rows(preview, {1: "title", 2: "measures", 3: "measures"}, 2026, TODAY)


def encrypted(path):
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))


def too_long(path):
    rows = [("序号", "任务", "责任人"), *((n, f"任务{n}", "王芳") for n in range(20_100))]
    path.write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")


BAD = {
    "no list.xlsx": (lambda p: book(p, [("菜名", "价格"), ("鱼", 3)]), "没有找到清单的表头"),
    "empty.xlsx": (lambda p: book(p, []), "没有找到清单的表头"),
    "headings.xlsx": (lambda p: book(p, [PROBLEM_HEAD]), "只有表头，没有事项"),
    "text.xlsx": (lambda p: p.write_bytes(b"text"), "不是 xlsx 或 csv 表格"),
    "damaged.xlsx": (lambda p: p.write_bytes(b"PK\x03\x04cut"), "不是完好的 xlsx 表格"),
    "locked.xlsx": (encrypted, "加了打开密码"),
    "old.xls": (lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "旧的 xls 格式"),
    "nothing.xlsx": (lambda p: None, "找不到这个文件"),
    "long.csv": (too_long, "太大，不像清单（最多20000行）"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_list_is_refused_in_one_sentence(tmp_path, name):
    make, sentence = BAD[name]
    path = tmp_path / name
    make(path)
    with pytest.raises(Refused, match=sentence.replace("(", r"\(")) as refused:
        reader.read(path)
    assert str(refused.value).endswith("。")
    assert "\n" not in str(refused.value)


def test_headings_of_two_rows_are_read_together(tmp_path):
    path = tmp_path / "a.xlsx"
    rows = [
        ("序号", "存在的问题", "责任分工", None, "时限", "整改结果", None),
        (None, None, "牵头领导", "责任人", None, "完成情况", "销号日期"),
        (1, "学习不深入", "单伟", "王芳", "2026-06-30", "已整改", None),
    ]
    workbook = openpyxl.load_workbook(book(path, rows))
    for column in "ABE":
        workbook.active.merge_cells(f"{column}1:{column}2")
    workbook.save(path)
    preview = only(path)
    fields = "number title lead_name owner_name due_on result closed_on"
    assert [preview.mapping[place] for place in range(7)] == fields.split()
    assert [row.title for row in items(preview)[0]] == ["学习不深入"]


def test_an_item_that_begins_like_a_heading_is_not_taken_for_one(tmp_path):
    rows = [TASK_HEAD, (1, "任务分工", "措施", "牵头：单伟"), (2, "修订制度", "措施", "王芳")]
    found, _ignored = items(only(book(tmp_path / "a.xlsx", rows)))
    assert [row.title for row in found] == ["任务分工", "修订制度"]
