"""The agenda: order, votes, tasks, and that nothing is lost by folding or deleting."""

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from db import drafting, operations, tree

from .conftest import AT, MEETING, WHO

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ENTER = Qt.Key.Key_Return


def titles(desk):
    """The titles of the agenda in order."""
    return [item["title"] for item in desk.record["agenda"]]


def numbers(desk):
    """The numbers on the cards in order."""
    return [card.number.text() for card in desk.form.agenda.cards]


@pytest.fixture
def three(desk):
    """A meeting with three items."""
    desk.begin()
    desk.form.agenda.add_button.click()
    for place, title in enumerate(("甲事", "乙事", "丙事")):
        desk.write(title)
        if place < 2:
            desk.press(ENTER, modifiers=CTRL)
    return desk


def test_ctrl_enter_adds_the_next_item_behind_the_one_being_written(three):
    assert titles(three) == ["甲事", "乙事", "丙事"]
    three.form.agenda.cards[0].begin()
    three.press(ENTER, modifiers=CTRL)
    three.write("又一事")
    assert titles(three) == ["甲事", "又一事", "乙事", "丙事"]
    assert numbers(three) == ["1", "2", "3", "4"]


def test_alt_and_arrows_move_an_item_and_the_cursor_stays_in_it(three):
    three.form.agenda.cards[2].begin()
    three.press(Qt.Key.Key_Up, modifiers=ALT)
    assert titles(three) == ["甲事", "丙事", "乙事"]
    three.press(Qt.Key.Key_Up, Qt.Key.Key_Up, modifiers=ALT)
    assert titles(three) == ["丙事", "甲事", "乙事"]
    assert three.form.agenda.cards[0].isAncestorOf(three.focus())
    three.press(Qt.Key.Key_Down, modifiers=ALT)
    assert titles(three) == ["甲事", "丙事", "乙事"]
    assert numbers(three) == ["1", "2", "3"]


def test_an_item_is_dragged_by_its_grip(three, qtbot):
    cards = three.form.agenda.cards
    qtbot.wait(1)
    three.form.widget().layout().activate()
    third = cards[2]
    first = cards[0].mapToGlobal(QPoint(0, 2)).y()
    third.handle.dragged.emit(first)
    assert titles(three) == ["丙事", "甲事", "乙事"]


def test_a_deleted_item_comes_back_in_its_place(three):
    context = three.context
    undo = []
    context.said.connect(lambda text, button, action: undo.append(action))
    three.form.agenda.cards[1].remove_button.click()
    assert titles(three) == ["甲事", "丙事"]
    assert "乙事" in context.notices[-1]
    undo[-1]()
    assert titles(three) == ["甲事", "乙事", "丙事"]


def test_folding_keeps_what_was_written(three):
    card = three.form.agenda.cards[0]
    three.into(card.details.report.target, "说明情况")
    card.fold_button.click()
    assert not card.is_open
    assert card._summary.title.text() == "甲事"
    assert three.record["agenda"][0]["report"] == "说明情况"
    card.fold_button.click()
    assert card.is_open


def test_the_verdict_appears_with_the_figures_and_follows_the_attendance(three):
    details = three.form.agenda.cards[0].details
    vote = details.vote
    assert vote.pill.isHidden()
    vote.method.set_value("hands")
    vote.method.changed.emit()
    for key, figure in (("votes_for", "10"), ("votes_against", "8"), ("votes_abstain", "0")):
        three.into(vote.editors[key].target, figure)
    three.settle()
    assert vote.pill.text() == "通过"
    vote.editors["votes_for"].target.selectAll()
    three.into(vote.editors["votes_for"].target, "9")
    three.settle()
    assert vote.pill.text() == "未通过"
    assert "赞成 9 未超过应到会有表决权 18 人的半数（9）" in vote.verdict.text()
    for chip in three.form.attendance.chips[:14]:
        three.form.attendance.chips[0].setFocus()
        chip.setFocus()
        three.press(Qt.Key.Key_Q)
    three.settle()
    assert vote.pill.text() == "不能表决"


