"""Words that several papers share: dates, names, counts, the sentence of a vote."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from db import dates, rulebook
from db.errors import Refused
from db.records.meeting import LectureForm, MeetingKind, VoteMethod
from db.rules import meeting as rules_meeting
from db.rules.meeting import Counts, MeetingFacts
from db.rules.scoring.formulas import points_text
from db.rules.votes import pass_share
from db.rules.voting import count_of, item_verdict
from desktop.documents.context import PaperContext, Tree

NOTHING = "无"
DATE_BY_HAND = "　　　年　　月　　日"
_WEEKDAYS = "一二三四五六日"
_DIGITS = "〇一二三四五六七八九"
_CHINA = dt.timezone(dt.timedelta(hours=8))


def chinese_number(number: int) -> str:
    """Return 一, 十, 十一, 二十, 一百零五: the numbers of headings."""
    if number < 10:
        return _DIGITS[number]
    if number < 20:
        return "十" + (_DIGITS[number - 10] if number > 10 else "")
    if number < 100:
        return _DIGITS[number // 10] + "十" + (_DIGITS[number % 10] if number % 10 else "")
    rest = number % 100
    tail = "" if not rest else ("零" + _DIGITS[rest] if rest < 10 else chinese_number(rest))
    if 10 <= rest < 20:
        tail = "一" + tail
    return _DIGITS[number // 100] + "百" + tail


def day(iso: str | None, missing: str = NOTHING) -> str:
    """Return 2026年3月27日, or ``missing``."""
    return dates.text(iso, missing)


def day_with_weekday(iso: str | None, missing: str = NOTHING) -> str:
    """Return 2026年3月27日（星期五）."""
    if not iso:
        return missing
    return f"{day(iso)}（{weekday(iso)}）"


def weekday(iso: str) -> str:
    """Return 星期五."""
    return f"星期{_WEEKDAYS[dt.date.fromisoformat(iso).weekday()]}"


def of_year(context: PaperContext) -> str:
    """Return 2026年, with which the title of a yearly paper begins; "" when no year is given."""
    return f"{context.year}年" if context.year else ""


def times(tree: Tree, missing: str = "") -> str:
    """Return 15:00—16:50, or as much as is known."""
    began, ended = tree["began_at"], tree["ended_at"]
    if began and ended:
        return f"{began}—{ended}"
    return f"{began}开始" if began else f"{ended}散会" if ended else missing


def clock(time: str) -> str:
    """Return 16时50分 for 16:50 and 16时 for 16:00."""
    hour, minute = time.split(":")
    return f"{int(hour)}时" + (f"{int(minute)}分" if int(minute) else "")


def entry_day(moment: str | None) -> str:
    """Return the day of a UTC moment on the calendar of China, "" for none."""
    if not moment:
        return ""
    then = dt.datetime.fromisoformat(moment.replace("Z", "+00:00"))
    return then.astimezone(_CHINA).date().isoformat()


def hours(hundredths: int | None) -> str:
    """Return 2, 1.5 or 0.25 学时 for hundredths of an hour."""
    if hundredths is None:
        return NOTHING
    return points_text(hundredths) + "学时"


def spaced(name: str) -> str:
    """Set a name of two characters as wide as one of three, as tables want it: 单　伟.

    What tells namesakes apart stays behind the name: 李　伟（1968年生）.
    """
    bare, bracket, rest = name.partition("（")
    if len(bare) == 2 and all(ord(sign) > 0x2E80 for sign in bare):
        return f"{bare[0]}　{bare[1]}{bracket}{rest}"
    return name


def stacked(name: str) -> str:
    """Set a long name in two lines, for narrow cells: at its dot, or before a namesake's mark."""
    shown = spaced(name).replace("（", "\n（", 1)
    return shown.replace("·", "·\n", 1) if len(shown) > 5 else shown


def with_post(name: str, post: str, *, wide: bool = True) -> str:
    """Return 单　伟（支部书记)."""
    shown = spaced(name) if wide else name
    return f"{shown}（{post}）" if name and post else shown or NOTHING


def sentence(text: str) -> str:
    """Return the text with a full stop, unless it ends with a sign already."""
    text = text.strip()
    return text if not text or text[-1] in "。！？；…”）.!?;:：" else text + "。"


def kind_title(tree: Tree) -> str:
    """Return 支部党员大会 and so on for a meeting, 党员活动日 for an activity."""
    return MeetingKind(tree["kind"]).label if "kind" in tree else "党员活动日"


def number_text(tree: Tree) -> str:
    """Return 2026年第1次."""
    year = f"{tree['year']}年" if tree["year"] else ""
    return f"{year}第{tree['number']}次" if tree["number"] else f"{year}未编次"


def absentees(tree: Tree, state: str) -> str:
    """Return the people of one state with their reasons: 孙国强（长期病假）、…"""
    said = []
    for row in tree["attendance"]:
        if row["state"] != state:
            continue
        words = [row["reason"] or ("未说明事由" if state == "absent" else "")]
        if row["reason"] and row["reason_late"]:
            words.append("会后补记事由")
        if row["makeup"]:
            words.append(f"补课：{row['makeup']}")
        inner = "，".join(word.strip() for word in words if word.strip())
        said.append(spaced(row["name"]) + (f"（{inner}）" if inner else ""))
    return "、".join(said) or NOTHING


