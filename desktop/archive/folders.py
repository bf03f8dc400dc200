"""Folders that appear whole under their name or not at all."""

import contextlib
import errno
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from db.errors import Refused, reason
from db.file_names import free_path


@contextlib.contextmanager
def whole_folder(parent: Path, name: str) -> Iterator[tuple[Path, Path]]:
    """Give a folder to write into and the one that it becomes when the block ends well.

    A folder that is there already stays; the new one is then called ``name（2）``. Raises
    ``Refused`` when the place cannot be written; whatever ends the block leaves nothing behind.
    """
    target = free_path(parent, name)
    making: Path | None = None
    try:
        making = Path(tempfile.mkdtemp(prefix=".zhibu-", dir=parent))
        making.chmod(0o755)
        yield making, target
        making.rename(target)
        making = None
    except OSError as error:
        raise Refused(_why(error, parent, target)) from error
    finally:
        if making is not None:
            shutil.rmtree(making, ignore_errors=True)


def _why(error: OSError, parent: Path, target: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"磁盘空间不足，“{target.name}”没有写成，请清理磁盘或换一个位置。"
    if not parent.is_dir():
        return f"没有“{parent}”这个文件夹，请先建立它，或换一个位置。"
    return f"“{target.name}”没有写到“{parent}”：{reason(error)}，请换一个位置再试。"
