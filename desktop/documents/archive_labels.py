"""盒脊和封面标签: labels for the boxes in which the papers of a year are kept.

One label for all of it and one for each part of which the year has finished records; it says how
many records there are and from when to when, never what lies in a box. Several stand on a sheet,
with marks where to cut.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from db.errors import Refused
from db.records import spec
from db.records.held import Status
from desktop.documents import wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.fonts import BIAOSONG, FANGSONG, HEITI, SONGTI, clean, require
from desktop.documents.page import A4, MM, Page, write_pages
from desktop.documents.text import Line, Style, break_text, one_line, text_width

SPINES = ("20", "30", "40", "50")
USUAL = "30"
_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("三会一课", ("meeting",)),
    ("党员活动日", ("activity",)),
    ("谈心谈话", ("talk",)),
    ("三张清单", ("listed_item",)),
    ("工作计划", ("year_plan", "activity_plan")),
    ("考核和述职", ("responsibility_letter", "assessment", "debrief")),
)
_ALL = "党建工作档案"
_LEFT, _TOP = 15 * MM, 16 * MM
_SPINE_HEIGHT, _GAP = 128 * MM, 6 * MM
_COVER_WIDTH, _COVER_HEIGHT = 180 * MM, 82 * MM
_TICK = 3 * MM
_COVER_LINE = Style(FANGSONG, 14, 24)


@dataclass(frozen=True)
class Label:
    """What stands on the label of a box; ``period`` is "" where no record has a day."""

    title: str
    contents: str
    period: str
    count: int


@dataclass(frozen=True)
class LabelSheet:
    """The labels of a branch's year; ``spine`` is the width of the back of a box in mm."""

    organisation: str
    short_name: str
    year: int
    spine: int
    labels: tuple[Label, ...]


def collect(_trees: Sequence[Tree], context: PaperContext) -> LabelSheet:
    """Count the finished records of ``context.year``; raises ``Refused`` for a year without any.

    ``context.option`` is one of ``SPINES``.
    """
    if (spine := context.option or USUAL) not in SPINES:
        raise Refused(f"盒脊没有“{spine}”毫米的，请选{'、'.join(SPINES)}。")
    parts = [(title, list(_records(types, context))) for title, types in _PARTS]
    parts = [(title, found) for title, found in parts if found]
    if not parts:
        raise Refused(f"{context.year}年还没有定稿的记录，没有可以写标签的内容。")
    whole = Label(
        _ALL,
        "、".join(title for title, _ in parts),
        _period(day for _, found in parts for day in found),
        sum(len(found) for _, found in parts),
    )
    each = [Label(title, title, _period(found), len(found)) for title, found in parts]
    return LabelSheet(
        context.organisation_name,
        context.organisation_short_name or context.organisation_name,
        context.year or 0,
        int(spine),
        (whole, *each),
    )


def _records(types: Sequence[str], context: PaperContext) -> Iterator[str]:
    """Yield the day of each finished record, "" for one without."""
    for name in types:
        kind = spec(name)
        for record in context.desk.records(name):
            if record.get("status") != Status.DRAFT:
                day = str(record.get(kind.day) or "") if kind.day else ""
                yield day if day.startswith(str(context.year)) else ""


def _period(days: Iterator[str] | Sequence[str]) -> str:
    known = sorted(day for day in days if day)
    if not known:
        return ""
    first, last = wording.day(known[0]), wording.day(known[-1])
    return first if first == last else f"{first}至{last}"


def render(sheet: LabelSheet, path: Path) -> None:
    """Write the backs first, then the covers; raises ``Refused``."""
    require([clean(sheet.organisation), clean(sheet.short_name)])
    pages = [*_spines(sheet), *_covers(sheet)]
    write_pages(pages, path, f"{clean(sheet.organisation)}{sheet.year}年档案盒标签")


