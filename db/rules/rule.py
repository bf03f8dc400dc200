"""A rule with its source, and what a check says when it looks at a record by that rule."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["block", "warn", "remind", "ok"]
Path = tuple[str | int, ...]

LEVELS: tuple[Level, ...] = ("block", "warn", "remind", "ok")


@dataclass(frozen=True)
class Rule:
    """One rule as it holds from ``effective_from`` up to but not including ``effective_to``.

    ``verified`` is False while nobody has compared the rule with the official text. ``level`` is
    how heavily a breach weighs, None for rules that are not checks. ``numbers`` holds counts,
    days and the parts of fractions; ``lists`` holds words. ``local`` is the reason for which the
    branch has changed the rule for itself, "" where it has not.
    """

    code: str
    title: str
    document: str
    article: str
    text: str
    verified: bool
    level: Level | None = None
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None
    numbers: Mapping[str, int] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    local: str = ""

    @property
    def source(self) -> str:
        """Document and article for the person, with 待核 where nobody has checked them.

        What the branch has changed for itself is said with its reason.
        """
        told = f"{self.document}{self.article}" + ("" if self.verified else "（待核）")
        return f"{told}；本支部另有规定：{self.local}" if self.local else told

    def number(self, name: str) -> int:
        """Return the number of that name, 0 when the rule does not give it."""
        return self.numbers.get(name, 0)

    def holds_on(self, day: dt.date) -> bool:
        """Whether the rule is in force on the day."""
        begun = self.effective_from is None or self.effective_from <= day
        return begun and (self.effective_to is None or day < self.effective_to)


Rules = Mapping[str, Rule]
"""The rules in force on one day, by code."""


@dataclass(frozen=True)
class Override:
    """What a branch has changed of one rule for itself, with the reason, for a time (half-open)."""

    code: str
    numbers: Mapping[str, int]
    reason: str
    effective_from: dt.date
    effective_to: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Whether the change is in force on the day."""
        begun = self.effective_from <= day
        return begun and (self.effective_to is None or day < self.effective_to)


@dataclass(frozen=True)
class Finding:
    """What a check has to say about a record.

    ``field`` is the path into the record's tree, e.g. ``("agenda", 2, "resolution")``; ``place``
    names the spot for the person, e.g. 议题3. Level "ok" confirms that something is in order.
    """

    code: str
    level: Level
    text: str
    article: str
    field: Path = ()
    place: str = ""


def finding(
    check: Rule,
    text: str,
    field: Path = (),
    place: str = "",
    *,
    level: Level | None = None,
    basis: Rule | None = None,
) -> Finding:
    """Return what a check found, at the check's own level unless another is given.

    ``basis`` is the rule to cite where it is another than the check itself.
    """
    source = (basis or check).source
    return Finding(check.code, level or check.level or "remind", text, source, field, place)
