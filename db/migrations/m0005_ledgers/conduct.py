"""Data version 5: the ledgers of 作风建设 and 廉政建设."""

# 三亮四比五提升
PLEDGE = """
CREATE TABLE "pledge" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "person_id" TEXT,
    "person_name" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "standard" TEXT NOT NULL,
    "pledged_on" TEXT,
    "notice_from" TEXT,
    "notice_to" TEXT,
    "notice_place" TEXT NOT NULL,
    "compare_skill" TEXT NOT NULL,
    "compare_conduct" TEXT NOT NULL,
    "compare_result" TEXT NOT NULL,
    "compare_fourth" TEXT NOT NULL,
    "raise_first" TEXT NOT NULL,
    "raise_second" TEXT NOT NULL,
    "raise_third" TEXT NOT NULL,
    "raise_fourth" TEXT NOT NULL,
    "raise_fifth" TEXT NOT NULL,
    "reviewed_on" TEXT,
    "reviewers" TEXT,
    "review" TEXT NOT NULL,
    "opinion" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "pledge_organisation_id" ON "pledge" ("organisation_id");
CREATE INDEX "pledge_person_id" ON "pledge" ("person_id");
CREATE INDEX "pledge_organisation_id_year" ON "pledge" ("organisation_id", "year");
CREATE TABLE "promise" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "due_on" TEXT,
    "done_on" TEXT,
    "result" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "pledge" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "promise_record_id" ON "promise" ("record_id");
"""

# 党员示范岗
MODEL_POST = """
CREATE TABLE "model_post" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "person_id" TEXT,
    "person_name" TEXT NOT NULL,
    "standard" TEXT NOT NULL,
    "deeds" TEXT NOT NULL,
    "approved_on" TEXT,
    "put_up_on" TEXT,
    "taken_down_on" TEXT,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "model_post_organisation_id" ON "model_post" ("organisation_id");
CREATE INDEX "model_post_person_id" ON "model_post" ("person_id");
CREATE TABLE "model_post_review" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "reviewed_on" TEXT,
    "result" TEXT NOT NULL,
    "opinion" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "model_post" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "model_post_review_record_id" ON "model_post_review" ("record_id");
"""

# 督查组
SUPERVISION_TEAM = """
CREATE TABLE "supervision_team" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "leader_id" TEXT,
    "leader_name" TEXT NOT NULL,
    "leader_post" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "turn" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("leader_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "supervision_team_organisation_id" ON "supervision_team" ("organisation_id");
CREATE INDEX "supervision_team_leader_id" ON "supervision_team" ("leader_id");
CREATE INDEX "supervision_team_organisation_id_year"
    ON "supervision_team" ("organisation_id", "year");
CREATE TABLE "team_member" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "member_id" TEXT,
    "name" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "supervision_team" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "team_member_record_id" ON "team_member" ("record_id");
CREATE INDEX "team_member_member_id" ON "team_member" ("member_id");
"""

# 督查记录
SUPERVISION = """
CREATE TABLE "supervision" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "held_on" TEXT,
    "team" INTEGER,
    "leader_id" TEXT,
    "leader_name" TEXT NOT NULL,
    "members" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "items" TEXT NOT NULL,
    "overall" TEXT NOT NULL,
    "demands" TEXT NOT NULL,
    "reported_on" TEXT,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("leader_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "supervision_organisation_id" ON "supervision" ("organisation_id");
CREATE INDEX "supervision_leader_id" ON "supervision" ("leader_id");
CREATE INDEX "supervision_organisation_id_held_on" ON "supervision" ("organisation_id", "held_on");
CREATE TABLE "supervision_finding" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "whose" TEXT NOT NULL,
    "handled" TEXT NOT NULL,
    "measures" TEXT NOT NULL,
    "due_on" TEXT,
    "rechecked_on" TEXT,
    "recheck" TEXT NOT NULL,
    "rechecker_name" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "supervision" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "supervision_finding_record_id" ON "supervision_finding" ("record_id");
"""

# 制度汇编
REGULATION = """
CREATE TABLE "regulation" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "document_number" TEXT NOT NULL,
    "issued_on" TEXT,
    "effective_on" TEXT,
    "issuer" TEXT NOT NULL,
    "adopted_by" TEXT NOT NULL,
    "on_wall" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "abolished_on" TEXT,
    "abolished_why" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "regulation_organisation_id" ON "regulation" ("organisation_id");
CREATE TABLE "regulation_version" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "document_number" TEXT NOT NULL,
    "issued_on" TEXT,
    "effective_on" TEXT,
    "content" TEXT NOT NULL,
    "change" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "regulation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "regulation_version_record_id" ON "regulation_version" ("record_id");
"""

# 三级审批单
APPROVAL = """
CREATE TABLE "approval" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "applied_on" TEXT,
    "number" TEXT NOT NULL,
    "matter" TEXT NOT NULL,
    "amount" INTEGER,
    "source" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "applicant_id" TEXT,
    "applicant_name" TEXT NOT NULL,
    "bills" INTEGER,
    "section_name" TEXT NOT NULL,
    "section_opinion" TEXT NOT NULL,
    "section_on" TEXT,
    "deputy_name" TEXT NOT NULL,
    "deputy_opinion" TEXT NOT NULL,
    "deputy_on" TEXT,
    "chief_name" TEXT NOT NULL,
    "chief_opinion" TEXT NOT NULL,
    "chief_on" TEXT,
    "refused" INTEGER NOT NULL,
    "voucher" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("applicant_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "approval_organisation_id" ON "approval" ("organisation_id");
CREATE INDEX "approval_applicant_id" ON "approval" ("applicant_id");
CREATE INDEX "approval_organisation_id_applied_on" ON "approval" ("organisation_id", "applied_on");
"""

# 廉政风险点
RISK_POINT = """
CREATE TABLE "risk_point" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "power" TEXT NOT NULL,
    "risk" TEXT NOT NULL,
    "shown_as" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "measures" TEXT NOT NULL,
    "owner_id" TEXT,
    "owner_name" TEXT NOT NULL,
    "found_on" TEXT,
    "reviewed_on" TEXT,
    "closed_on" TEXT,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("owner_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "risk_point_organisation_id" ON "risk_point" ("organisation_id");
CREATE INDEX "risk_point_owner_id" ON "risk_point" ("owner_id");
"""

TABLES = (
    PLEDGE,
    MODEL_POST,
    SUPERVISION_TEAM,
    SUPERVISION,
    REGULATION,
    APPROVAL,
    RISK_POINT,
)
