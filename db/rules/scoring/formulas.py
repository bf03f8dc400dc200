"""How the points of an item come out of what was counted, with the sum in words."""

from collections.abc import Iterable
from typing import NamedTuple

from db.rules.scoring.model import SHARES, Conclusion, Formula, Gap, Item, Measure

_HUNDRED = 100
_NAMED = {True: 6, False: 3}


class Scored(NamedTuple):
    """Points (None: a person has to say), the conclusion without points, the sum in words."""

    points: int | None
    conclusion: Conclusion
    words: str


def points_text(hundredths: int) -> str:
    """Return points as people write them: 150 is 1.5, 700 is 7, 333 is 3.33."""
    sign, value = "-" if hundredths < 0 else "", abs(hundredths)
    whole, rest = divmod(value, _HUNDRED)
    return f"{sign}{whole}" + (f".{rest:02}".rstrip("0") if rest else "")


def percent_text(part: int, whole: int) -> str:
    """Return part ÷ whole with one decimal, the half rounded up: 91.7%."""
    tenths = (2 * part * 1000 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


def score(item: Item, measure: Measure, *, pointed: bool = True) -> Scored:
    """Return what an item gets for what was counted; never below 0 nor above its points.

    Raises ``ValueError`` for a share of nothing: that is 不适用, which is for the caller to see.
    """
    formula = item.counting
    if formula is Formula.MANUAL:
        return Scored(None, Conclusion.OPEN, _choices(item, pointed=pointed))
    if formula is Formula.PER_MISSING:
        points, words = _per_missing(item, measure, pointed=pointed)
    elif measure.due <= 0:
        raise ValueError(f"{item.code}: a share of nothing")
    elif formula is Formula.STEPS:
        points, words = _steps(item, measure, pointed=pointed)
    else:
        points, words = _share(item, measure, pointed=pointed)
    met = _conclusion(item, measure, points)
    return Scored(points if pointed else None, met, "；".join([words, *measure.noted]))


def _choices(item: Item, *, pointed: bool) -> str:
    """Return 由人评定：好6分、较好4.5分."""
    words = [g.title + (f"{points_text(g.points)}分" if pointed else "") for g in item.grades]
    return f"由人评定：{'、'.join(words)}"


def _per_missing(item: Item, measure: Measure, *, pointed: bool) -> tuple[int, str]:
    """The points less so much for each gap, not below 0."""
    unit = measure.unit
    counted = f"应{measure.due}{unit}，实{measure.done}{unit}" if measure.due else ""
    said = [measure.said or counted]
    lost = 0
    for kind, each in item.deduct.items():
        gaps = [gap for gap in measure.gaps if gap.kind == kind]
        if not gaps:
            continue
        cost = each * sum(gap.times for gap in gaps)
        lost += cost
        words = _named(gaps, unit if kind == "missing" else "")
        words += f"，扣{points_text(cost)}分" if pointed else ""
        if kind == "missing":
            said[0] += f"，缺{words}"
        else:
            said.append(words)
    said = [words for words in said if words]
    points = max(item.points - lost, 0)
    if pointed and not lost:
        said[-1:] = [f"{said[-1]}，不扣分" if said else "不扣分"]
    elif pointed and lost > item.points:
        said[-1] += f"，扣完{points_text(item.points)}分为止"
    return points, "；".join(said) or "没有缺的"


def _share(item: Item, measure: Measure, *, pointed: bool) -> tuple[int, str]:
    """The points in proportion to what was done, rounded to the hundredth, the half up."""
    due, done = measure.due, min(measure.done, measure.due)
    points = (2 * item.points * done + due) // (2 * due)
    if item.counting is Formula.LATE_SHARE:
        said = f"共{due}{measure.unit}，按时{done}{measure.unit}"
    else:
        said = measure.said or f"应{due}{measure.unit}，已{done}{measure.unit}"
    if measure.gaps:
        lead = "晚的" if item.counting is Formula.LATE_SHARE else "还差"
        said += f"，{lead}{_named(measure.gaps, measure.unit)}"
    if pointed:
        said += f"，{points_text(item.points)}×{done}÷{due}得{points_text(points)}分"
    return points, said


def _steps(item: Item, measure: Measure, *, pointed: bool) -> tuple[int, str]:
    """The points of the highest step that was reached, 0 below the lowest."""
    reached = [s for s in item.steps if measure.done * _HUNDRED >= s.at_least * measure.due]
    points = max((step.points for step in reached), default=0)
    share = percent_text(measure.done, measure.due)
    said = f"应{measure.due}{measure.unit}，实{measure.done}{measure.unit}，占{share}"
    if pointed:
        step = max((step.at_least for step in reached), default=None)
        place = f"达到{step}%" if step is not None else "不到最低一档"
        said += f"，{place}，得{points_text(points)}分"
    return points, said


def _conclusion(item: Item, measure: Measure, points: int) -> Conclusion:
    if item.counting in SHARES and item.counting is not Formula.STEPS:
        whole, nothing = measure.done >= measure.due, measure.done <= 0
    elif item.counting is Formula.STEPS:
        shares = [step.at_least for step in item.steps]
        whole = measure.done * _HUNDRED >= max(shares) * measure.due
        nothing = measure.done * _HUNDRED < min(shares) * measure.due
    else:
        kinds = {gap.kind for gap in measure.gaps} & set(item.deduct)
        whole = not kinds
        nothing = bool(kinds) and (
            points <= 0 < item.points or ("missing" in kinds and measure.done <= 0)
        )
    if whole:
        return Conclusion.MET
    return Conclusion.UNMET if nothing else Conclusion.PARTIAL


def _named(gaps: Iterable[Gap], unit: str) -> str:
    """Name the first gaps; with a unit they are periods or people, else what is wrong."""
    found = list(gaps)
    most = _NAMED[bool(unit)]
    shown = "、".join(gap.words for gap in found[:most])
    if len(found) <= most:
        return shown
    return f"{shown}等{sum(gap.times for gap in found)}{unit or '处'}"
