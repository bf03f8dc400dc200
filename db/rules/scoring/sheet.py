"""From what was counted to the sheet: each line with what people said of it, total, grade."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from db.rules.scoring.evidence import Evidence
from db.rules.scoring.formulas import Scored, points_text, score
from db.rules.scoring.model import (
    SHARES,
    Absence,
    Adjusted,
    Conclusion,
    Formula,
    Item,
    Judged,
    Line,
    Measure,
    Scheme,
    Sheet,
    Vetoed,
)
from db.rules.scoring.sources import SOURCES

_TENTH = 10


class Remark(NamedTuple):
    """A bonus, a deduction or a veto that people noted: its code, points, reason and proof."""

    code: str
    points: int | None = None
    reason: str = ""
    proof: str = ""


def scored(
    scheme: Scheme,
    evidence: Evidence,
    judged: Mapping[str, Judged] | None = None,
    adjustments: Iterable[Remark] = (),
    vetoes: Iterable[Remark] = (),
) -> Sheet:
    """Return the sheet of a year; ``judged`` is what people said of items, by code.

    A code that the scheme does not know counts for nothing and is told in ``notes``.
    """
    said = judged or {}
    lines = tuple(
        line_of(item, measured(item, evidence), said.get(item.code, Judged()), scheme)
        for item in scheme.items
    )
    adjusted, unknown = _adjusted(scheme, adjustments)
    vetoed, more = _vetoed(scheme, vetoes)
    known = {item.code for item in scheme.items}
    unknown += more + [code for code in said if code not in known]
    notes = tuple(f"方案里没有“{code}”，没有计入" for code in dict.fromkeys(unknown))
    return total(scheme, evidence, lines, adjusted, vetoed, notes)


def measured(item: Item, evidence: Evidence) -> Measure:
    """Return what the item's source counts; of an item judged by people alone, nothing."""
    return SOURCES[item.source].measure(evidence, item) if item.source else Measure()


def line_of(item: Item, measure: Measure, judged: Judged, scheme: Scheme) -> Line:
    """Return one line of the sheet."""
    if not item.on:
        return _absent(item, Measure(), "本年度不考核这一项")
    share = item.counting in SHARES
    nothing = share and measure.due <= 0 and measure.absent is not Absence.NOT_KEPT
    if measure.absent in item.absent or nothing:
        return _absent(item, measure, measure.why or "没有可计算的")
    if measure.absent is Absence.NOT_KEPT:
        words = f"{measure.why}，请人工评定并写明依据"
        found = Scored(None, Conclusion.OPEN, words)
    else:
        found = score(item, measure, pointed=scheme.pointed)
    return _judged_line(item, measure, found, judged, scheme)


def _judged_line(
    item: Item, measure: Measure, found: Scored, judged: Judged, scheme: Scheme
) -> Line:
    given = judged.reviewed if judged.reviewed is not None else judged.own
    mark = given if given is not None else found.points
    if mark is not None:
        mark = min(max(mark, 0), item.points)
    conclusion = found.conclusion
    if not scheme.pointed:
        mark = None
        if judged.grade:
            conclusion = _graded(item, judged.grade)
    elif given is not None and mark is not None:
        conclusion = _of_points(mark, item.points)
    return Line(
        item=item,
        proposed=found.points,
        score=mark,
        conclusion=conclusion,
        words=found.words,
        judged=judged,
        wants=_wants(item, found, judged, given, scheme),
        evidence=measure.uids + _of_gaps(measure),
        still=measure.still,
    )


def _wants(item: Item, found: Scored, judged: Judged, given: int | None, scheme: Scheme) -> str:
    """Say what a person has still to do for the line, "" for nothing."""
    if found.conclusion is Conclusion.OPEN:
        answered = given is not None if scheme.pointed else bool(judged.grade)
        if not answered:
            return "待评定"
        return "" if judged.basis else "请写评价依据"
    if given is not None and given != found.points and not (judged.reason or judged.basis):
        return "改了分，请写理由"
    if item.formula is Formula.CONFIRM and given is None:
        if not judged.confirmed:
            return "待确认"
        if scheme.pointed and judged.proposed not in (None, found.points):
            return "确认以后记录有变，请重新确认"
    return ""


def _absent(item: Item, measure: Measure, why: str) -> Line:
    return Line(
        item,
        None,
        None,
        Conclusion.ABSENT,
        f"不适用：{why}",
        absent=why,
        evidence=measure.uids,
        still=measure.still if item.on else (),
    )


def _of_gaps(measure: Measure) -> tuple[str, ...]:
    extra = dict.fromkeys(uid for gap in measure.gaps for uid in gap.uids)
    known = set(measure.uids)
    return tuple(uid for uid in extra if uid not in known)


def _of_points(mark: int, points: int) -> Conclusion:
    if mark >= points:
        return Conclusion.MET
    return Conclusion.PARTIAL if mark > 0 else Conclusion.UNMET


