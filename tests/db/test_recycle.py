"""The recycle bin: back with all that hangs on a record; emptied only by a person, after a copy."""

import datetime as dt
import sqlite3

import pytest

from db import attachments, backup, drafts, history, operations, queries, recycle, search, tree
from db.connection import current_path, database
from db.errors import Refused
from db.records import RECORDS, spec
from tests.samples import make_world, sample, with_attachment

TALK, GROUP, MEMBER = spec("talk"), spec("group"), spec("member")
LONG_AGO, AT = "2026-08-01T01:00:00Z", "2026-11-24T01:00:00Z"
NOW = dt.datetime(2026, 11, 24, 9, 0)
SECRET = "谈到了家里的难处"


@pytest.fixture
def world(store):
    return make_world(at="2026-07-01T01:00:00Z")


def binned(kind, record, at=LONG_AGO):
    operations.save(kind, record, who="单伟", at="2026-07-02T01:00:00Z")
    operations.delete(kind, record["uid"], who="单伟", at=at)
    return record["uid"]


def talk(world, **values):
    line = attachments.add(SECRET.encode(), "记录.txt", at="2026-07-02T01:00:00Z")
    return with_attachment(sample(TALK, world) | {"content": SECRET} | values, line)


def empty():
    return recycle.empty(NOW, who="单伟", at=AT)


def test_a_record_comes_back_with_what_it_stands_on(world):
    group = tree.blank(GROUP, organisation=world.organisation, name="第二党小组")
    member = tree.blank(
        MEMBER,
        organisation=world.organisation,
        name="王芳",
        joined_on="2004-12",
        groupings=[{"group": group["uid"], "began_on": None, "ended_on": None}],
    )
    operations.save(GROUP, group, who="单伟", at=LONG_AGO)
    binned(MEMBER, member)
    operations.delete(GROUP, group["uid"], who="单伟", at=LONG_AGO)
    assert recycle.also_restored(MEMBER, member["uid"]) == [(GROUP, "第二党小组")]
    changes = recycle.restore(MEMBER, member["uid"], who="单伟", at=AT)
    assert set(changes.records) == {("member", member["uid"]), ("group", group["uid"])}
    assert queries.bin_contents() == []
    operations.undo(who="单伟", at=AT)
    assert {row["uid"] for _kind, row in queries.bin_contents()} == {member["uid"], group["uid"]}


def test_nothing_is_emptied_before_its_ninety_days(world):
    uid = binned(TALK, talk(world), at="2026-08-27T01:00:00Z")  # 89 days before
    assert recycle.emptying(AT).gone == ()
    with pytest.raises(Refused, match="90天"):
        empty()
    assert [row["uid"] for _kind, row in queries.bin_contents()] == [uid]


def test_emptying_leaves_nothing_of_a_record_but_one_line(world):
    uid = binned(TALK, talk(world))
    drafts.keep("talk", tree.dump(TALK, uid), AT)
    (row,) = recycle.emptying(AT).gone
    assert row[:2] == (TALK, uid)
    changes = empty()
    assert changes.name == "清空回收站：1条"
    assert queries.bin_contents() == []
    assert history.of_record(uid) == []
    assert drafts.pending() == []
    assert search.search("难处") == []
    path = current_path()
    database.close()
    content = path.read_bytes()
    assert SECRET.encode() not in content
    database.connect()
    last = history.Step.select().order_by(history.Step.number.desc()).get()
    assert (last.name, last.who, last.at, last.undoable) == ("清空回收站：1条", "单伟", AT, False)


def test_the_copy_made_before_still_holds_what_was_emptied(world):
    uid = binned(TALK, talk(world))
    empty()
    (copy,) = backup.existing(current_path())
    with sqlite3.connect(copy.path) as raw:
        assert raw.execute("SELECT content FROM talk WHERE uid = ?", (uid,)).fetchone() == (SECRET,)
    raw.close()


