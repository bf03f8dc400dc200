"""Copies that prove themselves: made by SQLite, opened, checked and counted before they count."""

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

from db import connection
from db.connection import SUFFIX, journal_of, translated
from db.errors import Refused
from db.lock import FileLock

_KEPT = 30


@dataclass(frozen=True)
class Backup:
    """A verified copy: where it lies and when it was made (local time)."""

    path: Path
    made_at: dt.datetime


def backup(target: Path) -> None:
    """Write a verified copy of the open file; an earlier file of that name is replaced.

    Raises ``Refused``; the earlier file is then still there.
    """
    if connection.current_path() is None:
        raise Refused("没有打开数据文件，不能备份。")
    if not target.parent.is_dir():
        raise Refused(f"没有“{target.parent}”这个文件夹，备份没有写入。请换一个位置。")
    connection.verified_copy(target)


def folder_of(path: Path) -> Path:
    """Return the folder in which the automatic backups of a data file lie."""
    return path.with_name(f"{path.stem} 的备份")


def automatic(now: dt.datetime) -> Backup:
    """Back the open file up beside itself and keep the newest thirty copies.

    Old copies go only after the new one is proven. Raises ``Refused``.
    """
    path = connection.current_path()
    if path is None:
        raise Refused("没有打开数据文件，不能备份。")
    folder = folder_of(path)
    with translated(folder):
        folder.mkdir(exist_ok=True)
    target = folder / f"{path.stem} {now:%Y-%m-%d %H%M%S}{SUFFIX}"
    backup(target)
    for old in existing(path)[_KEPT:]:
        with translated(old.path):
            old.path.unlink()
    return Backup(target, now)


def existing(path: Path) -> list[Backup]:
    """Return the automatic backups of a data file, newest first."""
    found = []
    for each in folder_of(path).glob(f"*{SUFFIX}"):
        try:
            made = dt.datetime.strptime(each.stem[-17:], "%Y-%m-%d %H%M%S")  # noqa: DTZ007
        except ValueError:
            continue
        found.append(Backup(each, made))
    return sorted(found, key=lambda b: b.made_at, reverse=True)


def steps_kept() -> int:
    """Return the number of the newest step that the newest automatic backup holds, 0 for none.

    Told by the clock: a step counts as kept when it was made before the copy.
    """
    path = connection.current_path()
    made = existing(path) if path is not None else []
    if not made:
        return 0
    moment = made[0].made_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    sql = "SELECT max(number) FROM step WHERE at <= ?"
    row = connection.database.execute_sql(sql, (moment,)).fetchone()
    return int(row[0] or 0)


def restore(
    source: Path, target: Path, *, password: str = "", recovery_key: str = ""
) -> Path | None:
    """Put a proven copy of a backup in the place of a data file.

    The present file is first set aside under a name of its own, which is returned (None when
    there was none). The file has afterwards the password of the backup, which has to be given,
    or none. Raises ``Foreign``, ``Newer``, ``Damaged``, ``Locked``, ``Protected``,
    ``WrongPassword`` or ``Refused``; the present file is then as it was. No file is open
    afterwards.
    """
    aside = None
    with translated(target):
        if not target.parent.is_dir():
            raise Refused(f"没有“{target.parent}”这个文件夹，没有恢复。请先建立它，或换一个位置。")
        target = target.resolve()
        fresh = target.with_name(target.name + ".restoring")
        if target.exists() and source.exists() and source.samefile(target):
            raise Refused("备份和要恢复的文件是同一个文件，没有恢复。请选择另一个备份。")
        if target.is_dir():
            raise Refused(f"“{target.name}”是一个文件夹，没有恢复。请写明要恢复成的文件名。")
        lock = FileLock(target)
        try:
            fresh.unlink(missing_ok=True)
            connection.open_file(
                source,
                password=password,
                recovery_key=recovery_key,
                readonly=True,
                only_to_copy=True,
            )
            connection.verified_copy(fresh)
            connection.close()
            lock.acquire()
            if target.exists():
                aside = _set_aside(target)
            # Else SQLite would take back a write that a crash cut off, in the wrong file.
            journal_of(target).unlink(missing_ok=True)
            fresh.replace(target)
        finally:
            connection.close()
            lock.release()
            fresh.unlink(missing_ok=True)
    return aside


def _set_aside(target: Path) -> Path:
    """Copy a data file under a free name, with the journal of a write that a crash cut off."""
    aside = _free_name(target)
    try:
        if journal_of(target).exists():
            shutil.copy2(journal_of(target), journal_of(aside))
        shutil.copy2(target, aside)
    except OSError:
        aside.unlink(missing_ok=True)
        journal_of(aside).unlink(missing_ok=True)
        raise
    return aside


def _free_name(path: Path) -> Path:
    count = 1
    while (aside := path.with_name(f"{path.stem}.恢复前-{count}{SUFFIX}")).exists():
        count += 1
    return aside
