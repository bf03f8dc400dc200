"""考核责任书 between the general branch and a branch (domain row 15), as an official paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.rules.scoring.formulas import points_text
from desktop.documents import official, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.official import Blank, Block, Labelled, Official, Parties, Text


@dataclass(frozen=True)
class LetterSheet:
    """The letter of one branch for one year."""

    paper: Official


def collect(tree: Tree, context: PaperContext) -> LetterSheet:
    """Put the letter into words; what the letter does not say stays open and is said to be."""
    names = wording.whole_names((tree["first_name"], tree["second_name"]))
    blocks = (*_parties(tree, context), *map(Text, _body(tree)), _signatures(tree))
    title = f"{tree['year'] or ''}年度党支部考核责任书"
    return LetterSheet(Official(title, blocks, names))


def render(sheet: LetterSheet, path: Path) -> None:
    """Write the letter; raises ``Refused``."""
    official.write(sheet.paper, path)


def _parties(tree: Tree, context: PaperContext) -> Iterator[Block]:
    second = tree["second_party"].strip() or context.organisation_name
    yield Labelled("甲方", tree["first_party"].strip() or wording.NOTHING)
    yield Labelled("乙方", second)
    yield Blank()
    yield Text(f"为落实党建工作责任，甲方与乙方签订{tree['year'] or ''}年度考核责任书，内容如下：")


def _body(tree: Tree) -> Iterator[str]:
    yield "一、责任内容"
    for number, row in enumerate(tree["duties"], 1):
        yield f"{number}.{_clause(row)}"
    if not tree["duties"]:
        yield "责任内容还没有列出。"
    yield "二、考核办法"
    yield tree["method"].strip() or wording.NOTHING
    yield "三、奖惩"
    yield tree["rewards"].strip() or wording.NOTHING
    yield "四、生效"
    yield f"本责任书一式{tree['copies']}份，自双方签字之日起生效。"


def _clause(row: Tree) -> str:
    points = f"（{points_text(row['points'])}分）" if row["points"] is not None else ""
    duty = " ".join(row["duty"].split()).rstrip("。；;")
    target = " ".join(row["target"].split()).rstrip("。；;")
    return f"{duty}{points}。" + (f"指标：{target}。" if target else "")


def _signatures(tree: Tree) -> Parties:
    """Return the places for both parties; only a letter that is signed has its day."""
    day = wording.day(tree["signed_on"], wording.DATE_BY_HAND)
    return Parties(
        (
            ("甲方（盖章）：", "乙方（盖章）："),
            ("党总支书记（签名）：", "党支部书记（签名）："),
            (day, day),
        )
    )
