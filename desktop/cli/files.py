"""Commands on whole files: new, demo, backup, backups, restore."""

import contextlib
import datetime as dt
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from db import backup as copies
from db import backup_contents, connection, operations, tree
from db.connection import SUFFIX, translated
from db.errors import Refused
from db.protection import password_problem, recovery_key
from db.records import spec
from desktop.cli import passwords
from desktop.cli.common import now, opened, show, today, who


def new(arguments: Namespace) -> None:
    """Make a data file with one branch, and its parent when it is named."""
    password = arguments.new_password or ""
    if password and (problem := password_problem(password)):
        raise Refused(problem)
    name, parent_name = arguments.name.strip(), (arguments.parent or "").strip()
    if not name:
        raise Refused("党支部的名称不能为空，请用 --name 写明全称。")
    if parent_name == name:
        raise Refused("上级党组织不能与党支部同名，请核对 --parent。")
    kind = spec("organisation")
    branch = tree.blank(kind, name=name, short_name=(arguments.short_name or name).strip())
    records = []
    if parent_name:
        level = "committee" if "党委" in parent_name else "general_branch"
        parent = tree.blank(kind, name=parent_name, short_name=parent_name, kind=level)
        branch["parent"] = parent["uid"]
        records.append((kind, parent))
    records.append((kind, branch))
    key = _made(
        arguments.file,
        lambda: operations.save_many(records, name=f"新建 {name}", who=who(), at=now()),
        password,
    )
    print(f"已新建“{arguments.file}”：{name}")
    if password:
        print(f"恢复密钥：{key}")


def _made(path: Path, fill: Callable[[], object], password: str) -> str:
    """Create a data file and fill it; a file that could not be filled is not left behind.

    Returns its recovery key, "" without a password.
    """
    connection.create(path, fill, password=password)
    key = recovery_key() if password else ""
    connection.close()
    return key


def demo(arguments: Namespace) -> None:
    """Make the sample data file, its records up to today."""
    from db import demo as sample

    with translated(arguments.file):
        sample.build(arguments.file, today=today())
    print(f"已新建示例文件“{arguments.file}”")


def backup(arguments: Namespace) -> None:
    """Write a verified copy; an existing file is never replaced."""
    target: Path = arguments.target
    if target.is_dir():
        moment = dt.datetime.now().astimezone()
        target = target / f"{arguments.file.stem} {moment:%Y-%m-%d %H%M%S}{SUFFIX}"
    if target.exists():
        raise Refused(f"“{target}”已经存在，没有覆盖。请换一个文件名，或给出一个文件夹。")
    with opened(arguments.file):
        copies.backup(target)
    print(f"已备份并核对：{target}")


def backups(arguments: Namespace) -> int:
    """List the copies of a data file that can be gone back to; exit 1 when one is damaged."""
    file: Path = arguments.file
    if not file.parent.is_dir():
        raise Refused(f"没有“{file.parent}”这个文件夹，请检查位置。")
    place: Path | None = arguments.place
    if place is not None and not place.is_dir():
        raise Refused(f"没有“{place}”这个文件夹，请接上U盘或检查 --place。")
    with opened(arguments.file) if file.is_file() else contextlib.nullcontext():
        found = [(each, backup_contents.contents(each.path)) for each in copies.copies(file, place)]
    rows = [
        {
            "path": str(copy.path),
            "made_at": copy.made_at.isoformat(sep=" "),
            "occasion": copy.occasion,
            "size": contents.size,
            "problem": contents.problem,
            "records": sum(contents.counts.values()),
        }
        for copy, contents in found
    ]
    if arguments.json:
        show(rows)
    for row in rows if not arguments.json else ():
        state = row["problem"] or "已核对"
        print(f"{row['made_at']}\t{row['occasion'] or '—'}\t{state}\t{row['path']}")
    if not rows:
        print("还没有备份。", file=sys.stderr)
    return 1 if any(row["problem"] for row in rows) else 0


def restore(arguments: Namespace) -> None:
    """Put a proven copy of a backup in the place of a data file, which is set aside first."""
    keys = passwords.keys(arguments.backup)
    aside = copies.restore(arguments.backup, arguments.file, **keys)
    print(f"已从“{arguments.backup}”恢复“{arguments.file}”")
    if aside is not None:
        print(f"原来的文件另存为：{aside}")
