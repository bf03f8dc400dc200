"""What is counted by duty: meetings, lectures, activities, talks, steps with a limit.

A period that is over without its records is missing; one that still runs can still be done. A
record counts only when no check of the scheme's ``clean`` speaks against it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from db.rules.duties.model import Duty, State
from db.rules.scoring.evidence import BLOCKING, SERIOUS, Evidence
from db.rules.scoring.model import SHARES, Absence, Gap, Item, Measure, Still

_STEPS = (
    "activist_review",
    "application_talk",
    "activist",
    "publicity",
    "candidate",
    "examination",
    "admission",
    "approval",
    "oath",
    "probation_end",
    "full_meeting",
    "full_approval",
    "letter_receipt",
)


def general_meetings(evidence: Evidence, item: Item) -> Measure:
    """支部党员大会: 支部工作条例 Art. 11."""
    return counted(evidence, "general_meeting", item)


def committee_meetings(evidence: Evidence, item: Item) -> Measure:
    """支部委员会会议: 支部工作条例 Art. 12."""
    return counted(evidence, "committee_meeting", item)


def group_meetings(evidence: Evidence, item: Item) -> Measure:
    """党小组会 of every group: 支部工作条例 Art. 13."""
    return counted(evidence, "group_meeting", item)


def lectures(evidence: Evidence, item: Item) -> Measure:
    """党课, and that the secretary gave one: 支部工作条例 Art. 16."""
    measure = counted(evidence, "lecture", item)
    own = counted(evidence, "secretary_lecture", item)
    gaps = tuple(Gap("secretary", "书记没有讲党课") for _ in own.gaps[:1])
    return _joined(measure, gaps, own.still)


def activities(evidence: Evidence, item: Item) -> Measure:
    """党员活动日, and those that were moved without a reason (R10)."""
    measure = counted(evidence, "activity", item)
    gaps = tuple(
        Gap("moved", f"{each.heading}改期没有写原因", (each.uid,))
        for each in evidence.occasions
        if each.kind == "activity"
        and any(f.field == ("moved_reason",) for f in each.found(SERIOUS, "R10"))
    )
    return _joined(measure, gaps)


def life_meeting(evidence: Evidence, item: Item) -> Measure:
    """组织生活会, and that it made a list of what to put right: 教育管理条例 Art. 17."""
    measure = counted(evidence, "life_meeting", item)
    held = [each for each in evidence.occasions if each.kind == "life"]
    bare = held and not any(each.issues for each in held)
    gaps = tuple(Gap("issues", "没有整改清单", (each.uid,)) for each in held[:1] if bare)
    return _joined(measure, gaps)


def appraisal(evidence: Evidence, item: Item) -> Measure:
    """民主评议党员, and that 优秀 kept its share: 教育管理条例 Art. 18."""
    measure = counted(evidence, "appraisal", item)
    gaps = tuple(
        Gap(
            "excellent",
            f"优秀{each.excellent}人，最多{each.most_excellent}人",
            (each.uid,),
        )
        for each in evidence.occasions
        if each.kind == "appraisal" and each.excellent > each.most_excellent
    )
    return _joined(measure, gaps[:1])


def talks(evidence: Evidence, _item: Item) -> Measure:
    """谈心谈话 with every member: 教育管理条例 Art. 19."""
    return covered(evidence, "talks")


def dues(evidence: Evidence, item: Item) -> Measure:
    """党费 by month: one gap for every member who owes, or for all where there is no ledger."""
    measure = counted(evidence, "dues", item)
    if measure.absent is not None:
        why = "没有党费收缴的登记"
        return Measure(absent=Absence.NOT_KEPT, why=why)
    gaps = []
    for duty in evidence.of("dues"):
        if duty.state == State.OVERDUE and duty.due_by is not None:
            people = sum(person.belongs(duty.due_by) for person in evidence.branch.people)
            words = f"{duty.period}没有收缴登记（{people}人）"
            if owing := evidence.owing.get(duty.begins.month):
                people, words = owing, f"{duty.period}没有交足（{owing}人）"
            gaps.append(Gap("month", words, times=max(people, 1)))
    return replace(measure, unit="个月", gaps=tuple(gaps))


def steps_in_time(evidence: Evidence, _item: Item) -> Measure:
    """发展党员 and 组织关系: every step with a limit (发展党员工作细则, validity of letters)."""
    asked = [d for d in evidence.of(*_STEPS) if d.state != State.NOT_APPLICABLE]
    if not asked:
        return Measure(absent=Absence.NONE, why="这一年没有发展党员、转接组织关系的事项")
    gaps = []
    for duty in asked:
        if duty.state == State.OVERDUE:
            gaps.append(Gap("breach", f"{duty.title}超过时限", duty.records))
        elif duty.state == State.DONE and duty.reason.startswith(("办结晚于", "办得早了")):
            words = duty.reason.partition("；")[0]
            gaps.append(Gap("breach", f"{duty.title}{words}", duty.records))
    done = sum(duty.state == State.DONE for duty in asked)
    still = [Still(duty.title, duty.due_by) for duty in asked if duty.state == State.NOW]
    said = f"有时限的{len(asked)}项"
    return Measure(len(asked), done, "项", tuple(gaps), _records(asked), tuple(still), said=said)


def counted(evidence: Evidence, code: str, item: Item) -> Measure:
    """Return the duties of one code by their periods.

    A share is taken of the periods that are over or done: what has time yet is no loss.
    """
    duties = evidence.of(code)
    asked = [duty for duty in duties if duty.state != State.NOT_APPLICABLE]
    if not asked:
        why = next((duty.reason for duty in duties if duty.reason), "本支部不要求这一项")
        return Measure(absent=Absence.NOT_ASKED, why=why)
    flawed = evidence.flawed()
    gaps, still, used = [], [], []
    done = 0
    for duty in asked:
        clean = [uid for uid in duty.records if uid not in flawed]
        have = min(len(clean), duty.need)
        used += clean
        done += have
        if have >= duty.need:
            continue
        name, lacking = _period(duty), duty.need - have
        if duty.due_by is not None and duty.due_by < evidence.today:
            words = name if duty.need == 1 else f"{name}{lacking}次"
            gaps.append(Gap("missing", words, times=lacking))
        else:
            still.append(Still(f"{duty.title.partition('（')[0]} {name}", duty.due_by))
    lacking_by_now = sum(gap.times for gap in gaps)
    share = item.counting in SHARES
    return Measure(
        due=done + lacking_by_now if share else sum(duty.need for duty in asked),
        done=done,
        gaps=tuple(gaps),
        uids=tuple(dict.fromkeys(used)),
        still=tuple(still),
        noted=tuple(_remarks(evidence, asked, len(still))),
    )


def covered(evidence: Evidence, *codes: str) -> Measure:
    """Return the duties by which each member is to be reached, with who is not."""
    duties = evidence.of(*codes)
    asked = [duty for duty in duties if duty.state != State.NOT_APPLICABLE and duty.need]
    if not asked:
        why = next((duty.reason for duty in duties if duty.reason), "本支部不要求这一项")
        return Measure(absent=Absence.NOT_ASKED, why=why)
    still = [
        Still(f"{duty.title}：{'、'.join(duty.missing)}", duty.due_by)
        for duty in asked
        if duty.missing and duty.due_by is not None and duty.due_by >= evidence.today
    ]
    return Measure(
        due=sum(duty.need for duty in asked),
        done=sum(duty.have for duty in asked),
        unit="人",
        gaps=tuple(Gap("missing", name) for duty in asked for name in duty.missing),
        uids=_records(asked),
        still=tuple(still),
    )


def _joined(measure: Measure, gaps: tuple[Gap, ...], still: tuple[Still, ...] = ()) -> Measure:
    return replace(measure, gaps=(*measure.gaps, *gaps), still=(*measure.still, *still))


def _records(duties: Iterable[Duty]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(uid for duty in duties for uid in duty.records))


def _period(duty: Duty) -> str:
    """Return 2026年8月, with the name of the group where there are several."""
    named = re.fullmatch(r".*?（(.*)）", duty.title)
    return f"{named[1]}{duty.period}" if named else duty.period


def _remarks(evidence: Evidence, asked: list[Duty], running: int) -> Iterator[str]:
    """Say what was not counted and what has time yet."""
    flawed = evidence.flawed()
    passed_by = dict.fromkeys(uid for duty in asked for uid in duty.records if uid in flawed)
    for uid in passed_by:
        codes = sorted({f.code for f in flawed[uid].found(BLOCKING, *evidence.clean)})
        rules = evidence.rules(flawed[uid].day)
        named = "、".join(f"{code} {rules[code].title}" for code in codes)
        yield f"{flawed[uid].heading}没有通过校验（{named}），没有计入"
    drafts = {uid for duty in asked for uid in duty.drafts}
    if drafts:
        yield f"{len(drafts)}份草稿没有计入"
    if running:
        yield f"还有{running}次没有到期"
