"""The program never goes on a network: its modules cannot, and a traced session does not."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.dialogs.help import AboutDialog
from desktop.widgets import Label

from .session import ROSTER

ROOT = Path(__file__).parents[2]
_NETWORK = re.compile(
    r"(socket|socketserver|ssl|http|urllib|ftplib|smtplib|poplib|imaplib|telnetlib|xmlrpc|asyncio"
    r"|requests|PySide6\.Qt(Network|WebSockets|WebEngine\w*))(\.|$)"
)
# What the session of the desk itself speaks through: the display and the bus of the session.
_LOCAL = "AF_UNIX"


def _imported(source: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names |= {f"{node.module}.{each.name}" for each in node.names}
    return names


def test_no_module_of_ours_knows_a_network() -> None:
    sources = [p for name in ("db", "desktop", "resources") for p in (ROOT / name).rglob("*.py")]
    assert len(sources) > 200
    guilty = {
        f"{source.relative_to(ROOT)}: {name}"
        for source in sources
        for name in _imported(source)
        if _NETWORK.match(name)
    }
    assert not guilty


def _traced(folder: Path, *command: object) -> tuple[str, list[str]]:
    """Run a command of Python under strace; what it printed, and its calls for a socket."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed (packaging/test installs it where it can)")
    log = folder / "calls.txt"
    traced = [strace, "-f", "-qq", "-e", "trace=network", "-o", str(log)]
    able = subprocess.run([*traced, "true"], capture_output=True, text=True, check=False)
    if able.returncode:
        pytest.skip(f"this system lets nobody trace a process: {able.stderr.strip()[:200]}")
    home = {f"XDG_{name}_HOME": str(folder / name) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
    done = subprocess.run(
        [*traced, sys.executable, *map(str, command)],
        cwd=ROOT,
        env=os.environ | home | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout, log.read_text(encoding="utf-8").splitlines()


def _strangers(calls: list[str]) -> list[str]:
    """Return the calls that name a family other than the local one."""
    return [line for line in calls if set(re.findall(r"\bAF_\w+|\bPF_\w+", line)) - {_LOCAL}]


def test_the_trace_notices_what_it_is_meant_to_notice(tmp_path) -> None:
    wanted = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()"
    _printed, calls = _traced(tmp_path, "-c", wanted)
    assert _strangers(calls)


def test_a_whole_working_session_of_the_window_opens_no_socket_to_a_network(tmp_path) -> None:
    printed, calls = _traced(tmp_path, "-m", "tests.desktop.session", tmp_path)
    said = json.loads(printed.splitlines()[-1])
    wanted = {"open", "meeting", "attachment", "print", "import", "export", "package", "backup"}
    assert wanted | {"assess"} <= set(said["done"])
    assert not [name for name in said["loaded"] if _NETWORK.match(name)]
    assert _strangers(calls) == []


_COMMANDS = """
import sys
from pathlib import Path
from desktop import cli
folder, roster = Path(sys.argv[1]), sys.argv[2]
file, secret = folder / "支部.zhibu", ["--password", "四月·Spring'27"]
for command in (
    ["new", file, "--name", "中共某局第一支部委员会"],
    ["import", file, roster],
    ["export", file, "-o", folder / "花名册.xlsx"],
    ["export", file, "-o", folder / "全部.json", "--attachments"],
    ["export", file, "-o", folder / "日历.ics"],
    ["export", file, "-o", folder / "上报.zhibu", "--package", *secret],
    ["import", file, folder / "全部.json"],
    ["print", file, "roster", "-o", folder / "花名册.pdf"],
    ["list", file, "member"],
    ["due", file],
    ["check", file],
    ["search", file, "支部"],
    ["assess", file, "--year", "2026"],
    ["backup", file, folder / "备份.zhibu"],
    ["restore", folder / "备份.zhibu", file],
):
    status = cli.main([str(each) for each in command])
    assert status in (0, 1), command
print("whole")
"""


def test_the_command_line_opens_no_socket_to_a_network(tmp_path) -> None:
    printed, calls = _traced(tmp_path, "-c", _COMMANDS, tmp_path, ROSTER)
    assert printed.splitlines()[-1] == "whole"
    assert _strangers(calls) == []


def test_the_about_page_says_that_the_program_does_not_go_on_a_network(qtbot) -> None:
    dialog = AboutDialog(None)
    qtbot.addWidget(dialog)
    assert any("本程序不联网" in label.text() for label in dialog.findChildren(Label))
