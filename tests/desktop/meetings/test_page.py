"""Around the record: the list, beginning a meeting, phrases, attachments, room."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from db import attachments, drafting, operations, queries, tree
from db.records import spec
from desktop.pages.meetings import words
from desktop.pages.meetings.blocks import BlocksDialog
from desktop.recording import words as shared_words
from desktop.recording.side import PREVIEW

from .conftest import AT, WHO, add_meeting


def group_of(desk):
    """The uid of the first group."""
    return queries.groups_of(desk.context.branch)[0]["uid"]


# The list and beginning


def test_an_empty_year_says_what_belongs_here_and_offers_one_button(desk):
    page = desk.page
    assert "还没有会议记录" in page.list.empty.label.text()
    page.list.empty.button.click()
    assert page.new.title.text() == "新建支部党员大会"
    desk.press(Qt.Key.Key_Escape)
    assert page.empty.isVisibleTo(desk.window)


def test_cards_say_what_when_and_how_far(desk):
    item = tree.blank_line(drafting.line("agenda"), title="研究分工")
    add_meeting(desk, "committee", "2026-03-12", agenda=[item])
    add_meeting(desk, "group", "2026-03-05", group=group_of(desk))
    cards = desk.page.list.cards.rows()
    assert [(c.title, c.subtitle, c.pill) for c in cards] == [
        ("支部委员会会议", "3月12日 第1次 · 研究分工", "草稿"),
        ("第一党小组会", "3月5日 第1次", "草稿"),
    ]
    assert desk.page.list.summary.text() == "党员大会0 支委会1 党小组会1 党课0"


def test_the_filter_hides_other_kinds_and_a_jump_takes_it_off(desk):
    general = add_meeting(desk, "general")
    add_meeting(desk, "committee")
    listed = desk.page.list
    action = next(a for a in listed.filter_menu.actions() if a.data() == "committee")
    action.trigger()
    assert [c.title for c in listed.cards.rows()] == ["支部委员会会议"]
    assert listed.filter_button.text() == "支部委员会会议"
    desk.page.show_record("meeting", general)
    assert len(listed.cards.rows()) == 2
    assert listed.cards.selected() == general


def test_a_group_meeting_asks_which_group_and_its_people_are_due(desk):
    listed = desk.page.list
    listed.new_menu.aboutToShow.emit()
    texts = [action.text() for action in listed.new_menu.actions() if action.text()]
    assert texts == [
        "支部党员大会",
        "支部委员会会议",
        "第一党小组会",
        "第二党小组会",
        "党课",
        "组织生活会",
        "民主评议党员",
        "谈心谈话",
    ]
    listed.new_menu.actions()[3].trigger()
    desk.write("3.26")
    desk.press(Qt.Key.Key_Return)
    names = {row["name"] for row in desk.record["attendance"]}
    assert "仇昇" in names
    assert "单伟" not in names
    form = desk.form
    assert form.words.isVisibleTo(form)
    form.words.editors["criticism"].target.setFocus()
    desk.write("龑明批评仇昇下社区少，仇昇接受。")
    form.readings.readings.add_button.click()
    desk.write("党章第三条")
    assert desk.page.record.save()
    assert desk.stored()["criticism"].startswith("龑明")
    assert desk.stored()["readings"][0]["title"] == "党章第三条"


def test_a_lecture_has_its_own_fields(desk):
    desk.begin("lecture")
    lecture = desk.form.lecture
    assert lecture.isVisibleTo(desk.form)
    assert not desk.form.agenda.isVisibleTo(desk.form)
    desk.into(lecture.editors["title"].target, "把笔记记明白")
    lecture.lecturer.target.setFocus()
    desk.write("解晓璟")
    desk.tab()
    assert lecture.post.value() == "支部组织委员"
    desk.into(lecture.editors["hours"].target, "1.5")
    desk.into(lecture.editors["outline"].target, "一、记什么。二、怎么记。")
    assert desk.page.record.save()
    stored = desk.stored()
    assert (stored["title"], stored["hours"], stored["form"]) == ("把笔记记明白", 150, "gathered")
    assert "学时" in desk.page.list.cards.rows()[0].subtitle


def test_the_frame_of_an_earlier_meeting_comes_without_its_texts(desk):
    item = tree.blank_line(drafting.line("agenda"), title="缴纳党费情况", report="十八人按时")
    source = add_meeting(desk, "general", "2026-02-20", agenda=[item], place="二楼会议室")
    desk.page.show_record("meeting", source)
    header = desk.page.record.header
    header.more_menu.triggered.emit(header._more["frame"])
    desk.write("3.27")
    desk.press(Qt.Key.Key_Return)
    record = desk.record
    assert record["uid"] != source
    assert record["number"] == 2
    assert record["place"] == "二楼会议室"
    assert [(i["title"], i["report"]) for i in record["agenda"]] == [("缴纳党费情况", "")]


def test_a_meeting_without_a_date_is_not_begun(desk):
    desk.page.begin("general")
    desk.page.new.date.box.clear()
    desk.page.new.begin_button.click()
    assert desk.page.list.rows() == []
    assert "日期" in desk.page.new._fields[0].error()


def test_a_date_in_another_year_takes_the_list_there(desk):
    desk.begin("general", "2025-12-5")
    assert desk.context.year == 2025
    assert [row.day for row in desk.page.list.rows()] == ["2025-12-05"]
    assert desk.page.record.record["number"] == 1


def test_the_list_is_walked_by_arrows_and_enter_leads_into_the_record(desk):
    first = add_meeting(desk, "general", "2026-03-20")
    second = add_meeting(desk, "committee", "2026-03-12")
    desk.page.show_record("meeting", first)
    desk.page.list.cards.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert desk.page.record.uid == second
    desk.press(Qt.Key.Key_Return)
    assert desk.focus() is desk.form.head.date.target


def test_a_closed_file_leaves_no_page_behind(desk, qtbot):
    desk.begin()
    desk.form.agenda.add_button.click()
    gone = []
    desk.page.record.form.agenda.cards[0].destroyed.connect(lambda: gone.append("card"))
    desk.page.destroyed.connect(lambda: gone.append("page"))
    assert desk.page.leave()
    desk.context.close_file()
    qtbot.waitUntil(lambda: sorted(gone) == ["card", "page"])


# Phrases


def test_a_phrase_is_put_in_at_the_cursor(desk, monkeypatch):
    monkeypatch.setattr(desk.page.blocks_menu, "popup", lambda spot: None)
    kind = spec("text_block")
    branch = desk.context.branch
    block = tree.blank(kind, organisation=branch, title="宣布散会", text="主持人宣布散会。")
    operations.save(kind, block, who=WHO, at=AT)
    desk.begin()
    desk.form.agenda.add_button.click()
    report = desk.form.agenda.cards[0].details.report.target
    report.setFocus()
    desk.write("开头。")
    desk.page.offer_blocks()
    action = next(a for a in desk.page.blocks_menu.actions() if a.text() == "宣布散会")
    action.trigger()
    assert desk.record["agenda"][0]["report"] == "开头。主持人宣布散会。"


def test_phrases_are_written_in_their_own_dialog(desk, qtbot):
    desk.begin()
    dialog = BlocksDialog(desk.context, "general", desk.window)
    dialog.open()
    dialog.begin()
    form = dialog.editor.form
    form.fields["title"].editor.target.setFocus()
    form.fields["title"].editor.box.setText("开场")
    form.fields["text"].editor.area.setPlainText("应到、实到人数符合规定。")
    assert dialog.editor.save()
    assert [c.title for c in dialog.cards.rows()] == ["开场"]
    dialog.close()
    assert [b["title"] for b in queries.text_blocks(desk.context.branch, "general")] == ["开场"]


# Attachments


def drop(desk, *paths: Path) -> None:
    """Let go of files over the panel."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    panel = desk.page.side.attachments
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    panel.dropEvent(event)


