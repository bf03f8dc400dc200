"""The command that scores a branch's year: the same numbers as the tab 考核 and its papers."""

from argparse import Namespace
from pathlib import Path

from db import assessment, tree
from db.errors import Refused
from db.records import spec
from db.rules.scoring.formulas import points_text
from db.rules.scoring.model import Line, Sheet, Still
from db.rules.scoring.sheet import sum_words
from db.spec import Tree
from desktop.cli.common import day_of, opened, refuse_data_file, show, the_branch

_KIND = spec("assessment")
_HUNDRED = 100


def assess(arguments: Namespace) -> int:
    """Show the sheet of a year; exit 1 when something waits for a person or differs since final."""
    day = day_of(arguments.on)
    if arguments.output is not None:
        _refuse_output(arguments.output, arguments.file)
    with opened(arguments.file):
        branch = the_branch(arguments.branch)
        sheet = assessment.assess(branch["uid"], arguments.year, day)
        record = assessment.of_year(branch["uid"], arguments.year) or tree.blank(
            _KIND, organisation=branch["uid"], year=arguments.year
        )
        changed = assessment.differences(record, day)
        version = assessment.scheme_of(record).version
        if arguments.output is not None:
            _print(record, arguments.output, day)
    if arguments.json:
        show(_described(branch["short_name"], sheet, record, version) | {"differences": changed})
    elif arguments.output is not None:
        print(arguments.output)
    else:
        for line in sheet.lines:
            print("\t".join(_cells(line)))
        print(f"{sum_words(sheet)}\t{sheet.band}")
        for words in changed:
            print(f"与定稿不符\t{words}")
    return 0 if sheet.complete and not changed else 1


def _refuse_output(output: Path, data_file: Path) -> None:
    if output.suffix.lower() not in (".pdf", ".docx"):
        raise Refused(f"“{output}”不是 .pdf 或 .docx 文件，请换一个名字。")
    if not output.absolute().parent.is_dir():
        raise Refused(f"没有“{output.parent}”这个文件夹，请先建立它，或换一个位置。")
    refuse_data_file(output, data_file)


def _print(record: Tree, output: Path, day: str) -> None:
    from desktop.documents import document
    from desktop.documents.gather import Gatherer

    context = Gatherer(record["organisation"], today=day).year(record["year"])
    paper = document("assessment")
    paper.write(paper.collect(record, context), output)


def _described(branch: str, sheet: Sheet, record: Tree, version: int) -> dict[str, object]:
    return {
        "branch": branch,
        "year": sheet.year,
        "on": sheet.today.isoformat(),
        "scheme": sheet.scheme.code,
        "scheme_title": sheet.scheme.title,
        "scheme_version": version,
        "status": record["status"],
        "total": _points(sheet.total),
        "earned": _points(sheet.earned),
        "base": _points(sheet.base),
        "converted": _points(sheet.converted),
        "bonus": _points(sheet.bonus),
        "deducted": _points(sheet.deducted),
        "band": sheet.band,
        "grade": record["grade"],
        "complete": sheet.complete,
        "words": sum_words(sheet),
        "lines": [_line(line) for line in sheet.lines],
        "adjustments": [
            {"code": each.code, "title": each.title, "points": _points(each.points)}
            | {"reason": each.reason, "proof": each.proof}
            for each in sheet.adjusted
        ],
        "vetoes": [
            {"code": v.code, "title": v.title, "reason": v.reason, "at_most": v.at_most}
            for v in sheet.vetoed
        ],
        "still": [_still(each) for each in sheet.still],
        "notes": list(sheet.notes),
    }


def _line(line: Line) -> dict[str, object]:
    return {
        "code": line.code,
        "title": line.title,
        "points": _points(line.points),
        "proposed": _points(line.proposed),
        "score": _points(line.score),
        "conclusion": str(line.conclusion),
        "words": line.words,
        "reason": line.reason or line.words,
        "absent": line.absent,
        "wants": line.wants,
        "evidence": list(line.evidence),
        "still": [_still(each) for each in line.still],
    }


def _still(each: Still) -> dict[str, object]:
    return {"text": each.text, "by": each.by.isoformat() if each.by else None}


def _points(hundredths: int | None) -> int | float | None:
    """Return hundredths as a number of points: 150 is 1.5, 700 is 7."""
    if hundredths is None:
        return None
    return hundredths / _HUNDRED if hundredths % _HUNDRED else hundredths // _HUNDRED


def _cells(line: Line) -> list[str]:
    score = "—" if line.score is None else points_text(line.score)
    points = points_text(line.points)
    cells = [line.code, line.title, points, score, str(line.conclusion), line.words, line.wants]
    return [" ".join(cell.split()) or "—" for cell in cells]
