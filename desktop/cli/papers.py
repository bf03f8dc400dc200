"""The command that prints papers as PDF: one, a folder of them, or a bound volume."""

import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from db import queries, tree
from db.errors import Refused
from db.records import spec
from db.spec import Tree
from desktop import printing
from desktop.cli.common import opened, refuse_data_file, show, the_branch, today
from desktop.printing import Gatherer, Paper


def print_papers(arguments: Namespace) -> None:
    """Print a paper of one record, or of all records of a branch and time."""
    if arguments.list:
        _list(as_json=arguments.json)
        return
    for value, name in ((arguments.file, "数据文件"), (arguments.document, "文书名")):
        if value is None:
            raise Refused(f"缺少{name}。用法见 zhibu print --help，文书名见 zhibu print --list。")
    if arguments.output is None:
        raise Refused("请用 -o 写明 PDF 文件或文件夹。")
    if (arguments.month or arguments.quarter) and not arguments.year:
        raise Refused("--month 和 --quarter 要与 --year 一起用。")
    printed = printing.paper(arguments.document)
    output, is_folder = _output(arguments)
    with opened(arguments.file):
        records = _records(arguments, printed)
        gatherer = Gatherer(today())
        if is_folder:
            paths = _print_into(output, printed, records, gatherer)
        else:
            paths = _print_one(output, printed, records, gatherer)
        for path in paths:
            print(path)


def _list(*, as_json: bool) -> None:
    if as_json:
        show([{"name": each.name, "title": each.title} for each in printing.PAPERS])
        return
    for each in printing.PAPERS:
        print(f"{each.name}\t{each.title}")


def _output(arguments: Namespace) -> tuple[Path, bool]:
    """Return the PDF to write, or the folder to write into, and whether it is a folder."""
    written: str = arguments.output
    output = Path(written)
    folder = written.endswith(("/", "\\")) or output.is_dir()
    if not folder and output.suffix.lower() != ".pdf":
        raise Refused(f"“{written}”既不是 .pdf 文件，也不是文件夹（文件夹请以 / 结尾）。")
    if not output.absolute().parent.is_dir():
        raise Refused(f"没有“{output.parent}”这个文件夹，请先建立它，或换一个位置。")
    refuse_data_file(output, arguments.file)
    return output, folder


def _records(arguments: Namespace, printed: Paper) -> list[Tree]:
    """Return the meetings meant, oldest first."""
    kind = spec(printed.record_type)
    if arguments.record:
        found = list(tree.dump_many(kind, [arguments.record]).values())
        if not found or found[0]["deleted_at"] is not None:
            raise Refused(f"文件中没有 uid 为“{arguments.record}”的{kind.title}。")
    else:
        branch = the_branch(arguments.branch)
        rows = queries.records(kind, organisation=branch["uid"], year=arguments.year)
        wanted = [row.uid for row in reversed(rows) if _within(row.day, arguments)]
        found = list(tree.dump_many(kind, wanted).values())
    records = [record for record in found if printed.suits(record)]
    if not records:
        when = "这段时间" if arguments.year else "文件中"
        what = "这条记录" if arguments.record else when
        raise Refused(f"{what}没有可印“{printed.title}”的{kind.title}。")
    return records


def _within(day: str | None, arguments: Namespace) -> bool:
    month = int(day[5:7]) if day else 0
    if arguments.month:
        return bool(month == arguments.month)
    if arguments.quarter:
        return bool((month + 2) // 3 == arguments.quarter)
    return True


def _print_one(
    output: Path, printed: Paper, records: list[Tree], gatherer: Gatherer
) -> Iterable[Path]:
    if len(records) > 1:
        raise Refused(
            f"有{len(records)}条记录要印，请用 --record 指明一条，或把 -o 写成文件夹（以 / 结尾）。"
        )
    gatherer.writer(printed.name, records[0])(output)
    return [output]


def _print_into(
    folder: Path, printed: Paper, records: list[Tree], gatherer: Gatherer
) -> Iterable[Path]:
    folder.mkdir(exist_ok=True)
    groups = {
        group["uid"]: group["name"]
        for branch in {record["organisation"] for record in records}
        for group in queries.groups_of(branch)
    }
    used: set[Path] = set()
    for number, record in enumerate(records, 1):
        _progress(number, len(records))
        path = folder / printing.file_name(printed, record, groups)
        while path in used:
            path = path.with_name(f"{path.stem}（{record['uid'][:4]}）.pdf")
        used.add(path)
        gatherer.writer(printed.name, record)(path)
        yield path


def _progress(number: int, total: int) -> None:
    """Tell a person, not a script, how far a batch has come."""
    if total > 1 and sys.stderr is not None and sys.stderr.isatty():
        end = "\n" if number == total else ""
        print(f"\r第{number}份，共{total}份", end=end, file=sys.stderr, flush=True)
