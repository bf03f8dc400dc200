"""Data version 3: notes of duties done, the branch's own rules, the plan of the year's meetings."""

import peewee as pw
from playhouse.migrate import SqliteMigrator

from db.migrations.script import run

SQL = """
CREATE TABLE "rule_override" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "active" INTEGER NOT NULL,
    "number" TEXT,
    "value" INTEGER,
    "effective_from" TEXT,
    "effective_to" TEXT,
    "reason" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "rule_override_organisation_id" ON "rule_override" ("organisation_id");
CREATE TABLE "duty_note" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "month" INTEGER,
    "done_on" TEXT,
    "member_id" TEXT,
    "name" TEXT NOT NULL,
    "about" TEXT,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "duty_note_organisation_id" ON "duty_note" ("organisation_id");
CREATE INDEX "duty_note_member_id" ON "duty_note" ("member_id");
CREATE INDEX "duty_note_organisation_id_year" ON "duty_note" ("organisation_id", "year");
CREATE TABLE "year_plan" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "aims" TEXT NOT NULL,
    "made_on" TEXT,
    "filed_on" TEXT,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "year_plan_organisation_id" ON "year_plan" ("organisation_id");
CREATE INDEX "year_plan_organisation_id_year" ON "year_plan" ("organisation_id", "year");
CREATE TABLE "planned_meeting" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "month" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "group_id" TEXT,
    "title" TEXT NOT NULL,
    "lead_id" TEXT,
    "lead_name" TEXT NOT NULL,
    "owner_id" TEXT,
    "owner_name" TEXT NOT NULL,
    "due_on" TEXT,
    "remark" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "year_plan" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("group_id") REFERENCES "party_group" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("lead_id") REFERENCES "member" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("owner_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "planned_meeting_record_id" ON "planned_meeting" ("record_id");
CREATE INDEX "planned_meeting_group_id" ON "planned_meeting" ("group_id");
CREATE INDEX "planned_meeting_lead_id" ON "planned_meeting" ("lead_id");
CREATE INDEX "planned_meeting_owner_id" ON "planned_meeting" ("owner_id");
"""


def migrate(database: pw.SqliteDatabase, _migrator: SqliteMigrator) -> None:
    """Create the new tables; nothing that is there is touched."""
    run(database, SQL)
