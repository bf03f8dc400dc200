"""The password of a data file: set, changed and removed without ever risking the file.

The encrypted file is all there is, no other file belongs to the password. Its key comes from the
password (``db.cipher``) and is at the same time the recovery key, which therefore changes with the
password. Whoever has neither cannot open the file, and nobody can help.
"""

import contextlib
import glob
import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from db import cipher, connection
from db import recovery_key as recovery
from db.backup import existing, folder_of
from db.cipher import Key
from db.connection import SUFFIX, converting, discard, journal_of, translated
from db.errors import Refused, WrongPassword

SHORTEST = 6
"""The fewest characters of a password."""

_LONGEST = 200
_CHUNK = bytes(1 << 20)

_BESIDE = (" ????-??-?? ??????", " 备份 ????-??-??", ".升级前-v*", ".恢复前-*")
_HALF_MADE = (f"{SUFFIX}.partial", f"{SUFFIX}.converting")

Progress = Callable[[int, int], None]
"""Told how many of how many copies have been converted; it must not raise."""

parse_recovery_key = recovery.parse


@dataclass(frozen=True)
class Outcome:
    """What came of a change: the recovery key that now holds ("" for a file without a password).

    ``unconverted`` are the copies beside the file that are still as they were: without a password
    or under an earlier one, because they are damaged, in use or under a password of their own. The
    folder of the backups stands for all of them when it cannot be read.
    """

    recovery_key: str
    unconverted: list[Path]


def password_problem(text: str) -> str:
    """Return in a sentence why a text cannot be a password, "" when it can."""
    if not text:
        return "密码不能为空，请输入密码。"
    if text != text.strip():
        return "密码的开头和结尾不能有空格，请去掉空格。"
    if any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in text):
        return "密码中有看不见的控制字符，请重新输入。"
    if len(unicodedata.normalize("NFC", text)) < SHORTEST:
        return f"密码至少要有{SHORTEST}个字符，请加长。"
    if len(text) > _LONGEST:
        return f"密码最多{_LONGEST}个字符，请缩短。"
    return ""


def is_right(secret: str) -> bool:
    """Whether that is the password or the recovery key of the open file; takes about 0.15 s."""
    key = connection.current_key()
    if key is None:
        return False
    if recovery.looks_like_one(secret):
        return recovery.parse(secret) == key.raw
    return key.fits(secret)


def recovery_key() -> str:
    """Return the recovery key of the open file; raises ``Refused`` when it has no password."""
    key = connection.current_key()
    if key is None:
        raise Refused("数据文件没有密码，也就没有恢复密钥。请先设置密码。")
    return recovery.text(key.raw)


def set_password(new: str, progress: Progress | None = None, also: Iterable[Path] = ()) -> Outcome:
    """Encrypt the open file, and then its backups beside it, under a password.

    ``also`` are more copies that should follow, from a second place of backups for instance.

    No other thread may be in the file. At any moment the old file or the new one lies in its
    place, whole, and nothing is left beside it without a password except copies that could not be
    converted. The bytes of the old file are overwritten as far as the system lets us (not on
    Windows); a disk of flash memory may keep blocks of it all the same, which only an encrypted
    disk prevents. Raises ``Refused``; the file is then open as it was.
    """
    if connection.is_protected():
        raise Refused("数据文件已经有密码，要换一个请用“修改密码”。")
    _refuse_bad(new)
    return _convert(cipher.derive(new), progress, also)


def change_password(
    old: str, new: str, progress: Progress | None = None, also: Iterable[Path] = ()
) -> Outcome:
    """Put the open file and its backups under another password, see ``set_password``.

    ``old`` is the password or the recovery key. The recovery key that was printed before is then
    of no more use. Raises ``WrongPassword`` or ``Refused``; the file is then open as it was.
    """
    _prove(old)
    _refuse_bad(new)
    if is_right(new):
        raise Refused("新密码和原来的密码一样，没有修改。请另想一个。")
    return _convert(cipher.derive(new), progress, also)


def remove_password(
    old: str, progress: Progress | None = None, also: Iterable[Path] = ()
) -> Outcome:
    """Decrypt the open file and its backups; ``old`` is the password or the recovery key.

    Raises ``WrongPassword`` or ``Refused``; the file is then open as it was.
    """
    _prove(old)
    return _convert(None, progress, also)


def exposed_copies() -> list[Path]:
    """Return the copies beside the open protected file that anybody can read, newest last.

    A crash while the password was being set leaves such ones; ``protect_copies`` converts them.
    """
    path = connection.current_path()
    if path is None or not connection.is_protected():
        return []
    with translated(path):
        return [each for each in copies_of(path) if cipher.is_plain(each)]


def protect_copies(progress: Progress | None = None) -> list[Path]:
    """Put the exposed copies under the password of the file, and remove copies half made.

    Returns those that still are exposed.
    """
    path, key = connection.current_path(), connection.current_key()
    if path is None or key is None:
        return []
    with translated(path):
        _drop_leftovers(path)
    return _convert_each(exposed_copies(), (None,), key, progress)


def copies_of(path: Path) -> list[Path]:
    """Return the copies of a data file that the program made beside it, oldest backup first.

    Automatic backups, other backups under the name that was proposed for them, what was kept
    before an upgrade and before a restore.
    """
    return [each.path for each in reversed(existing(path))] + _beside(path, SUFFIX)


def _beside(path: Path, suffix: str) -> list[Path]:
    """Return the files of that suffix beside a data file that bear the name of a copy of it."""
    patterns = (f"{glob.escape(path.stem)}{name}{suffix}" for name in _BESIDE)
    found = (each for pattern in patterns for each in sorted(path.parent.glob(pattern)))
    return [each for each in found if each.is_file()]


