"""What every page of records says in words: states, sums of attendance, days."""

from db import dates
from db.records.held import Status
from db.rules.meeting import Counts
from db.uploads import Copied

STATUS_TONES = {
    Status.DRAFT: "caution",
    Status.FINAL: "done",
    Status.PRINTED: "now",
    Status.SIGNED: "done",
    Status.ARCHIVED: "muted",
}


def sums(found: Counts, *, votes: bool = True) -> str:
    """应到 21 = 实到 17 + 请假 3 + 缺席 1　有表决权应到 18，实到 14."""
    text = f"应到 {found.due} = 实到 {found.present} + 请假 {found.leave} + 缺席 {found.absent}"
    voters = f"　　有表决权应到 {found.voters_due}，实到 {found.voters_present}"
    return text + voters if votes else text


def upload_mark(copied: Copied | None) -> str:
    """What begins the second line of a card: 已上传 · , 上传后有改动 · , "" when neither."""
    if copied is None:
        return ""
    return "上传后有改动 · " if copied.changed else "已上传 · "


def day(value: str | None) -> str:
    """3月27日, "" for none."""
    return dates.text(value).partition("年")[2] if value else ""
