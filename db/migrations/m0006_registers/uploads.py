"""Tables of data version 6: forms of platforms and what was carried over to them."""

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE "platform_form" (
        "uid" TEXT NOT NULL PRIMARY KEY,
        "revision" INTEGER NOT NULL,
        "entered_at" TEXT NOT NULL,
        "deleted_at" TEXT,
        "organisation_id" TEXT NOT NULL,
        "platform" TEXT NOT NULL,
        "title" TEXT NOT NULL,
        "source" TEXT NOT NULL,
        "day_form" TEXT NOT NULL,
        "name_form" TEXT NOT NULL,
        "photo_side" INTEGER,
        "photo_size" INTEGER,
        "note" TEXT NOT NULL,
        FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT
    ) STRICT
    """,
    'CREATE INDEX "platform_form_organisation_id" ON "platform_form" ("organisation_id")',
    """
    CREATE TABLE "platform_field" (
        "uid" TEXT NOT NULL PRIMARY KEY,
        "position" INTEGER NOT NULL,
        "record_id" TEXT NOT NULL,
        "label" TEXT NOT NULL,
        "content" TEXT NOT NULL,
        "fixed" TEXT NOT NULL,
        "limit" INTEGER,
        FOREIGN KEY ("record_id") REFERENCES "platform_form" ("uid") ON DELETE RESTRICT
    ) STRICT
    """,
    'CREATE INDEX "platform_field_record_id" ON "platform_field" ("record_id")',
    """
    CREATE TABLE "upload" (
        "uid" TEXT NOT NULL PRIMARY KEY,
        "revision" INTEGER NOT NULL,
        "entered_at" TEXT NOT NULL,
        "deleted_at" TEXT,
        "organisation_id" TEXT NOT NULL,
        "year" INTEGER NOT NULL,
        "form_id" TEXT NOT NULL,
        "copied" TEXT,
        "title" TEXT NOT NULL,
        "uploaded_on" TEXT,
        "receipt" TEXT NOT NULL,
        "note" TEXT NOT NULL,
        "saved" INTEGER,
        "content" TEXT NOT NULL,
        FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("uid") ON DELETE RESTRICT,
        FOREIGN KEY ("form_id") REFERENCES "platform_form" ("uid") ON DELETE RESTRICT
    ) STRICT
    """,
    'CREATE INDEX "upload_organisation_id" ON "upload" ("organisation_id")',
    'CREATE INDEX "upload_form_id" ON "upload" ("form_id")',
    'CREATE INDEX "upload_organisation_id_year" ON "upload" ("organisation_id", "year")',
    'CREATE INDEX "upload_copied" ON "upload" ("copied")',
)
