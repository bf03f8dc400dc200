"""Data files and packages with flipped bytes, and with a schema that acts by itself."""

import contextlib
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.fuzz import bytewise
from tests.fuzz.samples import Samples

_OPEN = ("data.zhibu", "v1.zhibu", "v2.zhibu", "v3.zhibu")
_PLANTED = (
    "CREATE TRIGGER x AFTER INSERT ON step BEGIN DELETE FROM member; END",
    "CREATE TRIGGER x AFTER UPDATE ON member BEGIN UPDATE member SET name = 'x'; END",
    "CREATE VIEW x AS SELECT load_extension('x')",
    "DROP TABLE talk; CREATE VIEW talk AS SELECT * FROM member",
    "CREATE VIRTUAL TABLE x USING fts5(a)",
    "CREATE VIRTUAL TABLE x USING rtree(a, b, c)",
    "CREATE INDEX x ON member (abs(randomblob(9)))",
    "CREATE INDEX x ON member (name) WHERE name = 'x'",
    "ALTER TABLE member ADD COLUMN x TEXT DEFAULT (randomblob(99999999))",
    "ALTER TABLE member ADD COLUMN x AS (randomblob(99999999))",
    "CREATE TABLE x (a TEXT CHECK (a = load_extension('x')))",
    "DROP TABLE search_index",
    "DELETE FROM search_index",
    "DELETE FROM search_index_data",
    "UPDATE search_index_data SET block = x'NOISE'",
    "UPDATE search_index_config SET v = 99",
)
_ROWS = (
    "UPDATE member SET name = CAST(x'ff00fe' AS TEXT)",
    "UPDATE member SET joined_on = '2026-99-99'",
    "UPDATE member SET joined_on = 'x'",
    "UPDATE meeting SET kind = 'x'",
    "UPDATE meeting SET held_on = ''",
    "UPDATE meeting SET number = 99999999999999",
    "UPDATE meeting SET title = char(0) || char(55296)",
    "UPDATE meeting SET title = replace(hex(zeroblob(500000)), '0', '党')",
    "UPDATE organisation SET parent_id = uid",
    "UPDATE organisation SET organisation_id = 'nobody'",
    "UPDATE member SET uid = 'x'",
    "UPDATE member SET entered_at = 'x'",
    "UPDATE change SET before = '{'",
    "UPDATE file_mark SET value = '[]'",
    "UPDATE file_mark SET value = '{}'",
    "UPDATE file_mark SET value = 'x'",
    "UPDATE file_mark SET value = json_set(value, '$.deleted', 3)",
    "UPDATE file_mark SET value = json_set(value, '$.deleted', json('{\"member\":[1,{}]}'))",
    "UPDATE file_mark SET value = json_set(value, '$.year', 'x')",
    "UPDATE file_mark SET value = json_set(value, '$.made_at', '')",
    "UPDATE blob SET data = x'00'",
    "DELETE FROM blob",
    "DELETE FROM organisation",
    "PRAGMA user_version = 0",
    "PRAGMA user_version = 999",
    "PRAGMA user_version = -1",
    "PRAGMA application_id = 1",
    "PRAGMA journal_mode = WAL",
    "PRAGMA encoding",
)


def _changed(data: bytes, sql: str) -> bytes:
    """Return a database after some statements; as it was where they do not fit it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.db"
        path.write_bytes(data)
        with contextlib.closing(sqlite3.connect(path)) as file, contextlib.suppress(sqlite3.Error):
            file.executescript(f"PRAGMA foreign_keys = 0; {sql}; COMMIT")
        with contextlib.closing(sqlite3.connect(path)) as file, contextlib.suppress(sqlite3.Error):
            file.execute("SELECT count(*) FROM sqlite_master")
        return path.read_bytes()


def _of(names: tuple[str, ...]) -> dict[str, Callable[[Samples, Random], bytes]]:
    def flipped(samples: Samples, rng: Random) -> bytes:
        """Damaged bytes anywhere, in the header above all."""
        return bytewise.spoil(samples.data(rng.choice(names)), rng)

    def flipped_page(samples: Samples, rng: Random) -> bytes:
        """Damage at the beginning of a page, where SQLite says what is on it."""
        data = bytearray(samples.data(rng.choice(names)))
        start = rng.randrange(len(data) // 4096) * 4096
        data[start : start + 64] = bytewise.spoil(bytes(data[start : start + 64]), rng)[:64]
        return bytes(data)

    def planted(samples: Samples, rng: Random) -> bytes:
        """Something in the schema that the program did not make."""
        sql = rng.choice(_PLANTED).replace("NOISE", rng.randbytes(500).hex())
        return _changed(samples.data(rng.choice(names)), sql)

    def rows(samples: Samples, rng: Random) -> bytes:
        """Rows that no field of ours would have written."""
        return _changed(samples.data(rng.choice(names)), rng.choice(_ROWS))

    return {each.__name__: each for each in (flipped, flipped_page, planted, rows)}


def secret(samples: Samples, rng: Random) -> bytes:
    """Damaged bytes of an encrypted package."""
    return bytewise.spoil(samples.data("secret.zhibu"), rng)


FILES = _of(_OPEN)
PACKAGES = _of(("package.zhibu", "package.zhibu", "data.zhibu", "v2.zhibu"))
SECRETS: dict[str, Callable[[Samples, Random], bytes]] = {"secret": secret}
