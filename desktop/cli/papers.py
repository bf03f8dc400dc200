"""The command that prints papers as PDF: one, a folder of them, or many bound into a volume."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from db import branch, queries, tree
from db.errors import Refused
from db.file_names import safe_name
from db.records import spec
from db.records.meeting import MeetingKind
from db.spec import RecordSpec, Tree
from desktop.cli.common import (
    disclosed,
    opened,
    refuse_data_file,
    show,
    the_branch,
    the_general,
    today,
)
from desktop.documents import DOCUMENTS
from desktop.documents.context import PaperContext
from desktop.documents.document import WORD, Document
from desktop.documents.gather import Gatherer, of_year
from desktop.documents.volume import render_volume

_BOUND = {"minutes": "会议记录", "activity": "活动记录"}
"""Papers of which many are bound into one file, and what the volume holds."""


def print_papers(arguments: Namespace) -> None:
    """Print a paper of one record, or of all records of a branch and time."""
    if arguments.list:
        _list(as_json=arguments.json)
        return
    for value, name in ((arguments.file, "数据文件"), (arguments.document, "文书名")):
        if value is None:
            raise Refused(f"缺少{name}。用法见 zhibu print --help，文书名见 zhibu print --list。")
    if arguments.output is None:
        raise Refused("请用 -o 写明 PDF、Word 文件或文件夹。")
    document = _document(arguments.document)
    asks_month = document.asks == "month"
    if (arguments.quarter or (arguments.month and not asks_month)) and not arguments.year:
        raise Refused("--month 和 --quarter 要与 --year 一起用。")
    _refuse_what_it_does_not_ask(document, arguments)
    output, is_folder = _output(arguments)
    talk = document.name == "talk"
    with opened(arguments.file, readonly=not (arguments.full_numbers or talk)):
        if arguments.full_numbers or talk:
            what = "谈话内容" if talk else "完整的身份证号、电话、住址"
            disclosed(f"{document.title}，带有{what}：{output.name}")
        if document.of_many:
            paths = _of_many(document, output, arguments, is_folder=is_folder)
        else:
            records = _records(arguments, document)
            if is_folder:
                paths = _into_folder(document, records, output, arguments)
            elif len(records) == 1:
                paths = _one(document, records[0], output, arguments)
            else:
                paths = _volume(document, records, output, arguments)
        for path in paths:
            print(path)


def _list(*, as_json: bool) -> None:
    if as_json:
        show(
            [
                {
                    "name": each.name,
                    "title": each.title,
                    "types": list(each.record_types),
                    "kinds": list(each.kinds),
                    "of": _scope(each),
                    "asks": each.asks,
                }
                for each in DOCUMENTS
            ]
        )
        return
    for each in DOCUMENTS:
        print(f"{each.name}\t{each.title}")


def _scope(document: Document) -> str:
    """Return what a paper is made of: a record, a year of a branch or of all branches below a
    general branch, or the branch of today."""
    if document.general:
        return "general"
    return "year" if document.yearly else "branch" if document.collective else "record"


def _document(name: str) -> Document:
    for each in DOCUMENTS:
        if name in (each.name, each.title):
            return each
    names = "、".join(f"{each.name}（{each.title}）" for each in DOCUMENTS)
    raise Refused(f"没有“{name}”这种文书，可用：{names}。")


def _option(document: Document, arguments: Namespace) -> str:
    """Return what the person chose for the paper, "" for the usual."""
    return str(getattr(arguments, document.asks) or "") if document.asks else ""


def _refuse_what_it_does_not_ask(document: Document, arguments: Namespace) -> None:
    for name, switch in (("per_page", "--per-page"), ("person", "--person"), ("spine", "--spine")):
        if getattr(arguments, name) is not None and document.asks != name:
            raise Refused(f"{document.title}不用{switch}，请去掉它。")


def _gatherer(branch: str, document: Document, arguments: Namespace) -> Gatherer:
    return Gatherer(
        branch,
        today=today(),
        reveal=arguments.full_numbers,
        option=_option(document, arguments),
    )


def _output(arguments: Namespace) -> tuple[Path, bool]:
    """Return the file to write, or the folder to write into, and whether it is a folder."""
    written: str = arguments.output
    output = Path(written)
    folder = written.endswith(("/", "\\")) or output.is_dir()
    if not folder and output.suffix.lower() not in (".pdf", WORD):
        raise Refused(f"“{written}”既不是 .pdf、.docx 文件，也不是文件夹（文件夹请以 / 结尾）。")
    if not output.absolute().parent.is_dir():
        raise Refused(f"没有“{output.parent}”这个文件夹，请先建立它，或换一个位置。")
    refuse_data_file(output, arguments.file)
    return output, folder


def _records(arguments: Namespace, document: Document) -> list[Tree]:
    """Return the records meant that have this paper, oldest first."""
    kinds = [spec(name) for name in document.record_types]
    found = [
        (record.get("held_on") or "", place, record)
        for kind in kinds
        for place, record in enumerate(_found(arguments, kind))
        if document.suits(kind.name, record.get("kind"))
    ]
    titles = "或".join(kind.title for kind in kinds)
    if arguments.record and not found:
        raise Refused(f"文件中没有 uid 为“{arguments.record}”、可印“{document.title}”的{titles}。")
    if not found:
        when = "这段时间" if arguments.year else "文件中"
        raise Refused(f"{when}没有可印“{document.title}”的{titles}。")
    return [record for *_, record in sorted(found, key=lambda each: each[:2])]


def _found(arguments: Namespace, kind: RecordSpec) -> list[Tree]:
    """Return the living records of a type that the arguments mean, oldest first."""
    if arguments.record:
        found = tree.dump_many(kind, [arguments.record]).values()
        return [record for record in found if record["deleted_at"] is None]
    chosen = the_branch(arguments.branch)
    rows = queries.records(kind, organisation=chosen["uid"], year=arguments.year)
    ordered = reversed(rows) if kind.day else rows
    wanted = [row.uid for row in ordered if _within(row.day, arguments)]
    trees = tree.dump_many(kind, wanted)
    return [trees[uid] for uid in wanted]


def _within(day: str | None, arguments: Namespace) -> bool:
    month = int(day[5:7]) if day else 0
    if arguments.month:
        return bool(month == arguments.month)
    if arguments.quarter:
        return bool((month + 2) // 3 == arguments.quarter)
    return True


def _one(document: Document, record: Tree, output: Path, arguments: Namespace) -> Iterable[Path]:
    context = _gatherer(record["organisation"], document, arguments).context(record)
    document.write(document.collect(record, context), output)
    return [output]


def _into_folder(
    document: Document, records: list[Tree], folder: Path, arguments: Namespace
) -> Iterator[Path]:
    """Write a PDF of each record into a folder, which is made if need be.

    A record that has not what the paper needs (photos, a vote) is named and left out; raises
    ``Refused`` when none has it.
    """
    folder.mkdir(exist_ok=True)
    gatherers: dict[str, Gatherer] = {}
    used: set[str] = set()
    for number, record in enumerate(records, 1):
        place = record["organisation"]
        if place not in gatherers:
            gatherers[place] = _gatherer(place, document, arguments)
        context = gatherers[place].context(record)
        name = _file_name(document, record, context)
        if name in used:
            name = f"{Path(name).stem}（{record['uid'][:4]}）.pdf"
        try:
            sheet = document.collect(record, context)
        except Refused as refusal:
            print(f"没有印“{Path(name).stem}”：{refusal}", file=sys.stderr)
            continue
        used.add(name)
        document.write(sheet, folder / name)
        _progress(number, len(records))
        yield folder / name
    if not used:
        raise Refused(f"{len(records)}条记录都不能印{document.title}，原因见上。")


def _file_name(document: Document, record: Tree, context: PaperContext) -> str:
    """Return what the PDF of a record is called: 会议记录 2026-03-27 支部党员大会第1次.pdf."""
    kind_of = spec(document.record_types[0])
    if kind_of.ledger is not None:
        day = record[kind_of.day] if kind_of.day else ""
        what = f"{day} {kind_of.heading(record)[:40]}"
    elif "agenda" in record:
        group = context.group_name
        kind = f"{group}会" if group.endswith("组") else group + MeetingKind(record["kind"]).label
        what = kind + (f"第{record['number']}次" if record["number"] else "")
    else:
        what = str(record.get("title") or record.get("listener_name") or record.get("year") or "")
    name = f"{document.title} {record.get('held_on') or ''} {' '.join(what.split())[:40]}"
    return safe_name(" ".join(name.split())) + ".pdf"


def _volume(
    document: Document, records: list[Tree], output: Path, arguments: Namespace
) -> Iterable[Path]:
    """Bind the minutes or the activities of one branch into one PDF with a contents page."""
    if document.name not in _BOUND:
        raise Refused(
            f"有{len(records)}份{document.title}，请用 --record 指明一条记录，"
            "或把 -o 写成文件夹（以 / 结尾）。"
        )
    gatherer = _gatherer(records[0]["organisation"], document, arguments)
    sheets = (document.collect(record, gatherer.context(record)) for record in records)
    name = the_branch(arguments.branch)["short_name"]
    for done in render_volume(sheets, f"{name}{_time(arguments)}{_BOUND[document.name]}", output):
        _progress(done, len(records))
    return [output]


def _time(arguments: Namespace) -> str:
    year = f"{arguments.year}年" if arguments.year else ""
    month = f"{arguments.month}月" if arguments.month else ""
    return year + (f"第{'一二三四'[arguments.quarter - 1]}季度" if arguments.quarter else month)


def _of_many(
    document: Document, output: Path, arguments: Namespace, *, is_folder: bool
) -> Iterable[Path]:
    """Write the one paper of a branch: of a year, or of its members as they are today."""
    if (
        arguments.record
        or (arguments.month and document.asks != "month")
        or arguments.quarter
        or (arguments.year and document.collective)
    ):
        what = "全年" if document.yearly else "整个支部今天"
        refused = "--record、--month 和 --quarter" if document.yearly else "--record 和 --year"
        raise Refused(f"{document.title}印{what}的情况，请去掉 {refused}。")
    meant = the_general if document.general else the_branch
    chosen, day = meant(arguments.branch), today()
    year = arguments.year or int(day[:4])
    if is_folder:
        output.mkdir(exist_ok=True)
        when = f"{year}年" if document.yearly else ""
        option = document.option_text(_option(document, arguments))
        name = f"{document.title} {chosen['short_name']}{when}{option}.pdf"
        output /= safe_name(name)
    gatherer = _gatherer(chosen["uid"], document, arguments)
    if document.yearly:
        trees = of_year(document.record_types[0], chosen["uid"], year)
        context = gatherer.year(year)
    else:
        people = [entry.member for entry in branch.roster(chosen["uid"], day)]
        trees = list(tree.dump_many(spec("member"), people).values())
        context = gatherer.on(day)
    document.write(document.collect(trees, context), output)
    return [output]


def _progress(number: int, total: int) -> None:
    """Tell a person, not a script, how far a batch has come."""
    if total > 1 and sys.stderr is not None and sys.stderr.isatty():
        end = "\n" if number == total else ""
        print(f"\r第{number}份，共{total}份", end=end, file=sys.stderr, flush=True)
