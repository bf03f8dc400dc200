"""The way of a record into the archive: 草稿 → 定稿 → 已打印 → 已签字 → 已归档.

A step forward is only possible from the one before; the only way back is to reopen the record
with a reason, which stays in its history. None of these steps can be undone by Ctrl+Z. ``kind`` is
the type of a record that has a status: a meeting or an activity.
"""

from db import inspection, operations, tree
from db.errors import Refused
from db.operations import Changes
from db.records.held import Status
from db.spec import RecordSpec, Tree

_ORDER = list(Status)
_DATED = {
    Status.FINAL: "finished_on",
    Status.PRINTED: "printed_on",
    Status.SIGNED: "signed_on",
    Status.ARCHIVED: "archived_on",
}
_DONE = {Status.FINAL: "记录完成", Status.PRINTED: "打印", Status.SIGNED: "签字"}


def finalise(kind: RecordSpec, uid: str, *, today: str, who: str, at: str) -> Changes:
    """Make a draft final, dated today; refused while a check blocks it.

    ``today`` (ISO) becomes the day on which the record was finished, so that a late record shows
    as late. Raises ``Refused`` naming what is in the way.
    """
    record = tree.dump(kind, uid)
    if record["status"] != Status.DRAFT:
        raise Refused("这份记录已经定稿。")
    blocking = [f for f in inspection.findings(kind, record, today) if f.level == "block"]
    if blocking:
        more = f"等{len(blocking)}处" if len(blocking) > 1 else ""
        raise Refused(f"还不能定稿：{blocking[0].text}{more}。".replace("。。", "。"))
    return _set(kind, record, Status.FINAL, today, who=who, at=at)


def advance(kind: RecordSpec, uid: str, status: Status, *, day: str, who: str, at: str) -> Changes:
    """Mark a final record as printed, signed or archived on an ISO day.

    A record may be marked signed without having been marked printed. Raises ``Refused`` for a
    step back or from a draft.
    """
    record = tree.dump(kind, uid)
    here, there = _ORDER.index(Status(record["status"])), _ORDER.index(status)
    if here == 0:
        raise Refused(f"草稿不能直接标为“{status.label}”，请先定稿。")
    if there <= here:
        raise Refused(f"这份记录已经是“{_ORDER[here].label}”，不能再标为“{status.label}”。")
    for reached in _ORDER[1:there]:
        done = record[_DATED[reached]]
        if done and day < done:
            raise Refused(f"{status.label}的日期早于{_DONE[reached]}的日期，请核对。")
    return _set(kind, record, status, day, who=who, at=at)


def reopen(kind: RecordSpec, uid: str, *, reason: str, who: str, at: str) -> Changes:
    """Make a final record a draft again; the reason is required and kept in the history."""
    record = tree.dump(kind, uid)
    if record["status"] == Status.DRAFT:
        raise Refused("这份记录还是草稿，可以直接修改。")
    if not reason.strip():
        raise Refused("请写明退回修改的原因，它会留在记录的历史中。")
    values = {"status": str(Status.DRAFT)} | dict.fromkeys(_DATED.values())
    return operations.set_values(
        kind,
        uid,
        values,
        name=f"退回修改 {kind.heading(record)}",
        who=who,
        at=at,
        reason=reason.strip(),
        undoable=False,
    )


def _set(kind: RecordSpec, record: Tree, status: Status, day: str, *, who: str, at: str) -> Changes:
    return operations.set_values(
        kind,
        record["uid"],
        {"status": str(status), _DATED[status]: day},
        name=f"{status.label} {kind.heading(record)}",
        who=who,
        at=at,
        undoable=False,
    )
