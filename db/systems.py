"""The places of the 343 model (三个到位、四大建设、三大重点) in order, and what is kept at each.

Source: the seed article (domain 5). A ledger names its place by key; types that have a tab of
their own are named here, so that the model is shown whole.
"""

from dataclasses import dataclass
from enum import StrEnum

from db.quantity import Unit
from db.records import RECORDS
from db.records.talk import INTEGRITY_KINDS
from db.spec import RecordSpec


class Part(StrEnum):
    """The three parts of the model."""

    READY = "三个到位"
    BUILDING = "四大建设"
    FOCUS = "三大重点"


@dataclass(frozen=True)
class View:
    """A ledger that is a part of a record type of another tab: nothing is entered twice.

    It holds the records whose ``field`` is one of ``values``; the first is what a new one has.
    ``purpose`` is one sentence for the empty ledger, ``paper`` its document, ``unit`` the counting
    word of a record, ``person`` the field of whom a record is counted for.
    """

    key: str
    title: str
    record_type: str
    field: str
    values: tuple[str, ...]
    purpose: str
    paper: str
    unit: Unit
    person: str


INTEGRITY_TALKS = View(
    key="integrity_talk",
    title="廉政谈话",
    record_type="talk",
    field="kind",
    values=tuple(map(str, INTEGRITY_KINDS)),
    purpose="谈心谈话里类型是“廉政谈话”的（例行、提醒、专项）都列在这里，一次记一人次，不用另外登记。",
    paper="integrity-talks",
    unit=Unit.PERSON_TIMES,
    person="listener",
)


@dataclass(frozen=True)
class System:
    """One place: its key, part and title, and the record types that other tabs keep for it.

    ``views`` are ledgers of this tab that show a part of such a type.
    """

    key: str
    part: Part
    title: str
    elsewhere: tuple[str, ...] = ()
    views: tuple[View, ...] = ()

    @property
    def ledgers(self) -> tuple[RecordSpec, ...]:
        """The ledgers kept here, in the order of the registry."""
        return tuple(
            kind for kind in RECORDS if kind.ledger is not None and kind.ledger.system == self.key
        )


SYSTEMS: tuple[System, ...] = (
    System(
        "duty",
        Part.READY,
        "责任落实",
        ("contact_point", "contact_visit", "listed_item", "term_goal", "responsibility_letter",
         "debrief"),
    ),
    System("premises", Part.READY, "阵地建设"),
    System("thought", Part.BUILDING, "思想建设"),
    System("organisation", Part.BUILDING, "组织建设", ("meeting", "activity")),
    System("conduct", Part.BUILDING, "作风建设"),
    System("integrity", Part.BUILDING, "制度和廉政建设", ("talk",), (INTEGRITY_TALKS,)),
    System("projects", Part.FOCUS, "六项工程"),
    System("community", Part.FOCUS, "双报到"),
    System("village", Part.FOCUS, "第一书记和结对帮扶"),
)  # fmt: skip

LEDGERS: tuple[RecordSpec, ...] = tuple(kind for system in SYSTEMS for kind in system.ledgers)
"""All ledgers in the order of the model."""

VIEWS: dict[str, View] = {view.key: view for system in SYSTEMS for view in system.views}
"""The ledgers that are a part of what other tabs keep, by key."""
