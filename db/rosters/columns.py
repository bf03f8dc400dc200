"""The headings under which rosters keep their facts."""

from collections.abc import Mapping

from db import headings
from db.headings import Header
from db.sheets import Sheet

FIELDS: Mapping[str, tuple[str, ...]] = {
    "number": ("序号", "编号", "顺序号"),
    "name": ("姓名", "党员姓名", "名字"),
    "gender": ("性别",),
    "ethnicity": ("民族", "族别"),
    "born_on": ("出生年月", "出生日期", "出生时间", "出生年月日", "出生", "生日"),
    "native_place": ("籍贯",),
    "education": ("学历", "文化程度", "最高学历", "学历/学位", "学历学位", "学历及学位"),
    "degree": ("学位",),
    "id_number": (
        "公民身份号码",
        "身份证号",
        "身份证号码",
        "身份证",
        "公民身份证号",
        "公民身份证号码",
        "居民身份证号",
        "居民身份证号码",
        "身份号码",
    ),
    "worked_from": ("参加工作时间", "参加工作日期", "参加工作年月", "参加工作", "工作时间"),
    "joined_on": (
        "入党时间",
        "入党日期",
        "入党年月",
        "入党年月日",
        "加入党组织时间",
        "加入党组织日期",
        "加入中国共产党时间",
        "成为预备党员时间",
        "成为预备党员日期",
    ),
    "full_on": (
        "转正时间",
        "转正日期",
        "转正年月",
        "转为正式党员时间",
        "转为正式党员日期",
        "成为正式党员时间",
        "成为正式党员日期",
    ),
    "category": ("党员类别", "类别", "人员类别", "党员类型", "党员身份"),
    "post": ("党内职务", "党内任职", "党务职务", "党内职务名称"),
    "job": (
        "行政职务",
        "单位职务",
        "职务",
        "职务职级",
        "职务/职级",
        "单位及职务",
        "工作单位及职务",
        "所在部门及职务",
        "工作岗位",
        "岗位",
    ),
    "group": ("所在党小组", "党小组", "所属党小组", "党小组名称"),
    "transfer": (
        "转入/转出日期与去向",
        "转入转出",
        "转入/转出",
        "转入转出情况",
        "组织关系转接",
        "转接情况",
    ),
    "address": ("住址", "家庭住址", "现住址", "家庭地址", "居住地址", "联系地址", "通讯地址"),
    "phone": ("联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "移动电话", "电话号码"),
    "remark": ("备注",),
}

LABELS = {name: synonyms[0] for name, synonyms in FIELDS.items()}
field_of = {heading: name for name, synonyms in FIELDS.items() for heading in synonyms}.get
"""Returns the field that a heading means; see ``db.headings``."""


def find_header(sheet: Sheet) -> Header | None:
    """Return the header with the most known headings, of one row or two; None without a name."""
    return headings.find_header(sheet, field_of, "name")
