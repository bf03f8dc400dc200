"""The record type of a year's plan of activities: twelve months with theme, place and people.

Form: 月安排表 (domain row 13) for 28日党员活动日.
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import (
    ChoiceField,
    DateField,
    IntegerField,
    ReferenceField,
    TextField,
)
from db.model import Line, Record
from db.records.activity import ActivityCategory
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


class ActivityPlan(Record):
    """The plan of one branch for one year."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", required=True)
    aims = TextField("总体要求", long=True)
    made_on = DateField("制定日期")
    filed_on = DateField("报备日期", help_text="报上级党组织备案的日期")

    class Meta:
        indexes = ((("organisation", "year"), False),)


class PlannedActivity(Line):
    """What is planned for one month; another day than the fixed one has a reason."""

    record = ReferenceField(ActivityPlan, required=True)
    month = IntegerField("月份", required=True)
    planned_on = DateField("计划日期")
    moved_reason = TextField("改期原因")
    title = TextField("主题")
    category = ChoiceField(ActivityCategory, "类别", null=True, default=None)
    place = TextField("地点")
    organiser = TextField("组织者")
    owner = ReferenceField(Member, "责任人")
    owner_name = TextField("责任人姓名")
    remark = TextField("备注")


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    months = [row["month"] for row in tree["months"]]
    if any(month is None or not 1 <= month <= 12 for month in months):
        errors["months"] = "月份是1到12。"
    elif len(months) != len(set(months)):
        errors["months"] = "计划中有一个月写了两次，请删去一行。"
    for row in tree["months"]:
        day = row["planned_on"]
        if day and tree["year"] and int(day[:4]) != tree["year"]:
            errors["months"] = f"{row['month']}月的计划日期不在{tree['year']}年，请核对。"
    return errors


ACTIVITY_PLAN = RecordSpec(
    name="activity_plan",
    title="活动日年度计划",
    model=ActivityPlan,
    columns=(Column("year"), Column("made_on"), Column("filed_on"), Column("aims", stretch=True)),
    sections=(
        Section("计划", ("made_on", "filed_on", "aims")),
        Section("各月安排", ("months",)),
    ),
    lines=(LineSpec("months", "各月安排", PlannedActivity),),
    heading=lambda tree: f"{tree['year'] or ''}年党员活动日计划",
    check=_check,
    people=lambda tree: [row["owner_name"] for row in tree["months"] if row["owner_name"]],
    order=("year",),
    documents=("activity-plan",),
)

MODELS = (ActivityPlan, PlannedActivity)
