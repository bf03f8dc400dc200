"""The long round: python -m tests.fuzz --cases 10000 [--seed N] [--only xlsx] [--part 1/2]."""

import argparse
import os
import tempfile
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("OPENPYXL_LXML", "False")  # as on a desk, where lxml is not installed

from tests.fuzz import judge, samples
from tests.fuzz.targets import FAMILIES


def main() -> int:
    """Judge the cases and print the faults, each with what makes it again, and the sums."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", choices=["", *FAMILIES])
    parser.add_argument("--maker", default="")
    arguments = parser.parse_args()
    todo = list(judge.cases(arguments.cases, arguments.seed, arguments.only))
    todo = [case for case in todo if arguments.maker in case.maker]
    counts: Counter[tuple[str, str]] = Counter()
    slowest = largest = None
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for number, verdict in enumerate(judge.judged(samples.make(Path(folder)), todo), 1):
            counts[verdict.case.family, verdict.outcome] += 1
            if slowest is None or verdict.seconds > slowest.seconds:
                slowest = verdict
            if largest is None or verdict.megabytes > largest.megabytes:
                largest = verdict
            if verdict.outcome == "fault":
                print(f"fault  {verdict.case}: {verdict.said}", flush=True)
            if number % 500 == 0:
                print(f"{number} of {len(todo)}, {time.monotonic() - begun:.0f} s", flush=True)
    for name in FAMILIES:
        row = {each: counts[name, each] for each in ("done", "refused", "fault")}
        print(f"{name:8} " + "  ".join(f"{each} {number}" for each, number in row.items()))
    if slowest and largest:
        print(f"slowest {slowest.seconds:.1f} s {slowest.case}")
        print(f"largest {largest.megabytes} MB {largest.case}")
    faults = sum(number for (_name, outcome), number in counts.items() if outcome == "fault")
    print(f"{len(todo)} cases, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