def _prove(old: str) -> None:
    if not connection.is_protected():
        raise Refused("数据文件没有密码，请用“设置密码”。")
    if not is_right(old):
        raise WrongPassword("原来的密码不对，没有改动。请核对大小写和输入法后再输一次。")


def _refuse_bad(new: str) -> None:
    if problem := password_problem(new):
        raise Refused(problem)


def _convert(new: Key | None, progress: Progress | None, also: Iterable[Path]) -> Outcome:
    path = connection.current_path()
    if path is None:
        raise Refused("没有打开数据文件，不能设置密码。")
    if connection.is_readonly():
        raise Refused("数据文件是以只读方式打开的，不能设置、修改或取消密码。")
    old, fresh = connection.current_key(), converting(path)
    with translated(path):
        try:
            with connection.transaction():  # nobody writes while it is copied
                _converted(path, old, fresh, new)
                before = _stamp(path)
            if _stamp(path) != before:
                raise Refused("设置密码时数据文件有了变化，密码没有改动，请再试一次。")
            with _overwritten(path, unless=new is None or old is not None):
                connection.exchange(fresh, new)
        finally:
            discard(fresh)
    # From here on the new password holds: nothing may keep the person from the recovery key.
    left = []
    try:
        _drop_leftovers(path)
        copies = [*copies_of(path), *also]
    except OSError:
        copies, left = [*also], [folder_of(path)]
    left += _convert_each(copies, (old, None), new, progress)
    return Outcome(recovery.text(new.raw) if new else "", left)


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _drop_leftovers(path: Path) -> None:
    """Remove what crashes left of copies half made: it may be without a password."""
    discard(path.with_name(f"{path.name}.restoring"))
    for suffix in _HALF_MADE:
        for half in [*folder_of(path).glob(f"*{suffix}"), *_beside(path, suffix)]:
            discard(half)


def _convert_each(
    copies: list[Path],
    olds: tuple[Key | None, ...],
    new: Key | None,
    progress: Progress | None,
) -> list[Path]:
    """Convert copies, each for itself; returns those that could not be."""
    left = []
    for done, copy in enumerate(copies, 1):
        try:
            with translated(copy):
                _convert_copy(copy, olds, new)
        except Refused:
            left.append(copy)
        if progress is not None:
            progress(done, len(copies))
    return left


def _convert_copy(copy: Path, olds: tuple[Key | None, ...], new: Key | None) -> None:
    plain = cipher.is_plain(copy)
    if plain and new is None:
        return
    salt = None if plain else cipher.salt_of(copy)
    old = next((key for key in olds if (key.salt if key else None) == salt), new)
    if old is not None and new is not None and old.salt == new.salt == salt:
        return  # a second attempt after a crash
    if (old.salt if old else None) != salt:
        raise Refused(f"“{copy.name}”有它自己的密码，没有转换。")
    fresh, made = converting(copy), copy.stat()
    try:
        _converted(copy, old, fresh, new)
        os.utime(fresh, ns=(made.st_atime_ns, made.st_mtime_ns))
        with _overwritten(copy, unless=not plain):
            fresh.replace(copy)
        journal_of(copy).unlink(missing_ok=True)
    finally:
        discard(fresh)


def _converted(source: Path, old: Key | None, target: Path, new: Key | None) -> None:
    """Write a copy of a file under another key and prove it; the journal is under that key too.

    A write that a crash cut off is first taken back in the source, as with every opening.
    """
    discard(target)
    uri = f"{source.resolve().as_uri()}?mode=rw"
    with contextlib.closing(cipher.connect(uri, old, uri=True)) as reading:
        marks = {
            name: reading.execute(f"PRAGMA main.{name}").fetchone()[0]
            for name in ("user_version", "application_id")
        }
        rows = connection.counts(reading)
        reading.execute(
            "ATTACH DATABASE ? AS converted KEY ?", (str(target), new.literal if new else "")
        )
        reading.execute("BEGIN")  # else each table is made durable by itself, which takes long
        reading.execute("SELECT sqlcipher_export('converted')")
        for name, value in marks.items():
            reading.execute(f"PRAGMA converted.{name} = {value}")
        reading.execute("COMMIT")
        reading.execute("DETACH DATABASE converted")
    with contextlib.closing(connection.raw_connection(target, new)) as copy:
        same = all(copy.execute(f"PRAGMA {n}").fetchone()[0] == v for n, v in marks.items())
        whole = connection.is_whole(copy, new) and connection.counts(copy) == rows
    if not (same and whole) or cipher.is_plain(target) != (new is None):
        raise Refused(f"“{source.name}”转换后没有通过核对，密码没有改动。请检查磁盘后重试。")
    with target.open("r+b") as stream:
        os.fsync(stream.fileno())


@contextlib.contextmanager
def _overwritten(path: Path, *, unless: bool) -> Iterator[None]:
    """Overwrite the bytes that a file has now, once another has taken its place.

    Best effort: another name of the same file keeps it as it is, and Windows does not let a file
    be replaced that is open.
    """
    if unless or os.name != "posix":
        yield
        return
    with path.open("r+b", buffering=0) as old:
        yield
        status = os.fstat(old.fileno())
        if status.st_nlink:
            return
        with contextlib.suppress(OSError):
            for _ in range(0, status.st_size, len(_CHUNK)):
                old.write(_CHUNK)
            os.fsync(old.fileno())


__all__ = [
    "SHORTEST",
    "Outcome",
    "Progress",
    "change_password",
    "copies_of",
    "exposed_copies",
    "is_right",
    "parse_recovery_key",
    "password_problem",
    "protect_copies",
    "recovery_key",
    "remove_password",
    "set_password",
]
