"""The projects of 六项工程 (法律服务全覆盖、精准扶贫…): what a programme sets out to do.

Fields: domain 5: 工程 · 项目. What is done for a project stands in ``service_activity``.
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import (
    ChoiceField,
    MoneyField,
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


class ProjectState(Named):
    """How far a project is."""

    PLANNED = "planned", "筹备中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    STOPPED = "stopped", "已停止"


class ServiceProject(Record):
    """One project of one programme; it may run for years."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    programme = TextField("工程", required=True, help_text="如：法律服务全覆盖、精准扶贫")
    name = TextField("项目", required=True)
    leader = ReferenceField(Member, "负责人")
    leader_name = TextField("负责人姓名")
    state = ChoiceField(ProjectState, "进展", default=ProjectState.RUNNING)
    began_on = PartialDateField("开始时间")
    ended_on = PartialDateField("完成时间", help_text="还在做的空着")
    target = QuantityField(Unit.CASES, "目标数量")
    budget = MoneyField("资金", null=True)
    served = TextField("服务对象")
    goal = TextField("目标和做法", long=True)
    effect = TextField("成效", long=True)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = dict(in_order(tree, "began_on", "ended_on", "完成时间早于开始时间"))
    if tree["budget"] is not None and tree["budget"] < 0:
        errors["budget"] = "资金不能小于0。"
    return errors


def _advice(tree: Tree) -> list[str]:
    said = []
    if tree["state"] == ProjectState.DONE and not tree["ended_on"]:
        said.append("进展是“已完成”，还没有写完成时间。")
    if tree["state"] == ProjectState.DONE and not tree["effect"]:
        said.append("项目已完成，还没有写成效。")
    return said


SERVICE_PROJECT = RecordSpec(
    name="service_project",
    title="六项工程项目",
    model=ServiceProject,
    columns=(
        Column("programme"),
        Column("name", stretch=True),
        Column("leader_name", title="负责人"),
        Column("began_on"),
        Column("target"),
        Column("state"),
    ),
    sections=(
        Section("项目", ("programme", "name", "leader", "served", "state")),
        Section("时间和资金", ("began_on", "ended_on", "target", "budget")),
        Section("做法和成效", ("goal", "effect")),
    ),
    heading=heading("programme", "name"),
    check=_check,
    people=people("leader_name"),
    order=("programme", "name"),
    ledger=Ledger(
        counted=Counted("六项工程项目", Unit.ITEMS, day="began_on"),
        system="projects",
        purpose="登记六项工程下的每个项目：负责人、目标、起止时间、资金和成效。",
        key=("programme", "name"),
        counted_by="programme",
        paper_columns=(
            "programme", "name", "leader", "served", "began_on", "ended_on", "target", "budget",
            "state",
        ),
        advice=_advice,
    ),
)  # fmt: skip

MODELS = (ServiceProject,)
