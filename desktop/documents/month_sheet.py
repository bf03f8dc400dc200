"""月安排表: a month as a calendar page, what is due in it and by when, room for notes by hand."""

import datetime as dt
from calendar import Calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from db import workdays
from db.errors import Refused
from db.records.year_plan import PlanKind
from db.rules.duties.model import Duty, State
from db.rules.year_plan import PlanState
from db.year_plan import Comparison, PlanRow
from desktop.documents import dutywords, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.dutywords import short_day
from desktop.documents.fonts import BIAOSONG, FANGSONG, HEITI, clean, require
from desktop.documents.marks import LEGEND, Mark
from desktop.documents.page import A4, MM, Page, Shade, write_pages
from desktop.documents.text import Line, Style, break_text, one_line

_LEFT, _RIGHT = 15 * MM, 195 * MM
_TITLE_Y, _HEAD_Y, _TOP, _END = 25 * MM, 34 * MM, 37 * MM, 282 * MM
_HEADER, _WEEK = 8 * MM, 24.5 * MM
_DAY = (_RIGHT - _LEFT) / 7
_NOTES_X = 143 * MM
_TITLE = Style(BIAOSONG, 22, 30)
_SMALL = Style(FANGSONG, 11, 15)
_LABEL = Style(HEITI, 10.5, 14)
_CELL = Style(FANGSONG, 9, 11, tight=True)
_ITEM = Style(FANGSONG, 9.5, 12.5, tight=True)


@dataclass(frozen=True)
class Day:
    """A square of the calendar: its number, what day it is, what stands in it."""

    day: dt.date
    note: str
    off: bool
    events: tuple[tuple[State, str], ...]


@dataclass(frozen=True)
class MonthSheet:
    """One month of one branch in words."""

    title: str
    left: str
    right: str
    weeks: tuple[tuple[Day | None, ...], ...]
    items: tuple[tuple[State, str], ...]
    note: str

    def texts(self) -> list[str]:
        """Return all text, for the search of characters without a glyph."""
        days = [day for week in self.weeks for day in week if day is not None]
        events = [text for day in days for _state, text in day.events]
        return [self.title, self.left, self.right, self.note, *events,
                *(text for _state, text in self.items)]  # fmt: skip


def collect(plans: Sequence[Tree], context: PaperContext) -> MonthSheet:
    """Put a month of ``context.year`` into words: that of ``context.option``, else today's."""
    today = dt.date.fromisoformat(context.today)
    year, month = context.year or today.year, _month(context.option, today)
    found = context.desk.compared(plans[-1] if plans else None)
    duties = [d for d in dutywords.asked(context.desk.duties()) if _touches(d, year, month)]
    events = _events(duties, found, context.groups, (year, month), today)
    weeks = tuple(
        tuple(_day(day, events) if day.month == month else None for day in week)
        for week in Calendar().monthdatescalendar(year, month)
    )
    days = [day for week in weeks for day in week if day is not None]
    provisional = any(workdays.is_workday(day.day) is None for day in days)
    return MonthSheet(
        title=f"{year}年{month}月安排表",
        left=context.organisation_name,
        right=f"制表日期：{wording.day(context.today)}",
        weeks=weeks,
        items=tuple(_items(duties, found, context.groups, year, month)),
        note="当年的放假安排还没有录入，休息日按星期暂算。" if provisional else "",
    )


def _month(option: str, today: dt.date) -> int:
    if not option:
        return today.month
    if not option.isascii() or not option.isdecimal() or not 1 <= int(option) <= 12:
        raise Refused(f"月份是1到12，没有“{option}”月，请改正。")
    return int(option)


def _touches(duty: Duty, year: int, month: int) -> bool:
    """Whether a duty belongs on the sheet of a month: its day or limit is in it, or it is late."""
    when = duty.planned_on or duty.due_by
    if when is None:
        return False
    if (when.year, when.month) == (year, month):
        return True
    return duty.state == State.OVERDUE and when < dt.date(year, month, 1)


