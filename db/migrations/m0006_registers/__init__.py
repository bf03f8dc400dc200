"""Data version 6: uploads, leave, elections, papers of admission, yearly summaries, households."""

import peewee as pw
from playhouse.migrate import SqliteMigrator

from db.migrations.m0006_registers import (
    absences,
    admissions,
    elections,
    households,
    summaries,
    uploads,
)
from db.migrations.script import run

STATEMENTS = (
    *uploads.STATEMENTS,
    *absences.STATEMENTS,
    *elections.STATEMENTS,
    *admissions.STATEMENTS,
    *summaries.STATEMENTS,
    *households.STATEMENTS,
)


def migrate(database: pw.SqliteDatabase, _migrator: SqliteMigrator) -> None:
    """Create the new tables and columns; what is there keeps its rows."""
    for sql in STATEMENTS:
        run(database, sql)
