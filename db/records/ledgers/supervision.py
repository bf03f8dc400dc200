"""The ledger of supervision (督查记录): 明查暗访 by a team, what was found, put right, seen again.

Fields: domain 5: 组号 · 带队领导 · 成员 · 日期 · 方式（明、暗） · 对象 · 检查项 ·
问题（人、科室） · 现场处理 · 整改时限 · 复查. A finding may go on the 问题清单 (``db.listing``);
results are made public in a 通报 (总体情况、问题、要求).
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import ChoiceField, DateField, IntegerField, Named, ReferenceField, TextField
from db.model import Line, Record
from db.quantity import Unit
from db.records.ledgers.common import in_order, people
from db.spec import Column, Counted, Ledger, LineSpec, RecordSpec, Section, Tree


class SupervisionWay(Named):
    """Whether those who were looked at knew of it."""

    OPEN = "open", "明查"
    UNANNOUNCED = "unannounced", "暗访"


class Recheck(Named):
    """What was seen when the team came again."""

    NOT_YET = "not_yet", "未复查"
    SETTLED = "settled", "已整改"
    PARTLY = "partly", "部分整改"
    UNSETTLED = "unsettled", "未整改"


class Supervision(Record):
    """One inspection by one team."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    held_on = DateField("日期", required=True)
    team = IntegerField("组号", null=True)
    leader = ReferenceField(Member, "带队领导")
    leader_name = TextField("带队领导姓名", required=True)
    members = TextField("成员", help_text="参加这次督查的人，用顿号隔开")
    way = ChoiceField(SupervisionWay, "方式", default=SupervisionWay.OPEN)
    target = TextField("督查对象", required=True)
    items = TextField("检查内容", help_text="如在岗、考勤、值班、卫生")
    overall = TextField("总体情况", long=True)
    demands = TextField("有关要求", long=True, help_text="写进通报的要求，一行一条")
    reported_on = DateField("通报日期")

    class Meta:
        indexes = ((("organisation", "held_on"), False),)


class SupervisionFinding(Line):
    """A problem found; it is settled when a re-check saw it settled."""

    record = ReferenceField(Supervision, required=True)
    text = TextField("问题", required=True, long=True)
    whose = TextField("责任人或科室")
    handled = TextField("现场处理")
    measures = TextField("整改要求", long=True)
    due_on = DateField("整改时限")
    rechecked_on = DateField("复查日期")
    recheck = ChoiceField(Recheck, "复查结果", default=Recheck.NOT_YET)
    rechecker_name = TextField("复查人")


def _finding_error(tree: Tree, row: Tree) -> str:
    day = tree["held_on"]
    if not row["text"]:
        return "有一行没有写问题，请写上或删去这一行。"
    if day and row["due_on"] and row["due_on"] < day:
        return "有一个问题的整改时限早于督查日期，请核对。"
    if day and row["rechecked_on"] and row["rechecked_on"] < day:
        return "有一个问题的复查日期早于督查日期，请核对。"
    if row["rechecked_on"] and row["recheck"] == Recheck.NOT_YET:
        return "有一个问题写了复查日期，复查结果还是“未复查”，请核对。"
    if row["recheck"] != Recheck.NOT_YET and not row["rechecked_on"]:
        return "有一个问题写了复查结果，没有写复查日期，请补上。"
    return ""


def _check(tree: Tree) -> Mapping[str, str]:
    errors = dict(in_order(tree, "held_on", "reported_on", "通报日期早于督查日期"))
    if tree["team"] is not None and tree["team"] < 1:
        errors["team"] = "组号从1算起。"
    wrong = [said for row in tree["findings"] if (said := _finding_error(tree, row))]
    return errors | ({"findings": wrong[0]} if wrong else {})


def _advice(tree: Tree) -> list[str]:
    said = []
    rows = tree["findings"]
    if undated := sum(not row["due_on"] for row in rows):
        said.append(f"有{undated}个问题没有写整改时限。")
    if again := sum(row["recheck"] in (Recheck.PARTLY, Recheck.UNSETTLED) for row in rows):
        said.append(f"有{again}个问题复查时没有整改到位。")
    if not rows and not tree["overall"]:
        said.append("没有发现问题的，也请写明总体情况。")
    return said


def _heading(tree: Tree) -> str:
    """Return 第2督查组 暗访 综合科."""
    team = f"第{tree['team']}督查组" if tree["team"] else tree["leader_name"]
    parts = (team, SupervisionWay(tree["way"]).label, tree["target"])
    return " ".join(" ".join(part.split()) for part in parts if part)


SUPERVISION = RecordSpec(
    name="supervision",
    title="督查记录",
    model=Supervision,
    columns=(
        Column("held_on"),
        Column("team"),
        Column("leader_name", title="带队领导"),
        Column("way"),
        Column("target", stretch=True),
        Column("reported_on"),
    ),
    sections=(
        Section("督查", (
            "held_on", "team", "leader", "members", "way", "target", "items", "overall",
        )),
        Section("发现的问题和复查", ("findings",)),
        Section("通报", ("demands", "reported_on")),
    ),
    lines=(LineSpec("findings", "发现的问题", SupervisionFinding),),
    heading=_heading,
    check=_check,
    people=people("leader_name"),
    day="held_on",
    order=("held_on", "team"),
    documents=("supervision-circular",),
    ledger=Ledger(
        counted=Counted("明查暗访", Unit.TIMES),
        system="conduct",
        purpose="明查暗访一次记一条：发现的问题、现场处理、整改时限和复查，问题一键列入问题清单。",
        key=("held_on", "leader_name", "target"),
        counted_by="leader_name",
        paper_columns=("held_on", "team", "leader", "way", "target", "items", "reported_on"),
        advice=_advice,
    ),
)  # fmt: skip

MODELS = (Supervision, SupervisionFinding)
