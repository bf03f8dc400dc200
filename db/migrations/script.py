"""Running the SQL of an upgrade, statement by statement."""

import peewee as pw


def run(database: pw.SqliteDatabase, sql: str) -> None:
    """Execute statements that are divided by semicolons; none of ours holds one inside."""
    for statement in sql.split(";"):
        if statement.strip():
            database.execute_sql(statement)
