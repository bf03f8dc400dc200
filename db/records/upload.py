"""The record type of an upload (上传登记): which record was typed into which form, and when.

It travels with the file. ``saved`` is the revision of the record then and ``content`` a digest of
what it said, so that a change afterwards shows; the record itself may have gone meanwhile.
"""

from db.branch import Organisation
from db.fields import DateField, IntegerField, LinkField, ReferenceField, TextField
from db.model import Record
from db.records.platform_form import PlatformForm
from db.spec import Column, RecordSpec, Section, Tree


class Upload(Record):
    """One record in one form; ``year`` is that of the record, ``title`` how it was called."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", required=True)
    form = ReferenceField(PlatformForm, "抄报表单", required=True)
    copied = LinkField("记录")
    title = TextField("记录名称")
    uploaded_on = DateField("上传日期", required=True)
    receipt = TextField("平台编号", help_text="平台给出的编号或回执，没有就不填")
    note = TextField("备注", long=True)
    saved = IntegerField("上传时的版次", null=True)
    content = TextField("上传时的内容", private=True)

    class Meta:
        indexes = ((("organisation", "year"), False), (("copied",), False))


def _heading(tree: Tree) -> str:
    """Return 已上传 支部党员大会 2026年第1次."""
    return f"已上传 {tree['title']}".strip()


UPLOAD = RecordSpec(
    name="upload",
    title="上传登记",
    model=Upload,
    columns=(
        Column("uploaded_on"),
        Column("form"),
        Column("title", stretch=True),
        Column("receipt"),
    ),
    sections=(Section("上传", ("form", "title", "uploaded_on", "receipt", "note")),),
    heading=_heading,
    day="uploaded_on",
    order=("uploaded_on",),
)
