"""The record type of reduced dues (党费减免): own application, the branch's study, approval.

少交、免交: own application → the branch studies it → the Party committee above approves; the
branch itself for a retired member in hardship (domain 1.5).
"""

from collections.abc import Mapping
from itertools import pairwise

from db.branch import Member, Organisation
from db.fields import DateField, MoneyField, ReferenceField, TextField
from db.model import Record
from db.spec import Column, RecordSpec, Section, Tree


class DuesWaiver(Record):
    """What a member still pays a month (分), from the month of one day to that of another."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    member = ReferenceField(Member, "党员", required=True, null=False)
    began_on = DateField("减免从", required=True, help_text="从这一天所在的月份起")
    ended_on = DateField("减免到", help_text="到这一天所在的月份为止；没有期限的空着")
    monthly = MoneyField("减免后每月交", default=0, help_text="元。免交的写0")
    reason = TextField("申请理由", long=True, required=True)
    applied_on = DateField("本人申请日期")
    studied_on = DateField("支部研究日期")
    approved_by = TextField("批准的党组织", required=True)
    approved_on = DateField("批准日期", required=True)
    words = TextField("批复文号或内容", long=True)


_STEPS = (("applied_on", "本人申请"), ("studied_on", "支部研究"), ("approved_on", "批准"))


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    if (tree["monthly"] or 0) < 0:
        errors["monthly"] = "减免后每月交的金额不能是负数，请核对。"
    if tree["ended_on"] and tree["began_on"] and tree["ended_on"] < tree["began_on"]:
        errors["ended_on"] = "减免结束早于开始，请核对日期。"
    known = [(tree[name], name, label) for name, label in _STEPS if tree[name]]
    for before, after in pairwise(known):
        if after[0] < before[0]:
            errors[after[1]] = f"{after[2]}的日期早于{before[2]}，请核对。"
    return errors


DUES_WAIVER = RecordSpec(
    name="dues_waiver",
    title="党费减免",
    model=DuesWaiver,
    columns=(
        Column("member"),
        Column("began_on"),
        Column("ended_on"),
        Column("monthly"),
        Column("approved_by"),
        Column("approved_on"),
        Column("reason", stretch=True),
    ),
    sections=(
        Section("减免", ("member", "began_on", "ended_on", "monthly", "reason")),
        Section("批准", ("applied_on", "studied_on", "approved_by", "approved_on", "words")),
    ),
    heading=lambda tree: f"党费减免 {tree['began_on'] or ''}".strip(),
    check=_check,
    day="began_on",
    order=("began_on",),
)

MODELS = (DuesWaiver,)
