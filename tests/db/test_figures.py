"""The numbers of a year: what counts, whose hours, and that every number names its records."""

import pytest

from db import figures, listing, operations, queries, tree
from db.due import duties
from db.figures import hours_text
from db.records import spec

from .conftest import AT, WHO

TODAY = "2026-11-24"


def finish(branch, kind="general", day="2026-03-27", **values):
    """Store a meeting that counts."""
    record = branch.meeting(kind, day) | {"status": "final"} | values
    operations.save(spec("meeting"), record, who=WHO, at=AT)
    return record


def held(branch, day="2026-03-28", **values):
    """Store an activity that counts, with everybody of the branch present."""
    line = spec("activity").line("attendance")
    present = [tree.blank_line(line, member=uid, name=name) for name, uid in branch.members.items()]
    record = tree.blank(
        spec("activity"),
        organisation=branch.uid,
        held_on=day,
        year=2026,
        month=int(day[5:7]),
        status="final",
        **{"attendance": present} | values,
    )
    operations.save(spec("activity"), record, who=WHO, at=AT)
    return record


def of(branch, year=2026, today=TODAY):
    """The figures of the branch."""
    return figures.of_year(branch.uid, year, today)


def test_each_number_names_the_records_behind_it_and_a_draft_is_told_apart(branch):
    first = finish(branch, "committee", "2026-02-10")
    second = finish(branch, "general", "2026-01-20")
    life = finish(branch, "life", "2026-10-20")
    draft = branch.meeting("committee", "2026-03-10")
    found = of(branch)
    assert found.figure("meetings").uids == (second["uid"], first["uid"])
    assert found.figure("committee").text == "1 次"
    assert found.figure("life").uids == (life["uid"],)
    assert found.drafts == (draft["uid"],)


def test_a_record_of_another_year_or_of_a_later_day_does_not_count(branch):
    finish(branch, "committee", "2025-12-31")
    finish(branch, "committee", "2026-11-25")
    assert of(branch).figure("meetings").value == 0
    assert of(branch, 2025).figure("meetings").value == 1
    assert of(branch, today="2026-11-25").figure("meetings").value == 1


def test_what_lies_in_the_bin_does_not_count(branch):
    record = branch.meeting()
    operations.delete(spec("meeting"), record["uid"], who=WHO, at=AT)
    found = of(branch)
    assert (found.figure("meetings").value, found.drafts) == (0, ())


def test_presence_is_counted_person_by_person_in_the_order_of_the_roster(branch):
    record = branch.meeting("general", "2026-03-27") | {"status": "final"}
    states = {"王芳": "leave", "周翀": "absent"}
    for row in record["attendance"]:
        row["state"] = states.get(row["name"], "present")
    operations.save(spec("meeting"), record, who=WHO, at=AT)
    other = finish(branch, "committee", "2026-04-10")
    found = of(branch)
    assert [one.name for one in found.attendance] == ["单伟", "王芳", "褚垚", "周翀"]
    wang = found.attendance[1]
    assert (wang.due, wang.times("present"), wang.times("leave")) == (2, 1, 1)
    assert (wang.rate, wang.records["leave"]) == ("50.0%", (record["uid"],))
    rate = found.figure("attendance")
    assert (rate.value, rate.of, rate.text) == (4, 6, "66.7%")
    assert set(rate.uids) == {other["uid"], record["uid"]}


def test_somebody_who_left_keeps_the_name_of_the_record(branch):
    line = spec("activity").line("attendance")
    guest = tree.blank(spec("organisation"), name="中共某局第二支部", short_name="二支部")
    operations.save(spec("organisation"), guest, who=WHO, at=AT)
    moved = tree.blank(spec("member"), organisation=guest["uid"], name="冉雯", joined_on="2001-06")
    operations.save(spec("member"), moved, who=WHO, at=AT)
    held(branch, attendance=[tree.blank_line(line, member=moved["uid"], name="冉雯（旧名）")])
    assert [one.name for one in of(branch).attendance] == ["冉雯（旧名）"]


def test_hours_of_a_lecture_inside_an_activity_count_once_and_the_larger(branch):
    day = held(branch, hours=200)
    finish(branch, "lecture", "2026-03-28", activity=day["uid"], hours=300)
    finish(branch, "lecture", "2026-05-20", hours=150)
    hours = {one.name: one for one in of(branch).hours}
    assert dict(hours["王芳"].by_kind) == {"lecture": 450}
    assert (hours["王芳"].total, hours_text(hours["王芳"].missing)) == (450, "51.5")
    assert of(branch).figure("hours").text == "4.5"


def test_hours_asked_for_are_those_of_the_rule_and_none_of_the_frail(branch):
    member = tree.dump(spec("member"), branch.members["周翀"]) | {"frail": True}
    operations.save(spec("member"), member, who=WHO, at=AT)
    own = tree.blank(
        spec("rule_override"),
        organisation=branch.uid,
        code="hours",
        number="hours",
        value=40,
        effective_from="2026-01-01",
        reason="区直机关工委通知",
    )
    operations.save(spec("rule_override"), own, who=WHO, at=AT)
    needed = {one.name: one.needed for one in of(branch).hours}
    assert needed == {"单伟": 5600, "王芳": 5600, "褚垚": 4000, "周翀": None}
    assert all(one.missing == 0 for one in of(branch).hours if one.name == "周翀")


@pytest.mark.parametrize("code", ["hours", "hours_committee"])
def test_who_has_the_hours_is_who_the_duty_says(branch, code):
    held(branch, hours=5600)
    duty = next(d for d in duties(branch.uid, 2026, TODAY) if d.code == code)
    done = [one for one in of(branch).hours if one.missing == 0]
    assert duty.missing == ()
    assert {"单伟", "王芳", "褚垚", "周翀"} == {one.name for one in done}


def test_tasks_and_problems_are_counted_as_the_lists_show_them(branch):
    for kind, state in (("task", "done"), ("task", "active"), ("problem", "done")):
        item = listing.new_item(branch.uid, kind, 2026, title="送法进社区", state=state)
        item |= {"done_on": "2026-05-01"} if state == "done" else {}
        item |= {"owner_name": "单伟", "due_on": "2026-06-30"}
        operations.save(spec("listed_item"), listing.numbered([item])[0], who=WHO, at=AT)
    found = of(branch)
    assert found.figure("tasks").text == "1 / 2"
    assert found.figure("problems").text == "0 / 1"
    assert len(found.figure("tasks").uids) == 2


def test_nothing_counted_is_a_dash_and_never_a_share(branch):
    found = of(branch)
    assert found.figure("attendance").text == "—"
    assert found.figure("tasks").text == "—"
    assert found.figure("hours").text == "0.0"


def test_records_are_found_by_uid_whatever_their_type(branch):
    meeting = finish(branch)
    uids = [meeting["uid"], branch.committee, branch.members["王芳"], "no-such"]
    found = queries.named(uids)
    assert {uid: kind.name for uid, (kind, _row) in found.items()} == {
        meeting["uid"]: "meeting",
        branch.committee: "committee",
        branch.members["王芳"]: "member",
    }
    assert found[meeting["uid"]][1].day == "2026-03-27"
