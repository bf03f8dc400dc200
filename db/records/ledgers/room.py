"""The ledger of places (活动场所): rooms, corridors, what they are for and who keeps them.

Fields: domain 5, 阵地建设: 场所, 面积, 管理员.
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import (
    ChoiceField,
    IntegerField,
    Named,
    PartialDateField,
    ReferenceField,
    TextField,
)
from db.model import Record
from db.records.ledgers.common import heading, in_order, people
from db.spec import Column, Ledger, RecordSpec, Section, Tree

_LARGEST = 100_000  # square metres


class RoomKind(Named):
    """What a place is."""

    ROOM = "room", "党员活动室"
    CORRIDOR = "corridor", "文化长廊"
    READING = "reading", "图书阅览室"
    SERVICE = "service", "服务窗口"
    OTHER = "other", "其他场所"


class Room(Record):
    """A place of the branch; one that was given up keeps its row with the day."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    name = TextField("场所名称", required=True)
    kind = ChoiceField(RoomKind, "类别", required=True, default=RoomKind.ROOM)
    location = TextField("位置")
    area = IntegerField("面积（平方米）", null=True)
    opened_on = PartialDateField("启用时间")
    closed_on = PartialDateField("停用时间", help_text="还在用的空着")
    keeper = ReferenceField(Member, "管理员")
    keeper_name = TextField("管理员姓名")
    note = TextField("备注", long=True)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = dict(in_order(tree, "opened_on", "closed_on", "停用时间早于启用时间"))
    if tree["area"] is not None and not 0 < tree["area"] <= _LARGEST:
        errors["area"] = f"面积请写1到{_LARGEST}之间的平方米数。"
    return errors


ROOM = RecordSpec(
    name="room",
    title="活动场所",
    model=Room,
    columns=(
        Column("name", stretch=True),
        Column("kind"),
        Column("location"),
        Column("area"),
        Column("opened_on"),
        Column("keeper_name", title="管理员"),
    ),
    sections=(
        Section("场所", ("name", "kind", "location", "area", "keeper")),
        Section("使用", ("opened_on", "closed_on", "note")),
    ),
    heading=heading("name"),
    check=_check,
    people=people("keeper_name"),
    order=("name",),
    ledger=Ledger(
        system="premises",
        purpose="登记党员活动室、文化长廊等每一处场所的位置、面积和管理员。",
        key=("name",),
    ),
)

MODELS = (Room,)
