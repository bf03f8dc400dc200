"""The three lists: numbers, carry-over, the steps to 销号, and where items come from."""

import pytest

from db import attachments, history, listing, operations, queries, tree
from db.errors import Refused
from db.records import spec
from db.records.listed_item import number_text
from db.spec import Tree
from tests.samples import AT, WHO

ITEM, MEETING, ACTIVITY = spec("listed_item"), spec("meeting"), spec("activity")
TODAY = "2026-06-30"
DESK = {"who": WHO, "at": AT}
NOW = DESK | {"today": TODAY}


def put(branch, kind: str = "task", year: int = 2026, **values: object) -> str:
    """Save a new item as the form does; its uid."""
    item = listing.new_item(branch.uid, kind, year, **({"title": "送法进社区"} | values))
    listing.save(item, **DESK)
    return str(item["uid"])


def stored(uid: str) -> Tree:
    return tree.dump(ITEM, uid)


def attach(uid: str) -> None:
    line = attachments.add(b"%PDF-1.4 proof", "照片.pdf", at=AT)
    operations.save(ITEM, stored(uid) | {"attachments": [line]}, **DESK)


def closed(branch, **values: object) -> str:
    """An item that went all the way on 1 June 2026."""
    uid = put(branch, **values)
    listing.complete(uid, day="2026-06-01", **NOW)
    attach(uid)
    listing.close(uid, day="2026-06-01", by="王芳", **NOW)
    return uid


def numbers(branch, year: int, today: str = TODAY, kind: str | None = None) -> list[str]:
    return [item.number for item in listing.items(branch.uid, year, today, kind)]


def test_an_item_gets_the_next_number_of_its_list_and_year_when_it_is_first_saved(branch):
    for kind, year in (("task", 2026), ("task", 2026), ("problem", 2026), ("task", 2025)):
        put(branch, kind, year)
    assert numbers(branch, 2026) == ["问题2026-01", "任务2025-01", "任务2026-01", "任务2026-02"]


def test_the_number_of_an_item_in_the_bin_is_not_given_again(branch):
    put(branch)
    second = put(branch)
    operations.delete(ITEM, second, **DESK)
    assert number_text(stored(put(branch))) == "任务2026-03"


def test_saving_an_item_again_keeps_its_number(branch):
    uid = put(branch)
    put(branch)
    listing.save(stored(uid) | {"title": "送法进社区每月一次"}, **DESK)
    assert number_text(stored(uid)) == "任务2026-01"


def test_what_is_open_goes_on_into_the_next_year_with_its_number_and_nothing_is_written(branch):
    uid = put(branch, due_on="2026-11-30")
    before = operations.last_step()
    item = listing.items(branch.uid, 2027, "2027-01-05")[0]
    assert (item.number, item.carried, item.days_late) == ("任务2026-01", True, 36)
    assert not listing.items(branch.uid, 2026, "2027-01-05")[0].carried
    assert operations.last_step() == before
    assert stored(uid)["year"] == 2026


def test_an_item_closed_in_a_year_is_not_shown_in_the_next_one(branch):
    closed(branch, year=2025, began_on="2025-03-01")
    assert numbers(branch, 2025) == numbers(branch, 2026) == ["任务2025-01"]
    assert numbers(branch, 2027) == []
    assert numbers(branch, 2024) == []


@pytest.mark.parametrize(
    ("state", "due_on", "late"),
    [
        ("waiting", "2026-06-29", 1),
        ("active", "2026-06-30", 0),
        ("active", None, 0),
        ("done", "2026-01-01", 0),
    ],
)
def test_an_item_is_overdue_after_its_limit_while_it_is_not_done(branch, state, due_on, late):
    put(branch, state=state, due_on=due_on, done_on="2026-06-01" if state == "done" else None)
    item = listing.items(branch.uid, 2026, TODAY)[0]
    assert item.days_late == late
    assert listing.overdue(item.values, TODAY) is item.overdue is bool(late)


def test_each_step_of_the_life_leaves_a_line_in_the_log(branch):
    uid = put(branch)
    listing.start(uid, day="2026-05-06", **NOW)
    listing.add_progress(uid, "已到两个社区", "2026-05-20", **NOW)
    listing.complete(uid, day="2026-06-01", **NOW)
    attach(uid)
    changes = listing.close(uid, day="2026-06-02", by="王芳", **NOW)
    item = stored(uid)
    assert changes.name == "销号 任务2026-01 送法进社区"
    assert [(line["noted_on"], line["what"], line["text"]) for line in item["progress"]] == [
        ("2026-05-06", "state", "未开始 → 进行中"),
        ("2026-05-20", "note", "已到两个社区"),
        ("2026-06-01", "state", "进行中 → 已完成"),
        ("2026-06-02", "state", "已完成 → 已销号"),
    ]
    assert (item["began_on"], item["done_on"]) == ("2026-05-06", "2026-06-01")
    assert (item["closed_on"], item["closed_by"]) == ("2026-06-02", "王芳")


