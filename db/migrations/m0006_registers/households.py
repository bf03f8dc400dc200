"""Tables of data version 6: households and projects that records point to."""

STATEMENTS: tuple[str, ...] = ()
