"""What is said of a data file as a whole: that it is a package, or that it was handed over.

A file with the mark ``PACKAGE`` or ``SEALED`` is only opened for reading (``db.connection``).
"""

from typing import Any

from db import dates
from db.connection import PACKAGE, SEALED
from db.fields import JsonField, TextField
from db.model import Base, dicts
from db.spec import Tree

HANDOVER = "handover"
"""The last copy made for a successor: to whom, on which day, its file name, size and digest."""


class FileMark(Base):
    """One thing said of the file, by its name."""

    name = TextField(primary_key=True)
    value = JsonField(null=False)


MODELS = (FileMark,)


def mark(name: str) -> Tree | None:
    """Return what the open file says of itself under that name, None for nothing."""
    return read_all().get(name)


def read_all() -> dict[str, Any]:
    """Return every mark of the open file."""
    return {row["name"]: row["value"] for row in dicts(FileMark.select())}


def why_readonly() -> str:
    """Return in a sentence why the open file may only be read, "" when nothing marks it."""
    marks = read_all()
    if (package := marks.get(PACKAGE)) is not None:
        return (
            f"这是{package['short_name']}{package['year']}年的上报包，只能查看。"
            "要并入本单位的数据，请打开自己的数据文件，再用“文件”菜单里的“导入上报包”。"
        )
    if (sealed := marks.get(SEALED)) is not None:
        return (
            f"这份数据已于{dates.text(sealed['on'])}移交给{sealed['to']}，只能查看。"
            "要收回，请用“文件”菜单里的“收回移交”，并写明原因。"
        )
    return ""
