"""The copy-out desk at the window: set a form up, walk through it with one key, mark it done."""

import datetime as dt
import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db import drafting, operations, queries, uploads
from db.records import spec
from desktop.pages import PAGES
from desktop.pages.copying.desk import CopyDesk
from desktop.pages.copying.forms import FormsDialog
from desktop.pages.ledgers.pane import LedgerPane

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def window(open_window, demo_file, tmp_path, bare_context):
    path = tmp_path / "示例.zhibu"
    shutil.copyfile(demo_file, path)
    made = open_window(PAGES, TODAY, path, "三会一课")
    first = next(row for row in queries.branches() if "第一" in row["short_name"])
    bare_context.set_branch(first["uid"])
    return made


def opened(kind: type):
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


@pytest.fixture
def desk(window, qtbot) -> CopyDesk:
    window.actions_["copy_out"].trigger()
    made = opened(CopyDesk)
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    return made


def f8(desk: CopyDesk, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(desk, Qt.Key.Key_F8, modifiers)


def test_one_key_copies_a_field_and_goes_on(desk, bare_context):
    clipboard = QApplication.clipboard()
    f8(desk)
    assert clipboard.text() == "支部党员大会（2026年第4次）"
    f8(desk)
    assert clipboard.text() == "2026-11-20"
    f8(desk, Qt.KeyboardModifier.ShiftModifier)
    assert desk.step.place == 1
    desk.step.fields.chosen.emit("3")  # the draft has no end yet
    f8(desk)
    assert clipboard.text() == "2026-11-20"  # nothing to copy: what is there stays
    assert "没有内容" in desk.step.note.text()
    while desk.step.place + 1 < len(desk.step.fields.rows()):
        f8(desk)
    f8(desk)
    assert "标记已上传" in desk.said.text()


def test_a_record_is_marked_listed_and_the_mark_taken_back(window, bare_context):
    page = window.current_page()
    newest = page.list.first()
    page.show_record("meeting", newest)
    page.do("copy")
    desk = opened(CopyDesk)
    assert desk.cards.selected() == newest
    before = desk.count.text()
    desk.receipt.set_value("SD-2026-118")
    desk.mark_button.click()
    assert "2026年11月24日上传" in desk.said.text()
    assert desk.count.text() != before
    card = next(row for row in page.list.cards.rows() if row.uid == newest)
    assert card.subtitle.startswith("已上传 · ")
    desk.open_only.setChecked(True)
    assert newest not in [row.uid for row in desk.cards.rows()]
    desk.open_only.setChecked(False)
    desk.cards.select(newest)
    desk.undo_button.click()
    assert desk.count.text() == before
    card = next(row for row in page.list.cards.rows() if row.uid == newest)
    assert not card.subtitle.startswith("已上传")


@pytest.mark.parametrize(
    ("day", "sentence"), [(None, "请写明上传日期"), ("2026-12-01", "上传日期还没有到")]
)
def test_a_mark_is_of_a_day_that_has_been(desk, day, sentence):
    desk.day.set_value(day)
    desk.mark_button.click()
    assert sentence in desk.said.text()
    assert desk.cards.rows()[0].pill == "草稿"


def test_a_form_is_set_up_once_with_its_fields_in_the_order_of_the_platform(window, bare_context):
    bare_context.set_branch(next(r["uid"] for r in queries.branches() if "第二" in r["short_name"]))
    window.actions_["copy_out"].trigger()
    desk = opened(CopyDesk)
    assert desk.empty.isVisible()
    assert not desk.step.isVisible()
    desk.empty.button.click()
    dialog = opened(FormsDialog)
    dialog.begin("activity")
    dialog.editor.save_button.click()
    assert not uploads.forms_of(bare_context.branch)  # the platform has no name yet
    dialog.editor.form.fields["platform"].editor.set_value("省平台")
    lines = dialog.editor.form.lines["fields"]
    first, second = [line["label"] for line in lines.value()[:2]]
    ups = [b for b in lines.findChildren(type(dialog.new_button)) if b.toolTip() == "上移一行"]
    assert [b.isEnabled() for b in ups[:2]] == [False, True]
    ups[1].click()
    assert [line["label"] for line in lines.value()[:2]] == [second, first]
    dialog.editor.save_button.click()
    dialog.close()
    assert not desk.empty.isVisible()
    assert desk.form.box.currentText() == "省平台 党员活动日"
    assert [row.title for row in desk.step.fields.rows()[:2]] == [second, first]
    assert uploads.forms_of(bare_context.branch)[0]["fields"][0]["label"] == second


def test_the_small_window_stays_before_others_with_one_field(desk):
    desk.small.setChecked(True)
    assert desk.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert not desk.cards.isVisible()
    assert desk.step.text.isVisible()
    desk.step.next_button.click()
    assert desk.step.place == 1
    desk.small.setChecked(False)
    assert desk.cards.isVisible()


def test_photos_go_into_a_folder_or_a_sentence_says_why_not(desk, bare_context, tmp_path):
    assert not desk.photos_button.isEnabled()  # the meeting has none
    for card in desk.cards.rows():
        desk.cards.chosen.emit(card.uid)
        if desk.photos_button.isEnabled():
            break
    bare_context.answers.append(tmp_path)
    desk.photos_button.click()
    assert list(tmp_path.glob("*照片1.jpg"))
    assert "张照片已存到" in desk.said.text()
    bare_context.answers.append(None)
    desk.photos_button.click()  # given up


def test_a_record_of_a_ledger_is_carried_over_from_its_ledger(window, bare_context):
    form = drafting.new_platform_form(bare_context.branch, "hall_lecture") | {"platform": "省平台"}
    operations.save(uploads.FORM, form, who="陈晗", at="2026-11-24T01:00:00Z")
    window.show_page(next(n for n, entry in enumerate(PAGES) if entry.title == "台账"))
    page = window.current_page()
    kind = spec("hall_lecture")
    uid = queries.records(kind, organisation=bare_context.branch, year=2026)[0].uid
    page.show_record("hall_lecture", uid)
    pane = next(p for p in page.findChildren(LedgerPane) if p.kind.name == "hall_lecture")
    pane.more_button.menu().aboutToShow.emit()
    copying = next(a for a in pane.more_button.menu().actions() if "抄报到平台" in a.text())
    assert copying.isEnabled()
    copying.trigger()
    desk = opened(CopyDesk)
    assert desk.cards.selected() == uid
    assert [row.title for row in desk.step.fields.rows()][:1] == [form["fields"][0]["label"]]
    desk.mark_button.click()
    assert "上传" in desk.said.text()
    assert next(r for r in desk.cards.rows() if r.uid == uid).pill == "已上传"
    desk.close()
    pane = page.pane
    assert "抄报平台：2026年11月24日已上传。" in pane.advice.text()
    bare_context.undo()
    assert "抄报平台" not in page.pane.advice.text()
    pane = page.pane
    copying = next(a for a in pane.more_button.menu().actions() if "抄报到平台" in a.text())
    pane.close_record()
    pane.more_button.menu().aboutToShow.emit()
    assert not copying.isEnabled()  # no record is open
