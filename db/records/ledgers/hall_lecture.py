"""The ledger of the public lectures of the bureau (司法大讲堂): 自己学与集体学.

Fields: domain 5: 期次 · 日期 · 主讲人 · 题目 · 听众 · 时长/学时 · 讲稿 (attached). Each record is
one 登台讲课 人次; the hours count for the members who are named as present (教育管理条例 Art. 23).
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import (
    DateField,
    HundredthsField,
    IntegerField,
    QuantityField,
    ReferenceField,
    TextField,
)
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import HOURS_HELP, Attendee, nobody_twice, people
from db.spec import Column, Counted, Ledger, LineSpec, RecordSpec, Section, Tree


class HallLecture(Record):
    """One lecture of one speaker."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    held_on = DateField("日期", required=True)
    number = IntegerField("期次", null=True)
    title = TextField("题目", required=True)
    speaker = ReferenceField(Member, "主讲人")
    speaker_name = TextField("主讲人姓名", required=True)
    speaker_post = TextField("职务")
    place = TextField("地点")
    audience = QuantityField(Unit.PERSON_TIMES, "听众")
    hours = HundredthsField("学时", null=True, help_text=HOURS_HELP)
    outline = TextField("讲课提纲", long=True)

    class Meta:
        indexes = ((("organisation", "held_on"), False),)


class HallAttendee(Attendee):
    """A listener who is named."""

    record = ReferenceField(HallLecture, required=True)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = dict(nobody_twice(tree, "attendees", "听课党员"))
    if tree["number"] is not None and tree["number"] < 1:
        errors["number"] = "期次从1算起。"
    return errors


def _advice(tree: Tree) -> list[str]:
    said = (
        [] if tree["attachments"] or tree["outline"] else ["还没有讲稿或提纲，请补上或附上文件。"]
    )
    if tree["hours"] and not tree["attendees"]:
        said.append("写了学时，没有写听课党员，学时还没有记到人。")
    return said


def _heading(tree: Tree) -> str:
    """Return 第3期 宪法宣讲 单伟."""
    number = f"第{tree['number']}期" if tree["number"] else ""
    return " ".join(p for p in (number, tree["title"], tree["speaker_name"]) if p)


HALL_LECTURE = RecordSpec(
    name="hall_lecture",
    title="司法大讲堂",
    model=HallLecture,
    columns=(
        Column("held_on"),
        Column("number"),
        Column("title", stretch=True),
        Column("speaker_name", title="主讲人"),
        Column("audience"),
        Column("hours"),
    ),
    sections=(
        Section("讲课", ("held_on", "number", "title", "speaker", "speaker_post", "place")),
        Section("听课", ("audience", "hours", "attendees")),
        Section("提纲", ("outline",)),
    ),
    lines=(LineSpec("attendees", "听课党员", HallAttendee),),
    heading=_heading,
    check=_check,
    people=people("speaker_name"),
    day="held_on",
    order=("held_on", "number"),
    ledger=Ledger(
        counted=Counted("登台讲课", Unit.PERSON_TIMES),
        system="thought",
        purpose="党员登台讲课，一人一次记一行：期次、题目、主讲人、听众和学时，讲稿作为附件。",
        key=("held_on", "title", "speaker_name"),
        counted_by="speaker_name",
        attendees="attendees",
        hours="hours",
        paper_columns=(
            "held_on", "number", "title", "speaker", "speaker_post", "place", "audience", "hours",
        ),
        advice=_advice,
    ),
)  # fmt: skip

MODELS = (HallLecture, HallAttendee)
