"""Whatever is being written survives a crash: every editor, every way of coming back."""

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db import assessment, connection, drafts, operations, queries, schemes, tree
from db.fields import TextField
from db.records import RECORDS, spec
from db.spec import Tree
from desktop.dialogs.drafts import DraftsDialog
from desktop.pages import PAGES
from tests.samples import AT, LATER, WHO, make_world, sample

TODAY = dt.date(2026, 3, 27)
PAGE_OF = {name: page for page in PAGES for name in page.record_types}
WRITTEN = "写到一半的话"

FILLED_UP = {"activity_plan": {"months"}}
"""What a form fills up to its full number: all twelve months of a plan."""


@pytest.fixture(scope="module")
def everything(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data file with a record of every type, its scheme one that can be read."""
    path = tmp_path_factory.mktemp("everything") / "支部.zhibu"
    shutil.copyfile(empty_file, path)
    connection.open_file(path)
    world = make_world()
    for kind in RECORDS[1:]:
        if kind.name not in ("scheme", "assessment"):
            operations.save(kind, sample(kind, world), who=WHO, at=AT)
    assessment.begin(world.organisation, 2026, who=WHO, at=AT)
    connection.close()
    return path


@pytest.fixture
def file(everything: Path, tmp_path: Path) -> Path:
    path = tmp_path / "支部.zhibu"
    shutil.copyfile(everything, path)
    return path


@pytest.fixture
def window(open_window, file: Path):
    def opened(name: str):
        return open_window(PAGES, TODAY, file, PAGE_OF[name].title)

    return opened


def stored(name: str) -> Tree:
    return tree.dump(spec(name), queries.records(spec(name))[0].uid)


BY_DIALOG = {"label_override", "frozen_numbers", "upload"}
"""What is written in a dialog and saved at once, and so keeps no draft."""


def text_of(name: str) -> str:
    """The field of a type that somebody would write into."""
    fields = spec(name).fields.items()
    plain = [k for k, each in fields if type(each) is TextField and k not in ("scheme", "uid")]
    long = [k for k in plain if getattr(spec(name).fields[k], "long", False)]
    return (long or plain)[0]


def written(name: str) -> Tree:
    """A stored record with something written into it that was not saved."""
    record = stored(name)
    if name == "scheme":  # its draft is the whole text
        scheme = schemes.of_uid(record["uid"]).scheme
        return record | {"text": schemes.text_of(replace(scheme, title=WRITTEN))}
    return record | {text_of(name): WRITTEN}


def test_every_type_of_record_has_a_page_that_shows_it():
    assert sorted(PAGE_OF) == sorted(kind.name for kind in RECORDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_what_a_crash_left_comes_back_in_its_form_as_it_was(page, window, bare_context, file):
    """A page that does not track what it lets edit, or cannot show a draft, fails here."""
    connection.open_file(file)
    kept = {name: written(name) for name in page.record_types if name not in BY_DIALOG}
    for name, record in kept.items():
        drafts.keep(name, record, LATER)
    connection.close()
    win = window(page.record_types[0])
    offered = {each.record_type: each for each in bare_context.left_behind()}
    assert offered.keys() == kept.keys()
    for name, record in kept.items():
        win.left.open(offered[name])
        forms = [form for form in bare_context.tracked if form.record_type == name]
        found = next(found for form in forms if (found := form.draft()) is not None)
        field = "text" if name == "scheme" else text_of(name)
        assert found[field] == record[field], name
        if name != "scheme":
            assert {key for key in record if found[key] != record[key]} <= FILLED_UP.get(
                name, set()
            ), name
        assert name not in {each.record_type for each in bare_context.left_behind()}


# Ways of coming back


@pytest.fixture
def block(file: Path) -> Tree:
    """A phrase into which something was written before a crash; the file is closed."""
    connection.open_file(file)
    record = written("text_block")
    drafts.keep("text_block", record, LATER)
    connection.close()
    return record


def change(record: Tree, **values: object) -> None:
    kind = spec("text_block")
    operations.save(kind, tree.dump(kind, record["uid"]) | values, who=WHO, at=LATER)


def test_a_draft_says_that_its_record_was_changed_since(window, bare_context, file, block):
    connection.open_file(file)
    change(block, title="另一个名称")
    connection.close()
    win = window("text_block")
    (left,) = bare_context.left_behind()
    dialog = shown(win)
    assert "之后又改过" in dialog.list.rows()[0].subtitle
    dialog.close()
    win.left.open(left)
    assert "又改过" in win.banner.label.text()


def test_a_draft_of_a_record_in_the_bin_waits_for_its_record(window, bare_context, file, block):
    connection.open_file(file)
    operations.delete(spec("text_block"), block["uid"], who=WHO, at=LATER)
    connection.close()
    win = window("text_block")
    (left,) = bare_context.left_behind()
    win.left.open(left)
    assert "回收站" in bare_context.warnings[-1]
    assert bare_context.left_behind() == [left]


def test_a_draft_that_is_given_up_can_be_put_back(window, bare_context, block):
    win = window("text_block")
    (left,) = bare_context.left_behind()
    dialog = shown(win)
    dialog._drop()
    assert bare_context.left_behind() == []
    win._toast_pressed()
    assert bare_context.left_behind() == [left]
    assert win.banner.isVisible()


def test_the_other_draft_is_offered_after_one_was_opened(window, bare_context, file, block):
    connection.open_file(file)
    drafts.keep("group", written("group"), AT)
    connection.close()
    win = window("text_block")
    dialog = shown(win)
    dialog._take()
    assert [each.record_type for each in bare_context.left_behind()] == ["group"]
    assert "1 份" in win.banner.label.text()


def test_a_file_that_is_only_read_offers_no_draft(window, bare_context, file, block):
    win = window("text_block")
    bare_context.open_file(file, readonly=True)
    win.left.offer()
    assert not win.banner.isVisible()


def shown(win) -> DraftsDialog:
    win.left.show()
    return next(d for d in win.findChildren(DraftsDialog) if d.isVisible())


# When drafts are kept


def writing(window, bare_context):
    """Somebody has just written into the form of a phrase."""
    win = window("text_block")
    win.show_record("text_block", stored("text_block")["uid"])
    (form,) = (each for each in bare_context.tracked if each.record_type == "text_block")
    form.form.fields["title"].editor.set_value(WRITTEN)
    return form


def kept_titles() -> list[str]:
    return [each.tree["title"] for each in drafts.pending()]


def test_looking_at_another_window_keeps_the_draft_at_once(window, bare_context, qapp):
    writing(window, bare_context)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert kept_titles() == [WRITTEN]


def test_going_to_another_field_keeps_the_draft_soon(window, bare_context, qapp, qtbot):
    form = writing(window, bare_context)
    form.form.fields["title"].editor.target.setFocus()
    form.save_button.setFocus()
    qtbot.waitUntil(lambda: kept_titles() == [WRITTEN], timeout=2000)


def test_saving_and_giving_up_leave_no_draft(window, bare_context):
    form = writing(window, bare_context)
    bare_context.keep_drafts()
    assert form.save()
    assert drafts.pending() == []
    form.form.fields["title"].editor.set_value("再写")
    bare_context.keep_drafts()
    form.revert()
    assert drafts.pending() == []
