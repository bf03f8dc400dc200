"""What belongs to the desk: settings, folders, tasks, the log, the way in."""

import logging
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from desktop import errors, paths
from desktop.__main__ import main
from desktop.app import Context
from desktop.settings import Preferences, Settings
from desktop.tasks import Cancelled, InlineTasks, Tasks

ROOT = Path(__file__).parents[2]


def test_settings_come_back_with_their_types(tmp_path: Path):
    path = tmp_path / "settings.ini"
    first = Settings(path)
    first.change(backup_on_close=False, text_percent=125, recent=("甲.zhibu",), theme="dark")
    first.keep_geometry("window", QByteArray(b"abc"))
    first.flush()
    again = Settings(path)
    assert again.preferences == first.preferences
    assert again.preferences.backup_on_close is False
    assert again.preferences.recent == ("甲.zhibu",)
    assert again.geometry("window") == QByteArray(b"abc")
    again.change(recent=())
    again.flush()
    assert Settings(path).preferences.recent == ()


def test_settings_that_make_no_sense_are_those_of_the_first_start(tmp_path: Path):
    path = tmp_path / "settings.ini"
    path.write_text("[desk]\ntext_percent=huge\nstrange=1\n", encoding="utf-8")
    assert Settings(path).preferences == Preferences()


def test_recent_files_are_few_and_the_last_comes_first(tmp_path: Path):
    settings = Settings(tmp_path / "settings.ini")
    for number in range(12):
        settings.add_recent(tmp_path / f"{number}.zhibu")
    settings.add_recent(tmp_path / "5.zhibu")
    recent = [Path(name).stem for name in settings.preferences.recent]
    assert recent[:3] == ["5", "11", "10"]
    assert len(recent) == 8


def test_the_folders_follow_what_is_asked_for(tmp_path: Path):
    assert paths.find(str(tmp_path)).settings == tmp_path / "settings.ini"
    assert paths.find().root.name == "zhibu"


def test_work_is_answered_on_the_thread_of_the_window(qtbot):
    tasks = Tasks()
    answers, places = [], []

    def work(job):
        places.append(threading.current_thread())
        job.step(1, 2, "一半")
        return 42

    def then(result):
        answers.append((result, threading.current_thread()))

    with qtbot.waitSignal(tasks.ended):
        tasks.run("算一算", work, then, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(42, threading.main_thread())]
    assert places != [threading.main_thread()]
    assert not tasks.busy


def test_a_fault_of_the_work_is_told_and_nothing_else_is_lost(qtbot):
    tasks = Tasks()
    failures, results = [], []

    def bad(job):
        raise ZeroDivisionError

    tasks.run("坏的", bad, results.append, failures.append)
    tasks.run("好的", lambda job: 1, results.append, failures.append)
    qtbot.waitUntil(lambda: bool(results))
    assert isinstance(failures[0], ZeroDivisionError)
    assert results == [1]


def test_work_that_is_cancelled_ends_without_an_answer(qtbot):
    tasks = Tasks()
    begun, answers = threading.Event(), []

    def work(job):
        begun.set()
        while True:
            job.step(0, 0)

    job = tasks.run("长的", work, answers.append, answers.append)
    begun.wait(5)
    with qtbot.waitSignal(tasks.ended):
        job.cancel()
    assert answers == []


def test_inline_work_is_done_at_once():
    answers = []
    InlineTasks().run("此刻", lambda job: "完", answers.append, answers.append)
    assert answers == ["完"]
    with pytest.raises(Cancelled):
        raise Cancelled


def test_a_report_tells_the_place_of_a_fault_and_nothing_of_a_record():
    secret = "张三的身份证号"
    try:
        try:
            raise ValueError(secret)
        except ValueError as error:
            raise RuntimeError(secret) from error
    except RuntimeError as error:
        text = errors.report_text(error)
    assert "ValueError" in text
    assert "RuntimeError" in text
    assert "test_desk.py" in text
    assert secret not in text


def test_the_chosen_kind_of_file_decides_the_ending(context, qtbot, tmp_path, monkeypatch):
    from PySide6.QtWidgets import QFileDialog

    word = "Word 文档 (*.docx)"
    pattern = f"PDF (*.pdf);;{word}"
    (tmp_path / "有.docx").write_bytes(b"old")

    def chosen(name, kind):
        answer = (str(tmp_path / name), kind)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: answer)
        return Context.choose_save(context, "另存为", "记录.pdf", pattern)

    assert chosen("记录.pdf", "PDF (*.pdf)") == tmp_path / "记录.pdf"
    assert chosen("记录.pdf", word) == tmp_path / "记录.docx"
    assert chosen("2026.3.27", word) == tmp_path / "2026.3.27.docx"
    assert chosen("别的.pdf", word) == tmp_path / "别的.pdf"
    monkeypatch.setattr(context, "ask", lambda *a: False)
    assert chosen("有", word) is None
    monkeypatch.setattr(context, "ask", lambda *a: True)
    assert chosen("有", word) == tmp_path / "有.docx"


def test_one_dialog_is_shown_for_a_fault_and_a_second_waits(context, qtbot, tmp_path, monkeypatch):
    from PySide6.QtWidgets import QFileDialog

    secret = "".join(["李", "四"])

    def broken():
        raise KeyError(secret)

    assert context.run(broken) is None
    dialog = errors._State.dialog
    assert dialog is not None
    context.run(broken)
    assert errors._State.dialog is dialog
    target = tmp_path / "报告.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(target), ""))
    dialog._save()
    assert "KeyError" in target.read_text(encoding="utf-8")
    assert secret not in target.read_text(encoding="utf-8")
    dialog.accept()
    assert errors._State.dialog is None


def test_the_log_is_written_and_turned_when_it_is_long(tmp_path: Path, monkeypatch):
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    hooks = sys.excepthook, threading.excepthook
    path = tmp_path / "log" / "zhibu.log"
    path.parent.mkdir()
    path.write_text("x" * 600_000, encoding="utf-8")
    try:
        errors.install(path)
        logging.getLogger("desktop").info("hello")
        assert "hello" in path.read_text(encoding="utf-8")
        assert path.with_suffix(".old.log").exists()
    finally:
        sys.excepthook, threading.excepthook = hooks
        from PySide6.QtCore import qInstallMessageHandler

        qInstallMessageHandler(None)
        for handler in root.handlers[:]:
            if handler not in before:
                root.removeHandler(handler)
                handler.close()
        root.setLevel(level)
        import faulthandler

        faulthandler.enable(sys.__stderr__)
        errors._State.crash_log.close()
        errors._State.log_path = errors._State.crash_log = None


def test_a_command_runs_without_qt():
    code = (
        "import sys; from desktop.__main__ import main; status = main(['list', '没有', 'member']);"
        "assert not [name for name in sys.modules if name.startswith('PySide6')]; sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_without_a_screen_the_program_says_so(monkeypatch, capsys):
    if not sys.platform.startswith("linux"):
        pytest.skip("a question of Linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == 2
    assert "没有图形界面" in capsys.readouterr().err


def test_fcitx_is_reached_through_ibus(monkeypatch):
    from desktop.__main__ import _prepare_surroundings

    monkeypatch.setenv("XMODIFIERS", "@im=fcitx")
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    _prepare_surroundings()
    import os

    expected = "ibus" if sys.platform.startswith("linux") else "fcitx"
    assert os.environ["QT_IM_MODULE"] == expected


def test_a_word_that_is_no_command_is_named_with_those_that_are(capsys):
    from desktop.__main__ import main

    assert main(["nope"]) == 2
    assert "没有“nope”" in capsys.readouterr().err
