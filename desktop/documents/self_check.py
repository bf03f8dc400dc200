"""迎检自查表 of a year: what is in order first, what is missing next, each with its article."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from db.inspection import Inspected
from db.rules.duties.glance import short_source
from db.rules.duties.model import Duty, State
from db.rules.rule import Finding, Level
from desktop.documents import dutywords, table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.dutyrows import DutyRow, left_out, rows_of
from desktop.documents.table import Table, TableColumn

_DASH = "—"
_COLUMNS = (
    TableColumn("序号", 11),
    TableColumn("事项、记录", 42, centred=False),
    TableColumn("情况", 68, centred=False),
    TableColumn("依据", 40, centred=False),
    TableColumn("结果", 19),
)
_LEVELS: dict[Level, str] = {"block": "不能定稿", "warn": "提醒", "remind": "建议"}
_KINDS = {
    "meeting": "会议记录",
    "activity": "活动记录",
    "activity_plan": "活动日年度计划",
    "admission": "发展党员",
    "election": "换届选举、补选",
}
_SOON = (State.NOW, State.NOT_YET)
Row = tuple[str, ...]


@dataclass(frozen=True)
class SelfCheckSheet:
    """The self-check of one branch and year."""

    table: Table


def collect(_plans: Sequence[Tree], context: PaperContext) -> SelfCheckSheet:
    """Set what is due in ``context.year`` and what the checks found beside each other."""
    year = context.year or int(context.today[:4])
    duties = context.desk.duties()
    rows = rows_of(duties, tuple(context.desk.rules()))
    records = context.desk.inspected()
    parts = (
        ("一、已经办到的", list(_in_order(rows)) + list(_complete(records))),
        ("二、逾期没有办到的", list(_open(rows, (State.OVERDUE,), year, context.today))),
        ("三、记录需要补正的", [_record(each) for each in records if _said(each)]),
        ("四、正在期内和还没有到期的", list(_open(rows, _SOON, year, context.today))),
        ("五、不适用、没有启用的", list(_aside(duties))),
    )
    return SelfCheckSheet(
        Table(
            title=f"{year}年迎检自查表",
            left=context.organisation_name,
            right=f"自查日期：{wording.day(context.today or None, wording.DATE_BY_HAND)}",
            columns=_COLUMNS,
            rows=tuple(_numbered(parts)),
            facts=((("合　　计", _totals(duties, records)),),),
            closing=("自查人：", "支部书记（签名）：", wording.DATE_BY_HAND),
            size=10.0,
            row_height=8.0,
            least_row_height=6.6,
        )
    )


def render(sheet: SelfCheckSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def _numbered(parts: Sequence[tuple[str, list[Row]]]) -> Iterator[Row]:
    number = 0
    for title, rows in parts:
        yield (f"{title}（{len(rows)}项）" if rows else title,)
        if not rows:
            yield (_DASH, "无", _DASH, _DASH, _DASH)
        for row in rows:
            number += 1
            yield (str(number), *row)


def _totals(duties: Sequence[Duty], records: Sequence[Inspected]) -> str:
    found = Counter(finding.level for each in records for finding in _said(each))
    wrong = sum(bool(_said(each)) for each in records)
    said = dutywords.totals(duties)
    if not records:
        return said + "本年还没有会议、活动记录和计划。"
    said += f"检查记录{len(records)}份，要素齐全{len(records) - wrong}份，需要补正{wrong}份"
    counted = [f"{name}{found[level]}处" for level, name in _LEVELS.items() if found[level]]
    return said + (f"（{'、'.join(counted)}）。" if counted else "。")


# What is in order


def _in_order(rows: Sequence[DutyRow]) -> Iterator[Row]:
    """Yield a line for each row of duties of which something is done, with the count."""
    for row in rows:
        wanted = dutywords.asked(row.duties)
        done = [duty for duty in wanted if duty.state == State.DONE]
        if not done:
            continue
        records = len({uid for duty in done for uid in duty.records})
        periods = f"应办{len(wanted)}项，已办{len(done)}项" if len(wanted) > 1 else "已办到"
        if dutywords.of_people(done[0]):
            periods = f"应{done[0].need}人，已{done[0].have}人"
        counted = f"，记录{records}份" if records else ""
        late = [each for each in dict.fromkeys(duty.reason for duty in done) if each]
        late = [each.removeprefix(periods).lstrip("；") for each in late]  # people are told above
        notes = "".join(f"；{reason}" for reason in late[:2] if reason)
        result = "全部办到" if len(done) == len(wanted) else "到期已办"
        if any(duty.state == State.OVERDUE for duty in wanted):
            result = "部分办到"
        yield row.title, f"{periods}{counted}{notes}", row.article, result


def _complete(records: Sequence[Inspected]) -> Iterator[Row]:
    """Yield a line for each type of records with how many of them have all that they need."""
    for name, title in _KINDS.items():
        mine = [each for each in records if each.record_type == name]
        good = sum(not _said(each) for each in mine)
        if good:
            result = "齐全" if good == len(mine) else "部分齐全"
            yield title, f"共{len(mine)}份，要素齐全{good}份", "记录规范要求", result


# What is missing


def _open(rows: Sequence[DutyRow], states: Sequence[State], year: int, today: str) -> Iterator[Row]:
    """Yield a line for each open duty; what has no number of its own is told by its limit."""
    now = dt.date.fromisoformat(today) if today else None
    for row in rows:
        for duty in row.duties:
            if duty.state not in states:
                continue
            title = duty.title if dutywords.dated(duty) else f"{duty.title}\n{_period(duty, year)}"
            yield title, _situation(duty, year, now), dutywords.article(duty), str(duty.state)


def _period(duty: Duty, year: int) -> str:
    return duty.period.removeprefix(f"{year}年") or "全年"


def _situation(duty: Duty, year: int, now: dt.date | None) -> str:
    said = [f"时限{dutywords.limit(duty, year)}"]
    if duty.state == State.OVERDUE and duty.due_by is not None and now is not None:
        said.append(f"已逾期{(now - duty.due_by).days}天")
    if duty.need > 1 and not dutywords.of_people(duty):
        said.append(f"应{duty.need}次，已{duty.have}次")
    if duty.reason and not duty.reason.startswith("已超过时限"):
        said.append(duty.reason)
    return "；".join(said)


def _said(each: Inspected) -> list[Finding]:
    return [finding for finding in each.findings if finding.level in _LEVELS]


def _record(each: Inspected) -> Row:
    """Return a record with everything that the checks say of it, numbered, and the articles."""
    found = sorted(_said(each), key=lambda finding: list(_LEVELS).index(finding.level))
    lines = [
        f"{number}. {_place(finding)}{finding.text}（{_level(finding)}）"
        for number, finding in enumerate(found, 1)
    ]
    articles = dict.fromkeys(short_source(finding.article) for finding in found)
    day = f"\n{wording.day(each.held_on)}" if each.held_on else ""
    return each.heading + day, "\n".join(lines), "；".join(articles), _LEVELS[found[0].level]


def _level(finding: Finding) -> str:
    return "，".join(part for part in (_LEVELS[finding.level], finding.code) if part)


def _place(finding: Finding) -> str:
    return f"{finding.place}：" if finding.place and finding.place not in finding.text else ""


def _aside(duties: Sequence[Duty]) -> Iterator[Row]:
    for reason, titles in left_out(duties).items():
        yield "、".join(titles), reason, _DASH, str(State.NOT_APPLICABLE)
