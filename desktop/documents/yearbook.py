"""党支部工作手册: the whole year of a branch as one bound book (domain row 25).

Cover, contents with page numbers, then chapter by chapter the very papers that are printed one by
one. It is set for both sides of the sheet: on even pages the binding is at the right, and a table
set crosswise keeps free the edge that is bound there.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.errors import Refused
from db.records.held import Status
from db.records.meeting import MeetingKind
from desktop.documents import wording
from desktop.documents.contents import leader
from desktop.documents.context import PaperContext, Tree
from desktop.documents.fonts import BIAOSONG, FANGSONG, HEITI, SONGTI, clean, require
from desktop.documents.page import A4, A4_LANDSCAPE, MM, Page, draw_pages, pdf_file
from desktop.documents.parts import foot_of, pages_of, parts_of
from desktop.documents.recordbook import LEFT, RIGHT, WIDTH, Form, Paragraph
from desktop.documents.table import Table, TableColumn
from desktop.documents.text import Style, break_text, break_title, one_line

_COVER_TITLE = Style(BIAOSONG, 36, 54)
_COVER_YEAR = Style(BIAOSONG, 26, 40)
_COVER_LINE = Style(FANGSONG, 16, 30)
_HEAD = Style(BIAOSONG, 22, 32)
_CHAPTER = Style(HEITI, 14, 25)
_ENTRY = Style(FANGSONG, 12, 21, tight=True)
_FOOT = Style(SONGTI, 9.5, 14)
_BOTTOM = 262 * MM
_DATE_WIDTH = 34 * MM
_MIRROR = -2 * MM  # 26 mm at the left and 28 mm at the binding on even pages
_ACROSS = -11 * MM  # 22 mm at the foot of a table set crosswise, which is bound on even pages
_FOOT_PORTRAIT, _FOOT_LANDSCAPE = 276.5 * MM, 199 * MM
_ACROSS_LEFT, _ACROSS_RIGHT = 15 * MM, 282 * MM

Say = Callable[[int, int, str], None]
_DUES = "dues-ledger"
_OF_TODAY, _NUMBERS, _LEDGERS = "支部概况和党员花名册", "本年数字", "台账"
_ALWAYS = (_OF_TODAY, _NUMBERS, _LEDGERS)
"""Chapters that also a year without a record has: some ledgers belong to every year."""


class NoRecords(Refused):
    """The year has nothing that could be bound."""


@dataclass(frozen=True)
class Entry:
    """One paper of the book: how the contents name it, its day in ISO text, its sheet."""

    heading: str
    day: str
    sheet: Any


@dataclass(frozen=True)
class Chapter:
    """A chapter of the book; without entries it says so in the contents."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Facts:
    """A sheet of one paper that the book itself makes."""

    part: Form | Table


@dataclass(frozen=True)
class YearBook:
    """The book in words. ``notes`` say what was left out of it, on the page of the contents."""

    organisation: str
    year: int
    made_on: str
    chapters: tuple[Chapter, ...]
    notes: tuple[str, ...]


def collect(_trees: Sequence[Tree], context: PaperContext) -> YearBook:
    """Gather the papers of ``context.year``; drafts stay out, and the book says how many."""
    year = context.year or 0
    meetings, left_meetings = _finished(context, "meeting")
    activities, left_activities = _finished(context, "activity")
    chapters = [
        Chapter(_OF_TODAY, tuple(_branch(context))),
        Chapter("年度计划", tuple(_plans(context))),
        Chapter("三会一课", tuple(_meetings(meetings, context))),
        Chapter("党员活动日", tuple(_activities(activities, context))),
        Chapter("谈心谈话", tuple(_gathered(context, "talk", "talk-coverage"))),
        Chapter("责任、任务、问题清单", tuple(_lists(context))),
        Chapter("考核和述职", tuple(_assessment(context))),
    ]
    if dues := _ledgers((_DUES,)):
        chapters.append(Chapter("党费", tuple(_tables(dues, context))))
    if ledgers := _ledgers(()):
        chapters.append(Chapter(_LEDGERS, tuple(_tables(ledgers, context))))
    if elections := tuple(_elections(context)):
        chapters.append(Chapter("换届选举", elections))
    if summaries := tuple(_summaries(context)):
        chapters.append(Chapter("年度总结", summaries))
    chapters.append(Chapter(_NUMBERS, tuple(_figures(context))))
    notes = []
    if drafts := left_meetings + left_activities:
        notes.append(f"另有{drafts}份记录还是草稿，没有装订进来。")
    if context.desk.records("talk"):
        notes.append("谈心谈话的内容不装订，只列谈话的情况。")
    return YearBook(context.organisation_name, year, context.today, tuple(chapters), tuple(notes))


