"""The dialog that puts what a meeting decided on the lists."""

import pytest
from PySide6.QtWidgets import QWidget

from db import listing, operations, tree
from db.records import spec
from db.records.listed_item import number_text
from desktop.dialogs.put_on_list import PutOnListDialog
from tests.samples import AT, WHO

MEETING = spec("meeting")


@pytest.fixture
def meeting(context):
    """A stored meeting with two decisions."""
    record = tree.blank(MEETING, organisation=context.branch, held_on="2026-03-27", number=1)
    decisions = [{"text": "送法进社区", "owner_name": "王芳"}, {"text": "整理台账"}]
    record["agenda"] = [{"title": "任务", "decisions": decisions}]
    operations.save(MEETING, record, who=WHO, at=AT)
    return tree.dump(MEETING, record["uid"])


@pytest.fixture
def host(qtbot):
    """A window under the dialog, which frees itself when it is closed."""
    under = QWidget()
    qtbot.addWidget(under)
    under.show()
    return under


@pytest.fixture
def dialog(context, meeting, host):
    """The dialog over that meeting."""
    made = PutOnListDialog(context, MEETING, meeting, host)
    made.open()
    return made


def tasks(context):
    """The stored tasks of the year."""
    found = listing.items(context.branch, 2026, "2026-06-30", "task")
    return [tree.dump(spec("listed_item"), item.uid) for item in found]


def test_everything_that_is_on_no_list_is_chosen_from_the_start(dialog):
    assert [row.check.isChecked() for row in dialog.rows] == [True, True]
    assert dialog.sums.text() == "选中 2 项：任务清单 2"


def test_the_chosen_ones_go_on_the_list_with_the_owner_and_limit_given_here(
    dialog, context, meeting, qtbot
):
    dialog.rows[0].check.setChecked(False)
    dialog.rows[1].owner.set_value(None, "单伟")
    dialog.rows[1].due.set_value("2026-06-30")
    with qtbot.waitSignal(dialog.accepted):
        dialog.main_button.click()
    (item,) = tasks(context)
    assert (number_text(item), item["title"]) == ("任务2026-01", "整理台账")
    assert (item["owner_name"], item["due_on"]) == ("单伟", "2026-06-30")
    assert item["meeting"] == meeting["uid"]
    assert context.notices == ["已加入清单 1 项。"]
    context.undo()
    assert tasks(context) == []


def test_what_is_on_a_list_already_says_where_and_cannot_be_chosen(context, meeting, host):
    chosen = listing.candidates(MEETING, meeting)[:1]
    listing.put_on_list(MEETING, meeting, chosen, who=WHO, at=AT)
    dialog = PutOnListDialog(context, MEETING, meeting, host)
    dialog.open()
    first, second = dialog.rows
    assert not first.check.isEnabled()
    assert not first.owner.isVisible()
    assert second.chosen
    assert dialog.sums.text() == "选中 1 项：任务清单 1"


def test_a_limit_that_cannot_be_read_is_said_and_nothing_is_put_on_the_list(dialog, context):
    dialog.rows[1].due.box.setText("下个月")
    dialog.main_button.click()
    assert "看不懂这个日期" in dialog.error.text()
    assert tasks(context) == []


def test_without_a_choice_there_is_nothing_to_press(dialog):
    for row in dialog.rows:
        row.check.setChecked(False)
    assert not dialog.main_button.isEnabled()
    assert dialog.sums.text() == "一项也没有选。"
