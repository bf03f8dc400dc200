"""Coming back to how a record was, whole or by one field, as a step of its own."""

import pytest

from db import history, lifecycle, operations, tree, versions
from db.errors import Refused
from db.fields import TextField
from db.records import RECORDS, spec
from tests.samples import LATER, WHO, make_world, sample

AT = "2026-11-24T01:00:00Z"


def entered(record):
    return {key: value for key, value in record.items() if key != "revision"}


@pytest.fixture
def world(store):
    return make_world(occasions=True)


def steps_of(uid):
    return [entry.step for entry in history.of_record(uid)]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.name)
def test_every_type_comes_back_as_it_was_and_forth_again(kind, world):
    record = sample(kind, world)
    operations.save(kind, record, who=WHO, at=AT)
    uid = record["uid"]
    full = tree.dump(kind, uid)
    bare = full | {line.name: [] for line in kind.lines if line.name not in kind.steps_of_life}
    texts = [n for n, f in kind.fields.items() if isinstance(f, TextField) and full[n]]
    texts = [name for name in texts if name not in {*kind.steps_of_life, "text"}]
    other = {name: "改了" for name in texts[:1]} or {"year": 2027}
    operations.save(kind, bare | other, who=WHO, at=AT)
    changed = tree.dump(kind, uid)
    assert entered(changed) != entered(full)
    first = steps_of(uid)[-1]
    changes = versions.restore_version(kind, uid, first, who=WHO, at=LATER, reason="改错了")
    assert entered(tree.dump(kind, uid)) == entered(full)
    assert changes.name.startswith("恢复以前的内容")
    assert history.of_record(uid)[0].reason == "改错了"
    operations.undo(who=WHO, at=LATER)
    assert entered(tree.dump(kind, uid)) == entered(changed)
    operations.redo(who=WHO, at=LATER)
    assert entered(tree.dump(kind, uid)) == entered(full)


MEETING = spec("meeting")


def three_versions(world):
    """A meeting whose place and host post were changed one after the other."""
    record = sample(MEETING, world) | {"place": "甲", "preparation": "一"}
    operations.save(MEETING, record, who=WHO, at=AT)
    for values in ({"place": "乙"}, {"preparation": "二", "attendance": []}):
        operations.save(MEETING, tree.dump(MEETING, record["uid"]) | values, who=WHO, at=AT)
    return record["uid"]


def test_one_field_comes_back_and_later_changes_of_others_stay(world):
    uid = three_versions(world)
    middle = steps_of(uid)[1]
    versions.restore_value(MEETING, uid, middle, "place", before=True, who=WHO, at=LATER)
    now = tree.dump(MEETING, uid)
    assert (now["place"], now["preparation"], now["attendance"]) == ("甲", "二", [])
    versions.restore_value(MEETING, uid, middle, "place", before=False, who=WHO, at=LATER)
    assert tree.dump(MEETING, uid)["place"] == "乙"
    operations.undo(who=WHO, at=LATER)
    assert tree.dump(MEETING, uid)["place"] == "甲"


def test_the_rows_of_a_list_come_back_as_they_were(world):
    uid = three_versions(world)
    newest = steps_of(uid)[0]
    before = history.of_record(uid)[0].before["attendance"]
    versions.restore_value(MEETING, uid, newest, "attendance", before=True, who=WHO, at=LATER)
    assert tree.dump(MEETING, uid)["attendance"] == before


def test_what_is_so_already_is_no_step(world):
    uid = three_versions(world)
    last = operations.last_step()
    with pytest.raises(Refused, match="不用恢复"):
        versions.restore_version(MEETING, uid, steps_of(uid)[0], who=WHO, at=LATER)
    assert operations.last_step() == last


def test_a_final_record_refuses_an_older_version(world, monkeypatch):
    uid = three_versions(world)
    monkeypatch.setattr(lifecycle.inspection, "findings", lambda *_: [])
    lifecycle.finalise(MEETING, uid, today="2026-11-24", who=WHO, at=LATER)
    with pytest.raises(Refused, match="退回修改"):
        versions.restore_version(MEETING, uid, steps_of(uid)[-1], who=WHO, at=LATER)
    with pytest.raises(Refused, match="退回修改"):
        versions.restore_value(MEETING, uid, steps_of(uid)[2], "place", before=True, who=WHO, at=AT)


def test_an_older_version_never_brings_the_status_back(world, monkeypatch):
    uid = three_versions(world)
    monkeypatch.setattr(lifecycle.inspection, "findings", lambda *_: [])
    lifecycle.finalise(MEETING, uid, today="2026-11-24", who=WHO, at=LATER)
    final = steps_of(uid)[0]
    lifecycle.reopen(MEETING, uid, reason="核对", who=WHO, at=LATER)
    operations.save(MEETING, tree.dump(MEETING, uid) | {"place": "丙"}, who=WHO, at=LATER)
    versions.restore_version(MEETING, uid, final, who=WHO, at=LATER)
    now = tree.dump(MEETING, uid)
    assert (now["place"], now["status"], now["finished_on"]) == ("乙", "draft", None)
    with pytest.raises(Refused, match="没有改过"):
        versions.restore_value(MEETING, uid, final, "status", before=False, who=WHO, at=LATER)


def test_a_record_in_the_bin_is_restored_first(world):
    uid = three_versions(world)
    operations.delete(MEETING, uid, who=WHO, at=LATER)
    with pytest.raises(Refused, match="回收站"):
        versions.restore_version(MEETING, uid, steps_of(uid)[-1], who=WHO, at=LATER)


def test_what_an_older_program_knew_more_is_left_out(world):
    uid = three_versions(world)
    change = history.Change.select().where(history.Change.record == uid)
    row = change.order_by(history.Change.id.desc()).get()
    before = [line | {"seat": "左"} for line in row.before["attendance"]]
    history.Change.update(before=row.before | {"attendance": before, "weather": "晴"}).where(
        history.Change.id == row.id
    ).execute()
    versions.restore_version(MEETING, uid, steps_of(uid)[1], who=WHO, at=LATER)
    assert "seat" not in tree.dump(MEETING, uid)["attendance"][0]