def test_written_opinions_are_asked_for_only_where_they_count(three):
    vote = three.form.agenda.cards[0].details.vote
    vote.method.set_value("ballot")
    vote.method.changed.emit()
    assert vote._written.isHidden()
    vote.matter.set_value("full_membership")
    vote.matter.changed.emit()
    assert not vote._written.isHidden()


def test_only_a_committee_may_submit_an_item_to_the_members(desk):
    desk.begin("committee")
    desk.form.agenda.add_button.click()
    desk.form.agenda.cards[0].details.editors["submit"].box.click()
    assert desk.record["agenda"][0]["submit"] is True
    assert desk.page.record.save()
    desk.begin("general")
    desk.form.agenda.add_button.click()
    assert "submit" not in desk.form.agenda.cards[0].details.editors


def test_the_closing_words_stand_last_and_only_when_there_are_any(three):
    assert [item["part"] for item in three.record["agenda"]] == ["item"] * 3
    three.into(three.form.agenda.closing.details.report.target, "抓紧落实")
    assert [item["part"] for item in three.record["agenda"]] == ["item"] * 3 + ["closing"]
    three.form.agenda.add_new()
    assert three.record["agenda"][-1]["part"] == "closing"
    assert three.page.record.save()


def test_pinyin_that_is_being_composed_is_no_text_yet(three):
    target = three.form.agenda.cards[0].details.report.target
    target.setFocus()
    QApplication.sendEvent(target, QInputMethodEvent("tongbao", []))
    assert three.record["agenda"][0]["report"] == ""
    event = QInputMethodEvent()
    event.setCommitString("通报")
    QApplication.sendEvent(target, event)
    assert three.record["agenda"][0]["report"] == "通报"


def test_tab_runs_in_reading_order_through_lines_that_were_added_later(three):
    details = three.form.agenda.cards[1].details
    details.decisions.add_button.click()
    three.write("办一件事")
    three.tab()
    assert three.focus().accessibleName() == "责任人"
    three.tab()
    assert three.focus().accessibleName() == "完成时限"
    three.write("4.10")
    three.tab()
    assert three.focus() is details.decisions.add_button
    three.press(Qt.Key.Key_Backtab)
    assert three.focus().accessibleName() == "完成时限"
    assert three.record["agenda"][1]["decisions"][0]["due_on"] == "2026-04-10"


def test_fifty_items_with_long_titles_show_at_once(desk):
    branch = desk.context.branch
    record = drafting.new_meeting(branch, "general", "2026-03-20")
    record["agenda"] = [
        tree.blank_line(drafting.line("agenda"), title=f"第{n}件：" + "长" * 55, speaker="单伟")
        for n in range(1, 51)
    ]
    operations.save(MEETING, record, who=WHO, at=AT)
    begun = time.perf_counter()
    desk.page.show_record("meeting", record["uid"])
    assert time.perf_counter() - begun < 2
    assert len(desk.form.agenda.cards) == 50
    assert not any(card.is_open for card in desk.form.agenda.cards)
    desk.page.record.go_to(("agenda", 49, "resolution"))
    assert desk.form.agenda.cards[49].is_open
    assert desk.focus().accessibleName() == "决议"
    assert desk.record["agenda"][7] == desk.stored()["agenda"][7]


def test_a_line_without_a_word_is_neither_stored_nor_in_the_way(three):
    card = three.form.agenda.cards[0]
    card.details.decisions.add_new()
    row = card.details.decisions.add_new()
    three.write("收齐党费")
    assert [task["text"] for task in three.record["agenda"][0]["decisions"]] == ["收齐党费"]
    place = three.form.agenda.place(("agenda", 0, "decisions", 0, "due_on"))
    assert row.isAncestorOf(place)


def test_what_is_added_below_the_edge_is_scrolled_into_view(three, qtbot):
    for _ in range(3):
        card = three.form.agenda.add_new()
    view = three.form.viewport()

    def seen() -> bool:
        top = card.mapTo(view, QPoint(0, 0)).y()
        return top >= 0 and top + card.height() <= view.height()

    qtbot.waitUntil(seen)


def test_an_item_is_added_from_within_a_speech(three):
    three.form.agenda.cards[0].details.speeches.add_new()
    three.page.add_item()
    three.write("临时动议")
    assert titles(three) == ["甲事", "临时动议", "乙事", "丙事"]
