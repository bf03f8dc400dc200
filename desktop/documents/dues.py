"""党费 papers: the ledger of a year or quarter, the sheet to be put up, the receipts of a month.

Form: domain 2.1 row 18 (党费收缴台账). Sums are in yuan with two places and close: 应交 − 减免 =
实交 + 欠交. The sheet that is put up shows what everybody paid and no wages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.errors import Refused
from db.rules import dues as rules
from db.rules.dues import Month, MonthState, yuan
from desktop.documents import table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.table import Table, TableColumn

if TYPE_CHECKING:
    from db.dues import Account, Ledger

_DASH = "—"
_SIGN = ("收缴人（签名）：", "党支部书记（签名）：", wording.DATE_BY_HAND)
_QUARTERS = "一二三四"


@dataclass(frozen=True)
class DuesSheet:
    """One table about dues."""

    table: Table


def collect_year(_trees: Sequence[Tree], context: PaperContext) -> DuesSheet:
    """Return the ledger of ``context.year``: base, standard, every month, the sums."""
    return _ledger(_of(context), context, 1, 12, f"{context.year}年党费收缴台账")


def collect_quarter(_trees: Sequence[Tree], context: PaperContext) -> DuesSheet:
    """Return the ledger of the quarter in which the month ``context.option`` lies."""
    given = _of(context)
    month = int(context.option or 0) or max(given.begun, 1)
    quarter = (month - 1) // 3
    title = f"{context.year}年第{_QUARTERS[quarter]}季度党费收缴台账"
    return _ledger(given, context, quarter * 3 + 1, quarter * 3 + 3, title)


def collect_notice(_trees: Sequence[Tree], context: PaperContext) -> DuesSheet:
    """Return the sheet to be put up: what everybody paid, what was handed up, no wages."""
    given = _of(context)
    rows = [
        (str(place), wording.spaced(each.name), *(_paid(m) for m in each.months),
         yuan(each.sums.paid), _remark(each, given))
        for place, each in enumerate(given.accounts, 1)
    ]  # fmt: skip
    totals = [yuan(rules.sums(given.of_month(month)).paid) for month in range(1, 13)]
    rows.append((_DASH, "合计", *totals, yuan(given.sums().paid), _DASH))
    columns = (
        TableColumn("序号", 11),
        TableColumn("姓名", 20),
        *(TableColumn(f"{month}月", 15.5) for month in range(1, 13)),
        TableColumn("合计（元）", 20),
        TableColumn("备注", 32),
    )
    return _sheet(
        f"{context.year}年党费收缴情况公示表",
        columns,
        rows,
        context,
        (
            (("收支情况", f"{_said(given, 1, max(given.begun, 1))}。"),),
            (("上　　缴", _handed(given)),),
        ),
        ("支部书记（签名）：", "公示起止：　　月　　日至　　月　　日", wording.DATE_BY_HAND),
    )


def collect_receipts(tree: Tree, context: PaperContext) -> DuesSheet:
    """Return the list of one month on which everybody signs for what was paid."""
    given = context.desk.dues(tree["year"])
    if given is None:
        raise Refused("找不到这个月所在支部的党费台账，请打开数据文件再打印。")
    month = tree["month"]
    rows: list[tuple[str, ...]] = []
    for each in given.accounts:
        found = each.months[month - 1]
        if found.belongs or found.paid:
            due = yuan(found.due) if found.due is not None else "未核定"
            rows.append(
                (
                    str(len(rows) + 1),
                    wording.spaced(each.name),
                    due if found.belongs else _DASH,
                    yuan(found.waived) if found.waived else _DASH,
                    yuan(found.paid) if found.paid else "未交",
                    _days(found),
                    " ",
                    yuan(found.owed) if found.owed else _DASH,
                )
            )
    total = rules.sums(given.of_month(month))
    rows.append(
        (_DASH, "合计", yuan(total.due), yuan(total.waived), yuan(total.paid), _DASH, _DASH,
         yuan(total.owed))
    )  # fmt: skip
    columns = (
        TableColumn("序号", 12),
        TableColumn("姓名", 30),
        TableColumn("应交", 22),
        TableColumn("减免", 20),
        TableColumn("实交", 22),
        TableColumn("交纳日期", 26),
        TableColumn("本人签名", 26),
        TableColumn("欠交", 20),
    )
    said = f"{rules.sums_text(total)}。"
    return DuesSheet(
        Table(
            title=f"{tree['year']}年{month}月党费收缴登记表",
            left=context.organisation_name,
            right=f"单位：元　　收缴人：{tree['collector_name'] or '　　　　'}",
            columns=columns,
            rows=tuple(rows),
            feet=((("合　　计", said),), (("备　　注", tree["note"].strip() or "无"),)),
            closing=("收缴人（签名）：", wording.DATE_BY_HAND),
            size=10.5,
            names=tuple(each.name for each in given.accounts),
        )
    )


def render(sheet: DuesSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def _of(context: PaperContext) -> "Ledger":
    found = context.desk.dues(context.year or 0)
    if found is None or not found.accounts:
        raise Refused("这一年名册上没有交纳党费的党员，请先登记党员。")
    return found


def _ledger(given: "Ledger", context: PaperContext, first: int, last: int, title: str) -> DuesSheet:
    months = range(first, last + 1)
    rows = [_row(place, each, given, months) for place, each in enumerate(given.accounts, 1)]
    sums = given.sums(first, last)
    owed = given.sums(first, min(last, given.begun)).owed  # months to come owe nothing yet
    rows.append(
        (
            _DASH,
            "合计",
            *[_DASH] * 4,
            *(yuan(rules.sums(given.of_month(month)).paid) for month in months),
            yuan(sums.paid),
            yuan(owed),
            _DASH,
        )
    )
    few = last - first < 3
    columns = (
        TableColumn("序号", 9),
        TableColumn("姓名", 16),
        TableColumn("类别", 13),
        TableColumn("月工资\n基数", 21),
        TableColumn("执行\n标准", 12),
        TableColumn("月应交", 15),
        *(TableColumn(f"{month}月" + ("实交、日期" if few else ""), 38 if few else 14.5)
          for month in months),
        TableColumn("年合计" if not few else "季度合计", 19),
        TableColumn("欠交", 16),
        TableColumn("备注", 30),
    )  # fmt: skip
    collectors = "、".join(dict.fromkeys(filter(None, given.collectors[first - 1 : last])))
    facts = (
        (("合　　计", f"{_said(given, first, last)}。"),),
        (("收 缴 人", collectors or "无"),),
        (("上　　缴", _handed(given, first, last)),),
    )
    return _sheet(title, columns, rows, context, facts, _SIGN)


def _row(place: int, each: "Account", given: "Ledger", months: range) -> tuple[str, ...]:
    from db import dues
    from db.records.dues_base import Payer

    base, few = each.base, len(months) < 4
    chosen = each.months[months.start - 1 : months.stop - 1]
    now = next((m for m in reversed(chosen) if m.base), None)
    sums = rules.sums(chosen)
    owed = rules.sums(m for m in chosen if m.begin.month <= given.begun).owed
    rates = given.rates[(now.begin.month if now else months.start) - 1]
    return (
        str(place),
        wording.spaced(each.name),
        Payer(base.payer).label.split("、")[0] if base else _DASH,
        yuan(base.amount) if base and base.amount is not None else _DASH,
        dues.standard(now.base if now else None, rates) or "未核定",
        yuan(now.due) if now and now.due is not None else _DASH,
        *(_paid(m) + (f"\n{_days(m)}" if few and m.paid else "") for m in chosen),
        yuan(sums.paid),
        yuan(owed) if owed else _DASH,
        _remark(each, given),
    )


def _paid(month: Month) -> str:
    """Return what stands in the cell of a month."""
    if month.state == MonthState.WAIVED:
        return "免交"
    return yuan(month.paid) if month.paid else _DASH


def _days(month: Month) -> str:
    """Return the days of payment as 3.15; with the year where it is another."""
    said = []
    for payment in month.payments:
        day = payment.paid_on
        year = f"{day.year}." if day.year != month.begin.year else ""
        said.append(f"{year}{day.month}.{day.day}")
    return "、".join(dict.fromkeys(said)) or _DASH


def _remark(each: "Account", given: "Ledger") -> str:
    """Say who is waived, who paid later than the month after, who pays here for part of a year."""
    said = []
    if waived := [m.begin.month for m in each.months if m.waived]:
        said.append(f"经批准减免：{_span(waived)}")
    later = [p.month.month for m in each.months for p in m.payments if rules.late_months(p) > 1]
    if later:
        said.append(f"补交：{_span(sorted(set(later)))}")
    outside = [m.begin.month for m in each.months[: given.begun] if not m.belongs]
    if outside and len(outside) < given.begun:
        said.append(f"不在本支部交：{_span(outside)}")
    if each.sums.over:
        said.append(f"多交{yuan(each.sums.over)}元")
    return "；".join(said) or _DASH


def _span(months: Sequence[int]) -> str:
    """Return 3月, 1—3月 or 1、3月."""
    whole = len(months) > 1 and list(months) == list(range(months[0], months[-1] + 1))
    return (f"{months[0]}—{months[-1]}" if whole else "、".join(map(str, months))) + "月"


def _said(given: "Ledger", first: int, last: int) -> str:
    shown = min(last, given.begun)
    if shown < first:
        return "还没有到交纳的月份"
    until = f"{first}—{shown}月" if shown > first else f"{first}月"
    return f"{until}{rules.sums_text(given.sums(first, shown))}"


def _handed(given: "Ledger", first: int = 1, last: int = 12) -> str:
    rows = [
        row for row in given.remittances if row["from_month"] <= last and row["to_month"] >= first
    ]
    if not rows:
        return "无"
    parts = []
    for row in rows:
        months = _span(range(row["from_month"], row["to_month"] + 1))
        voucher = f"，票据号{row['voucher']}" if row["voucher"] else ""
        day = wording.day(row["remitted_on"])
        parts.append(f"{months} {yuan(row['amount'])} 元（{day}{voucher}）")
    return "；".join(parts)


def _sheet(
    title: str,
    columns: tuple[TableColumn, ...],
    rows: Sequence[tuple[str, ...]],
    context: PaperContext,
    feet: tuple[tuple[tuple[str, str], ...], ...],
    closing: tuple[str, ...],
) -> DuesSheet:
    return DuesSheet(
        Table(
            title=title,
            left=context.organisation_name,
            right=f"单位：元　　截至{wording.day(context.today or None, wording.DATE_BY_HAND)}",
            columns=columns,
            rows=tuple(rows),
            landscape=True,
            feet=feet,
            closing=closing,
            size=9.0,
            row_height=8.0,
            least_row_height=6.4,
            least_size=8.0,
        )
    )
