"""Checks of the record as a paper: R07, R08, R09, R14, R21."""

import re
from collections.abc import Iterator
from itertools import pairwise

from db.rules.life import life_content
from db.rules.meeting import AgendaItem, MeetingFacts
from db.rules.rule import Finding, Rule, Rules, finding
from db.rules.surroundings import Surroundings
from db.rules.wording import day_text, names_text, time_text

_ALWAYS = (
    ("held_on", "{noun}日期"),
    ("began_at", "开始时间"),
    ("ended_at", "{end}时间"),
    ("place", "地点"),
    ("number", "次数"),
)
_BY_KIND = {
    "activity": (("title", "主题"), ("organiser", "组织者"), ("process", "活动过程")),
    "lecture": (
        ("title", "党课题目"),
        ("form", "授课形式"),
        ("hours", "学时"),
        ("aim", "目的"),
        ("outline", "提纲或讲稿"),
    ),
}
_ATTACHMENTS = {"notice": "通知", "sign_in": "签到表", "photo": "照片", "text": "讲稿"}
_UNANIMOUS = re.compile(r"一致(?:认为|表示|同意|赞同|通过)")


def r07(facts: MeetingFacts, around: Surroundings, rules: Rules) -> Iterator[Finding]:
    """Every mandatory field of the kind is filled, and the number is the record's own."""
    rule = rules["R07"]
    words = {"noun": facts.noun, "end": _end(facts)}
    for key, name in (*_ALWAYS, *_BY_KIND.get(facts.kind, ())):
        if not getattr(facts, key):
            label = name.format_map(words)
            yield finding(rule, f"没有填写{label}", (key,), label)
    if facts.scope == "group" and not facts.group:
        yield finding(rule, "没有填写党小组", ("group",), "党小组")
    if facts.number and around.same_number is not None:
        text = f"第{facts.number}次与{day_text(around.same_number)}的一份重复，请改次数"
        yield finding(rule, text, ("number",), "次数", level="warn")
    people = [("chair", "主持人"), ("recorder", "记录人")]
    if facts.kind == "lecture":
        people.append(("lecturer", "授课人"))
    for key, label in people:
        if not getattr(facts, key) and not getattr(facts, f"{key}_name"):
            yield finding(rule, f"没有填写{label}", (key,), label)
    if (facts.chair or facts.chair_name) and not facts.chair_post:
        yield finding(rule, "没有填写主持人职务", ("chair_post",), "主持人", level="warn")
    if facts.kind != "lecture" and facts.notice_on is None:
        yield finding(rule, "没有填写通知日期", ("notice_on",), "通知", level="remind")
    yield from _content(rule, facts)
    if facts.kind == "life":
        yield from life_content(facts, rules)
    if facts.kind == "activity":
        yield from _activity(rule, rules["activity.fixed"], facts)


def _end(facts: MeetingFacts) -> str:
    return "结束" if facts.kind == "activity" else "散会"


def _after(facts: MeetingFacts) -> str:
    return "活动后" if facts.kind == "activity" else "会后"


def _activity(rule: Rule, basis: Rule, facts: MeetingFacts) -> Iterator[Finding]:
    undone = [item.name for item in facts.fixed_items if not item.done]
    if undone:
        text = f"规定动作没有打勾：{names_text(undone)}，没有做的请在过程中说明"
        yield finding(rule, text, ("fixed_items",), "规定动作", level="remind", basis=basis)
    if not facts.outcome:
        text = "没有填写活动成效，没有的请填“无”"
        yield finding(rule, text, ("outcome",), "活动成效", level="remind")
    for place, todo in enumerate(facts.decisions):
        if not todo.text:
            text = f"议定事项第{place + 1}项没有写内容"
            yield finding(rule, text, ("decisions", place, "text"), "议定事项")


def _content(rule: Rule, facts: MeetingFacts) -> Iterator[Finding]:
    decided = facts.kind in ("general", "committee")
    if decided and not any(True for _ in facts.items()):
        yield finding(rule, "还没有议题，请添加", ("agenda",), "议题")
    spoken = facts.agenda or facts.readings or facts.criticism or facts.assignments
    if facts.kind == "group" and not spoken:
        text = "还没有内容，请填写学习文件、议题、批评和自我批评或者交办任务"
        yield finding(rule, text, ("readings",), "学习文件")
    for place, number, item in facts.items():
        yield from _item(rule, item, ("agenda", place), f"议题{number}", decided=decided)
    for place, reading in enumerate(facts.readings):
        if not reading.title:
            text = f"学习文件第{place + 1}行没有写名称"
            yield finding(rule, text, ("readings", place, "title"), "学习文件")


