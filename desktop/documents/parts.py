"""What a sheet consists of: official papers, record-book forms, tables, pages of photos."""

from collections.abc import Sequence
from typing import Any

from desktop.documents import activity_photos, official, recordbook, table
from desktop.documents.activity_photos import PhotoSheet
from desktop.documents.official import Official
from desktop.documents.page import Page
from desktop.documents.recordbook import Form
from desktop.documents.table import Table

Part = Official | Form | Table | PhotoSheet


def parts_of(sheet: Any) -> Sequence[Part]:
    """Return the papers that a sheet consists of, each with page numbers of its own.

    Empty for a sheet that is drawn and not written.
    """
    if isinstance(sheet, PhotoSheet):
        return (sheet,)
    return [
        part
        for value in vars(sheet).values()
        for part in (value if isinstance(value, tuple) else (value,))
        if isinstance(part, Official | Form | Table)
    ]


def pages_of(part: Part) -> list[Page]:
    """Set a part on pages that bear no numbers: whoever binds them numbers them.

    Raises ``Refused`` for characters that no font has.
    """
    match part:
        case Official():
            return official.layout(part, numbered=False)
        case Table():
            return table.layout(part, numbered=False)
        case PhotoSheet():
            return activity_photos.layout(part)
        case Form():
            return recordbook.layout(part)


def foot_of(part: Part) -> str:
    """Return what stands at the foot of a part beside the number of the page."""
    return part.foot if isinstance(part, Form) else ""
