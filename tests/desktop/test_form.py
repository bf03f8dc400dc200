"""Forms and tables made from the declared record types."""

import pytest
from PySide6.QtCore import Qt

from db import queries, tree
from db.fields import ReferenceField
from db.records import RECORDS, spec
from desktop import values
from desktop.editors import PersonEditor
from desktop.form import RecordForm
from desktop.references import References
from desktop.table import SORT_ROLE, RecordTable, RecordTableModel

KINDS = [pytest.param(kind, id=kind.name) for kind in RECORDS]
MEMBER = spec("member")


@pytest.fixture
def references(context):
    """What references may point to in the open file."""
    return References(lambda: context.branch)


@pytest.fixture
def members(context):
    """Three members, one of them without a date of birth."""
    people = [("单伟", "1974-03"), ("区荽", None), ("仇昇", "1968-11-02")]
    for name, born in people:
        record = tree.blank(
            MEMBER,
            organisation=context.branch,
            name=name,
            born_on=born,
            joined_on="2004-07-01",
            id_number="110101197403070017",
        )
        record["memberships"] = [
            tree.blank_line(MEMBER.lines[0], branch=context.branch, began_on="2019-03-01")
        ]
        context.save(MEMBER, record)
    return {row["name"]: row["uid"] for row in queries.members_of(context.branch)}


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_has_a_form_that_gives_back_what_it_was_given(kind, references, qtbot):
    form = RecordForm(kind, references)
    qtbot.addWidget(form)
    record = tree.blank(kind)
    form.load(record)
    assert form.values() == record
    assert not form.dirty
    assert form.draft() is None


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_type_has_an_editor_that_holds_nothing(kind, references, qtbot):
    for field in values.shown_fields(kind).values():
        editor = values.editor_for(field, references)
        qtbot.addWidget(editor)
        missing = None if field.null else tree.blank(kind)[field.name]
        editor.set_value(missing)
        if not isinstance(editor, PersonEditor) and not isinstance(field, ReferenceField):
            assert editor.value() == missing


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_has_a_table(kind, context, references, qtbot, qtmodeltester):
    model = RecordTableModel(kind, references)
    model.set_rows([row.values for row in queries.records(kind)])
    qtmodeltester.check(model)
    table = RecordTable(model, kind.title)
    qtbot.addWidget(table)
    assert model.columnCount() == len(kind.columns)


def test_a_loaded_member_comes_back_whole_with_its_lines(members, references, qtbot):
    form = RecordForm(MEMBER, references)
    qtbot.addWidget(form)
    record = tree.dump(MEMBER, members["单伟"])
    form.load(record)
    assert form.values() == record
    form.fields["job"].editor.box.setText("主任")
    assert form.dirty
    assert form.draft() == record | {"job": "主任"}


def test_errors_are_said_at_their_fields_and_the_rest_is_given_back(references, qtbot):
    form = RecordForm(MEMBER, references)
    qtbot.addWidget(form)
    form.load(tree.blank(MEMBER))
    rest = form.show_errors({"name": "请填写“姓名”。", "strange": "别处的错。"})
    assert form.fields["name"].error() == "请填写“姓名”。"
    assert rest == ["别处的错。"]
    form.show_errors({})
    assert form.fields["name"].error() == ""


def test_a_line_in_the_middle_of_editing_is_saved_with_the_record(context, references, qtbot):
    form = RecordForm(MEMBER, references)
    qtbot.addWidget(form)
    form.load(tree.blank(MEMBER))
    lines = form.lines["memberships"]
    lines.add()
    assert lines.problem() == "请填写“党支部”。"
    lines._fields["branch"].editor.set_value(context.branch)
    assert [line["branch"] for line in form.values()["memberships"]] == [context.branch]
    assert lines.problem() == ""


def test_a_new_line_that_is_cancelled_leaves_nothing(references, qtbot):
    form = RecordForm(MEMBER, references)
    qtbot.addWidget(form)
    form.load(tree.blank(MEMBER))
    lines = form.lines["memberships"]
    lines.add()
    lines._cancel()
    assert form.values()["memberships"] == []
    assert not form.dirty


def test_the_table_masks_identity_numbers_and_sorts_by_the_stored_value(
    context, members, references, qtbot
):
    model = RecordTableModel(MEMBER, references)
    table = RecordTable(model, "党员")
    qtbot.addWidget(table)
    table.set_rows(queries.members_of(context.branch))
    fields = [column.field for column in MEMBER.columns]
    shown = [model.index(0, n).data() for n in range(model.columnCount())]
    assert not any("19740307" in text for text in shown)
    born = fields.index("born_on")
    table.sortByColumn(born, Qt.SortOrder.AscendingOrder)
    order = [members["区荽"], members["仇昇"], members["单伟"]]
    assert table.shown_uids() == order
    keys = [model.index(row, born).data(SORT_ROLE) for row in range(3)]
    assert all(isinstance(key, str) for key in keys)


@pytest.mark.parametrize("typed", ["区", "ox", "ousui", "OUS"])
def test_people_are_found_by_characters_and_pinyin(context, members, references, qtbot, typed):
    table = RecordTable(RecordTableModel(MEMBER, references), "党员")
    qtbot.addWidget(table)
    table.set_rows(queries.members_of(context.branch))
    table.filter.search(typed)
    found = table.shown_uids()
    assert found == ([] if typed == "ox" else [members["区荽"]])


def test_the_table_keeps_the_current_record_over_a_reload(context, members, references, qtbot):
    table = RecordTable(RecordTableModel(MEMBER, references), "党员")
    qtbot.addWidget(table)
    table.set_rows(queries.members_of(context.branch))
    table.select(members["区荽"])
    with qtbot.assertNotEmitted(table.chosen):
        table.set_rows(queries.members_of(context.branch))
    assert table.selected() == members["区荽"]


def test_columns_can_be_put_away_and_brought_back(references, qtbot):
    table = RecordTable(RecordTableModel(MEMBER, references), "党员")
    qtbot.addWidget(table)
    action = table.column_menu().actions()[0]
    field = MEMBER.columns[1].field
    action.trigger()
    assert table.hidden_columns() == (field,)
    action.trigger()
    assert table.hidden_columns() == ()
