"""What a scheme of assessment is made of, and what a scored sheet is.

Points are integers in hundredths. Source: domain 3.2 (A1 to F3, 加分, 扣分, 一票否决, bands); the
numbers stand in ``resources/schemes``, none in the program.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Formula(StrEnum):
    """How the points of an item come about; the value is the name in a scheme."""

    PER_MISSING = "per_missing"
    RATIO = "ratio"
    STEPS = "steps"
    COVERAGE = "coverage"
    LATE_SHARE = "late_share"
    MANUAL = "manual"
    CONFIRM = "confirm"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return _FORMULAS[self]


_FORMULAS = {
    Formula.PER_MISSING: "缺一次扣几分",
    Formula.RATIO: "按完成的比例",
    Formula.STEPS: "按比例分档",
    Formula.COVERAGE: "按覆盖的人数",
    Formula.LATE_SHARE: "按及时的份数",
    Formula.MANUAL: "由人评定",
    Formula.CONFIRM: "程序建议，由人确认",
}

SHARES = (Formula.RATIO, Formula.STEPS, Formula.COVERAGE, Formula.LATE_SHARE)
"""The formulas that divide what was done by what was due."""


class Absence(StrEnum):
    """Why there may be nothing to judge; a scheme names those with which an item is 不适用."""

    NOT_ASKED = "not_asked"
    NONE = "none"
    NOT_KEPT = "not_kept"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return _ABSENCES[self]


_ABSENCES = {
    Absence.NOT_ASKED: "本支部不要求这一项",
    Absence.NONE: "这一年没有发生",
    Absence.NOT_KEPT: "数据文件里没有这方面的记录",
}


@dataclass(frozen=True)
class Step:
    """From this percentage on the item has so many points."""

    at_least: int
    points: int


@dataclass(frozen=True)
class Choice:
    """A grade that a person gives an item, with its points (0 in a scheme without points)."""

    title: str
    points: int = 0


@dataclass(frozen=True)
class Item:
    """One line of a scheme.

    ``source`` names what is counted (``sources.SOURCES``), ``deduct`` the points for each kind of
    gap, ``numbers`` what the source wants to know (a target, a month). ``propose`` is the formula
    whose result a person confirms. ``absent`` are the conditions in which the item is 不适用.
    ``standard`` is 评分标准, ``evidence`` 数据依据, ``target`` 指标 of the letter; ``basis`` is the
    document that the item comes from, ``verified`` whether somebody has compared it.
    """

    code: str
    group: str
    title: str
    points: int
    formula: Formula
    source: str = ""
    propose: Formula | None = None
    deduct: Mapping[str, int] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    grades: tuple[Choice, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    absent: tuple[Absence, ...] = ()
    standard: str = ""
    evidence: str = ""
    target: str = ""
    basis: str = ""
    verified: bool = False
    on: bool = True

    @property
    def counting(self) -> Formula:
        """The formula by which the program counts; ``MANUAL`` when it does not."""
        return self.propose or self.formula


@dataclass(frozen=True)
class Group:
    """A heading of the scheme: A 组织设置."""

    code: str
    title: str


@dataclass(frozen=True)
class Band:
    """A grade of the branch (等次), best first.

    With points it begins at ``at_least``. Without, at most ``unmet`` items are 没有达到 and at most
    ``partial`` only 部分达到. ``quota`` is the share of branches in percent, 0 for no limit.
    """

    title: str
    at_least: int = 0
    unmet: int = 0
    partial: int = 0
    quota: int = 0


@dataclass(frozen=True)
class Adjustment:
    """A bonus or a deduction that a scheme knows, with its points each time."""

    code: str
    title: str
    points: int
    bonus: bool


@dataclass(frozen=True)
class VetoRule:
    """A fact with which the grade is at most ``at_most``, the title of a band."""

    code: str
    title: str
    at_most: str


@dataclass(frozen=True)
class Scheme:
    """A scheme: ``full`` are the points of all items together, None for one without points.

    ``clean`` are the checks that a record must pass at level "block" to be counted.
    """

    code: str
    title: str
    year_from: int
    groups: tuple[Group, ...]
    items: tuple[Item, ...]
    bands: tuple[Band, ...]
    full: int | None = 10000
    bonus_limit: int = 0
    adjustments: tuple[Adjustment, ...] = ()
    vetoes: tuple[VetoRule, ...] = ()
    clean: tuple[str, ...] = ()
    note: str = ""

    @property
    def pointed(self) -> bool:
        """Whether the scheme gives points."""
        return self.full is not None

    def item(self, code: str) -> Item:
        """Return the item of that code; raises ``KeyError``."""
        for each in self.items:
            if each.code == code:
                return each
        raise KeyError(code)


@dataclass(frozen=True)
class Gap:
    """Something that is missing or wrong, so many ``times``; ``kind`` is its name in schemes."""

    kind: str
    words: str
    uids: tuple[str, ...] = ()
    times: int = 1


@dataclass(frozen=True)
class Still:
    """Something that can still be done, by a day or without a limit."""

    text: str
    by: dt.date | None = None


@dataclass(frozen=True)
class Measure:
    """What a source counted: ``done`` of what was ``due``, what is missing, the records behind it.

    ``said`` takes the place of 应…实… where nothing is counted; ``noted`` are remarks. ``absent``
    says why there may be nothing to judge, ``why`` in what words.
    """

    due: int = 0
    done: int = 0
    unit: str = "次"
    gaps: tuple[Gap, ...] = ()
    uids: tuple[str, ...] = ()
    still: tuple[Still, ...] = ()
    said: str = ""
    noted: tuple[str, ...] = ()
    absent: Absence | None = None
    why: str = ""


class Conclusion(StrEnum):
    """What is said of an item without points."""

    MET = "达到"
    PARTIAL = "部分达到"
    UNMET = "没有达到"
    OPEN = "待评定"
    ABSENT = "不适用"


@dataclass(frozen=True)
class Judged:
    """What people said of one item: 自评分, 核定分 and why; ``proposed`` is what they saw then."""

    own: int | None = None
    reviewed: int | None = None
    confirmed: bool = False
    grade: str = ""
    reason: str = ""
    basis: str = ""
    proposed: int | None = None


@dataclass(frozen=True)
class Line:
    """One line of the sheet.

    ``proposed`` comes out of the records, ``score`` is what counts: 核定分, else 自评分, else what
    is proposed; None while nobody has graded it and for 不适用. ``wants`` says what a person has
    still to do. ``reason`` is the person's for a changed score, ``absent`` why the line leaves the
    base.
    """

    item: Item
    proposed: int | None
    score: int | None
    conclusion: Conclusion
    words: str
    judged: Judged = Judged()
    absent: str = ""
    wants: str = ""
    evidence: tuple[str, ...] = ()
    still: tuple[Still, ...] = ()

    @property
    def code(self) -> str:
        """The code of the item."""
        return self.item.code

    @property
    def title(self) -> str:
        """The title of the item."""
        return self.item.title

    @property
    def points(self) -> int:
        """The points of the item."""
        return self.item.points

    @property
    def reason(self) -> str:
        """Why a person changed the score, "" where nobody did."""
        return self.judged.reason


@dataclass(frozen=True)
class Adjusted:
    """A bonus or deduction as it counts; ``points`` are negative for a deduction."""

    code: str
    title: str
    points: int
    reason: str
    proof: str = ""


@dataclass(frozen=True)
class Vetoed:
    """A veto that holds: what happened, and which grade the branch reaches at most."""

    code: str
    title: str
    reason: str
    at_most: str


@dataclass(frozen=True)
class Sheet:
    """A scored year.

    ``earned`` is the sum of the lines' scores and ``base`` that of their points without what is
    不适用. ``converted`` is earned itself, or, where the base is not full, earned ÷ base × full to
    one decimal. ``total`` = converted + bonus − deductions, not below nothing. Without points all
    of these are None. ``band`` is what follows from the points or the conclusions and the vetoes;
    ``complete`` says that nobody has anything left to grade or confirm.
    """

    scheme: Scheme
    year: int
    today: dt.date
    lines: tuple[Line, ...]
    adjusted: tuple[Adjusted, ...]
    vetoed: tuple[Vetoed, ...]
    earned: int | None
    base: int | None
    converted: int | None
    bonus: int
    deducted: int
    total: int | None
    band: str
    notes: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every line has what it wants of a person."""
        return not any(line.wants for line in self.lines)

    def line(self, code: str) -> Line:
        """Return the line of that code; raises ``KeyError``."""
        for each in self.lines:
            if each.code == code:
                return each
        raise KeyError(code)

    @property
    def still(self) -> tuple[Still, ...]:
        """What can still be done, by its day; what has no limit comes last."""
        found = dict.fromkeys(each for line in self.lines for each in line.still)
        return tuple(sorted(found, key=lambda each: (each.by or dt.date.max, each.text)))
