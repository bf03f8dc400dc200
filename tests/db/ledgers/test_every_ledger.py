"""Every ledger of the 台账 tab goes through what its declaration promises.

A ledger that is added to the registry is tested here without a word about it.
"""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from db import exchange, figures, history, operations, queries, search, shown, tree
from db.errors import Refused
from db.fields import TextField
from db.ledgers import plain
from db.ledgers.planned import CHANGED, LEFT_OUT, NEW, SAME
from db.records import RECORDS, spec
from db.records.label_override import LABEL_OVERRIDE, relabelled, reworded
from db.spec import ROOT_KEYS, RecordSpec
from db.systems import LEDGERS, SYSTEMS, Part
from tests.samples import AT, LATER, WHO, World, make_world, sample

ROOT = Path(__file__).parents[3]
every_ledger = pytest.mark.parametrize("kind", LEDGERS, ids=lambda kind: kind.name)


@pytest.fixture
def world(store) -> World:
    return make_world()


def keep(ledger: RecordSpec, world: World, **values) -> dict:
    record = sample(ledger, world) | values
    operations.save(ledger, record, who=WHO, at=AT)
    return tree.dump(ledger, record["uid"])


def entered(record: dict) -> dict:
    return {key: value for key, value in record.items() if key not in ROOT_KEYS}


def planned(kind: RecordSpec, path: Path, world: World) -> plain.Plan:
    parts = [plain.Part(each, each.mapping) for each in plain.read(path, kind)]
    return plain.plan(kind, parts, world.organisation, today="2026-11-24")


def table(kind: RecordSpec, path: Path, world: World) -> Path:
    return plain.write(path, kind, world.organisation, 2026, today="2026-11-24")


def test_every_ledger_stands_at_a_place_of_the_model_and_every_place_is_known():
    keys = [system.key for system in SYSTEMS]
    declared = [kind for kind in RECORDS if kind.ledger is not None]
    assert {kind.ledger.system for kind in declared} <= set(keys)
    assert set(LEDGERS) == set(declared)
    assert len(keys) == len(set(keys))
    assert list(dict.fromkeys(system.part for system in SYSTEMS)) == list(Part)
    for system in SYSTEMS:
        assert all(spec(name).ledger is None for name in system.elsewhere)


@every_ledger
def test_a_ledger_says_what_belongs_to_it_and_by_what_it_is_known(kind: RecordSpec):
    ledger = kind.ledger
    assert ledger.purpose.endswith("。")
    assert 12 <= len(ledger.purpose) <= 60
    assert sum(column.stretch for column in kind.columns) == 1  # one takes the room that is left
    named = {name for section in kind.sections for name in section.fields}
    assert named <= {*kind.fields, *(line.name for line in kind.lines)}
    assert {*ledger.key, *ledger.paper_columns} <= set(kind.fields)
    assert not ledger.counted_by or ledger.counted_by in kind.fields
    assert bool(ledger.hours) == bool(ledger.attendees)
    if ledger.attendees:
        assert shown.is_people(kind.line(ledger.attendees))


@every_ledger
def test_a_ledger_is_one_module_one_line_of_the_registry_and_one_block_of_an_upgrade(kind):
    """Whoever adds one touches no window, no paper, no import and no export."""
    module = next(
        path
        for path in (ROOT / "db/records/ledgers").glob("*.py")
        if re.search(rf"^{kind.name.upper()} = RecordSpec\(", path.read_text("utf-8"), re.M)
    )
    sources = [path for top in ("db", "desktop") for path in (ROOT / top).rglob("*.py")]
    imported = [
        path.relative_to(ROOT).as_posix()
        for path in sources
        if f"db.records.ledgers.{module.stem} import" in path.read_text("utf-8")
        and path.parent != module.parent
        and "demo" not in path.parts
    ]
    assert imported == []
    registry = (ROOT / "db/records/ledgers/__init__.py").read_text("utf-8")
    assert f"    {kind.name.upper()},\n" in registry
    created = f'CREATE TABLE "{kind.model._meta.table_name}"'
    migrations = (ROOT / "db/migrations").glob("m*/*.py")
    assert sum(created in path.read_text("utf-8") for path in migrations) == 1


