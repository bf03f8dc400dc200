"""Checks of quorum and votes: R04, R05, and the verdict on a single item for the form."""

import re
from collections.abc import Iterator

from db.rules.meeting import AgendaItem, Counts, MeetingFacts, Vote, counts
from db.rules.quorum import Quorum, may_vote
from db.rules.rule import Finding, Level, Rule, Rules, finding
from db.rules.surroundings import Surroundings
from db.rules.votes import Count, Verdict, ballot_faults, verdict

_OWN_RULES = ("admission", "full_membership", "election")
_NOTHING = ("", "无", "—", "－", "-", "/")
_REFUSED = re.compile(r"[未没不](?:有|能|获|予|获得|得到)?(?:通过|当选)|否决")
# 通过 also means "by way of": only at the end of a clause or after a word of voting it is a result.
_PASSED = re.compile(
    r"(?:表决|一致|同意|投票|审议)通过|通过了?(?=[。，；！,;!）)\s]|$)|(?<!未)当选"
)


def vote_rule(facts: MeetingFacts, item: AgendaItem | None, rules: Rules) -> Rule:
    """Return the rule for a vote on the item, or for the meeting as a whole."""
    if facts.scope == "general":
        own = item is not None and item.matter in _OWN_RULES
        return rules[f"vote.{item.matter}" if own and item is not None else "vote.general"]
    return rules["vote.committee" if facts.scope == "committee" else "vote.group"]


def quorum_of(sums: Counts, rule: Rule) -> Quorum:
    """Judge the attendance by the rule: all who are due for a committee, else the voters."""
    if rule.number("heads"):
        return may_vote(sums.present, sums.due, rule)
    return may_vote(sums.voters_present, sums.voters_due, rule)


def count_of(vote: Vote) -> Count | None:
    """Return the figures of a vote, None while one of the three is missing."""
    in_favour, against, abstain = vote.figures
    if in_favour is None or against is None or abstain is None:
        return None
    return Count(in_favour, against, abstain, vote.written or 0)


def item_verdict(facts: MeetingFacts, place: int, rules: Rules) -> Verdict | None:
    """Judge the vote on the item at that place in the tree; None while figures are missing."""
    item = facts.agenda[place]
    count = count_of(item.vote)
    return None if count is None else _judge(item, count, facts, counts(facts), rules)


def _judge(
    item: AgendaItem, count: Count, facts: MeetingFacts, sums: Counts, rules: Rules
) -> Verdict:
    rule = vote_rule(facts, item, rules)
    return verdict(count, quorum_of(sums, rule), sums.voters_present, sums.voters_due, rule)


def decides(item: AgendaItem) -> bool:
    """Whether the record speaks of a decision on the item."""
    return item.vote.held or item.resolution not in _NOTHING or bool(item.decisions)


def r04(facts: MeetingFacts, _around: Surroundings, rules: Rules) -> Iterator[Finding]:
    """Without a quorum nothing may be decided; without decisions it is only said."""
    if facts.scope not in ("general", "committee") or not facts.attendance:
        return
    check, sums = rules["R04"], counts(facts)
    whole = quorum_of(sums, vote_rule(facts, None, rules))
    if not whole.ok:
        decided = any(decides(item) for item in facts.agenda)
        tail = "，本次会议不能作出决议" if decided else ""
        level: Level | None = None if decided else "warn"
        text = f"{whole.text}{tail}"
        yield finding(check, text, ("attendance",), "到会", level=level, basis=whole.rule)
        return
    for place, number, item in facts.items():
        rule = vote_rule(facts, item, rules)
        quorum = quorum_of(sums, rule)
        if item.vote.held and not quorum.ok:
            at = ("agenda", place, "vote_method")
            text = f"议题{number}（{rule.title}）：{quorum.text}"
            yield finding(check, text, at, f"议题{number}", basis=rule)


def r05(facts: MeetingFacts, _around: Surroundings, rules: Rules) -> Iterator[Finding]:
    """The figures of each vote close, and the resolution says what they say."""
    sums = counts(facts)
    for place, number, item in facts.items():
        if item.vote.held:
            yield from _vote(facts, sums, rules, place, number)


def _vote(
    facts: MeetingFacts, sums: Counts, rules: Rules, place: int, number: int
) -> Iterator[Finding]:
    check, item = rules["R05"], facts.agenda[place]
    vote, where, at = item.vote, f"议题{number}", ("agenda", place)
    if facts.kind == "lecture":
        text = f"{where}写了表决，党课不作表决，请记到支部党员大会"
        yield finding(check, text, (*at, "vote_method"), where)
        return
    if vote.method in ("", "none"):
        text = f"{where}写了票数，没有选表决方式，请选上"
        yield finding(check, text, (*at, "vote_method"), where)
    count = count_of(vote)
    if count is None:
        key = _missing_figure(vote)
        text = f"{where}的票数没有填全，赞成、反对、弃权都要填，没有的填 0"
        yield finding(check, text, (*at, key), where)
        return
    rule = vote_rule(facts, item, rules)
    away = sums.voters_due - sums.voters_present
    faults = ballot_faults(count, sums.voters_present, away, rule)
    for fault in faults:
        key = "written" if fault.startswith("书面") else "votes_for"
        yield finding(check, f"{where}：{fault}", (*at, key), where, basis=rule)
    if not faults:
        yield from _result(check, item, _judge(item, count, facts, sums, rules), at, where)
        yield from _unrecorded(check, count, sums.voters_present, at, where)
    if rule.number("secret") and vote.method not in ("", "none", "ballot"):
        text = f"{where}：{rule.title}应当无记名投票"
        yield finding(check, text, (*at, "vote_method"), where, level="warn", basis=rule)


def _missing_figure(vote: Vote) -> str:
    keys = ("votes_for", "votes_against", "votes_abstain")
    return next(key for key, figure in zip(keys, vote.figures, strict=True) if figure is None)


def _result(
    check: Rule, item: AgendaItem, judged: Verdict, at: tuple[str, int], where: str
) -> Iterator[Finding]:
    """Say the result of a possible vote, and when the resolution says otherwise."""
    key = (*at, "resolution")
    refused = bool(_REFUSED.search(item.resolution))
    passed = bool(_PASSED.search(_REFUSED.sub("", item.resolution)))
    if passed and not refused and not judged.ok:
        text = f"{where}的决议写着通过，按票数是{judged.label}：{judged.text}"
        yield finding(check, text, key, where, basis=judged.rule)
    elif refused and not passed and judged.ok:
        text = f"{where}的决议写着没有通过，按票数是{judged.label}：{judged.text}"
        yield finding(check, text, key, where, basis=judged.rule)
    elif judged.quorum.ok:
        text = f"{where}{judged.label}：{judged.text}"
        yield finding(check, text, (*at, "votes_for"), where, level="ok", basis=judged.rule)


def _unrecorded(
    check: Rule, count: Count, present: int, at: tuple[str, int], where: str
) -> Iterator[Finding]:
    expected = present + count.written
    if count.ballots < expected:
        whose = "加书面意见" if count.written else ""
        text = (
            f"{where}：到会有表决权 {present} 人{whose}，只记了 {count.ballots} 票，"
            f"还有 {expected - count.ballots} 票没有着落，请核对"
        )
        yield finding(check, text, (*at, "votes_abstain"), where, level="warn")
