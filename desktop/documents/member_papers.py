"""The papers about members: dues, admission, transfers of membership, hours."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from desktop.documents import absences, admission, admission_papers, dues, election, transfer
from desktop.documents.document import Document


def _of_members(
    paper: tuple[str, str, str],
    collect: Callable[..., Any],
    render: Callable[[Any, Path], None],
    *,
    yearly: bool = True,
    asks: str = "",
) -> Document:
    """Declare a paper about members, by name, title and record type: of a year or of a record."""
    name, title, kind = paper
    return Document(
        name, title, (kind,), (), collect, render, landscape=yearly, yearly=yearly, asks=asks
    )


_OWN = partial(_of_members, yearly=False)

MEMBER_PAPERS = (
    _of_members(("dues-ledger", "党费收缴台账", "dues_month"), dues.collect_year, dues.render),
    _of_members(
        ("dues-quarter", "党费季度台账", "dues_month"),
        dues.collect_quarter,
        dues.render,
        asks="month",
    ),
    _of_members(("dues-notice", "党费公示表", "dues_month"), dues.collect_notice, dues.render),
    _OWN(("dues-receipts", "党费收缴登记表", "dues_month"), dues.collect_receipts, dues.render),
    _of_members(
        ("absence-register", "请假补课登记簿", "absence"), absences.collect, absences.render
    ),
    _of_members(
        ("admission-ledger", "发展党员工作台账", "admission"),
        admission.collect_ledger,
        admission.render,
    ),
    *(
        _OWN((f"admission-{name}", title, "admission"), collect, render)
        for name, title, collect, render in (
            ("talk", "入党谈话记录", admission_papers.collect_talk, admission.render),
            ("filing", "备案报告", admission_papers.collect_filing, admission_papers.render),
            ("reviews", "考察登记表", admission_papers.collect_reviews, admission.render),
            (
                "publicity",
                "发展对象公示",
                admission_papers.collect_publicity,
                admission_papers.render,
            ),
            ("request", "预审请示", admission_papers.collect_request, admission_papers.render),
            ("ballot", "发展党员表决票", admission_papers.collect_ballot, admission.render),
        )
    ),
    _OWN(
        ("admission-file", "发展党员登记表", "admission"), admission.collect_file, admission.render
    ),
    _OWN(("election-request", "选举请示", "election"), election.collect_request, election.render),
    _OWN(("election-ballot", "选票", "election"), election.collect_ballot, election.render_table),
    _OWN(("election-count", "计票单", "election"), election.collect_count, election.render_table),
    _OWN(("election-report", "选举结果报告", "election"), election.collect_report, election.render),
    _OWN(("election-file", "选举工作表", "election"), election.collect_file, election.render_table),
    _of_members(
        ("transfer-register", "组织关系转接登记簿", "transfer_letter"),
        transfer.collect_register,
        transfer.render,
    ),
    _OWN(
        ("transfer-letter", "组织关系介绍信", "transfer_letter"),
        transfer.collect_letter,
        transfer.render,
    ),
)
