"""The record type of a secretary's yearly report and its rating (述职评议考核).

Form: domain row 16 (履职情况、主要做法、存在问题及原因、下一步; 测评表 好、较好、一般、差) with the
topics of domain 1.5. The numbers of the year come from the records when the paper is made; the
text is the own of the person who reports.
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import ChoiceField, DateField, IntegerField, Named, ReferenceField, TextField
from db.model import Line, Record
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


class Rating(Named):
    """The grades of the ballot, best first."""

    GOOD = "good", "好"
    FAIR = "fair", "较好"
    AVERAGE = "average", "一般"
    POOR = "poor", "差"


class Topic(Named):
    """The parts of the report, in their order (domain 1.5)."""

    POLITICAL = "political", "履行政治建设责任情况"
    BRANCH = "branch", "加强党支部建设情况"
    TASKS = "tasks", "推动重点任务落实情况"
    SERVICE = "service", "联系服务党员群众情况"
    INTEGRITY = "integrity", "遵守廉洁自律规定情况"
    PROBLEMS = "problems", "存在的问题和原因"
    NEXT = "next", "下一步打算"


class Debrief(Record):
    """The report of one secretary on one year, how it was rated and what was decided."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", required=True)
    member = ReferenceField(Member, "述职人")
    name = TextField("述职人姓名", required=True)
    post = TextField("职务")
    held_on = DateField("述职日期")
    place = TextField("述职会议", help_text="在什么会议上述职")
    voters = IntegerField("应参加测评人数", null=True)
    returned = IntegerField("收回测评票", null=True)
    valid = IntegerField("有效票", null=True)
    opinions = TextField("意见建议", long=True, help_text="测评表上写的意见，照录")
    result = ChoiceField(Rating, "评议结果", null=True, default=None)
    decided_on = DateField("评定日期")
    decided_by = TextField("评定的党组织")
    opinion = TextField("评定意见", long=True)

    class Meta:
        indexes = ((("organisation", "year"), False),)


class DebriefPart(Line):
    """One part of the report in the person's own words."""

    record = ReferenceField(Debrief, required=True)
    topic = ChoiceField(Topic, "部分", default=Topic.POLITICAL)
    text = TextField("内容", long=True)


class DebriefBallot(Line):
    """How often each grade was ticked for one item of the ballot."""

    record = ReferenceField(Debrief, required=True)
    item = TextField("测评项目", required=True)
    good = IntegerField("好", default=0)
    fair = IntegerField("较好", default=0)
    average = IntegerField("一般", default=0)
    poor = IntegerField("差", default=0)


def ticks(row: Tree) -> int:
    """Return how many ballots rated this item."""
    return sum(row[grade] or 0 for grade in Rating)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    voters, returned, valid = tree["voters"], tree["returned"], tree["valid"]
    if tree["year"] is not None and not 1921 <= tree["year"] <= 2100:
        errors["year"] = "年度请写四位数字，如2026。"
    if min(voters or 0, returned or 0, valid or 0) < 0:
        errors["voters"] = "人数和票数不能小于0，请改正。"
    elif None not in (voters, returned) and returned > voters:
        errors["returned"] = f"收回{returned}票，多于应参加的{voters}人，请核对。"
    elif None not in (returned, valid) and valid > returned:
        errors["valid"] = f"有效{valid}票，多于收回的{returned}票，请核对。"
    for row in tree["ballots"]:
        if min(row[grade] or 0 for grade in Rating) < 0:
            errors["ballots"] = f"“{row['item']}”的票数不能小于0，请改正。"
        errors |= _too_many(tree, row)
    if tree["result"] and not tree["decided_on"]:
        errors["decided_on"] = "有评议结果，请填写评定日期。"
    return errors


def _too_many(tree: Tree, row: Tree) -> dict[str, str]:
    """Say of every count that is smaller than the ticks of one item that it cannot be."""
    wrong = {}
    for key, most in (
        ("valid", "有效的{}票"),
        ("returned", "收回的{}票"),
        ("voters", "应参加的{}人"),
    ):
        count = tree[key]
        if count is not None and 0 <= count < ticks(row):
            said = f"“{row['item']}”各等次合计{ticks(row)}票，多于{most.format(count)}"
            wrong[key] = f"{said}，请核对。"
    return wrong


DEBRIEF = RecordSpec(
    name="debrief",
    title="书记述职评议",
    model=Debrief,
    columns=(
        Column("year"),
        Column("name"),
        Column("held_on"),
        Column("result"),
        Column("opinion", stretch=True),
    ),
    sections=(
        Section("述职", ("year", "member", "name", "post", "held_on", "place")),
        Section("述职报告", ("parts",)),
        Section("民主测评", ("voters", "returned", "valid", "ballots", "opinions")),
        Section("评议结果", ("result", "decided_on", "decided_by", "opinion")),
    ),
    lines=(
        LineSpec("parts", "述职报告", DebriefPart),
        LineSpec("ballots", "测评得票", DebriefBallot),
    ),
    heading=lambda tree: f"{tree['year'] or ''}年 {tree['name']} 述职评议",
    check=_check,
    people=lambda tree: [tree["name"]] if tree["name"] else [],
    order=("year",),
    documents=("debrief", "debrief-ballot", "debrief-result"),
)

MODELS = (Debrief, DebriefPart, DebriefBallot)
