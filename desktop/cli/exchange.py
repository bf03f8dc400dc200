"""Commands that bring records in and out: tables, packages, everything as JSON.

A year's days off come in as a small text file, see ``db.holidays``.
"""

from argparse import Namespace
from pathlib import Path

from db import dates, disclosures, exchange, holidays, operations
from db.backup import Occasion
from db.branch import OrganisationKind
from db.connection import SUFFIX
from db.errors import Refused
from db.records.holiday_year import DayKind
from desktop.cli import ledgers, packages
from desktop.cli.common import (
    backed_up_before,
    day_of,
    disclosed,
    mood,
    now,
    opened,
    refuse_data_file,
    the_branch,
    today,
    who,
)

_TABLES = (".xlsx", ".xlsm", ".csv")


def import_source(arguments: Namespace) -> int:
    """Import packages, a roster, lists, days off or JSON, or only say what that would do."""
    sources: list[Path] = arguments.source
    for source in sources:
        if not source.is_file():
            raise Refused(f"找不到“{source}”，请检查文件名和位置。")
    if {source.suffix.lower() for source in sources} == {SUFFIX}:
        return packages.import_packages(arguments)
    if len(sources) > 1:
        raise Refused(f"一次只能导入一个文件；只有上报包（{SUFFIX}）可以一次导入几份。")
    if arguments.password:
        raise Refused("--password 只用于上报包，请去掉它。")
    source = arguments.source = sources[0]
    suffix = source.suffix.lower()
    if suffix not in _TABLES and (arguments.list or arguments.year):
        raise Refused("--list 和 --year 只用于清单（.xlsx、.csv），请去掉它们。")
    if suffix == ".json":
        if arguments.branch:
            raise Refused("JSON 里写明了每条记录所属的支部，请去掉 --branch。")
        return _import_json(arguments)
    if suffix in _TABLES:
        if arguments.replace:
            raise Refused("--replace 只用于 JSON 和上报包，请去掉它。")
        return _import_table(arguments)
    if suffix == holidays.SUFFIX:
        if arguments.branch or arguments.replace:
            raise Refused("节假日对整个文件有效，请去掉 --branch 和 --replace。")
        return _import_holidays(arguments)
    raise Refused(
        f"“{source.name}”不能导入，只认花名册和清单（.xlsx、.csv）、"
        f"一年的节假日（.toml）、上报包（{SUFFIX}）和本程序的 .json。"
    )


def _import_json(arguments: Namespace) -> int:
    package = exchange.read(arguments.source)
    with opened(arguments.file, readonly=arguments.dry_run):
        plan = exchange.plan(package, replace=arguments.replace)
        if not arguments.dry_run:
            if plan.added or plan.changed:
                backed_up_before(Occasion.IMPORT)
            exchange.carry_out(plan, who=who(), at=now())
    print(
        f"{mood(arguments)}新增{len(plan.added)}条，更新{len(plan.changed)}条，"
        f"相同{plan.unchanged}条，保留本文件的{len(plan.kept)}条"
    )
    for kept in plan.kept:
        print(f"没有改动：{kept}")
    for name in plan.missing:
        print(f"没有附件的内容：{name}（导出时请加 --attachments）")
    return 1 if plan.kept or plan.missing else 0


def _import_holidays(arguments: Namespace) -> int:
    """Take a year's days off in the place of those that the file has for the year."""
    year = holidays.read(arguments.source)
    with opened(arguments.file, readonly=arguments.dry_run):
        kind, record = holidays.KIND, holidays.placed(year)
        verb = "替换" if record["revision"] else "新增"
        if not arguments.dry_run:
            operations.save(kind, record, who=who(), at=now())
    off = sum(row["kind"] == DayKind.OFF for row in record["days"])
    print(
        f"{mood(arguments)}{verb}{kind.heading(record)}，"
        f"放假{off}天，周末上班{len(record['days']) - off}天"
    )
    return 0


def _import_table(arguments: Namespace) -> int:
    """Import a roster or lists, whichever the headings say."""
    from db.ledgers import reader as lists
    from db.rosters.reader import is_roster
    from db.sheets import read_sheets

    source: Path = arguments.source
    if arguments.list in ledgers.NAMES:
        return ledgers.import_ledger(arguments)
    sheets = read_sheets(source, lists.WANTED)
    if not arguments.list and is_roster(sheets):
        if arguments.year:
            raise Refused(f"“{source.name}”是花名册，--year 只用于清单，请去掉它。")
        return _import_roster(arguments)
    if not arguments.list and not lists.has_list(sheets):
        raise Refused(
            f"“{source.name}”既没有花名册的表头（姓名、性别、入党时间等），也没有清单的表头"
            "（责任内容、任务或问题，责任人、时限等），请补上表头后再导入；"
            "台账请用 --list 写明类型。"
        )
    return ledgers.import_lists(arguments, lists.of_sheets(source, sheets))


