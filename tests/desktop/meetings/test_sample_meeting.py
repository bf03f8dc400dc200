"""The secretary's notes of the sample meeting, entered by hand from the first field to the last."""

from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from desktop import preview

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return

AWAY = {
    "孙国强": (Qt.Key.Key_Q, "长期病假"),
    "朱珺": (Qt.Key.Key_Q, "借调区委巡察办，当天有任务"),
    "查堃": (Qt.Key.Key_Space, "带孩子看病，会前打过电话"),
    "冯犇": (Qt.Key.Key_X, "司法所有个调解走不开，没来得及说"),
}


def enter_head(desk) -> None:
    """Date, times, place are asked first; chair and recorder stand in the head."""
    desk.begin("general", "3.27")
    head = desk.form.head
    assert head.date.value() == "2026-03-27"
    desk.into(head.editors["began_at"].target, "1500")
    desk.into(head.editors["ended_at"].target, "1650")
    assert head.editors["place"].value() == "三楼会议室"
    assert (head.chair.name(), head.chair_post.value()) == ("单伟", "支部书记")
    head.editors["recorder"].target.setFocus()
    desk.write("ch")  # pinyin initials open the list
    desk.window.focusWidget().clear()
    desk.write("陈晗")
    desk.tab()


def enter_attendance(desk) -> None:
    """Everybody is ticked present: only who was away is marked, with the reason."""
    chips = desk.form.attendance.chips
    assert len(chips) == 21
    chips[0].setFocus()
    names = [chip.line["name"] for chip in chips]
    for name, (key, _reason) in AWAY.items():
        here = names.index(desk.focus().line["name"])
        step = names.index(name) - here
        desk.press(*[Qt.Key.Key_Right if step > 0 else Qt.Key.Key_Left] * abs(step))
        desk.press(key)
    for name, (_key, reason) in AWAY.items():
        desk.form.attendance.chips[names.index(name)].setFocus()
        desk.press(ENTER)
        desk.write(reason)
    rows = {row.line["name"]: row for row in desk.form.attendance.reasons}
    rows["冯犇"].late.box.click()
    observers = desk.form.attendance.observers
    observers.add_button.click()
    desk.write("局党总支副书记")
    desk.press(ENTER, modifiers=CTRL)
    desk.write("法律援助中心入党积极分子")


def enter_agenda(desk) -> None:
    """Three items (the 备忘 is none), one vote, the chair's closing words."""
    agenda = desk.form.agenda
    agenda.add_button.click()
    first = agenda.cards[0].details
    desk.write("通报2025年度组织生活会整改情况")
    desk.tab()
    desk.write("解晓璟")
    desk.into(first.report.target, "上次列了6条，完成5条，剩1条转到今年任务清单。")
    first.speeches.add_button.click()
    desk.write("王芳")
    desk.tab()
    desk.write("调解员下社区要和28日活动日合并安排，别让同志们两头跑。")
    desk.press(ENTER, modifiers=CTRL)
    desk.write("李伟（1968年生）")
    desk.tab()
    desk.write("不太同意，合并了容易变成走过场，建议至少有一次单独去。")
    desk.into(first.editors["resolution"].target, "合并为主，每季度单独一次。")
    first.decisions.add_button.click()
    desk.write("每个报到社区送法不少于2次")
    desk.tab()
    desk.write("仇昇")
    desk.tab()
    desk.write("6.30")
    first.report.target.setFocus()
    desk.press(ENTER, modifiers=CTRL)

    second = agenda.cards[1].details
    desk.write("推荐区级“人民满意公务员”支部人选")
    desk.into(second.report.target, "提名吴頔。大家都讲了，曾喆讲得最多。")
    choose(second.vote.method, "hands")
    desk.into(second.vote.editors["votes_for"].target, "13")
    desk.into(second.vote.editors["votes_against"].target, "0")
    desk.into(second.vote.editors["votes_abstain"].target, "1")
    desk.into(second.editors["resolution"].target, "推荐吴頔，表决通过。")
    second.report.target.setFocus()
    desk.press(ENTER, modifiers=CTRL)

    third = agenda.cards[2].details
    desk.write("一季度党费收缴情况")
    desk.tab()
    desk.write("区䶮")
    desk.into(third.report.target, "一季度18人按时交，3人拖到3月份才一起交。")
    desk.into(third.editors["resolution"].target, "以后每月15号前交，从4月起执行。")
    third.decisions.add_button.click()
    desk.write("每月15日前收齐党费")
    desk.tab()
    desk.write("区䶮")

    closing = agenda.closing.details
    desk.into(
        closing.report.target,
        "三张清单4月10日前各党小组报上来；28日活动日放到3月27日会后，因28日是周六。",
    )
    closing.decisions.add_button.click()
    desk.write("报送三张清单")
    desk.tab()
    desk.write("各党小组")
    desk.tab()
    desk.write("4月10日")
    foot = desk.form.foot
    desk.into(foot.notice_on.target, "3.24")
    desk.into(foot.editors["notice_by"].target, "群里通知，活动室张贴")


