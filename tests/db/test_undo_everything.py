"""Everything that the program offers to do with records is taken back and done again exactly.

What Ctrl+Z does not take back is named here too, each with the wish that does. A function of
``db`` that changes records and is in neither list fails the test.
"""

import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

import db
from db import (
    assessment,
    attachments,
    connection,
    contacts,
    dues,
    exchange,
    frozen_numbers,
    history,
    lifecycle,
    listing,
    numbers,
    operations,
    overview,
    package,
    recycle,
    schemes,
    tree,
    versions,
)
from db.ledgers import importer as ledgers
from db.ledgers import plain
from db.ledgers import reader as ledger_reader
from db.operations import Changes
from db.records import RECORDS, spec
from db.records.held import Status
from db.rosters import importer as rosters
from db.rosters import reader as roster_reader
from tests.db.ledgers.books import book
from tests.samples import with_attachment

WHO, AT, LATER = "单伟", "2026-11-24T01:00:00Z", "2026-11-25T01:00:00Z"
DESK = {"who": WHO, "at": AT}
TODAY = "2026-11-24"
NOW = {"today": TODAY, **DESK}
ROSTER = Path(__file__).parents[1] / "data" / "rosters" / "党员花名册.xlsx"
MEETING, TALK, ITEM, GROUP = spec("meeting"), spec("talk"), spec("listed_item"), spec("group")
POINT, ASSESSMENT = spec("contact_point"), spec("assessment")


def living():
    """Every record that counts, by uid, without the number of its saves."""
    found = {}
    for kind in RECORDS:
        uids = [row.uid for row in kind.model.select().where(kind.model.deleted_at.is_null())]
        found |= tree.dump_many(kind, uids)
    return {uid: {k: v for k, v in each.items() if k != "revision"} for uid, each in found.items()}


def item(branch, **values):
    record = listing.new_item(branch.uid, "task", 2026, title="一件事", began_on="2026-03-01")
    listing.save(record | values, **DESK)
    return record["uid"]


def new_group(branch, name="第二党小组"):
    record = tree.blank(GROUP, organisation=branch.uid, name=name)
    operations.save(GROUP, record, **DESK)
    return record["uid"]


# Each prepares, then returns the one step that is to be taken back.


def save_new(branch):
    line = attachments.add(b"proof", "照片.pdf", at=AT)
    record = with_attachment(tree.blank(GROUP, organisation=branch.uid, name="新组"), line)
    return lambda: operations.save(GROUP, record, **DESK)


def save_changed(branch):
    record = branch.meeting()
    return lambda: operations.save(MEETING, record | {"place": "四楼", "attendance": []}, **DESK)


def save_many(branch):
    names = ("甲组", "乙组")
    trees = [(GROUP, tree.blank(GROUP, organisation=branch.uid, name=name)) for name in names]
    return lambda: operations.save_many(trees, name="建两个组", **DESK)


def delete(branch):
    uid = new_group(branch)
    return lambda: operations.delete(GROUP, uid, **DESK)


def restore(branch):
    uid = new_group(branch)
    operations.delete(GROUP, uid, **DESK)
    return lambda: operations.restore(GROUP, uid, **DESK)


def restore_many(branch):
    uids = [new_group(branch, name) for name in ("甲组", "乙组")]
    for uid in uids:
        operations.delete(GROUP, uid, **DESK)
    return lambda: operations.restore_many([(GROUP, uid) for uid in uids], **DESK)


def from_the_bin(branch):
    uid = new_group(branch)
    operations.delete(GROUP, uid, **DESK)
    return lambda: recycle.restore(GROUP, uid, **DESK)


def _changed_twice(branch):
    record = branch.meeting()
    operations.save(MEETING, record | {"place": "四楼", "attendance": []}, **DESK)
    return record["uid"], [entry.step for entry in history.of_record(record["uid"])]


def older_version(branch):
    uid, steps = _changed_twice(branch)
    return lambda: versions.restore_version(MEETING, uid, steps[-1], **DESK)


