"""The income of households of 结对帮扶 year by year, domain 5: 收入.

The total and the income of a head are worked out, never typed.
"""

from collections.abc import Mapping

from db import quantity
from db.branch import Organisation
from db.fields import IntegerField, MoneyField, ReferenceField, TextField
from db.model import Record
from db.records.ledgers.common import heading, year_error
from db.spec import Column, Ledger, RecordSpec, Section, Tree

_LARGEST = 30  # persons of one household
PARTS = ("wages", "trade", "property_income", "transfers")


class HouseholdIncome(Record):
    """The income of one household in one year."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", required=True)
    village = TextField("村")
    householder_name = TextField("户主", required=True, help_text="与结对帮扶的写法一致")
    persons = IntegerField("人口（人）", required=True)
    wages = MoneyField("工资性收入", null=True)
    trade = MoneyField("经营性收入", null=True)
    property_income = MoneyField("财产性收入", null=True)
    transfers = MoneyField("转移性收入", null=True)
    source = TextField("数据来源")
    note = TextField("备注", long=True)

    class Meta:
        indexes = ((("organisation", "year"), False),)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = dict(year_error(tree))
    if tree["persons"] is not None and not 1 <= tree["persons"] <= _LARGEST:
        errors["persons"] = f"人口请写1到{_LARGEST}之间的人数。"
    for name in PARTS:
        if tree[name] is not None and tree[name] < 0:
            errors[name] = "收入不能小于0。"
    return errors


def income(tree: Tree) -> int | None:
    """Return the whole income in 分; None where no part is known."""
    known = [tree[name] for name in PARTS if tree[name] is not None]
    return sum(known) if known else None


def _advice(tree: Tree) -> list[str]:
    whole = income(tree)
    if whole is None:
        return ["还没有写任何一项收入。"]
    said = f"合计{quantity.money_text(whole)}"
    if tree["persons"]:
        said += f"，人均{quantity.money_text(whole // tree['persons'])}"
    return [f"{said}。"]


HOUSEHOLD_INCOME = RecordSpec(
    name="household_income",
    title="帮扶户收入",
    model=HouseholdIncome,
    columns=(
        Column("year"),
        Column("householder_name", stretch=True),
        *(Column(name) for name in PARTS),
    ),
    sections=(
        Section("帮扶户", ("year", "village", "householder_name", "persons")),
        Section("收入", (*PARTS, "source", "note")),
    ),
    heading=heading("year", "householder_name"),
    check=_check,
    people=lambda tree: [tree["householder_name"]],
    order=("year", "householder_name"),
    ledger=Ledger(
        system="village",
        purpose="帮扶户的收入一户一年记一行，分项登记，合计和人均自动算出。",
        key=("year", "village", "householder_name"),
        signs=("帮扶人", "户主"),
        advice=_advice,
    ),
)

MODELS = (HouseholdIncome,)
