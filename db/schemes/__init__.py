"""Schemes of assessment (考核方案): those that the program ships, those that a data file keeps.

A branch is assessed by the newest scheme that had begun in the year: its own, else that of the
general branch above it, else the shipped one. A scheme that was used is kept in the data file and
never changes; what differs becomes its next version.
"""

from dataclasses import dataclass, replace
from functools import cache

import resources
from db import operations, queries, tree
from db.errors import Refused
from db.model import dicts
from db.operations import Changes
from db.records import spec
from db.records.assessment import Assessment
from db.records.scheme import Scheme as Stored
from db.rules.scoring.model import Scheme
from db.schemes.reading import parse
from db.schemes.writing import text_of
from db.spec import Tree

__all__ = [
    "BUILT_IN",
    "InUse",
    "built_in",
    "keep",
    "kept",
    "of_uid",
    "of_year",
    "parse",
    "save",
    "text_of",
    "used",
]

BUILT_IN = ("standard", "plain")
"""The shipped schemes, the default first: with points, and with conclusions in words only."""

_KIND = spec("scheme")


@dataclass(frozen=True)
class InUse:
    """A scheme with the version of its copy in the data file; ``uid`` None: the shipped one."""

    scheme: Scheme
    version: int = 0
    uid: str | None = None

    @property
    def title(self) -> str:
        """党支部年度考核方案（百分制）第2版, without a version for the shipped one."""
        return f"{self.scheme.title}第{self.version}版" if self.version else self.scheme.title


def shipped_text(code: str) -> str:
    """Return the text of a shipped scheme."""
    return resources.read_text(f"schemes/{code}.toml")


@cache
def built_in(code: str = BUILT_IN[0]) -> Scheme:
    """Return a shipped scheme."""
    return parse(shipped_text(code), f"方案文件 {code}.toml ")


def kept(organisation: str) -> list[Tree]:
    """Return the versions that an organisation keeps, those that begin later first."""
    query = Stored.select().where(Stored.organisation == organisation, Stored.deleted_at.is_null())
    order = (Stored.year_from.desc(), Stored.entered_at.desc(), Stored.version.desc())
    return list(dicts(query.order_by(*order)))


def of_year(organisation: str, year: int) -> InUse:
    """Return the scheme by which an organisation is assessed in a year.

    Raises ``Refused`` when the one that it keeps is broken.
    """
    above: str | None = organisation
    seen: set[str] = set()
    while above is not None and above not in seen:
        seen.add(above)
        for row in kept(above):
            if row["year_from"] <= year:
                return _in_use(row)
        above = queries.organisation(above)["parent"]
    return InUse(built_in())


def of_uid(uid: str) -> InUse:
    """Return a version that the data file keeps; raises ``Refused`` when it is gone or broken."""
    try:
        return _in_use(tree.dump(_KIND, uid))
    except KeyError:
        raise Refused("考核所用的方案已不在数据文件中，请先恢复它。") from None


def _in_use(row: Tree) -> InUse:
    scheme = parse(row["text"], f"考核方案“{row['title']}”")
    return InUse(scheme, row["version"], row["uid"])


def used(uid: str) -> bool:
    """Whether an assessment was made by this version."""
    query = Assessment.select().where(Assessment.scheme == uid, Assessment.deleted_at.is_null())
    return bool(query.exists())


def save(
    organisation: str,
    scheme: Scheme | str,
    *,
    who: str,
    at: str,
    note: str = "",
    replacing: str | None = None,
) -> Changes:
    """Keep a scheme (or its text) for an organisation; raises ``Refused`` for a broken one.

    ``replacing`` is the version that was edited: it is changed itself while no assessment stands
    on it, else the scheme is kept as a new version.
    """
    text = scheme if isinstance(scheme, str) else text_of(scheme)
    read = parse(text)
    versions = [row for row in kept(organisation) if row["code"] == read.code]
    old = next((row for row in versions if row["uid"] == replacing), None)
    if old is not None and not used(old["uid"]):
        record = tree.dump(_KIND, old["uid"]) | {"note": note or old["note"]}
    else:
        record = _new(organisation, read, note)
    record |= _content(read, text)
    return operations.save(_KIND, record, who=who, at=at)


def keep(organisation: str, year: int, *, who: str, at: str) -> InUse:
    """Return the scheme of a year, kept in the data file from now on: it is being used."""
    found, fresh = to_keep(organisation, year)
    if fresh is not None:
        operations.save(_KIND, fresh, who=who, at=at)
    return found


def to_keep(organisation: str, year: int) -> tuple[InUse, Tree | None]:
    """Return the scheme of a year and its record when the data file does not hold it yet.

    Who saves the record, together with what is made by the scheme, has kept it.
    """
    found = of_year(organisation, year)
    if found.uid is not None:
        return found, None
    scheme = replace(found.scheme, year_from=min(found.scheme.year_from, year))
    record = _new(organisation, scheme, "程序自带的方案，考核开始时存入")
    record |= _content(scheme, text_of(scheme))
    return InUse(scheme, record["version"], record["uid"]), record


def _new(organisation: str, scheme: Scheme, note: str) -> Tree:
    """Return the record of the next version of a scheme, without its content."""
    versions = [row["version"] for row in kept(organisation) if row["code"] == scheme.code]
    version = max(versions, default=0) + 1
    return tree.blank(_KIND, organisation=organisation, version=version, note=note)


def _content(scheme: Scheme, text: str) -> Tree:
    return {
        "code": scheme.code,
        "title": scheme.title,
        "year_from": scheme.year_from,
        "text": text,
    }
