"""What a paper needs beside the record: names that stand in other records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Tree = Mapping[str, Any]


@dataclass(frozen=True)
class Person:
    """A member as of the day of the paper; ``group`` is the name of the group."""

    display_name: str
    category: str = "full"
    post: str = ""
    group: str = ""


@dataclass(frozen=True)
class PaperContext:
    """Names for one paper. ``people`` is keyed by the uid of the member.

    ``reveal`` prints identity numbers, telephone numbers and addresses in full; ``today`` is the
    ISO day on which the paper is made.
    """

    organisation_name: str
    organisation_short_name: str = ""
    group_name: str = ""
    people: Mapping[str, Person] = field(default_factory=dict)
    phone: str = ""
    today: str = ""
    reveal: bool = False
