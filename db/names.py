"""Names of persons: readings, initials, the order by strokes, and telling namesakes apart.

A surname is read as surnames are read (单 Shàn, 尉迟 Yùchí): ``resources/names/surnames.txt``.
The library of readings takes some 0.15 s to load and is loaded when the first name is
read, not at start.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import product
from typing import Protocol

import resources
from db import dates

_DOT = "·"
_LAST = "~"
"""Sorts after every digit and lower-case letter; marks what has no reading or stroke count."""


def pinyin_key(name: str) -> str:
    """Return a key that sorts names by pinyin: syllable, tone, character, for each character.

    A character without a reading sorts last.
    """
    syllables = zip(name, _readings(name), strict=True)
    return " ".join((readings[0] or _LAST) + sign for sign, readings in syllables)


def pinyin(name: str) -> str:
    """Return the reading of a name without tones and spaces: "shanwei"."""
    return "".join(_plain(sign, readings[0]) for sign, readings in _spelled(name))


def initials(name: str) -> str:
    """Return the first letters of a name's syllables: "sw"."""
    return "".join(_plain(sign, readings[0])[:1] for sign, readings in _spelled(name))


def search_text(name: str) -> str:
    """Return all that a person may type to find a name: "shanwei sw", for each usual reading."""
    spelled = _spelled(name)
    if not spelled:
        return ""
    words: dict[str, None] = {}
    for chosen in product(*(readings for _, readings in spelled)):
        syllables = [_plain(sign, r) for (sign, _), r in zip(spelled, chosen, strict=True)]
        words["".join(syllables)] = None
        words["".join(s[:1] for s in syllables)] = None
    return " ".join(words)


def stroke_key(name: str) -> str:
    """Return a key that sorts names by the strokes of the surname (按姓氏笔画为序).

    Each character counts by its number of strokes, then by their order 横竖撇点折 (GF 3003-1999).
    Within one surname a given name of one character comes before one of two, as is the custom.
    Characters whose order is not known come after those of the same count, unknown ones last.
    """
    length = _surname_length(name)
    surname, given = name[:length], name[length:]
    return f"{_strokes(surname)}/{min(len(given), 9)}{_strokes(given)}"


class Person(Protocol):
    """What it takes to tell two people of one name apart."""

    @property
    def uid(self) -> str:
        """Identity of the record."""

    @property
    def name(self) -> str:
        """Name as entered."""

    @property
    def born_on(self) -> str | None:
        """Partial date of birth."""

    @property
    def job(self) -> str:
        """Post in the unit, or empty."""


def display_names(people: Iterable[Person]) -> dict[str, str]:
    """Return by uid a name that is unique among these people.

    Namesakes get the year of birth: 李伟（1968年生）; then the month, then the day, then the post,
    and, where nothing tells them apart, a number.
    """
    shown: dict[str, str] = {}
    by_name: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        by_name[person.name].append(person)
    for name, namesakes in by_name.items():
        if len(namesakes) == 1:
            shown[namesakes[0].uid] = name
        else:
            shown |= {uid: f"{name}（{mark}）" for uid, mark in _marks(namesakes).items()}
    return shown


def _marks(namesakes: list[Person]) -> dict[str, str]:
    """Return for each namesake the shortest mark that only this one has."""
    marks: dict[str, str] = {}
    rest = namesakes
    for mark_of in _MARKS:
        by_mark: dict[str, list[Person]] = defaultdict(list)
        for person in rest:
            by_mark[mark_of(person)].append(person)
        alone = {m: people[0] for m, people in by_mark.items() if m and len(people) == 1}
        marks |= {person.uid: mark for mark, person in alone.items()}
        rest = [person for person in rest if person.uid not in marks]
    return marks | {person.uid: str(place) for place, person in enumerate(rest, 1)}


def _born(length: int) -> Callable[[Person], str]:
    def mark(person: Person) -> str:
        born = (person.born_on or "")[:length]
        return f"{dates.text(born)}生" if born else ""

    return mark


def _born_and_job(person: Person) -> str:
    return "，".join(part for part in (_born(4)(person), person.job) if part)


_MARKS = (_born(4), _born(7), _born(10), _born_and_job)


def _plain(sign: str, reading: str) -> str:
    return reading.rstrip("12345") or sign.lower()


def _spelled(name: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the characters that are spoken, each with its readings."""
    pairs = zip(name, _readings(name), strict=True)
    return [(sign, readings) for sign, readings in pairs if sign.isalnum()]


@lru_cache(maxsize=4096)
def _readings(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the readings of each character with tone digits, the usual one first."""
    length = _surname_length(name)
    surname = _surnames().get(name[:length])
    if surname is None:
        return _plain_readings(name)
    if length == 2:
        return ((surname[0],), (surname[1],), *_plain_readings(name[2:]))
    return (surname, *_plain_readings(name[1:]))


def _plain_readings(text: str) -> tuple[tuple[str, ...], ...]:
    if not text:
        return ()
    from pypinyin import Style, lazy_pinyin

    def unread(signs: str) -> list[str]:
        return [""] * len(signs)

    found = lazy_pinyin(
        text,
        style=Style.TONE3,
        errors=unread,  # type: ignore[arg-type]  # a list is documented, the hint says str
        neutral_tone_with_five=True,
    )
    return tuple((reading,) for reading in found)


def _surname_length(name: str) -> int:
    """Return 2 for a compound surname; a name of a people with · has none, all of it counts."""
    if _DOT in name:
        return len(name)
    return 2 if len(name) > 2 and name[:2] in _surnames() else min(len(name), 1)


@cache
def _surnames() -> dict[str, tuple[str, ...]]:
    """Return by surname its readings; for a compound surname, that of each character."""
    lines = resources.read_text("names/surnames.txt").splitlines()
    entries = (line.split() for line in lines if not line.startswith("#"))
    return {surname: tuple(readings) for surname, *readings in entries}


def _strokes(text: str) -> str:
    return "".join(map(_stroke_sign, text))


@cache
def _stroke_sign(character: str) -> str:
    """Return count, order and code point; the last groups one surname and settles ties."""
    code = f"{ord(character):06X}"
    count = _stroke_counts().get(character)
    if count is None:
        return _LAST + code
    return f"{count:02}{_stroke_orders().get(character, _LAST)}{code}"


@cache
def _stroke_orders() -> dict[str, str]:
    lines = resources.read_text("names/stroke_orders.txt").splitlines()
    return {line[0]: line[1:] for line in lines}


@cache
def _stroke_counts() -> dict[str, int]:
    counts: dict[str, int] = {}
    for line in resources.read_text("names/stroke_counts.txt").splitlines():
        first, signs = line.split(" ")
        start = int(first, 16)
        counts |= {chr(start + i): ord(sign) - 48 for i, sign in enumerate(signs)}
    return counts
