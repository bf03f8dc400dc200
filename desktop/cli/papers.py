"""The command that prints papers as PDF: one, a folder of them, or a bound volume of minutes."""

import re
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from db import branch, queries, tree
from db.errors import Refused
from db.records import spec
from db.records.meeting import MeetingKind
from db.spec import Tree
from desktop.cli.common import opened, refuse_data_file, show, the_branch, today
from desktop.documents import DOCUMENTS, Document, minutes
from desktop.documents.context import PaperContext
from desktop.documents.gather import Gatherer
from desktop.documents.volume import render_volume

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


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
    document = _document(arguments.document)
    output, is_folder = _output(arguments)
    with opened(arguments.file):
        if document.collective:
            paths = _collective(document, output, arguments, is_folder=is_folder)
        else:
            records = _records(arguments, document)
            if is_folder:
                paths = _into_folder(document, records, output)
            elif len(records) == 1:
                paths = _one(document, records[0], output)
            else:
                paths = _volume(document, records, output, arguments)
        for path in paths:
            print(path)


def _list(*, as_json: bool) -> None:
    if as_json:
        show(
            [
                {"name": each.name, "title": each.title, "types": list(each.record_types)}
                for each in DOCUMENTS
            ]
        )
        return
    for each in DOCUMENTS:
        print(f"{each.name}\t{each.title}")


def _document(name: str) -> Document:
    for each in DOCUMENTS:
        if name in (each.name, each.title):
            return each
    names = "、".join(f"{each.name}（{each.title}）" for each in DOCUMENTS)
    raise Refused(f"没有“{name}”这种文书，可用：{names}。")


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


def _records(arguments: Namespace, document: Document) -> list[Tree]:
    """Return the records meant that have this paper, oldest first."""
    kind = spec(document.record_types[0])
    if arguments.record:
        found = list(tree.dump_many(kind, [arguments.record]).values())
        if not found or found[0]["deleted_at"] is not None:
            raise Refused(f"文件中没有 uid 为“{arguments.record}”的{kind.title}。")
    else:
        chosen = the_branch(arguments.branch)
        rows = queries.records(kind, organisation=chosen["uid"], year=arguments.year)
        wanted = [row.uid for row in reversed(rows) if _within(row.day, arguments)]
        found = list(tree.dump_many(kind, wanted).values())
    records = [each for each in found if document.suits(kind.name, each.get("kind"))]
    if not records:
        when = "这段时间" if arguments.year else "文件中"
        what = "这条记录" if arguments.record else when
        raise Refused(f"{what}没有可印“{document.title}”的{kind.title}。")
    return records


def _within(day: str | None, arguments: Namespace) -> bool:
    month = int(day[5:7]) if day else 0
    if arguments.month:
        return bool(month == arguments.month)
    if arguments.quarter:
        return bool((month + 2) // 3 == arguments.quarter)
    return True


def _one(document: Document, record: Tree, output: Path) -> Iterable[Path]:
    context = Gatherer(record["organisation"], today=today()).context(record)
    document.render(document.collect(record, context), output)
    return [output]


def _into_folder(document: Document, records: list[Tree], folder: Path) -> Iterator[Path]:
    """Write a PDF of each record into a folder, which is made if need be."""
    folder.mkdir(exist_ok=True)
    gatherers: dict[str, Gatherer] = {}
    used: set[str] = set()
    for number, record in enumerate(records, 1):
        place = record["organisation"]
        if place not in gatherers:
            gatherers[place] = Gatherer(place, today=today())
        context = gatherers[place].context(record)
        name = _file_name(document, record, context)
        if name in used:
            name = f"{Path(name).stem}（{record['uid'][:4]}）.pdf"
        used.add(name)
        document.render(document.collect(record, context), folder / name)
        _progress(number, len(records))
        yield folder / name


def _file_name(document: Document, record: Tree, context: PaperContext) -> str:
    """Return what the PDF of a meeting is called: 会议记录 2026-03-27 支部党员大会第1次.pdf."""
    group = context.group_name
    kind = f"{group}会" if group.endswith("组") else group + MeetingKind(record["kind"]).label
    number = f"第{record['number']}次" if record["number"] else ""
    return _UNSAFE.sub("_", f"{document.title} {record['held_on'] or ''} {kind}{number}.pdf")


def _volume(
    document: Document, records: list[Tree], output: Path, arguments: Namespace
) -> Iterable[Path]:
    """Bind the minutes of one branch into one PDF with a contents page."""
    if document.name != "minutes":
        raise Refused(
            f"有{len(records)}份{document.title}，请用 --record 指明一条记录，"
            "或把 -o 写成文件夹（以 / 结尾）。"
        )
    gatherer = Gatherer(records[0]["organisation"], today=today())
    sheets = (minutes.collect(record, gatherer.context(record)) for record in records)
    name = the_branch(arguments.branch)["short_name"]
    for done in render_volume(sheets, f"{name}{_time(arguments)}会议记录", output):
        _progress(done, len(records))
    return [output]


def _time(arguments: Namespace) -> str:
    year = f"{arguments.year}年" if arguments.year else ""
    month = f"{arguments.month}月" if arguments.month else ""
    return year + (f"第{'一二三四'[arguments.quarter - 1]}季度" if arguments.quarter else month)


def _collective(
    document: Document, output: Path, arguments: Namespace, *, is_folder: bool
) -> Iterable[Path]:
    """Write the one paper of all members of a branch as they are today."""
    if arguments.record or arguments.year:
        raise Refused(f"{document.title}印整个支部今天的情况，请去掉 --record 和 --year。")
    chosen, day = the_branch(arguments.branch), today()
    if is_folder:
        output.mkdir(exist_ok=True)
        output /= _UNSAFE.sub("_", f"{document.title} {chosen['short_name']}.pdf")
    people = [entry.member for entry in branch.roster(chosen["uid"], day)]
    trees = list(tree.dump_many(spec("member"), people).values())
    context = Gatherer(chosen["uid"], today=day, reveal=arguments.full_numbers).on(day)
    document.render(document.collect(trees, context), output)
    return [output]


def _progress(number: int, total: int) -> None:
    """Tell a person, not a script, how far a batch has come."""
    if total > 1 and sys.stderr is not None and sys.stderr.isatty():
        end = "\n" if number == total else ""
        print(f"\r第{number}份，共{total}份", end=end, file=sys.stderr, flush=True)
