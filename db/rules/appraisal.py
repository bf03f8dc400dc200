"""R17: the ballots of 民主评议党员 close, and at most a third are 优秀.

教育管理条例 Art. 18; the grades and the third stand on the topic page of 共产党员网 [待核].
"""

from collections.abc import Iterator

from db.rules.meeting import MeetingFacts, counts
from db.rules.organisation_life import Appraisal
from db.rules.quorum import Share
from db.rules.rule import Finding, Rule, Rules, finding
from db.rules.surroundings import Surroundings
from db.rules.wording import day_text, names_text

_FIGURES = (("eligible", "应评人数"), ("returned", "实评人数"), ("valid", "有效票"))
_PLACE = "民主评议"


def most_excellent(appraised: int, rule: Rule) -> int:
    """Return how many of those appraised may be 优秀: the share of the rule, rounded down."""
    return appraised * excellent_share(rule).numerator // excellent_share(rule).denominator


def excellent_share(rule: Rule) -> Share:
    """Return the share of those appraised that may be 优秀."""
    numerator, denominator = (
        rule.number("excellent_numerator"),
        rule.number("excellent_denominator"),
    )
    return Share(numerator, denominator, over=False)


def r17(facts: MeetingFacts, _around: Surroundings, rules: Rules) -> Iterator[Finding]:
    """The ballots close, the grades keep their share, everybody was told."""
    if facts.kind != "appraisal":
        return
    rule = rules["R17"]
    yield from _ballots(facts, rule)
    rows = facts.life.appraisals
    if not rows:
        yield finding(rule, "还没有被评议的党员", ("appraisals",), _PLACE)
        return
    yield from _grades(facts, rule)
    for place, row in enumerate(rows):
        yield from _person(place, row, facts, rule)
    if not facts.life.conclusion:
        text = "没有写支部委员会或支部党员大会的综合意见"
        yield finding(rule, text, ("conclusion",), "综合意见", level="warn")


def _ballots(facts: MeetingFacts, rule: Rule) -> Iterator[Finding]:
    life = facts.life
    eligible, returned, valid = life.eligible, life.returned, life.valid
    for (key, label), figure in zip(_FIGURES, (eligible, returned, valid), strict=True):
        if figure is None:
            yield finding(rule, f"没有填写{label}", (key,), label)
        elif figure < 0:
            yield finding(rule, f"{label}不能是负数", (key,), label)
    if eligible is not None and returned is not None and returned > eligible:
        text = f"实评 {returned} 人，多于应评 {eligible} 人，请核对"
        yield finding(rule, text, ("returned",), "实评人数")
    if returned is not None and valid is not None and valid > returned:
        text = f"有效票 {valid} 张，多于实评 {returned} 人，请核对"
        yield finding(rule, text, ("valid",), "有效票")
    rows = len(life.appraisals)
    if eligible is not None and rows and eligible != rows:
        text = f"应评 {eligible} 人，名单上是 {rows} 人，请核对"
        yield finding(rule, text, ("eligible",), "应评人数", level="warn")
    present = counts(facts).present
    if returned is not None and facts.scope != "committee" and 0 < present < returned:
        text = f"实评 {returned} 人，到会只有 {present} 人，请核对"
        yield finding(rule, text, ("returned",), "实评人数", level="warn")


def _grades(facts: MeetingFacts, rule: Rule) -> Iterator[Finding]:
    rows = facts.life.appraisals
    excellent = sum(row.grade == "excellent" for row in rows)
    most, share = most_excellent(len(rows), rule), excellent_share(rule).name
    if excellent > most:
        text = f"评为优秀 {excellent} 人，超过{share}：参加评议 {len(rows)} 人，最多 {most} 人"
        yield finding(rule, text, ("appraisals",), _PLACE)
    elif excellent:
        text = f"优秀 {excellent} 人，没有超过{share}（参加评议 {len(rows)} 人，最多 {most} 人）"
        yield finding(rule, text, ("appraisals",), _PLACE, level="ok")
    lacking = [
        (place, row)
        for place, row in enumerate(rows)
        if not row.grade and row.category != "probationary"
    ]
    if lacking:
        text = f"{names_text([row.name for _, row in lacking])}还没有评定等次"
        at = ("appraisals", lacking[0][0], "grade")
        yield finding(rule, text, at, _PLACE, level="warn")
    untold = [(place, row) for place, row in enumerate(rows) if row.grade and row.told_on is None]
    if untold:
        text = f"评议结果还没有反馈给{names_text([row.name for _, row in untold])}"
        at = ("appraisals", untold[0][0], "told_on")
        yield finding(rule, text, at, _PLACE, level="warn")


def _person(place: int, row: Appraisal, facts: MeetingFacts, rule: Rule) -> Iterator[Finding]:
    at = ("appraisals", place)
    valid, held = facts.life.valid, facts.held_on
    noted = [figure for figure in row.ballots if figure is not None]
    if not noted:
        if row.category != "probationary":
            yield finding(rule, f"{row.name}的测评票还没有填", (*at, "excellent"), _PLACE)
    elif min(noted) < 0:
        yield finding(rule, f"{row.name}的测评票不能是负数", (*at, "excellent"), _PLACE)
    elif valid is not None and sum(noted) != valid:
        figures = "＋".join(str(figure or 0) for figure in row.ballots)
        text = f"{row.name}的各等次票数 {figures}＝{sum(noted)}，不等于有效票 {valid}"
        yield finding(rule, text, (*at, "excellent"), _PLACE)
    if row.told_on is not None and held is not None and row.told_on < held:
        text = f"{row.name}的反馈日期 {day_text(row.told_on)} 早于评议日期，请核对"
        yield finding(rule, text, (*at, "told_on"), _PLACE, level="warn")
