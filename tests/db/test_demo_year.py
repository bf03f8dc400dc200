"""The sample's activities, lists, organisation life and talks: what a user counts and opens."""

from collections import Counter
from pathlib import Path

import pytest

from db import history, listing, queries, talks, tree
from db.branch import Book
from db.demo.branch import uid
from db.records import spec
from db.records.listed_item import ListKind, has_evidence
from db.spec import Tree

TODAY = "2026-11-24"
BRANCHES = ("first", "second", "grassroots", "service")


def stored(kind: str, branch: str) -> list[Tree]:
    rows = queries.records(spec(kind), organisation=uid(branch))
    return list(tree.dump_many(spec(kind), [row.uid for row in rows]).values())


def meetings(branch: str, kind: str) -> list[Tree]:
    return [record for record in stored("meeting", branch) if record["kind"] == kind]


def test_the_tidy_branch_has_held_sixteen_activities_since_it_began(demo: Path) -> None:
    held = stored("activity", "first")
    assert len(held) == 16
    assert (min(a["held_on"] for a in held), max(a["held_on"] for a in held)) == (
        "2025-08-28",
        "2026-11-23",
    )
    months = [(a["year"], a["month"]) for a in held]
    assert sorted(months) == [(2025, m) for m in range(8, 13)] + [(2026, m) for m in range(1, 12)]
    titles = {a["title"] for a in held}
    assert {"学习贯彻十九大，驰而不息纠四风", "新旧动能转换党员先行"} <= titles


def test_each_of_the_sixteen_is_a_full_record(demo: Path) -> None:
    for record in stored("activity", "first"):
        lacking = [
            key
            for key in ("title", "place", "organiser", "chair", "recorder", "process", "outcome")
            if not record[key]
        ]
        assert lacking == [], record["held_on"]
        assert record["hours"]
        assert record["status"] != "draft"
        assert [item["name"] for item in record["fixed_items"]] == [
            "佩戴党徽", "交党费", "重温入党誓词", "诵读党章",
        ]  # fmt: skip
        assert all(line["owner_name"] and line["due_on"] for line in record["decisions"])
        assert {line["kind"] for line in record["attachments"]} == {"notice", "sign_in", "photo"}
        assert all(p["caption"] for p in record["attachments"] if p["kind"] == "photo")


def test_activities_are_of_many_categories_and_one_has_six_photos(demo: Path) -> None:
    held = stored("activity", "first")
    assert {a["category"] for a in held} == {
        "study", "life", "deliberation", "service", "publicity", "labour", "onsite",
    }  # fmt: skip
    assert max(sum(p["kind"] == "photo" for p in a["attachments"]) for a in held) == 6


def test_every_branch_has_activities_in_both_years_by_a_plan(demo: Path) -> None:
    for branch in BRANCHES:
        years = Counter(a["year"] for a in stored("activity", branch))
        assert set(years) == {2025, 2026}
        assert 16 <= years.total() <= 22
        plans = {plan["year"]: plan for plan in stored("activity_plan", branch)}
        assert set(plans) == {2025, 2026}
        for plan in plans.values():
            assert [row["month"] for row in plan["months"]] == list(range(1, 13))
            assert all(row["title"] for row in plan["months"])
            assert all(row["owner"] for row in plan["months"] if row["planned_on"])


def test_the_plan_of_the_tidy_branch_says_when_its_activity_days_began(demo: Path) -> None:
    (plan,) = [p for p in stored("activity_plan", "first") if p["year"] == 2025]
    assert "自2025年8月起" in plan["aims"]
    assert [row["month"] for row in plan["months"] if row["planned_on"] is None] == [*range(1, 8)]


@pytest.mark.parametrize("branch", ["first", "second", "service"])
def test_an_activity_on_another_day_than_the_planned_one_says_why(demo: Path, branch: str) -> None:
    for record in stored("activity", branch):
        if record["held_on"] != record["planned_on"]:
            assert record["moved_reason"], record["held_on"]


