"""What the minutes of 组织生活会 and 民主评议党员 hold between head and signatures (rows 8, 9)."""

from collections.abc import Iterator

from db.records.meeting import Grade
from desktop.documents import bookparts, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.fonts import HEITI, KAITI
from desktop.documents.recordbook import Paragraph
from desktop.documents.wording import NOTHING

_SUMMARY = 120  # characters of 个人总结 in the minutes; the whole stands on 登记表


def life(tree: Tree, context: PaperContext) -> Iterator[Paragraph]:
    """Yield the record of 组织生活会, person by person."""
    yield from bookparts.section("方案要点", tree["scheme"])
    yield from bookparts.readings(tree)
    yield from bookparts.section("征求意见汇总", tree["opinions"])
    yield from bookparts.section("上次整改通报", tree["previous"])
    yield Paragraph("对照检查和相互批评", HEITI, heading=True)
    for place, row in enumerate(tree["examinations"], 1):
        yield from _examination(place, row)
    if not tree["examinations"]:
        yield Paragraph(NOTHING)
    yield from _issues(tree, context)
    yield from bookparts.section("公示和上报", _published(tree))


def appraisal(tree: Tree, context: PaperContext) -> Iterator[Paragraph]:
    """Yield the record of 民主评议党员: 自评、互评, the ballots, the grades, 综合意见."""
    if tree["scheme"].strip():
        yield from bookparts.section("方案要点", tree["scheme"])
    if tree["readings"]:
        yield from bookparts.readings(tree)
    yield Paragraph("个人自评和党员互评", HEITI, heading=True)
    for place, row in enumerate(tree["appraisals"], 1):
        yield from _self_and_peers(place, row)
    if not tree["appraisals"]:
        yield Paragraph(NOTHING)
    yield Paragraph("民主测评", HEITI, heading=True)
    yield Paragraph(ballots(tree))
    for place, row in enumerate(tree["appraisals"], 1):
        yield Paragraph(f"{place}. {row['name']}：{votes(row)}。")
    yield Paragraph("评定等次", HEITI, heading=True)
    yield from map(Paragraph, list(grades(tree)) or [NOTHING])
    yield from bookparts.section("综合意见", tree["conclusion"])
    if tree["issues"]:
        yield from _issues(tree, context)
    if _published(tree):
        yield from bookparts.section("公示和上报", _published(tree))


def ballots(tree: Tree) -> str:
    """Return how many ballots were due, came back and were valid, and who counted them."""
    figures = (("应评", "eligible"), ("实评", "returned"), ("有效票", "valid"))
    said = [
        f"{label}{tree[key]}{'张' if key == 'valid' else '人'}" if tree[key] is not None
        else f"{label}未记录"
        for label, key in figures
    ]  # fmt: skip
    who = (("监票人", tree["scrutineer_name"]), ("计票人", tree["teller_name"]))
    said += [f"{label}：{name.strip()}" for label, name in who if name.strip()]
    return "，".join(said) + "。"


def votes(row: Tree) -> str:
    """Return the ballots of one person by grade: 优秀9票，合格5票，基本合格0票，不合格0票."""
    counted = [(grade.label, row[str(grade)]) for grade in Grade]
    if all(count is None for _, count in counted):
        return "票数未记录"
    return "，".join(f"{name}{count or 0}票" for name, count in counted)


def grades(tree: Tree) -> Iterator[str]:
    """Yield for every grade who was given it and how many they are."""
    rows = tree["appraisals"]
    for grade in Grade:
        names = [row["name"] for row in rows if row["grade"] == grade]
        if names:
            yield f"{grade.label}{len(names)}人：{'、'.join(names)}。"
    names = [row["name"] for row in rows if not row["grade"]]
    if names:
        yield f"未评定{len(names)}人：{'、'.join(names)}。"


def issue(row: Tree, context: PaperContext) -> str:
    """Return a problem with what is done about it, by whom and by when."""
    whose = f"{row['whose'].strip()}：" if row["whose"].strip() else ""
    owner = wording.owner_name(row, context) or "未定"
    due = f"{wording.day(row['due_on'])}前" if row["due_on"] else "未定"
    measure = f"整改措施：{wording.sentence(row['measure'])}" if row["measure"].strip() else ""
    text = wording.sentence(row["text"])
    return f"{whose}{text}{measure}责任人：{owner}；整改时限：{due}。"


def _examination(place: int, row: Tree) -> Iterator[Paragraph]:
    written = "（书面发言）" if row["written"] else ""
    head = f"（{wording.chinese_number(place)}）{row['name']}{written}"
    yield Paragraph(head, KAITI, heading=True)
    yield Paragraph(f"自我批评：{row['text'].strip() or NOTHING}")
    for said in row["criticisms"]:
        yield Paragraph(f"{said['critic_name']}批评：{said['text'].strip() or NOTHING}")
    if not row["criticisms"]:
        yield Paragraph(f"批评意见：{NOTHING}")
    yield Paragraph(f"本人表态：{row['pledge'].strip() or NOTHING}")


def _issues(tree: Tree, context: PaperContext) -> Iterator[Paragraph]:
    yield Paragraph("问题和整改清单", HEITI, heading=True)
    for place, row in enumerate(tree["issues"], 1):
        yield Paragraph(f"{place}. {issue(row, context)}")
    if not tree["issues"]:
        yield Paragraph(NOTHING)


def _published(tree: Tree) -> str:
    said = (
        [f"公示情况：{wording.sentence(tree['publicised'])}"] if tree["publicised"].strip() else []
    )
    said += [f"上报日期：{wording.day(tree['reported_on'])}。"] if tree["reported_on"] else []
    return "".join(said)


def _self_and_peers(place: int, row: Tree) -> Iterator[Paragraph]:
    head = f"（{wording.chinese_number(place)}）{row['name']}"
    yield Paragraph(head, KAITI, heading=True)
    labelled = (
        ("个人总结", _shortened(row["summary"])),
        ("存在问题", row["faults"].strip()),
        ("整改措施", row["measures"].strip()),
        ("互评意见", row["peers"].strip()),
    )
    said = [Paragraph(f"{label}：{text}") for label, text in labelled if text]
    yield from said or [Paragraph(NOTHING)]


def _shortened(text: str) -> str:
    """Return the beginning of a long text, at the end of a sentence where there is one."""
    flat = " ".join(text.split())
    if len(flat) <= _SUMMARY:
        return flat
    end = flat.rfind("。", 0, _SUMMARY) + 1
    return (flat[:end] if end > _SUMMARY // 2 else flat[:_SUMMARY]) + "……（全文见登记表）"
