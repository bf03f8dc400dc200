"""Service records of 双报到 (domain 5: 日期 · 内容 · 时长 · 社区评价).

Hours of service are no hours of study, so they are minutes here and count for no training.
"""

from collections.abc import Mapping

from db.branch import Organisation
from db.fields import (
    ChoiceField,
    DateField,
    IntegerField,
    Named,
    QuantityField,
    ReferenceField,
    TextField,
)
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import Attendee, heading, nobody_twice, people
from db.spec import Column, Counted, Ledger, LineSpec, RecordSpec, Section, Tree

_DAY = 24 * 60


class ServiceKind(Named):
    """What was done; 律师会客厅 has its own roster."""

    PUBLICITY = "publicity", "法治宣传"
    LABOUR = "labour", "义务劳动"
    LEGAL = "legal", "法律服务"
    CARE = "care", "走访慰问"
    PATROL = "patrol", "治安巡逻"
    OTHER = "other", "其他服务"


class CommunityWord(Named):
    """The community's word on a service."""

    NONE = "none", "未评价"
    EXCELLENT = "excellent", "很满意"
    GOOD = "good", "满意"
    FAIR = "fair", "基本满意"
    POOR = "poor", "不满意"


class CommunityService(Record):
    """One service in a community; each is one 次."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    served_on = DateField("服务日期", required=True)
    community = TextField("社区", required=True)
    kind = ChoiceField(ServiceKind, "服务类别", default=ServiceKind.PUBLICITY)
    content = TextField("服务内容", required=True)
    minutes = IntegerField("时长（分钟）", null=True)
    reached = QuantityField(Unit.PERSON_TIMES, "服务数量")
    word = ChoiceField(CommunityWord, "社区评价", default=CommunityWord.NONE)
    word_text = TextField("评价意见", long=True)
    signer_name = TextField("社区确认人")
    signed_on = DateField("确认日期")

    class Meta:
        indexes = ((("organisation", "served_on"), False),)


class CommunityServer(Attendee):
    """A member who served."""

    record = ReferenceField(CommunityService, required=True)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = dict(nobody_twice(tree, "attendees", "参加党员"))
    if tree["minutes"] is not None and not 0 < tree["minutes"] <= _DAY:
        errors["minutes"] = f"时长请写1到{_DAY}之间的分钟数。"
    if tree["signed_on"] and tree["served_on"] and tree["signed_on"] < tree["served_on"]:
        errors["signed_on"] = "确认日期早于服务日期，请核对。"
    return errors


def _advice(tree: Tree) -> list[str]:
    said = [] if tree["attendees"] else ["还没有写参加党员。"]
    if tree["word"] != CommunityWord.NONE and not tree["signer_name"]:
        said.append("写了社区评价，没有写社区确认人。")
    return said


COMMUNITY_SERVICE = RecordSpec(
    name="community_service",
    title="社区服务记录",
    model=CommunityService,
    columns=(
        Column("served_on"),
        Column("kind"),
        Column("content", stretch=True),
        Column("reached"),
        Column("word"),
    ),
    sections=(
        Section("服务", ("served_on", "community", "kind", "content", "minutes", "reached")),
        Section("参加", ("attendees",)),
        Section("社区评价", ("word", "signer_name", "signed_on", "word_text")),
    ),
    lines=(LineSpec("attendees", "参加党员", CommunityServer),),
    heading=heading("community", "content"),
    check=_check,
    people=people("signer_name"),
    day="served_on",
    order=("served_on",),
    documents=("community-service-card",),
    ledger=Ledger(
        counted=Counted("社区服务", Unit.TIMES, by="kind"),
        system="community",
        purpose="在社区每服务一次记一行：内容、时长、参加党员和社区的评价。",
        key=("served_on", "community", "content"),
        counted_by="kind",
        paper_columns=(
            "served_on", "community", "kind", "content", "minutes", "reached", "word",
            "signer_name",
        ),
        signs=("填表人", "社区确认人"),
        advice=_advice,
    ),
)  # fmt: skip

MODELS = (CommunityService, CommunityServer)
