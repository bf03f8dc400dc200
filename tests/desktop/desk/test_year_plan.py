"""The year's plan in the window: proposed, edited, filed, printed, and the way to the records."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from db import drafting, operations, queries
from db.records import spec
from desktop.pages.desk.plan.pane import YearPlanPane
from tests.desktop.conftest import AT, WHO

PLAN = spec("year_plan")
OUTCOME = 6


@pytest.fixture
def plan(desk) -> YearPlanPane:
    """The pane with a fresh plan of the year."""
    desk.page.show_plan()
    pane = desk.page._place.currentWidget()
    assert isinstance(pane, YearPlanPane)
    pane.empty.button.click()
    return pane


def table(pane):
    return pane._rows.table


def place(pane, month: int, kind: str) -> int:
    """The number of the row of a month that begins with these words."""
    return next(
        number
        for number, shown in enumerate(table(pane).source.shown)
        if shown.cells[0] == f"{month}月" and shown.cells[1].startswith(kind)
    )


def choose(pane, month: int, kind: str) -> None:
    row = place(pane, month, kind)
    table(pane).setCurrentIndex(table(pane).source.index(row, 0))


def click_outcome(pane, month: int, kind: str) -> None:
    """Click on what became of a row."""
    index = table(pane).source.index(place(pane, month, kind), OUTCOME)
    table(pane).scrollTo(index)
    spot = table(pane).visualRect(index).center()
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(table(pane).viewport(), left, Qt.KeyboardModifier.NoModifier, QPoint(spot))


def stored(desk):
    return queries.year_plan_of(desk.context.branch, 2026)


def test_a_year_without_a_plan_offers_to_propose_one(desk):
    desk.page.show_plan()
    pane = desk.page._place.currentWidget()
    assert "2026年还没有三会一课计划" in pane.empty.label.text()
    assert pane.copy_button.isHidden()
    pane.empty.button.click()
    rows = stored(desk)["rows"]
    assert {row["kind"] for row in rows} >= {"general", "committee", "lecture", "activity", "life"}
    assert table(pane).source.rowCount() == len(rows)


def test_undoing_the_proposal_takes_the_plan_away(desk, plan):
    desk.context.undo()
    desk.compute()
    assert stored(desk) is None
    assert not plan.empty.isHidden()


def test_what_is_written_in_a_row_is_saved_on_leaving(desk, plan):
    choose(plan, 3, "支部党员大会")
    desk.into(plan._rows.form.theme.target, "总结一季度工作")
    plan.back_button.setFocus()
    plan.back_button.click()
    assert desk.page._place.currentWidget() is desk.page.overview
    row = next(r for r in stored(desk)["rows"] if (r["kind"], r["month"]) == ("general", 3))
    assert row["title"] == "总结一季度工作"


def test_a_row_is_added_moved_to_its_month_and_taken_away(desk, plan):
    before = len(stored(desk)["rows"])
    choose(plan, 3, "支部党员大会")
    plan._rows.add_button.click()
    form = plan._rows.form
    form.kind.set_value("other")
    form.month.set_value("5")
    desk.into(form.theme.target, "参观纪念馆")
    form.theme.changed.emit()
    assert place(plan, 5, "其他")
    assert plan.leave()
    assert len(stored(desk)["rows"]) == before + 1
    choose(plan, 5, "其他")
    plan._rows.remove_button.click()
    assert plan.leave()
    assert len(stored(desk)["rows"]) == before


def test_the_group_is_asked_only_of_a_meeting_of_a_group(desk, plan):
    choose(plan, 3, "支部党员大会")
    form = plan._rows.form
    assert form.group_field.isHidden()
    form.kind.set_value("group")
    form.kind.changed.emit()
    assert not form.group_field.isHidden()


def test_a_click_on_a_row_that_is_done_opens_its_record(desk, plan):
    uid = desk.meeting("2026-03-20", "general")
    desk.compute()
    assert (
        "已完成 3月20日" in table(plan).source.shown[place(plan, 3, "支部党员大会")].cells[OUTCOME]
    )
    click_outcome(plan, 3, "支部党员大会")
    assert desk.place == "三会一课"
    assert desk.window.current_page().record.uid == uid


def test_a_click_on_a_row_that_is_open_begins_its_record(desk, plan):
    click_outcome(plan, 3, "支部委员会会议")
    assert desk.place == "三会一课"
    assert desk.window.current_page()._shows(desk.window.current_page().new)


def test_enter_in_the_table_begins_the_activity_of_the_month(desk, plan):
    choose(plan, 3, "党员活动日")
    table(plan).setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.place == "28日活动"


def test_what_was_held_without_a_plan_stands_at_the_end(desk, plan):
    desk.meeting("2026-01-14", "life")
    desk.compute()
    last = table(plan).source.shown[-1]
    assert last.cells[1] == "组织生活会"
    assert "计划以外" in last.cells[OUTCOME]
    table(plan).setCurrentIndex(table(plan).source.index(len(table(plan).source.shown) - 1, 0))
    assert plan._rows.card.isHidden(), "what was not planned is not edited here"


def test_activities_show_the_theme_of_their_own_plan(desk, plan):
    activities = drafting.new_plan(desk.context.branch, 2026)
    activities["months"][4] |= {"title": "植树"}
    operations.save(spec("activity_plan"), activities, who=WHO, at=AT)
    plan.refresh()
    assert table(plan).source.shown[place(plan, 5, "党员活动日")].cells[2] == "植树"


def test_next_year_begins_with_this_year_s_plan(desk, plan):
    record = stored(desk)
    record["rows"][0]["title"] = "学习文件"
    operations.save(PLAN, record, who=WHO, at=AT)
    desk.context.set_year(2027)
    plan.open_year()
    assert not plan.copy_button.isHidden()
    plan.copy_button.click()
    assert queries.year_plan_of(desk.context.branch, 2027)["rows"][0]["title"] == "学习文件"


def test_the_plan_is_kept_as_pdf_and_as_a_workbook(desk, plan, tmp_path):
    for action in plan.print_button.menu().actions():
        if action.data() == "print":
            continue
        path = tmp_path / ("计划.pdf" if action.data() == "save" else "计划.xlsx")
        desk.context.answers.append(path)
        action.trigger()
        assert path.stat().st_size > 1000
    assert desk.context.warnings == []


def test_filing_the_plan_meets_the_duty(desk, plan):
    form = plan.editor.form
    for name, day in (("made_on", "2026-02-10"), ("filed_on", "2026-02-12")):
        form.fields[name].editor.set_value(day)
        form.fields[name].editor.changed.emit()
    assert plan.leave()
    desk.compute()
    states = {d.code: str(d.state) for d in desk.page.overview.duties if d.code.startswith("plan")}
    assert states == {"plan": "已完成", "plan_filing": "已完成"}


def test_a_draft_of_the_plan_comes_back(desk, plan):
    values = stored(desk)
    values["rows"][0]["title"] = "没有存下来的"
    desk.page.open_draft("year_plan", values)
    assert "没有存下来的" in table(plan).source.shown[0].cells
    assert plan.editor.draft() is not None


def test_a_file_that_is_only_read_shows_the_plan_and_lets_nothing_be_changed(desk, plan):
    plan._rows.set_read_only(on=True)
    choose(plan, 3, "支部党员大会")
    assert plan._rows.add_button.isHidden()
    assert plan._rows.remove_button.isHidden()
    assert not plan._rows.form.theme.target.isEnabled() or plan._rows.form.theme.area.isReadOnly()


def test_the_plan_fits_a_small_screen(desk, plan):
    assert desk.window.minimumSizeHint().width() <= 1366


def test_a_plan_in_the_bin_leaves_the_year_without_one(desk, plan):
    plan.editor.delete_button.click()
    assert stored(desk) is None
    assert not plan.empty.isHidden()
