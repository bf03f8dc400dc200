"""Checks of 组织生活会: each examines himself, is criticised with facts, problems are put right.

教育管理条例 Art. 17 and the forms of domain row 8. They are parts of R07.
"""

import re
from collections.abc import Iterator

from db.rules.meeting import MeetingFacts
from db.rules.organisation_life import Examination
from db.rules.rule import Finding, Path, Rule, Rules, finding
from db.rules.wording import names_text

_NOT_LETTERS = re.compile(r"[\W\d_]+")
_PLACE = "对照检查"


def life_content(facts: MeetingFacts, rules: Rules) -> Iterator[Finding]:
    """Return what is missing in the record of 组织生活会."""
    check, basis = rules["R07"], rules["life.meeting"]
    yield from _examined(facts, check, basis)
    yield from _criticised(facts, check, rules["life.criticism"])
    life = facts.life
    if not life.previous:
        text = "没有写上次整改的通报，第一次召开的请写“无”"
        yield finding(check, text, ("previous",), "上次整改通报", level="warn", basis=basis)
    if not life.opinions:
        text = "没有写征求意见汇总，没有的请写“无”"
        yield finding(check, text, ("opinions",), "征求意见", level="remind", basis=basis)
    if not life.issues:
        text = "还没有列出问题和整改措施"
        yield finding(check, text, ("issues",), "问题和整改", level="warn", basis=basis)
    for place, issue in enumerate(life.issues):
        if not issue.text:
            text = f"问题和整改第{place + 1}行没有写问题"
            yield finding(check, text, ("issues", place, "text"), "问题和整改")


def _examined(facts: MeetingFacts, check: Rule, basis: Rule) -> Iterator[Finding]:
    """Each person due has examined himself; who was away has handed it in."""
    said = {row.member: (place, row) for place, row in enumerate(facts.life.examinations)}
    lacking: dict[bool, list[tuple[str, Path]]] = {True: [], False: []}
    for person in facts.attendance:
        place, row = said.get(person.member, (None, None))
        if row is None or not row.text:
            at: Path = ("examinations", place, "text") if place is not None else ("examinations",)
            lacking[person.present].append((person.name, at))
        elif not person.present and not row.written and place is not None:
            text = f"{person.name}没有到会，对照检查应注明是书面发言"
            at = ("examinations", place, "written")
            yield finding(check, text, at, _PLACE, level="warn", basis=basis)
    if here := lacking[True]:
        text = f"{names_text([name for name, _ in here])}没有对照检查（自我批评）的内容"
        yield finding(check, text, here[0][1], _PLACE, basis=basis)
    if away := lacking[False]:
        text = f"{names_text([name for name, _ in away])}没有到会，也没有书面的对照检查"
        yield finding(check, text, away[0][1], _PLACE, level="warn", basis=basis)


def _criticised(facts: MeetingFacts, check: Rule, basis: Rule) -> Iterator[Finding]:
    """Everyone who examined himself hears criticism, and it names facts."""
    rows = facts.life.examinations
    if not any(row.criticisms for row in rows):
        if rows:
            text = "还没有记下相互批评的意见"
            yield finding(check, text, ("examinations",), "批评意见", basis=basis)
        return
    present = {person.member for person in facts.attendance if person.present}
    without = [
        (place, row)
        for place, row in enumerate(rows)
        if row.member in present and row.text and not row.criticisms
    ]
    if without:
        text = f"没有人对{names_text([row.name for _, row in without])}提出批评意见，请核对"
        at = ("examinations", without[0][0], "criticisms")
        yield finding(check, text, at, "批评意见", level="warn", basis=basis)
    for place, row in enumerate(rows):
        yield from _each(row, place, check, basis)


def _each(row: Examination, place: int, check: Rule, basis: Rule) -> Iterator[Finding]:
    for line, said in enumerate(row.criticisms):
        at = ("examinations", place, "criticisms", line)
        if not said.critic:
            text = f"对{row.name}的第{line + 1}条批评意见没有写是谁提的"
            yield finding(check, text, (*at, "critic_name"), "批评意见", level="warn", basis=basis)
        if is_empty(said.text, basis):
            who = said.critic or "有人"
            text = f"{who}对{row.name}的批评意见没有具体内容，请写明所指的事"
            yield finding(check, text, (*at, "text"), "批评意见", level="warn", basis=basis)


def is_empty(text: str, rule: Rule) -> bool:
    """Whether a criticism says nothing of its own once the set phrases of the rule are gone."""
    left = _NOT_LETTERS.sub("", text)
    for phrase in sorted(rule.lists.get("phrases", ()), key=len, reverse=True):
        left = left.replace(phrase, "")
    return len(left) < rule.number("characters")