def _paper(name: str, subject: Any, context: PaperContext) -> Any | None:
    """Return the sheet of a paper, None where the records have not what it needs."""
    from desktop.documents import document

    try:
        return document(name).collect(subject, context)
    except Refused:
        return None


def _finished(context: PaperContext, record_type: str) -> tuple[list[Tree], int]:
    found = context.desk.records(record_type)
    kept = [tree for tree in found if tree["status"] != Status.DRAFT]
    return kept, len(found) - len(kept)


def _branch(context: PaperContext) -> Iterator[Entry]:
    yield Entry("支部概况", "", Facts(_overview(context)))
    members = context.desk.records("member")
    if members and (roster := _paper("roster", members, context)):
        yield Entry("党员花名册", "", roster)


def _overview(context: PaperContext) -> Form:
    people = list(context.people.values())
    day = min(f"{context.year}-12-31", context.today)
    full = sum(person.category == "full" for person in people)
    posts = [f"{person.post}：{person.display_name}" for person in people if person.post]
    groups: dict[str, int] = {}
    for person in people:
        if person.group:
            groups[person.group] = groups.get(person.group, 0) + 1
    listed = "；".join(f"{name}{count}人" for name, count in groups.items())
    return Form(
        title="支部概况",
        left=context.organisation_name,
        right=f"{context.year}年",
        rows=(
            (("名称", context.organisation_name),),
            (("党员", f"{len(people)}人（正式{full}人，预备{len(people) - full}人）"),),
            (("党小组", listed or "未设党小组"),),
            (("支委会", "；".join(posts) or "未设支部委员会"),),
        ),
        body=(Paragraph(f"人员按{wording.day(day, '')}的花名册。"),),
        signatures=(),
        foot="",
        names=wording.whole_names(person.display_name for person in people),
    )


def _plans(context: PaperContext) -> Iterator[Entry]:
    for record_type, name in (("year_plan", "year-plan"), ("activity_plan", "activity-plan")):
        for plan in context.desk.records(record_type):
            if sheet := _paper(name, plan, context):
                yield Entry(_title(name), "", sheet)


def _meetings(meetings: Sequence[Tree], context: PaperContext) -> Iterator[Entry]:
    extra = {
        MeetingKind.LIFE: ("issues", "life-report"),
        MeetingKind.APPRAISAL: ("appraisal-summary",),
    }
    for record in meetings:
        own = context.desk.context_of(record)
        sheet = _paper("minutes", record, own)
        yield Entry(sheet.heading, record["held_on"] or "", sheet)  # type: ignore[union-attr]
        for name in extra.get(MeetingKind(record["kind"]), ()):
            if more := _paper(name, record, own):
                yield Entry(_title(name), record["held_on"] or "", more)


def _activities(activities: Sequence[Tree], context: PaperContext) -> Iterator[Entry]:
    yield from _gathered(context, "activity", "activity-list")
    for record in activities:
        own = context.desk.context_of(record)
        sheet = _paper("activity", record, own)
        yield Entry(sheet.heading, record["held_on"] or "", sheet)  # type: ignore[union-attr]
        if photos := _paper("photos", record, own):
            yield Entry("活动照片", record["held_on"] or "", photos)


def _gathered(context: PaperContext, record_type: str, name: str) -> Iterator[Entry]:
    records = context.desk.records(record_type)
    if records and (sheet := _paper(name, records, context)):
        yield Entry(_title(name), "", sheet)


def _lists(context: PaperContext) -> Iterator[Entry]:
    for name in ("responsibilities", "tasks", "problems"):
        yield from _gathered(context, "listed_item", name)


def _ledgers(names: Sequence[str]) -> list[Any]:
    """Return the papers of these names that exist, or of all other ledgers for none."""
    from desktop.documents import DOCUMENTS

    return [
        each
        for each in DOCUMENTS
        if (each.name in names if names else each.name.endswith("-ledger") and each.name != _DUES)
        and "talk" not in each.record_types  # what was said in a talk is not bound
    ]


