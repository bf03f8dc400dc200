"""Who leads and who answers for an item, as a cell names them, and which members they are."""

import re
from dataclasses import dataclass

from db import queries
from db.branch import Book

_ROLES = re.compile(r"^(牵头|责任)(?:人|领导|单位|科室|部门)?[:：]")
_SEVERAL = re.compile(r"[、,，/；;\n]|\s{2,}")


@dataclass(frozen=True)
class Owner:
    """Who answers for an item: the uid of a member or None, the name, a note when it is unclear."""

    member: str | None
    name: str
    note: str = ""


def split(text: str, *, mixed: bool) -> tuple[str, str]:
    """Return who leads and who answers; ``mixed`` says that the heading names both of them.

    Our own lists write 牵头：… over 责任：…; others write both names with a stroke between.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    roles = {match[1]: line[match.end() :] for line in lines if (match := _ROLES.match(line))}
    if len(roles) == len(lines) > 0:
        return tidy(roles.get("牵头", "")), tidy(roles.get("责任", ""))
    parts = [part for part in re.split(r"[/／\n]", text) if part.strip()]
    if mixed and len(parts) == 2:
        return tidy(parts[0]), tidy(parts[1])
    return "", tidy(text)


def tidy(name: str) -> str:
    """Return a name without the spaces that make 单　伟 as wide as three characters."""
    name = re.sub(r"\s*\n\s*", "、", name.strip())
    return re.sub(r"(?<=[^\x00-\x7f])[ \u3000]+(?=[^\x00-\x7f])", "", name)


class Roll:
    """The people who are or were in one branch, by name."""

    def __init__(self, organisation: str, day: str) -> None:
        """Read the members of the branch once; namesakes are told apart as on an ISO day."""
        self._members: dict[str, list[str]] = {}
        for row in queries.members_ever_of(organisation):
            self._members.setdefault(tidy(row["name"]), []).append(row["uid"])
        self._marked = {
            entry.display_name: (entry.member, entry.name)
            for entry in Book(organisation).roster(day)
            if entry.display_name != entry.name
        }

    def find(self, name: str) -> Owner:
        """Return the member whom a cell names; an unclear name stays as text, with a note."""
        if not name:
            return Owner(None, "")
        if name in self._marked:
            member, plain = self._marked[name]
            return Owner(member, plain)
        found = self._members.get(name, [])
        if len(found) == 1:
            return Owner(found[0], name)
        if found:
            return Owner(None, name, f"支部有{len(found)}位{name}，没有对应到人，只记姓名")
        if _SEVERAL.search(name):
            return Owner(None, name, f"“{name}”不止一位，只记姓名")
        return Owner(None, name, f"支部名册里没有“{name}”，只记姓名")
