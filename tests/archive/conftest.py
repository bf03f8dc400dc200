"""What is made of a year of the sample file: of its first branch, each thing once."""

from pathlib import Path

import pytest

from db import connection
from db.demo.branch import uid
from desktop.archive.order import Kind, Made, Order, carry_out

TODAY, AT = "2026-11-24", "2026-11-24T01:00:00Z"


def quiet(_done: int, _total: int, _text: str) -> None:
    """Say nothing of the progress."""


def order(kind: Kind, **more: object) -> Order:
    """Want something of the first branch's 2026."""
    return Order(kind, uid("first"), 2026, TODAY, AT, **more)  # type: ignore[arg-type]


class Stopped(Exception):
    """Raised by a test where a person would stop the work."""


def _made(demo_file: Path, folder: Path, kind: Kind) -> Made:
    connection.open_file(demo_file, readonly=True)
    try:
        return carry_out(order(kind), folder, quiet)
    finally:
        connection.close()


@pytest.fixture(scope="session")
def book(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _made(demo_file, tmp_path_factory.mktemp("book"), Kind.BOOK).path


@pytest.fixture(scope="session")
def inspected(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return _made(demo_file, tmp_path_factory.mktemp("inspected"), Kind.INSPECTION)


@pytest.fixture(scope="session")
def exported(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _made(demo_file, tmp_path_factory.mktemp("exported"), Kind.EVERYTHING).path
