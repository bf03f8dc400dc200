"""A fault of the program reaches one dialog from wherever it arises, and tells of no record."""

import faulthandler
import logging
import sys
import threading
from functools import partial

import pytest
from PySide6.QtCore import QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QFileDialog, QWidget

from db import drafts, tree
from db.errors import Refused
from db.records import spec
from desktop import errors
from desktop.tasks import InlineTasks, Tasks
from desktop.widgets import Button

SECRET = "".join(["王芳的", "身份证号"])


class Oops(Exception):
    """A fault that quotes a record, as those of libraries do."""


def oops(*_):
    """Go wrong."""
    raise Oops(SECRET)


@pytest.fixture
def log(tmp_path, monkeypatch, theme):
    """The log of a program whose faults are caught as at the desk; its path."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    for place, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(place, name, getattr(place, name))
    path = tmp_path / "log" / "zhibu.log"
    errors.install(path)
    yield path
    qInstallMessageHandler(None)
    for handler in root.handlers[:]:
        if handler not in before:
            root.removeHandler(handler)
            handler.close()
    root.setLevel(level)
    faulthandler.enable(sys.__stderr__)
    errors._State.crash_log.close()
    errors._forget_dialog()
    errors._State.log_path = errors._State.crash_log = errors._State.bridge = None
    errors._State.keep = errors._State.say = None


@pytest.fixture
def shown(log, qtbot):
    """Waits for the dialog and returns it; neither it nor the log quotes the record."""

    def wait(times=1):
        qtbot.waitUntil(lambda: errors._State.dialog is not None, timeout=5000)
        dialog = errors._State.dialog
        qtbot.waitUntil(lambda: dialog._stories.total() >= times, timeout=5000)
        assert "Oops" in dialog.report_body()
        assert SECRET not in dialog.report_body()
        for handler in logging.getLogger().handlers:
            handler.flush()
        assert "Oops" in log.read_text(encoding="utf-8")
        assert SECRET not in log.read_text(encoding="utf-8")
        return dialog

    return wait


def in_a_timer():
    QTimer.singleShot(0, oops)


def in_a_slot():
    button = Button("按")
    button.clicked.connect(oops)
    button.click()


def in_a_thread():
    thread = threading.Thread(target=oops)
    thread.start()
    thread.join()


def reported_by_a_thread():
    thread = threading.Thread(target=lambda: errors.report(Oops(SECRET)))
    thread.start()
    thread.join()


class Broken(QWidget):
    """A widget whose painting goes wrong."""

    def paintEvent(self, event):
        oops()


class Undying:
    """An object that goes wrong when it goes."""

    def __del__(self):
        oops()


def in_a_destructor():
    Undying()


@pytest.mark.parametrize(
    "place", [in_a_timer, in_a_slot, in_a_thread, reported_by_a_thread, in_a_destructor]
)
@pytest.mark.qt_no_exception_capture
def test_a_fault_reaches_the_dialog_from(place, shown):
    place()
    assert shown().isVisible()


@pytest.mark.qt_no_exception_capture
def test_a_fault_of_painting_reaches_the_dialog(shown, qtbot):
    widget = Broken()
    qtbot.addWidget(widget)
    widget.show()
    shown()
    widget.hide()


@pytest.mark.parametrize("tasks_type", [Tasks, InlineTasks])
@pytest.mark.parametrize("where", ["work", "then", "failed"])
@pytest.mark.qt_no_exception_capture
def test_a_fault_of_work_reaches_the_dialog(where, tasks_type, shown):
    tasks = tasks_type()
    good = partial(str, "好")
    work = oops if where != "then" else lambda _job: good()
    then = oops if where == "then" else lambda _result: None
    failed = oops if where == "failed" else errors.report
    tasks.run("事", work, then, failed)
    shown()
    assert not tasks.busy
    tasks.wait()


def test_a_second_fault_is_counted_in_the_same_dialog(shown, context, tmp_path, monkeypatch):
    for _ in range(3):
        context.run(oops)
    dialog = shown(3)
    assert "3 次" in dialog.count.text()
    target = tmp_path / "报告.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog._save()
    text = target.read_text(encoding="utf-8")
    assert text.count("Oops") == 1
    assert "3次" in text
    dialog.accept()
    assert errors._State.dialog is None
    context.run(oops)
    assert errors._State.dialog is not dialog


def test_no_message_is_told_however_it_is_wrapped(log):
    def deep():
        try:
            oops()
        except Oops as error:
            raise ExceptionGroup(SECRET, [error, ValueError(SECRET)]) from error

    try:
        try:
            deep()
        except ExceptionGroup as group:
            group.add_note(SECRET)
            raise RuntimeError(SECRET) from group
    except RuntimeError as error:
        text = errors.report_text(error)
        logging.getLogger("somebody").exception("it went wrong")
    for name in ("Oops", "ValueError", "ExceptionGroup", "RuntimeError", "test_faults.py"):
        assert name in text
    written = log.read_text(encoding="utf-8")
    assert "it went wrong" in written
    assert "RuntimeError" in written
    assert SECRET not in text + written


def test_an_error_that_causes_itself_is_told_once():
    error = Oops(SECRET)
    error.__cause__ = other = Oops()
    other.__cause__ = error
    assert errors.story(error).count("Oops") == 2  # each of the two


def test_a_refusal_that_nobody_caught_is_said_and_is_no_fault(log, context):
    errors.attach(context.keep_drafts, context.warn)
    errors.report(Refused("磁盘已满，没有保存。"))
    assert context.warnings == ["磁盘已满，没有保存。"]
    assert errors._State.dialog is None


class OpenForm:
    """A form with unsaved work; it may go wrong itself."""

    record_type = "group"

    def __init__(self, record, *, wrong=False):
        self.record, self.wrong = record, wrong

    def draft(self):
        if self.wrong:
            oops()
        return self.record


def test_the_draft_of_an_open_form_is_kept_before_the_fault_is_shown(shown, context):
    errors.attach(context.keep_drafts, context.warn)
    record = tree.blank(spec("group"), organisation=context.branch, name="没保存的组")
    context.track(OpenForm(record))
    context.run(oops)
    dialog = shown()
    assert [draft.tree["name"] for draft in drafts.pending()] == ["没保存的组"]
    assert "已留草稿" in dialog.text.text()
    dialog.accept()


def test_the_dialog_says_when_no_draft_could_be_kept(shown, context):
    errors.attach(context.keep_drafts, context.warn)
    context.track(OpenForm({}, wrong=True))
    context.run(oops)
    assert "没有留下草稿" in shown().text.text()


def test_the_log_turns_while_the_program_runs(log):
    for _ in range(60):
        logging.getLogger("desktop").info("x" * 10_000)
    old = log.with_suffix(".old.log")
    assert log.stat().st_size <= 500_000
    assert 0 < old.stat().st_size <= 500_000
    for _ in range(60):
        logging.getLogger("desktop").info("y" * 10_000)
    assert sorted(path.name for path in log.parent.iterdir()) == [
        "crash.log",
        "zhibu.log",
        "zhibu.old.log",
    ]


def test_the_log_of_crashes_is_begun_anew_when_it_is_long(tmp_path, log):
    errors._State.crash_log.close()
    crashes = log.with_name("crash.log")
    crashes.write_text("x" * 600_000, encoding="utf-8")
    errors.install(log)
    assert crashes.stat().st_size == 0
    assert crashes.with_suffix(".old.log").stat().st_size == 600_000
