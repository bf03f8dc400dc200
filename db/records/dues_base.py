"""The record type of a member's base of dues (党费基数): by what is paid, from which month.

Form: domain 2.1 row 18 (月工资基数, 执行标准, 月应交). A new pay counts from the month in which it
is paid (domain 1.5); a sum fixed once a year is entered as ``monthly``.
"""

from collections.abc import Mapping

from db import rulebook
from db.branch import Member, Organisation
from db.dates import first_day
from db.fields import ChoiceField, DateField, MoneyField, Named, ReferenceField, TextField
from db.model import Record
from db.spec import Column, RecordSpec, Section, Tree


class Payer(Named):
    """By which standard a member pays."""

    SALARIED = "salaried", "在职"
    RETIRED = "retired", "离退休"
    FARMER = "farmer", "农民"
    LOW = "low", "学生、下岗失业、低保"


class DuesBase(Record):
    """What one member's dues are reckoned by, from the month of ``began_on`` on; sums in 分."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    member = ReferenceField(Member, "党员", required=True, null=False)
    began_on = DateField("执行日期", required=True, help_text="从这一天所在的月份起执行")
    payer = ChoiceField(Payer, "类别", default=Payer.SALARIED)
    amount = MoneyField(
        "月工资基数", null=True, help_text="元。税后相对固定的经常性收入；离退休的写实发金额"
    )
    monthly = MoneyField(
        "核定月交", null=True, help_text="元。年初核定全年不变的、农民党员写这里；空着按比例算"
    )
    note = TextField("依据和备注", help_text="如 2026年党费核定表")

    class Meta:
        indexes = ((("organisation", "began_on"), False),)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    if any((tree[name] or 0) < 0 for name in ("amount", "monthly")):
        errors["amount"] = "基数和核定月交不能是负数，请核对。"
    elif tree["payer"] in (Payer.SALARIED, Payer.RETIRED):
        if tree["amount"] is None and tree["monthly"] is None:
            errors["amount"] = "请填写月工资基数，或写明核定的每月金额。"
    elif tree["payer"] == Payer.FARMER and tree["began_on"]:
        rule = rulebook.rule("dues.farmer", first_day(tree["began_on"]))
        least, most = rule.number("least"), rule.number("most")
        if tree["monthly"] is None or not least <= tree["monthly"] <= most:
            errors["monthly"] = (
                f"农民党员每月交{least / 100:g}元至{most / 100:g}元，请写明核定的金额。"
            )
    return errors


DUES_BASE = RecordSpec(
    name="dues_base",
    title="党费基数",
    model=DuesBase,
    columns=(
        Column("member"),
        Column("began_on"),
        Column("payer"),
        Column("amount"),
        Column("monthly"),
        Column("note", stretch=True),
    ),
    sections=(
        Section("党员", ("member", "began_on", "payer")),
        Section("基数", ("amount", "monthly", "note")),
    ),
    heading=lambda tree: f"党费基数 {tree['began_on'] or ''}".strip(),
    check=_check,
    day="began_on",
    order=("began_on",),
)

MODELS = (DuesBase,)
