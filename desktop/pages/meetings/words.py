"""What the page says in words: names of meetings, sums of attendance, lines of the list."""

from collections.abc import Iterable

from db.queries import Row
from db.records.meeting import MeetingKind
from db.records.talk import TalkKind
from db.spec import Tree
from desktop.recording.words import day

SHORT_KINDS = {
    MeetingKind.GENERAL: "党员大会",
    MeetingKind.COMMITTEE: "支委会",
    MeetingKind.GROUP: "党小组会",
    MeetingKind.LECTURE: "党课",
    MeetingKind.LIFE: "组织生活会",
    MeetingKind.APPRAISAL: "民主评议",
}

_ONCE_A_YEAR = (MeetingKind.LIFE, MeetingKind.APPRAISAL)


def name(kind: str, group: str | None = None) -> str:
    """支部党员大会; a group's meeting bears the name of its group (第一党小组会)."""
    if group and kind in (MeetingKind.LIFE, MeetingKind.APPRAISAL):
        return f"{group}{MeetingKind(kind).label}"
    if kind == MeetingKind.GROUP and group:
        return f"{group}会" if group.endswith("组") else f"{group}党小组会"
    return MeetingKind(kind).label


def title(record: Tree, group: str | None = None) -> str:
    """The heading over a record: 支部党员大会 · 2026年第1次."""
    number = f"第{record['number']}次" if record["number"] else "未编次"
    year = f"{record['year']}年" if record["year"] else ""
    return f"{name(record['kind'], group)} · {year}{number}"


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


def talk_subtitle(row: Row) -> str:
    """When a talk was, its number and its kind; the reason stays in the record."""
    parts = [day(row.day), f"第{row.values['number']}次" if row.values["number"] else ""]
    first = " ".join(part for part in parts if part)
    return f"{first} · {TalkKind(row.values['kind']).label}"


def year_summary(rows: Iterable[Row], talks: int = 0) -> str:
    """党员大会3 支委会10 党小组会20 党课3; what is held once a year only when there is one."""
    kinds = [row.values["kind"] for row in rows]
    found = [
        f"{label}{kinds.count(kind)}"
        for kind, label in SHORT_KINDS.items()
        if kind not in _ONCE_A_YEAR or kind in kinds
    ]
    return " ".join([*found, f"谈话{talks}"] if talks else found)
