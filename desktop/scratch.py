"""The folder of this run for copies that are only looked at or on their way to the printer.

It lies among the temporary files of the system, readable by its owner alone, and is emptied when a
data file is closed or locked. What a crash left is removed at the next start.
"""

import contextlib
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QLockFile

_BEGINNING, _LOCK = "zhibu-run-", "lock"


class _State:
    folder: Path | None = None
    lock: QLockFile | None = None


def folder() -> Path:
    """Make a new empty folder that lasts until the data file is closed."""
    if _State.folder is None or not _State.folder.is_dir():
        _State.folder = Path(tempfile.mkdtemp(prefix=_BEGINNING))
        _State.lock = QLockFile(str(_State.folder / _LOCK))
        _State.lock.tryLock(0)
    return Path(tempfile.mkdtemp(dir=_State.folder))


def clear() -> None:
    """Remove all of it; what another program holds open stays until the next time."""
    if _State.folder is None:
        return
    for each in _State.folder.iterdir():
        if each.is_dir():
            shutil.rmtree(each, ignore_errors=True)
    if all(each.name == _LOCK for each in _State.folder.iterdir()):
        if _State.lock is not None:
            _State.lock.unlock()
        shutil.rmtree(_State.folder, ignore_errors=True)
        _State.folder = _State.lock = None


def sweep() -> None:
    """Remove what runs left that ended without being able to."""
    for left in Path(tempfile.gettempdir()).glob(f"{_BEGINNING}*"):
        if left == _State.folder:
            continue
        with contextlib.suppress(OSError):
            lock = QLockFile(str(left / _LOCK))
            lock.setStaleLockTime(0)
            if lock.tryLock(0):
                lock.unlock()
                shutil.rmtree(left, ignore_errors=True)
