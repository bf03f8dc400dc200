"""How alike two texts are: shares of common runs of characters, blind to order and to figures.

A record copied from an earlier one with the speakers reordered and the dates changed still shares
nearly all of its runs.
"""

import re
from functools import lru_cache
from zlib import crc32

_RUN = 4
_WIDTH = 4  # bytes of a character in UTF-32
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def normalised(text: str) -> str:
    """Return the letters and characters of a text without figures, space and punctuation."""
    return _NOT_LETTERS.sub("", text)


def shingles(text: str) -> frozenset[int]:
    """Return the fingerprints of all runs of four characters; few or none for a short text."""
    data = normalised(text).encode("utf-32-le", "surrogatepass")
    last = len(data) - _RUN * _WIDTH
    return frozenset(crc32(data[at : at + _RUN * _WIDTH]) for at in range(0, last + _WIDTH, _WIDTH))


def percent_alike(one: frozenset[int], other: frozenset[int]) -> int:
    """Return the share of common runs among all runs of both, in whole per cent."""
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