@every_ledger
def test_a_record_is_kept_changed_found_binned_and_carried_in_json(kind: RecordSpec, world: World):
    wanted = sample(kind, world)
    blank = tree.blank(kind, organisation=world.organisation)
    must = {n: wanted[n] for n, f in kind.fields.items() if f.required and not f.null}
    assert tree.normalise(kind, blank | must) == blank | must
    stored = keep(kind, world, **wanted)
    assert entered(stored) == entered(wanted)
    text = next(n for n, f in kind.fields.items() if isinstance(f, TextField))
    operations.save(kind, stored | {text: "改过了鬯"}, who=WHO, at=LATER)
    assert history.of_record(stored["uid"])[0].after[text] == "改过了鬯"
    assert [hit.uid for hit in search.search("鬯")] == [stored["uid"]]
    operations.undo(who=WHO, at=LATER)
    assert entered(tree.dump(kind, stored["uid"])) == entered(stored)
    operations.delete(kind, stored["uid"], who=WHO, at=LATER)
    assert stored["uid"] not in {hit.uid for hit in search.search("龑")}
    operations.restore(kind, stored["uid"], who=WHO, at=LATER)
    package = exchange.package(exchange.export(at=AT), "a.json")
    again = exchange.plan(package)
    assert [again.added, again.changed, again.kept] == [[], [], []]
    here = tree.dump(kind, stored["uid"])
    tree.write(kind, here | {line.name: [] for line in kind.all_lines})
    kind.model.delete().where(kind.model.uid == stored["uid"]).execute()
    exchange.carry_out(exchange.plan(package), who=WHO, at=LATER)
    assert entered(tree.dump(kind, stored["uid"])) == entered(stored)


def no_blank_cell(kind: RecordSpec, path: Path) -> bool:
    page = load_workbook(path).active
    width = 1 + len(plain.columns(kind))
    rows = page.iter_rows(min_row=3, max_row=4, max_col=width, values_only=True)
    return all(cell for row in rows for cell in row)


@every_ledger
def test_a_ledger_goes_through_a_workbook_and_comes_back(kind, world, tmp_path):
    """Written without a blank cell, known again, brought in anew when it was lost, undone."""
    path = tmp_path / "台账.xlsx"
    assert no_blank_cell(kind, table(kind, path, world))
    before = keep(kind, world)
    assert no_blank_cell(kind, table(kind, path, world))
    again = planned(kind, path, world)
    assert [row.action for row in again.rows] == [SAME]
    with pytest.raises(Refused, match="没有要导入的"):
        plain.apply(again, WHO, LATER)
    operations.delete(kind, before["uid"], who=WHO, at=LATER)
    plan = planned(kind, path, world)
    assert [row.action for row in plan.rows] == [NEW], [row.notes for row in plan.rows]
    plain.apply(plan, WHO, LATER)
    (row,) = queries.records(kind, organisation=world.organisation)
    after = tree.dump(kind, row.uid)
    for name in plain.columns(kind):
        assert shown.cell(kind, after, name) == shown.cell(kind, before, name), name
    assert (after["entered_at"], after["uid"] != before["uid"]) == (LATER, True)
    operations.undo(who=WHO, at=LATER)
    assert queries.number_of(kind, organisation=world.organisation) == 0


@every_ledger
def test_any_word_of_a_ledger_may_be_that_of_the_place(kind: RecordSpec):
    words = {name: f"本地{label}" for name, label in plain.columns(kind).items()}
    own = reworded(kind, words | {"": "本地台账"})
    assert own.title == "本地台账"
    assert plain.columns(own) == words


