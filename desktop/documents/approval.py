"""专项资金三级审批单: what is asked for, its sum in figures and capitals, three places to sign.

Fields: domain 5: 事项 · 金额 · 科室负责人→分管局长→局长（意见、签名、日期） · 凭证号.
"""

from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from db import quantity
from db.records import spec
from db.spec import RecordSpec
from desktop.documents import bookparts, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.page import write_pages
from desktop.documents.recordbook import Form, Row, layout, number_pages
from desktop.documents.wording import NOTHING

_STEPS = ("section", "deputy", "chief")


@dataclass(frozen=True)
class ApprovalSheet:
    """The form of one approval."""

    form: Form


def collect(tree: Tree, context: PaperContext) -> ApprovalSheet:
    """Put an approval into words; a step that is not signed leaves room for hand and day."""
    kind = context.relabel(spec("approval"))
    number = tree["number"].strip()
    form = Form(
        title="专项资金三级审批单" if kind.title == spec("approval").title else kind.title,
        left=context.organisation_name,
        right=f"编号：{number}" if number else f"申请日期：{wording.day(tree['applied_on'])}",
        rows=tuple(_rows(kind, tree)),
        body=tuple(bookparts.section(kind.label("purpose"), tree["purpose"])),
        signatures=("经办人",),
        foot="",
        names=wording.whole_names(kind.people(dict(tree))),
    )
    code = wording.check_code(astuple(form))
    state = dict(kind.fields["state"].choices)[tree["state"]]
    return ApprovalSheet(replace(form, foot=f"进度：{state}　校验码 {code}"))


def render(sheet: ApprovalSheet, path: Path) -> None:
    """Write the form; raises ``Refused``."""
    pages = layout(sheet.form)
    number_pages(pages, sheet.form.foot, 1, len(pages))
    write_pages(pages, path, sheet.form.title)


def _rows(kind: RecordSpec, tree: Tree) -> Iterator[Row]:
    def said(name: str) -> str:
        return str(tree[name]).strip() or NOTHING

    yield ((kind.label("matter"), said("matter")),)
    yield (("金额小写", _figures(tree["amount"])),)
    yield (("金额大写", _capitals(tree["amount"])),)
    yield (kind.label("source"), said("source")), (kind.label("department"), said("department"))
    bills = f"{tree['bills']}张" if tree["bills"] is not None else NOTHING
    applicant = wording.spaced(tree["applicant_name"].strip()) or NOTHING
    yield (kind.label("applicant"), applicant), ("附单据", bills)
    yield (("申请日期", wording.day(tree["applied_on"])),)
    for step in _STEPS:
        yield ((kind.label(f"{step}_name"), _signature(tree, step)),)
    yield (("凭证号", said("voucher")),)


def _figures(fen: int | None) -> str:
    return f"¥{fen // 100:,}.{fen % 100:02}元" if fen is not None else NOTHING


def _capitals(fen: int | None) -> str:
    return quantity.capitals(fen) if fen is not None and fen >= 0 else NOTHING


def _signature(tree: Tree, step: str) -> str:
    """Return the opinion, and below it who signed on which day or room for both."""
    opinion = tree[f"{step}_opinion"].strip()
    name = wording.spaced(tree[f"{step}_name"].strip())
    day = wording.day(tree[f"{step}_on"], wording.DATE_BY_HAND)
    signed = bool(tree[f"{step}_on"])
    above = f"意见：{opinion or ('未写' if signed else '')}"
    return f"{above}\n签名：{name if signed else '　　　　　'}　　　　　　{day}"
