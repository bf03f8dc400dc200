"""The command that makes what is kept of a year outside the program."""

import sys
from argparse import Namespace
from pathlib import Path

from db import disclosures
from db.errors import Refused
from db.file_names import free_path
from desktop.archive import checklist, inspection
from desktop.archive.order import Kind, Order, carry_out
from desktop.cli.common import disclosed, now, opened, the_branch, today
from desktop.documents.archive_labels import USUAL


def archive(arguments: Namespace) -> int:
    """Make the book, the folder for inspectors, the labels or the export; 1 where it has gaps."""
    kind = Kind(arguments.kind)
    _refuse_what_does_not_belong(kind, arguments)
    parent: Path = arguments.output
    covered = arguments.full_numbers or arguments.talks
    with opened(arguments.file, readonly=not covered):
        branch = the_branch(arguments.branch)["uid"]
        listed: Path | None = arguments.checklist
        lines = checklist.read(listed) if listed else checklist.standard()
        if arguments.write_checklist:
            if not parent.is_dir():
                raise Refused(f"没有“{parent}”这个文件夹，请先建立它，或换一个位置。")
            target = free_path(parent, "检查清单.xlsx")
            print(checklist.write(target, lines, inspection.names()))
            return 0
        order = Order(
            kind,
            branch,
            arguments.year,
            today(),
            now(),
            identity=arguments.full_numbers,
            talks=arguments.talks,
            spine=arguments.spine or USUAL,
            lines=lines,
        )
        if along := disclosures.named(identity=order.identity, talks=order.talks):
            disclosed(f"导出“{order.year}年的{kind.label}”，带有{along}")
        made = carry_out(order, parent, _progress)
    print(made.path)
    print(f"{made.says}。", file=sys.stderr)
    for each in made.found:
        if each.missing:
            print(f"{each.number:02d} {each.line.text}：{each.says}", file=sys.stderr)
    return 1 if any(each.missing for each in made.found) else 0


def _refuse_what_does_not_belong(kind: Kind, arguments: Namespace) -> None:
    for given, wanted, switch in (
        (arguments.checklist or arguments.write_checklist, Kind.INSPECTION, "检查清单"),
        (arguments.spine, Kind.LABELS, "--spine"),
        (arguments.talks, Kind.EVERYTHING, "--talks"),
    ):
        if given and kind is not wanted:
            raise Refused(f"{switch}只用于{wanted.label}（--kind {wanted}），请去掉它。")


def _progress(done: int, total: int, text: str) -> None:
    """Tell a person, not a script, how far the work has come."""
    if sys.stderr is not None and sys.stderr.isatty():
        print(f"\r\033[K{text}（{done}/{total}）", end="", file=sys.stderr, flush=True)
