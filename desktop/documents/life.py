"""Papers of 组织生活会: 问题清单和整改清单, 对照检查材料, 组织生活会情况报告 (domain row 8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.errors import Refused
from db.records.meeting import AgendaPart, held_title, kind_title, scope
from desktop.documents import lifebook, official, table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.official import Blank, Centred, Official, Signature, Text
from desktop.documents.page import write_pages
from desktop.documents.table import Table, TableColumn

_DASH = "—"
_ISSUES = (
    TableColumn("序号", 13),
    TableColumn("对象", 26),
    TableColumn("问题", 78, centred=False),
    TableColumn("整改措施", 78, centred=False),
    TableColumn("责任人", 24),
    TableColumn("整改时限", 24),
    TableColumn("本人签名", 24),
)


@dataclass(frozen=True)
class IssuesSheet:
    """The problems that one meeting found."""

    table: Table


@dataclass(frozen=True)
class OfficialPapers:
    """Official papers bound into one file, each with its own page numbers."""

    papers: tuple[Official, ...]
    title: str


def collect_issues(tree: Tree, context: PaperContext) -> IssuesSheet:
    """List the problems that 组织生活会 or 民主评议 found and how they are put right."""
    rows = tuple(
        (
            str(place),
            wording.stacked(row["whose"].strip()) or _DASH,
            row["text"].strip() or _DASH,
            row["measure"].strip() or _DASH,
            wording.stacked(wording.owner_name(row, context)) or _DASH,
            wording.day(row["due_on"], _DASH).replace("年", "年\n", 1),
            "",
        )
        for place, row in enumerate(tree["issues"], 1)
    )
    nothing = (_DASH, _DASH, "没有列出问题", *[_DASH] * 4)
    return IssuesSheet(
        Table(
            title=f"{kind_title(dict(tree))}问题清单和整改清单",
            left=context.organisation_name + (f"　{context.group_name}" if _grouped(tree) else ""),
            right=f"{wording.number_text(tree)}　{wording.day(tree['held_on'], '')}".strip("　"),
            columns=_ISSUES,
            rows=rows or (nothing,),
            landscape=True,
            closing=("支部书记（签名）：", "填表日期：" + wording.DATE_BY_HAND),
            size=11.0,
            names=wording.names_of(tree, context),
        )
    )


def render_issues(sheet: IssuesSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def collect_examinations(tree: Tree, context: PaperContext) -> OfficialPapers:
    """Set what each person said of himself as a paper of its own.

    Raises ``Refused`` when nobody's text is in the record.
    """
    rows = [row for row in tree["examinations"] if row["text"].strip() or row["pledge"].strip()]
    if not rows:
        raise Refused("这次组织生活会还没有对照检查的内容，没有材料可印；先在“对照检查”里填写。")
    papers = tuple(_examination(row, tree, context) for row in rows)
    return OfficialPapers(papers, "组织生活会对照检查材料")


def render_papers(sheet: OfficialPapers, path: Path) -> None:
    """Write the papers one after the other; raises ``Refused``."""
    pages = [page for paper in sheet.papers for page in official.layout(paper)]
    write_pages(pages, path, sheet.title)


def collect_report(tree: Tree, context: PaperContext) -> OfficialPapers:
    """Report on one 组织生活会 from what its record holds; what it does not hold is not said."""
    blocks: list[official.Block] = []
    sections = [(title, text) for title, text in _sections(tree, context) if text]
    for place, (title, text) in enumerate(sections, 1):
        blocks += [Text(f"{wording.chinese_number(place)}、{title}"), Text(text)]
    day = wording.day(tree["reported_on"], wording.DATE_BY_HAND)
    blocks.append(Signature(context.organisation_name, day))
    year = f"{tree['year']}年度" if tree["year"] else ""
    title = f"关于召开{year}组织生活会情况的报告"
    paper = Official(title, tuple(blocks), wording.names_of(tree, context))
    return OfficialPapers((paper,), title)


def _grouped(tree: Tree) -> bool:
    return scope(dict(tree)) == "group"


def _examination(row: Tree, tree: Tree, context: PaperContext) -> Official:
    held = f"（{wording.day(tree['held_on'])}）" if tree["held_on"] else ""
    written = "，书面发言" if row["written"] else ""
    pledge = f"本人表态：{row['pledge'].strip()}" if row["pledge"].strip() else ""
    blocks: tuple[official.Block, ...] = (
        Centred(f"{context.organisation_short_name or context.organisation_name}　{row['name']}"),
        Centred(f"{kind_title(dict(tree))}{wording.number_text(tree)}{held}{written}"),
        Blank(),
        Text(row["text"]),
        *([Text(pledge)] if pledge else []),
        Signature("本人（签名）：　　　　　", wording.DATE_BY_HAND),
    )
    return Official("对照检查材料", blocks, wording.names_of(tree, context))


def _sections(tree: Tree, context: PaperContext) -> Iterator[tuple[str, str]]:
    yield "基本情况", _held(tree, context)
    if tree["scheme"].strip():
        yield "会议方案", tree["scheme"].strip()
    titles = [row["title"].strip() for row in tree["readings"] if row["title"].strip()]
    yield "学习情况", f"学习了{'、'.join(titles)}。" if titles else ""
    yield "征求意见情况", tree["opinions"].strip()
    yield "上次整改落实情况", tree["previous"].strip()
    yield "对照检查和相互批评情况", _examined(tree)
    yield (
        "查摆的问题和整改措施",
        "\n".join(
            f"{place}.{lifebook.issue(row, context)}" for place, row in enumerate(tree["issues"], 1)
        ),
    )
    closing = [item["report"] for item in tree["agenda"] if item["part"] == AgendaPart.CLOSING]
    yield "主持人总结", "".join(closing).strip()
    yield "公示情况", wording.sentence(tree["publicised"])


def _held(tree: Tree, context: PaperContext) -> str:
    _, sums = wording.counts(tree)
    when = wording.day(tree["held_on"], "") + wording.half_day(tree["began_at"])
    group = context.group_name if _grouped(tree) else ""
    place = f"在{tree['place'].strip()}" if tree["place"].strip() else ""
    theme = f"，主题为“{tree['title'].strip()}”" if tree["title"].strip() else ""
    chair = wording.with_post(tree["chair_name"], tree["chair_post"], wide=False)
    led = f"，{chair}主持" if tree["chair_name"] else ""
    name = held_title(dict(tree))
    came = f"应到{sums.due}人，实到{sums.present}人，请假{sums.leave}人，缺席{sums.absent}人。"
    sat_in = wording.observers(tree, wide=False)
    observers = f"列席：{sat_in}。" if tree["observers"] else ""
    return (
        f"{'，'.join(filter(None, (when, place)))}召开{group}{name}{theme}{led}。{came}{observers}"
    )


def _examined(tree: Tree) -> str:
    rows = tree["examinations"]
    if not rows:
        return ""
    written = [row["name"] for row in rows if row["written"]]
    critics = sum(len(row["criticisms"]) for row in rows)
    said = f"{len(rows)}名党员作了对照检查：{'、'.join(row['name'] for row in rows)}。"
    if written:
        said += f"其中{len(written)}人书面发言：{'、'.join(written)}。"
    return said + f"相互提出批评意见{critics}条。"
