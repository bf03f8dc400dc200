"""Data version 4: schemes and assessments, letters, the general branch, packages."""

import peewee as pw
from playhouse.migrate import SqliteMigrator

from db.migrations.script import run

SQL = """
CREATE TABLE "scheme" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "year_from" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "scheme_organisation_id" ON "scheme" ("organisation_id");
CREATE INDEX "scheme_organisation_id_year_from" ON "scheme" ("organisation_id", "year_from");
CREATE TABLE "assessment" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "scheme_id" TEXT,
    "scheme_version" INTEGER,
    "status" TEXT NOT NULL,
    "self_opinion" TEXT NOT NULL,
    "self_on" TEXT,
    "group_opinion" TEXT NOT NULL,
    "group_on" TEXT,
    "superior_opinion" TEXT NOT NULL,
    "superior_on" TEXT,
    "grade" TEXT NOT NULL,
    "grade_reason" TEXT NOT NULL,
    "frozen_on" TEXT,
    "frozen" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("scheme_id") REFERENCES "scheme" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "assessment_organisation_id" ON "assessment" ("organisation_id");
CREATE INDEX "assessment_scheme_id" ON "assessment" ("scheme_id");
CREATE INDEX "assessment_organisation_id_year" ON "assessment" ("organisation_id", "year");
CREATE TABLE "scored_item" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "points" INTEGER,
    "proposed" INTEGER,
    "own" INTEGER,
    "reviewed" INTEGER,
    "confirmed" INTEGER NOT NULL,
    "grade" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "assessment" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "scored_item_record_id" ON "scored_item" ("record_id");
CREATE TABLE "deduction" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "points" INTEGER,
    "reason" TEXT NOT NULL,
    "proof" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "assessment" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "deduction_record_id" ON "deduction" ("record_id");
CREATE TABLE "veto" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "assessment" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "veto_record_id" ON "veto" ("record_id");
CREATE TABLE "ballot_count" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "held_on" TEXT,
    "voters" INTEGER,
    "returned" INTEGER,
    "good" INTEGER,
    "fair" INTEGER,
    "average" INTEGER,
    "poor" INTEGER,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "assessment" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "ballot_count_record_id" ON "ballot_count" ("record_id");
CREATE TABLE "responsibility_letter" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "first_party" TEXT NOT NULL,
    "first_name" TEXT NOT NULL,
    "second_party" TEXT NOT NULL,
    "second_id" TEXT,
    "second_name" TEXT NOT NULL,
    "scheme" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "rewards" TEXT NOT NULL,
    "copies" INTEGER NOT NULL,
    "signed_on" TEXT,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("second_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "responsibility_letter_organisation_id" ON "responsibility_letter" ("organisation_id");
CREATE INDEX "responsibility_letter_second_id" ON "responsibility_letter" ("second_id");
CREATE INDEX "responsibility_letter_organisation_id_year"
    ON "responsibility_letter" ("organisation_id", "year");
CREATE TABLE "letter_duty" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "duty" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "points" INTEGER,
    FOREIGN KEY ("record_id") REFERENCES "responsibility_letter" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "letter_duty_record_id" ON "letter_duty" ("record_id");
CREATE TABLE "term_goal" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "member_id" TEXT,
    "name" TEXT NOT NULL,
    "began_on" TEXT,
    "ended_on" TEXT,
    "signed_on" TEXT,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "term_goal_organisation_id" ON "term_goal" ("organisation_id");
CREATE INDEX "term_goal_member_id" ON "term_goal" ("member_id");
CREATE TABLE "goal_of_term" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "goal" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "term_goal" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "goal_of_term_record_id" ON "goal_of_term" ("record_id");
CREATE TABLE "goal_of_year" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "goal" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "due_on" TEXT,
    "progress" TEXT NOT NULL,
    "own" TEXT,
    "review" TEXT,
    "opinion" TEXT NOT NULL,
    "reviewed_on" TEXT,
    FOREIGN KEY ("record_id") REFERENCES "term_goal" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "goal_of_year_record_id" ON "goal_of_year" ("record_id");
CREATE TABLE "debrief" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "member_id" TEXT,
    "name" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "held_on" TEXT,
    "place" TEXT NOT NULL,
    "voters" INTEGER,
    "returned" INTEGER,
    "valid" INTEGER,
    "opinions" TEXT NOT NULL,
    "result" TEXT,
    "decided_on" TEXT,
    "decided_by" TEXT NOT NULL,
    "opinion" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "debrief_organisation_id" ON "debrief" ("organisation_id");
CREATE INDEX "debrief_member_id" ON "debrief" ("member_id");
CREATE INDEX "debrief_organisation_id_year" ON "debrief" ("organisation_id", "year");
CREATE TABLE "debrief_part" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "debrief" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "debrief_part_record_id" ON "debrief_part" ("record_id");
CREATE TABLE "debrief_ballot" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "good" INTEGER NOT NULL,
    "fair" INTEGER NOT NULL,
    "average" INTEGER NOT NULL,
    "poor" INTEGER NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "debrief" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "debrief_ballot_record_id" ON "debrief_ballot" ("record_id");
CREATE TABLE "contact_point" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "leader_name" TEXT NOT NULL,
    "leader_post" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "planned" INTEGER NOT NULL,
    "duty" TEXT NOT NULL,
    "began_on" TEXT,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("branch_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "contact_point_organisation_id" ON "contact_point" ("organisation_id");
CREATE INDEX "contact_point_branch_id" ON "contact_point" ("branch_id");
CREATE INDEX "contact_point_organisation_id_year" ON "contact_point" ("organisation_id", "year");
CREATE INDEX "contact_point_branch_id_year" ON "contact_point" ("branch_id", "year");
CREATE TABLE "contact_visit" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "year" INTEGER,
    "visited_on" TEXT,
    "branch_id" TEXT NOT NULL,
    "leader_name" TEXT NOT NULL,
    "leader_post" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "advice" TEXT NOT NULL,
    "recorder_name" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("branch_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "contact_visit_organisation_id" ON "contact_visit" ("organisation_id");
CREATE INDEX "contact_visit_branch_id" ON "contact_visit" ("branch_id");
CREATE INDEX "contact_visit_organisation_id_year" ON "contact_visit" ("organisation_id", "year");
CREATE INDEX "contact_visit_branch_id_year" ON "contact_visit" ("branch_id", "year");
CREATE TABLE "contact_finding" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "advice" TEXT NOT NULL,
    "owner_name" TEXT NOT NULL,
    "due_on" TEXT,
    "follow_up" TEXT NOT NULL,
    "done_on" TEXT,
    FOREIGN KEY ("record_id") REFERENCES "contact_visit" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "contact_finding_record_id" ON "contact_finding" ("record_id");
CREATE TABLE "grade_decision" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "limited" TEXT NOT NULL,
    "quota_percent" INTEGER NOT NULL,
    "decided_on" TEXT,
    "minutes" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "grade_decision_organisation_id" ON "grade_decision" ("organisation_id");
CREATE INDEX "grade_decision_organisation_id_year" ON "grade_decision" ("organisation_id", "year");
CREATE TABLE "branch_grade" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "grade" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "grade_decision" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("branch_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "branch_grade_record_id" ON "branch_grade" ("record_id");
CREATE INDEX "branch_grade_branch_id" ON "branch_grade" ("branch_id");
CREATE TABLE "file_mark" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
) STRICT;
CREATE TABLE "known_state" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "step_id" INTEGER,
    "record" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    FOREIGN KEY ("step_id") REFERENCES "step" ("number") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "known_state_step_id" ON "known_state" ("step_id");
CREATE INDEX "known_state_record" ON "known_state" ("record");
"""


def migrate(database: pw.SqliteDatabase, _migrator: SqliteMigrator) -> None:
    """Create the new tables; nothing that is there is touched."""
    run(database, SQL)
