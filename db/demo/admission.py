"""The two persons whom the tidy branch of the sample led or leads into the Party."""

from collections.abc import Iterable, Iterator
from functools import partial

from db import admissions, operations, tree
from db.demo.branch import Branch, identified, moment
from db.demo.occasion import Occasion, Step
from db.records.admission import AdmissionStep, MentorRole
from db.spec import Tree

_DECIDED = {
    AdmissionStep.COMMITTEE_REVIEW: "committee",
    AdmissionStep.ADMISSION: "general",
    AdmissionStep.FULL_MEETING: "general",
}
_ADMITTED = (
    (AdmissionStep.APPLICATION, "2022-10-08", "本人", ""),
    (AdmissionStep.APPLICATION_TALK, "2022-10-20", "单伟", "谈入党动机和对窗口工作的想法"),
    (AdmissionStep.ACTIVIST, "2023-02-17", "支委会", "党小组推荐，上级备案"),
    (AdmissionStep.PUBLICITY, "2025-03-24", "支委会", "公示栏，没有反映问题"),
    (AdmissionStep.CANDIDATE, "2025-04-01", "支委会", "报上级备案"),
    (AdmissionStep.POLITICAL_REVIEW, "2025-04-28", "支部", "函调两份，结论合格"),
    (AdmissionStep.TRAINING, "2025-05-14", "机关党委", "三天二十四学时，结业"),
    (AdmissionStep.COMMITTEE_REVIEW, "2025-06-13", "支委会", ""),
    (AdmissionStep.EXAMINATION, "2025-06-17", "机关党委", "预审合格"),
    (AdmissionStep.ADMISSION, "2025-06-20", "支部党员大会", ""),
    (AdmissionStep.APPROVAL, "2025-08-12", "机关党委", "同意接收"),
    (AdmissionStep.OATH, "2025-09-05", "支部", ""),
    (AdmissionStep.FULL_MEETING, "2026-06-26", "支部党员大会", ""),
    (AdmissionStep.FULL_APPROVAL, "2026-08-18", "机关党委", "同意按期转正"),
    (AdmissionStep.ARCHIVED, "2026-09-02", "支部", "材料交机关党委"),
)
_JOINED = "2025-06-20"
_REVIEWED = ("2023-07-20", "2024-01-12", "2024-07-05", "2024-12-20", "2025-03-07")
_APPLYING = (
    (AdmissionStep.APPLICATION, "2025-09-08", "本人", ""),
    (AdmissionStep.APPLICATION_TALK, "2025-09-26", "解晓璟", "谈对党的认识和工作中的难处"),
    (AdmissionStep.ACTIVIST, "2026-03-20", "支委会", "党小组推荐，上级备案"),
)


def admitted(branch: Branch, held: Iterable[Occasion], today: str) -> Iterator[Step]:
    """Yield the files of both as far as they had come on the day, entered at their last step."""
    if branch.key != "first":
        return
    meetings = {(each.held, each.kind): each.uid for each in held}
    both = ("龑明", "李伟（小）")
    mentors = [(name, role) for role in ("contact", "introducer") for name in both]
    first: Tree = {
        "name": "褚垚",
        "gender": "男",
        "born_on": "1999-09-12",
        "job": "法律援助中心科员",
        "member": branch.member("褚垚") if today >= _JOINED else None,
        "steps": _steps(_ADMITTED, meetings, today),
        "reviews": [_review(day, "龑明") for day in _REVIEWED if day <= today],
        "mentors": [_mentor(branch, *each) for each in mentors],
    }
    second: Tree = {
        "name": "罗珩",
        "gender": "女",
        "born_on": "2001-03-08",
        "job": "公共法律服务中心科员",
        "steps": _steps(_APPLYING, meetings, today),
        "reviews": [_review("2026-09-10", "王芳")] if today >= "2026-09-10" else [],
        "mentors": [_mentor(branch, name, "contact") for name in ("王芳", "曾喆")],
    }
    for values in (first, second):
        if values["steps"]:
            day = max(row["done_on"] for row in values["steps"])
            name = f"first/admission/{values['name']}"
            yield moment(day, 9), name, partial(_enter, branch, values, day)


def _enter(branch: Branch, values: Tree, day: str) -> None:
    record = tree.normalise(
        admissions.KIND, tree.blank(admissions.KIND, organisation=branch.uid, **values)
    )
    made = identified(record, "first", "admission", values["name"])
    operations.save(admissions.KIND, made, who="解晓璟", at=moment(day, 9))


def _steps(
    given: Iterable[tuple[AdmissionStep, str, str, str]],
    meetings: dict[tuple[str, str], str],
    today: str,
) -> list[Tree]:
    return [
        {
            "step": str(step),
            "done_on": day,
            "decided_by": who,
            "proof": proof,
            "meeting": meetings.get((day, _DECIDED.get(step, ""))),
        }
        for step, day, who, proof in given
        if day <= today
    ]


def _review(day: str, who: str) -> Tree:
    return {"reviewed_on": day, "reviewer_name": who, "text": "按时汇报思想，工作踏实，继续培养。"}


def _mentor(branch: Branch, key: str, role: str) -> Tree:
    return {
        "role": str(MentorRole(role)),
        "member": branch.member(key),
        "name": branch.people[key]["name"],
    }
