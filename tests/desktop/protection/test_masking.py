"""Numbers, addresses and talks at the window: covered until asked for, and every look is kept."""

import datetime as dt
import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QClipboard, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db import connection, disclosures, drafting, operations, package, queries, tree
from db.records import spec
from desktop.archive.order import Kind
from desktop.dialogs.archive import ArchiveDialog
from desktop.dialogs.disclosures import DisclosuresDialog
from desktop.dialogs.export_all import ExportAllDialog
from desktop.dialogs.export_package import ExportPackageDialog
from desktop.dialogs.help import AboutDialog
from desktop.dialogs.history import HistoryDialog
from desktop.dialogs.talk_words import TalkWordsDialog
from desktop.pages import PAGES
from desktop.recording import papers
from desktop.widgets import Label
from tests.desktop.conftest import Hands
from tests.desktop.protection.conftest import PASSWORD

TODAY = dt.date(2026, 11, 25)
MEMBER, TALK = spec("member"), spec("talk")
NUMBER, COVER, PHONE = "370405197403150011", "370405********0011", "13963211234"
OTHER = "370405197403150038"
ADDRESS, WORDS = "永安街道振兴路三十二号", "家里老人住院，想调整一下夜间值班。"
WHO, AT = "陈晗", "2026-01-07T01:00:00Z"


@pytest.fixture
def window(open_window):
    """The window without a file."""
    return open_window(PAGES, TODAY)


@pytest.fixture
def context(window):
    return window.context


@pytest.fixture
def uid(window, context, roster_file):
    """A member with a number, a telephone and an address, shown in the plain file."""
    window.open_path(roster_file)
    return shown_member(window, context)


def shown_member(window, context):
    uid = next(row["uid"] for row in queries.members_of(context.branch) if row["name"] == "单伟")
    values = tree.dump(MEMBER, uid) | {"phone": PHONE, "address": ADDRESS, "id_number": NUMBER}
    operations.save(MEMBER, values, who=WHO, at=AT)
    window.show_record("member", uid)
    return uid


def roster(window):
    return window.current_page().roster


def field(window, name="id_number"):
    return roster(window).editor.form.fields[name].editor


def looks():
    return [each.what for each in disclosures.listed()]


# The form of a member


def test_the_form_covers_number_telephone_and_address_until_they_are_asked_for(window, uid):
    shown = {name: field(window, name).box.text() for name in ("id_number", "phone", "address")}
    assert shown == {"id_number": COVER, "phone": "139****1234", "address": "（不显示）"}
    assert looks() == []
    field(window).button.click()
    assert field(window).box.text() == NUMBER
    assert field(window, "phone").box.text() == "139****1234"
    assert looks() == ["党员 单伟 公民身份号码"]
    assert not roster(window).editor.form.dirty


def test_a_covered_number_is_covered_again_on_leaving_the_record_and_the_tab(
    window, context, uid, qtbot
):
    field(window).button.click()
    other = next(r["uid"] for r in queries.members_of(context.branch) if r["uid"] != uid)
    window.show_record("member", other)
    window.show_record("member", uid)
    assert field(window).box.text() == COVER
    qtbot.waitUntil(field(window).isVisible)
    field(window).button.click()
    titles = [page.title for page in PAGES]
    window.show_page(titles.index("三会一课"))
    window.show_page(titles.index("党员"))
    assert field(window).box.text() == COVER
    assert len(looks()) == 2


def test_looking_changes_nothing_and_leaves_undo_alone(window, context, uid):
    before = tree.dump(MEMBER, uid)
    context.since = 0
    name = context.undo_name()
    field(window).button.click()
    field(window).button.click()
    assert field(window).covered
    assert window.current_page().leave()
    assert tree.dump(MEMBER, uid) == before
    assert context.undo_name() == name


def test_saving_another_field_keeps_what_is_covered(window, uid):
    form = roster(window).editor.form
    form.fields["job"].editor.set_value("副局长")
    form.fields["remark"].editor.set_value("改过备注")
    assert roster(window).editor.save()
    stored = tree.dump(MEMBER, uid)
    assert (stored["id_number"], stored["phone"], stored["address"]) == (NUMBER, PHONE, ADDRESS)
    assert stored["remark"] == "改过备注"