def test_a_lecture_or_meeting_within_an_activity_has_its_people(demo: Path) -> None:
    inside = [m for b in BRANCHES for m in stored("meeting", b) if m["activity"]]
    assert Counter(m["kind"] for m in inside) == {"lecture": 5, "general": 2}
    for record in inside:
        activity = tree.dump(spec("activity"), record["activity"])
        assert activity["held_on"] == record["held_on"]
        assert activity["began_at"] <= record["began_at"] < record["ended_at"]
        assert record["ended_at"] <= activity["ended_at"]
        assert _there(activity) == _there(record)


def _there(record: Tree) -> dict[str, tuple[str, str]]:
    return {row["member"]: (row["state"], row["reason"]) for row in record["attendance"]}


def test_whoever_chairs_or_records_an_activity_was_there(demo: Path) -> None:
    for branch in BRANCHES:
        for record in stored("activity", branch):
            there = {r["name"] for r in record["attendance"] if r["state"] == "present"}
            assert {record["chair_name"], record["recorder_name"]} <= there, record["held_on"]


def test_every_branch_held_life_meetings_and_appraisals_for_two_years(demo: Path) -> None:
    for branch in BRANCHES:
        for kind in ("life", "appraisal"):
            held = meetings(branch, kind)
            assert sorted(m["year"] for m in held) == [2025, 2026]
            assert {m["held_as"] for m in held} == {"general"}
            assert {m["number"] for m in held} == {1}


def test_everyone_due_examines_himself_and_is_criticised(demo: Path) -> None:
    for branch in BRANCHES:
        for record in meetings(branch, "life"):
            away = {r["member"] for r in record["attendance"] if r["state"] != "present"}
            assert [r["member"] for r in record["examinations"]] == [
                r["member"] for r in record["attendance"]
            ]
            for row in record["examinations"]:
                assert row["text"]
                assert row["criticisms"]
                assert row["written"] == (row["member"] in away)
                assert row["name"] not in {each["critic_name"] for each in row["criticisms"]}


@pytest.mark.parametrize("branch", ["first", "second", "service"])
def test_ballots_close_and_at_most_a_third_is_excellent(demo: Path, branch: str) -> None:
    for record in meetings(branch, "appraisal"):
        rows = record["appraisals"]
        assert record["eligible"] == len(rows)
        ballots = ("excellent", "qualified", "basic", "unqualified")
        assert {sum(row[key] for key in ballots) for row in rows} == {record["valid"]}
        assert sum(row["grade"] == "excellent" for row in rows) <= len(rows) // 3
        assert all(row["told_on"] > record["held_on"] for row in rows)


def test_talks_of_the_tidy_branch_reach_everyone_and_those_of_the_faulty_do_not(demo: Path) -> None:
    for year in (2025, 2026):
        assert all(each.covered for each in talks.coverage(uid("first"), year, TODAY))
        assert not all(each.covered for each in talks.coverage(uid("grassroots"), year, TODAY))
    contents = [talk["content"] for branch in BRANCHES for talk in stored("talk", branch)]
    assert len(contents) == len(set(contents))


def test_those_who_talk_are_in_the_branch_on_the_day(demo: Path) -> None:
    for branch in BRANCHES:
        book = Book(uid(branch))
        for talk in stored("talk", branch):
            members = {entry.member for entry in book.roster(talk["held_on"])}
            assert {talk["talker"], talk["listener"]} <= members


def test_every_decision_and_problem_of_the_tidy_branch_is_on_a_list(demo: Path) -> None:
    for kind in ("meeting", "activity"):
        for record in stored(kind, "first"):
            if record["status"] == "draft":
                continue
            for candidate in listing.candidates(spec(kind), record):
                made = candidate.made
                assert made is not None, (record["held_on"], candidate.text)
                assert (made["kind"], made["title"]) == (candidate.kind, candidate.text)
                assert (made["owner"], made["due_on"]) == (candidate.owner, candidate.due_on)
                assert made[kind] == record["uid"]


