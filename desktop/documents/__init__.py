"""The papers of the program: every document is listed here, and nowhere else.

A document takes the tree of a record and a ``PaperContext``, puts them into words (``collect``)
and writes them as a PDF (``render``); both raise ``db.errors.Refused`` with a sentence for the
person. ``gather`` makes the context from the open data file, ``volume`` binds many minutes into
one file, ``fonts.in_use`` says which font files print. No module here knows a window.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.records.meeting import MeetingKind
from desktop.documents import minutes, notice, resolution, roster, sign_in, summary

_ALL = tuple(str(kind) for kind in MeetingKind)


@dataclass(frozen=True)
class Document:
    """One kind of paper.

    ``kinds`` are the values of the record's ``kind`` for which it exists, empty for all.
    A ``collective`` document is one paper of many records: its ``collect`` takes the list of trees.
    """

    name: str
    title: str
    record_types: tuple[str, ...]
    kinds: tuple[str, ...]
    collect: Callable[..., Any]
    render: Callable[[Any, Path], None]
    landscape: bool = False
    collective: bool = False

    def suits(self, record_type: str, kind: str | None = None) -> bool:
        """Whether the paper exists for a record of that type and kind."""
        return record_type in self.record_types and (not self.kinds or kind in self.kinds)


DOCUMENTS: tuple[Document, ...] = (
    Document("minutes", "会议记录", ("meeting",), _ALL, minutes.collect, minutes.render),
    Document(
        "summary",
        "会议纪要",
        ("meeting",),
        (MeetingKind.GENERAL, MeetingKind.COMMITTEE, MeetingKind.GROUP),
        summary.collect,
        summary.render,
    ),
    Document("notice", "会议通知", ("meeting",), _ALL, notice.collect, notice.render),
    Document("sign-in", "签到表", ("meeting",), _ALL, sign_in.collect, sign_in.render),
    Document(
        "resolution",
        "支部大会决议",
        ("meeting",),
        (MeetingKind.GENERAL,),
        resolution.collect,
        resolution.render,
    ),
    Document(
        "roster",
        "党员花名册",
        ("member",),
        (),
        roster.collect,
        roster.render,
        landscape=True,
        collective=True,
    ),
)


_BY_NAME = {each.name: each for each in DOCUMENTS}


def document(name: str) -> Document:
    """Return the document of that name; raises ``KeyError``."""
    return _BY_NAME[name]
