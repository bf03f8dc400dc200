"""Data version 5: the ledgers of 三大重点."""

# 六项工程项目
SERVICE_PROJECT = """
CREATE TABLE "service_project" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "programme" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "leader_id" TEXT,
    "leader_name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "began_on" TEXT,
    "ended_on" TEXT,
    "target" TEXT,
    "budget" INTEGER,
    "served" TEXT NOT NULL,
    "goal" TEXT NOT NULL,
    "effect" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("leader_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "service_project_organisation_id" ON "service_project" ("organisation_id");
CREATE INDEX "service_project_leader_id" ON "service_project" ("leader_id");
"""

# 六项工程活动
SERVICE_ACTIVITY = """
CREATE TABLE "service_activity" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "held_on" TEXT,
    "programme" TEXT NOT NULL,
    "project" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "served" TEXT NOT NULL,
    "counted" TEXT NOT NULL,
    "result" TEXT,
    "whole" TEXT,
    "money" INTEGER,
    "ballots" INTEGER,
    "content_ballots" INTEGER,
    "effect" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "service_activity_organisation_id" ON "service_activity" ("organisation_id");
CREATE INDEX "service_activity_organisation_id_held_on"
    ON "service_activity" ("organisation_id", "held_on");
CREATE TABLE "service_attendee" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "member_id" TEXT,
    "name" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("record_id") REFERENCES "service_activity" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "service_attendee_member_id" ON "service_attendee" ("member_id");
CREATE INDEX "service_attendee_record_id" ON "service_attendee" ("record_id");
"""

# 单位报到
UNIT_CHECKIN = """
CREATE TABLE "unit_checkin" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "community" TEXT NOT NULL,
    "checked_in_on" TEXT,
    "ended_on" TEXT,
    "liaison_id" TEXT,
    "liaison_name" TEXT NOT NULL,
    "contact_name" TEXT NOT NULL,
    "contact_phone" TEXT NOT NULL,
    "services" TEXT NOT NULL,
    "received_on" TEXT,
    "receipt" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("liaison_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "unit_checkin_organisation_id" ON "unit_checkin" ("organisation_id");
CREATE INDEX "unit_checkin_liaison_id" ON "unit_checkin" ("liaison_id");
"""

# 双报到三张清单
COMMUNITY_ITEM = """
CREATE TABLE "community_item" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "list_kind" TEXT NOT NULL,
    "community" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "keeper_id" TEXT,
    "keeper_name" TEXT NOT NULL,
    "due_on" TEXT,
    "state" TEXT NOT NULL,
    "done_on" TEXT,
    "outcome" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("keeper_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "community_item_organisation_id" ON "community_item" ("organisation_id");
CREATE INDEX "community_item_keeper_id" ON "community_item" ("keeper_id");
CREATE INDEX "community_item_organisation_id_year" ON "community_item" ("organisation_id", "year");
"""

# 党员个人报到
MEMBER_CHECKIN = """
CREATE TABLE "member_checkin" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "person_id" TEXT,
    "person_name" TEXT NOT NULL,
    "community" TEXT NOT NULL,
    "checked_in_on" TEXT,
    "ended_on" TEXT,
    "post" TEXT NOT NULL,
    "skill" TEXT NOT NULL,
    "contact_name" TEXT NOT NULL,
    "received_on" TEXT,
    "receipt" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "member_checkin_organisation_id" ON "member_checkin" ("organisation_id");
CREATE INDEX "member_checkin_person_id" ON "member_checkin" ("person_id");
"""

# 律师会客厅值班
DUTY_TURN = """
CREATE TABLE "duty_turn" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "duty_on" TEXT,
    "began_at" TEXT,
    "ended_at" TEXT,
    "place" TEXT NOT NULL,
    "lawyer_id" TEXT,
    "lawyer_name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "deputy_name" TEXT NOT NULL,
    "consulted" TEXT,
    "mediated" TEXT,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("lawyer_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "duty_turn_organisation_id" ON "duty_turn" ("organisation_id");
CREATE INDEX "duty_turn_lawyer_id" ON "duty_turn" ("lawyer_id");
CREATE INDEX "duty_turn_organisation_id_duty_on" ON "duty_turn" ("organisation_id", "duty_on");
"""

# 社区服务记录
COMMUNITY_SERVICE = """
CREATE TABLE "community_service" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "served_on" TEXT,
    "community" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "minutes" INTEGER,
    "reached" TEXT,
    "word" TEXT NOT NULL,
    "word_text" TEXT NOT NULL,
    "signer_name" TEXT NOT NULL,
    "signed_on" TEXT,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "community_service_organisation_id" ON "community_service" ("organisation_id");
CREATE INDEX "community_service_organisation_id_served_on"
    ON "community_service" ("organisation_id", "served_on");
CREATE TABLE "community_server" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "member_id" TEXT,
    "name" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("record_id") REFERENCES "community_service" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "community_server_member_id" ON "community_server" ("member_id");
CREATE INDEX "community_server_record_id" ON "community_server" ("record_id");
"""

