"""Data version 5: the ledgers of the 343 model, local words; dues, admission, transfers."""

import peewee as pw
from playhouse.migrate import SqliteMigrator

from db.migrations.script import run

# 活动场所
ROOM = """
CREATE TABLE "room" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "location" TEXT NOT NULL,
    "area" INTEGER,
    "opened_on" TEXT,
    "closed_on" TEXT,
    "keeper_id" TEXT,
    "keeper_name" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("keeper_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "room_organisation_id" ON "room" ("organisation_id");
CREATE INDEX "room_keeper_id" ON "room" ("keeper_id");
"""

# 阵地设备
EQUIPMENT = """
CREATE TABLE "equipment" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "count" TEXT,
    "place" TEXT NOT NULL,
    "bought_on" TEXT,
    "cost" INTEGER,
    "condition" TEXT NOT NULL,
    "gone_on" TEXT,
    "keeper_id" TEXT,
    "keeper_name" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("keeper_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "equipment_organisation_id" ON "equipment" ("organisation_id");
CREATE INDEX "equipment_keeper_id" ON "equipment" ("keeper_id");
"""

# 上墙内容
WALL_ITEM = """
CREATE TABLE "wall_item" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "count" TEXT,
    "put_up_on" TEXT,
    "reviewed_on" TEXT,
    "taken_down_on" TEXT,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "wall_item_organisation_id" ON "wall_item" ("organisation_id");
"""

# 党报党刊
SUBSCRIPTION = """
CREATE TABLE "subscription" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "copies" TEXT,
    "cost" INTEGER,
    "place" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "subscription_organisation_id" ON "subscription" ("organisation_id");
CREATE INDEX "subscription_organisation_id_year" ON "subscription" ("organisation_id", "year");
"""

# 阵地使用登记
ROOM_USE = """
CREATE TABLE "room_use" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "used_on" TEXT,
    "began_at" TEXT,
    "ended_at" TEXT,
    "place" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "visitors" TEXT,
    "user_id" TEXT,
    "user_name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("user_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "room_use_organisation_id" ON "room_use" ("organisation_id");
CREATE INDEX "room_use_user_id" ON "room_use" ("user_id");
CREATE INDEX "room_use_organisation_id_used_on" ON "room_use" ("organisation_id", "used_on");
"""

# 六有自查
ROOM_CHECK = """
CREATE TABLE "room_check" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "checked_on" TEXT,
    "checker_id" TEXT,
    "checker_name" TEXT NOT NULL,
    "has_room" TEXT NOT NULL,
    "has_facilities" TEXT NOT NULL,
    "has_signs" TEXT NOT NULL,
    "has_flag" TEXT NOT NULL,
    "has_press" TEXT NOT NULL,
    "has_rules" TEXT NOT NULL,
    "problems" TEXT NOT NULL,
    "measures" TEXT NOT NULL,
    "settled_on" TEXT,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("checker_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "room_check_organisation_id" ON "room_check" ("organisation_id");
CREATE INDEX "room_check_checker_id" ON "room_check" ("checker_id");
CREATE INDEX "room_check_organisation_id_checked_on"
    ON "room_check" ("organisation_id", "checked_on");
"""

# 司法大讲堂
HALL_LECTURE = """
CREATE TABLE "hall_lecture" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "held_on" TEXT,
    "number" INTEGER,
    "title" TEXT NOT NULL,
    "speaker_id" TEXT,
    "speaker_name" TEXT NOT NULL,
    "speaker_post" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "audience" TEXT,
    "hours" INTEGER,
    "outline" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("speaker_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "hall_lecture_organisation_id" ON "hall_lecture" ("organisation_id");
CREATE INDEX "hall_lecture_speaker_id" ON "hall_lecture" ("speaker_id");
CREATE INDEX "hall_lecture_organisation_id_held_on"
    ON "hall_lecture" ("organisation_id", "held_on");
CREATE TABLE "hall_attendee" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "member_id" TEXT,
    "name" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("record_id") REFERENCES "hall_lecture" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "hall_attendee_member_id" ON "hall_attendee" ("member_id");
CREATE INDEX "hall_attendee_record_id" ON "hall_attendee" ("record_id");
"""

