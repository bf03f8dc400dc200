"""The sheet of a branch's year: scores, reasons, ballots, bonus, the records behind, 定稿."""

import pytest
from PySide6.QtCore import Qt

from db import operations, tree
from db.records import spec
from desktop.pages.assessment import words
from tests.desktop.conftest import AT, WHO

ASSESSMENT = spec("assessment")


def test_the_head_says_the_total_and_each_line_its_sum_in_words(assess):
    assess.meeting("2026-01-14")
    assess.compute()
    assert assess.sheet.head.title.text() == "机关第一党支部 2026年考核"
    total = assess.sheet.head.total.text()
    assert total.startswith("总分 ")
    assert " / 100，等次 " in total
    assert total.endswith("（暂）")
    shown = [row.line for row in assess.sheet.form.scores.rows.values()]
    assert [line.code for line in shown] == [line.code for line in assess.sheet.sheet.lines]
    assert assess.row("B2").words.text().startswith("应12次，实0次，缺2026年1月")
    assert assess.row("B2").points.text() == "8"
    assert assess.sheet.form.scores.titles["A"].label.text() == "A　组织设置"


def test_nothing_is_stored_before_a_person_says_something(assess):
    assert assess.page.leave()
    assert assess.stored() is None
    assert assess.sheet.head.pill.text() == "未开始"


def test_the_words_open_the_records_and_each_its_tab(assess):
    uid = assess.meeting("2026-01-14")
    assess.compute()
    assert assess.row("C1").words.live
    assess.row("C1").words.pressed.emit()
    view = assess.page._views["listed"]
    assert view.isVisible()
    assert view.title.text() == "2026年考核 C1 记录要素完整"
    assert [row.uid for row in view.cards.rows()] == [uid]
    view.cards.opened.emit(uid)
    assert assess.place == "三会一课"


def test_escape_leads_back_from_the_records_to_the_sheet(assess):
    assess.meeting("2026-01-14")
    assess.compute()
    assess.row("C1").words.pressed.emit()
    assess.press(Qt.Key.Key_Escape)
    assert assess.sheet.isVisible()


def test_a_line_without_records_opens_nothing(assess):
    assert not assess.row("B8").words.live


# 确认和改分


def test_enter_confirms_what_is_proposed_and_goes_on(assess):
    row = assess.row("A3")
    row.own.target.setFocus()
    assess.press(Qt.Key.Key_Return)
    assert assess.line("A3")["confirmed"]
    assert assess.line("A3")["own"] is None
    assert row.confirm_button.text() == "已确认"
    assert assess.row("B1").own.target.hasFocus()
    assess.settle()
    assert row.wants.isHidden()


def test_a_confirmation_is_taken_back_by_the_same_button_or_undo(assess):
    row = assess.row("A3")
    row.confirm_button.click()
    assert assess.line("A3")["confirmed"]
    row.confirm_button.click()
    assert [line for line in assess.stored()["scores"] if line["confirmed"]] == []
    row.confirm_button.click()
    assess.context.undo()
    assess.compute()
    assert assess.row("A3").confirm_button.text() == "确认"


def test_a_changed_score_asks_for_its_reason_in_place(assess):
    row = assess.row("B2")
    row.own.target.setFocus()
    assess.write("5.5")
    assess.press(Qt.Key.Key_Return)
    assert row.reason.target.hasFocus()
    assert assess.stored() is None
    assess.write("7月的会议合并到8月")
    assess.press(Qt.Key.Key_Return)
    assert assess.line("B2")["own"] == 550
    assert assess.line("B2")["reason"] == "7月的会议合并到8月"
    assess.settle()
    assert assess.sheet.sheet.line("B2").score == 550


def test_a_changed_score_without_a_reason_keeps_the_page(assess):
    assess.into(assess.row("B2").own.target, "5")
    assert not assess.page.leave()
    assert "分数改了，要写明理由" in assess.context.warnings[-1]
    assert assess.row("B2").reason.target.hasFocus()


def test_a_score_above_the_points_is_refused_at_its_field(assess):
    assess.into(assess.row("B2").own.target, "9")
    assert not assess.page.leave()
    assert "应在 0 到 8 之间" in assess.context.warnings[-1]


def test_the_reviewed_score_counts_before_the_own_one(assess):
    row = assess.row("B2")
    assess.into(row.own.target, "5")
    assess.into(row.reason.target, "两次会议合开")
    assess.into(row.reviewed.target, "4")
    assess.page.leave()
    assess.settle()
    assert assess.line("B2")["reviewed"] == 400
    assert assess.sheet.sheet.line("B2").score == 400


