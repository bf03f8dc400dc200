"""The form of one activity."""

from db import queries
from db.records import spec
from db.spec import Tree
from desktop.pages.activities.content import ContentSection, FixedItemsSection
from desktop.pages.activities.counted import CountedSection
from desktop.pages.activities.head import HeadSection
from desktop.recording.attendance import AttendanceSection
from desktop.recording.foot import FootSection
from desktop.recording.form import OccasionForm
from desktop.recording.people import People


class ActivityForm(OccasionForm):
    """Head, attendance, fixed items, content, linked records, foot."""

    def __init__(self) -> None:
        kind, people = spec("activity"), People()
        self.head = HeadSection(people)
        self.fixed = FixedItemsSection()
        self.content = ContentSection(people)
        self.counted = CountedSection()
        attendance, foot = AttendanceSection(kind, votes=False), FootSection()
        sections = (self.head, attendance, self.fixed, self.content, self.counted, foot)
        super().__init__(kind, people, self.head.date, attendance, foot, sections)

        self.head.planned.changed.connect(self.follow_year)

    def year_of(self, tree: Tree) -> int | None:
        """An activity belongs to the year for which it was planned, whenever it was held."""
        day = tree["planned_on"] or tree["held_on"]
        return int(day[:4]) if day else None

    def renumber(self, tree: Tree, year: int) -> None:
        """Give the activity the next number of the year."""
        self.head.number.set_value(queries.next_activity_number(tree["organisation"], year))
