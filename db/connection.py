"""A data file: one SQLite database that is recognised, locked, upgraded and checked.

The peewee object is ``database``; it is opened on one file at a time and gives each thread its
own connection. The journal is a rollback journal, so that at rest the file is whole by itself
and may be copied by hand.

A file under a password is encrypted as a whole, its journal too (``db.cipher``); whatever is
copied from it here stays under the same key. The key is in memory only while the file is open.
"""

import contextlib
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import peewee as pw

from db import cipher
from db import recovery_key as recovery
from db.cipher import Database, Key
from db.errors import Damaged, Foreign, Newer, Protected, Refused, Unproven, WrongPassword
from db.lock import FileLock
from db.refusal import refusal

APPLICATION_ID = 0x5A48_4942  # “ZHIB” in the header of the file
SUFFIX = ".zhibu"
PACKAGE, SEALED = "package", "sealed"  # marks of a file that is only opened for reading
CHECKED = "checked"  # the mark that says when the data check ran and whether it passed
# What the schema of a file brings along may not call what only the program may.
# Of the whole program: a broken search index would else ask for more memory than there is.
GUARDS = (
    ("foreign_keys", 1),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("hard_heap_limit", 400_000_000),
)
_PRAGMAS = (*GUARDS, ("journal_mode", "DELETE"), ("synchronous", "FULL"))

# Seconds for which a write waits for another program; the window stands still meanwhile.
_PATIENCE = 2

# A file beyond this size is checked whole only after an unclean end and with every backup.
_CHECKED_AT_OPENING = 64 * 1024 * 1024

_database = Database(None)
database: pw.SqliteDatabase = _database
_lock: FileLock | None = None
_path: Path | None = None


def create(path: Path, fill: Callable[[], object] | None = None, *, password: str = "") -> None:
    """Make a data file, encrypted when there is a password, put into it what ``fill`` saves, and
    open it.

    It grows under a name of its own and gets the real one when it is whole, so that whatever
    happens in between leaves nothing half under that name. Raises ``Refused`` when the file
    exists or cannot be written, and what ``fill`` raises.
    """
    from db.migrations import upgrade

    with translated(path):
        there = path.exists() or path.is_symlink()
    if there:
        raise Refused(f"“{path.name}”已经存在，没有覆盖。请换一个文件名，或先把原文件移走。")
    if not path.parent.is_dir():
        raise Refused(f"没有“{path.parent}”这个文件夹，请先建立它，或换一个位置。")
    close()
    growing = path.with_name(path.name + ".partial")
    try:
        with translated(path):
            key = cipher.derive(password) if password else None
            discard(growing)
            _connect(growing, key, readonly=False)
            database.pragma("application_id", APPLICATION_ID)
            upgrade(database)
            if fill is not None:
                fill()
            close()
            growing.replace(path)
            _connect(path, key, readonly=False)
    except BaseException:
        close()
        with contextlib.suppress(OSError):
            discard(growing)
        raise


