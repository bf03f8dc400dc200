"""销号报告单 of one listed item and 销号情况报告 of a year (对账销号, domain row 14)."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from db.records.listed_item import ItemState, ListKind
from desktop.documents import bookparts, itemwords, official, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.fonts import HEITI
from desktop.documents.official import Block, Official, Signature, Text
from desktop.documents.page import write_pages
from desktop.documents.recordbook import Form, Paragraph, Row, layout, number_pages
from desktop.documents.wording import NOTHING


@dataclass(frozen=True)
class ClosingSheet:
    """The paper on which an item is closed."""

    form: Form


@dataclass(frozen=True)
class ClosingReport:
    """What was closed in a year and what is open, as an official paper."""

    paper: Official


def collect(tree: Tree, context: PaperContext) -> ClosingSheet:
    """Put an item, its log and its proof into words; an open one is said to be 未销号."""
    form = Form(
        title="销号报告单",
        left=context.organisation_name,
        right=f"编号：{itemwords.number(tree)}",
        rows=tuple(_rows(tree, context)),
        body=tuple(_body(tree, context)),
        signatures=("责任人", "支部书记"),
        foot="",
        names=itemwords.names([tree], context),
    )
    # Another day makes an open item later, but does not make it another item.
    lasting = replace(form, rows=tuple(_rows(tree, replace(context, today=""))))
    code = wording.check_code(astuple(lasting))
    return ClosingSheet(replace(form, foot=f"{_foot(tree)}　校验码 {code}"))


def render(sheet: ClosingSheet, path: Path) -> None:
    """Write the paper; raises ``Refused``."""
    pages = layout(sheet.form)
    number_pages(pages, sheet.form.foot, 1, len(pages))
    write_pages(pages, path, sheet.form.title)


def _foot(tree: Tree) -> str:
    if tree["state"] != ItemState.CLOSED:
        return f"未销号，现为{ItemState(tree['state']).label}"
    return f"销号：{wording.day(tree['closed_on'])}"


def _state(tree: Tree, today: str) -> str:
    if tree["state"] == ItemState.CLOSED:
        return "已销号"
    late = itemwords.late(tree, today)
    return f"未销号（{ItemState(tree['state']).label}）" + (f"\n{late}" if late else "")


def _rows(tree: Tree, context: PaperContext) -> Iterator[Row]:
    kind = ListKind(tree["kind"])
    yield ("清单", kind.label), ("状态", _state(tree, context.today))
    yield ((_CONTENT[kind], tree["title"].strip() or NOTHING),)
    if kind is ListKind.RESPONSIBILITY:
        yield (("依据", tree["basis"].strip() or NOTHING),)
        yield (("考核方式", tree["method"].strip() or NOTHING),)
    if kind is ListKind.PROBLEM:
        yield (("原因", tree["cause"].strip() or NOTHING),)
    source = itemwords.source(tree, context)
    yield (("来源", NOTHING if source == itemwords.DASH else source),)
    if tree["responsibility"] and (belongs := context.link(tree["responsibility"])):
        yield (("对应责任", belongs),)
    owner = itemwords.owner(tree, context) or NOTHING
    yield (
        ("责任人", wording.spaced(owner)),
        ("牵头人", wording.spaced(tree["lead_name"]) or NOTHING),
    )
    yield ("开始日期", wording.day(tree["began_on"])), ("完成时限", wording.day(tree["due_on"]))
    yield ("完成日期", wording.day(tree["done_on"])), ("销号日期", wording.day(tree["closed_on"]))
    yield (("销号人", wording.spaced(tree["closed_by"].strip()) or NOTHING),)


_CONTENT = {
    ListKind.RESPONSIBILITY: "责任内容",
    ListKind.TASK: "任务",
    ListKind.PROBLEM: "问题",
}


def _body(tree: Tree, context: PaperContext) -> Iterator[Paragraph]:
    if ListKind(tree["kind"]) is not ListKind.RESPONSIBILITY:
        name = "整改措施" if tree["kind"] == ListKind.PROBLEM else "措施"
        yield from bookparts.section(name, tree["measures"])
    yield from _listed("办理经过", itemwords.log(tree, context))
    yield from bookparts.section("完成情况", tree["result"])
    yield from _listed("佐证", itemwords.proofs(tree, context))


def _listed(title: str, said: Sequence[str]) -> Iterator[Paragraph]:
    yield Paragraph(title, HEITI, heading=True)
    for place, text in enumerate(said, 1):
        yield Paragraph(f"{place}. {text}")
    if not said:
        yield Paragraph(NOTHING)


def collect_report(trees: Sequence[Tree], context: PaperContext) -> ClosingReport:
    """Report on the three lists of ``context.year``: sums, what was closed, what is open and why.

    The reasons are the newest entries of the logs; nothing else is said.
    """
    ordered = sorted(trees, key=lambda t: (list(ListKind).index(ListKind(t["kind"])),
                                           t["year"] or 9999, t["number"] or 9999))  # fmt: skip
    closed = [tree for tree in ordered if tree["state"] == ItemState.CLOSED]
    left = [tree for tree in ordered if tree["state"] != ItemState.CLOSED]
    texts = [
        "一、总体情况",
        *_overall(ordered, context),
        "二、已销号事项",
        *(_closed(place, tree, context) for place, tree in enumerate(closed, 1)),
        *([] if closed else ["没有已销号的事项。"]),
        "三、未销号事项",
        *(_open(place, tree, context) for place, tree in enumerate(left, 1)),
        *([] if left else ["没有未销号的事项。"]),
    ]
    day = wording.day(context.today or None, wording.DATE_BY_HAND)
    blocks: tuple[Block, ...] = (*map(Text, texts), Signature(context.organisation_name, day))
    title = f"关于{wording.of_year(context)}责任、任务、问题清单销号情况的报告"
    return ClosingReport(Official(title, blocks, itemwords.names(trees, context)))


def render_report(sheet: ClosingReport, path: Path) -> None:
    """Write the paper; raises ``Refused``."""
    official.write(sheet.paper, path)


def _overall(trees: Sequence[Tree], context: PaperContext) -> Iterator[str]:
    if context.today:
        yield f"截至{wording.day(context.today)}，三张清单情况如下："
    for kind in ListKind:
        chosen = [tree for tree in trees if tree["kind"] == kind]
        yield itemwords.totals(chosen, kind.label, context)


def _flat(text: str) -> str:
    return " ".join(text.split()).rstrip("。；;")


def _closed(place: int, tree: Tree, context: PaperContext) -> str:
    owner = itemwords.owner(tree, context) or "未定"
    by = f"由{tree['closed_by'].strip()}" if tree["closed_by"].strip() else ""
    done = f"。完成情况：{_flat(tree['result'])}" if tree["result"].strip() else ""
    return (
        f"{place}.{itemwords.number(tree)}：{_flat(tree['title'])}（责任人：{owner}），"
        f"{wording.day(tree['closed_on'], '日期未记')}{by}销号{done}。"
    )


def _open(place: int, tree: Tree, context: PaperContext) -> str:
    owner = itemwords.owner(tree, context) or "未定"
    due = f"完成时限{wording.day(tree['due_on'])}" if tree["due_on"] else "未定时限"
    late = itemwords.late(tree, context.today)
    words = "，".join(part for part in (due, ItemState(tree["state"]).label, late) if part)
    newest = f"。最近进展：{_flat(itemwords.latest(tree))}" if itemwords.latest(tree) else ""
    return (
        f"{place}.{itemwords.number(tree)}：{_flat(tree['title'])}"
        f"（责任人：{owner}），{words}{newest}。"
    )
