"""The house itself: what may be written in its files, and that its parts can be read."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from peewee import Field

from db.spec import LineSpec

ROOT = Path(__file__).parents[1]

# Written in pieces, or this file would find itself.
INDEX_HOSTS = (
    "pypi" + ".org",
    "python" + "hosted",
    "registry." + "npmjs",
    "deb." + "debian.org",
    "mirrors." + "aliyun",
    "tuna." + "tsinghua",
    "mirrors." + "ustc",
)
MACHINE_PATHS = (
    "/work/" + "main",
    "/work/" + "shared",
    "/work/" + ".library",
    "/tmp/" + "venv",
    "/tmp/" + "team",
    "/opt/" + "pypi",
    "/opt/" + "wheels",
    "/root" + "/",
    "file://" + "/",
)


def _written_files() -> list[Path]:
    if shutil.which("git") is None:
        pytest.skip("no git: which files are ours is not known")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached"], cwd=ROOT, capture_output=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a clone: which files are ours is not known")
    paths = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return [path for path in paths if path.is_file()]


def _texts() -> list[tuple[Path, str]]:
    texts = []
    for path in _written_files():
        data = path.read_bytes()
        if b"\0" not in data:
            texts.append((path.relative_to(ROOT), data.decode()))
    return texts


@pytest.mark.parametrize(
    "words", [INDEX_HOSTS, MACHINE_PATHS], ids=["index hosts", "machine paths"]
)
def test_no_file_names_a_package_index_or_a_place_of_one_machine(words: tuple[str, ...]):
    found = [f"{path}: {word}" for path, text in _texts() for word in words if word in text]
    assert found == []


def test_no_file_is_left_half_merged_or_with_windows_line_ends():
    found = [
        str(path)
        for path, text in _texts()
        if "\n<<<<<<< " in text or ("\r\n" in text and path.suffix != ".bat")
    ]
    assert found == []


def test_packaging_is_a_plain_folder_that_shadows_nothing():
    assert not (ROOT / "packaging" / "__init__.py").exists()
    from packaging import version

    assert version.Version("1.0")


def test_every_python_script_without_a_suffix_is_known_to_ruff():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    known = set(settings["tool"]["ruff"]["extend-include"])
    scripts = {
        path.as_posix()
        for path, text in _texts()
        if not path.suffix and text.startswith("#!") and "python" in text.partition("\n")[0]
    }
    assert scripts <= known


def test_the_locked_lists_pin_every_package_with_hashes():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / "packaging" / name).read_text(encoding="utf-8")
        entries = text.replace("\\\n", " ").splitlines()
        assert entries
        for entry in entries:
            assert "==" in entry, entry
            assert "--hash=sha256:" in entry, entry


def test_what_the_program_declares_is_locked():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {line.lower() for line in settings["project"]["dependencies"]}
    names = {line.split(">")[0].split("=")[0].strip() for line in wanted}
    locked = (ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")
    assert names <= {line.split("==")[0] for line in locked.splitlines() if "==" in line}


def test_resources_are_read_from_the_package_and_not_from_a_path():
    import resources

    assert resources.read_text("icons/LICENSE")
    assert files("resources").joinpath("icons").is_dir()


def test_what_the_program_carries_has_its_licence_beside_it():
    for folder in ("fonts", "icons"):
        carried = files("resources").joinpath(folder)
        if carried.is_dir():
            names = {entry.name.upper() for entry in carried.iterdir()}
            assert any(name.startswith(("LICENSE", "OFL", "LICENCE")) for name in names), folder


@pytest.mark.parametrize("module", ["db.records", "db.operations", "db.migrations", "resources"])
def test_the_records_can_be_used_without_qt(module: str):
    code = f"import {module}, sys; sys.exit(any(m.startswith('PySide6') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_glossary_names_every_record_type_as_the_program_does():
    from db.records import RECORDS

    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    missing = [spec.name for spec in RECORDS if f"| {spec.title} | `{spec.name}` |" not in text]
    assert missing == []


def test_the_choices_in_the_glossary_are_those_of_the_program():
    from db.fields import ChoiceField
    from db.records import RECORDS

    tables = [fields for spec in RECORDS for fields in (spec.fields, *_line_fields(spec.all_lines))]
    chosen = [f.kind for fields in tables for f in fields.values() if isinstance(f, ChoiceField)]
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for kind in chosen:
        listed = "、".join(f"`{choice.value}`＝{choice.label}" for choice in kind)
        assert f"| `{kind.__name__}` | {listed} |" in text


def _line_fields(lines: Iterable[LineSpec]) -> Iterator[dict[str, Field]]:
    for line in lines:
        yield line.fields
        yield from _line_fields(line.lines)


def test_what_the_guides_point_to_is_there():
    missing = []
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        links = re.findall(r"\]\(([^)#\s]+)\)", text)
        missing += [
            f"{name}: {link}" for link in links if "://" not in link and not (ROOT / link).exists()
        ]
    assert missing == []


def test_every_promise_of_safety_in_the_readme_names_a_test_that_there_is():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## 数据安全")[2].partition("\n## ")[0]
    promised = re.findall(r"`(test_\w+)`", section)
    rows = [line for line in section.splitlines() if line.startswith("| ")][1:]
    assert all("`test_" in line for line in rows)
    tests = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/test_*.py"))
    assert [name for name in promised if f"def {name}(" not in tests] == []
    assert len(promised) > 25
