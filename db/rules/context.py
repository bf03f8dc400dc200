"""Checks of a meeting against earlier ones: R12, R13."""

import datetime as dt
from collections.abc import Iterator

from db.rules.likeness import at_least, fingerprint, normalised, titles_alike
from db.rules.meeting import MeetingFacts
from db.rules.rule import Finding, Rules, finding
from db.rules.surroundings import Surroundings
from db.rules.wording import day_text

_BODY = {"activity": "process", "life": "examinations", "appraisal": "appraisals"}


def r12(facts: MeetingFacts, around: Surroundings, rules: Rules) -> Iterator[Finding]:
    """What the members decide of importance was before the committee first.

    A branch too small for a committee has none to ask; one that should have a committee and has
    none is told so, and so is a committee meeting without a committee.
    """
    wanted = rules["branch.committee"].number("full_members")
    small = around.full_members is not None and around.full_members < wanted
    exists = around.committee_size is not None and around.committee_size >= _smallest(rules)
    if facts.scope == "committee":
        yield from _committee_without_branch(around, rules, small=small, exists=exists)
    if facts.kind != "general" or facts.held_on is None or (small and not exists):
        return
    rule = rules["R12"]
    begin = facts.held_on - dt.timedelta(days=rule.number("days_before"))
    before = [item for item in around.committee_items if begin <= item.day <= facts.held_on]
    for place, number, item in facts.items():
        if item.matter == "general" or not item.title:
            continue
        alike = (titles_alike(item.title, earlier.title) for earlier in before)
        if max(alike, default=0) < rule.number("likeness"):
            where = f"议题{number}"
            text = f"{where}是重要事项，没有找到此前讨论它的支部委员会会议，请核对"
            yield finding(rule, text, ("agenda", place, "matter"), where)


def _smallest(rules: Rules) -> int:
    return rules["branch.committee"].number("smallest")


def _committee_without_branch(
    around: Surroundings, rules: Rules, *, small: bool, exists: bool
) -> Iterator[Finding]:
    rule = rules["branch.committee"]
    if around.full_members is None or around.committee_size is None or exists:
        return
    if small:
        text = (
            f"当日有正式党员 {around.full_members} 人，不足 {rule.number('full_members')} 人，"
            "没有支部委员会，其职责由支部党员大会履行，请核对会议种类"
        )
    else:
        text = (
            f"当日登记的委员只有 {around.committee_size} 人，支部委员会至少"
            f" {rule.number('smallest')} 人，请核对任职登记"
        )
    yield finding(rules["R12"], text, ("kind",), "种类", basis=rule)


def r13(facts: MeetingFacts, around: Surroundings, rules: Rules) -> Iterator[Finding]:
    """The text is not that of an earlier record with the names moved about."""
    rule, body = rules["R13"], facts.body()
    if not around.earlier_texts or len(normalised(body)) < rule.number("characters"):
        return
    own, limit = fingerprint(body), rule.number("likeness")
    percent, place = max(
        (at_least(own, earlier.fingerprint, limit), place)
        for place, earlier in enumerate(around.earlier_texts)
    )
    if percent:
        earlier = around.earlier_texts[place]
        text = (
            f"正文与{day_text(earlier.day)}“{earlier.heading}”有 {percent}% 相同，"
            "请写本次会议自己的内容"
        )
        yield finding(rule, text, (_BODY.get(facts.kind, "agenda"),), "正文")
