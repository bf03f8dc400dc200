"""The duty roster of the 律师会客厅 with what was handled in each turn (domain 5).

党员律师轮值; 调解46件 and 咨询260余人次 are sums of these rows.
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import (
    ChoiceField,
    DateField,
    Named,
    QuantityField,
    ReferenceField,
    TextField,
    TimeField,
)
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import heading, people
from db.spec import Column, Counted, Ledger, RecordSpec, Section, Tree


class TurnState(Named):
    """Whether a turn was kept."""

    PLANNED = "planned", "已排班"
    KEPT = "kept", "已值班"
    SWAPPED = "swapped", "由他人代班"
    MISSED = "missed", "未值班"


class DutyTurn(Record):
    """One turn of one person; nothing counts before the turn was kept."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    duty_on = DateField("值班日期", required=True)
    began_at = TimeField("开始时间")
    ended_at = TimeField("结束时间")
    place = TextField("地点", help_text="如：华阳社区律师会客厅")
    lawyer = ReferenceField(Member, "值班人")
    lawyer_name = TextField("值班人姓名", required=True)
    state = ChoiceField(TurnState, "值班情况", default=TurnState.PLANNED)
    deputy_name = TextField("代班人")
    consulted = QuantityField(Unit.PERSON_TIMES, "法律咨询")
    mediated = QuantityField(Unit.CASES, "调解纠纷")
    note = TextField("值班记事", long=True)

    class Meta:
        indexes = ((("organisation", "duty_on"), False),)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    if tree["began_at"] and tree["ended_at"] and tree["ended_at"] < tree["began_at"]:
        errors["ended_at"] = "结束时间早于开始时间，请核对。"
    if tree["state"] in (TurnState.PLANNED, TurnState.MISSED):
        for name in ("consulted", "mediated"):
            if tree[name]:
                errors[name] = "还没有值班，不能写办理数量，请先改“值班情况”。"
    return errors


def _advice(tree: Tree) -> list[str]:
    if tree["state"] == TurnState.SWAPPED and not tree["deputy_name"]:
        return ["由他人代班，还没有写代班人。"]
    return []


DUTY_TURN = RecordSpec(
    name="duty_turn",
    title="律师会客厅值班",
    model=DutyTurn,
    columns=(
        Column("duty_on"),
        Column("lawyer_name", title="值班人"),
        Column("place", stretch=True),
        Column("state"),
        Column("consulted"),
        Column("mediated"),
    ),
    sections=(
        Section("排班", ("duty_on", "began_at", "ended_at", "place", "lawyer")),
        Section("值班", ("state", "deputy_name", "consulted", "mediated", "note")),
    ),
    heading=heading("place", "lawyer_name"),
    check=_check,
    people=people("lawyer_name", "deputy_name"),
    day="duty_on",
    order=("duty_on", "began_at"),
    ledger=Ledger(
        counted=Counted(
            "律师会客厅值班",
            Unit.TIMES,
            lambda tree: tree["state"] in (TurnState.KEPT, TurnState.SWAPPED),
        ),
        system="community",
        purpose="先排律师会客厅的值班，值过班再记咨询人次和调解件数。",
        key=("duty_on", "began_at", "lawyer_name"),
        counted_by="lawyer_name",
        signs=("值班负责人", "社区负责人"),
        advice=_advice,
    ),
)

MODELS = (DutyTurn,)
