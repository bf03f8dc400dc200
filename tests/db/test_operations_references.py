"""Writes and what stands on what: lines of other records, the bin, references, two writers."""

import threading

import pytest

from db import connection, history, operations, tree
from db.errors import Changed, Refused
from db.records import spec

from .conftest import AT, WHO

MEETING, MEMBER, GROUP = spec("meeting"), spec("member"), spec("group")
ORGANISATION = spec("organisation")


def _save(kind, record):
    return operations.save(kind, record, who=WHO, at=AT)


def _delete(kind, uid):
    return operations.delete(kind, uid, who=WHO, at=AT)


def test_lines_copied_from_another_record_become_new_ones_and_leave_it_whole(branch):
    speech = {"speaker": "王芳", "text": "同意"}
    source = branch.meeting(agenda=[{"title": "学习", "speeches": [speech]}])
    copied = tree.blank(
        MEETING, organisation=branch.uid, held_on="2026-04-28", agenda=source["agenda"]
    )
    copied["attendance"] = source["attendance"]
    _save(MEETING, copied)
    assert tree.dump(MEETING, source["uid"]) == source
    stored = tree.dump(MEETING, copied["uid"])
    assert [row["name"] for row in stored["attendance"]] == [
        row["name"] for row in source["attendance"]
    ]
    assert stored["agenda"][0]["speeches"][0]["text"] == "同意"
    assert stored["agenda"][0]["uid"] != source["agenda"][0]["uid"]


def test_a_speech_moves_between_items_of_its_meeting_as_itself(branch):
    items = [{"title": "一", "speeches": [{"speaker": "王芳", "text": "同意"}]}, {"title": "二"}]
    meeting = branch.meeting(agenda=items)
    first, second = meeting["agenda"]
    moved = first["speeches"].pop()
    second["speeches"].append(moved)
    _save(MEETING, meeting)
    stored = tree.dump(MEETING, meeting["uid"])["agenda"]
    assert [len(item["speeches"]) for item in stored] == [0, 1]
    assert stored[1]["speeches"][0] == moved


def test_an_organisation_with_branches_under_it_cannot_be_deleted(branch):
    parent = tree.blank(ORGANISATION, name="总支", short_name="总支", kind="general_branch")
    _save(ORGANISATION, parent)
    _save(ORGANISATION, tree.dump(ORGANISATION, branch.uid) | {"parent": parent["uid"]})
    with pytest.raises(Refused, match="还被其他记录引用"):
        _delete(ORGANISATION, parent["uid"])


def _empty_group(branch):
    group = tree.blank(GROUP, organisation=branch.uid, name="第二党小组")
    _save(GROUP, group)
    return group["uid"]


def test_a_record_does_not_come_back_before_what_it_stands_on(branch):
    group = _empty_group(branch)
    meeting = tree.blank(
        MEETING, organisation=branch.uid, kind="group", group=group, held_on="2026-03-27"
    )
    _save(MEETING, meeting)
    _delete(MEETING, meeting["uid"])
    _delete(GROUP, group)
    with pytest.raises(Refused, match="“第二党小组”在回收站中"):
        operations.restore(MEETING, meeting["uid"], who=WHO, at=AT)
    operations.restore(GROUP, group, who=WHO, at=AT)
    operations.restore(MEETING, meeting["uid"], who=WHO, at=AT)
    assert tree.dump(MEETING, meeting["uid"])["deleted_at"] is None


def test_nothing_new_is_built_on_what_lies_in_the_bin(branch):
    group = _empty_group(branch)
    _delete(GROUP, group)
    meeting = tree.blank(
        MEETING, organisation=branch.uid, kind="group", group=group, held_on="2026-03-27"
    )
    with pytest.raises(Refused, match="“第二党小组”在回收站中"):
        _save(MEETING, meeting)


def test_what_lies_in_the_bin_is_not_changed_or_binned_again(branch):
    meeting = branch.meeting()
    _delete(MEETING, meeting["uid"])
    binned = tree.dump(MEETING, meeting["uid"])
    for change in (
        lambda: _save(MEETING, binned | {"place": "别处"}),
        lambda: _delete(MEETING, meeting["uid"]),
        lambda: operations.set_values(
            MEETING, meeting["uid"], {"status": "final"}, name="定稿", who=WHO, at=AT
        ),
    ):
        with pytest.raises(Refused, match="在回收站中，请先恢复"):
            change()
    assert tree.dump(MEETING, meeting["uid"]) == binned


def test_no_path_edits_the_moment_of_entry(branch):
    meeting = branch.meeting()
    earlier = "2020-01-01T00:00:00Z"
    values = {"entered_at": earlier, "uid": meeting["uid"], "place": "别处"}
    operations.set_values(MEETING, meeting["uid"], values, name="改", who=WHO, at=AT)
    assert tree.dump(MEETING, meeting["uid"])["entered_at"] == AT


def test_names_of_steps_and_people_may_come_from_anywhere(branch):
    record = tree.dump(ORGANISATION, branch.uid) | {"remark": "一"}
    operations.save(ORGANISATION, record, who="单\udce5伟", at=AT, reason="\ud83d", name="改\x00")
    entry = history.of_record(branch.uid)[0]
    assert (entry.who, entry.reason, entry.name) == ("单伟", "", "改")


def test_two_threads_never_write_over_each_other(branch):
    meeting = branch.meeting()
    outcomes = []
    gate = threading.Barrier(4)

    def write(number):
        gate.wait()
        try:
            _save(MEETING, meeting | {"place": f"会议室{number}"})
            outcomes.append("saved")
        except Changed:
            outcomes.append("changed")
        finally:
            connection.database.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["changed"] * 3 + ["saved"]
    assert len(history.of_record(meeting["uid"])) == 2


def test_an_import_of_thousands_is_one_step(branch):
    blocks = [
        (
            spec("text_block"),
            tree.blank(spec("text_block"), organisation=branch.uid, title=str(n), text="文"),
        )
        for n in range(700)
    ]
    changes = operations.save_many(blocks, name="导入", who=WHO, at=AT)
    assert len(changes.records) == 700
    operations.undo(who=WHO, at=AT)
    uid = changes.records[0][1]
    assert tree.dump(spec("text_block"), uid)["deleted_at"] == AT
