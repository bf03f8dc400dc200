"""One row of a roster: the person it names, and what is wrong with what it says.

A number or date that cannot be right is left out and named; nothing is guessed.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from db import dates, identity
from db.rosters.columns import LABELS
from db.rosters.remarks import Suggestion, suggestions
from db.sheets import Cell

BLOCK, WARN = "block", "warn"

_NOTHING = {"", "无", "—", "——", "-", "--", "/", "暂无", "空"}
DATES = ("born_on", "worked_from", "joined_on", "full_on")
_TEXTS = ("native_place", "education", "degree", "post", "job", "group", "address", "remark")
_CATEGORIES = {
    "正式党员": "full",
    "正式": "full",
    "预备党员": "probationary",
    "预备": "probationary",
}
_PEOPLES = frozenset(
    re.findall(
        r"\w+",
        """
        汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克
        傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬
        羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克
        德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺
        """,
    )
)


@dataclass(frozen=True)
class Problem:
    """What is wrong in one row (its number in the sheet; 0 is the whole sheet), in one sentence.

    ``level`` is "block" (the row is not imported) or "warn"; ``missing`` marks a block that the
    data file can lift when it already holds the field.
    """

    row: int
    name: str
    field: str
    level: str
    text: str
    missing: bool = False


@dataclass(frozen=True)
class RosterRow:
    """One person of the sheet; ``values`` holds text or partial dates by field, "" for nothing.

    ``category`` in the values is "full", "probationary" or "".
    """

    number: int
    values: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def name(self) -> str:
        """The name, spaces taken out."""
        return self.values["name"]

    @property
    def blocked(self) -> bool:
        """Whether something keeps the row from being imported."""
        return any(problem.level == BLOCK for problem in self.problems)


@dataclass
class FoundRow:
    """A row while it is read."""

    number: int
    values: dict[str, str] = field(default_factory=lambda: dict.fromkeys(LABELS, ""))
    problems: list[Problem] = field(default_factory=list)

    def note(self, name: str, text: str, level: str = WARN, *, missing: bool = False) -> None:
        """Add a problem of the field ``name``."""
        problem = Problem(self.number, self.values["name"], name, level, text, missing)
        self.problems.append(problem)


def read_row(number: int, cells: Mapping[str, Cell]) -> FoundRow:
    """Read the cells of one person, by field."""
    found = FoundRow(number)
    values = found.values
    values["number"] = _text(cells.get("number"))
    values["name"] = _name(cells.get("name"))
    for name in _TEXTS:
        values[name] = _text(cells.get(name))
    values["phone"] = re.sub(r"\s", "", _text(cells.get("phone")))
    for name in ("phone", "address"):  # as our own export covers them
        values[name] = "" if identity.is_concealed(values[name]) else values[name]
    values["ethnicity"] = _ethnicity(_text(cells.get("ethnicity")))
    if "/" in values["education"] and not values["degree"]:
        education, degree = values["education"].split("/", 1)
        values["education"], values["degree"] = given(education), given(degree)
    values["transfer"] = _text(cells.get("transfer"))
    _read_name(found)
    _read_gender(found, _text(cells.get("gender")))
    _read_identity(found, cells.get("id_number"))
    for name in DATES:
        _read_date(found, name, cells.get(name))
    _compare_identity(found)
    _read_category(found, _text(cells.get("category")), has_full_on="full_on" in cells)
    _check_dates(found)
    return found


def _text(cell: Cell) -> str:
    """Return a cell as text: whole numbers without a point, nothing for 无 and —."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return given(re.sub(r"[ \t\u3000\xa0]+", " ", str(cell)))


def given(text: str) -> str:
    """Return the text without outer spaces; "" for 无, — and their like."""
    return "" if text.strip() in _NOTHING else text.strip()


def _name(cell: Cell) -> str:
    """Return the name without the spaces that make 单　伟 as wide as three characters."""
    text = re.sub(r"\s+", " ", _text(cell))
    text = re.sub(r"(?<=[^\x00-\x7f]) ?[•・．‧∙●·.] ?(?=[^\x00-\x7f])", "·", text)
    han = re.fullmatch(r"[^\x00-\x7f ]( ?[^\x00-\x7f ]){0,3}", text)
    return text.replace(" ", "") if han else text


def _ethnicity(text: str) -> str:
    return f"{text}族" if text in _PEOPLES else text


def _read_name(found: FoundRow) -> None:
    name = found.values["name"]
    if not name:
        found.note("name", "没有姓名，不能录入", BLOCK)
    elif re.search(r"\d", name):
        found.note("name", f"姓名“{name}”里有数字，请核对")


def _read_gender(found: FoundRow, text: str) -> None:
    gender = text.removesuffix("性")
    if gender in ("男", "女"):
        found.values["gender"] = gender
    elif text:
        found.note("gender", f"性别“{text}”看不懂，没有录入")