def _item(
    rule: Rule, item: AgendaItem, at: tuple[str, int], where: str, *, decided: bool
) -> Iterator[Finding]:
    if not item.title:
        yield finding(rule, f"{where}没有写标题", (*at, "title"), where)
    if not item.report and not item.speeches:
        text = f"{where}没有写汇报内容，也没有讨论发言"
        yield finding(rule, text, (*at, "report"), where)
    if decided and not item.resolution:
        text = f"{where}没有填写决议，没有的请填“无”"
        yield finding(rule, text, (*at, "resolution"), where)
    if not item.speeches and _UNANIMOUS.search(item.report + item.resolution):
        text = f"{where}写了“一致”，没有记下谁说了什么，请补上发言"
        yield finding(rule, text, (*at, "speeches"), where, level="warn")
    for place, speech in enumerate(item.speeches):
        key = "speaker" if not speech.speaker else "text"
        if not speech.speaker or not speech.text:
            lacks = "没有写是谁" if key == "speaker" else "没有内容"
            text = f"{where}的第{place + 1}条发言{lacks}"
            yield finding(rule, text, (*at, "speeches", place, key), where, level="warn")
    for place, todo in enumerate(item.decisions):
        if not todo.text:
            text = f"{where}的第{place + 1}项任务没有写内容"
            yield finding(rule, text, (*at, "decisions", place, "text"), where)


def r08(facts: MeetingFacts, around: Surroundings, rules: Rules) -> Iterator[Finding]:
    """Notice, meeting, record, print, signature and archive come in this order."""
    rule = rules["R08"]
    began, ended = facts.began_at, facts.ended_at
    if began is not None and ended is not None and ended <= began:
        text = (
            f"{_end(facts)}时间 {time_text(ended)} 不晚于开始时间 {time_text(began)}；"
            f"{facts.noun}不能跨过零点，请核对时间"
        )
        yield finding(rule, text, ("ended_at",), "时间")
    if facts.held_on is not None and facts.held_on > around.today:
        text = f"{facts.noun}日期 {day_text(facts.held_on)} 还没有到，{_after(facts)}才能定稿"
        yield finding(rule, text, ("held_on",), "日期")
    steps = [
        (key, label, day)
        for key, label, day in (
            ("notice_on", "通知日期", facts.notice_on),
            ("held_on", f"{facts.noun}日期", facts.held_on),
            ("finished_on", "记录完成日期", facts.finished_on),
            ("printed_on", "打印日期", facts.printed_on),
            ("signed_on", "签字日期", facts.signed_on),
            ("archived_on", "归档日期", facts.archived_on),
        )
        if day is not None
    ]
    for (_, before, first), (key, after, second) in pairwise(steps):
        if second < first:
            wrong = "notice_on" if key == "held_on" else key
            text = f"{after} {day_text(second)} 早于{before} {day_text(first)}，请核对"
            yield finding(rule, text, (wrong,), "日期")


def r09(facts: MeetingFacts, around: Surroundings, rules: Rules) -> Iterator[Finding]:
    """The record is finished within three working days; a later one is 补记 and says why.

    A record that was entered after its own date of completion counts from its entry.
    """
    rule, held = rules["R09"], facts.held_on
    if held is None or held > around.today:
        return
    days = rule.number("working_days")
    limit, provisional = around.add_workdays(held, days)
    done = max((d for d in (facts.finished_on, facts.entered_on) if d is not None), default=None)
    if facts.finished_on is None:
        done = around.today
    if done is None or done <= limit:
        return
    until = f"{_after(facts)}{days}个工作日（{day_text(limit)}{'，暂算' if provisional else ''}）"
    if facts.finished_on is None:
        did = "还没有定稿"
    else:
        did = f"{day_text(done)}才{'完成' if done == facts.finished_on else '录入'}"
    if facts.late_reason:
        text = f"补记：超过{until}，{did}；原因：{facts.late_reason}"
        yield finding(rule, text, ("late_reason",), "补记原因", level="remind")
    else:
        text = f"记录超过{until}，{did}，请写明补记原因"
        yield finding(rule, text, ("late_reason",), "补记原因")


def r14(facts: MeetingFacts, _around: Surroundings, rules: Rules) -> Iterator[Finding]:
    """Nobody can have studied what was not yet published."""
    held = facts.held_on
    if held is None:
        return
    for place, reading in enumerate(facts.readings):
        if reading.issued_on is not None and reading.issued_on > held:
            text = (
                f"学习文件“{reading.title}”的日期 {day_text(reading.issued_on)} "
                f"晚于{facts.noun}日期 {day_text(held)}，请核对"
            )
            at = ("readings", place, "issued_on")
            yield finding(rules["R14"], text, at, "学习文件")


def r21(facts: MeetingFacts, around: Surroundings, rules: Rules) -> Iterator[Finding]:
    """The attachments that the kind of meeting calls for are there.

    A lecture whose text stands in the record itself needs no separate one.
    """
    rule = rules["R21"]
    if facts.held_on is None or facts.held_on > around.today:
        return
    there = {attachment.kind for attachment in facts.attachments}
    if len(facts.outline) >= rule.number("outline_characters"):
        there.add("text")
    lacking = [kind for kind in rule.lists.get(facts.kind, ()) if kind not in there]
    if lacking:
        text = f"还缺附件：{'、'.join(_ATTACHMENTS.get(kind, kind) for kind in lacking)}"
        yield finding(rule, text, ("attachments",), "附件")
