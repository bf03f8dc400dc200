"""A new meeting begins with the people of its day; a frame never brings texts along."""

from db import drafting, operations, queries, tree
from db.records import spec

from .conftest import AT, WHO

MEETING = spec("meeting")


def test_a_new_meeting_is_numbered_within_year_kind_and_group(branch):
    assert drafting.new_meeting(branch.uid, "general", "2026-01-05")["number"] == 1
    branch.meeting()
    assert drafting.new_meeting(branch.uid, "general", "2026-04-01")["number"] == 2
    assert drafting.new_meeting(branch.uid, "general", "2027-01-01")["number"] == 1
    assert drafting.new_meeting(branch.uid, "committee", "2026-04-01")["number"] == 1


def test_everyone_due_is_ticked_present_with_category_and_vote_of_the_day(branch):
    record = drafting.new_meeting(branch.uid, "general", "2026-03-27")
    rows = {r["name"]: (r["state"], r["category"], r["voting"]) for r in record["attendance"]}
    assert rows == {
        "单伟": ("present", "full", True),
        "王芳": ("present", "full", True),
        "褚垚": ("present", "probationary", False),
        "周翀": ("present", "full", False),
    }


def test_the_secretary_chairs_and_in_a_group_its_leader(branch):
    general = drafting.new_meeting(branch.uid, "general", "2026-03-27")
    assert (general["chair_name"], general["chair_post"]) == ("单伟", "支部书记")
    group = drafting.new_meeting(branch.uid, "group", "2026-03-27", branch.group)
    assert group["chair_name"] == "王芳"


def test_a_changed_date_rederives_who_is_due_and_says_what_changed(branch):
    record = drafting.new_meeting(branch.uid, "general", "2026-03-27")
    for row in record["attendance"]:
        if row["name"] == "王芳":
            row |= {"state": "leave", "reason": "出差"}
    earlier = drafting.rederive(MEETING, record | {"held_on": "2025-06-01"})
    assert set(earlier.said) == {"不再应到：褚垚（原记为实到）", "周翀当日有表决权"}
    kept = {r["name"]: (r["state"], r["reason"]) for r in earlier.tree["attendance"]}
    assert kept["王芳"] == ("leave", "出差")
    back = drafting.rederive(MEETING, earlier.tree | {"held_on": "2026-03-27"})
    assert "新增应到：褚垚" in back.said


def test_the_same_date_changes_nothing(branch):
    record = drafting.new_meeting(branch.uid, "general", "2026-03-27")
    again = drafting.rederive(MEETING, record)
    assert again.said == ()
    assert again.tree == record


def test_a_frame_takes_people_place_and_heads_but_never_text(branch):
    source = branch.meeting(
        place="二楼",
        recorder=branch.members["王芳"],
        recorder_name="王芳",
        agenda=[
            {
                "title": "学习",
                "report": "全文",
                "resolution": "同意",
                "votes_for": 3,
                "speeches": [{"speaker": "王芳", "text": "发言"}],
                "decisions": [{"text": "做", "owner_name": "王芳"}],
            },
            {"part": "closing", "title": "总结", "report": "讲话"},
        ],
    )
    copied = drafting.copy_frame(source, "2026-06-26")
    assert (copied["place"], copied["recorder_name"], copied["number"]) == ("二楼", "王芳", 2)
    assert [item["title"] for item in copied["agenda"]] == ["学习"]
    item = copied["agenda"][0]
    assert (item["report"], item["resolution"], item["votes_for"]) == ("", "", None)
    assert (item["speeches"], item["decisions"]) == ([], [])
    assert copied["uid"] != source["uid"]
    operations.save(spec("meeting"), copied, who=WHO, at=AT)
    assert tree.dump(spec("meeting"), source["uid"]) == source


def test_lists_are_made_with_a_fixed_number_of_queries(branch, monkeypatch):
    for month in (1, 2, 3, 4):
        branch.meeting(day=f"2026-{month:02}-15", agenda=[{"title": f"议题{month}"}])
    from db.connection import database

    asked = []
    run = database.execute_sql
    monkeypatch.setattr(database, "execute_sql", lambda *a, **k: (asked.append(a), run(*a, **k))[1])
    rows = queries.records(spec("meeting"), organisation=branch.uid, year=2026)
    assert [row.topics for row in rows] == [("议题4",), ("议题3",), ("议题2",), ("议题1",)]
    assert len(asked) == 2
