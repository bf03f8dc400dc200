"""One case in a process of its own: what came of it, in how much time and memory, what is left."""

import contextlib
import hashlib
import multiprocessing as mp
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from types import FrameType
from typing import NoReturn

from db import connection
from db.errors import Refused
from tests.fuzz.samples import Samples
from tests.fuzz.targets import FAMILIES, Target, fault_of_sentence

SECONDS = 5  # of the process's own time: a busy machine is no fault of the program
MEGABYTES = 500
_PATIENCE = 90  # seconds of the clock, then the process is ended
_ROOM = 3 * 1024**3


@dataclass(frozen=True)
class Case:
    """A file that can be made again: family, maker, seed, and the target that takes it in."""

    family: str
    maker: str
    seed: int
    target: str

    def __str__(self) -> str:
        return f"{self.family}/{self.maker}/{self.seed} → {self.target}"


@dataclass(frozen=True)
class Verdict:
    """``outcome`` is done, refused, or fault with the reason in ``said``."""

    case: Case
    outcome: str
    said: str
    seconds: float
    megabytes: int


class TooSlow(BaseException):
    """Not an ``Exception``, so that nothing takes it for a broken file."""


def cases(count: int, seed: int, only: str = "") -> Iterator[Case]:
    """Yield cases, the same for the same seed, every maker and target in turn."""
    rng = Random(seed)
    names = [name for name in FAMILIES if not only or name == only]
    for number in range(count):
        family = FAMILIES[names[number % len(names)]]
        bombs = bool(family.bombs) and rng.random() < 0.06
        maker = rng.choice(sorted(family.bombs if bombs else family.makers))
        target = rng.choice(family.targets).__name__
        yield Case(names[number % len(names)], maker, rng.randrange(10**9), target)


class Desk:
    """A folder with a data file of its own, in which one process tries its cases."""

    def __init__(self, samples: Samples, folder: Path) -> None:
        self.samples = Samples(samples.folder, folder / "支部.zhibu", samples.branch)
        self._fresh = samples.store
        self._digest = ""
        self._cases, self._temp = folder / "cases", folder / "temp"
        self._cases.mkdir()
        self._temp.mkdir()
        tempfile.tempdir = str(self._temp)
        self._renew()

    def close(self) -> None:
        """Give the data file and the folder of temporary files up."""
        connection.close()
        tempfile.tempdir = None

    def _renew(self) -> None:
        connection.close()
        shutil.copyfile(self._fresh, self.samples.store)
        self._digest = _digest(self.samples.store)
        connection.open_file(self.samples.store)

    def judge(self, case: Case) -> Verdict:
        """Make the file of a case, take it in, and look at everything that must still hold."""
        family = FAMILIES[case.family]
        makers = {**family.makers, **family.bombs}
        rng = Random(case.seed)
        data = makers[case.maker](self.samples, rng)
        path = self._cases / f"文件{rng.choice(family.suffixes)}"
        path.write_bytes(data)
        target = next(each for each in family.targets if each.__name__ == case.target)
        before = _reset_peak()
        start = time.process_time()
        outcome, said = self._tried(target, path)
        seconds = time.process_time() - start
        megabytes = (_peak() - before) // 1024
        if outcome == "refused":
            said = fault_of_sentence(said, path) and f"{fault_of_sentence(said, path)}: {said}"
            outcome = "fault" if said else outcome
        if outcome != "fault":
            said = self._fault_left(path, data, refused=outcome == "refused")
        if not said and seconds > SECONDS:
            said = f"{seconds:.1f} s"
        if not said and megabytes > MEGABYTES:
            said = f"{megabytes} MB"
        self._clear()
        return Verdict(case, "fault" if said else outcome, said, seconds, megabytes)

    def _tried(self, target: Target, path: Path) -> tuple[str, str]:
        signal.setitimer(signal.ITIMER_PROF, SECONDS + 1)
        try:
            target(path, self.samples)
        except Refused as refused:
            return "refused", str(refused)
        except TooSlow:
            return "fault", f"more than {SECONDS} s: {_place()}"
        except BaseException as error:
            return "fault", f"{type(error).__name__}: {str(error)[:200]} {_place()}"
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        return "done", ""

    def _fault_left(self, path: Path, data: bytes, *, refused: bool) -> str:
        if path.read_bytes() != data:
            return "the source file was changed"
        if others := [each.name for each in self._cases.iterdir() if each != path]:
            return f"left beside the source: {others}"
        if left := list(self._temp.iterdir()):
            return f"left in the temporary folder: {left}"
        if refused and _digest(self.samples.store) != self._digest:
            return "the data file was changed by what was refused"
        return ""

    def _clear(self) -> None:
        for folder in (self._cases, self._temp):
            shutil.rmtree(folder)
            folder.mkdir()
        if connection.current_path() is None or _digest(self.samples.store) != self._digest:
            self._renew()


def _place() -> str:
    frames = traceback.extract_tb(sys.exc_info()[2])
    return " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames[-5:]))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _reset_peak() -> int:
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return _peak()


def _peak() -> int:
    """The most memory in use since the last reset, in kB."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _too_slow(_number: int, _frame: FrameType | None) -> NoReturn:
    raise TooSlow


def _work(pipe: Connection, samples: Samples, todo: list[Case]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_ROOM, _ROOM))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, _too_slow)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what C libraries say of a broken picture
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(samples, Path(folder))
        for case in todo:
            pipe.send(desk.judge(case))
        desk.close()


def judged(samples: Samples, todo: list[Case]) -> Iterator[Verdict]:
    """Judge cases in a process that is begun anew when one of them has ended or stopped it."""
    while todo:
        here, there = mp.Pipe()
        worker = mp.get_context("fork").Process(target=_work, args=(there, samples, todo))
        worker.start()
        there.close()
        done = 0
        try:
            while done < len(todo) and here.poll(_PATIENCE):
                yield here.recv()
                done += 1
            if done < len(todo):
                yield Verdict(todo[done], "fault", "no answer: the process was ended", _PATIENCE, 0)
        except EOFError:
            yield Verdict(todo[done], "fault", "the process came to its end", 0, 0)
        finally:
            worker.kill()
            worker.join()
            here.close()
        todo = todo[done + 1 :]
