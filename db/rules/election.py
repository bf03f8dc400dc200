"""What is wrong in an election: its order, its time, its quorum, its ballots (domain 1.2, 1.3).

The quorum and the majority are those of ``vote.election``: two readings of the majority are in
use, both are computed and the stricter one decides.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.rules.period import add_months
from db.rules.quorum import Quorum, may_vote
from db.rules.rule import Rule
from db.rules.votes import Outcome, passes
from db.rules.wording import day_text

ORDER = (
    "studied",
    "requested",
    "answered",
    "nominated",
    "names_requested",
    "names_answered",
    "held",
    "reported",
    "approved",
    "announced",
    "handed_over",
)


@dataclass(frozen=True)
class Ballots:
    """The numbers of the assembly as noted, None for what is open."""

    due: int | None
    present: int | None
    issued: int | None
    returned: int | None
    valid: int | None
    invalid: int | None


@dataclass(frozen=True)
class Candidate:
    """One person in one round; ``total`` voters were due and ``present`` there."""

    name: str
    votes_for: int | None
    votes_against: int | None
    votes_abstain: int | None
    elected: bool

    @property
    def counted(self) -> bool:
        """Whether the votes in favour are known."""
        return self.votes_for is not None

    @property
    def ballots(self) -> int:
        """All votes on the person."""
        return sum(n or 0 for n in (self.votes_for, self.votes_against, self.votes_abstain))


@dataclass(frozen=True)
class Doubt:
    """A sentence on what does not agree, the field where it is put right, and the rule's source."""

    text: str
    field: str
    source: str = ""

    @property
    def words(self) -> str:
        """The sentence with the article that it follows from."""
        return f"{self.text}（依据：{self.source}）" if self.source else self.text


def next_step(done: Mapping[str, dt.date]) -> str | None:
    """Return the first step after the last one that was done, None when all are."""
    last = max((ORDER.index(code) for code in done), default=-1)
    return ORDER[last + 1] if last + 1 < len(ORDER) else None


def quorum(ballots: Ballots, rule: Rule) -> Quorum | None:
    """Judge the presence (到会达到应到会有选举权的五分之四); None while it is not noted."""
    if ballots.due is None or ballots.present is None:
        return None
    return may_vote(ballots.present, ballots.due, rule)


def outcome(
    candidate: Candidate, present: int | None, due: int | None, rule: Rule
) -> Outcome | None:
    """Judge the votes of one person by both majorities; None while they are not noted."""
    if candidate.votes_for is None or present is None or due is None:
        return None
    return passes(candidate.votes_for, present, due, rule)


def order_doubts(done: Mapping[str, dt.date], labels: Mapping[str, str]) -> Iterator[Doubt]:
    """Yield what was done before the step that it follows, and steps that were left out."""
    last: tuple[str, dt.date] | None = None
    for code in ORDER:
        day = done.get(code)
        if day is None:
            continue
        if last is not None and day < last[1]:
            yield Doubt(f"“{labels[code]}”的日期早于“{labels[last[0]]}”", "steps")
        last = (code, day)
    reached = max((ORDER.index(code) for code in done), default=-1)
    for code in ORDER[: max(reached, 0)]:
        if code not in done:
            yield Doubt(f"“{labels[code]}”没有登记，后面的步骤已经登记", "steps")


def time_doubts(
    held_on: dt.date | None,
    due_on: dt.date | None,
    approved_by: str,
    today: dt.date,
    rules: Mapping[str, Rule],
) -> Iterator[Doubt]:
    """Yield what is to be said of an election before or after the end of the term.

    No document says from when an election is early: what is nearer than ``election.punctual`` to
    the end counts as in time.
    """
    if due_on is None:
        return
    day = held_on or today
    if held_on is None and day <= due_on:
        return
    late = day > due_on
    rule, punctual = rules["election.time"], rules["election.punctual"].number("as_due_months")
    if held_on is not None and not late and add_months(held_on, punctual) >= due_on:
        return
    how = "延期" if late else "提前"
    gap = abs((day - due_on).days)
    said = f"任期到{day_text(due_on)}届满，" + (
        f"选举{how}了{gap}天" if held_on else f"已经过了{gap}天"
    )
    if not approved_by:
        yield Doubt(f"{said}，没有写上级批准的文号", "changed_by", rule.source)
    most = rule.number("changed_months")
    if not add_months(due_on, -most) <= day <= add_months(due_on, most):
        yield Doubt(f"{said}，超过了{most}个月", "held_on", rule.source)


