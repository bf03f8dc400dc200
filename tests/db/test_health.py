"""The data check finds each way in which a file can be at fault, and repairs only what is safe."""

import datetime as dt
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from db import attachments, backup, connection, drafts, health, history, operations, tree
from db.connection import database
from db.errors import Refused
from db.health import Grade, Repair
from db.records import RECORDS, spec
from tests.samples import make_world, sample, with_attachment

ENTERED = "2026-11-20T03:00:00Z"
AT, TODAY = "2026-11-25T03:00:00Z", "2026-11-24"
NOW = dt.datetime(2026, 11, 25, 11, 0)
DATA = Path(__file__).parents[1] / "data"
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def small_file(empty_file, tmp_path_factory):
    """A file with one record of every type, each with its lines and an attached file."""
    path = tmp_path_factory.mktemp("health") / "小.zhibu"
    shutil.copyfile(empty_file, path)
    connection.open_file(path)
    world = make_world(occasions=True)
    for kind in RECORDS[1:]:
        record = sample(kind, world)
        line = attachments.add(kind.name.encode(), f"{kind.title}.txt", at=ENTERED)
        operations.save(kind, with_attachment(record, line), who="单伟", at=ENTERED)
    connection.close()
    return path


@pytest.fixture
def file(small_file, tmp_path):
    """A copy of it, open for writing."""
    path = tmp_path / "支部.zhibu"
    shutil.copyfile(small_file, path)
    connection.open_file(path)
    yield path
    connection.close()


def examine():
    return health.examine(at=AT, today=TODAY)


def found():
    return [(problem.code, problem.grade) for problem in examine().problems]


def break_it(path, *statements):
    """Change the file behind the program's back."""
    with sqlite3.connect(path) as raw:
        for statement in statements:
            raw.execute(*statement) if isinstance(statement, tuple) else raw.execute(statement)
    raw.close()


def everything():
    """All that a person entered, and the number of rows of every table."""
    trees = {}
    for kind in RECORDS:
        uids = [row.uid for row in kind.model.select(kind.model.uid)]
        trees |= tree.dump_many(kind, uids)
    return trees


def one(table, column="uid"):
    return database.execute_sql(f"SELECT {column} FROM {table} ORDER BY rowid LIMIT 1").fetchone()[
        0
    ]


def test_the_sample_is_found_clean(demo):
    report = examine()
    assert report.problems == ()
    assert report.passed
    assert report.records > 500
    assert report.rule_findings > 0  # the sample shows what the rules say


def test_a_small_file_is_found_clean(file):
    assert found() == []


def test_a_file_without_records_is_found_clean(store):
    assert found() == []


@pytest.mark.parametrize("version", ["v1", "v2", "v3"])
def test_an_upgraded_file_is_found_clean(version, tmp_path):
    path = tmp_path / "支部.zhibu"
    shutil.copyfile(DATA / f"{version}.zhibu", path)
    connection.open_file(path)
    try:
        assert found() == []
    finally:
        connection.close()


ORPHAN = "UPDATE agenda_item SET record_id = ? WHERE rowid = (SELECT min(rowid) FROM agenda_item)"
MEMBER = "SELECT uid FROM member WHERE deleted_at IS NULL LIMIT 1"
MEETING = "SELECT uid FROM meeting LIMIT 1"
BROKEN = {
    "a line without its record": ((ORPHAN, (NOBODY,)), "orphan-line", "damage"),
    "a record that refers to nothing": (
        (f"UPDATE meeting SET chair_id = ? WHERE uid = ({MEETING})", (NOBODY,)),
        "reference",
        "damage",
    ),
    "an attached file without its record": (
        ("UPDATE attachment SET record = ? WHERE rowid = 1", (NOBODY,)),
        "orphan-attachment",
        "action",
    ),
    "an attached file without content": (
        "DELETE FROM blob WHERE sha256 = (SELECT sha256 FROM attachment LIMIT 1)",
        "attachment-missing",
        "damage",
    ),
    "an attached file that was altered": (
        "UPDATE blob SET data = x'00' WHERE sha256 = (SELECT sha256 FROM attachment LIMIT 1)",
        "attachment-altered",
        "damage",
    ),
    "a revision of nought": ("UPDATE talk SET revision = 0 WHERE rowid = 1", "revision", "action"),
    "an entry of the future": (
        "UPDATE talk SET entered_at = '2030-01-01T00:00:00Z' WHERE rowid = 1",
        "entered-late",
        "action",
    ),
    "deleted before it was entered": (
        "UPDATE talk SET deleted_at = '2001-01-01T00:00:00Z' WHERE rowid = 1",
        "deleted-early",
        "action",
    ),
    "a member in the bin who is still needed": (
        f"UPDATE member SET deleted_at = '2026-11-24T09:00:00Z' WHERE uid = ({MEMBER})",
        "binned",
        "action",
    ),
    "a history of an unknown type": (
        "UPDATE change SET record_type = 'poem' WHERE id = 1",
        "history-type",
        "action",
    ),
    "a history of a record that vanished": (
        ("UPDATE change SET record = ? WHERE id = 1", (NOBODY,)),
        "history-record",
        "damage",
    ),
    "a step without its changes": (
        "DELETE FROM change WHERE step_id = (SELECT max(number) FROM step WHERE undoable)",
        "step-empty",
        "action",
    ),
    "a step that undid what is not there": (
        ("UPDATE step SET undoes = ? WHERE number = 1", (NOBODY,)),
        "step-undoes",
        "action",
    ),
}


