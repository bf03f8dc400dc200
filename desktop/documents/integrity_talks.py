"""廉政谈话台账: the integrity talks of a year with 人次, drawn from the talks (domain 5).

There is no second record: a talk of a kind of 廉政谈话 is one 人次. What was said stays private.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.records.talk import INTEGRITY_KINDS, TalkKind
from desktop.documents import table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.table import Table, TableColumn

_DASH = "—"
_COLUMNS = (
    TableColumn("序号", 0.5),
    TableColumn("编号", 0.6),
    TableColumn("日期", 1.0, rigid=True),
    TableColumn("类型", 0.7),
    TableColumn("谈话对象", 1.0, rigid=True),
    TableColumn("岗位（职务）", 1.6),
    TableColumn("谈话人", 1.0, rigid=True),
    TableColumn("谈话人职务", 1.4),
    TableColumn("地点", 1.4),
    TableColumn("事由", 3.0, centred=False),
)


@dataclass(frozen=True)
class IntegritySheet:
    """The table of a year."""

    table: Table


def collect(trees: Sequence[Tree], context: PaperContext) -> IntegritySheet:
    """Put the integrity talks among the talks of a year into a table, oldest first."""
    talks = [tree for tree in trees if tree["kind"] in INTEGRITY_KINDS]
    rows = tuple(_row(place, tree, context) for place, tree in enumerate(talks, 1))
    empty = (*[_DASH] * (len(_COLUMNS) - 1), "本年没有登记廉政谈话")
    return IntegritySheet(
        Table(
            title=f"{wording.of_year(context)}廉政谈话台账",
            left=context.organisation_name,
            right=f"截至{wording.day(context.today or None, wording.DATE_BY_HAND)}",
            columns=_COLUMNS,
            rows=rows or (empty,),
            landscape=True,
            facts=((("合　　计", sums(talks)),),),
            closing=("填表人（签名）：", "支部书记（签名）：", wording.DATE_BY_HAND),
            size=10.5,
            row_height=9.0,
            least_row_height=7.5,
            fit=True,
        )
    )


def render(sheet: IntegritySheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def sums(talks: Sequence[Tree]) -> str:
    """Say how many 人次 there were, of how many people, and who was talked to more than once."""
    people: dict[str, list[str]] = {}
    for tree in talks:
        people.setdefault(tree["listener"] or tree["listener_name"], []).append(
            tree["listener_name"]
        )
    again = [f"{names[0]}{len(names)}次" for names in people.values() if len(names) > 1]
    said = f"廉政谈话{len(talks)}人次，谈话对象{len(people)}人"
    return said + (f"，其中{'、'.join(again)}。" if again else "。")


def _sort(tree: Tree) -> str:
    """Return 例行, 提醒, 专项, — where it was not said."""
    return TalkKind(tree["kind"]).label.removeprefix("廉政谈话").strip("（）") or _DASH


def _row(place: int, tree: Tree, context: PaperContext) -> tuple[str, ...]:
    day = wording.day(tree["held_on"])
    return (
        str(place),
        str(tree["number"] or _DASH),
        day.removeprefix(wording.of_year(context)),
        _sort(tree),
        wording.spaced(tree["listener_name"].strip()) or _DASH,
        tree["listener_post"].strip() or _DASH,
        wording.spaced(tree["talker_name"].strip()) or _DASH,
        tree["talker_post"].strip() or _DASH,
        tree["place"].strip() or _DASH,
        " ".join(tree["matter"].split()) or _DASH,
    )
