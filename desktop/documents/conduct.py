"""承诺书 and 践诺评议表 (三亮四比五提升), and 通报 of a supervision, as official papers.

Fields: domain 5; a 通报 has 总体情况、问题、要求. Nothing is said that the record does not say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from db.records import spec
from db.spec import RecordSpec
from desktop.documents import official, table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.official import Blank, Block, Official, Signature, Text
from desktop.documents.table import Table, TableColumn
from desktop.documents.wording import NOTHING

_DASH = "—"
_COMPARED = ("compare_skill", "compare_conduct", "compare_result", "compare_fourth")
_RAISED = ("raise_first", "raise_second", "raise_third", "raise_fourth", "raise_fifth")


@dataclass(frozen=True)
class ConductSheet:
    """One official paper in words."""

    paper: Official


@dataclass(frozen=True)
class ReviewSheet:
    """The table on which a year's pledges are judged."""

    table: Table


def collect_pledge(tree: Tree, context: PaperContext) -> ConductSheet:
    """Put the pledge of a member into words, under the words of the place."""
    kind = context.relabel(spec("pledge"))
    name = tree["person_name"].strip()
    who = f"，岗位是{tree['post'].strip()}" if tree["post"].strip() else ""
    asked = f"按照“{kind.title}”的要求，现就{tree['year']}年度作出以下承诺"
    texts = [f"我是{context.organisation_name}党员{name}{who}。{asked}，请党组织和党员群众监督。"]
    parts = (_shown(kind, tree), _several(kind, tree, _COMPARED), _several(kind, tree, _RAISED))
    titles = ("三亮", "四比", "五提升")
    said = [(title, found) for title, part in zip(titles, parts, strict=True) if (found := [*part])]
    for place, (title, found) in enumerate(said, 1):
        texts += [f"{wording.chinese_number(place)}、{title}", *found]
    day = wording.day(tree["pledged_on"], wording.DATE_BY_HAND)
    blocks: tuple[Block, ...] = (
        *map(Text, texts),
        Blank(),
        Signature("承诺人（签名）：　　　　　　　　", day),
    )
    return ConductSheet(Official("党员承诺书", blocks, wording.whole_names([name])))


def collect_circular(tree: Tree, context: PaperContext) -> ConductSheet:
    """Put what a supervision found into a 通报: 总体情况、问题、要求."""
    team = f"第{tree['team']}督查组" if tree["team"] else "督查组"
    rows = tree["findings"]
    texts = [
        "一、总体情况",
        _overall(tree, team),
        *_lines(tree["overall"]),
        "二、存在问题",
        *(_problem(place, row) for place, row in enumerate(rows, 1)),
        *([] if rows else ["本次督查没有发现问题。"]),
        "三、有关要求",
        *(_lines(tree["demands"]) or [NOTHING + "。"]),
    ]
    day = wording.day(tree["reported_on"], wording.DATE_BY_HAND)
    blocks: tuple[Block, ...] = (*map(Text, texts), Signature(context.organisation_name, day))
    names = wording.whole_names([tree["leader_name"], *(row["whose"] for row in rows)])
    return ConductSheet(Official(f"关于{team}督查情况的通报", blocks, names))


def collect_review(trees: Sequence[Tree], context: PaperContext) -> ReviewSheet:
    """Put the year's pledges into a table to be ticked, one row a member."""
    marks = [label for value, label in spec("pledge").fields["review"].choices if value != "open"]
    rows = [
        (
            str(place),
            wording.spaced(tree["person_name"].strip()),
            tree["post"].strip() or _DASH,
            "\n".join(f"{n}.{_flat(row['text'])}" for n, row in enumerate(tree["promises"], 1))
            or NOTHING,
            *["□"] * len(marks),
        )
        for place, tree in enumerate(sorted(trees, key=lambda tree: tree["person_name"]), 1)
    ]
    empty = (_DASH, _DASH, _DASH, "本年没有登记承诺", *[_DASH] * len(marks))
    return ReviewSheet(
        Table(
            title=f"{wording.of_year(context)}党员践诺评议表",
            left=context.organisation_name,
            right="评议日期：" + wording.DATE_BY_HAND,
            columns=(
                TableColumn("序号", 0.5),
                TableColumn("姓名", 1.0, rigid=True),
                TableColumn("岗位", 1.6),
                TableColumn("承诺内容", 5.0, centred=False),
                *(TableColumn(mark, 0.7, rigid=True) for mark in marks),
            ),
            rows=tuple(rows) or (empty,),
            landscape=True,
            facts=((("说　　明", "在每人相应的一格□内打√，只选一格，不署名。"),),),
            size=10.5,
            row_height=9.0,
            least_row_height=7.5,
            fit=True,
        )
    )


def render_review(sheet: ReviewSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def render(sheet: ConductSheet, path: Path) -> None:
    """Write the paper; raises ``Refused``."""
    official.write(sheet.paper, path)


def _shown(kind: RecordSpec, tree: Tree) -> Iterator[str]:
    place = 0
    for name in ("identity", "standard"):
        if tree[name].strip():
            place += 1
            yield _named(place, kind.label(name), tree[name])
    rows = [row for row in tree["promises"] if row["text"].strip()]
    if rows:
        place += 1
        yield f"（{wording.chinese_number(place)}）{kind.label('promises')}"
    for number, row in enumerate(rows, 1):
        due = f"（完成时限：{wording.day(row['due_on'])}）" if row["due_on"] else ""
        yield f"{number}.{_flat(row['text'])}{due}。"


def _several(kind: RecordSpec, tree: Tree, names: tuple[str, ...]) -> Iterator[str]:
    filled = [name for name in names if tree[name].strip()]
    for place, name in enumerate(filled, 1):
        yield _named(place, kind.label(name), tree[name])


def _named(place: int, label: str, text: str) -> str:
    return f"（{wording.chinese_number(place)}）{label}：{_flat(text)}。"


def _overall(tree: Tree, team: str) -> str:
    how = "明查" if tree["way"] == "open" else "暗访"
    leader = f"由{tree['leader_name'].strip()}带队，" if tree["leader_name"].strip() else ""
    items = f"的{_flat(tree['items'])}情况" if tree["items"].strip() else ""
    count = len(tree["findings"])
    found = f"发现问题{count}个" if count else "没有发现问题"
    return (
        f"{wording.day(tree['held_on'], '近日')}，{team}{leader}采取{how}方式，"
        f"对{_flat(tree['target'])}{items}进行了督查，{found}。"
    )


def _problem(place: int, row: Tree) -> str:
    """Return a finding with whose it is, what was done at once, and by when it is put right."""
    whose = f"{row['whose'].strip()}：" if row["whose"].strip() else ""
    said = [f"{whose}{_flat(row['text'])}"]
    if row["handled"].strip():
        said.append(f"现场处理：{_flat(row['handled'])}")
    if row["measures"].strip():
        said.append(f"整改要求：{_flat(row['measures'])}")
    if row["due_on"]:
        said.append(f"整改时限：{wording.day(row['due_on'])}")
    return f"{place}.{'。'.join(said)}。"


def _lines(text: str) -> list[str]:
    return [wording.sentence(line) for line in text.splitlines() if line.strip()]


def _flat(text: str) -> str:
    return " ".join(text.split()).rstrip("。；;")
