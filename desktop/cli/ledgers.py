"""Lists, activities and ledgers as tables: brought in from old files, written out."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from db.backup import Occasion
from db.errors import Refused
from db.ledgers import importer, plain
from db.ledgers.importer import Part, Plan
from db.ledgers.planned import CHANGED, PlannedRow
from db.ledgers.reader import Preview
from db.records import spec
from db.records.label_override import relabelled
from db.records.listed_item import ListKind
from db.systems import LEDGERS
from desktop.cli.common import (
    backed_up_before,
    mood,
    now,
    opened,
    the_branch,
    the_general,
    today,
    who,
)

NAMES = tuple(kind.name for kind in LEDGERS)
_LONGEST = 24


def import_lists(arguments: Namespace, previews: Sequence[Preview]) -> int:
    """Import the lists of a file, or only say what that would do; 1 when something needs a look."""
    parts = [
        Part(preview, kind, arguments.year or preview.year or int(today()[:4]), preview.mapping)
        for preview, kind in _chosen(arguments, previews)
    ]
    with opened(arguments.file, readonly=arguments.dry_run):
        branch = the_branch(arguments.branch)
        plan = importer.plan(parts, branch["uid"], today=today())
        if plan.writes and not arguments.dry_run:
            backed_up_before(Occasion.IMPORT)
            importer.apply(plan, who(), now())
    print(f"{mood(arguments)}{branch['short_name']}{plan.summary}")
    return _report(plan)


def import_ledger(arguments: Namespace) -> int:
    """Import a ledger, or only say what that would do; 1 when something needs a look."""
    if arguments.year:
        raise Refused("--year 只用于清单，台账的日期写在表里，请去掉它。")
    with opened(arguments.file, readonly=arguments.dry_run):
        branch = the_branch(arguments.branch)
        kind = relabelled(spec(arguments.list), branch["uid"])
        previews = plain.read(arguments.source, kind)
        parts = [plain.Part(preview, preview.mapping) for preview in previews]
        plan = plain.plan(kind, parts, branch["uid"], today=today())
        if plan.writes and not arguments.dry_run:
            backed_up_before(Occasion.IMPORT)
            plain.apply(plan, who(), now())
    print(f"{mood(arguments)}{branch['short_name']}{plan.summary}")
    return _report(plan)


def _report(plan: Plan | plain.Plan) -> int:
    """Say what a person should look at and what changes; 1 when there is something to look at."""
    said = _said(plan)
    changes = [_changes(row) for row in plan.rows if row.changes and row.action == CHANGED]
    for sentence in (*said, *changes):
        print(sentence)
    return 1 if said else 0


def _chosen(arguments: Namespace, previews: Sequence[Preview]) -> list[tuple[Preview, ListKind]]:
    """Return the sheets to take and as which list: what is asked for, else what they say."""
    name = arguments.source.name
    if arguments.list is None:
        known = [(each, each.kind) for each in previews if each.kind is not None]
        if len(known) < len(previews):
            doubtful = next(each.sheet for each in previews if each.kind is None)
            raise Refused(f"看不出“{name}”的“{doubtful}”是哪一张清单，请用 --list 指明。")
        return known
    kind = ListKind(arguments.list)
    own = [each for each in previews if each.kind == kind] or [
        each for each in previews if each.kind is None
    ]
    found = own or list(previews)
    if not own and len(found) > 1:
        raise Refused(f"“{name}”的{len(found)}张工作表都不像{kind.label}，请只留要导入的一张。")
    return [(each, kind) for each in found]


def _said(plan: Plan | plain.Plan) -> list[str]:
    """Return what a person should look at: notes on rows, rows and columns that were not read."""
    several = len(plan.parts) > 1
    said = []
    for row in plan.rows:
        where = _where(row.sheet if several else "", row.number)
        said += [f"{where} {_title(row)}：{note}" for note in row.notes]
    for sheet, ignored in plan.ignored:
        if ignored.unread:
            where = _where(sheet if several else "", ignored.number)
            said.append(f"{where} {ignored.text}：{ignored.reason}")
    for part in plan.parts:
        for column in part.preview.columns:
            if not part.mapping.get(column.place):
                said.append(f"表头“{column.heading}”没有对应的项目，没有读取")
    return said


def _where(sheet: str, number: int) -> str:
    return f"“{sheet}”第{number}行" if sheet else f"第{number}行"


def _title(row: PlannedRow) -> str:
    title = " ".join(row.title.split())
    short = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
    return f"{row.name} {short}".strip()


def _changes(row: PlannedRow) -> str:
    said = "；".join(f"{c.label} {_short(c.before)} → {_short(c.after)}" for c in row.changes)
    return f"更新 {_title(row)}：{said}"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


def export_list(arguments: Namespace) -> None:
    """Write the lists or the activities of a branch and year; the file is open."""
    from db.ledgers import exporter

    if arguments.attachments:
        raise Refused("--attachments 只用于 JSON，请去掉它。")
    if arguments.on or arguments.full_numbers:
        raise Refused("--on、--full-numbers 只用于花名册，请去掉它们。")
    output: Path = arguments.output
    day, wanted = today(), arguments.list
    branch = (the_general if wanted == "overview" else the_branch)(arguments.branch)
    year = arguments.year or int(day[:4])
    if wanted == "activity":
        exporter.write_activities(output, branch["uid"], year, today=day)
        what = "活动一览"
    elif wanted == "activity_plan":
        exporter.write_plan(output, branch["uid"], year, today=day)
        what = "活动年度计划"
    elif wanted == "year_plan":
        from db.ledgers import year_plan

        year_plan.write(output, branch["uid"], year, today=day)
        what = "三会一课计划"
    elif wanted == "overview":
        from db import overview_file

        overview_file.write(output, branch["uid"], year, today=day)
        what = "各党支部情况"
    elif wanted == "absence":
        from db import absences_file

        absences_file.write(output, branch["uid"], year, today=day)
        what = "请假补课登记"
    elif wanted == "numbers":
        from db import numbers, numbers_file

        numbers_file.write(output, branch["uid"], numbers.year_of(year), today=day)
        what = "工作数字"
    elif wanted in NAMES:
        ledger = relabelled(spec(wanted), branch["uid"])
        plain.write(output, ledger, branch["uid"], year, today=day)
        what = f"{ledger.title}台账"
    else:
        kind = None if wanted == "all" else ListKind(wanted)
        exporter.write(output, branch["uid"], kind, year, today=day)
        what = kind.label if kind else "三张清单"
    print(f"已导出{branch['short_name']}{year}年{what}：{output}")
