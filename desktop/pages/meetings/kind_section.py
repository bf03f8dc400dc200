"""A section that only some kinds of meetings have."""

from db.records.meeting import MeetingKind
from db.spec import Tree
from desktop.recording.section import Section


class KindSection(Section):
    """A section that belongs to some kinds of meetings; hidden for others, whose values stay.

    `kinds` are those to which it belongs.
    """

    kinds: tuple[MeetingKind, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.wanted = False

    def load(self, tree: Tree) -> None:
        """Show a record, if it is of a kind that has this."""
        self.wanted = tree["kind"] in self.kinds
        self.setVisible(self.wanted)
        super().load(tree)

    def values(self) -> Tree:
        """The values, none for other kinds."""
        return super().values() if self.wanted else {}
