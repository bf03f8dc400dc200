"""The year's plan of all meetings: proposed from the rules, beside the records, as a workbook."""

from collections import Counter

import pytest
from openpyxl import load_workbook

from db import drafting, due, operations, queries, tree, year_plan
from db.errors import Invalid, Refused
from db.ledgers import year_plan as book
from db.records import spec
from db.rules.year_plan import PlanState

from .conftest import AT, WHO

PLAN = spec("year_plan")
TODAY = "2026-06-15"


@pytest.fixture
def plan(branch):
    """The proposed plan of 2026, saved."""
    record = drafting.new_year_plan(branch.uid, 2026)
    operations.save(PLAN, record, who=WHO, at=AT)
    return tree.dump(PLAN, record["uid"])


def row_of(plan, kind, month):
    return next(r for r in plan["rows"] if (r["kind"], r["month"]) == (kind, month))


def test_a_plan_is_proposed_with_as_many_meetings_as_the_rules_want(branch):
    plan = drafting.new_year_plan(branch.uid, 2026)
    counted = Counter(row["kind"] for row in plan["rows"])
    assert counted == {
        "general": 4, "group": 12, "lecture": 4, "activity": 12, "life": 1, "appraisal": 1
    }  # fmt: skip
    assert [row["month"] for row in plan["rows"]] == sorted(r["month"] for r in plan["rows"])
    assert row_of(plan, "general", 3)["due_on"] == "2026-03-31"
    assert not any(row["title"] for row in plan["rows"]), "no text is made up"


def test_a_branch_without_a_committee_plans_no_meetings_of_one(branch):
    """Two full members: the members' meeting does the committee's work."""
    assert not any(
        r["kind"] == "committee" for r in drafting.new_year_plan(branch.uid, 2026)["rows"]
    )


def test_who_leads_follows_from_the_posts(branch):
    plan = drafting.new_year_plan(branch.uid, 2026)
    assert row_of(plan, "general", 3)["lead_name"] == "单伟"
    assert row_of(plan, "group", 1)["lead_name"] == "王芳"
    lectures = [row["lead_name"] for row in plan["rows"] if row["kind"] == "lecture"]
    assert lectures == ["单伟", "", "", ""]


def test_a_rule_of_the_branch_s_own_changes_the_proposal(branch):
    own = tree.blank(
        spec("rule_override"), organisation=branch.uid, code="lecture", number="months", value=6,
        effective_from="2026-01-01", reason="县直工委通知",
    )  # fmt: skip
    operations.save(spec("rule_override"), own, who=WHO, at=AT)
    plan = drafting.new_year_plan(branch.uid, 2026)
    assert [r["month"] for r in plan["rows"] if r["kind"] == "lecture"] == [6, 12]


def test_last_year_s_plan_gives_words_and_people_but_no_dates(branch, plan):
    general = row_of(plan, "general", 3)
    general |= {"title": "总结一季度工作", "owner": branch.members["王芳"], "owner_name": "王芳"}
    row_of(plan, "lecture", 6).update(lead=None, lead_name="县委党校 高老师", title="学党章")
    plan["made_on"] = "2026-01-10"
    operations.save(PLAN, plan, who=WHO, at=AT)
    fresh = drafting.new_year_plan(branch.uid, 2027, queries.year_plan_of(branch.uid, 2026))
    copied = row_of(fresh, "general", 3)
    assert (copied["title"], copied["owner_name"]) == ("总结一季度工作", "王芳")
    assert copied["due_on"] == "2027-03-31"
    assert row_of(fresh, "lecture", 6)["lead_name"] == "县委党校 高老师"
    assert fresh["made_on"] is None


