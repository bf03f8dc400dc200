"""All checks of a meeting or activity, run together: problems first, then what is in order."""

from collections.abc import Callable, Iterator

from db.rules.appraisal import r17
from db.rules.context import r12, r13
from db.rules.days import r10
from db.rules.meeting import MeetingFacts, counts
from db.rules.people import r01, r02, r03, r06, r15
from db.rules.record import r07, r08, r09, r14, r21
from db.rules.rule import LEVELS, Finding, Rules
from db.rules.surroundings import Surroundings
from db.rules.todo import r16
from db.rules.voting import quorum_of, r04, r05, vote_rule

Check = Callable[[MeetingFacts, Surroundings, Rules], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    r01, r02, r03, r04, r05, r06, r07, r08, r09, r10, r12, r13, r14, r15, r16, r17, r21,
)  # fmt: skip


def check(facts: MeetingFacts, around: Surroundings, rules: Rules) -> list[Finding]:
    """Return the findings on a meeting or activity: blocking ones first, confirmations last."""
    found = [said for one in CHECKS for said in one(facts, around, rules)]
    found += _in_order(facts, rules, found)
    return sorted(found, key=lambda said: LEVELS.index(said.level))


def _in_order(facts: MeetingFacts, rules: Rules, found: list[Finding]) -> Iterator[Finding]:
    """Confirm what has nothing against it: the panel shows that the sums were looked at."""
    wrong = {said.code for said in found if said.level in ("block", "warn")}
    sums = counts(facts)
    if sums.due and "R01" not in wrong:
        yield from _people_in_order(facts, rules, wrong)
    if not wrong & {"R07", "R08"}:
        yield Finding("R07 R08", "ok", "必填项齐全，日期先后有序", rules["R07"].source)


def _people_in_order(facts: MeetingFacts, rules: Rules, wrong: set[str]) -> Iterator[Finding]:
    sums = counts(facts)
    if facts.scope not in ("general", "committee") or "R04" in wrong:
        yield Finding("R01", "ok", f"人数闭合：{sums.text}", rules["R01"].source, ("attendance",))
        return
    rule = vote_rule(facts, None, rules)
    voted = any(item.vote.held for _, _, item in facts.items()) and "R05" not in wrong
    code, title = ("R01 R04 R05", "表决有效") if voted else ("R01 R04", "到会人数足够")
    text = f"人数闭合、{title}：{sums.text}；{quorum_of(sums, rule).text}"
    yield Finding(code, "ok", text, rule.source, ("attendance",))
