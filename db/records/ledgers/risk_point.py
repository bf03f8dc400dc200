"""The ledger of risk points (廉政风险点): post, risk, level, measures, who answers for them.

Fields: domain 5: 岗位 · 风险 · 等级 · 措施 · 责任人.
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import ChoiceField, DateField, Named, ReferenceField, TextField
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import heading, in_order, people
from db.spec import Column, Counted, Ledger, RecordSpec, Section, Tree


class RiskLevel(Named):
    """How grave a risk is."""

    HIGH = "high", "高"
    MIDDLE = "middle", "中"
    LOW = "low", "低"


class RiskPoint(Record):
    """One risk of one post; one that is gone keeps its row with the day."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    post = TextField("岗位", required=True)
    power = TextField("职权事项")
    risk = TextField("风险点", required=True)
    shown_as = TextField("表现形式", long=True)
    level = ChoiceField(RiskLevel, "风险等级", required=True, default=RiskLevel.MIDDLE)
    measures = TextField("防控措施", long=True)
    owner = ReferenceField(Member, "责任人")
    owner_name = TextField("责任人姓名")
    found_on = DateField("排查日期")
    reviewed_on = DateField("最近复核日期")
    closed_on = DateField("消除日期", help_text="还存在的空着")


def _check(tree: Tree) -> Mapping[str, str]:
    return {
        **in_order(tree, "found_on", "reviewed_on", "复核日期早于排查日期"),
        **in_order(tree, "found_on", "closed_on", "消除日期早于排查日期"),
    }


def _advice(tree: Tree) -> list[str]:
    said = []
    if not tree["measures"]:
        said.append("还没有写防控措施。")
    if not tree["owner_name"]:
        said.append("还没有写责任人。")
    return said


RISK_POINT = RecordSpec(
    name="risk_point",
    title="廉政风险点",
    model=RiskPoint,
    columns=(
        Column("post"),
        Column("risk", stretch=True),
        Column("level"),
        Column("owner_name", title="责任人"),
        Column("found_on"),
        Column("reviewed_on"),
    ),
    sections=(
        Section("风险点", ("post", "power", "risk", "shown_as", "level")),
        Section("防控", ("measures", "owner")),
        Section("排查和复核", ("found_on", "reviewed_on", "closed_on")),
    ),
    heading=heading("post", "risk"),
    check=_check,
    people=people("owner_name"),
    order=("post", "risk"),
    ledger=Ledger(
        counted=Counted("排查廉政风险点", Unit.PIECES, day="found_on"),
        system="integrity",
        purpose="逐个岗位排查廉政风险：风险点、表现、等级、防控措施和责任人，印风险点清单。",
        key=("post", "risk"),
        counted_by="level",
        table_title="廉政风险点清单",
        paper_columns=(
            "post", "power", "risk", "shown_as", "level", "measures", "owner", "found_on",
            "closed_on",
        ),
        advice=_advice,
    ),
)  # fmt: skip

MODELS = (RiskPoint,)
