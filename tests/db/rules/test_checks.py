"""All checks together: the order of findings, and no tree that they cannot bear."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import rulebook
from db.rules.checks import CHECKS, check
from db.rules.likeness import fingerprint
from db.rules.meeting import facts
from db.rules.rule import LEVELS
from db.rules.surroundings import (
    CommitteeItem,
    Due,
    EarlierText,
    FixedDay,
    OtherMeeting,
    Surroundings,
)

DAY = dt.date(2026, 3, 27)
JUNK = st.one_of(st.none(), st.text(max_size=3), st.integers(-3, 30), st.booleans())
DAYS = st.one_of(JUNK, st.dates(dt.date(2025, 1, 1), dt.date(2027, 1, 1)).map(str))
TIMES = st.one_of(JUNK, st.times().map(lambda time: f"{time:%H:%M}"))
UIDS = st.sampled_from(["a", "b", "c", "", None])

KINDS = st.sampled_from(["general", "committee", "group", "lecture", "life", "appraisal", "", None])


def _rows(**columns):
    row = st.one_of(st.none(), st.fixed_dictionaries({}, optional=columns))
    return st.one_of(JUNK, st.lists(row, max_size=4))


TREES = st.fixed_dictionaries(
    {"kind": KINDS},
    optional={
        **dict.fromkeys(("held_on", "notice_on", "finished_on", "signed_on"), DAYS),
        **dict.fromkeys(("began_at", "ended_at"), TIMES),
        **dict.fromkeys(("chair", "recorder"), UIDS),
        **dict.fromkeys(("chair_name", "delegation", "outline", "title", "number"), JUNK),
        "entered_at": st.one_of(DAYS, st.just("2026-03-27T09:30:00Z")),
        "attendance": _rows(
            member=UIDS,
            name=JUNK,
            state=st.sampled_from(["present", "leave", "absent", "", None]),
            category=st.sampled_from(["full", "probationary", None]),
            voting=JUNK,
            reason=JUNK,
            reason_late=JUNK,
        ),
        "observers": _rows(name=JUNK, persons=JUNK),
        "held_as": st.sampled_from(["general", "committee", "group", "", None]),
        "activity": UIDS,
        **dict.fromkeys(("eligible", "returned", "valid", "previous", "opinions"), JUNK),
        "examinations": _rows(
            member=UIDS,
            name=JUNK,
            written=JUNK,
            text=JUNK,
            criticisms=_rows(critic_name=JUNK, text=JUNK),
        ),
        "issues": _rows(text=JUNK, owner=UIDS, due_on=DAYS),
        "appraisals": _rows(
            member=UIDS,
            name=JUNK,
            category=st.sampled_from(["full", "probationary", None]),
            grade=st.sampled_from(["excellent", "qualified", "x", None]),
            **dict.fromkeys(("excellent", "qualified", "basic", "unqualified"), JUNK),
            told_on=DAYS,
        ),
        "readings": _rows(title=JUNK, issued_on=DAYS),
        "attachments": _rows(kind=JUNK),
        "agenda": _rows(
            part=st.sampled_from(["item", "closing", None]),
            title=JUNK,
            report=JUNK,
            matter=st.sampled_from(
                ["general", "important", "admission", "full_membership", "election", "", "x"]
            ),
            vote_method=st.sampled_from(["none", "hands", "ballot", "", None]),
            **dict.fromkeys(("votes_for", "votes_against", "votes_abstain", "written"), JUNK),
            resolution=st.sampled_from(["通过", "未通过。", "", "无", None]),
            speeches=_rows(speaker=JUNK, text=JUNK),
            decisions=_rows(text=JUNK, owner=UIDS, due_on=DAYS),
        ),
    },
)


ACTIVITIES = st.fixed_dictionaries(
    {"fixed_items": _rows(name=JUNK, done=JUNK)},
    optional={
        **dict.fromkeys(("held_on", "planned_on"), DAYS),
        **dict.fromkeys(("title", "organiser", "process", "outcome", "moved_reason"), JUNK),
        "attendance": _rows(member=UIDS, name=JUNK, state=st.sampled_from(["present", "leave"])),
        "decisions": _rows(uid=UIDS, text=JUNK, owner=UIDS, due_on=DAYS),
        "status": st.sampled_from(["draft", "final", None]),
    },
)


def _around(tree):
    return Surroundings(
        today=DAY,
        add_workdays=lambda day, count: (day + dt.timedelta(days=count), True),
        roster=(Due("a", "甲", "full", voting=True), Due("d", "丁", "full", voting=True)),
        officers=(Due("d", "丁", "full", voting=True, posts=frozenset({"secretary"})),),
        full_members=8,
        committee_size=1,
        others=(OtherMeeting("会", "group", dt.time(9), dt.time(18), frozenset({"a"})),),
        committee_items=(CommitteeItem(DAY, ""),),
        earlier_texts=(EarlierText("会", DAY, fingerprint(str(tree))),),
        fixed_day=FixedDay(DAY, DAY, "keep", provisional=True),
        listed=frozenset({"a"}),
    )


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=300)
@given(tree=TREES | ACTIVITIES)
def test_no_half_filled_tree_stops_the_checks(tree):
    read = facts(tree)
    found = check(read, _around(tree), rulebook.rules_on(DAY))
    levels = [LEVELS.index(said.level) for said in found]
    assert levels == sorted(levels)
    for said in found:
        assert said.text
        assert said.article
        assert not said.text.endswith("。")
        if len(said.field) > 1:  # the line that the finding leads to is there
            assert said.field[1] < len(tree[said.field[0]])
    for single in ("R01", "R07"):
        bad = any(said.code == single and said.level in ("block", "warn") for said in found)
        good = any(single in said.code.split() and said.level == "ok" for said in found)
        assert not (bad and good)


def test_findings_name_their_check_and_its_article(sample, run):
    sample.update(agenda=[], attendance=[], place="", ended_at="14:00", held_on="2026-04-30")
    found = run(sample)
    codes = {code for said in found for code in said.code.split()}
    assert codes <= {one.__name__.upper() for one in CHECKS}
    assert {"R01", "R07", "R08"} <= codes
    assert found[0].level == "block"
