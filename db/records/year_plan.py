"""The record type of a year's plan of all meetings and activities, for filing.

Form: 年度工作计划 with 月安排表 (三会一课计划报备表, domain row 13). A row of an activity says only
that there is one: its theme, day and people stand in the plan of activities.
"""

from collections.abc import Mapping

from db.branch import Group, Member, Organisation
from db.fields import (
    ChoiceField,
    DateField,
    IntegerField,
    Named,
    ReferenceField,
    TextField,
)
from db.model import Line, Record
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


class PlanKind(Named):
    """What is planned: a kind of meeting, an activity, or what has no record of its own."""

    GENERAL = "general", "支部党员大会"
    COMMITTEE = "committee", "支部委员会会议"
    GROUP = "group", "党小组会"
    LECTURE = "lecture", "党课"
    LIFE = "life", "组织生活会"
    APPRAISAL = "appraisal", "民主评议党员"
    ACTIVITY = "activity", "党员活动日"
    OTHER = "other", "其他"


class YearPlan(Record):
    """The plan of one branch for one year."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", required=True)
    aims = TextField("指导思想和目标", long=True)
    made_on = DateField("制定日期", help_text="年度计划在第一季度制定")
    filed_on = DateField("报备日期", help_text="报上级党组织备案的日期")

    class Meta:
        indexes = ((("organisation", "year"), False),)


class PlannedMeeting(Line):
    """One thing planned for a month; ``due_on`` is the day by which it is to be held."""

    record = ReferenceField(YearPlan, required=True)
    month = IntegerField("月份", required=True)
    kind = ChoiceField(PlanKind, "会议、活动", default=PlanKind.COMMITTEE)
    group = ReferenceField(Group, "党小组")
    title = TextField("主题、内容")
    lead = ReferenceField(Member, "主讲或牵头")
    lead_name = TextField("主讲或牵头姓名")
    owner = ReferenceField(Member, "责任人")
    owner_name = TextField("责任人姓名")
    due_on = DateField("时限")
    remark = TextField("备注")


def _check(tree: Tree) -> Mapping[str, str]:
    if tree["year"] is not None and not 1921 <= tree["year"] <= 2100:
        return {"year": "年度请写四位数字，如2026。"}
    for row in tree["rows"]:
        if row["month"] is None or not 1 <= row["month"] <= 12:
            return {"rows": "月份是1到12。"}
        if row["due_on"] and tree["year"] and int(row["due_on"][:4]) != tree["year"]:
            return {"rows": f"{row['month']}月有一行的时限不在{tree['year']}年，请核对。"}
    return {}


def _complete(tree: Tree) -> Tree:
    """Only a meeting of a group has a group."""
    rows = [row if row["kind"] == PlanKind.GROUP else row | {"group": None} for row in tree["rows"]]
    return {**tree, "rows": rows}


def _people(tree: Tree) -> list[str]:
    names = [row[key] for row in tree["rows"] for key in ("lead_name", "owner_name")]
    return [name for name in dict.fromkeys(names) if name]


YEAR_PLAN = RecordSpec(
    name="year_plan",
    title="年度计划",
    model=YearPlan,
    columns=(Column("year"), Column("made_on"), Column("filed_on"), Column("aims", stretch=True)),
    sections=(
        Section("各项安排", ("rows",)),
        Section("目标和报备", ("made_on", "filed_on", "aims")),
    ),
    lines=(LineSpec("rows", "各项安排", PlannedMeeting),),
    heading=lambda tree: f"{tree['year'] or ''}年三会一课计划",
    check=_check,
    complete=_complete,
    people=_people,
    order=("year",),
    documents=("year-plan",),
)

MODELS = (YearPlan, PlannedMeeting)
