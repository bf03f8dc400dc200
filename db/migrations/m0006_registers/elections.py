"""Tables of data version 6: terms and re-election."""

STATEMENTS: tuple[str, ...] = ()
