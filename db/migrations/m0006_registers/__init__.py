"""Data version 6: forms of platforms and what was carried over to them."""

import peewee as pw
from playhouse.migrate import SqliteMigrator

from db.migrations.m0006_registers import uploads
from db.migrations.script import run

STATEMENTS = (*uploads.STATEMENTS,)


def migrate(database: pw.SqliteDatabase, _migrator: SqliteMigrator) -> None:
    """Create the new tables and columns; what is there keeps its rows."""
    for sql in STATEMENTS:
        run(database, sql)
