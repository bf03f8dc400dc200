"""The password at the window: set, changed, removed, asked for, and the lock."""

import datetime as dt
import shutil
import time

import pypdfium2
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QClipboard, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db import backup, connection, drafts, operations, package, protection, queries, tree
from db.records import spec
from desktop import scratch
from desktop.dialogs.import_package import ImportPackagesDialog
from desktop.dialogs.password import PasswordDialog
from desktop.dialogs.protection import ProtectionDialog
from desktop.dialogs.recovery_key import RecoveryKeyDialog
from desktop.documents import recovery_key
from desktop.pages import PAGES
from tests.desktop.conftest import Hands
from tests.desktop.protection.conftest import PASSWORD

TODAY = dt.date(2026, 11, 25)
GROUP, MEMBER, MEETING = spec("group"), spec("member"), spec("meeting")
NEW = "秋收冬藏九月初八"


@pytest.fixture
def window(open_window):
    """The window without a file."""
    return open_window(PAGES, TODAY)


@pytest.fixture
def context(window):
    return window.context


@pytest.fixture
def inside(window, context, protected, key):
    """The window with the protected file open, on the tab of the members."""
    assert window.files.open_path(protected, key=key)
    window.show_page([page.title for page in PAGES].index("党员"))
    return window


def dialog(window, kind):
    found = [each for each in window.findChildren(kind) if each.isVisible()]
    assert len(found) == 1, found
    return found[0]


def none_open(window):
    return not [each for each in window.findChildren(PasswordDialog) if each.isVisible()]


def give(form, text):
    form.secret.set_value(text)
    form.main_button.click()


def lock(window, qtbot):
    window.actions_["lock"].trigger()
    qtbot.waitUntil(lambda: window.protection.page is not None)
    return window.protection.page


