"""会议记录: the record-book paper of every kind of meeting (domain rows 3–6, 8, 9)."""

from collections.abc import Iterator
from dataclasses import astuple, replace
from pathlib import Path

from db.records.meeting import AgendaPart, HeldAs, MeetingKind, scope
from db.rules.meeting import Counts
from desktop.documents import bookparts, lifebook, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.fonts import HEITI
from desktop.documents.page import write_pages
from desktop.documents.recordbook import Form, Paragraph, RecordSheet, Row, layout, number_pages
from desktop.documents.wording import NOTHING

_GENERAL, _COMMITTEE = MeetingKind.GENERAL, MeetingKind.COMMITTEE
_GROUP, _LECTURE = MeetingKind.GROUP, MeetingKind.LECTURE
_LIFE = (MeetingKind.LIFE, MeetingKind.APPRAISAL)
_TITLES = {
    _GENERAL: "支部党员大会会议记录",
    _COMMITTEE: "支部委员会会议记录",
    _GROUP: "党小组会会议记录",
    _LECTURE: "党课记录",
    MeetingKind.LIFE: "组织生活会会议记录",
    MeetingKind.APPRAISAL: "民主评议党员会议记录",
}


def collect(tree: Tree, context: PaperContext) -> RecordSheet:
    """Put the record of a meeting into words."""
    kind = MeetingKind(tree["kind"])
    grouped = scope(dict(tree)) == _GROUP and context.group_name
    group = f"　{context.group_name}" if grouped else ""
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
    form = replace(form, foot=f"{bookparts.state(tree)}　校验码 {code}")
    theme = f"《{tree['title']}》" if kind is _LECTURE and tree["title"] else ""
    heading = f"{kind.label}{theme}（{wording.number_text(tree)}）"
    if group:  # 第一党小组会, not 第一党小组党小组会
        heading = context.group_name + heading.removeprefix("党小组")
    return RecordSheet(form, heading, tree["held_on"] or "")


def render(sheet: RecordSheet, path: Path) -> None:
    """Write the paper; raises ``Refused``."""
    pages = layout(sheet.form)
    number_pages(pages, sheet.form.foot, 1, len(pages))
    write_pages(pages, path, sheet.form.title)


def _signatures(kind: MeetingKind) -> tuple[str, ...]:
    chair = {_GROUP: "党小组组长", _LECTURE: "授课人"}.get(kind, "主持人")
    return (chair, "记录人")


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
    if kind in _LIFE:
        yield (("召开形式", HeldAs(scope(dict(tree))).label),)
        yield (("主题", tree["title"].strip() or NOTHING),)
    due, present = _attendance(sums, kind, scope(dict(tree)))
    yield ("应到人数", due), ("实到人数", present)
    yield (("请假", wording.absentees(tree, "leave")),)
    yield (("缺席", wording.absentees(tree, "absent")),)
    yield (("列席", wording.observers(tree)),)
    if kind is not _LECTURE and (kind not in _LIFE or _items(tree)):
        yield (("议题", _topics(tree)),)
    yield from bookparts.late_row(tree)


def _topics(tree: Tree) -> str:
    """List the agenda: two or three items in one run, more of them one below the other."""
    titles = [item["title"].strip() or "（未写议题）" for item in _items(tree)]
    if len(titles) < 2:
        return "".join(titles) or NOTHING
    listed = [f"{number}. {title}" for number, title in enumerate(titles, 1)]
    return ("；" if len(titles) < 4 else "\n").join(listed)


def _attendance(sums: Counts, kind: MeetingKind, held_as: str) -> tuple[str, str]:
    if held_as == _COMMITTEE:
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
            yield from bookparts.readings(tree)
        if kind in _LIFE:
            parts = lifebook.life if kind is MeetingKind.LIFE else lifebook.appraisal
            yield from parts(tree, context)
        yield from _agenda(tree, kind, context)
        if kind is _GROUP:
            yield from bookparts.section("批评和自我批评", tree["criticism"])
            yield from bookparts.section("支部交办任务及分工", tree["assignments"])
    for item in tree["agenda"]:
        if item["part"] == AgendaPart.CLOSING:
            yield from bookparts.section("主持人总结", item["report"])
            yield from _decisions(item, context)
    yield from bookparts.attachments(tree)
    if tree["ended_at"]:
        yield Paragraph(f"（{wording.clock(tree['ended_at'])}散会）")


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
    yield from bookparts.section("目的", tree["aim"])
    yield Paragraph("提纲（讲稿）", HEITI, heading=True)
    yield from bookparts.outline(tree["outline"])
    yield from bookparts.section("互动讨论", tree["discussion"])
    yield from bookparts.section("反馈", tree["feedback"])
