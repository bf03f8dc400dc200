"""Whether a vote is arithmetically possible, may be held and passes.

支部工作条例（试行） Art. 11: a motion passes with more than half of 应到会有表决权, not of those
present. For elections two readings are in use; both are computed and the stricter one decides.
"""

from dataclasses import dataclass

from db.rules.quorum import Quorum, Share, quorum_share
from db.rules.rule import Rule


@dataclass(frozen=True)
class Count:
    """The figures of one vote; ``written`` opinions are already among the three others."""

    votes_for: int
    votes_against: int
    votes_abstain: int
    written: int = 0

    @property
    def ballots(self) -> int:
        """All votes together."""
        return self.votes_for + self.votes_against + self.votes_abstain


@dataclass(frozen=True)
class Outcome:
    """Whether the votes in favour are enough, and the sentence with the sum."""

    ok: bool
    votes_for: int
    due: int
    needed: int
    text: str
    rule: Rule


@dataclass(frozen=True)
class Verdict:
    """A whole vote judged: ``label`` is 通过, 未通过, 当选, 未当选 or 不能表决."""

    ok: bool
    label: str
    text: str
    quorum: Quorum
    outcome: Outcome
    rule: Rule


def pass_share(rule: Rule) -> Share:
    """Return the share of those due that must be in favour."""
    return Share(
        rule.number("pass_numerator"),
        rule.number("pass_denominator"),
        bool(rule.number("pass_over")),
    )


def passes(votes_for: int, present: int, due: int, rule: Rule) -> Outcome:
    """Judge the votes in favour against 应到会有表决权 (``due``).

    Where the rule says so the majority of those present is computed as well and both must be met.
    Nobody due means that nothing passes.
    """
    share = pass_share(rule)
    ok = due > 0 and share.met(votes_for, due)
    needed = share.least(due)
    text = f"赞成 {votes_for} {_reach(share, ok=ok)}应到会有表决权 {due} 人的{_part(share, due)}"
    if rule.number("also_of_present"):
        of_present = present > 0 and share.met(votes_for, present)
        text += f"，{_reach(share, ok=of_present)}实到会 {present} 人的{_part(share, present)}"
        if ok != of_present:
            stricter = "应到会" if of_present else "实到会"
            text += f"；两种算法结果不同，按较严的{stricter}计算（待核）"
        ok = ok and of_present
        needed = max(needed, share.least(present))
    return Outcome(ok, votes_for, due, needed, text, rule)


def _reach(share: Share, *, ok: bool) -> str:
    return share.verb(met=ok)


def _part(share: Share, whole: int) -> str:
    return f"{share.name}（{share.amount(whole)}）"


def verdict(count: Count, quorum: Quorum, present: int, due: int, rule: Rule) -> Verdict:
    """Judge a vote whose quorum is already judged; ``present`` and ``due`` count voters."""
    outcome = passes(count.votes_for, present, due, rule)
    elected = bool(rule.number("also_of_present"))
    words = ("当选", "未当选") if elected else ("通过", "未通过")
    ok = quorum.ok and outcome.ok
    label = (words[0] if outcome.ok else words[1]) if quorum.ok else "不能表决"
    text = f"{outcome.text}；{_presence(quorum)}"
    return Verdict(ok, label, text, quorum, outcome, rule)


def _presence(quorum: Quorum) -> str:
    share = quorum_share(quorum.rule)
    if quorum.due <= 0 or not share.numerator:
        return quorum.text
    may = "可以表决" if quorum.ok else f"不能表决，至少要有 {quorum.needed} 人"
    return f"到会 {quorum.present} 人，{share.verb(met=quorum.ok)}{share.name}，{may}"


def ballot_faults(count: Count, present: int, absent: int, rule: Rule) -> list[str]:
    """Return what is impossible in the figures, as sentences; empty when they close.

    ``present`` and ``absent`` count people with a vote who were and were not at the meeting.
    """
    faults = []
    if min(count.votes_for, count.votes_against, count.votes_abstain, count.written) < 0:
        faults.append("票数不能是负数")
        return faults
    if count.written and not rule.number("written"):
        faults.append("书面意见只在接收预备党员和转正的表决中计票，请改为 0")
    if count.written > absent:
        faults.append(f"书面意见 {count.written} 份，多于未到会的有表决权党员 {absent} 人")
    if count.written > count.ballots:
        faults.append(f"书面意见 {count.written} 份，多于总票数 {count.ballots}")
    ceiling = present + count.written
    if count.ballots > ceiling:
        sum_of = f"{count.votes_for}＋{count.votes_against}＋{count.votes_abstain}"
        whose = "到会有表决权人数" + ("加书面意见" if count.written else "")
        faults.append(f"赞成、反对、弃权共 {sum_of}＝{count.ballots} 票，多于{whose} {ceiling}")
    return faults
