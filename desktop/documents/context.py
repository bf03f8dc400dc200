"""What a paper needs beside the record: names that stand in other records."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from db.errors import Refused

Tree = Mapping[str, Any]


@dataclass(frozen=True)
class Person:
    """A member as of the day of the paper; ``group`` is the name of the group."""

    display_name: str
    category: str = "full"
    post: str = ""
    group: str = ""


def _no_link(_uid: str) -> str:
    return ""


def _no_file(_sha256: str) -> bytes:
    raise Refused("附件的内容没有随记录给出，请打开数据文件再打印。")


@dataclass(frozen=True)
class PaperContext:
    """What one paper needs beside its records. ``people`` is keyed by the uid of the member.

    ``reveal`` prints identity numbers, telephone numbers and addresses in full; ``today`` is the
    ISO day on which the paper is made. ``year`` is that of a yearly paper; ``option`` is what a
    person chose for it (``Document.asks``), "" for the usual. ``read`` returns the bytes of an
    attached file by its SHA-256 and raises ``Refused``; ``link`` returns how a paper names another
    record of the branch (支部党员大会 2026年第3次（2026年3月27日）), "" for an unknown one.
    """

    organisation_name: str
    organisation_short_name: str = ""
    group_name: str = ""
    people: Mapping[str, Person] = field(default_factory=dict)
    phone: str = ""
    today: str = ""
    reveal: bool = False
    year: int | None = None
    option: str = ""
    read: Callable[[str], bytes] = _no_file
    link: Callable[[str], str] = _no_link