def _events(
    duties: Sequence[Duty],
    found: Comparison | None,
    groups: Mapping[str, str],
    month: tuple[int, int],
    today: dt.date,
) -> dict[dt.date, list[tuple[State, str]]]:
    """Return what stands in the squares: what has a day of its own within the month."""
    events: dict[dt.date, list[tuple[State, str]]] = {}
    for row in found.rows if found else ():
        day, state = _day_of(row)
        if day is not None:
            events.setdefault(day, []).append((state, _planned(row, groups)))
    for record in found.unplanned if found else ():
        state = State.NOW if record.draft else State.DONE
        if record.day > today:
            state = State.NOT_YET
        kind = PlanKind(record.kind)
        events.setdefault(record.day, []).append((state, _what(kind, groups.get(record.group))))
    for duty in duties:
        day = duty.planned_on or duty.due_by
        planned = found is not None and duty.code == "activity"
        if day is None or planned or not (dutywords.dated(duty) or duty.planned_on):
            continue
        if duty.state != State.DONE:
            events.setdefault(day, []).append((duty.state, duty.title))
    return {day: said for day, said in events.items() if (day.year, day.month) == month}


def _day_of(row: PlanRow) -> tuple[dt.date | None, State]:
    """Return the day of a row of the plan: when it was held, else the day that is fixed for it.

    The last day of a month is only a limit; it is told below the calendar.
    """
    record = row.match.record
    state = _STATES.get(row.match.state, State.DONE)
    if record is not None:
        return record.day, state
    if row.day is not None:
        return dt.date.fromisoformat(row.day), state
    due_on = row.line["due_on"]
    if not due_on:
        return None, state
    day = dt.date.fromisoformat(due_on)
    last = (day + dt.timedelta(days=1)).month != day.month
    return (None if last else day), state


_STATES = {
    PlanState.DRAFT: State.NOW,
    PlanState.OPEN: State.NOT_YET,
    PlanState.ASIDE: State.NOT_YET,
    PlanState.MISSED: State.OVERDUE,
}


def _planned(row: PlanRow, groups: Mapping[str, str]) -> str:
    title = " ".join(row.line["title"].split())
    what = _what(PlanKind(row.line["kind"]), groups.get(row.line["group"] or ""))
    if row.line["kind"] == PlanKind.OTHER:
        return title or what
    return f"{what} {title}".strip()


_SHORT = {
    PlanKind.GENERAL: "党员大会",
    PlanKind.COMMITTEE: "支委会",
    PlanKind.GROUP: "党小组会",
    PlanKind.APPRAISAL: "民主评议",
    PlanKind.ACTIVITY: "活动日",
}


def _what(kind: PlanKind, group: str | None) -> str:
    return f"{group}会" if group else _SHORT.get(kind, kind.label)


def _day(day: dt.date, events: Mapping[dt.date, list[tuple[State, str]]]) -> Day:
    works, weekend = workdays.is_workday(day), day.isoweekday() > 5
    note = workdays.day_name(day) or ("上班" if works and weekend else "")
    off = weekend if works is None else not works
    return Day(day, note, off, tuple(events.get(day, ())))


def _items(
    duties: Sequence[Duty],
    found: Comparison | None,
    groups: Mapping[str, str],
    year: int,
    month: int,
) -> Iterator[tuple[State, str]]:
    """Yield what is open in the month, what is planned beyond the rules, what is late before it.

    What is done comes last: it stands in the calendar as well.
    """

    def place(duty: Duty) -> tuple[object, ...]:
        before = duty.when < dt.date(year, month, 1)
        return duty.state == State.DONE, before, duty.when, duty.code, duty.key

    ordered = sorted(duties, key=place)
    yield from (_item(duty, year) for duty in ordered if not place(duty)[0] and not place(duty)[1])
    for row in found.rows if found else ():
        if row.line["month"] == month and row.line["kind"] == PlanKind.OTHER:
            due_on = row.line["due_on"]
            limit = f"{short_day(dt.date.fromisoformat(due_on))}前" if due_on else "当月"
            yield State.NOT_YET, f"{_planned(row, groups)}（{limit}）　年度计划"
    yield from (_item(duty, year) for duty in ordered if place(duty)[0] or place(duty)[1])


def _item(duty: Duty, year: int) -> tuple[State, str]:
    count = f"，{duty.have}/{duty.need}" if duty.need > 1 else ""
    limit = dutywords.limit(duty, year)
    return duty.state, f"{duty.title}（{limit}{count}）　{dutywords.article(duty)}"


# On the page


