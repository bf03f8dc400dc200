"""The folder for inspectors: what their list asks for, what of it is there, what is missing.

A paper is never made up: a line without records stays empty and stands first in the index. A draft
is put in with 草稿 in its name and does not count.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from db.errors import Refused
from db.file_names import free_path, safe_name
from db.records import spec
from db.records.held import Status
from db.records.meeting import MeetingKind
from desktop.archive.checklist import Line
from desktop.documents import DOCUMENTS, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.document import Document
from desktop.documents.gather import Gatherer
from desktop.documents.table import Table, TableColumn, write

INDEX = "00 迎检目录.pdf"
Say = Callable[[int, int, str], None]
_NOT_OF_A_BRANCH_YEAR = ("handover", "year-book", "archive-labels")
_OF_THE_PROGRAM = ("year-at-a-glance", "self-check", "rules-sheet")
"""Yearly papers that are worked out of the whole year and need no record of one type."""
_COLUMNS = (
    TableColumn("序号", 0.7),
    TableColumn("检查内容", 3.2, centred=False),
    TableColumn("文书或台账", 3.2, centred=False),
    TableColumn("要求", 1),
    TableColumn("已有", 1),
    TableColumn("页数", 0.9),
    TableColumn("说明", 3.6, centred=False),
)


@dataclass(frozen=True)
class Material:
    """What a name in a checklist stands for: a paper, of one kind of meeting or of all."""

    document: Document
    kind: str = ""


@dataclass(frozen=True)
class Piece:
    """A paper that can be put in: its name, whether of a draft, and its words."""

    name: str
    draft: bool
    document: Document
    sheet: Any


@dataclass(frozen=True)
class Found:
    """A line of the list with what is there; ``pages`` is known once the papers are written."""

    number: int
    line: Line
    pieces: tuple[Piece, ...]
    notes: tuple[str, ...]
    pages: int = 0

    @property
    def there(self) -> int:
        """How many papers count: drafts do not."""
        return sum(not piece.draft for piece in self.pieces)

    @property
    def missing(self) -> bool:
        """Whether fewer are there than the list asks for, or a name in it is unknown."""
        return self.there < self.line.copies or any("没有叫" in note for note in self.notes)

    @property
    def says(self) -> str:
        """What is missing, in words; 齐 for nothing."""
        lacks = self.line.copies - self.there
        said = [f"缺{lacks}份"] if lacks > 0 else []
        if drafts := len(self.pieces) - self.there:
            said.append(f"另有{drafts}份是草稿，不计数")
        return "；".join((*said, *self.notes)) or "齐"


def materials() -> dict[str, Material]:
    """Return the names that may stand in a checklist, in the order of the papers."""
    found: dict[str, Material] = {}
    for document in DOCUMENTS:
        asks = document.asks not in ("", "per_page")
        if document.general or asks or document.name in _NOT_OF_A_BRANCH_YEAR:
            continue
        found[document.title] = Material(document)
        if document.name == "minutes":
            kinds = {f"{kind.label}记录": Material(document, str(kind)) for kind in MeetingKind}
            found |= kinds
    return found


def names() -> tuple[tuple[str, str, str], ...]:
    """Return each name of ``materials`` with what it is printed of and how often in a year."""
    return tuple(
        (
            name,
            "、".join(spec(each).title for each in material.document.record_types),
            "一份" if material.document.of_many else "每条记录一份",
        )
        for name, material in materials().items()
    )


def survey(
    lines: tuple[Line, ...], branch: str, year: int, *, today: str, reveal: bool, say: Say
) -> tuple[Found, ...]:
    """Hold a list against the records of a branch's year; what is missing stands first.

    ``reveal`` writes identity numbers out in full.
    """
    gatherer = Gatherer(branch, today=today, reveal=reveal)
    context, known = gatherer.year(year), materials()
    found = []
    for number, line in enumerate(lines, 1):
        say(number - 1, len(lines), f"核对“{line.text}”")
        pieces: list[Piece] = []
        notes: list[str] = []
        for name in line.papers:
            if (material := known.get(name)) is None:
                notes.append(f"没有叫“{name}”的文书，请改清单")
                continue
            here = tuple(_pieces(material, context))
            pieces += here
            if not here and len(line.papers) > 1:
                notes.append(f"没有{name}")
        found.append(Found(number, line, tuple(pieces), tuple(notes)))
    return tuple(sorted(found, key=lambda each: not each.missing))


def _pieces(material: Material, context: PaperContext) -> Iterator[Piece]:
    document = material.document
    if document.of_many:
        records = context.desk.records(document.record_types[0])
        if records or document.name in _OF_THE_PROGRAM:
            yield from _piece(document, records, context, document.title, draft=False)
        return
    for record_type in document.record_types:
        for record in context.desk.records(record_type):
            kind = record.get("kind")
            if not document.suits(record_type, kind) or material.kind not in ("", kind):
                continue
            draft = record.get("status") == Status.DRAFT
            own = context.desk.context_of(record)
            yield from _piece(document, record, own, named(record_type, record), draft=draft)


def _piece(
    document: Document, subject: Any, context: PaperContext, name: str, *, draft: bool
) -> Iterator[Piece]:
    """Yield the paper, or nothing where the record has not what it needs (photos, a vote)."""
    try:
        sheet = document.collect(subject, context)
    except Refused:
        return
    shown = name if document.of_many else f"{name} {document.title}"
    yield Piece(f"（草稿）{shown}" if draft else shown, draft, document, sheet)


def named(record_type: str, record: Tree) -> str:
    """Return what the file of a record is called: 2026-03-27 支部党员大会 2026年第1次."""
    kind = spec(record_type)
    day = str(record.get(kind.day) or "") if kind.day else ""
    heading = " ".join(kind.heading(dict(record)).split())[:40]
    return heading if day and day in heading else f"{day} {heading}".strip()


def put_in(
    folder: Path, found: tuple[Found, ...], context: PaperContext, say: Say
) -> tuple[Found, ...]:
    """Write the papers into numbered folders, and the index; returns the rows with page counts.

    Raises ``Refused``.
    """
    total = sum(len(each.pieces) for each in found)
    done, counted = 0, []
    for each in found:
        pages = 0
        for piece in each.pieces:
            say(done, total, f"排版“{piece.name}”")
            place = folder / safe_name(f"{each.number:02d} {each.line.text}")
            place.mkdir(exist_ok=True)
            target = free_path(place, f"{piece.name}.pdf")
            try:
                piece.document.write(piece.sheet, target)
            except Refused as refusal:
                raise Refused(f"{piece.name}：{refusal}") from None
            pages += pages_in(target)
            done += 1
        counted.append(replace(each, pages=pages))
    rows = tuple(counted)
    write(index(rows, context), folder / INDEX)
    return rows


def pages_in(path: Path) -> int:
    """Return the number of pages of a PDF file."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return len(document)
    finally:
        document.close()


def index(found: tuple[Found, ...], context: PaperContext) -> Table:
    """Return the index of the folder: what is missing first."""
    missing = sum(each.missing for each in found)
    said = f"清单{len(found)}项，齐的{len(found) - missing}项，缺的{missing}项（列在前面）。"
    rows = tuple(
        (
            f"{each.number:02d}",
            each.line.text,
            "、".join(each.line.papers),
            f"{each.line.copies}份",
            f"{each.there}份",
            f"{each.pages}页" if each.pages else "—",
            each.says,
        )
        for each in found
    )
    return Table(
        title=f"{wording.of_year(context)}迎检目录",
        left=context.organisation_name,
        right=f"截至{wording.day(context.today, '')}",
        columns=_COLUMNS,
        rows=rows,
        landscape=True,
        facts=((("情　　况", said),),),
        closing=("整理人（签名）：", "支部书记（签名）：", wording.DATE_BY_HAND),
        size=10.5,
        row_height=9.0,
        least_row_height=7.5,
        fit=True,
    )
