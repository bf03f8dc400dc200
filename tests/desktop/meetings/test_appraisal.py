"""民主评议党员: the ballots go down the columns, close, and 优秀 keeps its share."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest

ENTER = Qt.Key.Key_Return


@pytest.fixture
def appraisal(desk):
    """民主评议党员 that has just begun."""
    desk.begin("appraisal", "2026-3-20")
    return desk


def section(desk):
    """The part of the form."""
    return desk.form.appraisal


def figure(desk, key, text):
    """Write one of the three sums."""
    box = section(desk).editors[key].target
    box.setFocus()
    box.selectAll()
    desk.write(text)
    desk.tab()


def test_every_member_has_a_row_and_the_sum_of_those_appraised_stands_there(appraisal):
    assert len(section(appraisal).rows) == 21
    assert section(appraisal).editors["eligible"].value() == 21
    assert section(appraisal).title.note.text() == "21 人"


def test_enter_goes_down_the_column_and_the_arrows_back(appraisal):
    rows = section(appraisal).rows
    rows[0].begin("excellent")
    for text in ("12", "3", "5"):
        appraisal.write(text)
        appraisal.press(ENTER)
    assert [row.values()["excellent"] for row in rows[:4]] == [12, 3, 5, None]
    assert rows[3].isAncestorOf(appraisal.focus())
    appraisal.press(Qt.Key.Key_Up)
    assert rows[2].isAncestorOf(appraisal.focus())
    appraisal.tab()
    assert appraisal.focus().accessibleName().endswith("合格票")


def test_a_block_from_a_sheet_is_put_in_down_and_across(appraisal):
    rows = section(appraisal).rows
    QGuiApplication.clipboard().setText("10\t9\t0\t0\r\n4\t15\t0\t0\r\n")
    rows[1].begin("excellent")
    QTest.keySequence(appraisal.focus(), QKeySequence.StandardKey.Paste)
    keys = ("excellent", "qualified", "basic", "unqualified")
    assert [rows[1].values()[key] for key in keys] == [10, 9, 0, 0]
    assert [rows[2].values()[key] for key in keys] == [4, 15, 0, 0]
    assert appraisal.form.dirty


def test_a_row_that_does_not_close_says_so_while_it_is_typed(appraisal):
    figure(appraisal, "returned", "19")
    figure(appraisal, "valid", "19")
    row = section(appraisal).rows[0]
    row.begin("excellent")
    appraisal.write("10")
    appraisal.tab()
    appraisal.write("8")
    assert row.sum.text() == "18"
    assert row.sum.property("tone") == "accent"
    assert "相差 1" in row.sum.toolTip()
    assert section(appraisal).title.note.text() == "21 人，1 人的四项合计不等于有效票"
    appraisal.tab()
    appraisal.write("1")
    assert row.sum.property("tone") == ""
    assert section(appraisal).title.note.text() == "21 人"


def grade(desk, count, value="excellent"):
    """Give the first rows a grade."""
    for row in section(desk).rows[:count]:
        row.grade.set_value(value)
        row.grade.changed.emit()


def test_more_than_a_third_shows_at_once_and_stops_the_record(appraisal):
    grade(appraisal, 7)
    text = section(appraisal).grades.text()
    assert text.startswith("优秀 7 人，上限 7（21 人的三分之一）")
    assert section(appraisal).grades.property("tone") == ""
    appraisal.settle()
    assert not [said for said in appraisal.findings("block") if "评为优秀" in said]
    grade(appraisal, 8)
    assert section(appraisal).grades.text().endswith("优秀多了 1 人。")
    assert section(appraisal).grades.property("tone") == "accent"
    appraisal.settle()
    assert [said for said in appraisal.findings("block") if said.startswith("R17 评为优秀 8 人")]


def test_ballots_that_close_leave_nothing_of_r17_in_the_way(appraisal):
    for key in ("returned", "valid"):
        figure(appraisal, key, "19")
    QGuiApplication.clipboard().setText("\n".join(["6\t13\t0\t0"] * 21))
    section(appraisal).rows[0].begin("excellent")
    QTest.keySequence(appraisal.focus(), QKeySequence.StandardKey.Paste)
    grade(appraisal, 21, "qualified")
    grade(appraisal, 6)
    appraisal.settle()
    assert not [said for said in appraisal.findings("block") if said.startswith("R17")]
    assert appraisal.page.record.save()
    stored = appraisal.stored()["appraisals"]
    assert [row["grade"] for row in stored].count("excellent") == 6
    assert all(row["qualified"] == 13 for row in stored)


def test_the_day_of_telling_is_filled_in_for_those_who_have_none(appraisal):
    part = section(appraisal)
    part.rows[2].open()
    part.rows[2].details.editors["told_on"].set_value("2026-03-22")
    part.tell_button.click()
    assert part.told_on.target.toolTip() == "先写日期"
    part.told_on.target.setFocus()
    appraisal.write("3.23")
    appraisal.tab()
    part.tell_button.click()
    days = [row["told_on"] for row in appraisal.record["appraisals"]]
    assert days.count("2026-03-23") == 20
    assert days[2] == "2026-03-22"


def test_the_texts_of_a_person_are_folded_and_found(appraisal):
    appraisal.page.record.go_to(("appraisals", 3, "opinion"))
    assert appraisal.focus().accessibleName() == "评定意见"
    appraisal.write("同意评定为合格。")
    assert appraisal.record["appraisals"][3]["opinion"] == "同意评定为合格。"
    appraisal.page.record.go_to(("appraisals", 3, "excellent"))
    assert appraisal.focus().accessibleName().endswith("优秀票")


def test_another_kind_keeps_nothing_of_the_rows(appraisal):
    appraisal.page.record.save()
    appraisal.begin("general", "2026-3-21")
    assert section(appraisal).isHidden()
    assert appraisal.record["appraisals"] == []
    assert section(appraisal).rows == []


def test_held_by_the_committee_all_members_are_appraised_and_none_is_astray(desk):
    desk.begin("appraisal", "2026-3-20")
    head = desk.form.head
    head.held_as.set_value("committee")
    head.held_as.changed.emit()
    assert len(desk.record["attendance"]) == 4
    assert len(section(desk).rows) == 21
    assert all(row.remove_button.isHidden() for row in section(desk).rows)
