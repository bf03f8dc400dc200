"""The record type of dues handed up (党费上缴): for which months, how much, by which voucher."""

from collections.abc import Mapping

from db.branch import Organisation
from db.fields import DateField, IntegerField, MoneyField, ReferenceField, TextField
from db.model import Record
from db.spec import Column, RecordSpec, Section, Tree


class DuesRemittance(Record):
    """One sum (分) handed to the Party organisation above; domain 2.1 row 18 上缴日期/票据号."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", required=True)
    from_month = IntegerField("从几月", required=True, default=1)
    to_month = IntegerField("到几月", required=True, default=12)
    amount = MoneyField("金额", required=True, help_text="元")
    remitted_on = DateField("上缴日期", required=True)
    receiver = TextField("收款单位")
    voucher = TextField("票据号")
    handler_name = TextField("经办人")
    note = TextField("备注", long=True)

    class Meta:
        indexes = ((("organisation", "year"), False),)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    if tree["year"] is not None and not 1921 <= tree["year"] <= 2100:
        errors["year"] = "年度请写四位数字，如2026。"
    for name in ("from_month", "to_month"):
        if tree[name] is not None and not 1 <= tree[name] <= 12:
            errors[name] = "月份是1到12。"
    if not errors and (tree["from_month"] or 1) > (tree["to_month"] or 12):
        errors["to_month"] = "上缴的月份，结束早于开始，请核对。"
    if tree["amount"] is not None and tree["amount"] <= 0:
        errors["amount"] = "上缴金额要大于0，请核对。"
    return errors


def _heading(tree: Tree) -> str:
    """Return 党费上缴 2026年1—3月."""
    months = f"{tree['from_month'] or ''}—{tree['to_month'] or ''}月"
    if tree["from_month"] == tree["to_month"]:
        months = f"{tree['from_month'] or ''}月"
    return f"党费上缴 {tree['year'] or ''}年{months}"


DUES_REMITTANCE = RecordSpec(
    name="dues_remittance",
    title="党费上缴",
    model=DuesRemittance,
    columns=(
        Column("year"),
        Column("from_month"),
        Column("to_month"),
        Column("amount"),
        Column("remitted_on"),
        Column("voucher"),
        Column("receiver", stretch=True),
    ),
    sections=(
        Section("上缴", ("year", "from_month", "to_month", "amount", "remitted_on")),
        Section("票据", ("receiver", "voucher", "handler_name", "note")),
    ),
    heading=_heading,
    check=_check,
    people=lambda tree: [tree["handler_name"]] if tree["handler_name"] else [],
    order=("year", "remitted_on"),
)

MODELS = (DuesRemittance,)
