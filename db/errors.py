"""The outcomes that a person is told about; anything else is a fault of the program.

``Refused`` carries one plain Chinese sentence (what is wrong, where, what to do). ``Invalid``
carries one such sentence per field of a form. The other classes are refusals of a data file
that the window treats in a way of their own.
"""

from collections.abc import Mapping


class Refused(Exception):
    """The wish cannot be met; ``str()`` is the sentence for the person."""


class Invalid(Refused):
    """A record that may not be saved; ``errors`` maps a field name to its sentence."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("；".join(errors.values()))
        self.errors = dict(errors)


class Foreign(Refused):
    """The file is not one of ours."""


class Newer(Refused):
    """The file was written by a newer version of the program."""


class Damaged(Refused):
    """The file fails the check of its own integrity."""


class Locked(Refused):
    """The file is open elsewhere; ``holder`` says where and since when."""

    def __init__(self, message: str, holder: str) -> None:
        super().__init__(message)
        self.holder = holder


class Changed(Refused):
    """The record was changed by somebody else since it was read."""
