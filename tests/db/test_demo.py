"""The sample file: whole, the same every time, tidy where it should be and faulty where planted."""

import datetime as dt
from pathlib import Path

import pytest

from db import connection, history, identity, inspection, queries, tree, workdays
from db.branch import Book, Member, Organisation
from db.demo import build
from db.demo.branch import uid
from db.errors import Refused
from db.records import RECORDS, spec
from db.records.meeting import Meeting
from db.rules import meeting as rules_meeting
from db.spec import Tree

TODAY = "2026-11-24"
BRANCHES = ("first", "second", "grassroots", "service")

# What is wrong in the records of the township offices: check, level, kind, day.
PLANTED = (
    ("R02", "block", "committee", "2026-03-12", "同一时间也记在"),
    ("R02", "block", "group", "2026-03-12", "佘海涛同一时间"),
    ("R03", "warn", "general", "2025-06-26", "隋建国、郇雨桐也应到会"),
    ("R04", "block", "general", "2025-09-25", "未达到半数"),
    ("R05", "block", "general", "2025-12-18", "多于到会有表决权人数"),
    ("R06", "warn", "committee", "2026-04-16", "不是支部书记"),
    ("R07", "block", "lecture", "2025-07-24", "没有填写提纲或讲稿"),
    ("R07", "block", "committee", "2025-10-16", "没有填写次数"),
    ("R07", "block", "committee", "2026-10-15", "没有填写散会时间"),
    ("R08", "block", "committee", "2025-11-13", "早于通知日期"),
    ("R08", "block", "general", "2026-06-25", "不晚于开始时间"),
    ("R09", "remind", "committee", "2025-06-12", "补记"),
    ("R07", "warn", "life", "2026-01-29", "没有写上次整改的通报"),
    ("R07", "warn", "life", "2026-01-29", "对仉磊的批评意见没有具体内容"),
    ("R09", "warn", "general", "2026-09-24", "请写明补记原因"),
    ("R10", "warn", "committee", "2025-05-10", "是休息日"),
    ("R10", "warn", "activity", "2025-10-26", "是休息日"),
    ("R10", "warn", "activity", "2026-04-24", "不是固定的活动日"),
    ("R12", "warn", "general", "2026-06-25", "没有找到此前讨论它的支部委员会会议"),
    ("R13", "warn", "group", "2025-12-25", "2025年9月18日"),
    ("R14", "warn", "group", "2025-03-20", "晚于会议日期"),
    ("R15", "warn", "committee", "2026-07-16", "没有写事由"),
    ("R16", "remind", "committee", "2025-04-10", "没有责任人"),
    ("R16", "remind", "committee", "2025-04-10", "没有完成时限"),
    ("R16", "remind", "committee", "2026-04-16", "还没有列入任务清单"),
    ("R16", "remind", "activity", "2025-05-28", "没有责任人"),
    ("R16", "remind", "activity", "2025-05-28", "没有完成时限"),
    ("R16", "remind", "life", "2026-01-29", "没有完成时限"),
    ("R16", "remind", "life", "2026-01-29", "还没有列入问题清单"),
    ("R17", "block", "appraisal", "2025-01-23", "超过三分之一"),
    ("R17", "block", "appraisal", "2026-02-05", "不等于有效票 18"),
    ("R21", "warn", "committee", "2025-01-09", "还缺附件"),
)


def meetings(branch: str) -> list[Tree]:
    rows = Meeting.select(Meeting.uid).where(Meeting.organisation == uid(branch))
    found = tree.dump_many(spec("meeting"), [row.uid for row in rows]).values()
    return sorted(found, key=lambda record: record["held_on"])


def the_meeting(branch: str, kind: str, day: str) -> Tree:
    (record,) = [m for m in meetings(branch) if m["kind"] == kind and m["held_on"] == day]
    return record


def planted_in(kind: str, day: str) -> list[tuple[str, str, str]]:
    uids = {m["uid"] for m in meetings("grassroots") if m["kind"] == kind and m["held_on"] == day}
    uids |= {uid(f"grassroots/activity/{day}")} if kind == "activity" else set()
    return [
        (f.code, f.level, f.text)
        for one in inspection.findings_for_all(TODAY, uid("grassroots"))
        if one.uid in uids
        for f in one.findings
    ]


