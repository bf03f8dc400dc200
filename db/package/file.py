"""The file of a package: a data file of the usual format with the mark of a package in it."""

import contextlib
import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import peewee as pw

from db import cipher, connection, lineage, search, tree
from db import recovery_key as recovery
from db.branch import Organisation
from db.cipher import Database, Key
from db.connection import APPLICATION_ID, GUARDS, PACKAGE, discard, translated
from db.errors import Damaged, Foreign, Protected, Refused
from db.lineage import KnownState
from db.marks import FileMark
from db.migrations import MIGRATIONS, missing_parts, planted_parts, upgrade
from db.model import Blob, dicts
from db.package import parts
from db.package.content import Content, of_year
from db.records import RECORDS, spec
from db.spec import ATTACHMENTS, Tree

_BATCH = 500
_PRAGMAS = (*GUARDS, ("journal_mode", "DELETE"), ("synchronous", "FULL"))


@dataclass(frozen=True)
class Package:
    """A package that was read: what it says of itself, its records, what they have been.

    ``deleted`` holds the uids that are in the bin over there by type name; ``states`` the states
    that the sender has known, by uid and part.
    """

    path: Path
    organisation: str
    short_name: str
    year: int
    made_at: str
    made_by: str
    identity: bool
    talks: bool
    records: dict[str, list[Tree]] = field(repr=False)
    deleted: dict[str, list[str]] = field(repr=False)
    states: dict[tuple[str, str], set[str]] = field(repr=False)
    password: str = field(default="", repr=False)

    def count(self) -> int:
        """Return the number of records in it."""
        return sum(len(trees) for trees in self.records.values())

    def contents(self, digests: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the attached files of these digests; raises ``Refused`` for an altered one."""
        with _opened(self.path, self.password) as source:
            for digest in digests:
                query = Blob.select(Blob.data).where(Blob.sha256 == digest)
                row = source.execute_sql(*query.sql()).fetchone()
                if row is None or hashlib.sha256(row[0]).hexdigest() != digest:
                    raise Damaged(f"“{self.path.name}”中有附件已损坏，没有导入。请对方重新导出。")
                yield digest, bytes(row[0])


def write(
    target: Path,
    organisation: str,
    year: int,
    *,
    at: str,
    who: str = "",
    password: str = "",
    identity: bool = False,
    talks: bool = False,
) -> int:
    """Write the package of a branch and a year; returns the number of records in it.

    ``identity`` takes identity numbers, telephone numbers, addresses and the scans of members
    along, ``talks`` the talks; with a ``password`` the file is encrypted (SQLCipher). The history
    stays at home. The file appears whole or not at all. Raises ``Refused``.
    """
    _refuse_target(target)
    content = of_year(organisation, year, talks=talks)
    branch = Organisation.get(Organisation.uid == organisation)
    says = {
        "organisation": organisation,
        "name": branch.name,
        "short_name": branch.short_name,
        "year": year,
        "made_at": at,
        "made_by": who,
        "identity": identity,
        "talks": talks,
        "deleted": {name: uids for name, uids in content.deleted.items() if uids},
    }
    states = list(_states(content, identity=identity))
    partial = target.with_name(target.name + ".partial")
    with translated(target):
        try:
            discard(partial)
            with contextlib.closing(_database(partial, password)) as made:
                made.connect()
                made.pragma("application_id", APPLICATION_ID)
                upgrade(made)
                with made.atomic():
                    made.execute_sql("PRAGMA defer_foreign_keys=1")
                    _fill(made, content, states, says, identity=identity)
                if connection.integrity_problems(made):
                    raise Refused(f"上报包“{target.name}”没有通过核对，已丢弃。请检查磁盘后重试。")
            partial.replace(target)
        finally:
            discard(partial)
    return sum(len(trees) for trees in content.records.values())


def looks_like_one(path: Path) -> bool:
    """Whether a file is marked as a package, or may be one under a password."""
    with translated(path):
        return path.is_file() and (not cipher.is_plain(path) or _is_package(path))


def is_one(path: Path, recovery_key: str) -> bool:
    """Whether an encrypted file, whose recovery key this is, is marked as a package."""
    key = Key(recovery.parse(recovery_key), cipher.salt_of(path))
    sql = "SELECT 1 FROM file_mark WHERE name = ?"
    try:
        with contextlib.closing(connection.raw_connection(path, key)) as there:
            return there.execute(sql, (PACKAGE,)).fetchone() is not None
    except cipher.failures(OSError):
        return False


def needs_password(path: Path) -> bool:
    """Whether a file is no plain database, so that it is encrypted or not ours at all."""
    with translated(path):
        return path.is_file() and not cipher.is_plain(path)


def _refuse_target(target: Path) -> None:
    """Refuse to replace a data file that is no package."""
    path = connection.current_path()
    if path is None:
        raise Refused("没有打开数据文件，不能导出上报包。")
    if not target.parent.is_dir():
        raise Refused(f"没有“{target.parent}”这个文件夹，请先建立它，或换一个位置。")
    with translated(target):
        if not target.exists():
            return
        if not target.is_file() or target.samefile(path):
            raise Refused(f"“{target.name}”不能写成上报包，请换一个文件名。")
        if cipher.is_plain(target) and not _is_package(target):
            raise Refused(f"“{target.name}”是一份数据文件，没有覆盖。请换一个文件名。")


def _is_package(path: Path) -> bool:
    if connection.keeps_beside_itself(path):
        return False
    try:
        with contextlib.closing(_read_only(path, "")) as there:
            return _says(there) is not None
    except cipher.failures(Damaged, UnicodeDecodeError):
        return False


def _states(content: Content, *, identity: bool) -> Iterator[tuple[str, str, str]]:
    """Yield what each record that travels has been, as (uid, part, state)."""
    for name, trees in content.records.items():
        kind = spec(name)
        gone = list(tree.dump_many(kind, content.deleted.get(name, [])).values())
        records = [*trees, *gone]
        past = lineage.earlier(records)
        known = lineage.known(record["uid"] for record in records)
        for record in records:
            for part in parts.parts(kind):
                if part == parts.PRIVATE and not identity:
                    continue
                before = {parts.state(kind, each, part) for each in past.get(record["uid"], [])}
                before |= known.get((record["uid"], part), set())
                for state in sorted(before - {parts.state(kind, record, part)}):
                    yield record["uid"], part, state


def _fill(
    made: pw.SqliteDatabase,
    content: Content,
    states: list[tuple[str, str, str]],
    says: Tree,
    *,
    identity: bool,
) -> None:
    digests: set[str] = set()
    for kind in RECORDS:
        trees = content.records.get(kind.name, [])
        if not identity:
            trees = [parts.without_private(kind, record) for record in trees]
        digests |= {line["sha256"] for record in trees for line in record[ATTACHMENTS.name]}
        tree.insert_many(kind, trees, made)
        search.index([(kind, record) for record in trees], made)
    for digest in sorted(digests):
        for row in dicts(Blob.select().where(Blob.sha256 == digest)):
            Blob.insert(row).execute(made)
    rows = [{"step": None, "record": u, "part": p, "state": s} for u, p, s in states]
    for start in range(0, len(rows), _BATCH):
        KnownState.insert_many(rows[start : start + _BATCH]).execute(made)
    FileMark.insert(name=PACKAGE, value=says).execute(made)


def read(path: Path, password: str = "") -> Package:
    """Read a package and check it, without a change to it or to the open file.

    Raises ``Protected`` when it needs a password, or another ``Refused`` (``Foreign``, ``Newer``,
    ``Damaged``) with the sentence why it cannot be taken.
    """
    with _opened(path, password) as source:
        says = _says(source)
        if not says:
            raise Foreign(
                f"“{path.name}”是一份数据文件，不是上报包，没有导入。"
                "请对方用“文件”菜单里的“导出上报包”另做一份。"
            )
        records = {}
        for kind in RECORDS:
            query = kind.model.select(kind.model.uid).order_by(kind.model.entered_at)
            uids = [uid for (uid,) in source.execute_sql(*query.sql())]
            found = tree.dump_many(kind, uids, source)
            records[kind.name] = [tree.normalise(kind, each) for each in found.values()]
        states: dict[tuple[str, str], set[str]] = {}
        known = KnownState.select(KnownState.record, KnownState.part, KnownState.state)
        for uid, part, state in source.execute_sql(*known.sql()):
            states.setdefault((uid, part), set()).add(state)
    try:
        return Package(
            path=path,
            organisation=str(says["organisation"]),
            short_name=str(says["short_name"]),
            year=int(says["year"]),
            made_at=str(says["made_at"]),
            made_by=str(says["made_by"]),
            identity=bool(says["identity"]),
            talks=bool(says["talks"]),
            records=records,
            deleted={name: _uids(uids) for name, uids in says["deleted"].items()},
            states=states,
            password=password,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Damaged(f"“{path.name}”的说明不完整，没有导入。请对方重新导出。") from error


def _uids(listed: Any) -> list[str]:
    if not isinstance(listed, list) or not all(isinstance(uid, str) for uid in listed):
        raise TypeError("what is deleted over there is no list of uids")
    return listed


def _says(source: pw.SqliteDatabase) -> Tree | None:
    """Return what a file says of itself as a package, None when it is none."""
    there = source.execute_sql("SELECT 1 FROM sqlite_master WHERE name = 'file_mark'").fetchone()
    if there is None:
        return None
    query = FileMark.select(FileMark.value).where(FileMark.name == PACKAGE)
    row = source.execute_sql(*query.sql()).fetchone()
    try:
        found: Tree | None = FileMark.value.python_value(row[0]) if row else None
    except ValueError as error:
        raise Damaged("what the file says of itself is no JSON") from error
    return found


@contextlib.contextmanager
def _opened(path: Path, password: str) -> Iterator[pw.SqliteDatabase]:
    """Open a package for reading; what is wrong with it is told in one sentence."""
    try:
        with translated(path), _connected(path, password) as source:
            yield source
    except cipher.failures(Damaged) as error:
        raise Damaged(f"上报包“{path.name}”已损坏，没有导入。请对方重新导出。") from error


@contextlib.contextmanager
def _connected(path: Path, password: str) -> Iterator[pw.SqliteDatabase]:
    """Open a package for reading; one of an older version is upgraded in a copy."""
    if not path.is_file():
        raise Refused(f"找不到“{path}”，请检查文件名和位置。")
    here = connection.current_path()
    if here is not None and path.samefile(here):
        raise Refused(f"“{path.name}”就是正在使用的数据文件，没有导入。请选择对方交来的上报包。")
    plain = cipher.is_plain(path)
    if plain:
        connection.refuse_newer(path, connection.recognise(path), len(MIGRATIONS))
        if connection.keeps_beside_itself(path):
            raise Damaged("set to write-ahead logging by another program")
    elif not password or path.stat().st_size % 512:
        raise _locked(path)
    with contextlib.closing(_read_only(path, "" if plain else password)) as source:
        version = source.pragma("user_version")
        if not plain and source.pragma("application_id") != APPLICATION_ID:
            raise Foreign(f"“{path.name}”是别的程序的数据库，不是支部工作台的上报包，没有导入。")
        connection.refuse_newer(path, version, len(MIGRATIONS))
        _check(source, version)
        if version == len(MIGRATIONS):
            yield source
            return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "旧版上报包.zhibu"
        shutil.copyfile(path, copy)
        with contextlib.closing(_database(copy, "" if plain else password)) as upgraded:
            upgraded.connect()
            upgrade(upgraded)
            yield upgraded


def _locked(path: Path) -> Protected:
    return Protected(
        f"“{path.name}”打不开：它有密码而密码没有给对，或者不是支部工作台的上报包。"
        "请核对密码，或请对方重新导出。"
    )


def _check(source: pw.SqliteDatabase, version: int) -> None:
    """Raise ``Damaged`` when the file is not whole."""
    if planted := planted_parts(source, version):
        raise Damaged(f"有不是本程序建立的 {planted[0]}")
    if missing := missing_parts(source, version):
        raise Damaged(f"缺少 {missing[0]}")
    if problems := connection.integrity_problems(source):
        raise Damaged(problems[0])


def _read_only(path: Path, password: str) -> pw.SqliteDatabase:
    """Return a connected database that changes nothing; with a password it is proven."""
    if not password:
        uri = f"{path.resolve().as_uri()}?mode=ro"
        source = pw.SqliteDatabase(uri, uri=True, pragmas=GUARDS)
        source.connect()
        return source
    source = _database(path, password)
    try:
        source.connect()
        source.execute_sql("SELECT count(*) FROM sqlite_master").fetchone()
        source.execute_sql("PRAGMA query_only=1")
    except cipher.failures() as error:
        source.close()
        raise _locked(path) from error
    return source


def _database(path: Path, password: str) -> pw.SqliteDatabase:
    """Return a database of that file, encrypted when there is a password."""
    made = Database(str(path), pragmas=_PRAGMAS)
    if password:
        made.key = cipher.derive(password, cipher.salt_of(path) if path.exists() else None)
    return made
