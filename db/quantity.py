"""Counted quantities: a whole number with its unit and, where the record says so, 余 (more than).

A quantity is kept as its own words, ``1800余件``: it reads the same in the file, in JSON, in a
workbook and on paper, and its sum is exact. Money is kept as whole 分. Units: domain 5.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Unit(StrEnum):
    """The counting words, in the order in which sums name them."""

    TIMES = "次"
    PERSON_TIMES = "人次"
    SESSIONS = "场次"
    CASES = "件"
    ARTICLES = "篇"
    HOUSEHOLDS = "户"
    HEADS = "名"
    PEOPLE = "人"
    ITEMS = "项"
    PIECES = "个"
    TEAMS = "组"
    VILLAGES = "村"
    COPIES = "份"
    SHEETS = "块"
    SETS = "套"
    MACHINES = "台"


LARGEST = 10**9
_WRITTEN = re.compile(rf"([1-9]\d{{0,9}}|0)(余?)({'|'.join(sorted(Unit, key=len, reverse=True))})")
_MONEY = re.compile(r"(\d{1,10})(?:\.(\d{1,6}))?(万元|万|元)?")
_WAN = 1_000_000  # 分


@dataclass(frozen=True)
class Quantity:
    """A number of ``unit``; ``more`` says that the record itself only knows it was more (余)."""

    value: int
    unit: Unit
    more: bool = False

    def __str__(self) -> str:
        return f"{self.value}{'余' if self.more else ''}{self.unit}"


def parse(text: str) -> Quantity:
    """Return the quantity that a stored text means; raises ``ValueError``."""
    found = _WRITTEN.fullmatch(text)
    if found is None or int(found[1]) > LARGEST:
        raise ValueError(text)
    return Quantity(int(found[1]), Unit(found[3]), bool(found[2]))


def read(text: str, unit: Unit) -> Quantity:
    """Read what a person wrote: 1800余件, 1,800 余, 21; without a unit it is of ``unit``.

    Raises ``ValueError`` with one Chinese sentence.
    """
    plain = re.sub(r"[\s,，]", "", text)
    plain = re.sub(r"(多|\+|以上)(?=\D*$)", "余", plain)
    if re.fullmatch(r"\d+(\.0+)?余?", plain):
        plain = re.sub(r"\.0+", "", plain) + unit
    plain = re.sub(r"^0+(?=\d)", "", plain)
    try:
        return parse(plain)
    except ValueError as error:
        known = "、".join(Unit)
        raise ValueError(
            f"“{text.strip()[:20]}”不是数量，请写成“21{unit}”或“1800余{unit}”，单位可用：{known}。"
        ) from error


def totals(texts: Iterable[str | None]) -> list[Quantity]:
    """Return the sum for each unit, in the order of the units; 余 where any part says so."""
    sums: dict[Unit, Quantity] = {}
    for text in texts:
        if text:
            each = parse(text)
            before = sums.get(each.unit, Quantity(0, each.unit))
            sums[each.unit] = Quantity(
                before.value + each.value, each.unit, before.more or each.more
            )
    return [sums[unit] for unit in Unit if unit in sums]


def share(part: int, whole: int) -> str:
    """Return a share in percent, 98.5%, cut and never rounded up; "" where ``whole`` is 0.

    Only a part that is the whole makes 100%.
    """
    if not whole:
        return ""
    number, tenth = divmod(part * 1000 // whole, 10)
    return f"{number}.{tenth}%" if tenth else f"{number}%"


def money_text(fen: int | None) -> str:
    """Return money as it is written: 48.95万元, 1200元, 35.50元; "" for None.

    万元 is used from 1万元 on where it loses nothing.
    """
    if fen is None:
        return ""
    if fen >= _WAN and fen % (_WAN // 100) == 0:
        return f"{_short(Decimal(fen) / _WAN)}万元"
    whole, part = divmod(fen, 100)
    return f"{whole}.{part:02}元" if part else f"{whole}元"


def read_money(text: str) -> int:
    """Return the 分 of 48.95万元, 1,200 or 35.5元; without a unit it is 元.

    Raises ``ValueError`` with one Chinese sentence.
    """
    found = _MONEY.fullmatch(re.sub(r"[\s,，]", "", text))
    factor = _WAN if found and found[3] in ("万元", "万") else 100
    fen = Decimal(f"{found[1]}.{found[2] or 0}") * factor if found else Decimal("0.5")
    if fen != fen.to_integral_value():
        raise ValueError(f"“{text.strip()[:20]}”不是金额，请写成“1200”“35.50元”或“48.95万元”。")
    return int(fen)


_FIGURES = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_LARGEST_FEN = 10**18


def capitals(fen: int) -> str:
    """Return money as a bill says it in capitals: 人民币壹万贰仟零叁元肆角整.

    After 正确填写票据和结算凭证的基本规定: 零 once for noughts between figures; 整 after 元 and 角,
    not after 分. Raises ``ValueError`` for less than nothing or more than can be said.
    """
    if not 0 <= fen < _LARGEST_FEN:
        raise ValueError(fen)
    yuan, part = divmod(fen, 100)
    jiao, rest = divmod(part, 10)
    said = f"{_whole(yuan)}元" if yuan or not part else ""
    if jiao:
        said += f"{_FIGURES[jiao]}角"
    elif rest and yuan:
        said += "零"
    return f"人民币{said}" + (f"{_FIGURES[rest]}分" if rest else "整")


def _whole(yuan: int) -> str:
    """Return whole 元 in capitals, without the word."""
    digits = f"{yuan:016}"
    said, gap = "", False
    for place in range(0, 16, 4):
        group, power = digits[place : place + 4], 3 - place // 4
        if group[0] != "0" and place and digits[place - 4 : place] != "0000":
            gap = False  # 壹拾万伍仟: noughts at the end of a group are not said before its next
        for index, figure in enumerate(group):
            if figure == "0":
                gap = True
                continue
            said += "零" if gap and said else ""
            said, gap = said + _FIGURES[int(figure)] + _PLACES[3 - index], False
        if int(group):
            said += _GROUPS[power] if power < 3 or not int(digits[4:8]) else "万"
    return said or "零"


def _short(number: Decimal) -> str:
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
