"""R04 and R05: quorum, figures, results."""

import pytest


def _by_code(found, code, *levels):
    return [s for s in found if s.code == code and (not levels or s.level in levels)]


def _away(sample, number):
    """Let so many of the voters who were there be absent."""
    voters = [r for r in sample["attendance"] if r["voting"] and r["state"] == "present"]
    for row in voters[-number:]:
        row.update(state="absent", reason="出差")


def test_exactly_half_of_the_voters_may_vote(sample, run):
    _away(sample, 5)
    sample["agenda"][1].update(votes_for=9, votes_against=0, votes_abstain=0, resolution="无")
    found = run(sample)
    assert _by_code(found, "R04") == []
    assert _by_code(found, "R05", "ok")[0].text.startswith("议题2未通过：赞成 9 未超过")


def test_a_decision_without_quorum_is_blocked_with_the_article(sample, run):
    _away(sample, 6)
    (said,) = _by_code(run(sample), "R04")
    assert said.level == "block"
    assert "至少要有 9 人到会才能表决，本次会议不能作出决议" in said.text
    assert said.article == "《中国共产党支部工作条例（试行）》第十一条"
    assert not any("R04" in s.code for s in run(sample) if s.level == "ok")


def test_without_decisions_a_missing_quorum_is_a_warning(sample, run):
    _away(sample, 6)
    for item in sample["agenda"]:
        item.update(vote_method="none", decisions=[], resolution="无")
        item.update(dict.fromkeys(("votes_for", "votes_against", "votes_abstain")))
    assert [said.level for said in _by_code(run(sample), "R04")] == ["warn"]


def test_where_all_are_probationary_nobody_votes(sample, run):
    for row in sample["attendance"]:
        row.update(category="probationary", voting=False)
    (said,) = _by_code(run(sample), "R04", "block")
    assert said.text.startswith("没有应到会的有表决权党员，不能表决")


@pytest.mark.parametrize(("present", "may"), [(3, True), (2, True), (1, False)])
def test_a_committee_needs_half_of_its_members(sample, run, present, may):
    sample["kind"] = "committee"
    sample["attendance"] = sample["attendance"][:4]
    for row in sample["attendance"][present:]:
        row.update(state="leave", reason="出差")
    blocked = _by_code(run(sample), "R04", "block")
    assert bool(blocked) is not may
    assert all(s.article.endswith("第十二条") and "委员 4 人" in s.text for s in blocked)


@pytest.mark.parametrize("kind", ["group", "lecture"])
def test_groups_and_lectures_have_no_quorum(sample, run, kind):
    sample["kind"] = kind
    _away(sample, 14)
    assert _by_code(run(sample), "R04") == []


@pytest.mark.parametrize(
    ("matter", "away", "blocked"),
    [
        ("general", 5, False),
        ("admission", 4, False),  # 10 of 18 is over half
        ("admission", 5, True),  # 9 of 18 is not
        ("full_membership", 5, True),
        ("election", 0, True),  # 14 of 18 is under four fifths
    ],
)
def test_some_matters_need_more_people(sample, run, matter, away, blocked):
    if away:
        _away(sample, away)
    sample["agenda"][1].update(matter=matter, vote_method="ballot", votes_for=9, votes_abstain=0)
    found = _by_code(run(sample), "R04")
    assert bool(found) is blocked
    assert all(said.level == "block" and said.place == "议题2" for said in found)
    assert all(said.article.endswith("（待核）") for said in found)


def test_more_ballots_than_voters_block(sample, run):
    sample["agenda"][1]["votes_abstain"] = 2
    found = _by_code(run(sample), "R05")
    assert [said.level for said in found] == ["block"]
    assert "13＋0＋2＝15 票，多于到会有表决权人数 14" in found[0].text


def test_fewer_ballots_than_voters_are_asked_about(sample, run):
    sample["agenda"][1]["votes_abstain"] = 0
    assert [said.level for said in _by_code(run(sample), "R05")] == ["warn", "ok"]


