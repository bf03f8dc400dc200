"""Lists, activities, plans and talks by the command line: listed, brought in, written out."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from db import connection, drafting, listing, operations, queries, tree
from db.records import RECORDS, spec
from tests.db.ledgers.books import PROBLEMS, TASKS, book
from tests.samples import AT, WHO, make_world, sample

ROSTER = Path(__file__).parents[1] / "data" / "rosters" / "党员花名册.xlsx"
DESK = {"who": WHO, "at": AT}
SECRET = "只有两个人知道的话"


@pytest.fixture
def refused(zhibu, file) -> Callable[..., str]:
    """Run a command that must fail in one sentence and leave the file as it was."""

    def run(*arguments: object) -> str:
        before = file.read_bytes()
        said = zhibu(*arguments)
        assert (said.status, said.out) == (2, "")
        assert said.err.count("\n") == 1
        assert said.err.endswith("。\n")
        assert file.read_bytes() == before
        return said.err

    return run


@pytest.fixture
def file(store) -> Path:
    """A closed data file with a sample of every type, and one item, talk and plan more."""
    world = make_world(occasions=True)
    for kind in RECORDS[1:]:
        operations.save(kind, sample(kind, world), **DESK)
    here = world.organisation
    values = {
        "title": "送法进社区",
        "state": "active",
        "owner_name": "周翀",
        "due_on": "2025-03-31",
    }
    listing.save(listing.new_item(here, "task", 2025, **values), **DESK)
    talk = tree.blank(spec("talk"), organisation=here, held_on="2026-05-06", place="办公室")
    talk |= {
        "talker_name": "单伟",
        "listener_name": "王芳",
        "matter": "思想动态",
        "content": SECRET,
    }
    operations.save(spec("talk"), talk, **DESK)
    operations.save(spec("activity_plan"), drafting.new_plan(here, 2025), **DESK)
    connection.close()
    return store


NEW_TYPES = ("activity", "activity_plan", "talk", "listed_item", "holiday_year")


@pytest.mark.parametrize("kind", NEW_TYPES)
def test_each_new_type_is_listed_by_its_year(zhibu, file, kind) -> None:
    everything = zhibu("list", file, kind, "--json").json
    by_year = [zhibu("list", file, kind, "--year", y, "--json").json for y in (2024, 2025, 2026)]
    assert everything
    assert sum(map(len, by_year)) == len(everything)
    assert zhibu("list", file, kind, "--year", 1999, "--json").json == []


def test_an_item_is_listed_with_its_list_owner_limit_and_whether_it_is_overdue(zhibu, file) -> None:
    (item,) = zhibu("list", file, "listed_item", "--year", 2025, "--json").json
    item.pop("uid")
    assert item == {
        "date": None,
        "title": "任务2025-01 送法进社区",
        "branch": "一支部",
        "list": "task",
        "year": 2025,
        "number": 1,
        "state": "active",
        "owner": "周翀",
        "due": "2025-03-31",
        "overdue": True,
    }
    line = zhibu("list", file, "清单事项", "--year", 2025).out
    assert line.strip().split("\t")[1:] == [
        "2025-03-31",
        "一支部",
        "任务2025-01 送法进社区",
        "周翀",
        "进行中，逾期",
    ]


def test_an_activity_is_listed_with_month_and_status(zhibu, file) -> None:
    for item in zhibu("list", file, "activity", "--json").json:
        assert item["month"] == int(item["date"][5:7])
        assert item["status"] == "draft"


def test_what_was_said_in_a_talk_is_neither_listed_nor_found(zhibu, file) -> None:
    said = zhibu("list", file, "talk", "--year", 2026)
    assert "谈心谈话 单伟与王芳" in said.out
    assert SECRET not in said.out + zhibu("list", file, "talk", "--json").out
    assert zhibu("search", file, SECRET, "--json").json == []
    (hit,) = zhibu("search", file, "思想动态", "--json").json
    assert hit["type"] == "talk"
    assert SECRET not in str(hit)


@pytest.mark.parametrize("kind", NEW_TYPES)
def test_each_new_type_is_found_and_described(zhibu, file, kind) -> None:
    described = {each["name"]: each for each in zhibu("schema", "--json").json}
    assert described[kind]["fields"]
    words = {"activity": "活动过程", "activity_plan": "总体要求", "talk": "事由龑"}
    words |= {"listed_item": "考核方式", "holiday_year": "依据龑"}
    hits = zhibu("search", file, words[kind], "--json").json
    assert kind in {hit["type"] for hit in hits}


def test_a_file_with_every_type_goes_out_as_json_and_comes_back(zhibu, file, tmp_path) -> None:
    other, package, back = tmp_path / "另.zhibu", tmp_path / "全部.json", tmp_path / "再.json"
    everything = ("--talks", "--full-numbers")
    zhibu("new", other, "--name", "别的支部")
    assert zhibu("export", file, "-o", package, *everything).status == 0
    assert zhibu("import", other, package).status == 0
    assert zhibu("export", other, "-o", back, *everything).status == 0
    first, second = (json.loads(p.read_text("utf-8"))["records"] for p in (package, back))
    for kind in RECORDS[1:]:
        assert first[kind.name], kind.name
        assert _by_uid(second[kind.name]) == _by_uid(first[kind.name])


def _by_uid(records: list) -> dict:
    """Records by uid, without the moment of entry, which is that of the import."""
    own = ("entered_at", "revision")
    return {r["uid"]: {k: v for k, v in r.items() if k not in own} for r in records}


def test_a_list_comes_in_once_and_what_needs_a_look_is_said(zhibu, file, tmp_path) -> None:
    source = book(tmp_path / "旧问题清单.xlsx", PROBLEMS)
    before = file.read_bytes()
    said = zhibu("import", file, source, "--dry-run")
    assert said.out.startswith("试运行，没有写入。将一支部2025年问题清单：新增3项，")
    assert file.read_bytes() == before
    said = zhibu("import", file, source)
    assert said.status == 1
    assert "第6行 问题2025-03 谈心谈话流于形式：支部名册里没有“综合科”，只记姓名" in said.out
    assert len(zhibu("list", file, "listed_item", "--year", 2025, "--json").json) == 4
    before = file.read_bytes()
    said = zhibu("import", file, source)
    assert (said.status, "新增0项，更新0项，相同3项" in said.out) == (0, True)
    assert file.read_bytes() == before


def test_which_list_and_year_it_is_can_be_said(zhibu, file, tmp_path) -> None:
    source = book(tmp_path / "台账.xlsx", [*PROBLEMS])
    said = zhibu("import", file, source, "--list", "task", "--year", 2027)
    assert "一支部2027年任务清单：新增3项" in said.out
    found = zhibu("list", file, "listed_item", "--year", 2027, "--json").json
    assert {item["list"] for item in found} == {"task"}


def test_all_lists_of_a_workbook_come_in_as_one_step(zhibu, file, tmp_path) -> None:
    source = book(tmp_path / "清单.xlsx", PROBLEMS, "问题", 任务=TASKS)
    said = zhibu("import", file, source, "--year", 2027)
    assert "2027年问题清单、2027年任务清单：新增6项" in said.out
    assert "“任务”第2行 任务2027-01 送法进社区：" in said.out
    connection.open_file(file)
    operations.undo(**DESK)
    assert not queries.records(spec("listed_item"), year=2027)
    connection.close()
    said = zhibu("import", file, source, "--list", "task", "--year", 2027)
    assert "2027年任务清单：新增3项" in said.out


def test_a_table_is_a_roster_when_its_headings_say_so(zhibu, file) -> None:
    said = zhibu("import", file, ROSTER, "--dry-run")
    assert "新增20人" in said.out or "新增21人" in said.out


def test_the_lists_go_out_as_a_workbook(zhibu, file, tmp_path) -> None:
    target = tmp_path / "清单.xlsx"
    said = zhibu("export", file, "-o", target, "--list", "all", "--year", 2025)
    assert (said.status, said.out) == (0, f"已导出一支部2025年三张清单：{target}\n")
    assert openpyxl.load_workbook(target).sheetnames == ["责任清单", "任务清单", "问题清单"]
    zhibu("export", file, "-o", target, "--list", "task", "--year", 2025)
    page = openpyxl.load_workbook(target).active
    assert (page.title, page["B4"].value) == ("任务清单", "送法进社区")
    before = file.read_bytes()
    said = zhibu("import", file, target)
    assert "2025年任务清单：新增0项，更新0项，相同1项" in said.out
    assert (said.status, file.read_bytes()) == (0, before)


@pytest.mark.parametrize(
    ("name", "title"),
    [("activity", "2025年党员活动日活动一览"), ("activity_plan", "2025年党员活动日活动计划")],
)
def test_the_activities_and_their_plan_go_out_as_workbooks(
    zhibu, file, tmp_path, name, title
) -> None:
    target = tmp_path / "活动.xlsx"
    assert zhibu("export", file, "-o", target, "--list", name, "--year", 2025).status == 0
    assert openpyxl.load_workbook(target).active["A1"].value == title


def test_a_wrong_wish_to_export_is_told(refused, file, tmp_path) -> None:
    table = tmp_path / "出.xlsx"
    for arguments, sentence in (
        (("-o", table, "--list", "dragon"), "--list没有“dragon”，可用："),
        (("-o", tmp_path / "出.json", "--list", "all"), "请把 -o 写成 .xlsx"),
        (("-o", table, "--year", 2026), "--year 只用于清单"),
        (("-o", table, "--list", "all", "--year", "二"), "--year 不能是"),
        (("-o", table, "--list", "all", "--attachments"), "--attachments 只用于 JSON"),
        (("-o", table, "--list", "all", "--full-numbers"), "只用于花名册"),
        (("-o", table, "--list", "all", "--on", "2026-03-27"), "只用于花名册"),
        (("-o", table, "--list", "activity_plan", "--year", 1999), "1999年还没有党员活动日计划"),
        (("-o", tmp_path / "无" / "出.xlsx", "--list", "all"), "没有“"),
        (("-o", table, "--list", "all", "--branch", "没有的"), "没有名为“没有的”的党组织"),
    ):
        assert sentence in refused("export", file, *arguments), arguments
    assert not table.exists()


def test_a_wrong_wish_to_import_a_list_is_told(refused, file, tmp_path) -> None:
    no_table = tmp_path / "来.json"
    no_table.write_text("{}", encoding="utf-8")
    vague = book(tmp_path / "a.xlsx", [("序号", "事项", "责任人", "备注"), (1, "甲", "乙", "丙")])
    two = book(tmp_path / "b.xlsx", TASKS, "任务", 工作任务=TASKS)
    for arguments, sentence in (
        ((no_table, "--list", "task"), "只用于清单"),
        ((no_table, "--year", 2026), "只用于清单"),
        ((ROSTER, "--year", 2026), "是花名册"),
        ((ROSTER, "--list", "task"), "没有找到清单的表头"),
        ((vague,), "看不出“a.xlsx”的“Sheet1”是哪一张清单"),
        ((two, "--list", "problem"), "2张工作表都不像问题清单"),
        ((two, "--list", "dragon"), "--list没有“dragon”"),
        ((two, "--replace"), "--replace 只用于 JSON"),
        ((two, "--branch", "没有的"), "没有名为“没有的”的党组织"),
        ((tmp_path / "没有.xlsx", "--list", "task"), "找不到"),
    ):
        assert sentence in refused("import", file, *arguments), arguments
