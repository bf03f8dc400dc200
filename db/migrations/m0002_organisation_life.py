"""Data version 2: activities and their plan, the three lists, organisation life, days off."""

import peewee as pw
from playhouse.migrate import SqliteMigrator

from db.migrations.script import run

SQL = """
CREATE TABLE "fixed_item" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "fixed_item_record_id" ON "fixed_item" ("record_id");
CREATE TABLE "activity_plan" (
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
CREATE INDEX "activity_plan_organisation_id" ON "activity_plan" ("organisation_id");
CREATE INDEX "activity_plan_organisation_id_year" ON "activity_plan" ("organisation_id", "year");
CREATE TABLE "planned_activity" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "month" INTEGER NOT NULL,
    "planned_on" TEXT,
    "moved_reason" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "category" TEXT,
    "place" TEXT NOT NULL,
    "organiser" TEXT NOT NULL,
    "owner_id" TEXT,
    "owner_name" TEXT NOT NULL,
    "remark" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "activity_plan" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("owner_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "planned_activity_record_id" ON "planned_activity" ("record_id");
CREATE INDEX "planned_activity_owner_id" ON "planned_activity" ("owner_id");
CREATE TABLE "activity" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "year" INTEGER,
    "month" INTEGER,
    "number" INTEGER,
    "status" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "planned_on" TEXT,
    "held_on" TEXT,
    "moved_reason" TEXT NOT NULL,
    "began_at" TEXT,
    "ended_at" TEXT,
    "place" TEXT NOT NULL,
    "organiser" TEXT NOT NULL,
    "chair_id" TEXT,
    "chair_name" TEXT NOT NULL,
    "chair_post" TEXT NOT NULL,
    "recorder_id" TEXT,
    "recorder_name" TEXT NOT NULL,
    "process" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "hours" INTEGER,
    "notice_on" TEXT,
    "notice_by" TEXT NOT NULL,
    "preparation" TEXT NOT NULL,
    "late_reason" TEXT NOT NULL,
    "finished_on" TEXT,
    "printed_on" TEXT,
    "signed_on" TEXT,
    "archived_on" TEXT,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("chair_id") REFERENCES "member" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("recorder_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "activity_organisation_id" ON "activity" ("organisation_id");
CREATE INDEX "activity_chair_id" ON "activity" ("chair_id");
CREATE INDEX "activity_recorder_id" ON "activity" ("recorder_id");
CREATE INDEX "activity_organisation_id_year" ON "activity" ("organisation_id", "year");
CREATE INDEX "activity_held_on" ON "activity" ("held_on");
CREATE TABLE "activity_attendance" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "member_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "voting" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "reason_late" INTEGER NOT NULL,
    "makeup" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("record_id") REFERENCES "activity" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "activity_attendance_member_id" ON "activity_attendance" ("member_id");
CREATE INDEX "activity_attendance_record_id" ON "activity_attendance" ("record_id");
CREATE TABLE "activity_observer" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "persons" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "activity" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "activity_observer_record_id" ON "activity_observer" ("record_id");
CREATE TABLE "activity_fixed_item" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "done" INTEGER NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "activity" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "activity_fixed_item_record_id" ON "activity_fixed_item" ("record_id");
CREATE TABLE "activity_decision" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "owner_id" TEXT,
    "owner_name" TEXT NOT NULL,
    "due_on" TEXT,
    "record_id" TEXT NOT NULL,
    FOREIGN KEY ("owner_id") REFERENCES "member" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("record_id") REFERENCES "activity" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "activity_decision_owner_id" ON "activity_decision" ("owner_id");
CREATE INDEX "activity_decision_record_id" ON "activity_decision" ("record_id");
CREATE TABLE "examination" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "member_id" TEXT,
    "name" TEXT NOT NULL,
    "written" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "pledge" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "meeting" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "examination_record_id" ON "examination" ("record_id");
CREATE INDEX "examination_member_id" ON "examination" ("member_id");
CREATE TABLE "criticism" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "examination_id" TEXT NOT NULL,
    "critic_name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    FOREIGN KEY ("examination_id") REFERENCES "examination" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "criticism_examination_id" ON "criticism" ("examination_id");
CREATE TABLE "issue" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "whose" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "owner_id" TEXT,
    "owner_name" TEXT NOT NULL,
    "due_on" TEXT,
    FOREIGN KEY ("record_id") REFERENCES "meeting" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("owner_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "issue_record_id" ON "issue" ("record_id");
CREATE INDEX "issue_owner_id" ON "issue" ("owner_id");
CREATE TABLE "appraisal" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "faults" TEXT NOT NULL,
    "measures" TEXT NOT NULL,
    "peers" TEXT NOT NULL,
    "excellent" INTEGER,
    "qualified" INTEGER,
    "basic" INTEGER,
    "unqualified" INTEGER,
    "grade" TEXT,
    "opinion" TEXT NOT NULL,
    "told_on" TEXT,
    FOREIGN KEY ("record_id") REFERENCES "meeting" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "appraisal_record_id" ON "appraisal" ("record_id");
CREATE INDEX "appraisal_member_id" ON "appraisal" ("member_id");
CREATE TABLE "talk" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "year" INTEGER,
    "number" INTEGER,
    "kind" TEXT NOT NULL,
    "held_on" TEXT,
    "began_at" TEXT,
    "place" TEXT NOT NULL,
    "talker_id" TEXT,
    "talker_name" TEXT NOT NULL,
    "talker_post" TEXT NOT NULL,
    "listener_id" TEXT,
    "listener_name" TEXT NOT NULL,
    "listener_post" TEXT NOT NULL,
    "matter" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "problems" TEXT NOT NULL,
    "pledge" TEXT NOT NULL,
    "follow_up" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("talker_id") REFERENCES "member" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("listener_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "talk_organisation_id" ON "talk" ("organisation_id");
CREATE INDEX "talk_talker_id" ON "talk" ("talker_id");
CREATE INDEX "talk_listener_id" ON "talk" ("listener_id");
CREATE INDEX "talk_organisation_id_year" ON "talk" ("organisation_id", "year");
CREATE TABLE "listed_item" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "year" INTEGER,
    "number" INTEGER,
    "state" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "measures" TEXT NOT NULL,
    "lead_name" TEXT NOT NULL,
    "owner_id" TEXT,
    "owner_name" TEXT NOT NULL,
    "began_on" TEXT,
    "due_on" TEXT,
    "source" TEXT,
    "source_note" TEXT NOT NULL,
    "meeting_id" TEXT,
    "activity_id" TEXT,
    "origin" TEXT,
    "responsibility_id" TEXT,
    "result" TEXT NOT NULL,
    "done_on" TEXT,
    "closed_on" TEXT,
    "closed_by" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("owner_id") REFERENCES "member" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("activity_id") REFERENCES "activity" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("responsibility_id") REFERENCES "listed_item" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "listed_item_organisation_id" ON "listed_item" ("organisation_id");
CREATE INDEX "listed_item_owner_id" ON "listed_item" ("owner_id");
CREATE INDEX "listed_item_meeting_id" ON "listed_item" ("meeting_id");
CREATE INDEX "listed_item_activity_id" ON "listed_item" ("activity_id");
CREATE INDEX "listed_item_responsibility_id" ON "listed_item" ("responsibility_id");
CREATE INDEX "listed_item_organisation_id_kind_year"
    ON "listed_item" ("organisation_id", "kind", "year");
CREATE INDEX "listed_item_due_on" ON "listed_item" ("due_on");
CREATE TABLE "progress" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "noted_on" TEXT,
    "what" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "meeting_id" TEXT,
    FOREIGN KEY ("record_id") REFERENCES "listed_item" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "progress_record_id" ON "progress" ("record_id");
CREATE INDEX "progress_meeting_id" ON "progress" ("meeting_id");
CREATE TABLE "evidence" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "meeting_id" TEXT,
    "activity_id" TEXT,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "listed_item" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("activity_id") REFERENCES "activity" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "evidence_record_id" ON "evidence" ("record_id");
CREATE INDEX "evidence_meeting_id" ON "evidence" ("meeting_id");
CREATE INDEX "evidence_activity_id" ON "evidence" ("activity_id");
CREATE TABLE "holiday_year" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "holiday_year_organisation_id" ON "holiday_year" ("organisation_id");
CREATE TABLE "holiday_day" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "day" TEXT,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "holiday_year" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "holiday_day_record_id" ON "holiday_day" ("record_id");
ALTER TABLE "organisation" ADD COLUMN "activity_shift" TEXT NOT NULL DEFAULT 'keep';
ALTER TABLE "agenda_item" ADD COLUMN "listed_item" TEXT;
ALTER TABLE "meeting" ADD COLUMN "activity_id" TEXT
    REFERENCES "activity" ("uid") ON DELETE RESTRICT;
CREATE INDEX "meeting_activity_id" ON "meeting" ("activity_id");
ALTER TABLE "meeting" ADD COLUMN "held_as" TEXT;
ALTER TABLE "meeting" ADD COLUMN "scheme" TEXT NOT NULL DEFAULT '';
ALTER TABLE "meeting" ADD COLUMN "opinions" TEXT NOT NULL DEFAULT '';
ALTER TABLE "meeting" ADD COLUMN "previous" TEXT NOT NULL DEFAULT '';
ALTER TABLE "meeting" ADD COLUMN "conclusion" TEXT NOT NULL DEFAULT '';
ALTER TABLE "meeting" ADD COLUMN "eligible" INTEGER;
ALTER TABLE "meeting" ADD COLUMN "returned" INTEGER;
ALTER TABLE "meeting" ADD COLUMN "valid" INTEGER;
ALTER TABLE "meeting" ADD COLUMN "scrutineer_name" TEXT NOT NULL DEFAULT '';
ALTER TABLE "meeting" ADD COLUMN "teller_name" TEXT NOT NULL DEFAULT '';
ALTER TABLE "meeting" ADD COLUMN "publicised" TEXT NOT NULL DEFAULT '';
ALTER TABLE "meeting" ADD COLUMN "reported_on" TEXT;
"""


def migrate(database: pw.SqliteDatabase, _migrator: SqliteMigrator) -> None:
    """Create the new tables and add the new columns; nothing that is there is touched."""
    run(database, SQL)
