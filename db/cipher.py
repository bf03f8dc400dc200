"""Encryption of a data file by SQLCipher: its key, and the peewee database that uses it.

The key is what SQLCipher itself derives from a password and from the first 16 bytes of the file,
so that a file encrypted by a password and one encrypted by the key are the same. It is derived
once for each opening; further connections cost nothing. A file without a password is read by the
standard library and never loads SQLCipher.
"""

import hashlib
import hmac
import os
import sqlite3
import sys
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import peewee as pw

from db.errors import Refused

PLAIN_HEAD = b"SQLite format 3\0"
_SALT = 16
ROUNDS = 256_000
"""How often the password is hashed: as SQLCipher 4 does it by itself."""

_LENGTH = 32
_PAGE = 4096

# What other files begin with that look as random inside as an encrypted one does.
_OTHER_HEADS = (
    b"PK\x03\x04",
    b"%PDF-",
    b"\xff\xd8\xff",
    b"\x89PNG\r\n",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b\x08",
)
# A page of random bytes holds practically every value; a text or a table holds far fewer.
_FEWEST_VALUES = 240


@dataclass(frozen=True)
class Key:
    """The raw key of an encrypted file (32 bytes) and the salt at its beginning (16 bytes)."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def literal(self) -> str:
        """The key as SQLCipher takes it without deriving anything."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"

    def fits(self, password: str) -> bool:
        """Whether that is the password from which this key was derived."""
        return hmac.compare_digest(self.raw, derive(password, self.salt).raw)


def derive(password: str, salt: bytes | None = None) -> Key:
    """Derive the key of a password; without a salt that of a new file. Takes about 0.15 s.

    The password counts as it looks: its characters are composed first (NFC), so that it is the
    same one from every keyboard.
    """
    salt = os.urandom(_SALT) if salt is None else salt
    text = unicodedata.normalize("NFC", password).encode(errors="surrogatepass")
    return Key(hashlib.pbkdf2_hmac("sha512", text, salt, ROUNDS, _LENGTH), salt)


def salt_of(path: Path) -> bytes:
    """Return the first 16 bytes of a file: the salt, if it is an encrypted one."""
    with path.open("rb") as stream:
        return stream.read(_SALT)


def is_plain(path: Path) -> bool:
    """Whether a file is a database that is not encrypted."""
    return salt_of(path) == PLAIN_HEAD


def may_be_encrypted(path: Path) -> bool:
    """Whether a file can be an encrypted database: only the right password would tell for sure."""
    with path.open("rb") as stream:
        page = stream.read(_PAGE)
    if len(page) < _PAGE or page.startswith((PLAIN_HEAD, *_OTHER_HEADS)):
        return False
    return len(set(page)) >= _FEWEST_VALUES


def driver() -> Any:
    """Return the module of SQLCipher; raises ``Refused`` where it is not installed."""
    try:
        from playhouse.sqlcipher_ext import sqlcipher
    except ImportError as error:
        raise Refused(
            "这台电脑上没有加密组件，不能用密码。请重新运行 packaging/run 补齐。"
        ) from error
    return sqlcipher


def failures(*more: type[Exception]) -> tuple[type[Exception], ...]:
    """Return what peewee and the connections below it raise, for an ``except``, and some more.

    SQLCipher has exceptions of its own, of which nobody knows before it is loaded.
    """
    loaded = sys.modules.get("sqlcipher3.dbapi2")
    ciphered = () if loaded is None else (loaded.Error,)
    return (pw.PeeweeException, sqlite3.Error, *ciphered, *more)


def connect(target: str, key: Key | None, *, timeout: float = 5, uri: bool = False) -> Any:
    """Return a connection of SQLCipher, to a plain file when there is no key.

    A wrong key shows only when something is read. Nothing that is sorted or put together on the
    way is written to a temporary file.
    """
    made = driver().connect(target, timeout=timeout, isolation_level=None, uri=uri)
    try:
        # Else SQLCipher writes lines of its own to the terminal when the key is wrong.
        made.execute("PRAGMA cipher_log_level=NONE")
        if key is not None:
            made.execute(f'PRAGMA key="{key.literal}"')
        made.execute("PRAGMA temp_store=MEMORY")
    except BaseException:
        made.close()
        raise
    return made


class Database(pw.SqliteDatabase):
    """A peewee database whose connections are encrypted while it has a ``key``."""

    key: Key | None = None

    def _connect(self) -> Any:
        own: Any = self  # peewee says nothing of the types of its inner parts
        plain: Any = super()
        if self.key is None:
            return plain._connect()  # noqa: SLF001
        options = {"timeout": own._timeout, **own.connect_params}  # noqa: SLF001
        made = connect(own.database, self.key, **options)
        try:
            own._add_conn_hooks(made)  # noqa: SLF001
        except BaseException:
            made.close()
            raise
        return made