def open_file(
    path: Path,
    *,
    password: str = "",
    recovery_key: str = "",
    key: Key | None = None,
    readonly: bool = False,
    only_to_copy: bool = False,
    despite_mark: bool = False,
) -> None:
    """Open a data file, upgrade it if an older program wrote it, and check it.

    A file that needs an upgrade is copied beside itself first (``名称.升级前-v3.zhibu``). Opening
    read-only takes no lock and upgrades nothing; an older file is then refused unless it is
    ``only_to_copy``, as a backup is. A package and a file that was handed over are opened
    read-only whatever is asked, unless ``despite_mark`` (see ``db.marks``).

    An encrypted file needs its password or its recovery key (or the ``key`` that was had from
    them, which is for ``db`` alone); for a plain one they do not count.

    Raises ``Foreign``, ``Newer``, ``Damaged``, ``Locked``, ``Protected``, ``WrongPassword`` or
    ``Refused``; the file is then left as it was.
    """
    from db.migrations import MIGRATIONS, missing_parts, planted_parts, upgrade

    close()
    try:
        with translated(path):
            if not path.is_file():
                raise Refused(f"找不到“{path}”，请检查文件名和位置。")
            found = _key_for(path, password, recovery_key, key)
            if found is None:
                version = recognise(path)
                _refuse_version(path, version, readonly=readonly and not only_to_copy)
                _refuse_beside_itself(path, readonly=readonly)
                _connect(path, None, readonly=readonly)
                # An upgrade that was cut off in its commit has just been taken back.
                version = database.pragma("user_version")
            else:
                with _wrong_key_told(path, by_recovery_key=bool(recovery_key)):
                    _connect(path, found, readonly=readonly)
                    database.execute_sql("SELECT count(*) FROM sqlite_master").fetchone()
                version = _recognise_encrypted(path)
                _refuse_version(path, version, readonly=readonly and not only_to_copy)
            if planted := planted_parts(database, version):
                raise Damaged(
                    f"“{path.name}”里有不是本程序建立的内容（{planted[0]}），可能被人动过，"
                    "没有打开，也没有改动。请从最近的备份恢复。"
                )
            if missing := missing_parts(database, version):
                raise Damaged(
                    f"“{path.name}”的数据表不完整（缺少 {missing[0]}），没有打开，也没有改动。"
                    "请从最近的备份恢复。"
                )
            _check(path)
            if version < len(MIGRATIONS) and not readonly:
                verified_copy(path.with_name(f"{path.stem}.升级前-v{version}{SUFFIX}"))
                upgrade(database)
            if not readonly and not despite_mark and _marked():
                close()
                _connect(path, found, readonly=True)
    except Refused:
        close()
        raise


def _key_for(path: Path, password: str, recovery_key: str, key: Key | None) -> Key | None:
    """Return the key of a file, None for a plain one."""
    if not looks_protected(path):
        return None
    if key is not None:
        return key
    if recovery_key:
        return Key(recovery.parse(recovery_key), cipher.salt_of(path))
    if password:
        return cipher.derive(password, cipher.salt_of(path))
    raise Protected(
        f"“{path.name}”没有打开：它有密码，或者不是支部工作台的数据文件。请输入密码，或换一个文件。"
    )


def prove(path: Path, *, password: str = "", recovery_key: str = "") -> str:
    """Return the recovery key of a closed encrypted file for the password that it really has.

    Whatever is open stays so. Raises ``WrongPassword`` or ``Refused``.
    """
    with translated(path):
        found = _key_for(path, password, recovery_key, None)
        if found is None:
            raise Refused(f"“{path.name}”没有密码，可以直接打开。")
        told = _wrong_key_told(path, by_recovery_key=bool(recovery_key))
        with told, contextlib.closing(raw_connection(path, found)) as tried:
            tried.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return recovery.text(found.raw)


@contextlib.contextmanager
def _wrong_key_told(path: Path, *, by_recovery_key: bool) -> Iterator[None]:
    """Tell a wrong key, which shows as soon as the first page is read."""
    try:
        yield
    except cipher.failures() as error:
        if "not a database" not in str(error):
            raise
        wrong = (
            f"恢复密钥不是“{path.name}”的，没有打开，也没有改动。"
            "改过密码以后要用新的恢复密钥，改密码以前的备份用旧的。"
            if by_recovery_key
            else f"密码不对，“{path.name}”没有打开，也没有改动。请核对大小写和输入法后再输一次；"
            "忘记了密码，可以用恢复密钥打开。"
        )
        raise WrongPassword(f"{wrong}确实没有错的，文件可能已损坏，请从备份恢复。") from error


def _recognise_encrypted(path: Path) -> int:
    """Return the data version of the encrypted file that is open; raises ``Foreign``."""
    if database.pragma("application_id") != APPLICATION_ID:
        raise Foreign(f"“{path.name}”是别的程序的数据库，不是支部工作台的数据文件，没有打开。")
    return int(database.pragma("user_version"))


def _refuse_version(path: Path, version: int, *, readonly: bool) -> None:
    from db.migrations import MIGRATIONS

    refuse_newer(path, version, len(MIGRATIONS))
    if version < len(MIGRATIONS) and readonly:
        raise Refused(
            f"“{path.name}”是旧版本的数据，需要先升级，不能以只读方式打开。请在窗口中打开它一次。"
        )