def test_without_a_backup_nothing_is_emptied(world, monkeypatch):
    uid = binned(TALK, talk(world))

    def no_room(_now, _occasion: object):
        raise Refused("磁盘已满。")

    monkeypatch.setattr(backup, "automatic", no_room)
    with pytest.raises(Refused, match="没有清空"):
        empty()
    assert tree.dump(TALK, uid)["content"] == SECRET


def test_a_file_that_another_record_carries_stays(world):
    shared = talk(world)
    other = talk(world) | {"number": 9}
    binned(TALK, shared)
    operations.save(TALK, other, who="单伟", at=AT)
    empty()
    (line,) = tree.dump(TALK, other["uid"])["attachments"]
    assert attachments.read(line["sha256"]) == SECRET.encode()


def test_what_another_record_refers_to_is_never_emptied(world):
    gone = binned(TALK, talk(world))
    group = tree.blank(GROUP, organisation=world.organisation, name="第二党小组")
    operations.save(GROUP, group, who="单伟", at=LONG_AGO)
    operations.delete(GROUP, group["uid"], who="单伟", at=LONG_AGO)
    member = tree.dump(MEMBER, world.member)
    line = tree.blank_line(MEMBER.line("groupings"), group=group["uid"])
    # As two files that were merged may bring it about.
    operations.take_in(
        [(MEMBER, member, member | {"groupings": [line]})], name="合并", who="单伟", at=AT
    )
    wanted = recycle.emptying(AT)
    assert ([row[1] for row in wanted.gone], wanted.referred) == ([gone], 1)
    with pytest.raises(Refused, match="引用"):
        operations.purge([(GROUP, group["uid"])], who="单伟", at=AT)
    empty()
    assert tree.dump(GROUP, group["uid"])


def test_only_what_lies_in_the_bin_is_purged(world):
    record = talk(world)
    operations.save(TALK, record, who="单伟", at=AT)
    with pytest.raises(Refused, match="不在回收站"):
        operations.purge([(TALK, record["uid"])], who="单伟", at=AT)


def test_undo_goes_on_behind_the_emptying_and_never_into_it(world):
    first = talk(world, content="第一版")
    operations.save(TALK, first, who="单伟", at=LONG_AGO)
    uid = binned(TALK, talk(world, number=2))
    operations.save_many(
        [(TALK, tree.dump(TALK, first["uid"]) | {"content": "第二版"})],
        name="改",
        who="单伟",
        at=AT,
    )
    empty()
    assert operations.redoable() is None
    operations.undo(who="单伟", at=AT)
    assert tree.dump(TALK, first["uid"])["content"] == "第一版"
    operations.undo(who="单伟", at=AT)  # of the first talk's entry, over the steps of the other
    assert tree.dump(TALK, first["uid"])["deleted_at"] == AT
    assert uid not in {row["uid"] for _kind, row in queries.bin_contents()}
    while operations.undoable():
        operations.undo(who="单伟", at=AT)
    while operations.redoable():
        operations.redo(who="单伟", at=AT)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.name)
def test_a_record_of_every_type_can_be_emptied(kind, store):
    world = make_world(at="2026-07-01T01:00:00Z", occasions=True)
    record = sample(kind, world)
    if kind.name == "organisation":
        record |= {"organisation": record["uid"]}
    stored = record | {"deleted_at": LONG_AGO, "entered_at": "2026-07-02T01:00:00Z", "revision": 1}
    operations.take_in([(kind, None, stored)], name="合并", who="单伟", at=LONG_AGO)
    tables = [kind.model, *(line.model for line in kind.all_lines)]
    before = [model.select().count() for model in tables]
    empty()
    assert [row[1] for row in recycle.emptying(AT).gone] == []
    assert not tree.dump_many(kind, [record["uid"]])
    after = [model.select().count() for model in tables]
    assert after[0] == before[0] - 1
    for line, old, new in zip(kind.all_lines, before[1:], after[1:], strict=True):
        assert new == old - len(record[line.name])
