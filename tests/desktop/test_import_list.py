"""The import of old lists as a person uses it: choose, see, set right, take in, take back."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from db import operations, queries, tree
from db.records import spec
from desktop.dialogs.import_list import ImportTableDialog
from desktop.dialogs.import_source import ListSource
from tests.db.ledgers.books import PROBLEMS, TASKS, book

ITEM = spec("listed_item")


@pytest.fixture
def dialog(qtbot, bare_context, roster_store, tmp_path):
    """The dialog over a branch with the sample roster."""
    path = tmp_path / "支部.zhibu"
    shutil.copyfile(roster_store, path)
    bare_context.open_file(path)
    made = ImportTableDialog(bare_context, ListSource(), None)
    made.open()
    return made


def titles(context) -> list[str]:
    rows = queries.records(ITEM, organisation=context.branch)
    return [row.values["title"] for row in rows]


def choose(editor, value: str) -> None:
    """Choose an entry as a person does."""
    editor.box.setCurrentIndex(next(i for i in range(99) if editor.box.itemData(i) == value))
    editor.box.activated.emit(editor.box.currentIndex())


def shown(dialog) -> list[list[str]]:
    model = dialog.table.model()
    columns = range(model.columnCount())
    return [[model.index(r, c).data() for c in columns] for r in range(model.rowCount())]


def test_the_dialog_begins_with_one_sentence_and_one_button(dialog):
    assert dialog.empty.isVisible()
    assert not dialog.main_button.isVisible()


def test_a_file_is_chosen_seen_and_taken_in_as_one_step(dialog, bare_context, tmp_path, qtbot):
    bare_context.answers.append(book(tmp_path / "旧清单.xlsx"))
    qtbot.mouseClick(dialog.empty.button, Qt.MouseButton.LeftButton)
    assert dialog.kind.label() == "问题清单"
    assert dialog.year.value() == "2025"
    assert dialog.summary.text() == "2025年问题清单：新增3项，更新0项，相同0项。"
    assert shown(dialog)[0][:4] == ["4", "新增", "问题2025-01", "理论学习不够深入"]
    assert dialog.main_button.text() == "导入 3 项"
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.main_button, Qt.MouseButton.LeftButton)
    assert len(titles(bare_context)) == 3
    assert bare_context.notices[-1].startswith("已导入：2025年问题清单")
    bare_context.undo()
    assert titles(bare_context) == []


def test_what_needs_a_look_stands_beside_the_row_and_below_it_in_full(dialog, tmp_path):
    dialog.show_file(book(tmp_path / "a.xlsx"))
    dialog.table.selectRow(0)
    assert "销号要有佐证" in shown(dialog)[0][4]
    assert dialog.detail.text().startswith("完成时限“2025年6月底前”读作2025年6月30日")
    choose(dialog.kind, "task")
    dialog.only_notes.setChecked(True)
    assert [row[0] for row in shown(dialog)] == ["4", "5", "6"]


def test_a_column_can_be_read_as_something_else(dialog, bare_context, tmp_path):
    dialog.show_file(book(tmp_path / "a.xlsx", TASKS))
    measures = next(box for box in dialog.boxes if box.field.value() == "measures")
    result = next(box for box in dialog.boxes if box.field.value() == "result")
    choose(measures.field, "result")
    assert result.field.value() == ""  # a field comes from one column
    dialog.main_button.click()
    (first,) = [r for r in queries.records(ITEM) if r.values["title"] == "送法进社区"]
    stored = tree.dump(ITEM, first.uid)
    assert (stored["result"], stored["measures"]) == ("每月一次", "")


def test_without_a_column_of_content_nothing_can_be_taken_in(dialog, tmp_path):
    dialog.show_file(book(tmp_path / "a.xlsx", TASKS))
    title = next(box for box in dialog.boxes if box.field.value() == "title")
    choose(title.field, "")
    assert "哪一列是清单的内容" in dialog.error.text()
    assert not dialog.main_button.isEnabled()
    choose(title.field, "title")
    assert not dialog.error.isVisible()
    assert dialog.main_button.isEnabled()


def test_each_sheet_is_looked_at_by_itself_and_may_be_left_out(dialog, bare_context, tmp_path):
    dialog.show_file(book(tmp_path / "a.xlsx", PROBLEMS, "问题", 任务=TASKS))
    assert dialog.main_button.text() == "导入 6 项"
    choose(dialog.sheet, "1")
    assert [row[3] for row in shown(dialog)] == ["送法进社区", "修订支部制度", "完成换届"]
    choose(dialog.kind, None)
    assert shown(dialog) == []
    dialog.main_button.click()
    assert len(titles(bare_context)) == 3


def test_a_list_that_is_known_already_offers_no_import(dialog, bare_context, tmp_path, qtbot):
    path = book(tmp_path / "a.xlsx")
    dialog.show_file(path)
    dialog.main_button.click()
    again = ImportTableDialog(bare_context, ListSource(), None)
    again.open()
    again.show_file(path)
    assert not again.main_button.isEnabled()
    assert [row[1] for row in shown(again)] == ["相同"] * 3


def test_a_file_that_is_no_list_is_refused_in_a_sentence_and_another_may_be_chosen(
    dialog, bare_context, tmp_path
):
    wrong = tmp_path / "菜单.csv"
    wrong.write_text("菜名,价格\n红烧肉,38\n", encoding="utf-8")
    dialog.show_file(wrong)
    assert dialog.error.text().startswith("“菜单.csv”里没有找到清单的表头")
    assert dialog.empty.isVisible()
    dialog.show_file(book(tmp_path / "a.xlsx"))
    assert dialog.main_button.isEnabled()
    assert not dialog.error.isVisible()


def test_a_change_since_the_preview_is_refused_and_the_dialog_stays(dialog, bare_context, tmp_path):
    dialog.show_file(book(tmp_path / "a.xlsx", TASKS))
    year = bare_context.year
    item = tree.blank(ITEM, organisation=bare_context.branch, year=year, number=1, title="在先")
    operations.save(ITEM, item, who="甲", at="2026-01-08T01:00:00Z")
    dialog.main_button.click()
    assert "清单又有改动" in dialog.error.text()
    assert dialog.result() != QDialog.DialogCode.Accepted
    assert titles(bare_context) == ["在先"]


def test_in_a_file_that_is_only_looked_at_nothing_can_be_taken_in(
    dialog, bare_context, tmp_path, qtbot
):
    bare_context.open_file(bare_context.path, readonly=True)
    looking = ImportTableDialog(bare_context, ListSource(), None)
    looking.open()
    looking.show_file(book(tmp_path / "a.xlsx"))
    assert not looking.main_button.isEnabled()


def test_a_dialog_that_was_closed_while_reading_stays_closed(dialog, tmp_path, monkeypatch):
    waiting = []
    monkeypatch.setattr(
        dialog._context.tasks, "run", lambda _t, work, then, _f: waiting.append((work, then))
    )
    dialog.show_file(book(tmp_path / "a.xlsx"))
    dialog.close()
    ((work, then),) = waiting
    then(work(None))
    assert not dialog._choices
