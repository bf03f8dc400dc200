"""What the form of an item offers: people, meetings and activities, responsibilities."""

from db import listing, queries, tree
from db.records import spec
from db.records.listed_item import LISTED_ITEM, ListKind
from desktop.app import Context
from desktop.editors import ChoiceEditor, Person
from desktop.references import References

Choice = tuple[str, str]
_OCCASIONS = ("meeting", "activity")
_WATCHED = ("member", "listed_item", "organisation", *_OCCASIONS)


class Choices:
    """Looked up when first asked for; `forget` after a change or in another branch or year."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._references = References(lambda: context.branch)
        self._occasions: list[Choice] | None = None
        self._responsibilities: list[Choice] | None = None

    @staticmethod
    def watches(record_type: str) -> bool:
        """Whether a change of that type makes the choices old."""
        return record_type in _WATCHED

    def forget(self) -> None:
        """Look up again when next asked."""
        self._references.refresh()
        self._occasions = None
        self._responsibilities = None

    def people(self) -> list[Person]:
        """The members who are or were in the branch."""
        return self._references.people()

    def occasions(self) -> list[Choice]:
        """The meetings and activities of this year and the last, newest first."""
        if self._occasions is None:
            branch, year = self._context.branch, self._context.year
            found = [
                (row.day or "", choice_key(name, row.uid), row.heading)
                for name in _OCCASIONS
                for each in (year, year - 1)
                for row in queries.records(spec(name), organisation=branch, year=each)
            ]
            found.sort(reverse=True)
            self._occasions = [(key, f"{day} {heading}".strip()) for day, key, heading in found]
        return self._occasions

    def responsibilities(self) -> list[Choice]:
        """The responsibilities of this year's view."""
        if self._responsibilities is None:
            context = self._context
            found = listing.items(
                context.branch,
                context.year,
                context.today().isoformat(),
                str(ListKind.RESPONSIBILITY),
            )
            self._responsibilities = [
                (choice_key("listed_item", item.uid), LISTED_ITEM.heading(item.values))
                for item in found
            ]
        return self._responsibilities


def choice_key(record_type: str, uid: str) -> str:
    """The value that stands for a record in a choice."""
    return f"{record_type}:{uid}"


class RecordChoice(ChoiceEditor):
    """Chooses a record (as "type:uid"), also an older one that is not offered any more."""

    def show_value(self, value: str | None, choices: list[Choice]) -> None:
        """Offer the choices and show a value, whether it is one of them or not."""
        known = {key for key, _label in choices}
        self.set_value(None)
        self.set_choices(choices if not value or value in known else [*choices, self._old(value)])
        self.set_value(value)

    def _old(self, value: str) -> Choice:
        record_type, _colon, uid = value.partition(":")
        kind = spec(record_type)
        found = tree.dump_many(kind, [uid]).get(uid)
        return value, kind.heading(found) if found else "记录已不在"


class OccasionChoice(RecordChoice):
    """A meeting or an activity: two keys of the tree, of which at most one is chosen here.

    A record that names both keeps them until another choice is made.
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown: str | None = None
        self._stored: dict[str, str | None] = dict.fromkeys(_OCCASIONS)

    def show_pair(self, meeting: str | None, activity: str | None, choices: list[Choice]) -> None:
        """Show what a record names."""
        self._stored = {"meeting": meeting, "activity": activity}
        self._shown = next((choice_key(n, uid) for n, uid in self._stored.items() if uid), None)
        self.show_value(self._shown, choices)

    def pair(self) -> dict[str, str | None]:
        """The two keys as they are chosen."""
        value = self.value()
        if value == self._shown:
            return dict(self._stored)
        record_type, _colon, uid = (value or "").partition(":")
        return {name: uid if name == record_type else None for name in _OCCASIONS}

    def chosen(self) -> tuple[str, str] | None:
        """The record type and uid of what is shown."""
        record_type, _colon, uid = (self.value() or "").partition(":")
        return (record_type, uid) if uid else None
