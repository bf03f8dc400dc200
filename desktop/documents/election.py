"""换届选举、补选: 请示, 选票, 计票单, 选举结果报告 and the sheet of all steps (domain 1.2, 1.3).

What the record does not say is left open and ruled; nothing is put in its place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.branch import Post
from db.elections import words
from db.errors import Refused
from db.records.election import ElectionKind, ElectionStep, Round
from desktop.documents import official, table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.official import Block, Official, Signature, Text
from desktop.documents.table import Table, TableColumn

if TYPE_CHECKING:
    from db.elections import Judged

_OPEN = "　　　"
_DASH = "—"
_RULES = "《中国共产党支部工作条例（试行）》《中国共产党基层组织选举工作条例》"
_HOW = (
    "赞成的在“赞成”栏画“○”，不赞成的在“不赞成”栏画“○”，弃权的在“弃权”栏画“○”。"
    "要另选他人的，在后面的空格里写上姓名，并在“赞成”栏画“○”。"
    "所选人数等于或少于应选名额的有效，多于应选名额的无效。"
)


@dataclass(frozen=True)
class ElectionPaper:
    """A letter about an election."""

    paper: Official


@dataclass(frozen=True)
class ElectionTable:
    """A table about an election."""

    table: Table


def collect_request(tree: Tree, context: PaperContext) -> ElectionPaper:
    """Ask for the election, or, once there are candidates, for the candidates."""
    rows = _candidates(tree)
    return _letter(
        f"关于{_what(tree)}候选人预备人选的请示" if rows else f"关于进行{_what(tree)}选举的请示",
        tree,
        context,
        _request(tree, context, rows),
        tree["steps"],
        ElectionStep.NAMES_REQUESTED if rows else ElectionStep.REQUESTED,
    )


def collect_report(tree: Tree, context: PaperContext) -> ElectionPaper:
    """Report the result; raises ``Refused`` while nobody was elected."""
    found = _judged(tree, context)
    if not found.elected:
        raise Refused("还没有登记谁当选。请在“候选人和得票”里勾上当选的人，再印选举结果报告。")
    return _letter(
        f"关于{_what(tree)}选举结果的报告",
        tree,
        context,
        _report(tree, context, found),
        tree["steps"],
        ElectionStep.REPORTED,
    )


def collect_ballot(tree: Tree, context: PaperContext) -> ElectionTable:
    """Return one ballot: the candidates, and as many empty lines as there are seats."""
    rows = [
        (str(place), _name(row, context), Post(row["post"]).label, _OPEN, _OPEN, _OPEN)
        for place, row in enumerate(_candidates(tree, Round.ASSEMBLY), 1)
    ]
    if not rows:
        raise Refused("还没有登记候选人。请在“候选人和得票”里写上候选人，再印选票。")
    seats = tree["seats"] or len(rows)
    rows += [(_OPEN, _OPEN, "另选他人", _OPEN, _OPEN, _OPEN)] * seats
    return ElectionTable(
        Table(
            title=f"{_what(tree)}选票",
            left=context.organisation_name,
            right=f"应选{seats}名　　{_day(tree)}",
            columns=_columns(("序号", 14), ("候选人", 40), ("职务", 34), *_VOTES),
            rows=tuple(rows),
            feet=((("说　　明", _HOW),),),
            closing=("（选票不写投票人姓名）",),
            row_height=12.0,
        )
    )


def collect_count(tree: Tree, context: PaperContext) -> ElectionTable:
    """Return the sheet of the count with both majorities; what is not counted stays open."""
    found = _judged(tree, context)
    rows = [
        (
            str(place),
            Round(row["round"]).label,
            _name(row, context),
            Post(row["post"]).label,
            *(_number(row[key]) for key in ("votes_for", "votes_against", "votes_abstain")),
            "当选" if row["elected"] else _OPEN if outcome is None else "未当选",
            words(outcome.text) if outcome else _OPEN,
        )
        for place, (row, outcome) in enumerate(
            zip(_candidates(tree), found.outcomes, strict=True), 1
        )
    ]
    return ElectionTable(
        Table(
            title=f"{_what(tree)}选举计票单",
            left=context.organisation_name,
            right=_day(tree),
            columns=_columns(
                ("序号", 12),
                ("哪一次选举", 32),
                ("姓名", 26),
                ("职务", 24),
                *_VOTES,
                ("结果", 20),
                ("怎样计算", 93, False),
            ),
            rows=tuple(rows) or (tuple(_OPEN for _ in range(9)),),
            landscape=True,
            facts=tuple(
                tuple((title, _number(tree[key])) for title, key in _COUNTED[place : place + 2])
                for place in range(0, len(_COUNTED), 2)
            ),
            feet=((("到　　会", words(found.quorum.text) if found.quorum else _OPEN),),),
            closing=(
                f"监票人（签名）：{_signed(tree['scrutineer_name'])}",
                f"计票人（签名）：{_signed(tree['teller_name'])}",
                wording.DATE_BY_HAND,
            ),
            size=10.0,
            row_height=8.0,
            least_row_height=7.0,
        )
    )


def collect_file(tree: Tree, context: PaperContext) -> ElectionTable:
    """Return the sheet of the whole file: every step with its day and letter, what is missing."""
    found = _judged(tree, context)
    done = {row["step"]: row for row in tree["steps"]}
    rows = [
        (
            str(place),
            step.label,
            wording.day(done.get(step, {}).get("done_on"), _DASH),
            str(done.get(step, {}).get("document") or _DASH),
        )
        for place, step in enumerate(ElectionStep, 1)
    ]
    elected = "；".join(
        f"{_name(row, context)}（{Post(row['post']).label}）" for row in found.elected
    )
    doubts = "\n".join(f"{n}. {each.words}。" for n, each in enumerate(found.doubts, 1))
    changed = "；".join(filter(None, (tree["changed_reason"], tree["changed_by"])))
    return ElectionTable(
        Table(
            title=f"{_what(tree)}选举工作表",
            left=context.organisation_name,
            right=f"截至{wording.day(context.today)}",
            columns=_columns(("序号", 14), ("步骤", 50), ("日期", 42), ("文号、说明", 60, False)),
            rows=tuple(rows),
            facts=(
                (
                    ("上届届满", wording.day(tree["term_due_on"], _DASH)),
                    ("上级提醒", wording.day(tree["reminded_on"], _DASH)),
                ),
                (
                    ("选举日期", wording.day(tree["held_on"], _DASH)),
                    ("应选名额", f"{tree['seats']}名" if tree["seats"] else _DASH),
                ),
            ),
            feet=(
                (("提前延期", changed or "无"),),
                (("当　　选", elected or "无"),),
                (("核　　对", doubts or "没有发现不符。"),),
            ),
            closing=("党支部书记（签名）：", wording.DATE_BY_HAND),
            size=11.0,
        )
    )


def render(sheet: ElectionPaper, path: Path) -> None:
    """Write a letter; raises ``Refused``."""
    official.write(sheet.paper, path)


def render_table(sheet: ElectionTable, path: Path) -> None:
    """Write a table; raises ``Refused``."""
    table.write(sheet.table, path)


_VOTES = (("赞成", 18), ("不赞成", 18), ("弃权", 18))
_COUNTED = (
    ("应到会人数", "due"),
    ("实到会人数", "present"),
    ("发出选票", "issued"),
    ("收回选票", "returned"),
    ("有效票", "valid"),
    ("无效票", "invalid"),
)


def _columns(*given: tuple[str, int] | tuple[str, int, bool]) -> tuple[TableColumn, ...]:
    return tuple(
        TableColumn(title, width, centred=not rest or bool(rest[0]))
        for title, width, *rest in given
    )


def _judged(tree: Tree, context: PaperContext) -> "Judged":
    found = context.desk.election(tree)
    if found is None:
        raise Refused("这份文书要从打开的数据文件印。")
    return found


def _what(tree: Tree) -> str:
    """Return 第5届支部委员会, 支部委员会补选."""
    if tree["kind"] == ElectionKind.VACANCY:
        return "支部委员会补选"
    return f"第{tree['number']}届支部委员会" if tree["number"] else "支部委员会"


def _day(tree: Tree) -> str:
    return wording.day(tree["held_on"], wording.DATE_BY_HAND)


def _candidates(tree: Tree, wanted: Round | None = None) -> list[Tree]:
    named = [row for row in tree["candidates"] if row["member"] or row["name"]]
    return [row for row in named if wanted in (None, row["round"])]


def _name(row: Tree, context: PaperContext) -> str:
    person = context.people.get(row["member"] or "")
    return str(row["name"] or (person.display_name if person else ""))


def _number(value: int | None) -> str:
    return _OPEN if value is None else str(value)


def _signed(name: str) -> str:
    return name or ""


def _letter(
    title: str,
    tree: Tree,
    context: PaperContext,
    texts: Iterator[str],
    steps: list[Tree],
    step: ElectionStep,
) -> ElectionPaper:
    day = next((row["done_on"] for row in steps if row["step"] == step), None)
    blocks: tuple[Block, ...] = (
        Text(f"{tree['superior_name'].strip() or context.superior_name or _OPEN * 4}：", indent=0),
        *map(Text, texts),
        Signature(context.organisation_name, wording.day(day, wording.DATE_BY_HAND)),
    )
    names = wording.whole_names(_name(row, context) for row in _candidates(tree))
    return ElectionPaper(Official(title, blocks, names))


def _request(tree: Tree, context: PaperContext, rows: list[Tree]) -> Iterator[str]:
    due_on = wording.day(tree["term_due_on"], "")
    if tree["kind"] == ElectionKind.TERM and due_on:
        yield f"本届支部委员会任期到{due_on}届满。根据{_RULES}，拟选举产生{_what(tree)}。"
    else:
        yield f"根据{_RULES}，拟进行{_what(tree)}选举。"
    if tree["changed_reason"].strip():
        yield f"提前或延期的原因：{wording.sentence(tree['changed_reason'].strip())}"
    yield f"一、选举时间：{_day(tree)}。"
    yield f"二、应选名额：{tree['seats'] or _OPEN}名。"
    heads = ("三、候选人预备人选", "四、书记、副书记候选人预备人选")
    for head, wanted in zip(heads, Round, strict=True):
        listed = [row for row in rows if row["round"] == wanted and _to_be_named(row)]
        if listed:
            yield head
        for place, row in enumerate(listed, 1):
            yield f"{place}.{_name(row, context)}，{Post(row['post']).label}"
    yield "妥否，请批示。"


def _to_be_named(row: Tree) -> bool:
    """Whether the superior is asked for a candidate: how members share their work it is told."""
    return row["round"] == Round.ASSEMBLY or row["post"] in (Post.SECRETARY, Post.DEPUTY)


def _report(tree: Tree, context: PaperContext, found: "Judged") -> Iterator[str]:
    yield (
        f"{context.organisation_name}于{_day(tree)}召开支部党员大会，"
        f"进行{_what(tree)}选举。结果如下："
    )
    yield "一、到会和选票"
    said = (f"{title}{_number(tree[key]).strip() or '没有登记'}" for title, key in _COUNTED)
    yield "，".join(said) + "。"
    if found.quorum:
        yield wording.sentence(words(found.quorum.text))
    yield "二、得票"
    for place, (row, outcome) in enumerate(zip(_candidates(tree), found.outcomes, strict=True), 1):
        votes = "，".join(
            f"{title}{_number(row[key]).strip() or '没有登记'}票"
            for title, key in (
                ("赞成", "votes_for"),
                ("不赞成", "votes_against"),
                ("弃权", "votes_abstain"),
            )
        )
        result = "当选" if row["elected"] else "未当选"
        why = f"（{words(outcome.text)}）" if outcome else ""
        where = f"{Round(row['round']).label}选{Post(row['post']).label}"
        yield f"{place}.{_name(row, context)}：{where}，{votes}，{result}{why}。"
    yield "书记、副书记请予审批，委员请予备案。"
