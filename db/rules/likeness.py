"""How alike two texts are: shares of common runs of characters, blind to order and to figures.

A record copied from an earlier one with the speakers reordered and the dates changed still shares
nearly all of its runs.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

_RUN = 4
_WIDTH = 4  # bytes of a character in UTF-32
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_SAMPLED = 7  # one run in eight
_ENOUGH = 20


@dataclass(frozen=True)
class Fingerprint:
    """The runs of four characters in a text as numbers, and an eighth of them for a first look."""

    runs: frozenset[int]
    sample: frozenset[int]


def normalised(text: str) -> str:
    """Return the letters and characters of a text without figures, space and punctuation."""
    return _NOT_LETTERS.sub("", text)


@lru_cache(maxsize=400)
def fingerprint(text: str) -> Fingerprint:
    """Return the fingerprint of a text; one of under four characters has no runs.

    The latest few hundred are kept: records are compared again and again while one is written.
    """
    data = normalised(text).encode("utf-32-le", "surrogatepass")
    last = len(data) - _RUN * _WIDTH
    runs = frozenset(crc32(data[at : at + _RUN * _WIDTH]) for at in range(0, last + 1, _WIDTH))
    return Fingerprint(runs, frozenset(run for run in runs if not run & _SAMPLED))


def percent_alike(one: Fingerprint, other: Fingerprint) -> int:
    """Return the share of common runs among all runs of both, in whole per cent."""
    return _percent(one.runs, other.runs)


def at_least(one: Fingerprint, other: Fingerprint, limit: int) -> int:
    """Return how alike two texts are where it may reach the limit, else 0, in whole per cent.

    Most pairs of a year's records have nothing in common, and their samples show it.
    """
    fewer, more = sorted((len(one.runs), len(other.runs)))
    if fewer * 100 < more * limit:
        return 0
    sampled = min(len(one.sample), len(other.sample))
    if sampled >= _ENOUGH and _percent(one.sample, other.sample) * 3 < limit:
        return 0
    percent = percent_alike(one, other)
    return percent if percent >= limit else 0


def _percent(one: frozenset[int], other: frozenset[int]) -> int:
    if not one or not other:
        return 0
    common = len(one & other)
    return common * 100 // (len(one) + len(other) - common)


@lru_cache(maxsize=4096)
def _pairs(title: str) -> frozenset[str]:
    plain = normalised(title)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1)) or frozenset({plain})


def titles_alike(one: str, other: str) -> int:
    """Return how far two short titles speak of the same thing, in whole per cent (Dice)."""
    first, second = _pairs(one), _pairs(other)
    return 200 * len(first & second) // (len(first) + len(second))