def _refuse_beside_itself(path: Path, *, readonly: bool) -> None:
    if readonly and keeps_beside_itself(path):
        raise Refused(
            f"“{path.name}”被别的数据库程序改过存法，不能以只读方式打开，也没有改动。"
            "请在窗口中打开它一次。"
        )


def looks_protected(path: Path) -> bool:
    """Whether a file can be a data file under a password; only opening it tells for sure."""
    with translated(path):
        return path.is_file() and cipher.may_be_encrypted(path)


def is_protected() -> bool:
    """Return whether the open file is under a password."""
    return _database.key is not None


def current_key() -> Key | None:
    """Return the key of the open file, None for a plain one; for ``db`` alone."""
    return _database.key


def _marked() -> bool:
    sql = "SELECT 1 FROM file_mark WHERE name IN (?, ?)"
    return database.execute_sql(sql, (PACKAGE, SEALED)).fetchone() is not None


def close() -> None:
    """Close the file and give up its lock; nothing happens when none is open."""
    global _lock, _path
    if not database.is_closed():
        database.close()
    _path = _database.key = None
    if _lock is not None:
        _lock.release()
        _lock = None


def journal_of(path: Path) -> Path:
    """Return where SQLite keeps what it needs to take an unfinished write back."""
    real = path.resolve()
    return real.with_name(f"{real.name}-journal")


def discard(path: Path) -> None:
    """Remove a database that came to nothing, with the journal that a full disk leaves."""
    journal_of(path).unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def current_path() -> Path | None:
    """Return the path of the open file, or None."""
    return _path


def is_readonly() -> bool:
    """Return whether the open file may only be read."""
    return _path is not None and _lock is None


def converting(path: Path) -> Path:
    """Return where the copy of a file is made that gets another password or none."""
    return path.with_name(path.name + ".converting")


def exchange(fresh: Path, key: Key | None) -> None:
    """Put a proven copy in the place of the open file and go on with it, under the same lock.

    No other thread may be in the file. Raises ``OSError`` when the copy cannot take the place; the
    file is then open as before.
    """
    path = _path
    if path is None:
        raise RuntimeError("no file is open")
    database.close()
    try:
        fresh.replace(path)
        _database.key = key
    finally:
        database.connect()


def _connect(path: Path, key: Key | None, *, readonly: bool) -> None:
    global _lock, _path
    path = path.resolve()  # two names of one file share one lock and one journal
    if not readonly:
        _lock = FileLock(path)
        _lock.acquire()
        discard(converting(path))  # what a crash left of a change of the password
    mode = "ro" if readonly else "rwc"
    uri = f"{path.as_uri()}?mode={mode}"
    pragmas = (*GUARDS, ("query_only", 1)) if readonly else _PRAGMAS
    database.init(uri, pragmas=pragmas, uri=True, timeout=_PATIENCE)
    _database.key = key
    database.connect()
    _path = path


def recognise(path: Path) -> int:
    """Return the data version of a file of ours without changing a byte of it.

    Raises ``Foreign``.
    """
    with path.open("rb") as stream:
        head = stream.read(100)
    if not head.startswith(b"SQLite format 3\0") or len(head) < 100:
        raise Foreign(
            f"“{path.name}”不是支部工作台的数据文件，没有打开。请选择扩展名为{SUFFIX}的文件。"
        )
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise Foreign(f"“{path.name}”是别的程序的数据库，不是支部工作台的数据文件，没有打开。")
    return int.from_bytes(head[60:64], "big")


def keeps_beside_itself(path: Path) -> bool:
    """Whether another program set a file to write-ahead logging: even reading then writes."""
    with path.open("rb") as stream:
        return stream.read(20)[18:20] == b"\x02\x02"


def refuse_newer(path: Path, version: int, known: int) -> None:
    """Raise ``Newer`` for a file of a data version that this program does not know."""
    if version > known:
        raise Newer(
            f"“{path.name}”是用更新的版本建立的（数据版本{version}，"
            f"本程序只认到{known}），请升级本程序后再打开；文件没有改动。"
        )


def _check(path: Path) -> None:
    clean_end = _lock is None or not _lock.was_left_behind
    if clean_end and path.stat().st_size > _CHECKED_AT_OPENING:
        return
    problems = integrity_problems()
    if problems:
        raise Damaged(
            f"“{path.name}”已损坏（{problems[0]}），没有打开，也没有改动。请从最近的备份恢复。"
        )


