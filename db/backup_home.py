"""Whose a folder of backups is, and up to which step a copy goes.

Two data files of one name may keep their backups on one stick. A file is known by the uid of its
first step, which every copy of it holds too and which never changes, so that a file that may only
be read has one as well.
"""

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from db import cipher, connection
from db.connection import SUFFIX, translated
from db.errors import Refused

OWNER = "这是哪个文件的备份.txt"
"""The file in a folder of backups in a second place whose first line is the uid of their file."""

Told = TypeVar("Told")

Top = tuple[int, str]
"""The number and the uid of the newest step of a file."""


def find(place: Path, stem: str, identity: str | None) -> Path:
    """Return the folder of a file in a second place: its own, else the first that is nobody's.

    ``identity`` None stands for a file that cannot be read: the first folder of its name.
    """
    first = folder = place / f"{stem} 的备份"
    if identity is None:
        return first
    count, free = 1, None
    while folder.is_dir():
        if _is_nobodys(folder, stem):
            free = free or folder
        elif _owner(folder, stem) == identity:
            return folder
        count += 1
        folder = place / f"{stem} 的备份（{count}）"
    return free or folder


def claim(folder: Path, identity: str) -> None:
    """Write into a folder whose backups it holds; where that fails the backups tell it."""
    if identity and not (folder / OWNER).exists():
        with contextlib.suppress(OSError):
            (folder / OWNER).write_text(
                f"{identity}\n请不要删除：程序凭它认出这个文件夹里是哪个数据文件的备份。\n",
                encoding="utf-8",
            )


def identity_of_open() -> str:
    """Return by what the open file is known, "" while nothing was ever saved in it."""
    return _first(connection.database.connection())


def identity_of(copy: Path) -> str | None:
    """Return by what the file of a copy is known, None when the copy cannot be read."""
    return _read(copy, _first)


def top_of_open() -> Top:
    """Return the newest step of the open file, (0, "") for none."""
    return _top(connection.database.connection())


def top_of(copy: Path) -> Top | None:
    """Return the newest step of a copy, None when it cannot be read."""
    return _read(copy, _top)


def is_step(number: int, uid: str) -> bool:
    """Whether the open file has that step: the copy that ends with it is of an earlier state."""
    sql = "SELECT 1 FROM step WHERE number = ? AND uid = ?"
    return connection.database.execute_sql(sql, (number, uid)).fetchone() is not None


def _owner(folder: Path, stem: str) -> str | None:
    try:
        said = (folder / OWNER).read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError):
        said = ""
    return said or next((identity_of(each) for each in reversed(_backups(folder, stem))), None)


def _is_nobodys(folder: Path, stem: str) -> bool:
    return not (folder / OWNER).exists() and not _backups(folder, stem)


def _backups(folder: Path, stem: str) -> list[Path]:
    return sorted(each for each in folder.glob(f"*{SUFFIX}") if each.name.startswith(f"{stem} "))


def _read(copy: Path, what: Callable[[sqlite3.Connection], Told]) -> Told | None:
    """Ask a copy something; None for one that is damaged, gone or under another password."""
    try:
        with translated(copy):
            if not copy.is_file():
                return None
            protected = connection.looks_protected(copy)
            key = connection.current_key() if protected else None
            if protected and (key is None or key.salt != cipher.salt_of(copy)):
                return None
            with contextlib.closing(connection.raw_connection(copy, key)) as there:
                there.execute("PRAGMA query_only=1")
                return what(there)
    except Refused:
        return None


def _first(there: sqlite3.Connection) -> str:
    row = there.execute("SELECT uid FROM step ORDER BY number LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def _top(there: sqlite3.Connection) -> Top:
    row = there.execute("SELECT number, uid FROM step ORDER BY number DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")
