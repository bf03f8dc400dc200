"""Reads a scheme of assessment from text (TOML), or refuses it with the line and the reason.

How a scheme is written stands at the top of ``resources/schemes/standard.toml``. Points are written
in 分 (1.5) and kept in hundredths; nothing is a floating number.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any, NoReturn

from db import toml_text
from db.errors import Refused
from db.rules.scoring.formulas import points_text
from db.rules.scoring.model import (
    SHARES,
    Absence,
    Adjustment,
    Band,
    Choice,
    Formula,
    Group,
    Item,
    Scheme,
    Step,
    VetoRule,
)
from db.rules.scoring.sources import SOURCES

_LARGEST = 1_000_000
_CODE = re.compile(r"[A-Za-z0-9_.+-]{1,20}", re.ASCII)
_HEADER = re.compile(r"\s*\[\[?\s*([\w.]+)\s*\]\]?")
_KEYS: Mapping[str, Mapping[str, Any]] = {
    "scheme": {
        "code": str,
        "title": str,
        "year_from": int,
        "points": bool,
        "full": Decimal,
        "bonus_limit": Decimal,
        "clean": list,
        "note": str,
    },
    "group": {"code": str, "title": str},
    "item": {
        "code": str,
        "group": str,
        "title": str,
        "points": Decimal,
        "formula": str,
        "source": str,
        "propose": str,
        "deduct": dict,
        "steps": list,
        "grades": list,
        "numbers": dict,
        "absent": list,
        "standard": str,
        "evidence": str,
        "target": str,
        "basis": str,
        "verified": bool,
        "on": bool,
    },
    "band": {"title": str, "at_least": Decimal, "unmet": int, "partial": int, "quota": int},
    "bonus": {"code": str, "title": str, "points": Decimal},
    "deduction": {"code": str, "title": str, "points": Decimal},
    "veto": {"code": str, "title": str, "at_most": str},
}
_REQUIRED = {
    "scheme": ("code", "title", "year_from"),
    "group": ("code", "title"),
    "item": ("code", "group", "title", "formula"),
    "band": ("title",),
    "bonus": ("code", "title", "points"),
    "deduction": ("code", "title", "points"),
    "veto": ("code", "title", "at_most"),
}
_TYPES = {
    str: "文字，写在引号里",
    int: "整数",
    bool: "true 或 false",
    Decimal: "数字",
    list: "方括号里的一列",
    dict: "花括号里的几项",
}


class _Reader:
    """One text with its name; knows on which line each table and key stands."""

    def __init__(self, text: str, name: str) -> None:
        self.lines, self.name = text.splitlines(), name
        self.content = toml_text.parse(text, name, Decimal)

    def line(self, table: str, place: int, key: str = "") -> int:
        """Return the line of the n-th table of a name, or of a key in it."""
        heads = [
            (number, found[1])
            for number, text in enumerate(self.lines, 1)
            if (found := _HEADER.match(text)) and not text.lstrip().startswith("#")
        ]
        own = [number for number, name in heads if name == table]
        if place >= len(own):
            return 1
        begin = own[place]
        end = next((number for number, _name in heads if number > begin), len(self.lines) + 1)
        for number in range(begin, end):
            if key and re.match(rf"\s*{re.escape(key)}\s*=", self.lines[number - 1]):
                return number
        return begin

    def refuse(self, table: str, place: int, key: str, why: str) -> NoReturn:
        """Raise ``Refused`` with the line of a key and the reason."""
        raise Refused(f"{self.name}第{self.line(table, place, key)}行：{why}。")

    def tables(self, name: str) -> list[dict[str, Any]]:
        """Return the tables of one name, their keys and types checked."""
        given = self.content.get(name, [])
        rows = [given] if name == "scheme" and isinstance(given, dict) else given
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.refuse(name, 0, "", f"{name} 要写成 [[{name}]]")
        for place, row in enumerate(rows):
            self._check(name, place, row)
        return rows

    def _check(self, name: str, place: int, row: Mapping[str, Any]) -> None:
        known = _KEYS[name]
        for key, value in row.items():
            if key not in known:
                self.refuse(name, place, key, f"不认识“{key}”这一项")
            wanted = known[key]
            fits = type(value) in (int, Decimal) if wanted is Decimal else type(value) is wanted
            if not fits:
                self.refuse(name, place, key, f"“{key}”应是{_TYPES[wanted]}")
        for key in _REQUIRED[name]:
            if key not in row or row[key] == "":
                self.refuse(name, place, "", f"缺少“{key}”")
        if "code" in row and not _CODE.fullmatch(row["code"]):
            self.refuse(name, place, "code", "代号只用字母、数字和 . _ + -，不超过20个")

    def points(self, value: Any, table: str, place: int, key: str) -> int:
        """Return 分 as hundredths."""
        if type(value) not in (int, Decimal) or not Decimal(value).is_finite():
            self.refuse(table, place, key, f"“{key}”里的分数应是数字")
        hundredths = Decimal(value) * 100
        if hundredths != hundredths.to_integral_value() or not 0 <= hundredths <= _LARGEST:
            why = "分数应在0到10000之间，最多两位小数；扣分也写正数"
            self.refuse(table, place, key, why)
        return int(hundredths)


def parse(text: str, name: str = "考核方案") -> Scheme:
    """Read a scheme; ``name`` is said when it is broken, which raises ``Refused``."""
    reader = _Reader(text, name)
    for key in reader.content:
        if key not in _KEYS:
            number = next(
                (n for n, line in enumerate(reader.lines, 1) if re.match(rf"\s*\[*{key}\b", line)),
                1,
            )
            raise Refused(f"{name}第{number}行：不认识“{key}”这一部分。")
    heads = reader.tables("scheme")
    if len(heads) != 1:
        raise Refused(f"{name}第1行：缺少 [scheme]，写明代号、名称和起用年度。")
    head = heads[0]
    if not 1921 <= head["year_from"] <= 2100:
        reader.refuse("scheme", 0, "year_from", "起用年度请写四位数字，如2026")
    pointed = head.get("points", True)
    full = reader.points(head.get("full", 100), "scheme", 0, "full") if pointed else None
    if full == 0:
        reader.refuse("scheme", 0, "full", "满分要大于0；不计分的写 points = false")
    groups = tuple(Group(row["code"], row["title"]) for row in reader.tables("group"))
    items = _items(reader, {group.code for group in groups}, pointed=pointed)
    if full is not None and (given := sum(item.points for item in items)) != full:
        why = f"各项分值合计是{points_text(given)}分，不是{points_text(full)}分"
        reader.refuse("scheme", 0, "full", why)
    bands = _bands(reader)
    return Scheme(
        code=head["code"],
        title=head["title"],
        year_from=head["year_from"],
        groups=groups,
        items=items,
        bands=bands,
        full=full,
        bonus_limit=reader.points(head.get("bonus_limit", 0), "scheme", 0, "bonus_limit"),
        adjustments=(
            *_adjustments(reader, "bonus", bonus=True),
            *_adjustments(reader, "deduction", bonus=False),
        ),
        vetoes=_vetoes(reader, [band.title for band in bands]),
        clean=tuple(_clean(reader, head.get("clean", []))),
        note=head.get("note", ""),
    )


def _clean(reader: _Reader, codes: list[Any]) -> list[str]:
    for code in codes:
        if not isinstance(code, str) or not re.fullmatch(r"R\d\d", code):
            reader.refuse("scheme", 0, "clean", f"clean 里的“{code}”不是校验的代号，如 R01")
    return codes


def _items(reader: _Reader, groups: set[str], *, pointed: bool) -> tuple[Item, ...]:
    rows = reader.tables("item")
    if not rows:
        raise Refused(f"{reader.name}第1行：一个考核项目也没有，请用 [[item]] 写。")
    seen: set[str] = set()
    found = []
    for place, row in enumerate(rows):
        if row["code"] in seen:
            reader.refuse("item", place, "code", f"代号“{row['code']}”用了两次")
        seen.add(row["code"])
        if row["group"] not in groups:
            reader.refuse("item", place, "group", f"没有“{row['group']}”这一组")
        found.append(_item(reader, place, row, pointed=pointed))
    return tuple(found)


def _item(reader: _Reader, place: int, row: Mapping[str, Any], *, pointed: bool) -> Item:
    def refuse(key: str, why: str) -> NoReturn:
        reader.refuse("item", place, key, f"{row['code']} {why}")

    if pointed and "points" not in row:
        refuse("", "缺少“points”（分值）")
    item = Item(
        code=row["code"],
        group=row["group"],
        title=row["title"],
        points=reader.points(row.get("points", 0), "item", place, "points") if pointed else 0,
        formula=_formula(row["formula"], "formula", refuse),
        source=row.get("source", ""),
        propose=_formula(row["propose"], "propose", refuse) if "propose" in row else None,
        deduct={
            kind: reader.points(value, "item", place, "deduct")
            for kind, value in row.get("deduct", {}).items()
        },
        steps=_steps(reader, place, row, refuse),
        grades=_grades(reader, place, row, refuse),
        numbers=_numbers(row, refuse),
        absent=_absences(row, refuse),
        standard=row.get("standard", ""),
        evidence=row.get("evidence", ""),
        target=row.get("target", ""),
        basis=row.get("basis", ""),
        verified=row.get("verified", False),
        on=row.get("on", True),
    )
    _check_item(item, refuse, pointed=pointed)
    return item


Refuse = Callable[[str, str], NoReturn]


def _formula(name: str, key: str, refuse: Refuse) -> Formula:
    if name not in {str(each) for each in Formula}:
        refuse(key, f"没有“{name}”这个公式，可用：{'、'.join(map(str, Formula))}")
    return Formula(name)


def _steps(reader: _Reader, place: int, row: Mapping[str, Any], refuse: Refuse) -> tuple[Step, ...]:
    found = []
    for step in row.get("steps", []):
        if not isinstance(step, dict) or set(step) - {"points"} != {"at_least"}:
            refuse("steps", "的每一档写成 { at_least = 85, points = 3 }")
        share = step["at_least"]
        if type(share) is not int or not 0 < share <= 100:
            refuse("steps", "的 at_least 是1到100的整数，意思是百分之几")
        points = reader.points(step.get("points", 0), "item", place, "steps")
        found.append(Step(share, points))
    return tuple(found)


def _grades(
    reader: _Reader, place: int, row: Mapping[str, Any], refuse: Refuse
) -> tuple[Choice, ...]:
    found = []
    for grade in row.get("grades", []):
        if not isinstance(grade, dict) or set(grade) - {"points"} != {"title"}:
            refuse("grades", '的每一档写成 { title = "好", points = 6 }')
        if not isinstance(grade["title"], str) or not grade["title"]:
            refuse("grades", "的 title 是文字，写在引号里")
        points = reader.points(grade.get("points", 0), "item", place, "grades")
        found.append(Choice(grade["title"], points))
    return tuple(found)


def _numbers(row: Mapping[str, Any], refuse: Refuse) -> dict[str, int]:
    numbers = row.get("numbers", {})
    for key, value in numbers.items():
        if type(value) is not int or not 0 <= value <= 1000:
            refuse("numbers", f"的“{key}”是0到1000的整数")
        if key.endswith("month") and not 1 <= value <= 12:
            refuse("numbers", f"的“{key}”是1到12的月份")
    return dict(numbers)


def _absences(row: Mapping[str, Any], refuse: Refuse) -> tuple[Absence, ...]:
    names = row.get("absent", [])
    for name in names:
        if name not in {str(each) for each in Absence}:
            refuse("absent", f"没有“{name}”这个条件，可用：{'、'.join(map(str, Absence))}")
    return tuple(Absence(name) for name in names)


def _check_item(item: Item, refuse: Refuse, *, pointed: bool) -> None:
    """Refuse what fits together nowhere: a formula without what it needs, points out of range."""
    if item.formula is Formula.CONFIRM:
        if item.propose in (None, Formula.CONFIRM, Formula.MANUAL):
            refuse("propose", "由人确认的，要用 propose 写明程序按哪个公式建议")
    elif item.propose is not None:
        refuse("propose", "不是 confirm 的不写 propose")
    if item.counting is Formula.MANUAL:
        if item.source:
            refuse("source", "由人评定的不写 source")
        if not item.grades:
            refuse("grades", "由人评定的要用 grades 写明分几档")
    else:
        _check_counting(item, refuse)
    if not pointed:
        return
    for key, values in (("steps", item.steps), ("grades", item.grades)):
        if any(each.points > item.points for each in values):
            refuse(key, f"有一档的分高于分值{points_text(item.points)}分")
    ordered = sorted(item.steps, key=lambda step: step.at_least)
    if any(low.points > high.points for low, high in pairwise(ordered)):
        refuse("steps", "的分档反了：比例高的分也要高")


def _check_counting(item: Item, refuse: Refuse) -> None:
    if item.source not in SOURCES:
        why = f"没有“{item.source}”这个数据来源，可用：{'、'.join(SOURCES)}"
        refuse("source", why)
    source = SOURCES[item.source]
    if item.counting not in source.formulas:
        able = "、".join(map(str, source.formulas))
        refuse("formula", f"的来源“{item.source}”不能按 {item.counting} 计，可用：{able}")
    if unknown := [kind for kind in item.deduct if kind not in source.gaps]:
        able = "、".join(source.gaps) or "没有可扣的"
        refuse("deduct", f"的来源“{item.source}”没有“{unknown[0]}”，可用：{able}")
    if unknown := [name for name in item.numbers if name not in source.numbers]:
        able = "、".join(source.numbers) or "没有要写的数"
        refuse("numbers", f"的来源“{item.source}”没有“{unknown[0]}”，可用：{able}")
    if item.counting is Formula.PER_MISSING and not item.deduct:
        refuse("deduct", "要用 deduct 写明缺什么扣几分")
    if item.counting is Formula.STEPS and not item.steps:
        refuse("steps", "要用 steps 写明分几档")
    if item.counting in SHARES and item.deduct:
        refuse("deduct", "按比例计的不写 deduct")


def _bands(reader: _Reader) -> tuple[Band, ...]:
    found = [
        Band(
            row["title"],
            reader.points(row.get("at_least", 0), "band", place, "at_least"),
            row.get("unmet", 0),
            row.get("partial", 0),
            row.get("quota", 0),
        )
        for place, row in enumerate(reader.tables("band"))
    ]
    for place, (better, worse) in enumerate(pairwise(found), 1):
        if worse.at_least > better.at_least:
            reader.refuse("band", place, "at_least", "等次从高到低写，分数线不能比上一档高")
        if worse.title in [band.title for band in found[:place]]:
            reader.refuse("band", place, "title", f"等次“{worse.title}”写了两次")
    for place, band in enumerate(found):
        if not 0 <= band.quota <= 100:
            reader.refuse("band", place, "quota", "名额比例是0到100，意思是百分之几")
    return tuple(found)


def _adjustments(reader: _Reader, table: str, *, bonus: bool) -> tuple[Adjustment, ...]:
    return tuple(
        Adjustment(
            row["code"],
            row["title"],
            reader.points(row["points"], table, place, "points"),
            bonus,
        )
        for place, row in enumerate(reader.tables(table))
    )


def _vetoes(reader: _Reader, bands: list[str]) -> tuple[VetoRule, ...]:
    found = []
    for place, row in enumerate(reader.tables("veto")):
        if row["at_most"] not in bands:
            reader.refuse("veto", place, "at_most", f"没有“{row['at_most']}”这个等次")
        found.append(VetoRule(row["code"], row["title"], row["at_most"]))
    return tuple(found)
