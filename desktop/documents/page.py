"""Pages as lists of lines, rules, marks, pictures, and the one place where they become a PDF file.

Lengths are points, counted from the top left corner of the sheet. The same pages give the same
bytes. A file appears whole under its name or not at all.
"""

import contextlib
import errno
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from db.errors import Refused
from desktop.documents import marks
from desktop.documents.marks import Mark
from desktop.documents.text import Line

rl_config.useA85 = 0  # binary streams: smaller, and not spelled out in slow Python

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
A4_LANDSCAPE = (297 * MM, 210 * MM)


@dataclass(frozen=True)
class Rule:
    """A straight line of the given thickness."""

    x0: float
    y0: float
    x1: float
    y1: float
    thickness: float = 0.7


@dataclass(frozen=True)
class Shade:
    """A rectangle in a light grey that text can be read on."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Picture:
    """A JPEG picture in its rectangle, whose proportions are those of the picture."""

    x: float
    y: float
    width: float
    height: float
    jpeg: bytes


@dataclass
class Page:
    """What stands on one sheet. ``texts`` holds (x, y of the base line, line).

    ``bookmark`` is its place in the outline of a file, at its ``level``, below the
    ``chapter`` that begins with it.
    """

    size: tuple[float, float] = A4
    texts: list[tuple[float, float, Line]] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    shades: list[Shade] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    bookmark: str = ""
    chapter: str = ""
    level: int = 0

    def move(self, right: float, down: float) -> None:
        """Move everything on the sheet, for the binding."""
        self.texts = [(x + right, y + down, line) for x, y, line in self.texts]
        self.rules = [
            Rule(r.x0 + right, r.y0 + down, r.x1 + right, r.y1 + down, r.thickness)
            for r in self.rules
        ]
        self.pictures = [replace(p, x=p.x + right, y=p.y + down) for p in self.pictures]
        self.shades = [
            Shade(s.x0 + right, s.y0 + down, s.x1 + right, s.y1 + down) for s in self.shades
        ]
        self.marks = [replace(m, x=m.x + right, y=m.y + down) for m in self.marks]

    def put(self, x: float, y: float, line: Line) -> None:
        """Set a line with its left edge at ``x`` and its base line at ``y``."""
        self.texts.append((x, y, line))

    def put_right(self, x: float, y: float, line: Line) -> None:
        """Set a line with its right edge at ``x``."""
        self.texts.append((x - line.width, y, line))

    def put_centre(self, x: float, y: float, line: Line) -> None:
        """Set a line with its middle at ``x``."""
        self.texts.append((x - line.width / 2, y, line))

    def rule(self, x0: float, y0: float, x1: float, y1: float, thickness: float = 0.7) -> None:
        """Draw a straight line."""
        self.rules.append(Rule(x0, y0, x1, y1, thickness))

    def box(self, x0: float, y0: float, x1: float, y1: float, thickness: float = 0.7) -> None:
        """Draw a rectangle."""
        for each in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            self.rules.append(Rule(*each, thickness))


class _Canvas(Canvas):  # type: ignore[misc]
    """A canvas whose pages do not begin by naming Helvetica, which would not be embedded."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


def _draw(canvas: Canvas, page: Page) -> None:
    width, height = page.size
    canvas.setPageSize((width, height))
    for each in page.pictures:
        source = ImageReader(io.BytesIO(each.jpeg))
        place = (each.x, height - each.y - each.height, each.width, each.height)
        canvas.drawImage(source, *place)
    for shade in page.shades:
        canvas.setFillGray(0.92)
        canvas.rect(
            shade.x0,
            height - shade.y1,
            shade.x1 - shade.x0,
            shade.y1 - shade.y0,
            stroke=0,
            fill=1,
        )
        canvas.setFillGray(0)
    for rule in page.rules:
        canvas.setLineWidth(rule.thickness)
        canvas.setLineCap(2)
        canvas.line(rule.x0, height - rule.y0, rule.x1, height - rule.y1)
    for mark in page.marks:
        marks.draw(canvas, mark, height)
    if page.texts:
        text = canvas.beginText()
        for x, y, line in page.texts:
            text.setCharSpace(line.space)
            for piece in line.pieces:
                text.setFont(piece.font, line.size)
                text.setTextOrigin(x + piece.x, height - y)
                text.textOut(piece.text)
        canvas.drawText(text)


def draw_pages(canvas: Canvas, pages: Iterable[Page], first_number: int = 1) -> None:
    """Draw pages one after the other; pages with a bookmark enter the outline."""
    for number, page in enumerate(pages, first_number):
        key = f"page-{number}"
        if page.chapter:  # an outline holds one entry for each name of a place
            canvas.bookmarkPage(f"chapter-{number}")
            canvas.addOutlineEntry(page.chapter, f"chapter-{number}", 0, closed=1)
        if page.bookmark:
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(page.bookmark, key, page.level)
        _draw(canvas, page)
        canvas.showPage()


@contextlib.contextmanager
def pdf_file(path: Path, title: str) -> Iterator[Canvas]:
    """Give a canvas whose pages become the file ``path`` when the block ends well.

    Raises ``Refused`` when the folder cannot be written or the disk is full; whatever stood under
    the name before is then still there.
    """
    with whole_file(path) as target:
        canvas = _canvas(str(target), title)
        yield canvas
        target.write_bytes(canvas.getpdfdata())  # its own save leaves the file open on a full disk


def pdf_of(pages: list[Page], title: str) -> bytes:
    """Return pages as a PDF that is in memory alone and never was in a file."""
    canvas = _canvas(io.BytesIO(), title)
    draw_pages(canvas, pages)
    data: bytes = canvas.getpdfdata()
    return data


def _canvas(target: str | io.BytesIO, title: str) -> Canvas:
    canvas = _Canvas(target, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    canvas.setProducer("zhibu")
    canvas.setCreator("支部工作台")
    canvas.setAuthor("")
    canvas.setSubject("")
    return canvas


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give the name of a temporary file that takes the place of ``path`` when the block ends."""
    path = Path(path)
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".zhibu-", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
        temporary = None
    except OSError as error:
        raise Refused(_why(error, path)) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _why(error: OSError, path: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"磁盘空间不足，“{path}”没有保存，请清理磁盘或换一个位置再保存。"
    if not path.parent.is_dir():
        return f"没有“{path.parent}”这个文件夹，请先建立，或换一个位置保存。"
    if path.is_dir():
        return f"“{path}”是一个文件夹，请给出文件的名字。"
    if isinstance(error, PermissionError) or error.errno in (errno.EROFS, errno.EACCES):
        return f"“{path}”不能写入：没有权限，或文件正被别的程序打开，请换一个位置保存。"
    return f"“{path}”没有保存：写入时出错（{error.strerror or error}），请换一个位置再试。"


def write_pages(pages: list[Page], path: Path, title: str) -> None:
    """Write pages as one PDF."""
    with pdf_file(path, title) as canvas:
        draw_pages(canvas, pages)
