"""The record type of a text block: a phrase the secretary keeps for one kind of meeting."""

from db.branch import Organisation
from db.fields import ChoiceField, IntegerField, ReferenceField, TextField
from db.model import Record
from db.records.meeting import MeetingKind
from db.spec import Column, RecordSpec, Section


class TextBlock(Record):
    """A phrase to insert; without ``scope`` it is offered for every kind."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    scope = ChoiceField(MeetingKind, "用于", null=True, default=None)
    title = TextField("名称", required=True)
    text = TextField("内容", required=True, long=True)
    position = IntegerField("次序", default=0)


TEXT_BLOCK = RecordSpec(
    name="text_block",
    title="常用语",
    model=TextBlock,
    columns=(Column("title"), Column("scope"), Column("text", stretch=True)),
    sections=(Section("常用语", ("title", "scope", "text", "position")),),
    heading=lambda tree: tree["title"],
    order=("scope", "position", "title"),
)
