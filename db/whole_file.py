"""Writing a file of the person's so that it appears whole under its name or not at all."""

import errno
import os
from pathlib import Path

from db.errors import Refused, reason

_IN_USE = "没有权限，或文件正打开着"


def write(target: Path, data: bytes | memoryview, what: str) -> Path:
    """Write ``data`` beside the target; it takes its place only when all is on the disk.

    ``what`` names it in one word for the person. Raises ``Refused`` when the file cannot be
    written; an earlier file there is then still there.
    """
    partial = target.with_name(f".{target.name}.partial")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise _refusal(error, target, what) from error
    return target


def _refusal(error: OSError, target: Path, what: str) -> Refused:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Refused(f"磁盘已满，{what}没有存到“{target}”。请清理磁盘空间或换一个位置。")
    why = reason(error) if error.errno in (errno.EISDIR, errno.ENAMETOOLONG) else _IN_USE
    return Refused(f"{what}不能存到“{target}”（{why}），请换一个位置或文件名。")
