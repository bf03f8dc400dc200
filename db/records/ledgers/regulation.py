"""The ledger of regulations (制度汇编): the current version, the earlier ones, what was abolished.

Fields: domain 5 and row 24: 名称 · 类别 · 文号 · 日期 · 修订 · 状态; current version, on the wall
where required. The current version stands in the record, each earlier one in a line of its own.
"""

from collections.abc import Mapping

from db import tree as trees
from db.branch import Organisation
from db.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    IntegerField,
    Named,
    ReferenceField,
    TextField,
)
from db.model import Line, Record
from db.quantity import Unit
from db.records.ledgers.common import in_order
from db.spec import Column, Counted, Ledger, LineSpec, RecordSpec, Section, Tree, Turn


class RegulationKind(Named):
    """What a regulation is about."""

    PARTY = "party", "党的建设"
    FINANCE = "finance", "财务管理"
    VEHICLE = "vehicle", "公务用车"
    TRAVEL = "travel", "差旅"
    INTEGRITY = "integrity", "廉政纪律"
    OFFICE = "office", "机关管理"
    OTHER = "other", "其他"


class RegulationState(Named):
    """Whether it is in force; derived from the day of abolition."""

    IN_FORCE = "in_force", "现行"
    ABOLISHED = "abolished", "已废止"


class Regulation(Record):
    """One regulation; ``version`` counts its versions, the current one being the last."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    name = TextField("制度名称", required=True)
    kind = ChoiceField(RegulationKind, "类别", required=True, default=RegulationKind.PARTY)
    version = IntegerField("版次", default=1)
    document_number = TextField("文号")
    issued_on = DateField("发布日期")
    effective_on = DateField("施行日期")
    issuer = TextField("制定部门")
    adopted_by = TextField("审议会议")
    on_wall = BooleanField("上墙")
    content = TextField("正文", long=True, help_text="正文长的写要点，原文作为附件")
    abolished_on = DateField("废止日期", help_text="现行的空着")
    abolished_why = TextField("废止说明", help_text="为什么废止，由哪项制度代替")
    state = ChoiceField(RegulationState, "状态", default=RegulationState.IN_FORCE)


class RegulationVersion(Line):
    """An earlier version, kept as it was; the first of them is the oldest."""

    record = ReferenceField(Regulation, required=True)
    document_number = TextField("文号")
    issued_on = DateField("发布日期")
    effective_on = DateField("施行日期")
    content = TextField("正文", long=True)
    change = TextField("修订说明", long=True)


_CARRIED = ("document_number", "issued_on", "effective_on", "content")


def revised(tree: Tree, _today: str) -> Tree:
    """Return the record with its current version among the earlier ones and a new one begun."""
    line = REGULATION.line("versions")
    kept = trees.blank_line(line, **{name: tree[name] for name in _CARRIED})
    fresh = {"document_number": "", "issued_on": None, "effective_on": None}
    return _complete({**tree, **fresh, "versions": [*tree["versions"], kept]})


def _complete(tree: Tree) -> Tree:
    state = RegulationState.ABOLISHED if tree["abolished_on"] else RegulationState.IN_FORCE
    return {**tree, "state": str(state), "version": len(tree["versions"]) + 1}


def _check(tree: Tree) -> Mapping[str, str]:
    errors = dict(in_order(tree, "issued_on", "abolished_on", "废止日期早于发布日期"))
    days = [row["issued_on"] for row in (*tree["versions"], tree) if row["issued_on"]]
    if days != sorted(days):
        errors["versions"] = "历次版本要从早到晚排，发布日期都不晚于现行版，请核对。"
    return errors


def _advice(tree: Tree) -> list[str]:
    said = []
    if not tree["issued_on"]:
        said.append("没有写现行版的发布日期。")
    if not (tree["content"] or tree["attachments"]):
        said.append("没有正文，请写上或附上文件。")
    if tree["abolished_on"] and not tree["abolished_why"]:
        said.append("已废止，没有写废止说明。")
    if tree["abolished_on"] and tree["on_wall"]:
        said.append("已废止的制度还写着“上墙”，请到墙上取下后改过来。")
    return said


def _heading(tree: Tree) -> str:
    """Return 差旅费管理办法 第2版（已废止）."""
    said = " ".join(str(tree["name"]).split())
    said += f" 第{tree['version']}版" if said and tree["version"] > 1 else ""
    return said + ("（已废止）" if said and tree["abolished_on"] else "")


REGULATION = RecordSpec(
    name="regulation",
    title="制度汇编",
    model=Regulation,
    columns=(
        Column("name", stretch=True),
        Column("kind"),
        Column("version"),
        Column("document_number"),
        Column("issued_on"),
        Column("state"),
    ),
    sections=(
        Section("制度", ("name", "kind", "issuer", "adopted_by", "on_wall")),
        Section("现行版", ("document_number", "issued_on", "effective_on", "content")),
        Section("历次版本", ("versions",)),
        Section("废止", ("abolished_on", "abolished_why")),
    ),
    lines=(LineSpec("versions", "历次版本", RegulationVersion),),
    heading=_heading,
    check=_check,
    complete=_complete,
    order=("kind", "name"),
    ledger=Ledger(
        counted=Counted("完善制度", Unit.ITEMS, day="issued_on"),
        system="integrity",
        purpose="登记每一项制度的文号、日期和正文；修订时旧版留存，废止的写明日期，可印目录。",
        key=("name",),
        counted_by="kind",
        table_title="制度汇编目录",
        paper_columns=(
            "name", "kind", "version", "document_number", "issued_on", "effective_on", "on_wall",
            "abolished_on", "state",
        ),
        advice=_advice,
        turns=(Turn("修订", "pencil", "把现行版留作历次版本，开始写新的一版", revised),),
    ),
)  # fmt: skip

MODELS = (Regulation, RegulationVersion)