def test_the_words_of_the_place_are_those_of_its_workbook(world, tmp_path):
    kind = spec("hall_lecture")
    for name, word in (("", "税务大讲堂"), ("audience", "听讲"), ("attendees", "听讲党员")):
        override = tree.blank(
            LABEL_OVERRIDE,
            organisation=world.organisation,
            record_type=kind.name,
            field=name,
            wording=word,
        )
        operations.save(LABEL_OVERRIDE, override, who=WHO, at=AT)
    own = relabelled(kind, world.organisation)
    keep(kind, world)
    path = table(own, tmp_path / "台账.xlsx", world)
    page = load_workbook(path).active
    assert page["A1"].value == "2026年税务大讲堂台账"
    assert {"听讲", "听讲党员"} <= {cell.value for cell in page[3]}
    assert [row.action for row in planned(own, path, world).rows] == [SAME]


def test_what_a_workbook_says_otherwise_is_shown_before_it_is_written(world, tmp_path):
    kind = spec("hall_lecture")
    stored = keep(kind, world, held_on="2026-03-27", audience="20人次")
    path = table(kind, tmp_path / "台账.xlsx", world)
    book = load_workbook(path)
    page = book.active
    heads = [cell.value for cell in page[3]]
    page.cell(4, heads.index("听众") + 1).value = "1800余人次"
    page.cell(4, heads.index("学时") + 1).value = "两个"
    page.append([2, "2026年3月27日", "—", stored["title"], stored["speaker_name"]])
    book.save(path)
    first, second = planned(kind, path, world).rows
    assert (first.action, second.action) == (CHANGED, LEFT_OUT)
    assert [(c.label, c.before, c.after) for c in first.changes] == [
        ("听众", "20人次", "1800余人次")
    ]
    assert "学时：“两个”不是学时数，没有录入" in first.notes
    assert "同一条" in second.notes[0]


def test_sums_keep_more_than_and_money_and_count_namesakes_apart(world):
    kind = spec("field_study")
    rows = [
        keep(kind, world, taking_part="100余人次", cost=48_950_000, hours=150),
        keep(kind, world, taking_part="12人次", cost=None, hours=None),
    ]
    assert shown.sums(kind, rows) == [
        ("经费", "48.95万元"),
        ("参加人数", "112余人次"),
        ("学时", "1.5"),
    ]
    hall = spec("hall_lecture")
    talks = [
        {"speaker": "a", "speaker_name": "李伟"},
        {"speaker": "b", "speaker_name": "李伟"},
        {"speaker": "b", "speaker_name": "李伟"},
        {"speaker": None, "speaker_name": "外请专家"},
    ]
    assert shown.tally(hall, talks) == [("李伟", 2), ("李伟", 1), ("外请专家", 1)]


def test_hours_of_a_ledger_count_for_the_members_who_are_named(branch):
    kind = spec("hall_lecture")
    record = tree.blank(
        kind,
        organisation=branch.uid,
        held_on="2026-03-27",
        title="宪法宣讲",
        speaker_name="外请专家",
        hours=150,
        attendees=[
            {"member": branch.members["王芳"], "name": "王芳"},
            {"member": None, "name": "来听课的群众"},
        ],
    )
    operations.save(kind, record, who=WHO, at=AT)
    studied = {one.name: one for one in figures.of_year(branch.uid, 2026, "2026-11-24").hours}
    assert (studied["王芳"].total, studied["王芳"].uids) == (150, (record["uid"],))
    assert studied["单伟"].total == 0
    before = {one.total for one in figures.of_year(branch.uid, 2026, "2026-03-01").hours}
    assert before == {0}


def test_a_notice_of_honours_says_how_many_working_days_it_stood():
    kind = spec("honour")
    record = tree.blank(kind, deeds="…", notice_from="2025-09-29", notice_to="2025-10-09")
    said = kind.ledger.advice(record)  # the holidays of October lie between
    assert said == ["公示只有3个工作日，一般为5个，应到2025年10月11日。"]
    assert kind.ledger.advice(record | {"notice_to": "2025-10-11"}) == []
