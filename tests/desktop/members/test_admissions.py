"""The view 发展党员: the next step is said with its days, booked with one press, taken back."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from db import drafting, operations, tree
from db.records import spec
from desktop.pages.members import views
from desktop.pages.members.views import MemberViews

KIND = spec("admission")


@pytest.fixture
def pane(qtbot, context, monkeypatch):
    monkeypatch.setattr(context, "today", lambda: dt.date(2026, 3, 20))
    line = tree.blank_line(KIND.line("steps"), step="application", done_on="2026-03-03")
    record = tree.blank(KIND, organisation=context.branch, name="欧阳翀䶮", steps=[line])
    operations.save(KIND, record, who="x", at="2026-03-03T01:00:00Z")
    tab = MemberViews(context)
    qtbot.addWidget(tab)
    tab.refresh()
    tab.show()
    tab.show_record("admission", record["uid"])
    return tab.view()


def test_the_next_step_is_said_with_its_last_day_and_booked(pane, context, qtbot):
    assert pane.next_label.text() == "下一步：派人谈话，最晚2026年4月3日。"
    pane.day.set_value("2026-03-18")
    qtbot.mouseClick(pane.book_button, Qt.MouseButton.LeftButton)
    assert [row["step"] for row in tree.dump(KIND, pane.uid)["steps"]] == [
        "application",
        "application_talk",
    ]
    assert pane.next_label.text() == "下一步：确定为入党积极分子。"
    context.undo()
    assert len(tree.dump(KIND, pane.uid)["steps"]) == 1


def test_a_step_needs_its_true_day(pane, qtbot):
    qtbot.mouseClick(pane.book_button, Qt.MouseButton.LeftButton)
    pane.day.set_value("2026-03-21")
    qtbot.mouseClick(pane.book_button, Qt.MouseButton.LeftButton)
    assert len(tree.dump(KIND, pane.uid)["steps"]) == 1
    assert "今天以后" in pane._day_field._error.text()


def test_the_ledger_and_the_sheet_of_a_person_are_saved(pane, context, tmp_path):
    pane._fill_papers()
    for name in ("台账.pdf", "登记表.pdf"):
        context.answers.append(tmp_path / name)
    pane.print_register("save")
    pane._save_paper("admission-file")
    assert all(
        (tmp_path / name).read_bytes().startswith(b"%PDF") for name in ("台账.pdf", "登记表.pdf")
    )


def test_an_empty_branch_says_what_belongs_here(qtbot, context):
    tab = MemberViews(context)
    qtbot.addWidget(tab)
    tab.show_view(views.ADMISSIONS)
    assert tab.view().place.currentWidget() is tab.view().empty


def test_a_step_takes_its_day_from_the_meeting_that_is_chosen(pane, context):
    meeting = drafting.new_meeting(context.branch, "committee", "2026-03-19")
    operations.save(spec("meeting"), meeting, who="x", at="2026-03-19T01:00:00Z")
    pane.day.set_value("2026-03-18")
    pane.book()
    assert pane.next_label.text() == "下一步：确定为入党积极分子。"
    assert pane._meeting_field.isVisible()
    pane.meeting.set_value(meeting["uid"])
    pane.meeting.changed.emit()
    assert pane.day.value() == "2026-03-19"
    pane.book()
    assert tree.dump(KIND, pane.uid)["steps"][-1]["meeting"] == meeting["uid"]
    assert not pane._meeting_field.isVisible()  # no meeting decides on 公示


def test_what_was_written_beside_a_step_is_kept_when_the_form_is_saved_with_it(pane):
    pane._editor().form.fields["job"].editor.set_value("科员")
    pane.day.set_value("2026-03-18")
    pane.proof.set_value("谈了一个下午")
    pane.book()
    record = tree.dump(KIND, pane.uid)
    assert record["job"] == "科员"
    assert record["steps"][-1]["proof"] == "谈了一个下午"
