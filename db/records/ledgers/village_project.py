"""The projects of a 第一书记 (domain 5: 项目：名称、资金、进度)."""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import (
    ChoiceField,
    IntegerField,
    MoneyField,
    Named,
    PartialDateField,
    ReferenceField,
    TextField,
)
from db.model import Record
from db.records.ledgers.common import heading, in_order, people
from db.spec import Column, Ledger, RecordSpec, Section, Tree


class VillageState(Named):
    """How far a project is."""

    APPLIED = "applied", "争取中"
    RUNNING = "running", "实施中"
    DONE = "done", "已完工"
    STOPPED = "stopped", "已停止"


class VillageProject(Record):
    """One project of one village with its money."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    village = TextField("村", required=True)
    name = TextField("项目名称", required=True)
    state = ChoiceField(VillageState, "状态", default=VillageState.RUNNING)
    progress = IntegerField("进度（%）", null=True)
    began_on = PartialDateField("开工时间")
    ended_on = PartialDateField("完工时间")
    leader = ReferenceField(Member, "负责人")
    leader_name = TextField("负责人姓名")
    source = TextField("资金来源")
    planned_money = MoneyField("计划资金", null=True)
    received_money = MoneyField("到位资金", null=True)
    content = TextField("建设内容", long=True)
    effect = TextField("受益和成效", long=True)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = dict(in_order(tree, "began_on", "ended_on", "完工时间早于开工时间"))
    if tree["progress"] is not None and not 0 <= tree["progress"] <= 100:
        errors["progress"] = "进度请写0到100之间的数。"
    for name, label in (("planned_money", "计划资金"), ("received_money", "到位资金")):
        if tree[name] is not None and tree[name] < 0:
            errors[name] = f"{label}不能小于0。"
    return errors


def _advice(tree: Tree) -> list[str]:
    said = []
    planned, received = tree["planned_money"], tree["received_money"]
    if planned is not None and received is not None and received > planned:
        said.append("到位资金多于计划资金，请核对。")
    if tree["state"] == VillageState.DONE and tree["progress"] not in (None, 100):
        said.append("状态是“已完工”，进度却不是100%。")
    if tree["state"] == VillageState.DONE and not tree["effect"]:
        said.append("项目已完工，还没有写受益和成效。")
    return said


VILLAGE_PROJECT = RecordSpec(
    name="village_project",
    title="驻村项目",
    model=VillageProject,
    columns=(
        Column("village"),
        Column("name", stretch=True),
        Column("planned_money"),
        Column("received_money"),
        Column("progress"),
        Column("state"),
    ),
    sections=(
        Section("项目", ("village", "name", "leader", "state", "progress")),
        Section("时间和资金", (
            "began_on", "ended_on", "source", "planned_money", "received_money",
        )),
        Section("内容和成效", ("content", "effect")),
    ),
    heading=heading("village", "name"),
    check=_check,
    people=people("leader_name"),
    order=("village", "name"),
    ledger=Ledger(
        system="village",
        purpose="登记第一书记争取和实施的项目：名称、资金来源和到位、进度、成效。",
        key=("village", "name"),
        signs=("第一书记", "支部书记"),
        advice=_advice,
    ),
)  # fmt: skip

MODELS = (VillageProject,)
