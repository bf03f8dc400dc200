"""The data check (数据体检): is the file whole, does what is in it fit together, what do rules say.

``examine`` only reads. ``repair`` makes a verified backup first, does what touches nothing that a
person entered, and writes a step into the history. What must be mended by a person is only said.
"""

import datetime as dt
from collections.abc import Iterable

import peewee as pw

from db import attachments, backup, connection, inspection, marks, operations, search, tree
from db.connection import CHECKED, database, transaction, translated
from db.errors import Refused
from db.health import contents, storage
from db.health.problem import Grade, Problem, Repair, Report, Say
from db.model import Blob
from db.records import RECORDS
from db.spec import RecordSpec, Tree

__all__ = ["Grade", "Problem", "Repair", "Report", "examine", "last_check", "last_passed", "repair"]

_FRESH = dt.timedelta(days=1)


def _quiet(_done: int, _total: int, _text: str) -> None:
    """Say nothing."""


def examine(*, at: str, today: str, say: Say = _quiet, branch: str | None = None) -> Report:
    """Check the open file at the moment ``at`` (UTC), its records by the day ``today``.

    The records of one branch only are judged by the rules when it is named; all else is checked
    whole. Works in any thread: each has its own connection. Raises ``Refused``.
    """
    path = connection.current_path()
    if path is None:
        raise Refused("没有打开数据文件。")
    with translated(path):
        try:
            known, found = contents.heads()
            found += storage.problems(known, _before(at), say)
            found += contents.problems(known, at, say)
        except pw.DatabaseError as error:
            # What cannot be read any more is the finding; nothing after it can be relied upon.
            if "malformed" not in str(error).lower():
                raise
            text = "文件的一部分读不出来了。请从最近的备份恢复。"
            return Report(at, 0, (Problem("integrity", Grade.DAMAGE, text),), ())
        say(0, 0, "按规则检查记录")
        inspected = tuple(inspection.findings_for_all(today, branch))
    order = list(Grade)
    found.sort(key=lambda problem: order.index(problem.grade))
    return Report(at, len(known), tuple(dict.fromkeys(found)), inspected)


def repair(
    wanted: Iterable[Repair], *, now: dt.datetime, who: str, at: str, say: Say = _quiet
) -> None:
    """Do the repairs after a verified backup named by the local time ``now``.

    Raises ``Refused``, also when the backup fails; nothing has then been repaired.
    """
    chosen = [each for each in Repair if each in set(wanted)]
    if not chosen:
        raise Refused("没有可以自动修复的问题。")
    path = connection.current_path()
    if path is None or connection.is_readonly():
        raise Refused("数据文件没有打开或是只读的，不能修复。")
    say(0, len(chosen) + 1, "备份")
    try:
        backup.automatic(now, backup.Occasion.CLEANING)
    except Refused as refusal:
        raise Refused(f"备份没有成功，没有修复：{refusal}") from refusal
    done: list[Repair] = []
    try:
        with translated(path):
            for place, each in enumerate(chosen, 1):
                say(place, len(chosen) + 1, each.label)
                _REPAIRS[each](at)
                done.append(each)
    finally:
        if done:  # also when a later one failed or was stopped
            words = "、".join(each.label for each in done)
            operations.record_step(f"数据体检修复：{words}", who=who, at=at)


def remember(report: Report) -> None:
    """Keep in the file when it was checked and whether it passed; not in one opened read-only."""
    if connection.is_readonly():
        return
    before = last_check() or {}
    passed = report.at if report.passed else before.get("passed_at")
    value: Tree = {"at": report.at, "passed": report.passed, "passed_at": passed}
    operations.remember({CHECKED: value | {"problems": len(report.problems)}})


def last_check() -> Tree | None:
    """Return the last data check: ``at``, ``passed``, ``passed_at``, ``problems``; None: never."""
    return marks.mark(CHECKED)


def last_passed() -> str | None:
    """Return the moment (UTC) of the last check that the file passed; None when the last one
    did not pass or there was none."""
    last = last_check()
    return str(last["at"]) if last is not None and last["passed"] else None


def _before(at: str) -> str:
    return (dt.datetime.fromisoformat(at) - _FRESH).strftime("%Y-%m-%dT%H:%M:%SZ")


def _reindex(_at: str) -> None:
    database.execute_sql("REINDEX")


def _search(_at: str) -> None:
    with transaction():
        search.clear()
        for kind in RECORDS:
            _index(kind)


def _index(kind: RecordSpec) -> None:
    uids = [row.uid for row in kind.model.select(kind.model.uid)]
    for start in range(0, len(uids), 500):
        trees = tree.dump_many(kind, uids[start : start + 500])
        search.index([(kind, record) for record in trees.values()])


def _files(at: str) -> None:
    with transaction():
        for digest in attachments.unused(_before(at)):
            Blob.delete().where(Blob.sha256 == digest).execute()


def _drafts(_at: str) -> None:
    from db import drafts

    known, _wrong = contents.heads()
    with transaction():
        drafts.drop_many(contents.orphan_drafts(known))


def _vacuum(_at: str) -> None:
    database.execute_sql("VACUUM")


_REPAIRS = {
    Repair.REINDEX: _reindex,
    Repair.SEARCH: _search,
    Repair.FILES: _files,
    Repair.DRAFTS: _drafts,
    Repair.VACUUM: _vacuum,
}
