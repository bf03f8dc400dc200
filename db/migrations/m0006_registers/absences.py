"""Tables of data version 6: leave and made-up meetings."""

STATEMENTS: tuple[str, ...] = ()
