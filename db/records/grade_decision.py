"""The record type of a decision on grades (评定等次): what the general branch decided for a year.

Process: 总支核查, 民主测评, 党组或总支定等, 公示 (domain 3.2). The share of 优秀 is a local rule,
so the quota stands in the record; the names of the grades are those of the scheme.
"""

from collections.abc import Mapping

from db.branch import Organisation
from db.fields import DateField, IntegerField, ReferenceField, TextField
from db.model import Line, Record
from db.spec import Column, LineSpec, RecordSpec, Section, Tree

BEST = "优秀"
QUOTA = 30
"""What a decision begins with where the scheme has no quota (domain 3.2: 优秀, say 30%)."""


class GradeDecision(Record):
    """The grades of all branches of one year, decided in one meeting.

    Of ``limited`` no more than ``quota_percent`` of the branches may be given.
    """

    organisation = ReferenceField(Organisation, "党组织", required=True)
    year = IntegerField("年度", required=True)
    limited = TextField("限额的等次", default=BEST)
    quota_percent = IntegerField("限额比例（%）", default=QUOTA, help_text="以本单位的考核办法为准")
    decided_on = DateField("评定日期")
    minutes = TextField("依据的会议", help_text="会议的名称和日期，或纪要的编号")
    note = TextField("备注", long=True)

    class Meta:
        indexes = ((("organisation", "year"), False),)


class BranchGrade(Line):
    """The grade of one branch, "" while it is not decided, and why."""

    record = ReferenceField(GradeDecision, required=True)
    branch = ReferenceField(Organisation, "党支部", required=True)
    grade = TextField("等次")
    reason = TextField("理由")


def most_of_best(branches: int, percent: int) -> int:
    """Return how many branches may have the limited grade: the share of them, rounded down."""
    return branches * percent // 100


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    if tree["year"] is not None and not 1921 <= tree["year"] <= 2100:
        errors["year"] = "年度请写四位数字，如2026。"
    percent = tree["quota_percent"]
    if percent is None or not 0 <= percent <= 100:
        errors["quota_percent"] = "限额比例请写0到100之间的数。"
        return errors
    branches = [row["branch"] for row in tree["grades"]]
    if len(branches) != len(set(branches)):
        errors["grades"] = "有一个党支部写了两次，请删去一行。"
    limited = tree["limited"]
    best = sum(row["grade"] == limited for row in tree["grades"]) if limited else 0
    if best > (most := most_of_best(len(branches), percent)):
        errors["grades"] = (
            f"{limited}{best}个，超过名额：{len(branches)}个支部的{percent}%至多{most}个，请改定。"
        )
    return errors


GRADE_DECISION = RecordSpec(
    name="grade_decision",
    title="等次评定",
    model=GradeDecision,
    columns=(Column("year"), Column("decided_on"), Column("minutes", stretch=True)),
    sections=(
        Section("评定", ("year", "limited", "quota_percent", "decided_on", "minutes")),
        Section("各支部等次", ("grades",)),
        Section("备注", ("note",)),
    ),
    lines=(LineSpec("grades", "各支部等次", BranchGrade),),
    heading=lambda tree: f"{tree['year'] or ''}年等次评定",
    check=_check,
    order=("year",),
)

MODELS = (GradeDecision, BranchGrade)
