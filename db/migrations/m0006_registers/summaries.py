"""Tables of data version 6: summaries of years."""

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE "year_summary" (
        "uid" TEXT NOT NULL PRIMARY KEY,
        "revision" INTEGER NOT NULL,
        "entered_at" TEXT NOT NULL,
        "deleted_at" TEXT,
        "organisation_id" TEXT NOT NULL,
        "year" INTEGER NOT NULL,
        "title" TEXT NOT NULL,
        "meeting_id" TEXT,
        "finished_on" TEXT,
        "reported_to" TEXT NOT NULL,
        "reported_on" TEXT,
        "with_numbers" INTEGER NOT NULL,
        "frozen_id" TEXT,
        FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
        FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("uid") ON DELETE RESTRICT,
        FOREIGN KEY ("frozen_id") REFERENCES "frozen_numbers" ("uid") ON DELETE RESTRICT
    ) STRICT
    """,
    'CREATE INDEX "year_summary_organisation_id" ON "year_summary" ("organisation_id")',
    'CREATE INDEX "year_summary_meeting_id" ON "year_summary" ("meeting_id")',
    'CREATE INDEX "year_summary_frozen_id" ON "year_summary" ("frozen_id")',
    """
    CREATE INDEX "year_summary_organisation_id_year" ON "year_summary" ("organisation_id", "year")
    """,
    """
    CREATE TABLE "year_summary_part" (
        "uid" TEXT NOT NULL PRIMARY KEY,
        "position" INTEGER NOT NULL,
        "record_id" TEXT NOT NULL,
        "heading" TEXT NOT NULL,
        "text" TEXT NOT NULL,
        FOREIGN KEY ("record_id") REFERENCES "year_summary" ("uid") ON DELETE RESTRICT
    ) STRICT
    """,
    'CREATE INDEX "year_summary_part_record_id" ON "year_summary_part" ("record_id")',
)