def observers(tree: Tree, *, wide: bool = True) -> str:
    """Return who sat in: 张三（局党总支副书记）；入党积极分子2人."""
    said = []
    for row in tree["observers"]:
        persons = row["persons"] or 1
        name = with_post(row["name"], row["post"], wide=wide) if persons == 1 else row["name"]
        if persons > 1:
            name += (f"（{row['post']}）" if row["post"] else "") + f"{persons}人"
        said.append(name)
    return "；".join(said) or NOTHING


def counts(tree: Tree) -> tuple[MeetingFacts, Counts]:
    """Return the facts of a meeting and the sums of its attendance."""
    facts = rules_meeting.facts(tree)
    return facts, rules_meeting.counts(facts)


def method(item: Tree) -> str:
    """Return 举手方式, 无记名投票方式 and so on; "" when there was no vote."""
    if item["vote_method"] in ("", "none"):
        return ""
    return VoteMethod(item["vote_method"]).label + "方式"


def vote_sentence(
    tree: Tree, facts: MeetingFacts, sums: Counts, place: int, *, attendance: bool = True
) -> str:
    """Return what the record says of a vote: its way, its figures and what follows from them.

    The result is that of the rules on the day of the meeting (支部工作条例（试行） Art. 11 and
    the articles that the rules name).
    """
    item = tree["agenda"][place]
    if not facts.agenda[place].vote.held:
        return ""
    parts = [f"{method(item)}。" if method(item) else ""]
    figures = []
    for key, name in (("votes_for", "赞成"), ("votes_against", "反对"), ("votes_abstain", "弃权")):
        if item[key] is not None:
            figures.append(f"{name}{item[key]}票")
    if not figures:
        return "，".join(part for part in (method(item), "票数未记录") if part) + "。"
    if sums.voters_due and attendance:
        present = f"到会{sums.voters_present}人"
        figures.insert(0, f"应到会有表决权{sums.voters_due}人，{present}")
    if item["written"]:
        figures.append(f"其中书面意见{item['written']}份")
    parts.append("，".join(figures))
    result = _result(facts, place)
    return "".join(parts) + (f"，{result}。" if result else "。")


def _result(facts: MeetingFacts, place: int) -> str:
    if facts.held_on is None or count_of(facts.agenda[place].vote) is None:
        return ""
    try:
        judged = item_verdict(facts, place, rulebook.rules_on(facts.held_on))
    except (KeyError, Refused):
        return ""
    if judged is None:
        return ""
    if not judged.quorum.ok:
        return f"到会人数不够，{judged.label}"
    share = pass_share(judged.rule)
    both = "、实到会两种算法中较严的" if judged.rule.number("also_of_present") else ""
    reach = share.verb(met=judged.outcome.ok)
    return f"赞成票{reach}应到会{both}有表决权党员的{share.name}，{judged.label}"


def lecture_form(tree: Tree) -> str:
    """Return 集中授课 and so on."""
    return LectureForm(tree["form"]).label if tree["form"] else NOTHING


def names_of(tree: Tree, context: PaperContext) -> tuple[str, ...]:
    """Return names that no line divides: people and the branch."""
    names = [row["name"] for row in tree["attendance"]]
    names += [tree["chair_name"], tree["recorder_name"], tree.get("lecturer_name", "")]
    names += [person.display_name for person in context.people.values()]
    return whole_names(names)


def whole_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return those of the names that no line may divide, each once."""
    bare = [name.partition("（")[0] for name in names]
    return tuple(dict.fromkeys(name for name in bare if 1 < len(name) < 8))


def half_day(time: str | None) -> str:
    """Return 上午, 下午 or 晚上 for a time of day, "" for none."""
    if not time:
        return ""
    return "上午" if time < "12:00" else "下午" if time < "18:00" else "晚上"


def decisions(item: Tree, context: PaperContext) -> Iterator[str]:
    """Say for every task of an item who does it and by when."""
    rows = item["decisions"]
    for number, row in enumerate(rows, 1):
        owner = owner_name(row, context) or "未定"
        due = f"{day(row['due_on'])}前" if row["due_on"] else "未定"
        text = row["text"].strip().rstrip("。；;")
        lead = "落实：" if len(rows) == 1 else f"落实{number}："
        yield f"{lead}{text}（责任人：{owner}；完成时限：{due}）。"


def owner_name(decision: Mapping[str, Any], context: PaperContext) -> str:
    """Return the name of the person in charge."""
    person = context.people.get(decision["owner"] or "")
    return decision["owner_name"] or (person.display_name if person else "")


def check_code(parts: Sequence[Any]) -> str:
    """Return a short code of the content: another text has another code, e.g. 7F3A-91C2."""
    content = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=str)
    digest = hashlib.sha256(content.encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"
