"""The headings under which lists keep their facts, and which of the three lists they mean."""

import re
from collections.abc import Iterable, Mapping

from db import headings
from db.headings import Header
from db.records.listed_item import ListKind
from db.sheets import Sheet

FIELDS: Mapping[str, tuple[str, ...]] = {
    "number": ("序号", "编号", "号", "项次"),
    "title": (
        "内容",
        *("责任内容", "责任事项", "责任清单", "职责", "职责内容", "主体责任"),
        *("任务", "任务内容", "任务事项", "任务名称", "工作任务", "重点任务", "重点工作"),
        *("工作内容", "工作事项", "事项", "事项内容", "具体任务", "目标任务", "任务清单"),
        *("问题", "问题内容", "问题描述", "问题表现", "存在问题", "存在的问题", "具体问题"),
        *("主要问题", "问题清单", "反馈问题", "查摆问题"),
    ),
    "basis": ("依据", "责任依据", "政策依据", "文件依据", "任务依据"),
    "method": ("考核方式", "考核办法", "考核方法", "考核标准", "考核"),
    "cause": ("原因", "原因分析", "问题原因", "产生原因", "存在原因", "原因剖析"),
    "measures": ("措施", "整改措施", "工作措施", "具体措施", "落实措施", "推进措施", "主要措施"),
    "people": (
        *("牵头/责任人", "牵头人/责任人", "牵头责任人", "牵头人责任人", "责任人/牵头人"),
        *("牵头(责任)人", "牵头、责任人", "牵头人、责任人", "牵头人及责任人"),
    ),
    "lead_name": ("牵头", "牵头人", "牵头领导", "牵头单位", "牵头部门", "牵头科室", "责任领导"),
    "owner_name": (
        *("责任人", "责任人员", "整改责任人", "具体责任人", "直接责任人", "负责人", "承办人"),
        *("责任单位", "责任部门", "责任科室", "责任主体", "承办单位", "经办人", "责任党员"),
    ),
    "began_on": ("开始日期", "开始时间", "起始时间", "起始日期", "启动时间", "下达时间"),
    "due_on": (
        *("完成时限", "时限", "整改时限", "办结时限", "时限要求", "完成期限", "整改期限", "期限"),
        *("计划完成时间", "要求完成时间", "拟完成时间", "计划完成日期", "截止时间", "截止日期"),
    ),
    "span": ("起止时间", "起止", "起止日期", "时间安排", "起止时限", "实施时间", "时间进度"),
    "source": ("来源", "问题来源", "任务来源", "来源渠道", "发现渠道", "交办单位"),
    "state": ("进度", "状态", "完成状态", "整改状态", "办理状态", "工作进度", "完成进度"),
    "result": (
        *("完成情况", "整改情况", "落实情况", "办理情况", "整改完成情况", "整改落实情况"),
        *("进展情况", "进展", "工作进展", "整改进展", "整改成效", "成效", "完成结果"),
    ),
    "done_on": ("完成日期", "实际完成时间", "实际完成日期", "办结时间", "办结日期"),
    "closed_on": ("销号日期", "销号时间", "销号"),
    "closed_by": ("销号人", "销号责任人", "销号人员", "验收人"),
    "evidence": ("佐证", "佐证材料", "证明材料", "印证材料", "支撑材料", "整改佐证"),
    "remark": ("备注", "说明", "其他"),
}
"""What a column of a list may hold, with its headings; the first one names it."""

LABELS = {name: synonyms[0] for name, synonyms in FIELDS.items()}
_BY_HEADING = {heading: name for name, synonyms in FIELDS.items() for heading in synonyms}

# Words within a longer heading; the first that is found decides.
_WORDS = (
    (r"销号.*(人|签字)", "closed_by"),
    (r"销号", "closed_on"),
    (r"措施", "measures"),
    (r"原因", "cause"),
    (r"来源|渠道", "source"),
    (r"起止", "span"),
    (r"时限|期限|截止", "due_on"),
    (r"牵头", "lead_name"),
    (r"责任(人|单位|部门|科室)|负责人|承办", "owner_name"),
    (r"佐证|证明材料|印证", "evidence"),
    (r"(完成|整改|落实|办理|进展)情况|成效", "result"),
    (r"进度|状态", "state"),
    (r"考核", "method"),
    (r"依据", "basis"),
    (r"问题|任务|事项|责任内容", "title"),
    (r"备注", "remark"),
)
_LONGEST = 12

# 完成时间 is the limit where nothing else is, else the day on which it was done.
_WHEN = ("完成时间", "整改完成时间", "整改时间", "时间", "办理时间")


def field_of(heading: str) -> str | None:
    """Return the field that a heading means; see ``db.headings``."""
    if known := _BY_HEADING.get(heading):
        return known
    if len(heading) > _LONGEST or heading in _WHEN:
        return None
    return next((field for words, field in _WORDS if re.search(words, heading)), None)


def find_header(sheet: Sheet) -> Header | None:
    """Return the header with the most known headings; None without one of the content."""
    return headings.find_header(sheet, field_of, "title", exactly=_BY_HEADING.get)


def proposal(header: Header) -> dict[int, str]:
    """Return the fields that the columns fill, by place; 完成时间 is read by what else there is."""
    mapping = {column.place: column.field for column in header.columns}
    for column in header.unread:
        if column.heading in _WHEN:
            dated = {"due_on", "span"} & set(mapping.values())
            field = "done_on" if dated else "due_on"
            if field not in mapping.values():
                mapping[column.place] = field
    return mapping


_NAMED = (
    (ListKind.PROBLEM, r"问题"),
    (ListKind.RESPONSIBILITY, r"责任清单|责任台账|职责清单|主体责任"),
    (ListKind.TASK, r"任务|工作清单|重点工作"),
)
_OWN_COLUMNS = (
    (ListKind.PROBLEM, {"cause", "closed_on", "closed_by"}),
    (ListKind.RESPONSIBILITY, {"method"}),
    (ListKind.TASK, {"span", "state", "evidence", "measures"}),
)


def kind_of(name: str, above: Iterable[str], file: str, header: Header) -> ListKind | None:
    """Return which list it is, None when nothing says so.

    Asked in turn: the name of the sheet, what stands above the headings, the heading of the
    content, the name of the file, at last the columns.
    """
    content = next(column.heading for column in header.columns if column.field == "title")
    for text in (name, *above, content, file):
        if kind := _named(text):
            return kind
    if re.search(r"责任|职责", content):
        return ListKind.RESPONSIBILITY
    fields = {column.field for column in header.columns}
    return next((kind for kind, own in _OWN_COLUMNS if fields & own), None)


def _named(text: str) -> ListKind | None:
    if sum(kind.label in text for kind in ListKind) > 1:
        return None
    return next((kind for kind, words in _NAMED if re.search(words, text)), None)
