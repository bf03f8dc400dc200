"""组织关系转接: the register of the branch, and a letter in three parts (存根, 介绍信, 回执).

Form: domain 2.1 row 21 and 1.5: number, validity, until when dues were paid, lines for 骑缝.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.errors import Refused
from db.records.held import Category
from db.records.transfer_letter import TransferDirection, TransferWay, standing, valid_until
from desktop.documents import table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.table import Table, TableColumn

_DASH = "—"
_SEAM = "…………　骑缝　　字第　　号（盖章）　…………"


@dataclass(frozen=True)
class TransferSheet:
    """One table about transfers."""

    table: Table


def collect_register(trees: Sequence[Tree], context: PaperContext) -> TransferSheet:
    """List all transfers by day with their letter, validity and return slip."""
    today = dt.date.fromisoformat(context.today)
    ordered = sorted(trees, key=lambda tree: tree["issued_on"] or "")
    rows = [_row(place, tree, today) for place, tree in enumerate(ordered, 1)]
    columns = (
        TableColumn("序号", 11),
        TableColumn("姓名", 20),
        TableColumn("转入\n转出", 13),
        TableColumn("对方党组织", 52),
        TableColumn("介绍信编号\n或线上", 30),
        TableColumn("开具日期", 24),
        TableColumn("有效期至", 24),
        TableColumn("党费交至", 22),
        TableColumn("回执日期", 24),
        TableColumn("经办人", 18),
        TableColumn("状态、备注", 34),
    )
    empty = tuple("无" if place == 1 else _DASH for place in range(len(columns)))
    return TransferSheet(
        Table(
            title="组织关系转接登记簿",
            left=context.organisation_name,
            right=f"截至{wording.day(context.today)}",
            columns=columns,
            rows=tuple(rows) or (empty,),
            landscape=True,
            closing=("经办人（签名）：", "党支部书记（签名）：", wording.DATE_BY_HAND),
            size=10.0,
            row_height=9.0,
            least_row_height=8.0,
            names=tuple(tree["name"] for tree in trees),
        )
    )


def collect_letter(tree: Tree, context: PaperContext) -> TransferSheet:
    """Return the three parts of a letter that the branch issued; refused for another transfer."""
    if tree["direction"] != TransferDirection.OUT or tree["way"] != TransferWay.LETTER:
        raise Refused("只有转出、用介绍信的转接才开介绍信，请核对“转入转出”和“方式”。")
    number = tree["number"].strip() or "　　　　"
    until = valid_until(tree)
    days = f"{tree['valid_days']}天（至{_date(until)}）" if until else _DASH
    dues = wording.day(tree["dues_until"], "　　年　　月").partition("月")[0] + "月"
    issued = wording.day(tree["issued_on"], wording.DATE_BY_HAND)
    person = context.people.get(tree["member"] or "")
    category = Category(person.category).label if person else "中共党员"
    name, other = tree["name"], tree["other_side"]
    letter = (
        f"{other}：\n　　{name}同志（系{category}）的组织关系由我处转去，请接洽。"
        f"\n　　该同志党费交至{dues}。有效期{days}。"
    )
    slip = (
        f"{context.organisation_name}：\n　　{name}同志的组织关系已于"
        "　　　　年　　月　　日转到我处，特此回复。"
        "\n　　经办人：　　　　　　联系电话：\n　　（盖章）　　　　年　　月　　日"
    )
    rows = (
        ("存　　根",),
        ("编号", number, "姓名", name),
        ("去向", other, "有效期", days),
        ("党费交至", dues, "开具日期", issued),
        ("经办人", tree["handler_name"] or "　", "领取人签名", "　"),
        (_SEAM,),
    )
    return TransferSheet(
        Table(
            title="中国共产党党员组织关系介绍信",
            left=context.organisation_name,
            right=f"编号：{number}",
            columns=(
                TableColumn("项目", 24),
                TableColumn("内容", 62),
                TableColumn("项目", 26),
                TableColumn("内容", 44),
            ),
            rows=rows,
            feet=(
                (("介 绍 信", f"{letter}\n　　（盖章）　{issued}"),),
                (("骑　　缝", _SEAM.replace("骑缝　　", "")),),
                (("回　　执", slip),),
            ),
            size=12.0,
            row_height=11.0,
            names=(name,),
        )
    )


def render(sheet: TransferSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def _row(place: int, tree: Tree, today: dt.date) -> tuple[str, ...]:
    online = tree["way"] == TransferWay.ONLINE
    said = standing(tree, today) + (f"；{tree['note'].strip()}" if tree["note"].strip() else "")
    until = valid_until(tree)
    return (
        str(place),
        wording.spaced(tree["name"]),
        TransferDirection(tree["direction"]).label,
        tree["other_side"] or _DASH,
        "线上转接" if online else tree["number"].strip() or _DASH,
        wording.day(tree["issued_on"], _DASH),
        _date(until) if until and not online else _DASH,
        wording.day(tree["dues_until"], _DASH).partition("月")[0]
        + ("月" if tree["dues_until"] else ""),
        wording.day(tree["receipt_on"], _DASH),
        tree["handler_name"] or _DASH,
        said,
    )


def _date(day: dt.date | None) -> str:
    return wording.day(day.isoformat() if day else None, _DASH)
