"""The recycle bin: coming back with all that hangs on a record, and emptying what has lain long.

Nothing goes for good by itself: a person presses the button, a verified backup is made first, and
what another record refers to stays.
"""

import datetime as dt
from dataclasses import dataclass

from db import backup, operations, queries, standing
from db.errors import Refused
from db.operations import Changes
from db.records import spec
from db.spec import RecordSpec

KEPT_DAYS = 90
"""So long a record lies in the bin before it may be emptied."""


@dataclass(frozen=True)
class Emptying:
    """What emptying would take, as (type, uid, heading, deleted_at), and how many must stay."""

    gone: tuple[tuple[RecordSpec, str, str, str], ...]
    referred: int


def restore(kind: RecordSpec, uid: str, *, who: str, at: str) -> Changes:
    """Take a record out of the bin together with what it stands on that lies there too."""
    wanted = [*reversed(standing.needs_from_bin(kind, uid)), (kind, uid)]
    return operations.restore_many(wanted[::-1], who=who, at=at)


def also_restored(kind: RecordSpec, uid: str) -> list[tuple[RecordSpec, str]]:
    """Return as (type, heading) what ``restore`` would take out of the bin with the record."""
    binned = {tree["uid"]: each.heading(tree) for each, tree in queries.bin_contents()}
    return [(each, binned[one]) for each, one in standing.needs_from_bin(kind, uid)]


def emptying(at: str) -> Emptying:
    """Return what has lain in the bin for more than ``KEPT_DAYS`` at the moment ``at``."""
    before = (dt.datetime.fromisoformat(at) - dt.timedelta(days=KEPT_DAYS)).strftime(
        "%Y-%m-%dT%H:%M:%SZ"
    )
    old = {
        tree["uid"]: (kind, tree["uid"], kind.heading(tree), tree["deleted_at"])
        for kind, tree in queries.bin_contents()
        if tree["deleted_at"] < before
    }
    count = len(old)
    while held := {target for _kind, uid, target in standing.referrers(set(old)) if uid not in old}:
        old = {uid: row for uid, row in old.items() if uid not in held}
    return Emptying(tuple(old.values()), count - len(old))


def empty(now: dt.datetime, *, who: str, at: str) -> Changes:
    """Remove for good what ``emptying`` names, after a verified backup.

    ``now`` is the local time by which the backup is named. Raises ``Refused`` when there is
    nothing to remove or the backup fails; nothing has then been removed.
    """
    wanted = emptying(at).gone
    if not wanted:
        raise Refused(f"回收站里没有可以清空的记录：放入满{KEPT_DAYS}天、没有被引用的才能清空。")
    try:
        backup.automatic(now, backup.Occasion.CLEANING)
    except Refused as refusal:
        raise Refused(f"备份没有成功，回收站没有清空：{refusal}") from refusal
    return operations.purge([(spec(row[0].name), row[1]) for row in wanted], who=who, at=at)
