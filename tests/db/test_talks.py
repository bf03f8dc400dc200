"""Talks: what a new one begins with, and whom the talks of a year reached."""

from db import drafting, operations, talks, tree
from db.branch import Book
from db.records import spec

from .conftest import AT, WHO

TALK = spec("talk")


def add_talk(branch, listener="王芳", day="2026-03-10", **values):
    """Save a talk with somebody and return its uid."""
    record = drafting.new_talk(branch.uid, day, branch.members[listener])
    record |= {"matter": "年初谈心", "content": "谈了分工。"} | values
    operations.save(TALK, record, who=WHO, at=AT)
    return record["uid"]


def test_a_new_talk_is_numbered_and_the_secretary_talks(branch):
    record = drafting.new_talk(branch.uid, "2026-03-10", branch.members["褚垚"])
    assert (record["talker_name"], record["talker_post"]) == ("单伟", "支部书记")
    assert record["listener_name"] == "褚垚"
    assert record["kind"] == "committee_member"
    assert (record["number"], record["year"], record["place"]) == (1, 2026, "三楼会议室")


def test_numbers_count_within_the_year_and_pass_by_the_bin(branch):
    add_talk(branch)
    second = add_talk(branch, "褚垚")
    assert tree.dump(TALK, second)["number"] == 2
    operations.delete(TALK, second, who=WHO, at=AT)
    assert drafting.new_talk(branch.uid, "2026-05-01")["number"] == 2
    assert drafting.new_talk(branch.uid, "2027-01-05")["number"] == 1


def test_nobody_is_put_down_as_talking_with_himself(branch):
    record = drafting.new_talk(branch.uid, "2026-03-10", branch.members["单伟"])
    assert (record["talker"], record["talker_name"]) == (None, "")
    assert record["listener_name"] == "单伟"


def test_between_whom_is_told_by_the_posts_of_the_day(branch):
    people = {entry.name: entry for entry in Book(branch.uid).roster("2026-03-10")}
    assert drafting.usual_kind(people["单伟"], people["王芳"]) == "committee"
    assert drafting.usual_kind(people["褚垚"], people["王芳"]) == "committee_member"
    assert drafting.usual_kind(people["褚垚"], people["周翀"]) == "members"
    assert drafting.usual_kind(people["褚垚"], None) is None


def test_the_coverage_counts_both_sides_of_the_year_and_nothing_of_the_bin(branch):
    add_talk(branch)
    add_talk(branch, day="2026-06-02", kind="reminder")
    add_talk(branch, day="2025-12-30")
    gone = add_talk(branch, "褚垚")
    operations.delete(TALK, gone, who=WHO, at=AT)
    reached = {one.name: one for one in talks.coverage(branch.uid, 2026, "2026-11-24")}
    assert reached["王芳"].listened == {"committee": 1, "reminder": 1}
    assert reached["王芳"].last == "2026-06-02"
    assert (reached["单伟"].talked, reached["单伟"].covered) == (2, True)
    assert not reached["褚垚"].covered
    assert talks.coverage_words(list(reached.values())) == (
        "党员 4 人，谈过 2 人；还没有谈过的：褚垚、周翀。"
    )


def test_a_year_without_members_is_said_in_words():
    assert talks.coverage_words([]) == "这一年名册上没有党员。"
