"""The counted results of a 第一书记 (成效表), domain 5: 成效; 24户脱贫."""

from collections.abc import Mapping

from db.branch import Organisation
from db.fields import IntegerField, MoneyField, QuantityField, ReferenceField, TextField
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import year_error
from db.spec import Column, Counted, Ledger, RecordSpec, Section, Tree


class VillageResult(Record):
    """One result of one year."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", required=True)
    village = TextField("村", required=True)
    name = TextField("成效", required=True, help_text="如：贫困户脱贫、修路、集体增收")
    result = QuantityField(Unit.HOUSEHOLDS, "数量")
    money = MoneyField("金额", null=True)
    evidence = TextField("依据", help_text="名册、验收单、文件，可作为附件")
    account = TextField("说明", long=True)

    class Meta:
        indexes = ((("organisation", "year"), False),)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = dict(year_error(tree))
    if tree["money"] is not None and tree["money"] < 0:
        errors["money"] = "金额不能小于0。"
    return errors


def _advice(tree: Tree) -> list[str]:
    if not tree["evidence"] and not tree["attachments"]:
        return ["还没有写依据，也没有附件。"]
    return []


def _heading(tree: Tree) -> str:
    """Return 邳庄镇陡沟村 贫困户脱贫24户."""
    return f"{tree['village']} {tree['name']}{tree['result'] or ''}".strip()


VILLAGE_RESULT = RecordSpec(
    name="village_result",
    title="第一书记成效",
    model=VillageResult,
    columns=(
        Column("year"),
        Column("village"),
        Column("name", stretch=True),
        Column("result"),
        Column("money"),
    ),
    sections=(
        Section("成效", ("year", "village", "name", "result", "money")),
        Section("依据", ("evidence", "account")),
    ),
    heading=_heading,
    check=_check,
    order=("year", "village", "name"),
    ledger=Ledger(
        counted=Counted("第一书记成效", Unit.ITEMS, by="name"),
        system="village",
        purpose="逐年登记第一书记任内做成的事：数量、金额，凭什么这样说。",
        key=("year", "village", "name"),
        paper_columns=("village", "name", "result", "money", "evidence", "account"),
        signs=("第一书记", "支部书记"),
        advice=_advice,
    ),
)

MODELS = (VillageResult,)
