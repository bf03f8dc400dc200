"""The record type of a form of a platform (抄报表单): what is typed over there, in which order.

A platform of the province wants each meeting once more, in fields of its own (domain 6: 线上线下
两套), and some want what stands in a ledger. The order is set once for each form;
``desktop.copying`` puts a record into its words.
"""

from collections.abc import Mapping
from typing import Any

from db.branch import Organisation
from db.fields import ChoiceField, IntegerField, Named, ReferenceField, TextField
from db.model import Line, Record
from db.records.ledgers import LEDGERS
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


class CopySource(Named):
    """What is typed into a form: one kind of meeting, or the activity day; else a ledger's name."""

    GENERAL = "general", "支部党员大会"
    COMMITTEE = "committee", "支部委员会会议"
    GROUP = "group", "党小组会"
    LECTURE = "lecture", "党课"
    LIFE = "life", "组织生活会"
    APPRAISAL = "appraisal", "民主评议党员"
    ACTIVITY = "activity", "党员活动日"


class CopyContent(Named):
    """What of a record goes into a field of the platform."""

    TITLE = "title", "名称"
    THEME = "theme", "主题或题目"
    DAY = "day", "日期"
    BEGAN = "began", "开始时间"
    ENDED = "ended", "结束时间"
    PLACE = "place", "地点"
    CHAIR = "chair", "主持人"
    RECORDER = "recorder", "记录人"
    LECTURER = "lecturer", "授课人"
    ORGANISER = "organiser", "组织者"
    DUE = "due", "应到人数"
    PRESENT = "present", "实到人数"
    LEAVE = "leave", "请假人数"
    ABSENT = "absent", "缺席人数"
    PRESENT_NAMES = "present_names", "到会人员"
    LEAVE_NAMES = "leave_names", "请假人员和事由"
    ABSENT_NAMES = "absent_names", "缺席人员和原因"
    OBSERVERS = "observers", "列席人员"
    TOPICS = "topics", "议题"
    READINGS = "readings", "学习文件"
    BODY = "body", "正文"
    RESOLUTIONS = "resolutions", "决议"
    DECISIONS = "decisions", "任务和责任人"
    HOURS = "hours", "学时"
    FIXED = "fixed", "固定内容"
    OWN = "own", "台账栏目"


class DayForm(Named):
    """How a platform wants a date."""

    DASHES = "dashes", "2026-03-27"
    CHINESE = "chinese", "2026年3月27日"
    DOTS = "dots", "2026.03.27"
    SLASHES = "slashes", "2026/03/27"
    DIGITS = "digits", "20260327"


class NameForm(Named):
    """What a platform wants between names."""

    PAUSE = "pause", "顿号"
    COMMA = "comma", "逗号"
    SPACE = "space", "空格"
    LINES = "lines", "每行一人"


_LEDGERS = {kind.name: kind for kind in LEDGERS}
_OF_LEDGERS = (CopyContent.OWN, CopyContent.TITLE, CopyContent.FIXED)


class SourceField(ChoiceField):
    """One of ``CopySource``, or a ledger by the name of its record type."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(CopySource, label, **options)
        self.choices = [*self.choices, *((name, kind.title) for name, kind in _LEDGERS.items())]

    def well_formed(self, value: str) -> bool:
        """A kind of meeting or a ledger."""
        return super().well_formed(value) or value in _LEDGERS


def ledger_of(source: str) -> RecordSpec | None:
    """Return the ledger that a form is filled from, None for meetings and activities."""
    return _LEDGERS.get(source)


def source_title(source: str) -> str:
    """Return the Chinese name of what is typed into a form."""
    ledger = ledger_of(source)
    return ledger.title if ledger is not None else CopySource(source).label


def own_fields(ledger: RecordSpec) -> dict[str, str]:
    """Return the names of what a ledger's form asks for, by their labels in its order."""
    names = (name for section in ledger.sections for name in section.fields)
    return {ledger.label(name): name for name in names}


