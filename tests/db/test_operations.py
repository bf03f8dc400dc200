"""Writes: validated, whole or not at all, undoable, never over somebody else's change."""

import pytest

from db import connection, history, operations, search, tree
from db.connection import database
from db.errors import Changed, Invalid, Refused
from db.records import spec

from .conftest import AT, WHO

MEETING, MEMBER = spec("meeting"), spec("member")


def _save(kind, record):
    return operations.save(kind, record, who=WHO, at=AT)


def test_what_is_saved_is_read_back_as_it_was(branch):
    first = branch.meeting(title="主题")
    assert tree.dump(MEETING, first["uid"]) == first
    assert (first["revision"], first["entered_at"], first["year"]) == (1, AT, 2026)


def test_lines_keep_their_order_and_identity_through_edits(branch):
    record = branch.meeting()
    record["agenda"] = [
        {"title": title, "speeches": [{"speaker": "王芳", "text": f"谈{title}"}]}
        for title in "甲乙丙"
    ]
    _save(MEETING, record)
    stored = tree.dump(MEETING, record["uid"])
    uids = [item["uid"] for item in stored["agenda"]]
    stored["agenda"] = [stored["agenda"][2], stored["agenda"][0]]
    _save(MEETING, stored)
    after = tree.dump(MEETING, record["uid"])
    assert [(i["title"], i["uid"]) for i in after["agenda"]] == [("丙", uids[2]), ("甲", uids[0])]
    assert database.execute_sql("SELECT count(*) FROM speech").fetchone()[0] == 2


def test_the_true_moment_of_entry_cannot_be_edited(branch):
    record = branch.meeting() | {"entered_at": "2020-01-01T00:00:00Z"}
    _save(MEETING, record)
    assert tree.dump(MEETING, record["uid"])["entered_at"] == AT


def test_a_stale_form_never_overwrites_a_newer_save(branch):
    stale = branch.meeting()
    _save(MEETING, stale | {"title": "先保存的"})
    with pytest.raises(Changed):
        _save(MEETING, stale | {"title": "后保存的"})
    assert tree.dump(MEETING, stale["uid"])["title"] == "先保存的"


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        (MEETING, {"held_on": "2026-02-30"}, "held_on"),
        (MEETING, {"held_on": None}, "held_on"),
        (MEETING, {"began_at": "25:00"}, "began_at"),
        (MEETING, {"kind": "聚会"}, "kind"),
        (MEETING, {"number": "1"}, "number"),
        (MEETING, {"colour": "red"}, "colour"),
        (MEETING, {"kind": "group", "group": None}, "group"),
        (MEMBER, {"name": " "}, "name"),
        (MEMBER, {"joined_on": None}, "joined_on"),
        (MEMBER, {"full_on": "1990"}, "full_on"),
    ],
)
def test_a_bad_value_is_refused_by_field_and_nothing_is_written(branch, kind, values, field):
    record = branch.meeting() if kind is MEETING else tree.dump(MEMBER, branch.members["单伟"])
    steps = operations.last_step()
    with pytest.raises(Invalid) as refused:
        _save(kind, record | values)
    assert field in refused.value.errors
    assert operations.last_step() == steps
    assert tree.dump(kind, record["uid"]) == record


def test_members_may_not_be_in_two_branches_or_groups_at_once(branch):
    record = tree.dump(MEMBER, branch.members["王芳"])
    record["memberships"].append({"branch": branch.uid, "began_on": "2026-01-01"})
    with pytest.raises(Invalid, match="重叠"):
        _save(MEMBER, record)


def test_control_characters_are_dropped_and_line_ends_made_one(branch):
    record = branch.meeting(title="一\x00二\x0b三", preparation="甲\r\n乙\r丙\t丁")
    assert (record["title"], record["preparation"]) == ("一二三", "甲\n乙\n丙\t丁")


def test_undo_and_redo_walk_through_the_steps_by_name(branch):
    record = branch.meeting()
    _save(MEETING, record | {"title": "改过"})
    assert operations.undoable().name.startswith("修改 三会一课")
    operations.undo(who=WHO, at=AT)
    assert tree.dump(MEETING, record["uid"])["title"] == ""
    operations.undo(who=WHO, at=AT)
    assert tree.dump(MEETING, record["uid"])["deleted_at"]
    operations.redo(who=WHO, at=AT)
    operations.redo(who=WHO, at=AT)
    after = tree.dump(MEETING, record["uid"])
    assert (after["title"], after["deleted_at"]) == ("改过", None)
    with pytest.raises(Refused):
        operations.redo(who=WHO, at=AT)


def test_undo_reaches_no_further_back_than_it_is_allowed(branch):
    assert operations.undoable(since=operations.last_step()) is None


def test_a_new_change_ends_what_could_be_redone(branch):
    record = branch.meeting()
    operations.undo(who=WHO, at=AT)
    branch.meeting(day="2026-04-02")
    assert operations.redoable() is None
    assert tree.dump(MEETING, record["uid"])["deleted_at"]


def test_an_import_is_one_step_and_undone_as_one(branch):
    people = [
        tree.blank(MEMBER, organisation=branch.uid, name=name, joined_on="2001")
        for name in "甲乙丙"
    ]
    operations.save_many([(MEMBER, p) for p in people], name="导入名册", who=WHO, at=AT)
    operations.undo(who=WHO, at=AT)
    assert all(tree.dump(MEMBER, p["uid"])["deleted_at"] for p in people)


def test_a_failing_save_leaves_nothing_of_a_step_behind(branch):
    good = tree.blank(MEMBER, organisation=branch.uid, name="甲", joined_on="2001")
    lost = tree.blank(MEMBER, organisation="no-such-branch", name="乙", joined_on="2001")
    before = connection.row_counts()
    with pytest.raises(Refused, match="不在数据文件中"):
        operations.save_many([(MEMBER, good), (MEMBER, lost)], name="导入", who=WHO, at=AT)
    assert connection.row_counts() == before


def test_deleting_goes_to_the_bin_and_restoring_brings_all_back(branch):
    record = branch.meeting(title="主题")
    operations.delete(MEETING, record["uid"], who=WHO, at=AT)
    assert search.search("主题") == []
    operations.restore(MEETING, record["uid"], who=WHO, at=AT)
    after = tree.dump(MEETING, record["uid"])
    assert {k: v for k, v in after.items() if k != "revision"} == {
        k: v for k, v in record.items() if k != "revision"
    }
    assert [hit.uid for hit in search.search("主题")] == [record["uid"]]


def test_who_stands_in_a_record_cannot_be_deleted(branch):
    branch.meeting()
    with pytest.raises(Refused, match="转出"):
        operations.delete(MEMBER, branch.members["褚垚"], who=WHO, at=AT)


def test_the_history_tells_who_changed_which_field_from_what_to_what(branch):
    record = branch.meeting(place="一楼")
    _save(MEETING, record | {"place": "二楼"})
    entry = history.of_record(record["uid"])[0]
    assert (entry.who, entry.before, entry.after) == (WHO, {"place": "一楼"}, {"place": "二楼"})


def test_saving_without_a_change_writes_no_step(branch):
    record = branch.meeting()
    steps = operations.last_step()
    _save(MEETING, record)
    assert operations.last_step() == steps
    assert tree.dump(MEETING, record["uid"])["revision"] == record["revision"]


def test_a_file_opened_read_only_takes_no_write(branch, store):
    connection.close()
    connection.open_file(store, readonly=True)
    with pytest.raises(Refused, match="只读"):
        branch.meeting()
