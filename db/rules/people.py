"""Checks of the people of a meeting: R01, R02, R03, R06, R15."""

from collections import Counter
from collections.abc import Iterator

from db.rules.meeting import Attendee, MeetingFacts
from db.rules.rule import Finding, Level, Rules, finding
from db.rules.surroundings import Due, OtherMeeting, Surroundings
from db.rules.wording import day_text, names_text, time_text

_STATES = {"present": "实到", "leave": "请假", "absent": "缺席"}
_CATEGORIES = {"full": "正式党员", "probationary": "预备党员"}


def r01(facts: MeetingFacts, _around: Surroundings, rules: Rules) -> Iterator[Finding]:
    """实到 + 请假 + 缺席 = 应到; who sits in is outside."""
    rule = rules["R01"]
    if not facts.attendance:
        yield finding(rule, "还没有到会名单，请先填写日期，再由名册带出应到人员", ("attendance",))
    for place, row in enumerate(facts.attendance):
        if row.state not in _STATES:
            text = f"{row.name or '到会名单中有人'}没有标明实到、请假还是缺席，人数合不上"
            yield finding(rule, text, ("attendance", place, "state"), "到会")
    due = {row.name for row in facts.attendance if row.name}
    for place, observer in enumerate(facts.observers):
        at = ("observers", place)
        if observer.persons < 1:
            yield finding(rule, "列席人数至少是1人，请改正", (*at, "persons"), "列席")
        if observer.name in due:
            text = f"{observer.name}已在应到名单中，列席人员不计入应到，请核对是否同一人"
            yield finding(rule, text, (*at, "name"), "列席", level="warn")


def r02(facts: MeetingFacts, around: Surroundings, rules: Rules) -> Iterator[Finding]:
    """Nobody is listed twice, nobody is at two meetings at a time."""
    rule = rules["R02"]
    listed = Counter(row.member for row in facts.attendance if row.member)
    for member in [member for member, times in listed.items() if times > 1]:
        places = [p for p, row in enumerate(facts.attendance) if row.member == member]
        name = facts.attendance[places[0]].name
        text = f"{name}在到会名单中出现{len(places)}次，请删去多余的"
        yield finding(rule, text, ("attendance", places[-1]), "到会")
    here = {row.member: row.name for row in facts.attendance if row.present and row.member}
    for other in around.others:
        both = [name for member, name in here.items() if member in other.present]
        if both and _clash(facts, other):
            hours = f"{time_text(other.began_at)}至{time_text(other.ended_at)}"
            text = f"{names_text(both)}同一时间也记在“{other.heading}”（{hours}），请核对"
            if "activity" in (facts.kind, other.kind):
                text += "；会议在活动中召开的，请在会议的“所属活动”中选上它"
            yield finding(rule, text, ("began_at",), "时间")


def _clash(facts: MeetingFacts, other: OtherMeeting) -> bool:
    """Whether the times overlap.

    A lecture within a members' meeting is lawful, and so is a meeting within its own activity.
    """
    began, ended = facts.began_at, facts.ended_at
    if (facts.activity and facts.activity == other.uid) or (
        facts.uid and facts.uid == other.activity
    ):
        return False
    if began is None or ended is None or other.ended_at <= began or ended <= other.began_at:
        return False
    inside = other.began_at <= began and ended <= other.ended_at
    around = began <= other.began_at and other.ended_at <= ended
    if (facts.kind, other.kind) == ("lecture", "general"):
        return not inside
    if (facts.kind, other.kind) == ("general", "lecture"):
        return not around
    return True


def r03(facts: MeetingFacts, around: Surroundings, rules: Rules) -> Iterator[Finding]:
    """应到 is the roster of the day: who is missing, who is too many, who stands otherwise."""
    if around.roster is None or facts.held_on is None or not facts.attendance:
        return
    rule, day = rules["R03"], day_text(facts.held_on)
    listed = {row.member: row for row in facts.attendance if row.member}
    due = {person.member: person for person in around.roster}
    if missing := [person.name for uid, person in due.items() if uid not in listed]:
        text = f"按{day}的名册，{names_text(missing)}也应到会，名单中没有"
        yield finding(rule, text, ("attendance",), "到会")
    extra = [place for place, row in enumerate(facts.attendance) if row.member not in due]
    if extra:
        names = names_text([facts.attendance[place].name for place in extra])
        text = f"按{day}的名册，{names}不在应到范围内，请核对后删去"
        yield finding(rule, text, ("attendance", extra[0]), "到会")
    for place, row in enumerate(facts.attendance):
        if row.member in due and (said := _differs(row, due[row.member])):
            text = f"按{day}的名册，{said}，请核对"
            yield finding(rule, text, ("attendance", place), "到会")