class PlatformForm(Record):
    """One form; ``photo_side`` in pixels and ``photo_size`` in KB are what a photo may have."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    platform = TextField("平台", required=True, help_text="省里、市里的平台叫什么名字")
    title = TextField("表单名称", required=True, help_text="平台上这张表叫什么名字")
    source = SourceField("抄报什么", required=True, default=CopySource.GENERAL)
    day_form = ChoiceField(DayForm, "日期写法", default=DayForm.DASHES)
    name_form = ChoiceField(NameForm, "姓名之间", default=NameForm.PAUSE)
    photo_side = IntegerField(
        "照片最长边（像素）", null=True, default=1280, help_text="不填就用原来的大小"
    )
    photo_size = IntegerField("照片不超过（KB）", null=True, default=500, help_text="不填就不限制")
    note = TextField("备注", long=True)


class PlatformField(Line):
    """A field of the platform, in the order in which it is typed; ``limit`` in characters."""

    record = ReferenceField(PlatformForm, required=True)
    label = TextField("平台栏目", required=True)
    content = ChoiceField(CopyContent, "抄什么", default=CopyContent.TITLE)
    fixed = TextField(
        "固定内容、台账栏目", help_text="选“固定内容”的写每次都抄的话，选“台账栏目”的写是哪一栏"
    )
    limit = IntegerField("最多几个字", null=True)


_SIDES, _SIZES = (200, 8000), (20, 20000)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    side, size = tree["photo_side"], tree["photo_size"]
    if side is not None and not _SIDES[0] <= side <= _SIDES[1]:
        errors["photo_side"] = f"照片最长边请写{_SIDES[0]}至{_SIDES[1]}之间的像素数。"
    if size is not None and not _SIZES[0] <= size <= _SIZES[1]:
        errors["photo_size"] = f"照片大小请写{_SIZES[0]}至{_SIZES[1]}之间的KB数。"
    ledger = ledger_of(tree["source"])
    for row in tree["fields"]:
        if not row["label"]:
            errors["fields"] = "有一行没有写平台栏目，请写明或删去这一行。"
        elif row["content"] == CopyContent.FIXED and not row["fixed"]:
            errors["fields"] = f"“{row['label']}”是固定内容，请写明每次抄什么。"
        elif row["limit"] is not None and row["limit"] < 1:
            errors["fields"] = f"“{row['label']}”最多几个字，请写1以上的数，不限就不填。"
        elif wrong := _wrong_content(row, ledger):
            errors["fields"] = wrong
    return errors


def _wrong_content(row: Tree, ledger: RecordSpec | None) -> str:
    """Return why a field cannot be filled from such records, "" when it can."""
    content = CopyContent(row["content"])
    if ledger is None:
        own = content == CopyContent.OWN
        return f"“{row['label']}”：会议和活动没有台账栏目，请另选抄什么。" if own else ""
    if content not in _OF_LEDGERS:
        usable = "”“".join(each.label for each in _OF_LEDGERS)
        return f"“{row['label']}”：台账里没有“{content.label}”，请选“{usable}”。"
    if content == CopyContent.OWN and row["fixed"] not in own_fields(ledger):
        names = "、".join(own_fields(ledger))
        return f"“{row['label']}”：{ledger.title}里没有“{row['fixed']}”这一栏，有：{names}。"
    return ""


PLATFORM_FORM = RecordSpec(
    name="platform_form",
    title="抄报表单",
    model=PlatformForm,
    columns=(Column("platform"), Column("title", stretch=True), Column("source")),
    sections=(
        Section("表单", ("platform", "title", "source")),
        Section("写法", ("day_form", "name_form", "photo_side", "photo_size")),
        Section("栏目，按平台上的次序", ("fields",)),
        Section("备注", ("note",)),
    ),
    lines=(LineSpec("fields", "栏目", PlatformField, ordered=True),),
    heading=lambda tree: " ".join(part for part in (tree["platform"], tree["title"]) if part),
    check=_check,
    order=("platform", "source", "title"),
)

MODELS = (PlatformForm, PlatformField)
