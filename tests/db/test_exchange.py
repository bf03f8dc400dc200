"""Exchange through JSON: what a merge by uid adds, changes, keeps and refuses."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import attachments, connection, exchange, operations, queries, tree
from db.connection import row_counts
from db.errors import Refused
from db.records import RECORDS, spec
from tests.samples import AT, LATER, WHO, World, make_world, sample, with_attachment

MEETING = spec("meeting")
MEMBER = spec("member")


@pytest.fixture
def world(store) -> World:
    world = make_world(occasions=True)
    for kind in RECORDS[1:]:
        operations.save(kind, sample(kind, world), who=WHO, at=AT)
    return world


def exported(**options) -> exchange.Package:
    text = json.dumps(exchange.export(at=AT, **options), ensure_ascii=False)
    return exchange.package(json.loads(text), "往来.json")


def into_another_file(empty_file: Path, folder: Path) -> None:
    connection.close()
    target = folder / "另一个.zhibu"
    shutil.copyfile(empty_file, target)
    connection.open_file(target)


def imported(package: exchange.Package, **options) -> exchange.Plan:
    plan = exchange.plan(package, **options)
    exchange.carry_out(plan, who=WHO, at=LATER)
    return plan


def a_member() -> tree.Tree:
    return tree.dump(MEMBER, queries.records(MEMBER)[0].uid)


def change_member(**values) -> None:
    operations.save(MEMBER, a_member() | values, who=WHO, at=LATER)


def test_a_second_import_changes_nothing(world, empty_file, tmp_path) -> None:
    package = exported()
    into_another_file(empty_file, tmp_path)
    first = imported(package)
    assert len(first.added) == sum(queries.count().values())
    counts, step = row_counts(), operations.last_step()
    again = imported(package)
    assert (again.added, again.changed, again.kept) == ([], [], [])
    assert again.unchanged == len(first.added)
    assert (row_counts(), operations.last_step()) == (counts, step)


def test_one_undo_takes_a_whole_import_back(world, empty_file, tmp_path) -> None:
    package = exported()
    into_another_file(empty_file, tmp_path)
    imported(package)
    operations.undo(who=WHO, at=LATER)
    assert set(queries.count().values()) == {0}


def test_what_was_only_imported_here_follows_its_source(world, empty_file, tmp_path) -> None:
    first = exported()
    source = connection.current_path()
    into_another_file(empty_file, tmp_path)
    target = connection.current_path()
    imported(first)
    connection.open_file(source)
    change_member(job="调研员")
    second = exported()
    connection.open_file(target)
    assert len(imported(second).changed) == 1
    assert a_member()["job"] == "调研员"


def test_an_older_export_never_takes_a_newer_one_back_in_silence(
    world, empty_file, tmp_path
) -> None:
    first = exported()
    source = connection.current_path()
    into_another_file(empty_file, tmp_path)
    target = connection.current_path()
    imported(first)
    connection.open_file(source)
    change_member(job="调研员")
    second = exported()
    connection.open_file(target)
    imported(second)
    plan = imported(first)
    assert plan.kept == [f"党员“{a_member()['name']}”在这里已有较新的内容"]
    assert a_member()["job"] == "调研员"
    assert len(imported(first, replace=True).changed) == 1


def test_records_that_refer_to_each_other_in_a_circle_come_in(store) -> None:
    one, other = (
        tree.blank(spec("organisation"), name=name, short_name=name) for name in ("甲", "乙")
    )
    one["parent"], other["parent"] = other["uid"], one["uid"]
    content = blank_content(organisation=[one, other])
    assert len(imported(exchange.package(content, "a.json")).added) == 2
    assert imported(exchange.package(content, "a.json")).unchanged == 2


def test_what_was_changed_on_both_sides_stays_and_is_named(world, empty_file, tmp_path) -> None:
    first = exported()
    source = connection.current_path()
    into_another_file(empty_file, tmp_path)
    target = connection.current_path()
    imported(first)
    change_member(job="主任")
    connection.open_file(source)
    change_member(job="调研员")
    second = exported()
    connection.open_file(target)
    plan = imported(second)
    assert plan.kept == [f"党员“{a_member()['name']}”在这里又有改动"]
    assert a_member()["job"] == "主任"
    imported(second, replace=True)
    assert a_member()["job"] == "调研员"


def test_an_export_edited_outside_comes_back_while_nobody_changed_the_record(world) -> None:
    content = exchange.export(at=AT)
    uid = a_member()["uid"]
    edited = next(m for m in content["records"]["member"] if m["uid"] == uid)
    edited["job"] = "科员"
    package = exchange.package(content, "改.json")
    assert len(imported(package).changed) == 1
    assert a_member()["job"] == "科员"


def test_a_final_record_and_a_binned_one_stay_as_they_are_here(world) -> None:
    content = exchange.export(at=AT)
    meeting = content["records"]["meeting"][0]
    block = content["records"]["text_block"][0]
    operations.set_values(
        MEETING, meeting["uid"], {"status": "final"}, name="定稿", who=WHO, at=LATER
    )
    operations.delete(spec("text_block"), block["uid"], who=WHO, at=LATER)
    meeting["place"] = block["title"] = "别处"
    plan = imported(exchange.package(content, "改.json"), replace=True)
    assert len(plan.kept) == 2
    assert "已经定稿" in plan.kept[0]
    assert "回收站" in plan.kept[1]
    assert tree.dump(MEETING, meeting["uid"])["place"] != "别处"


def test_the_moment_of_entry_is_that_of_the_import(world, empty_file, tmp_path) -> None:
    package = exported()
    into_another_file(empty_file, tmp_path)
    imported(package)
    assert a_member()["entered_at"] == LATER


def test_attachments_travel_with_their_content_when_asked(world, empty_file, tmp_path) -> None:
    line = attachments.add("扫描件".encode(), "签到.txt", at=AT)
    meeting = tree.dump(MEETING, queries.records(MEETING)[0].uid)
    operations.set_values(
        MEETING, meeting["uid"], with_attachment(meeting, line), name="附件", who=WHO, at=LATER
    )
    without, complete = exported(), exported(attachments=True)
    into_another_file(empty_file, tmp_path)
    assert imported(without).missing == ["签到.txt"]
    assert imported(without).changed == []
    imported(complete)
    there = tree.dump(MEETING, meeting["uid"])["attachments"]
    assert attachments.read(there[0]["sha256"]) == "扫描件".encode()


def test_what_lies_in_the_bin_but_is_referred_to_comes_along(world, empty_file, tmp_path) -> None:
    parent = tree.blank(spec("organisation"), name="总支", short_name="总支", kind="general_branch")
    branch = tree.dump(spec("organisation"), world.organisation) | {"parent": parent["uid"]}
    operations.save(spec("organisation"), parent, who=WHO, at=AT)
    operations.save(spec("organisation"), branch, who=WHO, at=AT)
    organisation = spec("organisation").model
    organisation.update(deleted_at=LATER).where(organisation.uid == parent["uid"]).execute()
    package = exported()
    into_another_file(empty_file, tmp_path)
    imported(package)
    assert queries.organisation(parent["uid"])["name"] == "总支"


def test_a_file_is_written_whole_and_read_back(world, tmp_path) -> None:
    path = tmp_path / "全部.json"
    assert exchange.write(path, at=AT) == sum(queries.count().values())
    assert imported(exchange.read(path)).added == []
    assert [p.name for p in tmp_path.glob("*.partial")] == []


def blank_content(**records) -> dict:
    return {"format": "zhibu", "version": 1, "records": records}


def a_record(kind_name: str, world: World, **values) -> dict:
    return sample(spec(kind_name), world) | values


NOWHERE = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ([], "不是支部工作台导出的 JSON"),
        ({"format": "other"}, "不是支部工作台导出的 JSON"),
        ({"format": "zhibu", "records": {}}, "没有写明格式版本"),
        ({"format": "zhibu", "version": 2, "records": {}}, "请升级本程序"),
        ({"format": "zhibu", "version": True, "records": {}}, "没有写明格式版本"),
        ({"format": "zhibu", "version": 1}, "没有记录"),
        (blank_content() | {"more": 1}, "不认识的内容（more）"),
        (blank_content(dragon=[]), "不认识的记录类型（dragon）"),
        (blank_content(member={}), "应是一个列表"),
        (blank_content(member=["a"]), "有一项不是对象"),
        (blank_content(member=[{}]), "uid 不正确"),
        (blank_content(member=[{"uid": NOWHERE, "memberships": "a"}]), "应是对象的列表"),
        (blank_content() | {"attachments": []}, "attachments 应是一个对象"),
        (blank_content() | {"attachments": {"0" * 64: "%"}}, "不是 base64"),
        (blank_content() | {"attachments": {"0" * 64: "QQ=="}}, "内容与校验值不符"),
        (blank_content() | {"fingerprints": []}, "fingerprints 应是一个对象"),
    ],
)
def test_what_is_not_an_export_of_ours_is_refused_in_one_sentence(content, sentence) -> None:
    with pytest.raises(Refused) as refused:
        exchange.package(content, "a.json")
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"nonsense": 1}, "没有“nonsense”"),
        ({"sequence": 10**30}, "序号"),
        ({"full_on": "1999"}, "转正日期早于入党日期"),
        ({"organisation": NOWHERE}, f"指向 {NOWHERE}"),
        ({"organisation": {"a": 1}}, "应写另一条记录的 uid"),
        ({"memberships": [{"branch": NOWHERE}]}, "文件和 JSON 中都没有"),
        ({"name": ""}, "姓名"),
        ({"gender": "x"}, "性别"),
    ],
)
def test_a_record_that_may_not_be_saved_is_refused_by_name(store, values, sentence) -> None:
    world = make_world(occasions=True)
    record = a_record("member", world, **values)
    if "organisation" in values:
        record["memberships"] = [{"branch": values["organisation"]}]
    with pytest.raises(Refused) as refused:
        exchange.plan(exchange.package(blank_content(member=[record]), "a.json"))
    assert sentence in str(refused.value)


def test_a_line_that_belongs_to_another_record_is_refused_and_nothing_comes_in(world) -> None:
    stored = a_member()
    line = stored["memberships"][0]
    record = a_record("member", world, memberships=[line])
    fresh = a_record("text_block", world)
    counts = row_counts()
    package = exchange.package(blank_content(member=[record], text_block=[fresh]), "a.json")
    with pytest.raises(Refused, match="uid 已被另一条记录使用"):
        imported(package)
    assert row_counts() == counts


def test_the_same_record_twice_is_refused(store) -> None:
    record = a_record("member", make_world(occasions=True))
    with pytest.raises(Refused, match="出现了两次"):
        exchange.plan(exchange.package(blank_content(member=[record, record]), "a.json"))


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"\x00" * 40])
def test_a_broken_json_file_is_refused(store, tmp_path, data) -> None:
    path = tmp_path / "坏.json"
    path.write_bytes(data)
    with pytest.raises(Refused, match="不是完整的 JSON 文件"):
        exchange.read(path)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_record_with_any_value_anywhere_is_taken_or_refused_never_half(world, data) -> None:
    kind = data.draw(st.sampled_from(RECORDS))
    record = sample(kind, world)
    key = data.draw(st.sampled_from(sorted(record)))
    content = blank_content(**{kind.name: [record | {key: data.draw(_JSON)}]})
    counts = row_counts()
    sentence = None
    try:
        imported(exchange.package(content, "a.json"))
    except Refused as refused:
        sentence = str(refused)
    if sentence is not None:
        assert "\n" not in sentence
        assert row_counts() == counts
