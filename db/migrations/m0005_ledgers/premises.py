"""Data version 5: the ledgers of 三个到位 and 思想建设, local words."""

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

# 数字定稿
FROZEN_NUMBERS = """
CREATE TABLE "frozen_numbers" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "first_on" TEXT,
    "last_on" TEXT,
    "frozen_on" TEXT,
    "withdrawn_on" TEXT,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "frozen_numbers_organisation_id" ON "frozen_numbers" ("organisation_id");
CREATE INDEX "frozen_numbers_organisation_id_frozen_on"
    ON "frozen_numbers" ("organisation_id", "frozen_on");
CREATE TABLE "frozen_number" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "said" TEXT NOT NULL,
    "uids" TEXT NOT NULL,
    FOREIGN KEY ("record_id") REFERENCES "frozen_numbers" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "frozen_number_record_id" ON "frozen_number" ("record_id");
"""

TABLES = (
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
    LABEL_OVERRIDE,
    FROZEN_NUMBERS,
)