def _tables(papers: Sequence[Any], context: PaperContext) -> Iterator[Entry]:
    for paper in papers:
        yield from _gathered(context, paper.record_types[0], paper.name)


def _assessment(context: PaperContext) -> Iterator[Entry]:
    for record_type, names in (
        ("responsibility_letter", ("responsibility-letter",)),
        ("assessment", ("assessment", "assessment-report")),
        ("debrief", ("debrief", "debrief-result")),
    ):
        for record in context.desk.records(record_type):
            for name in names:
                if sheet := _paper(name, record, context):
                    yield Entry(_title(name), "", sheet)


def _elections(context: PaperContext) -> Iterator[Entry]:
    """Yield the sheet of each election of the year, and the report of its result."""
    for record in context.desk.records("election"):
        for name in ("election-file", "election-report"):
            if sheet := _paper(name, record, context):
                yield Entry(_title(name), record["held_on"] or "", sheet)


def _summaries(context: PaperContext) -> Iterator[Entry]:
    """Yield the summaries that are settled."""
    for record in context.desk.records("year_summary"):
        if record["finished_on"] and (sheet := _paper("year-summary", record, context)):
            yield Entry(_title("year-summary"), record["finished_on"], sheet)


def _figures(context: PaperContext) -> Iterator[Entry]:
    found = context.desk.figures(context.year or 0, f"{context.year}-12-31")
    if found is None:
        return
    rows = tuple(
        (str(number), figure.title, figure.text, f"{len(figure.uids)}份记录")
        for number, figure in enumerate(found.figures, 1)
    )
    columns = (
        TableColumn("序号", 1),
        TableColumn("项目", 5, centred=False),
        TableColumn("数字", 3),
        TableColumn("依据", 3),
    )
    title = f"{context.year}年组织生活数字"
    right = f"截至{wording.day(context.today, '')}"
    made = Table(title, context.organisation_name, right, columns, rows,
                 closing=("支部书记：", "日期：　　　年　　月　　日"))  # fmt: skip
    yield Entry("组织生活数字", "", Facts(made))


def _title(name: str) -> str:
    from desktop.documents import document

    return document(name).title


@dataclass
class _Bound:
    """A paper of the book on its pages, with the number of the first one."""

    entry: Entry
    pages: list[tuple[Page, str]]
    first: int = 0


def render(book: YearBook, path: Path) -> None:
    """Write the book as one PDF; raises ``Refused``, naming the paper that cannot be set."""
    bind(book, path, lambda _done, _total, _text: None)


def bind(book: YearBook, path: Path, say: Say) -> None:
    """Write the book as one PDF and say of each paper that it is being set.

    Raises ``NoRecords`` for an empty year, ``Refused`` naming the paper that cannot be set, and
    whatever ``say`` raises to stop the work; no file is written then.
    """
    require([clean(book.organisation)])
    if not any(each.entries for each in book.chapters if each.title not in _ALWAYS):
        raise NoRecords(f"{book.year}年还没有定稿的记录，没有可以装订的内容。")
    chapters = list(_set(book, say))
    number = 1
    for place, (chapter, bound) in enumerate(chapters):
        for count, each in enumerate(bound):
            each.first = number
            number += len(each.pages)
            head = each.pages[0][0]
            head.bookmark, head.level = clean(_named(each.entry)), 1
            if not count:
                head.chapter = f"{wording.chinese_number(place + 1)}、{chapter.title}"
    total = number - 1
    body = [pair for _, bound in chapters for each in bound for pair in each.pages]
    for page_number, (page, foot) in enumerate(body, 1):
        _number(page, foot, page_number, total)
        _mirror(page, page_number)
    front = [_cover(book), Page(), *_contents(book, chapters)]
    if len(front) % 2:
        front.append(Page())  # the text begins on the front of a sheet
    front[0].bookmark, front[2].bookmark = "封面", "目录"
    with pdf_file(path, f"{clean(book.organisation)}{book.year}年党支部工作手册") as canvas:
        draw_pages(canvas, front)
        draw_pages(canvas, [page for page, _ in body], len(front) + 1)


def _set(book: YearBook, say: Say) -> Iterator[tuple[Chapter, list[_Bound]]]:
    total, done = sum(len(each.entries) for each in book.chapters), 0
    for chapter in book.chapters:
        bound = []
        for entry in chapter.entries:
            say(done, total, f"排版“{entry.heading}”")
            bound.append(_bound(entry))
            done += 1
        yield chapter, bound


