"""Data version 5: the ledgers of the 343 model, local words; dues, admission, transfers."""

import peewee as pw
from playhouse.migrate import SqliteMigrator

from db.migrations.m0005_ledgers import conduct, focus, members, premises
from db.migrations.script import run

TABLES = (*premises.TABLES, *conduct.TABLES, *focus.TABLES, *members.TABLES)


def migrate(database: pw.SqliteDatabase, _migrator: SqliteMigrator) -> None:
    """Create the new tables; nothing that is there is touched."""
    for sql in TABLES:
        run(database, sql)
