"""Upgrades of a data file by ``user_version``: an explicit tuple, each step whole or not at all.

Migrations hold plain SQL and never import the live models, which will have moved on by the time
an old file is opened.
"""

import re
from collections.abc import Callable
from functools import cache

import peewee as pw
from playhouse.migrate import SqliteMigrator

from db.errors import Damaged
from db.migrations import (
    m0001_initial,
    m0002_organisation_life,
    m0003_duties,
    m0004_assessment,
    m0005_ledgers,
    m0006_registers,
)

_ACTS = re.compile(
    r"\b(virtual\s+table|generated\s+always|as\s*\(|check\s*\(|default\s*\(|where\b)",
    re.IGNORECASE,
)

Migration = Callable[[pw.SqliteDatabase, SqliteMigrator], None]

MIGRATIONS: tuple[Migration, ...] = (
    m0001_initial.migrate,
    m0002_organisation_life.migrate,
    m0003_duties.migrate,
    m0004_assessment.migrate,
    m0005_ledgers.migrate,
    m0006_registers.migrate,
)


def upgrade(database: pw.SqliteDatabase, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring the open file to the newest data version.

    Each step runs with foreign keys off in one transaction (else rebuilding a table would delete
    what refers to it), and is rolled back when a reference breaks or a table has lost rows.
    Raises ``Damaged`` in that case.
    """
    version = database.pragma("user_version")
    migrator = SqliteMigrator(database)
    for number, migrate in enumerate(migrations[version:], version + 1):
        with migrator.migration_context():
            before = _row_counts(database)
            migrate(database, migrator)
            after = _row_counts(database)
            lost = [table for table, rows in before.items() if after.get(table, rows) < rows]
            broken = database.execute_sql("PRAGMA foreign_key_check").fetchall()
            if lost or broken:
                raise Damaged(
                    f"升级到数据版本{number}时核对不符，已退回原样，没有改动。"
                    "请保留文件并从升级前的备份继续使用旧版程序。"
                )
            database.pragma("user_version", number)


def missing_parts(
    database: pw.SqliteDatabase, version: int, migrations: tuple[Migration, ...] = MIGRATIONS
) -> list[str]:
    """Return the tables, columns and indexes of that data version which the open file lacks."""
    parts, _acting_ones = _as_made(version, migrations)
    return sorted(parts - _parts(database))


def planted_parts(
    database: pw.SqliteDatabase, version: int, migrations: tuple[Migration, ...] = MIGRATIONS
) -> list[str]:
    """Return what acts by itself in the open file and is not of that data version.

    Triggers, views, virtual tables, and tables of the program's names with computed columns or
    checks of their own would all run what somebody else wrote, at the first reading or saving.
    """
    _all_parts, acting = _as_made(version, migrations)
    return sorted(_acting(database) - acting)


@cache
def _as_made(
    version: int, migrations: tuple[Migration, ...]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the parts of a file as the program makes it for that version, and the acting ones."""
    reference = pw.SqliteDatabase(":memory:")
    reference.connect()
    try:
        with reference.atomic():
            for migrate in migrations[:version]:
                migrate(reference, SqliteMigrator(reference))
        return frozenset(_parts(reference)), frozenset(_acting(reference))
    finally:
        reference.close()


def _acting(database: pw.SqliteDatabase) -> set[str]:
    rows = database.execute_sql("SELECT name, type, coalesce(sql, '') FROM sqlite_master")
    return {name for name, kind, sql in rows if kind in ("trigger", "view") or _ACTS.search(sql)}


def _parts(database: pw.SqliteDatabase) -> set[str]:
    rows = database.execute_sql(
        "SELECT m.name, p.name FROM sqlite_master m LEFT JOIN pragma_table_xinfo(m.name) p"
        " ON m.type = 'table' WHERE m.name NOT LIKE 'sqlite_%'"
    )
    return {f"{name}.{column}" if column else name for name, column in rows}


def _row_counts(database: pw.SqliteDatabase) -> dict[str, int]:
    tables = database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: database.execute_sql(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in tables
    }
