"""What the assessment says in words: the total, the base, marks, what is left to do. Pure."""

from db import dates
from db.records.assessment import SheetStatus
from db.rules.scoring.formulas import percent_text, points_text
from db.rules.scoring.model import Adjusted, Conclusion, Formula, Line, Sheet, Still
from db.rules.scoring.sheet import sum_words
from db.spec import Tree

STATUS_TONES = {SheetStatus.DRAFT: "caution", SheetStatus.FINAL: "done"}
CONCLUSION_TONES = {
    Conclusion.MET: "done",
    Conclusion.PARTIAL: "caution",
    Conclusion.UNMET: "accent",
    Conclusion.OPEN: "now",
    Conclusion.ABSENT: "muted",
}
_MARKS = {
    Conclusion.MET: "done",
    Conclusion.PARTIAL: "warn",
    Conclusion.UNMET: "overdue",
    Conclusion.OPEN: "later",
    Conclusion.ABSENT: "none",
}


def mark(line: Line) -> tuple[str, str]:
    """The mark of a line (a key of ``paint.MARKS``) and what it means."""
    if line.wants:
        return "now", line.wants
    return _MARKS[line.conclusion], str(line.conclusion)


def pointed(sheet: Sheet, *, shown: bool) -> bool:
    """Whether points are shown: the scheme has them and the person has not switched them off."""
    return shown and sheet.scheme.pointed


def total(sheet: Sheet, *, shown: bool, grade: str = "") -> str:
    """总分 91.5 / 100，等次 优秀（暂）; the decided grade without 暂; 等次 alone without points."""
    band = f"等次 {grade}" if grade else f"等次 {sheet.band}（暂）"
    if not pointed(sheet, shown=shown) or sheet.total is None or sheet.scheme.full is None:
        return band
    return f"总分 {points_text(sheet.total)} / {points_text(sheet.scheme.full)}，{band}"


def derivation(sheet: Sheet, *, shown: bool) -> str:
    """各项得分合计85分，适用项目满分92分，折合92.4分，总分92.4分；不适用：B3、D4."""
    absent = [line.code for line in sheet.lines if line.absent]
    parts = [sum_words(sheet) if pointed(sheet, shown=shown) else _conclusions(sheet)]
    parts += [f"不适用：{'、'.join(absent)}"] if absent else []
    parts += [f"{each.reason}，等次不高于{each.at_most}" for each in sheet.vetoed]
    parts += sheet.notes
    return "；".join(parts) + "。"


def _conclusions(sheet: Sheet) -> str:
    """达到 21 项，部分达到 3 项，待评定 2 项."""
    counted = dict.fromkeys(Conclusion, 0)
    for line in sheet.lines:
        counted[line.conclusion] += 1
    named = [f"{each} {n} 项" for each, n in counted.items() if n and each != Conclusion.ABSENT]
    return "，".join(named) or "没有要评的项目"


def group_sum(lines: list[Line], *, shown: bool) -> str:
    """得 9 / 10 分, of the lines that are judged; without points how many are 达到."""
    counted = [line for line in lines if not line.absent]
    if not shown:
        met = sum(line.conclusion == Conclusion.MET for line in counted)
        return f"{met} / {len(counted)} 项达到" if counted else "不适用"
    if not counted:
        return "不适用"
    got = sum(line.score or 0 for line in counted)
    said = f"得 {points_text(got)} / {points_text(sum(line.points for line in counted))} 分"
    waiting = sum(line.score is None for line in counted)
    return f"{said}，{waiting} 项待评" if waiting else said


def still(each: Still) -> str:
    """12月31日前; without a day there is no limit."""
    if each.by is None:
        return "没有规定期限"
    return f"{dates.text(each.by.isoformat())}前"


def needs_reason(line: Tree, proposed: int | None) -> bool:
    """Whether a person changed a score and has not said why."""
    if not changed(line, proposed):
        return False
    return not (line["reason"].strip() or (line["basis"].strip() and line["reviewed"] is None))


def changed(line: Tree, proposed: int | None) -> bool:
    """Whether 自评 differs from what is proposed, or 核定 from 自评 (else what is proposed)."""
    own, reviewed = line["own"], line["reviewed"]
    if own is not None and proposed is not None and own != proposed:
        return True
    before = own if own is not None else proposed
    return reviewed is not None and before is not None and reviewed != before


def confirmable(line: Line) -> bool:
    """Whether a person says yes to what the program proposes for a line."""
    item = line.item
    counted = item.counting is not Formula.MANUAL and line.conclusion is not Conclusion.OPEN
    return item.formula is Formula.CONFIRM and counted and not line.absent


def by_hand(line: Line, *, pointed: bool) -> bool:
    """Whether a person has to judge the line: the program cannot count it."""
    if line.absent:
        return False
    uncounted = line.conclusion is Conclusion.OPEN or (pointed and line.proposed is None)
    return line.item.counting is Formula.MANUAL or uncounted


def adjusted_sum(found: tuple[Adjusted, ...], limit: int) -> str:
    """加分 2（最多 5），扣分 0.5."""
    bonus = sum(each.points for each in found if each.points > 0)
    minus = -sum(each.points for each in found if each.points < 0)
    most = f"（最多 {points_text(limit)}）" if limit else ""
    return f"加分 {points_text(bonus)}{most}，扣分 {points_text(minus)}"


def ballot(line: Tree) -> str:
    """收回 18 票，好 15、较好 2、一般 1、差 0；好和较好占 94.4%; "" while nothing is counted."""
    counts = [line[name] for name in ("good", "fair", "average", "poor")]
    returned = line["returned"]
    if returned is None or all(count is None for count in counts):
        return ""
    good, fair, average, poor = (count or 0 for count in counts)
    said = f"收回 {returned} 票：好 {good}、较好 {fair}、一般 {average}、差 {poor}"
    spoilt = returned - good - fair - average - poor
    if spoilt > 0:
        said += f"，另 {spoilt} 票没有划或作废"
    if returned:
        said += f"；好和较好占 {percent_text(good + fair, returned)}"
    return said + "。"


def without_points(text: str) -> str:
    """What was counted without what it cost, as on the paper without points."""
    from desktop.documents import assessed  # slow to load, wanted only when points are hidden

    return assessed.without_points(text)
