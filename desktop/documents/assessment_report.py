"""考核报告 of a branch and year as an official paper, with points or without (domain 3.1, 3.2)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from db.records.assessment import SheetStatus
from db.rules.scoring.model import Conclusion, Line, Sheet
from db.rules.scoring.sheet import sum_words
from desktop.documents import assessed, official, wording
from desktop.documents.assessed import Index, points
from desktop.documents.context import PaperContext, Tree
from desktop.documents.official import Bars, Blank, Block, Official, Signature, Text


@dataclass(frozen=True)
class ReportSheet:
    """The report on one branch and year."""

    paper: Official


def collect(tree: Tree, context: PaperContext) -> ReportSheet:
    """Say what the sheet says, with its points; raises ``Refused``."""
    sheet = assessed.sheet_of(tree, context)
    return _report(sheet, tree, context, pointed=sheet.scheme.pointed)


def collect_plain(tree: Tree, context: PaperContext) -> ReportSheet:
    """Say the same in conclusions and a grade alone, without a single point."""
    return _report(assessed.sheet_of(tree, context), tree, context, pointed=False)


def render(sheet: ReportSheet, path: Path) -> None:
    """Write the report; raises ``Refused``."""
    official.write(sheet.paper, path)


def _report(sheet: Sheet, tree: Tree, context: PaperContext, *, pointed: bool) -> ReportSheet:
    found = assessed.index_of(sheet)
    parts: list[tuple[str, Sequence[Block]]] = [
        ("考核结论", [*map(Text, _conclusion(sheet, tree, context, pointed=pointed))]),
    ]
    if pointed:
        parts.append(("各项得分", [Bars(tuple(_bars(sheet))), Blank()]))
    parts += [
        ("做得好的方面", [*map(Text, _strengths(sheet, found, pointed=pointed))]),
        (
            "扣分的项目和原因" if pointed else "需要改进的方面",
            [*map(Text, _weak(sheet, found, pointed=pointed))],
        ),
        ("其他情况", [*map(Text, _rest(sheet, pointed=pointed))]),
        ("依据索引", [*map(Text, _index(found, context.desk.behind(tree, sheet)))]),
    ]
    blocks: list[Block] = []
    for number, (title, said) in enumerate((part for part in parts if part[1]), 1):
        blocks += [Text(f"{wording.chinese_number(number)}、{title}"), *said]
    made = tree["frozen_on"] or context.today or None
    blocks.append(Signature(context.organisation_name, wording.day(made, wording.DATE_BY_HAND)))
    title = f"关于{sheet.year}年度党支部考核情况的报告"
    return ReportSheet(Official(title, tuple(blocks)))


def _conclusion(sheet: Sheet, tree: Tree, context: PaperContext, *, pointed: bool) -> Iterator[str]:
    used = [line for line in sheet.lines if line.conclusion is not Conclusion.ABSENT]
    out = len(sheet.lines) - len(used)
    counted = [
        f"{each}{sum(line.conclusion is each for line in used)}项"
        for each in (Conclusion.MET, Conclusion.PARTIAL, Conclusion.UNMET, Conclusion.OPEN)
        if any(line.conclusion is each for line in used)
    ]
    yield (
        f"按照《{sheet.scheme.title}》，考核{len(used)}项"
        + (f"（另有{out}项不适用，不计入）" if out else "")
        + f"：{'，'.join(counted)}。"
    )
    if pointed:
        yield f"{sum_words(sheet)}。"
    if tree["grade"].strip():
        reason = f"理由：{wording.sentence(tree['grade_reason'])}" if tree["grade_reason"] else ""
        yield f"评定等次：{tree['grade'].strip()}。{reason}"
    else:
        yield f"对应等次：{sheet.band or '待评定'}，由上级党组织评定。"
    for veto in sheet.vetoed:
        yield f"一票否决：{veto.title}，{wording.sentence(veto.reason)}等次最高为{veto.at_most}。"
    if tree["status"] == SheetStatus.DRAFT:
        yield "本报告按未定稿的评分作出，定稿前还会变动。"
    yield from map(wording.sentence, assessed.changes(tree, context))


def _bars(sheet: Sheet) -> Iterator[tuple[str, int, int, str]]:
    for line in sheet.lines:
        if line.conclusion is Conclusion.ABSENT:
            said = "不适用"
        elif line.score is None:
            said = "待评定"
        else:
            said = f"{points(line.score)} / {points(line.points)}"
        yield f"{line.code} {line.title}", line.score or 0, line.points, said


def _strengths(sheet: Sheet, found: Index, *, pointed: bool) -> Iterator[str]:
    """Yield the lines that are met in full; nothing is said of them that was not counted."""
    good = [line for line in sheet.lines if _is_met(line)]
    for number, line in enumerate(good, 1):
        score = f"（{points(line.points)}分）" if pointed else ""
        yield f"{number}.{line.title}{score}：{_said(line, found, pointed=pointed)}"
    if not good:
        yield "没有全部达到的项目。"


def _weak(sheet: Sheet, found: Index, *, pointed: bool) -> Iterator[str]:
    weak = [
        line
        for line in sheet.lines
        if line.conclusion not in (Conclusion.ABSENT, Conclusion.OPEN) and not _is_met(line)
    ]
    for number, line in enumerate(weak, 1):
        scored = f"（{points(line.points)}分，得{points(line.score)}分）" if pointed else ""
        why = line.reason.strip()
        reason = f"原因：{wording.sentence(why)}" if why else ""
        state = "" if pointed else f"{line.conclusion}。"
        said = _said(line, found, pointed=pointed)
        yield f"{number}.{line.title}{scored}：{state}{said}{reason}"
    if not weak:
        yield "没有。"


def _is_met(line: Line) -> bool:
    """Whether nothing is missing, as it was judged in the end."""
    if line.score is None or not line.points:
        return line.conclusion is Conclusion.MET
    return line.conclusion is not Conclusion.ABSENT and line.score >= line.points


def _said(line: Line, found: Index, *, pointed: bool) -> str:
    plain = not pointed or assessed.changed(line)
    words = assessed.without_points(line.words) if plain else line.words
    said = "；".join(filter(None, (words.strip(), line.judged.basis.strip())))
    proof = found.of(line)
    return f"{said or line.item.evidence or str(line.conclusion)}" + (
        f"（{proof}）。" if proof else "。"
    )


def _rest(sheet: Sheet, *, pointed: bool) -> Iterator[str]:
    """Yield bonuses, deductions, lines that do not apply and those nobody has judged yet."""
    for each in sheet.adjusted:
        name = "加分" if each.points >= 0 else "扣分"
        score = f"{points(abs(each.points))}分" if pointed else ""
        proof = f"（{each.proof.strip()}）" if each.proof.strip() else ""
        label = f"{name}{score}" if pointed else ("受到表扬" if each.points >= 0 else "受到批评")
        yield f"{label}：{each.title}，{each.reason.strip().rstrip('。')}{proof}。"
    absent = [line for line in sheet.lines if line.conclusion is Conclusion.ABSENT]
    if absent:
        said = "；".join(f"{line.title}（{line.absent or '不适用'}）" for line in absent)
        yield f"不适用的项目：{said}。"
    wanted = [line.title for line in sheet.lines if line.wants]
    if wanted:
        yield f"还没有评定或确认的项目：{'、'.join(wanted)}。"
    for note in sheet.notes:
        yield wording.sentence(note if pointed else assessed.without_points(note))


def _index(found: Index, names: Mapping[str, str]) -> Iterator[str]:
    """Yield the records by number, each with its name and date."""
    for uid, number in found.numbers.items():
        yield f"{number}.{names.get(uid) or '记录已不在数据文件中'}。"
    if not found.numbers:
        yield "没有引用记录。"
