"""Readers of PDF files and the sample meeting, for all tests of the papers."""

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest

from desktop.documents import document
from desktop.documents.context import PaperContext

DATA = Path(__file__).parent.parent / "data"
MM = 72 / 25.4


@pytest.fixture(scope="session")
def _sample() -> dict[str, Any]:
    return json.loads((DATA / "sample_meeting.json").read_text(encoding="utf-8"))


@pytest.fixture
def meeting(_sample: dict[str, Any]) -> dict[str, Any]:
    """The tree of the sample meeting, to be changed at will."""
    return copy.deepcopy(_sample)


@pytest.fixture
def context() -> PaperContext:
    return PaperContext(
        "中共示范区司法局机关第一支部委员会",
        "机关第一党支部",
        group_name="第一党小组",
        today="2026-11-24",
    )


@pytest.fixture
def printed(tmp_path: Path, context: PaperContext) -> Callable[..., Path]:
    """Print a document of a tree; the path of its PDF."""

    def render(tree: Any, name: str = "minutes", **options: Any) -> Path:
        kind = document(name)
        path = tmp_path / f"{name}.pdf"
        kind.render(kind.collect(tree, options.get("context", context)), path)
        return path

    return render


def plain_text(path: Path) -> str:
    """All text of a PDF as a person copies it, one line of the paper a line."""
    with pypdfium2.PdfDocument(path) as pdf:
        pages = []
        for page in pdf:
            text = page.get_textpage()
            pages.append(text.get_text_range().replace("\r\n", "\n"))
            text.close()
            page.close()
    return "\n".join(pages)


def joined(path: Path) -> str:
    """All text of a PDF without the turns of its lines."""
    return plain_text(path).replace("\n", "")


def assert_golden(name: str, text: str) -> None:
    """Compare with the filed text, or file it anew when ZHIBU_WRITE_GOLDEN is set."""
    golden = DATA / f"{name}.txt"
    if os.environ.get("ZHIBU_WRITE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def characters(path: Path) -> list[list[dict[str, Any]]]:
    """The visible characters of every page with their places, in points from the top left."""
    with pdfplumber.open(path) as pdf:
        return [[c for c in page.chars if c["text"].strip()] for page in pdf.pages]


def lines(chars: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Characters gathered into lines, from the top, each from the left."""
    rows: dict[int, list[dict[str, Any]]] = {}
    for char in chars:
        base = round(char["matrix"][5])
        rows.setdefault(base, []).append(char)
    return [sorted(rows[base], key=lambda c: c["x0"]) for base in sorted(rows, reverse=True)]
