"""Data version 6: what was carried over to platforms, leave, elections, summaries, admission."""

import peewee as pw
from playhouse.migrate import SqliteMigrator

from db.migrations.m0006_registers import (
    absences,
    admissions,
    elections,
    summaries,
    uploads,
)
from db.migrations.script import run

STATEMENTS = (
    *uploads.STATEMENTS,
    *absences.STATEMENTS,
    *elections.STATEMENTS,
    *summaries.STATEMENTS,
    *admissions.STATEMENTS,
)


def migrate(database: pw.SqliteDatabase, _migrator: SqliteMigrator) -> None:
    """Create the new tables and columns; what is there keeps its rows."""
    for sql in STATEMENTS:
        run(database, sql)
