"""Passwords on the command line: from a file, from the environment, or typed; never an argument.

What stands on a command line can be read by everybody on the computer and stays in the shell's
history.
"""

import getpass
import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import TypedDict

from db import connection
from db.errors import Protected, Refused, reason
from db.protection import parse_recovery_key

VARIABLE = "ZHIBU_PASSWORD"
"""The environment variable that may hold the password of the data file."""

_LARGEST = 4096

_given: str | None = None


class Keys(TypedDict, total=False):
    """What opens a data file, as arguments of ``open_file`` and ``restore``; empty for a plain one.

    It holds one of the two.
    """

    password: str
    recovery_key: str


def first_line(path: str) -> str:
    """Return the first line of a password file; raises ``Refused``."""
    try:
        with Path(path).open("rb") as stream:
            head = stream.read(_LARGEST)
    except OSError as error:
        raise Refused(
            f"密码文件“{path}”不能读取（{reason(error)}），请检查文件名和权限。"
        ) from error
    try:
        line = head.decode("utf-8-sig").split("\n")[0].rstrip("\r")
    except UnicodeDecodeError as error:
        raise Refused(f"密码文件“{path}”不是 UTF-8 文本，请另存为 UTF-8。") from error
    if not line:
        raise Refused(f"密码文件“{path}”的第一行是空的，请把密码写在第一行。")
    return line


def use(arguments: Namespace) -> None:
    """Take the password of the data file from the options of this run, forget an earlier one."""
    global _given
    _given = getattr(arguments, "data_password", None) or os.environ.get(VARIABLE) or None


def secret(path: Path) -> str:
    """Return the password or recovery key of a data file, "" for a plain one; asks at a terminal.

    Raises ``Protected`` when it needs one and there is nobody to ask.
    """
    global _given
    if not connection.looks_protected(path):
        return ""
    if _given is None:
        if not _at_terminal():
            raise Protected(
                f"“{path.name}”没有打开：它有密码，或者不是支部工作台的数据文件。"
                f"请用 --password-file 或环境变量 {VARIABLE} 给出密码。"
            )
        _given = getpass.getpass(f"“{path.name}”的密码（或恢复密钥）：")
    return _given


def keys(path: Path) -> Keys:
    """Return what opens a data file; see ``secret``."""
    given = secret(path)
    if not given:
        return {}
    try:
        parse_recovery_key(given)
    except Refused:
        return {"password": given}
    return {"recovery_key": given}


def new_password(arguments: Namespace) -> str:
    """Return the new password from the options, else have it typed twice."""
    if arguments.new_password:
        return str(arguments.new_password)
    if not _at_terminal():
        raise Refused("请用 --new-password-file 给出新密码（写在文件的第一行）。")
    typed = getpass.getpass("新密码：")
    if getpass.getpass("再输一次新密码：") != typed:
        raise Refused("两次输入的新密码不一样，没有改动。请重新来一次。")
    return typed


def _at_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
