"""The papers at the window: preview, printing, saving as PDF, volumes."""

import errno
from pathlib import Path

import pypdfium2
from PySide6.QtPrintSupport import QPrinter

from db import operations
from desktop import preview
from desktop.pages.meetings.batch import BatchDialog
from desktop.recording.side import CHECKS
from desktop.tasks import Cancelled, Job

from .conftest import AT, MEETING, WHO, add_meeting


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
    assert "签到表另存为 PDF、Word…" in texts
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