def test_a_new_number_is_typed_over_the_covered_one(window, context, uid):
    hands = Hands(window, context)
    box = field(window).box
    box.setFocus()
    hands.write(OTHER)
    assert box.text() == OTHER
    assert roster(window).editor.save()
    assert tree.dump(MEMBER, uid)["id_number"] == OTHER
    assert looks() == []


def test_a_covered_number_is_never_edited_in_part_and_undo_brings_it_back(window, uid):
    box = field(window).box
    box.setFocus()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(30, box.height() // 2))
    QTest.keyClick(box, Qt.Key.Key_End)
    QTest.keyClick(box, Qt.Key.Key_Left)
    assert box.selectedText() == COVER
    QTest.keyClicks(box, "3")
    assert (box.text(), field(window).value()) == ("3", "3")
    box.undo()
    assert field(window).covered
    assert field(window).value() == NUMBER


def test_an_address_is_typed_with_an_input_method_over_the_covered_one(window, uid):
    box = field(window, "address").box
    box.setFocus()
    QApplication.sendEvent(box, QInputMethodEvent("xin", []))
    event = QInputMethodEvent()
    event.setCommitString("新华路一号")
    QApplication.sendEvent(box, event)
    assert field(window, "address").value() == "新华路一号"
    assert roster(window).editor.save()
    assert tree.dump(MEMBER, uid)["address"] == "新华路一号"


def test_only_what_is_shown_can_be_copied(window, uid):
    clipboard = QApplication.clipboard()
    field(window).box.setFocus()
    field(window).box.selectAll()
    field(window).box.copy()
    assert clipboard.text() == COVER
    field(window).button.click()
    field(window).box.selectAll()
    field(window).box.copy()
    assert clipboard.text() == NUMBER


def test_a_copied_number_goes_with_the_protected_file(window, context, protected, key, monkeypatch):
    # The offscreen platform never knows whose the clipboard is; those with a screen do.
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _self: True)
    assert window.files.open_path(protected, key=key)
    shown_member(window, context)
    field(window).button.click()
    field(window).box.selectAll()
    field(window).box.copy()
    context.close_file()
    assert QApplication.clipboard().text() == ""


def test_the_draft_of_a_covered_form_holds_the_true_number(window, uid):
    form = roster(window).editor.form
    form.fields["remark"].editor.set_value("没写完")
    assert form.draft()["id_number"] == NUMBER


def test_in_a_file_open_for_reading_the_number_shows_and_it_is_said_that_no_look_is_kept(
    window, context, uid
):
    path = context.path
    context.close_file()
    context.open_file(path, readonly=True)
    window.show_record("member", uid)
    field(window).button.click()
    assert field(window).box.text() == NUMBER
    assert "没有留下记录" in context.notices[-1]


def test_without_a_place_for_the_look_nothing_is_shown(window, context, uid, monkeypatch):
    def full(**_values):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("db.history.Step.create", full)
    field(window).button.click()
    assert field(window).box.text() == COVER
    assert "没有显示" in context.warnings[-1]


