"""The ledger of short lectures (微党课): 线下学与线上学.

Fields: domain 5: 日期·书记·题目·时长·形式. Length: domain row 6, 微党课 100秒至5分钟 [F22].
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import (
    ChoiceField,
    DateField,
    HundredthsField,
    IntegerField,
    Named,
    QuantityField,
    ReferenceField,
    TextField,
)
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import HOURS_HELP, Attendee, heading, nobody_twice, people
from db.spec import Column, Counted, Ledger, LineSpec, RecordSpec, Section, Tree

_SHORT, _LONG = 100, 300  # seconds
_DAY = 86_400


class MicroForm(Named):
    """How it reached the members."""

    VIDEO = "video", "视频"
    AUDIO = "audio", "音频"
    CHAT = "chat", "微信群"
    LIVE = "live", "现场"


class MicroLecture(Record):
    """One short lecture."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    held_on = DateField("日期", required=True)
    title = TextField("题目", required=True)
    lecturer = ReferenceField(Member, "讲课人")
    lecturer_name = TextField("讲课人姓名", required=True)
    lecturer_post = TextField("职务")
    seconds = IntegerField("时长（秒）", null=True, help_text="一般100秒至5分钟（300秒）")
    form = ChoiceField(MicroForm, "形式", default=MicroForm.VIDEO)
    audience = QuantityField(Unit.PERSON_TIMES, "收看收听")
    hours = HundredthsField("学时", null=True, help_text=HOURS_HELP)
    content = TextField("内容提要", long=True)

    class Meta:
        indexes = ((("organisation", "held_on"), False),)


class MicroAttendee(Attendee):
    """A listener who is named."""

    record = ReferenceField(MicroLecture, required=True)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = dict(nobody_twice(tree, "attendees", "收看党员"))
    if tree["seconds"] is not None and not 0 < tree["seconds"] < _DAY:
        errors["seconds"] = "时长请写秒数，如180。"
    return errors


def _advice(tree: Tree) -> list[str]:
    said = []
    if tree["seconds"] and not _SHORT <= tree["seconds"] <= _LONG:
        said.append("微党课一般100秒至5分钟，这一次不在其内，请核对时长。")
    if tree["hours"] and not tree["attendees"]:
        said.append("写了学时，没有写收看党员，学时还没有记到人。")
    return said


MICRO_LECTURE = RecordSpec(
    name="micro_lecture",
    title="微党课",
    model=MicroLecture,
    columns=(
        Column("held_on"),
        Column("title", stretch=True),
        Column("lecturer_name", title="讲课人"),
        Column("seconds"),
        Column("form"),
        Column("audience"),
    ),
    sections=(
        Section("微党课", ("held_on", "title", "lecturer", "lecturer_post", "seconds", "form")),
        Section("收看", ("audience", "hours", "attendees")),
        Section("内容", ("content",)),
    ),
    lines=(LineSpec("attendees", "收看党员", MicroAttendee),),
    heading=heading("title", "lecturer_name"),
    check=_check,
    people=people("lecturer_name"),
    day="held_on",
    order=("held_on",),
    ledger=Ledger(
        counted=Counted("微党课", Unit.TIMES),
        system="thought",
        purpose="登记书记和党员录制、主讲的每一次微党课：日期、题目、时长和形式。",
        key=("held_on", "title"),
        counted_by="lecturer_name",
        attendees="attendees",
        hours="hours",
        paper_columns=(
            "held_on", "title", "lecturer", "lecturer_post", "seconds", "form", "audience", "hours",
        ),
        advice=_advice,
    ),
)  # fmt: skip

MODELS = (MicroLecture, MicroAttendee)