def layout(sheet: MonthSheet) -> list[Page]:
    """Set the one page; raises ``Refused`` for characters that no font has."""
    require(map(clean, sheet.texts()))
    page = Page(A4)
    middle = (_LEFT + _RIGHT) / 2
    page.put_centre(middle, _TITLE_Y, one_line([(BIAOSONG, sheet.title)], _TITLE))
    page.put(_LEFT, _HEAD_Y, one_line([(FANGSONG, clean(sheet.left))], _SMALL))
    page.put_right(_RIGHT, _HEAD_Y, one_line([(FANGSONG, sheet.right)], _SMALL))
    bottom = _TOP + _HEADER + _WEEK * len(sheet.weeks)
    for number, name in enumerate("一二三四五六日"):
        x = _LEFT + number * _DAY
        label = one_line([(HEITI, f"星期{name}")], _LABEL)
        page.put_centre(x + _DAY / 2, _TOP + _HEADER / 2 + 3.8, label)
        if number:
            page.rule(x, _TOP, x, bottom, 0.4)
    for place, week in enumerate(sheet.weeks):
        top = _TOP + _HEADER + place * _WEEK
        page.rule(_LEFT, top, _RIGHT, top, 0.4)
        for number, day in enumerate(week):
            if day is not None:
                _square(page, day, _LEFT + number * _DAY, top)
    page.box(_LEFT, _TOP, _RIGHT, bottom, 0.9)
    _below(page, sheet, bottom + 6 * MM)
    return [page]


def render(sheet: MonthSheet, path: Path) -> None:
    """Write the page; raises ``Refused``."""
    write_pages(layout(sheet), path, sheet.title)


def _square(page: Page, day: Day, x: float, top: float) -> None:
    if day.off:
        page.shades.append(Shade(x, top, x + _DAY, top + _WEEK))
    page.put(x + 4, top + 13, one_line([(HEITI, str(day.day.day))], Style(HEITI, 12, 14)))
    if day.note:
        page.put_right(x + _DAY - 4, top + 12, one_line([(FANGSONG, clean(day.note))], _CELL))
    y, room = top + 25, top + _WEEK - 3
    left = len(day.events)
    for state, text in day.events:
        lines = break_text([(FANGSONG, clean(text))], _CELL, _DAY - 17, even=False)
        fit = int((room - y) // _CELL.leading) + 1
        if fit < 1 or (left > 1 and fit < 2):
            page.put(x + 4, y, one_line([(FANGSONG, f"另有{left}件，见下")], _CELL))
            return
        page.marks.append(Mark(x + 8, y - 3.1, 6.5, state))
        for line in _cut(lines, fit - (left > 1)):
            page.put(x + 14, y, line)
            y += _CELL.leading
        left -= 1


def _cut(lines: list[Line], most: int) -> list[Line]:
    """Return as many lines as there is room for; the last of them says that there is more."""
    if len(lines) <= most:
        return lines
    kept = lines[:most]
    kept[-1] = one_line([(FANGSONG, kept[-1].text[:-1] + "…")], _CELL)
    return kept


def _below(page: Page, sheet: MonthSheet, top: float) -> None:
    """Set what is due at the left, and ruled lines for notes at the right."""
    page.put(_LEFT, top + 4, one_line([(HEITI, "本月要办、逾期未办")], _LABEL))
    page.put(_NOTES_X, top + 4, one_line([(HEITI, "记　事")], _LABEL))
    legend = _END - 2
    y, room = top + 20, legend - 16
    wide = _NOTES_X - _LEFT - 8 * MM
    left = len(sheet.items)
    for state, text in sheet.items:
        lines = break_text([(FANGSONG, clean(text))], _ITEM, wide - 13, even=False)
        last = y + len(lines) * _ITEM.leading
        if last > room and not (left == 1 and last <= room + _ITEM.leading):
            page.put(_LEFT, y, one_line([(FANGSONG, f"另有{left}件，见全年一览。")], _ITEM))
            break
        page.marks.append(Mark(_LEFT + 5, y - 3.4, 7.5, state))
        for line in lines:
            page.put(_LEFT + 13, y, line)
            y += _ITEM.leading
        left -= 1
    if not sheet.items:
        page.put(_LEFT, y, one_line([(FANGSONG, "这个月没有要办的事。")], _ITEM))
    base = top + 9 * MM
    while base < legend - 4 * MM:
        page.rule(_NOTES_X, base, _RIGHT, base, 0.3)
        base += 8 * MM
    _legend(page, sheet.note, legend)


def _legend(page: Page, note: str, y: float) -> None:
    x = _LEFT
    for state in LEGEND[:4]:
        page.marks.append(Mark(x + 4, y - 3.1, 7, state))
        line = one_line([(FANGSONG, str(state))], _CELL)
        page.put(x + 11, y, line)
        x += 11 + line.width + 12
    if note:
        page.put(x, y, one_line([(FANGSONG, note)], _CELL))
