"""What a person wants of a year: the one place from which window and command line have it made."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from db import queries
from db.errors import Refused
from db.file_names import free_path, safe_name
from desktop.archive import checklist, everything, inspection
from desktop.archive.checklist import Line
from desktop.archive.everything import Wish
from desktop.archive.folders import whole_folder
from desktop.archive.inspection import Found
from desktop.documents import archive_labels, document, yearbook
from desktop.documents.context import PaperContext
from desktop.documents.gather import Gatherer

Say = Callable[[int, int, str], None]


class Kind(StrEnum):
    """The four things that are made of a year."""

    BOOK = "book"
    INSPECTION = "inspection"
    LABELS = "labels"
    EVERYTHING = "everything"

    @property
    def label(self) -> str:
        """What it is called."""
        return _LABELS[self]


_LABELS = {
    Kind.BOOK: "党支部工作手册",
    Kind.INSPECTION: "迎检包",
    Kind.LABELS: "档案盒标签",
    Kind.EVERYTHING: "全部资料",
}


@dataclass(frozen=True)
class Order:
    """Which thing, of whose year, as of which day; ``at`` is the moment in UTC.

    ``identity`` writes identity numbers out, ``talks`` takes the talks along, ``spine`` is the
    width of a box in mm, ``lines`` the list of the inspector.
    """

    kind: Kind
    branch: str
    year: int
    today: str
    at: str
    identity: bool = False
    talks: bool = False
    spine: str = archive_labels.USUAL
    lines: tuple[Line, ...] = field(default_factory=checklist.standard)


@dataclass(frozen=True)
class Made:
    """What was made: the file or folder, a sentence about it, the rows of an inspection."""

    path: Path
    says: str
    found: tuple[Found, ...] = ()


def carry_out(order: Order, parent: Path, say: Say) -> Made:
    """Make what is wanted inside the folder ``parent``; never replaces what is there.

    ``say`` hears of the progress and may raise to stop: nothing is left then. Raises ``Refused``.
    """
    if not parent.is_dir():
        raise Refused(f"没有“{parent}”这个文件夹，请先建立它，或换一个位置。")
    context = _context(order)
    short = context.organisation_short_name or context.organisation_name
    match order.kind:
        case Kind.BOOK:
            target = free_path(parent, f"{short}{order.year}年党支部工作手册.pdf")
            say(0, 1, "收集记录")
            yearbook.bind(yearbook.collect((), context), target, say)
            return Made(target, f"共{inspection.pages_in(target)}页")
        case Kind.LABELS:
            target = free_path(parent, f"{short}{order.year}年档案盒标签（{order.spine}毫米）.pdf")
            paper = document("archive-labels")
            paper.write(paper.collect((), context), target)
            return Made(target, f"共{inspection.pages_in(target)}页")
        case Kind.INSPECTION:
            return _inspection(order, parent, context, say)
        case Kind.EVERYTHING:
            wish = Wish(order.branch, order.year, order.at, order.identity, order.talks)
            with whole_folder(parent, safe_name(f"{short} {order.year}年")) as (folder, target):
                says = everything.put_in(folder, wish, context, say)
            return Made(target, says)


def survey(order: Order, say: Say) -> tuple[Found, ...]:
    """Hold the inspector's list against the records without writing anything."""
    return inspection.survey(
        order.lines,
        order.branch,
        order.year,
        today=order.today,
        reveal=order.identity,
        say=say,
    )


def _inspection(order: Order, parent: Path, context: PaperContext, say: Say) -> Made:
    found = survey(order, say)
    if not any(each.pieces for each in found):
        raise Refused(f"{order.year}年还没有清单上的文书，没有可以放进迎检包的内容。")
    short = queries.organisation(order.branch)["short_name"]
    with whole_folder(parent, safe_name(f"{short} {order.year}年迎检包")) as (folder, target):
        rows = inspection.put_in(folder, found, context, say)
    missing = sum(each.missing for each in rows)
    lacks = f"，缺的{missing}项列在目录前面" if missing else "，全部齐"
    return Made(target, f"清单{len(rows)}项{lacks}", rows)


def _context(order: Order) -> PaperContext:
    option = order.spine if order.kind is Kind.LABELS else ""
    gatherer = Gatherer(order.branch, today=order.today, reveal=order.identity, option=option)
    return gatherer.year(order.year)
