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


def _short(number: Decimal) -> str:
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
