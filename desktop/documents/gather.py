"""The context of a paper from the open data file: the only module here that reads it."""

from db import queries
from db.branch import Book
from db.spec import Tree
from desktop.documents.context import PaperContext, Person


def context_for(tree: Tree, *, today: str, reveal: bool = False) -> PaperContext:
    """Return the names that stand beside a record, as of the day of the record.

    Several records of one branch: make a ``Gatherer`` once and ask it.
    """
    return Gatherer(tree["organisation"], today=today, reveal=reveal).context(tree)


class Gatherer:
    """Names of one branch, read once, for any number of its records."""

    def __init__(self, branch: str, *, today: str, reveal: bool = False) -> None:
        """Read the branch with that uid."""
        self._organisation = queries.organisation(branch)
        self._book = Book(branch)
        self._groups = {group.uid: str(group.name) for group in self._book.groups}
        self._today, self._reveal = today, reveal

    def context(self, tree: Tree) -> PaperContext:
        """Return the context of one record; the day is that of the meeting, else today."""
        return self._context(tree.get("held_on") or self._today, tree.get("group"))

    def on(self, day: str) -> PaperContext:
        """Return the context of a paper about the whole branch on an ISO day."""
        return self._context(day, None)

    def _context(self, day: str, group: str | None) -> PaperContext:
        people = {
            entry.member: Person(
                display_name=entry.display_name,
                category=entry.category,
                post=entry.post,
                group=self._groups.get(entry.group or "", ""),
            )
            for entry in self._book.roster(day)
        }
        return PaperContext(
            organisation_name=self._organisation["name"],
            organisation_short_name=self._organisation["short_name"],
            group_name=self._groups.get(group or "", ""),
            people=people,
            phone=self._organisation["phone"],
            today=self._today,
            reveal=self._reveal,
        )
