"""The activities of 六项工程 with their counted results (宣传110余场次, 纠纷1800余件).

Fields: domain 5: 工程 · 项目 · 日期 · 地点 · 参加党员 · 服务对象 · 数量 · 成效. One row counts one
thing; a result that is part of a whole (结案796件 of 842件) names the whole as well. A share of
those who are content stands on the numbers of a ballot only (domain 5).
"""

from collections.abc import Mapping

from db import quantity
from db.branch import Organisation
from db.fields import DateField, IntegerField, MoneyField, QuantityField, ReferenceField, TextField
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import Attendee, nobody_twice
from db.spec import Column, Counted, Ledger, LineSpec, RecordSpec, Section, Tree


class ServiceActivity(Record):
    """One activity, or the sum of a period where only that was written down."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    held_on = DateField("日期", required=True, help_text="按一段时间汇总的，写这段时间的最后一天")
    programme = TextField("工程", required=True, help_text="与项目台账的写法一致")
    project = TextField("项目")
    place = TextField("地点")
    served = TextField("服务对象")
    counted = TextField("计数内容", required=True, help_text="如：法治宣传、调解纠纷、法律援助结案")
    result = QuantityField(Unit.CASES, "数量", required=True)
    whole = QuantityField(Unit.CASES, "应办总数", help_text="办结数之外还有受理数的，写受理数")
    money = MoneyField("金额", null=True)
    ballots = IntegerField("满意度测评票数", null=True)
    content_ballots = IntegerField("满意票数", null=True)
    effect = TextField("成效", long=True)

    class Meta:
        indexes = ((("organisation", "held_on"), False),)


class ServiceAttendee(Attendee):
    """A member who took part."""

    record = ReferenceField(ServiceActivity, required=True)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = dict(nobody_twice(tree, "attendees", "参加党员"))
    if tree["money"] is not None and tree["money"] < 0:
        errors["money"] = "金额不能小于0。"
    if tree["result"] and tree["whole"]:
        part, whole = quantity.parse(tree["result"]), quantity.parse(tree["whole"])
        if part.unit == whole.unit and part.value > whole.value and not whole.more:
            errors["whole"] = "应办总数小于数量，请核对。"
    ballots, content = tree["ballots"], tree["content_ballots"]
    if ballots is not None and ballots < 1:
        errors["ballots"] = "测评票数从1算起，没有测评的空着。"
    if content is not None and not 0 <= content <= (ballots or 0):
        errors["content_ballots"] = "满意票数多于测评票数，请核对。"
    return errors


def _advice(tree: Tree) -> list[str]:
    said = []
    ballots, content = tree["ballots"], tree["content_ballots"]
    if ballots and content is not None:
        said.append(f"满意率{quantity.share(content, ballots)}（{ballots}票中{content}票满意）。")
    elif "满意率" in tree["effect"]:
        said.append("成效里写了满意率，没有测评票数作依据，请补上或附上测评材料。")
    if tree["result"] and tree["whole"]:
        part, whole = quantity.parse(tree["result"]), quantity.parse(tree["whole"])
        if part.unit != whole.unit:
            said.append(f"数量的单位是“{part.unit}”，应办总数的是“{whole.unit}”，请核对。")
    return said


def _heading(tree: Tree) -> str:
    """Return 法律服务全覆盖 调解纠纷1800余件."""
    return " ".join(p for p in (tree["programme"], f"{tree['counted']}{tree['result'] or ''}") if p)


SERVICE_ACTIVITY = RecordSpec(
    name="service_activity",
    title="六项工程活动",
    model=ServiceActivity,
    columns=(
        Column("held_on"),
        Column("programme"),
        Column("counted", stretch=True),
        Column("result"),
        Column("whole"),
        Column("money"),
    ),
    sections=(
        Section("活动", ("held_on", "programme", "project", "place", "served", "attendees")),
        Section("结果", ("counted", "result", "whole", "money")),
        Section("满意度", ("ballots", "content_ballots")),
        Section("成效", ("effect",)),
    ),
    lines=(LineSpec("attendees", "参加党员", ServiceAttendee),),
    heading=_heading,
    check=_check,
    day="held_on",
    order=("held_on", "programme"),
    documents=("service-totals",),
    ledger=Ledger(
        counted=Counted("六项工程活动", Unit.TIMES, by="counted"),
        system="projects",
        purpose="六项工程每办一次活动、数一样结果记一行，数量带单位，估数写“余”。",
        key=("held_on", "programme", "project", "counted", "place"),
        counted_by="programme",
        paper_columns=(
            "held_on", "programme", "project", "place", "served", "counted", "result", "whole",
            "money",
        ),
        advice=_advice,
    ),
)  # fmt: skip

MODELS = (ServiceActivity, ServiceAttendee)
