"""The ledger of what a place is fitted with (阵地设备): domain 5, 阵地建设: 设备."""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import (
    ChoiceField,
    MoneyField,
    Named,
    PartialDateField,
    QuantityField,
    ReferenceField,
    TextField,
)
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import heading, in_order, people
from db.spec import Column, Ledger, RecordSpec, Section, Tree


class Condition(Named):
    """How a thing stands."""

    IN_USE = "in_use", "在用"
    REPAIR = "repair", "待修"
    GONE = "gone", "已报废"


class Equipment(Record):
    """One kind of thing in one place, with how many there are."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    name = TextField("设备名称", required=True)
    model = TextField("规格型号")
    count = QuantityField(Unit.MACHINES, "数量", required=True)
    place = TextField("存放场所", required=True)
    bought_on = PartialDateField("购置时间")
    cost = MoneyField("金额", null=True)
    condition = ChoiceField(Condition, "状况", default=Condition.IN_USE)
    gone_on = PartialDateField("报废时间")
    keeper = ReferenceField(Member, "保管人")
    keeper_name = TextField("保管人姓名")
    note = TextField("备注", long=True)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = dict(in_order(tree, "bought_on", "gone_on", "报废时间早于购置时间"))
    if tree["gone_on"] and tree["condition"] != Condition.GONE:
        errors["gone_on"] = "写了报废时间，状况却不是“已报废”，请核对。"
    if tree["cost"] is not None and tree["cost"] < 0:
        errors["cost"] = "金额不能小于0。"
    return errors


EQUIPMENT = RecordSpec(
    name="equipment",
    title="阵地设备",
    model=Equipment,
    columns=(
        Column("name", stretch=True),
        Column("model"),
        Column("count"),
        Column("place"),
        Column("bought_on"),
        Column("cost"),
        Column("condition"),
    ),
    sections=(
        Section("设备", ("name", "model", "count", "place", "condition", "keeper")),
        Section("购置", ("bought_on", "cost", "gone_on", "note")),
    ),
    heading=heading("name", "count"),
    check=_check,
    people=people("keeper_name"),
    order=("place", "name"),
    ledger=Ledger(
        system="premises",
        purpose="登记每处场所的电视、投影、桌椅、书柜等设备的数量、购置时间和保管人。",
        key=("name", "model", "place"),
    ),
)

MODELS = (Equipment,)
