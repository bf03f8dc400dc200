"""Copies that prove themselves: made by SQLite, opened, checked and counted before they count."""

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

from db import connection
from db.connection import SUFFIX, translated
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


def restore(source: Path, target: Path) -> Path | None:
    """Put a proven copy of a backup in the place of a data file.

    The present file is first set aside under a name of its own, which is returned (None when
    there was none). Raises ``Foreign``, ``Newer``, ``Damaged``, ``Locked`` or ``Refused``; the
    present file is then as it was. No file is open afterwards.
    """
    if target.exists() and source.exists() and source.samefile(target):
        raise Refused("备份和要恢复的文件是同一个文件，没有恢复。请选择另一个备份。")
    fresh = target.with_name(target.name + ".restoring")
    aside = None
    with translated(target):
        fresh.unlink(missing_ok=True)
        try:
            connection.open_file(source, readonly=True)
            connection.verified_copy(fresh)
            connection.close()
            if target.exists():
                FileLock(target).refuse_if_held()
                aside = _free_name(target)
                shutil.copy2(target, aside)
            fresh.replace(target)
        finally:
            connection.close()
            fresh.unlink(missing_ok=True)
    return aside


def _free_name(path: Path) -> Path:
    count = 1
    while (aside := path.with_name(f"{path.stem}.恢复前-{count}{SUFFIX}")).exists():
        count += 1
    return aside
