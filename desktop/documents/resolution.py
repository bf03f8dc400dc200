"""支部大会决议 of every item that was voted on (domain row 11)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.errors import Refused
from db.records.meeting import Matter
from db.rules.voting import count_of
from desktop.documents import official, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.official import Blank, Block, Official, Signature, Text
from desktop.documents.page import write_pages

_ABOUT_A_PERSON = (Matter.ADMISSION, Matter.FULL_MEMBERSHIP)


@dataclass(frozen=True)
class ResolutionSheet:
    """The resolutions of one meeting in words, one paper for each voted item."""

    papers: tuple[Official, ...]


def collect(tree: Tree, context: PaperContext) -> ResolutionSheet:
    """Put the voted items of a meeting into words; raises ``Refused`` when there is none."""
    facts, _ = wording.counts(tree)
    held = [place for place, item in enumerate(facts.agenda) if item.vote.held]
    voted = [place for place in held if count_of(facts.agenda[place].vote)]
    if held and not voted:
        raise Refused("表决的议题还没有填全票数，先填写赞成、反对、弃权各多少票，再印决议。")
    if not voted:
        raise Refused("这次会议没有表决的议题，没有决议可印；先在议题里填写表决方式和票数。")
    return ResolutionSheet(tuple(_paper(tree, place, context) for place in voted))


def render(sheet: ResolutionSheet, path: Path) -> None:
    """Write the papers into one file, each with its own page numbers; raises ``Refused``."""
    pages = [page for paper in sheet.papers for page in official.layout(paper)]
    write_pages(pages, path, "支部大会决议")


def _paper(tree: Tree, place: int, context: PaperContext) -> Official:
    item = tree["agenda"][place]
    blocks: tuple[Block, ...] = (
        *(Text(text) for text in _texts(tree, place, context)),
        Blank(),
        Text("支部书记（签名或盖章）："),
        Signature(context.organisation_name, wording.day(tree["held_on"], wording.DATE_BY_HAND)),
    )
    return Official(_title(item["title"].strip()), blocks, wording.names_of(tree, context))


def _matter(title: str) -> str:
    """Return what was voted on, without the words with which agendas begin."""
    for word in ("讨论", "审议", "表决", "研究", "关于"):
        title = title.removeprefix(word)
    return title.lstrip("：: ") or "表决事项"


def _title(title: str) -> str:
    return title if title.endswith("决议") else f"关于{_matter(title)}的决议"


def _texts(tree: Tree, place: int, context: PaperContext) -> Iterator[str]:
    facts, sums = wording.counts(tree)
    item = tree["agenda"][place]
    where = f"在{tree['place'].strip()}" if tree["place"].strip() else ""
    number = f"（{wording.number_text(tree)}）" if tree["number"] else ""
    yield (
        f"{context.organisation_name}于{wording.day(tree['held_on'], '—')}{where}召开"
        f"{wording.kind_title(tree)}{number}，就{_matter(item['title'].strip())}进行了讨论和表决。"
    )
    if item["matter"] in _ABOUT_A_PERSON and item["report"].strip():
        yield item["report"].strip()
    full = f"（正式党员{sums.due_full}人，预备党员{sums.due_probationary}人）"
    yield (
        f"应到党员{sums.due}人{full}，实到{sums.present}人；"
        f"应到会有表决权党员{sums.voters_due}人，到会{sums.voters_present}人。"
    )
    yield f"表决情况：{wording.vote_sentence(tree, facts, sums, place, attendance=False)}"
    if item["resolution"].strip():
        yield f"支部党员大会决议：{item['resolution'].strip()}"
    yield from wording.decisions(item, context)
