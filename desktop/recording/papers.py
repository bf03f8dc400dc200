"""The papers of a record made from its tree, saved or not, and those of a whole year.

The words are put together on the window's thread, the PDF is set in the worker. `desktop.documents`
is imported where it is used: it is slow to load, and the window opens without it.

A paper is named as in `DOCUMENTS`, and where it asks for something more, with the answer behind a
colon: ``photos:4``.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from db.errors import Refused
from db.file_names import safe_name
from db.numbers import Period
from db.records import spec
from db.records.meeting import MeetingKind
from db.spec import Tree
from desktop import scratch

if TYPE_CHECKING:
    from desktop.documents.document import Document


def papers_for(record_type: str, record: Tree) -> "list[tuple[str, str]]":
    """The papers of one record that this kind of it has, as name and title, the usual one first."""
    from desktop.documents import DOCUMENTS
    from desktop.documents.activity_photos import PER_PAGE

    found = []
    for paper in DOCUMENTS:
        if paper.of_many or not paper.suits(record_type, record.get("kind")):
            continue
        if paper.asks == "per_page":
            found += [(f"{paper.name}:{n}", f"{paper.title}（每页{n}张）") for n in PER_PAGE]
        else:
            found.append((paper.name, paper.title))
    return found


def yearly_papers_for(record_type: str) -> list[tuple[str, str]]:
    """The papers that gather a year's records of a type, as name and title."""
    from desktop.documents import DOCUMENTS

    return [(p.name, p.title) for p in DOCUMENTS if p.yearly and record_type in p.record_types]


def collect(name: str, record: Tree, today: str) -> Callable[[], bytes]:
    """Put a record into words now; what is returned makes the PDF, in any thread.

    Both raise `Refused`.
    """
    return partial(as_pdf, writer(name, record, today))


def writer(name: str, record: Tree, today: str) -> Callable[[Path], None]:
    """Like `collect`, but what is returned writes the paper: as PDF, or as Word to a .docx."""
    from desktop.documents.gather import context_for

    paper, option = _named(name)
    context = context_for(record, today=today, option=option)
    return partial(paper.write, paper.collect(record, context))


def collect_year(name: str, branch: str, year: int, today: str) -> Callable[[], bytes]:
    """Put the records of a year into words now; what is returned makes the PDF."""
    return partial(as_pdf, year_writer(name, branch, year, today))


def year_writer(name: str, branch: str, year: int, today: str) -> Callable[[Path], None]:
    """Like `collect_year`, but what is returned writes the paper: as PDF, or as Word to a .docx."""
    from desktop.documents.gather import Gatherer, of_year

    paper, option = _named(name)
    context = Gatherer(branch, today=today, option=option).year(year)
    trees = of_year(paper.record_types[0], branch, year)
    if not paper.of_many and not trees:
        raise Refused(f"{year}年还没有可印“{paper.title}”的记录，请先建立。")
    found = trees if paper.of_many else trees[0]  # of plans there is one a year
    return partial(paper.write, paper.collect(found, context))


def numbers_writer(branch: str, period: Period, today: str) -> Callable[[Path], None]:
    """Like `year_writer`, for the numbers of a period of any length."""
    from desktop.documents import numbers
    from desktop.documents.gather import Gatherer

    context = Gatherer(branch, today=today).on(today)
    paper, _option = _named("numbers")
    return partial(paper.write, numbers.collect_period(period, context))


def has_word(name: str) -> bool:
    """Whether a paper can be written as a Word document too."""
    return not _named(name)[0].drawn


def file_name(name: str, record: Tree) -> str:
    """What the PDF of a paper is called, e.g. 会议记录 2026-03-27 支部党员大会.pdf."""
    kind = spec(_named(name)[0].record_types[0])
    if kind.ledger is not None:
        what = (
            f"{record[kind.day] or ''} {kind.heading(record)}" if kind.day else kind.heading(record)
        )
    elif "agenda" in record:
        what = MeetingKind(record["kind"]).label
    elif "talker_name" in record:
        what = f"{record['talker_name']}与{record['listener_name']}"
    else:
        what = str(record.get("title") or record.get("name") or "")[:30]
    day = record.get("held_on") or (f"{record['year']}年" if record.get("year") else "")
    title = f"{_named(name)[0].title} {day} {what}"
    return safe_name(" ".join(title.split())) + ".pdf"


def year_title(name: str, branch: str, year: int) -> str:
    """What a yearly paper is called, e.g. 机关第一党支部2026年活动日一览."""
    paper, option = _named(name)
    if paper.asks == "month":
        return safe_name(f"{branch}{year}年{paper.option_text(option)}{paper.title}")
    return safe_name(f"{branch}{year}年{paper.title}{option}")


def _named(name: str) -> "tuple[Document, str]":
    from desktop.documents import document

    plain, _, option = name.partition(":")
    return document(plain), option


def as_pdf(write: Callable[[Path], object]) -> bytes:
    """Return the PDF of a paper; raises `Refused`."""
    with TemporaryDirectory(dir=scratch.folder()) as folder:
        path = Path(folder) / "paper.pdf"
        write(path)
        return path.read_bytes()