# 微党课
MICRO_LECTURE = """
CREATE TABLE "micro_lecture" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "held_on" TEXT,
    "title" TEXT NOT NULL,
    "lecturer_id" TEXT,
    "lecturer_name" TEXT NOT NULL,
    "lecturer_post" TEXT NOT NULL,
    "seconds" INTEGER,
    "form" TEXT NOT NULL,
    "audience" TEXT,
    "hours" INTEGER,
    "content" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("lecturer_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "micro_lecture_organisation_id" ON "micro_lecture" ("organisation_id");
CREATE INDEX "micro_lecture_lecturer_id" ON "micro_lecture" ("lecturer_id");
CREATE INDEX "micro_lecture_organisation_id_held_on"
    ON "micro_lecture" ("organisation_id", "held_on");
CREATE TABLE "micro_attendee" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "member_id" TEXT,
    "name" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("record_id") REFERENCES "micro_lecture" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "micro_attendee_member_id" ON "micro_attendee" ("member_id");
CREATE INDEX "micro_attendee_record_id" ON "micro_attendee" ("record_id");
"""

# 学习资料
STUDY_MATERIAL = """
CREATE TABLE "study_material" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "shared_on" TEXT,
    "title" TEXT NOT NULL,
    "count" TEXT,
    "source" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "sharer_id" TEXT,
    "sharer_name" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("sharer_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "study_material_organisation_id" ON "study_material" ("organisation_id");
CREATE INDEX "study_material_sharer_id" ON "study_material" ("sharer_id");
CREATE INDEX "study_material_organisation_id_shared_on"
    ON "study_material" ("organisation_id", "shared_on");
"""

# 现场教学
FIELD_STUDY = """
CREATE TABLE "field_study" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "held_on" TEXT,
    "place" TEXT NOT NULL,
    "theme" TEXT NOT NULL,
    "leader_id" TEXT,
    "leader_name" TEXT NOT NULL,
    "approver_name" TEXT NOT NULL,
    "approved_on" TEXT,
    "cost" INTEGER,
    "cost_source" TEXT NOT NULL,
    "taking_part" TEXT,
    "hours" INTEGER,
    "content" TEXT NOT NULL,
    "gain" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("leader_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "field_study_organisation_id" ON "field_study" ("organisation_id");
CREATE INDEX "field_study_leader_id" ON "field_study" ("leader_id");
CREATE INDEX "field_study_organisation_id_held_on" ON "field_study" ("organisation_id", "held_on");
CREATE TABLE "field_attendee" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "member_id" TEXT,
    "name" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("record_id") REFERENCES "field_study" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "field_attendee_member_id" ON "field_attendee" ("member_id");
CREATE INDEX "field_attendee_record_id" ON "field_attendee" ("record_id");
"""

# 先进评选
HONOUR = """
CREATE TABLE "honour" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "person_id" TEXT,
    "person_name" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "named_on" TEXT,
    "deeds" TEXT NOT NULL,
    "opinion" TEXT NOT NULL,
    "decided_on" TEXT,
    "notice_from" TEXT,
    "notice_to" TEXT,
    "objections" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "granted_on" TEXT,
    "granted_by" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "honour_organisation_id" ON "honour" ("organisation_id");
CREATE INDEX "honour_person_id" ON "honour" ("person_id");
CREATE INDEX "honour_organisation_id_year" ON "honour" ("organisation_id", "year");
"""

# 支部工作法
WORK_METHOD = """
CREATE TABLE "work_method" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "summed_on" TEXT,
    "author_name" TEXT NOT NULL,
    "essence" TEXT NOT NULL,
    "practice" TEXT NOT NULL,
    "effect" TEXT NOT NULL,
    "promotion" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "work_method_organisation_id" ON "work_method" ("organisation_id");
"""

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

# 本支部叫法
LABEL_OVERRIDE = """
CREATE TABLE "label_override" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "record_type" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "label_override_organisation_id" ON "label_override" ("organisation_id");
"""

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

LEDGERS = (
    ROOM,
    EQUIPMENT,
    WALL_ITEM,
    SUBSCRIPTION,
    ROOM_USE,
    ROOM_CHECK,
    HALL_LECTURE,
    MICRO_LECTURE,
    STUDY_MATERIAL,
    FIELD_STUDY,
    HONOUR,
    WORK_METHOD,
    PLEDGE,
    MODEL_POST,
    SUPERVISION_TEAM,
    SUPERVISION,
    REGULATION,
    APPROVAL,
    RISK_POINT,
    LABEL_OVERRIDE,
    DUES,
    ADMISSION,
    TRANSFER,
)


def migrate(database: pw.SqliteDatabase, _migrator: SqliteMigrator) -> None:
    """Create the new tables; nothing that is there is touched."""
    for sql in LEDGERS:
        run(database, sql)
