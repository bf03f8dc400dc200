"""活动记录表: the record-book paper of an activity day (domain row 7)."""

from collections.abc import Iterator
from dataclasses import astuple, replace
from pathlib import Path

from db.model import AttachmentKind
from db.records.activity import ActivityCategory
from desktop.documents import bookparts, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.fonts import HEITI
from desktop.documents.page import write_pages
from desktop.documents.recordbook import Form, Paragraph, RecordSheet, Row, layout, number_pages
from desktop.documents.wording import NOTHING

DONE, NOT_DONE = "√", "□"


def collect(tree: Tree, context: PaperContext) -> RecordSheet:
    """Put the record of an activity into words."""
    form = Form(
        title="党员活动日活动记录表",
        left=context.organisation_name,
        right=month_text(tree),
        rows=tuple(_rows(tree)),
        body=tuple(_body(tree, context)),
        signatures=("支部书记", "记录人"),
        foot="",
        names=wording.names_of(tree, context),
    )
    # Attachments come after the printing as well (the signed scan): they are not in the code.
    bare = {**tree, "attachments": []}
    bare_form = replace(form, rows=tuple(_rows(bare)), body=tuple(_body(bare, context)))
    code = wording.check_code(astuple(bare_form))
    form = replace(form, foot=f"{bookparts.state(tree)}　校验码 {code}")
    theme = f"《{tree['title'].strip()}》" if tree["title"].strip() else ""
    return RecordSheet(form, f"党员活动日{theme}（{month_text(tree)}）", tree["held_on"] or "")


def render(sheet: RecordSheet, path: Path) -> None:
    """Write the paper; raises ``Refused``."""
    pages = layout(sheet.form)
    number_pages(pages, sheet.form.foot, 1, len(pages))
    write_pages(pages, path, sheet.form.title)


def month_text(tree: Tree) -> str:
    """Return 2026年3月　第3次: the month whose activity it is, and its number in the year."""
    month = f"{tree['year']}年{tree['month']}月" if tree["year"] and tree["month"] else "月份未定"
    return month + (f"　第{tree['number']}次" if tree["number"] else "　未编次")


def category_text(value: str | None) -> str:
    """Return 集中学习 and so on, 无 for none."""
    return ActivityCategory(value).label if value else NOTHING


def _rows(tree: Tree) -> Iterator[Row]:
    _, sums = wording.counts(tree)
    held = wording.day_with_weekday(tree["held_on"])
    if clock := wording.times(tree):
        held += "\n" + clock
    chair = wording.with_post(tree["chair_name"], tree["chair_post"])
    yield (("主题", tree["title"].strip() or NOTHING),)
    yield ("计划日期", wording.day_with_weekday(tree["planned_on"])), ("活动日期", held)
    yield (("变更原因", _moved(tree)),)
    yield ("类别", category_text(tree["category"])), ("地点", tree["place"].strip() or NOTHING)
    organiser = wording.spaced(tree["organiser"].strip()) or NOTHING
    yield ("组织者", organiser), ("主持人", chair)
    recorder = wording.spaced(tree["recorder_name"]) or NOTHING
    yield ("记录人", recorder), ("学时", wording.hours(tree["hours"]))
    due, present = f"{sums.due}人", f"{sums.present}人"
    if sums.due_probationary:
        due += f"（正式{sums.due_full}，预备{sums.due_probationary}）"
        present += f"（正式{sums.present_full}，预备{sums.present_probationary}）"
    yield ("应到人数", due), ("实到人数", present)
    yield (("请假", wording.absentees(tree, "leave")),)
    yield (("缺席", wording.absentees(tree, "absent")),)
    yield (("列席", wording.observers(tree)),)
    yield (("规定动作", _fixed_items(tree)),)
    yield (("照片", _photos(tree)),)
    yield from bookparts.late_row(tree)


def _moved(tree: Tree) -> str:
    """Say why the day was moved; a move without a reason is said, not passed by."""
    if reason := tree["moved_reason"].strip():
        return wording.sentence(reason)
    moved = tree["planned_on"] and tree["held_on"] and tree["planned_on"] != tree["held_on"]
    return "未写明原因" if moved else NOTHING


def _fixed_items(tree: Tree) -> str:
    said = [
        f"{DONE}{row['name'].strip()}"
        if row["done"]
        else f"{NOT_DONE}{row['name'].strip()}（未做）"
        for row in tree["fixed_items"]
    ]
    return "　".join(said) or NOTHING


def _photos(tree: Tree) -> str:
    count = sum(row["kind"] == AttachmentKind.PHOTO for row in tree["attachments"])
    return f"{count}张（见照片页）" if count else NOTHING


def _body(tree: Tree, context: PaperContext) -> Iterator[Paragraph]:
    yield Paragraph("活动过程", HEITI, heading=True)
    yield from bookparts.outline(tree["process"])
    yield Paragraph("议定事项与落实", HEITI, heading=True)
    yield from map(Paragraph, list(wording.decisions(tree, context)) or [NOTHING])
    yield from bookparts.section("活动成效", tree["outcome"])
    files = [row for row in tree["attachments"] if row["kind"] != AttachmentKind.PHOTO]
    yield from bookparts.attachments({**tree, "attachments": files})
    if tree["ended_at"]:
        yield Paragraph(f"（{wording.clock(tree['ended_at'])}活动结束）")