def ballot_doubts(ballots: Ballots, candidates: Sequence[Candidate]) -> Iterator[Doubt]:
    """Yield where the numbers of people and ballots do not close."""
    pairs = (
        ("实到会人数", ballots.present, "应到会人数", ballots.due, "present"),
        ("发出的选票", ballots.issued, "实到会人数", ballots.present, "issued"),
        ("收回的选票", ballots.returned, "发出的选票", ballots.issued, "returned"),
    )
    for name, less, other, more, field in pairs:
        if less is not None and more is not None and less > more:
            yield Doubt(f"{name}{less}，多于{other}{more}", field)
    parts = ballots.valid, ballots.invalid, ballots.returned
    if None not in parts and (ballots.valid or 0) + (ballots.invalid or 0) != ballots.returned:
        yield Doubt(
            f"有效票{ballots.valid}加无效票{ballots.invalid}不等于收回的选票{ballots.returned}",
            "valid",
        )
    yield from vote_doubts(candidates, ballots.valid, "有效票")


def vote_doubts(candidates: Sequence[Candidate], whole: int | None, called: str) -> Iterator[Doubt]:
    """Yield where the votes on a person are not as many as the ballots, or not all noted."""
    for each in candidates:
        if not each.counted:
            continue
        if None in (each.votes_against, each.votes_abstain):
            yield Doubt(f"{each.name}的票数没有填全，没有的填0", "candidates")
        elif whole is not None and each.ballots != whole:
            said = f"{each.name}的赞成、不赞成、弃权共{each.ballots}票"
            yield Doubt(f"{said}，与{called}{whole}不等", "candidates")


def result_doubts(
    candidates: Sequence[Candidate],
    found: Sequence[Outcome | None],
    presence: Quorum | None,
) -> Iterator[Doubt]:
    """Yield where who is noted as elected does not follow from the votes."""
    if presence is not None and not presence.ok:
        yield Doubt(presence.text, "present")
    for each, judged in zip(candidates, found, strict=True):
        if each.elected and judged is not None and not judged.ok:
            yield Doubt(f"{each.name}登记为当选，{judged.text}", "candidates")
        if each.elected and judged is None:
            yield Doubt(f"{each.name}登记为当选，没有写得票或到会人数", "candidates")


def size_doubts(
    chosen: int, full_members: int, rule: Rule, *, only_leaders: bool
) -> Iterator[Doubt]:
    """Yield when a whole committee has too few or too many members, or should be one at all.

    ``rule`` is ``branch.committee``; ``only_leaders`` says that just a secretary and perhaps a
    deputy were elected, which is for a branch of few full members.
    """
    least, fewest, usual, most = (
        rule.number(name) for name in ("full_members", "smallest", "usual", "largest")
    )
    if not chosen:
        return
    if only_leaders and full_members < least:
        return
    if only_leaders:
        said = f"有正式党员{full_members}人，只选了书记、副书记，{least}人以上要设支部委员会"
        yield Doubt(said, "candidates", rule.source)
    elif full_members < least:
        said = f"正式党员只有{full_members}人，不足{least}人的支部设1名书记，必要时设1名副书记"
        yield Doubt(said, "candidates", rule.source)
    elif not fewest <= chosen <= most:
        said = f"支部委员会当选{chosen}人，应为{fewest}至{usual}人，最多不超过{most}人"
        yield Doubt(said, "candidates", rule.source)
