"""The numbers and the records behind them, 迎检自查, the rules and the branch's own changes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db import queries, tree
from db.records import spec
from desktop.widgets import Button, FindingCard

from .conftest import put

OVERRIDE = spec("rule_override")


def settle(view):
    """Let the checks of a period come to their end."""
    while view.work.busy:  # the desk behind it may wait
        QApplication.processEvents()


# 本年数字


def test_a_number_shows_its_records_and_each_opens(desk):
    uid = desk.meeting("2026-01-14")
    desk.meeting("2026-02-11", status="draft", number=2)
    desk.compute()
    numbers = desk.page.overview.numbers
    assert numbers.buttons["meetings"].text() == "1 次"
    assert numbers.buttons["committee"].text() == "支委会 1"
    assert "草稿 1 份不计" in numbers.title.note.text()
    numbers.buttons["meetings"].click()
    view = desk.page._views["listed"]
    assert view.title.text() == "2026年三会一课 1 次"
    assert [row.uid for row in view.cards.rows()] == [uid]
    view.cards.opened.emit(uid)
    assert desk.place == "三会一课"
    assert desk.window.current_page().record.uid == uid


def test_a_number_without_records_cannot_be_pressed(desk):
    assert not desk.page.overview.numbers.buttons["lecture"].isEnabled()


def test_presence_stands_person_by_person_in_the_order_of_the_roster(desk):
    uid = desk.meeting("2026-01-14")
    desk.compute()
    desk.page.overview.numbers.people["attendance"].click()
    view = desk.page._views["attendance"]
    people = [row["name"] for row in queries.members_of(desk.context.branch)]
    first, last = people[0], people[18]
    assert view.numbers[first, "实到"].text() == "1"
    assert (last, "请假") in view.numbers
    assert (first, "请假") not in view.numbers
    view.numbers[last, "请假"].click()
    assert [row.uid for row in desk.page._views["listed"].cards.rows()] == [uid]
    assert desk.page._views["listed"].title.text() == f"{last} 请假 1"


def test_hours_say_where_they_come_from_and_what_is_missing(desk):
    desk.activity("2026-01-28", hours=250)
    desk.compute()
    desk.page.overview.numbers.people["hours"].click()
    view = desk.page._views["hours"]
    first = queries.members_of(desk.context.branch)[0]["name"]
    assert view.numbers[first, "合计"].text() == "2.5"


def test_another_year_leaves_the_records_behind_and_turns_the_numbers(desk):
    desk.meeting("2026-01-14")
    desk.compute()
    desk.page.overview.numbers.buttons["meetings"].click()
    desk.context.set_year(2025)
    assert desk.page.overview.isVisible()
    desk.page.show_people("attendance")
    desk.context.set_year(2026)
    view = desk.page._views["attendance"]
    assert view.isVisible()
    assert view.title.text() == "2026年到会情况"
    assert view.numbers


def test_escape_leads_back_to_the_desk(desk):
    desk.page.show_people("hours")
    desk.press(Qt.Key.Key_Escape)
    assert desk.page.overview.isVisible()


# 记录校验, 迎检自查


def test_the_card_counts_records_by_what_is_wrong(desk):
    desk.meeting("2026-01-14", status="draft", place="")
    desk.compute()
    checks = desk.page.overview.checks
    assert checks.title.note.text() == "2026年 1 份记录"
    assert checks.lines["block"].text() == "1 份不能定稿，多在“必填项齐全”"
    assert checks.lines["ok"].text() == "0 份要素齐全"


def test_each_finding_jumps_to_its_field(desk):
    uid = desk.meeting("2026-01-14", status="draft", place="")
    desk.compute()
    desk.page.overview.checks.button.click()
    view = desk.page._views["check"]
    settle(view)
    cards = view.findChildren(FindingCard)
    assert cards
    wanted = next(card for card in cards if card.target == ("place",))
    wanted.jumped.emit(wanted.target)
    assert desk.place == "三会一课"
    page = desk.window.current_page()
    assert page.record.uid == uid


def test_what_is_in_order_comes_first_then_what_is_missing(desk):
    desk.meeting("2026-01-14")
    desk.compute()
    desk.page.show_self_check()
    view = desk.page._views["check"]
    settle(view)
    labels = [each.text() for each in view.column.findChildren(type(view.summary))]
    order = [labels.index(t) for t in ("一、已经做到的", "二、还没有办的事项", "三、记录里还缺的")]
    assert order == sorted(order)
    assert any(text.startswith("支部委员会会议：1 期已完成，1 份记录") for text in labels)
    assert any(text.startswith("2月支部委员会会议 · 已逾期 27 天") for text in labels)


def test_a_quarter_or_a_level_narrows_the_list(desk):
    desk.meeting("2026-01-14", status="draft", place="")
    desk.compute()
    desk.page.show_self_check()
    view = desk.page._views["check"]
    settle(view)
    assert "记录 1 份" in view.summary.text()
    view.level.set_value("remind")
    view._show()
    shown = [card for card in view.findChildren(FindingCard) if card.isVisible()]
    assert not any(card.level == "block" for card in shown)
    view.period.set_value("m2")
    view.refresh()
    settle(view)
    assert "记录 0 份" in view.summary.text()
    view.period.set_value("q1")
    view.refresh()
    settle(view)
    assert "记录 1 份" in view.summary.text()


def test_a_duty_that_is_missing_is_begun_from_the_list(desk):
    desk.page.show_self_check()
    view = desk.page._views["check"]
    settle(view)
    button = next(b for b in view.column.findChildren(Button) if b.text() == "补记")
    button.click()
    assert desk.place in ("三会一课", "28日活动")


# 规则


def test_every_rule_of_a_duty_stands_with_article_and_doubt(desk):
    desk.page.overview.rules_button.click()
    view = desk.page._views["rules"]
    texts = [label.text() for label in view.cards["lecture"].findChildren(type(view.note))]
    assert "每季度1次" in texts
    assert any("待核" in text for text in texts)
    assert view.cards["committee_meeting"].isVisible()
    view.search.setText("党课")
    view._search("党课")
    assert not view.cards["committee_meeting"].isVisible()


def test_a_rule_of_the_branchs_own_needs_a_reason_and_changes_the_year(desk):
    desk.page.show_rules()
    view = desk.page._views["rules"]
    view.buttons["committee_meeting"].click()
    own = desk.page._views["rule_override"]
    form = own.editor.form
    assert form.values()["effective_from"] == "2026-01-01"
    form.fields["active"].editor.set_value(False)
    assert not own.editor.save()
    form.fields["reason"].editor.set_value("支部大会决定由党员大会代行")
    assert own.editor.save()
    own.back_button.click()
    assert view.isVisible()
    texts = [button.text() for button in view.cards["committee_meeting"].findChildren(Button)]
    assert any("支部大会决定由党员大会代行" in text for text in texts)
    view.back_button.click()
    desk.compute()
    assert "2月支部委员会会议" not in desk.rows()


def test_a_rule_of_the_branchs_own_is_deleted_and_comes_back(desk):
    own = put(
        "rule_override",
        desk.context.branch,
        code="dues",
        effective_from="2026-01-01",
        reason="支部大会决定",
    )
    desk.context.go("rule_override", own["uid"])
    view = desk.page._views["rule_override"]
    assert view.isVisible()
    view.editor.delete_button.click()
    assert desk.page._views["rules"].isVisible()
    assert queries.records(OVERRIDE) == []
    desk.context.undo()
    assert len(queries.records(OVERRIDE)) == 1


@pytest.mark.parametrize(
    ("show", "paper"), [("show_self_check", "self-check"), ("show_rules", "rules-sheet")]
)
def test_a_view_prints_its_own_paper(desk, monkeypatch, show, paper):
    getattr(desk.page, show)()
    view = desk.page._view()
    made = []
    monkeypatch.setattr(view._press, "print_made", lambda title, make, then: made.append(make()))
    view.print_out()
    assert made[0].startswith(b"%PDF")
    desk.context.answers = [desk.context.path.with_name(f"{paper}.pdf")]
    view._press.save_year(paper)
    assert desk.context.path.with_name(f"{paper}.pdf").is_file()


def test_a_note_is_found_by_the_search_and_opened_on_the_desk(desk):
    note = put(
        "duty_note", desk.context.branch, code="dues", year=2026, month=1, done_on="2026-01-30"
    )
    desk.context.go("duty_note", note["uid"])
    view = desk.page._views["duty_note"]
    assert view.isVisible()
    assert view.editor.form.values()["done_on"] == "2026-01-30"


@pytest.mark.parametrize("record_type", ["rule_override", "year_plan"])
def test_what_a_crash_kept_is_shown_again(desk, record_type):
    kind = spec(record_type)
    draft = tree.blank(kind, organisation=desk.context.branch)
    if record_type == "year_plan":
        draft["year"] = 2026
    desk.page.open_draft(record_type, draft)
    assert desk.page._views[record_type].isVisible()


def test_leaving_saves_what_was_changed(desk):
    desk.page._change_rule("lecture")
    form = desk.page._views["rule_override"].editor.form
    form.fields["active"].editor.set_value(False)
    form.fields["reason"].editor.set_value("总支要求")
    form.fields["reason"].editor.changed.emit()
    desk.window.show_page(1)
    assert desk.place == "三会一课"
    assert len(queries.records(OVERRIDE)) == 1
