"""The general branch looks at its branches, goes to their records, keeps contact points, grades."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db import assessment, contacts, overview, queries, tree
from db.demo.branch import uid
from db.records import spec
from desktop.dialogs.put_on_list import PutOnListDialog
from desktop.pages.general.pane import BRANCHES, CONTACTS, GRADES, PROBLEMS

from .conftest import GENERAL, TODAY

FIRST, SECOND, GRASSROOTS = uid("first"), uid("second"), uid("grassroots")


def titles(cards) -> list[str]:
    return [row.title.strip() for row in cards.rows()]


def test_the_branches_stand_side_by_side_in_their_own_order(general):
    heads = [button.text() for button in general.pane.table.heads.values()]
    names = [row["short_name"] for row in queries.branches_under(GENERAL)]
    assert heads == names
    assert general.pane.table.numbers[FIRST, "committee"].text() == "11 次"
    assert general.pane.table.late_buttons[GRASSROOTS, "group"].text() == "▲ 逾期 9"
    assert (FIRST, "group") not in general.pane.table.late_buttons


def test_a_number_shows_its_records_and_one_of_them_opens_in_its_branch(general):
    pane = general.pane
    pane.table.numbers[SECOND, "committee"].click()
    assert pane.listed.title.text() == "2026年 机关第二党支部 支部委员会会议 11 次"
    rows = pane.listed.cards.rows()
    assert len(rows) == 11
    pane.listed.opened.emit(rows[0].uid)
    assert general.context.branch == SECOND
    assert general.place == "三会一课"
    assert general.window.current_page().record.uid == rows[0].uid


def test_escape_leads_back_to_the_branches(general):
    pane = general.pane
    pane.table.numbers[SECOND, "committee"].click()
    general.press(Qt.Key.Key_Escape)
    assert pane.place.currentIndex() == BRANCHES


def test_what_is_overdue_is_listed_and_an_item_of_a_list_opens(general):
    pane = general.pane
    pane.table.late_buttons[FIRST, "late"].click()
    assert pane.late.title.text() == "2026年 机关第一党支部 逾期 4 项"
    row = next(r for r in pane.late.cards.rows() if r.title.startswith("问题2026-08"))
    pane.late.cards.opened.emit(row.uid)
    assert general.place == "三张清单"
    assert general.context.branch == FIRST


def test_the_head_of_a_column_leads_to_the_branch_itself(general):
    general.pane.table.heads[GRASSROOTS].click()
    assert general.context.branch == GRASSROOTS


def test_open_problems_of_all_branches_stand_together_and_open(general):
    pane = general.pane
    pane.view_buttons[PROBLEMS].click()
    found = overview.of_general(GENERAL, 2026, TODAY)
    wanted = [item.uid for branch in found.branches for item in branch.problems]
    assert [row.uid for row in pane.problems.cards.rows()] == wanted
    assert pane.problems.sums.text().startswith(f"没有销号的问题 {len(wanted)} 项，其中逾期")
    pane.problems.opened.emit(wanted[-1])
    assert general.place == "三张清单"


def test_the_numbers_follow_a_change_of_the_year(general):
    general.context.set_year(2025)
    assert general.pane.table.numbers[FIRST, "committee"].text() == "12 次"


def test_an_organisation_without_branches_says_how_to_get_some(general):
    kind = spec("organisation")
    alone = tree.blank(kind, kind="general_branch", name="另一总支", short_name="另一总支")
    general.context.save(kind, alone)
    general.context.set_branch(alone["uid"])
    pane = general.pane
    assert pane.place.currentWidget() is pane.empty
    assert not pane.print_button.isEnabled()
    general.context.set_branch(GENERAL)
    assert pane.place.currentIndex() == BRANCHES


# 联系点


def test_contact_points_stand_with_their_visits_below_them(general):
    pane = general.pane
    pane.show_view(CONTACTS)
    shown = titles(pane.contacts.cards)
    assert shown[0] == "赫连峰 — 机关第一党支部"
    assert shown[1] == "2月25日 参会"
    assert "计划 17 次，已到支部 16 次" in pane.contacts.sums.text()


def test_a_visit_is_begun_for_the_contact_point_that_is_chosen_and_counts_at_once(general):
    pane = general.pane
    pane.show_view(CONTACTS)
    point = queries.records(contacts.POINT, organisation=GENERAL, year=2026)
    chosen = next(row for row in point if row.values["branch"] == GRASSROOTS)
    pane.contacts.cards.chosen.emit(chosen.uid)
    pane.contacts.visit_button.click()
    editor = pane.contacts.place.currentWidget()
    form = editor.form
    assert form.fields["leader_name"].editor.value() == "单伟"
    assert form.fields["visited_on"].editor.value() == TODAY
    general.into(form.fields["content"].editor.target, "看冬季值班")
    assert editor.save()
    assert len(contacts.contact_visits(GRASSROOTS, 2026)) == 5
    assert pane.table.numbers[GRASSROOTS, "contacts"].text() == "5 次"
    assert "11月24日 调研" in titles(pane.contacts.cards)


def test_ctrl_n_begins_a_visit_and_ctrl_s_saves_it(general, qtbot):
    pane = general.pane
    control = Qt.KeyboardModifier.ControlModifier
    general.press(Qt.Key.Key_N, modifiers=control)
    assert pane.place.currentIndex() == CONTACTS
    form = pane.contacts.place.currentWidget().form
    form.fields["branch"].editor.set_value(FIRST)
    general.into(form.fields["leader_name"].editor.target, "赫连峰")
    general.into(form.fields["content"].editor.target, "看冬季值班")
    general.press(Qt.Key.Key_S, modifiers=control)
    qtbot.waitUntil(lambda: len(contacts.contact_visits(FIRST, 2026)) == 5)


def test_what_is_changed_is_saved_when_another_view_is_chosen(general):
    pane = general.pane
    pane.show_view(CONTACTS)
    visit = pane._overview.findings[-1].visit
    pane.show_record("contact_visit", visit["uid"])
    form = pane.contacts.place.currentWidget().form
    general.into(form.fields["advice"].editor.target, "年底前补上")
    pane.view_buttons[BRANCHES].click()
    assert tree.dump(contacts.VISIT, visit["uid"])["advice"] == "年底前补上"


def test_what_cannot_be_saved_keeps_its_view(general):
    pane = general.pane
    pane.show_view(CONTACTS)
    pane.contacts.point_button.click()
    form = pane.contacts.place.currentWidget().form
    general.into(form.fields["duty"].editor.target, "指导学习")
    pane.view_buttons[BRANCHES].click()
    assert pane.place.currentIndex() == CONTACTS
    assert pane.view_buttons[CONTACTS].isChecked()
    assert any(field.error() for field in form.fields.values())


def test_a_finding_is_put_on_the_list_of_problems_of_the_branch_that_was_visited(general):
    pane = general.pane
    found = next(f for f in pane._overview.findings if f.visit["branch"] == FIRST)
    pane.show_record("contact_visit", found.visit["uid"])
    pane.contacts.list_button.click()
    (dialog,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, PutOnListDialog))
    dialog.main_button.click()
    made = queries.items_of_origins([found.line["uid"]])[found.line["uid"]]
    assert made["organisation"] == FIRST
    assert made["source"] == "contact"
    general.settle()
    assert made["uid"] in {row.uid for row in pane.problems.cards.rows()}


def test_the_button_for_the_list_stands_only_beside_a_visit(general):
    pane = general.pane
    point = queries.records(contacts.POINT, organisation=GENERAL, year=2026)[0]
    pane.show_record("contact_point", point.uid)
    assert not pane.contacts.list_button.isVisible()
    pane.show_record("contact_visit", pane._overview.findings[0].visit["uid"])
    assert pane.contacts.list_button.isVisible()


def test_a_jump_from_elsewhere_shows_the_visit_in_its_general_branch(general):
    general.context.set_branch(FIRST)
    visit = contacts.contact_visits(FIRST, 2025)[0]
    general.context.go("contact_visit", visit)
    assert general.context.branch == GENERAL
    assert general.context.year == 2025
    assert general.pane.contacts.uid == visit


def test_a_new_year_begins_with_the_contact_points_of_the_last(general):
    general.context.set_year(2027)
    pane = general.pane
    pane.show_view(CONTACTS)
    assert pane.contacts.empty.button.isVisible()
    pane.contacts.empty.button.click()
    assert len(titles(pane.contacts.cards)) == 4
    assert not pane.contacts.empty.button.isVisible()
    general.context.undo()
    general.settle()
    assert titles(pane.contacts.cards) == []


# 等次


def begun(general):
    pane = general.pane
    pane.show_view(GRADES)
    pane.grades.empty.button.click()
    return pane.grades.editor.form.grades


def choose(editor, branch: str, grade: str) -> None:
    """Choose in a box as a hand does."""
    box = editor.choices[branch].box
    box.setCurrentIndex(box.findText(grade))
    box.activated.emit(box.currentIndex())


def test_the_quota_is_counted_as_one_chooses(general):
    grades = begun(general)
    assert grades.quota.text() == "优秀 0 个，至多 1 个（4 个支部的 30%，舍去小数）。"
    choose(grades, FIRST, "优秀")
    assert grades.quota.text().startswith("优秀 1 个，至多 1 个")
    choose(grades, SECOND, "优秀")
    assert "超过名额，不能保存" in grades.quota.text()
    assert not general.pane.leave()
    assert "优秀2个，超过名额" in general.context.warnings[-1]
    choose(grades, SECOND, "良好")
    assert general.pane.leave()
    stored = overview.decision_of(GENERAL, 2026)
    assert [row["grade"] for row in stored["grades"]] == ["优秀", "良好", "", ""]


def test_the_quota_follows_its_percentage(general):
    grades = begun(general)
    form = general.pane.grades.editor.form
    form.fields["quota_percent"].editor.set_value(50)
    form.changed.emit()
    assert grades.quota.text().startswith("优秀 0 个，至多 2 个")


def test_a_sheet_that_is_not_final_is_named_beside_its_grade(general):
    grades = begun(general)
    choose(grades, FIRST, "优秀")
    assert "机关第一党支部的考核表还没有定稿" in grades.objections.text()


def test_reasons_stay_while_grades_are_chosen(general):
    grades = begun(general)
    general.into(grades.reasons[FIRST].target, "事事有记录")
    choose(grades, FIRST, "优秀")
    assert grades.value()[0]["reason"] == "事事有记录"
    assert general.pane.leave()
    stored = overview.decision_of(GENERAL, 2026)
    assert stored["grades"][0] | {"uid": ""} == {
        "uid": "",
        "branch": FIRST,
        "grade": "优秀",
        "reason": "事事有记录",
    }


def test_decided_grades_go_into_the_sheets_and_can_be_taken_back(general):
    kind = spec("assessment")
    for branch in (FIRST, SECOND):
        if assessment.of_year(branch, 2027) is None:
            sheet = tree.blank(kind, organisation=branch, year=2027)
            general.context.save(kind, sheet)
    general.context.set_year(2027)
    grades = begun(general)
    choose(grades, FIRST, "优秀")
    general.pane.grades.editor.save()
    general.pane.grades.hand_down_button.click()
    assert assessment.of_year(FIRST, 2027)["grade"] == "优秀"
    assert "已写入 1 个支部的考核表。" in general.context.notices
    general.context.undo()
    assert assessment.of_year(FIRST, 2027)["grade"] == ""


# 打印


def chosen(general, text: str) -> None:
    menu = general.pane.print_menu
    next(action for action in menu.actions() if action.text() == text).trigger()


@pytest.mark.parametrize(
    "title", ["各党支部情况一览", "年度情况汇总", "联系点分工表", "联系点工作记录"]
)
def test_each_paper_is_saved_as_pdf(general, tmp_path, title):
    path = tmp_path / f"{title}.pdf"
    general.context.answers.append(path)
    chosen(general, f"{title}另存为 PDF、Word…")
    assert path.read_bytes().startswith(b"%PDF")


def test_the_overview_is_saved_as_a_workbook(general, tmp_path):
    path = tmp_path / "情况.xlsx"
    general.context.answers.append(path)
    chosen(general, "存为表格（xlsx）…")
    assert path.read_bytes().startswith(b"PK")


def test_a_file_that_may_only_be_looked_at_offers_nothing_to_write(general):
    path = general.context.path
    general.context.open_file(path, readonly=True)
    general.context.set_branch(GENERAL)
    general.context.set_year(2025)
    general.window.show_page(general.number)
    pane = general.pane
    pane.show_view(CONTACTS)
    assert not pane.contacts.visit_button.isEnabled()
    pane.show_view(GRADES)
    assert not pane.grades.hand_down_button.isVisible()
    pane.begin_visit()
    assert pane.place.currentIndex() == GRADES
