"""组织生活会 and 民主评议党员 begin with a row for everyone, and keep what was written."""

import pytest

from db import drafting, operations, tree
from db.records import spec

from .conftest import AT, WHO

MEETING = spec("meeting")
ALL = {"单伟", "王芳", "褚垚", "周翀"}


def _names(rows):
    return {row["name"] for row in rows}


def _row(record, key, name):
    return next(row for row in record[key] if row["name"] == name)


@pytest.mark.parametrize(
    ("held_as", "due", "chair"),
    [(None, ALL, "单伟"), ("committee", {"单伟", "王芳"}, "单伟"), ("group", ALL, "王芳")],
)
def test_who_is_due_and_chairs_follows_the_meeting_it_is_held_as(branch, held_as, due, chair):
    record = drafting.new_meeting(branch.uid, "life", "2026-12-10", branch.group, held_as)
    assert record["held_as"] == (held_as or "general")
    assert (record["group"] == branch.group) is (held_as == "group")
    assert _names(record["attendance"]) == _names(record["examinations"]) == due
    assert record["chair_name"] == chair
    assert all(not row["written"] and row["text"] == "" for row in record["examinations"])
    operations.save(MEETING, record, who=WHO, at=AT)
    assert tree.dump(MEETING, record["uid"])["examinations"] == record["examinations"]


@pytest.mark.parametrize(("held_as", "due"), [("general", 4), ("committee", 2), ("group", 4)])
def test_all_members_are_appraised_whoever_meets(branch, held_as, due):
    record = drafting.new_meeting(branch.uid, "appraisal", "2026-12-10", branch.group, held_as)
    assert len(record["attendance"]) == due
    assert _names(record["appraisals"]) == ALL
    assert (record["eligible"], record["returned"], record["valid"]) == (4, None, None)
    assert _row(record, "appraisals", "褚垚")["category"] == "probationary"


def test_other_kinds_are_held_as_themselves(branch):
    record = drafting.new_meeting(branch.uid, "general", "2026-12-10", branch.group, "committee")
    assert (record["held_as"], record["group"]) == (None, None)
    assert record["examinations"] == record["appraisals"] == []


def test_another_day_keeps_what_was_written_even_of_somebody_no_longer_due(branch):
    record = drafting.new_meeting(branch.uid, "life", "2026-12-10")
    _row(record, "examinations", "褚垚")["text"] = "学习不够系统。"
    _row(record, "examinations", "王芳")["criticisms"] = [{"critic_name": "单伟", "text": "拖"}]
    earlier = drafting.rederive(MEETING, record | {"held_on": "2025-06-01"})
    assert [row["name"] for row in earlier.tree["examinations"]][-1] == "褚垚"
    assert _row(earlier.tree, "examinations", "褚垚")["text"] == "学习不够系统。"
    assert len(_row(earlier.tree, "examinations", "王芳")["criticisms"]) == 1
    assert "褚垚不在应到范围内，已写的对照检查仍然保留" in earlier.said
    _row(record, "examinations", "褚垚")["text"] = ""
    earlier = drafting.rederive(MEETING, record | {"held_on": "2025-06-01"})
    assert "褚垚" not in _names(earlier.tree["examinations"])


def test_the_same_day_changes_nothing(branch):
    for kind in ("life", "appraisal"):
        record = drafting.new_meeting(branch.uid, kind, "2026-12-10")
        assert drafting.rederive(MEETING, record) == drafting.Derived(record, ())


def test_the_number_of_those_appraised_follows_unless_it_was_changed_by_hand(branch):
    record = drafting.new_meeting(branch.uid, "appraisal", "2026-12-10")
    earlier = {"held_on": "2025-06-01"}
    assert drafting.rederive(MEETING, record | earlier).tree["eligible"] == 3
    by_hand = drafting.rederive(MEETING, record | earlier | {"eligible": 9})
    assert by_hand.tree["eligible"] == 9
    _row(record, "appraisals", "褚垚")["excellent"] = 0
    kept = drafting.rederive(MEETING, record | earlier)
    assert "褚垚" in _names(kept.tree["appraisals"])


def test_another_way_of_holding_it_brings_other_people(branch):
    record = drafting.new_meeting(branch.uid, "life", "2026-12-10")
    as_committee = drafting.rederive(MEETING, record | {"held_as": "committee"})
    assert _names(as_committee.tree["examinations"]) == {"单伟", "王芳"}


def test_a_frame_of_organisation_life_has_fresh_rows(branch):
    record = drafting.new_meeting(branch.uid, "life", "2025-12-10", branch.group, "group")
    record |= {"opinions": "四条意见", "place": "活动室", "began_at": "15:00"}
    record["examinations"][0]["text"] = "去年的话"
    copied = drafting.copy_frame(record, "2026-12-10")
    assert (copied["held_as"], copied["group"]) == ("group", branch.group)
    assert (copied["place"], copied["began_at"], copied["opinions"]) == ("活动室", "15:00", "")
    assert _names(copied["examinations"]) == ALL
    assert all(row["text"] == "" for row in copied["examinations"])
    assert {r["uid"] for r in copied["examinations"]}.isdisjoint(
        r["uid"] for r in record["examinations"]
    )
