"""会议通知 and 活动通知 after GB/T 9704-2012 (domain row 1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.records.activity import ActivityCategory
from db.records.meeting import AgendaPart, MeetingKind, scope
from desktop.documents import official, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.official import Block, Labelled, Official, Signature, Text
from desktop.documents.wording import NOTHING


@dataclass(frozen=True)
class NoticeSheet:
    """The notice of one meeting or activity in words."""

    paper: Official


def collect(tree: Tree, context: PaperContext) -> NoticeSheet:
    """Put the invitation to a meeting into words."""
    kind = MeetingKind(scope(dict(tree)))  # who is invited: 组织生活会 is held as another kind
    name = wording.kind_title(tree)
    if kind is MeetingKind.GROUP:
        name = context.group_name + name
    called = f"举办{name}" if kind is MeetingKind.LECTURE else f"召开{name}"
    number = f"（{wording.number_text(tree)}）" if tree["number"] else ""
    blocks: list[Block] = [
        Text(_to(kind, context), indent=0),
        Text(
            f"兹定于{wording.day(tree['held_on'], '近期')}{called}{number}，现将有关事项通知如下："
        ),
    ]
    for place, point in enumerate(_points(tree, kind, context), 1):
        blocks += point.blocks(wording.chinese_number(place))
    blocks.append(Signature(context.organisation_name, _date(tree, context)))
    title = f"关于{called}的通知"
    return NoticeSheet(Official(title, tuple(blocks), wording.names_of(tree, context)))


def collect_activity(tree: Tree, context: PaperContext) -> NoticeSheet:
    """Put the invitation to an activity into words."""
    month = f"{tree['month']}月" if tree["month"] else ""
    called = f"开展{month}党员活动日活动"
    blocks: list[Block] = [
        Text("各党小组、全体党员：", indent=0),
        Text(f"兹定于{wording.day(tree['held_on'], '近期')}{called}，现将有关事项通知如下："),
    ]
    for place, point in enumerate(_activity_points(tree, context), 1):
        blocks += point.blocks(wording.chinese_number(place))
    blocks.append(Signature(context.organisation_name, _date(tree, context)))
    title = f"关于{called}的通知"
    return NoticeSheet(Official(title, tuple(blocks), wording.names_of(tree, context)))


def render(sheet: NoticeSheet, path: Path) -> None:
    """Write the paper; raises ``Refused``."""
    official.write(sheet.paper, path)


def _date(tree: Tree, context: PaperContext) -> str:
    """Return the day of the notice; a notice made later than its meeting gets no day of ours."""
    given = tree["notice_on"]
    if not given and context.today and context.today <= (tree["held_on"] or context.today):
        given = context.today
    return wording.day(given, wording.DATE_BY_HAND)


def _to(kind: MeetingKind, context: PaperContext) -> str:
    if kind is MeetingKind.COMMITTEE:
        return "各支部委员："
    if kind is MeetingKind.GROUP:
        return f"{context.group_name}全体党员："
    return "各党小组、全体党员："


@dataclass(frozen=True)
class _Point:
    """A label with a short text behind it or, when it is ``long``, paragraphs below it."""

    label: str
    text: str
    long: bool = False

    def blocks(self, number: str) -> list[Block]:
        if self.long:
            return [Text(f"{number}、{self.label}"), Text(self.text)]
        return [Labelled(f"{number}、{self.label}", self.text)]


def _when_and_where(tree: Tree) -> Iterator[_Point]:
    yield _Point("时间", f"{wording.day_with_weekday(tree['held_on'])}{tree['began_at'] or ''}")
    yield _Point("地点", tree["place"].strip() or "另行通知")


def _points(tree: Tree, kind: MeetingKind, context: PaperContext) -> Iterator[_Point]:
    yield from _when_and_where(tree)
    if kind is MeetingKind.LECTURE:
        yield _Point("题目", tree["title"].strip() or NOTHING)
        lecturer = wording.with_post(tree["lecturer_name"], tree["lecturer_post"], wide=False)
        yield _Point("授课人", lecturer)
    count = len(tree["attendance"])
    if kind is MeetingKind.COMMITTEE and count:
        yield _Point("参加人员", "、".join(row["name"] for row in tree["attendance"]))
    else:
        whole = f"{context.group_name}全体党员" if kind is MeetingKind.GROUP else "全体党员"
        yield _Point("参加人员", whole + (f"（应到{count}人）" if count else ""))
    if tree["observers"]:
        yield _Point("列席人员", wording.observers(tree, wide=False))
    titles = [i["title"].strip() for i in tree["agenda"] if i["part"] != AgendaPart.CLOSING]
    titles = [title for title in titles if title]
    if len(titles) == 1:
        yield _Point("议题", titles[0])
    elif titles:
        listed = (f"{n}. {title}" for n, title in enumerate(titles, 1))
        yield _Point("议题", "\n".join(listed), long=True)
    if readings := [row["title"] for row in tree["readings"]]:
        yield _Point("学习内容", "、".join(readings))
    leader = "党小组组长" if kind is MeetingKind.GROUP else "支部书记"
    yield from _closing_points(tree, context, "会前", leader)


def _activity_points(tree: Tree, context: PaperContext) -> Iterator[_Point]:
    yield _Point("主题", tree["title"].strip() or NOTHING)
    yield from _when_and_where(tree)
    count = len(tree["attendance"])
    yield _Point("参加人员", "全体党员" + (f"（应到{count}人）" if count else ""))
    if tree["observers"]:
        yield _Point("列席人员", wording.observers(tree, wide=False))
    yield _Point("活动类别", ActivityCategory(tree["category"]).label)
    if items := [row["name"].strip() for row in tree["fixed_items"]]:
        yield _Point("规定动作", "、".join(items))
    if tree["organiser"].strip():
        yield _Point("组织者", tree["organiser"].strip())
    if tree["moved_reason"].strip():
        planned = f"原定{wording.day(tree['planned_on'])}。" if tree["planned_on"] else ""
        yield _Point("改期说明", planned + wording.sentence(tree["moved_reason"]))
    yield from _closing_points(tree, context, "活动前", "支部书记")


def _closing_points(
    tree: Tree, context: PaperContext, before: str, leader: str
) -> Iterator[_Point]:
    if tree["preparation"].strip():
        yield _Point("准备要求", tree["preparation"].strip(), long=True)
    leave = f"因故不能参加的，请在{before}以书面形式向{leader}请假，经同意方可不参加。"
    yield _Point("请假办法", leave)
    contact = wording.with_post(tree["recorder_name"], context.phone, wide=False)
    if tree["recorder_name"]:
        yield _Point("联系人", contact)