def integrity_problems(of: pw.SqliteDatabase = database) -> list[str]:
    """Return what SQLite finds wrong with a file, the open one if none is given."""
    rows = of.execute_sql("PRAGMA quick_check(5)").fetchall()
    found = [_problem(row[0]) for row in rows if row[0] != "ok"]
    broken = of.execute_sql("PRAGMA foreign_key_check").fetchall()
    found += [f"表 {row[0]} 的一行指向不存在的记录" for row in broken]
    return found


def _problem(said: str) -> str:
    page = re.search(r"[Pp]age (\d+)", said)
    return f"第{page[1]}页的内容不对" if page else "内容与索引对不上"


@contextlib.contextmanager
def transaction() -> Iterator[None]:
    """One transaction; references are checked at its end, so rows may come in any order."""
    with database.atomic("IMMEDIATE"):
        database.execute_sql("PRAGMA defer_foreign_keys=1")
        yield


@contextlib.contextmanager
def in_this_thread() -> Iterator[None]:
    """Give a thread beside the window a connection of its own to the open file, then close it."""
    own = database.is_closed()
    if own:
        database.connect()
    try:
        yield
    finally:
        if own:
            database.close()


@contextlib.contextmanager
def overwriting() -> Iterator[None]:
    """Let SQLite overwrite with zeros what is deleted meanwhile, so that no page still holds it."""
    before = database.pragma("secure_delete")
    database.pragma("secure_delete", 1)
    try:
        yield
    finally:
        database.pragma("secure_delete", before)


def verified_copy(target: Path) -> None:
    """Copy the open file to ``target`` and prove the copy by opening and counting it.

    The copy is written beside the target under a temporary name and takes its place only when it
    is proven. Raises ``Refused``; an earlier file at ``target`` is then still there.
    """
    source = current_path()
    if source is not None and target.exists() and source.samefile(target):
        raise Refused("备份不能存成正在使用的文件本身，请换一个位置或文件名。")
    partial = target.with_name(target.name + ".partial")
    with translated(target):
        try:
            discard(partial)
            with contextlib.closing(raw_connection(partial, _database.key)) as copy:
                copy.execute("PRAGMA synchronous=FULL")
                database.connection().backup(copy)
                if not is_whole(copy, _database.key) or counts(copy) != row_counts():
                    raise Unproven(f"备份“{target.name}”没有通过核对，已丢弃。请检查磁盘后重试。")
            partial.replace(target)
        finally:
            discard(partial)


def raw_connection(path: Path, key: Key | None) -> sqlite3.Connection:
    """Return a connection to a file without peewee: to write it, to read it and to prove it."""
    if key is None:
        return sqlite3.connect(path)
    made: sqlite3.Connection = cipher.connect(str(path), key)
    return made


def is_whole(connection: sqlite3.Connection, key: Key | None) -> bool:
    """Whether SQLite finds a file whole, and with a key also the seal of each of its pages."""
    whole = [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
    if key is not None:
        whole = whole and not connection.execute("PRAGMA cipher_integrity_check").fetchall()
    return whole


@contextlib.contextmanager
def impatient() -> Iterator[None]:
    """Wait for another program only for a moment: for what is tried again by itself."""
    database.pragma("busy_timeout", 100)
    try:
        yield
    finally:
        database.pragma("busy_timeout", _PATIENCE * 1000)


def trouble(error: BaseException) -> str | None:
    """Return the sentence for an error whose cause is the open file or its disk, else None."""
    if _path is None or not isinstance(error, cipher.failures()):
        return None
    if "no such" in str(error):  # a fault in our own question
        return None
    try:
        return str(refusal(error, _path, _path))
    except cipher.failures():
        return None


def row_counts() -> dict[str, int]:
    """Return the number of rows of every table of the open file."""
    return counts(database.connection())


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the number of rows of every table of a file, without the index of the search."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE 'search_index%' ORDER BY name"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in tables
    }


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say of a file into one sentence for the person."""
    try:
        yield
    except cipher.failures(OSError, UnicodeDecodeError, MemoryError) as error:
        raise refusal(error, path, _path) from error
