"""The 党员 tab as a person uses it: import a roster, find, edit, move, take back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db import connection, queries, tree
from db.branch import roster
from db.records import spec
from desktop.pages.members.page import MembersPage
from desktop.pages.members.people import Show

SAMPLE = Path(__file__).parents[2] / "data" / "rosters" / "党员花名册.xlsx"


@pytest.fixture
def page(qtbot, context):
    page = MembersPage(context)
    qtbot.addWidget(page)
    page.refresh()
    page.show()
    return page


@pytest.fixture
def filled(page, context, qtbot):
    context.answers.append(SAMPLE)
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.importing.import_button, Qt.MouseButton.LeftButton)
    return page


def test_an_empty_branch_says_what_belongs_here_and_offers_the_import(page):
    assert page.stack.currentWidget() is page.empty


def test_a_roster_comes_in_with_two_clicks_and_goes_with_one_undo(filled, context):
    assert filled.sums.text().endswith("在册 21 人 = 正式 19 + 预备 2；有表决权 19 人")
    assert [e.name for e in roster(context.branch, "2026-03-27") if not e.voting] == [
        "周翀",
        "褚垚",
        "卫㻌",
    ]
    context.undo()
    assert queries.members_of(context.branch) == []


def test_importing_the_same_roster_again_doubles_nobody(filled, context):
    filled.show_roster_file(SAMPLE)
    filled.importing._import()
    assert len(queries.members_of(context.branch)) == 21
    assert any("一致" in text for text in context.warnings)


def test_a_file_that_is_no_roster_is_refused_in_a_sentence(page, context, tmp_path):
    wrong = tmp_path / "菜单.csv"
    wrong.write_text("菜名,价格\n红烧肉,38\n", encoding="utf-8")
    page.show_roster_file(wrong)
    assert page.stack.currentWidget() is page.empty
    assert len(context.warnings) == 1
    assert context.warnings[0].endswith("。")


def test_an_edit_is_saved_on_leaving_and_shown_at_once(filled, context):
    first, second = (person.uid for person in filled._people[:2])
    filled.show_record("member", first)
    filled.editor.form.fields["job"].editor.set_value("局长")
    filled.editor.form.changed.emit()
    filled.list.setCurrentIndex(filled.list.model().index(1, 0))
    assert filled.editor.uid == second
    assert tree.dump(spec("member"), first)["job"] == "局长"


def test_what_cannot_be_saved_keeps_the_form_and_says_why(filled):
    first, second = (person.uid for person in filled._people[:2])
    filled.show_record("member", first)
    filled.editor.form.fields["name"].editor.set_value("")
    filled.show_record("member", second)
    assert filled.editor.uid == first
    assert filled.editor.form.fields["name"].error()
    filled.editor.revert()
    filled.show_record("member", second)
    assert filled.editor.uid == second


def test_a_member_who_left_is_listed_apart_and_still_found(filled, context):
    uid = filled._people[4].uid
    record = tree.dump(spec("member"), uid)
    record["memberships"][0] |= {"ended_on": "2026-06-01", "ended_how": "转出"}
    context.save(spec("member"), record)
    assert "在册 20 人" in filled.sums.text()
    filled.show_record("member", uid)
    assert filled.show_choice.value() == Show.ALL
    assert filled.editor.uid == uid


def test_a_new_member_belongs_to_the_branch_from_the_form(filled, context):
    filled.add()
    form = filled.editor.form
    form.fields["name"].editor.set_value("新同志")
    form.fields["joined_on"].editor.set_value("2026-01-10")
    assert filled.editor.save()
    assert "新同志" in [e.name for e in roster(context.branch, "2026-02-01")]


def test_deleting_goes_to_the_bin_and_comes_back(filled, context):
    uid = filled._people[20].uid
    filled.show_record("member", uid)
    filled.editor._delete()
    assert "在册 20 人" in filled.sums.text()
    context.undo()
    assert "在册 21 人" in filled.sums.text()


def test_the_workbook_masks_identity_numbers_unless_asked(filled, context, tmp_path):
    import openpyxl

    target = tmp_path / "名册.xlsx"
    context.answers += [target, False]
    filled.exporting.to_xlsx()
    text = str(list(openpyxl.load_workbook(target).active.values))
    assert "370405********0002" in text
    assert "370405198211050002" not in text


def test_the_paper_lists_everybody_with_masked_identity_numbers(filled, context, tmp_path):
    import pdfplumber

    target = tmp_path / "名册.pdf"
    context.answers += [target, False]
    filled.exporting.to_pdf()
    with pdfplumber.open(target) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages)
        assert all(page.width > page.height for page in pdf.pages)
    assert "370405********0002" in text
    assert "370405198211050002" not in text
    assert "㻌" in text


def test_a_full_or_missing_folder_is_said_and_nothing_is_lost(filled, context, tmp_path):
    context.answers += [False]
    filled.exporting.write_xlsx(tmp_path / "没有" / "名册.xlsx")
    assert context.warnings[-1].endswith("。")


def test_nothing_can_be_changed_in_a_file_opened_read_only(filled, context, store):
    uid = filled._people[0].uid
    connection.close()
    context.open_file(store, readonly=True)
    filled.refresh()
    filled.show_record("member", uid)
    assert not filled.editor.save_button.isEnabled()
    assert not filled.editor.delete_button.isVisible()


def test_a_roster_of_people_who_are_all_known_offers_no_import(filled):
    filled.show_roster_file(SAMPLE)
    assert not filled.importing.import_button.isEnabled()


def test_a_file_that_is_only_looked_at_offers_no_way_to_add_members(filled, context):
    path = context.path
    context.open_file(path, readonly=True)
    filled.refresh()
    assert not filled.add_button.isEnabled()
    assert not filled.actions()[1].isEnabled()
    filled.add()
    assert filled.stack.currentWidget() is not filled.editor