def test_who_left_the_branch_is_not_taken_over(branch, plan):
    row_of(plan, "general", 6).update(owner=branch.members["王芳"], owner_name="王芳")
    operations.save(PLAN, plan, who=WHO, at=AT)
    member = tree.dump(spec("member"), branch.members["王芳"])
    member["memberships"] = [{"branch": branch.uid, "began_on": None, "ended_on": "2027-01-05"}]
    operations.save(spec("member"), member, who=WHO, at=AT)
    fresh = drafting.new_year_plan(branch.uid, 2027, queries.year_plan_of(branch.uid, 2026))
    assert row_of(fresh, "general", 6)["owner_name"] == ""


def test_activities_show_the_plan_of_activities_and_keep_no_copy(branch, plan):
    activities = drafting.new_plan(branch.uid, 2026)
    activities["months"][4] |= {"title": "植树", "organiser": "团支部"}
    operations.save(spec("activity_plan"), activities, who=WHO, at=AT)
    found = year_plan.compared(plan, TODAY)
    shown = next(r for r in found.rows if (r.line["kind"], r.line["month"]) == ("activity", 5))
    assert (shown.line["title"], shown.line["lead_name"], shown.day) == (
        "植树", "团支部", "2026-05-28"
    )  # fmt: skip
    assert row_of(plan, "activity", 5)["title"] == ""


def test_the_plan_says_what_was_done_early_late_or_without_it(branch, plan):
    branch.meeting("general", "2026-03-27", status="final")
    branch.meeting("general", "2026-07-03", status="final")
    branch.meeting("group", "2026-05-07")
    branch.meeting("committee", "2026-02-02", status="final")
    found = year_plan.compared(plan, "2026-08-01")
    states = {(r.line["kind"], r.line["month"]): r.match.state for r in found.rows}
    assert states["general", 3] == PlanState.DONE
    assert states["general", 6] == PlanState.LATE
    assert states["general", 9] == PlanState.OPEN
    assert states["group", 5] == PlanState.DRAFT
    assert states["group", 6] == PlanState.MISSED
    assert [record.kind for record in found.unplanned] == ["committee"]


def test_the_duties_plan_and_filing_are_met_by_the_year_s_plan(branch, plan):
    def states():
        found = due.duties(branch.uid, 2026, TODAY)
        return {d.code: str(d.state) for d in found if d.code in ("plan", "plan_filing")}

    assert states()["plan"] == "逾期", "a plan without a day of its making is a draft"
    plan |= {"made_on": "2026-02-10", "filed_on": "2026-02-12"}
    operations.save(PLAN, plan, who=WHO, at=AT)
    assert states() == {"plan": "已完成", "plan_filing": "已完成"}


def test_a_limit_in_another_year_is_refused(branch, plan):
    plan["rows"][0]["due_on"] = "2027-01-31"
    with pytest.raises(Invalid, match="不在2026年"):
        operations.save(PLAN, plan, who=WHO, at=AT)


def test_only_a_meeting_of_a_group_keeps_a_group(branch, plan):
    row_of(plan, "general", 3)["group"] = branch.group
    operations.save(PLAN, plan, who=WHO, at=AT)
    assert row_of(queries.year_plan_of(branch.uid, 2026), "general", 3)["group"] is None


def test_the_workbook_has_every_row_and_what_became_of_it(branch, plan, tmp_path):
    branch.meeting("general", "2026-03-27", status="final")
    path = tmp_path / "计划.xlsx"
    book.write(path, branch.uid, 2026, today=TODAY)
    sheet = load_workbook(path).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(4)]
    assert len(rows) == len(plan["rows"])
    assert all(all(cell for cell in row) for row in rows)
    general = next(row for row in rows if row[:2] == ["3月", "支部党员大会"])
    assert general[5:] == ["3月31日前", "—", "已完成 3月27日"]


def test_without_a_plan_there_is_no_workbook(branch, tmp_path):
    with pytest.raises(Refused, match="2025年还没有三会一课计划"):
        book.write(tmp_path / "计划.xlsx", branch.uid, 2025, today=TODAY)
    assert not (tmp_path / "计划.xlsx").exists()
