"""The record type of a duty note (办结登记): marks a duty done that has no record type of its own.

党费、发展党员、介绍信 and what else is done on paper or elsewhere (domain 1.4, 1.5): nothing is
guessed, the note says when it was done, and attached files prove it.
"""

from collections.abc import Mapping

from db import rulebook
from db.branch import Member, Organisation
from db.fields import (
    ChoiceField,
    DateField,
    IntegerField,
    LinkField,
    Named,
    ReferenceField,
    TextField,
)
from db.model import Record
from db.spec import Column, RecordSpec, Section, Tree


class DutyCode(Named):
    """The duties of ``resources/rules/duties.toml``, whose rules are called ``duty.`` and this."""

    DUES = "dues", "收缴党费"
    DUES_REPORT = "dues_report", "党费公示和报告"
    GENERAL_MEETING = "general_meeting", "支部党员大会"
    COMMITTEE_MEETING = "committee_meeting", "支部委员会会议"
    GROUP_MEETING = "group_meeting", "党小组会"
    LECTURE = "lecture", "党课"
    SECRETARY_LECTURE = "secretary_lecture", "书记讲党课"
    ACTIVITY = "activity", "党员活动日"
    LIFE_MEETING = "life_meeting", "组织生活会"
    APPRAISAL = "appraisal", "民主评议党员"
    TALKS = "talks", "谈心谈话"
    HOURS = "hours", "党员学时"
    HOURS_COMMITTEE = "hours_committee", "书记和支委学时"
    PLAN = "plan", "年度计划"
    PLAN_FILING = "plan_filing", "年度计划报备"
    SUMMARY = "summary", "年度总结"
    REVIEW = "review", "书记述职评议考核"
    SECRETARY_TRAINING = "secretary_training", "书记集中轮训"
    REELECTION = "reelection", "换届选举"
    VACANCY = "vacancy", "补选"
    LIST_ITEM = "list_item", "清单事项"
    DECISION = "decision", "会议决定"
    ACTIVIST_REVIEW = "activist_review", "考察入党积极分子"
    APPLICATION = "application", "递交入党申请书"
    APPLICATION_TALK = "application_talk", "同入党申请人谈话"
    ACTIVIST = "activist", "确定入党积极分子"
    PUBLICITY = "publicity", "列为发展对象前公示"
    CANDIDATE = "candidate", "列为发展对象"
    EXAMINATION = "examination", "党委预审合格"
    ADMISSION = "admission", "支部大会讨论接收"
    APPROVAL = "approval", "党委审批"
    OATH = "oath", "入党宣誓"
    PROBATION_END = "probation_end", "预备党员转正"
    FULL_MEETING = "full_meeting", "支部大会通过转正"
    FULL_APPROVAL = "full_approval", "转正审批"
    LETTER = "letter", "开出组织关系介绍信"
    LETTER_RECEIPT = "letter_receipt", "收到介绍信回执"


class DutyNote(Record):
    """A duty done: of a period (``year``, ``month``), of a person, or of one line (``about``)."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    code = ChoiceField(DutyCode, "事项", required=True, default=DutyCode.DUES)
    year = IntegerField("年度", required=True)
    month = IntegerField(
        "月份", null=True, help_text="按月、按季度的写这一期里的一个月，按年的不写"
    )
    done_on = DateField("办结日期", required=True)
    member = ReferenceField(Member, "党员")
    name = TextField("对象", help_text="不在名册上的人写姓名，如入党申请人")
    about = LinkField("对应的事项")
    note = TextField("说明", long=True)

    class Meta:
        indexes = ((("organisation", "year"), False),)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    rule = rulebook.versions()[f"duty.{tree['code']}"][-1]
    length = rule.number("months")
    title = DutyCode(tree["code"]).label
    if tree["year"] is not None and not 1921 <= tree["year"] <= 2100:
        errors["year"] = "年度请写四位数字，如2026。"
    if tree["month"] is not None and not 1 <= tree["month"] <= 12:
        errors["month"] = "月份是1到12。"
    elif tree["month"] is None and 0 < length < 12:
        errors["month"] = f"{title}不是按年的，请写明月份。"
    if not rule.number("by_hand"):
        errors["code"] = f"{title}由记录算出，不能登记办结；请补上记录。"
    elif _of_a_person(tree["code"]) and not (tree["member"] or tree["name"]):
        errors["name"] = f"{title}请写明是谁。"
    return errors


def _of_a_person(code: str) -> bool:
    rule = rulebook.versions()[f"duty.{code}"][-1]
    return not rule.number("months") and code != DutyCode.DECISION


def _heading(tree: Tree) -> str:
    """Return 收缴党费 2026年3月 or 同入党申请人谈话 2026年 张三."""
    month = f"{tree['month']}月" if tree["month"] else ""
    words = (DutyCode(tree["code"]).label, f"{tree['year'] or ''}年{month}", tree["name"])
    return " ".join(word for word in words if word)


DUTY_NOTE = RecordSpec(
    name="duty_note",
    title="办结登记",
    model=DutyNote,
    columns=(
        Column("year"),
        Column("month"),
        Column("code"),
        Column("name"),
        Column("done_on"),
        Column("note", stretch=True),
    ),
    sections=(
        Section("事项", ("code", "year", "month", "member", "name")),
        Section("办结", ("done_on", "note")),
    ),
    heading=_heading,
    check=_check,
    people=lambda tree: [tree["name"]] if tree["name"] else [],
    order=("year", "month", "code"),
)

MODELS = (DutyNote,)