@pytest.mark.parametrize("how", BROKEN)
def test_what_the_program_must_not_repair_is_found_and_left(how, file):
    statement, code, grade = BROKEN[how]
    break_it(file, statement)
    report = examine()
    assert code in [problem.code for problem in report.problems]
    assert {p.grade for p in report.problems if p.code == code} == {Grade(grade)}
    assert not report.passed
    assert [p.repair for p in report.problems if p.code == code and p.repair] == []


def test_a_problem_names_the_record_that_it_lies_in(file):
    uid = one("talk")
    break_it(file, ("UPDATE talk SET revision = 0 WHERE uid = ?", (uid,)))
    (problem,) = examine().problems
    assert (problem.record_type, problem.uid) == ("talk", uid)
    assert problem.heading == spec("talk").heading(tree.dump(spec("talk"), uid))


def test_a_reference_from_a_nested_line_is_said_of_its_record(file):
    uid = database.execute_sql(
        "SELECT a.record_id FROM decision d JOIN agenda_item a ON a.uid = d.item_id LIMIT 1"
    ).fetchone()[0]
    of_record = "item_id IN (SELECT uid FROM agenda_item WHERE record_id = ?)"
    break_it(file, (f"UPDATE decision SET owner_id = ? WHERE {of_record}", (NOBODY, uid)))
    assert {(p.code, p.record_type, p.uid) for p in examine().problems} == {
        ("reference", "meeting", uid)
    }


def test_malformed_and_double_uids_are_found(file):
    phrase, group = one("text_block"), one("party_group")
    break_it(
        file,
        "PRAGMA foreign_keys = 0",
        ("UPDATE text_block SET uid = 'x-1' WHERE uid = ?", (phrase,)),
        ("UPDATE talk SET uid = ? WHERE rowid = 1", (group,)),
    )
    codes = {code for code, _grade in found()}
    assert {"uid", "uid-twice"} <= codes


def mend(*repairs):
    """Repair, and assert that nothing that was entered has changed."""
    before = everything()
    health.repair(repairs, now=NOW, who="单伟", at=AT)
    assert everything() == before


def last_step():
    return history.Step.select().order_by(history.Step.number.desc()).get()


def test_a_stale_search_index_is_found_and_rebuilt(file):
    break_it(file, "UPDATE search_entry SET text = '旧' WHERE rowid = 1")
    assert found() == [("search", Grade.TIDY)]
    mend(Repair.SEARCH)
    assert found() == []
    assert (last_step().name, last_step().undoable) == ("数据体检修复：重建检索", False)


def test_a_missing_and_a_left_over_search_entry_are_found_and_rebuilt(file):
    break_it(
        file,
        "DELETE FROM search_entry WHERE rowid = 1",
        ("UPDATE search_entry SET record = ? WHERE rowid = 2", (NOBODY,)),
    )
    assert found() == [("search", Grade.TIDY)]
    mend(Repair.SEARCH)
    assert found() == []


def test_a_damaged_search_index_is_found_and_rebuilt(file):
    break_it(file, "DELETE FROM search_index_data WHERE id > 10")
    assert found()[0] == ("search-damaged", Grade.DAMAGE)
    mend(Repair.SEARCH)
    assert found() == []


