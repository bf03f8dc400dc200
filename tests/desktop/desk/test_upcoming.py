"""本月要办: what stands there, and what each button begins, filled in."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from db import listing, operations, queries, tree
from db.records import spec
from desktop.dialogs.put_on_list import PutOnListDialog
from desktop.pages.meetings.open_items import OpenItemsDialog
from desktop.widgets import Mark
from tests.desktop.conftest import AT, WHO

from .conftest import put

MEETING = spec("meeting")


def switch_on(desk, code="dues"):
    """Let the branch ask for a duty that is marked by hand."""
    put(
        "rule_override",
        desk.context.branch,
        code=code,
        effective_from="2026-01-01",
        reason="支部大会决定",
    )
    desk.compute()


def test_rows_stand_by_date_with_mark_days_and_article(desk):
    titles = list(desk.rows())
    assert titles.index("1月支部委员会会议") < titles.index("2月支部委员会会议")
    assert titles.index("2月支部委员会会议") < titles.index("第一季度支部党员大会")
    late, now = desk.rows()["2月支部委员会会议"], desk.rows()["3月支部委员会会议"]
    assert late.findChild(Mark).state() == "overdue"
    assert now.findChild(Mark).state() == "now"
    assert late.note.text() == "已逾期 27 天 · 《支部工作条例》第十二条"
    assert now.note.text() == "还有 4 天 · 《支部工作条例》第十二条"
    assert "待核" in desk.rows()["第一季度党课"].note.text()


def test_a_meeting_begins_with_kind_day_and_people(desk):
    desk.start("3月支部委员会会议")
    assert desk.place == "三会一课"
    asking = desk.window.current_page().new
    assert "支部委员会会议" in asking.title.text()
    assert asking.date.value() == "2026-03-27"
    desk.press(Qt.Key.Key_Return)
    record = tree.dump(MEETING, desk.window.current_page().record.uid)
    assert (record["kind"], record["held_on"]) == ("committee", "2026-03-27")
    assert record["attendance"]


def test_a_group_meeting_begins_for_its_own_group(desk):
    desk.start("3月党小组会（第二党小组）")
    desk.press(Qt.Key.Key_Return)
    record = tree.dump(MEETING, desk.window.current_page().record.uid)
    names = {row["uid"]: row["name"] for row in queries.groups_of(desk.context.branch)}
    assert names[record["group"]] == "第二党小组"


def test_what_is_made_up_for_gets_its_real_day_from_the_person(desk):
    row = desk.rows()["1月支部委员会会议"]
    assert row.button.text() == "补记"
    row.button.click()
    assert desk.window.current_page().new.date.value() is None


def test_the_open_items_of_the_lists_are_offered_once_the_meeting_stands(desk):
    item = listing.new_item(
        desk.context.branch, "task", 2026, title="送法进社区", due_on="2026-06-30"
    )
    operations.save(spec("listed_item"), listing.numbered([item])[0], who=WHO, at=AT)
    desk.compute()
    desk.start("3月支部委员会会议")
    desk.press(Qt.Key.Key_Return)
    dialog = desk.window.findChild(OpenItemsDialog)
    assert dialog is not None
    dialog.take_button.click()
    page = desk.window.current_page()
    assert "送法进社区" in str(page.record.record["agenda"])
    dialog.close()


def test_a_meeting_begun_in_its_own_tab_offers_nothing(desk):
    item = listing.new_item(desk.context.branch, "task", 2026, title="送法进社区")
    operations.save(spec("listed_item"), listing.numbered([item])[0], who=WHO, at=AT)
    desk.compute()
    desk.start("3月支部委员会会议")
    page = desk.window.current_page()
    page.new.given_up.emit()
    page.begin("general")
    desk.press(Qt.Key.Key_Return)
    assert desk.window.findChild(OpenItemsDialog) is None


def test_a_draft_is_gone_on_with(desk):
    uid = desk.meeting("2026-03-10", "committee", status="draft")
    desk.compute()
    row = desk.rows()["3月支部委员会会议"]
    assert row.button.text() == "继续写"
    row.button.click()
    assert desk.place == "三会一课"
    assert desk.window.current_page().record.uid == uid


def test_an_activity_begins_with_its_month_and_the_branchs_own_day(desk):
    row = desk.rows()["3月党员活动日"]
    assert row.button.text() == "准备"
    assert row.note.text().startswith("还有 1 天")
    row.button.click()
    assert desk.place == "28日活动"
    asking = desk.window.current_page().new
    assert (asking.month.value(), asking.date.value()) == ("3", "2026-03-28")


def test_the_plan_of_the_year_is_begun_on_the_desk_itself(desk):
    desk.start("年度计划")
    assert desk.place == "工作台"
    assert desk.page._views["year_plan"].isVisible()


def test_a_listed_item_opens_in_its_list(desk):
    item = listing.new_item(
        desk.context.branch, "task", 2026, title="送法进社区", due_on="2026-03-24"
    )
    item = listing.numbered([item])[0]
    operations.save(spec("listed_item"), item, who=WHO, at=AT)
    desk.compute()
    row = desk.rows()["清单：任务2026-01 送法进社区"]
    assert row.note.text().startswith("已逾期 3 天")
    row.button.click()
    assert desk.place == "三张清单"
    assert desk.window.current_page().pane.uid == item["uid"]


def test_decisions_of_one_record_are_one_row_and_go_on_the_list(desk, qtbot):
    item = MEETING.line("agenda")
    line = next(each for each in item.lines if each.name == "decisions")
    made = [tree.blank_line(line, text=text, due_on="2026-04-10") for text in ("挂牌", "修灯")]
    agenda = [tree.blank_line(item, title="年度工作", decisions=made)]
    desk.meeting("2026-03-10", agenda=agenda)
    desk.compute()
    rows = [title for title in desk.rows() if title.startswith("会议决定")]
    assert len(rows) == 1
    assert rows[0].endswith("，另有1条决定")
    desk.start(rows[0])
    dialog = desk.window.findChild(PutOnListDialog)
    assert dialog is not None
    dialog.close()


def test_the_end_of_a_probation_leads_to_the_member(desk, monkeypatch):
    monkeypatch.setattr(desk.context, "today", lambda: dt.date(2026, 6, 30))
    desk.compute()
    title = next(title for title in desk.rows() if "预备党员转正" in title)
    desk.start(title)
    assert desk.place == "党员"


def test_talks_show_whom_they_have_not_reached(desk):
    desk.start("谈心谈话")
    assert desk.place == "三会一课"
    assert desk.window.current_page().coverage.isVisible()


def test_the_one_who_is_left_is_talked_to_at_once(desk):
    people = queries.members_of(desk.context.branch)
    for number, each in enumerate(people[1:], 1):
        put(
            "talk",
            desk.context.branch,
            held_on="2026-03-02",
            year=2026,
            number=number,
            place="三楼会议室",
            listener=each["uid"],
            listener_name=each["name"],
            talker_name="上级领导",
            kind="reminder",
            matter="年初谈心",
            content="谈了分工。",
        )
    desk.compute()
    desk.start("谈心谈话")
    page = desk.window.current_page()
    assert page.talk.isVisible()
    assert page.talk.talk["listener"] == people[0]["uid"]


def test_hours_show_who_lacks_them(desk):
    desk.start("党员学时")
    assert desk.page._views["hours"].isVisible()


# 办结登记


def test_what_is_done_by_hand_is_noted_in_its_place_and_taken_back(desk):
    switch_on(desk)
    assert desk.rows()["1月收缴党费"].button.text() == "办结登记"
    desk.start("1月收缴党费")
    box = desk.page.overview.upcoming.note
    assert box.isVisible()
    assert box.title.text() == "办结登记：收缴党费 2026年1月"
    desk.into(box.date.target, "1月30日")
    desk.into(box.words.target, "收据三号")
    box.save_button.click()
    assert not box.isVisible()
    note = queries.records(spec("duty_note"), organisation=desk.context.branch)[0]
    assert (note.values["code"], note.values["year"], note.values["month"]) == ("dues", 2026, 1)
    assert tree.dump(spec("duty_note"), note.uid)["note"] == "收据三号"
    desk.compute()
    assert "1月收缴党费" not in desk.rows()
    desk.window.toast.button.click()
    desk.compute()
    assert "1月收缴党费" in desk.rows()


@pytest.mark.parametrize("day", ["", "2026-12-01"])
def test_a_note_without_a_day_or_of_a_day_to_come_is_refused(desk, day):
    switch_on(desk)
    desk.start("1月收缴党费")
    box = desk.page.overview.upcoming.note
    box.date.set_value(day or None)
    box.save()
    assert box._date_field.error()
    assert queries.records(spec("duty_note")) == []
    desk.press(Qt.Key.Key_Escape)
    assert not box.isVisible()


def test_the_next_step_of_a_person_is_noted_for_that_person(desk):
    switch_on(desk, "application_talk")
    put(
        "duty_note",
        desk.context.branch,
        code="application",
        year=2026,
        done_on="2026-03-05",
        name="项羽",
    )
    desk.compute()
    title = next(title for title in desk.rows() if title.endswith("（项羽）"))
    desk.start(title)
    box = desk.page.overview.upcoming.note
    box.date.set_value("2026-03-20")
    box.save()
    notes = queries.records(spec("duty_note"), organisation=desk.context.branch)
    talk = next(note for note in notes if note.values["code"] == "application_talk")
    assert (talk.values["name"], talk.values["month"]) == ("项羽", None)
    desk.compute()
    assert title not in desk.rows()


# Around the list


def test_nothing_due_is_said_in_one_sentence(desk, monkeypatch):
    from db import due

    monkeypatch.setattr(due, "upcoming", lambda organisation, today: [])
    desk.compute()
    upcoming = desk.page.overview.upcoming
    assert upcoming.empty.isVisible()
    assert upcoming.empty.text() == "这个月没有要办的事。"


def test_a_general_branch_is_told_where_duties_stand(desk):
    parent = put("organisation", "", kind="general_branch", name="某局党总支", short_name="总支")
    desk.context.set_branch(parent["uid"])
    desk.compute()
    assert "选一个党支部" in desk.page.overview.upcoming.empty.text()
    assert desk.page.overview.year.grid.rows() == []


def test_a_long_list_begins_with_its_first_rows(desk):
    for number in range(45):
        item = listing.new_item(
            desk.context.branch, "task", 2026, title=f"任务{number}", due_on="2026-03-20"
        )
        operations.save(spec("listed_item"), listing.numbered([item])[0], who=WHO, at=AT)
    desk.compute()
    upcoming = desk.page.overview.upcoming
    assert len(upcoming.rows) == 30
    assert upcoming.more_button.isVisible()
    upcoming.more_button.click()
    assert len(upcoming.rows) > 60
