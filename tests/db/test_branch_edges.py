"""应到 and posts where terms meet, groups end and members return."""

import pytest

from db import branch as people
from db import operations, tree
from db.records import spec

from .conftest import AT, WHO

COMMITTEE, GROUP, MEMBER = spec("committee"), spec("group"), spec("member")


def _save(kind, record):
    operations.save(kind, record, who=WHO, at=AT)
    return record["uid"]


def _new_term(branch, began_on, who, **values):
    posts = [{"member": branch.members[name], "post": post} for name, post in who]
    record = tree.blank(
        COMMITTEE, organisation=branch.uid, number=2, began_on=began_on, posts=posts, **values
    )
    return _save(COMMITTEE, record)


def _due(branch, kind, day, group=None):
    return {e.name for e in people.due(people.roster(branch.uid, day), kind, group)}


def _entry(branch, name, day):
    return next((e for e in people.roster(branch.uid, day) if e.name == name), None)


def test_a_new_committee_replaces_one_that_nobody_closed(branch):
    _new_term(branch, "2026-03-27", [("单伟", "secretary"), ("褚垚", "member")])
    assert _due(branch, "committee", "2026-03-26") == {"单伟", "王芳"}
    assert _due(branch, "committee", "2026-03-27") == {"单伟", "褚垚"}
    assert people.Book(branch.uid).committee("2026-03-27").number == 2


@pytest.mark.parametrize("ended_on", ["2026-03-27", "2026-03-28", "2026-12-31"])
def test_only_the_new_committee_is_due_on_the_day_of_the_changeover(branch, ended_on):
    old = tree.dump(COMMITTEE, branch.committee) | {"ended_on": ended_on}
    _save(COMMITTEE, old)
    _new_term(branch, "2026-03-27", [("单伟", "secretary"), ("褚垚", "member")])
    assert _due(branch, "committee", "2026-03-27") == {"单伟", "褚垚"}


def test_between_two_terms_nobody_holds_a_post(branch):
    _save(COMMITTEE, tree.dump(COMMITTEE, branch.committee) | {"ended_on": "2026-01-01"})
    _new_term(branch, "2026-03-01", [("单伟", "secretary")])
    assert _due(branch, "committee", "2026-02-01") == set()
    assert people.Book(branch.uid).committee("2026-02-01") is None


def test_a_post_entered_twice_is_held_once(branch):
    term = tree.dump(COMMITTEE, branch.committee)
    term["posts"].append({"member": branch.members["单伟"], "post": "secretary"})
    _save(COMMITTEE, term)
    assert _entry(branch, "单伟", "2026-03-27").post == "书记"


def test_a_dissolved_group_has_no_members_and_no_leader(branch):
    _save(GROUP, tree.dump(GROUP, branch.group) | {"dissolved_on": "2026-06-30"})
    assert _due(branch, "group", "2026-06-29", branch.group) == set(branch.members)
    assert _entry(branch, "王芳", "2026-06-29").leads_group
    assert _due(branch, "group", "2026-06-30", branch.group) == set()
    assert not _entry(branch, "王芳", "2026-06-30").leads_group
    assert _entry(branch, "王芳", "2026-06-30").group is None


def test_who_leads_a_group_elsewhere_or_a_binned_one_leads_none_here(branch):
    other = tree.blank(spec("organisation"), name="第二支部", short_name="第二党支部")
    _save(spec("organisation"), other)
    leaders = [{"member": branch.members["单伟"]}, {"member": branch.members["褚垚"]}]
    _save(GROUP, tree.blank(GROUP, organisation=other["uid"], name="别的", leaders=leaders[:1]))
    binned = _save(
        GROUP, tree.blank(GROUP, organisation=branch.uid, name="误建", leaders=leaders[1:])
    )
    operations.delete(GROUP, binned, who=WHO, at=AT)
    assert not _entry(branch, "单伟", "2026-03-27").leads_group
    assert not _entry(branch, "褚垚", "2026-03-27").leads_group


def test_a_member_who_returns_is_due_again_and_one_who_died_is_not(branch):
    member = tree.dump(MEMBER, branch.members["王芳"])
    member["memberships"] = [
        {"branch": branch.uid, "ended_on": "2025-01-31"},
        {
            "branch": branch.uid,
            "began_on": "2026-01-31",
            "ended_on": "2026-05-31",
            "ended_how": "去世",
        },
    ]
    _save(MEMBER, member)
    days = ["2025-01-30", "2025-01-31", "2026-01-30", "2026-01-31", "2026-05-30", "2026-05-31"]
    there = [_entry(branch, "王芳", day) is not None for day in days]
    assert there == [True, False, False, True, True, False]
    assert "王芳" not in _due(branch, "committee", "2026-06-01")


def test_overlapping_restrictions_hold_until_the_last_of_them_ends(branch):
    member = tree.dump(MEMBER, branch.members["单伟"])
    member["restrictions"] = [
        {"kind": "on_probation", "began_on": "2026-01-01", "ended_on": "2026-06-01"},
        {"kind": "suspended", "began_on": "2026-05-01", "ended_on": "2026-07-01"},
        {"kind": "not_counted", "began_on": "2026-06-15", "ended_on": "2026-06-16"},
    ]
    _save(MEMBER, member)
    seen = [
        (entry.voting, entry.counted)
        for day in ("2026-05-31", "2026-06-01", "2026-06-15", "2026-06-16", "2026-07-01")
        if (entry := _entry(branch, "单伟", day))
    ]
    assert seen == [(False, True), (False, True), (False, False), (False, True), (True, True)]
