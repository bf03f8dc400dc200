"""The whole year of a branch in a folder that is read without the program.

The bound book as PDF, a workbook with a sheet for each type and the numbers of the year, the
records as JSON with what each number was counted from, the attached files under the names of their
records, and the SHA-256 of all of it. Identity numbers, telephone numbers, addresses and the scans
of members go along only when they are asked for, as do the talks.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from db import attachments, exchange, numbers, numbers_file, whole_file, workbooks
from db.errors import Refused
from db.file_names import free_path, safe_name
from db.lineage import fingerprint
from db.package.content import of_year
from db.package.parts import without_private
from db.records import RECORDS, spec
from db.spec import ATTACHMENTS, Tree
from desktop.archive import tables
from desktop.archive.inspection import named, pages_in
from desktop.documents import document, wording
from desktop.documents.context import PaperContext
from desktop.documents.yearbook import NoRecords, bind

READ_ME, BOOK = "00 说明.txt", "01 党支部工作手册.pdf"
TABLES, RECORDS_FILE = "02 台账.xlsx", "03 记录.json"
FILES, SUMS = "04 附件", "05 校验值.txt"
_ONLY_TO_READ = "zhibu-year"
"""The format of JSON without identity numbers: to take it in again would empty the numbers."""

_TALK = "talk"

Say = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Wish:
    """Whose year, and what goes along."""

    branch: str
    year: int
    at: str
    identity: bool = False
    talks: bool = False


def put_in(folder: Path, wish: Wish, context: PaperContext, say: Say) -> str:
    """Write everything into an empty folder and check it; returns what is in it in one sentence.

    Raises ``Refused``, also when what was written does not read back.
    """
    say(0, 5, "收集记录")
    whole = of_year(wish.branch, wish.year, talks=wish.talks).records
    records = whole if wish.identity else _without_private(whole)
    own = _own(records, wish.year)
    count = sum(len(trees) for trees in own.values())
    say(1, 5, "装订工作手册")
    pages = _book(folder, context, lambda *_where: say(1, 5, "装订工作手册"))
    say(2, 5, "写台账表格和记录")
    _tables(folder, wish, context, _own(whole if wish.identity else _masked(whole), wish.year))
    _json(folder, wish, records, _numbers(wish, context.today, records))
    say(3, 5, "取出附件")
    files = _files(folder, own, lambda name: say(3, 5, f"取出“{name}”"))
    _read_me(folder, wish, context, f"{count}条记录，{files}个附件", pages)
    say(4, 5, "核对写下的文件")
    _verify(folder, records, own, pages)
    return f"{count}条记录，{files}个附件，核对无误"


def _without_private(records: dict[str, list[Tree]]) -> dict[str, list[Tree]]:
    return {
        name: [without_private(spec(name), each) for each in trees]
        for name, trees in records.items()
    }


def _masked(records: dict[str, list[Tree]]) -> dict[str, list[Tree]]:
    """Return records for tables that mask the numbers: with them, without the scans of members."""
    members = [each | {ATTACHMENTS.name: []} for each in records.get("member", ())]
    return records | {"member": members}


def _own(records: dict[str, list[Tree]], year: int) -> dict[str, list[Tree]]:
    """Return the records without those of other years that only a reference brought along."""
    return {
        name: [each for each in trees if name == "listed_item" or each.get("year", year) == year]
        for name, trees in records.items()
    }


def _book(folder: Path, context: PaperContext, say: Say) -> int:
    """Bind the book; 0 pages where the year has nothing that can be bound."""
    try:
        bind(document("year-book").collect((), context), folder / BOOK, say)
    except NoRecords:
        return 0
    return pages_in(folder / BOOK)


def _tables(
    folder: Path, wish: Wish, context: PaperContext, records: dict[str, list[Tree]]
) -> None:
    found = tables.sheets(
        records,
        branch=context.organisation_name,
        title=f"{wish.year}年",
        right=f"截至{wording.day(context.today, '')}",
        reveal=wish.identity,
    )
    found += numbers_file.sheets(
        wish.branch,
        numbers.year_of(wish.year),
        today=context.today,
        hidden=() if wish.talks else (_TALK,),
    )
    workbooks.write(folder / TABLES, found, "台账表格")


def _json(folder: Path, wish: Wish, records: dict[str, list[Tree]], counted: list[Tree]) -> None:
    content = {
        "format": exchange.FORMAT if wish.identity else _ONLY_TO_READ,
        "version": exchange.VERSION,
        "exported_at": wish.at,
        "records": records,
        "numbers": counted,
        "fingerprints": {each["uid"]: fingerprint(each) for t in records.values() for each in t},
    }
    if wish.identity:  # to be taken in again, the files that prove something have to be with it
        lines = (line for t in records.values() for each in t for line in each[ATTACHMENTS.name])
        digests = sorted({line["sha256"] for line in lines})
        content["attachments"] = dict(exchange.contents(digests))
    text = json.dumps(content, ensure_ascii=False, indent=1)
    whole_file.write(folder / RECORDS_FILE, text.encode(), "记录")


def _numbers(wish: Wish, today: str, records: dict[str, list[Tree]]) -> list[Tree]:
    """Return each number of the year in words with the uids of what it was counted from.

    Talks that stay at home are counted and not named.
    """
    known = {each["uid"] for trees in records.values() for each in trees}
    return [
        {
            "system": each.system,
            "title": each.title,
            "text": each.text,
            "type": each.record_type,
            "records": [uid for uid in each.uids if uid in known],
        }
        for each in numbers.of_period(wish.branch, numbers.year_of(wish.year), today)
        if each.uids
    ]


def _files(folder: Path, records: dict[str, list[Tree]], say: Callable[[str], None]) -> int:
    """Write the attached files into a folder for each record that has some."""
    count = 0
    for kind in RECORDS:
        for record in records.get(kind.name, ()):
            if not record[ATTACHMENTS.name]:
                continue
            place = free_path(folder / FILES / safe_name(kind.title), named(kind.name, record))
            place.mkdir(parents=True)
            for line in record[ATTACHMENTS.name]:
                say(line["name"])
                attachments.export(line, place)
                count += 1
    return count


def _read_me(folder: Path, wish: Wish, context: PaperContext, said: str, pages: int) -> None:
    hidden = [] if wish.identity else ["身份证号、电话、住址遮住或没有带出，党员的扫描件没有带出"]
    hidden += [] if wish.talks else ["谈心谈话记录没有带出"]
    book = f"{pages}页，可以直接打印、装订" if pages else "没有：这一年没有可以装订的定稿记录"
    again = "可以用支部工作台的“导入”读回" if wish.identity else "只供查看，不能导入"
    lines = (
        f"{context.organisation_name}　{wish.year}年的全部资料",
        "",
        f"由支部工作台于{wording.day(context.today, '')}导出，共{said}。不装本程序也能看：",
        "",
        f"{BOOK}　　{book}。",
        f"{TABLES}　　每类记录一张表，最后是本年数字和每个数字的记录，用 WPS 或 Excel 打开。",
        f"{RECORDS_FILE}　　全部记录的每一项，连同提到的往年记录、本年数字，UTF-8 文字；{again}。",
        f"{FILES}　　照片、扫描件等附件，按记录的类别和名称放在各自的文件夹里。",
        f"{SUMS}　　每个文件的 SHA-256，用来核对文件有没有变动。",
        "",
        f"说明：{'；'.join(hidden)}。" if hidden else "说明：含身份证号和谈话内容。",
        "修改历史留在数据文件里，没有带出。这个文件夹没有加密，请妥善保管。",
        "",
    )
    text = "\r\n".join(lines).encode("utf-8-sig")  # an old notepad knows the encoding by its mark
    whole_file.write(folder / READ_ME, text, "说明")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _verify(
    folder: Path, records: dict[str, list[Tree]], own: dict[str, list[Tree]], pages: int
) -> None:
    """Read everything back, then list the sums; raises ``Refused`` at the first that differs."""
    kept = json.loads((folder / RECORDS_FILE).read_bytes())
    with zipfile.ZipFile(folder / TABLES) as book:
        broken = book.testzip()
    if broken or kept["records"] != records or (pages and pages_in(folder / BOOK) != pages):
        raise Refused("写下的文件没有通过核对，已丢弃。请检查磁盘，或换一个位置再试。")
    wanted = {
        line["sha256"]
        for trees in own.values()
        for record in trees
        for line in record[ATTACHMENTS.name]
    }
    sums = {
        path.relative_to(folder).as_posix(): digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    if wanted - {value for name, value in sums.items() if name.startswith(FILES)}:
        raise Refused("取出的附件与数据文件里的不一致，已丢弃。请做数据体检后再试。")
    text = "".join(f"{value}  {name}\n" for name, value in sums.items())
    whole_file.write(folder / SUMS, text.encode(), "校验值")
