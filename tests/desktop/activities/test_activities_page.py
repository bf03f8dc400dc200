"""An activity from the plan to the archive, at the window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from db import operations, queries, tree
from db.records import spec
from tests.desktop.conftest import AT, WHO

MEETING = spec("meeting")


def test_the_month_that_is_due_is_offered_with_the_branchs_own_day(desk):
    desk.page.list.new_button.click()
    new = desk.page.new
    assert new.month.value() == "3"
    assert new.date.value() == "2026-03-28"
    assert "3月28日（星期六 · 休息日）" in new.note.text()


def test_an_activity_is_recorded_by_hand_and_finished(desk):
    desk.begin("送法进社区，义务劳动半天", "2026-3-30")
    form = desk.form
    assert form.head.theme.value() == "送法进社区，义务劳动半天"
    assert form.attendance.title.note.text().startswith("应到 21 = 实到 21")
    assert "表决权" not in form.attendance.title.note.text()
    assert not form.head._moved_field.isHidden()
    assert any(text.startswith("R10") for text in desk.findings("warn"))
    desk.into(form.head.moved.target, "28日是星期六，改在下一个工作日")
    assert not any("变更原因" in text for text in desk.findings("warn"))
    desk.into(form.head.editors["began_at"].target, "1430")
    desk.into(form.head.editors["ended_at"].target, "1700")
    desk.into(form.head.editors["organiser"].target, "区司法局")
    desk.into(form.head.editors["recorder"].target, "陈晗")
    desk.into(form.content.process.target, "在河西社区摆了两张桌子，接待咨询十九人，清扫楼道三层。")
    desk.into(form.content.outcome.target, "登记法律援助两件。")
    for box in form.fixed.boxes[:2]:
        QTest.mouseClick(box.box, Qt.MouseButton.LeftButton)
    form.content.decisions.add_button.click()
    desk.write("给三户送去法律援助申请表")
    desk.tab()
    desk.write("王芳")
    desk.tab()
    desk.write("4.10")
    desk.tab()
    assert desk.page.leave()
    stored = desk.stored()
    assert (stored["planned_on"], stored["held_on"]) == ("2026-03-28", "2026-03-30")
    assert (stored["year"], stored["month"], stored["number"]) == (2026, 3, 1)
    assert [row["done"] for row in stored["fixed_items"]] == [True, True, False, False]
    (decision,) = stored["decisions"]
    assert (decision["owner_name"], decision["due_on"]) == ("王芳", "2026-04-10")
    assert desk.findings("block") == []


def test_the_reason_of_a_move_is_asked_for_only_when_the_day_is_another(desk):
    desk.begin()
    assert desk.form.head._moved_field.isHidden()
    assert desk.form.head.note.text() == "休息日"


def test_what_is_unfinished_keeps_an_activity_from_being_final(desk):
    desk.begin()
    assert any("没有填写" in text for text in desk.findings("block"))
    desk.page.record.header.main_button.click()
    assert "还不能定稿" in desk.page.record.banner.label.text()


def test_a_lecture_inside_an_activity_is_a_record_of_its_own(desk):
    desk.begin()
    assert desk.page.leave()
    activity = desk.page.record.uid
    counted = desk.form.counted
    counted._fill()
    lecture = next(a for a in counted.menu.actions() if a.text() == "党课")
    lecture.trigger()
    (meeting,) = queries.meetings_of_activity(activity)
    stored = tree.dump(MEETING, meeting.uid)
    assert (stored["kind"], stored["status"], stored["activity"]) == ("lecture", "draft", activity)
    assert stored["outline"] == ""
    assert type(desk.window.current_page()).__name__ == "MeetingsPage"
    desk.context.go("activity", activity)
    links = [b for b in counted.findChildren(QPushButton) if b.property("uid") == meeting.uid]
    assert len(links) == 1


def test_the_plan_has_twelve_months_on_the_branchs_day(desk):
    desk.page.list.plan_button.click()
    plan = desk.page.plan
    assert not plan.empty.isHidden()
    plan.empty.button.click()
    months = plan.editor.form.lines["months"]
    days = [row.date.value() for row in months.rows]
    assert days[1] == "2026-02-28"
    assert len(days) == 12
    assert all(row.moved.isHidden() for row in months.rows)


def test_moving_a_planned_day_asks_for_the_reason(desk):
    desk.page.list.plan_button.click()
    plan = desk.page.plan
    plan.empty.button.click()
    march = plan.editor.form.lines["months"].rows[2]
    march.date.box.selectAll()
    desk.into(march.date.target, "3.27")
    assert not march.moved.isHidden()
    assert not march._reason_field.isHidden()
    desk.into(march.theme.target, "学雷锋志愿服务")
    desk.into(march.reason.target, "28日是星期六")
    assert plan.leave()
    stored = queries.plan_of(desk.context.branch, 2026)
    assert stored["months"][2]["moved_reason"] == "28日是星期六"
    plan.back_button.click()
    card = next(c for c in desk.page.list.cards.rows() if c.uid == "plan:3")
    assert (card.title, card.pill) == ("3月　学雷锋志愿服务", "没有记录")


def test_a_planned_month_begins_its_activity_filled_in(desk):
    desk.page.list.plan_button.click()
    plan = desk.page.plan
    plan.empty.button.click()
    march = plan.editor.form.lines["months"].rows[2]
    desk.into(march.theme.target, "学雷锋志愿服务")
    assert plan.leave()
    plan.back_button.click()
    desk.page.list._chosen("plan:3")
    assert desk.page.new.theme.value() == "学雷锋志愿服务"
    desk.page.new.begin_button.click()
    assert desk.stored()["title"] == "学雷锋志愿服务"
    assert not any(c.uid == "plan:3" for c in desk.page.list.cards.rows())


def test_last_years_plan_is_copied_without_its_days(desk):
    months = [{"month": 3, "planned_on": "2025-03-31", "moved_reason": "会议冲突",
               "title": "春季义务劳动", "place": "河西社区"}]  # fmt: skip
    last = tree.blank(
        spec("activity_plan"), organisation=desk.context.branch, year=2025, months=months
    )
    operations.save(spec("activity_plan"), last, who=WHO, at=AT)
    desk.page.list.plan_button.click()
    desk.page.plan.copy_button.click()
    march = queries.plan_of(desk.context.branch, 2026)["months"][2]
    assert (march["title"], march["place"]) == ("春季义务劳动", "河西社区")
    assert (march["planned_on"], march["moved_reason"]) == ("2026-03-28", "")


def test_the_fixed_items_are_the_branchs_own(desk):
    kind = spec("organisation")
    branch = tree.dump(kind, desk.context.branch)
    branch["fixed_items"] = [{"name": "佩戴党徽"}, {"name": "诵读党章"}]
    operations.save(kind, branch, who=WHO, at=AT)
    desk.begin()
    assert [box.box.text() for box in desk.form.fixed.boxes] == ["佩戴党徽", "诵读党章"]
    branch = tree.dump(kind, desk.context.branch)
    branch["fixed_items"].append({"name": "交纳党费"})
    operations.save(kind, branch, who=WHO, at=AT)
    desk.form.fixed.update_button.click()
    assert [box.box.text() for box in desk.form.fixed.boxes][-1] == "交纳党费"


def test_a_file_for_reading_lets_nothing_be_changed(desk):
    desk.begin()
    assert desk.page.leave()
    path = desk.context.path
    desk.context.close_file()
    desk.context.open_file(path, readonly=True)
    desk.context.set_year(2026)
    desk.window.show_page([e.title for e in desk.window._entries].index("28日活动"))
    page = desk.page
    page.refresh()
    assert not page.list.new_button.isEnabled()
    assert page.form.fixed.update_button.isHidden()
    assert page.form.counted.add_button.isHidden()
    page.list.plan_button.click()
    assert page.plan.empty.button.isHidden()


def test_the_page_fits_a_small_screen(desk):
    desk.begin()
    assert desk.window.minimumSizeHint().width() <= 1366
    desk.page.list.plan_button.click()
    desk.page.plan.empty.button.click()
    assert desk.window.minimumSizeHint().width() <= 1366


def test_an_activity_taken_back_is_gone_and_comes_again(desk):
    desk.begin("春季植树")
    uid = desk.page.record.uid
    assert desk.page.leave()
    desk.context.undo()
    assert uid not in [card.uid for card in desk.page.list.cards.rows()]
    desk.context.redo()
    assert uid in [card.uid for card in desk.page.list.cards.rows()]


def test_the_year_is_kept_as_a_workbook_and_as_pdf(desk, tmp_path):
    desk.page.list.plan_button.click()
    desk.page.plan.empty.button.click()
    desk.begin("春季植树")
    assert desk.page.leave()
    for way, name, suffix in (
        ("xlsx", "activity-list", ".xlsx"),
        ("xlsx", "activity-plan", ".xlsx"),
        ("save", "activity-list", ".pdf"),
        ("save", "activity-plan", ".pdf"),
    ):
        path = tmp_path / f"{way}-{name}{suffix}"
        desk.context.answers.append(path)
        desk.page.list.year_paper.emit(way, name)
        assert path.stat().st_size > 1000
    assert desk.context.warnings == []


def test_a_workbook_that_cannot_be_written_is_said_in_one_sentence(desk, tmp_path):
    desk.context.answers.append(tmp_path / "没有这个文件夹" / "一览.xlsx")
    desk.page.list.year_paper.emit("xlsx", "activity-list")
    assert len(desk.context.warnings) == 1


def test_a_finished_activity_offers_its_decisions_to_the_task_list(desk, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "desktop.pages.activities.page.offer_lists", lambda *a, **k: asked.append(a[1].name)
    )
    desk.page.record.finalised.emit("x")
    assert asked == ["activity"]


def test_days_off_of_a_year_come_from_a_file(desk, tmp_path):
    path = tmp_path / "节假日2031.toml"
    day = '[[day]]\nday = 2031-03-28\nkind = "off"\nname = "试行假日"\n'
    path.write_text(f'source = "通知"\n{day}', encoding="utf-8")
    titles = [entry.title for entry in desk.window._entries]
    desk.window.show_page(titles.index("支部"))
    desk.context.answers.append(path)
    desk.window.current_page().import_days()
    assert desk.context.warnings == []
    desk.window.show_page(titles.index("28日活动"))
    desk.context.set_year(2031)
    desk.page.begin("3")
    assert "试行假日" in desk.page.new.note.text()


def test_a_broken_file_of_days_off_changes_nothing(desk, tmp_path):
    path = tmp_path / "节假日.toml"
    path.write_text("坏的", encoding="utf-8")
    titles = [entry.title for entry in desk.window._entries]
    desk.window.show_page(titles.index("支部"))
    desk.context.answers.append(path)
    desk.window.current_page().import_days()
    assert len(desk.context.warnings) == 1