def dropped(window, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


# Opening


def test_a_protected_file_is_opened_with_the_keyboard_alone(window, context, protected):
    hands = Hands(window, context)
    assert not window.open_path(protected)
    asked = dialog(window, PasswordDialog)
    assert asked.focusWidget() is asked.form.secret.box
    target = asked.focusWidget()
    for part in ("春风化雨", " it's 2026"):
        hands.focus = lambda: target
        hands.write(part)
    assert asked.form.secret.value() == PASSWORD
    QTest.keyClick(target, Qt.Key.Key_Return)
    assert context.path == protected
    assert none_open(window)


def test_a_wrong_password_is_said_and_the_dialog_stays_for_another_try(
    window, context, protected, qtbot
):
    window.open_path(protected)
    asked = dialog(window, PasswordDialog)
    for wrong in ("不是这个密码", PASSWORD.upper(), ""):
        give(asked.form, wrong)
        assert asked.form.error.isVisible()
        assert asked.isVisible()
        assert context.path is None
        qtbot.waitUntil(asked.form.main_button.isEnabled, timeout=2000)
    give(asked.form, PASSWORD)
    assert context.path == protected


def test_the_open_file_stays_open_while_the_password_of_another_is_asked_for(
    window, context, protected, roster_file
):
    window.open_path(roster_file)
    window.open_path(protected)
    asked = dialog(window, PasswordDialog)
    give(asked.form, "不是这个密码")
    assert context.path == roster_file
    asked.reject()
    assert context.path == roster_file


def test_the_recovery_key_opens_the_file_and_a_new_password_is_offered(
    window, context, protected, key
):
    window.open_path(protected)
    form = dialog(window, PasswordDialog).form
    form.other_button.click()
    give(form, key.lower().replace("-", " "))
    assert context.path == protected
    assert "恢复密钥打开" in window.banner.label.text()
    window.banner.button.click()
    asked = dialog(window, ProtectionDialog)
    asked.old.set_value(key)
    asked.new.set_value(NEW)
    asked.again.set_value(NEW)
    asked.set_button.click()
    assert protection.is_right(NEW)


def test_a_slip_in_the_recovery_key_is_told_by_its_group(window, protected, key):
    window.open_path(protected)
    form = dialog(window, PasswordDialog).form
    form.other_button.click()
    give(form, key[:5] + ("7" if key[5] != "7" else "8") + key[6:])
    assert "第2组" in form.error.text()


def test_capital_letters_without_shift_are_hinted_at(window, protected):
    window.open_path(protected)
    secret = dialog(window, PasswordDialog).form.secret
    QTest.keyClick(secret.box, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert not secret.hint.isVisible()
    QTest.keyClick(secret.box, "A", Qt.KeyboardModifier.NoModifier)
    assert secret.hint.isVisible()


def test_dropping_a_protected_data_file_opens_it_even_over_another(
    window, context, protected, roster_file
):
    dropped(window, protected)
    give(dialog(window, PasswordDialog).form, PASSWORD)
    assert context.path == protected
    window.open_path(roster_file)
    dropped(window, protected)
    give(dialog(window, PasswordDialog).form, PASSWORD)
    assert context.path == protected


def test_dropping_a_protected_package_takes_it_in(inside, context, tmp_path, roster_file):
    target = tmp_path / "上报.zhibu"
    package.write(target, context.branch, 2026, at=context.now(), password="上报包的密码")
    dropped(inside, target)
    give(dialog(inside, PasswordDialog).form, "上报包的密码")
    taking = dialog(inside, ImportPackagesDialog)
    assert taking.facts.text().startswith(context.now()[:4])
    taking.reject()


def test_a_refused_file_leaves_the_protected_one_open(inside, context, protected, tmp_path):
    strange = tmp_path / "别的.zhibu"
    strange.write_text("不是数据文件", encoding="utf-8")
    assert not inside.open_path(strange)
    assert context.path == protected
    assert none_open(inside)


# Setting, changing, removing


def test_a_password_is_set_and_its_recovery_key_must_be_kept(window, context, roster_file, key):
    window.open_path(roster_file)
    context.back_up()
    window.actions_["protect"].trigger()
    asked = dialog(window, ProtectionDialog)
    asked.new.set_value("短")
    asked.set_button.click()
    assert "至少要有6个字符" in asked.error.text()
    asked.new.set_value(PASSWORD)
    asked.again.set_value(PASSWORD + "？")
    asked.set_button.click()
    assert "不一样" in asked.error.text()
    assert not connection.is_protected()
    asked.again.set_value(PASSWORD)
    asked.set_button.click()
    assert connection.is_protected()
    assert window.actions_["lock"].isEnabled()
    assert all(connection.looks_protected(each.path) for each in backup.existing(roster_file))
    shown = dialog(window, RecoveryKeyDialog)
    shown.reject()
    assert shown.isVisible()
    assert "打印或抄下" in shown.error.text()
    shown.kept.setChecked(True)
    shown.close_button.click()
    assert not shown.isVisible()


def test_the_recovery_key_on_paper_opens_the_file(inside, context, tmp_path, key):
    inside.actions_["protect"].trigger()
    asked = dialog(inside, ProtectionDialog)
    asked.key_button.click()
    assert "请先输入" in asked.error.text()
    asked.old.set_value(PASSWORD)
    asked.key_button.click()
    shown = dialog(inside, RecoveryKeyDialog)
    target = tmp_path / "恢复密钥.pdf"
    context.answers = [target]
    shown.save_button.click()
    assert "删掉" in context.notices[-1]
    document = pypdfium2.PdfDocument(target.read_bytes())
    words = document[0].get_textpage().get_text_bounded()
    assert len(document) == 1
    document.close()
    assert all(group in words for group in key.split("-"))
    assert context.path.name in words
    shown.reject()
    assert not shown.isVisible()


def test_printing_the_recovery_key_leaves_no_file(inside, key, own_temporary_files, monkeypatch):
    sheet = recovery_key.collect("支部.zhibu", key, "2026-11-25", "第一党支部")
    monkeypatch.setattr("tempfile.mkstemp", None)
    assert recovery_key.pdf(sheet).startswith(b"%PDF")
    assert not list(own_temporary_files.iterdir())


def test_a_changed_password_needs_the_old_one_and_the_old_key_is_void(inside, context, key):
    inside.actions_["protect"].trigger()
    asked = dialog(inside, ProtectionDialog)
    asked.new.set_value(NEW)
    asked.again.set_value(NEW)
    asked.old.set_value("不是这个密码")
    asked.set_button.click()
    assert "密码不对" in asked.error.text()
    asked.old.set_value(PASSWORD)
    asked.set_button.click()
    shown = dialog(inside, RecoveryKeyDialog)
    assert protection.is_right(NEW)
    assert not protection.is_right(key)
    shown.kept.setChecked(True)
    shown.reject()


def test_a_removed_password_is_asked_about_and_the_file_is_then_plain(inside, context, protected):
    inside.actions_["protect"].trigger()
    asked = dialog(inside, ProtectionDialog)
    asked.old.set_value(PASSWORD)
    context.answers = [False, True]
    asked.remove_button.click()
    assert connection.is_protected()
    asked.remove_button.click()
    assert not connection.looks_protected(protected)
    assert not inside.actions_["lock"].isEnabled()


def test_no_password_is_set_while_work_is_going_on(window, context, roster_file, monkeypatch):
    window.open_path(roster_file)
    window.actions_["protect"].trigger()
    asked = dialog(window, ProtectionDialog)
    asked.new.set_value(PASSWORD)
    asked.again.set_value(PASSWORD)
    monkeypatch.setattr(type(context.tasks), "busy", property(lambda _self: True))
    asked.set_button.click()
    assert "没有做完" in asked.error.text()
    assert not connection.is_protected()


# Backups


def test_a_backup_of_the_same_password_comes_back_without_asking(inside, context, protected):
    made = context.back_up()
    inside.files.restore(made, protected)
    assert context.path == protected
    assert connection.is_protected()
    assert none_open(inside)


def test_a_plain_backup_over_a_protected_file_is_warned_of(inside, context, protected, roster_file):
    context.answers = [False]
    inside.files.restore(roster_file, protected)
    assert "没有密码" in context.questions[0]
    assert connection.is_protected()
    context.answers = [True]
    inside.files.restore(roster_file, protected)
    assert context.path == protected
    assert not connection.is_protected()


def test_a_backup_of_another_password_is_asked_for(window, context, protected, roster_file):
    window.open_path(roster_file)
    window.files.restore(protected, roster_file)
    give(dialog(window, PasswordDialog).form, PASSWORD)
    assert context.path == roster_file
    assert connection.is_protected()


def test_copies_that_a_crash_left_readable_are_offered_to_be_encrypted(
    window, context, protected, key, roster_store
):
    folder = backup.folder_of(protected)
    folder.mkdir()
    exposed = folder / f"{protected.stem} 2026-11-24 170000 关闭时.zhibu"
    shutil.copyfile(roster_store, exposed)
    window.files.open_path(protected, key=key)
    assert "1 份副本没有加密" in window.banner.label.text()
    window.banner.button.click()
    assert connection.looks_protected(exposed)


# The lock


def test_locking_shows_nothing_and_the_key_leaves_the_memory(inside, context, qtbot):
    name = queries.organisation(context.branch)["name"]
    page = lock(inside, qtbot)
    assert context.path is None
    assert connection.current_key() is None
    assert page.isVisible()
    assert inside.focusWidget() is page.form.secret.box
    assert name not in inside.windowTitle()
    assert not inside.header.isVisible()


def test_unlocking_goes_back_to_the_same_record_and_undo_still_reaches_back(
    inside, context, protected, qtbot
):
    uid = queries.members_of(context.branch)[3]["uid"]
    context.set_year(2025)
    record = tree.blank(GROUP, organisation=context.branch, name="第九党小组")
    context.save(GROUP, record)
    context.go("member", uid)
    page = lock(inside, qtbot)
    give(page.form, "不是这个密码")
    assert context.path is None
    qtbot.waitUntil(page.form.main_button.isEnabled, timeout=2000)
    give(page.form, PASSWORD)
    assert context.path == protected
    assert context.year == 2025
    assert inside.current_page().shown_record() == ("member", uid)
    assert inside.actions_["undo"].isEnabled()
    assert context.undo() is not None


def test_an_unsaved_form_comes_back_as_it_was(inside, context, qtbot):
    uid = queries.members_of(context.branch)[0]["uid"]
    context.go("member", uid)
    page = inside.current_page()
    editor = page.roster.editor.form.fields["job"].editor
    Hands(inside, context).into(editor, "未保存的职务")
    typed = editor.value()
    assert "未保存的职务" in typed
    steps = operations.last_step()
    give(lock(inside, qtbot).form, PASSWORD)
    assert operations.last_step() == steps
    page = inside.current_page()
    assert page.shown_record() == ("member", uid)
    assert page.roster.editor.form.fields["job"].editor.value() == typed


def test_a_draft_that_cannot_be_kept_keeps_the_file_open(inside, context, monkeypatch):
    monkeypatch.setattr(context, "keep_drafts", lambda: False)
    inside.protection.lock()
    assert context.path is not None
    assert inside.protection.page is None


def test_the_lock_closes_what_lies_over_the_window(inside, qtbot):
    inside.show_about()
    lock(inside, qtbot)
    assert not [
        each for each in QApplication.topLevelWidgets() if each.isModal() and each.isVisible()
    ]


def test_it_locks_when_nobody_is_there_but_not_during_work(inside, context, qtbot, monkeypatch):
    context.settings.change(lock_after=10)
    inside.protection.lock_when_idle()
    assert context.path is not None
    later = time.time() + 11 * 60
    monkeypatch.setattr("desktop.protection.time.time", lambda: later)
    with monkeypatch.context() as during:
        during.setattr(type(context.tasks), "busy", property(lambda _self: True))
        inside.protection.lock_when_idle()
    assert context.path is not None
    QTest.keyClick(inside, Qt.Key.Key_Shift)
    inside.protection.lock_when_idle()
    assert context.path is not None
    monkeypatch.setattr("desktop.protection.time.time", lambda: later + 11 * 60)
    inside.protection.lock_when_idle()
    assert context.path is None


def test_it_never_locks_where_that_is_chosen_nor_without_a_password(
    window, context, roster_file, protected, key, monkeypatch
):
    later = time.time() + 11 * 60
    window.open_path(roster_file)
    monkeypatch.setattr("desktop.protection.time.time", lambda: later)
    window.protection.lock_when_idle()
    assert context.path == roster_file
    window.files.open_path(protected, key=key)
    window.actions_["protect"].trigger()
    asked = dialog(window, ProtectionDialog)
    asked.idle.set_value("0")
    asked.idle.changed.emit()
    asked.reject()
    monkeypatch.setattr("desktop.protection.time.time", lambda: later * 2)
    window.protection.lock_when_idle()
    assert context.path == protected


def test_another_file_can_be_opened_while_one_is_locked(inside, context, roster_file, qtbot):
    lock(inside, qtbot)
    inside.open_path(roster_file)
    assert context.path == roster_file
    assert inside.protection.page is None


# Nothing in the clear


def test_a_session_on_a_protected_file_leaves_no_word_of_it_on_the_disk(
    window, context, tmp_path, protected, key, qtbot, own_temporary_files
):
    words = ("紫罗兰巷的会", "370405199001010011")
    search = [*(word.encode(form) for word in words for form in ("utf-8", "utf-16-le", "gb18030"))]

    def found():
        return [
            path
            for path in tmp_path.rglob("*")
            if path.is_file() and any(each in path.read_bytes() for each in search)
        ]

    window.files.open_path(protected, key=key)
    _session(window, context, words)
    lock(window, qtbot)
    assert found() == []
    give(window.protection.page.form, PASSWORD)
    context.settings.flush()
    window.close()
    assert found() == []
    assert not list(own_temporary_files.iterdir())
    # The same words are found where there is no password.
    connection.open_file(protected, password=PASSWORD)
    protection.remove_password(PASSWORD)
    connection.close()
    assert protected in found()


def _session(window, context, words):
    """Save, leave a draft, search, look at a copy, put a number on the clipboard, back up."""
    meeting = tree.blank(MEETING, organisation=context.branch, held_on="2026-11-20", number=1)
    meeting["agenda"] = [{"title": words[0], "report": words[1]}]
    context.save(MEETING, meeting)
    kept = tree.dump_many(MEETING, [meeting["uid"]])[meeting["uid"]]
    drafts.keep("meeting", {**kept, "place": words[0]}, context.now())
    window.header.finder.box.setText(words[0])
    (scratch.folder() / "看过的.txt").write_text(words[0], encoding="utf-8")
    context.go("meeting", meeting["uid"])
    QApplication.clipboard().setText(words[1])
    context.back_up()


def test_what_was_copied_is_gone_when_the_file_is_locked(inside, qtbot, monkeypatch):
    # The offscreen platform never knows whose the clipboard is; those with a screen do.
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _self: True)
    QApplication.clipboard().setText("370405199001010011")
    lock(inside, qtbot)
    assert QApplication.clipboard().text() == ""


def test_what_a_crash_left_of_looked_at_copies_goes_at_the_next_start(own_temporary_files):
    left = own_temporary_files / "zhibu-run-crashed"
    (left / "one").mkdir(parents=True)
    (left / "one" / "签到表.pdf").write_bytes(b"%PDF")
    mine = scratch.folder()
    scratch.sweep()
    assert not left.exists()
    assert mine.is_dir()


def test_the_path_of_a_protected_file_asks_when_the_program_starts(window, protected):
    from desktop.__main__ import _open_first

    _open_first(window, window.context, protected)
    assert dialog(window, PasswordDialog).isVisible()
