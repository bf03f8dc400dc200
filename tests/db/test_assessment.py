"""Records of a branch become a sheet; a finished sheet stays, and tells what has changed since."""

import json

import pytest

from db import assessment, lifecycle, listing, operations, schemes, tree
from db.assessment.evidence import votes
from db.branch import OrganisationKind
from db.errors import Invalid, Refused
from db.records import spec
from db.rules.scoring.model import Sheet
from db.schemes import built_in
from db.spec import Tree

from .conftest import AT, WHO, Branch

ASSESSMENT = spec("assessment")
MEETING = spec("meeting")
END = "2027-02-01"


def save(kind: str, branch: Branch, /, **values: object) -> str:
    record = tree.blank(spec(kind), organisation=branch.uid, **values)
    operations.save(spec(kind), record, who=WHO, at=AT)
    return record["uid"]


def final_meeting(branch: Branch, kind: str = "committee", day: str = "2026-03-20") -> str:
    made = branch.meeting(kind, day)
    operations.set_values(
        MEETING, made["uid"], {"status": "final", "finished_on": day}, name="定稿", who=WHO, at=AT
    )
    return made["uid"]


def change(uid: str, **values: object) -> None:
    record = tree.dump(ASSESSMENT, uid) | values
    operations.save(ASSESSMENT, record, who=WHO, at=AT)


def said(code: str, **values: object) -> Tree:
    return tree.blank_line(ASSESSMENT.line("scores"), code=code, **values)


def begun(branch: Branch, year: int = 2026) -> str:
    made = assessment.begin(branch.uid, year, who=WHO, at=AT)
    return next(uid for name, uid in made.records if name == "assessment")


def graded(sheet: Sheet) -> list[Tree]:
    """Say something of every line that waits for a person."""
    return [
        said(line.code, confirmed=True, proposed=line.proposed)
        if line.wants == "待确认"
        else said(line.code, own=100, basis="查看台账")
        for line in sheet.lines
        if line.wants
    ]


def frozen(branch: Branch, today: str = END) -> str:
    uid = begun(branch)
    change(uid, scores=graded(assessment.assess(branch.uid, 2026, today)))
    assessment.freeze(uid, today=today, who=WHO, at=AT)
    return uid


def test_a_finished_meeting_counts_and_a_draft_does_not(branch: Branch):
    held = final_meeting(branch, "general")
    branch.meeting("general", "2026-05-20")
    line = assessment.assess(branch.uid, 2026, END).line("B1")
    # What the empty form of the meeting lacks speaks against counting it at all.
    assert line.evidence == ()
    assert "R07" in line.words
    assert "1份草稿没有计入" in line.words
    assert held in assessment.assess(branch.uid, 2026, END).line("C1").evidence


def test_what_the_sheet_shows_is_made_of_records_that_are_there(demo):
    from db import queries

    for branch in queries.branches():
        sheet = assessment.assess(branch["uid"], 2026, "2026-11-24")
        uids = {uid for line in sheet.lines for uid in line.evidence}
        assert len(assessment.behind(sheet)) == len(uids)
        assert sheet.earned == sum(line.score or 0 for line in sheet.lines)


def test_a_record_of_another_year_or_after_the_day_does_not_count(branch: Branch):
    final_meeting(branch, day="2025-12-20")
    final_meeting(branch, day="2026-11-20")
    assert assessment.assess(branch.uid, 2026, "2026-10-31").line("C1").absent
    assert "查了1份记录" in assessment.assess(branch.uid, 2026, END).line("C1").words


def test_the_letter_the_review_and_the_contact_point_are_read_from_their_records(branch: Branch):
    before = assessment.assess(branch.uid, 2026, END)
    assert (before.line("E2").score, before.line("E3").score) == (0, None)
    letter = save("responsibility_letter", branch, year=2026, signed_on="2026-02-10")
    review = save("debrief", branch, year=2026, name="单伟", held_on="2026-12-20")
    save("contact_point", branch, year=2026, leader_name="贾局长", branch=branch.uid, planned=1)
    visit = save(
        "contact_visit",
        branch,
        visited_on="2026-05-06",
        leader_name="贾局长",
        branch=branch.uid,
        content="听党课",
    )
    after = assessment.assess(branch.uid, 2026, END)
    assert (after.line("E2").score, after.line("E2").evidence) == (300, (letter, review))
    assert (after.line("E3").score, after.line("E3").evidence) == (200, (visit,))


