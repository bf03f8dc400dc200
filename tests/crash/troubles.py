"""What happens to disks: full, only to be read, pulled out, used by another program.

A trouble is a context manager over a place (a folder with the data file in it); when it ends,
all is well again, as after the person has cleaned up or plugged the stick back in.
"""

import contextlib
import os
import resource
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

SIZE = 12  # MB of the small disk
_NOBODY = 65534


@contextlib.contextmanager
def small_disk() -> Iterator[Path]:
    """A disk of some megabytes where mounting is allowed, else a folder.

    It lies where also one without rights may come: the folders of pytest are private.
    """
    with tempfile.TemporaryDirectory(prefix="zhibu-disk-") as parent:
        Path(parent).chmod(0o755)
        place = Path(parent) / "stick"
        place.mkdir()
        mounted = _run("mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", str(place))
        try:
            yield place
        finally:
            if mounted:
                _run("umount", "-l", str(place))


def _run(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@contextlib.contextmanager
def full(place: Path) -> Iterator[None]:
    """No byte is free; where there is no disk of our own, no file may grow."""
    if not os.path.ismount(place):
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        return
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as stream, contextlib.suppress(OSError):
        while True:
            stream.write(bytes(4096))
    try:
        yield
    finally:
        ballast.unlink()


@contextlib.contextmanager
def readonly(place: Path) -> Iterator[None]:
    """Nothing in the folder may be written or made."""
    known = {path: path.stat().st_mode for path in (*place.iterdir(), place)}
    for path, mode in known.items():
        path.chmod(mode & ~0o222 | 0o444)
    with _as_nobody():
        yield
    for path, mode in known.items():
        path.chmod(mode)


@contextlib.contextmanager
def _as_nobody() -> Iterator[None]:
    """Whoever runs the tests may be one for whom no permission counts."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextlib.contextmanager
def vanished(place: Path) -> Iterator[None]:
    """The stick is pulled out, and later plugged in again."""
    away = place.with_name(f"{place.name} away")
    if os.path.ismount(place):
        away.mkdir(exist_ok=True)
        assert _run("mount", "--move", str(place), str(away)), "not moved"
        place.rmdir()
        try:
            yield
        finally:
            place.mkdir()
            assert _run("mount", "--move", str(away), str(place)), "not moved back"
        return
    place.rename(away)
    try:
        yield
    finally:
        away.rename(place)


@contextlib.contextmanager
def locked(place: Path) -> Iterator[None]:
    """Another program writes into the data file and takes its time."""
    other = sqlite3.connect(place / "支部.zhibu", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


Trouble = Callable[[Path], contextlib.AbstractContextManager[None]]

TROUBLES: dict[str, Trouble] = {
    "full": full,
    "readonly": readonly,
    "vanished": vanished,
    "locked": locked,
}
