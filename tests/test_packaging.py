"""What a person types first: scripts that speak plainly, the main job without a screen."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGING = ROOT / "packaging"

bash = pytest.mark.skipif(shutil.which("bash") is None, reason="the scripts are for bash")


@bash
@pytest.mark.parametrize("name", ["run", "test", "screenshots", "lock", "prepare.sh"])
def test_the_scripts_are_well_formed(name: str):
    checked = subprocess.run(["bash", "-n", PACKAGING / name], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr.decode()


@bash
def test_without_python_one_sentence_says_what_to_install(tmp_path: Path):
    (tmp_path / "packaging").mkdir()
    for path in PACKAGING.glob("*"):
        if path.is_file():
            shutil.copy(path, tmp_path / "packaging")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "bin").mkdir()
    for tool in ("bash", "dirname", "sha256sum"):
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool) or tool)
    said = subprocess.run(
        ["bash", tmp_path / "packaging" / "run", "--version"],
        env={"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert said.returncode == 1
    last = said.stderr.decode().splitlines()[-1]
    assert last.startswith("没有可用的Python：请安装Python 3.11")
    assert last.endswith(
        "（Please install Python 3.11 to 3.13 with its venv module, then try again.）"
    )
    assert said.stdout == b""


def test_the_main_job_is_done_without_a_screen_and_names_what_it_makes(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, PACKAGING / "main_job.py", tmp_path / "out"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    named = [line.rpartition("：")[2] for line in done.stdout.decode().splitlines()]
    made = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert sorted(Path(name).name for name in named if Path(name).is_file()) == [
        name
        for name in made
        if not name.startswith("机关第一党支部")  # the file, its backups
    ]
    assert any(name.endswith(".pdf") for name in made)
    assert sum(name.endswith(".png") for name in made) >= 6
