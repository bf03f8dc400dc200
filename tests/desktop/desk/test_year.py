"""全年一览: marks by month, keys and clicks that open or begin, words for every cell."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from db.rules.duties.model import State

from .conftest import put


def line_of(desk, title):
    """The number of the row that begins with a title."""
    rows = desk.page.overview.year.grid.rows()
    return next(n for n, row in enumerate(rows) if row.title.startswith(title))


def test_a_record_turns_its_month_done(desk):
    grid = desk.page.overview.year.grid
    line = line_of(desk, "支部委员会会议")
    assert grid.cell(line, 1).state == State.OVERDUE
    desk.meeting("2026-01-14")
    desk.compute()
    assert grid.cell(line, 1).state == State.DONE
    assert grid.cell(line, 4).state == State.NOT_YET


def test_a_cell_with_one_record_opens_it(desk):
    uid = desk.meeting("2026-01-14")
    desk.compute()
    desk.choose("支部委员会会议", 1)
    assert desk.place == "三会一课"
    assert desk.window.current_page().record.uid == uid


def test_a_cell_without_a_record_begins_it(desk):
    desk.choose("支部党员大会", 3)
    assert desk.place == "三会一课"
    assert "支部党员大会" in desk.window.current_page().new.title.text()


def test_a_cell_of_several_offers_them(desk):
    desk.meeting("2026-01-14")
    desk.meeting("2026-01-21", number=2)
    desk.compute()
    desk.choose("支部委员会会议", 1)
    offered = desk.offered()
    assert len(offered) == 2
    assert offered[0].startswith("打开：支部委员会会议")
    desk.choose("党小组会", 2)
    assert sorted(desk.offered()) == [
        "补记：2月党小组会（第一党小组）",
        "补记：2月党小组会（第二党小组）",
    ]


def test_what_does_not_apply_says_why_under_the_grid(desk):
    put(
        "rule_override",
        desk.context.branch,
        code="committee_meeting",
        active=False,
        effective_from="2026-01-01",
        reason="由支部党员大会代行",
    )
    desk.meeting("2026-01-14")
    desk.compute()
    desk.choose("支部委员会会议", 2)
    said = desk.page.overview.year.status.text()
    assert "不适用" in said
    assert "由支部党员大会代行" in said
    assert desk.place == "工作台"


def test_a_month_in_which_nothing_is_asked_says_so(desk):
    desk.choose("支部党员大会", 2)
    assert desk.page.overview.year.status.text() == "2月 支部党员大会：这个月没有要求。"


def test_arrows_move_and_enter_opens(desk):
    year = desk.page.overview.year
    year.grid.setFocus()
    year.grid.go_to(line_of(desk, "支部党员大会"), 2)
    desk.press(Qt.Key.Key_Right)
    assert "《支部工作条例》第十一条" in year.status.text()
    assert "支部党员大会：本期应办" in year.grid.accessibleDescription()
    desk.press(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert desk.place == "三会一课"


def test_the_arrows_stop_at_the_edges(desk):
    grid = desk.page.overview.year.grid
    grid.setFocus()
    grid.go_to(0, 1)
    desk.press(Qt.Key.Key_Up, Qt.Key.Key_Left)
    assert grid.place() == (0, 1)
    grid.go_to(99, 99)
    assert grid.place() == (len(grid.rows()) - 1, 12)


def test_a_click_and_the_tooltip_find_the_cell(desk):
    grid = desk.page.overview.year.grid
    spot = grid.cell_centre(line_of(desk, "支部委员会会议"), 2)
    event = QHelpEvent(QEvent.Type.ToolTip, spot, grid.mapToGlobal(spot))
    QApplication.sendEvent(grid, event)
    assert "2月 支部委员会会议：逾期" in QToolTip.text()
    QToolTip.hideText()
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=spot)
    assert desk.place == "三会一课"
    desk.window.show_page(0)
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert desk.place == "工作台"


def test_what_counts_people_is_shown_as_a_share(desk):
    row = desk.page.overview.year.grid.rows()[line_of(desk, "谈心谈话")]
    assert row.people == "0/21"


def test_more_records_than_a_menu_holds_are_a_list(desk):
    uids = [desk.meeting(f"2026-01-{day:02}", number=day) for day in range(5, 15)]
    desk.compute()
    desk.choose("支部委员会会议", 1)
    view = desk.page._views["listed"]
    assert view.isVisible()
    assert {row.uid for row in view.cards.rows()} == set(uids)


def test_the_hours_lead_to_who_lacks_them_and_back(desk):
    desk.choose("学习学时", 12)
    labels = desk.offered()
    assert len(labels) == 2
    desk.page.overview.year.cell_menu.actions()[0].trigger()
    assert desk.page._views["hours"].isVisible()
    desk.page._views["hours"].back_button.click()
    assert desk.page.overview.isVisible()


def test_another_year_and_branch_are_shown_when_they_are_looked_at(desk):
    desk.meeting("2026-01-14")
    desk.context.set_year(2025)
    grid = desk.page.overview.year.grid
    assert grid._now == 0
    assert all(cell.state != State.DONE for row in grid.rows() for cell in row.cells.values())
    desk.context.set_year(2026)
    assert grid._now == 3
    assert grid.cell(line_of(desk, "支部委员会会议"), 1).state == State.DONE


def test_a_file_that_may_only_be_looked_at_begins_nothing(desk, monkeypatch):
    monkeypatch.setattr(type(desk.context), "readonly", property(lambda self: True))
    desk.compute()
    assert not desk.rows()["3月支部委员会会议"].button.isVisible()
    desk.choose("支部委员会会议", 2)
    assert desk.place == "工作台"


@pytest.mark.parametrize(
    ("press", "paper"),
    [
        (lambda page: page.overview.year.print_year(), "year-at-a-glance"),
        (lambda page: page.papers.print_month(), "month-sheet:3"),
    ],
)
def test_the_year_and_the_month_are_printed(desk, monkeypatch, press, paper):
    asked = []
    for each in (desk.page.overview.year.press, desk.page.papers):
        monkeypatch.setattr(each, "print_made", lambda title, make, then: asked.append(make()))
    named = []
    from desktop.recording import papers

    collect = papers.collect_year

    def collected(name, *where):
        named.append(name)
        return collect(name, *where)

    monkeypatch.setattr(papers, "collect_year", collected)
    press(desk.page)
    assert named == [paper]
    assert asked[0].startswith(b"%PDF")


def test_the_calendar_file_is_written_where_it_is_wanted(desk, tmp_path):
    target = tmp_path / "应办.ics"
    desk.context.answers = [target]
    desk.page.papers.export_calendar()
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert desk.context.notices[-1].startswith("已存为")
    desk.context.answers = [None]
    desk.page.papers.export_calendar()
