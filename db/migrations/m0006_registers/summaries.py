"""Tables of data version 6: summaries of a year."""

STATEMENTS: tuple[str, ...] = ()