@pytest.fixture
def photo(tmp_path):
    """A photo of a meeting."""
    path = tmp_path / "会场.png"
    Image.new("RGB", (2600, 1400), "#885533").save(path)
    return path


def test_dropped_photos_are_kept_small_with_a_thumbnail(desk, qtbot, photo):
    desk.begin()
    drop(desk, photo)
    panel = desk.page.side.attachments
    qtbot.waitUntil(lambda: len(panel.entries) == 1)
    entry = panel.entries[0]
    assert (entry.line["name"], entry.line["kind"]) == ("会场.jpg", "photo")
    assert not entry.thumb.picture.isNull()
    entry.editors["caption"].target.setFocus()
    desk.write("三楼会议室")
    assert desk.page.record.save()
    stored = desk.stored()["attachments"]
    assert [(a["caption"], a["kind"]) for a in stored] == [("三楼会议室", "photo")]
    assert len(attachments.read(stored[0]["sha256"])) < photo.stat().st_size * 20


def test_files_may_be_dropped_anywhere_on_the_page_but_not_a_data_file(desk, qtbot, photo):
    desk.begin()
    for path, entries in ((desk.context.path, 0), (photo, 1)):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        event = QDropEvent(
            QPointF(500, 300),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        desk.page.dropEvent(event)
        qtbot.wait(20)
        assert len(desk.page.side.attachments.entries) == entries


def test_a_broken_photo_is_refused_in_one_sentence_and_the_others_come_in(
    desk, qtbot, photo, tmp_path
):
    desk.begin()
    broken = tmp_path / "坏的.jpg"
    broken.write_bytes(b"\xff\xd8 nothing")
    drop(desk, broken, photo)
    qtbot.waitUntil(lambda: len(desk.page.side.attachments.entries) == 1)
    assert desk.context.warnings == ["“坏的.jpg”不是能打开的照片（文件可能已损坏），没有加入。"]


def test_an_attachment_can_be_opened_saved_and_taken_away_again(desk, qtbot, photo, tmp_path):
    desk.begin()
    panel = desk.page.side.attachments
    panel.add_files([photo])
    qtbot.waitUntil(lambda: len(panel.entries) == 1)
    actions = panel.entries[0].menu.actions()
    actions[0].trigger()
    assert desk.context.shown_files[0].read_bytes()
    desk.context.answers.append(tmp_path)
    actions[1].trigger()
    assert (tmp_path / "会场.jpg").exists()
    undo = []
    desk.context.said.connect(lambda text, button, action: undo.append(action))
    actions[2].trigger()
    assert desk.record["attachments"] == []
    undo[-1]()
    assert len(desk.record["attachments"]) == 1


def test_a_final_record_takes_a_signed_scan_and_nothing_else(desk, qtbot, photo):
    uid = add_meeting(desk)
    kind = spec("meeting")
    operations.set_values(kind, uid, {"status": "final"}, name="定稿", who=WHO, at=AT)
    desk.page.show_record("meeting", uid)
    desk.page.record.reload()
    desk.page.side.attachments.add_files([photo])
    qtbot.waitUntil(lambda: len(desk.stored(uid)["attachments"]) == 1)
    assert desk.context.warnings == []


# Room


def test_in_a_narrow_window_the_panel_folds_and_a_button_brings_it(desk):
    desk.begin()
    page = desk.page
    page.set_narrow(True)
    assert not page.side.isVisibleTo(desk.window)
    button = page.record.header.checks_button
    assert button.isVisibleTo(desk.window)
    button.click()
    assert page.side.isVisibleTo(desk.window)
    assert not page.list.isVisibleTo(desk.window)
    button.click()
    assert page.list.isVisibleTo(desk.window)
    page.record.header.preview_button.click()
    assert page.side.half == PREVIEW
    page.set_narrow(False)
    assert page.side.isVisibleTo(desk.window)
    assert page.list.isVisibleTo(desk.window)


def test_the_page_fits_a_small_screen(desk):
    desk.begin()
    desk.form.agenda.add_button.click()
    assert desk.window.minimumSizeHint().width() <= 1366
    assert desk.window.size().width() == 1366


def test_names_of_meetings():
    assert words.name("group", "第一党小组") == "第一党小组会"
    assert words.name("general") == "支部党员大会"
    assert shared_words.day("2026-03-07") == "3月7日"
    assert shared_words.day(None) == ""


def test_the_window_is_seen_with_its_list_before_the_first_record_opens(desk, qtbot):
    desk.begin()
    path = desk.context.path
    assert desk.page.leave()
    desk.context.close_file()
    desk.window.open_path(path)
    desk.context.set_year(2026)
    assert desk.page.list.rows()
    assert not desk.page.record.uid
    qtbot.waitUntil(lambda: bool(desk.page.record.uid))
    assert desk.page.record.isVisible()


def test_drafts_are_still_kept_after_the_phrases_were_closed(desk):
    dialog = BlocksDialog(desk.context, "general", desk.window)
    dialog.open()
    dialog.begin()
    before = list(desk.context.tracked)
    assert dialog.editor in before
    dialog.done(0)
    assert dialog.editor not in desk.context.tracked
    desk.context.keep_drafts()