def _differs(row: Attendee, person: Due) -> str:
    if row.category != person.category:
        now = _CATEGORIES.get(person.category, person.category)
        return f"{person.name}当日是{now}"
    if row.voting != person.voting:
        return f"{person.name}当日{'有' if person.voting else '没有'}表决权"
    return ""


def r06(facts: MeetingFacts, around: Surroundings, rules: Rules) -> Iterator[Finding]:
    """Chair and recorder are present; the chair may chair, or the delegation is written down."""
    rule = rules["R06"]
    for key, label, uid, name in (
        ("chair", "主持人", facts.chair, facts.chair_name),
        ("recorder", "记录人", facts.recorder, facts.recorder_name),
    ):
        if (uid or name) and (said := _absence(facts, uid, name)):
            yield finding(rule, f"{label}{name}{said}，请核对", (key,), label)
    if facts.chair or facts.chair_name:
        yield from _chairs(facts, around, rules)


def _absence(facts: MeetingFacts, uid: str, name: str) -> str:
    """Return why a person cannot have been chair or recorder, "" when present."""
    if not facts.attendance:
        return ""
    for row in facts.attendance:
        if (row.member == uid) if uid else (row.name == name):
            return "" if row.present else f"没有到会（记为{_STATES.get(row.state, '未标明')}）"
    if any(observer.name == name for observer in facts.observers):
        return ""
    return "不在到会名单中"


def _chairs(facts: MeetingFacts, around: Surroundings, rules: Rules) -> Iterator[Finding]:
    if facts.scope == "group":
        yield from _group_chair(facts, around, rules)
    elif facts.scope in ("general", "committee"):
        yield from _branch_chair(facts, around, rules)


def _group_chair(facts: MeetingFacts, around: Surroundings, rules: Rules) -> Iterator[Finding]:
    leaders = [person for person in around.officers if person.leads]
    if facts.delegation or any(person.member == facts.chair for person in leaders):
        return
    check, basis = rules["R06"], rules["chair.group"]
    if leaders:
        text = (
            f"主持人{facts.chair_name}不是党小组组长（{names_text([p.name for p in leaders])}），"
            "请写明受谁委托"
        )
        yield finding(check, text, ("delegation",), "主持人", basis=basis)
    elif around.roster is not None:
        text = "当日没有登记党小组组长，请在组织信息中补上"
        yield finding(check, text, ("chair",), "主持人", level="remind", basis=basis)


def _branch_chair(facts: MeetingFacts, around: Surroundings, rules: Rules) -> Iterator[Finding]:
    check, basis = rules["R06"], rules["chair.branch"]
    posts = {person.member: person.posts for person in around.officers}
    if "secretary" in posts.get(facts.chair, ()):
        return
    if not any("secretary" in held for held in posts.values()):
        if around.roster is not None:
            text = "当日没有登记支部书记，请在组织信息中补上任职"
            yield finding(check, text, ("chair",), "主持人", level="remind", basis=basis)
        return
    if not facts.delegation:
        text = f"主持人{facts.chair_name}不是支部书记，请在“受托主持说明”中写明受谁委托"
        yield finding(check, text, ("delegation",), "主持人", basis=basis)
    if not posts.get(facts.chair):
        text = f"主持人{facts.chair_name}不是副书记或委员，书记只能委托副书记或委员主持"
        level: Level = "warn" if _has_delegates(around) else "remind"
        yield finding(check, text, ("chair",), "主持人", level=level, basis=basis)


def _has_delegates(around: Surroundings) -> bool:
    """Whether the branch has anyone besides the secretary whom Art. 14 names."""
    return any(person.posts - {"secretary"} for person in around.officers)


def r15(facts: MeetingFacts, around: Surroundings, rules: Rules) -> Iterator[Finding]:
    """Whoever was away has a reason; a reason given afterwards says so."""
    rule = rules["R15"]
    frail = {person.member for person in around.roster or () if person.frail}
    for place, row in enumerate(facts.attendance):
        if row.state not in ("leave", "absent"):
            continue
        at = ("attendance", place, "reason")
        state = _STATES[row.state]
        if not row.reason and row.member in frail:
            text = f"{row.name}年老体弱，不作硬性要求，可在事由中写明"
            yield finding(rule, text, at, "到会", level="remind")
        elif not row.reason:
            yield finding(rule, f"{row.name}{state}，没有写事由，请补上", at, "到会")
        elif row.reason_late and row.state == "leave":
            text = f"{row.name}记为请假，事由却是会后补的；会前没有请假的应记为缺席"
            yield finding(rule, text, at, "到会")
        elif row.reason_late:
            text = f"{row.name}缺席，事由为会后补记"
            yield finding(rule, text, at, "到会", level="remind")