def older_value(branch):
    uid, steps = _changed_twice(branch)
    return lambda: versions.restore_value(MEETING, uid, steps[0], "attendance", before=True, **DESK)


def list_save(branch):
    record = listing.new_item(branch.uid, "task", 2026, title="新的事")
    return lambda: listing.save(record, **DESK)


def list_start(branch):
    uid = item(branch)
    return lambda: listing.start(uid, day="2026-04-01", **NOW)


def list_complete(branch):
    uid = item(branch)
    return lambda: listing.complete(uid, day="2026-04-01", **NOW)


def list_close(branch):
    uid = item(branch, attachments=[attachments.add(b"proof", "佐证.pdf", at=AT)])
    listing.complete(uid, day="2026-04-01", **NOW)
    return lambda: listing.close(uid, day="2026-05-01", by="王芳", **NOW)


def list_reopen(branch):
    uid = item(branch)
    listing.complete(uid, day="2026-04-01", **NOW)
    return lambda: listing.reopen(uid, reason="没有办完", **NOW)


def list_progress(branch):
    uid = item(branch)
    return lambda: listing.add_progress(uid, "办了一半", "2026-05-01", **NOW)


def _decided(branch, **values):
    agenda = [{"title": "议题", "decisions": [{"text": "去办", "owner_name": "王芳"}], **values}]
    return branch.meeting(agenda=agenda)


def on_the_list(branch):
    record = _decided(branch)
    chosen = listing.candidates(MEETING, record)
    return lambda: listing.put_on_list(MEETING, record, chosen, **DESK)


def progress_of_meeting(branch):
    record = _decided(branch, listed_item=item(branch), resolution="继续办")
    operations.set_values(
        MEETING, record["uid"], {"status": "final"}, name="定稿", undoable=False, **DESK
    )
    final = tree.dump(MEETING, record["uid"])
    return lambda: listing.take_progress(final, **DESK)


def assessment_begun(branch):
    return lambda: assessment.begin(branch.uid, 2026, **DESK)


def scheme_saved(branch):
    return lambda: schemes.save(branch.uid, schemes.built_in(), **DESK)


def another_scheme(branch):
    assessment.begin(branch.uid, 2026, **DESK)
    uid = assessment.of_year(branch.uid, 2026)["uid"]
    schemes.save(branch.uid, schemes.built_in(), **DESK)
    newest = max(schemes.kept(branch.uid), key=lambda row: row["version"])
    return lambda: assessment.use_scheme(uid, newest["uid"], **DESK)


def points_copied(branch):
    point = tree.blank(
        POINT, organisation=branch.uid, branch=branch.uid, year=2025, leader_name="陈晗"
    )
    operations.save(POINT, point, **DESK)
    return lambda: contacts.copy_points(branch.uid, 2026, **DESK)


def grades_handed_down(branch):
    kind = spec("organisation")
    general = tree.blank(kind, name="某局党总支", short_name="总支", kind="general_branch")
    own = tree.dump(kind, branch.uid) | {"parent": general["uid"]}
    operations.save_many([(kind, general), (kind, own)], name="总支", **DESK)
    assessment.begin(branch.uid, 2026, **DESK)
    decision = overview.new_decision(overview.of_general(general["uid"], 2026, TODAY))
    decision["grades"][0] |= {"grade": "合格", "reason": "记录齐全"}
    operations.save(overview.DECISION, decision, **DESK)
    seen = overview.of_general(general["uid"], 2026, TODAY)
    return lambda: overview.hand_down(seen, **DESK)


def roster_taken(branch):
    plan = rosters.plan(roster_reader.read(ROSTER), branch.uid, today=TODAY)
    return lambda: rosters.apply(plan, WHO, AT)


def ledger_taken(branch, tmp_path):
    parts = [
        ledgers.Part(part, part.kind, part.year or 2026, part.mapping)
        for part in ledger_reader.read(book(tmp_path / "问题清单.xlsx"))
    ]
    plan = ledgers.plan(parts, branch.uid, today=TODAY)
    return lambda: ledgers.apply(plan, WHO, AT)