def test_the_sample_holds_a_general_branch_with_four_branches_of_about_twenty(demo: Path) -> None:
    parents = {o.short_name: o.parent for o in Organisation.select()}
    assert len(parents) == 5
    assert parents.pop("示范区司法局党总支") is None
    assert set(parents.values()) == {uid("general_branch")}
    for branch in BRANCHES:
        assert 19 <= len(Book(uid(branch)).roster(TODAY)) <= 21


def test_the_sample_file_is_whole_and_takes_no_damage_from_its_making(demo: Path) -> None:
    assert connection.integrity_problems() == []


def test_every_identity_number_checks_and_can_be_nobodys(demo: Path) -> None:
    for member in Member.select():
        said = identity.problem(member.id_number, born_on=member.born_on, gender=str(member.gender))
        assert said is None, member.name
        assert member.id_number.startswith("370405")
        assert member.id_number[14:17] in ("000", "001")
        assert member.phone.startswith("000-")


def test_identity_numbers_of_namesakes_differ(demo: Path) -> None:
    numbers = [member.id_number for member in Member.select()]
    assert len(numbers) == len(set(numbers))


def test_the_sample_meeting_gives_the_results_of_the_secretarys_notes(demo: Path) -> None:
    record = the_meeting("first", "general", "2026-03-27")
    sums = rules_meeting.counts(rules_meeting.facts(record))
    assert (sums.due, sums.present, sums.leave, sums.absent) == (21, 17, 3, 1)
    assert (sums.voters_due, sums.voters_present) == (18, 14)
    assert (record["number"], record["began_at"], record["ended_at"]) == (1, "15:00", "16:50")
    titles = [item["title"] for item in record["agenda"]]
    assert len(titles) == 4
    assert not any("转正" in title for title in titles)
    votes = [
        (item["votes_for"], item["votes_against"], item["votes_abstain"])
        for item in record["agenda"]
        if item["vote_method"] == "hands"
    ]
    assert votes == [(13, 0, 1)]
    decided = [d for item in record["agenda"] for d in item["decisions"]]
    assert [d["owner_name"] for d in decided] == ["仇昇", "区䶮", "各党小组"]
    assert [d["due_on"] for d in decided] == ["2026-06-30", None, "2026-04-10"]


def test_records_of_the_tidy_branch_warn_only_of_the_member_who_gets_no_grade(demo: Path) -> None:
    drafts = {m["uid"] for m in meetings("first") if m["status"] == "draft"}
    said = [
        (one.held_on, f.code, f.level, f.text)
        for one in inspection.findings_for_all(TODAY, uid("first"))
        for f in one.findings
        if one.uid not in drafts and f.level in ("block", "warn")
    ]
    assert said == [("2026-02-24", "R17", "warn", "周翀还没有评定等次")]  # he is on probation


@pytest.mark.parametrize("branch", ["first", "second", "service"])
def test_no_text_repeats_within_a_branch_that_is_not_meant_to(demo: Path, branch: str) -> None:
    found = inspection.findings_for_all(TODAY, uid(branch))
    assert [one.heading for one in found for f in one.findings if f.code == "R13"] == []


@pytest.mark.parametrize("branch", ["second", "service"])
def test_finished_records_of_the_other_branches_have_nothing_that_blocks(
    demo: Path, branch: str
) -> None:
    drafts = {m["uid"] for m in meetings(branch) if m["status"] == "draft"}
    said = [
        (one.held_on, f.text)
        for one in inspection.findings_for_all(TODAY, uid(branch))
        for f in one.findings
        if one.uid not in drafts and f.level == "block"
    ]
    assert said == []


@pytest.mark.parametrize(("code", "level", "kind", "day", "words"), PLANTED)
def test_the_checks_find_each_planted_fault(
    demo: Path, code: str, level: str, kind: str, day: str, words: str
) -> None:
    said = planted_in(kind, day)
    assert any(c == code and v == level and words in text for c, v, text in said), said


def test_the_faulty_branch_misses_committee_months_and_once_meets_on_a_day_off(demo: Path) -> None:
    days = [m["held_on"] for m in meetings("grassroots") if m["kind"] == "committee"]
    months = {day[:7] for day in days}
    assert {"2025-08", "2026-05"}.isdisjoint(months)
    assert len(months) == 21
    off = [day for day in days if workdays.is_workday(dt.date.fromisoformat(day)) is False]
    assert off == ["2025-05-10"]


