"""The register of the use of a place (阵地使用登记): domain 5: 日期、用途、人数."""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import DateField, QuantityField, ReferenceField, TextField, TimeField
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import heading, people
from db.spec import Column, Ledger, RecordSpec, Section, Tree


class RoomUse(Record):
    """One use of a place."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    used_on = DateField("日期", required=True)
    began_at = TimeField("开始时间")
    ended_at = TimeField("结束时间")
    place = TextField("场所", required=True)
    purpose = TextField("用途", required=True)
    visitors = QuantityField(Unit.PERSON_TIMES, "人数")
    user = ReferenceField(Member, "使用人")
    user_name = TextField("使用人姓名", required=True)
    state = TextField("使用后情况", help_text="设备、卫生是否完好")

    class Meta:
        indexes = ((("organisation", "used_on"), False),)


def _check(tree: Tree) -> Mapping[str, str]:
    if tree["began_at"] and tree["ended_at"] and tree["ended_at"] < tree["began_at"]:
        return {"ended_at": "结束时间早于开始时间，请核对。"}
    return {}


ROOM_USE = RecordSpec(
    name="room_use",
    title="阵地使用登记",
    model=RoomUse,
    columns=(
        Column("used_on"),
        Column("place"),
        Column("purpose", stretch=True),
        Column("visitors"),
        Column("user_name", title="使用人"),
    ),
    sections=(
        Section("使用", ("used_on", "place", "began_at", "ended_at", "purpose")),
        Section("人员", ("visitors", "user", "state")),
    ),
    heading=heading("place", "purpose"),
    check=_check,
    people=people("user_name"),
    day="used_on",
    order=("used_on",),
    ledger=Ledger(
        system="premises",
        purpose="每用一次活动场所记一行：日期、用途、人数和使用人。",
        key=("used_on", "began_at", "place", "purpose"),
        signs=("填表人", "管理员"),
    ),
)

MODELS = (RoomUse,)
