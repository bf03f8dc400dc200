"""换届 at the window: begin from the desk, book the steps, enter the new committee, undo."""

import datetime as dt
import shutil

import pytest
from PySide6.QtWidgets import QApplication

from db import elections, operations, queries, tree
from desktop.app import Wish
from desktop.pages import PAGES
from desktop.pages.members.views import ELECTIONS

TODAY = dt.date(2027, 3, 1)


@pytest.fixture
def window(open_window, demo_file, tmp_path, bare_context):
    path = tmp_path / "示例.zhibu"
    shutil.copyfile(demo_file, path)
    made = open_window(PAGES, TODAY, path, "党员")
    first = next(row for row in queries.branches() if "第一" in row["short_name"])
    bare_context.set_branch(first["uid"])
    return made


def test_an_election_goes_from_its_first_step_to_the_new_committee(window, bare_context):
    bare_context.begin(Wish("election"))
    pane = window.current_page().view()
    assert window.current_page()._views[ELECTIONS] is pane
    assert "第4届" in pane.clock.text()
    assert pane._editor().title.text() == "第5届换届选举"
    pane._editor().save_button.click()
    uid = pane.uid
    assert pane.next_label.text() == "下一步：支委会研究。"
    pane.book_button.click()  # no day yet
    assert "哪一天" in pane._day_field.error()
    pane.day.set_value("2027-03-02")
    pane.book_button.click()
    assert "今天以后" in pane._day_field.error()
    pane.day.set_value("2027-03-01")
    pane.proof.set_value("第2次支委会")
    pane.book_button.click()
    assert pane.next_label.text() == "下一步：报送选举请示。"
    assert not pane.enter_button.isVisible()

    record = tree.dump(elections.KIND, uid)
    people = queries.members_of(bare_context.branch)[:3]
    line = elections.KIND.line("candidates")
    record["held_on"] = "2027-03-01"
    record["candidates"] = [
        tree.blank_line(line, member=each["uid"], name=each["name"], elected=True)
        for each in people
    ]
    operations.save(elections.KIND, record, who="陈晗", at="2027-03-01T02:00:00Z")
    pane.refresh()
    pane.show_record("election", uid)
    assert pane.enter_button.isVisible()
    assert pane.said.count() > 1  # no votes, no presence: it is told
    before = len(queries.records(elections.COMMITTEE, organisation=bare_context.branch))
    pane.enter_button.click()
    known = queries.records(elections.COMMITTEE, organisation=bare_context.branch)
    assert len(known) == before + 1
    committee = tree.dump(elections.KIND, uid)["committee"]
    assert window.current_page().shown_record() == ("committee", committee)
    bare_context.undo()
    assert tree.dump(elections.KIND, uid)["committee"] is None
    assert len(queries.records(elections.COMMITTEE, organisation=bare_context.branch)) == before


def test_looking_at_a_finished_election_asks_for_nothing(window):
    page = window.current_page()
    page.show_view(ELECTIONS)
    pane = page.view()
    (card,) = pane.list.rows()
    pane.list.chosen.emit(card.uid)
    assert (card.pill, pane.next_label.text()) == ("已办完", "各步都已登记。")
    assert not pane.book_button.isVisible()
    assert not pane.enter_button.isVisible()
    pane.print_menu.aboutToShow.emit()
    titles = [action.text() for action in pane.print_menu.actions()]
    for name in ("选举请示", "选票", "计票单", "选举结果报告", "选举工作表"):
        assert f"打印{name}…" in titles


def test_a_vacancy_on_the_desk_is_filled_by_an_election_and_taken_back(window, bare_context):
    committee = elections.COMMITTEE
    term = max(
        (
            tree.dump(committee, row.uid)
            for row in queries.records(committee, organisation=bare_context.branch)
        ),
        key=lambda each: each["began_on"],
    )
    leaving = next(row for row in term["posts"] if row["post"] == "publicity")
    leaving["ended_on"] = "2027-02-10"
    operations.save(committee, term, who="陈晗", at="2027-02-10T02:00:00Z")
    window.show_page(0)
    desk = window.current_page()
    desk.compute()
    while desk.busy:
        QApplication.processEvents()
    desk.overview.upcoming.show_all()
    found = next(r for r in desk.overview.upcoming.rows if "宣传委员" in r.title.text())
    assert found.button.text() == "办补选"
    found.button.click()

    pane = window.current_page().view()
    assert pane._editor().title.text() == "补选"
    pane._editor().save_button.click()
    uid = pane.uid
    record = tree.dump(elections.KIND, uid)
    assert (record["kind"], record["steps"]) == ("vacancy", [])
    serving = {row["member"] for row in term["posts"]}
    chosen = next(m for m in queries.members_of(bare_context.branch) if m["uid"] not in serving)
    line = elections.KIND.line("candidates")
    record["held_on"] = "2027-02-26"
    record["candidates"] = [
        tree.blank_line(
            line, member=chosen["uid"], name=chosen["name"], post="publicity", elected=True
        )
    ]
    operations.save(elections.KIND, record, who="陈晗", at="2027-03-01T02:00:00Z")
    pane.refresh()
    pane.show_record("election", uid)
    assert pane.enter_button.text() == "登入补选的职务"
    pane.enter_button.click()
    assert window.current_page().shown_record() == ("committee", term["uid"])
    added = tree.dump(committee, term["uid"])["posts"][-1]
    assert (added["member"], added["post"], added["began_on"]) == (
        chosen["uid"],
        "publicity",
        "2027-02-26",
    )
    bare_context.undo()
    assert tree.dump(committee, term["uid"])["posts"] == term["posts"]
    assert tree.dump(elections.KIND, uid)["committee"] is None
