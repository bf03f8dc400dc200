"""What a paper needs beside the record: names that stand in other records."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from db.errors import Refused
from db.shown import Relabel
from db.spec import RecordSpec

if TYPE_CHECKING:
    from db.absences import Away
    from db.dues import Ledger
    from db.elections import Judged
    from db.figures import Year as Figures
    from db.frozen_numbers import Compared
    from db.inspection import Inspected
    from db.numbers import Number, Period
    from db.overview import Overview
    from db.rules.duties.model import Duty
    from db.rules.rule import Rule
    from db.rules.scoring.model import Sheet
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


def _own_words(kind: RecordSpec) -> RecordSpec:
    return kind


def _no_file(_sha256: str) -> bytes:
    raise Refused("附件的内容没有随记录给出，请打开数据文件再打印。")


@dataclass(frozen=True)
class Handover:
    """What is handed over: counts by title and year (None for none), attached files and bytes.

    ``to``, ``on``, ``file``, ``size`` and ``sha256`` tell of the copy that was made, if one was.
    """

    counts: Sequence[tuple[str, dict[int | None, int]]] = ()
    files: int = 0
    bytes: int = 0
    to: str = ""
    on: str = ""
    file: str = ""
    size: int = 0
    sha256: str = ""


class Year:
    """What the program works out of a branch's year for papers; of an unknown branch, nothing."""

    def records(self, _record_type: str) -> Sequence[Tree]:
        """Return the records of a type that belong to the year, oldest first; of ``member``, who
        is on the roster at the end of the year, or today."""
        return ()

    def record(self, _record_type: str, _uid: str) -> Tree | None:
        """Return one record of the file, None when it is not there."""
        return None

    def context_of(self, _record: Tree) -> "PaperContext":
        """Return the context of one record of the branch, as of its own day."""
        raise Refused("这份文书要从打开的数据文件印。")

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

    def absences(self) -> "Sequence[Away]":
        """Return who was away from what in the year, newest first."""
        return ()

    def election(self, _record: Tree) -> "Judged | None":
        """Return an election of the branch with its votes judged."""
        return None

    def handover(self) -> Handover:
        """Return what a hand-over of the file comes to, of this branch."""
        return Handover()

    def general(self) -> "Overview | None":
        """Return the branches of a general branch side by side; None for any other."""
        return None

    def figures(self, _year: int, _day: str) -> "Figures | None":
        """Return the numbers of a year as they stand on an ISO day, each with its records."""
        return None

    def dues(self, _year: int) -> "Ledger | None":
        """Return the dues of a year as they stand on the day of the paper."""
        return None

    def numbers(self, _period: "Period") -> "Sequence[Number]":
        """Return the numbers of a period, each with its records, system by system."""
        return ()

    def frozen_numbers(self, _record: Tree) -> "Sequence[Compared]":
        """Return the numbers of a frozen set, each beside what the records say now."""
        return ()

    def assessed(self, _assessment: Tree) -> "Sheet | None":
        """Return the scored sheet of an assessment, that of a final one as it was frozen."""
        return None

    def assessed_before(self, _assessment: Tree) -> "Sheet | None":
        """Return the sheet of the year before, None when that year has no assessment."""
        return None

    def behind(self, _assessment: Tree, _sheet: "Sheet") -> Mapping[str, str]:
        """Return how a paper names the records behind a sheet, by uid, with their dates."""
        return {}

    def assessment_changes(self, _assessment: Tree) -> Sequence[str]:
        """Return how the records differ from what a final assessment was made of."""
        return ()


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
    ``relabel`` returns a record type with the words of the place.
    """

    organisation_name: str
    organisation_short_name: str = ""
    superior_name: str = ""
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
    relabel: Relabel = _own_words
