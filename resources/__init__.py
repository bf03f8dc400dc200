"""Files that the program ships, read through ``importlib.resources``: the floor of the house."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def _locate(name: str) -> Traversable:
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or "" in parts:
        raise ValueError(f"not the name of a resource: {name!r}")
    return files(__name__).joinpath(*parts)


def read_bytes(name: str) -> bytes:
    """Return the bytes of a shipped file, e.g. ``fonts/NAME.ttf``."""
    return _locate(name).read_bytes()


def read_text(name: str) -> str:
    """Return the text of a shipped UTF-8 file."""
    return _locate(name).read_text(encoding="utf-8")


def path(name: str) -> Path:
    """Return the real path of a shipped file; the program is always installed as files."""
    return Path(str(_locate(name)))
