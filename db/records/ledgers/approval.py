"""The ledger of approvals of special money in three steps (专项资金三级审批).

Fields: domain 5: 事项 · 金额 · 科室负责人→分管局长→局长（意见、签名、日期） · 凭证号. The steps
follow each other: a later one neither stands without an earlier one nor is dated before it. The
money ledger itself stays in the finance software.
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    IntegerField,
    MoneyField,
    Named,
    ReferenceField,
    TextField,
)
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import heading, people
from db.spec import Column, Counted, Ledger, RecordSpec, Section, Tree

STEPS = ("section", "deputy", "chief")
"""The three steps in order; each has a name, an opinion and a day."""


class ApprovalState(Named):
    """How far the approval has come; derived from the signatures."""

    WAITING = "waiting", "待科室负责人"
    SECTION = "section", "待分管领导"
    DEPUTY = "deputy", "待主要领导"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "不予批准"


class Approval(Record):
    """One matter and its three signatures."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    applied_on = DateField("申请日期", required=True)
    number = TextField("编号")
    matter = TextField("事项", required=True)
    amount = MoneyField("金额", required=True, null=True)
    source = TextField("资金来源")
    purpose = TextField("用途说明", long=True)
    department = TextField("申请科室")
    applicant = ReferenceField(Member, "经办人")
    applicant_name = TextField("经办人姓名", required=True)
    bills = IntegerField("附单据（张）", null=True)
    section_name = TextField("科室负责人")
    section_opinion = TextField("科室负责人意见")
    section_on = DateField("科室签字日期")
    deputy_name = TextField("分管局长")
    deputy_opinion = TextField("分管局长意见")
    deputy_on = DateField("分管局长签字日期")
    chief_name = TextField("局长")
    chief_opinion = TextField("局长意见")
    chief_on = DateField("局长签字日期")
    refused = BooleanField("不予批准", help_text="任何一级不同意的，勾上这一项")
    voucher = TextField("凭证号")
    state = ChoiceField(ApprovalState, "进度", default=ApprovalState.WAITING)

    class Meta:
        indexes = ((("organisation", "applied_on"), False),)


def _complete(tree: Tree) -> Tree:
    signed = sum(bool(tree[f"{step}_on"]) for step in STEPS)
    state = list(ApprovalState)[signed]
    return {**tree, "state": str(ApprovalState.REFUSED if tree["refused"] else state)}


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    if tree["amount"] is not None and tree["amount"] <= 0:
        errors["amount"] = "金额要大于0。"
    if tree["bills"] is not None and tree["bills"] < 0:
        errors["bills"] = "单据张数不能小于0。"
    before, day = "申请", tree["applied_on"]
    for step in STEPS:
        who = str(Approval._meta.fields[f"{step}_name"].verbose_name)
        signed = tree[f"{step}_on"]
        if signed and not day:
            errors[f"{step}_on"] = f"{before}还没有签字日期，{who}不能先签，请按顺序签字。"
        elif signed and signed < day:
            errors[f"{step}_on"] = f"{who}的签字日期早于{before}日期，请按顺序签字。"
        if signed and not tree[f"{step}_name"]:
            errors[f"{step}_name"] = f"写了签字日期，没有写{who}姓名，请补上。"
        if not signed and tree[f"{step}_opinion"]:
            errors[f"{step}_on"] = f"写了{who}意见，没有写签字日期，请补上。"
        before, day = who, signed
    return errors


def _advice(tree: Tree) -> list[str]:
    said = []
    if tree["voucher"] and tree["state"] != ApprovalState.APPROVED:
        said.append("写了凭证号，三级签字还没有办完。")
    names = [tree[f"{step}_name"] for step in STEPS if tree[f"{step}_on"]]
    if len(names) != len(set(names)):
        said.append("三级签字里有同一个人签了两级，请核对。")
    if tree["refused"] and not any(tree[f"{step}_opinion"] for step in STEPS):
        said.append("不予批准，没有写意见。")
    return said


APPROVAL = RecordSpec(
    name="approval",
    title="三级审批单",
    model=Approval,
    columns=(
        Column("applied_on"),
        Column("matter", stretch=True),
        Column("amount"),
        Column("applicant_name", title="经办人"),
        Column("state"),
        Column("voucher"),
    ),
    sections=(
        Section("申请", (
            "applied_on", "number", "matter", "amount", "source", "department", "applicant",
            "bills", "purpose",
        )),
        Section("第一级", ("section_name", "section_opinion", "section_on")),
        Section("第二级", ("deputy_name", "deputy_opinion", "deputy_on")),
        Section("第三级", ("chief_name", "chief_opinion", "chief_on")),
        Section("结果", ("refused", "voucher")),
    ),
    heading=heading("matter"),
    check=_check,
    complete=_complete,
    people=people("applicant_name", "section_name", "deputy_name", "chief_name"),
    day="applied_on",
    order=("applied_on",),
    documents=("approval-form",),
    ledger=Ledger(
        counted=Counted(
            "三级审批",
            Unit.ITEMS,
            lambda tree: tree["state"] == ApprovalState.APPROVED,
        ),
        system="integrity",
        purpose="专项资金一事一单：科室负责人、分管局长、局长依次签字，印审批单，记凭证号。",
        key=("applied_on", "matter"),
        paper_columns=(
            "applied_on", "number", "matter", "amount", "applicant", "section_on", "deputy_on",
            "chief_on", "state", "voucher",
        ),
        advice=_advice,
    ),
)  # fmt: skip

MODELS = (Approval,)
