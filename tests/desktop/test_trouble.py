"""The window on a disk in trouble: what was typed stays, a sentence says what to do, it works."""

import datetime as dt
import logging
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import peewee as pw
import pytest

from db import backup, connection, drafts, queries, tree
from db.connection import database
from db.records import spec
from desktop import __main__ as program
from desktop import errors
from desktop.app import Context
from desktop.pages import PAGES
from desktop.settings import Settings
from tests.crash.troubles import TROUBLES, locked, small_disk, vanished

TODAY = dt.date(2026, 3, 27)


@pytest.fixture
def place(file: Path) -> Iterator[Path]:
    """A small disk with the data file on it."""
    with small_disk() as disk:
        shutil.copyfile(file, disk / "支部.zhibu")
        yield disk


@pytest.fixture
def window(open_window, place: Path, bare_context: Context):
    pages = {name: page.title for page in PAGES for name in page.record_types}

    def opened(name: str):
        made = open_window(PAGES, TODAY, place / "支部.zhibu", pages[name])
        uid = queries.records(spec(name))[0].uid
        made.show_record(name, uid)
        return made, tree.dump(spec(name), uid)

    return opened


def form_of(context: Context, name: str):
    return next(form for form in context.tracked if form.record_type == name)


def write(editor, field: str, text: str) -> None:
    """Write into a field as hands do, which the form hears of."""
    editor.form.fields[field].editor.set_value(text)
    editor.form.changed.emit()


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_form_that_cannot_be_saved_stays_as_it_is_and_saves_afterwards(
    trouble, window, bare_context, place
):
    win, record = window("text_block")
    database.pragma("busy_timeout", 20)
    editor = form_of(bare_context, "text_block")
    text = "写了很久的话。" * 3000
    write(editor, "text", text)
    with TROUBLES[trouble](place):
        assert not editor.save()
        assert len(bare_context.warnings) == 1
        assert win.banner.isVisible()
        assert editor.form.values()["text"] == text
        assert editor.save_button.isEnabled()
    editor.save_button.click()
    assert tree.dump(spec("text_block"), record["uid"])["text"] == text
    assert drafts.pending() == []


def test_a_draft_that_cannot_be_kept_is_told_once_and_again_when_it_works(
    window, bare_context, place
):
    window("text_block")
    editor = form_of(bare_context, "text_block")
    with locked(place):
        for word in ("一", "二", "三"):
            write(editor, "title", word)
            bare_context.keep_drafts()
        assert len(bare_context.warnings) == 1
        assert "草稿没有保住" in bare_context.warnings[0]
    for word in ("四", "五"):
        write(editor, "title", word)
        bare_context.keep_drafts()
    assert [each.tree["title"] for each in drafts.pending()] == ["五"]
    assert bare_context.notices.count("草稿又能保住了。") == 1


def test_keeping_a_draft_does_not_wait_for_another_program(window, bare_context, place):
    window("text_block")
    editor = form_of(bare_context, "text_block")
    write(editor, "title", "一")
    with locked(place):
        began = dt.datetime.now(dt.UTC)
        bare_context.keep_drafts()
        assert (dt.datetime.now(dt.UTC) - began).total_seconds() < 1.5
    assert database.pragma("busy_timeout") == 2000


@pytest.mark.parametrize("trouble", [locked, vanished])
def test_looking_something_up_in_trouble_is_no_fault_of_the_program(
    trouble, window, bare_context, place, monkeypatch
):
    win, _record = window("text_block")
    monkeypatch.undo()
    database.pragma("busy_timeout", 20)
    with trouble(place):
        try:
            queries.organisations()
            database.execute_sql("UPDATE step SET name = name || 'x'")
        except Exception as error:
            errors.report(error)
    assert errors._State.dialog is None
    assert len(bare_context.warnings) == 1
    assert win.banner.isVisible()


def test_a_question_of_ours_that_is_wrong_is_still_a_fault(window):
    window("text_block")
    with pytest.raises(pw.OperationalError) as wrong:
        database.execute_sql("SELECT nothing FROM nowhere")
    assert connection.trouble(wrong.value) is None


def test_closing_without_a_backup_asks_and_is_possible(window, bare_context, place):
    win, record = window("text_block")
    bare_context.settings.change(backup_on_close=True)
    editor = form_of(bare_context, "text_block")
    write(editor, "title", "新名称")
    assert editor.save()
    with vanished(place):
        bare_context.answers = [False]
        assert not win.close()
        bare_context.answers = [True]
        assert win.close()
    assert "没有备份成功" in bare_context.questions[0]
    assert "不见了" in bare_context.questions[0]
    connection.open_file(place / "支部.zhibu")
    assert backup.existing(place / "支部.zhibu") == []
    assert tree.dump(spec("text_block"), record["uid"])["title"] == "新名称"


def test_settings_that_cannot_be_written_hinder_nothing(tmp_path):
    (tmp_path / "settings.ini").mkdir()
    settings = Settings(tmp_path / "settings.ini")
    settings.change(recorder="王芳")
    settings.flush()
    assert settings.preferences.recorder == "王芳"


def test_a_folder_of_its_own_that_cannot_be_made_keeps_no_program_from_starting(
    tmp_path, monkeypatch, qapp
):
    (tmp_path / "occupied").write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setattr(type(qapp), "exec", lambda *_: 0)
    monkeypatch.setattr(program, "_prepare_surroundings", lambda: None)
    handlers = list(logging.getLogger().handlers)
    assert program._open_window(None, str(tmp_path / "occupied")) == 0
    assert logging.getLogger().handlers == handlers
    assert sys.excepthook is not None