def test_closing_needs_evidence(branch):
    uid = put(branch)
    listing.complete(uid, day=TODAY, **NOW)
    with pytest.raises(Refused, match="任务2026-01还没有佐证，不能销号"):
        listing.close(uid, day=TODAY, by="王芳", **NOW)
    assert stored(uid)["state"] == "done"


def test_a_linked_meeting_is_evidence_enough(branch):
    uid = put(branch)
    evidence = [{"meeting": branch.meeting()["uid"]}]
    listing.save(stored(uid) | {"evidence": evidence}, **DESK)
    listing.complete(uid, day=TODAY, **NOW)
    listing.close(uid, day=TODAY, by="王芳", **NOW)
    assert stored(uid)["state"] == "closed"


@pytest.mark.parametrize(
    ("day", "by", "words"),
    [
        ("2026-06-02", " ", "请写明由谁销号"),
        ("2026-05-31", "王芳", "销号日期早于完成日期2026年6月1日"),
        ("2026-07-01", "王芳", "销号日期还没有到"),
    ],
)
def test_closing_needs_a_person_and_a_day_that_is_possible(branch, day, by, words):
    uid = put(branch)
    listing.complete(uid, day="2026-06-01", **NOW)
    attach(uid)
    with pytest.raises(Refused, match=words):
        listing.close(uid, day=day, by=by, **NOW)


def test_no_step_is_skipped_and_none_is_dated_before_the_one_before(branch):
    uid = put(branch, began_on="2026-05-06")
    with pytest.raises(Refused, match="现在是“未开始”，“已完成”的才能销号"):
        listing.close(uid, day=TODAY, by="王芳", **NOW)
    with pytest.raises(Refused, match="完成日期早于开始日期2026年5月6日"):
        listing.complete(uid, day="2026-05-05", **NOW)
    with pytest.raises(Refused, match="“已完成”或“已销号”的才能重新打开"):
        listing.reopen(uid, reason="漏了一户", **NOW)
    with pytest.raises(Refused, match="开始日期还没有到"):
        listing.start(uid, day="2026-07-01", **NOW)


def test_reopening_needs_a_reason_that_stays_in_the_log_and_the_history(branch):
    uid = closed(branch)
    with pytest.raises(Refused, match="请写明重新打开的原因"):
        listing.reopen(uid, reason="  ", **NOW)
    listing.reopen(uid, reason="回访发现还有一户没有落实", **NOW)
    item = stored(uid)
    assert (item["state"], item["done_on"], item["closed_on"]) == ("active", None, None)
    assert item["progress"][-1]["what"] == "reopened"
    assert item["progress"][-1]["text"] == "回访发现还有一户没有落实"
    assert history.of_record(uid)[0].reason == "回访发现还有一户没有落实"


def test_a_closed_item_takes_no_progress_until_it_is_reopened(branch):
    uid = closed(branch)
    with pytest.raises(Refused, match="已经销号，不能再记进展"):
        listing.add_progress(uid, "又去了一次", TODAY, **NOW)


def test_closing_is_taken_back_by_one_undo_and_done_again_by_one_redo(branch):
    uid = closed(branch)
    operations.undo(**DESK)
    assert stored(uid)["state"] == "done"
    operations.redo(**DESK)
    assert stored(uid)["state"] == "closed"


def test_what_was_added_to_a_closed_item_is_taken_back_and_the_closing_stays(branch):
    uid = closed(branch)
    before = stored(uid)
    line = attachments.add(b"%PDF-1.4 more", "补充.pdf", at=AT)
    both = [*before["attachments"], line]
    operations.save(ITEM, before | {"attachments": both}, **DESK)
    operations.undo(**DESK)
    after = stored(uid)
    assert after | {"revision": 0} == before | {"revision": 0}
    assert after["state"] == "closed"


# Where items come from


def decided(branch) -> Tree:
    """A meeting with one decision under an item and one in the closing words."""
    owner = branch.members["王芳"]
    task = {"text": "送法进社区", "owner": owner, "owner_name": "王芳", "due_on": "2026-06-30"}
    agenda = [
        {"title": "送法进社区", "decisions": [task]},
        {"title": "总结", "part": "closing", "decisions": [{"text": "整理台账"}, {"text": ""}]},
    ]
    return branch.meeting(
        agenda=tree.normalise(MEETING, tree.blank(MEETING, organisation=branch.uid, agenda=agenda))[
            "agenda"
        ]
    )


def test_the_decisions_of_a_meeting_become_tasks_in_one_step(branch):
    meeting = decided(branch)
    chosen = listing.candidates(MEETING, meeting)
    assert [(c.text, c.owner_name, c.due_on, c.made) for c in chosen] == [
        ("送法进社区", "王芳", "2026-06-30", None),
        ("整理台账", "", None, None),
    ]
    listing.put_on_list(MEETING, meeting, chosen, **DESK)
    first, second = (item.values for item in listing.items(branch.uid, 2026, TODAY))
    assert [number_text(first), number_text(second)] == ["任务2026-01", "任务2026-02"]
    item = stored(first["uid"])
    assert (item["source"], item["meeting"], item["state"]) == (
        "meeting",
        meeting["uid"],
        "waiting",
    )
    assert (item["began_on"], item["owner"]) == ("2026-03-27", branch.members["王芳"])
    operations.undo(**DESK)
    assert listing.items(branch.uid, 2026, TODAY) == []


