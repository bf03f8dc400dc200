"""The outcomes that a person is told about; anything else is a fault of the program.

``Refused`` carries one plain Chinese sentence (what is wrong, where, what to do). ``Invalid``
carries one such sentence per field of a form. The other classes are refusals of a data file
that the window treats in a way of their own.
"""

import errno
from collections.abc import Mapping

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EFBIG: "文件超过了允许的大小",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "找不到文件或文件夹",
    errno.EISDIR: "它是一个文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘读写出错",
    errno.ELOOP: "它是一个转来转去的快捷方式",
}


def reason(error: OSError) -> str:
    """Return in Chinese why the system could not read or write."""
    return _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)


class Refused(Exception):
    """The wish cannot be met; ``str()`` is the sentence for the person, on one line.

    What it quotes may hold line breaks: they become blanks.
    """

    def __init__(self, sentence: str = "") -> None:
        super().__init__(" ".join(sentence.splitlines()))


class Invalid(Refused):
    """A record that may not be saved; ``errors`` maps a field name to its sentence."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("；".join(errors.values()))
        self.errors = dict(errors)


class Foreign(Refused):
    """The file is not one of ours."""


class Newer(Refused):
    """The file was written by a newer version of the program."""


class Damaged(Refused):
    """The file fails the check of its own integrity."""


class Unproven(Refused):
    """A copy was written but is not what it was copied from."""


class Protected(Refused):
    """The file needs a password, or is none of ours: without one nobody can tell."""


class WrongPassword(Refused):
    """The password or the recovery key is not that of the file."""


class Locked(Refused):
    """The file is open elsewhere; ``holder`` says where and since when."""

    def __init__(self, message: str, holder: str) -> None:
        super().__init__(message)
        self.holder = holder


class Changed(Refused):
    """The record was changed by somebody else since it was read."""
