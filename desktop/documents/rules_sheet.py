"""明白纸: on one sheet for the wall what a branch has to do, how often and by which article."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from db.rules.duties.glance import short_source
from db.rules.rule import Rule
from desktop.documents import table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.page import Page, write_pages
from desktop.documents.table import Table, TableColumn

_COLUMNS = (
    TableColumn("事项", 30),
    TableColumn("要求", 82, centred=False),
    TableColumn("多久一次、何时", 34),
    TableColumn("依据", 48, centred=False),
)
_SIZES = (14.0, 13.0, 12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
_LENGTHS = {1: "每月", 3: "每季度", 6: "每半年", 12: "每年"}


@dataclass(frozen=True)
class RulesSheet:
    """The rules in force for one branch."""

    table: Table


def collect(_plans: Sequence[Tree], context: PaperContext) -> RulesSheet:
    """Put the rules of ``context.year`` that the branch follows into words, its own changes too."""
    rules = context.desk.rules()
    wanted = [rule for rule in rules.values() if rule.numbers.get("on", 1)]
    rows = tuple((rule.title, rule.text, often(rule), _source(rule)) for rule in wanted)
    year = wording.of_year(context)
    return RulesSheet(
        Table(
            title="党支部组织生活明白纸",
            left=context.organisation_name,
            right=f"{year}　制表日期：{wording.day(context.today or None, wording.DATE_BY_HAND)}",
            columns=_COLUMNS,
            rows=rows or (("—", "没有读到规则", "—", "—"),),
            closing=_closing(rules),
            size=_SIZES[0],
            broad=True,
            row_height=11.0,
            least_row_height=6.0,
        )
    )


def layout(sheet: RulesSheet) -> list[Page]:
    """Set the sheet in the largest type in which it stays on one page.

    Raises ``Refused`` for characters that no font has.
    """
    pages: list[Page] = []
    for size in _SIZES:
        pages = table.layout(replace(sheet.table, size=size, row_height=size * 0.8))
        if len(pages) == 1:
            break
    return pages


def render(sheet: RulesSheet, path: Path) -> None:
    """Write the sheet; raises ``Refused``."""
    write_pages(layout(sheet), path, sheet.table.title)


def often(rule: Rule) -> str:
    """Say in words how often and by when a rule wants its duty done."""
    return "，".join(_often(rule)) or "按时限"


def _often(rule: Rule) -> Iterator[str]:
    number = rule.number
    if number("hours"):
        yield f"每人每年{number('hours')}学时"
    elif number("months") and number("times"):
        yield f"{_LENGTHS.get(number('months'), '每期')}{number('times')}次"
    elif number("months"):
        yield f"{_LENGTHS.get(number('months'), '每期')}覆盖全员"
    if number("from_month") and number("from_month") < 12:
        yield f"{number('from_month')}月起"
    if number("until_month"):
        yield f"{number('until_month')}月底前"
    if number("days_after"):
        yield f"期满后{number('days_after')}天内"
    if number("wait_months"):
        yield f"满{number('wait_months')}个月"
    if number("wait_workdays"):
        yield f"满{number('wait_workdays')}个工作日"
    if number("limit_months"):
        yield f"{number('limit_months')}个月内"
    if number("months_ahead"):
        yield f"提前{number('months_ahead')}个月"
    if number("months_after"):
        yield f"期满后{number('months_after')}个月内"
    if number("days_ahead"):
        yield f"提前{number('days_ahead')}天提醒"


def _source(rule: Rule) -> str:
    """Return the article, and below it what the branch has changed and why."""
    source = short_source(replace(rule, local="").source)
    return f"{source}\n【本支部规定】{rule.local}" if rule.local else source


def _closing(rules: Mapping[str, Rule]) -> tuple[str, ...]:
    wanted = [rule for rule in rules.values() if rule.numbers.get("on", 1)]
    if any(not rule.verified for rule in wanted):
        return ("标“待核”的条款还没有同正式文本核对，以正式文本为准。",)
    return ()