def _graded(item: Item, grade: str) -> Conclusion:
    """Return what a grade means without points: the best is reached, the last is not."""
    titles = [choice.title for choice in item.grades]
    if grade not in titles:
        return Conclusion.OPEN
    place = titles.index(grade)
    if place == 0:
        return Conclusion.MET
    return Conclusion.UNMET if place == len(titles) - 1 else Conclusion.PARTIAL


def _adjusted(scheme: Scheme, given: Iterable[Remark]) -> tuple[list[Adjusted], list[str]]:
    known = {each.code: each for each in scheme.adjustments}
    found, unknown = [], []
    for remark in given:
        rule = known.get(remark.code)
        if rule is None:
            unknown.append(remark.code)
            continue
        points = rule.points if remark.points is None else remark.points
        signed = points if rule.bonus else -points
        found.append(Adjusted(rule.code, rule.title, signed, remark.reason, remark.proof))
    return found, unknown


def _vetoed(scheme: Scheme, given: Iterable[Remark]) -> tuple[list[Vetoed], list[str]]:
    known = {each.code: each for each in scheme.vetoes}
    found, unknown = [], []
    for remark in given:
        rule = known.get(remark.code)
        if rule is None:
            unknown.append(remark.code)
        else:
            found.append(Vetoed(rule.code, rule.title, remark.reason, rule.at_most))
    return found, unknown


def total(
    scheme: Scheme,
    evidence: Evidence,
    lines: tuple[Line, ...],
    adjusted: Iterable[Adjusted],
    vetoed: Iterable[Vetoed],
    notes: tuple[str, ...] = (),
) -> Sheet:
    """Return the whole sheet: what the lines add up to, and the grade that follows."""
    changes, bars = tuple(adjusted), tuple(vetoed)
    earned = base = converted = sum_of_all = None
    bonus = deducted = 0
    if scheme.full is not None:
        counting = [line for line in lines if not line.absent]
        base = sum(line.points for line in counting)
        earned = sum(line.score or 0 for line in counting)
        converted = _converted(earned, base, scheme.full)
        won = sum(each.points for each in changes if each.points > 0)
        bonus = min(won, scheme.bonus_limit)
        deducted = -sum(each.points for each in changes if each.points < 0)
        if converted is not None:
            sum_of_all = max(converted + bonus - deducted, 0)
    return Sheet(
        scheme=scheme,
        year=evidence.year,
        today=evidence.today,
        lines=lines,
        adjusted=changes,
        vetoed=bars,
        earned=earned,
        base=base,
        converted=converted,
        bonus=bonus,
        deducted=deducted,
        total=sum_of_all,
        band=_band(scheme, lines, sum_of_all, bars),
        notes=notes,
    )


def _converted(earned: int, base: int, full: int) -> int | None:
    """Return earned ÷ base × full to one decimal, the half up; earned itself of a full base."""
    if base <= 0:
        return None
    if base == full:
        return earned
    return (2 * earned * full + base * _TENTH) // (2 * base * _TENTH) * _TENTH


def _band(
    scheme: Scheme, lines: tuple[Line, ...], points: int | None, bars: tuple[Vetoed, ...]
) -> str:
    """Return the title of the best band that is reached, not above what the vetoes allow."""
    titles = [band.title for band in scheme.bands]
    if not titles or (scheme.pointed and points is None):
        return ""
    said = [line.conclusion for line in lines if not line.absent]
    unmet = said.count(Conclusion.UNMET) + said.count(Conclusion.OPEN)
    partial = said.count(Conclusion.PARTIAL)
    place = len(titles) - 1
    for number, band in enumerate(scheme.bands):
        by_points = points is not None and points >= band.at_least
        by_words = points is None and unmet <= band.unmet and partial <= band.partial
        if by_points or by_words:
            place = number
            break
    lowest = max((titles.index(bar.at_most) for bar in bars), default=0)
    return titles[max(place, lowest)]


def sum_words(sheet: Sheet) -> str:
    """Return the sum of the sheet in words: 得88.5分，满分95分，折合93.2分，加1分，总分94.2分."""
    if sheet.earned is None or sheet.base is None:
        said = [line.conclusion for line in sheet.lines]
        kinds = [kind for kind in Conclusion if kind in said]
        return "，".join(f"{kind}{said.count(kind)}项" for kind in kinds)
    if sheet.total is None or sheet.converted is None:
        return "没有适用的项目，不计分"
    parts = [f"各项得分合计{points_text(sheet.earned)}分"]
    if sheet.base != sheet.scheme.full:
        parts.append(f"适用项目满分{points_text(sheet.base)}分")
        parts.append(f"折合{points_text(sheet.converted)}分")
    if sheet.bonus:
        parts.append(f"加{points_text(sheet.bonus)}分")
    if sheet.deducted:
        parts.append(f"扣{points_text(sheet.deducted)}分")
    return "，".join([*parts, f"总分{points_text(sheet.total)}分"])
