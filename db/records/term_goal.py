"""The record type of a secretary's goals for the term (支部书记任期目标管理): goals, years, review.

Form: domain 5: 书记 · 任期起止 · 任期目标 · 年度目标 · 指标 · 时限 · 完成 · 自评 · 总支审核.
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import ChoiceField, DateField, IntegerField, Named, ReferenceField, TextField
from db.model import Line, Record
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


class Reached(Named):
    """How far a goal of a year was reached, as its owner or the general branch sees it."""

    FULLY = "fully", "完成"
    MOSTLY = "mostly", "基本完成"
    NOT = "not", "未完成"


class TermGoal(Record):
    """The goals of one secretary for one term."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    member = ReferenceField(Member, "党支部书记")
    name = TextField("书记姓名", required=True)
    began_on = DateField("任期开始", required=True)
    ended_on = DateField("任期届满")
    signed_on = DateField("签订日期", help_text="目标书签字的日期；签字扫描件放进附件")
    note = TextField("备注", long=True)


class GoalOfTerm(Line):
    """One goal of the whole term and how it is measured."""

    record = ReferenceField(TermGoal, required=True)
    goal = TextField("任期目标", required=True, long=True)
    target = TextField("指标", long=True)


class GoalOfYear(Line):
    """What one year of the term is to bring, what came of it, and who judged it."""

    record = ReferenceField(TermGoal, required=True)
    year = IntegerField("年度", required=True)
    goal = TextField("年度目标", required=True, long=True)
    target = TextField("指标", long=True)
    due_on = DateField("时限")
    progress = TextField("完成情况", long=True)
    own = ChoiceField(Reached, "自评", null=True, default=None)
    review = ChoiceField(Reached, "总支审核", null=True, default=None)
    opinion = TextField("审核意见", long=True)
    reviewed_on = DateField("审核日期")


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    if tree["ended_on"] and tree["began_on"] and tree["ended_on"] < tree["began_on"]:
        errors["ended_on"] = "任期届满早于任期开始，请核对日期。"
    for row in tree["years"]:
        if row["year"] is not None and not 1921 <= row["year"] <= 2100:
            errors["years"] = "年度请写四位数字，如2026。"
        elif row["review"] and not row["reviewed_on"]:
            errors["years"] = f"{row['year']}年的目标有总支审核，请填写审核日期。"
    return errors


def _heading(tree: Tree) -> str:
    """Return 单伟 任期目标（2024—2027年）."""
    years = [day[:4] for day in (tree["began_on"], tree["ended_on"]) if day]
    return f"{tree['name']} 任期目标" + (f"（{'—'.join(years)}年）" if years else "")


TERM_GOAL = RecordSpec(
    name="term_goal",
    title="书记任期目标",
    model=TermGoal,
    columns=(
        Column("name"),
        Column("began_on"),
        Column("ended_on"),
        Column("signed_on"),
        Column("note", stretch=True),
    ),
    sections=(
        Section("书记和任期", ("member", "name", "began_on", "ended_on")),
        Section("任期目标", ("goals",)),
        Section("年度目标、完成和审核", ("years",)),
        Section("签订", ("signed_on", "note")),
    ),
    lines=(
        LineSpec("goals", "任期目标", GoalOfTerm),
        LineSpec("years", "年度目标", GoalOfYear),
    ),
    heading=_heading,
    check=_check,
    people=lambda tree: [tree["name"]] if tree["name"] else [],
    order=("began_on",),
    documents=("term-goals",),
)

MODELS = (TermGoal, GoalOfTerm, GoalOfYear)