def _read_identity(found: FoundRow, cell: Cell) -> None:
    if isinstance(cell, int | float) and cell >= 10**14:
        found.note("id_number", identity.LOST_DIGITS)
        return
    number = identity.clean(re.sub(r'^="?|"$', "", _text(cell)))
    if not number or identity.is_concealed(number):  # as our own export covers it
        return
    if problem := identity.problem(number):
        shown = "" if problem == identity.LOST_DIGITS else f"（{identity.mask(number)}，没有录入）"
        found.note("id_number", problem + shown)
    else:
        found.values["id_number"] = number


def _read_date(found: FoundRow, name: str, cell: Cell) -> None:
    reading = dates.read(cell)
    value, problem = reading.value, reading.problem
    number = found.values["id_number"]
    if name == "born_on" and isinstance(cell, float) and value and problem and number:
        # The identity number says whether 1990.1 was January or October.
        month = f"{number[6:10]}-{number[10:12]}"
        if month in (value, f"{value[:4]}-10"):
            value, problem = month, ""
    found.values[name] = value or ""
    if problem:
        left_out = "" if value else "；没有录入"
        found.note(name, f"{LABELS[name]}{problem}{left_out}")


def _compare_identity(found: FoundRow) -> None:
    values = found.values
    if not values["id_number"]:
        return
    born_on, gender = values["born_on"] or None, values["gender"] or None
    if problem := identity.problem(values["id_number"], born_on=born_on, gender=gender):
        found.note("id_number", problem)


def _read_category(found: FoundRow, text: str, *, has_full_on: bool) -> None:
    values = found.values
    plain = text.removeprefix("中共")
    values["category"] = category = _CATEGORIES.get(plain, "")
    if text and not category:
        level = BLOCK if re.search(r"积极分子|发展对象|申请人|群众|团员", text) else WARN
        reason = "不是党员，不录入花名册" if level == BLOCK else "看不懂，按转正时间判断"
        found.note("category", f"党员类别“{text}”{reason}", level)
    if category == "full" and not values["full_on"] and has_full_on:
        text = "类别是正式党员，却没有可用的转正时间，录入后会成为预备党员，请补上转正时间"
        found.note("full_on", text, BLOCK, missing=True)
    if category == "probationary" and values["full_on"]:
        written = dates.text(values["full_on"])
        found.note("full_on", f"类别是预备党员，却有转正时间{written}；按预备党员录入")
        values["full_on"] = ""


def _check_dates(found: FoundRow) -> None:
    values = found.values
    joined_on, full_on, born_on = values["joined_on"], values["full_on"], values["born_on"]
    if not joined_on:
        found.note("joined_on", "没有可用的入党时间，不能录入，请补上", BLOCK, missing=True)
    elif full_on and full_on < joined_on:
        text = f"转正时间{dates.text(full_on)}早于入党时间{dates.text(joined_on)}，请核对"
        found.note("full_on", text, BLOCK)
    if joined_on and born_on and int(joined_on[:4]) - int(born_on[:4]) < 18:
        found.note("joined_on", "入党时不满18周岁，请核对出生年月和入党时间")


def note_namesakes(found: list[FoundRow]) -> None:
    """Block rows that repeat a person, and name those that only share a name."""
    by_number: dict[str, list[FoundRow]] = defaultdict(list)
    by_name: dict[str, list[FoundRow]] = defaultdict(list)
    for row in found:
        namesakes = by_name[row.values["name"]] if row.values["name"] else []
        bearers = by_number[row.values["id_number"]] if row.values["id_number"] else []
        twin = next((o for o in (*bearers, *namesakes) if _same(row, o)), None)
        if twin:
            row.note("name", f"与第{twin.number}行像是同一个人，不重复录入，请核对", BLOCK)
        else:
            bearers.append(row)
            namesakes.append(row)
    for namesakes in by_name.values():
        for row in namesakes:
            others = "、".join(str(other.number) for other in namesakes if other is not row)
            if others:
                row.note("name", f"与第{others}行同名，按不同的人录入")


def _same(one: FoundRow, other: FoundRow) -> bool:
    """Whether two rows are one person: by number, else by name and date of birth."""
    a, b = one.values, other.values
    if a["id_number"] and b["id_number"]:
        return a["id_number"] == b["id_number"]
    return a["name"] == b["name"] != "" and dates.agree(a["born_on"], b["born_on"])


def frozen(found: FoundRow) -> RosterRow:
    """Return the row as it is shown, with the facts that its remarks suggest."""
    values = found.values
    facts = suggestions(f"{values['remark']}；{values['transfer']}")
    once = tuple({(fact.kind, fact.began_on): fact for fact in facts}.values())
    return RosterRow(found.number, MappingProxyType(values), tuple(found.problems), once)
