"""发展党员: the ledger of the branch, one row a person by dated steps, and a person's file sheet.

Form: domain 2.1 row 20; the steps are those of 1.4.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.records.admission import AdmissionStep, MentorRole
from desktop.documents import table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.table import Table, TableColumn

_DASH = "—"
_SIGN = ("组织委员（签名）：", "党支部书记（签名）：", wording.DATE_BY_HAND)
_HEADS = {
    AdmissionStep.APPLICATION: "递交\n申请书",
    AdmissionStep.APPLICATION_TALK: "派人\n谈话",
    AdmissionStep.ACTIVIST: "积极\n分子",
    AdmissionStep.PUBLICITY: "公示",
    AdmissionStep.CANDIDATE: "发展\n对象",
    AdmissionStep.POLITICAL_REVIEW: "政治\n审查",
    AdmissionStep.TRAINING: "集中\n培训",
    AdmissionStep.COMMITTEE_REVIEW: "支委会\n审查",
    AdmissionStep.EXAMINATION: "党委\n预审",
    AdmissionStep.ADMISSION: "大会\n接收",
    AdmissionStep.APPROVAL: "党委\n审批",
    AdmissionStep.OATH: "入党\n宣誓",
    AdmissionStep.FULL_MEETING: "大会\n转正",
    AdmissionStep.FULL_APPROVAL: "转正\n审批",
    AdmissionStep.ARCHIVED: "归档",
}


@dataclass(frozen=True)
class AdmissionSheet:
    """One table about persons on the way into the Party."""

    table: Table


def collect_ledger(trees: Sequence[Tree], context: PaperContext) -> AdmissionSheet:
    """List everybody with the day of each step, mentors, reviews, papers."""
    rows = [_row(place, tree, context) for place, tree in enumerate(trees, 1)]
    columns = (
        TableColumn("序号", 9),
        TableColumn("姓名", 16),
        TableColumn("出生\n年月", 15),
        *(TableColumn(_HEADS[step], 14.5) for step in AdmissionStep),
        TableColumn("培养联系人\n介绍人", 24),
        TableColumn("半年\n考察", 12),
        TableColumn("材料", 12),
    )
    empty = tuple("无" if place == 1 else _DASH for place in range(len(columns)))
    return AdmissionSheet(
        Table(
            title="发展党员工作台账",
            left=context.organisation_name,
            right=f"截至{wording.day(context.today or None, wording.DATE_BY_HAND)}",
            columns=columns,
            rows=tuple(rows) or (empty,),
            landscape=True,
            closing=_SIGN,
            size=8.0,
            row_height=12,
            least_row_height=9,
            names=tuple(tree["name"] for tree in trees),
        )
    )


def collect_file(tree: Tree, context: PaperContext) -> AdmissionSheet:
    """Return the sheet of one person: every step, the reviews, the papers and what is missing."""
    done = {row["step"]: row for row in tree["steps"]}
    rows: list[tuple[str, ...]] = []
    for place, step in enumerate(AdmissionStep, 1):
        found = done.get(step, {})
        rows.append(
            (
                str(place),
                step.label,
                wording.day(found.get("done_on"), _DASH),
                str(found.get("decided_by") or _DASH),
                str(found.get("proof") or _DASH),
            )
        )
    rows.append(("半年考察",))
    for place, row in enumerate(sorted(tree["reviews"], key=lambda r: r["reviewed_on"] or ""), 1):
        day = wording.day(row["reviewed_on"], _DASH)
        rows.append((str(place), "考察", day, row["reviewer_name"] or _DASH, row["text"] or _DASH))
    if not tree["reviews"]:
        rows.append((_DASH, "无", _DASH, _DASH, _DASH))
    rows.append(("材料目录",))
    for place, row in enumerate(tree["papers"], 1):
        day = wording.day(row["dated_on"], _DASH)
        rows.append((str(place), row["title"], day, _DASH, "已齐" if row["there"] else "缺"))
    if not tree["papers"]:
        rows.append((_DASH, "无", _DASH, _DASH, _DASH))
    return AdmissionSheet(
        Table(
            title=f"发展党员登记表（{tree['name']}）",
            left=context.organisation_name,
            right=wording.day(context.today or None, ""),
            columns=(
                TableColumn("序号", 12),
                TableColumn("步骤、材料", 40),
                TableColumn("日期", 34),
                TableColumn("决定者、经办人", 36),
                TableColumn("会议、文号、结果", 44),
            ),
            rows=tuple(rows),
            facts=(
                (
                    ("性　　别", tree["gender"] or "无"),
                    ("出生日期", wording.day(tree["born_on"], "无")),
                ),
                (("单位职务", tree["job"] or "无"),),
                (("培养人等", _mentors(tree, context) or "无"),),
            ),
            feet=((("备　　注", tree["note"].strip() or "无"),),),
            closing=("党支部书记（签名）：", wording.DATE_BY_HAND),
            size=10.5,
            row_height=8.0,
            least_row_height=7.0,
        )
    )


def render(sheet: AdmissionSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def _row(place: int, tree: Tree, context: PaperContext) -> tuple[str, ...]:
    days = {row["step"]: row["done_on"] for row in tree["steps"]}
    missing = sum(not row["there"] for row in tree["papers"])
    papers = f"缺{missing}份" if missing else "齐" if tree["papers"] else _DASH
    return (
        str(place),
        wording.spaced(tree["name"]),
        _short((tree["born_on"] or "")[:7]),
        *(_short(days.get(step)) for step in AdmissionStep),
        _mentors(tree, context) or _DASH,
        f"{len(tree['reviews'])}次" if tree["reviews"] else _DASH,
        papers,
    )


def _short(day: str | None) -> str:
    """Return 2026.\n3.27, which fits a narrow cell."""
    if not day:
        return _DASH
    year, *rest = day.split("-")
    return f"{year}.\n" + ".".join(str(int(part)) for part in rest)


def _mentors(tree: Tree, context: PaperContext) -> str:
    said = []
    for role in MentorRole:
        names = [
            row["name"] or context.people[row["member"]].display_name
            for row in tree["mentors"]
            if row["role"] == role and (row["name"] or row["member"] in context.people)
        ]
        if names:
            said.append(f"{role.label}：{'、'.join(names)}")
    return "\n".join(said)
