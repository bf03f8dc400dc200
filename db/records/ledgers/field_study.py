"""The ledger of teaching on the spot (现场教学): 书本学与现场学.

Fields: domain 5: 日期 · 基地 · 主题 · 参加 · 审批 · 经费 · 体会 · 学时.
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import (
    DateField,
    HundredthsField,
    MoneyField,
    QuantityField,
    ReferenceField,
    TextField,
)
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import HOURS_HELP, Attendee, heading, in_order, nobody_twice, people
from db.spec import Column, Counted, Ledger, LineSpec, RecordSpec, Section, Tree


class FieldStudy(Record):
    """One journey to a place of study."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    held_on = DateField("日期", required=True)
    place = TextField("教学基地", required=True)
    theme = TextField("主题", required=True)
    leader = ReferenceField(Member, "带队人")
    leader_name = TextField("带队人姓名")
    approver_name = TextField("审批人")
    approved_on = DateField("审批日期")
    cost = MoneyField("经费", null=True)
    cost_source = TextField("经费来源")
    taking_part = QuantityField(Unit.PERSON_TIMES, "参加人数")
    hours = HundredthsField("学时", null=True, help_text=HOURS_HELP)
    content = TextField("教学内容", long=True)
    gain = TextField("学习体会", long=True)

    class Meta:
        indexes = ((("organisation", "held_on"), False),)


class FieldAttendee(Attendee):
    """A member who took part."""

    record = ReferenceField(FieldStudy, required=True)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = dict(nobody_twice(tree, "attendees", "参加党员"))
    errors |= in_order(tree, "approved_on", "held_on", "教学日期早于审批日期")
    if tree["cost"] is not None and tree["cost"] < 0:
        errors["cost"] = "经费不能小于0。"
    return errors


def _advice(tree: Tree) -> list[str]:
    said = []
    if tree["cost"] and not tree["approver_name"]:
        said.append("用了经费，没有写审批人。")
    if tree["hours"] and not tree["attendees"]:
        said.append("写了学时，没有写参加党员，学时还没有记到人。")
    return said


FIELD_STUDY = RecordSpec(
    name="field_study",
    title="现场教学",
    model=FieldStudy,
    columns=(
        Column("held_on"),
        Column("place"),
        Column("theme", stretch=True),
        Column("taking_part"),
        Column("hours"),
        Column("cost"),
    ),
    sections=(
        Section("教学", ("held_on", "place", "theme", "leader")),
        Section("审批和经费", ("approver_name", "approved_on", "cost", "cost_source")),
        Section("参加", ("taking_part", "hours", "attendees")),
        Section("内容和体会", ("content", "gain")),
    ),
    lines=(LineSpec("attendees", "参加党员", FieldAttendee),),
    heading=heading("place", "theme"),
    check=_check,
    people=people("leader_name", "approver_name"),
    day="held_on",
    order=("held_on",),
    ledger=Ledger(
        counted=Counted("现场教学", Unit.TIMES),
        system="thought",
        purpose="登记到纪念馆、教育基地等开展的现场教学：主题、参加党员、审批、经费和体会。",
        key=("held_on", "place"),
        attendees="attendees",
        hours="hours",
        paper_columns=(
            "held_on", "place", "theme", "leader", "taking_part", "hours", "approver_name", "cost",
        ),
        advice=_advice,
    ),
)  # fmt: skip

MODELS = (FieldStudy, FieldAttendee)
