"""What the import of a table reads and writes: the three lists, or one ledger of the 台账 tab."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from db.ledgers import importer, plain, reader
from db.ledgers.columns import LABELS
from db.ledgers.planned import PlannedRow
from db.ledgers.reader import FoundColumn, IgnoredRow
from db.operations import Changes
from db.records.listed_item import ListKind
from db.spec import RecordSpec

_THEN = "先看导入后会怎样，再决定；导入后可以一步撤销。"


class Found(Protocol):
    """A sheet that was found: its name, its columns, what each is proposed to be."""

    @property
    def sheet(self) -> str:
        """The name of the sheet."""

    @property
    def columns(self) -> tuple[FoundColumn, ...]:
        """The columns in their order."""

    @property
    def mapping(self) -> Mapping[int, str]:
        """The proposal."""


class Planned(Protocol):
    """What an import would do."""

    @property
    def rows(self) -> tuple[PlannedRow, ...]:
        """What happens to each row."""

    @property
    def ignored(self) -> tuple[tuple[str, IgnoredRow], ...]:
        """The rows that are no records, by sheet."""

    @property
    def summary(self) -> str:
        """All of it in one sentence."""

    def count(self, action: str) -> int:
        """Return the number of rows with this action."""


@dataclass
class Chosen:
    """What the person has chosen for one sheet; without ``kind`` it is not taken."""

    preview: Any
    kind: str | None
    year: int
    mapping: dict[int, str]


class TableSource(Protocol):
    """The words and the work of an import; ``dated`` asks for the year of each sheet, ``counted``
    is the counting word of what comes in."""

    title: str
    introduction: str
    files: str
    kind_name: str
    counted: str
    dated: bool
    kinds: Sequence[tuple[str, str]]
    labels: Mapping[str, str]

    def read(self, path: Path) -> tuple[Any, ...]:
        """Read a file; raises ``Refused``."""

    def choice(self, preview: Any, year: int) -> Chosen:
        """Return what is proposed for a sheet while the year ``year`` is looked at."""

    def plan(self, chosen: Sequence[Chosen], branch: str, today: str) -> Any:
        """Return what would happen; raises ``Refused``."""

    def apply(self, planned: Any, who: str, at: str) -> Changes:
        """Write it; raises ``Refused``."""


class ListSource:
    """The three lists (责任、任务、问题)."""

    title = "导入旧清单"
    introduction = f"选择一份旧的责任清单、任务清单或问题清单（xlsx 或 csv）。{_THEN}"
    files = "旧清单 (*.xlsx *.csv)"
    kind_name = "哪一张清单"
    counted = "项"
    dated = True
    kinds: Sequence[tuple[str, str]] = tuple((str(kind), kind.label) for kind in ListKind)
    labels: Mapping[str, str] = LABELS

    def read(self, path: Path) -> tuple[reader.Preview, ...]:
        """Read the lists of a file."""
        return reader.read(path)

    def choice(self, preview: reader.Preview, year: int) -> Chosen:
        """Return the list and year that the sheet itself says."""
        kind = preview.kind and str(preview.kind)
        return Chosen(preview, kind, preview.year or year, dict(preview.mapping))

    def plan(self, chosen: Sequence[Chosen], branch: str, today: str) -> importer.Plan:
        """Compare the sheets with the lists of the branch."""
        parts = [
            importer.Part(each.preview, ListKind(each.kind or ""), each.year, each.mapping)
            for each in chosen
        ]
        return importer.plan(parts, branch, today=today)

    def apply(self, planned: importer.Plan, who: str, at: str) -> Changes:
        """Write the items."""
        return importer.apply(planned, who, at)


class LedgerSource:
    """One ledger; its columns have the words of the place."""

    kind_name = "这一张是什么"
    counted = "条"
    dated = False

    def __init__(self, kind: RecordSpec) -> None:
        self._kind = kind
        self.title = f"导入旧台账：{kind.title}"
        self.introduction = f"选择一份旧的{kind.title}台账（xlsx 或 csv）。{_THEN}"
        self.files = f"{kind.title} (*.xlsx *.csv)"
        self.kinds: Sequence[tuple[str, str]] = ((kind.name, kind.title),)
        self.labels: Mapping[str, str] = plain.columns(kind)

    def read(self, path: Path) -> tuple[plain.Preview, ...]:
        """Read the sheets that look like this ledger."""
        return plain.read(path, self._kind)

    def choice(self, preview: plain.Preview, year: int) -> Chosen:
        """Propose to take every sheet."""
        return Chosen(preview, self._kind.name, year, dict(preview.mapping))

    def plan(self, chosen: Sequence[Chosen], branch: str, today: str) -> plain.Plan:
        """Compare the sheets with the ledger of the branch."""
        parts = [plain.Part(each.preview, each.mapping) for each in chosen]
        return plain.plan(self._kind, parts, branch, today=today)

    def apply(self, planned: plain.Plan, who: str, at: str) -> Changes:
        """Write the records."""
        return plain.apply(planned, who, at)
