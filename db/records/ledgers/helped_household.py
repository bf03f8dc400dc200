"""The pairs of 结对帮扶 (结对表, 明白卡).

Fields: domain 5: 帮扶人 · 户主 · 人口 · 致贫原因 · 措施 · 脱贫日. Each record is one pair, so
6名科级干部 + 23名干警 stand against 29户.
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import (
    ChoiceField,
    DateField,
    Named,
    PartialDateField,
    QuantityField,
    ReferenceField,
    TextField,
)
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import heading, in_order, people
from db.spec import Column, Counted, Ledger, RecordSpec, Section, Tree


class HelperRank(Named):
    """What a helper is in the unit."""

    OFFICIAL = "official", "科级干部"
    OFFICER = "officer", "干警"
    OTHER = "other", "其他人员"


class HelpedHousehold(Record):
    """One household and its helper; a pair that has ended keeps its row with the day."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    village = TextField("村", required=True)
    householder_name = TextField("户主", required=True)
    persons = QuantityField(Unit.PEOPLE, "家庭人口")
    phone = TextField("联系电话", private=True)
    helper = ReferenceField(Member, "帮扶人")
    helper_name = TextField("帮扶人姓名", required=True)
    helper_rank = ChoiceField(HelperRank, "帮扶人身份", default=HelperRank.OFFICER)
    paired_on = PartialDateField("结对时间")
    ended_on = PartialDateField("结束时间", help_text="还在帮扶的空着")
    poor_from = PartialDateField("识别时间")
    out_on = DateField("脱贫日期", help_text="以公告的日期为准，没有脱贫的空着")
    cause = TextField("致贫原因")
    measures = TextField("帮扶措施", long=True)
    effect = TextField("帮扶成效", long=True)


def _check(tree: Tree) -> Mapping[str, str]:
    return {
        **in_order(tree, "paired_on", "ended_on", "结束时间早于结对时间"),
        **in_order(tree, "poor_from", "out_on", "脱贫日期早于识别时间"),
    }


def _advice(tree: Tree) -> list[str]:
    said = []
    if not tree["cause"]:
        said.append("还没有写致贫原因。")
    if not tree["measures"]:
        said.append("还没有写帮扶措施。")
    return said


HELPED_HOUSEHOLD = RecordSpec(
    name="helped_household",
    title="结对帮扶",
    model=HelpedHousehold,
    columns=(
        Column("village"),
        Column("householder_name", stretch=True),
        Column("persons"),
        Column("helper_name", title="帮扶人"),
        Column("helper_rank"),
        Column("out_on"),
    ),
    sections=(
        Section("帮扶户", ("village", "householder_name", "persons", "phone", "cause")),
        Section("帮扶人", ("helper", "helper_rank", "paired_on", "ended_on")),
        Section("脱贫", ("poor_from", "out_on")),
        Section("措施和成效", ("measures", "effect")),
    ),
    heading=heading("village", "householder_name"),
    check=_check,
    people=people("householder_name", "helper_name"),
    order=("village", "householder_name"),
    documents=("helped-household-card",),
    ledger=Ledger(
        counted=Counted(
            "结对帮扶", Unit.HOUSEHOLDS, day="paired_on", by="helper_rank"
        ),
        system="village",
        purpose="登记谁帮扶哪一户：人口、致贫原因、措施、脱贫日期，一户记一行。",
        key=("village", "householder_name", "helper_name"),
        counted_by="helper_rank",
        paper_columns=(
            "village", "householder_name", "persons", "helper", "helper_rank", "paired_on",
            "cause", "measures", "out_on",
        ),
        signs=("帮扶人", "支部书记"),
        advice=_advice,
    ),
)  # fmt: skip

MODELS = (HelpedHousehold,)
