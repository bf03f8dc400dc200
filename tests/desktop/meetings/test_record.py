"""A record on its way: checks and jumps, saving by itself, drafts, into the archive and back."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db import drafts, operations, queries, tree
from db.records.held import AttendanceState
from desktop.dialogs.drafts import DraftsDialog

from .conftest import AT, MEETING, WHO

ENTER = Qt.Key.Key_Return


def fill(desk) -> None:
    """Enter the least that a committee meeting needs to become final."""
    head = desk.form.head
    for key, text in (("began_at", "900"), ("ended_at", "1000")):
        desk.into(head.editors[key].target, text)
    head.editors["recorder"].target.setFocus()
    desk.write("陈晗")
    desk.tab()
    desk.form.agenda.add_button.click()
    desk.write("研究一季度工作")
    details = desk.form.agenda.cards[0].details
    desk.into(details.report.target, "逐项通报进展，找出差距。")
    desk.into(details.editors["resolution"].target, "按计划推进。")
    desk.into(desk.form.foot.notice_on.target, "3.25")


@pytest.fixture
def filled(desk):
    """A committee meeting that nothing keeps from becoming final."""
    desk.begin("committee")
    fill(desk)
    desk.settle()
    assert desk.findings("block") == []
    return desk


def test_a_finding_leads_to_its_field_even_inside_a_folded_item(desk):
    desk.begin()
    desk.form.agenda.add_button.click()
    desk.write("通报")
    desk.form.agenda.cards[0].close_details()
    desk.settle()
    lines = desk.page.side.checks.lines()
    wanted = next(line for line in lines if line.found.field == ("agenda", 0, "resolution"))
    QTest.mouseClick(wanted, Qt.MouseButton.LeftButton)
    details = desk.form.agenda.cards[0].details
    assert desk.focus() is details.editors["resolution"].target
    assert desk.form.agenda.cards[0].is_open


def test_the_field_that_stops_the_record_is_marked_until_it_is_filled(desk):
    desk.begin()
    desk.settle()
    found = next(f for f in desk.page.side.checks.findings if f.field == ("ended_at",))
    desk.page.record.go_to_finding(found)
    box = desk.form.head.editors["ended_at"].target
    assert desk.focus() is box
    assert box.property("error")
    desk.write("1630")
    desk.tab()
    assert not box.property("error")


def test_f8_goes_from_one_finding_to_the_next(desk):
    desk.begin()
    desk.settle()
    desk.page.next_finding()
    first = desk.focus()
    desk.page.next_finding()
    assert desk.focus() is not first


def test_findings_are_grouped_by_weight_and_name_code_and_source(desk):
    desk.begin()
    desk.settle()
    panel = desk.page.side.checks
    levels = [line.found.level for line in panel.lines()]
    order = ["block", "warn", "remind", "ok"]
    assert levels == sorted(levels, key=order.index)
    assert all(line.found.code in line.accessibleName() for line in panel.lines())
    assert "阻止定稿" in panel.summary()


def test_the_checks_follow_a_moment_after_the_typing(desk, qtbot):
    desk.begin()
    desk.settle()
    assert any("散会时间" in text for text in desk.findings("block"))
    desk.into(desk.form.head.editors["ended_at"].target, "1630")
    qtbot.waitUntil(lambda: not any("散会时间" in text for text in desk.findings("block")))


def test_another_card_may_be_chosen_at_any_time_and_what_was_written_is_saved(desk):
    desk.begin("general", "3.20")
    first = desk.page.record.uid
    desk.begin("committee", "3.27")
    desk.into(desk.form.head.editors["place"].target, "（二楼）")
    second = desk.page.record.uid
    desk.page.list.chosen.emit(first)
    assert desk.page.record.uid == first
    assert "二楼" in desk.stored(second)["place"]
    assert "已保存" in desk.context.notices


def test_ctrl_s_saves_and_says_so(desk):
    desk.begin()
    desk.into(desk.form.head.editors["began_at"].target, "1500")
    assert desk.stored()["began_at"] is None
    desk.press(Qt.Key.Key_S, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert desk.stored()["began_at"] == "15:00"
    assert desk.context.notices[-1] == "已保存"
    assert not desk.form.dirty


def test_a_date_that_cannot_be_read_is_not_lost_and_keeps_the_record_open(desk):
    desk.begin("general", "3.20")
    first = desk.page.record.uid
    desk.begin("committee", "3.27")
    desk.into(desk.form.foot.notice_on.target, "3.99")
    desk.page.list.chosen.emit(first)
    assert desk.page.record.uid != first
    assert "通知日期" in desk.context.warnings[-1]
    assert desk.form.foot.notice_on.box.text() == "3.99"
    assert not desk.page.leave()


def test_a_record_without_its_date_says_so_at_the_field(desk):
    desk.begin()
    desk.form.head.date.box.clear()
    desk.form.head.changed.emit()
    assert not desk.page.record.save()
    assert "日期" in desk.context.warnings[-1]
    assert desk.focus() is desk.form.head.date.target


def test_looking_at_a_record_changes_nothing(filled):
    assert filled.page.record.save()
    before = operations.last_step()
    uid = filled.page.record.uid
    filled.begin("general", "3.20")
    filled.page.show_record("meeting", uid)
    for card in filled.form.agenda.cards:
        card.toggle()
        card.toggle()
    assert not filled.form.dirty
    filled.tab(60)
    assert not filled.form.dirty
    assert filled.page.leave()
    assert operations.last_step() == before + 1  # the second meeting


def test_what_was_typed_before_a_crash_comes_back_unsaved(desk):
    desk.begin()
    desk.into(desk.form.head.editors["place"].target, "（临时换到四楼）")
    uid = desk.page.record.uid
    desk.context.keep_drafts()
    kept = drafts.pending()
    assert [draft.tree["uid"] for draft in kept] == [uid]
    desk.page.record.form.forget()  # the crash: nothing is saved
    desk.page.open_draft("meeting", kept[0].tree)
    assert "四楼" in desk.form.head.editors["place"].value()
    assert desk.form.dirty
    assert "意外退出" in desk.page.record.banner.label.text()
    assert "四楼" not in desk.stored()["place"]
    assert desk.page.leave()
    assert "四楼" in desk.stored()["place"]
    assert drafts.pending() == []


def test_a_record_with_something_in_the_way_is_not_finalised_and_one_is_led_there(desk):
    desk.begin()
    desk.page.record.header.main_button.click()
    assert desk.stored()["status"] == "draft"
    assert "还不能定稿" in desk.page.record.banner.label.text()


def test_the_way_into_the_archive_and_back_with_a_reason(filled):
    desk = filled
    header = desk.page.record.header
    for text, status in (("定稿", "final"), ("标为已签字", "signed"), ("归档", "archived")):
        assert header.main_button.text() == text
        header.main_button.click()
        assert desk.stored()["status"] == status
    assert header.main_button.isHidden()
    header.more_menu.triggered.emit(header._more["reopen"])
    assert header.reason.isVisibleTo(desk.window)
    header.reason.yes.click()
    assert desk.stored()["status"] == "archived"
    assert "原因" in desk.page.record.banner.label.text()
    header.reason.line.target.setFocus()
    desk.write("漏记一名列席人员")
    desk.press(ENTER)
    assert desk.stored()["status"] == "draft"
    assert desk.stored()["signed_on"] is None
    assert not desk.form.head.date.box.isReadOnly()


def test_a_final_record_can_be_read_whole_but_not_changed(filled):
    desk = filled
    chip = desk.form.attendance.chips[0]
    chip.set_state(AttendanceState.LEAVE)
    desk.form.attendance.reasons[0].reason.area.insertPlainText("出差在外" * 12)
    chip.set_state(AttendanceState.PRESENT)
    desk.page.record.header.main_button.click()
    assert desk.page.record.status == "final"
    before = desk.record
    QTest.mouseClick(desk.form.attendance.chips[0], Qt.MouseButton.LeftButton)
    assert desk.form.agenda.add_button.isHidden()
    desk.form.agenda.cards[0].details.report.target.setFocus()
    desk.write("changed")
    assert desk.record == before
    assert desk.form.agenda.cards[0].details.report.value() == "逐项通报进展，找出差距。"


def test_a_late_record_asks_for_its_reason(desk, monkeypatch):
    desk.begin()
    desk.settle()
    late = desk.form.foot._late_field
    assert late.isHidden()
    monkeypatch.setattr(desk.context, "today", lambda: dt.date(2026, 4, 20))
    desk.settle()
    assert not late.isHidden()
    assert any(text.startswith("R09") for text in desk.findings())
    desk.page.record.go_to(("late_reason",))
    desk.write("记录人生病住院")
    assert desk.record["late_reason"] == "记录人生病住院"
    desk.settle()
    assert not late.isHidden()
    assert desk.page.record.save()
    assert desk.page.record.header.late.isVisibleTo(desk.window)


def test_deleting_offers_to_take_it_back(desk):
    desk.begin()
    uid = desk.page.record.uid
    header = desk.page.record.header
    header.more_menu.triggered.emit(header._more["delete"])
    assert desk.stored(uid)["deleted_at"] is not None
    assert desk.page.list.rows() == []
    assert desk.page.empty.isVisibleTo(desk.window)
    desk.context.undo()
    assert desk.stored(uid)["deleted_at"] is None
    assert desk.page.record.uid == uid


def test_a_new_meeting_can_be_taken_back_at_once(desk):
    undo = []
    desk.context.said.connect(lambda text, button, action: undo.append(action))
    desk.begin()
    assert len(desk.page.list.rows()) == 1
    undo[-1]()
    assert desk.page.list.rows() == []


def test_undo_by_the_window_shows_the_record_as_it_was(desk):
    desk.begin()
    desk.into(desk.form.head.editors["place"].target, "（四楼）")
    assert desk.page.record.save()
    desk.context.undo()
    assert "四楼" not in desk.form.head.editors["place"].value()


def test_a_change_from_elsewhere_leaves_what_is_being_written(desk):
    desk.begin()
    uid = desk.page.record.uid
    desk.into(desk.form.head.editors["place"].target, "（四楼）")
    elsewhere = tree.dump(MEETING, uid) | {"notice_by": "工作群"}
    desk.context.tell(operations.save(MEETING, elsewhere, who=WHO, at=AT), None)
    assert "四楼" in desk.form.head.editors["place"].value()
    assert desk.form.foot.editors["notice_by"].value() == "工作群"
    assert desk.page.record.save()
    stored = desk.stored()
    assert stored["notice_by"] == "工作群"
    assert "四楼" in stored["place"]


def test_a_file_opened_for_reading_only_lets_nothing_be_changed(filled, qtbot):
    desk = filled
    path = desk.context.path
    assert desk.page.leave()
    desk.context.close_file()
    desk.context.open_file(path, readonly=True)
    desk.context.set_year(2026)
    qtbot.waitUntil(lambda: bool(desk.page.record.uid))
    assert desk.page.record.header.main_button.isHidden()
    assert not desk.page.list.new_button.isEnabled()
    assert desk.form.head.date.box.isReadOnly()
    assert desk.page.leave()


def test_a_late_secretary_sees_who_chairs_by_delegation(desk):
    desk.begin()
    head = desk.form.head
    assert head._delegation_field.isHidden()
    head.chair.target.selectAll()
    head.chair.target.setFocus()
    head.chair.box.clear()
    desk.write("解晓璟")
    desk.tab()
    assert head.chair_post.value() == "支部组织委员"
    assert not head._delegation_field.isHidden()
    assert (
        desk.record["chair"]
        == dict((row["name"], row["uid"]) for row in queries.members_of(desk.context.branch))[
            "解晓璟"
        ]
    )


def test_everything_that_takes_the_keyboard_has_a_name(filled):
    from desktop.recording.form import tab_stops

    nameless = [
        type(widget).__name__
        for widget in tab_stops(filled.form.widget())
        if not widget.accessibleName()
    ]
    assert nameless == []


def test_f8_leads_to_what_is_left_after_something_was_put_right(desk):
    desk.begin()
    desk.page.next_finding()
    first = desk.page._visited
    assert first == next(f for f in desk.page.side.checks.findings if f.field)
    desk.page.next_finding()
    second = desk.page._visited
    assert second != first
    assert second.level == "block"
    desk.page.side.checks.findings = [f for f in desk.page.side.checks.findings if f != second]
    desk.page.next_finding()
    assert desk.page._visited == first


def test_the_name_of_a_meeting_stands_on_one_line_in_a_narrow_window(desk):
    desk.begin()
    desk.window.resize(1000, 700)
    desk.context.theme.set_percent(150)
    header = desk.page.record.header
    try:
        header._arrange()
        header.layout().activate()
        assert header.title.width() >= header.title.fontMetrics().horizontalAdvance(
            header.title.text()
        )
        assert header.print_button.width() >= header.print_button.sizeHint().width()
    finally:
        desk.context.theme.set_percent(100)


def test_a_draft_that_an_older_program_kept_is_opened(desk):
    desk.begin()
    desk.form.agenda.add_button.click()
    desk.write("通报第一季度工作")
    draft = desk.record
    for key in ("examinations", "held_as", "activity"):
        del draft[key]
    for item in draft["agenda"]:
        del item["listed_item"]
    desk.page.record.form.forget()
    drafts.keep("meeting", draft, desk.context.now())
    desk.window.left.show()
    (dialog,) = desk.window.findChildren(DraftsDialog)
    dialog._take()
    assert desk.record["agenda"][0]["title"] == "通报第一季度工作"
    assert desk.record["examinations"] == []