@pytest.mark.parametrize(
    ("values", "level", "key"),
    [
        ({"votes_against": None}, "block", "votes_against"),
        ({"vote_method": "none"}, "block", "vote_method"),
        ({"written": 1, "votes_abstain": 0}, "block", "written"),
        ({"votes_for": -1}, "block", "votes_for"),
    ],
)
def test_a_half_noted_vote_leads_to_its_field(sample, run, values, level, key):
    sample["agenda"][1].update(values)
    found = _by_code(run(sample), "R05", "block", "warn")
    assert (found[0].level, found[0].field) == (level, ("agenda", 1, key))


@pytest.mark.parametrize(
    ("resolution", "votes_for", "blocked"),
    [
        ("同意推荐，表决通过。", 13, False),
        ("同意推荐，表决通过。", 9, True),
        ("推荐人选通过", 9, True),
        ("未获通过。", 9, False),
        ("没有通过，下次再议。", 9, False),
        ("未通过。", 13, True),
        ("不予通过", 13, True),
        ("通过学习提高认识。", 9, False),  # 通过 as "by way of"
        ("下次再议。", 13, False),
        ("前次未通过的方案修改后表决通过。", 13, False),
    ],
)
def test_the_resolution_says_what_the_figures_say(sample, run, resolution, votes_for, blocked):
    sample["agenda"][1].update(
        resolution=resolution, votes_for=votes_for, votes_against=13 - votes_for
    )
    found = _by_code(run(sample), "R05", "block")
    assert bool(found) is blocked
    assert all(said.field == ("agenda", 1, "resolution") for said in found)


def test_admission_counts_written_opinions_and_wants_a_secret_ballot(sample, run):
    item = sample["agenda"][1]
    item.update(matter="admission", votes_for=15, votes_abstain=0, written=1)
    found = _by_code(run(sample), "R05")
    assert [said.level for said in found] == ["warn", "ok"]
    assert "应当无记名投票" in found[0].text
    item["vote_method"] = "ballot"
    assert [said.level for said in _by_code(run(sample), "R05")] == ["ok"]


def test_an_election_shows_both_majorities(sample, run):
    for row in sample["attendance"][:19]:
        row.update(state="present")
    item = sample["agenda"][1]
    item.update(matter="election", vote_method="ballot", votes_for=10, votes_against=8)
    item.update(votes_abstain=0, resolution="当选。")
    (said,) = _by_code(run(sample), "R05")
    assert said.level == "ok"
    assert said.text.startswith("议题2当选：")
    assert "实到会 18 人的半数（9）" in said.text


def test_a_lecture_takes_no_votes(sample, run):
    sample["kind"] = "lecture"
    (said,) = _by_code(run(sample), "R05")
    assert said.level == "block"
    assert "党课不作表决" in said.text


def test_a_group_votes_by_the_house_rule(sample, run):
    sample["kind"] = "group"
    (said,) = _by_code(run(sample), "R05")
    assert (said.level, said.article) == ("ok", "记录规范要求（待核）")


@pytest.mark.parametrize(
    ("values", "decided"),
    [
        ({}, False),
        ({"resolution": "无"}, False),
        ({"resolution": "—"}, False),
        ({"resolution": "从4月起执行"}, True),
        ({"vote_method": "hands"}, True),
        ({"decisions": [{"text": "报送清单"}]}, True),
    ],
)
def test_any_trace_of_a_decision_needs_a_quorum(sample, run, values, decided):
    _away(sample, 6)
    sample["agenda"] = [{"title": "通报", "report": "通报情况。"} | values]
    (said,) = _by_code(run(sample), "R04")
    assert said.level == ("block" if decided else "warn")


def test_before_anyone_is_listed_nothing_is_said_of_a_quorum(sample, run):
    sample["attendance"] = []
    assert _by_code(run(sample), "R04") == []
