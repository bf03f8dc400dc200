"""The record type of dues collected for a month (党费收缴): who paid how much on which day.

Form: domain 2.1 row 18. What is paid later stands in the month that it is for, with the true day.
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import DateField, IntegerField, MoneyField, ReferenceField, TextField
from db.model import Line, Record
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


class DuesMonth(Record):
    """The dues that a branch collected for one month."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", required=True)
    month = IntegerField("月份", required=True)
    collector_name = TextField("收缴人")
    note = TextField("备注", long=True)

    class Meta:
        indexes = ((("organisation", "year"), False),)


class DuesPayment(Line):
    """One payment in 分; a member may pay a month in several parts."""

    record = ReferenceField(DuesMonth, required=True)
    member = ReferenceField(Member, "党员", required=True, null=False)
    amount = MoneyField("金额", required=True)
    paid_on = DateField("交纳日期", required=True)
    note = TextField("备注")


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    if tree["year"] is not None and not 1921 <= tree["year"] <= 2100:
        errors["year"] = "年度请写四位数字，如2026。"
    if tree["month"] is not None and not 1 <= tree["month"] <= 12:
        errors["month"] = "月份是1到12。"
    for row in tree["payments"]:
        if not row["member"]:
            errors["payments"] = "有一行没有写是谁交的，请写明或删去这一行。"
        elif not row["amount"] or row["amount"] < 0:
            errors["payments"] = "有一行的金额不是大于0的数，请核对。"
        elif not row["paid_on"]:
            errors["payments"] = "有一行没有写交纳日期，请写明哪一天交的。"
    return errors


DUES_MONTH = RecordSpec(
    name="dues_month",
    title="党费收缴",
    model=DuesMonth,
    columns=(
        Column("year"),
        Column("month"),
        Column("collector_name"),
        Column("note", stretch=True),
    ),
    sections=(
        Section("月份", ("year", "month", "collector_name", "note")),
        Section("交纳", ("payments",)),
    ),
    lines=(LineSpec("payments", "交纳", DuesPayment),),
    heading=lambda tree: f"党费收缴 {tree['year'] or ''}年{tree['month'] or ''}月",
    check=_check,
    people=lambda tree: [tree["collector_name"]] if tree["collector_name"] else [],
    order=("year", "month"),
    documents=("dues-receipts",),
)

MODELS = (DuesMonth, DuesPayment)
