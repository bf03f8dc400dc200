"""A short round of the fuzz, and every case that has failed once: tests.fuzz runs the long one."""

import os
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from db.errors import Refused
from tests.fuzz import judge, samples
from tests.fuzz.judge import Case
from tests.fuzz.targets import FAMILIES

_SHORT = 90

# What has failed once, as what makes it again: family, maker, target; a few seeds of each.
_ONCE = (
    ("csv", "csv_bombs", "roster"),  # a gigabyte of empty rows
    ("file", "flipped_page", "data_file"),  # the words of SQLite in the sentence
    ("file", "planted", "data_file"),  # a view that calls what only a program may
    ("file", "rows", "data_file"),  # bytes that are no text; files left beside the source
    ("json", "json_values", "json_file"),  # a sentence with a line break in it
    ("package", "planted", "packed"),
    ("package", "rows", "packed"),  # a list of the deleted that is none
    ("picture", "pretending", "attachment"),  # a file that starts another program
    ("toml", "holidays_bombs", "days_off"),  # a key of 50,000 parts took a minute
    ("toml", "scheme_of_values", "scheme"),  # a number of 5,000 digits
    ("xlsx", "merged_whole_sheet", "roster"),  # seventeen billion merged cells
    ("xlsx", "packed_zeros", "roster"),  # a directory that lies about the size
    ("xlsx", "empty_rows", "command_line"),
    ("xlsx", "a_number_in_the_xml", "old_lists"),
)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> samples.Samples:
    """Real files, made once."""
    return samples.make(tmp_path_factory.mktemp("samples"))


def _faults(real: samples.Samples, todo: list[Case]) -> tuple[list[str], Counter[str]]:
    verdicts = list(judge.judged(real, todo))
    assert len(verdicts) == len(todo)
    faults = [f"{each.case}: {each.said}" for each in verdicts if each.outcome == "fault"]
    return faults, Counter(each.outcome for each in verdicts)


def test_no_broken_or_hostile_file_gets_a_traceback_hangs_or_changes_anything(real) -> None:
    seed = 1 if "CI" in os.environ else Random().randrange(10**9)
    faults, outcomes = _faults(real, list(judge.cases(_SHORT, seed)))
    assert faults == []
    assert outcomes["refused"] > _SHORT // 3
    assert outcomes["done"] > 0


def test_what_failed_once_does_not_fail_again(real) -> None:
    todo = [Case(family, maker, seed, target) for family, maker, target in _ONCE for seed in (1, 2)]
    faults, _outcomes = _faults(real, todo)
    assert faults == []


def test_the_judge_notices_a_fault(real, monkeypatch, tmp_path) -> None:
    def hang(path: Path, _samples: samples.Samples) -> None:
        while True:
            pass

    def break_off(path: Path, _samples: samples.Samples) -> None:
        path.write_bytes(b"other")
        os._exit(3)

    def say_english(path: Path, _samples: samples.Samples) -> None:
        raise Refused("database disk image is malformed")

    targets = (hang, break_off, say_english)
    monkeypatch.setitem(FAMILIES, "csv", replace(FAMILIES["csv"], targets=targets))
    monkeypatch.setattr(judge, "SECONDS", 0)
    todo = [Case("csv", "csv_bytes", 1, each.__name__) for each in targets]
    faults, _outcomes = _faults(real, todo)
    assert len(faults) == len(todo)


def test_every_way_in_works_with_a_whole_file(real, tmp_path) -> None:
    whole = {
        "roster": "real.xlsx",
        "old_lists": "tasks.gb18030.csv",
        "checked": "checklist.xlsx",
        "json_file": "all.json",
        "packed": "package.zhibu",
        "data_file": "v1.zhibu",
        "restored": "v2.zhibu",
        "days_off": "holidays.toml",
        "scheme": "scheme.toml",
        "rules": "rules.toml",
        "attachment": "photo.jpg",
        "command_line": "real.xlsx",
    }
    targets = {each.__name__: each for family in FAMILIES.values() for each in family.targets}
    assert set(whole) == set(targets)
    desk = judge.Desk(real, tmp_path)
    for name, file in whole.items():
        path = tmp_path / file
        path.write_bytes(real.data(file))
        targets[name](path, desk.samples)
    secret = tmp_path / "secret.zhibu"
    secret.write_bytes(real.data(secret.name))
    targets["packed"](secret, desk.samples)
    desk.close()
