"""照片页: two, four or six pictures a page, each in its proportions with caption and date.

The pictures are set anew from their pixels: nothing that a camera wrote into a file, the place
above all, comes into the paper.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from db.errors import Refused
from db.model import AttachmentKind
from desktop.documents import wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.fonts import BIAOSONG, FANGSONG, SONGTI, clean, require
from desktop.documents.page import MM, Page, Picture, write_pages
from desktop.documents.recordbook import LEFT, RIGHT, WIDTH, number_pages
from desktop.documents.text import Line, Style, break_text, break_title, one_line

PER_PAGE = ("4", "2", "6")
"""How many pictures a page may hold, as ``PaperContext.option``; the first is the usual."""

GRIDS = {"2": (1, 2), "4": (2, 2), "6": (2, 3)}  # columns, rows
_BOTTOM = 266 * MM
_NEXT_Y = 41 * MM
_GAP = 6 * MM
_CAPTION_GAP = 6.0
_BLANK = 40 * MM  # the least height of a row, and of the field of a missing picture
_TITLE = Style(BIAOSONG, 22, 32)
_SMALL = Style(FANGSONG, 12, 18)
_CAPTION = Style(FANGSONG, 10.5, 15, tight=True)
_MOST_LINES = 4
_DOTS_PER_POINT = 3.0  # 216 dots an inch: more is not seen on paper


@dataclass(frozen=True)
class Photo:
    """One picture: what stands below it, and its bytes or the reason why they are missing."""

    caption: str
    taken: str
    data: bytes | None
    reason: str = ""


@dataclass(frozen=True)
class PhotoSheet:
    """The pictures of one meeting or activity."""

    title: str
    left: str
    right: str
    theme: str
    photos: tuple[Photo, ...]
    per_page: str

    def texts(self) -> list[str]:
        """Return all text, for the search of characters without a glyph."""
        captions = [photo.caption for photo in self.photos]
        return [self.title, self.left, self.right, self.theme, *captions]


def collect(tree: Tree, context: PaperContext) -> PhotoSheet:
    """Read the pictures of a record; raises ``Refused`` when it has none."""
    rows = [row for row in tree["attachments"] if row["kind"] == AttachmentKind.PHOTO]
    name = wording.kind_title(tree)
    if not rows:
        raise Refused(f"这次{name}还没有照片，请先在附件中加入照片再打印照片页。")
    per_page = context.option or PER_PAGE[0]
    if per_page not in GRIDS:
        raise Refused(f"照片每页可排2、4或6张，不能排“{per_page}”张。")
    group = context.group_name
    return PhotoSheet(
        title=f"{group}{name}照片",
        left=context.organisation_name,
        right=wording.day(tree["held_on"], "日期未定"),
        theme=tree["title"].strip(),
        photos=tuple(_photo(number, row, context) for number, row in enumerate(rows, 1)),
        per_page=per_page,
    )


def render(sheet: PhotoSheet, path: Path) -> None:
    """Write the pages; raises ``Refused``."""
    pages = layout(sheet)
    number_pages(pages, f"照片共{len(sheet.photos)}张", 1, len(pages))
    write_pages(pages, path, clean(sheet.title))


def layout(sheet: PhotoSheet) -> list[Page]:
    """Set the pictures on pages; raises ``Refused``."""
    require(map(clean, sheet.texts()))
    columns, rows = GRIDS[sheet.per_page]
    pages: list[Page] = []
    for start in range(0, len(sheet.photos), columns * rows):
        page = Page()
        top = _first_head(page, sheet) if not pages else _next_head(page, sheet)
        pages.append(page)
        _grid(page, sheet.photos[start : start + columns * rows], columns, rows, top)
    return pages


def _photo(number: int, row: Tree, context: PaperContext) -> Photo:
    taken = wording.day(row["taken_on"], "拍摄日期未记录")
    caption = f"{number}. {row['caption'].strip() or '（未写说明）'}"
    try:
        return Photo(caption, taken, context.read(row["sha256"]))
    except Refused as refusal:
        return Photo(caption, taken, None, str(refusal))


def _first_head(page: Page, sheet: PhotoSheet) -> float:
    """Set title, branch, day and theme; return where the pictures begin."""
    y, middle = 40.5 * MM, (LEFT + RIGHT) / 2
    for text in break_title(clean(sheet.title), _TITLE, WIDTH):
        page.put_centre(middle, y, one_line([(BIAOSONG, text)], _TITLE))
        y += _TITLE.leading
    y -= 5
    right = one_line([(FANGSONG, clean(sheet.right))], _SMALL)
    page.put_right(RIGHT, y, right)
    for line in break_text([(FANGSONG, clean(sheet.left))], _SMALL, WIDTH - right.width - 12):
        page.put(LEFT, y, line)
        y += _SMALL.leading
    if sheet.theme:
        for line in _clipped(f"主题：{sheet.theme}", "", _SMALL, WIDTH, _MOST_LINES):
            page.put(LEFT, y, line)
            y += _SMALL.leading
    return y - _SMALL.leading + 14


def _next_head(page: Page, sheet: PhotoSheet) -> float:
    right = one_line([(FANGSONG, clean(sheet.right))], _SMALL)
    title = f"{clean(sheet.title)}（续）"
    left = break_text([(FANGSONG, title)], _SMALL, WIDTH - right.width - 24)
    page.put(LEFT, _NEXT_Y, left[0])
    page.put_right(RIGHT, _NEXT_Y, right)
    return _NEXT_Y + 14


def _grid(page: Page, photos: Sequence[Photo], columns: int, rows: int, top: float) -> None:
    """Set the pictures of a page from the left, row by row; a row is as high as it needs to be."""
    width = (WIDTH - (columns - 1) * _GAP) / columns
    most = (_BOTTOM - top - (rows - 1) * _GAP) / rows
    y = top
    for start in range(0, len(photos), columns):
        row = photos[start : start + columns]
        captions = [
            _clipped(photo.caption, f"　{photo.taken}", _CAPTION, width, _MOST_LINES)
            for photo in row
        ]
        text = max(map(len, captions)) * _CAPTION.leading
        pictures = [fitted(photo.data, width, most - text - _CAPTION_GAP) for photo in row]
        room = max([_BLANK, *(picture.height for picture in pictures if picture)])
        for number, (photo, picture) in enumerate(zip(row, pictures, strict=True)):
            x = LEFT + number * (width + _GAP)
            _place(page, picture, photo.reason, (x, y, width, room))
            base = y + room + _CAPTION_GAP + 9
            for place, line in enumerate(captions[number]):
                page.put_centre(x + width / 2, base + place * _CAPTION.leading, line)
        y += room + text + _CAPTION_GAP + _GAP


def _clipped(head: str, tail: str, style: Style, width: float, most: int) -> list[Line]:
    """Break a text into lines; where they are more than ``most`` the head ends with an ellipsis."""
    head = " ".join(clean(head).split("\n"))
    lines = break_text([(style.role, head + tail)], style, width, even=False)
    if len(lines) > most:
        head = head[: most * int(width / style.size)]
    while len(lines) > most:
        head = head[:-1]
        lines = break_text([(style.role, f"{head}……{tail}")], style, width, even=False)
    return lines


def _place(
    page: Page, picture: Picture | None, reason: str, field: tuple[float, float, float, float]
) -> None:
    """Set a picture into the middle of its field, or say in it why there is none."""
    x, y, width, height = field
    if picture is not None:
        left, top = x + (width - picture.width) / 2, y + (height - picture.height) / 2
        page.pictures.append(replace(picture, x=left, y=top))
        return
    page.box(x, y, x + width, y + height)
    reason = reason or "这张照片不能打开，文件可能已损坏，请重新加入。"
    lines = break_text([(SONGTI, reason)], _CAPTION, width - 24, even=False)
    base = y + height / 2 - len(lines) * _CAPTION.leading / 2 + 11
    for number, line in enumerate(lines):
        page.put_centre(x + width / 2, base + number * _CAPTION.leading, line)


def fitted(data: bytes | None, width: float, height: float) -> Picture | None:
    """Return a picture as large as its field lets it be; None when it cannot be opened."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data or b"")) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except Exception:  # Pillow raises many kinds for a broken picture
        return None
    scale = min(width / upright.width, height / upright.height, 1.0)  # never below 72 dots an inch
    wide, high = upright.width * scale, upright.height * scale
    upright.thumbnail((round(wide * _DOTS_PER_POINT) + 1, round(high * _DOTS_PER_POINT) + 1))
    out = io.BytesIO()
    Image.frombytes("RGB", upright.size, upright.tobytes()).save(out, "JPEG", quality=85)
    return Picture(0.0, 0.0, wide, high, out.getvalue())