def test_listed_items_count_by_whether_they_were_done_in_time(branch: Branch):
    for day, done in (("2026-05-01", "2026-04-20"), ("2026-06-01", None)):
        item = listing.new_item(
            branch.uid, "problem", 2026, title="问题", due_on=day, source="inspection"
        )
        if done:
            item |= {"state": "done", "done_on": done}
        listing.save(item, who=WHO, at=AT)
    sheet = assessment.assess(branch.uid, 2026, END)
    assert sheet.line("E1").score == 200
    assert sheet.line("E4").score == 0
    assert len(sheet.line("E1").evidence) == 2


def test_a_general_branch_has_no_sheet_of_its_own(branch: Branch):
    above = tree.blank(
        spec("organisation"), name="中共某局总支部", kind=str(OrganisationKind.GENERAL_BRANCH)
    )
    operations.save(spec("organisation"), above, who=WHO, at=AT)
    with pytest.raises(Refused, match="不是党支部"):
        assessment.assess(above["uid"], 2026, END)


def test_beginning_an_assessment_keeps_its_scheme_in_the_data_file(branch: Branch):
    record = tree.dump(ASSESSMENT, begun(branch))
    assert record["scheme_version"] == 1
    assert schemes.of_uid(record["scheme"]).scheme.items == built_in().items
    with pytest.raises(Refused, match="已经开始"):
        assessment.begin(branch.uid, 2026, who=WHO, at=AT)


def test_what_people_say_stands_beside_what_the_records_say(branch: Branch):
    uid = begun(branch)
    change(uid, scores=[said("A1", own=100, reason="分工不清"), said("F1", own=600, basis="总结")])
    sheet = assessment.assess(branch.uid, 2026, END)
    line = sheet.line("A1")
    assert (line.score, line.reason) == (100, "分工不清")
    assert line.proposed is not None
    assert sheet.line("F1").score == 600


def test_bonus_deductions_and_vetoes_come_from_the_sheet(branch: Branch):
    uid = begun(branch)
    change(
        uid,
        deductions=[
            tree.blank_line(
                ASSESSMENT.line("deductions"), code="+2", reason="市级先进", proof="文"
            ),
            tree.blank_line(ASSESSMENT.line("deductions"), code="-1", reason="通报"),
        ],
        vetoes=[tree.blank_line(ASSESSMENT.line("vetoes"), code="V1", reason="查实")],
    )
    sheet = assessment.assess(branch.uid, 2026, END)
    assert (sheet.bonus, sheet.deducted) == (200, 50)
    assert sheet.total == sheet.converted + 150
    assert [each.at_most for each in sheet.vetoed] == ["良好"]


def ballot(**counts: int) -> Tree:
    return tree.blank_line(ASSESSMENT.line("ballots"), what="satisfaction", **counts)


def test_ballots_are_added_up_and_give_the_satisfaction(branch: Branch):
    uid = begun(branch)
    rounds = [
        ballot(voters=10, returned=10, good=8, fair=1, average=1, poor=0),
        ballot(voters=10, returned=9, good=9),
    ]
    change(uid, ballots=rounds)
    line = assessment.assess(branch.uid, 2026, END).line("F3")
    assert line.score == 379  # 4 × 18 ÷ 19 = 3.789
    assert votes(rounds)["satisfaction"] == (17, 1, 1, 0)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"voters": 5, "returned": 6, "good": 1}, "收回6票，多于应参加的5人"),
        ({"voters": 5, "returned": 5, "good": 3, "poor": 3}, "合计6票，多于收回的5票"),
        ({"voters": 5, "returned": 5, "good": -1}, "不能是负数"),
    ],
)
def test_ballots_that_cannot_be_are_refused(branch: Branch, counts, words):
    uid = begun(branch)
    with pytest.raises(Invalid, match=words):
        change(uid, ballots=[ballot(**counts)])


def test_a_score_above_its_points_or_below_nothing_is_refused(branch: Branch):
    uid = begun(branch)
    for own in (301, -1):
        with pytest.raises(Invalid):
            change(uid, scores=[said("A1", points=300, own=own, reason="理由")])


def test_a_sheet_with_something_left_to_grade_is_not_finished(branch: Branch):
    uid = begun(branch)
    with pytest.raises(Refused, match=r"没有办完：A3 年度计划、总结（待确认）"):
        assessment.freeze(uid, today=END, who=WHO, at=AT)
    assert tree.dump(ASSESSMENT, uid)["status"] == "draft"


def test_a_finished_sheet_keeps_lines_evidence_and_scheme(branch: Branch):
    held = final_meeting(branch)
    uid = frozen(branch)
    record = tree.dump(ASSESSMENT, uid)
    assert (record["status"], record["frozen_on"], record["scheme_version"]) == ("final", END, 1)
    kept = assessment.sheet_of(record, "2028-01-01")
    assert kept == assessment.assess(branch.uid, 2026, "2028-01-01")
    line = next(each for each in record["scores"] if each["code"] == "C1")
    assert json.loads(line["evidence"]) == [held]
    assert (line["proposed"], line["words"]) == (kept.line("C1").proposed, kept.line("C1").words)
    assert assessment.differences(record, "2028-01-01") == []


