"""The 六有 self-check of the places: 场所、设施、标志、党旗、书报、制度 (domain 5, source F49)."""

from db.branch import Member, Organisation
from db.fields import ChoiceField, DateField, Named, ReferenceField, TextField
from db.model import Record
from db.records.ledgers.common import people
from db.spec import Column, Ledger, RecordSpec, Section, Tree

SIX = ("has_room", "has_facilities", "has_signs", "has_flag", "has_press", "has_rules")


class Found(Named):
    """What was found."""

    UNSEEN = "unseen", "未查"
    YES = "yes", "有"
    PARTLY = "partly", "不齐全"
    NO = "no", "没有"


class RoomCheck(Record):
    """One round of the self-check; nothing counts as found before somebody has looked."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    checked_on = DateField("检查日期", required=True)
    checker = ReferenceField(Member, "检查人")
    checker_name = TextField("检查人姓名", required=True)
    has_room = ChoiceField(Found, "有场所", default=Found.UNSEEN)
    has_facilities = ChoiceField(Found, "有设施", default=Found.UNSEEN)
    has_signs = ChoiceField(Found, "有标志", default=Found.UNSEEN)
    has_flag = ChoiceField(Found, "有党旗", default=Found.UNSEEN)
    has_press = ChoiceField(Found, "有书报", default=Found.UNSEEN)
    has_rules = ChoiceField(Found, "有制度", default=Found.UNSEEN)
    problems = TextField("存在问题", long=True)
    measures = TextField("整改措施", long=True)
    settled_on = DateField("整改完成日期")

    class Meta:
        indexes = ((("organisation", "checked_on"), False),)


def _check(tree: Tree) -> dict[str, str]:
    if tree["checked_on"] and tree["settled_on"] and tree["settled_on"] < tree["checked_on"]:
        return {"settled_on": "整改完成日期早于检查日期，请核对。"}
    return {}


def _lacking(tree: Tree) -> list[str]:
    """Return the labels of what is missing or incomplete."""
    wrong = (Found.PARTLY, Found.NO)
    return [str(RoomCheck._meta.fields[n].verbose_name) for n in SIX if tree[n] in wrong]


def _advice(tree: Tree) -> list[str]:
    said = []
    if unseen := [n for n in SIX if tree[n] == Found.UNSEEN]:
        said.append(f"六项中还有{len(unseen)}项没有查。")
    if _lacking(tree) and not tree["problems"]:
        said.append(f"“{'、'.join(_lacking(tree))}”不齐全，请写明存在问题和整改措施。")
    return said


def _heading(tree: Tree) -> str:
    """Return 六有自查 6项齐全, or how many of the six are there."""
    have = sum(tree[name] == Found.YES for name in SIX)
    return "六有自查 " + ("六项齐全" if have == len(SIX) else f"{have}项齐全")


ROOM_CHECK = RecordSpec(
    name="room_check",
    title="六有自查",
    model=RoomCheck,
    columns=(
        Column("checked_on"),
        *(Column(name) for name in SIX),
        Column("checker_name", title="检查人", stretch=True),
    ),
    sections=(
        Section("检查", ("checked_on", "checker")),
        Section("六有", SIX),
        Section("问题和整改", ("problems", "measures", "settled_on")),
    ),
    heading=_heading,
    check=_check,
    people=people("checker_name"),
    day="checked_on",
    order=("checked_on",),
    ledger=Ledger(
        system="premises",
        purpose="按“六有”（场所、设施、标志、党旗、书报、制度）逐项自查，记下缺什么、怎么补。",
        key=("checked_on", "checker_name"),
        advice=_advice,
    ),
)

MODELS = (RoomCheck,)
