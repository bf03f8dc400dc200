"""A record in the words of a platform's form, field by field, and its photos at that size.

What is long stands as on the paper of the record, so that both say the same.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from db import attachments, dates, queries, shown, uploads, whole_file
from db.errors import Refused
from db.fields import DateField, ReferenceField
from db.file_names import free_path
from db.model import AttachmentKind
from db.records.held import AttendanceState
from db.records.meeting import AgendaPart
from db.records.platform_form import (
    CopyContent,
    CopySource,
    DayForm,
    NameForm,
    ledger_of,
    own_fields,
)
from db.spec import RecordSpec, Tree
from desktop.documents import activity, minutes, wording
from desktop.documents.gather import context_for
from desktop.documents.recordbook import RecordSheet

_BETWEEN = {
    NameForm.PAUSE: "、",
    NameForm.COMMA: "，",
    NameForm.SPACE: " ",
    NameForm.LINES: "\n",
}
_DAYS: dict[str, str] = {
    DayForm.DASHES: "{0}-{1}-{2}",
    DayForm.DOTS: "{0}.{1}.{2}",
    DayForm.SLASHES: "{0}/{1}/{2}",
    DayForm.DIGITS: "{0}{1}{2}",
}
_QUALITIES = (90, 80, 70, 60, 50)
_SMALLER = 0.8
_SMALLEST = 160  # pixels: below that nothing is to be seen


@dataclass(frozen=True)
class Value:
    """What goes into one field; ``over`` counts the characters beyond what the platform takes."""

    label: str
    text: str
    limit: int | None = None

    @property
    def over(self) -> int:
        """How many characters are too many, 0 for none."""
        return max(0, len(self.text) - self.limit) if self.limit else 0


@dataclass(frozen=True)
class _Said:
    """A record with its paper and the form that it goes into."""

    record: Tree
    form: Tree
    sheet: RecordSheet

    def day(self) -> str:
        return _day(self.record["held_on"], self.form)

    def names(self, names: Iterable[str]) -> str:
        return _names(names, self.form)

    def people(self, state: str, *, why: bool = False) -> str:
        rows = [row for row in self.record["attendance"] if row["state"] == state]
        return self.names(_with(row["name"], row["reason"] if why else "") for row in rows)

    def number(self, state: str = "") -> str:
        rows = self.record["attendance"]
        return str(sum(not state or row["state"] == state for row in rows)) if rows else ""

    def items(self) -> list[Tree]:
        agenda = self.record.get("agenda", [])
        return [item for item in agenda if item["part"] != AgendaPart.CLOSING]

    def decisions(self) -> Iterator[str]:
        agenda = self.record.get("agenda", [])
        rows = [row for item in agenda for row in item["decisions"]]
        for row in (*rows, *self.record.get("decisions", [])):
            parts = [f"责任人：{row['owner_name']}" if row["owner_name"] else ""]
            parts.append(f"时限：{dates.text(row['due_on'])}" if row["due_on"] else "")
            yield _with(row["text"], "，".join(part for part in parts if part))


_SAY: dict[str, Callable[[_Said], str]] = {
    CopyContent.TITLE: lambda said: said.sheet.heading,
    CopyContent.THEME: lambda said: said.record["title"] or _listed(_titles(said)),
    CopyContent.DAY: _Said.day,
    CopyContent.BEGAN: lambda said: said.record["began_at"] or "",
    CopyContent.ENDED: lambda said: said.record["ended_at"] or "",
    CopyContent.PLACE: lambda said: said.record["place"],
    CopyContent.CHAIR: lambda said: said.record["chair_name"],
    CopyContent.RECORDER: lambda said: said.record["recorder_name"],
    CopyContent.LECTURER: lambda said: said.record.get("lecturer_name", ""),
    CopyContent.ORGANISER: lambda said: said.record.get("organiser", ""),
    CopyContent.DUE: _Said.number,
    CopyContent.PRESENT: lambda said: said.number(AttendanceState.PRESENT),
    CopyContent.LEAVE: lambda said: said.number(AttendanceState.LEAVE),
    CopyContent.ABSENT: lambda said: said.number(AttendanceState.ABSENT),
    CopyContent.PRESENT_NAMES: lambda said: said.people(AttendanceState.PRESENT),
    CopyContent.LEAVE_NAMES: lambda said: said.people(AttendanceState.LEAVE, why=True),
    CopyContent.ABSENT_NAMES: lambda said: said.people(AttendanceState.ABSENT, why=True),
    CopyContent.OBSERVERS: lambda said: said.names(
        _with(row["name"], row["post"]) for row in said.record["observers"]
    ),
    CopyContent.TOPICS: lambda said: _listed(_titles(said)),
    CopyContent.READINGS: lambda said: _listed(r["title"] for r in said.record.get("readings", [])),
    CopyContent.BODY: lambda said: "\n".join(part.text for part in said.sheet.form.body),
    CopyContent.RESOLUTIONS: lambda said: _listed(item["resolution"] for item in said.items()),
    CopyContent.DECISIONS: lambda said: _listed(said.decisions()),
    CopyContent.HOURS: lambda said: _hours(said.record["hours"]),
}


def values(form: Tree, record: Tree, today: str) -> tuple[Value, ...]:
    """Return what goes into the fields of a form, in their order; "" where the record says nothing.

    Words that only the paper needs (wide names, 无 for nothing) are not in it.
    """
    if (ledger := ledger_of(form["source"])) is not None:
        return tuple(
            Value(row["label"], _of_ledger(row, form, ledger, record).strip(), row["limit"])
            for row in form["fields"]
        )
    bare = {**record, "attachments": []}
    paper = activity if form["source"] == CopySource.ACTIVITY else minutes
    said = _Said(record, form, paper.collect(bare, context_for(bare, today=today)))
    return tuple(
        Value(row["label"], _text(row, said).strip(), row["limit"]) for row in form["fields"]
    )


def photos(form: Tree, record: Tree, folder: Path) -> list[Path]:
    """Write the photos of a record into a folder at the size of the form; returns their paths.

    Raises ``Refused`` when there are none, one cannot be read or the folder cannot be written.
    """
    rows = [row for row in record["attachments"] if row["kind"] == AttachmentKind.PHOTO]
    if not rows:
        raise Refused("这条记录没有照片。请先在附件里加入照片，类别选“照片”。")
    if not folder.is_dir():
        raise Refused(f"没有“{folder}”这个文件夹，请先建立它，或换一个位置。")
    kind = uploads.kind_of(form["source"])
    name = f"{uploads.day_of(kind, record)} {kind.heading(record)}".strip()
    return [
        whole_file.write(
            free_path(folder, f"{name} 照片{number}.jpg"),
            _at_size(attachments.read(row["sha256"]), row["name"], form),
            "照片",
        )
        for number, row in enumerate(rows, 1)
    ]


def _text(row: Tree, said: _Said) -> str:
    if row["content"] == CopyContent.FIXED:
        return str(row["fixed"])
    return str(_SAY[row["content"]](said))


def _of_ledger(row: Tree, form: Tree, ledger: RecordSpec, record: Tree) -> str:
    """Return what a record of a ledger says in a field: one of its own, its name, fixed words."""
    if row["content"] == CopyContent.FIXED:
        return str(row["fixed"])
    if row["content"] == CopyContent.TITLE:
        return ledger.heading(record)
    name = own_fields(ledger)[row["fixed"]]
    for line in ledger.lines:
        if line.name == name and shown.is_people(line):
            return _names((each["name"] for each in record[name]), form)
    field = ledger.fields.get(name)
    if isinstance(field, DateField):
        return _day(record[name], form)
    said = shown.cell(ledger, record, name)
    if not said and isinstance(field, ReferenceField) and record[name]:
        known = queries.named([record[name]]).get(record[name])
        return known[1].heading if known else ""
    return said


def _day(iso: str | None, form: Tree) -> str:
    if not iso or form["day_form"] == DayForm.CHINESE:
        return dates.text(iso or None)
    return _DAYS[form["day_form"]].format(*iso.split("-"))


def _names(names: Iterable[str], form: Tree) -> str:
    return _BETWEEN[NameForm(form["name_form"])].join(name for name in names if name)


def _with(name: str, more: str) -> str:
    return f"{name}（{more}）" if more else name


def _titles(said: _Said) -> Iterator[str]:
    return (item["title"] for item in said.items())


def _listed(texts: Iterable[str]) -> str:
    """Return texts below each other, numbered when there are several."""
    found = [text.strip() for text in texts if text.strip()]
    if len(found) < 2:
        return "".join(found)
    return "\n".join(f"{number}. {text}" for number, text in enumerate(found, 1))


def _hours(hundredths: int | None) -> str:
    return "" if hundredths is None else wording.hours(hundredths)


def _at_size(data: bytes, name: str, form: Tree) -> bytes:
    """Return a photo as JPEG within the pixels and the KB of a form."""
    most = form["photo_size"] * 1024 if form["photo_size"] else None
    try:
        picture = Image.open(io.BytesIO(data)).convert("RGB")
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise Refused(f"照片“{name}”读不了，没有导出。请在附件里打开看一看。") from error
    side = form["photo_side"] or max(picture.size)
    while True:
        shrunk = picture.copy()
        shrunk.thumbnail((side, side), Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            found = io.BytesIO()
            shrunk.save(found, "JPEG", quality=quality, optimize=True)
            if most is None or found.tell() <= most:
                return found.getvalue()
        side = int(min(side, max(shrunk.size)) * _SMALLER)
        if side < _SMALLEST:
            raise Refused(f"照片“{name}”压不到{form['photo_size']} KB，请把表单里的大小改大一些。")
