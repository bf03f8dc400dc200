"""R16: what was decided or found has an owner and a date, and reaches the lists."""

from collections.abc import Iterator
from dataclasses import dataclass

from db.rules.meeting import Decision, MeetingFacts
from db.rules.organisation_life import Issue
from db.rules.rule import Finding, Path, Rules, finding
from db.rules.surroundings import Surroundings
from db.rules.wording import day_text, short


@dataclass(frozen=True)
class _Todo:
    """A line that somebody has to do: where it stands, its name, the list where it belongs."""

    line: Decision | Issue
    at: Path
    where: str
    word: str
    list_title: str


def r16(facts: MeetingFacts, around: Surroundings, rules: Rules) -> Iterator[Finding]:
    """Each task and issue has an owner and a date; those of a final record stand on a list."""
    rule = rules["R16"]
    for todo in _todos(facts):
        line, at, where = todo.line, todo.at, todo.where
        named = f"{where}的{todo.word}“{short(line.text)}”"
        if not line.owner:
            yield finding(rule, f"{named}没有责任人", (*at, "owner"), where)
        if line.due_on is None:
            yield finding(rule, f"{named}没有完成时限", (*at, "due_on"), where)
        elif facts.held_on is not None and line.due_on < facts.held_on:
            text = f"{named}的时限 {day_text(line.due_on)} 早于{facts.noun}日期，请核对"
            yield finding(rule, text, (*at, "due_on"), where, level="warn")
        if facts.final and around.listed is not None and line.uid not in around.listed:
            text = f"{named}还没有列入{todo.list_title}"
            yield finding(rule, text, at, where)


def _todos(facts: MeetingFacts) -> Iterator[_Todo]:
    number = 0
    for place, item in enumerate(facts.agenda):
        number += not item.closing
        where = "主持人总结" if item.closing else f"议题{number}"
        for row, line in enumerate(item.decisions):
            yield _Todo(line, ("agenda", place, "decisions", row), where, "任务", "任务清单")
    for row, line in enumerate(facts.decisions):
        yield _Todo(line, ("decisions", row), "议定事项", "任务", "任务清单")
    for row, issue in enumerate(facts.life.issues):
        yield _Todo(issue, ("issues", row), "问题和整改", "问题", "问题清单")