# 第一书记派驻
VILLAGE_POST = """
CREATE TABLE "village_post" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "secretary_id" TEXT,
    "secretary_name" TEXT NOT NULL,
    "village" TEXT NOT NULL,
    "began_on" TEXT,
    "ended_on" TEXT,
    "sent_by" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "situation" TEXT NOT NULL,
    "tasks" TEXT NOT NULL,
    "effect" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("secretary_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "village_post_organisation_id" ON "village_post" ("organisation_id");
CREATE INDEX "village_post_secretary_id" ON "village_post" ("secretary_id");
"""

# 第一书记工作日志
VILLAGE_LOG = """
CREATE TABLE "village_log" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "logged_on" TEXT,
    "kind" TEXT NOT NULL,
    "village" TEXT NOT NULL,
    "author_id" TEXT,
    "author_name" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "visited" TEXT NOT NULL,
    "households" TEXT,
    "content" TEXT NOT NULL,
    "problems" TEXT NOT NULL,
    "solved" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("author_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "village_log_organisation_id" ON "village_log" ("organisation_id");
CREATE INDEX "village_log_author_id" ON "village_log" ("author_id");
CREATE INDEX "village_log_organisation_id_logged_on"
    ON "village_log" ("organisation_id", "logged_on");
"""

# 驻村项目
VILLAGE_PROJECT = """
CREATE TABLE "village_project" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "village" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "progress" INTEGER,
    "began_on" TEXT,
    "ended_on" TEXT,
    "leader_id" TEXT,
    "leader_name" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "planned_money" INTEGER,
    "received_money" INTEGER,
    "content" TEXT NOT NULL,
    "effect" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("leader_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "village_project_organisation_id" ON "village_project" ("organisation_id");
CREATE INDEX "village_project_leader_id" ON "village_project" ("leader_id");
"""

# 第一书记成效
VILLAGE_RESULT = """
CREATE TABLE "village_result" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "village" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "result" TEXT,
    "money" INTEGER,
    "evidence" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "village_result_organisation_id" ON "village_result" ("organisation_id");
CREATE INDEX "village_result_organisation_id_year" ON "village_result" ("organisation_id", "year");
"""

# 结对帮扶
HELPED_HOUSEHOLD = """
CREATE TABLE "helped_household" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "village" TEXT NOT NULL,
    "householder_name" TEXT NOT NULL,
    "persons" TEXT,
    "phone" TEXT NOT NULL,
    "helper_id" TEXT,
    "helper_name" TEXT NOT NULL,
    "helper_rank" TEXT NOT NULL,
    "paired_on" TEXT,
    "ended_on" TEXT,
    "poor_from" TEXT,
    "out_on" TEXT,
    "cause" TEXT NOT NULL,
    "measures" TEXT NOT NULL,
    "effect" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("helper_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "helped_household_organisation_id" ON "helped_household" ("organisation_id");
CREATE INDEX "helped_household_helper_id" ON "helped_household" ("helper_id");
"""

# 帮扶走访
HOUSEHOLD_VISIT = """
CREATE TABLE "household_visit" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "visited_on" TEXT,
    "village" TEXT NOT NULL,
    "householder_name" TEXT NOT NULL,
    "visitor_id" TEXT,
    "visitor_name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "gift" INTEGER,
    "content" TEXT NOT NULL,
    "problems" TEXT NOT NULL,
    "solved" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
    FOREIGN KEY ("visitor_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "household_visit_organisation_id" ON "household_visit" ("organisation_id");
CREATE INDEX "household_visit_visitor_id" ON "household_visit" ("visitor_id");
CREATE INDEX "household_visit_organisation_id_visited_on"
    ON "household_visit" ("organisation_id", "visited_on");
"""

# 帮扶户收入
HOUSEHOLD_INCOME = """
CREATE TABLE "household_income" (
    "uid" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "entered_at" TEXT NOT NULL,
    "deleted_at" TEXT,
    "organisation_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "village" TEXT NOT NULL,
    "householder_name" TEXT NOT NULL,
    "persons" INTEGER NOT NULL,
    "wages" INTEGER,
    "trade" INTEGER,
    "property_income" INTEGER,
    "transfers" INTEGER,
    "source" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "household_income_organisation_id" ON "household_income" ("organisation_id");
CREATE INDEX "household_income_organisation_id_year"
    ON "household_income" ("organisation_id", "year");
"""

TABLES = (
    SERVICE_PROJECT,
    SERVICE_ACTIVITY,
    UNIT_CHECKIN,
    COMMUNITY_ITEM,
    MEMBER_CHECKIN,
    DUTY_TURN,
    COMMUNITY_SERVICE,
    VILLAGE_POST,
    VILLAGE_LOG,
    VILLAGE_PROJECT,
    VILLAGE_RESULT,
    HELPED_HOUSEHOLD,
    HOUSEHOLD_VISIT,
    HOUSEHOLD_INCOME,
)
