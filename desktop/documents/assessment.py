"""考核评分表 of a branch and year (domain 3.2), and the same beside the year before."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from db.errors import Refused
from db.rules.scoring.model import Conclusion, Line, Sheet
from db.rules.scoring.sheet import sum_words
from desktop.documents import assessed, table
from desktop.documents.assessed import DASH, Index, points
from desktop.documents.context import PaperContext, Tree
from desktop.documents.table import Table, TableColumn
from desktop.documents.wording import DATE_BY_HAND, day

_COLUMNS = (
    TableColumn("序号", 10),
    TableColumn("项　目", 18),
    TableColumn("考核内容", 33, centred=False),
    TableColumn("分值", 12),
    TableColumn("评分标准", 44, centred=False),
    TableColumn("数据依据", 47, centred=False),
    TableColumn("自评分", 14),
    TableColumn("核定分", 14),
    TableColumn("扣分原因", 54, centred=False),
    TableColumn("备　注", 21, centred=False),
)
_COMPARED = (
    TableColumn("序号", 10),
    TableColumn("项　目", 25),
    TableColumn("考核内容", 40, centred=False),
    TableColumn("分值", 14),
    TableColumn("上年得分", 20),
    TableColumn("本年得分", 20),
    TableColumn("增减", 16),
    TableColumn("本年情况", 122, centred=False),
)
Row = tuple[str, ...]


@dataclass(frozen=True)
class AssessmentSheet:
    """The table of one branch and year."""

    table: Table


def collect(tree: Tree, context: PaperContext) -> AssessmentSheet:
    """Set every item with its points, records, scores and reasons; raises ``Refused``."""
    sheet = assessed.sheet_of(tree, context)
    if not sheet.scheme.pointed:
        raise Refused("这个考核方案不设分值，请打印不带分值的考核报告。")
    return AssessmentSheet(
        Table(
            title=f"{sheet.year}年度党支部考核评分表",
            left=context.organisation_name,
            right=assessed.status(tree),
            columns=_COLUMNS,
            rows=tuple(_rows(sheet)),
            landscape=True,
            facts=tuple(_heads(sheet, tree, context)),
            feet=tuple(_opinions(tree)),
            size=9.5,
            row_height=8.0,
            least_row_height=6.4,
        )
    )


def render(sheet: AssessmentSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def _heads(
    sheet: Sheet, tree: Tree, context: PaperContext
) -> Iterator[tuple[tuple[str, str], ...]]:
    version = f"（第{tree['scheme_version']}版）" if tree["scheme_version"] else ""
    yield (
        ("考核方案", f"{sheet.scheme.title}{version}"),
        ("等　　次", assessed.band(sheet, tree)),
    )
    yield (("得　　分", f"{sum_words(sheet)}。"),)
    if tree["grade_reason"].strip():
        yield (("定等依据", tree["grade_reason"].strip()),)
    if said := [*sheet.notes, *assessed.changes(tree, context)]:
        yield (("说　　明", "\n".join(said)),)


def _rows(sheet: Sheet) -> Iterator[Row]:
    found = assessed.index_of(sheet)
    checked = any(line.judged.reviewed is not None for line in sheet.lines)
    for number, line in enumerate(sheet.lines, 1):
        yield _item(number, line, sheet, found, checked=checked)
    own = sum(score for line in sheet.lines if (score := _own(line)) is not None)
    given = points(sheet.earned) if checked else ""
    yield (DASH, "合计", "不适用的项目不计入", points(sheet.base), DASH, DASH, points(own), given,
           DASH, DASH)  # fmt: skip
    total = points(sheet.total)
    yield from _adjusted(sheet, checked=checked)
    counted = ("", total) if checked else (total, "")
    yield (DASH, "总分", "折算、加分、扣分以后", points(sheet.scheme.full), DASH, DASH,
           counted[0] or DASH, counted[1], DASH, DASH)  # fmt: skip
    for veto in sheet.vetoed:
        yield (DASH, "一票否决", veto.title, *[DASH] * 5, veto.reason, f"等次最高为{veto.at_most}")


def _item(number: int, line: Line, sheet: Sheet, found: Index, *, checked: bool) -> Row:
    absent = line.conclusion is Conclusion.ABSENT
    missing = assessed.lost(line)
    proof = [found.of(line) or line.item.evidence.strip(), line.judged.basis.strip()]
    if not absent and (not missing or assessed.changed(line)):
        proof.append(line.words)
    own = _own(line)
    scores = (DASH, DASH) if absent else (points(own), points(line.score) if checked else "")
    return (
        str(number),
        assessed.group_title(sheet, line),
        f"{line.code} {line.title}",
        points(line.points),
        line.item.standard.strip() or DASH,
        "\n".join(part for part in proof if part) or DASH,
        *scores,
        _why(line, missing),
        _remark(line),
    )


def _own(line: Line) -> int | None:
    """Return 自评分: what the branch said, else what the records propose; None for 不适用."""
    if line.conclusion is Conclusion.ABSENT:
        return None
    return line.judged.own if line.judged.own is not None else line.proposed


def _why(line: Line, missing: int) -> str:
    if not missing:
        return DASH
    if assessed.changed(line):
        return line.reason.strip() or f"核减{points(missing)}分，没有写理由"
    graded = f"评为“{line.judged.grade}”" if line.judged.grade else ""
    return line.words or graded or f"扣{points(missing)}分"


def _remark(line: Line) -> str:
    """Return why a line is out, what a person changed, or what is still to be said."""
    said = []
    if line.absent:
        said.append(f"不适用：{line.absent}")
    if assessed.changed(line):
        said.append(f"建议{points(line.proposed)}分，改为{points(line.score)}分")
    if line.reason.strip() and not assessed.lost(line):
        said.append(f"理由：{line.reason.strip()}")
    if line.judged.grade and line.words:
        said.append(f"评为“{line.judged.grade}”")
    if line.wants:
        said.append(line.wants)
    return "；".join(said) or DASH


def _adjusted(sheet: Sheet, *, checked: bool) -> Iterator[Row]:
    for each in sheet.adjusted:
        name = "加分" if each.points >= 0 else "扣分"
        given = f"+{points(each.points)}" if each.points >= 0 else points(each.points)
        scores = (DASH, given) if checked else (given, "")
        proof = each.proof.strip() or DASH
        yield DASH, name, each.title, DASH, DASH, proof, *scores, each.reason.strip() or DASH, DASH


def _opinions(tree: Tree) -> Iterator[tuple[tuple[str, str], ...]]:
    for label, key, signed in (
        ("自评意见", "self", "支部书记（签名）：　　　　　　　　　（支部章）　　　　　　"),
        ("考核意见", "group", "考核组（签名）：　　　　　　　　　　　　　　　　　　　　"),
        ("总支意见", "superior", "党总支（盖章）：　　　　　　　　　　　　　　　　　　　　"),
    ):
        said = tree[f"{key}_opinion"].strip() or "　"
        yield ((label, f"{said}\n　\n{signed}{day(tree[f'{key}_on'], DATE_BY_HAND)}"),)


# Beside the year before


def collect_comparison(tree: Tree, context: PaperContext) -> AssessmentSheet:
    """Set every line beside that of the year before; raises ``Refused`` where there is none."""
    sheet = assessed.sheet_of(tree, context)
    before = context.desk.assessed_before(tree)
    if before is None:
        raise Refused(f"{sheet.year - 1}年没有考核记录，不能对比；先补上上年的考核再打印。")
    return AssessmentSheet(
        Table(
            title=f"{before.year}、{sheet.year}年度党支部考核对比表",
            left=context.organisation_name,
            right=assessed.status(tree),
            columns=_COMPARED,
            rows=tuple(_compared(sheet, before)),
            landscape=True,
            facts=tuple(((f"{each.year}年", _year_words(each)),) for each in (before, sheet)),
            closing=("对比人：", "支部书记（签名）：", DATE_BY_HAND),
            size=10.0,
            row_height=8.0,
            least_row_height=6.4,
        )
    )


def _year_words(sheet: Sheet) -> str:
    return f"{sheet.scheme.title}：{sum_words(sheet)}，对应等次：{sheet.band or '待评定'}。"


def _compared(sheet: Sheet, before: Sheet) -> Iterator[Row]:
    earlier = {line.code: line for line in before.lines}
    number = count(1)
    for line in sheet.lines:
        yield _beside(next(number), line, earlier.pop(line.code, None), sheet)
    for line in earlier.values():
        yield (
            str(next(number)),
            assessed.group_title(before, line),
            f"{line.code} {line.title}",
            points(line.points),
            _score(line),
            DASH,
            DASH,
            "本年方案没有这一项",
        )


def _beside(number: int, line: Line, last: Line | None, sheet: Sheet) -> Row:
    return (
        str(number),
        assessed.group_title(sheet, line),
        f"{line.code} {line.title}",
        points(line.points) if sheet.scheme.pointed else DASH,
        _score(last) if last else "上年无此项",
        _score(line),
        _difference(line, last),
        line.words or DASH,
    )


def _score(line: Line) -> str:
    return points(line.score) if line.score is not None else str(line.conclusion)


def _difference(line: Line, last: Line | None) -> str:
    """Return +1.5, 0 or −2 in points; of lines worth different points nothing is said."""
    if last is None or line.score is None or last.score is None or line.points != last.points:
        return DASH
    change = line.score - last.score
    return f"+{points(change)}" if change > 0 else points(change)
