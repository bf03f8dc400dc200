"""The ledger of party papers and journals (党报党刊): domain 5: 名称、份数、年度、金额."""

from collections.abc import Mapping

from db.branch import Organisation
from db.fields import (
    ChoiceField,
    IntegerField,
    MoneyField,
    Named,
    QuantityField,
    ReferenceField,
    TextField,
)
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import heading, year_error
from db.spec import Column, Ledger, RecordSpec, Section, Tree


class PressKind(Named):
    """What is subscribed."""

    PAPER = "paper", "报纸"
    JOURNAL = "journal", "期刊"
    BOOK = "book", "图书"


class Subscription(Record):
    """One title for one year."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", required=True)
    title = TextField("报刊名称", required=True)
    kind = ChoiceField(PressKind, "类别", default=PressKind.PAPER)
    copies = QuantityField(Unit.COPIES, "份数", required=True)
    cost = MoneyField("金额", null=True)
    place = TextField("存放场所")
    note = TextField("备注")

    class Meta:
        indexes = ((("organisation", "year"), False),)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = dict(year_error(tree))
    if tree["cost"] is not None and tree["cost"] < 0:
        errors["cost"] = "金额不能小于0。"
    return errors


SUBSCRIPTION = RecordSpec(
    name="subscription",
    title="党报党刊",
    model=Subscription,
    columns=(
        Column("year"),
        Column("title", stretch=True),
        Column("kind"),
        Column("copies"),
        Column("cost"),
        Column("place"),
    ),
    sections=(Section("订阅", ("year", "title", "kind", "copies", "cost", "place", "note")),),
    heading=heading("title", "copies"),
    check=_check,
    order=("year", "title"),
    ledger=Ledger(
        system="premises",
        purpose="登记每年订阅的党报党刊和购置的图书的份数和金额。",
        key=("year", "title"),
    ),
)

MODELS = (Subscription,)
