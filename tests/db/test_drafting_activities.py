"""A new activity, its year's plan and the meeting held within it begin with what is known."""

import pytest

from db import drafting, operations, tree
from db.records import spec

from .conftest import AT, WHO

ACTIVITY, PLAN, MEETING = spec("activity"), spec("activity_plan"), spec("meeting")


def _saved(kind, record):
    operations.save(kind, record, who=WHO, at=AT)
    return tree.dump(kind, record["uid"])


def _settle(branch, **values):
    record = tree.dump(spec("organisation"), branch.uid)
    _saved(spec("organisation"), record | values)


def test_an_activity_begins_with_people_number_and_the_usual_fixed_items(branch):
    record = drafting.new_activity(branch.uid, "2026-03-28")
    assert (record["number"], record["year"], record["month"]) == (1, 2026, 3)
    assert (record["planned_on"], record["held_on"]) == ("2026-03-28", "2026-03-28")
    assert {row["name"]: row["state"] for row in record["attendance"]} == dict.fromkeys(
        branch.members, "present"
    )
    items = [(row["name"], row["done"]) for row in record["fixed_items"]]
    assert items == [(n, False) for n in ("佩戴党徽", "交党费", "重温入党誓词", "诵读党章")]
    assert (record["chair_name"], record["place"]) == ("单伟", "三楼会议室")
    assert record["process"] == record["outcome"] == record["title"] == ""
    stored = _saved(ACTIVITY, record)
    assert drafting.new_activity(branch.uid, "2026-04-28")["number"] == 2
    assert drafting.new_activity(branch.uid, "2027-01-28")["number"] == 1
    assert stored["attendance"] == record["attendance"]


def test_the_branchs_own_list_of_fixed_items_goes_before_the_usual_one(branch):
    _settle(branch, fixed_items=[{"name": "诵读党章"}, {"name": "交党费"}])
    record = drafting.new_activity(branch.uid, "2026-03-28")
    assert [row["name"] for row in record["fixed_items"]] == ["诵读党章", "交党费"]
    assert drafting.fixed_items(branch.uid) == ["诵读党章", "交党费"]


def test_an_activity_takes_over_what_the_plan_has_for_its_month(branch):
    plan = drafting.new_plan(branch.uid, 2026)
    plan["months"][2] |= {
        "title": "新旧动能转换党员先行", "category": "service", "place": "华阳社区",
        "organiser": "组织委员", "planned_on": "2026-03-26", "moved_reason": "社区开放日",
    }  # fmt: skip
    _saved(PLAN, plan)
    record = drafting.new_activity(branch.uid, "2026-03-27")
    taken = [record[key] for key in ("title", "category", "place", "organiser", "planned_on")]
    assert taken == ["新旧动能转换党员先行", "service", "华阳社区", "组织委员", "2026-03-26"]
    assert record["moved_reason"] == ""
    other = drafting.new_activity(branch.uid, "2026-04-28")
    assert (other["title"], other["category"], other["place"]) == ("", "study", "三楼会议室")


def test_an_activity_held_in_the_next_month_belongs_to_the_month_it_was_planned_for(branch):
    record = drafting.new_activity(branch.uid, "2026-03-02", planned_on="2026-02-28")
    stored = _saved(ACTIVITY, record)
    assert (stored["year"], stored["month"], stored["held_on"]) == (2026, 2, "2026-03-02")


@pytest.mark.parametrize(
    ("shift", "march", "june"),
    [
        ("keep", "2026-03-28", "2026-06-28"),
        ("next", "2026-03-30", "2026-06-29"),
        ("before", "2026-03-27", "2026-06-26"),
    ],
)
def test_a_plan_has_twelve_months_on_the_branchs_own_day(branch, shift, march, june):
    _settle(branch, activity_shift=shift)
    plan = _saved(PLAN, drafting.new_plan(branch.uid, 2026))
    days = {row["month"]: row["planned_on"] for row in plan["months"]}
    assert list(days) == list(range(1, 13))
    assert (days[3], days[6], days[5]) == (march, june, "2026-05-28")


