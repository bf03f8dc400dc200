"""Every record type in the registry goes through everything the records can do.

A new type needs no test of its own for this: it is in `RECORDS`. Form and table of every type
are taken through the same in `tests/desktop`, papers in `tests/documents`.
"""

from contextlib import nullcontext

import peewee as pw
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from db import exchange, history, operations, queries, search, tree
from db.connection import database
from db.errors import Changed, Invalid, Refused
from db.fields import ReferenceField
from db.records import RECORDS, spec
from db.spec import ROOT_KEYS, RecordSpec, Tree
from tests.samples import AT, LATER, WHO, World, make_world, sample, trees

every_type = pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.name)
# Ledgers are alike: two of them stand for all here, `test_every_ledger` takes each through once.
STORED = [
    kind
    for kind in RECORDS
    if (kind.ledger is None or kind.name in ("hall_lecture", "honour"))
    and kind.name != "frozen_numbers"  # never changed once it is saved: `test_numbers_page`
]
every_stored_type = pytest.mark.parametrize("kind", STORED, ids=lambda kind: kind.name)
# Each example costs some writes, and there are as many types as are tried at once.
sampled = settings(
    max_examples=settings.default.max_examples // 2,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.filter_too_much,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


@pytest.fixture
def world(store) -> World:
    return make_world(occasions=True)


def saved(kind: RecordSpec, record: Tree) -> Tree:
    operations.save(kind, record, who=WHO, at=AT)
    return tree.dump(kind, record["uid"])


def entered(record: Tree) -> Tree:
    return {key: value for key, value in record.items() if key not in ROOT_KEYS}


@every_type
def test_a_type_declares_labels_for_all_that_a_person_sees(kind: RecordSpec) -> None:
    assert kind.name.isidentifier()
    assert spec(kind.name) is kind
    shown = [name for section in kind.sections for name in section.fields]
    shown += [column.field for column in kind.columns]
    assert all(kind.label(name) for name in shown)
    assert len(shown) - len(kind.columns) == len({n for s in kind.sections for n in s.fields})
    for line in kind.all_lines:
        labelled = [f for name, f in line.fields.items() if name != "sha256"]
        assert all(each.verbose_name for each in labelled), line.name


@every_type
def test_a_type_comes_after_those_that_it_refers_to(kind: RecordSpec) -> None:
    earlier = {each.model for each in RECORDS[: RECORDS.index(kind)]}
    own = [each for each in kind.fields.values() if isinstance(each, ReferenceField)]
    assert {each.rel_model for each in own} <= earlier | {kind.model}


@every_type
def test_every_table_column_is_a_declared_field(kind: RecordSpec, store) -> None:
    models = [kind.model, *(line.model for line in kind.all_lines)]
    for model in models:
        columns = {column.name for column in database.get_columns(model._meta.table_name)}
        assert columns == {each.column_name for each in model._meta.sorted_fields}
        strict = "SELECT strict FROM pragma_table_list WHERE name = ?"
        assert database.execute_sql(strict, (model._meta.table_name,)).fetchone() == (1,)


@every_stored_type
def test_a_blank_record_normalises_to_itself(kind: RecordSpec, world: World) -> None:
    blank = tree.blank(kind, organisation=world.organisation)
    must = [n for n, each in kind.fields.items() if each.required and not each.null]
    blank |= {n: value for n, value in sample(kind, world).items() if n in must}
    assert tree.normalise(kind, blank) == blank


@every_stored_type
@sampled
@given(data=st.data())
def test_what_is_saved_is_read_back_the_same(kind: RecordSpec, world: World, data) -> None:
    record = data.draw(trees(kind, world))
    stored = saved(kind, record)
    assert entered(stored) == entered(record)
    assert (stored["revision"], stored["entered_at"], stored["deleted_at"]) == (1, AT, None)


@every_stored_type
@sampled
@given(data=st.data())
def test_a_change_is_in_the_history_and_undo_takes_it_back(
    kind: RecordSpec, world: World, data
) -> None:
    first = saved(kind, data.draw(trees(kind, world)))
    wanted = data.draw(trees(kind, world)) | {key: first[key] for key in ROOT_KEYS}
    wanted = tree.normalise(kind, kind.complete(wanted))
    assume(entered(wanted) != entered(first))
    locked = kind.open_keys(first) is not None
    with pytest.raises(Refused) if locked else nullcontext():
        operations.save(kind, wanted, who=WHO, at=LATER)
    if locked:
        assert tree.dump(kind, first["uid"]) == first
        return
    second = tree.dump(kind, first["uid"])
    newest = history.of_record(first["uid"])[0]
    assert (newest.at, newest.who) == (LATER, WHO)
    assert entered(second) == entered(first) | {
        key: value for key, value in newest.after.items() if key not in ROOT_KEYS
    }
    if kind.open_keys(second) is None:
        operations.undo(who=WHO, at=LATER)
        assert entered(tree.dump(kind, first["uid"])) == entered(first)
        operations.redo(who=WHO, at=LATER)
        assert entered(tree.dump(kind, first["uid"])) == entered(second)


@every_stored_type
def test_a_new_record_can_be_undone_and_done_again(kind: RecordSpec, world: World) -> None:
    stored = saved(kind, sample(kind, world))
    operations.undo(who=WHO, at=LATER)
    assert stored["uid"] not in {row.uid for row in queries.records(kind)}
    operations.redo(who=WHO, at=LATER)
    assert stored["uid"] in {row.uid for row in queries.records(kind)}


@every_stored_type
def test_the_bin_gives_back_what_was_put_into_it(kind: RecordSpec, world: World) -> None:
    stored = saved(kind, sample(kind, world))
    operations.delete(kind, stored["uid"], who=WHO, at=LATER)
    assert stored["uid"] in {record["uid"] for _kind, record in queries.bin_contents()}
    assert not [hit for hit in search.search("龑") if hit.uid == stored["uid"]]
    operations.restore(kind, stored["uid"], who=WHO, at=LATER)
    assert entered(tree.dump(kind, stored["uid"])) == entered(stored)
    assert [hit for hit in search.search("龑") if hit.uid == stored["uid"]]


@every_stored_type
def test_a_record_is_found_by_its_text_but_not_by_what_is_private(
    kind: RecordSpec, world: World
) -> None:
    record = sample(kind, world)
    private = {name for name, each in kind.fields.items() if getattr(each, "private", False)}
    record |= dict.fromkeys(private, "鬯鬯")
    stored = saved(kind, record)
    assert stored["uid"] in {hit.uid for hit in search.search("龑")}
    assert not search.search("鬯鬯")


@every_stored_type
def test_a_record_read_before_another_change_is_not_saved_over_it(
    kind: RecordSpec, world: World
) -> None:
    stored = saved(kind, sample(kind, world))
    text = next(n for n, each in kind.fields.items() if isinstance(each, pw.TextField))
    operations.save(kind, stored | {text: "改过"}, who=WHO, at=LATER)
    with pytest.raises(Changed):
        operations.save(kind, stored, who=WHO, at=LATER)


@every_stored_type
def test_an_unknown_key_and_a_wrong_value_are_refused(kind: RecordSpec, world: World) -> None:
    record = sample(kind, world)
    with pytest.raises(Invalid):
        operations.save(kind, record | {"nonsense": 1}, who=WHO, at=AT)
    for name, each in kind.fields.items():
        if isinstance(each, pw.TextField | pw.IntegerField):
            with pytest.raises(Invalid):
                operations.save(kind, record | {name: 1.5}, who=WHO, at=AT)


@every_stored_type
@sampled
@given(data=st.data())
def test_a_record_comes_back_from_json_as_it_was(kind: RecordSpec, world: World, data) -> None:
    stored = saved(kind, data.draw(trees(kind, world)))
    package = exchange.package(exchange.export(at=AT), "a.json")
    again = exchange.plan(package)
    assert [again.added, again.changed, again.kept] == [[], [], []]
    remove(kind, stored["uid"])
    exchange.carry_out(exchange.plan(package), who=WHO, at=LATER)
    back = tree.dump(kind, stored["uid"])
    assert entered(back) == entered(stored)
    assert (back["revision"], back["entered_at"]) == (1, LATER)


def remove(kind: RecordSpec, uid: str) -> None:
    """Take a record out of the tables for good, which the program itself never does."""
    record = tree.dump(kind, uid)
    empty = record | {line.name: [] for line in kind.all_lines}
    tree.write(kind, empty)
    kind.model.delete().where(kind.model.uid == uid).execute()
