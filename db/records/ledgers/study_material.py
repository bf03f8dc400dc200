"""The catalogue of material for study (学习资料): domain 5: 日期·标题·来源·分享人."""

from db.branch import Member, Organisation
from db.fields import ChoiceField, DateField, Named, QuantityField, ReferenceField, TextField
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import heading, people
from db.spec import Column, Ledger, RecordSpec, Section


class MaterialChannel(Named):
    """By what way it was given out."""

    CHAT = "chat", "微信群"
    APP = "app", "学习平台"
    PAPER = "paper", "纸质发放"
    MEETING = "meeting", "会上传达"
    OTHER = "other", "其他"


class StudyMaterial(Record):
    """One text, or several that were given out together: then the number says how many."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    shared_on = DateField("日期", required=True)
    title = TextField("标题", required=True)
    count = QuantityField(
        Unit.ARTICLES, "篇数", required=True, default="1篇", help_text="一次发几篇的写总数"
    )
    source = TextField("来源")
    channel = ChoiceField(MaterialChannel, "方式", default=MaterialChannel.CHAT)
    sharer = ReferenceField(Member, "分享人")
    sharer_name = TextField("分享人姓名")
    content = TextField("内容提要", long=True)

    class Meta:
        indexes = ((("organisation", "shared_on"), False),)


STUDY_MATERIAL = RecordSpec(
    name="study_material",
    title="学习资料",
    model=StudyMaterial,
    columns=(
        Column("shared_on"),
        Column("title", stretch=True),
        Column("count"),
        Column("source"),
        Column("channel"),
        Column("sharer_name", title="分享人"),
    ),
    sections=(
        Section("资料", ("shared_on", "title", "count", "source", "channel", "sharer")),
        Section("内容", ("content",)),
    ),
    heading=heading("title"),
    people=people("sharer_name"),
    day="shared_on",
    order=("shared_on",),
    ledger=Ledger(
        system="thought",
        purpose="登记在微信群、学习平台和会上发给党员的每一份学习资料：标题、来源、分享人。",
        key=("shared_on", "title"),
        counted_by="sharer_name",
    ),
)

MODELS = (StudyMaterial,)
