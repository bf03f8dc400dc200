"""记录规范 and what people took part in: checks on the finished records, attendance, hours."""

from db.rules.scoring.evidence import SERIOUS, Evidence, Occasion
from db.rules.scoring.model import Absence, Gap, Item, Measure, Still
from db.rules.scoring.periods import covered

_NO_RECORDS = "这一年还没有定稿的记录"


def completeness(evidence: Evidence, _item: Item) -> Measure:
    """What a finished record lacks (R07), each place once."""
    return _checked(evidence, "R07")


def sums(evidence: Evidence, _item: Item) -> Measure:
    """Attendance or votes that do not close (R01, R05), each place once."""
    return _checked(evidence, "R01", "R05")


def promptness(evidence: Evidence, _item: Item) -> Measure:
    """Records finished in time (R09); a late one counts as held, here it is late all the same."""
    records = evidence.occasions
    late = [each for each in records if each.found(("block", "warn", "remind"), "R09")]
    if not records:
        return Measure(absent=Absence.NONE, why=_NO_RECORDS)
    return Measure(
        len(records),
        len(records) - len(late),
        "份",
        tuple(Gap("missing", each.heading, (each.uid,)) for each in late),
        _uids(records),
    )


def attachments(evidence: Evidence, _item: Item) -> Measure:
    """Records not marked as signed, and attachments that are missing (R21)."""
    records = evidence.occasions
    if not records:
        return Measure(absent=Absence.NONE, why=_NO_RECORDS)
    unsigned = [each for each in records if not each.signed]
    gaps = [Gap("unsigned", f"{each.heading}没有签字", (each.uid,)) for each in unsigned]
    gaps += _gaps(records, "attachment", "R21")
    still = [Still(f"{len(unsigned)}份记录签字")] if unsigned else []
    return Measure(
        len(records),
        len(records) - len({uid for gap in gaps for uid in gap.uids}),
        "份",
        tuple(gaps),
        _uids(records),
        tuple(still),
        f"共{len(records)}份记录",
    )


def hours(evidence: Evidence, _item: Item) -> Measure:
    """Members who reached their hours: 教育管理条例 Art. 20, 规划 for the committee."""
    return covered(evidence, "hours", "hours_committee")


def attendance(evidence: Evidence, _item: Item) -> Measure:
    """The people who came of those who were due, over all records of the year."""
    present, due = evidence.attendance
    if not due:
        return Measure(absent=Absence.NONE, why=_NO_RECORDS)
    return Measure(due, present, "人次", uids=evidence.attended)


def _checked(evidence: Evidence, *codes: str) -> Measure:
    records = evidence.occasions
    if not records:
        return Measure(absent=Absence.NONE, why=_NO_RECORDS)
    gaps = _gaps(records, "defect", *codes)
    return Measure(
        len(records),
        len(records) - len({uid for gap in gaps for uid in gap.uids}),
        "份",
        tuple(gaps),
        _uids(records),
        said=f"查了{len(records)}份记录",
    )


def _gaps(records: tuple[Occasion, ...], kind: str, *codes: str) -> list[Gap]:
    """Return one gap for each record, as many times as there are findings."""
    found = []
    for each in records:
        said = each.found(SERIOUS, *codes)
        if said:
            words = f"{each.heading}：{said[0].text}" + (f"等{len(said)}处" if said[1:] else "")
            found.append(Gap(kind, words, (each.uid,), len(said)))
    return found


def _uids(records: tuple[Occasion, ...]) -> tuple[str, ...]:
    return tuple(each.uid for each in records)
