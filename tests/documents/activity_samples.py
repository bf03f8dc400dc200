"""An activity, a year of them and a plan, for the tests of their papers; all made up."""

import hashlib
import io
from collections.abc import Callable
from typing import Any

from PIL import Image

from db import tree
from db.errors import Refused
from db.records import spec

ACTIVITY, PLAN = spec("activity"), spec("activity_plan")
LINES = {line.name: line for line in ACTIVITY.all_lines}
RARE = "𠮷龘㛃"
SIXTY = (
    "学习贯彻党的创新理论推动司法行政工作高质量发展暨走访慰问困难群"
    "众志愿服务活动走进华阳社区新时代文明实践站专场（第三季度）"
)
NAMES = (
    "单伟",
    "区䶮",
    "仇昇",
    "解晓璟",
    "查堃",
    "朱珺",
    "孙国强",
    "吴頔",
    f"卜{RARE}",
    "阿依古丽·买买提",
)


def activity(**values: Any) -> dict[str, Any]:
    """The activity of March 2026, moved from Saturday the 28th to Tuesday the 31st."""
    made = tree.blank(
        ACTIVITY,
        year=2026,
        month=3,
        number=3,
        title="学习新修订的《发展党员工作细则》 走访法律援助受援人",
        category="study",
        planned_on="2026-03-28",
        held_on="2026-03-31",
        moved_reason="3月28日是星期六，受援人所在的社区服务站不开门，改在31日下午",
        began_at="14:30",
        ended_at="17:10",
        place="三楼会议室、华阳社区律师会客厅",
        organiser="单伟",
        chair_name="单伟",
        chair_post="支部书记",
        recorder_name="区䶮",
        process="一、集中学习\n宣传委员解晓璟领学细则第十三条，逐条对照本支部两名发展对象的培养材料。"
        "查堃提出，公示的起止日期应当写到天，不能只写“五个工作日”。\n二、走访受援人\n"
        "分两组走访3户受援人。李某反映判决生效四个月仍未拿到工伤赔偿，仇昇当场帮助填写执行申请。",
        outcome="补正培养考察记录2处；收集意见4条，当场答复3条。",
        hours=250,
        notice_on="2026-03-24",
        notice_by="支部工作群",
        preparation="1. 自带党章和学习笔记；\n2. 参加走访的同志佩戴党徽，穿便装。",
        status="final",
        finished_on="2026-04-01",
    )
    made["attendance"] = [_person(number, name) for number, name in enumerate(NAMES)]
    made["observers"] = [tree.blank_line(LINES["observers"], name="入党积极分子", persons=2)]
    made["fixed_items"] = [
        tree.blank_line(LINES["fixed_items"], name=name, done=name != "重温誓词")
        for name in ("佩戴党徽", "交党费", "重温誓词", "诵读党章")
    ]
    made["decisions"] = [
        tree.blank_line(LINES["decisions"], text="联系法院执行局，跟进李某的执行申请",
                        owner_name="仇昇", due_on="2026-04-15"),
        tree.blank_line(LINES["decisions"], text="把公示日期补写到天", owner_name="查堃"),
    ]  # fmt: skip
    return made | values


def _person(number: int, name: str) -> dict[str, Any]:
    away = {4: ("leave", "在外地出庭"), 6: ("absent", "")}
    state, reason = away.get(number, ("present", ""))
    category = "probationary" if number == 7 else "full"
    return tree.blank_line(
        LINES["attendance"],
        member=f"m{number}",
        name=name,
        post="支部书记" if not number else "",
        category=category,
        voting=category == "full",
        state=state,
        reason=reason,
    )


def year_of_activities() -> list[dict[str, Any]]:
    """Ten months of 2026: none in May, two in July, a draft in November, moved over the year."""
    kinds = ("study", "service", "study", "onsite", "", "labour", "publicity", "study", "study", "")
    made = []
    for month in (1, 2, 3, 4, 6, 7, 7, 8, 9, 10, 11):
        day = f"2026-{month:02}-28"
        made.append(
            activity(
                month=month,
                number=len(made) + 1,
                planned_on=day,
                held_on=day,
                moved_reason="",
                category=kinds[month - 1] if month < 10 and kinds[month - 1] else "other",
                title=SIXTY if month == 4 else f"{month}月活动的主题",
                status="draft" if month == 11 else "final",
            )
        )
    made[0]["planned_on"] = "2025-12-31"
    return made


def plan(year: int = 2026, **values: Any) -> dict[str, Any]:
    """A plan of eleven months; December is left out."""
    line = next(line for line in PLAN.lines if line.name == "months")
    months = [
        tree.blank_line(
            line,
            month=month,
            planned_on=f"{year}-{month:02}-28",
            title=SIXTY if month == 5 else f"{month}月：学用结合，送法上门",
            category="service" if month % 3 == 0 else "study",
            place="三楼会议室" if month % 2 else "华阳社区新时代文明实践站",
            organiser="单伟" if month % 2 else "宣传委员",
            owner_name=NAMES[month - 1] if month < 10 else "仇昇",
        )
        for month in range(1, 12)
    ]
    months[1] |= {"planned_on": f"{year}-02-27", "moved_reason": "28日是星期六，提前一天"}
    months[9] |= {"planned_on": None, "title": "", "category": None, "place": "", "organiser": ""}
    aims = "围绕区局年度重点任务，每月28日开展一次活动，做到有主题、有记录、有落实。"
    made = tree.blank(PLAN, year=year, made_on=f"{year}-01-08", aims=aims)
    return made | {"months": months} | values


def picture(width: int, height: int, colour: str = "#7a9", **options: Any) -> bytes:
    """A picture of one colour with a lighter middle, as JPEG."""
    made = Image.new("RGB", (width, height), colour)
    made.paste("#eee", (width // 4, height // 4, width * 3 // 4, height * 3 // 4))
    out = io.BytesIO()
    made.save(out, "JPEG", **options)
    return out.getvalue()


def with_photos(record: dict[str, Any], photos: list[bytes]) -> tuple[Any, Callable[[str], bytes]]:
    """The record with these photos, and what reads them."""
    files: dict[str, bytes] = {}
    rows = []
    for number, data in enumerate(photos, 1):
        digest = hashlib.sha256(data).hexdigest()
        files[digest] = data
        rows.append(
            tree.blank_line(LINES["attachments"], kind="photo", name=f"{number}.jpg",
                            caption=f"第{number}张：走访受援人", sha256=digest,
                            taken_on=record["held_on"] if number % 3 else None)
        )  # fmt: skip

    def read(digest: str) -> bytes:
        if not files[digest]:
            raise Refused("附件的内容不在数据文件中，请从备份恢复。")
        return files[digest]

    return record | {"attachments": rows}, read
