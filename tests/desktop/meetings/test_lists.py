"""Between meetings and the three lists: decisions go there, open items come from there."""

import pytest

from db import drafting, listing, operations, queries, tree
from db.records import spec
from desktop.dialogs.put_on_list import PutOnListDialog
from desktop.pages.meetings.open_items import OpenItemsDialog

from .conftest import AT, MEETING, WHO, members

ITEM = spec("listed_item")


@pytest.fixture
def went(desk):
    """Where the page asked the window to go."""
    found = []
    desk.context.travelled.connect(lambda kind, uid, target: found.append((kind, uid)))
    return found


def add_item(desk, title="送法进社区每月一次", **values):
    """Put an item on the task list without the window."""
    values = {"owner_name": "单伟", "due_on": "2026-03-15", "began_on": "2026-01-10"} | values
    item = listing.new_item(desk.context.branch, "task", 2026, title=title, **values)
    desk.context.tell(listing.save(item, who=WHO, at=AT), None)
    return item["uid"]


def dialog_of(desk, kind):
    """The dialog of that class which is open."""
    found = [d for d in desk.page.findChildren(kind) if d.isVisible()]
    return found[0] if found else None


def tidy(desk, **values):
    """A committee's meeting that nothing keeps from being final."""
    own = members(desk.context.branch)
    record = drafting.new_meeting(desk.context.branch, "committee", "2026-03-27")
    record |= {
        "began_at": "15:00",
        "ended_at": "16:00",
        "recorder": own["解晓璟"],
        "recorder_name": "解晓璟",
        "notice_on": "2026-03-24",
        "notice_by": "张贴",
    } | values
    desk.context.tell(operations.save(MEETING, record, who=WHO, at=AT), None)
    desk.page.show_record("meeting", record["uid"])
    return record["uid"]


def agenda_line(title, **values):
    """An item of the agenda with something said to it."""
    speech = tree.blank_line(
        MEETING.line("agenda", "speeches"), speaker="仇昇", text="赞成，要排好班。"
    )
    kept = {"report": "说明了情况和打算。", "resolution": "按计划办。", "speeches": [speech]}
    return tree.blank_line(MEETING.line("agenda"), title=title, speaker="单伟", **kept) | values


def decision(**values):
    """Something to be done."""
    given = {"text": "排出社区值班表", "owner_name": "仇昇", "due_on": "2026-04-10"} | values
    return tree.blank_line(MEETING.line("agenda", "decisions"), **given)


def finalise(desk):
    """Press the main action."""
    desk.page.record.header.main_button.click()


def test_after_the_record_is_final_its_tasks_are_offered_to_the_list(desk):
    uid = tidy(desk, agenda=[agenda_line("社区值班", decisions=[decision()])])
    finalise(desk)
    assert desk.stored(uid)["status"] == "final"
    dialog = dialog_of(desk, PutOnListDialog)
    assert dialog is not None
    dialog.main_button.click()
    items = listing.items(desk.context.branch, 2026, "2026-03-27")
    assert [item.values["title"] for item in items] == ["排出社区值班表"]
    assert tree.dump(ITEM, items[0].uid)["meeting"] == uid


def test_nothing_is_offered_when_all_of_it_is_on_the_list(desk):
    uid = tidy(desk, agenda=[agenda_line("社区值班", decisions=[decision()])])
    record = desk.stored(uid)
    listing.put_on_list(MEETING, record, listing.candidates(MEETING, record), who=WHO, at=AT)
    finalise(desk)
    assert desk.stored(uid)["status"] == "final"
    assert dialog_of(desk, PutOnListDialog) is None
    desk.page.record.header.did.emit("lists")
    assert dialog_of(desk, PutOnListDialog) is not None


def test_the_menu_says_so_when_there_is_nothing_for_a_list(desk):
    tidy(desk, agenda=[agenda_line("社区值班")])
    desk.page.record.header.did.emit("lists")
    assert dialog_of(desk, PutOnListDialog) is None
    assert "没有可列入清单的" in desk.context.notices[-1]


def test_an_open_item_becomes_an_item_of_the_agenda_by_one_press(desk, went):
    late = add_item(desk)
    add_item(desk, "档案电子化", due_on="2026-06-30")
    tidy(desk)
    desk.form.agenda.items_button.click()
    dialog = dialog_of(desk, OpenItemsDialog)
    cards = dialog.cards.rows()
    assert cards[0].title == "任务2026-01　送法进社区每月一次"
    assert (cards[0].pill, cards[0].mark) == ("逾期 12 天", "overdue")
    assert cards[1].subtitle == "单伟 · 6月30日前"
    dialog.take_button.click()
    assert len(dialog.cards.rows()) == 1
    dialog.close()
    card = desk.form.agenda.cards[0]
    assert card.title == "送法进社区每月一次"
    assert card.item_button.text() == "任务2026-01"
    card.item_button.click()
    assert went == [("listed_item", late)]
    assert desk.stored()["agenda"][0]["listed_item"] == late


def test_what_stands_on_the_agenda_is_not_offered_again(desk):
    uid = add_item(desk)
    tidy(desk, agenda=[agenda_line("送法进社区每月一次", listed_item=uid)])
    desk.form.agenda.items_button.click()
    dialog = dialog_of(desk, OpenItemsDialog)
    assert dialog.cards.isHidden()
    assert "没有还没办完的事项" in dialog.empty.label.text()
    dialog.close()


def test_what_the_meeting_said_is_noted_with_the_item_once(desk):
    item = add_item(desk)
    uid = tidy(desk, agenda=[agenda_line("送法进社区每月一次", listed_item=item)])
    finalise(desk)
    assert "已把本次会议的情况记入 1 项清单事项的进展。" in desk.context.notices
    progress = tree.dump(ITEM, item)["progress"]
    assert [(line["meeting"], line["noted_on"]) for line in progress] == [(uid, "2026-03-27")]
    assert "按计划办" in progress[0]["text"]
    desk.page.record.reopen("补一句")
    finalise(desk)
    assert len(tree.dump(ITEM, item)["progress"]) == 1


def test_a_meeting_inside_an_activity_leads_to_it(desk, went):
    activity = drafting.new_activity(desk.context.branch, "2026-03-27")
    activity |= {"title": "新旧动能转换党员先行"}
    operations.save(spec("activity"), activity, who=WHO, at=AT)
    tidy(desk, activity=activity["uid"])
    button = desk.form.head.activity_button
    assert button.isVisibleTo(desk.form)
    assert button.text() == "在2026年3月活动《新旧动能转换党员先行》中召开"
    button.click()
    assert went == [("activity", activity["uid"])]
    tidy(desk)
    assert not button.isVisibleTo(desk.form)


def test_problems_of_a_life_meeting_are_offered_to_the_problem_list(desk):
    record = drafting.new_meeting(desk.context.branch, "life", "2026-03-27")
    line = MEETING.line("issues")
    record["issues"] = [tree.blank_line(line, whose="支部班子", text="下社区少", owner_name="单伟")]
    operations.save(MEETING, record, who=WHO, at=AT)
    desk.page.show_record("meeting", record["uid"])
    desk.page.record.header.did.emit("lists")
    dialog_of(desk, PutOnListDialog).main_button.click()
    rows = queries.records(ITEM, organisation=desk.context.branch)
    assert [row.values["kind"] for row in rows] == ["problem"]