def test_lists_and_history_never_show_a_number(window, context, uid):
    operations.save(MEMBER, tree.dump(MEMBER, uid) | {"id_number": OTHER}, who=WHO, at=AT)
    dialog = HistoryDialog(context, MEMBER, uid, window)
    dialog.open()
    roster(window).show_table()
    said = [label.text() for label in window.findChildren(Label)]
    model = roster(window).table.model()
    said += [
        str(model.index(line, column).data())
        for line in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    assert any("370405********00" in text for text in said)
    assert not any(secret in text for text in said for secret in (NUMBER, OTHER, PHONE, ADDRESS))
    dialog.close()


# The log


def test_the_log_shows_who_looked_at_whom_and_is_searched(window, context, uid):
    window.actions_["shown"].trigger()
    dialog = window.findChild(DisclosuresDialog)
    assert dialog.empty.label.text() == "还没有人看过。"
    dialog.close()
    field(window).button.click()
    field(window, "phone").button.click()
    dialog = DisclosuresDialog(context, window)
    assert [row.title for row in dialog.list.rows()] == [
        "党员 单伟 联系电话",
        "党员 单伟 公民身份号码",
    ]
    assert dialog.list.rows()[0].subtitle.endswith("测试员")
    dialog.search.setText("身份 测试员")
    dialog._show()
    assert [row.title for row in dialog.list.rows()] == ["党员 单伟 公民身份号码"]
    dialog.close()


# What leaves the file


def test_the_roster_with_full_numbers_is_written_down(window, context, uid, tmp_path):
    exporting = roster(window).exporting
    context.answers = [False]
    exporting.write_xlsx(tmp_path / "首尾.xlsx")
    assert looks() == []
    context.answers = [True]
    exporting.write_xlsx(tmp_path / "完整.xlsx")
    assert looks() == ["党员花名册，带有完整的身份证号、电话、住址：完整.xlsx"]


@pytest.mark.parametrize("asked", [False, True])
def test_json_takes_numbers_and_talks_along_only_when_ticked(window, context, uid, tmp_path, asked):
    add_talk(context)
    window.actions_["export"].trigger()
    dialog = window.findChild(ExportAllDialog)
    assert not dialog.identity.isChecked()
    assert not dialog.talks.isChecked()
    dialog.identity.setChecked(asked)
    dialog.talks.setChecked(asked)
    context.answers = [tmp_path / "全部.json"]
    dialog.main_button.click()
    text = (tmp_path / "全部.json").read_text(encoding="utf-8")
    assert [each in text for each in (NUMBER, PHONE, ADDRESS, WORDS)] == [asked] * 4
    assert json.loads(text)["records"]["member"]
    assert bool(looks()) is asked


def test_a_package_says_in_the_log_what_it_took_along(window, context, uid, tmp_path):
    dialog = ExportPackageDialog(context, window)
    dialog.identity.setChecked(True)
    context.answers = [tmp_path / "上报.zhibu"]
    dialog.main_button.click()
    assert package.looks_like_one(tmp_path / "上报.zhibu")
    assert looks() == ["导出“上报.zhibu”，带有身份证号、电话、住址和扫描件"]


# Talks


def add_talk(context):
    listener = next(r["uid"] for r in queries.members_of(context.branch) if r["name"] == "王芳")
    record = drafting.new_talk(context.branch, "2026-03-10", listener)
    record |= {"place": "小会议室", "matter": "年初谈心", "content": WORDS}
    context.tell(operations.save(TALK, record, who=WHO, at=AT), None)
    return record["uid"]


@pytest.fixture
def talk(window, context, protected, key):
    """The editor of a stored talk of a protected file, covered."""
    assert window.files.open_path(protected, key=key)
    uid = add_talk(context)
    window.show_record("talk", uid)
    assert window.current_page().talk.form.covered
    return window.current_page().talk


def asked(window):
    return [each for each in window.findChildren(TalkWordsDialog) if each.isVisible()]


def give(window, text, qtbot):
    (dialog,) = asked(window)
    dialog.form.secret.set_value(text)
    dialog.form.main_button.click()


def test_the_words_of_a_talk_want_the_password_and_a_wrong_one_shows_nothing(window, talk, qtbot):
    assert "都要输入密码" in talk.form.veil.hint.text()
    talk.form.veil.button.click()
    give(window, "不是这个密码", qtbot)
    assert asked(window)[0].form.error.isVisible()
    assert talk.form.covered
    asked(window)[0].reject()
    assert talk.form.covered
    assert looks() == []
    talk.form.veil.button.click()
    give(window, PASSWORD, qtbot)
    assert not talk.form.covered
    assert len(looks()) == 1
    assert looks()[0].startswith("谈心谈话")
    assert WORDS not in looks()[0]


def test_the_password_is_asked_for_once_in_five_minutes_and_again_after_a_lock(
    window, context, talk, qtbot, monkeypatch
):
    uid = talk.uid
    talk.form.veil.button.click()
    give(window, PASSWORD, qtbot)
    talk.forget()
    talk.form.veil.button.click()
    assert not asked(window)
    assert not talk.form.covered
    context.words_open_until -= 5 * 60
    talk.open_record(uid)
    assert talk.form.covered
    talk.form.veil.button.click()
    give(window, PASSWORD, qtbot)
    assert not talk.form.covered
    window.actions_["lock"].trigger()
    qtbot.waitUntil(lambda: window.protection.page is not None)
    page = window.protection.page
    page.form.secret.set_value(PASSWORD)
    page.form.main_button.click()
    assert window.current_page().talk.uid == uid
    assert window.current_page().talk.form.covered
    window.current_page().talk.form.veil.button.click()
    assert asked(window)


def test_printing_and_writing_a_talk_ask_for_the_password(
    window, context, talk, qtbot, monkeypatch, tmp_path
):
    monkeypatch.setattr("desktop.preview.ask_printer", lambda parent, title: object())
    sent = []
    monkeypatch.setattr("desktop.preview.print_pdf", lambda data, printer: sent.append(data))
    talk.print_button.click()
    assert sent == []
    asked(window)[0].reject()
    assert sent == []
    context.answers = [tmp_path / "谈话.pdf"]
    talk.save_as_button.click()
    assert not (tmp_path / "谈话.pdf").exists()
    give(window, PASSWORD, qtbot)
    assert (tmp_path / "谈话.pdf").read_bytes().startswith(b"%PDF")
    talk.print_button.click()
    assert sent[0].startswith(b"%PDF")
    assert [what.rsplit(" ", 1)[1] for what in looks()] == ["打印", "另存"]


def test_an_export_with_talks_asks_for_the_password(window, context, talk, qtbot, tmp_path):
    target = tmp_path / "全部.json"
    dialog = ExportAllDialog(context, window)
    dialog.open()
    dialog.talks.setChecked(True)
    dialog.main_button.click()
    asked(window)[0].reject()
    assert not target.exists()
    context.answers = [target]
    dialog.main_button.click()
    give(window, PASSWORD, qtbot)
    assert WORDS in target.read_text(encoding="utf-8")


def test_a_package_with_talks_asks_for_the_password(window, context, talk, qtbot, tmp_path):
    target = tmp_path / "上报.zhibu"
    dialog = ExportPackageDialog(context, window)
    dialog.open()
    dialog.talks.setChecked(True)
    dialog.main_button.click()
    assert asked(window)
    context.answers = [target]
    give(window, PASSWORD, qtbot)
    assert target.exists()


def test_without_a_password_the_panel_says_where_one_is_set(window, context, uid):
    assert not connection.is_protected()
    window.show_record("talk", add_talk(context))
    form = window.current_page().talk.form
    assert "密码保护" in form.veil.hint.text()
    form.veil.button.click()
    assert not asked(window)
    assert not form.covered
    assert len(looks()) == 1


def test_the_file_name_of_a_talk_holds_none_of_its_words(window, context, uid):
    record = tree.dump(TALK, add_talk(context))
    assert not any(part in papers.file_name("talk", record) for part in (WORDS[:4], "年初谈心"))


def test_the_program_says_that_it_uses_no_network(window):
    dialog = AboutDialog(window)
    assert any("本程序不联网" in label.text() for label in dialog.findChildren(Label))
    dialog.close()


def test_a_year_that_leaves_as_files_asks_for_the_password_and_is_written_down(
    window, context, talk, qtbot, tmp_path
):
    dialog = ArchiveDialog(context, window)
    dialog.open()
    dialog.kind.set_value(str(Kind.EVERYTHING))
    dialog.kind.changed.emit()
    dialog.talks.setChecked(True)
    dialog.main_button.click()
    asked(window)[0].reject()
    assert looks() == []
    out = tmp_path / "出"
    out.mkdir()
    context.answers = [out]
    dialog.main_button.click()
    give(window, PASSWORD, qtbot)
    qtbot.waitUntil(lambda: any(out.iterdir()), timeout=20_000)
    assert looks() == [f"导出“2026年的{Kind.EVERYTHING.label}”，带有谈心谈话记录"]
