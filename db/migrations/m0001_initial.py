"""The first data version: organisation, members, meetings, attachments, history, search."""

import peewee as pw
from playhouse.migrate import SqliteMigrator

SQL = """
CREATE TABLE "organisation" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "parent_id" TEXT,
    "founded_on" TEXT,
    "dissolved_on" TEXT,
    "term_years" INTEGER NOT NULL,
    "activity_day" INTEGER NOT NULL,
    "place" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "remark" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("parent_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "organisation_organisation_id" ON "organisation" ("organisation_id");
CREATE INDEX "organisation_parent_id" ON "organisation" ("parent_id");
CREATE TABLE "party_group" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "founded_on" TEXT,
    "dissolved_on" TEXT,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "party_group_organisation_id" ON "party_group" ("organisation_id");
CREATE TABLE "member" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "gender" TEXT,
    "ethnicity" TEXT NOT NULL,
    "born_on" TEXT,
    "native_place" TEXT NOT NULL,
    "education" TEXT NOT NULL,
    "degree" TEXT NOT NULL,
    "id_number" TEXT NOT NULL,
    "worked_from" TEXT,
    "joined_on" TEXT,
    "full_on" TEXT,
    "job" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "frail" INTEGER NOT NULL,
    "remark" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "member_organisation_id" ON "member" ("organisation_id");
CREATE TABLE "meeting" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "group_id" TEXT,
    "year" INTEGER,
    "number" INTEGER,
    "status" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "held_on" TEXT,
    "began_at" TEXT,
    "ended_at" TEXT,
    "place" TEXT NOT NULL,
    "chair_id" TEXT,
    "chair_name" TEXT NOT NULL,
    "chair_post" TEXT NOT NULL,
    "delegation" TEXT NOT NULL,
    "recorder_id" TEXT,
    "recorder_name" TEXT NOT NULL,
    "notice_on" TEXT,
    "notice_by" TEXT NOT NULL,
    "preparation" TEXT NOT NULL,
    "late_reason" TEXT NOT NULL,
    "finished_on" TEXT,
    "printed_on" TEXT,
    "signed_on" TEXT,
    "archived_on" TEXT,
    "lecturer_id" TEXT,
    "lecturer_name" TEXT NOT NULL,
    "lecturer_post" TEXT NOT NULL,
    "form" TEXT,
    "hours" INTEGER,
    "aim" TEXT NOT NULL,
    "outline" TEXT NOT NULL,
    "discussion" TEXT NOT NULL,
    "feedback" TEXT NOT NULL,
    "criticism" TEXT NOT NULL,
    "assignments" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("group_id") REFERENCES "party_group" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("chair_id") REFERENCES "member" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("recorder_id") REFERENCES "member" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("lecturer_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "meeting_organisation_id" ON "meeting" ("organisation_id");
CREATE INDEX "meeting_group_id" ON "meeting" ("group_id");
CREATE INDEX "meeting_chair_id" ON "meeting" ("chair_id");
CREATE INDEX "meeting_recorder_id" ON "meeting" ("recorder_id");
CREATE INDEX "meeting_lecturer_id" ON "meeting" ("lecturer_id");
CREATE INDEX "meeting_organisation_id_year_kind" ON "meeting" ("organisation_id", "year", "kind");
CREATE INDEX "meeting_held_on" ON "meeting" ("held_on");
CREATE TABLE "agenda_item" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "speaker" TEXT NOT NULL,
    "report" TEXT NOT NULL,
    "matter" TEXT NOT NULL,
    "submit" INTEGER NOT NULL,
    "vote_method" TEXT NOT NULL,
    "votes_for" INTEGER,
    "votes_against" INTEGER,
    "votes_abstain" INTEGER,
    "written" INTEGER,
    "resolution" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "meeting" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "agenda_item_record_id" ON "agenda_item" ("record_id");
CREATE TABLE "blob" (
    "sha256" TEXT NOT NULL PRIMARY KEY,
    "size" INTEGER NOT NULL,
    "added_at" TEXT NOT NULL,
    "data" BLOB NOT NULL
) STRICT;
CREATE TABLE "attachment" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "caption" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "taken_on" TEXT,
    FOREIGN KEY ("sha256") REFERENCES "blob" ("sha256") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "attachment_sha256" ON "attachment" ("sha256");
CREATE INDEX "attachment_record" ON "attachment" ("record");
CREATE TABLE "attendance" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "voting" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "reason_late" INTEGER NOT NULL,
    "makeup" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "meeting" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "attendance_record_id" ON "attendance" ("record_id");
CREATE INDEX "attendance_member_id" ON "attendance" ("member_id");
CREATE TABLE "step" (
    "number" INTEGER NOT NULL PRIMARY KEY,
    "uid" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "undoes" TEXT,
    "undoable" INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX "step_uid" ON "step" ("uid");
CREATE TABLE "change" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "step_id" INTEGER NOT NULL,
    "record_type" TEXT NOT NULL,
    "record" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT NOT NULL,
    FOREIGN KEY ("step_id") REFERENCES "step" ("number") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "change_step_id" ON "change" ("step_id");
CREATE INDEX "change_record" ON "change" ("record");
CREATE TABLE "committee" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "elected_on" TEXT,
    "began_on" TEXT,
    "due_on" TEXT,
    "ended_on" TEXT,
    "remark" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "committee_organisation_id" ON "committee" ("organisation_id");
CREATE TABLE "decision" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "item_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "owner_id" TEXT,
    "owner_name" TEXT NOT NULL,
    "due_on" TEXT,
    FOREIGN KEY ("item_id") REFERENCES "agenda_item" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("owner_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "decision_item_id" ON "decision" ("item_id");
CREATE INDEX "decision_owner_id" ON "decision" ("owner_id");
CREATE TABLE "draft" (
    "record" TEXT NOT NULL PRIMARY KEY,
    "record_type" TEXT NOT NULL,
    "kept_at" TEXT NOT NULL,
    "values" TEXT NOT NULL
) STRICT;
CREATE TABLE "grouping" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "group_id" TEXT NOT NULL,
    "began_on" TEXT,
    "ended_on" TEXT,
    FOREIGN KEY ("record_id") REFERENCES "member" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("group_id") REFERENCES "party_group" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "grouping_record_id" ON "grouping" ("record_id");
CREATE INDEX "grouping_group_id" ON "grouping" ("group_id");
CREATE TABLE "leader" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "began_on" TEXT,
    "ended_on" TEXT,
    FOREIGN KEY ("record_id") REFERENCES "party_group" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "leader_record_id" ON "leader" ("record_id");
CREATE INDEX "leader_member_id" ON "leader" ("member_id");
CREATE TABLE "membership" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "began_on" TEXT,
    "how" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "ended_on" TEXT,
    "ended_how" TEXT NOT NULL,
    "destination" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "member" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("branch_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "membership_record_id" ON "membership" ("record_id");
CREATE INDEX "membership_branch_id" ON "membership" ("branch_id");
CREATE TABLE "observer" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "persons" INTEGER NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "meeting" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "observer_record_id" ON "observer" ("record_id");
CREATE TABLE "post_held" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "began_on" TEXT,
    "ended_on" TEXT,
    FOREIGN KEY ("record_id") REFERENCES "committee" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "post_held_record_id" ON "post_held" ("record_id");
CREATE INDEX "post_held_member_id" ON "post_held" ("member_id");
CREATE TABLE "reading" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "issued_on" TEXT,
    FOREIGN KEY ("record_id") REFERENCES "meeting" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "reading_record_id" ON "reading" ("record_id");
CREATE TABLE "restriction" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "began_on" TEXT,
    "ended_on" TEXT,
    "basis" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "restriction_record_id" ON "restriction" ("record_id");
CREATE TABLE "search_entry" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "record" TEXT NOT NULL,
    "record_type" TEXT NOT NULL,
    "organisation" TEXT,
    "day" TEXT,
    "heading" TEXT NOT NULL,
    "text" TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX "search_entry_record" ON "search_entry" ("record");
CREATE TABLE "speech" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "item_id" TEXT NOT NULL,
    "speaker" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    FOREIGN KEY ("item_id") REFERENCES "agenda_item" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "speech_item_id" ON "speech" ("item_id");
CREATE TABLE "text_block" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "scope" TEXT,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "text_block_organisation_id" ON "text_block" ("organisation_id");
CREATE VIRTUAL TABLE search_index USING fts5(body, tokenize = 'unicode61');
"""


def migrate(database: pw.SqliteDatabase, _migrator: SqliteMigrator) -> None:
    """Create the tables."""
    for statement in SQL.split(";"):
        if statement.strip():
            database.execute_sql(statement)
