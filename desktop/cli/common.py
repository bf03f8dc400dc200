"""What every command needs: the file open and closed again, the branch meant, clock and output."""

import contextlib
import datetime as dt
import getpass
import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from db import backup, cipher, connection, dates, disclosures, queries
from db.backup import Occasion
from db.branch import Organisation, OrganisationKind
from db.connection import translated
from db.errors import Refused
from db.model import dicts
from db.records import RECORDS
from db.spec import RecordSpec, Tree
from desktop.cli import passwords


@contextlib.contextmanager
def opened(path: Path, *, readonly: bool = True) -> Iterator[None]:
    """Open a data file for one command and close it whatever happens.

    Read-only needs no lock, so it also works while the window has the file open. The password of
    a protected file comes from where ``passwords`` looks for it.
    """
    keys = passwords.keys(path)
    if readonly:
        _finish_what_a_crash_left(path, keys)
    connection.open_file(path, readonly=readonly, **keys)
    try:
        yield
    except cipher.failures():
        with translated(path):
            raise
    finally:
        connection.close()


def _finish_what_a_crash_left(path: Path, keys: passwords.Keys) -> None:
    """Take an unfinished write back, which only an opening for writing can.

    When the window has the file open, the journal is of a write that it is just finishing; on a
    medium that is only read, SQLite itself tells a journal that matters from one that does not.
    """
    with translated(path):
        unfinished = path.is_file() and connection.journal_of(path).exists()
    if unfinished:
        with contextlib.suppress(Refused):
            connection.open_file(path, **keys)
            connection.close()


def disclosed(what: str) -> None:
    """Write down that ``what`` leaves the open file although it is covered else; "" is nothing."""
    if what and not disclosures.record(what, who=who(), at=now()):
        print("文件只读，这次带出没有留下记录。", file=sys.stderr)


def backed_up_before(occasion: Occasion) -> None:
    """Back the open file up before many records are changed; raises ``Refused``."""
    backup.before(occasion, dt.datetime.now())  # noqa: DTZ005 - local time, as people read it


def now() -> str:
    """Return this moment in UTC, as records keep it."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def today() -> str:
    """Return the local day in ISO text."""
    return dt.datetime.now().astimezone().date().isoformat()


def day_of(text: str | None) -> str:
    """Return the ISO day that ``--on`` names, today for none; raises ``Refused``."""
    day = text or today()
    if not (len(day) == 10 and dates.is_partial(day) and dates.is_near(day)):
        raise Refused(f"--on 的“{day}”不是日期，请写成 2026-03-27。")
    return day


def who() -> str:
    """Return the name under which the command line writes into the history."""
    try:
        return f"{getpass.getuser()}（命令行）"
    except (KeyError, OSError):
        return "命令行"


def mood(arguments: Namespace) -> str:
    """Return how a sentence begins that says what an import did or, on a dry run, would do."""
    return "试运行，没有写入。将" if arguments.dry_run else "已导入："


def record_type(name: str) -> RecordSpec:
    """Return the record type of an English or Chinese name; raises ``Refused``."""
    for kind in RECORDS:
        if name in (kind.name, kind.title):
            return kind
    names = "、".join(kind.name for kind in RECORDS)
    raise Refused(f"没有“{name}”这一类记录，可用：{names}。")


def find_branch(text: str | None) -> Tree | None:
    """Return the organisation of that uid, short or full name or unique part; None for None."""
    if text is None:
        return None
    known = queries.organisations()
    exact = [each for each in known if text in (each["uid"], each["short_name"], each["name"])]
    found = exact or [each for each in known if text in each["short_name"] or text in each["name"]]
    if text and len(found) == 1:
        return found[0]
    if not found or not text:
        raise Refused(f"没有名为“{text}”的党组织，文件中有：{_listed(known)}。")
    raise Refused(f"“{text}”可以是{_listed(found)}，请写得更完整。")


def the_branch(text: str | None) -> Tree:
    """Return the branch meant; without a name the file must hold just one."""
    if (named := find_branch(text)) is not None:
        return named
    known = queries.branches()
    if len(known) == 1:
        return known[0]
    if not known:
        raise Refused("文件中还没有党支部，请先在窗口中新建，或用 zhibu new 新建文件。")
    raise Refused(f"文件中有{len(known)}个党支部，请用 --branch 指明：{_listed(known)}。")


def the_general(text: str | None) -> Tree:
    """Return the general branch meant; without a name the file must hold just one."""
    if (named := find_branch(text)) is not None:
        return named
    known = [o for o in queries.organisations() if o["kind"] != OrganisationKind.BRANCH]
    if len(known) == 1:
        return known[0]
    if not known:
        raise Refused("文件中没有党总支，这一项是党总支汇总各党支部用的。")
    raise Refused(f"文件中有{len(known)}个上级党组织，请用 --branch 指明：{_listed(known)}。")


def branch_uid(text: str | None) -> str | None:
    """Return the uid of the organisation named, None when none is."""
    named = find_branch(text)
    return named["uid"] if named else None


def branch_names() -> dict[str, str]:
    """Return the short names of all organisations by uid, binned ones too."""
    rows = dicts(Organisation.select(Organisation.uid, Organisation.short_name))
    return {row["uid"]: row["short_name"] for row in rows}


def _listed(organisations: list[Tree]) -> str:
    return "、".join(each["short_name"] for each in organisations) or "（一个也没有）"


def show(value: Any) -> None:
    """Write JSON to stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def refuse_data_file(output: Path, data_file: Path) -> None:
    """Refuse to write a paper or an export over the data file itself."""
    if output.exists() and data_file.exists() and output.samefile(data_file):
        raise Refused(f"“{output.name}”就是数据文件本身，不能写到它上面，请换一个位置。")
