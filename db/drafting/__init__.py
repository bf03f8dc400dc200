"""What a new record begins with: who is due on the day, its number, the frame of an earlier one.

Nothing here writes; each function returns a tree for the form. Texts are never copied from one
record to another: a frame is people, place and the heads of the agenda.
"""

from db.drafting.activities import counted_as, fixed_items, new_activity, new_plan
from db.drafting.attendance import Derived, as_chair, attendee, rederive
from db.drafting.elections import filled_committee, new_committee, new_election
from db.drafting.letters import new_debrief, new_letter, new_term_goal, new_year_summary
from db.drafting.meetings import agenda_item_for, copy_frame, line, new_meeting
from db.drafting.platform import new_platform_form
from db.drafting.talks import as_party, new_talk, usual_kind
from db.drafting.year_plan import new_year_plan
from db.workdays import PlannedDay, planned_day

__all__ = [
    "Derived",
    "PlannedDay",
    "agenda_item_for",
    "as_chair",
    "as_party",
    "attendee",
    "copy_frame",
    "counted_as",
    "filled_committee",
    "fixed_items",
    "line",
    "new_activity",
    "new_committee",
    "new_debrief",
    "new_election",
    "new_letter",
    "new_meeting",
    "new_plan",
    "new_platform_form",
    "new_talk",
    "new_term_goal",
    "new_year_plan",
    "new_year_summary",
    "planned_day",
    "rederive",
    "usual_kind",
]