def _import_roster(arguments: Namespace) -> int:
    from db.rosters import importer, reader

    preview = reader.read(arguments.source)
    with opened(arguments.file, readonly=arguments.dry_run):
        branch = the_branch(arguments.branch)
        plan = importer.plan(preview, branch["uid"], today=today())
        writes = (
            plan.count(importer.NEW)
            or plan.count(importer.CHANGED)
            or plan.new_groups
            or any(proposal.default for proposal in plan.proposals)
        )
        if writes and not arguments.dry_run:
            backed_up_before(Occasion.IMPORT)
            importer.apply(plan, who(), now())
    print(f"{mood(arguments)}{branch['short_name']}：{plan.summary}")
    for proposal in plan.proposals:
        print(f"{'并按花名册' if proposal.default else '未采用，请在窗口中核对'}：{proposal.text}")
    left_out = [row for row in plan.rows if row.tree is None]
    said = [(p.row, p.name, p.text) for p in preview.problems]
    said += [(row.row.number, row.row.name, note) for row in plan.rows for note in row.notes]
    for number, name, text in dict.fromkeys(said):
        where = f"第{number}行 {name}：" if number else ""
        print(f"{where}{text}")
    for note in plan.notes:
        print(note)
    return 1 if said or left_out or plan.notes else 0


def export_to(arguments: Namespace) -> None:
    """Write everything as JSON, a branch's package, its tables as a workbook, or its calendar."""
    output: Path = arguments.output
    suffix = output.suffix.lower()
    if arguments.package:
        if suffix != SUFFIX:
            raise Refused(f"上报包请把 -o 写成 {SUFFIX} 文件。")
        refuse_data_file(output, arguments.file)
        with opened(arguments.file, readonly=not _takes_covered_along(arguments)):
            packages.export_package(arguments)
        return
    packages.refuse_without_package(arguments)
    if suffix not in (".json", ".xlsx", ".ics"):
        raise Refused("请用 -o 写明 .json（全部记录）、.xlsx（花名册、清单）或 .ics（日历）文件。")
    if arguments.list and suffix != ".xlsx":
        raise Refused("--list 导出的是表格，请把 -o 写成 .xlsx 文件。")
    if arguments.year and not arguments.list:
        raise Refused("--year 只用于清单，请同时用 --list 写明是哪一张。")
    if not output.parent.is_dir():
        raise Refused(f"没有“{output.parent}”这个文件夹，请先建立它，或换一个位置。")
    refuse_data_file(output, arguments.file)
    with opened(arguments.file, readonly=not _takes_covered_along(arguments)):
        if suffix == ".json":
            _export_json(arguments)
        elif suffix == ".ics":
            _export_calendar(arguments)
        elif arguments.list:
            ledgers.export_list(arguments)
        else:
            _export_roster(arguments)


def _takes_covered_along(arguments: Namespace) -> bool:
    """Whether the export is written down in the file, which must be open for changes then."""
    return bool(arguments.full_numbers or arguments.talks)


def _export_json(arguments: Namespace) -> None:
    if arguments.branch or arguments.on:
        raise Refused("--branch、--on 只用于花名册；JSON 总是导出全部支部的记录。")
    identity, talks = arguments.full_numbers, arguments.talks
    if along := disclosures.named(identity=identity, talks=talks):
        disclosed(f"导出“{arguments.output.name}”，带有{along}")
    count = exchange.write(
        arguments.output,
        at=now(),
        attachments=arguments.attachments,
        identity=identity,
        talks=talks,
    )
    print(f"已导出{count}条记录：{arguments.output}")


def _export_calendar(arguments: Namespace) -> None:
    from db import calendar_file

    if arguments.attachments or arguments.full_numbers:
        raise Refused("--attachments、--full-numbers 不用于日历文件，请去掉它们。")
    day = day_of(arguments.on)
    branch = the_branch(arguments.branch)
    if branch["kind"] != OrganisationKind.BRANCH:
        raise Refused(f"{branch['short_name']}不是党支部，日历按党支部导出，请换一个。")
    count = calendar_file.write(arguments.output, branch["uid"], day)
    print(f"已导出{branch['short_name']}{dates.text(day)}起的{count}件事：{arguments.output}")


def _export_roster(arguments: Namespace) -> None:
    from db.rosters import exporter

    if arguments.attachments:
        raise Refused("--attachments 只用于 JSON，请去掉它。")
    day = day_of(arguments.on)
    branch = the_branch(arguments.branch)
    if arguments.full_numbers:
        disclosed(f"党员花名册，带有完整的身份证号、电话、住址：{arguments.output.name}")
    exporter.write(arguments.output, branch["uid"], day, full_numbers=arguments.full_numbers)
    print(f"已导出{branch['short_name']}党员花名册（截至{dates.text(day)}）：{arguments.output}")
