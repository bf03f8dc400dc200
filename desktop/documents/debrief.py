"""述职报告, its ballot and its result (domain row 16): numbers from the records, the person's text.

Topics: domain 1.5. The program puts down facts only; what the person has not written is left open
and is said to be.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.records.debrief import Rating, Topic, ticks
from desktop.documents import official, table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.official import Blank, Block, Centred, Official, Signature, Text
from desktop.documents.table import Table, TableColumn
from desktop.documents.wording import NOTHING

if TYPE_CHECKING:
    from db.figures import Year

_DASH = "—"
_UNWRITTEN = "（由述职人填写）"
_GRADES = tuple(TableColumn(rating.label, 20) for rating in Rating)
_BALLOT = (TableColumn("序号", 14), TableColumn("测评项目", 62, centred=False), *_GRADES)
_RESULT = (*_BALLOT, TableColumn("好和较好\n占比", 24))
_OVERALL = "总体评价"
_ASKED = (Topic.POLITICAL, Topic.BRANCH, Topic.TASKS, Topic.SERVICE, Topic.INTEGRITY)
_NOTE = "无记名填写。每项只选一个等次，在相应栏内打“√”；意见建议写在表下。"


@dataclass(frozen=True)
class DebriefSheet:
    """The report as an official paper."""

    paper: Official


@dataclass(frozen=True)
class BallotSheet:
    """The form of the ballot, or the sums of the ballots."""

    table: Table


# The report


def collect(tree: Tree, context: PaperContext) -> DebriefSheet:
    """Set the facts of the year and the person's text under each topic."""
    day = _day(tree, context)
    found = context.desk.figures(tree["year"], day) if tree["year"] else None
    blocks: list[Block] = [
        Centred(f"{_of_branch(tree, context)}　{wording.spaced(tree['name'])}"),
        Blank(),
    ]
    if found is not None:
        blocks.append(Text(_preface(found, tree["year"], day)))
    for number, topic in enumerate(Topic, 1):
        blocks += map(Text, _part(number, topic, tree, found))
    blocks.append(Signature(tree["name"], wording.day(tree["held_on"], wording.DATE_BY_HAND)))
    title = f"{tree['year'] or ''}年度党支部书记述职报告"
    return DebriefSheet(Official(title, tuple(blocks), wording.whole_names([tree["name"]])))


def render(sheet: DebriefSheet, path: Path) -> None:
    """Write the report; raises ``Refused``."""
    official.write(sheet.paper, path)


def _of_branch(tree: Tree, context: PaperContext) -> str:
    """Return 机关第一党支部书记: the branch and the post, 党支部 said once."""
    branch, post = context.organisation_short_name, _post(tree)
    if branch.endswith("支部"):
        post = post.removeprefix("党").removeprefix("支部")
    return branch + post


def _day(tree: Tree, context: PaperContext) -> str:
    """Return the day up to which the numbers count: that of the report, never a later one."""
    return min(filter(None, (tree["held_on"], context.today)), default="")


def _preface(found: "Year", year: int, day: str) -> str:
    last = min(day, f"{year}-12-31")
    drafts = f"，草稿{len(found.drafts)}份未计入" if found.drafts else ""
    return f"报告中“本年数字”由本支部的记录算出，截至{wording.day(last)}，只计已定稿的{drafts}。"


def _part(number: int, topic: Topic, tree: Tree, found: "Year | None") -> Iterator[str]:
    yield f"{wording.chinese_number(number)}、{topic.label}"
    said = facts(topic, found) if found is not None else ""
    if said:
        yield f"本年数字：{said}"
    texts = [row["text"].strip() for row in tree["parts"] if row["topic"] == topic]
    yield from [text for text in texts if text] or [_UNWRITTEN]


def facts(topic: Topic, found: "Year") -> str:
    """Say what the records of the year know of a topic, "" for nothing."""
    if topic is Topic.POLITICAL:
        return (
            f"召开支部委员会会议{_times(found, 'committee')}，开展党课{_times(found, 'lecture')}，"
            f"{_titled(found, 'hours')}。"
        )
    if topic is Topic.BRANCH:
        counted = "、".join(
            f"{found.figure(key).title}{_times(found, key)}"
            for key in ("general", "group", "life", "appraisal", "activities")
        )
        return f"{counted}，{_titled(found, 'attendance')}。"
    if topic is Topic.TASKS:
        return f"任务清单{_share(found, 'tasks', '办结')}。"
    if topic is Topic.SERVICE:
        talks = found.figure("talks")
        return f"谈心谈话覆盖{talks.value}人，应谈{talks.of or 0}人。"
    if topic is Topic.PROBLEMS:
        return f"问题清单{_share(found, 'problems', '销号')}。"
    return ""


