"""Tables of data version 6: leave and what was made up for."""

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE "absence" (
        "uid" TEXT NOT NULL PRIMARY KEY,
        "revision" INTEGER NOT NULL,
        "entered_at" TEXT NOT NULL,
        "deleted_at" TEXT,
        "organisation_id" TEXT NOT NULL,
        "year" INTEGER,
        "occasion" TEXT,
        "title" TEXT NOT NULL,
        "held_on" TEXT,
        "member_id" TEXT,
        "name" TEXT NOT NULL,
        "asked_on" TEXT,
        "approved_by" TEXT NOT NULL,
        "made_up_on" TEXT,
        "way" TEXT,
        "content" TEXT NOT NULL,
        "hours" INTEGER,
        "note" TEXT NOT NULL,
        FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
        FOREIGN KEY ("member_id") REFERENCES "member" ("uid") ON DELETE RESTRICT
    ) STRICT
    """,
    'CREATE INDEX "absence_organisation_id" ON "absence" ("organisation_id")',
    'CREATE INDEX "absence_member_id" ON "absence" ("member_id")',
    'CREATE INDEX "absence_organisation_id_year" ON "absence" ("organisation_id", "year")',
    'CREATE INDEX "absence_occasion" ON "absence" ("occasion")',
)
