"""The view 党费 as a person uses it: fill a month, book a part, take it back, print."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db import dues, operations, tree
from db.records import spec
from desktop.app import Wish
from desktop.pages.members import views
from desktop.pages.members.views import MemberViews

AT = "2026-01-07T01:00:00Z"


@pytest.fixture
def tab(qtbot, context, monkeypatch):
    """Two members with a base, on 20 March 2026, in the view 党费."""
    monkeypatch.setattr(context, "today", lambda: dt.date(2026, 3, 20))
    context.set_year(2026)
    records = []
    for place, name in enumerate(("单伟", "欧阳翀䶮")):
        here = {"organisation": context.branch}
        member = tree.blank(spec("member"), **here, name=name, joined_on="2004", sequence=place)
        member["full_on"] = "2005"
        member["memberships"] = [
            tree.blank_line(spec("member").line("memberships"), branch=context.branch)
        ]
        base = tree.blank(
            spec("dues_base"), **here, member=member["uid"], began_on="2026-01-01", amount=600_000
        )
        records += [(spec("member"), member), (spec("dues_base"), base)]
    operations.save_many(records, name="名册", who="x", at=AT)
    tab = MemberViews(context)
    qtbot.addWidget(tab)
    tab.refresh()
    tab.show()
    tab.show_view(views.DUES)
    return tab


def sums(context):
    return dues.ledger(context.branch, 2026, "2026-03-20").sums(1, 3)


def test_a_month_is_filled_with_one_press_and_taken_back_by_name(tab, context, qtbot):
    pane = tab.view()
    pane.grid.go_to(0, 1)
    assert pane.booking.all_button.text() == "1月都按应交收齐"
    qtbot.mouseClick(pane.booking.all_button, Qt.MouseButton.LeftButton)
    assert sums(context).paid == 18_000
    assert context.notices[-1] == "2026年1月党费收齐（2人）。"
    assert "实交 180.00 元 + 欠交 360.00 元" in pane.sums.text()
    context.undo()
    assert sums(context).paid == 0
    assert "实交 0.00 元" in pane.sums.text()


def test_arrows_choose_a_cell_and_enter_goes_to_the_amount(tab, qtbot):
    pane = tab.view()
    pane.grid.go_to(0, 1)
    pane.grid.setFocus()
    QTest.keyClick(pane.grid, Qt.Key.Key_Down)
    QTest.keyClick(pane.grid, Qt.Key.Key_Right)
    assert pane.booking.told.text() == "欧阳翀䶮 2026年2月：应交 90.00 元，欠 90.00 元"
    QTest.keyClick(pane.grid, Qt.Key.Key_Return)
    assert tab.focusWidget() is pane.booking.amount.box
    assert pane.booking.amount.value() == 9_000


def test_a_part_for_two_months_is_booked_and_removed_again(tab, context, qtbot):
    pane = tab.view()
    pane.grid.go_to(1, 1)
    pane.booking.amount.set_value(4_050)
    pane.booking.until.set_value(2)
    qtbot.mouseClick(pane.booking.book_button, Qt.MouseButton.LeftButton)
    assert sums(context).paid == 8_100
    model = pane.grid.model()
    assert model.index(1, 1).data() == "40.50 欠 49.50"
    pane.grid.go_to(1, 2)
    QTest.keyClick(pane.grid, Qt.Key.Key_Delete)
    assert sums(context).paid == 4_050


def test_a_day_to_come_is_refused_where_it_is_written(tab, context, qtbot):
    pane = tab.view()
    pane.grid.go_to(0, 3)
    pane.booking.day.set_value("2026-03-21")
    qtbot.mouseClick(pane.booking.all_button, Qt.MouseButton.LeftButton)
    assert sums(context).paid == 0
    assert "今天以后" in pane.booking._day_field._error.text()


def test_the_last_row_adds_the_months_up(tab, context, qtbot):
    pane = tab.view()
    pane.grid.go_to(2, 2)
    assert not pane.booking.book_button.isEnabled()
    qtbot.mouseClick(pane.booking.all_button, Qt.MouseButton.LeftButton)
    assert pane.grid.model().index(2, 2).data() == "180.00"


def test_the_base_button_begins_a_base_and_a_wish_shows_the_month(tab, qtbot):
    qtbot.mouseClick(tab.view().base_button, Qt.MouseButton.LeftButton)
    assert tab.view()._editor().form.record_type == "dues_base"
    tab.view()._editor().revert()
    tab.begin_record(Wish("dues_month", year=2026, month=3))
    assert tab.view().grid.place() == (0, 3)


def test_the_ledger_and_the_notice_are_saved_as_pdf(tab, context, tmp_path):
    pane = tab.view()
    pane._fill_papers()
    for action in pane.print_menu.actions():
        if action.data() and action.data()[0] == "save":
            path = tmp_path / f"{action.data()[1].partition(':')[0]}.pdf"
            context.answers.append(path)
            pane._print(action)
            assert path.read_bytes().startswith(b"%PDF")
    assert context.warnings == []


def test_a_readonly_file_books_nothing(tab, context, monkeypatch):
    monkeypatch.setattr(type(context), "readonly", property(lambda _self: True))
    tab.view().refresh()
    assert not tab.view().booking.isEnabled()
