"""The post of a 第一书记 in a village (domain 5: 人 · 村 · 起止)."""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import PartialDateField, ReferenceField, TextField
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import heading, in_order, people
from db.spec import Column, Counted, Ledger, RecordSpec, Section, Tree


class VillagePost(Record):
    """One person's term in one village."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    secretary = ReferenceField(Member, "第一书记")
    secretary_name = TextField("第一书记姓名", required=True)
    village = TextField("派驻村", required=True, help_text="写到乡镇和村，如：邳庄镇陡沟村")
    began_on = PartialDateField("到村时间", required=True)
    ended_on = PartialDateField("离村时间", help_text="还在任的空着")
    sent_by = TextField("派出单位")
    document = TextField("派驻文号")
    situation = TextField("村情概况", long=True)
    tasks = TextField("任期任务", long=True)
    effect = TextField("任期成效", long=True)


def _check(tree: Tree) -> Mapping[str, str]:
    return in_order(tree, "began_on", "ended_on", "离村时间早于到村时间")


def _advice(tree: Tree) -> list[str]:
    if tree["ended_on"] and not tree["effect"]:
        return ["任期已满，还没有写任期成效。"]
    return []


VILLAGE_POST = RecordSpec(
    name="village_post",
    title="第一书记派驻",
    model=VillagePost,
    columns=(
        Column("secretary_name", title="第一书记"),
        Column("village", stretch=True),
        Column("began_on"),
        Column("ended_on"),
    ),
    sections=(
        Section("派驻", ("secretary", "village", "began_on", "ended_on", "sent_by", "document")),
        Section("任务和成效", ("situation", "tasks", "effect")),
    ),
    heading=heading("secretary_name", "village"),
    check=_check,
    people=people("secretary_name"),
    order=("began_on", "village"),
    ledger=Ledger(
        counted=Counted("派驻第一书记", Unit.PEOPLE, day="began_on"),
        system="village",
        purpose="登记派驻的第一书记：人、村、到村和离村的时间、任期任务和成效。",
        key=("secretary_name", "village", "began_on"),
        signs=("第一书记", "支部书记"),
        advice=_advice,
    ),
)

MODELS = (VillagePost,)
