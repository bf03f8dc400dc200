"""Copies that prove themselves: made by SQLite, opened, checked and counted before they count.

Automatic backups lie in a folder beside the data file, and in a second place if there is one. They
are thinned by ``db.rotation``, but never after a check has failed: then everything stays until a
check has passed again, so that the last good copy is not lost to rotation.
"""

import contextlib
import datetime as dt
import hashlib
import re
import shutil
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from db import backup_home, connection, rotation
from db.connection import SUFFIX, journal_of, translated
from db.errors import Damaged, Refused, Unproven
from db.lock import FileLock

WARNING = "核对没有通过，旧备份都留着.txt"
"""The file in a folder of backups that says that a check has failed; while it is there, no backup
in the folder is deleted."""

_NAME = re.compile(r" (\d{4}-\d\d-\d\d \d{6})(?: (\w+))?$")
_LOOKED_AT = 3  # how many of the last backups are asked which step they hold
_ASIDE = re.compile(r"\.(升级前-v\d+|恢复前-\d+)$")


class Occasion(StrEnum):
    """Why a backup was made; the value stands in its name."""

    CLOSING = "关闭时"
    DAILY = "每日"
    IMPORT = "导入前"
    MERGE = "合并前"
    CLEANING = "清理前"
    HAND = "手动"


@dataclass(frozen=True)
class Backup:
    """A verified copy: where it lies, when it was made (local time) and why ("" for unknown).

    ``problems`` says what was wrong with the data file itself when the copy was made.
    """

    path: Path
    made_at: dt.datetime
    occasion: str = ""
    problems: tuple[str, ...] = ()


def backup(target: Path) -> None:
    """Write a verified copy of the open file; an earlier file of that name is replaced.

    Raises ``Refused``; the earlier file is then still there.
    """
    if connection.current_path() is None:
        raise Refused("没有打开数据文件，不能备份。")
    if not target.parent.is_dir():
        raise Refused(f"没有“{target.parent}”这个文件夹，备份没有写入。请换一个位置。")
    connection.verified_copy(target)


def folder_of(path: Path, place: Path | None = None) -> Path:
    """Return the folder of the automatic backups of a data file: beside it, or in another place.

    In another place it is a folder that no other file of the same name uses. A file that is not
    open is known by its backups beside it.
    """
    if place is None:
        return path.parent / f"{path.stem} 的备份"
    return backup_home.find(place, path.stem, _identity(path))


def _identity(path: Path) -> str | None:
    if path == connection.current_path():
        return backup_home.identity_of_open()
    told = (backup_home.identity_of(each.path) for each in existing(path))
    return next((identity for identity in told if identity is not None), None)


def automatic(
    now: dt.datetime,
    occasion: Occasion = Occasion.CLOSING,
    *,
    place: Path | None = None,
    thinning: bool = True,
) -> Backup:
    """Back the open file up, beside itself or in another place, and thin the backups there.

    ``thinning`` False leaves all of them: one of them is about to be gone back to.

    The copy counts only when its rows are those of the file, and all attached files are as they
    were registered; if one is not, the copy stays and nothing is thinned. Raises ``Refused``.
    """
    path = connection.current_path()
    if path is None:
        raise Refused("没有打开数据文件，不能备份。")
    folder = folder_of(path, place)
    try:
        with translated(folder):
            folder.mkdir(exist_ok=True)
        with translated(folder):
            if place is not None:
                backup_home.claim(folder, backup_home.identity_of_open())
            for half in folder.glob(f"*{SUFFIX}.partial"):  # left by a crash
                connection.discard(half)
        target = folder / f"{path.stem} {now:%Y-%m-%d %H%M%S} {occasion}{SUFFIX}"
        backup(target)
        problems = _altered_files(target)
    except (Damaged, Unproven) as refusal:  # a full or missing disk is no failed check
        warn(folder, str(refusal))
        raise
    if problems:
        warn(folder, "；".join(problems))
    elif _check_failed():
        warn(folder, "数据体检没有通过")
    else:
        clear_warning(folder)
        if thinning:
            _thin(path, folder, now)
    return Backup(target, now, occasion, tuple(problems))


def _check_failed() -> bool:
    """Whether the last data check found something wrong in the file (see ``db.health``)."""
    sql = "SELECT json_extract(value, '$.passed') FROM file_mark WHERE name = ?"
    row = connection.database.execute_sql(sql, (connection.CHECKED,)).fetchone()
    return row is not None and not row[0]


def is_kept_up(path: Path) -> bool:
    """Whether an automatic backup beside the open file already holds every step of it."""
    top = backup_home.top_of_open()
    return any(backup_home.top_of(each.path) == top for each in _latest(path))


def before(occasion: Occasion, now: dt.datetime) -> Backup | None:
    """Back the open file up before many records are changed; None when nothing changed since.

    Raises ``Refused``: what was to be done must then not be done.
    """
    path = connection.current_path()
    if path is None or is_kept_up(path):
        return None
    return automatic(now, occasion)


def warn(folder: Path, what: str) -> None:
    """Keep every backup in a folder from now on, because a check has failed."""
    with contextlib.suppress(OSError):
        if folder.is_dir():
            (folder / WARNING).write_text(
                f"{what}\n在下一次核对通过以前，这个文件夹里的备份一份也不会自动清理。\n",
                encoding="utf-8",
            )


