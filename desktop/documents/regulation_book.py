"""制度汇编 as one bound file: cover, contents with page numbers, the regulations in force.

Domain 5 and row 24: 目录, 汇编 cover, the current versions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.records import spec
from desktop.documents import official, wording
from desktop.documents.contents import Entry, contents_pages
from desktop.documents.context import PaperContext, Tree
from desktop.documents.fonts import BIAOSONG, KAITI, clean, require
from desktop.documents.official import Blank, Block, Centred, Official, Text
from desktop.documents.page import MM, Page, write_pages
from desktop.documents.recordbook import LEFT, RIGHT, WIDTH
from desktop.documents.text import Style, break_text, break_title, one_line

_TITLE = Style(BIAOSONG, 36, 54)
_LINE = Style(KAITI, 18, 30)
_TITLE_Y, _NAME_Y = 100 * MM, 220 * MM
_NONE = Official("没有现行的制度", (Text("没有登记现行的制度。"),))


@dataclass(frozen=True)
class BookSheet:
    """The book in words; ``days`` are those of the papers."""

    title: str
    organisation: str
    day: str
    papers: tuple[Official, ...]
    days: tuple[str, ...]


def collect(trees: Sequence[Tree], context: PaperContext) -> BookSheet:
    """Put the regulations in force into a book, by kind and name; it says when there is none."""
    kind = context.relabel(spec("regulation"))
    kinds = [value for value, _label in kind.fields["kind"].choices]
    found = [tree for tree in trees if not tree["abolished_on"]]
    found.sort(key=lambda tree: (kinds.index(tree["kind"]), tree["name"]))
    return BookSheet(
        title=kind.title,
        organisation=context.organisation_name,
        day=wording.day(context.today or None, wording.DATE_BY_HAND),
        papers=tuple(map(_paper, found)) or (_NONE,),
        days=tuple(wording.day(tree["issued_on"], "日期未记") for tree in found) or ("—",),
    )


def render(sheet: BookSheet, path: Path) -> None:
    """Write cover, contents and regulations into one file; raises ``Refused``."""
    pages: list[Page] = []
    entries = []
    for paper, day in zip(sheet.papers, sheet.days, strict=True):
        start = len(pages) + 1
        made = official.layout(paper, first=start)
        made[0].bookmark = clean(paper.title)
        entries.append(Entry(day, paper.title, start))
        pages += made
    contents = contents_pages(clean(sheet.title), entries)
    write_pages([_cover(sheet), *contents, *pages], path, clean(sheet.title))


def _paper(tree: Tree) -> Official:
    days = [f"{wording.day(tree['issued_on'])}发布"] if tree["issued_on"] else []
    days += [f"{wording.day(tree['effective_on'])}起施行"] if tree["effective_on"] else []
    said = [part for part in (tree["document_number"].strip(), "　".join(days)) if part]
    head: tuple[Block, ...] = (
        *(Centred(f"（{part}）") for part in said),
        *([Blank()] * bool(said)),
    )
    content = tree["content"].strip() or ("正文见附件。" if tree["attachments"] else "正文未录入。")
    return Official(" ".join(tree["name"].split()), (*head, Text(content)))


def _cover(sheet: BookSheet) -> Page:
    require(map(clean, (sheet.title, sheet.organisation, sheet.day)))
    page, middle, y = Page(bookmark="封面"), (LEFT + RIGHT) / 2, _TITLE_Y
    for text in break_title(clean(sheet.title), _TITLE, WIDTH):
        page.put_centre(middle, y, one_line([(BIAOSONG, text)], _TITLE))
        y += _TITLE.leading
    y = _NAME_Y
    for line in break_text([(KAITI, clean(sheet.organisation))], _LINE, WIDTH, even=False):
        page.put_centre(middle, y, line)
        y += _LINE.leading
    page.put_centre(middle, y, one_line([(KAITI, sheet.day)], _LINE))
    return page
