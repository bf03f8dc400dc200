"""发展党员: talk, filing, reviews, notice, request for 预审 and ballot (domain 1.4).

What the record does not say is left open and ruled; nothing is put in its place.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from db import workdays
from db.errors import Refused
from db.records.admission import AdmissionStep, MentorRole
from desktop.documents import official, wording
from desktop.documents.admission import AdmissionSheet
from desktop.documents.context import PaperContext, Tree
from desktop.documents.official import Block, Official, Signature, Text
from desktop.documents.table import Table, TableColumn

_OPEN = "　　　　"
_DAYS = 5  # 公示不少于5个工作日: 发展党员工作细则 Art. 13 (待核)
_FILED = (
    (AdmissionStep.CANDIDATE, "将{}同志列为发展对象"),
    (AdmissionStep.ACTIVIST, "确定{}同志为入党积极分子"),
)
_BEFORE = (
    AdmissionStep.PUBLICITY,
    AdmissionStep.CANDIDATE,
    AdmissionStep.POLITICAL_REVIEW,
    AdmissionStep.TRAINING,
    AdmissionStep.COMMITTEE_REVIEW,
)
_STEPS_TOLD = (AdmissionStep.APPLICATION, AdmissionStep.ACTIVIST)


@dataclass(frozen=True)
class NoticeSheet:
    """A notice or a letter as an official paper."""

    paper: Official


def collect_publicity(tree: Tree, context: PaperContext) -> NoticeSheet:
    """Put the notice into words: who, since when, until when, where to object."""
    began = _done(tree, AdmissionStep.PUBLICITY)
    blocks: tuple[Block, ...] = (
        *map(Text, _notice(tree, context, began)),
        Signature(context.organisation_name, wording.day(began, wording.DATE_BY_HAND)),
    )
    title = "关于拟列为发展对象的公示"
    return NoticeSheet(Official(title, blocks, wording.whole_names([tree["name"]])))


def collect_filing(tree: Tree, context: PaperContext) -> NoticeSheet:
    """Report to the superior who became an activist, or after that who became a candidate.

    The day of a step that is not noted yet stays open.
    """
    noted = ((step, what) for step, what in _FILED if _done(tree, step))
    step, what = next(noted, _FILED[-1])
    day, called = _done(tree, step), what.format(tree["name"])
    when = wording.day(day, wording.DATE_BY_HAND)
    first = f"{context.organisation_name}于{when}研究，{called}，现报请备案。"
    texts = (first, *_about(tree, context))
    return _letter(f"关于{called}的备案报告", texts, day, tree, context)


def collect_request(tree: Tree, context: PaperContext) -> NoticeSheet:
    """Ask the superior to examine the papers (预审), with the steps that were done until then."""
    day = _done(tree, AdmissionStep.COMMITTEE_REVIEW)
    done = [
        f"{wording.day(row)}{step.label}"
        for step in _BEFORE
        if (row := _done(tree, step)) is not None
    ]
    texts = (
        *_about(tree, context),
        f"该同志{'，'.join(done) or _OPEN}。",
        f"半年考察登记{len(tree['reviews'])}次。现将有关材料报上，请予预审。",
        "妥否，请批示。",
    )
    return _letter(f"关于{tree['name']}同志发展材料预审的请示", texts, day, tree, context)


def collect_reviews(tree: Tree, context: PaperContext) -> AdmissionSheet:
    """Return the sheet of the half-yearly reviews, with room for the next one."""
    rows = [
        (
            str(place),
            wording.day(row["reviewed_on"]),
            row["reviewer_name"] or _OPEN,
            row["text"] or _OPEN,
        )
        for place, row in enumerate(
            sorted(tree["reviews"], key=lambda r: r["reviewed_on"] or ""), 1
        )
    ]
    rows.append((str(len(rows) + 1), _OPEN, _OPEN, "\n" * 5))
    return AdmissionSheet(
        Table(
            title=f"入党积极分子考察登记表（{tree['name']}）",
            left=context.organisation_name,
            right=f"确定日期：{wording.day(_done(tree, AdmissionStep.ACTIVIST), _OPEN)}",
            columns=(
                TableColumn("序号", 14),
                TableColumn("考察日期", 34),
                TableColumn("考察人", 26),
                TableColumn("考察意见", 92, centred=False),
            ),
            rows=tuple(rows),
            closing=("培养联系人（签名）：", "党支部书记（签名）：", wording.DATE_BY_HAND),
            row_height=12.0,
            names=(tree["name"],),
        )
    )


def collect_talk(tree: Tree, context: PaperContext) -> AdmissionSheet:
    """Return the sheet of the talk with the applicant; its words are written by hand or stand."""
    row: Tree = next((r for r in tree["steps"] if r["step"] == AdmissionStep.APPLICATION_TALK), {})
    applied = wording.day(_done(tree, AdmissionStep.APPLICATION), _OPEN)
    said = str(row.get("proof") or "").strip() or "\n" * 9
    return AdmissionSheet(
        Table(
            title="同入党申请人谈话记录",
            left=context.organisation_name,
            right="",
            columns=(TableColumn("项目", 30), TableColumn("内容", 136, centred=False)),
            rows=(
                ("申请人", tree["name"] or _OPEN),
                ("单位职务", tree["job"] or _OPEN),
                ("递交申请书", applied),
                ("谈话日期", wording.day(row.get("done_on"), _OPEN)),
                ("谈话人", str(row.get("decided_by") or _OPEN)),
                ("谈话内容", said),
            ),
            closing=("谈话人（签名）：", "申请人（签名）：", wording.DATE_BY_HAND),
            row_height=12.0,
            names=(tree["name"],),
        )
    )


def collect_ballot(tree: Tree, context: PaperContext) -> AdmissionSheet:
    """Return the ballot of the next vote: 接收 before the meeting that admits, 转正 after it."""
    if not tree["name"]:
        raise Refused("还没有写姓名，请写明再印表决票。")
    full = _done(tree, AdmissionStep.ADMISSION) is not None
    what = "转为中共正式党员" if full else "接收为中共预备党员"
    return AdmissionSheet(
        Table(
            title="表决票",
            left=context.organisation_name,
            right=wording.DATE_BY_HAND,
            columns=(
                TableColumn("姓名", 36),
                TableColumn("表决事项", 60),
                TableColumn("赞成", 23),
                TableColumn("不赞成", 23),
                TableColumn("弃权", 23),
            ),
            rows=((tree["name"], what, _OPEN, _OPEN, _OPEN),),
            feet=(
                (
                    (
                        "说　　明",
                        "无记名投票，只由有表决权的正式党员填写；在一栏内画“○”，多画、不画的无效。",
                    ),
                ),
            ),
            row_height=16.0,
            names=(tree["name"],),
        )
    )


def render(sheet: NoticeSheet, path: Path) -> None:
    """Write the notice; raises ``Refused``."""
    official.write(sheet.paper, path)


def _done(tree: Tree, step: AdmissionStep) -> str | None:
    return next((row["done_on"] for row in tree["steps"] if row["step"] == step), None)


def _notice(tree: Tree, context: PaperContext, began: str | None) -> Iterator[str]:
    yield (
        f"经党支部研究，拟将{tree['name'] or _OPEN}同志列为发展对象。"
        "根据《中国共产党发展党员工作细则》，现将有关情况公示如下："
    )
    yield from _about(tree, context)
    yield f"公示时间：{_period(began)}。"
    yield (
        f"公示期间，如有问题或意见，请向{context.organisation_short_name}反映，"
        f"实事求是，署真实姓名。联系电话：{context.phone or _OPEN * 2}。"
    )


def _about(tree: Tree, context: PaperContext) -> Iterator[str]:
    """Yield who the person is, the first steps and who leads him or her."""
    about = [
        tree["name"] or _OPEN,
        *(text for text in (tree["gender"], tree["job"]) if text),
    ]
    if tree["born_on"]:
        about.append(f"{wording.day(tree['born_on']).partition('月')[0]}月出生")
    yield "，".join(about) + "。"
    for step in _STEPS_TOLD:
        if day := _done(tree, step):
            yield f"{wording.day(day)}{step.label}。"
    mentors = [
        row["name"] or context.people[row["member"]].display_name
        for row in tree["mentors"]
        if row["role"] == MentorRole.CONTACT and (row["name"] or row["member"] in context.people)
    ]
    if mentors:
        yield f"培养联系人：{'、'.join(mentors)}。"


def _letter(
    title: str, texts: Iterable[str], day: str | None, tree: Tree, context: PaperContext
) -> NoticeSheet:
    blocks: tuple[Block, ...] = (
        Text(f"{context.superior_name or _OPEN * 2}：", indent=0),
        *map(Text, texts),
        Signature(context.organisation_name, wording.day(day, wording.DATE_BY_HAND)),
    )
    return NoticeSheet(Official(title, blocks, wording.whole_names([tree["name"]])))


def _period(began: str | None) -> str:
    """Return from when until when: five working days, the first one counted."""
    if began is None:
        return f"{_OPEN}年{_OPEN}月{_OPEN}日至{_OPEN}月{_OPEN}日（不少于{_DAYS}个工作日）"
    first = dt.date.fromisoformat(began)
    last, provisional = workdays.add_workdays(first - dt.timedelta(days=1), _DAYS)
    said = "，暂算" if provisional else ""
    return f"{wording.day(began)}至{wording.day(last.isoformat())}（{_DAYS}个工作日{said}）"