def test_an_item_for_people_asks_for_grade_and_basis(assess):
    row = assess.row("F1")
    assert not row.grading.isHidden()
    row.grade.set_value("较好")
    row.grade._known = ""
    row.grade.changed.emit()
    assert row.basis.target.hasFocus()
    assert row.own.value() == 450
    assess.write("走访服务大厅")
    assess.tab()
    assess.settle()
    stored = assess.line("F1")
    assert (stored["grade"], stored["own"], stored["basis"]) == ("较好", 450, "走访服务大厅")
    assert assess.row("F1").line.wants == ""


def test_arrows_walk_down_a_column(assess):
    assess.row("B1").reviewed.target.setFocus()
    assess.press(Qt.Key.Key_Down)
    assert assess.row("B2").reviewed.target.hasFocus()
    assess.press(Qt.Key.Key_Up)
    assert assess.row("B1").reviewed.target.hasFocus()


def test_the_next_key_leads_from_one_wish_to_the_next(assess):
    assess.sheet.go_to_next()
    first = [line.code for line in assess.sheet.sheet.lines if line.wants]
    assert assess.row(first[0]).isAncestorOf(assess.focus())
    assess.sheet.go_to_next()
    assert assess.row(first[1]).isAncestorOf(assess.focus())


# 测评、加分扣分


def ballot(assess, **values):
    rows = assess.sheet.form.ballots.rows
    row = rows.add_new()
    for key, value in values.items():
        row.editors[key].set_value(value)
    row._changed()
    return row


def test_ballots_are_checked_against_the_voters_while_they_are_typed(assess):
    row = ballot(assess, what="satisfaction", voters=20, returned=18, good=15, fair=4)
    assert "多于收回的18票" in row.line_error.text()
    assert not assess.page.leave()
    row.editors["fair"].set_value(3)
    row._changed()
    assert row.line_error.isHidden()
    assert row.sum.text() == "收回 18 票：好 15、较好 3、一般 0、差 0；好和较好占 100.0%。"
    assert assess.page.leave()
    assess.settle()
    assert assess.sheet.sheet.line("F3").score == 400


def test_a_bonus_brings_its_points_and_wants_a_reason(assess):
    remarks = assess.sheet.form.remarks
    before = assess.sheet.sheet.total
    row = remarks.adjustments.add_new()
    row.code.set_value("+2")
    row.code.changed.emit()
    assert row.points.value() == 200
    assert not assess.page.leave()
    row.editors["reason"].set_value("市级先进基层党组织")
    row._changed()
    assert assess.page.leave()
    assess.settle()
    assert assess.sheet.sheet.total == before + 200
    assert remarks.title.note.text() == "加分 2（最多 5），扣分 0"
    assert assess.stored()["deductions"][0]["title"] == "市级表彰"


def test_a_grade_other_than_the_proposed_one_wants_its_reason(assess):
    opinions = assess.sheet.form.opinions
    other = next(b.title for b in assess.sheet.sheet.scheme.bands if b.title != opinions._band)
    opinions.grade.set_value(other)
    opinions._changed()
    assert not opinions.error.isHidden()
    assert not assess.page.leave()
    opinions.grade_reason.set_value("党总支研究确定")
    opinions._changed()
    assert assess.page.leave()
    assert assess.stored()["grade"] == other
    assert assess.sheet.head.total.text().endswith(f"等次 {other}")


# 显示


def test_without_points_conclusions_stand_in_their_place(assess):
    assess.sheet.head.points.click()
    assess.settle()
    row = assess.row("B2")
    assert row.own.isHidden()
    assert row.points.isHidden()
    assert "扣" not in row.words.text()
    assert row.absent.text() == "没有达到"
    assert assess.sheet.head.total.text() == "等次 不合格（暂）"
    assert "项" in assess.sheet.head.derivation.text()
    assert not assess.context.settings.preferences.show_points
    assess.sheet.head.points.click()
    assess.settle()
    assert not assess.row("B2").own.isHidden()


def test_the_right_panel_says_what_can_still_be_done_and_by_when(assess):
    texts = assess.sheet.side.still_texts()
    assert any(text.endswith("2026年12月31日前") for text in texts)
    assert len(assess.sheet.sheet.still) > 0


