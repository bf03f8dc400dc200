"""The papers of a meeting made from its tree, saved or not, and many minutes as one volume.

The words are put together on the window's thread, the PDF is set in the worker. `desktop.documents`
is imported where it is used: it is slow to load, and the window opens without it.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from db.records.meeting import MeetingKind
from db.spec import Tree
from desktop.tasks import Job

if TYPE_CHECKING:
    from desktop.documents import Document
    from desktop.documents.minutes import MinutesSheet

MINUTES = "minutes"


def papers_for(record: Tree) -> "list[Document]":
    """The papers that this kind of meeting has, the minutes first."""
    from desktop.documents import DOCUMENTS

    return [paper for paper in DOCUMENTS if paper.suits("meeting", record["kind"])]


def collect(name: str, record: Tree, today: str) -> Callable[[], bytes]:
    """Put a record into words now; what is returned makes the PDF, in any thread.

    Both raise `Refused`.
    """
    return partial(_pdf, writer(name, record, today))


def writer(name: str, record: Tree, today: str) -> Callable[[Path], None]:
    """Like `collect`, but what is returned writes the PDF to a path."""
    from desktop.documents import document
    from desktop.documents.gather import context_for

    paper = document(name)
    return partial(paper.render, paper.collect(record, context_for(record, today=today)))


def file_name(name: str, record: Tree) -> str:
    """What the PDF of a paper is called, e.g. 会议记录 2026-03-27 支部党员大会.pdf."""
    from desktop.documents import document

    kind = MeetingKind(record["kind"]).label
    return f"{document(name).title} {record['held_on'] or ''} {kind}.pdf"


def volume(records: list[Tree], title: str, today: str) -> Callable[[Path, Job], None]:
    """What is returned binds the minutes of these records (one branch) and reports progress."""
    from desktop.documents.gather import Gatherer

    gatherer = Gatherer(records[0]["organisation"], today=today)
    return partial(_bind, records, gatherer.context, title)


def _bind(
    records: list[Tree],
    context: Callable[[Tree], object],
    title: str,
    path: Path,
    job: Job,
) -> None:
    from desktop.documents import minutes
    from desktop.documents.volume import render_volume

    def sheets() -> "Iterator[MinutesSheet]":
        for record in records:
            yield minutes.collect(record, context(record))  # type: ignore[arg-type]

    job.step(0, len(records), title)
    for done in render_volume(sheets(), title, path):
        job.step(done, len(records), title)


def _pdf(write: Callable[[Path], None]) -> bytes:
    with TemporaryDirectory(prefix="zhibu-") as folder:
        path = Path(folder) / "paper.pdf"
        write(path)
        return path.read_bytes()