def clear_warning(folder: Path) -> None:
    """Let backups be thinned again: a check has passed."""
    with contextlib.suppress(OSError):
        (folder / WARNING).unlink(missing_ok=True)


def warning_in(folder: Path) -> str:
    """Return what check had failed when the backups in a folder were last thinned, "" for none."""
    try:
        return (folder / WARNING).read_text(encoding="utf-8").partition("\n")[0]
    except OSError:
        return ""


def existing(path: Path, place: Path | None = None) -> list[Backup]:
    """Return the automatic backups of a data file in a place, newest first."""
    found: list[Backup] = []
    with contextlib.suppress(OSError):  # a stick that was pulled out
        found = _in_folder(path, folder_of(path, place))
    return sorted(found, key=lambda each: each.made_at, reverse=True)


def _in_folder(path: Path, folder: Path) -> list[Backup]:
    named = (each for each in folder.glob(f"*{SUFFIX}") if each.name.startswith(f"{path.stem} "))
    return [made for made in map(_told_by_name, named) if made is not None]


def _latest(path: Path) -> list[Backup]:
    """Return the backups beside a file that may be the last one, by name and by the disk.

    Neither clock is sure: the one by which they are named may have stood wrong for a time.
    """
    found = existing(path)
    by_disk = sorted(found, key=lambda each: _written_at(each.path), reverse=True)
    return list(dict.fromkeys([*found[:_LOOKED_AT], *by_disk[:_LOOKED_AT]]))


def _written_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # gone in the meantime
        return 0.0


def copies(path: Path, place: Path | None = None) -> list[Backup]:
    """Return every copy of a data file that can be gone back to, newest first.

    Automatic ones beside it and in the second place, and what was set aside before an upgrade and
    before a restore.
    """
    found = [*existing(path), *(existing(path, place) if place else [])]
    with contextlib.suppress(OSError):
        for each in path.parent.glob(f"*{SUFFIX}"):
            aside = _ASIDE.search(each.stem)
            if aside and each.stem == f"{path.stem}.{aside[1]}":
                made = dt.datetime.fromtimestamp(each.stat().st_mtime)  # noqa: DTZ006 - local time
                found.append(Backup(each, made.replace(microsecond=0), aside[1].partition("-")[0]))
    return sorted(found, key=lambda each: each.made_at, reverse=True)


def _told_by_name(file: Path) -> Backup | None:
    named = _NAME.search(file.stem)
    if named is None:
        return None
    try:
        made = dt.datetime.strptime(named[1], "%Y-%m-%d %H%M%S")  # noqa: DTZ007 - local time
    except ValueError:
        return None
    return Backup(file, made, named[2] or "")


def _altered_files(copy: Path) -> list[str]:
    """Return a sentence for every attached file in a copy that is not as it was registered."""
    found = []
    with (
        translated(copy),
        contextlib.closing(connection.raw_connection(copy, connection.current_key())) as there,
    ):
        for (digest,) in there.execute("SELECT sha256 FROM blob ORDER BY sha256").fetchall():
            sql = "SELECT data FROM blob WHERE sha256 = ?"
            data = there.execute(sql, (digest,)).fetchone()[0]
            if hashlib.sha256(data).hexdigest() != digest:
                found.append(f"附件{digest[:8]}的内容与登记不符")
    return found


def _thin(path: Path, folder: Path, now: dt.datetime) -> None:
    """Delete what the rotation does not need of this file; what cannot be deleted stays."""
    made = _in_folder(path, folder)
    gone = rotation.expendable((each.made_at for each in made), now)
    for each in made:
        if each.made_at in gone:
            with contextlib.suppress(OSError):
                each.path.unlink()


def steps_kept() -> int:
    """Return the number of the newest step of the open file if a backup holds it, else less.

    The backups themselves are asked, not the clock. 0 when none of the last ones is a backup of
    this state or one before it.
    """
    path = connection.current_path()
    if path is None:
        return 0
    tops = (backup_home.top_of(each.path) for each in _latest(path))
    return max((top[0] for top in tops if top and backup_home.is_step(*top)), default=0)


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


def copy_closed(source: Path, target: Path) -> None:
    """Put a proven copy of a data file that is not open in a free place.

    One under a password is copied byte for byte, so that nobody has to be asked for it. Raises
    ``Locked``, ``Refused`` and what ``restore`` raises; nothing is left at ``target`` then.
    """
    if not connection.looks_protected(source):
        restore(source, target)
        return
    fresh = target.with_name(target.name + ".restoring")
    lock = FileLock(source)
    with translated(target):
        try:
            lock.acquire()
            if journal_of(source).exists():
                raise Refused(
                    f"“{source.name}”上次没有保存完，没有复制。请先在原处打开一次，关闭后再复制。"
                )
            shutil.copyfile(source, fresh)
            if _digest(fresh) != _digest(source):
                raise Unproven(f"“{source.name}”的副本与它不一样，已丢弃。请检查磁盘后重试。")
            fresh.replace(target)
        finally:
            lock.release()
            fresh.unlink(missing_ok=True)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


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