@pytest.mark.parametrize("branch", ["first", "second", "service"])
def test_the_other_branches_meet_every_month_and_only_on_working_days(
    demo: Path, branch: str
) -> None:
    held = meetings(branch)
    months = {m["held_on"][:7] for m in held if m["kind"] == "committee"}
    assert len(months) == 23
    assert all(workdays.is_workday(dt.date.fromisoformat(m["held_on"])) for m in held)
    for group in {m["group"] for m in held if m["kind"] == "group"}:
        assert len({m["held_on"][:7] for m in held if m["group"] == group}) == 23


def test_whoever_speaks_chairs_records_or_teaches_was_there(demo: Path) -> None:
    for branch in ("first", "second", "service"):
        for record in meetings(branch):
            there = {r["name"] for r in record["attendance"] if r["state"] == "present"}
            there |= {o["name"] for o in record["observers"]} | {""}
            spoke = {s["speaker"] for item in record["agenda"] for s in item["speeches"]}
            spoke |= {record["chair_name"], record["recorder_name"], record["lecturer_name"]}
            spoke |= {record["scrutineer_name"], record["teller_name"]}
            spoke |= {c["critic_name"] for row in record["examinations"] for c in row["criticisms"]}
            assert spoke <= there, (record["held_on"], record["kind"], spoke - there)


def test_older_records_are_archived_newer_signed_or_final_and_the_newest_a_draft(
    demo: Path,
) -> None:
    held = meetings("first")
    assert {m["status"] for m in held if m["held_on"] < "2026"} == {"archived"}
    assert {m["status"] for m in held} == {"draft", "final", "printed", "signed", "archived"}
    newest = the_meeting("first", "general", "2026-11-20")
    assert newest["status"] == "draft"
    assert newest["ended_at"] is None
    assert newest["agenda"]


def test_history_tells_when_a_record_of_the_tidy_branch_was_entered_and_put_away(
    demo: Path,
) -> None:
    record = the_meeting("first", "general", "2025-03-28")
    archived, entered = history.of_record(record["uid"])
    assert "2025-03-28" < entered.at[:10] <= "2025-04-02"
    assert archived.at[:10] == record["archived_on"]
    assert archived.after["status"] == "archived"
    assert record["entered_at"] == entered.at


def test_pictures_and_papers_are_attached_to_the_members_meetings(demo: Path) -> None:
    record = the_meeting("first", "general", "2026-03-27")
    assert [line["kind"] for line in record["attachments"]] == ["notice", "sign_in", "photo"]


def test_roster_knows_the_sample_days_of_admission_and_of_lost_votes(demo: Path) -> None:
    def entry(day: str, name: str) -> object:
        roster = {e.name: e for e in Book(uid("first")).roster(day)}
        return (roster[name].category, roster[name].voting) if name in roster else None

    assert entry("2025-06-20", "褚垚") is None
    assert entry("2026-03-27", "褚垚") == ("probationary", False)
    assert entry("2026-09-24", "褚垚") == ("full", True)
    assert entry("2025-10-15", "周翀") == ("full", True)
    assert entry("2026-03-27", "周翀") == ("full", False)
    assert entry("2025-09-26", "高翯") is None


def test_two_makings_hold_the_same_records_under_the_same_uids(demo: Path, tmp_path: Path) -> None:
    def records() -> list[Tree]:
        found: list[Tree] = []
        for kind in RECORDS:
            model = kind.model
            uids = [row.uid for row in model.select(model.uid).order_by(model.uid)]
            found += tree.dump_many(kind, uids).values()
        return found

    first = records()
    connection.close()
    again = tmp_path / "again.zhibu"
    build(again, today=TODAY)
    connection.open_file(again, readonly=True)
    assert records() == first


@pytest.mark.parametrize("today", ["2025-03-01", "2026-01-20"])
def test_what_lies_after_today_is_left_out(tmp_path: Path, today: str) -> None:
    path = tmp_path / "early.zhibu"
    build(path, today=today)
    connection.open_file(path, readonly=True)
    try:
        held = meetings("first")
        assert held
        assert max(m["held_on"] for m in held) <= today
        assert max(step.at for step in history.Step.select())[:10] <= today
        assert queries.organisation(uid("first"))["short_name"] == "机关第一党支部"
    finally:
        connection.close()


def test_a_file_that_exists_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "mine.zhibu"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="已经存在"):
        build(path, today=TODAY)
    assert path.read_text(encoding="utf-8") == "mine"
