"""A roster comes into a branch once: new, merged, in conflict, taken back."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from db import operations, tree
from db.branch import Book, Member, roster
from db.errors import Changed, Refused
from db.records import spec
from db.rosters import importer, reader
from db.rosters.importer import ImportPlan

SAMPLE = Path(__file__).parent.parent / "data" / "rosters" / "党员花名册.xlsx"
WHO, AT, TODAY = "陈晗", "2026-01-07T01:00:00Z", "2026-01-07"
HEADINGS = (
    "序号",
    "姓名",
    "身份证号",
    "出生年月",
    "入党时间",
    "转正时间",
    "党员类别",
    "党内职务",
    "党小组",
    "职务",
    "备注",
)

COMMITTEE = (
    "建立支部委员会，暂从2026年1月6日起任：书记单伟、组织委员解晓璟、宣传委员仇昇、纪检委员区䶮；"
    "届次和任期起止请随后核对"
)
OTHER_POSTS = (
    "花名册的党内职务与现任支部委员会不一致：王芳（副书记）；"
    "支部委员会没有改动，如已改选请在支部委员会里登记"
)


@pytest.fixture
def branch(store: Path) -> str:
    return make_branch("机关第一党支部")


def make_branch(name: str) -> str:
    record = tree.blank(spec("organisation"), name=f"中共示范区司法局{name}委员会", short_name=name)
    record["organisation"] = record["uid"]
    operations.save(spec("organisation"), record, who=WHO, at=AT)
    return str(record["uid"])


def sheet(folder: Path, *rows: Sequence[object]) -> Path:
    workbook = openpyxl.Workbook()
    workbook.active.append(HEADINGS)
    for row in rows:
        workbook.active.append([None, *row])
    workbook.save(folder / "花名册.xlsx")
    return folder / "花名册.xlsx"


def planned(path: Path, branch: str, *, today: str = TODAY) -> ImportPlan:
    return importer.plan(reader.read(path), branch, today=today)


def bring_in(path: Path, branch: str, *, today: str = TODAY) -> operations.Changes:
    return importer.apply(planned(path, branch, today=today), WHO, AT)


def member(name: str, born: str = "") -> tree.Tree:
    found = Member.select().where(Member.name == name, Member.deleted_at.is_null())
    uids = [m.uid for m in found if (m.born_on or "").startswith(born)]
    assert len(uids) == 1
    return tree.dump(spec("member"), uids[0])


def actions(plan: ImportPlan) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(row.row.name, row.action, row.notes) for row in plan.rows]


def test_the_sample_brings_in_21_members_two_groups_and_the_committee(branch: str) -> None:
    plan = planned(SAMPLE, branch)
    assert plan.summary == "新增21人，更新0人，相同0人，新建第一党小组、第二党小组"
    assert [(p.text, p.default) for p in plan.proposals] == [
        ("阿依古丽·买买提：2019年3月1日转入本支部", True),
        ("周翀：2025年11月1日起留党察看，其间没有表决权，2026年11月1日恢复", True),
        (
            COMMITTEE,
            True,
        ),
    ]
    changes = importer.apply(plan, WHO, AT)
    assert changes.name == "导入党员花名册（新增21人，更新0人）"
    assert len(changes.records) == 24


def test_the_sample_gives_the_numbers_of_the_sample_meeting(branch: str) -> None:
    bring_in(SAMPLE, branch)
    entries = roster(branch, "2026-03-27")
    assert len(entries) == 21
    assert sum(entry.category == "full" for entry in entries) == 19
    assert sum(entry.voting for entry in entries) == 18
    assert [e.name for e in entries if e.category == "full" and not e.voting] == ["周翀"]
    assert [(e.name, e.post) for e in entries[:4]] == [
        ("单伟", "书记"),
        ("解晓璟", "组织委员"),
        ("仇昇", "宣传委员"),
        ("区䶮", "纪检委员"),
    ]
    groups = {group.uid: group.name for group in Book(branch).groups_on("2026-03-27")}
    assert (
        sorted(groups[e.group or ""] for e in entries) == ["第一党小组"] * 11 + ["第二党小组"] * 10
    )


def test_members_keep_the_order_of_the_sheet_and_what_could_not_be_read_stays_empty(
    branch: str,
) -> None:
    bring_in(SAMPLE, branch)
    ordered = Member.select().order_by(Member.sequence)
    assert [m.name for m in ordered][:6] == [
        "单伟",
        "解晓璟",
        "仇昇",
        "区䶮",
        "阿依古丽·买买提",
        "李伟",
    ]
    assert member("李伟", "1968")["id_number"] == ""
    assert member("郑燚")["id_number"] == ""
    assert member("李伟", "1991")["id_number"] == "370405199106150014"
    assert member("周翀")["restrictions"][0]["basis"] == "花名册备注：2025.11起留党察看一年"


def test_a_second_import_changes_nothing_and_doubles_nobody(branch: str) -> None:
    bring_in(SAMPLE, branch)
    plan = planned(SAMPLE, branch, today="2026-02-01")
    assert plan.summary == "新增0人，更新0人，相同21人"
    assert (plan.proposals, plan.notes) == ((), ())
    with pytest.raises(Refused, match="花名册与名册一致，没有要导入的内容"):
        importer.apply(plan, WHO, AT)
    assert Member.select().count() == 21


def test_the_import_is_one_step_that_can_be_undone(branch: str) -> None:
    bring_in(SAMPLE, branch)
    undone = operations.undo(who=WHO, at=AT)
    assert undone.name == "撤销：导入党员花名册（新增21人，更新0人）"
    assert roster(branch, "2026-03-27") == []
    assert planned(SAMPLE, branch).summary.startswith("新增21人")


def test_declined_proposals_are_not_written(branch: str) -> None:
    importer.apply(planned(SAMPLE, branch), WHO, AT, accepted=())
    entries = roster(branch, "2026-03-27")
    assert sum(entry.voting for entry in entries) == 19
    assert all(entry.post == "" for entry in entries)


def test_a_changed_cell_is_shown_and_an_empty_one_changes_nothing(
    branch: str, tmp_path: Path
) -> None:
    bring_in(SAMPLE, branch)
    path = sheet(
        tmp_path,
        [
            "单伟",
            "370405197403150011",
            "1974.3.15",
            "1998.06",
            None,
            None,
            None,
            "第二党小组",
            "局长",
            None,
        ],
        ["解晓璟", None, "1982.11", "2004.12", None, None, None, None, None, None],
    )
    plan = planned(path, branch)
    assert actions(plan) == [("单伟", "changed", ()), ("解晓璟", "same", ())]
    assert [(c.label, c.before, c.after) for c in plan.rows[0].changes] == [
        ("出生年月", "1974年3月", "1974年3月15日"),
        ("行政职务", "副局长", "局长"),
        ("党小组", "第一党小组", "第二党小组"),
    ]
    importer.apply(plan, WHO, AT)
    changed = member("单伟")
    assert (changed["full_on"], changed["native_place"]) == ("1999-06", "山东枣庄")
    assert [(s["began_on"], s["ended_on"]) for s in changed["groupings"]] == [
        (None, TODAY),
        (TODAY, None),
    ]
    assert member("解晓璟")["born_on"] == "1982-11-05"


def test_the_two_namesakes_stay_two_and_a_third_is_added(branch: str, tmp_path: Path) -> None:
    bring_in(SAMPLE, branch)
    path = sheet(
        tmp_path,
        ["李伟", "370405196801150012", "1968.01", "1992.7", "1993.7", None, None, None, None, None],
        ["李伟", None, "1991.6", "2013.12", "2014.12", None, None, None, None, None],
        ["李伟", None, "2001.6", "2023.12", "2024.12", None, None, None, None, None],
    )
    plan = planned(path, branch)
    assert [row.action for row in plan.rows] == ["changed", "same", "new"]
    assert [(c.label, c.before, c.after) for c in plan.rows[0].changes] == [
        ("公民身份号码", "", "370405********0012")
    ]
    importer.apply(plan, WHO, AT)
    assert Member.select().where(Member.name == "李伟").count() == 3


def test_what_is_not_clear_is_a_conflict_and_not_a_guess(branch: str, tmp_path: Path) -> None:
    bring_in(SAMPLE, branch)
    other = make_branch("机关第二党支部")
    path = sheet(
        tmp_path,
        ["李伟", None, None, "1992.7", "1993.7", None, None, None, None, None],
        ["王方", "370405197009150005", "1970.9", "1996.7", "1997.7", None, None, None, None, None],
    )
    assert actions(planned(path, branch)) == [
        ("李伟", "conflict", ("名册里有同名的人，缺出生年月或身份证号，分不清是哪一位，请补上",)),
        ("王方", "conflict", ("身份证号与名册里的王芳相同，姓名却不同，请核对",)),
    ]
    elsewhere = planned(SAMPLE, other)
    assert elsewhere.rows[0].notes == ("已在机关第一党支部的名册里，请在那里办理转出和转入",)


def test_a_row_that_lacks_a_date_comes_in_only_where_the_data_file_has_it(
    branch: str, tmp_path: Path
) -> None:
    bring_in(SAMPLE, branch)
    path = sheet(
        tmp_path,
        ["单伟", None, "1974.3", "1998.06", "无", "正式党员", None, None, "局长", None],
        ["新人", None, "1990.3", "2018.06", "无", "正式党员", None, None, None, None],
        ["又一人", None, "1990.3", None, "2019.06", "正式党员", None, None, None, None],
    )
    plan = planned(path, branch)
    assert [row.action for row in plan.rows] == ["changed", "blocked", "blocked"]
    assert plan.summary == "新增0人，更新1人，相同0人，不能录入2人"


def test_a_sheet_without_the_column_of_full_membership_adds_no_full_members(
    branch: str, tmp_path: Path
) -> None:
    workbook = openpyxl.Workbook()
    for row in (["姓名", "性别", "入党时间", "党员类别"], ["单伟", "男", "1998.6", "正式党员"]):
        workbook.active.append(row)
    workbook.save(tmp_path / "a.xlsx")
    plan = planned(tmp_path / "a.xlsx", branch)
    assert actions(plan) == [
        ("单伟", "blocked", ("类别是正式党员，表中却没有转正时间，不能录入，请补上",))
    ]


def test_a_roster_that_calls_a_full_member_probationary_changes_nothing(
    branch: str, tmp_path: Path
) -> None:
    bring_in(SAMPLE, branch)
    path = sheet(
        tmp_path, ["单伟", None, "1974.3", "1998.06", None, "预备党员", None, None, None, None]
    )
    plan = planned(path, branch)
    assert actions(plan) == [
        ("单伟", "same", ("花名册写的是预备党员，名册里已经转正，没有改动，请核对",))
    ]


def test_somebody_who_left_is_not_brought_back_silently(branch: str, tmp_path: Path) -> None:
    bring_in(SAMPLE, branch)
    left = member("朱珺")
    left["memberships"][0]["ended_on"] = "2026-01-05"
    operations.save(spec("member"), left, who=WHO, at=AT)
    row = next(r for r in planned(SAMPLE, branch).rows if r.row.name == "朱珺")
    assert (row.action, row.notes) == (
        "conflict",
        ("名册里此人已转出；如又转入，请先在党员页补一行转入",),
    )


def test_other_posts_than_the_committee_holds_are_named_and_not_written(
    branch: str, tmp_path: Path
) -> None:
    bring_in(SAMPLE, branch)
    path = sheet(
        tmp_path, ["王芳", None, "1970.9", "1996.7", None, None, "副书记", None, None, None]
    )
    plan = planned(path, branch)
    assert plan.notes == (OTHER_POSTS,)


def test_the_leader_of_a_group_is_proposed(branch: str, tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        ["单伟", None, "1974.3", "1998.06", "1999.6", None, "党小组组长", "第1党小组", None, None],
        ["仇昇", None, "1979.8", "2000.11", "2001.11", None, None, "第一小组", None, None],
    )
    plan = planned(path, branch)
    assert [p.text for p in plan.proposals] == ["单伟：任第1党小组组长"]
    assert plan.new_groups == ("第1党小组",)
    importer.apply(plan, WHO, AT)
    assert [e.name for e in roster(branch, TODAY) if e.leads_group] == ["单伟"]
    assert planned(path, branch).proposals == ()


def test_a_plan_that_is_out_of_date_writes_nothing(branch: str, tmp_path: Path) -> None:
    bring_in(SAMPLE, branch)
    path = sheet(
        tmp_path, ["单伟", None, "1974.3", "1998.06", None, None, None, None, "局长", None]
    )
    plan = planned(path, branch)
    someone = member("单伟") | {"phone": "1"}
    operations.save(spec("member"), someone, who=WHO, at=AT)
    with pytest.raises(Changed):
        importer.apply(plan, WHO, AT)
    assert member("单伟")["job"] == "副局长"
