"""The long round: ``python -m tests.crash --rounds 1000 [--seed N]``; exit 1 when anything failed.

SIGKILL proves what the program and SQLite do when the process ends at any moment. The system
has then still written all that was handed to it, so it does not prove what a power cut leaves.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.crash.judge import Judge
from tests.crash.world import prepare


def main() -> int:
    """Play the rounds and tell what they came to."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash")
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    _say(f"seed {options.seed}")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        judge = Judge(prepare(Path(folder)), Path(folder), options.seed)
        tally = judge.play(options.rounds, _say)
    _say(f"{tally.text()}; {time.monotonic() - began:.0f} s")
    for fault in tally.faults:
        _say(fault)
    return 1 if tally.faults else 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