def test_files_that_nothing_refers_to_go_and_all_others_stay(file):
    line = attachments.add(b"nobody", "谁的.txt", at="2026-11-01T00:00:00Z")
    fresh = attachments.add(b"open form", "正在填.txt", at="2026-11-25T02:00:00Z")
    drafted = attachments.add(b"draft", "草稿.txt", at="2026-11-01T00:00:00Z")
    talk = tree.blank(spec("talk"), attachments=[drafted])
    drafts.keep("talk", talk, AT)
    kind, uid = spec("talk"), one("talk")
    record = tree.dump(kind, uid)
    taken = attachments.add(b"only in history", "历史.txt", at="2026-11-01T00:00:00Z")
    operations.save(kind, record | {"attachments": [taken]}, who="单伟", at=AT)
    operations.save(kind, tree.dump(kind, uid) | {"attachments": []}, who="单伟", at=AT)
    assert found() == [("unused-files", Grade.TIDY)]
    mend(Repair.FILES)
    assert found() == []
    with pytest.raises(Refused):
        attachments.read(line["sha256"])
    for kept in (fresh, drafted, taken):
        assert attachments.read(kept["sha256"])


def test_a_draft_of_a_record_that_is_gone_goes_and_others_stay(file):
    gone = tree.blank(spec("talk"), revision=2)
    unsaved = tree.blank(spec("talk"))
    known = tree.dump(spec("talk"), one("talk"))
    for draft in (gone, unsaved, known):
        drafts.keep("talk", draft, AT)
    assert found() == [("drafts", Grade.TIDY)]
    mend(Repair.DRAFTS)
    assert {each.tree["uid"] for each in drafts.pending()} == {unsaved["uid"], known["uid"]}
    assert found() == []


def test_a_file_with_much_room_is_made_smaller(file):
    break_it(
        file,
        "CREATE TABLE filler (x)",
        "INSERT INTO filler VALUES (zeroblob(9000000))",
        "DROP TABLE filler",
    )
    before = file.stat().st_size
    assert found() == [("room", Grade.TIDY)]
    mend(Repair.VACUUM)
    assert found() == []
    assert file.stat().st_size < before - 8_000_000


def test_a_repair_makes_a_backup_first_and_refuses_without_one(file, monkeypatch):
    break_it(file, "UPDATE search_entry SET text = '旧' WHERE rowid = 1")

    def no_room(_now, _occasion: object):
        raise Refused("磁盘已满。")

    monkeypatch.setattr(backup, "automatic", no_room)
    with pytest.raises(Refused, match="没有修复"):
        health.repair([Repair.SEARCH], now=NOW, who="单伟", at=AT)
    assert found() == [("search", Grade.TIDY)]
    monkeypatch.undo()
    mend(Repair.SEARCH)
    (copy,) = backup.existing(file)
    with sqlite3.connect(copy.path) as raw:
        row = raw.execute("SELECT text FROM search_entry WHERE rowid = 1").fetchone()
    raw.close()
    assert row == ("旧",)


def test_a_repair_that_is_cut_short_writes_down_what_was_done(file):
    break_it(file, "UPDATE search_entry SET text = '旧' WHERE rowid = 1")
    drafts.keep("talk", tree.blank(spec("talk"), revision=2), AT)

    class Stopped(Exception):
        pass

    def stop(_done, _total, text):
        if text == Repair.DRAFTS.label:
            raise Stopped

    with pytest.raises(Stopped):
        health.repair([Repair.SEARCH, Repair.DRAFTS], now=NOW, who="单伟", at=AT, say=stop)
    assert last_step().name == "数据体检修复：重建检索"
    assert found() == [("drafts", Grade.TIDY)]


def test_the_file_remembers_when_it_was_last_found_in_order(file):
    assert health.last_passed() is None
    health.remember(examine())
    assert health.last_passed() == AT
    break_it(file, "UPDATE talk SET revision = 0 WHERE rowid = 1")
    health.remember(health.examine(at="2026-11-26T03:00:00Z", today=TODAY))
    assert health.last_passed() is None
    assert health.last_check()["passed_at"] == AT


def test_a_check_can_be_stopped_and_has_changed_nothing(file):
    class Stopped(Exception):
        pass

    def stop(_done, _total, text):
        if text == "核对检索":
            raise Stopped

    before = file.read_bytes()
    with pytest.raises(Stopped):
        health.examine(at=AT, today=TODAY, say=stop)
    assert file.read_bytes() == before
    assert json.dumps(found()) == "[]"
