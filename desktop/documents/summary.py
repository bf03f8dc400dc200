"""会议纪要 after GB/T 9704-2012, 10.3: what was decided, made from the record."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.records.meeting import AgendaPart, MeetingKind
from desktop.documents import official, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.official import Blank, Block, Centred, Ends, Labelled, Official, Text
from desktop.documents.wording import NOTHING


@dataclass(frozen=True)
class SummarySheet:
    """The summary of one meeting in words."""

    paper: Official


def collect(tree: Tree, context: PaperContext) -> SummarySheet:
    """Put what a meeting decided into words."""
    kind = MeetingKind(tree["kind"])
    group = context.group_name if kind is MeetingKind.GROUP else ""
    number = wording.number_text(tree)
    date = wording.day(tree["held_on"], "—")
    blocks: list[Block] = [
        Centred(f"（{number}）"),
        Ends(context.organisation_name, date),
        Blank(),
        Text(_opening(tree, kind, group)),
        *_decided(tree, context),
        Blank(),
        *_attendance(tree),
    ]
    title = (
        f"{group}{kind.label}纪要"
        if kind.label.endswith("会议")
        else (f"{group}{kind.label}会议纪要")
    )
    return SummarySheet(Official(title, tuple(blocks), wording.names_of(tree, context)))


def render(sheet: SummarySheet, path: Path) -> None:
    """Write the paper; raises ``Refused``."""
    official.write(sheet.paper, path)


def _opening(tree: Tree, kind: MeetingKind, group: str) -> str:
    _, sums = wording.counts(tree)
    when = wording.day(tree["held_on"], "") + wording.half_day(tree["began_at"])
    chair = wording.with_post(tree["chair_name"], tree["chair_post"], wide=False)
    place = f"在{tree['place'].strip()}" if tree["place"].strip() else ""
    led = f"，{chair}主持会议" if tree["chair_name"] else ""
    who = "委员" if kind is MeetingKind.COMMITTEE else "党员"
    came = f"应到{who}{sums.due}人，实到{sums.present}人"
    if sums.leave:
        came += f"，请假{sums.leave}人"
    if sums.absent:
        came += f"，缺席{sums.absent}人"
    if kind is MeetingKind.GENERAL:
        came += f"；应到会有表决权{sums.voters_due}人，到会{sums.voters_present}人"
    held = f"{when}，{place}召开{group}{kind.label}" if when else f"{place}召开{group}{kind.label}"
    return f"{held}{led}。{came}。会议情况纪要如下："


def _decided(tree: Tree, context: PaperContext) -> Iterator[Text]:
    facts, sums = wording.counts(tree)
    for place, item in enumerate(tree["agenda"]):
        closing = item["part"] == AgendaPart.CLOSING
        title = "主持人总结" if closing else item["title"].strip() or "（未写议题）"
        yield Text(f"{wording.chinese_number(place + 1)}、{title}")
        said = [item["report"].strip()] if closing or not item["resolution"].strip() else []
        if not closing and (vote := wording.vote_sentence(tree, facts, sums, place)):
            said.append(f"会议进行了表决：{vote}")
        if item["resolution"].strip():
            said.append(f"会议议定：{item['resolution'].strip()}")
        if item["submit"]:
            said.append("本议题提交支部党员大会讨论决定。")
        said += list(wording.decisions(item, context))
        yield Text("\n".join(part for part in said if part) or "本议题未形成决议。")


def _attendance(tree: Tree) -> Iterator[Labelled]:
    present = [row["name"] for row in tree["attendance"] if row["state"] == "present"]
    leave = [row["name"] for row in tree["attendance"] if row["state"] == "leave"]
    yield Labelled("出席", "、".join(present) or NOTHING)
    yield Labelled("请假", "、".join(leave) or NOTHING)
    absent = [row["name"] for row in tree["attendance"] if row["state"] == "absent"]
    if absent:
        yield Labelled("缺席", "、".join(absent))
    yield Labelled("列席", wording.observers(tree, wide=False))
