"""年度总结 as an official paper: the branch's own words, then the numbers of the year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from db import numbers
from desktop.documents import official, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.official import Block, Official, Signature, Text

_UNWRITTEN = "（由支部填写）"


@dataclass(frozen=True)
class SummarySheet:
    """The summary of one year."""

    paper: Official


def collect(tree: Tree, context: PaperContext) -> SummarySheet:
    """Put the summary into words; a part that is not written is left open and said to be."""
    texts = [*_parts(tree), *_numbers(tree, context)]
    signed = Signature(
        context.organisation_name, wording.day(tree["finished_on"], wording.DATE_BY_HAND)
    )
    blocks: tuple[Block, ...] = (*map(Text, texts), signed)
    title = tree["title"].strip() or f"{tree['year'] or ''}年度工作总结"
    return SummarySheet(Official(title, blocks, ()))


def render(sheet: SummarySheet, path: Path) -> None:
    """Write the summary; raises ``Refused``."""
    official.write(sheet.paper, path)


def _parts(tree: Tree) -> Iterator[str]:
    rows = [row for row in tree["parts"] if row["heading"].strip() or row["text"].strip()]
    for number, row in enumerate(rows, 1):
        if row["heading"].strip():
            yield f"{wording.chinese_number(number)}、{row['heading'].strip()}"
        yield row["text"].strip() or _UNWRITTEN
    if not rows:
        yield _UNWRITTEN


def _numbers(tree: Tree, context: PaperContext) -> Iterator[str]:
    """Yield the numbers by system: those that were frozen, else those of the records now."""
    if not tree["with_numbers"] or not tree["year"]:
        return
    said: Sequence[tuple[str, str, str]]
    frozen = tree["frozen"] and context.desk.record("frozen_numbers", tree["frozen"])
    if frozen:
        until = f"，{wording.day(frozen['frozen_on'])}定稿"
        said = [(row["system"], row["title"], row["said"]) for row in frozen["numbers"]]
    else:
        last = min(context.today, f"{tree['year']}-12-31")
        until = f"，截至{wording.day(last)}"
        found = context.desk.numbers(numbers.year_of(tree["year"]))
        said = [(each.system, each.title, each.text) for each in found]
    if not said:
        return
    yield f"附：本年数字（由记录逐条统计{until}）"
    for system, rows in groupby(said, key=lambda row: row[0]):
        listed = "，".join(f"{' '.join(title.split())}{text}" for _s, title, text in rows)
        yield f"{system}：{listed}。"
