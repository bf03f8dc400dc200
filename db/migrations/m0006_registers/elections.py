"""Tables of data version 6: elections with their steps, candidates and ballots."""

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE "election" (
        "uid" TEXT NOT NULL PRIMARY KEY,
        "revision" INTEGER NOT NULL,
        "entered_at" TEXT NOT NULL,
        "deleted_at" TEXT,
        "organisation_id" TEXT NOT NULL,
        "year" INTEGER,
        "kind" TEXT NOT NULL,
        "number" INTEGER,
        "superior_name" TEXT NOT NULL,
        "term_due_on" TEXT,
        "reminded_on" TEXT,
        "changed_reason" TEXT NOT NULL,
        "changed_by" TEXT NOT NULL,
        "seats" INTEGER,
        "held_on" TEXT,
        "meeting_id" TEXT,
        "due" INTEGER,
        "present" INTEGER,
        "issued" INTEGER,
        "returned" INTEGER,
        "valid" INTEGER,
        "invalid" INTEGER,
        "scrutineer_name" TEXT NOT NULL,
        "teller_name" TEXT NOT NULL,
        "committee_due" INTEGER,
        "committee_present" INTEGER,
        "committee_id" TEXT,
        "note" TEXT NOT NULL,
        FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
        FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("uid") ON DELETE RESTRICT,
        FOREIGN KEY ("committee_id") REFERENCES "committee" ("uid") ON DELETE RESTRICT
    ) STRICT
    """,
    'CREATE INDEX "election_organisation_id" ON "election" ("organisation_id")',
    'CREATE INDEX "election_meeting_id" ON "election" ("meeting_id")',
    'CREATE INDEX "election_committee_id" ON "election" ("committee_id")',
    'CREATE INDEX "election_organisation_id_year" ON "election" ("organisation_id", "year")',
    """
    CREATE TABLE "election_step" (
        "uid" TEXT NOT NULL PRIMARY KEY,
        "position" INTEGER NOT NULL,
        "record_id" TEXT NOT NULL,
        "step" TEXT NOT NULL,
        "done_on" TEXT,
        "document" TEXT NOT NULL,
        FOREIGN KEY ("record_id") REFERENCES "election" ("uid") ON DELETE RESTRICT
    ) STRICT
    """,
    'CREATE INDEX "election_step_record_id" ON "election_step" ("record_id")',
    """
    CREATE TABLE "election_candidate" (
        "uid" TEXT NOT NULL PRIMARY KEY,
        "position" INTEGER NOT NULL,
        "record_id" TEXT NOT NULL,
        "round" TEXT NOT NULL,
        "member_id" TEXT,
        "name" TEXT NOT NULL,
        "post" TEXT NOT NULL,
        "votes_for" INTEGER,
        "votes_against" INTEGER,
        "votes_abstain" INTEGER,
        "elected" INTEGER NOT NULL,
        FOREIGN KEY ("record_id") REFERENCES "election" ("uid") ON DELETE RESTRICT,
        FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
    ) STRICT
    """,
    'CREATE INDEX "election_candidate_record_id" ON "election_candidate" ("record_id")',
    'CREATE INDEX "election_candidate_member_id" ON "election_candidate" ("member_id")',
)
