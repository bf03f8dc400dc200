"""Around the record: the list, beginning a meeting, phrases, attachments, papers, room."""

import errno
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtPrintSupport import QPrinter

from db import attachments, drafting, operations, queries, tree
from db.records import spec
from desktop import preview
from desktop.pages.meetings import words
from desktop.pages.meetings.batch import BatchDialog
from desktop.pages.meetings.blocks import BlocksDialog
from desktop.pages.meetings.side import CHECKS, PREVIEW
from desktop.tasks import Cancelled, Job

from .conftest import AT, MEETING, WHO


def add_meeting(desk, kind="general", day="2026-03-20", **values):
    """Save a draft without the window and let everybody know."""
    group = values.get("group")
    record = drafting.new_meeting(desk.context.branch, kind, day, group) | values
    desk.context.tell(operations.save(MEETING, record, who=WHO, at=AT), None)
    return record["uid"]


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
    texts = [action.text() for action in listed.new_menu.actions()]
    assert texts == ["支部党员大会", "支部委员会会议", "第一党小组会", "第二党小组会", "党课"]
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


# Papers


def test_the_preview_shows_the_pages_of_the_record_as_it_stands(desk, qtbot):
    desk.begin()
    desk.form.agenda.add_button.click()
    desk.write("通报整改情况")
    details = desk.form.agenda.cards[0].details
    desk.into(details.report.target, "一条一条说明。" * 400)
    desk.page.record.header.preview_button.click()
    side = desk.page.side
    qtbot.waitUntil(lambda: side.preview.sheet is not None)
    sheet = side.preview.sheet
    assert sheet.pages > 1
    assert sheet.image.width() > 200
    side.preview.on.click()
    assert side.preview.place.text() == f"2 / {sheet.pages}"
    before = side.preview.sheet.image.width()
    side.preview.larger.click()
    assert side.preview.sheet.image.width() > before
    side.paper.set_value("sign-in")
    side.paper.changed.emit()
    assert side.preview.sheet.data != sheet.data
    side.tabs.button(CHECKS).click()
    assert side.half == CHECKS


def test_a_full_disk_while_saving_a_paper_is_one_sentence(desk, monkeypatch, tmp_path):
    desk.begin()
    target = tmp_path / "记录.pdf"
    desk.context.answers.append(target)

    def full(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    desk.page.printing.save_paper("minutes")
    assert len(desk.context.warnings) == 1
    assert "磁盘" in desk.context.warnings[0]
    assert not target.exists()


def test_a_full_disk_while_printing_leaves_the_record_unprinted(desk, monkeypatch):
    desk.begin()

    def full(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    desk.page.printing.print_paper("minutes")
    assert len(desk.context.warnings) == 1
    assert desk.stored()["status"] == "draft"


def test_printing_that_is_given_up_marks_nothing(desk, monkeypatch):
    uid = add_meeting(desk)
    operations.set_values(MEETING, uid, {"status": "final"}, name="定稿", who=WHO, at=AT)
    desk.page.show_record("meeting", uid)
    desk.page.record.reload()
    monkeypatch.setattr(preview, "ask_printer", lambda parent, title: None)
    desk.page.printing.print_paper("minutes")
    assert desk.stored(uid)["status"] == "final"


def test_every_paper_of_the_kind_is_offered_to_print_and_to_save(desk):
    desk.begin("committee")
    header = desk.page.record.header
    header.print_menu.aboutToShow.emit()
    texts = [a.text() for a in header.print_menu.actions() if a.text()]
    assert "打印会议记录…" in texts
    assert "签到表另存为 PDF…" in texts
    assert not any("决议" in text for text in texts)


def test_a_quarter_is_bound_into_one_volume_with_its_contents(desk, tmp_path):
    for day in ("2026-01-16", "2026-02-20", "2026-05-15"):
        add_meeting(desk, "general", day)
    dialog = BatchDialog(desk.context, desk.page.printing, desk.window)
    dialog.open()
    dialog.drafts.set_value(True)
    dialog.period.set_value("q1")
    dialog.refresh()
    assert dialog.count.text().startswith("2 份记录")
    target = tmp_path / "合订.pdf"
    desk.context.answers.append(target)
    dialog.save_volume()
    document = pypdfium2.PdfDocument(target)
    assert len(document) == 3
    assert "第一季度" in document[0].get_textpage().get_text_range().replace("\r\n", "")
    document.close()


def test_a_volume_that_is_cancelled_leaves_no_file(desk, monkeypatch, tmp_path):
    for day in ("2026-01-16", "2026-02-20"):
        add_meeting(desk, "general", day)
    dialog = BatchDialog(desk.context, desk.page.printing, desk.window)
    dialog.drafts.set_value(True)
    dialog.refresh()
    target = tmp_path / "合订.pdf"
    desk.context.answers.append(target)

    def stop(self, done, total, text=""):
        if done == 1:
            raise Cancelled

    monkeypatch.setattr(Job, "step", stop)
    dialog.save_volume()
    assert list(tmp_path.glob("*.pdf")) == []
    assert desk.context.warnings == []


def test_drafts_stay_out_of_a_volume_unless_wanted(desk):
    add_meeting(desk)
    dialog = BatchDialog(desk.context, desk.page.printing, desk.window)
    assert not dialog.save_button.isEnabled()
    assert "1 份草稿没有列入" in dialog.count.text()


def test_a_pdf_goes_to_the_printer_page_by_page(tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "in.pdf"))
    for number in range(3):
        canvas.drawString(100, 700, f"page {number}")
        canvas.showPage()
    canvas.save()
    preview.print_pdf((tmp_path / "in.pdf").read_bytes(), printer)
    document = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    assert len(document) == 3
    document.close()


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
    assert words.day("2026-03-07") == "3月7日"
    assert words.day(None) == ""


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
    before = list(desk.context._forms)
    assert dialog.editor in before
    dialog.done(0)
    assert dialog.editor not in desk.context._forms
    desk.context.keep_drafts()
