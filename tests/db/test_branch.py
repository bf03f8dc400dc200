"""Who is due and who may vote, as of a day."""

import pytest

from db import branch as people
from db import operations, tree
from db.branch import Book, due, roster
from db.records import spec

from .conftest import AT, WHO


def _entry(branch, name, day):
    return next((e for e in roster(branch.uid, day) if e.name == name), None)


@pytest.mark.parametrize(
    ("day", "voting"), [("2025-10-31", True), ("2025-11-01", False), ("2026-11-01", True)]
)
def test_a_restriction_holds_from_its_first_day_up_to_the_day_of_restoration(branch, day, voting):
    assert _entry(branch, "周翀", day).voting is voting


def test_a_probationary_member_is_due_but_never_votes(branch):
    entry = _entry(branch, "褚垚", "2026-03-27")
    assert (entry.counted, entry.voting, entry.category) == (True, False, "probationary")


def test_admission_counts_from_the_day_after_the_meeting_that_decided_it(branch):
    assert _entry(branch, "褚垚", "2025-06-20") is None
    assert _entry(branch, "褚垚", "2025-06-21").category == "probationary"


def test_full_membership_counts_from_the_day_after_the_meeting_that_decided_it(branch):
    member = tree.dump(spec("member"), branch.members["褚垚"]) | {"full_on": "2026-06-20"}
    operations.save(spec("member"), member, who=WHO, at=AT)
    assert not _entry(branch, "褚垚", "2026-06-20").voting
    assert _entry(branch, "褚垚", "2026-06-21").voting


def test_a_transfer_moves_a_member_between_branches_on_its_day(branch):
    other = tree.blank(spec("organisation"), name="第二支部", short_name="第二党支部")
    member = tree.dump(spec("member"), branch.members["王芳"])
    member["memberships"] = [
        {"branch": branch.uid, "began_on": None, "ended_on": "2026-02-29"[:8] + "28"},
        {"branch": other["uid"], "began_on": "2026-02-28", "how": "转入"},
    ]
    operations.save_many(
        [(spec("organisation"), other), (spec("member"), member)], name="转接", who=WHO, at=AT
    )
    assert _entry(branch, "王芳", "2026-02-27")
    assert _entry(branch, "王芳", "2026-02-28") is None
    assert [e.name for e in roster(other["uid"], "2026-02-28")] == ["王芳"]
    assert tree.dump(spec("member"), member["uid"])["organisation"] == other["uid"]


def test_who_is_not_counted_by_approval_is_neither_due_nor_voting(branch):
    member = tree.dump(spec("member"), branch.members["王芳"])
    member["restrictions"] = [
        {"kind": "not_counted", "began_on": "2026-01-01", "basis": "总支批复"}
    ]
    operations.save(spec("member"), member, who=WHO, at=AT)
    entry = _entry(branch, "王芳", "2026-03-27")
    assert (entry.counted, entry.voting) == (False, False)
    assert entry.reason == "经批准不计入应到（总支批复）"


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("general", ["单伟", "王芳", "褚垚", "周翀"]),
        ("lecture", ["单伟", "王芳", "褚垚", "周翀"]),
        ("committee", ["单伟", "王芳"]),
        ("group", ["单伟", "王芳", "褚垚", "周翀"]),
    ],
)
def test_each_kind_of_meeting_has_its_own_people(branch, kind, names):
    entries = roster(branch.uid, "2026-03-27")
    assert [e.name for e in due(entries, kind, branch.group)] == names


def test_a_committee_past_its_term_holds_until_it_is_replaced(branch):
    book = Book(branch.uid)
    assert book.committee("2029-01-01").uid == branch.committee
    assert book.committee("2023-12-31") is None


def test_namesakes_are_told_apart_by_year_of_birth_and_only_while_both_are_there(branch):
    twins = [
        tree.blank(
            spec("member"),
            organisation=branch.uid,
            name="李伟",
            joined_on="1992-07",
            full_on="1993-07",
            born_on=born,
            memberships=[{"branch": branch.uid, "began_on": began}],
        )
        for born, began in (("1968-01", None), ("1991-06-15", "2020-01-01"))
    ]
    operations.save_many([(spec("member"), t) for t in twins], name="名册", who=WHO, at=AT)
    assert {"李伟（1968年生）", "李伟（1991年生）"} <= {
        e.display_name for e in roster(branch.uid, "2026-01-01")
    }
    assert "李伟" in {e.display_name for e in roster(branch.uid, "2019-12-31")}


def test_the_leap_day_is_a_day_like_any_other(branch):
    assert len(people.roster(branch.uid, "2028-02-29")) == 4


def test_reading_a_branch_takes_a_fixed_number_of_queries(branch, monkeypatch):
    from db.connection import database

    asked = []
    run = database.execute_sql
    monkeypatch.setattr(database, "execute_sql", lambda *a, **k: (asked.append(a), run(*a, **k))[1])
    book = Book(branch.uid)
    reading = len(asked)
    for month in range(1, 13):
        book.roster(f"2026-{month:02}-28")
    assert (reading, len(asked) - reading) == (8, 0)