def json_taken(branch, tmp_path):
    branch.meeting()
    other = _elsewhere(tmp_path)
    exchange.write(other.with_suffix(".json"), at=AT)
    _at(other)
    incoming = exchange.read(other.with_suffix(".json"))
    return lambda: exchange.carry_out(exchange.plan(incoming), **DESK)


def package_merged(branch, tmp_path):
    branch.meeting()
    other = _elsewhere(tmp_path)
    sent = tmp_path / "上报.zhibu"
    package.write(sent, branch.uid, 2026, **DESK)
    _at(other)
    found = package.difference(package.read(sent, ""))
    return lambda: package.merge(found, package.keep_ours(found), who=WHO, at=LATER)


def _elsewhere(tmp_path):
    """The place of another, empty file."""
    return tmp_path / "另一个.zhibu"


def _at(path):
    connection.close()
    connection.create(path)


def _owing(branch):
    record = tree.blank(
        spec("dues_base"),
        organisation=branch.uid,
        member=branch.members["单伟"],
        began_on="2025-01-01",
        amount=600_000,
    )
    operations.save(spec("dues_base"), record, who=WHO, at=AT)
    return dues.ledger(branch.uid, 2026, TODAY)


def dues_collected(branch):
    given = _owing(branch)
    return lambda: dues.collect_all(given, 1, TODAY, "王芳", who=WHO, at=AT)


def dues_paid(branch):
    given = _owing(branch)
    member = branch.members["单伟"]
    return lambda: dues.pay(given, member, [(1, 9_000)], TODAY, who=WHO, at=AT)


def dues_taken_back(branch):
    member = branch.members["单伟"]
    dues.pay(_owing(branch), member, [(1, 9_000)], TODAY, who=WHO, at=AT)
    given = dues.ledger(branch.uid, 2026, TODAY)
    return lambda: dues.take_back(given, member, 1, who=WHO, at=AT)


def _counted(branch):
    kind = spec("study_material")
    record = tree.blank(kind, organisation=branch.uid, shared_on="2026-03-02", title="资料")
    operations.save(kind, record, who=WHO, at=AT)
    return lambda: frozen_numbers.freeze(
        branch.uid, numbers.year_of(2026), title="年度总结", today=TODAY, who=WHO, at=AT
    )


def numbers_frozen(branch):
    return _counted(branch)


def numbers_withdrawn(branch):
    uid = _counted(branch)().records[0][1]
    return lambda: frozen_numbers.withdraw(uid, today=TODAY, who=WHO, at=AT)


def plain_ledger_taken(branch, tmp_path):
    kind = spec("study_material")
    record = tree.blank(kind, organisation=branch.uid, shared_on="2026-03-02", title="微党课资料")
    operations.save(kind, record, who=WHO, at=AT)
    path = plain.write(tmp_path / "资料.xlsx", kind, branch.uid, 2026, today=TODAY)
    operations.undo(who=WHO, at=AT)
    parts = [plain.Part(each, each.mapping) for each in plain.read(path, kind)]
    taken = plain.plan(kind, parts, branch.uid, today=TODAY)
    return lambda: plain.apply(taken, WHO, AT)


UNDOABLE = {
    operations.save: (save_new, save_changed),
    operations.save_many: (save_many,),
    operations.delete: (delete,),
    operations.restore: (restore,),
    operations.restore_many: (restore_many,),
    recycle.restore: (from_the_bin,),
    versions.restore_version: (older_version,),
    versions.restore_value: (older_value,),
    listing.save: (list_save,),
    listing.start: (list_start,),
    listing.complete: (list_complete,),
    listing.close: (list_close,),
    listing.reopen: (list_reopen,),
    listing.add_progress: (list_progress,),
    listing.put_on_list: (on_the_list,),
    listing.take_progress: (progress_of_meeting,),
    assessment.begin: (assessment_begun,),
    assessment.use_scheme: (another_scheme,),
    schemes.save: (scheme_saved,),
    contacts.copy_points: (points_copied,),
    overview.hand_down: (grades_handed_down,),
    rosters.apply: (roster_taken,),
    ledgers.apply: (ledger_taken,),
    plain.apply: (plain_ledger_taken,),
    frozen_numbers.freeze: (numbers_frozen,),
    frozen_numbers.withdraw: (numbers_withdrawn,),
    dues.collect_all: (dues_collected,),
    dues.pay: (dues_paid,),
    dues.take_back: (dues_taken_back,),
    exchange.carry_out: (json_taken,),
    package.merge: (package_merged,),
}
WAYS = {way.__name__: way for ways in UNDOABLE.values() for way in ways}

