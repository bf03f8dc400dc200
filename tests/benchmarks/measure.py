"""Clocks: repeated, alternating, in this process or from the start of another one."""

import functools
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import mkdtemp

ROOT = Path(__file__).parents[2]


@functools.cache
def _environment() -> dict[str, str]:
    """As installed: compiled modules are kept, whatever this shell says, but not in the source."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    kept.setdefault("QT_QPA_PLATFORM", "offscreen")
    return kept | {"PYTHONPYCACHEPREFIX": mkdtemp(prefix="compiled-")}


def median(wish: Callable[[], object], times: int) -> float:
    """Return the median seconds of a call."""
    taken = []
    for _each in range(times):
        start = time.perf_counter()
        wish()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def side_by_side(*clocks: Callable[[], float], times: int) -> list[float]:
    """Return the median of each measurement, taken in turn so that all meet the same machine."""
    rounds = [[clock() for clock in clocks] for _each in range(times + 1)][1:]  # the first warms
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def process(command: Sequence[object]) -> float:
    """Return the seconds of a whole process; raises when it fails."""
    start = time.perf_counter()
    subprocess.run(
        list(map(str, command)),
        cwd=ROOT,
        env=_environment(),
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


class Started:
    """A Python program, watched until it prints that it is usable.

    ``told`` holds the last number printed after each other word; ``memory`` is in kB.
    """

    def __init__(self, code: str, *arguments: object) -> None:
        command = [sys.executable, "-c", code, *map(str, arguments)]
        self.seconds = 0.0
        self.told: dict[str, int] = {}
        start = time.perf_counter()
        with subprocess.Popen(
            command, cwd=ROOT, env=_environment(), stdout=subprocess.PIPE, text=True
        ) as running:
            for line in running.stdout or ():
                word, number = line.split()
                if word == "usable":
                    self.seconds = time.perf_counter() - start
                else:
                    self.told[word] = int(number)
        if running.returncode or not self.seconds:
            raise RuntimeError(f"the window did not come up ({running.returncode})")

    @property
    def memory(self) -> int:
        """The memory last reported."""
        return self.told["memory"]