def test_a_decision_goes_on_the_list_once(branch):
    meeting = decided(branch)
    listing.put_on_list(MEETING, meeting, listing.candidates(MEETING, meeting)[:1], **DESK)
    chosen = listing.candidates(MEETING, meeting)
    assert [number_text(c.made) if c.made else "" for c in chosen] == ["任务2026-01", ""]
    listing.put_on_list(MEETING, meeting, chosen, **DESK)
    assert numbers(branch, 2026) == ["任务2026-01", "任务2026-02"]
    with pytest.raises(Refused, match="都已在清单里"):
        listing.put_on_list(MEETING, meeting, chosen, **DESK)


def test_the_problems_of_an_organisation_life_meeting_go_on_the_list_of_problems(branch):
    issue = {"whose": "支部班子", "text": "学习不够深入", "measure": "每月专题研讨"}
    meeting = branch.meeting("life", issues=[issue])
    listing.put_on_list(MEETING, meeting, listing.candidates(MEETING, meeting), **DESK)
    item = stored(listing.items(branch.uid, 2026, TODAY, "problem")[0].uid)
    assert (item["title"], item["measures"]) == ("学习不够深入", "每月专题研讨")
    assert (item["source"], item["source_note"]) == ("self_check", "组织生活会查摆，对象：支部班子")
    assert item["meeting"] == meeting["uid"]


def test_what_an_activity_agreed_on_becomes_a_task_that_points_to_it(branch):
    activity = tree.blank(ACTIVITY, organisation=branch.uid, title="清明祭扫", held_on="2026-03-28")
    activity["decisions"] = [{"text": "走访烈属"}]
    operations.save(ACTIVITY, activity, **DESK)
    activity = tree.dump(ACTIVITY, activity["uid"])
    listing.put_on_list(ACTIVITY, activity, listing.candidates(ACTIVITY, activity), **DESK)
    item = stored(listing.items(branch.uid, 2026, TODAY)[0].uid)
    assert (item["source"], item["activity"]) == ("activity", activity["uid"])


# What meetings say of items


def test_open_tasks_and_problems_stand_ready_for_the_next_meeting_by_their_limit(branch):
    put(branch, "responsibility", title="抓好学习")
    put(branch, title="没有时限")
    put(branch, "problem", 2025, title="台账不全", due_on="2026-05-01")
    put(branch, title="以后才开始", began_on="2026-08-01")
    closed(branch, title="已经销号")
    found = listing.open_items(branch.uid, TODAY)
    assert [item.values["title"] for item in found] == ["台账不全", "没有时限"]


def discussed(branch, uid: str, status: str = "final") -> Tree:
    """A meeting whose agenda took up the item."""
    item = {
        "title": "送法进社区",
        "listed_item": uid,
        "report": "已到两个社区",
        "resolution": "继续",
    }
    agenda = tree.normalise(MEETING, tree.blank(MEETING, organisation=branch.uid, agenda=[item]))[
        "agenda"
    ]
    return branch.meeting(agenda=agenda, status=status)


def test_what_a_final_meeting_says_of_an_item_goes_into_its_log_once(branch):
    uid = put(branch)
    meeting = discussed(branch, uid)
    assert listing.said_of(meeting) == [(uid, "已到两个社区\n决议：继续")]
    listing.take_progress(meeting, **DESK)
    assert not listing.take_progress(meeting, **DESK).records
    (line,) = stored(uid)["progress"]
    assert (line["noted_on"], line["meeting"]) == ("2026-03-27", meeting["uid"])
    assert line["text"] == "已到两个社区\n决议：继续"


def test_a_draft_says_nothing_of_items_yet(branch):
    with pytest.raises(Refused, match="会议定稿以后"):
        listing.take_progress(discussed(branch, put(branch), "draft"), **DESK)


def test_what_is_closed_stays_as_it_is_whatever_a_meeting_says(branch):
    uid = closed(branch)
    before = stored(uid)
    listing.take_progress(discussed(branch, uid), **DESK)
    assert stored(uid) == before


def test_a_responsibility_knows_its_tasks(branch):
    duty = put(branch, "responsibility", title="抓好学习")
    put(branch, title="每月学习", responsibility=duty)
    assert [number_text(row) for row in queries.tasks_of(duty)] == ["任务2026-01"]


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_an_item_belongs_to_the_years_that_show_it_and_is_counted_there(branch, year):
    shown = [closed(branch, year=2025, began_on="2025-03-01"), put(branch), put(branch, "problem")]
    found = {item.uid for item in listing.items(branch.uid, year, TODAY)}
    assert {uid for uid in shown if listing.belongs(stored(uid), year)} == found
    assert sum(listing.counts(branch.uid, year).values()) == len(found)
