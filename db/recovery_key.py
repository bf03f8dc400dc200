"""The recovery key: the 32 bytes of a file's key as a person can print, keep and type them.

Thirteen groups of four characters and one group to check them, in Crockford's alphabet, which
has no letters that look like digits.
"""

import hashlib
from collections.abc import Iterator

from db.errors import Refused

GROUPS = 14
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS = str.maketrans(dict.fromkeys(" \t\r\n\u3000-–—－_.·", ""))
_WIDTH = 4
_BITS, _PADDING = 256, 4


def text(raw: bytes) -> str:
    """Return the recovery key of a raw key of 32 bytes."""
    number = int.from_bytes(raw, "big") << _PADDING
    symbols = _symbols(number, (_BITS + _PADDING) // 5)
    whole = symbols + _check(symbols)
    return "-".join(whole[start : start + _WIDTH] for start in range(0, len(whole), _WIDTH))


def parse(typed: str) -> bytes:
    """Return the raw key that a recovery key stands for.

    Case, blanks and dashes do not matter, O counts as 0, I and L as 1, full width as half width.
    Raises ``Refused`` with the group that is wrong, where it can be told.
    """
    symbols = _half_width(typed).upper().translate(_SEPARATORS).translate(_LOOKALIKES)
    for place, symbol in enumerate(symbols):
        if symbol not in _ALPHABET:
            raise Refused(
                f"恢复密钥的第{place // _WIDTH + 1}组有不该有的字符“{symbol}”，"
                "请对照打印的恢复密钥重新输入。"
            )
    if len(symbols) != GROUPS * _WIDTH:
        raise Refused(
            f"恢复密钥应有{GROUPS}组、每组{_WIDTH}个字符，共{GROUPS * _WIDTH}个，"
            f"现在是{len(symbols)}个，请核对有没有漏抄或多抄。"
        )
    body, check = symbols[:-_WIDTH], symbols[-_WIDTH:]
    number = _number(body)
    if _check(body) != check or number % (1 << _PADDING):
        group = _suspect(body, check)
        where = f"第{group}组很可能" if group else "有一处或几处"
        raise Refused(f"恢复密钥{where}抄错了，请对照打印的恢复密钥核对。")
    return (number >> _PADDING).to_bytes(_BITS // 8, "big")


def looks_like_one(typed: str) -> bool:
    """Whether a text is a recovery key without a mistake; no password is one by chance."""
    try:
        parse(typed)
    except Refused:
        return False
    return True


def _half_width(typed: str) -> str:
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in typed)


def _symbols(number: int, count: int) -> str:
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))


def _number(symbols: str) -> int:
    number = 0
    for symbol in symbols:
        number = number << 5 | _ALPHABET.index(symbol)
    return number


def _check(body: str) -> str:
    digest = hashlib.sha256(body.encode()).digest()
    return _symbols(int.from_bytes(digest[:4], "big") >> 12, _WIDTH)


def _suspect(body: str, check: str) -> int | None:
    """Return the group in which one slip of the pen explains the check, None for several."""
    if sum(a != b for a, b in zip(_check(body), check, strict=True)) == 1:
        return GROUPS
    groups = {place // _WIDTH + 1 for place, slip in _slips(body) if _check(slip) == check}
    return groups.pop() if len(groups) == 1 else None


def _slips(body: str) -> Iterator[tuple[int, str]]:
    """Yield what the groups could have been: one symbol another, or two neighbours swapped."""
    for place, symbol in enumerate(body):
        for other in _ALPHABET:
            if other != symbol:
                yield place, body[:place] + other + body[place + 1 :]
        if body[place + 1 : place + 2] not in ("", symbol):
            yield place, body[:place] + body[place + 1] + symbol + body[place + 2 :]
