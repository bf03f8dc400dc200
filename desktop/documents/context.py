"""What a paper needs beside the record: names that stand in other records."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from db.errors import Refused

if TYPE_CHECKING:
    from db.inspection import Inspected
    from db.rules.duties.model import Duty
    from db.rules.rule import Rule
    from db.year_plan import Comparison

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


class Year:
    """What the program works out of a branch's year for papers; of an unknown branch, nothing."""

    def duties(self) -> "Sequence[Duty]":
        """Return the duties of the year as they stand on the day of the paper, by date."""
        return ()

    def inspected(self) -> "Sequence[Inspected]":
        """Return the records of the year with what the checks found, oldest first."""
        return ()

    def rules(self) -> "Mapping[str, Rule]":
        """Return the rules of the duties with the branch's own changes, by code."""
        return {}

    def compared(self, _plan: Tree | None) -> "Comparison | None":
        """Return a plan of the year beside what was held; without a plan, its activities."""
        return None


@dataclass(frozen=True)
class PaperContext:
    """What one paper needs beside its records. ``people`` is keyed by the uid of the member, and
    ``groups`` holds the names of the groups by their uid.

    ``reveal`` prints identity numbers, telephone numbers and addresses in full; ``today`` is the
    ISO day on which the paper is made. ``year`` is that of a yearly paper; ``option`` is what a
    person chose for it (``Document.asks``), "" for the usual. ``read`` returns the bytes of an
    attached file by its SHA-256 and raises ``Refused``; ``link`` returns how a paper names another
    record of the branch (支部党员大会 2026年第3次（2026年3月27日）), "" for an unknown one.
    ``desk`` works out what is due in the year and what the checks say, when a paper asks for it.
    """

    organisation_name: str
    organisation_short_name: str = ""
    group_name: str = ""
    people: Mapping[str, Person] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    phone: str = ""
    today: str = ""
    reveal: bool = False
    year: int | None = None
    option: str = ""
    read: Callable[[str], bytes] = _no_file
    link: Callable[[str], str] = _no_link
    desk: Year = field(default_factory=Year, compare=False)
