"""What the page says in words: names of meetings, sums of attendance, lines of the list."""

from collections.abc import Iterable

from db import dates
from db.queries import Row
from db.records.meeting import MeetingKind, Status
from db.rules.meeting import Counts
from db.spec import Tree

SHORT_KINDS = {
    MeetingKind.GENERAL: "党员大会",
    MeetingKind.COMMITTEE: "支委会",
    MeetingKind.GROUP: "党小组会",
    MeetingKind.LECTURE: "党课",
}
STATUS_TONES = {
    Status.DRAFT: "caution",
    Status.FINAL: "done",
    Status.PRINTED: "now",
    Status.SIGNED: "done",
    Status.ARCHIVED: "muted",
}


def sums(found: Counts) -> str:
    """应到 21 = 实到 17 + 请假 3 + 缺席 1　有表决权应到 18，实到 14."""
    return (
        f"应到 {found.due} = 实到 {found.present} + 请假 {found.leave} + 缺席 {found.absent}"
        f"　　有表决权应到 {found.voters_due}，实到 {found.voters_present}"
    )


def name(kind: str, group: str | None = None) -> str:
    """支部党员大会; a group's meeting bears the name of its group (第一党小组会)."""
    if kind == MeetingKind.GROUP and group:
        return f"{group}会" if group.endswith("组") else f"{group}党小组会"
    return MeetingKind(kind).label


def title(record: Tree, group: str | None = None) -> str:
    """The heading over a record: 支部党员大会 · 2026年第1次."""
    number = f"第{record['number']}次" if record["number"] else "未编次"
    year = f"{record['year']}年" if record["year"] else ""
    return f"{name(record['kind'], group)} · {year}{number}"


def day(value: str | None) -> str:
    """3月27日, "" for none."""
    return dates.text(value).partition("年")[2] if value else ""


def subtitle(row: Row) -> str:
    """The second line of a card: when, which, and what was on."""
    values = row.values
    parts = [day(row.day), f"第{values['number']}次" if values["number"] else ""]
    first = " ".join(part for part in parts if part)
    if values["kind"] == MeetingKind.LECTURE:
        hours = values["hours"]
        topics = [values["title"], values["lecturer_name"], f"{hours / 100:g}学时" if hours else ""]
        about = " · ".join(topic for topic in topics if topic)
    else:
        about = "、".join(row.topics) or values["title"]
    return f"{first} · {about}" if about else first


def year_summary(rows: Iterable[Row]) -> str:
    """党员大会3 支委会10 党小组会20 党课3."""
    kinds = [row.values["kind"] for row in rows]
    return " ".join(f"{label}{kinds.count(kind)}" for kind, label in SHORT_KINDS.items())