def _bound(entry: Entry) -> _Bound:
    try:
        parts = parts_of(entry.sheet)
        pages = [(page, foot_of(part)) for part in parts for page in pages_of(part)]
    except Refused as refusal:
        raise Refused(f"{_named(entry)}：{refusal}") from None
    return _Bound(entry, pages)


def _named(entry: Entry) -> str:
    return f"{wording.day(entry.day, '')}　{entry.heading}".strip("　")


def _number(page: Page, foot: str, number: int, total: int) -> None:
    """Set the foot: what the paper says of itself, and the number at the outer edge."""
    across = page.size == A4_LANDSCAPE
    y = _FOOT_LANDSCAPE if across else _FOOT_PORTRAIT
    left, right = (_ACROSS_LEFT, _ACROSS_RIGHT) if across else (LEFT, RIGHT)
    count = one_line([(SONGTI, f"共{total}页　第{number}页")], _FOOT)
    said = one_line([(SONGTI, clean(foot))], _FOOT)
    if number % 2 or across:
        page.put_right(right, y, count)
        page.put(left, y, said)
    else:
        page.put(left, y, count)
        page.put_right(right, y, said)


def _mirror(page: Page, number: int) -> None:
    if number % 2:
        return
    if page.size == A4_LANDSCAPE:
        page.move(0, _ACROSS)
    else:
        page.move(_MIRROR, 0)


def _cover(book: YearBook) -> Page:
    page, middle = Page(), A4[0] / 2
    y = 82 * MM
    page.put_centre(middle, y, one_line([(BIAOSONG, "党支部工作手册")], _COVER_TITLE))
    y += 62
    page.put_centre(middle, y, one_line([(BIAOSONG, f"{book.year}年")], _COVER_YEAR))
    y = 205 * MM
    for text in break_title(clean(book.organisation), _COVER_LINE, WIDTH):
        page.put_centre(middle, y, one_line([(FANGSONG, text)], _COVER_LINE))
        y += _COVER_LINE.leading
    made = f"{wording.day(book.made_on, '')}编制"
    page.put_centre(middle, y + 8, one_line([(FANGSONG, made)], _COVER_LINE))
    return page


def _contents(book: YearBook, chapters: Sequence[tuple[Chapter, list[_Bound]]]) -> list[Page]:
    pages = [Page()]
    pages[0].put_centre((LEFT + RIGHT) / 2, 45 * MM, one_line([(BIAOSONG, "目　录")], _HEAD))
    y = 45 * MM + 40

    def turned(room: float) -> float:
        if y + room <= _BOTTOM:
            return y
        pages.append(Page())
        return 41 * MM

    for place, (chapter, bound) in enumerate(chapters):
        y = turned(_CHAPTER.leading + _ENTRY.leading)
        head = one_line(
            [(HEITI, f"{wording.chinese_number(place + 1)}、{chapter.title}")], _CHAPTER
        )
        pages[-1].put(LEFT, y, head)
        if bound:
            leader(pages[-1], LEFT + head.width, y, bound[0].first, _CHAPTER)
        else:
            pages[-1].put_right(RIGHT, y, one_line([(FANGSONG, "本年没有")], _ENTRY))
        y += _CHAPTER.leading
        for each in bound:
            y = _entry(pages, each, turned(_ENTRY.leading))
        y += 6
    for note in book.notes:
        y = turned(_ENTRY.leading)
        pages[-1].put(LEFT, y, one_line([(FANGSONG, note)], _ENTRY))
        y += _ENTRY.leading
    return pages


def _entry(pages: list[Page], bound: _Bound, y: float) -> float:
    """Set a line of the contents, on two lines where the heading is that long."""
    indent = LEFT + 2 * _ENTRY.size
    day = one_line([(FANGSONG, wording.day(bound.entry.day, ""))], _ENTRY)
    x = indent + (_DATE_WIDTH if bound.entry.day else 0.0)
    text = " ".join(clean(bound.entry.heading).split())
    lines = break_text([(FANGSONG, text)], _ENTRY, RIGHT - x - 18 * MM)
    pages[-1].put(indent, y, day)
    for line in lines:
        pages[-1].put(x, y, line)
        y += _ENTRY.leading
    y -= _ENTRY.leading
    leader(pages[-1], x + lines[-1].width, y, bound.first, _ENTRY)
    return y + _ENTRY.leading
