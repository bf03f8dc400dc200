"""The registry of record types: an explicit tuple, in the order in which references point.

A type comes after the types that it refers to, so that exchange and import can follow the order.
"""

from db.records.absence import ABSENCE
from db.records.activity import ACTIVITY
from db.records.activity_plan import ACTIVITY_PLAN
from db.records.admission import ADMISSION
from db.records.assessment import ASSESSMENT
from db.records.committee import COMMITTEE
from db.records.contact_point import CONTACT_POINT
from db.records.contact_visit import CONTACT_VISIT
from db.records.debrief import DEBRIEF
from db.records.dues_base import DUES_BASE
from db.records.dues_month import DUES_MONTH
from db.records.dues_remittance import DUES_REMITTANCE
from db.records.dues_waiver import DUES_WAIVER
from db.records.duty_note import DUTY_NOTE
from db.records.election import ELECTION
from db.records.frozen_numbers import FROZEN_NUMBERS
from db.records.grade_decision import GRADE_DECISION
from db.records.group import GROUP
from db.records.holiday_year import HOLIDAY_YEAR
from db.records.label_override import LABEL_OVERRIDE
from db.records.ledgers import LEDGERS
from db.records.listed_item import LISTED_ITEM
from db.records.meeting import MEETING
from db.records.member import MEMBER
from db.records.organisation import ORGANISATION
from db.records.platform_form import PLATFORM_FORM
from db.records.responsibility_letter import RESPONSIBILITY_LETTER
from db.records.rule_override import RULE_OVERRIDE
from db.records.scheme import SCHEME
from db.records.talk import TALK
from db.records.term_goal import TERM_GOAL
from db.records.text_block import TEXT_BLOCK
from db.records.transfer_letter import TRANSFER_LETTER
from db.records.upload import UPLOAD
from db.records.year_plan import YEAR_PLAN
from db.records.year_summary import YEAR_SUMMARY
from db.spec import RecordSpec

RECORDS: tuple[RecordSpec, ...] = (
    ORGANISATION,
    MEMBER,
    GROUP,
    COMMITTEE,
    ACTIVITY_PLAN,
    YEAR_PLAN,
    ACTIVITY,
    MEETING,
    TALK,
    LISTED_ITEM,
    TEXT_BLOCK,
    HOLIDAY_YEAR,
    RULE_OVERRIDE,
    DUTY_NOTE,
    SCHEME,
    ASSESSMENT,
    RESPONSIBILITY_LETTER,
    TERM_GOAL,
    DEBRIEF,
    CONTACT_POINT,
    CONTACT_VISIT,
    GRADE_DECISION,
    DUES_BASE,
    DUES_WAIVER,
    DUES_MONTH,
    DUES_REMITTANCE,
    ADMISSION,
    TRANSFER_LETTER,
    *LEDGERS,
    LABEL_OVERRIDE,
    FROZEN_NUMBERS,
    PLATFORM_FORM,
    UPLOAD,
    ABSENCE,
    ELECTION,
    YEAR_SUMMARY,
)

_BY_NAME = {spec.name: spec for spec in RECORDS}


def spec(name: str) -> RecordSpec:
    """Return the record type of that name; raises ``KeyError``."""
    return _BY_NAME[name]
