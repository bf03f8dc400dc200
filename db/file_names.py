"""Names of files made from what a person wrote, or from what came from elsewhere.

Whatever the text is, the name stays in the folder that was chosen, may be written on Windows and
Linux, and looks like what it is: no sign in it turns the reading direction around.
"""

import re
import unicodedata
from pathlib import Path

_UNSAFE = re.compile(r'[\\/:*?"<>|]+')
_RESERVED = re.compile(
    r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])[ .]*(\..*)?", re.IGNORECASE
)
_LONGEST = 200  # bytes of 255: what is written aside under this name adds an ending of its own
_LONGEST_SUFFIX = 20


def safe_name(text: str, otherwise: str = "未命名") -> str:
    """Return a text as the name of a file: one part of a path, its suffix kept.

    What some system does not allow in a name becomes ``_``; a text of which nothing is left is
    called ``otherwise``. Too long a name loses the end before its suffix.
    """
    shown = "".join("_" if _is_unseen(sign) else sign for sign in text)
    name = _UNSAFE.sub("_", shown).strip(". ")
    if not name.strip("_. "):
        name = otherwise
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    suffix = Path(name).suffix
    if len(suffix.encode()) > _LONGEST_SUFFIX or " " in suffix:
        suffix = ""
    return _cut(name.removesuffix(suffix), _LONGEST - len(suffix.encode())) + suffix


def free_path(folder: Path, text: str, otherwise: str = "未命名") -> Path:
    """Return the path of a file that is not there yet, inside the folder: 照片（2）.jpg."""
    name = safe_name(text, otherwise)
    target, count = folder / name, 1
    while target.exists() or target.is_symlink():
        count += 1
        target = folder / f"{Path(name).stem}（{count}）{Path(name).suffix}"
    return target


def readable(name: str) -> str:
    """Return a name as the system tells it, as text that can be kept.

    A stick written in an old Windows may hold names in GBK, which are no text to this system.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        try:
            return name.encode(errors="surrogateescape").decode("gb18030", errors="replace")
        except UnicodeEncodeError:
            return name.encode(errors="replace").decode()
    return name


def _is_unseen(sign: str) -> bool:
    """Whether a sign controls the text instead of being seen in it, or is half of one."""
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore").rstrip(". ")
