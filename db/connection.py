"""A data file: one SQLite database that is recognised, locked, upgraded and checked.

The peewee object is ``database``; it is opened on one file at a time and gives each thread its
own connection. The journal is a rollback journal, so that at rest the file is whole by itself
and may be copied by hand.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import peewee as pw

from db.errors import Damaged, Foreign, Newer, Refused, reason
from db.lock import FileLock

APPLICATION_ID = 0x5A48_4942  # “ZHIB” in the header of the file
SUFFIX = ".zhibu"
PACKAGE, SEALED = "package", "sealed"  # marks of a file that is only opened for reading
_DAMAGE = ("malformed", "not a database", "corrupt", "vtable constructor failed")
_PRAGMAS = (("foreign_keys", 1), ("journal_mode", "DELETE"), ("synchronous", "FULL"))

# A file beyond this size is checked whole only after an unclean end and with every backup.
_CHECKED_AT_OPENING = 64 * 1024 * 1024

database = pw.SqliteDatabase(None)
_lock: FileLock | None = None
_path: Path | None = None


def create(path: Path) -> None:
    """Make an empty data file and open it.

    Raises ``Refused`` when the file exists or cannot be written.
    """
    from db.migrations import upgrade

    with translated(path):
        there = path.exists() or path.is_symlink()
    if there:
        raise Refused(f"“{path.name}”已经存在，没有覆盖。请换一个文件名，或先把原文件移走。")
    if not path.parent.is_dir():
        raise Refused(f"没有“{path.parent}”这个文件夹，请先建立它，或换一个位置。")
    close()
    try:
        with translated(path):
            _connect(path, readonly=False)
            database.pragma("application_id", APPLICATION_ID)
            upgrade(database)
    except Refused:
        close()
        discard(path)
        raise


def open_file(
    path: Path,
    *,
    readonly: bool = False,
    only_to_copy: bool = False,
    despite_mark: bool = False,
) -> None:
    """Open a data file, upgrade it if an older program wrote it, and check it.

    A file that needs an upgrade is copied beside itself first (``名称.升级前-v3.zhibu``). Opening
    read-only takes no lock and upgrades nothing; an older file is then refused unless it is
    ``only_to_copy``, as a backup is. A package and a file that was handed over are opened
    read-only whatever is asked, unless ``despite_mark`` (see ``db.marks``).

    Raises ``Foreign``, ``Newer``, ``Damaged``, ``Locked`` or ``Refused``; the file is then left
    as it was.
    """
    from db.migrations import MIGRATIONS, missing_parts, upgrade

    close()
    try:
        with translated(path):
            if not path.is_file():
                raise Refused(f"找不到“{path}”，请检查文件名和位置。")
            version = recognise(path)
            refuse_newer(path, version, len(MIGRATIONS))
            if version < len(MIGRATIONS) and readonly and not only_to_copy:
                raise Refused(
                    f"“{path.name}”是旧版本的数据，需要先升级，不能以只读方式打开。"
                    "请在窗口中打开它一次。"
                )
            _connect(path, readonly=readonly)
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
                _connect(path, readonly=True)
    except Refused:
        close()
        raise


def _marked() -> bool:
    sql = "SELECT 1 FROM file_mark WHERE name IN (?, ?)"
    return database.execute_sql(sql, (PACKAGE, SEALED)).fetchone() is not None


def close() -> None:
    """Close the file and give up its lock; nothing happens when none is open."""
    global _lock, _path
    if not database.is_closed():
        database.close()
    _path = None
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


def _connect(path: Path, *, readonly: bool) -> None:
    global _lock, _path
    path = path.resolve()  # two names of one file share one lock and one journal
    if not readonly:
        _lock = FileLock(path)
        _lock.acquire()
    mode = "ro" if readonly else "rwc"
    uri = f"{path.as_uri()}?mode={mode}"
    pragmas = (("foreign_keys", 1), ("query_only", 1)) if readonly else _PRAGMAS
    database.init(uri, pragmas=pragmas, uri=True)
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
    found = [row[0] for row in of.execute_sql("PRAGMA quick_check(5)") if row[0] != "ok"]
    broken = of.execute_sql("PRAGMA foreign_key_check").fetchall()
    found += [f"表 {row[0]} 的一行指向不存在的记录" for row in broken]
    return found


@contextlib.contextmanager
def transaction() -> Iterator[None]:
    """One transaction; references are checked at its end, so rows may come in any order."""
    with database.atomic("IMMEDIATE"):
        database.execute_sql("PRAGMA defer_foreign_keys=1")
        yield


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
            with contextlib.closing(sqlite3.connect(partial)) as copy:
                copy.execute("PRAGMA synchronous=FULL")
                database.connection().backup(copy)
                whole = [row[0] for row in copy.execute("PRAGMA integrity_check")] == ["ok"]
                if not whole or _counts(copy) != row_counts():
                    raise Refused(f"备份“{target.name}”没有通过核对，已丢弃。请检查磁盘后重试。")
            partial.replace(target)
        finally:
            discard(partial)


def row_counts() -> dict[str, int]:
    """Return the number of rows of every table of the open file."""
    return _counts(database.connection())


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
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
    except (pw.PeeweeException, sqlite3.Error, OSError) as error:
        raise _refusal(error, path) from error


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and those that it hides: a failed COMMIT is followed by a failed ROLLBACK."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _refusal(error: Exception, path: Path) -> Refused:
    text = " ".join(str(each).lower() for each in _chain(error))
    if "full" in text or "no space" in text or "file too large" in text:
        return Refused(f"磁盘已满，“{path.name}”没有写入。请清理磁盘空间后重试；原有记录没有改动。")
    if "foreign key" in text:
        return Refused("有一项引用了不在数据文件中的记录，没有保存，原有记录没有改动。")
    if "unique constraint" in text:
        return Refused("有一行的 uid 已被另一条记录使用，没有保存，原有记录没有改动。")
    if "disk i/o error" in text:
        return Refused(f"“{path.name}”所在的磁盘不能读写，请检查磁盘空间和连接后重试。")
    if "no such table" in text or "no such column" in text:
        return Damaged(f"“{path.name}”的数据表不完整，这次操作没有完成。请从最近的备份恢复。")
    if any(word in text for word in _DAMAGE):
        return Damaged(f"“{path.name}”已损坏，没有打开，也没有改动。请从最近的备份恢复。")
    if "locked" in text or "busy" in text:
        return Refused(f"“{path.name}”正被另一个程序占用，请关闭它之后重试；内容没有改动。")
    if "readonly" in text or "read-only" in text or isinstance(error, PermissionError):
        return Refused(f"“{path}”不能写入（只读或没有权限），请换一个位置或请管理员放开权限。")
    if "unable to open" in text:
        return Refused(f"“{path}”打不开：文件夹不能写入，或文件不可读。请检查权限后重试。")
    if isinstance(error, OSError):
        return Refused(f"“{path}”不能读写（{reason(error)}），请检查位置和磁盘后重试。")
    raise error
