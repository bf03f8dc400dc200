"""When the desk is computed, what the window does with it, the quiet reminder."""

import pytest

from db import due, operations, tree
from db.records import spec
from desktop.pages import PAGES
from desktop.pages.desk.page import DeskPage
from desktop.reminder import Reminder, words
from desktop.window import MainWindow
from tests.desktop.conftest import AT, WHO


@pytest.fixture
def counted(monkeypatch):
    """How often the duties of a year were computed."""
    asked = []
    real = due.duties

    def duties(*where):
        asked.append(where)
        return real(*where)

    monkeypatch.setattr(due, "duties", duties)
    return asked


def test_the_desk_is_the_first_tab_and_has_its_key():
    assert (PAGES[0].title, PAGES[0].shortcut) == ("工作台", "Ctrl+1")


def test_the_desk_is_computed_once_and_not_before_it_is_seen(desk, counted, qtbot):
    desk.window.show_page(1)
    desk.context.save(
        spec("group"),
        tree.blank(spec("group"), organisation=desk.context.branch, name="第三党小组"),
    )
    qtbot.wait(350)
    assert counted == []
    desk.window.show_page(0)
    qtbot.waitUntil(lambda: len(counted) == 1)
    qtbot.wait(350)
    assert len(counted) == 1


def test_a_change_is_seen_on_the_desk_in_front(desk, qtbot):
    uid = desk.meeting("2026-03-10")
    record = tree.dump(spec("meeting"), uid)
    assert "3月支部委员会会议" in desk.rows()
    desk.context.tell(operations.save(spec("text_block"), block(desk), who=WHO, at=AT))
    qtbot.waitUntil(lambda: "3月支部委员会会议" not in desk.rows())
    assert record["status"] == "final"


def block(desk):
    """A phrase of the branch: any change of data will do."""
    return tree.blank(
        spec("text_block"), organisation=desk.context.branch, title="开场", text="同志们"
    )


def test_at_a_larger_text_the_cards_stand_under_each_other(desk, theme, qapp):
    theme.set_percent(150)
    qapp.processEvents()
    overview = desk.page.overview
    assert overview.year.mapTo(overview, overview.year.rect().topLeft()).x() < 40
    assert desk.window.minimumSizeHint().width() <= 1366
    theme.set_percent(100)
    qapp.processEvents()
    assert overview.year.mapTo(overview, overview.year.rect().topLeft()).x() > 300


def test_tab_goes_through_the_rows_and_then_to_the_year(desk):
    rows = desk.page.overview.upcoming.rows
    rows[0].button.setFocus()
    desk.tab()
    assert desk.focus() is rows[1].button
    rows[-1].button.setFocus()
    desk.tab(4)
    assert desk.focus() is desk.page.overview.year.grid


def test_a_page_that_is_not_looked_at_is_not_built(bare_context, roster_store, qtbot):
    bare_context.settings.change(last_tab="三会一课")
    window = MainWindow(bare_context, PAGES)
    qtbot.addWidget(window)
    bare_context.open_file(roster_store, readonly=True)
    assert not any(isinstance(page, DeskPage) for page in window._pages.values())
    bare_context.close_file()


# The reminder


def test_what_is_due_is_said_once_a_day_for_each_file(desk, monkeypatch):
    said = []
    reminder = Reminder(desk.context, desk.window)
    reminder.came.connect(said.append)
    desk.context.settings.change(reminded=())
    reminder.remind()
    reminder.remind()
    assert len(said) == 1
    assert said[0].startswith("本月有 ")
    tomorrow = desk.context.today().replace(day=28)
    monkeypatch.setattr(desk.context, "today", lambda: tomorrow)
    reminder.remind()
    assert len(said) == 2
    assert len(desk.context.settings.preferences.reminded) == 1


def test_the_reminder_is_a_banner_that_leads_to_the_desk_and_not_over_it(desk):
    desk.window._remind("本月有 3 件要办，其中逾期 1 件。")
    assert not desk.window.banner.isVisible()
    desk.window.show_page(1)
    desk.window._remind("本月有 3 件要办，其中逾期 1 件。")
    assert desk.window.banner.isVisible()
    assert desk.window.banner.button.text() == "查看"
    desk.window.banner.button.click()
    assert desk.place == "工作台"
    desk.window.show_page(1)
    desk.window._remind("本月有 3 件要办，其中逾期 1 件。")
    desk.window.show_page(0)
    assert not desk.window.banner.isVisible()


def test_what_is_said_already_is_not_talked_over(desk):
    desk.window.show_page(1)
    desk.context.warn("磁盘快满了。")
    desk.window._remind("本月有 3 件要办。")
    assert desk.window.banner.label.text() == "磁盘快满了。"


def test_nothing_due_is_no_reminder():
    assert words([]) == ""