def test_the_lists_of_the_tidy_branch_are_long_and_in_all_states(demo: Path) -> None:
    items = stored("listed_item", "first")
    kinds = Counter(item["kind"] for item in items)
    assert kinds[ListKind.RESPONSIBILITY] == 13
    assert kinds[ListKind.TASK] >= 30
    assert kinds[ListKind.PROBLEM] == 21
    assert {i["state"] for i in items} == {"waiting", "active", "done", "closed"}
    sources = {"meeting", "activity", "plan", "superior", "self_check", "inspection", "tour"}
    assert {i["source"] for i in items} >= sources | {"opinions"}
    numbers = {(i["kind"], i["year"], i["number"]) for i in items}
    assert len(numbers) == len(items)


def test_responsibilities_have_tasks_and_problems(demo: Path) -> None:
    for branch in BRANCHES:
        items = stored("listed_item", branch)
        duties = {i["uid"] for i in items if i["kind"] == ListKind.RESPONSIBILITY}
        assert len({i["responsibility"] for i in items} & duties) >= 2


def test_one_problem_goes_on_into_the_next_year_under_its_number(demo: Path) -> None:
    carried = [i for i in listing.items(uid("first"), 2026, TODAY, "problem") if i.carried]
    (item,) = [i for i in carried if i.values["title"].startswith("送法进社区")]
    assert item.number == "问题2025-02"
    record = tree.dump(spec("listed_item"), item.uid)
    assert (record["state"], record["closed_on"]) == ("closed", "2026-07-01")
    spoke = {line["meeting"] for line in record["progress"]} - {None}
    assert spoke == {uid("first/general//2025-09-26"), uid("first/general//2026-03-27")}
    meeting = tree.dump(spec("meeting"), uid("first/general//2026-03-27"))
    assert meeting["agenda"][0]["listed_item"] == item.uid


def test_a_few_items_are_overdue(demo: Path) -> None:
    late = [i for i in listing.items(uid("first"), 2026, TODAY) if i.overdue]
    assert {i.number for i in late} == {"任务2026-35", "任务2026-37", "任务2026-42", "问题2026-08"}
    for branch in ("second", "grassroots", "service"):
        assert any(i.overdue for i in listing.items(uid(branch), 2026, TODAY))


def test_the_log_of_an_item_runs_in_order_and_a_closed_one_has_its_proof(demo: Path) -> None:
    for branch in BRANCHES:
        for item in stored("listed_item", branch):
            days = [line["noted_on"] for line in item["progress"]]
            assert days == sorted(days), item["title"]
            steps = [item[key] for key in ("began_on", "done_on", "closed_on") if item[key]]
            assert steps == sorted(steps), item["title"]
            if item["state"] == "closed":
                assert has_evidence(item)
                assert item["closed_by"]
                assert item["result"]
                for line in item["evidence"]:
                    kind = "meeting" if line["meeting"] else "activity"
                    held = tree.dump(spec(kind), line[kind])["held_on"]
                    assert held <= item["closed_on"], item["title"]


def test_an_item_that_was_reopened_tells_why_in_its_log_and_in_its_history(demo: Path) -> None:
    (item,) = [
        i
        for i in stored("listed_item", "first")
        if any(line["what"] == "reopened" for line in i["progress"])
    ]
    assert item["state"] == "closed"
    reasons = [entry.reason for entry in history.of_record(item["uid"]) if entry.reason]
    assert reasons == ["有一个号码年后又换，来电反映打不通"]


def test_nothing_was_entered_before_the_day_it_tells_of(demo: Path) -> None:
    for branch in BRANCHES:
        for kind, day in (
            ("activity", "held_on"),
            ("talk", "held_on"),
            ("listed_item", "began_on"),
        ):
            for record in stored(kind, branch):
                assert record["entered_at"][:10] >= record[day]
