"""Packages on the command line: a branch's year sent up, and those of several branches taken in."""

from argparse import Namespace
from dataclasses import replace

from db import disclosures, package
from db.backup import Occasion
from db.connection import SUFFIX
from db.errors import Refused
from db.lineage import Verdict
from db.package import Difference, Package
from desktop.cli.common import (
    backed_up_before,
    disclosed,
    mood,
    now,
    opened,
    the_branch,
    today,
    who,
)


def export_package(arguments: Namespace) -> None:
    """Write the package of a branch and a year; the file is open."""
    if arguments.attachments or arguments.list or arguments.on:
        raise Refused("--attachments、--list、--on 不用于上报包，请去掉它们；附件总是随包带上。")
    branch = the_branch(arguments.branch)
    year = arguments.year or int(today()[:4])
    if along := disclosures.named(identity=arguments.full_numbers, talks=arguments.talks):
        disclosed(f"导出“{arguments.output.name}”，带有{along}")
    count = package.write(
        arguments.output,
        branch["uid"],
        year,
        at=now(),
        who=who(),
        password=arguments.password or "",
        identity=arguments.full_numbers,
        talks=arguments.talks,
    )
    print(f"已导出{branch['short_name']}{year}年的上报包，共{count}条记录：{arguments.output}")


def import_packages(arguments: Namespace) -> int:
    """Take packages in, or only say what that would do; conflicts stay as they are here.

    All are read before the first is written.
    """
    if arguments.branch or arguments.list or arguments.year:
        raise Refused("上报包里写明了支部和年度，请去掉 --branch、--list、--year。")
    with opened(arguments.file, readonly=arguments.dry_run):
        packages = [package.read(path, arguments.password or "") for path in arguments.source]
        problems = [_take(each, arguments) for each in packages]
    return 1 if any(problems) else 0


def _take(incoming: Package, arguments: Namespace) -> bool:
    """Take one package in; returns whether something is left for a person to decide."""
    found = package.difference(incoming)
    left = [] if arguments.replace else found.conflicts
    if not arguments.dry_run:
        if found.new or found.changed or found.conflicts:
            backed_up_before(Occasion.MERGE)
        if arguments.replace:
            package.merge(found, package.take_theirs(found), who=who(), at=now())
        else:
            package.merge(_without_conflicts(found), {}, who=who(), at=now())
    print(f"{mood(arguments)}{incoming.short_name}{incoming.year}年：{found.summary}")
    for each in left:
        labels = "、".join(_label(each, key) for key in each.open)
        print(f"两边都改过，没有改动：{each.kind.title}“{each.heading}”（{labels}）")
    for note in found.notes:
        print(note)
    return bool(left or found.notes)


def _without_conflicts(found: Difference) -> Difference:
    """Return the difference without what a person has to decide: it may be asked again."""
    rest = tuple(each for each in found.records if each.verdict is not Verdict.BOTH)
    return replace(found, records=rest)


def _label(each: package.Compared, key: str) -> str:
    return "是否删除" if key == package.BINNED else each.kind.label(key)


def refuse_without_package(arguments: Namespace) -> None:
    """Refuse the options that only a package knows."""
    if arguments.password:
        raise Refused("--password 只用于上报包，请加上 --package 或去掉它。")
    if arguments.talks and arguments.output.suffix.lower() not in (SUFFIX, ".json"):
        raise Refused("--talks 只用于上报包和 JSON，请去掉它。")
    if arguments.output.suffix.lower() == SUFFIX:
        raise Refused(f"导出 {SUFFIX} 文件请加上 --package（上报包）；整份的备份用 zhibu backup。")
