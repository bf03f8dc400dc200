"""The log of a 第一书记 (domain 5: 工作日志 · 走访)."""

from db.branch import Member, Organisation
from db.fields import ChoiceField, DateField, Named, QuantityField, ReferenceField, TextField
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import heading, people
from db.spec import Column, Counted, Ledger, RecordSpec, Section, Tree


class LogKind(Named):
    """What a day in the village was for."""

    LOG = "log", "工作日志"
    VISIT = "visit", "走访调研"
    MEETING = "meeting", "参加会议"
    STUDY = "study", "组织学习"


class VillageLog(Record):
    """One entry; each 走访调研 is one 次."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    logged_on = DateField("日期", required=True)
    kind = ChoiceField(LogKind, "类别", default=LogKind.LOG)
    village = TextField("村", required=True)
    author = ReferenceField(Member, "记录人")
    author_name = TextField("记录人姓名", required=True)
    subject = TextField("事项", required=True)
    visited = TextField("走访对象")
    households = QuantityField(Unit.HOUSEHOLDS, "走访户数")
    content = TextField("工作内容", long=True)
    problems = TextField("反映的问题", long=True)
    solved = TextField("解决情况", long=True)

    class Meta:
        indexes = ((("organisation", "logged_on"), False),)


def _advice(tree: Tree) -> list[str]:
    said = []
    if tree["kind"] == LogKind.VISIT and not tree["visited"]:
        said.append("走访调研还没有写走访对象。")
    if tree["problems"] and not tree["solved"]:
        said.append("反映的问题还没有写解决情况。")
    return said


VILLAGE_LOG = RecordSpec(
    name="village_log",
    title="第一书记工作日志",
    model=VillageLog,
    columns=(
        Column("logged_on"),
        Column("kind"),
        Column("subject", stretch=True),
        Column("author_name", title="记录人"),
        Column("households"),
    ),
    sections=(
        Section("日志", ("logged_on", "kind", "village", "author", "subject")),
        Section("走访", ("visited", "households")),
        Section("内容", ("content", "problems", "solved")),
    ),
    heading=heading("village", "subject"),
    people=people("author_name", "visited"),
    day="logged_on",
    order=("logged_on",),
    ledger=Ledger(
        counted=Counted("第一书记工作日志", Unit.TIMES, by="kind"),
        system="village",
        purpose="第一书记的工作日志和走访调研，一天一事记一行，写明问题和解决情况。",
        key=("logged_on", "kind", "village", "subject"),
        counted_by="kind",
        paper_columns=(
            "logged_on", "kind", "village", "author", "subject", "visited", "households", "solved",
        ),
        signs=("第一书记", "支部书记"),
        advice=_advice,
    ),
)  # fmt: skip

MODELS = (VillageLog,)
