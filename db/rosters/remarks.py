"""Facts that a roster keeps in its remarks: a suspended vote, a transfer in or out.

They are only suggested; the person confirms them in the preview.
"""

import datetime as dt
import re
from dataclasses import dataclass

from db import dates

_DATE = r"(\d{4}\s*[年./-]\s*\d{1,2}(?:\s*[月./-]\s*\d{1,2}\s*日?)?\s*月?)"
_TERM = re.compile(r"留党察看(?:处分)?\s*([一二两12])\s*年")
_HALF_YEAR = re.compile(r"留党察看(?:处分)?\s*(?:半年|[六6]个月)")
_IN = re.compile(_DATE + r"(?:起|份)?[,，]?\s*(?:(?:由|从|自)(.{2,60}?))?(?:组织关系)?转[入来]")
_OUT = re.compile(_DATE + r"(?:起|份)?[,，]?\s*(?:组织关系)?转[出往](?:至|到|往)?([^,，；;。）)]*)")
_YEARS = {"一": 1, "1": 1, "二": 2, "两": 2, "2": 2}


@dataclass(frozen=True)
class Suggestion:
    """A dated fact found in words.

    ``kind`` is "on_probation", "suspended", "joined_branch" or "left_branch"; ``ended_on`` is the
    day on which the fact no longer holds; ``place`` is where from or where to. ``default`` says
    whether it is taken unless the person declines; ``text`` explains it in Chinese.
    """

    kind: str
    began_on: str
    ended_on: str | None
    place: str
    basis: str
    default: bool
    text: str


def suggestions(remark: str) -> tuple[Suggestion, ...]:
    """Return the facts found in a remark or in the roster's column of transfers."""
    found: list[Suggestion] = []
    for clause in re.split(r"[；;。\n]", remark):
        found += _restriction(clause.strip())
        found += _transfers(clause.strip())
    return tuple(found)


def _restriction(clause: str) -> list[Suggestion]:
    if "留党察看" in clause:
        kind, title = "on_probation", "留党察看"
    elif re.search(r"停止(?:行使)?党员权利|停止其党员权利", clause):
        kind, title = "suspended", "停止行使党员权利"
    else:
        return []
    days = [day for written in re.findall(_DATE, clause) if (day := _first_day(written))]
    if not days:
        return []
    over = re.search(r"期满|解除|恢复|已满", clause) is not None
    ended_on = days[1] if len(days) > 1 else _after_term(clause, days[0])
    text = f"{dates.text(days[0])}起{title}，其间没有表决权"
    text += f"，{dates.text(ended_on)}恢复" if ended_on else "，未写终止日期"
    return [Suggestion(kind, days[0], ended_on, "", clause, not over, text)]


def _after_term(clause: str, began_on: str) -> str | None:
    if found := _TERM.search(clause):
        return _months_later(began_on, 12 * _YEARS[found[1]])
    return _months_later(began_on, 6) if _HALF_YEAR.search(clause) else None


def _months_later(day: str, months: int) -> str:
    start = dt.date.fromisoformat(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for last in (start.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, last).isoformat()
        except ValueError:
            continue
    raise AssertionError(day)


def _transfers(clause: str) -> list[Suggestion]:
    found = []
    for written, origin in _IN.findall(clause):
        if day := _first_day(written):
            text = f"{dates.text(day)}转入本支部" + (f"（由{origin}）" if origin else "")
            found.append(_transfer("joined_branch", day, origin, clause, text))
    for written, destination in _OUT.findall(clause):
        if day := _first_day(written):
            text = f"{dates.text(day)}转出本支部，此后不计入应到"
            found.append(_transfer("left_branch", day, destination, clause, text))
    return found


def _transfer(kind: str, day: str, place: str, clause: str, text: str) -> Suggestion:
    """Whoever is on the roster came in for certain; whether the person has left is less so."""
    return Suggestion(kind, day, None, place, clause, kind == "joined_branch", text)


def _first_day(written: str) -> str | None:
    value = dates.read(written).value
    return dates.first_day(value).isoformat() if value else None
