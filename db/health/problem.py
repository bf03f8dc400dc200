"""What the data check found: where, how grave, and what would put it right."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from db.inspection import Inspected

Say = Callable[[int, int, str], None]
"""Told of progress as (done, total, what is being done); may raise to stop the check."""


class Grade(StrEnum):
    """How grave a problem is."""

    DAMAGE = "damage"
    ACTION = "action"
    TIDY = "tidy"

    @property
    def label(self) -> str:
        """The word for the person."""
        return {"damage": "损坏", "action": "需要处理", "tidy": "可以整理"}[self.value]


class Repair(StrEnum):
    """What the program may do by itself: it touches nothing that a person entered."""

    REINDEX = "reindex"
    SEARCH = "search"
    FILES = "files"
    DRAFTS = "drafts"
    VACUUM = "vacuum"

    @property
    def label(self) -> str:
        """What is done, in words."""
        return _REPAIRS[self]


_REPAIRS = {
    Repair.REINDEX: "重建索引",
    Repair.SEARCH: "重建检索",
    Repair.FILES: "清理没有用到的附件内容",
    Repair.DRAFTS: "清理没有主人的草稿",
    Repair.VACUUM: "压缩文件",
}


@dataclass(frozen=True)
class Problem:
    """One problem: ``code`` for programs, a sentence, the record that it lies in (if any)."""

    code: str
    grade: Grade
    text: str
    record_type: str = ""
    uid: str = ""
    heading: str = ""
    repair: Repair | None = None


@dataclass(frozen=True)
class Report:
    """The outcome of a data check at a moment (UTC): problems, and what the rules say."""

    at: str
    records: int
    problems: tuple[Problem, ...]
    inspected: tuple[Inspected, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing is damaged and nothing wants a person's hand; rules apart."""
        return all(problem.grade is Grade.TIDY for problem in self.problems)

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """What the program may put right, each once, in order."""
        offered = {problem.repair for problem in self.problems}
        return tuple(each for each in Repair if each in offered)

    @property
    def rule_findings(self) -> int:
        """How many findings of the rules are more than a confirmation."""
        return sum(f.level != "ok" for one in self.inspected for f in one.findings)
