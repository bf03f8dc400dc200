"""The lock file beside an open data file: who has it open, where and since when.

The operating system holds the lock, so one left behind by a crash frees itself; the text in the
file is only for the person who meets it.
"""

import contextlib
import datetime as dt
import getpass
import os
import platform
import sys
from pathlib import Path
from typing import IO

from db.errors import Locked

_LOCKED_BYTE = 4096  # beyond the text, so that Windows lets others read who holds the lock

if sys.platform == "win32":
    import msvcrt

    def _hold(stream: IO[bytes]) -> None:
        stream.seek(_LOCKED_BYTE)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(stream: IO[bytes]) -> None:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


class FileLock:
    """The lock of one data file; ``acquire`` raises ``Locked`` when another program has it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock_path = path.with_name(path.name + ".lock")
        self._stream: IO[bytes] | None = None
        self.was_left_behind = False

    def acquire(self) -> None:
        """Take the lock and write down who holds it."""
        self.was_left_behind = self._lock_path.exists()
        stream = self._open()
        try:
            _hold(stream)
            if not self._is(stream):
                raise OSError("the holder has just left")
        except OSError as error:
            stream.seek(0)
            holder = stream.read(_LOCKED_BYTE).decode(errors="replace").strip() or "另一个窗口"
            stream.close()
            raise Locked(
                f"“{self._path.name}”正在使用中（{holder}）。请先在那边关闭，或以只读方式打开。",
                holder,
            ) from error
        self._stream = stream
        with contextlib.suppress(
            OSError
        ):  # a full disk has no room for the name, but the lock holds
            stream.seek(0)
            stream.truncate()
            stream.write(_signature().encode())
            stream.flush()

    def _open(self) -> IO[bytes]:
        """Open the lock file, never what a link of its name points to."""
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        return os.fdopen(os.open(self._lock_path, flags, 0o644), "r+b", buffering=0)

    def _is(self, stream: IO[bytes]) -> bool:
        """Whether the open file is still the one of that name; its last holder removed it."""
        try:
            return os.path.samestat(os.fstat(stream.fileno()), self._lock_path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Give the lock up and remove its file."""
        if self._stream is None:
            return
        if sys.platform == "win32":
            self._stream.close()
            self._lock_path.unlink(missing_ok=True)
        else:  # removed while still held, so that nobody can take a lock on a vanished file
            self._lock_path.unlink(missing_ok=True)
            self._stream.close()
        self._stream = None


def _signature() -> str:
    now = dt.datetime.now().astimezone()
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "未知用户"
    return f"{platform.node()} 上的 {user}，{now.year}年{now.month}月{now.day}日 {now:%H:%M} 打开"
