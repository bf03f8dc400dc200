"""The tab as a whole: its views, the general branch, letters, records that others lead to."""

from PySide6.QtCore import Qt

from db import assessment, operations, queries, tree
from db.records import spec
from desktop.app import Wish
from desktop.pages.letters import LettersPane
from tests.desktop.conftest import AT, WHO


def general_branch(assess) -> str:
    """Put a general branch over the branch; its uid."""
    kind = spec("organisation")
    above = tree.blank(kind, name="中共示范区司法局总支部委员会", short_name="司法局党总支")
    above |= {"organisation": above["uid"], "kind": "general_branch"}
    operations.save(kind, above, who=WHO, at=AT)
    own = tree.dump(kind, assess.context.branch) | {"parent": above["uid"]}
    operations.save(kind, own, who=WHO, at=AT)
    return str(above["uid"])


def test_the_letters_stand_beside_the_sheet(assess):
    assess.page.tab_buttons[1].click()
    assert isinstance(assess.page._shown(), LettersPane)
    assert assess.page.tab_buttons[1].isChecked()
    assess.page.tab_buttons[0].click()
    assert assess.sheet.isVisible()


def test_a_report_may_be_begun_from_elsewhere(assess):
    assess.window.begin_record(Wish("debrief", year=2026))
    assert isinstance(assess.page._shown(), LettersPane)


def test_a_general_branch_sees_its_branches_in_place_of_a_sheet(assess):
    above = general_branch(assess)
    assess.context.set_branch(above)
    assert assess.page._shown() is assess.page._views["general"]
    assert assess.page.tab_buttons[0].text() == "总支情况"
    assert "各党支部" in [b.text() for b in assess.page._views["general"].view_buttons]
    branch = next(row["uid"] for row in queries.branches())
    assess.context.set_branch(branch)
    assert assess.sheet.isVisible()
    assert assess.page.tab_buttons[0].text() == "考核表"


def test_what_cannot_be_saved_keeps_the_tab_and_the_view(assess):
    assess.into(assess.row("B2").own.target, "5")
    assess.page.tab_buttons[2].click()
    assert assess.sheet.isVisible()
    assert assess.page.tab_buttons[0].isChecked()
    assess.window._tab_actions[0].trigger()
    assert assess.place == "考核"


def test_an_assessment_found_elsewhere_is_shown_in_its_year(assess):
    step = {"who": WHO, "at": AT}
    assessment.begin(assess.context.branch, 2025, **step)
    uid = assessment.of_year(assess.context.branch, 2025)["uid"]
    assess.window.show_record("assessment", uid, ("self_opinion",))
    assert assess.context.year == 2025
    assert assess.sheet.uid == uid


def test_a_scheme_found_elsewhere_is_shown(assess):
    assessment.begin(assess.context.branch, 2026, who=WHO, at=AT)
    uid = assess.stored()["scheme"]
    assess.window.show_record("scheme", uid)
    assert assess.page._scheme().pill.text() == "第1版，已用于考核"


def test_with_little_room_the_right_panel_comes_by_a_button(assess):
    assess.page.set_narrow(True)
    assert assess.sheet.side.isHidden()
    assess.sheet.head.side_button.click()
    assert assess.sheet.side.isVisible()
    assert assess.sheet.form.isHidden() or not assess.sheet.form.isVisible()
    assess.sheet.side.jumped.emit("A3")
    assert assess.row("A3").isVisible()
    assess.page.set_narrow(False)
    assert assess.sheet.side.isVisible()
    assert assess.sheet.form.isVisible()


def test_ctrl_s_saves_what_is_open(assess, qtbot):
    control = Qt.KeyboardModifier.ControlModifier
    area = assess.sheet.form.opinions.before[0].editors["self_opinion"].target
    area.setFocus()
    assess.write("全年按计划完成")
    assess.press(Qt.Key.Key_S, modifiers=control)
    qtbot.waitUntil(lambda: assess.stored() is not None)
    qtbot.waitUntil(lambda: assess.stored()["self_opinion"] == "全年按计划完成")
    assess.page.show_view(2)
    pane = assess.page._scheme()
    pane.form.items["B4"].title.target.setFocus()
    pane.form.items["B4"].title.target.selectAll()
    assess.write("上党课")
    assess.press(Qt.Key.Key_S, modifiers=control)
    qtbot.waitUntil(lambda: not pane.dirty)


def test_an_assessment_goes_into_the_bin_and_comes_back(assess):
    assess.row("A3").confirm_button.click()
    assess.sheet.head.did.emit("delete")
    assert assess.stored() is None
    assert assess.sheet.head.pill.text() == "未开始"
    assess.context.undo()
    assess.compute()
    assert assess.row("A3").confirm_button.text() == "已确认"


def test_what_changed_under_another_tab_is_counted_on_coming_back(assess, qtbot):
    assert "没有年度计划" in assess.row("A3").words.text()
    assess.window.show_page(0)
    plan = tree.blank(spec("year_plan"), organisation=assess.context.branch, year=2026)
    assess.context.save(spec("year_plan"), plan | {"made_on": "2026-01-20"})
    assess.window.show_page(assess.window._tab_of("assessment"))
    qtbot.waitUntil(lambda: "没有年度计划" not in assess.row("A3").words.text())
