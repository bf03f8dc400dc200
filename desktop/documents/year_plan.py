"""三会一课计划报备表: the year's plan for filing, with what became of it (domain row 13)."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from db.records.year_plan import PlanKind
from db.rules.year_plan import HeldRecord, Match, PlanState
from db.year_plan import Comparison, PlanRow
from desktop.documents import dutywords, table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.table import Table, TableColumn

_DASH = "—"
_COLUMNS = (
    TableColumn("月份", 12),
    TableColumn("会议、活动", 36),
    TableColumn("主题、内容", 70, centred=False),
    TableColumn("主讲或牵头", 26),
    TableColumn("责任人", 22),
    TableColumn("时限", 26),
    TableColumn("备注", 28, centred=False),
    TableColumn("完成情况", 40),
)
_FIRST_QUARTER = 3


@dataclass(frozen=True)
class YearPlanSheet:
    """The plan of one branch for one year."""

    table: Table


def collect(tree: Tree, context: PaperContext) -> YearPlanSheet:
    """List what is planned by month, then what was held without a plan."""
    found = context.desk.compared(tree)
    groups = context.groups
    shown = found.rows if found else tuple(_bare(tree))
    year = tree["year"]
    rows = [_row(row, year, groups, judged=found is not None) for row in shown]
    rows += _unplanned(found, year, groups) if found else []
    names = [line.line[key] for line in shown for key in ("lead_name", "owner_name")]
    return YearPlanSheet(
        Table(
            title=f"{year or ''}年三会一课计划报备表",
            left=context.organisation_name,
            right=f"制定日期：{wording.day(tree['made_on'], wording.DATE_BY_HAND)}",
            columns=_COLUMNS,
            rows=tuple(rows) or ((_DASH, _DASH, "计划中还没有安排", *[_DASH] * 5),),
            landscape=True,
            facts=tuple(((label, text),) for label, text in _facts(tree, found, context.today)),
            closing=(
                "支部书记（签名）：",
                "党总支审核（签章）：",
                f"报备日期：{wording.day(tree['filed_on'], wording.DATE_BY_HAND)}",
            ),
            size=10.5,
            row_height=8.2,
            least_row_height=6.6,
            names=wording.whole_names(names),
        )
    )


def render(sheet: YearPlanSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def _bare(tree: Tree) -> Iterator[PlanRow]:
    for line in sorted(tree["rows"], key=lambda row: row["month"] or 0):
        yield PlanRow(line, Match(PlanState.OPEN), line["due_on"])


def _facts(tree: Tree, found: Comparison | None, today: str) -> Iterator[tuple[str, str]]:
    if tree["aims"].strip():
        yield "指导思想", tree["aims"].strip()
    yield "说　　明", _made(tree)
    if found is not None and found.rows:
        yield "对　　账", _sums(found, today)


def _made(tree: Tree) -> str:
    """Say whether the plan was made in the first quarter; nothing is dated back."""
    wanted = "年度计划在第一季度制定（工作手册的一般要求，待核）"
    made = tree["made_on"]
    if not made:
        return f"{wanted}；本计划还没有写明制定日期。"
    day = dt.date.fromisoformat(made)
    late = tree["year"] is not None and (day.year, day.month) > (tree["year"], _FIRST_QUARTER)
    note = "，晚于第一季度" if late else ""
    return (
        f"{wanted}；本计划制定于{wording.day(made)}{note}。活动的主题、日期以活动日年度计划为准。"
    )


def _sums(found: Comparison, today: str) -> str:
    """Say what became of the plan: 计划58项，已完成41项…"""
    states = [row.match.state for row in found.rows]
    said = "，".join(f"{state}{states.count(state)}项" for state in PlanState if state in states)
    extra = f"；计划以外{len(found.unplanned)}项" if found.unplanned else ""
    day = f"截至{wording.day(today)}，" if today else ""
    return f"{day}计划{len(states)}项：{said}{extra}。"


def _row(
    row: PlanRow, year: int | None, groups: Mapping[str, str], *, judged: bool
) -> tuple[str, ...]:
    line = row.line
    return (
        f"{line['month']}月",
        _what(line["kind"], groups.get(line["group"] or "", "")),
        line["title"].strip() or "（未定）",
        wording.stacked(line["lead_name"].strip()) or _DASH,
        wording.stacked(line["owner_name"].strip()) or _DASH,
        _limit(row, year),
        line["remark"].strip() or _DASH,
        _outcome(row.match, year) if judged else _DASH,
    )


def _what(kind: str, group: str) -> str:
    """Return 支部委员会会议, or 第一党小组会 for a meeting of a group."""
    label = PlanKind(kind).label
    return f"{group}会" if group.endswith("组") else f"{label}（{group}）" if group else label


def _limit(row: PlanRow, year: int | None) -> str:
    if row.day is not None:
        provisional = "（暂算）" if row.provisional else ""
        return dutywords.short_day(dt.date.fromisoformat(row.day), year) + provisional
    if row.line["due_on"]:
        return f"{dutywords.short_day(dt.date.fromisoformat(row.line['due_on']), year)}前"
    return "当月"


def _outcome(match: Match, year: int | None) -> str:
    if match.record is None:
        return _DASH if match.state == PlanState.ASIDE else str(match.state)
    return f"{match.state} {dutywords.short_day(match.record.day, year)}"


def _unplanned(
    found: Comparison, year: int | None, groups: Mapping[str, str]
) -> list[tuple[str, ...]]:
    if not found.unplanned:
        return []
    rows: list[tuple[str, ...]] = [(f"计划以外开展的（{len(found.unplanned)}项）",)]
    for record in found.unplanned:
        state = str(PlanState.DRAFT if record.draft else PlanState.DONE)
        rows.append(
            (
                f"{record.month}月",
                _what(record.kind, groups.get(record.group, "")),
                _plain(record),
                *[_DASH] * 4,
                f"{state} {dutywords.short_day(record.day, year)}",
            )
        )
    return rows


def _plain(record: HeldRecord) -> str:
    return " ".join(record.heading.split())
