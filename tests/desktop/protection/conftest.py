"""A branch with its roster under a password, made once and copied for each test."""

import shutil
from pathlib import Path

import pytest

from db import connection, protection
from desktop import scratch

PASSWORD = "春风化雨 it's 2026"


@pytest.fixture(scope="session")
def made(roster_store, tmp_path_factory) -> tuple[Path, str]:
    """The protected file and its recovery key."""
    path = tmp_path_factory.mktemp("protected") / "支部.zhibu"
    shutil.copyfile(roster_store, path)
    connection.open_file(path)
    key = protection.set_password(PASSWORD).recovery_key
    connection.close()
    return path, key


@pytest.fixture
def protected(made, tmp_path) -> Path:
    """A copy for one test."""
    path = tmp_path / "保密支部.zhibu"
    shutil.copyfile(made[0], path)
    return path


@pytest.fixture
def key(made) -> str:
    """The recovery key of the protected file."""
    return made[1]


@pytest.fixture(autouse=True)
def own_temporary_files(tmp_path, monkeypatch):
    """The temporary files of the system in a folder of the test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    scratch.clear()
    yield folder
    scratch.clear()
