"""Data version 5: dues, admission and transfers of membership."""

# 党费
DUES = """
CREATE TABLE "dues_base" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "began_on" TEXT,
    "payer" TEXT NOT NULL,
    "amount" INTEGER,
    "monthly" INTEGER,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "dues_base_organisation_id" ON "dues_base" ("organisation_id");
CREATE INDEX "dues_base_member_id" ON "dues_base" ("member_id");
CREATE INDEX "dues_base_organisation_id_began_on" ON "dues_base" ("organisation_id", "began_on");
CREATE TABLE "dues_waiver" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "began_on" TEXT,
    "ended_on" TEXT,
    "monthly" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "applied_on" TEXT,
    "studied_on" TEXT,
    "approved_by" TEXT NOT NULL,
    "approved_on" TEXT,
    "words" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "dues_waiver_organisation_id" ON "dues_waiver" ("organisation_id");
CREATE INDEX "dues_waiver_member_id" ON "dues_waiver" ("member_id");
CREATE TABLE "dues_month" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "month" INTEGER NOT NULL,
    "collector_name" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "dues_month_organisation_id" ON "dues_month" ("organisation_id");
CREATE INDEX "dues_month_organisation_id_year" ON "dues_month" ("organisation_id", "year");
CREATE TABLE "dues_payment" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "paid_on" TEXT,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "dues_month" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "dues_payment_record_id" ON "dues_payment" ("record_id");
CREATE INDEX "dues_payment_member_id" ON "dues_payment" ("member_id");
CREATE TABLE "dues_remittance" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "from_month" INTEGER NOT NULL,
    "to_month" INTEGER NOT NULL,
    "amount" INTEGER NOT NULL,
    "remitted_on" TEXT,
    "receiver" TEXT NOT NULL,
    "voucher" TEXT NOT NULL,
    "handler_name" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "dues_remittance_organisation_id" ON "dues_remittance" ("organisation_id");
CREATE INDEX "dues_remittance_organisation_id_year"
    ON "dues_remittance" ("organisation_id", "year");
"""

# 发展党员
ADMISSION = """
CREATE TABLE "admission" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "gender" TEXT,
    "born_on" TEXT,
    "job" TEXT NOT NULL,
    "member_id" TEXT,
    "extended_to" TEXT,
    "ended_on" TEXT,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "admission_organisation_id" ON "admission" ("organisation_id");
CREATE INDEX "admission_member_id" ON "admission" ("member_id");
CREATE TABLE "admission_step" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "done_on" TEXT,
    "decided_by" TEXT NOT NULL,
    "proof" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "admission" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "admission_step_record_id" ON "admission_step" ("record_id");
CREATE TABLE "admission_mentor" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "member_id" TEXT,
    "name" TEXT NOT NULL,
    "began_on" TEXT,
    "ended_on" TEXT,
    FOREIGN KEY ("record_id") REFERENCES "admission" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "admission_mentor_record_id" ON "admission_mentor" ("record_id");
CREATE INDEX "admission_mentor_member_id" ON "admission_mentor" ("member_id");
CREATE TABLE "admission_review" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "reviewed_on" TEXT,
    "reviewer_name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "admission" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "admission_review_record_id" ON "admission_review" ("record_id");
CREATE TABLE "admission_paper" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "dated_on" TEXT,
    "there" INTEGER NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "admission" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "admission_paper_record_id" ON "admission_paper" ("record_id");
"""

# 组织关系转接
TRANSFER = """
CREATE TABLE "transfer_letter" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "member_id" TEXT,
    "name" TEXT NOT NULL,
    "other_side" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "issued_on" TEXT,
    "valid_days" INTEGER NOT NULL,
    "dues_until" TEXT,
    "arrived_on" TEXT,
    "receipt_on" TEXT,
    "handler_name" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "transfer_letter_organisation_id" ON "transfer_letter" ("organisation_id");
CREATE INDEX "transfer_letter_member_id" ON "transfer_letter" ("member_id");
"""

TABLES = (
    DUES,
    ADMISSION,
    TRANSFER,
)