def _times(found: "Year", key: str) -> str:
    return f"{found.figure(key).value}次"


def _titled(found: "Year", key: str) -> str:
    figure = found.figure(key)
    return f"{figure.title}{figure.text}"


def _share(found: "Year", key: str, done: str) -> str:
    figure = found.figure(key)
    left = (figure.of or 0) - figure.value
    return f"共{figure.of or 0}项，已{done}{figure.value}项，未{done}{left}项"


# The ballot and its result


def collect_ballot(tree: Tree, context: PaperContext) -> BallotSheet:
    """Make the ballot: the items of the record, else the topics that can be rated."""
    items = _items(tree)
    return BallotSheet(
        Table(
            title="党支部书记述职评议测评表",
            left=context.organisation_name,
            right=f"{tree['year'] or ''}年度",
            columns=_BALLOT,
            rows=tuple((str(place), item, *[""] * 4) for place, item in enumerate(items, 1)),
            facts=(
                (("述 职 人", wording.spaced(tree["name"])), ("职　　务", _post(tree))),
                (("说　　明", _NOTE),),
            ),
            closing=("意见建议：",),
            row_height=13.0,
            least_row_height=10.0,
            names=wording.whole_names([tree["name"]]),
        )
    )


def collect_result(tree: Tree, context: PaperContext) -> BallotSheet:
    """Sum up the ballots of the record, with the decision and the opinions as they were given."""
    rows = [_counted(place, row) for place, row in enumerate(tree["ballots"], 1)]
    return BallotSheet(
        Table(
            title="党支部书记述职评议结果",
            left=context.organisation_name,
            right=f"{tree['year'] or ''}年度",
            columns=_RESULT,
            rows=tuple(rows) or ((_DASH, "还没有录入测评结果", *[_DASH] * 5),),
            facts=tuple(_heads(tree)),
            closing=("计票人：", "监票人：", "党总支（盖章）："),
            size=11.0,
            names=wording.whole_names([tree["name"]]),
        )
    )


def render_table(sheet: BallotSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def _post(tree: Tree) -> str:
    return tree["post"].strip() or "党支部书记"


def _items(tree: Tree) -> Sequence[str]:
    own = [row["item"] for row in tree["ballots"] if row["item"].strip()]
    return own or [*(topic.label for topic in _ASKED), _OVERALL]


def _counted(place: int, row: Tree) -> tuple[str, ...]:
    counts = [row[rating] or 0 for rating in Rating]
    return (
        str(place),
        row["item"],
        *map(str, counts),
        _percent(counts[0] + counts[1], ticks(dict(row))),
    )


def _percent(part: int, whole: int) -> str:
    """Return 94.4%, halves of the last place up; — of nothing."""
    if not whole:
        return _DASH
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


def _heads(tree: Tree) -> Iterator[tuple[tuple[str, str], ...]]:
    yield ("述 职 人", wording.spaced(tree["name"])), ("职　　务", _post(tree))
    yield (
        ("述职日期", wording.day(tree["held_on"])),
        ("述职会议", tree["place"].strip() or NOTHING),
    )
    yield ("应参加", _number(tree["voters"], "人")), ("收回票", _number(tree["returned"], "张"))
    result = Rating(tree["result"]).label if tree["result"] else "未评定"
    yield ("有效票", _number(tree["valid"], "张")), ("评议结果", result)
    yield (("意见建议", tree["opinions"].strip() or NOTHING),)
    yield (("评定意见", tree["opinion"].strip() or NOTHING),)
    yield (
        ("评定组织", tree["decided_by"].strip() or NOTHING),
        ("评定日期", wording.day(tree["decided_on"])),
    )


def _number(count: int | None, unit: str) -> str:
    return NOTHING if count is None else f"{count}{unit}"
