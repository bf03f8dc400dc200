"""Editors: nothing is changed by looking, everything that was stored stays as it was."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.editors import (
    AreaEditor,
    ChoiceEditor,
    DateEditor,
    FlagEditor,
    HoursEditor,
    LineEditor,
    NumberEditor,
    PartialDateEditor,
    Person,
    PersonEditor,
    TimeEditor,
)
from desktop.editors.person import name_list
from desktop.editors.reading import read_date, read_partial_date, read_time

TODAY = date(2026, 11, 24)
PEOPLE = [
    Person("u1", "单伟", "支部书记"),
    Person("u2", "仇昇"),
    Person("u3", "李伟", "1968年生"),
    Person("u4", "李伟", "1991年生"),
    Person("u5", "阿依古丽·买买提"),
]


def commit(widget: QWidget, text: str, preedit: str = "") -> None:
    """What an input method does: show `preedit` or commit `text`."""
    event = QInputMethodEvent(preedit, [])
    if text:
        event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def wheel(widget: QWidget) -> bool:
    """Turn the wheel over a widget; whether it took it."""
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-3-27", date(2026, 3, 27)),
        ("2026.3.27", date(2026, 3, 27)),
        ("2026/03/27", date(2026, 3, 27)),
        ("20260327", date(2026, 3, 27)),
        ("2026年3月27日", date(2026, 3, 27)),
        ("２０２６年３月２７日", date(2026, 3, 27)),
        ("二〇二六年三月二十七日", date(2026, 3, 27)),
        ("2026年3月27日 周五", date(2026, 3, 27)),
        ("3月27日", date(2026, 3, 27)),
        ("三月二十七日", date(2026, 3, 27)),
        ("3.27", date(2026, 3, 27)),
        ("0327", date(2026, 3, 27)),
        ("26.3.27", date(2026, 3, 27)),
        ("今天", TODAY),
        ("昨天", date(2026, 11, 23)),
        ("2026-2-30", None),
        ("2月30日", None),
        ("2026-3", None),
        ("下周", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it(text, day):
    assert read_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1974", "1974"),
        ("1974年3月", "1974-03"),
        ("197403", "1974-03"),
        ("1974-3-15", "1974-03-15"),
        ("19740315", "1974-03-15"),
        ("1974-13", None),
        ("不知道", None),
    ],
)
def test_a_partial_date_keeps_what_is_known(text, value):
    assert read_partial_date(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15:00", "15:00"),
        ("15：00", "15:00"),
        ("1500", "15:00"),
        ("930", "09:30"),
        ("15点", "15:00"),
        ("15点半", "15:30"),
        ("15时30分", "15:30"),
        ("下午3点", "15:00"),
        ("三点一刻", "03:15"),
        ("上午9:05", "09:05"),
        ("25:00", None),
        ("15:60", None),
        ("开会", None),
    ],
)
def test_a_time_is_read_as_people_write_it(text, value):
    assert read_time(text) == value


EDITORS = [
    (LineEditor, "三楼会议室", ""),
    (AreaEditor, "第一行\n第二行", ""),
    (NumberEditor, 13, None),
    (HoursEditor, 150, None),
    (DateEditor, "2026-03-27", None),
    (PartialDateEditor, "1974-03", None),
    (TimeEditor, "15:00", None),
    (FlagEditor, True, False),
    (lambda: ChoiceEditor([("hands", "举手"), ("ballot", "无记名投票")]), "ballot", None),
    (lambda: PersonEditor(PEOPLE), "u2", None),
]


@pytest.mark.parametrize(("make", "value", "missing"), EDITORS)
def test_an_editor_holds_a_value_and_the_lack_of_one_and_says_nothing(
    make, value, missing, qtbot, theme
):
    editor = make()
    qtbot.addWidget(editor)
    with qtbot.assertNotEmitted(editor.changed):
        editor.set_value(value)
        assert editor.value() == value
        editor.set_value(missing)
        assert editor.value() == missing
        assert editor.problem() == ""


@pytest.mark.parametrize(("make", "value", "missing"), EDITORS)
@pytest.mark.parametrize("focused", [False, True])
def test_the_wheel_never_changes_a_value(make, value, missing, focused, qtbot, theme):
    editor = make()
    qtbot.addWidget(editor)
    editor.set_value(value)
    editor.show()
    if focused:
        editor.target.setFocus()
    wheel(editor.target)
    wheel(editor)
    assert editor.value() == value


@pytest.mark.parametrize(("make", "value", "missing"), EDITORS)
def test_an_editor_has_a_name_and_can_be_locked(make, value, missing, qtbot, theme):
    editor = make()
    qtbot.addWidget(editor)
    editor.set_name("某一项")
    assert editor.target.accessibleName() == "某一项"
    editor.set_value(value)
    editor.set_read_only(on=True)
    assert editor.value() == value


def test_an_unknown_stored_choice_is_kept(qtbot, theme):
    editor = ChoiceEditor([("hands", "举手")])
    qtbot.addWidget(editor)
    editor.set_value("abolished")
    assert editor.value() == "abolished"
    assert "abolished" in editor.label()
    editor.set_choices([("hands", "举手"), ("ballot", "无记名投票")])
    assert editor.value() == "abolished"


def test_a_choice_by_a_person_is_told(qtbot, theme):
    editor = ChoiceEditor([("hands", "举手"), ("ballot", "无记名投票")])
    qtbot.addWidget(editor)
    with qtbot.waitSignal(editor.changed):
        qtbot.keyClick(editor.box, Qt.Key.Key_Down)
    assert editor.value() == "hands"


def test_a_half_typed_date_is_not_told_and_a_finished_one_is(qtbot, theme):
    editor = DateEditor()
    qtbot.addWidget(editor)
    editor.show()
    with qtbot.assertNotEmitted(editor.changed):
        qtbot.keyClicks(editor.box, "2026-3-2")
    assert editor.value() == "2026-03-02"
    with qtbot.waitSignal(editor.changed):
        qtbot.keyClicks(editor.box, "7")
        qtbot.keyClick(editor.box, Qt.Key.Key_Return)
    assert editor.value() == "2026-03-27"
    assert editor.box.text() == "2026年3月27日"
    assert editor.box.note == "周五"


def test_an_unreadable_date_is_said_and_never_becomes_another(qtbot, theme):
    editor = DateEditor()
    qtbot.addWidget(editor)
    editor.set_value("2026-03-27")
    editor.box.setText("2026-13-45")
    editor.box.editingFinished.emit()
    assert editor.value() is None
    assert "看不懂" in editor.problem()
    assert editor.box.text() == "2026-13-45"


def test_a_day_without_a_year_belongs_to_the_year_that_is_worked_on(qtbot, theme):
    editor = DateEditor(year=2025)
    qtbot.addWidget(editor)
    editor.box.setText("3月27日")
    assert editor.value() == "2025-03-27"


def test_a_day_is_picked_from_the_calendar_with_the_keys(qtbot, theme):
    window = QWidget()
    editor = DateEditor()
    QVBoxLayout(window).addWidget(editor)
    qtbot.addWidget(window)
    window.resize(500, 500)
    window.show()
    editor.set_value("2026-03-27")
    qtbot.keyClick(editor.box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert editor._calendar.isVisible()
    assert not editor._calendar.isWindow()
    qtbot.keyClick(editor.box, Qt.Key.Key_Down)
    with qtbot.waitSignal(editor.changed):
        qtbot.keyClick(editor.box, Qt.Key.Key_Return)
    assert editor.value() == "2026-04-03"


def test_a_date_can_be_taken_away(qtbot, theme):
    editor = DateEditor()
    qtbot.addWidget(editor)
    editor.set_value("2026-03-27")
    editor.box.clear()
    with qtbot.waitSignal(editor.changed):
        editor.box.editingFinished.emit()
    assert editor.value() is None
    assert editor.problem() == ""


def test_pinyin_being_composed_is_no_change(qtbot, theme):
    for editor, inner in ((LineEditor(), "box"), (AreaEditor(), "area")):
        qtbot.addWidget(editor)
        widget = getattr(editor, inner)
        with qtbot.assertNotEmitted(editor.changed):
            commit(widget, "", preedit="hui")
        assert editor.value() == ""
        with qtbot.waitSignal(editor.changed):
            commit(widget, "会议")
        assert editor.value() == "会议"


def test_an_area_takes_plain_text_only_and_grows(qtbot, theme):
    editor = AreaEditor()
    qtbot.addWidget(editor)
    editor.resize(400, 60)
    editor.show()
    before = editor.sizeHint().height()
    data = QMimeData()
    data.setHtml("<b>粗</b><br>体")
    data.setText("粗\r\n体\n" * 10)
    editor.area.insertFromMimeData(data)
    assert editor.value() == ("粗\n体\n" * 10).rstrip()
    assert "<b>" not in editor.value()
    qtbot.waitUntil(lambda: editor.sizeHint().height() > before * 3)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("单", ["单伟　支部书记"]),
        ("shan", ["单伟　支部书记"]),
        ("sw", ["单伟　支部书记"]),
        ("qs", ["仇昇"]),
        ("liwei", ["李伟　1968年生", "李伟　1991年生"]),
        ("买提", ["阿依古丽·买买提"]),
        ("zzz", []),
    ],
)
def test_a_person_is_found_by_characters_pinyin_and_initials(qtbot, theme, typed, found):
    window = QWidget()
    editor = PersonEditor(PEOPLE)
    QVBoxLayout(window).addWidget(editor)
    qtbot.addWidget(window)
    window.resize(500, 500)
    window.show()
    commit(editor.box, typed)
    editor.box.textEdited.emit(editor.box.text())
    shown = editor._panel is not None and editor._panel.isVisible()
    assert (name_list(window) if shown else []) == found


def test_a_person_is_chosen_with_the_keys_and_the_list_takes_no_focus(qtbot, theme):
    window = QWidget()
    editor = PersonEditor(PEOPLE)
    QVBoxLayout(window).addWidget(editor)
    qtbot.addWidget(window)
    window.resize(500, 500)
    window.show()
    qtbot.keyClicks(editor.box, "li")
    assert not editor._panel.isWindow()
    assert editor._names.focusPolicy() == Qt.FocusPolicy.NoFocus
    qtbot.keyClick(editor.box, Qt.Key.Key_Down)
    with qtbot.waitSignal(editor.changed):
        qtbot.keyClick(editor.box, Qt.Key.Key_Return)
    assert editor.value() == "u4"
    assert editor.name() == "李伟"


def test_the_list_of_people_is_as_high_as_what_it_shows(qtbot, theme):
    window = QWidget()
    editor = PersonEditor(PEOPLE)
    QVBoxLayout(window).addWidget(editor)
    qtbot.addWidget(window)
    window.resize(500, 500)
    window.show()
    editor.open_list()
    high = editor._panel.height()
    qtbot.keyClicks(editor.box, "liwei")
    assert editor._names.count() == 2
    assert editor._panel.height() < high


def test_a_long_line_shows_its_beginning_after_it_was_left(qtbot, theme):
    window = QWidget()
    line, other = LineEditor(), LineEditor()
    body = QVBoxLayout(window)
    body.addWidget(line)
    body.addWidget(other)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    line.box.setFocus()
    commit(line.box, "推荐区级人民满意公务员支部人选" * 5)
    assert line.box.cursorPosition() > 0
    other.box.setFocus()
    assert line.box.cursorPosition() == 0


def test_a_name_that_two_people_bear_asks_which(qtbot, theme):
    editor = PersonEditor(PEOPLE)
    qtbot.addWidget(editor)
    commit(editor.box, "李伟")
    assert editor.value() is None
    assert "有 2 位" in editor.problem()


def test_a_name_from_elsewhere_may_be_written_where_that_is_allowed(qtbot, theme):
    strict, free = PersonEditor(PEOPLE), PersonEditor(PEOPLE, free_text=True)
    for editor in (strict, free):
        qtbot.addWidget(editor)
        commit(editor.box, "局党总支副书记")
        assert editor.value() is None
        assert editor.name() == "局党总支副书记"
    assert "名册里没有" in strict.problem()
    assert free.problem() == ""


def test_a_person_who_left_stays_in_an_old_record(qtbot, theme):
    editor = PersonEditor(PEOPLE)
    qtbot.addWidget(editor)
    editor.set_value("gone", "孙国强")
    assert (editor.value(), editor.name(), editor.problem()) == ("gone", "孙国强", "")


@pytest.mark.parametrize(
    ("text", "value", "fits"),
    [("13", 13, True), ("１３", 13, True), ("", None, True), ("十三", None, False)],
)
def test_numbers_are_numbers(qtbot, theme, text, value, fits):
    editor = NumberEditor("人")
    qtbot.addWidget(editor)
    editor.box.setText(text)
    assert editor.value() == value
    assert (editor.problem() == "") is fits


@pytest.mark.parametrize(("text", "value"), [("2", 200), ("1.5", 150), ("0.25", 25), ("", None)])
def test_hours_are_hundredths(qtbot, theme, text, value):
    editor = HoursEditor()
    qtbot.addWidget(editor)
    editor.box.setText(text)
    assert editor.value() == value
    if value is not None:
        editor.set_value(value)
        assert editor.box.text() == text


def asks_for(widget: QWidget, key: Qt.Key) -> bool:
    """Whether a field keeps Ctrl+key for itself rather than leave it to the window."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


@pytest.mark.parametrize("make", [LineEditor, AreaEditor])
def test_undo_is_the_window_s_while_a_field_has_nothing_to_undo(make, qtbot, theme):
    editor = make()
    qtbot.addWidget(editor)
    editor.set_value("三楼会议室")
    assert not asks_for(editor.target, Qt.Key.Key_Z)
    qtbot.keyClicks(editor.target, "x")
    assert asks_for(editor.target, Qt.Key.Key_Z)
