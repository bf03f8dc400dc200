"""Tables of data version 6: notices, talks and meetings of admission."""

STATEMENTS: tuple[str, ...] = ()