def test_another_year_follows_the_head_of_the_window(assess):
    assess.row("A3").confirm_button.click()
    assess.context.set_year(2025)
    assess.compute()
    assert assess.sheet.head.title.text().endswith("2025年考核")
    assert assess.sheet.head.pill.text() == "未开始"
    assess.context.set_year(2026)
    assess.compute()
    assert assess.row("A3").confirm_button.text() == "已确认"


def test_what_a_person_writes_stays_when_records_change_elsewhere(assess):
    assess.into(assess.row("B2").own.target, "5")
    assess.put("duty_note", code="summary", year=2026, done_on="2026-11-20")
    assess.compute()
    assert assess.row("B2").own.value() == 500


# 定稿


def test_freezing_says_what_is_missing_and_leads_there(assess):
    assert not assess.sheet.freeze()
    banner = assess.sheet.head.banner
    assert banner.label.text().startswith("还不能定稿：A3 年度计划、总结待确认，共 ")
    assert assess.row("A3").isAncestorOf(assess.focus())


@pytest.fixture
def final(assess):
    """The assessment made final."""
    assess.uid = assess.meeting("2026-01-14")
    assess.judge_all()
    assert assess.sheet.freeze()
    assess.settle()
    return assess


def test_a_final_sheet_is_only_to_be_read(final):
    assert final.sheet.head.pill.text() == "定稿"
    assert final.row("B2").own.box.isReadOnly()
    assert final.sheet.head.main_button.isHidden()
    assert final.sheet.side.off_title.note.text() == "没有"
    final.row("A3").confirm()
    assert not final.sheet.form.dirty


def test_a_later_change_of_records_is_said_and_changes_no_score(final):
    total = final.sheet.head.total.text()
    record = tree.dump(spec("meeting"), final.uid)
    operations.set_values(
        spec("meeting"), final.uid, {"place": "别处"}, name="改地点", who=WHO, at=AT
    )
    assert record["place"] != "别处"
    final.compute()
    assert final.sheet.head.total.text() == total
    assert "处" in final.sheet.side.off_title.note.text()
    assert final.sheet.side.off.count("warn") >= 1


def test_the_general_branchs_decision_comes_after_the_freezing(final):
    opinions = final.sheet.form.opinions
    opinions.after.editors["superior_opinion"].set_value("同意")
    opinions.after._changed()
    assert final.page.leave()
    assert final.stored()["superior_opinion"] == "同意"


def test_going_back_wants_a_reason(final):
    final.sheet.head.reason.ask()
    final.sheet.head.reopened.emit("")
    assert "原因" in final.sheet.head.banner.label.text()
    final.sheet.head.reopened.emit("漏计一次会议")
    assert final.stored()["status"] == "draft"
    assert not final.row("B2").own.box.isReadOnly()


# 草稿、打印


def test_a_crash_loses_nothing(assess):
    assess.into(assess.row("B2").own.target, "5")
    draft = assess.sheet.draft()
    assert draft is not None
    assess.sheet.form.forget()
    assess.window.current_page().open_draft("assessment", draft)
    assert assess.row("B2").own.value() == 500
    assert assess.sheet.form.dirty


class _Draft:
    record_type = "assessment"

    def __init__(self, values):
        self.tree = values


def test_the_papers_of_the_assessment_are_offered_and_written(assess, tmp_path):
    assess.row("A3").confirm_button.click()
    menu = assess.sheet.head.print_menu
    menu.aboutToShow.emit()
    assert "打印考核评分表…" in [action.text() for action in menu.actions()]
    target = tmp_path / "考核.pdf"
    assess.context.answers = [target]
    assess.sheet.save_paper("assessment")
    assert target.read_bytes().startswith(b"%PDF")


def test_a_read_only_file_is_shown_and_not_changed(assess):
    assert words.changed({"own": None, "reviewed": None}, 300) is False
    path = assess.context.path
    assess.context.open_file(path, readonly=True)
    assess.window.show_page(assess.window._tab_of("assessment"))
    assess.compute()
    assert assess.row("B2").own.box.isReadOnly()
    assert assess.sheet.head.main_button.isHidden()


def test_the_first_save_of_a_year_is_one_step_and_undone_by_one(assess):
    before = operations.last_step()
    row = assess.row("B2")
    assess.into(row.own.target, "5.5")
    assess.into(row.reason.target, "7月的会议合并到8月")
    assert assess.page.leave()
    assert assess.line("B2")["own"] == 550
    assert operations.last_step() == before + 1
    assess.context.undo()
    assert assess.stored() is None
