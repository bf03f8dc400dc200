"""Papers of 民主评议党员: 测评表, 汇总表 and a 登记表 of each person (domain row 9).

优秀 at most a third, ballots without names: 教育管理条例 Art. 18 and the topic page of 12371.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from db.errors import Refused
from db.records.held import Category
from db.records.meeting import Grade, kind_title
from desktop.documents import bookparts, lifebook, table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.page import write_pages
from desktop.documents.recordbook import Form, Paragraph, Row, layout, number_pages
from desktop.documents.table import Table, TableColumn
from desktop.documents.wording import NOTHING

_DASH = "—"
_GRADES = tuple(TableColumn(grade.label.replace("基本", "基本\n"), 18) for grade in Grade)
_BALLOT = (
    TableColumn("序号", 13),
    TableColumn("姓名", 27),
    *_GRADES,
    TableColumn("存在问题", 64),
)
_SUMMARY = (
    TableColumn("序号", 12),
    TableColumn("姓名", 30),
    TableColumn("党员类别", 24),
    *_GRADES,
    TableColumn("评定等次", 24),
)
_NOTE = "无记名填写。每人只选一个等次，在相应栏内打“√”；优秀等次一般不超过参评党员的三分之一。"


@dataclass(frozen=True)
class AppraisalTable:
    """The form of the ballot, or the sums of the ballots."""

    table: Table


@dataclass(frozen=True)
class AppraisalForms:
    """A form of each person, bound into one file."""

    forms: tuple[Form, ...]


def collect_ballot(tree: Tree, context: PaperContext) -> AppraisalTable:
    """Make the ballot with the people who are appraised; raises ``Refused`` when there is none."""
    people = _people(tree)
    rows = tuple(
        (str(place), wording.stacked(row["name"]), *[""] * 5) for place, row in enumerate(people, 1)
    )
    return AppraisalTable(
        Table(
            title="民主评议党员测评表",
            left=context.organisation_name,
            right=wording.number_text(tree),
            columns=_BALLOT,
            rows=rows,
            facts=((("说　　明", _NOTE),),),
            size=11.0,
            row_height=11.0,
            least_row_height=8.5,
            names=wording.names_of(tree, context),
        )
    )


def collect_summary(tree: Tree, context: PaperContext) -> AppraisalTable:
    """Sum up the ballots by person; raises ``Refused`` when nobody is appraised."""
    people = _people(tree)
    rows = [_counted(place, row) for place, row in enumerate(people, 1)]
    sums = [_sum(row[str(grade)] for row in people) for grade in Grade]
    rows.append(("合计", f"{len(people)}人", _DASH, *sums, _DASH))
    facts = (
        (
            ("应评人数", _figure(tree["eligible"], "人")),
            ("实评人数", _figure(tree["returned"], "人")),
        ),
        (("有效票", _figure(tree["valid"], "张")), ("评议日期", wording.day(tree["held_on"]))),
        (
            ("监票人", tree["scrutineer_name"] or NOTHING),
            ("计票人", tree["teller_name"] or NOTHING),
        ),
        (("评定结果", "\n".join(lifebook.grades(tree))),),
        (("综合意见", tree["conclusion"].strip() or NOTHING),),
    )
    return AppraisalTable(
        Table(
            title="民主评议党员汇总表",
            left=context.organisation_name,
            right=wording.number_text(tree),
            columns=_SUMMARY,
            rows=tuple(rows),
            facts=facts,
            closing=("监票人（签名）：", "计票人（签名）：", "支部书记（签名）："),
            size=11.0,
            names=wording.names_of(tree, context),
        )
    )


def render_table(sheet: AppraisalTable, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def collect_forms(tree: Tree, context: PaperContext) -> AppraisalForms:
    """Make 登记表 of every person; raises ``Refused`` when nobody is appraised."""
    return AppraisalForms(tuple(_form(row, tree, context) for row in _people(tree)))


def render_forms(sheet: AppraisalForms, path: Path) -> None:
    """Write the forms one after the other, each with its own page numbers; raises ``Refused``."""
    bound = []
    for form in sheet.forms:
        pages = layout(form)
        number_pages(pages, form.foot, 1, len(pages))
        bound += pages
    write_pages(bound, path, "党员民主评议登记表")


def _people(tree: Tree) -> Sequence[Tree]:
    rows: Sequence[Tree] = tree["appraisals"]
    if not rows:
        raise Refused("还没有列出参加评议的党员，没有可印的内容；先在“民主评议”里添加党员。")
    return rows


def _figure(count: int | None, unit: str) -> str:
    return NOTHING if count is None else f"{count}{unit}"


def _sum(counts: Iterator[int | None]) -> str:
    known = [count for count in counts if count is not None]
    return str(sum(known)) if known else _DASH


def _counted(place: int, row: Tree) -> tuple[str, ...]:
    counts = (row[str(grade)] for grade in Grade)
    return (
        str(place),
        wording.stacked(row["name"]),
        Category(row["category"]).label,
        *(_DASH if count is None else str(count) for count in counts),
        Grade(row["grade"]).label if row["grade"] else "未评定",
    )


def _form(row: Tree, tree: Tree, context: PaperContext) -> Form:
    return Form(
        title="党员民主评议登记表",
        left=context.organisation_name,
        right=wording.number_text(tree),
        rows=tuple(_rows(row, tree, context)),
        body=tuple(_body(row)),
        signatures=("本人", "支部书记"),
        foot=f"{kind_title(dict(tree))}：{wording.day(tree['held_on'], '日期未定')}",
        names=wording.names_of(tree, context),
    )


def _rows(row: Tree, tree: Tree, context: PaperContext) -> Iterator[Row]:
    person = context.people.get(row["member"] or "")
    post, group = (person.post, person.group) if person else ("", "")
    yield ("姓名", row["name"]), ("党员类别", Category(row["category"]).label)
    yield ("党内职务", post or NOTHING), ("党小组", group or NOTHING)
    votes = lifebook.votes(row)
    valid = f"（有效票{tree['valid']}张）" if tree["valid"] is not None else ""
    yield (("测评票数", f"{votes}{valid}"),)
    grade = Grade(row["grade"]).label if row["grade"] else "未评定"
    yield ("评定等次", grade), ("反馈日期", wording.day(row["told_on"], "未反馈"))


def _body(row: Tree) -> Iterator[Paragraph]:
    yield from bookparts.section("个人总结", row["summary"])
    yield from bookparts.section("存在问题", row["faults"])
    yield from bookparts.section("整改措施", row["measures"])
    yield from bookparts.section("互评意见", row["peers"])
    yield from bookparts.section("支部意见", row["opinion"])
