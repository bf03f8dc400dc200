"""The cards of 双报到 and 结对帮扶, and the results of 六项工程 summed by programme (domain 5).

报到单 with the community's receipt (回执), 服务记录卡, 明白卡: what is not recorded yet is left for
the hand where somebody outside the branch writes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from db import quantity, shown
from db.records import spec
from db.spec import RecordSpec
from desktop.documents import bookparts, ledger, table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.fonts import HEITI
from desktop.documents.ledger import LedgerSheet
from desktop.documents.page import write_pages
from desktop.documents.recordbook import Form, Paragraph, Row, layout, number_pages
from desktop.documents.table import Table, TableColumn

_DASH = "—"
_BY_HAND = "意见："
_UNJUDGED = "none"  # the community has not said its word yet


@dataclass(frozen=True)
class Card:
    """What a card shows: rows of one or two fields, texts below them, who signs.

    ``outside`` are texts that somebody outside the branch writes, ``by_hand`` the short fields:
    they stay free on paper until they are recorded.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    texts: tuple[str, ...]
    signs: tuple[str, ...]
    outside: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()


@dataclass(frozen=True)
class CardSheet:
    """A card in words; with ``open_end`` the room below it is for the community's hand."""

    form: Form
    open_end: bool


CARDS: Mapping[str, Card] = {
    "unit_checkin": Card(
        "党组织到社区报到单",
        (
            ("community", "checked_in_on"),
            ("liaison", "contact_name"),
            ("contact_phone", "received_on"),
        ),
        ("services",),
        ("支部书记", "社区负责人"),
        ("receipt",),
        ("received_on", "contact_name"),
    ),
    "member_checkin": Card(
        "党员到社区报到单",
        (
            ("person", "community"),
            ("checked_in_on", "contact_name"),
            ("post",),
            ("skill",),
            ("received_on",),
        ),
        (),
        ("报到党员", "社区负责人"),
        ("receipt",),
        ("received_on", "contact_name"),
    ),
    "community_service": Card(
        "社区服务记录卡",
        (
            ("served_on", "community"),
            ("kind", "minutes"),
            ("content",),
            ("reached", "word"),
            ("attendees",),
            ("signer_name", "signed_on"),
        ),
        (),
        ("填表人", "社区确认人"),
        ("word_text",),
        ("word", "signer_name", "signed_on"),
    ),
    "helped_household": Card(
        "结对帮扶明白卡",
        (
            ("householder_name", "persons"),
            ("village",),
            ("cause",),
            ("helper", "helper_rank"),
            ("paired_on", "out_on"),
        ),
        ("measures", "effect"),
        ("帮扶人", "户主"),
    ),
}


def collect_card(tree: Tree, context: PaperContext, *, kind: str) -> CardSheet:
    """Put a record on the card of its type."""
    card, own = CARDS[kind], context.relabel(spec(kind))
    body = [
        part
        for name in card.texts
        for part in bookparts.section(own.label(name), shown.cell(own, dict(tree), name))
    ]
    for name in card.outside:
        body.append(Paragraph(own.label(name), HEITI, heading=True))
        body.append(Paragraph(tree[name].strip() or _BY_HAND))
    form = Form(
        title=card.title,
        left=context.organisation_name,
        right="",
        rows=tuple(_row(own, tree, names, card.by_hand) for names in card.rows),
        body=tuple(body),
        signatures=card.signs,
        foot="",
        names=wording.whole_names(own.people(dict(tree))),
    )
    entered = wording.entry_day(tree["entered_at"])
    said = f"录入于{wording.day(entered)}　" if entered else ""
    form = replace(form, foot=f"{said}校验码 {wording.check_code(astuple(form))}")
    return CardSheet(form, any(not tree[name].strip() for name in card.outside))


def render_card(sheet: CardSheet, path: Path) -> None:
    """Write the card; raises ``Refused``."""
    pages = layout(sheet.form, open_end=sheet.open_end)
    number_pages(pages, sheet.form.foot, 1, len(pages))
    write_pages(pages, path, sheet.form.title)


def _row(kind: RecordSpec, tree: Tree, names: Sequence[str], by_hand: tuple[str, ...]) -> Row:
    return tuple(
        (label, "" if name in by_hand and _unsaid(tree[name]) else said)
        for name in names
        for label, said in [ledger.label_and_text(kind, tree, name)]
    )


def _unsaid(value: object) -> bool:
    return value in (None, "", _UNJUDGED)


def collect_totals(trees: Sequence[Tree], context: PaperContext) -> LedgerSheet:
    """Sum the results of a year's activities by programme and by what was counted."""
    groups: dict[tuple[str, str], list[Tree]] = {}
    for tree in trees:
        key = (" ".join(tree["programme"].split()), " ".join(tree["counted"].split()))
        groups.setdefault(key, []).append(tree)
    rows = [
        (str(place), *key, *_sums(found)) for place, (key, found) in enumerate(groups.items(), 1)
    ]
    empty = (_DASH, _DASH, "本年没有登记六项工程活动", *[_DASH] * 6)
    programmes = len({programme for programme, _counted in groups})
    return LedgerSheet(
        Table(
            title=f"{wording.of_year(context)}六项工程成效汇总表",
            left=context.organisation_name,
            right=f"截至{wording.day(context.today or None, wording.DATE_BY_HAND)}",
            columns=(
                TableColumn("序号", 0.5),
                TableColumn("工程", 2.0),
                TableColumn("内容", 2.0),
                TableColumn("记录", 0.8, rigid=True),
                TableColumn("参加党员", 1.0, rigid=True),
                TableColumn("数量", 1.4, rigid=True),
                TableColumn("应办总数", 1.2, rigid=True),
                TableColumn("金额", 1.2, rigid=True),
                TableColumn("满意度测评", 1.6),
            ),
            rows=tuple(rows) or (empty,),
            landscape=True,
            facts=((("合　　计", f"{programmes}项工程，{len(trees)}条记录。"),),),
            closing=("填表人（签名）：", "支部书记（签名）：", wording.DATE_BY_HAND),
            size=10.5,
            row_height=9.0,
            least_row_height=7.5,
            fit=True,
        )
    )


def _sums(trees: Sequence[Tree]) -> tuple[str, ...]:
    """Return the cells of one group; each number is the sum of its records."""
    present = sum(len(tree["attendees"]) for tree in trees)
    money = [tree["money"] for tree in trees if tree["money"] is not None]
    polled = [t for t in trees if t["ballots"] and t["content_ballots"] is not None]
    ballots = sum(tree["ballots"] for tree in polled)
    content = sum(tree["content_ballots"] for tree in polled)
    share = quantity.share(content, ballots)
    return (
        f"{len(trees)}条",
        f"{present}人次" if present else _DASH,
        _total(trees, "result"),
        _total(trees, "whole"),
        quantity.money_text(sum(money)) if money else _DASH,
        f"{ballots}票中{content}票满意，{share}" if share else _DASH,
    )


def _total(trees: Sequence[Tree], name: str) -> str:
    return "、".join(map(str, quantity.totals(tree[name] for tree in trees))) or _DASH


def render_totals(sheet: LedgerSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)
