"""Every way into the program, each as a function of one file; the data file of the desk is open.

A target returns when the import has come to its end and lets every exception out.
"""

import contextlib
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from db import (
    attachments,
    backup,
    connection,
    exchange,
    holidays,
    operations,
    package,
    rulebook,
    schemes,
    toml_text,
    tree,
)
from db.branch import Organisation
from db.errors import Refused
from db.ledgers import importer as lists
from db.ledgers import reader as list_reader
from db.records import RECORDS
from db.records.listed_item import ListKind
from db.rosters import importer as rosters
from db.rosters import reader as roster_reader
from desktop import cli
from desktop.archive import checklist
from tests.fuzz import databases, pictures, tables, texts
from tests.fuzz.samples import PASSWORD, Samples
from tests.samples import LATER, WHO

TODAY = "2026-03-28"
Target = Callable[[Path, Samples], object]
Maker = Callable[[Samples, Random], bytes]


@dataclass(frozen=True)
class Family:
    """Files of one kind: what makes them, under which suffixes, and where they are taken in.

    ``bombs`` are made more seldom, each of them takes a second or two to make.
    """

    suffixes: tuple[str, ...]
    targets: tuple[Target, ...]
    makers: Mapping[str, Maker]
    bombs: Mapping[str, Maker]


def roster(path: Path, samples: Samples) -> None:
    """A roster, taken in whole."""
    plan = rosters.plan(roster_reader.read(path), samples.branch, today=TODAY)
    rosters.apply(plan, WHO, LATER)


def old_lists(path: Path, samples: Samples) -> None:
    """Old lists, each sheet as the list that it says it is."""
    parts = [
        lists.Part(found, found.kind or ListKind.TASK, found.year or 2026, found.mapping)
        for found in list_reader.read(path)
    ]
    lists.apply(lists.plan(parts, samples.branch, today=TODAY), WHO, LATER)


def checked(path: Path, samples: Samples) -> None:
    """The list of an inspector, kept as a table again."""
    lines = checklist.read(path)
    kept = checklist.write(path.with_name("kept.xlsx"), lines, ())
    kept.unlink()


def json_file(path: Path, samples: Samples) -> None:
    """Records as JSON."""
    exchange.carry_out(exchange.plan(exchange.read(path)), who=WHO, at=LATER)


def packed(path: Path, samples: Samples) -> None:
    """A package dropped on the window, held against the file, and taken in."""
    password = PASSWORD if package.needs_password(path) else ""
    package.looks_like_one(path)
    found = package.difference(package.read(path, password))
    package.merge(found, package.take_theirs(found), who=WHO, at=LATER)


def data_file(path: Path, samples: Samples) -> None:
    """A data file that is opened to be read, and every record of it read."""
    try:
        connection.open_file(path, readonly=True, only_to_copy=True)
        if connection.database.pragma("user_version") == 4:
            with connection.translated(path):
                _read_all()
    finally:
        connection.open_file(samples.store)


def _read_all() -> None:
    for kind in RECORDS:
        uids = [row[0] for row in kind.model.select(kind.model.uid).tuples()]
        tree.dump_many(kind, uids)
    list(Organisation.select())


def restored(path: Path, samples: Samples) -> None:
    """A backup that takes the place of a data file."""
    target = path.with_name("back.zhibu")
    try:
        backup.restore(path, target)
    finally:
        target.unlink(missing_ok=True)
        connection.open_file(samples.store)


def days_off(path: Path, samples: Samples) -> None:
    """The days off of a year."""
    operations.save(holidays.KIND, holidays.placed(holidays.read(path)), who=WHO, at=LATER)


def scheme(path: Path, samples: Samples) -> None:
    """A scheme of assessment."""
    text = toml_text.read(path)
    schemes.parse(text, f"“{path.name}”")
    schemes.save(samples.branch, text, who=WHO, at=LATER)


def rules(path: Path, samples: Samples) -> None:
    """A file of rules."""
    rulebook.arrange(rulebook.parse(toml_text.read(path), path.name))


def attachment(path: Path, samples: Samples) -> None:
    """A file that is attached, and given out again."""
    line = attachments.add_file(path, at=LATER)
    given = attachments.export(line, path.parent)
    assert given.parent == path.parent
    given.unlink()


def command_line(path: Path, samples: Samples) -> None:
    """The same by ``zhibu import``, which says in one line on stderr what is wrong."""
    options = [] if path.suffix in (".json", ".toml", ".zhibu") else ["--branch", samples.branch]
    connection.close()
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = cli.main(["import", str(samples.store), str(path), *options])
    finally:
        connection.open_file(samples.store)
    said = err.getvalue().rstrip("\n")
    if "程序出错" in said:
        raise AssertionError(said)
    if status == cli.BAD:
        raise Refused(said)
    if said:
        raise AssertionError(f"done, yet said {said!r}")


FAMILIES: dict[str, Family] = {
    "xlsx": Family(
        (".xlsx",), (roster, old_lists, checked, command_line), tables.MAKERS, tables.BOMBS
    ),
    "csv": Family((".csv",), (roster, old_lists, checked, command_line), texts.CSV, {}),
    "json": Family((".json",), (json_file, command_line), texts.JSON, {}),
    "toml": Family((".toml",), (days_off, scheme, rules, command_line), texts.TOML, {}),
    "picture": Family(
        (".jpg", ".png", ".webp", ".gif", ".tif", ".bmp", ".pdf"),
        (attachment,),
        pictures.MAKERS,
        pictures.BOMBS,
    ),
    "file": Family((".zhibu",), (data_file, restored), databases.FILES, {}),
    "package": Family((".zhibu",), (packed, command_line), databases.PACKAGES, {}),
    "secret": Family((".zhibu",), (packed,), databases.SECRETS, {}),
}


def fault_of_sentence(sentence: str, path: Path) -> str:
    """Say what is wrong with a refusal, "" for one plain Chinese sentence (or a few)."""
    own = sentence.replace(str(path), "").replace(path.name, "")
    own = re.sub(r"“[^”]*”", "", own)
    if "\n" in own or not re.search(r"[\u4e00-\u9fff]", own):
        return "no plain sentence"
    if not sentence.endswith(("。", "？")):
        return "no whole sentence"
    if len(sentence) > 1200:
        return "no short sentence"
    if re.search(r"[A-Za-z]{2,} [A-Za-z]+ [A-Za-z]+|Traceback|Error|Exception|0x[0-9a-f]{6}", own):
        return "words of a library"
    if re.search(r"/tmp|/usr|site-packages", own):
        return "a path of the machine"
    return ""
