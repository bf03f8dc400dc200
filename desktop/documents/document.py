"""What is declared of one kind of paper."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.errors import Refused

WORD = ".docx"


@dataclass(frozen=True)
class Document:
    """One kind of paper.

    ``kinds`` are the values of the record's ``kind`` for which it exists, empty for all.
    ``collect`` takes a tree; that of a ``collective`` paper (the branch as it is today) and of a
    ``yearly`` one (all records of a branch that belong to ``context.year``, oldest first) takes
    the list of trees, which may be empty. A ``general`` paper is one of a general branch about all
    branches below it. ``asks`` names what else a person chooses, handed over
    as ``context.option``: ``per_page`` (``activity_photos.PER_PAGE``), ``person`` (a name or uid),
    ``month`` (1 to 12), ``spine`` (``archive_labels.SPINES``). A ``drawn`` paper is a
    picture of its facts and has no Word document.
    """

    name: str
    title: str
    record_types: tuple[str, ...]
    kinds: tuple[str, ...]
    collect: Callable[..., Any]
    render: Callable[[Any, Path], None]
    landscape: bool = False
    collective: bool = False
    yearly: bool = False
    general: bool = False
    asks: str = ""
    drawn: bool = False

    def write(self, sheet: Any, path: Path) -> None:
        """Write what ``collect`` returned: as Word for a name in .docx, else as PDF.

        Raises ``Refused``.
        """
        if path.suffix.lower() == WORD:
            if self.drawn:
                raise Refused(f"{self.title}是画出来的，没有 Word 文档，请存为 PDF。")
            from desktop.documents import word

            word.write(sheet, path)
        else:
            self.render(sheet, path)

    @property
    def of_many(self) -> bool:
        """Whether ``collect`` takes a list of trees."""
        return self.collective or self.yearly

    def option_text(self, option: str) -> str:
        """Return what a person chose for the paper as its file name says it: 11月, 单伟."""
        unit = {"month": "月", "spine": "毫米盒脊"}.get(self.asks, "")
        return f"{option}{unit}" if option else ""

    def suits(self, record_type: str, kind: str | None = None) -> bool:
        """Whether the paper exists for a record of that type and kind."""
        return record_type in self.record_types and (not self.kinds or kind in self.kinds)