TAKEN_BACK_OTHERWISE = {
    lifecycle.finalise: "退回修改",
    lifecycle.advance: "退回修改",
    lifecycle.reopen: "再定稿",
    assessment.freeze: "退回修改",
    assessment.reopen: "再定稿",
    operations.purge: "清空前的备份",
    recycle.empty: "清空前的备份",
    operations.undo: "重做",
    operations.redo: "撤销",
    # Of use to the others, each of which is tried by itself.
    operations.set_values: "定稿、销号",
    operations.take_in: "导入上报包",
}


@pytest.mark.parametrize("name", WAYS)
def test_a_change_is_taken_back_and_done_again_exactly(name, branch, tmp_path):
    way = WAYS[name]
    wants_folder = "tmp_path" in inspect.signature(way).parameters
    act = way(branch, tmp_path) if wants_folder else way(branch)
    before, last = living(), operations.last_step()
    act()
    assert operations.last_step() == last + 1, "one wish is one step"
    after = living()
    assert after != before
    step = operations.undoable()
    assert step.number == last + 1
    assert step.name.strip()
    undone = operations.undo(who=WHO, at=LATER)
    assert undone.name == f"撤销：{step.name}"
    assert living() == before
    again = operations.redo(who=WHO, at=LATER)
    assert again.name == f"重做：{step.name}"
    assert living() == after
    operations.undo(who=WHO, at=LATER)
    assert living() == before


def test_every_function_that_changes_records_is_tried_or_named():
    found = set()
    for module in pkgutil.walk_packages(db.__path__, "db."):
        if ".demo" in module.name:
            continue
        loaded = importlib.import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            own = function.__module__ == module.name and not name.startswith("_")
            if own and function.__annotations__.get("return") in (Changes, Changes | None):
                found.add(function)
    assert found == UNDOABLE.keys() | TAKEN_BACK_OTHERWISE.keys()


def _unlocked(_kind, _record, _today):
    return []


def test_finishing_printing_and_reopening_want_a_wish_of_their_own(branch, monkeypatch):
    monkeypatch.setattr(lifecycle.inspection, "findings", _unlocked)
    uid = branch.meeting()["uid"]
    before = operations.undoable().number
    lifecycle.finalise(MEETING, uid, **NOW)
    assert operations.undoable().number == before
    lifecycle.advance(MEETING, uid, Status.PRINTED, day=TODAY, **DESK)
    assert operations.undoable().number == before
    with pytest.raises(operations.Refused, match="定稿"):
        operations.undo(who=WHO, at=LATER)
    lifecycle.reopen(MEETING, uid, reason="改错字", **DESK)
    assert operations.undoable().number == before


def test_marks_of_the_file_are_no_change_of_records_and_not_taken_back(branch, tmp_path):
    before = operations.undoable().number
    target = tmp_path / "移交.zhibu"
    package.seal(target, to="王芳", on=TODAY, **DESK)
    assert operations.undoable().number == before
    operations.remember({"checked": {"at": AT}})
    assert operations.undoable().number == before


def test_a_long_row_of_changes_goes_back_and_forth_step_by_step(branch):
    states = [living()]
    uid = branch.meeting()["uid"]
    states.append(living())
    for place in "甲乙丙":
        record = tree.dump(MEETING, uid) | {"place": place}
        operations.save(MEETING, record, **DESK)
        states.append(living())
    operations.delete(MEETING, uid, **DESK)
    states.append(living())
    for state in states[-2::-1]:
        operations.undo(who=WHO, at=LATER)
        assert living() == state
    for state in states[1:]:
        operations.redo(who=WHO, at=LATER)
        assert living() == state