def choose(editor, value: str) -> None:
    """Choose an entry of a drop-down list, as the keyboard does."""
    place = next(i for i in range(editor.box.count()) if editor.box.itemData(i) == value)
    editor.box.setCurrentIndex(place)
    editor.box.activated.emit(place)


@pytest.fixture
def entered(desk):
    """The desk with the whole meeting entered."""
    enter_head(desk)
    enter_attendance(desk)
    enter_agenda(desk)
    desk.settle()
    return desk


def test_the_notes_entered_by_hand_give_the_results_of_the_sample(entered, tmp_path, monkeypatch):
    desk = entered
    note = desk.form.attendance.title.note.text()
    assert "应到 21 = 实到 17 + 请假 3 + 缺席 1" in note
    assert "有表决权应到 18，实到 14" in note
    vote = desk.form.agenda.cards[1].details.vote
    assert vote.pill.text() == "通过"
    assert vote.pill.isVisibleTo(desk.form)
    assert "赞成 13 超过应到会有表决权 18 人的半数（9）" in vote.verdict.text()
    assert "到会 14 人" in vote.verdict.text()
    assert "第十一条" in vote.verdict.text()
    assert desk.findings("block") == []
    said = desk.findings()
    assert any("R16" in text and "完成时限" in text and "议题3" in text for text in said)
    assert any("R15" in text and "冯犇" in text and "补记" in text for text in said)
    assert sum("R16" in text for text in said) == 1, said

    record = desk.record
    assert len([item for item in record["agenda"] if item["part"] == "item"]) == 3
    assert [d["owner_name"] for item in record["agenda"] for d in item["decisions"]] == [
        "仇昇",
        "区䶮",
        "各党小组",
    ]
    reasons = {row["name"]: row["reason"] for row in record["attendance"] if row["reason"]}
    assert reasons == {name: reason for name, (_key, reason) in AWAY.items()}
    assert [row["reason_late"] for row in record["attendance"]].count(True) == 1

    finalise_and_print(desk, tmp_path, monkeypatch)


def finalise_and_print(desk, tmp_path: Path, monkeypatch) -> None:
    """定稿, then print the minutes: the record is then 已打印."""
    desk.page.record.header.main_button.click()
    assert desk.stored()["status"] == "final"
    assert desk.stored()["finished_on"] == "2026-03-27"
    assert desk.form.head.date.box.isReadOnly()
    out = tmp_path / "会议记录.pdf"

    def to_file(parent, title: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFileName(str(out))
        return printer

    monkeypatch.setattr(preview, "ask_printer", to_file)
    desk.page.printing.print_paper("minutes")
    assert out.stat().st_size > 1000
    assert desk.stored()["status"] == "printed"
    assert desk.page.record.header.pill.text() == "已打印"
    saved = tmp_path / "存.pdf"
    desk.context.answers.append(saved)
    desk.page.printing.save_paper("minutes")
    with pdfplumber.open(saved) as document:
        text = "".join(page.extract_text() for page in document.pages)
    assert "支部党员大会会议记录" in text
    assert "通报2025年度组织生活会整改情况" in text
    assert "法律援助中心入党积极分子" in text.replace("\n", "")
