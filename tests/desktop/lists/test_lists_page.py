"""The tab 三张清单 as a person uses it: from finding a problem to 销号, and what is refused."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from db import connection, listing, operations, queries
from db.records.listed_item import number_text
from tests.desktop.lists.conftest import AT, ITEM, WHO


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "整改照片.pdf"
    path.write_bytes(b"%PDF-1.4 proof")
    return path


def done(desk, **values: object) -> str:
    """An item that was finished on 1 June 2026."""
    uid = desk.put(**values)
    now = {"today": "2026-06-30", "who": WHO, "at": AT}
    desk.context.run(lambda: listing.complete(uid, day="2026-06-01", **now))
    return uid


def test_an_empty_list_says_what_belongs_there_and_offers_the_one_button(desk):
    overview = desk.page.overview
    assert overview.empty.isVisible()
    assert "任务清单写明要做的事" in overview.empty.label.text()
    desk.press(overview.empty.button)
    assert desk.page.pane.title.text() == "新任务"
    assert desk.window.focusWidget() is desk.form.facts.editors["title"].target


def test_a_problem_goes_from_its_finding_to_its_closing_and_back(desk, photo, qtbot):
    overview, pane = desk.page.overview, desk.page.pane
    desk.press(overview.kind_buttons["problem"])
    desk.press(overview.new_button)
    facts = desk.form.facts.editors
    desk.into(facts["title"].target, "学习笔记不全")
    desk.into(facts["measures"].target, "每季度检查一次")
    desk.into(facts["owner"].target, "王芳")
    desk.into(facts["due_on"].target, "2026-9-30")
    desk.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    item = desk.stored()
    assert (number_text(item), item["owner_name"]) == ("问题2026-01", "王芳")
    assert item["owner"] in {row["uid"] for row in queries.members_of(desk.context.branch)}
    assert item["due_on"] == "2026-09-30"
    assert desk.column("waiting") == ["问题2026-01"]

    desk.press(pane.main_button)  # 开始
    assert (desk.state(), desk.stored()["began_on"]) == ("进行中", "2026-06-30")
    desk.into(desk.form.log.text.target, "已检查一次")
    desk.press(desk.form.log.add_button)
    assert [line["text"] for line in desk.stored()["progress"]] == [
        "未开始 → 进行中",
        "已检查一次",
    ]
    desk.press(pane.main_button)  # 完成…
    desk.key(Qt.Key.Key_Return)
    assert (desk.state(), desk.stored()["done_on"]) == ("已完成", "2026-06-30")

    desk.press(pane.main_button)  # 销号…
    desk.key(Qt.Key.Key_Return)
    assert "问题2026-01还没有佐证，不能销号" in pane.bar.error.text()
    assert desk.stored()["state"] == "done"

    desk.form.evidence.add_files([photo])
    qtbot.waitUntil(lambda: len(desk.form.evidence.files.values()) == 1)
    pane.bar.by.set_value(None, "王芳")
    desk.press(pane.bar.yes)
    item = desk.stored()
    assert (desk.state(), item["closed_on"], item["closed_by"]) == (
        "已销号",
        "2026-06-30",
        "王芳",
    )
    assert "由王芳销号" in pane.dated.text()
    assert desk.column("closed") == ["问题2026-01"]
    assert desk.form.facts.editors["title"].target.isReadOnly()

    desk.press(pane.main_button)  # 重新打开…
    desk.key(Qt.Key.Key_Return)
    assert "请写明重新打开的原因" in pane.bar.error.text()
    pane.bar.reason.target.setFocus()
    desk.write("还有一本没有补")
    desk.key(Qt.Key.Key_Return)
    item = desk.stored()
    assert (desk.state(), item["progress"][-1]["text"]) == ("进行中", "还有一本没有补")
    assert not desk.form.facts.editors["title"].target.isReadOnly()


def test_closing_is_taken_back_by_undo_and_the_page_follows(desk, photo, qtbot):
    uid = done(desk)
    desk.page.open_item(uid)
    desk.form.evidence.add_files([photo])
    qtbot.waitUntil(lambda: desk.page.pane.draft() is not None)
    desk.page.pane.advance()
    desk.press(desk.page.pane.bar.yes)
    assert desk.state() == "已销号"
    assert desk.context.undo_name() == "销号 任务2026-01 送法进社区"
    desk.window.undo()
    assert (desk.state(), desk.column("done")) == ("已完成", ["任务2026-01"])


def test_what_was_written_is_saved_by_opening_another_item(desk):
    first, second = desk.put(), desk.put(title="整理台账")
    desk.page.open_item(first)
    desk.into(desk.form.facts.editors["result"].target, "已到两个社区")
    desk.form.log.text.target.setFocus()
    desk.write("第一次活动")
    desk.page.open_item(second)
    assert desk.page.pane.uid == second
    assert desk.stored(first)["result"] == "已到两个社区"
    assert [line["text"] for line in desk.stored(first)["progress"]] == ["第一次活动"]


def test_what_cannot_be_saved_keeps_the_item_open_and_says_why(desk):
    first, second = desk.put(began_on="2026-05-06"), desk.put()
    desk.page.open_item(first)
    desk.into(desk.form.facts.editors["due_on"].target, "2026-5-1")
    desk.page.open_item(second)
    assert desk.page.pane.uid == first
    assert desk.form.facts.fields["due_on"].error() == "完成时限早于开始日期，请核对。"
    desk.press(desk.page.pane.revert_button)
    desk.page.open_item(second)
    assert desk.page.pane.uid == second


def test_progress_of_a_day_to_come_is_not_taken(desk):
    uid = desk.put()
    desk.page.open_item(uid)
    desk.form.log.text.target.setFocus()
    desk.write("以后再说")
    desk.form.log.day.set_value("2026-07-01")
    assert not desk.page.leave()
    assert "进展的日期还没有到" in desk.context.warnings[-1]


def test_only_what_is_overdue_is_shown_on_demand_and_the_sums_say_so(desk):
    desk.put(due_on="2026-06-29")
    desk.put(due_on="2026-06-30")
    desk.put(state="active", due_on="2026-01-31")
    overview = desk.page.overview
    assert overview.sums.text() == (
        "任务 3：未开始 2（逾期 1），进行中 1（逾期 1），已完成 0，已销号 0"
    )
    desk.press(overview.late_button)
    assert desk.column("waiting") == ["任务2026-01"]
    assert desk.column("active") == ["任务2026-03"]
    desk.press(overview.table_button)
    assert overview.table.shown_uids() == [
        item.uid for item in sorted(overview._shown(), key=lambda i: i.values["due_on"])
    ]


def test_the_list_is_narrowed_by_owner_source_and_words(desk, qtbot):
    desk.put(owner_name="王芳", source="superior", title="报送材料")
    desk.put(owner_name="单伟", source="meeting", title="送法进社区")
    overview = desk.page.overview
    overview._fill_owners()
    menu = overview._menus[overview.owner_button]
    next(action for action in menu.actions() if action.text() == "王芳").trigger()
    assert desk.column("waiting") == ["任务2026-01"]
    assert overview.owner_button.text() == "王芳"
    menu.actions()[0].trigger()
    overview._fill_sources()
    menu = overview._menus[overview.source_button]
    next(action for action in menu.actions() if action.text() == "会议决定").trigger()
    assert desk.column("waiting") == ["任务2026-02"]
    menu.actions()[0].trigger()
    overview.search.setFocus()
    for words, found in (("wangf", ["任务2026-01"]), ("送法", ["任务2026-02"])):
        overview.search.clear()
        desk.write(words)
        qtbot.waitUntil(lambda found=found: desk.column("waiting") == found)


def test_no_match_says_so_and_keeps_the_lists(desk):
    desk.put(due_on="2026-12-31")
    desk.press(desk.page.overview.late_button)
    assert desk.page.overview.empty.label.text() == "没有符合筛选条件的事项。"
    assert not desk.page.overview.empty.button.isVisible()


def test_what_is_open_goes_on_into_the_next_year_with_its_number(desk):
    uid = desk.put(due_on="2026-12-31")
    desk.context.set_year(2027)
    assert desk.column("waiting") == ["任务2026-01"]
    desk.page.open_item(uid)
    assert desk.page.pane.carried.text() == "上年未完"
    assert desk.page.pane.title.text() == "任务2026-01"
    desk.press(desk.page.overview.new_button)
    desk.write("新年的任务")
    assert desk.page.leave()
    assert desk.page.pane.title.text() == "任务2027-01"


def test_a_card_opens_by_a_press_and_by_enter(desk):
    uid = desk.put()
    column = desk.page.overview.board.columns["waiting"]
    place = column.visualRect(column.model().index(0, 0)).center()
    QTest.mouseClick(column.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.page.pane.uid == uid
    desk.page.shut()
    assert not desk.page.pane.isVisible()
    column.setFocus()
    column.setCurrentIndex(column.model().index(0, 0))
    desk.key(Qt.Key.Key_Return)
    assert desk.page.pane.isVisible()
    assert desk.page.pane.uid == uid


def drop(desk, uid: str, state: str) -> None:
    """Let a card of another column fall into the column of a state."""
    board = desk.page.overview.board
    source = next(c for c in board.columns.values() if uid in [i.uid for i in c.items()])
    place = next(n for n, item in enumerate(source.items()) if item.uid == uid)
    data: QMimeData = source.model().mimeData([source.model().index(place, 0)])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    board.columns[state].dropEvent(event)


def test_a_card_that_is_dragged_asks_for_what_its_step_needs(desk):
    uid = desk.put()
    drop(desk, uid, "active")
    assert desk.column("active") == ["任务2026-01"]
    drop(desk, uid, "done")
    assert desk.page.pane.bar.isVisible()
    assert desk.stored(uid)["state"] == "active"
    desk.press(desk.page.pane.bar.yes)
    assert desk.column("done") == ["任务2026-01"]


def test_a_card_that_is_dragged_where_it_cannot_go_is_told_the_ways(desk):
    uid = desk.put()
    drop(desk, uid, "closed")
    assert desk.stored(uid)["state"] == "waiting"
    assert desk.page.pane.banner.label.text() == (
        "“未开始”的事项不能直接成为“已销号”，现在可以“开始”、“完成”。"
    )


def test_the_menu_of_a_card_offers_the_steps_of_its_state(desk, monkeypatch):
    uid = done(desk)
    monkeypatch.setattr(desk.page.card_menu, "popup", lambda place: None)
    desk.page._offer_steps(uid, desk.page.mapToGlobal(desk.page.rect().center()))
    texts = [action.text() for action in desk.page.card_menu.actions()]
    assert texts == ["打开", "销号…", "重新打开…"]
    desk.page.card_menu.actions()[1].trigger()
    assert desk.page.pane.bar.step.name == "close"


def test_the_source_of_a_task_is_opened_by_its_link(desk, qtbot):
    meeting = desk.meeting()
    uid = desk.put(meeting=meeting, source="meeting")
    desk.page.open_item(uid)
    assert "2026-03-27" in desk.form.source.occasion.label()
    with qtbot.waitSignal(desk.context.travelled) as travelled:
        desk.press(desk.form.source.open_button)
    assert travelled.args[:2] == ["meeting", meeting]


def test_a_meeting_of_years_ago_stays_the_source_though_it_is_not_offered(desk):
    uid = desk.put(meeting=desk.meeting(held_on="2019-03-27"), source="meeting")
    desk.page.open_item(uid)
    assert "2019年" in desk.form.source.occasion.label()
    desk.into(desk.form.facts.editors["result"].target, "完成")
    assert desk.page.leave()
    assert desk.stored(uid)["meeting"]


def test_a_linked_activity_or_meeting_is_evidence_for_the_closing(desk):
    meeting = desk.meeting()
    uid = done(desk)
    desk.page.open_item(uid)
    desk.press(desk.form.evidence.rows.add_button)
    row = desk.form.evidence.rows.rows[0]
    row.occasion.set_value(f"meeting:{meeting}")
    row.occasion.changed.emit()
    desk.page.pane.advance()
    desk.press(desk.page.pane.bar.yes)
    assert desk.state() == "已销号"
    assert [line["meeting"] for line in desk.stored(uid)["evidence"]] == [meeting]


def test_a_responsibility_lists_its_tasks_and_leads_to_them(desk):
    duty = desk.put("responsibility", title="抓好学习")
    task = desk.put(title="每月学习", responsibility=duty)
    desk.page.show_record("listed_item", duty)
    assert desk.page.overview.kind == "responsibility"
    assert [button.text() for button in desk.form.tasks.buttons] == ["任务2026-01"]
    desk.press(desk.form.tasks.buttons[0])
    assert desk.page.pane.uid == task
    assert desk.page.overview.kind == "task"
    assert "抓好学习" in desk.form.source.duty.label()


def test_an_item_of_another_year_is_shown_in_its_year(desk):
    uid = desk.put(year=2024)
    desk.window.show_record("listed_item", uid)
    assert desk.page.pane.uid == uid
    desk.context.run(
        lambda: operations.set_values(
            ITEM,
            uid,
            {"state": "closed", "closed_on": "2024-12-01", "closed_by": "王芳"},
            name="销号",
            who=WHO,
            at=AT,
        )
    )
    desk.page.shut()
    desk.window.show_record("listed_item", uid)
    assert (desk.context.year, desk.page.pane.uid) == (2024, uid)


def test_a_deleted_item_comes_back_by_undo(desk):
    uid = desk.put()
    desk.page.open_item(uid)
    desk.page.pane.delete()
    assert not desk.page.pane.isVisible()
    assert desk.column("waiting") == []
    desk.context.undo()
    assert desk.column("waiting") == ["任务2026-01"]


def test_a_crash_loses_nothing_that_was_written(desk):
    uid = desk.put()
    desk.page.open_item(uid)
    desk.into(desk.form.facts.editors["result"].target, "已到两个社区")
    draft = desk.page.pane.draft()
    desk.page.pane.revert()
    desk.page.open_draft("listed_item", draft)
    assert desk.page.pane.unsaved.text() == "未保存"
    assert desk.page.leave()
    assert desk.stored(uid)["result"] == "已到两个社区"


def test_in_a_narrow_window_the_item_takes_the_place_of_the_lists(desk):
    uid = desk.put()
    desk.window.resize(1000, 700)
    assert desk.page.overview.isVisible()
    desk.page.open_item(uid)
    assert not desk.page.overview.isVisible()
    desk.press(desk.page.pane.back_button)
    assert desk.page.overview.isVisible()
    assert not desk.page.pane.isVisible()


def test_a_file_that_may_only_be_read_offers_nothing_to_change(desk):
    uid = desk.put()
    path = connection.current_path()
    desk.context.open_file(path, readonly=True)
    desk.context.set_year(2026)
    desk.page.open_item(uid)
    pane = desk.page.pane
    for button in (pane.main_button, pane.save_button, desk.page.overview.new_button):
        assert not button.isVisible()
    assert desk.form.facts.editors["title"].target.isReadOnly()
    assert not desk.form.log.add_button.isVisible()
    desk.page.add()
    assert pane.uid == uid


def multiply(uid: str, times: int) -> None:
    """Put so many copies of an item into the file, each with a uid and number of its own."""
    columns = [field.column_name for field in ITEM.model._meta.sorted_fields]
    own = {"uid": "printf('00000000-0000-4000-8000-%012d', n)", "number": "n + 1"}
    values = ", ".join(own.get(name, name) for name in columns)
    connection.database.execute_sql(
        f"WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < {times})"
        f" INSERT INTO listed_item ({', '.join(columns)})"
        f" SELECT {values} FROM listed_item, many WHERE uid = ?",
        (uid,),
    )


def test_twenty_thousand_items_do_not_make_the_desk_wait(desk):
    branch, overview = desk.context.branch, desk.page.overview
    multiply(desk.put(), 19_999)
    objects = len(desk.page.findChildren(object))
    times = [time.perf_counter()]
    listing.items(branch, 2026, "2026-06-30")
    times.append(time.perf_counter())
    desk.page.refresh()
    desk.press(overview.table_button)
    times.append(time.perf_counter())
    assert len(overview.table.shown_uids()) == 20_000
    assert len(desk.page.findChildren(object)) - objects < 100
    assert times[2] - times[1] < 15 * (times[1] - times[0])


def save_paper(desk, text: str, path: Path) -> None:
    """Choose an entry of the menu of papers by its words, the last of that name."""
    overview = desk.page.overview
    overview._fill_papers()
    menu = overview._menus[overview.print_button]
    entries = [a for each in (menu, *menu.findChildren(QMenu)) for a in each.actions()]
    desk.context.answers.append(path)
    overview.papers.take([action for action in entries if action.text() == text][-1])


def pdf_text(path: Path) -> str:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return "".join(page.extract_text() for page in pdf.pages)


def test_the_list_and_that_of_one_person_are_saved_as_pdf(desk, tmp_path):
    desk.put(owner_name="王芳")
    desk.put(title="整理台账", owner_name="单伟")
    for text, name in (("任务清单另存为 PDF、Word…", "任务.pdf"), ("王芳", "个人.pdf")):
        save_paper(desk, text, tmp_path / name)
    assert "整理台账" in pdf_text(tmp_path / "任务.pdf")
    own = pdf_text(tmp_path / "个人.pdf")
    assert "送法进社区" in own
    assert "整理台账" not in own


def test_the_report_on_an_item_is_saved_under_its_name(desk, tmp_path):
    desk.page.open_item(done(desk))
    desk.context.answers.append(tmp_path / "销号.pdf")
    desk.page.pane._make_paper("save_as")
    assert "任务2026-01" in pdf_text(tmp_path / "销号.pdf")
