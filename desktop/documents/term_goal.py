"""支部书记任期目标书 with the goals of each year, what came of them and the review (domain 5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.records.term_goal import Reached
from desktop.documents import table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.table import Table, TableColumn
from desktop.documents.wording import NOTHING

_DASH = "—"
_COLUMNS = (
    TableColumn("序号", 12),
    TableColumn("目　　标", 62, centred=False),
    TableColumn("指　　标", 48, centred=False),
    TableColumn("时　限", 32),
    TableColumn("完成情况", 58, centred=False),
    TableColumn("自　评", 18),
    TableColumn("总支审核", 37),
)
Row = tuple[str, ...]


@dataclass(frozen=True)
class TermGoalSheet:
    """The goals of one secretary for one term."""

    table: Table


def collect(tree: Tree, context: PaperContext) -> TermGoalSheet:
    """List the goals of the term, then those of every year with what came of them."""
    return TermGoalSheet(
        Table(
            title="党支部书记任期目标书",
            left=context.organisation_name,
            right=f"签订日期：{wording.day(tree['signed_on'], wording.DATE_BY_HAND)}",
            columns=_COLUMNS,
            rows=tuple(_rows(tree)),
            landscape=True,
            facts=(
                (
                    ("书　　记", wording.spaced(tree["name"])),
                    ("任　　期", _term(tree)),
                ),
                (("完成情况", _sums(tree)),),
            ),
            closing=("党支部书记（签名）：", "党总支书记（签名）：", "党总支（盖章）："),
            size=10.5,
            row_height=9.0,
            least_row_height=7.0,
            names=wording.whole_names([tree["name"]]),
        )
    )


def render(sheet: TermGoalSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def _term(tree: Tree) -> str:
    began = wording.day(tree["began_on"], "开始日期未定")
    return f"{began}至{wording.day(tree['ended_on'], '届满日期未定')}"


def _sums(tree: Tree) -> str:
    """Say year by year how many goals there are and how they were reviewed."""
    said = []
    for year, rows in _by_year(tree).items():
        judged = [row["review"] for row in rows if row["review"]]
        words = [f"{each.label}{judged.count(each)}项" for each in Reached if each in judged]
        words += [f"未审核{len(rows) - len(judged)}项"] if len(judged) < len(rows) else []
        said.append(f"{year}年{len(rows)}项（{'，'.join(words)}）")
    return "；".join(said) + "。" if said else "还没有列出年度目标。"


def _by_year(tree: Tree) -> dict[int, list[Tree]]:
    found: dict[int, list[Tree]] = {}
    for row in sorted(tree["years"], key=lambda row: row["year"] or 0):
        found.setdefault(row["year"], []).append(row)
    return found


def _rows(tree: Tree) -> Iterator[Row]:
    yield (f"任期目标（{len(tree['goals'])}项）" if tree["goals"] else "任期目标",)
    for number, row in enumerate(tree["goals"], 1):
        yield str(number), row["goal"], row["target"].strip() or _DASH, "任期内", *[_DASH] * 3
    if not tree["goals"]:
        yield _DASH, NOTHING, *[_DASH] * 5
    for year, rows in _by_year(tree).items():
        yield (f"{year}年度目标（{len(rows)}项）",)
        for number, row in enumerate(rows, 1):
            yield _of_year(number, row)


def _of_year(number: int, row: Tree) -> Row:
    return (
        str(number),
        row["goal"],
        row["target"].strip() or _DASH,
        wording.day(row["due_on"], "当年"),
        row["progress"].strip() or "未填写",
        Reached(row["own"]).label if row["own"] else _DASH,
        _review(row),
    )


def _review(row: Tree) -> str:
    if not row["review"]:
        return "未审核"
    said = [Reached(row["review"]).label, row["opinion"].strip()]
    return "\n".join([*filter(None, said), wording.day(row["reviewed_on"], "")]).strip()
