"""A finished sheet as text: its lines, the scheme's own words and the records behind it."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, NamedTuple

from db import tree
from db.errors import Refused
from db.records import RECORDS
from db.rules.scoring.model import (
    Adjusted,
    Conclusion,
    Judged,
    Line,
    Sheet,
    Still,
    Vetoed,
)
from db.schemes import InUse, parse, text_of
from db.spec import ROOT_KEYS, Tree

_FORMAT = 1
_NO_CONTENT = {*ROOT_KEYS, "status", "printed_on", "signed_on", "archived_on", "attachments"}
_NUMBERS = ("earned", "base", "converted", "bonus", "deducted", "total")


class Behind(NamedTuple):
    """A record behind a sheet: its type, the name that people know it by, day, content.

    ``digest`` tells whether the content has changed; that it was printed, signed or archived and
    what was attached since is no change of it.
    """

    uid: str
    record_type: str
    heading: str
    day: str
    digest: str


def behind(sheet: Sheet) -> list[Behind]:
    """Return the records that the lines of a sheet name, in their order, as they are stored."""
    return stored(uid for line in sheet.lines for uid in line.evidence)


def stored(uids: Iterable[str]) -> list[Behind]:
    """Return the living records of these uids in the given order."""
    wanted = list(dict.fromkeys(uids))
    found = {}
    for kind in RECORDS:
        left = [uid for uid in wanted if uid not in found]
        for uid, record in tree.dump_many(kind, left).items():
            if record["deleted_at"] is None:
                day = record.get(kind.day) or "" if kind.day else ""
                heading = kind.heading(record)
                found[uid] = Behind(uid, kind.name, heading, day, _digest(record))
    return [found[uid] for uid in wanted if uid in found]


def _digest(record: Tree) -> str:
    content = {key: value for key, value in record.items() if key not in _NO_CONTENT}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def dump(sheet: Sheet, used: InUse, records: list[Behind]) -> str:
    """Return a sheet as the text that is kept."""
    content = {
        "format": _FORMAT,
        "year": sheet.year,
        "today": sheet.today.isoformat(),
        "scheme": text_of(sheet.scheme),
        "version": used.version,
        "lines": [_line(line) for line in sheet.lines],
        "adjusted": [asdict(each) for each in sheet.adjusted],
        "vetoed": [asdict(each) for each in sheet.vetoed],
        "band": sheet.band,
        "notes": list(sheet.notes),
        "records": [list(each) for each in records],
    } | {name: getattr(sheet, name) for name in _NUMBERS}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _line(line: Line) -> dict[str, Any]:
    return {
        "code": line.code,
        "proposed": line.proposed,
        "score": line.score,
        "conclusion": str(line.conclusion),
        "words": line.words,
        "judged": asdict(line.judged),
        "absent": line.absent,
        "wants": line.wants,
        "evidence": list(line.evidence),
        "still": [[each.text, each.by.isoformat() if each.by else ""] for each in line.still],
    }


def load(text: str) -> Sheet:
    """Return the sheet that was kept; raises ``Refused`` when the text is not one of ours."""
    try:
        content = json.loads(text)
        scheme = parse(content["scheme"], "定稿的考核方案")
        return Sheet(
            scheme=scheme,
            year=content["year"],
            today=dt.date.fromisoformat(content["today"]),
            lines=tuple(_read_line(row, scheme.item(row["code"])) for row in content["lines"]),
            adjusted=tuple(Adjusted(**row) for row in content["adjusted"]),
            vetoed=tuple(Vetoed(**row) for row in content["vetoed"]),
            band=content["band"],
            notes=tuple(content["notes"]),
            **{name: content[name] for name in _NUMBERS},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("定稿的考核内容读不出来，请从备份恢复，或退回修改后重新定稿。") from error


def _read_line(row: dict[str, Any], item: Any) -> Line:
    return Line(
        item=item,
        proposed=row["proposed"],
        score=row["score"],
        conclusion=Conclusion(row["conclusion"]),
        words=row["words"],
        judged=Judged(**row["judged"]),
        absent=row["absent"],
        wants=row["wants"],
        evidence=tuple(row["evidence"]),
        still=tuple(Still(t, dt.date.fromisoformat(by) if by else None) for t, by in row["still"]),
    )


def records_of(text: str) -> Iterator[Behind]:
    """Yield the records that stood behind a sheet when it was kept."""
    for row in json.loads(text)["records"]:
        yield Behind(*row)
