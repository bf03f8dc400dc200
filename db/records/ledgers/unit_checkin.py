"""The check-in of the unit with a community (双报到：单位报到).

Fields: domain 5: 社区 · 日期; its three lists are ``community_item``. The sheet is the 报到单 with
the receipt (回执) that the community signs [F25][F26].
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import DateField, ReferenceField, TextField
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import heading, in_order, people
from db.spec import Column, Counted, Ledger, RecordSpec, Section, Tree


class UnitCheckin(Record):
    """The branch with one community; it stays until it is ended."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    community = TextField("社区", required=True)
    checked_in_on = DateField("报到日期", required=True)
    ended_on = DateField("结束日期", help_text="还在共建的空着")
    liaison = ReferenceField(Member, "本单位联络员")
    liaison_name = TextField("本单位联络员姓名")
    contact_name = TextField("社区联系人")
    contact_phone = TextField("联系电话")
    services = TextField("拟开展的服务", long=True)
    received_on = DateField("回执日期")
    receipt = TextField("社区回执意见", long=True)


def _check(tree: Tree) -> Mapping[str, str]:
    return {
        **in_order(tree, "checked_in_on", "ended_on", "结束日期早于报到日期"),
        **in_order(tree, "checked_in_on", "received_on", "回执日期早于报到日期"),
    }


def _advice(tree: Tree) -> list[str]:
    return [] if tree["received_on"] else ["还没有收到社区回执。"]


UNIT_CHECKIN = RecordSpec(
    name="unit_checkin",
    title="单位报到",
    model=UnitCheckin,
    columns=(
        Column("checked_in_on"),
        Column("community", stretch=True),
        Column("liaison_name", title="本单位联络员"),
        Column("contact_name"),
        Column("received_on"),
    ),
    sections=(
        Section("报到", ("community", "checked_in_on", "ended_on", "liaison")),
        Section("社区", ("contact_name", "contact_phone", "received_on")),
        Section("服务和回执", ("services", "receipt")),
    ),
    heading=heading("community"),
    check=_check,
    people=people("liaison_name", "contact_name"),
    order=("checked_in_on", "community"),
    documents=("unit-checkin-card",),
    ledger=Ledger(
        counted=Counted("单位报到", Unit.PIECES, day="checked_in_on"),
        system="community",
        purpose="登记本支部到社区报到的日期、联络员、拟开展的服务和社区的回执。",
        key=("community", "checked_in_on"),
        signs=("支部书记", "社区负责人"),
        advice=_advice,
    ),
)

MODELS = (UnitCheckin,)
