"""谈心谈话记录 of one talk, and who was talked with in a year (domain row 10).

支部工作条例（试行） Art. 19 [待核], 教育管理条例 Art. 19. The overview bears no private word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from db.records.talk import INTEGRITY_KINDS, TalkKind
from desktop.documents import bookparts, table, wording
from desktop.documents.context import PaperContext, Person, Tree
from desktop.documents.page import write_pages
from desktop.documents.recordbook import Form, Paragraph, Row, layout, number_pages
from desktop.documents.table import Table, TableColumn
from desktop.documents.wording import NOTHING

_DASH = "—"


@dataclass(frozen=True)
class TalkSheet:
    """The record of one talk."""

    form: Form


@dataclass(frozen=True)
class CoverageSheet:
    """Who talked with whom in a year, in numbers and dates."""

    table: Table


def collect(tree: Tree, context: PaperContext) -> TalkSheet:
    """Put the record of a talk into words; both of them sign."""
    number = f"{tree['number']:02}" if tree["number"] else "未编号"
    year = f"{tree['year']}-" if tree["year"] and tree["number"] else ""
    form = Form(
        title="谈心谈话记录",
        left=context.organisation_name,
        right=f"编号：{year}{number}",
        rows=tuple(_rows(tree)),
        body=tuple(_body(tree)),
        signatures=("谈话人", "谈话对象"),
        foot="",
        names=wording.whole_names([tree["talker_name"], tree["listener_name"]]),
    )
    code = wording.check_code(astuple(form))
    return TalkSheet(replace(form, foot=f"校验码 {code}"))


def render(sheet: TalkSheet, path: Path) -> None:
    """Write the paper; raises ``Refused``."""
    pages = layout(sheet.form)
    number_pages(pages, sheet.form.foot, 1, len(pages))
    write_pages(pages, path, sheet.form.title)


def _rows(tree: Tree) -> Iterator[Row]:
    when = wording.day_with_weekday(tree["held_on"])
    when += f"\n{tree['began_at']}" if tree["began_at"] else ""
    talker = wording.with_post(tree["talker_name"], tree["talker_post"])
    listener = wording.with_post(tree["listener_name"], tree["listener_post"])
    yield ("时间", when), ("地点", tree["place"].strip() or NOTHING)
    yield ("谈话人", talker), ("谈话对象", listener)
    yield (("类型", TalkKind(tree["kind"]).label),)
    yield (("事由", tree["matter"].strip() or NOTHING),)


def _body(tree: Tree) -> Iterator[Paragraph]:
    yield from bookparts.section("主要内容", tree["content"])
    yield from bookparts.section("问题与意见建议", tree["problems"])
    yield from bookparts.section("谈话对象表态", tree["pledge"])
    yield from bookparts.section("后续措施", tree["follow_up"])


_SHORT: dict[str, tuple[TalkKind, ...]] = {
    "支委\n之间": (TalkKind.COMMITTEE,),
    "支委与\n党员": (TalkKind.COMMITTEE_MEMBER,),
    "党员\n之间": (TalkKind.MEMBERS,),
    "提醒\n谈话": (TalkKind.REMINDER,),
    "廉政\n谈话": INTEGRITY_KINDS,
}
_COLUMNS = (
    TableColumn("序号", 13),
    TableColumn("姓名", 26),
    TableColumn("职务（党小组）", 44),
    *(TableColumn(label, 17) for label in _SHORT),
    TableColumn("作为\n谈话人", 18),
    TableColumn("作为谈\n话对象", 18),
    TableColumn("谈话日期", 62, centred=False),
    TableColumn("覆盖", 21),
)


def collect_coverage(trees: Sequence[Tree], context: PaperContext) -> CoverageSheet:
    """List every member with the talks of ``context.year`` in which that member took part.

    Talks of people who are no members on the day of the paper stand behind them by name.
    """
    people = dict(context.people) | _others(trees, context)
    rows = [
        _row(place, uid, person, trees) for place, (uid, person) in enumerate(people.items(), 1)
    ]
    return CoverageSheet(
        Table(
            title=f"{wording.of_year(context)}谈心谈话覆盖情况",
            left=context.organisation_name,
            right=f"制表日期：{wording.day(context.today or None, wording.DATE_BY_HAND)}",
            columns=_COLUMNS,
            rows=tuple(rows) or (tuple(_DASH for _ in _COLUMNS),),
            landscape=True,
            facts=((("合　　计", _sums(trees, context)),),),
            closing=("填表人：", "审核人（支部书记）：", wording.DATE_BY_HAND),
            size=10.5,
            row_height=8.5,
            least_row_height=7.0,
            names=wording.whole_names(person.display_name for person in people.values()),
        )
    )


def render_coverage(sheet: CoverageSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def _sides(tree: Tree) -> tuple[str, str]:
    """Return who talks and who listens: the uid of a member, else the name."""
    return tree["talker"] or tree["talker_name"], tree["listener"] or tree["listener_name"]


def _others(trees: Sequence[Tree], context: PaperContext) -> dict[str, Person]:
    found: dict[str, Person] = {}
    for tree in trees:
        for key, role in zip(_sides(tree), ("talker", "listener"), strict=True):
            if key and key not in context.people:
                post = tree[f"{role}_post"].strip() or "不在名册"
                found.setdefault(key, Person(tree[f"{role}_name"], post=post))
    return found


def _row(place: int, key: str, person: Person, trees: Sequence[Tree]) -> tuple[str, ...]:
    mine = [tree for tree in trees if key in _sides(tree)]
    kinds = [sum(tree["kind"] in own for tree in mine) for own in _SHORT.values()]
    talked = sum(_sides(tree)[0] == key for tree in mine)
    days = sorted(tree["held_on"] for tree in mine if tree["held_on"])
    where = person.post + (f"（{person.group}）" if person.post and person.group else person.group)
    return (
        str(place),
        wording.stacked(person.display_name),
        where or _DASH,
        *(str(count) if count else _DASH for count in kinds),
        str(talked) if talked else _DASH,
        str(len(mine) - talked) if len(mine) > talked else _DASH,
        "、".join(f"{int(day[5:7])}月{int(day[8:])}日" for day in dict.fromkeys(days)) or NOTHING,
        "●已谈" if mine else "○未谈",
    )


def _sums(trees: Sequence[Tree], context: PaperContext) -> str:
    """Say how many talks there were, and which members had none."""
    counts = [(kind, sum(tree["kind"] == kind for tree in trees)) for kind in TalkKind]
    listed = "、".join(f"{kind.label}{count}次" for kind, count in counts if count)
    said = f"全年谈心谈话{len(trees)}次" + (f"：{listed}。" if listed else "。")
    reached = {key for tree in trees for key in _sides(tree)}
    missing = [person.display_name for key, person in context.people.items() if key not in reached]
    total = len(context.people)
    said += f"党员{total}人，参加过谈话{total - len(missing)}人，没有谈话{len(missing)}人"
    return said + (f"：{'、'.join(missing)}。" if missing else "。")