def test_a_finished_sheet_is_not_changed_but_the_general_branch_may_still_say_its_opinion(branch):
    uid = frozen(branch)
    with pytest.raises(Refused, match="已经定稿"):
        change(uid, self_opinion="再改")
    change(uid, superior_opinion="同意", superior_on="2027-02-10", grade="良好")
    assert tree.dump(ASSESSMENT, uid)["grade"] == "良好"
    with pytest.raises(Refused, match="已经定稿"):
        assessment.freeze(uid, today=END, who=WHO, at=AT)


def test_a_record_that_comes_later_shows_as_differing_and_does_not_change_the_sheet(branch):
    uid = frozen(branch)
    before = assessment.assess(branch.uid, 2026, END)
    final_meeting(branch)
    record = tree.dump(ASSESSMENT, uid)
    assert assessment.assess(branch.uid, 2026, END) == before
    told = assessment.differences(record, END)
    assert any(words.startswith("C1 记录要素完整：定稿时不适用，现在适用") for words in told)


def test_a_record_that_was_changed_or_deleted_since_is_named(branch: Branch):
    held, talk = final_meeting(branch), save_talk(branch)
    uid = frozen(branch)
    operations.set_values(MEETING, held, {"place": "二楼"}, name="改", who=WHO, at=AT)
    operations.delete(spec("talk"), talk, who=WHO, at=AT)
    told = assessment.differences(tree.dump(ASSESSMENT, uid), END)
    assert "“支部委员会会议 2026年第1次”定稿以后改动过" in told
    assert "“谈心谈话 单伟与王芳”定稿以后删除了" in told
    assert any(words.startswith("B8 谈心谈话：定稿时按记录得") for words in told)


def save_talk(branch: Branch) -> str:
    return save(
        "talk",
        branch,
        held_on="2026-05-06",
        place="会议室",
        talker=branch.members["单伟"],
        talker_name="单伟",
        listener=branch.members["王芳"],
        listener_name="王芳",
        matter="日常",
        content="谈学习",
    )


def test_signing_a_record_later_is_no_change_of_what_it_says(branch: Branch):
    held = final_meeting(branch)
    uid = frozen(branch)
    lifecycle.advance(MEETING, held, lifecycle.Status.SIGNED, day=END, who=WHO, at=AT)
    told = assessment.differences(tree.dump(ASSESSMENT, uid), END)
    assert not any("改动过" in words for words in told)
    assert any(words.startswith("C4 ") for words in told)


def test_time_that_passes_is_no_difference(branch: Branch):
    uid = frozen(branch, "2026-12-01")
    record = tree.dump(ASSESSMENT, uid)
    assert assessment.differences(record, "2027-06-01") == []


def test_a_finished_sheet_is_opened_again_only_with_a_reason(branch: Branch):
    uid = frozen(branch)
    with pytest.raises(Refused, match="原因"):
        assessment.reopen(uid, reason=" ", who=WHO, at=AT)
    assessment.reopen(uid, reason="考核组要求重评", who=WHO, at=AT)
    record = tree.dump(ASSESSMENT, uid)
    assert (record["status"], record["frozen"]) == ("draft", "")
    assert assessment.differences(record, END) == []
    with pytest.raises(Refused, match="还是草稿"):
        assessment.reopen(uid, reason="再来", who=WHO, at=AT)


def test_a_draft_goes_on_by_another_version_of_the_scheme(branch: Branch):
    uid = begun(branch)
    old = tree.dump(ASSESSMENT, uid)["scheme"]
    made = schemes.save(branch.uid, built_in("plain"), who=WHO, at=AT, replacing=old)
    plain = made.records[0][1]
    assessment.use_scheme(uid, plain, who=WHO, at=AT)
    assert tree.dump(ASSESSMENT, uid)["scheme"] == plain
    sheet = assessment.assess(branch.uid, 2026, END)
    assert (sheet.scheme.code, sheet.total, sheet.band) == ("plain", None, "不合格")


def test_a_finished_sheet_whose_text_is_damaged_is_refused_in_one_sentence(branch: Branch):
    uid = frozen(branch)
    record = tree.dump(ASSESSMENT, uid) | {"frozen": "{"}
    with pytest.raises(Refused, match="读不出来"):
        assessment.sheet_of(record, END)
