"""What SQLite and the system say of a file, in one sentence for the person."""

from collections.abc import Iterator
from pathlib import Path

from db.errors import Damaged, Refused, reason

_DAMAGE = (
    "malformed",
    "not a database",
    "corrupt",
    "vtable constructor failed",
    "invalid fts5 file format",
    "unsupported file format",
    "could not decode",
    "can't decode",
    "unsafe use of",
)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and those that it hides: a failed COMMIT is followed by a failed ROLLBACK."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_gone(path: Path) -> bool:
    try:
        return not path.exists()
    except OSError:  # it cannot even be asked for
        return False


def refusal(error: Exception, path: Path, opened: Path | None) -> Refused:
    """Return the sentence for an error at ``path`` while the file ``opened`` is open.

    Raises the error again when no file and no disk is its cause: then it is a fault of ours.
    """
    if isinstance(error, MemoryError):
        return Damaged(
            f"“{path.name}”读不了：内存不够，或文件已损坏，没有改动。"
            "请关闭别的程序后重试，仍不行就从最近的备份恢复。"
        )
    text = " ".join(str(each).lower() for each in _chain(error))
    if opened is not None and _is_gone(opened):
        return Refused(
            f"“{opened.name}”不见了：所在的U盘或网络盘可能断开，或文件夹改了名，这一步没有完成。"
            "请接回原处后再试。"
        )
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
