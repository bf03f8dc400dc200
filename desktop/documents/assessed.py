"""What the papers of an assessment have in common: the sheet, its evidence by number, its words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.errors import Refused
from db.records.assessment import SheetStatus
from db.rules.scoring.formulas import points_text
from db.rules.scoring.model import Conclusion, Line, Sheet
from desktop.documents import wording
from desktop.documents.context import PaperContext, Tree

DASH = "—"
_POINTS = re.compile(r"\d分(?![之钟])|不扣分|不到最低一档")


@dataclass(frozen=True)
class Index:
    """The records behind a sheet, numbered from 1 in the order of its lines."""

    numbers: dict[str, int]

    def of(self, line: Line) -> str:
        """Return 记录4份：1至3、9; "" for a line without records."""
        found = sorted(self.numbers[uid] for uid in dict.fromkeys(line.evidence))
        return f"记录{len(found)}份：{'、'.join(runs(found))}" if found else ""


def sheet_of(tree: Tree, context: PaperContext) -> Sheet:
    """Return the scored sheet of an assessment; raises ``Refused`` where there is none."""
    sheet = context.desk.assessed(tree)
    if sheet is None:
        raise Refused("没有可印的考核评分：先选定支部、年度和考核方案，再打印。")
    return sheet


def index_of(sheet: Sheet) -> Index:
    """Number the records behind a sheet."""
    uids = dict.fromkeys(uid for line in sheet.lines for uid in line.evidence)
    return Index({uid: number for number, uid in enumerate(uids, 1)})


def runs(numbers: Sequence[int]) -> Iterator[str]:
    """Yield 1至3, 9 for ascending numbers 1, 2, 3, 9."""
    start = 0
    for place, number in enumerate(numbers):
        if place + 1 < len(numbers) and numbers[place + 1] == number + 1:
            continue
        first = numbers[start]
        yield (
            str(first)
            if first == number
            else f"{first}{'至' if number > first + 1 else '、'}{number}"
        )
        start = place + 1


def group_title(sheet: Sheet, line: Line) -> str:
    """Return 组织设置 for a line of group A."""
    return next((g.title for g in sheet.scheme.groups if g.code == line.item.group), DASH)


def lost(line: Line) -> int:
    """Return the hundredths that a line has lost; 0 where nothing is decided."""
    if line.conclusion is Conclusion.ABSENT or line.score is None:
        return 0
    return max(line.points - line.score, 0)


def changed(line: Line) -> bool:
    """Whether people gave another score than the records propose."""
    return line.proposed is not None and line.score not in (None, line.proposed)


def points(hundredths: int | None) -> str:
    """Return 1.5, — for nothing."""
    return DASH if hundredths is None else points_text(hundredths)


def without_points(words: str) -> str:
    """Return what was counted, without what it cost: 应12次，实11次，缺2026年8月."""
    parts = []
    for part in words.split("；"):
        kept = [each for each in part.split("，") if not _POINTS.search(each)]
        parts.append("，".join(kept))
    return "；".join(part for part in parts if part)


def status(tree: Tree) -> str:
    """Return what a paper says of its own standing."""
    if tree["status"] == SheetStatus.FINAL:
        return f"定稿日期：{wording.day(tree['frozen_on'], DASH)}"
    return "草稿，尚未定稿"


def band(sheet: Sheet, tree: Tree) -> str:
    """Return the grade that was decided, else the one that follows from the sheet."""
    decided: str = tree["grade"].strip()
    if decided:
        return decided
    return f"{sheet.band}（建议，待评定）" if sheet.band else "待评定"


def changes(tree: Tree, context: PaperContext) -> list[str]:
    """Return how the records differ from what a final sheet was made of (与定稿不符)."""
    if tree["status"] != SheetStatus.FINAL:
        return []
    return [f"与定稿不符：{said}" for said in context.desk.assessment_changes(tree)]
