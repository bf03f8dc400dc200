"""Every moment at which a piece of work may be cut off: before each statement, before each step
on a file. A forked child counts them, and kills itself at the one that is asked for."""

import os
import signal
import sqlite3
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.crash.judge import in_child

_FILE_EVENTS = ("os.rename", "os.remove", "os.mkdir", "shutil.copyfile", "os.truncate")


class Clock:
    """Counts moments; at ``last`` the process is killed."""

    def __init__(self, last: int | None) -> None:
        self.now, self._last = 0, last
        self._connect = sqlite3.connect
        sqlite3.connect = self._connected
        sys.addaudithook(self._heard)

    def _connected(self, *place: Any, **options: Any) -> sqlite3.Connection:
        made = self._connect(*place, **options)
        made.set_trace_callback(self._tick)
        return made

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _FILE_EVENTS or (event == "open" and _writes(arguments)):
            self._tick()

    def _tick(self, _statement: str = "") -> None:
        self.now += 1
        if self.now == self._last:
            os.kill(os.getpid(), signal.SIGKILL)


def _writes(arguments: tuple[Any, ...]) -> bool:
    _path, mode, flags = arguments
    if mode is not None:
        return any(letter in mode for letter in "wax+")
    return bool(flags & (os.O_WRONLY | os.O_RDWR))


def count(work: Callable[[], object]) -> int:
    """Return the number of moments that a piece of work has; it is done in a child."""
    reading, writing = os.pipe()

    def counted() -> None:
        clock = Clock(None)
        work()
        os.write(writing, struct.pack("i", clock.now))

    child = in_child(counted)
    os.close(writing)
    with os.fdopen(reading, "rb") as said:
        answer = said.read()
    _pid, status = os.waitpid(child, 0)
    assert status == 0, "the work fails without a kill"
    return int(struct.unpack("i", answer)[0])


def kill_at(moment: int, work: Callable[[], object]) -> None:
    """Do a piece of work in a child that is killed at that moment."""

    def cut_off() -> None:
        Clock(moment)
        work()

    _pid, status = os.waitpid(in_child(cut_off), 0)
    assert os.WIFSIGNALED(status), f"the work has no moment {moment}"


def some(moments: int, most: int) -> Iterator[int]:
    """Yield moments from the first to the last, evenly spread when there are too many."""
    tried = min(moments, most)
    yield from sorted({1 + number * (moments - 1) // max(1, tried - 1) for number in range(tried)})


def leave_hot_journal(path: Path, before: bytes) -> None:
    """Lay the journal beside a file that takes its first page back to what it was before.

    It is what a commit leaves that was cut off after the database was written and before the
    journal was removed (https://www.sqlite.org/fileformat.html, section 3).
    """
    size = int.from_bytes(before[16:18], "big")
    page, nonce = before[:size], 20261124
    check = (nonce + sum(page[at] for at in range(size - 200, 0, -200))) & 0xFFFFFFFF
    head = bytes.fromhex("d9d505f920a163d7")
    head += struct.pack(">iIIII", 1, nonce, len(before) // size, 512, size)
    record = struct.pack(">I", 1) + page + struct.pack(">I", check)
    path.with_name(f"{path.name}-journal").write_bytes(head.ljust(512, b"\0") + record)
