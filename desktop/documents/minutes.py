"""会议记录: the record-book paper of the four kinds of 三会一课 (domain rows 3–6)."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from db.model import AttachmentKind
from db.records.meeting import AgendaPart, MeetingKind, Status
from db.rules.meeting import Counts
from desktop.documents import wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.fonts import FANGSONG, HEITI, KAITI
from desktop.documents.page import write_pages
from desktop.documents.recordbook import Form, Paragraph, Row, layout, number_pages
from desktop.documents.wording import NOTHING

_GENERAL, _COMMITTEE = MeetingKind.GENERAL, MeetingKind.COMMITTEE
_GROUP, _LECTURE = MeetingKind.GROUP, MeetingKind.LECTURE
_TITLES = {
    _GENERAL: "支部党员大会会议记录",
    _COMMITTEE: "支部委员会会议记录",
    _GROUP: "党小组会会议记录",
    _LECTURE: "党课记录",
}


@dataclass(frozen=True)
class MinutesSheet:
    """The minutes of one meeting in words; ``heading`` and ``held_on`` stand in contents pages."""

    form: Form
    heading: str
    held_on: str


def collect(tree: Tree, context: PaperContext) -> MinutesSheet:
    """Put the record of a meeting into words."""
    kind = MeetingKind(tree["kind"])
    group = f"　{context.group_name}" if kind is _GROUP and context.group_name else ""
    form = Form(
        title=_TITLES[kind],
        left=context.organisation_name + group,
        right=wording.number_text(tree),
        rows=tuple(_rows(tree, kind)),
        body=tuple(_body(tree, kind, context)),
        signatures=_signatures(kind),
        foot="",
        names=wording.names_of(tree, context),
    )
    # Attachments come after the printing as well (the signed scan): they are not in the code.
    bare = replace(form, body=tuple(_body({**tree, "attachments": []}, kind, context)))
    code = wording.check_code(astuple(bare))
    form = replace(form, foot=f"{_state(tree)}　校验码 {code}")
    theme = f"《{tree['title']}》" if kind is _LECTURE and tree["title"] else ""
    heading = f"{kind.label}{theme}（{wording.number_text(tree)}）"
    if group:
        heading = context.group_name + heading
    return MinutesSheet(form, heading, tree["held_on"] or "")


def render(sheet: MinutesSheet, path: Path) -> None:
    """Write the paper; raises ``Refused``."""
    pages = layout(sheet.form)
    number_pages(pages, sheet.form.foot, 1, len(pages))
    write_pages(pages, path, sheet.form.title)


def _signatures(kind: MeetingKind) -> tuple[str, ...]:
    chair = {_GROUP: "党小组组长", _LECTURE: "授课人"}.get(kind, "主持人")
    return (chair, "记录人")


def _state(tree: Tree) -> str:
    if tree["status"] == Status.DRAFT:
        return "草稿，尚未定稿"
    return f"记录完成：{wording.day(tree['finished_on'], '—')}"


def _rows(tree: Tree, kind: MeetingKind) -> Iterator[Row]:
    _, sums = wording.counts(tree)
    when = wording.day_with_weekday(tree["held_on"])
    if clock := wording.times(tree):
        when += "\n" + clock
    place = tree["place"].strip() or NOTHING
    chair = wording.with_post(tree["chair_name"], tree["chair_post"])
    if tree["delegation"].strip():
        chair += "\n" + tree["delegation"].strip()
    recorder = wording.spaced(tree["recorder_name"]) or NOTHING
    if kind is _LECTURE:
        yield (("题目", tree["title"].strip() or NOTHING),)
        lecturer = wording.with_post(tree["lecturer_name"], tree["lecturer_post"])
        yield ("授课人", lecturer), ("记录人", recorder)
        yield ("时间", when), ("地点", place)
        yield ("形式", wording.lecture_form(tree)), ("学时", wording.hours(tree["hours"]))
        if tree["chair_name"] and tree["chair_name"] != tree["lecturer_name"]:
            yield (("主持人", chair),)
    else:
        yield ("时间", when), ("地点", place)
        yield ("主持人", chair), ("记录人", recorder)
    due, present = _attendance(sums, kind)
    yield ("应到人数", due), ("实到人数", present)
    yield (("请假", wording.absentees(tree, "leave")),)
    yield (("缺席", wording.absentees(tree, "absent")),)
    yield (("列席", wording.observers(tree)),)
    if kind is not _LECTURE:
        yield (("议题", _topics(tree)),)
    if tree["late_reason"].strip():
        entered = wording.day(wording.entry_day(tree["entered_at"]), "")
        when_entered = f"本记录于{entered}补录。" if entered else "本记录为会后补录。"
        yield (("补记", f"{when_entered}原因：{wording.sentence(tree['late_reason'])}"),)


def _topics(tree: Tree) -> str:
    """List the agenda: two or three items in one run, more of them one below the other."""
    titles = [item["title"].strip() or "（未写议题）" for item in _items(tree)]
    if len(titles) < 2:
        return "".join(titles) or NOTHING
    listed = [f"{number}. {title}" for number, title in enumerate(titles, 1)]
    return ("；" if len(titles) < 4 else "\n").join(listed)


def _attendance(sums: Counts, kind: MeetingKind) -> tuple[str, str]:
    if kind is _COMMITTEE:
        return f"{sums.due}人", f"{sums.present}人"
    due, present = f"{sums.due}人", f"{sums.present}人"
    if sums.due_probationary:
        due += f"（正式{sums.due_full}，预备{sums.due_probationary}）"
    if kind is _GENERAL:
        present += f"（有表决权应到{sums.voters_due}，实到{sums.voters_present}）"
    elif sums.due_probationary:
        present += f"（正式{sums.present_full}，预备{sums.present_probationary}）"
    return due, present


def _items(tree: Tree) -> list[Tree]:
    return [item for item in tree["agenda"] if item["part"] != AgendaPart.CLOSING]


def _body(tree: Tree, kind: MeetingKind, context: PaperContext) -> Iterator[Paragraph]:
    if kind is _LECTURE:
        yield from _lecture(tree)
    else:
        if kind is _GROUP:
            yield from _readings(tree)
        yield from _agenda(tree, kind, context)
        if kind is _GROUP:
            yield from _section("批评和自我批评", tree["criticism"])
            yield from _section("支部交办任务及分工", tree["assignments"])
    for item in tree["agenda"]:
        if item["part"] == AgendaPart.CLOSING:
            yield from _section("主持人总结", item["report"])
            yield from _decisions(item, context)
    yield from _attachments(tree)
    if tree["ended_at"]:
        yield Paragraph(f"（{wording.clock(tree['ended_at'])}散会）")


def _section(title: str, text: str) -> Iterator[Paragraph]:
    yield Paragraph(title, HEITI, heading=True)
    yield Paragraph(text.strip() or NOTHING)


def _readings(tree: Tree) -> Iterator[Paragraph]:
    yield Paragraph("学习内容", HEITI, heading=True)
    for number, row in enumerate(tree["readings"], 1):
        issued = f"（{wording.day(row['issued_on'])}）" if row["issued_on"] else ""
        yield Paragraph(f"{number}. {row['title']}{issued}")
    if not tree["readings"]:
        yield Paragraph(NOTHING)


def _agenda(tree: Tree, kind: MeetingKind, context: PaperContext) -> Iterator[Paragraph]:
    facts, sums = wording.counts(tree)
    number = 0
    for place, item in enumerate(tree["agenda"]):
        if item["part"] == AgendaPart.CLOSING:
            continue
        number += 1
        title = item["title"].strip() or "（未写议题）"
        yield Paragraph(f"{wording.chinese_number(number)}、{title}", HEITI, heading=True)
        parts = list(_item(item, kind, context))
        vote = wording.vote_sentence(tree, facts, sums, place)
        said = [*parts[0], *([Paragraph(f"表决：{vote}")] if vote else []), *parts[1]]
        yield from said or [Paragraph(NOTHING)]


def _item(
    item: Tree, kind: MeetingKind, context: PaperContext
) -> tuple[list[Paragraph], list[Paragraph]]:
    """Return what was said before the vote and what was decided."""
    before, after = [], []
    report, speaker = item["report"].strip(), item["speaker"].strip()
    label = "汇报人" if kind is _COMMITTEE else ""
    if label and speaker:
        before.append(Paragraph(f"{label}：{speaker}"))
        if report:
            before.append(Paragraph(report))
    elif report or speaker:
        before.append(Paragraph(f"{speaker}：{report}" if report and speaker else report or
                                f"{speaker}作了发言。"))  # fmt: skip
    before += [Paragraph(f"{row['speaker']}：{row['text']}") for row in item["speeches"]]
    name = "决定" if kind is _COMMITTEE else "决议"
    if item["resolution"].strip():
        after.append(Paragraph(f"{name}：{item['resolution'].strip()}"))
    if kind is _COMMITTEE and item["submit"]:
        after.append(Paragraph("本议题提交支部党员大会讨论决定。"))
    after += _decisions(item, context)
    return before, after


def _decisions(item: Tree, context: PaperContext) -> Iterator[Paragraph]:
    yield from map(Paragraph, wording.decisions(item, context))


def _lecture(tree: Tree) -> Iterator[Paragraph]:
    yield from _section("目的", tree["aim"])
    yield Paragraph("提纲（讲稿）", HEITI, heading=True)
    yield from _outline(tree["outline"])
    yield from _section("互动讨论", tree["discussion"])
    yield from _section("反馈", tree["feedback"])


def _outline(text: str) -> Iterator[Paragraph]:
    """Set headings inside a lecture in 楷体, below our own ones in 黑体."""
    for line in text.strip().splitlines() or [NOTHING]:
        heading = len(line) < 40 and line.lstrip(" 　（(")[:1] in tuple("一二三四五六七八九十")
        marked = heading and any(sign in line[:5] for sign in "、）)")
        yield Paragraph(line, KAITI if marked else FANGSONG, heading=marked)


def _attachments(tree: Tree) -> Iterator[Paragraph]:
    rows = [row for row in tree["attachments"] if row["kind"] != AttachmentKind.SIGNED]
    if not rows:
        return
    said = []
    for number, row in enumerate(rows, 1):
        kind = AttachmentKind(row["kind"]).label
        what = row["caption"].strip() or row["name"].strip()
        said.append(f"{number}. {kind}" + (f"（{what}）" if what else ""))
    yield Paragraph("附件：" + "；".join(said) + "。")
