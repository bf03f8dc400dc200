"""Tables of data version 6: what was carried over to a platform."""

STATEMENTS: tuple[str, ...] = ()
