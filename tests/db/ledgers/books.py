"""Old lists as offices keep them, written for the tests."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl

Rows = Iterable[Iterable[Any]]

PROBLEM_HEAD = (
    *("序号", "存在问题", "问题来源", "原因分析", "整改措施"),
    *("责 任 人", "整改时限", "整改完成情况", "销号时间"),
)
PROBLEMS: Rows = (
    ("第一支部2025年问题整改清单",),
    ("填报单位：第一支部", None, None, None, None, None, None, None, "2025年12月"),
    PROBLEM_HEAD,
    (
        *(1, "理论学习不够深入", "区委巡察反馈", "重业务轻党建", "每月集中学习一次"),
        *("单　伟", "2025年6月底前", "已整改", "2025.6.28"),
    ),
    (2, "发展党员台账不全", "自查", "无", "补齐台账", "王芳、周翀", "年底前", "正在整改", None),
    (3, "谈心谈话流于形式", "征求意见", "——", "逐人谈话", "综合科", "长期坚持", "进行中", None),
    ("合计", "共3项", None, None, None, None, None, None, None),
    ("填表人：", None, None, "审核人：", None, None, None, None, None),
)
"""A problem list with a title, a sum and a signature line, and dates as people write them."""

TASK_HEAD = (
    *("序号", "工作任务", "推进措施", "牵头/责任人", "起止时间"),
    *("进度", "完成情况", "佐证材料", "备注"),
)
TASKS: Rows = (
    TASK_HEAD,
    (
        *(1, "送法进社区", "每月一次", "单伟/王芳", "2026年3月至6月"),
        *("60%", "已办3次", "照片3张", "与社区共建"),
    ),
    (2, "修订支部制度", None, "王芳", "2026-05-30", "未开始", None, None, None),
    (
        *(3, "完成换届", "按期报批", "褚垚", "2026年1月1日至2026年3月31日"),
        *("已完成", "3月27日选举", None, None),
    ),
)
"""A task list without a title, with a percentage and more than one thing in a cell."""


def book(path: Path, rows: Rows = PROBLEMS, sheet: str = "Sheet1", **more: Rows) -> Path:
    """Write a workbook of one sheet, and of further ones by name."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, lines in {sheet: rows, **more}.items():
        page = workbook.create_sheet(name)
        for line in lines:
            page.append(list(line))
    workbook.save(path)
    return path
