"""The base of every table: a record of account, and a line that belongs to one record."""

import uuid
from collections.abc import Iterable
from typing import Any

import peewee as pw

from db.connection import database
from db.fields import (
    ChoiceField,
    DateField,
    IntegerField,
    MomentField,
    Named,
    TextField,
)


def new_uid() -> str:
    """Return an identifier that stays the same when files are merged."""
    return str(uuid.uuid4())


class Base(pw.Model):
    """A table of ours; the primary key is the uid, so that references survive a merge."""

    class Meta:
        database = database
        legacy_table_names = False
        only_save_dirty = True
        strict_tables = True


class Record(Base):
    """Something a person keeps account of: an aggregate of one root row and its lines.

    ``revision`` counts the saves; ``entered_at`` is the true moment of entry and is never
    edited; ``deleted_at`` marks what lies in the recycle bin. The branch that the record belongs
    to is ``organisation``, declared by each type.
    """

    uid = pw.TextField(primary_key=True, default=new_uid)
    revision = IntegerField(default=1)
    entered_at = MomentField(null=False)
    deleted_at = MomentField()

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.uid}"


class Line(Base):
    """A row owned by one record, in the order of ``position``; it lives and goes with its owner.

    Each type declares the reference to its owner, by default ``record``.
    """

    uid = pw.TextField(primary_key=True, default=new_uid)
    position = IntegerField(default=0)


class AttachmentKind(Named):
    """What an attached file is to its record."""

    NOTICE = "notice", "通知"
    SIGN_IN = "sign_in", "签到表"
    PHOTO = "photo", "照片"
    TEXT = "text", "讲稿、课件"
    SIGNED = "signed", "签字扫描件"
    OTHER = "other", "其他"


class Blob(Base):
    """The bytes of an attached file, once for all records that carry the same file."""

    sha256 = pw.TextField(primary_key=True)
    size = IntegerField()
    added_at = MomentField(null=False)
    data = pw.BlobField()


class Attachment(Line):
    """A file attached to a record of any type; ``record`` is that record's uid."""

    record = TextField("记录")
    kind = ChoiceField(AttachmentKind, "类别", default=AttachmentKind.OTHER)
    name = TextField("文件名", required=True)
    caption = TextField("说明")
    sha256 = pw.ForeignKeyField(
        Blob, column_name="sha256", on_delete="RESTRICT", backref="+", lazy_load=False
    )
    taken_on = DateField("拍摄日期")

    class Meta:
        indexes = ((("record",), False),)


def dicts(query: Any) -> Iterable[dict[str, Any]]:
    """Run a query for plain dicts of JSON-able values, a form the stubs of peewee do not know."""
    rows: Iterable[dict[str, Any]] = query.dicts()
    return rows