def test_a_copied_plan_brings_themes_and_people_but_no_dates_and_reasons(branch):
    last = drafting.new_plan(branch.uid, 2025)
    people = {"owner": branch.members["王芳"], "owner_name": "王芳"}
    last["months"][4] |= people | {
        "title": "义务植树", "category": "labour", "place": "西山", "organiser": "青年委员",
        "planned_on": "2025-05-09", "moved_reason": "植树时节", "remark": "带工具",
    }  # fmt: skip
    last["months"][5] |= {"owner_name": "各党小组"}
    plan = drafting.new_plan(branch.uid, 2026, last)
    may = plan["months"][4]
    assert {key: may[key] for key in people} == people
    assert (may["title"], may["category"], may["place"]) == ("义务植树", "labour", "西山")
    assert may["organiser"] == "青年委员"
    assert (may["planned_on"], may["moved_reason"], may["remark"]) == ("2026-05-28", "", "")
    assert plan["months"][5]["owner_name"] == "各党小组"
    assert {row["uid"] for row in plan["months"]}.isdisjoint(row["uid"] for row in last["months"])


def test_who_has_left_the_branch_owns_nothing_in_the_copy(branch):
    member = tree.dump(spec("member"), branch.members["王芳"])
    member["memberships"][0]["ended_on"] = "2026-06-01"
    _saved(spec("member"), member)
    last = drafting.new_plan(branch.uid, 2025)
    for row in last["months"]:
        row |= {"owner": member["uid"], "owner_name": "王芳"}
    owners = [row["owner_name"] for row in drafting.new_plan(branch.uid, 2026, last)["months"]]
    assert owners == ["王芳"] * 5 + [""] * 7


def test_a_meeting_within_an_activity_takes_people_and_place_but_no_text(branch):
    record = drafting.new_activity(branch.uid, "2026-03-28") | {
        "title": "学习",
        "place": "纪念馆",
        "process": "参观展厅，重温誓词。",
        "recorder": branch.members["王芳"],
        "recorder_name": "王芳",
        "hours": 400,
    }
    absent = next(row for row in record["attendance"] if row["name"] == "周翀")
    absent |= {"state": "leave", "reason": "出差", "makeup": "自学讲稿"}
    activity = _saved(ACTIVITY, record)
    lecture = drafting.counted_as(activity, "lecture")
    assert (lecture["activity"], lecture["held_on"]) == (activity["uid"], "2026-03-28")
    assert (lecture["kind"], lecture["place"], lecture["recorder_name"]) == (
        "lecture", "纪念馆", "王芳",
    )  # fmt: skip
    away = next(row for row in lecture["attendance"] if row["name"] == "周翀")
    assert (away["state"], away["reason"], away["makeup"]) == ("leave", "出差", "自学讲稿")
    assert away["uid"] != absent["uid"]
    assert (lecture["title"], lecture["outline"], lecture["hours"]) == ("", "", None)
    _saved(MEETING, lecture)
    group = drafting.counted_as(activity, "group", branch.group)
    assert (group["group"], group["chair_name"]) == (branch.group, "王芳")
    committee = drafting.counted_as(activity, "committee")
    assert {row["name"] for row in committee["attendance"]} == {"单伟", "王芳"}


def test_another_day_brings_the_people_of_an_activity_in_line(branch):
    record = drafting.new_activity(branch.uid, "2026-03-28")
    assert drafting.rederive(ACTIVITY, record) == drafting.Derived(record, ())
    earlier = drafting.rederive(ACTIVITY, record | {"held_on": "2025-06-01"})
    assert "不再应到：褚垚（原记为实到）" in earlier.said


def test_an_open_item_comes_to_the_agenda_with_its_title_and_link(branch):
    item = tree.blank(spec("listed_item"), organisation=branch.uid, title="送法进社区\n每月一次")
    line = drafting.agenda_item_for(item)
    assert (line["title"], line["listed_item"]) == ("送法进社区 每月一次", item["uid"])
    meeting = branch.meeting(agenda=[line])
    assert meeting["agenda"][0]["listed_item"] == item["uid"]
