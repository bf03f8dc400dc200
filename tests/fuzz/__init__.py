"""Broken and hostile files against every import: python -m tests.fuzz --cases 10000 [--only xlsx].

``samples`` makes real files with the program itself, the makers (``tables``, ``texts``,
``pictures``, ``databases``) spoil them, ``targets`` imports them, ``judge`` says what went wrong.
"""
