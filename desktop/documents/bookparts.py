"""What the record-book papers of meetings and activities have in common, as rows and paragraphs."""

from collections.abc import Iterator

from db.model import AttachmentKind
from db.records.held import Status
from desktop.documents import wording
from desktop.documents.context import Tree
from desktop.documents.fonts import FANGSONG, HEITI, KAITI
from desktop.documents.recordbook import Paragraph, Row
from desktop.documents.wording import NOTHING


def state(tree: Tree) -> str:
    """Return what the foot says of the record: a draft, or the day on which it was finished."""
    if tree["status"] == Status.DRAFT:
        return "草稿，尚未定稿"
    return f"记录完成：{wording.day(tree['finished_on'], '—')}"


def late_row(tree: Tree) -> Iterator[Row]:
    """Yield the row that says when and why a record was entered late; none when it was not."""
    if tree["late_reason"].strip():
        entered = wording.day(wording.entry_day(tree["entered_at"]), "")
        when_entered = f"本记录于{entered}补录。" if entered else "本记录为会后补录。"
        yield (("补记", f"{when_entered}原因：{wording.sentence(tree['late_reason'])}"),)


def section(title: str, text: str) -> Iterator[Paragraph]:
    """Yield a heading and the text below it, 无 for none."""
    yield Paragraph(title, HEITI, heading=True)
    yield Paragraph(text.strip() or NOTHING)


def readings(tree: Tree) -> Iterator[Paragraph]:
    """Yield the list of the documents that were studied, 无 for none."""
    yield Paragraph("学习内容", HEITI, heading=True)
    for number, row in enumerate(tree["readings"], 1):
        issued = f"（{wording.day(row['issued_on'])}）" if row["issued_on"] else ""
        yield Paragraph(f"{number}. {row['title']}{issued}")
    if not tree["readings"]:
        yield Paragraph(NOTHING)


def outline(text: str) -> Iterator[Paragraph]:
    """Set headings inside a text of the user in 楷体, below our own ones in 黑体."""
    for line in text.strip().splitlines() or [NOTHING]:
        heading = len(line) < 40 and line.lstrip(" 　（(")[:1] in tuple("一二三四五六七八九十")
        marked = heading and any(sign in line[:5] for sign in "、）)")
        yield Paragraph(line, KAITI if marked else FANGSONG, heading=marked)


def attachments(tree: Tree) -> Iterator[Paragraph]:
    """Yield the list of attached files; signed scans come after the printing and are left out."""
    rows = [row for row in tree["attachments"] if row["kind"] != AttachmentKind.SIGNED]
    if not rows:
        return
    said = []
    for number, row in enumerate(rows, 1):
        kind = AttachmentKind(row["kind"]).label
        what = row["caption"].strip() or row["name"].strip()
        said.append(f"{number}. {kind}" + (f"（{what}）" if what else ""))
    yield Paragraph("附件：" + "；".join(said) + "。")