def _spines(sheet: LabelSheet) -> Iterator[Page]:
    width = sheet.spine * MM
    across = int((A4[0] - 2 * _LEFT + _GAP) // (width + _GAP))
    for start in range(0, len(sheet.labels), across * 2):
        page = Page()
        for place, label in enumerate(sheet.labels[start : start + across * 2]):
            x = _LEFT + place % across * (width + _GAP)
            y = _TOP + place // across * (_SPINE_HEIGHT + _GAP)
            _cut(page, x, y, width, _SPINE_HEIGHT)
            _spine(page, sheet, label, x, y)
        yield page


def _cut(page: Page, x: float, y: float, width: float, height: float) -> None:
    """Mark the corners where to cut, outside the label."""
    for cx, out_x in ((x, -_TICK), (x + width, _TICK)):
        for cy, out_y in ((y, -_TICK), (y + height, _TICK)):
            page.rule(cx, cy + out_y / 3, cx, cy + out_y, 0.4)
            page.rule(cx + out_x / 3, cy, cx + out_x, cy, 0.4)


def _spine(page: Page, sheet: LabelSheet, label: Label, x: float, y: float) -> None:
    """Set a back: the year across at its head, the title and the branch downwards, the count."""
    width = sheet.spine * MM
    middle = x + width / 2
    large = min(sheet.spine * 0.62, 26)
    page.box(x + 1.2 * MM, y + 1.2 * MM, x + width - 1.2 * MM, y + _SPINE_HEIGHT - 1.2 * MM, 0.9)
    year = Style(HEITI, min(large, 15), 20)
    page.put_centre(middle, y + 10 * MM, one_line([(HEITI, str(sheet.year))], year))
    page.rule(x + 1.2 * MM, y + 13.5 * MM, x + width - 1.2 * MM, y + 13.5 * MM)
    down = y + 17 * MM
    foot = y + _SPINE_HEIGHT - 15 * MM
    name = clean(sheet.short_name)
    size = min(max(large * 0.62, 10.5), 14.0)
    title_end = _down(page, label.title, BIAOSONG, large, middle, down, (foot - down) * 0.5)
    _down(page, name, FANGSONG, size, middle, title_end + 6 * MM, foot - title_end - 8 * MM)
    page.rule(x + 1.2 * MM, foot, x + width - 1.2 * MM, foot)
    small = Style(SONGTI, 9, 12)
    page.put_centre(middle, foot + 6 * MM, one_line([(SONGTI, "记录")], small))
    page.put_centre(middle, foot + 11 * MM, one_line([(SONGTI, f"{label.count}份")], small))


def _down(
    page: Page, text: str, font: str, size: float, middle: float, top: float, room: float
) -> float:
    """Set a text downwards, smaller where it would not fit; returns where it ends."""
    size = min(size, room / max(len(text), 1) / 1.18)
    style = Style(font, size, size)
    for place, sign in enumerate(text):
        page.put_centre(middle, top + size * (0.9 + place * 1.18), one_line([(font, sign)], style))
    return top + size * 1.18 * len(text)


def _covers(sheet: LabelSheet) -> Iterator[Page]:
    for start in range(0, len(sheet.labels), 3):
        page = Page()
        for place, label in enumerate(sheet.labels[start : start + 3]):
            y = _TOP + place * (_COVER_HEIGHT + _GAP)
            _cut(page, _LEFT, y, _COVER_WIDTH, _COVER_HEIGHT)
            _cover(page, sheet, label, y)
        yield page


def _cover(page: Page, sheet: LabelSheet, label: Label, y: float) -> None:
    right = _LEFT + _COVER_WIDTH
    inner = 1.6 * MM
    page.box(_LEFT + inner, y + inner, right - inner, y + _COVER_HEIGHT - inner, 0.9)
    middle = (_LEFT + right) / 2
    title = Style(BIAOSONG, 24, 32)
    page.put_centre(
        middle, y + 15 * MM, one_line([(BIAOSONG, f"{sheet.year}年{label.title}")], title)
    )
    page.rule(_LEFT + inner, y + 20 * MM, right - inner, y + 20 * MM)
    rows = (
        ("单　　位", clean(sheet.organisation)),
        ("内　　容", label.contents),
        ("起止日期", label.period or "—"),
        ("数　　量", f"记录{label.count}份"),
    )
    down = y + 29 * MM
    for head, said in rows:
        page.put(_LEFT + 8 * MM, down, one_line([(HEITI, head)], Style(HEITI, 14, 24)))
        for line in _fitted(said, right - _LEFT - 44 * MM):
            page.put(_LEFT + 36 * MM, down, line)
            down += 8.2 * MM
        down += 1.4 * MM
    _by_hand(page, "保管期限", _LEFT + 8 * MM, _LEFT + 84 * MM, down)
    _by_hand(page, "盒　　号", _LEFT + 96 * MM, right - 10 * MM, down)


def _by_hand(page: Page, head: str, x: float, end: float, y: float) -> None:
    """Set a head with a line on which a person writes."""
    page.put(x, y, one_line([(HEITI, head)], Style(HEITI, 14, 24)))
    page.rule(x + 28 * MM, y + 1.2 * MM, end, y + 1.2 * MM, 0.5)


def _fitted(text: str, room: float) -> Sequence[Line]:
    """Return a text on one line, set smaller, or on two where that is not enough."""
    width = text_width(text, _COVER_LINE)
    size = _COVER_LINE.size if width <= room else max(_COVER_LINE.size * room / width, 10.5)
    return break_text([(FANGSONG, text)], Style(FANGSONG, size, 18), room)[:2]
