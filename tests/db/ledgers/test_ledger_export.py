"""The lists as workbooks: the columns of the papers, no blank cell, safe and ready to print."""

import errno
import os

import openpyxl
import pytest

from db import attachments, drafting, listing, operations, tree
from db.errors import Refused
from db.ledgers import exporter
from db.records import spec
from db.records.listed_item import ListKind
from tests.samples import AT, WHO

TODAY = "2026-05-01"
DESK = {"who": WHO, "at": AT}


def put(branch, kind="task", year=2026, **values) -> str:
    item = listing.new_item(branch.uid, kind, year, **({"title": "送法进社区"} | values))
    listing.save(item, **DESK)
    return item["uid"]


def written(branch, tmp_path, kind=None, year=2026):
    path = exporter.write(tmp_path / "清单.xlsx", branch.uid, kind, year, today=TODAY)
    return openpyxl.load_workbook(path)


def cells(page) -> list[list[str]]:
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]


HEADINGS = {
    "责任清单": "序号 责任内容 依据 责任人 考核方式 对应事项 状态",
    "任务清单": "序号 任务 措施 牵头/责任人 起止时间 进度 完成情况 佐证",
    "问题清单": "序号 问题 来源 原因 整改措施 责任人 时限 完成情况 销号日期 销号人",
}


def test_a_workbook_has_a_sheet_for_each_list_with_the_columns_of_the_paper(branch, tmp_path):
    workbook = written(branch, tmp_path)
    assert {page.title: " ".join(cells(page)[0]) for page in workbook} == HEADINGS
    assert workbook["任务清单"]["A1"].value == "2026年任务清单"
    assert workbook["任务清单"]["A2"].value == "填报单位：中共某局第一支部委员会"


def test_one_list_can_be_asked_for(branch, tmp_path):
    assert written(branch, tmp_path, ListKind.PROBLEM).sheetnames == ["问题清单"]


def test_a_task_shows_people_times_state_and_proof(branch, tmp_path):
    meeting = branch.meeting()
    uid = put(
        branch,
        measures="每月一次",
        lead_name="单伟",
        owner_name="王芳",
        began_on="2026-03-01",
        due_on="2026-04-28",
        state="active",
        evidence=[{"meeting": meeting["uid"], "note": "见记录"}],
    )
    listing.add_progress(uid, "已办3次", "2026-04-01", today=TODAY, **DESK)
    assert cells(written(branch, tmp_path)["任务清单"])[1] == [
        "2026-01",
        "送法进社区",
        "每月一次",
        "牵头：单伟\n责任：王芳",
        "2026年3月1日至2026年4月28日",
        "进行中\n▲逾期3天",
        "2026年4月1日：已办3次",
        "支部党员大会 2026年第1次（2026年3月27日），见记录",
    ]


def test_a_closed_problem_shows_when_and_by_whom_and_what_is_carried_keeps_its_number(
    branch, tmp_path
):
    uid = put(branch, "problem", 2025, source="tour", cause="重业务", state="done", result="已补齐")
    line = attachments.add(b"%PDF-1.4", "台账.pdf", at=AT)
    item = tree.dump(spec("listed_item"), uid)
    operations.save(spec("listed_item"), item | {"attachments": [line]}, **DESK)
    listing.close(uid, day=TODAY, by="单伟", today=TODAY, **DESK)
    row = cells(written(branch, tmp_path)["问题清单"])[1]
    assert row[0] == "2025-01（结转）"
    assert row[2:4] == ["巡察", "重业务"]
    assert row[7:] == ["已销号\n已补齐", "2026年5月1日", "单伟"]


def test_a_responsibility_names_its_tasks(branch, tmp_path):
    duty = put(branch, "responsibility", title="抓学习")
    put(branch, responsibility=duty)
    assert cells(written(branch, tmp_path)["责任清单"])[1][5] == "任务2026-01"


def test_no_cell_is_blank_even_in_an_empty_list(branch, tmp_path):
    put(branch, "task")
    for page in written(branch, tmp_path):
        table = cells(page)[:-1]  # the last line is for the signatures
        assert all(cell not in (None, "") for row in table for cell in row)
        assert cells(page)[-1][0].startswith("支部书记（签名）")
    assert cells(written(branch, tmp_path)["问题清单"])[1][1] == "本年没有列入问题清单的事项"


def test_no_cell_begins_a_formula(branch, tmp_path):
    for title in ("=1+1", "+cmd", "-1", "@SUM(A1)", "#N/A"):
        put(branch, title=title)
    for row in written(branch, tmp_path)["任务清单"].iter_rows(min_row=4, max_row=8):
        assert row[1].data_type == "s"
        assert row[1].quotePrefix == (row[1].value[0] in "=+-@")


def test_the_page_lies_across_repeats_its_headings_and_wraps_long_texts(branch, tmp_path):
    put(branch, title="落实" * 40)
    page = written(branch, tmp_path)["任务清单"]
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == int(page.PAPERSIZE_A4)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.print_title_rows == "$1:$3"
    assert page.freeze_panes == "B4"
    assert page["B4"].alignment.wrap_text
    assert page["B4"].alignment.horizontal == "left"
    assert page.column_dimensions["B"].width == 28


def test_a_file_that_cannot_be_written_is_refused_and_the_old_one_stays(
    branch, tmp_path, monkeypatch
):
    target = tmp_path / "清单.xlsx"
    target.write_bytes(b"old")

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="磁盘已满，清单没有存到"):
        exporter.write(target, branch.uid, None, 2026, today=TODAY)
    assert target.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".partial"] == []


def test_the_activities_of_a_year_are_listed_by_month_and_a_gap_is_shown(branch, tmp_path):
    record = drafting.new_activity(branch.uid, "2026-03-28") | {"title": "送法进社区", "hours": 150}
    operations.save(spec("activity"), record, **DESK)
    path = exporter.write_activities(tmp_path / "活动.xlsx", branch.uid, 2026, today=TODAY)
    rows = cells(openpyxl.load_workbook(path).active)
    assert len(rows) == 13
    assert rows[3] == [
        *("3月", "3月28日（星期六）", "3月28日（星期六）", "送法进社区", "集中学习"),
        *("三楼会议室", "4", "—", "1.5", "草稿"),
    ]
    assert rows[1][3:] == ["未开展", "—", "—", "—", "—", "—", "无记录"]
    assert [rows[5][3], rows[12][3]] == ["本月尚未开展", "未到"]


def test_the_plan_of_activities_has_twelve_months_without_a_blank_cell(branch, tmp_path):
    with pytest.raises(Refused, match="2026年还没有党员活动日计划"):
        exporter.write_plan(tmp_path / "计划.xlsx", branch.uid, 2026, today=TODAY)
    plan = drafting.new_plan(branch.uid, 2026)
    plan["months"][2] |= {"title": "植树", "moved_reason": "社区统一安排", "owner_name": "王芳"}
    operations.save(spec("activity_plan"), plan, **DESK)
    path = exporter.write_plan(tmp_path / "计划.xlsx", branch.uid, 2026, today=TODAY)
    rows = cells(openpyxl.load_workbook(path).active)
    assert len(rows) == 13
    assert rows[3][2] == "植树"
    assert rows[3][6:] == ["王芳", "社区统一安排"]
    assert all(cell for row in rows for cell in row)
