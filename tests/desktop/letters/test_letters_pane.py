"""Letters, goals and reports at the window: begun, written, signed, printed."""

import datetime as dt
import shutil

import pytest
from PySide6.QtCore import QPoint, Qt

from db import connection, operations, tree
from db.records import spec
from desktop.pages.letters import LettersPane
from desktop.recording import printing
from tests.desktop.conftest import AT, WHO, Talk

DEBRIEF, LETTER = spec("debrief"), spec("responsibility_letter")


@pytest.fixture
def pane(bare_context: Talk, roster_store, tmp_path, monkeypatch, qtbot):
    """The view on the branch of twenty-one, in December 2026."""
    path = tmp_path / "支部.zhibu"
    shutil.copyfile(roster_store, path)
    monkeypatch.setattr(bare_context, "today", lambda: dt.date(2026, 12, 10))
    bare_context.open_file(path)
    bare_context.set_year(2026)
    shown = LettersPane(bare_context)
    qtbot.addWidget(shown)
    shown.resize(1300, 700)
    shown.show()
    shown.refresh()
    yield shown
    bare_context.close_file()


def titles(pane: LettersPane) -> list[tuple[str, str]]:
    return [(card.title, card.pill) for card in pane.list.rows()]


def test_a_letter_is_begun_from_the_menu_and_listed_once_it_is_saved(pane):
    action = next(a for a in pane.new_button.menu().actions() if a.text() == "考核责任书")
    action.trigger()
    form = pane._editor().form
    assert form.fields["second_party"].editor.value() == "中共示范区司法局机关第一支部委员会"
    assert titles(pane) == []
    assert pane._editor().save()
    assert titles(pane) == [("考核责任书", "未签订")]
    form = pane._editor().form
    form.fields["signed_on"].editor.set_value("2026-01-15")
    assert pane.leave()
    assert titles(pane) == [("考核责任书", "已签订")]
    pane.begin("term_goal")
    pane.begin("responsibility_letter")  # an untouched record asks for nothing
    assert len(pane.list.rows()) == 1


def test_the_person_that_is_chosen_writes_the_name_beside_it(pane):
    pane.begin("debrief")
    form = pane._editor().form
    person = next(p for p in form._references.people() if p.name == "王芳")
    form.fields["member"].editor.set_value(person.uid)
    form.fields["member"].editor.changed.emit()
    assert form.fields["name"].editor.value() == "王芳"


def test_a_report_shows_the_numbers_of_its_year_and_a_letter_none(pane):
    pane.begin("debrief")
    assert pane.facts.isVisible()
    assert "支部党员大会0次" in pane.facts.text.text()
    pane.begin("responsibility_letter")
    assert not pane.facts.isVisible()


def test_the_scan_of_the_signed_letter_belongs_to_the_record(pane, tmp_path, qtbot):
    pane.begin("responsibility_letter")
    scan = tmp_path / "责任书签字页.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    form = pane._editor().form
    form.files.add_files([scan])
    qtbot.waitUntil(lambda: len(form.files.entries) == 1)
    assert pane._editor().save()
    (line,) = tree.dump(LETTER, pane.uid)["attachments"]
    assert line["name"] == "责任书签字页.pdf"
    assert len(pane._editor().form.files.entries) == 1


def test_the_papers_of_the_record_are_offered_and_printed_as_it_is_stored(pane, monkeypatch):
    sent = []
    monkeypatch.setattr(printing.preview, "ask_printer", lambda *_: object())
    monkeypatch.setattr(printing.preview, "print_pdf", lambda data, _printer: sent.append(data))
    pane.begin("debrief")
    pane._editor().form.fields["name"].editor.set_value("王芳")
    pane.print_menu.aboutToShow.emit()
    actions = {action.text(): action for action in pane.print_menu.actions()}
    assert list(actions)[::2] == ["打印述职报告…", "打印述职评议测评表…", "打印述职评议结果…"]
    actions["打印述职报告…"].trigger()
    assert sent[0].startswith(b"%PDF")
    assert tree.dump(DEBRIEF, pane.uid)["name"] == "王芳"


def test_a_paper_is_saved_under_a_name_that_says_what_it_is(pane, tmp_path):
    asked = []
    pane._context.choose_save = lambda _title, name, _pattern: asked.append(name)
    pane.begin("responsibility_letter")
    pane.print_menu.aboutToShow.emit()
    next(a for a in pane.print_menu.actions() if "另存" in a.text()).trigger()
    assert asked == ["考核责任书 2026年.pdf"]


def test_what_cannot_be_saved_keeps_the_person_at_the_record(pane):
    pane.begin("debrief")
    form = pane._editor().form
    form.fields["name"].editor.set_value("王芳")
    form.fields["voters"].editor.set_value(3)
    form.fields["returned"].editor.set_value(4)
    assert not pane.leave()
    assert "收回4票，多于应参加的3人" in form.fields["returned"].error()


def test_goals_are_listed_in_every_year_of_their_term(pane):
    kind = spec("term_goal")
    goals = tree.blank(
        kind,
        organisation=pane._context.branch,
        name="王芳",
        began_on="2025-01-01",
        ended_on="2027-12-31",
    )
    operations.save(kind, goals, who=WHO, at=AT)
    for year, listed in ((2024, 0), (2025, 1), (2026, 1), (2028, 0)):
        pane._context.set_year(year)
        pane.refresh()
        assert len(pane.list.rows()) == listed, year


def test_a_draft_from_before_a_crash_is_shown_unsaved(pane):
    draft = tree.blank(DEBRIEF, organisation=pane._context.branch, year=2026, name="王芳")
    pane.open_draft("debrief", draft)
    assert pane._editor().form.fields["name"].editor.value() == "王芳"
    assert pane._editor().save()
    assert titles(pane) == [("书记述职评议", "未述职")]


def test_the_way_back_and_a_file_for_reading(pane, qtbot):
    with qtbot.waitSignal(pane.closed):
        qtbot.mouseClick(pane.back_button, Qt.MouseButton.LeftButton)
    path = connection.current_path()
    pane._context.close_file()
    pane._context.open_file(path, readonly=True)
    pane.refresh()
    assert not pane.new_button.isEnabled()


def test_with_little_room_the_numbers_go_under_the_list_and_come_back(pane, qtbot):
    def stands_at(least: float, most: float) -> bool:
        return pane.facts.isVisible() and least <= pane.facts.mapTo(pane, QPoint()).x() <= most

    pane.begin("debrief")
    pane.set_narrow(on=True)
    qtbot.waitUntil(lambda: stands_at(0, 16))
    pane.set_narrow(on=False)
    qtbot.waitUntil(lambda: stands_at(pane.width() / 2, pane.width()))


def test_a_summary_is_written_beside_the_numbers_and_settled_only_with_words(pane):
    pane.begin("year_summary")
    assert pane.facts.isVisible()
    assert "没有可以统计" in pane.facts.text.text() or "次" in pane.facts.text.text()
    editor = pane._editor()
    assert editor.form.lines["parts"].value()[0]["heading"] == "基本情况"
    editor.form.fields["finished_on"].editor.set_value("2026-12-10")
    assert not editor.save()  # nothing is written yet
    parts = editor.form.lines["parts"].value()
    parts[0]["text"] = "全年平稳。" * 30
    editor.form.lines["parts"].set_value(parts)
    assert editor.save()
    assert titles(pane) == [("年度总结", "已定稿")]
