"""Measure the budgets of the design and print them beside what was measured.

    python -m tests.benchmarks [FOLDER]

Large files are made in FOLDER once and used again; without it they are made afresh.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.benchmarks import generator, papers, storage, windows
from tests.benchmarks.measure import side_by_side

RECORDS = 20_000
MEETINGS = 60


class Line(NamedTuple):
    """One budget: what, at most how much, how much it was, and the figures behind it."""

    what: str
    budget: float
    measured: float
    unit: str
    behind: str


def main(folder: Path) -> int:
    """Measure everything; the exit status is 1 when a budget is exceeded."""
    over = 0
    for part in (_windows, _papers, _storage):
        for line in part(folder):
            fits = line.measured <= line.budget
            over += not fits
            print(
                f"{'ok  ' if fits else 'OVER'} {line.what:<46} at most {line.budget:g} {line.unit},"
                f" measured {line.measured:.3g} {line.unit}  ({line.behind})",
                flush=True,
            )
    return 1 if over else 0


def _made(path: Path, make: Callable[[Path], object]) -> Path:
    if not path.exists():
        partial = path.with_name("making.zhibu")
        partial.unlink(missing_ok=True)
        make(partial)
        partial.replace(path)
    return path


def _windows(folder: Path) -> Iterator[Line]:
    ten = _made(folder / "ten.zhibu", lambda path: generator.organisation_file(path, 10))
    fifty = _made(folder / "fifty.zhibu", lambda path: generator.organisation_file(path, 50))
    bare, short, long = side_by_side(
        lambda: windows.empty().seconds,
        lambda: windows.program(ten).seconds,
        lambda: windows.program(fifty).seconds,
        times=7,
    )
    seconds = f"{bare:.2f} s empty, {short:.2f} s ten years, {long:.2f} s fifty"
    yield Line("start against an empty window, ten years", 3, short / bare, "x", seconds)
    yield Line("start with fifty years against ten", 1.15, long / short, "x", seconds)
    empty, full = windows.empty().memory, windows.program(ten).memory
    behind = f"{empty / 1024:.0f} MB empty, {full / 1024:.0f} MB"
    yield Line("memory with every tab opened", 2.5, full / empty, "x", behind)
    wide = _made(folder / "wide.zhibu", lambda path: generator.wide_file(path, RECORDS))
    for tab, taken in windows.tabs(wide).items():
        behind = "one branch has them all"
        yield Line(f"open the tab {tab}, {RECORDS:,} records", 100, taken, "ms", behind)


def _papers(folder: Path) -> Iterator[Line]:
    soffice = papers.office()
    if soffice is None:
        print("LibreOffice is not installed: papers were not measured")
        return
    year = _made(folder / "year.zhibu", lambda path: generator.year_file(path, MEETINGS))
    with TemporaryDirectory(dir=folder) as place:
        made = papers.Papers(year, Path(place), soffice)
        for what, budget, (ours, theirs) in (
            ("minutes of one meeting, whole process", 0.6, made.one()),
            (f"{MEETINGS} minutes in one go", 0.15, made.whole_year()),
        ):
            behind = f"{ours:.2f} s, LibreOffice {theirs:.2f} s"
            yield Line(what, budget, ours / theirs, "x", behind)


def _storage(folder: Path) -> Iterator[Line]:
    ten = _made(folder / "ten.zhibu", lambda path: generator.organisation_file(path, 10))
    ours, bare = storage.save(ten)
    behind = f"{ours * 1000:.1f} ms, bare commit {bare * 1000:.1f} ms"
    yield Line("save one meeting with its history", 3, ours / bare, "x", behind)
    taken = storage.duties(ten)
    yield Line("duties of a year, four branches", 150, taken, "ms", "ten years behind them")
    wide = _made(folder / "wide.zhibu", lambda path: generator.wide_file(path, RECORDS))
    for name, taken in storage.lists(wide).items():
        yield Line(f"list {RECORDS:,} records: {name}", 100, taken, "ms", "all years at once")
    for word, taken in storage.searches(wide).items():
        yield Line(f"search {2 * RECORDS:,} records: {word}", 50, taken, "ms", "200 hits at most")


if __name__ == "__main__":
    with TemporaryDirectory(prefix="zhibu-") as scratch:
        tempfile.tempdir = scratch  # whatever the measurements leave behind goes with it
        place = Path(sys.argv[1] if len(sys.argv) > 1 else scratch)
        place.mkdir(parents=True, exist_ok=True)
        sys.exit(main(place))
