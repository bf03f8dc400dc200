"""请假补课 at the window: who was away is listed, noted, filtered, printed, and undone."""

import datetime as dt
import shutil

import pytest

from db import absences, queries
from desktop.pages import PAGES
from desktop.pages.members.views import ABSENCES


@pytest.fixture
def pane(open_window, demo_file, tmp_path, bare_context):
    path = tmp_path / "示例.zhibu"
    shutil.copyfile(demo_file, path)
    window = open_window(PAGES, dt.date(2026, 11, 24), path, "党员")
    first = next(row for row in queries.branches() if "第一" in row["short_name"])
    bare_context.set_branch(first["uid"])
    views = window.current_page()
    views.show_view(ABSENCES)
    return views.view()


def note(pane, uid: str, **values) -> None:
    pane.list.chosen.emit(uid)
    fields = pane._editor().form.fields
    for name, value in values.items():
        fields[name].editor.set_value(value)
        fields[name].editor.changed.emit()
    pane._editor().save_button.click()


def test_a_leave_is_noted_and_the_note_taken_back(pane, bare_context):
    pane.show_choice.set_value("open")
    pane.show_choice.changed.emit()
    row = pane.list.rows()[0]
    away = pane._away[row.uid]
    before = pane.sums.text()
    note(pane, row.uid, asked_on=away.day, approved_by="单伟", made_up_on="2026-11-24")
    assert pane.sums.text() != before
    assert row.title not in [r.title for r in pane.list.rows() if r.subtitle == row.subtitle]
    pane.show_choice.set_value("all")
    pane.show_choice.changed.emit()
    now = next(r for r in pane.list.rows() if (r.title, r.subtitle) == (row.title, row.subtitle))
    assert (now.pill, pane._away[now.uid].noted["approved_by"]) == ("已补课", "单伟")
    bare_context.undo()
    assert pane.sums.text() == before


def test_looking_at_somebody_notes_nothing(pane):
    rows = [each for each in pane._away.values() if each.noted is None][:3]
    for each in rows:
        pane.list.chosen.emit(each.key)
    assert pane.leave()
    known = absences.register(pane._context.branch, 2026, "2026-11-24")
    assert sum(e.noted is not None for e in known) == sum(
        e.noted is not None for e in pane._away.values()
    )


def test_what_the_meeting_says_stands_above_and_the_meeting_opens(pane, bare_context):
    went = []
    bare_context.travelled.connect(lambda *where: went.append(where))
    uid = next(key for key, each in pane._away.items() if each.reason == "长期病假")
    pane.list.chosen.emit(uid)
    assert "长期病假" in pane.facts.text()
    pane.open_button.click()
    assert went[0][:2] == (pane._away[uid].record_type, pane._away[uid].occasion)


def test_the_register_goes_to_paper_and_into_a_workbook(pane, bare_context, tmp_path):
    pane.print_menu.aboutToShow.emit()
    texts = [action.text() for action in pane.print_menu.actions()]
    assert texts[0] == "打印请假补课登记簿…"
    target = tmp_path / "登记.xlsx"
    bare_context.answers.append(target)
    next(a for a in pane.print_menu.actions() if "xlsx" in a.text()).trigger()
    assert target.exists()
    bare_context.answers.append(tmp_path / "登记.pdf")
    next(a for a in pane.print_menu.actions() if "另存为" in a.text()).trigger()
    assert (tmp_path / "登记.pdf").exists()
