"""年度情况汇总 of a general branch: facts counted out of the records, in the official form.

What the numbers mean, and what is to be done, is for people to write: the paper judges nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.records.grade_decision import most_of_best
from db.records.listed_item import ItemState
from desktop.documents import official, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.official import Block, Official, Signature, Text
from desktop.documents.overview import of_general

if TYPE_CHECKING:
    from db.overview import BranchYear, Overview

_MEETINGS = (
    ("general", "支部党员大会"),
    ("committee", "支部委员会会议"),
    ("group", "党小组会"),
    ("lecture", "党课"),
    ("activities", "党员活动日"),
    ("life", "组织生活会"),
    ("appraisal", "民主评议党员"),
)
_SHOWN = 5  # open problems and findings named in full for one branch


@dataclass(frozen=True)
class SummaryOfBranches:
    """The summary of one year in words."""

    paper: Official


def collect(_trees: Sequence[Tree], context: PaperContext) -> SummaryOfBranches:
    """Put the numbers of all branches in ``context.year`` into sentences."""
    found = of_general(context)
    names = tuple(each.name for each in found.branches)
    parts = (_basis(found), _life(found), _duties(found), _lists(found), _contacts(found))
    blocks: list[Block] = [Text(_opening(found))]
    for place, (title, text) in enumerate((*parts, _grades(found)), 1):
        blocks.append(Text(f"{wording.chinese_number(place)}、{title}"))
        blocks.append(Text(text))
    day = wording.day(context.today or None, wording.DATE_BY_HAND)
    blocks.append(Signature(context.organisation_name, day))
    title = f"{context.organisation_short_name}{wording.of_year(context)}党支部工作情况汇总"
    return SummaryOfBranches(Official(title, tuple(blocks), names))


def render(sheet: SummaryOfBranches, path: Path) -> None:
    """Write the paper; raises ``Refused``."""
    official.write(sheet.paper, path)


def _opening(found: "Overview") -> str:
    drafts = sum(len(each.drafts) for each in found.branches)
    left_out = f"，尚未定稿的{drafts}份未计入" if drafts else ""
    return (
        f"现将{found.year}年所属{len(found.branches)}个党支部截至{wording.day(found.today)}的"
        f"情况汇总如下。各项数字由已定稿的记录统计{left_out}；各支部按登记的次序排列，不排名。"
    )


def _basis(found: "Overview") -> tuple[str, str]:
    each = "，".join(f"{one.name}{one.figures['members'].value}名" for one in found.branches)
    return "基本情况", f"共有党员{found.sum('members')}名，其中{each}。"


def _life(found: "Overview") -> tuple[str, str]:
    totals = "、".join(f"{title}{found.sum(key)}次" for key, title in _MEETINGS)
    lines = [f"共召开、开展{totals}。"]
    for place, one in enumerate(found.branches, 1):
        counts = "、".join(f"{title}{one.figures[key].value}次" for key, title in _MEETINGS)
        talks, rate = one.figures["talks"], one.figures["attendance"]
        lines.append(f"（{wording.chinese_number(place)}）{one.name}")
        lines.append(
            f"{counts}；平均到会率{rate.text}，人均学时{one.figures['hours'].text}，"
            f"谈心谈话覆盖{talks.value}人，应覆盖{talks.of or 0}人。"
        )
    return "组织生活情况", "\n".join(lines)


def _duties(found: "Overview") -> tuple[str, str]:
    said = []
    for one in found.branches:
        figure = one.figures["duties"]
        said.append(f"{one.name}到期{figure.of or 0}项，办结{figure.value}项{_late(one)}。")
    return "应办事项完成情况", "\n".join(said)


def _late(one: "BranchYear") -> str:
    late = one.late.get("late", ())
    if not late:
        return "，没有逾期"
    titles: dict[str, int] = {}
    for duty in late:
        title = "清单事项和会议决定" if duty.code in ("list_item", "decision") else duty.title
        titles[title] = titles.get(title, 0) + 1
    listed = "、".join(f"{title}{count}项" for title, count in titles.items())
    return f"，逾期{len(late)}项（{listed}）"


def _lists(found: "Overview") -> tuple[str, str]:
    said = []
    for one in found.branches:
        tasks, problems = one.figures["tasks"], one.figures["problems"]
        said.append(
            f"{one.name}列入任务清单{tasks.of or 0}项，办结{tasks.value}项；列入问题清单"
            f"{problems.of or 0}项，销号{problems.value}项，未销号{len(one.problems)}项"
            + (f"：{'；'.join(_open(one))}。" if one.problems else "。")
        )
    return "清单办理情况", "\n".join(said)


def _open(one: "BranchYear") -> Iterator[str]:
    for item in one.problems[:_SHOWN]:
        title = " ".join(item.values["title"].split()).rstrip("。；")
        late = f"，逾期{item.days_late}天" if item.overdue else ""
        yield f"{item.number}“{title}”（{ItemState(item.values['state']).label}{late}）"
    if (more := len(one.problems) - _SHOWN) > 0:
        yield f"另有{more}项见问题清单"


def _contacts(found: "Overview") -> tuple[str, str]:
    if not found.contacts:
        return "党建联系点", "本年没有登记党建联系点。"
    said = [
        f"{each.leader}{f'（{each.post}）' if each.post else ''}联系{found.name(each.branch)}，"
        f"计划{each.planned}次，已到支部{len(each.visits)}次。"
        for each in found.contacts
    ]
    settled = sum(each.settled for each in found.findings)
    listed = sum(each.made is not None for each in found.findings)
    said.append(f"共发现问题{len(found.findings)}个，已列入问题清单{listed}个，已落实{settled}个。")
    return "党建联系点", "\n".join(said)


def _grades(found: "Overview") -> tuple[str, str]:
    states = "，".join(f"{one.name}{one.assessed}" for one in found.branches)
    said = [f"年度考核表：{states}。"]
    decision = found.decision
    if decision is None or not any(row["grade"] for row in decision["grades"]):
        return "考核和等次", "\n".join([*said, "本年等次尚未评定。"])
    percent = decision["quota_percent"]
    most = most_of_best(len(decision["grades"]), percent)
    basis = f"，依据{decision['minutes']}" if decision["minutes"] else ""
    day = wording.day(decision["decided_on"], "日期未填")
    given = "，".join(
        f"{found.name(row['branch'])}{row['grade'] or '未定'}" for row in decision["grades"]
    )
    said.append(
        f"等次评定（{day}{basis}）：{given}。{decision['limited']}比例{percent}%，至多{most}个。"
    )
    return "考核和等次", "\n".join(said)
