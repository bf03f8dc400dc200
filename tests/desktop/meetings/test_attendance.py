"""Attendance: keys and presses, reasons, sums, and what another date does to it."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.records.held import AttendanceState

RIGHT, LEFT, ENTER = Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Return


def chip(desk, name):
    """The chip of a person."""
    return next(c for c in desk.form.attendance.chips if c.line["name"].startswith(name))


def test_everyone_on_the_roster_of_the_day_begins_as_present(desk):
    desk.begin()
    chips = desk.form.attendance.chips
    assert len(chips) == 21
    assert {c.state for c in chips} == {AttendanceState.PRESENT}
    assert chip(desk, "周").tags() == ["无表决权"]
    assert chip(desk, "褚垚").tags() == ["预备"]


def test_a_press_goes_round_and_keys_mark_at_once(desk):
    desk.begin()
    one = chip(desk, "王芳")
    for state in ("leave", "absent", "present"):
        QTest.mouseClick(one, Qt.MouseButton.LeftButton)
        assert one.line["state"] == state
    one.setFocus()
    for key, state in (
        (Qt.Key.Key_Space, "leave"),
        (Qt.Key.Key_Space, "present"),
        (Qt.Key.Key_Q, "leave"),
        (Qt.Key.Key_X, "absent"),
        (Qt.Key.Key_X, "present"),
        (Qt.Key.Key_X, "absent"),
        (Qt.Key.Key_P, "present"),
    ):
        desk.press(key)
        assert one.line["state"] == state


def test_the_arrow_keys_go_from_one_to_the_next_and_tab_leaves_them(desk):
    desk.begin()
    chips = desk.form.attendance.chips
    chips[0].setFocus()
    desk.press(RIGHT, RIGHT, LEFT)
    assert desk.focus() is chips[1]
    desk.tab()
    assert desk.focus() not in chips


def test_every_person_away_has_a_line_for_the_reason_and_enter_leads_there(desk):
    desk.begin()
    for name, key in (("孙国强", Qt.Key.Key_Q), ("冯犇", Qt.Key.Key_X)):
        chip(desk, name).setFocus()
        desk.press(key)
    rows = desk.form.attendance.reasons
    assert [(r.line["name"], r.pill.text()) for r in rows] == [("孙国强", "请假"), ("冯犇", "缺席")]
    chip(desk, "孙国强").setFocus()
    desk.press(ENTER)
    desk.write("长期病假")
    desk.press(ENTER)
    assert desk.focus() is rows[1].reason.target
    values = {row["name"]: row["reason"] for row in desk.record["attendance"] if row["reason"]}
    assert values == {"孙国强": "长期病假"}


def test_a_reason_goes_when_the_person_was_there_after_all(desk):
    desk.begin()
    one = chip(desk, "王芳")
    one.setFocus()
    desk.press(Qt.Key.Key_Q, ENTER)
    desk.write("外出培训")
    one.setFocus()
    desk.press(Qt.Key.Key_P)
    assert desk.form.attendance.reasons == []
    assert all(row["reason"] == "" for row in desk.record["attendance"])


def test_the_sums_follow_every_mark(desk):
    desk.begin()
    note = desk.form.attendance.title.note
    assert "应到 21 = 实到 21 + 请假 0 + 缺席 0" in note.text()
    chip(desk, "王芳").set_state(AttendanceState.LEAVE)
    assert "应到 21 = 实到 20 + 请假 1 + 缺席 0" in note.text()
    assert "有表决权应到 18，实到 17" in note.text()
    chip(desk, "褚垚").set_state(AttendanceState.ABSENT)
    assert "缺席 1　　有表决权应到 18，实到 17" in note.text()


def test_another_date_rederives_who_is_due_and_says_what_changed(desk):
    desk.begin()
    one = chip(desk, "王芳")
    one.set_state(AttendanceState.LEAVE)
    desk.form.attendance.reasons[0].reason.area.insertPlainText("出差")
    date = desk.form.head.date
    date.target.setFocus()
    date.box.selectAll()
    desk.write("2025-12-5")
    desk.press(ENTER)
    assert len(desk.form.attendance.chips) == 20
    banner = desk.page.record.banner
    assert banner.isVisibleTo(desk.window)
    assert "不再应到：卫" in banner.label.text()
    kept = next(row for row in desk.record["attendance"] if row["name"] == "王芳")
    assert (kept["state"], kept["reason"]) == ("leave", "出差")
    assert desk.record["year"] == 2025
    assert desk.form.people.entry(chip(desk, "单伟").line["member"]) is not None


def test_the_wheel_changes_nothing_anywhere(desk):
    desk.begin()
    desk.form.agenda.add_button.click()
    before = desk.record
    for editor in (
        desk.form.head.date.target,
        desk.form.head.number.target,
        desk.form.agenda.cards[0].details.vote.method.target,
        chip(desk, "王芳"),
        desk.form.head.editors["began_at"].target,
    ):
        editor.setFocus()
        event = QWheelEvent(
            QPointF(4, 4),
            QPointF(editor.mapToGlobal(QPoint(4, 4))),
            QPoint(0, 0),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(editor, event)
    assert desk.record == before


def test_observers_stand_apart_and_a_missing_number_is_one_person(desk):
    desk.begin()
    observers = desk.form.attendance.observers
    observers.add_button.click()
    desk.write("入党积极分子")
    row = observers.rows[0]
    row.editors["persons"].box.setText("")
    assert desk.record["observers"][0]["persons"] == 1
    assert "应到 21" in desk.form.attendance.title.note.text()
    row.remove_button.click()
    assert desk.record["observers"] == []
