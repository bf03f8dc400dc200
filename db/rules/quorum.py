"""Whether enough people are present, computed in whole numbers.

Sources: 支部工作条例（试行） Art. 11 (半数以上有表决权的党员到会), Art. 12 (半数以上委员到会);
发展党员工作细则 and 基层组织选举工作条例 for their own matters. The shares stand in the rules.
"""

from dataclasses import dataclass

from db.rules.rule import Rule

_DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True)
class Share:
    """A part of a whole that must be reached or, with ``over``, exceeded."""

    numerator: int
    denominator: int
    over: bool

    def met(self, count: int, whole: int) -> bool:
        """Whether the count reaches the share of the whole."""
        have, need = count * self.denominator, whole * self.numerator
        return have > need if self.over else have >= need

    def least(self, whole: int) -> int:
        """Return the smallest count that meets the share of the whole."""
        exact = whole * self.numerator
        if self.over:
            return exact // self.denominator + 1
        return -(-exact // self.denominator)

    @property
    def name(self) -> str:
        """半数, 五分之四 and so on."""
        if (self.numerator, self.denominator) == (1, 2):
            return "半数"
        return f"{_DIGITS[self.denominator]}分之{_DIGITS[self.numerator]}"

    def amount(self, whole: int) -> str:
        """Return the share of the whole in figures: 9, 8.5, 14.4; thirds are rounded (约)."""
        tenths, rest = divmod(whole * self.numerator * 10, self.denominator)
        figure = f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)
        return f"约{figure}" if rest else figure

    def verb(self, *, met: bool) -> str:
        """Return 达到/未达到 or 超过/未超过."""
        return ("" if met else "未") + ("超过" if self.over else "达到")


@dataclass(frozen=True)
class Quorum:
    """Whether a vote (or a committee meeting) may be held, and the sentence that says why."""

    ok: bool
    present: int
    due: int
    needed: int
    text: str
    rule: Rule


def quorum_share(rule: Rule) -> Share:
    """Return the share of those due that the rule wants present."""
    return Share(
        rule.number("quorum_numerator"),
        rule.number("quorum_denominator"),
        bool(rule.number("quorum_over")),
    )


def may_vote(present: int, due: int, rule: Rule) -> Quorum:
    """Judge whether those present may vote; both numbers count people with a vote.

    For a committee (a rule with ``heads``) they count members of the committee. Nobody due means
    that nobody may vote.
    """
    share = quorum_share(rule)
    whose = "委员" if rule.number("heads") else "有表决权党员"
    needed = share.least(due)
    if due <= 0:
        return Quorum(
            ok=False,
            present=present,
            due=due,
            needed=needed,
            text=f"没有应到会的{whose}，不能表决",
            rule=rule,
        )
    if not share.numerator:
        return Quorum(
            ok=True,
            present=present,
            due=due,
            needed=0,
            text="没有到会人数的规定，可以表决",
            rule=rule,
        )
    ok = share.met(present, due)
    head = f"应到会{whose} {due} 人，到会 {present} 人"
    reach = f"{share.verb(met=ok)}{share.name}（{share.amount(due)}）"
    act = "开会" if rule.number("heads") else "表决"
    tail = f"可以{act}" if ok else f"至少要有 {needed} 人到会才能{act}"
    return Quorum(ok, present, due, needed, f"{head}，{reach}，{tail}", rule)
