"""责任落实 and 作用发挥: lists, letter and review, contact point, service, satisfaction."""

import datetime as dt

from db.rules.period import Period
from db.rules.scoring.evidence import Evidence, Listed, Votes
from db.rules.scoring.model import Absence, Gap, Item, Measure, Still
from db.rules.wording import day_text

_JANUARY = 1
_MARCH = 3


def listed(evidence: Evidence, _item: Item) -> Measure:
    """Items of the lists whose limit fell in the year: done by then, or not."""
    own = [each for each in evidence.items if each.due_on.year == evidence.year]
    due = [each for each in own if _limit_passed(each, evidence) or _in_time(each)]
    done = [each for each in due if _in_time(each)]
    counted = {each.uid for each in due}
    still = tuple(Still(each.heading, each.due_on) for each in own if each.uid not in counted)
    if not due:
        why = "清单里没有这一年到期的事项"
        return Measure(absent=Absence.NONE, why=why, still=still)
    late = [each for each in due if not _in_time(each)]
    gaps = tuple(Gap("missing", each.heading, (each.uid,)) for each in late)
    return Measure(len(due), len(done), "项", gaps, tuple(each.uid for each in due), still)


def inspected_problems(evidence: Evidence, _item: Item) -> Measure:
    """Problems found by 督查 or 巡察 whose limit passed in the year before they were put right."""
    own = [
        each
        for each in evidence.items
        if each.inspected
        and each.due_on <= evidence.last
        and (each.done_on is None or each.done_on >= evidence.first)
    ]
    late = [each for each in own if _limit_passed(each, evidence) and not _in_time(each)]
    names = "、".join(each.heading for each in late)
    gaps = (Gap("overdue", f"逾期：{names}", tuple(each.uid for each in late)),) if late else ()
    open_ones = [each for each in own if each.done_on is None]
    still = tuple(Still(o.heading, o.due_on) for o in open_ones if not _limit_passed(o, evidence))
    said = f"督查、巡察指出的问题{len(own)}个" if own else "没有督查、巡察指出的问题"
    done = len(own) - len(late)
    uids = tuple(each.uid for each in own)
    return Measure(len(own), done, "个", gaps, uids, still, said)


def letter_and_review(evidence: Evidence, item: Item) -> Measure:
    """The letter signed early in the year, the secretary's report given and how it was rated."""
    signed = [each for each in evidence.letters if _by(each.signed_on, evidence.today)]
    held = [each for each in evidence.debriefs if _by(each.held_on, evidence.today)]
    letter_by = Period(dt.date(evidence.year, item.numbers.get("letter_month", _MARCH), 1), 1).last
    review_by = Period(
        dt.date(evidence.year + 1, item.numbers.get("review_month", _JANUARY), 1), 1
    ).last
    gaps, still, said = [], [], []
    for done, by, kind, name, told in (
        (bool(signed), letter_by, "letter", "签订考核责任书", "责任书已签订"),
        (bool(held), review_by, "review", "书记述职评议", "书记已述职"),
    ):
        if done:
            said.append(told)
        elif by < evidence.today:
            gaps.append(Gap(kind, f"没有{name}"))
        else:
            said.append(f"{name}没有到期")
            still.append(Still(name, by))
    poor = [each.uid for each in held if each.result == "poor"]
    votes = evidence.votes.get("review", Votes())
    if poor or votes.poor * 2 > votes.valid:
        gaps.append(Gap("poor", "述职评议结果为差", tuple(poor)))
    uids = (*(each.uid for each in signed), *(each.uid for each in held))
    return Measure(gaps=tuple(gaps), uids=uids, still=tuple(still), said="，".join(said))


def contacts(evidence: Evidence, item: Item) -> Measure:
    """Visits of the leader to the contact point; the year's own plan goes before the scheme's."""
    known = evidence.contacts
    if known.planned is None and not known.visits:
        return Measure(absent=Absence.NOT_KEPT, why="没有联系点的登记")
    need = item.numbers.get("visits", 0) if known.planned is None else known.planned
    return _towards(evidence, need, known.visits, "联系点领导到支部")


def service(evidence: Evidence, item: Item) -> Measure:
    """Activities of service (志愿服务、义务劳动) against the number that the scheme asks for."""
    uids = tuple(each.uid for each in evidence.occasions if each.service)
    return _towards(evidence, item.numbers.get("target", 0), uids, "志愿服务活动")


def satisfaction(evidence: Evidence, _item: Item) -> Measure:
    """The share of 好 and 较好 in the ballots on satisfaction."""
    votes = evidence.votes.get("satisfaction", Votes())
    if not votes.valid:
        return Measure(absent=Absence.NOT_KEPT, why="没有满意度测评的票数")
    each = f"好{votes.good}、较好{votes.fair}、一般{votes.average}、差{votes.poor}"
    content = votes.good + votes.fair
    said = f"有效{votes.valid}票，好和较好{content}票（{each}）"
    return Measure(votes.valid, content, "票", said=said)


def _towards(evidence: Evidence, need: int, uids: tuple[str, ...], name: str) -> Measure:
    """Return so many of a number that the year asks for; what is missing is so at its end."""
    lacking = max(need - len(uids), 0)
    if not need:
        return Measure(absent=Absence.NONE, why=f"没有定{name}的次数", uids=uids)
    over = evidence.today > evidence.last
    gaps = (Gap("missing", f"{lacking}次", times=lacking),) if lacking and over else ()
    still = (Still(f"{name}{lacking}次", evidence.last),) if lacking and not over else ()
    noted = (f"还差{lacking}次，{day_text(evidence.last)}以前还可以办",) if still else ()
    return Measure(need, len(uids), "次", gaps, uids, still, noted=noted)


def _limit_passed(item: Listed, evidence: Evidence) -> bool:
    return item.due_on < evidence.today


def _in_time(item: Listed) -> bool:
    return item.done_on is not None and item.done_on <= item.due_on


def _by(day: dt.date | None, today: dt.date) -> bool:
    return day is not None and day <= today
