"""The 台账 tab: the model, the table of a ledger, its record, sums, words of the place, files."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from db import operations, queries, tree
from db.records import spec
from db.records.label_override import LABEL_OVERRIDE
from db.spec import ROOT_KEYS
from db.systems import LEDGERS, SYSTEMS
from desktop.app import Wish
from desktop.attendees import AttendeesEditor
from desktop.dialogs.import_list import ImportTableDialog
from desktop.dialogs.put_on_list import PutOnListDialog
from desktop.editors import MoneyEditor, PersonEditor, QuantityEditor
from desktop.pages import PAGES
from desktop.pages.ledgers.model import NUMBERS
from desktop.pages.ledgers.page import LedgersPage
from desktop.pages.ledgers.rename import RenameDialog
from desktop.pages.lists.choices import Choices
from desktop.pages.lists.form import SourceSection
from tests.samples import AT, WHO, World, sample

every_ledger = pytest.mark.parametrize("kind", LEDGERS, ids=lambda kind: kind.name)


@pytest.fixture
def world(context) -> World:
    member = tree.blank(
        spec("member"), organisation=context.branch, name="单伟", joined_on="1998", full_on="1999"
    )
    operations.save(spec("member"), member, who=WHO, at=AT)
    return World(context.branch, member["uid"], "")


@pytest.fixture
def page(qtbot, context, world, monkeypatch) -> LedgersPage:
    monkeypatch.setattr(context, "today", lambda: dt.date(2026, 11, 24))
    context.set_year(2026)
    page = LedgersPage(context)
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    page.refresh()
    return page


def keep(ledger, world, **values):
    record = sample(ledger, world) | values
    operations.save(ledger, record, who=WHO, at=AT)
    return record


def choose(page, name):
    page._show(name)
    return page.pane


def test_the_list_shows_the_whole_model_with_what_other_tabs_keep(page, context, qtbot):
    first, *names = page.model.names()
    assert first == NUMBERS
    assert names == [
        name
        for system in SYSTEMS
        for name in (
            *(kind.name for kind in system.ledgers),
            *(view.key for view in system.views),
            *system.elsewhere,
        )
    ]
    gone = []
    context.travelled.connect(lambda kind, uid, _target: gone.append((kind, uid)))
    item = page.model._items["talk"]
    page.model.itemActivated.emit(item, 0)
    assert gone == [("talk", "")]
    assert page.shown == LEDGERS[0].name


@every_ledger
def test_a_ledger_begins_empty_takes_a_record_and_shows_it_unchanged(page, world, context, kind):
    pane = choose(page, kind.name)
    said = " ".join(label.text() for label in pane.empty.findChildren(QLabel))
    assert pane.empty.isVisibleTo(page)
    assert kind.ledger.purpose in said
    pane.begin()
    wanted = {key: value for key, value in sample(kind, world).items() if key not in ROOT_KEYS}
    pane.editor.form.take_draft(wanted)
    assert pane.editor.save(), [field.error() for field in pane.editor.form.fields.values()]
    stored = tree.dump(kind, pane.editor.uid)
    assert {name: stored[name] for name in kind.fields} == {n: wanted[n] for n in kind.fields}
    assert pane.table.shown_uids() == [stored["uid"]]
    assert pane.sums.text().startswith("共 1 条")
    assert page.model._items[kind.name].text(1) == "1"
    page.show_record(kind.name, stored["uid"])
    assert not pane.editor.form.dirty
    assert pane.editor.form.problems() == {}
    context.undo()
    assert pane.empty.isVisibleTo(page)
    assert page.model._items[kind.name].text(1) == "—"


def test_a_wrong_entry_is_said_at_its_field_and_the_record_stays_open(page):
    pane = choose(page, "hall_lecture")
    pane.begin()
    form = pane.editor.form
    form.fields["title"].editor.set_value("宪法宣讲")
    form.fields["number"].editor.set_value(0)
    form.changed.emit()
    assert not page.leave()
    assert "主讲人" in form.fields["speaker"].error()
    form.fields["speaker"].editor.set_value(None, "外请专家")
    assert not page.leave()
    assert form.fields["number"].error() == "期次从1算起。"
    form.fields["number"].editor.set_value(1)
    assert page.leave()


def test_a_speaker_is_a_member_or_a_name_from_elsewhere(page, world):
    pane = choose(page, "hall_lecture")
    pane.begin()
    form = pane.editor.form
    editor = form.fields["speaker"].editor
    assert isinstance(editor, PersonEditor)
    editor.set_value(world.member)
    assert (form.values()["speaker"], form.values()["speaker_name"]) == (world.member, "单伟")
    editor.set_value(None, "外请专家")
    assert (form.values()["speaker"], form.values()["speaker_name"]) == (None, "外请专家")


def test_those_who_were_there_are_ticked_on_the_roster_or_written(page, world):
    pane = choose(page, "hall_lecture")
    pane.begin()
    editor = pane.editor.form.lines["attendees"]
    assert isinstance(editor, AttendeesEditor)
    editor.check_all()
    editor.others.set_value("张三，李四")
    found = [(line["member"], line["name"]) for line in pane.editor.form.values()["attendees"]]
    assert found == [(world.member, "单伟"), (None, "张三"), (None, "李四")]
    editor.check_none()
    assert [line["name"] for line in editor.value()] == ["张三", "李四"]


def test_a_quantity_and_an_amount_are_typed_as_they_are_said(qtbot):
    from db.quantity import Unit

    count = QuantityEditor(Unit.CASES)
    qtbot.addWidget(count)
    count.box.setText("1800余场次")
    assert count.value() == "1800余场次"
    count.box.editingFinished.emit()
    shown = (count.box.text(), count.more.isChecked(), count.unit.currentText())
    assert shown == ("1800", True, "场次")
    count.box.setText("许多")
    assert count.value() is None
    assert "不是数量" in count.problem()
    money = MoneyEditor()
    qtbot.addWidget(money)
    money.box.setText("48.95万")
    money.box.editingFinished.emit()
    assert (money.value(), money.box.text()) == (48_950_000, "48.95万元")


def test_filters_and_search_narrow_the_table_and_its_sums(page, world):
    kind = spec("subscription")
    keep(kind, world, title="人民日报", kind="paper", copies="2份")
    keep(kind, world, title="求是", kind="journal", copies="3份")
    pane = choose(page, "subscription")
    assert "份数 5份" in pane.sums.text()
    pane.filters["kind"].set_value("journal")
    pane.filters["kind"].changed.emit()
    assert len(pane.table.shown_uids()) == 1
    assert "份数 3份" in pane.sums.text()
    pane.filters["kind"].set_value(None)
    pane.filters["kind"].changed.emit()
    pane.search.searched.emit("人民")
    assert "份数 2份" in pane.sums.text()


def test_only_the_records_of_the_year_are_shown_and_lasting_ones_always(page, world, context):
    keep(spec("room_use"), world, used_on="2025-03-01", began_at="09:00")
    keep(spec("room"), world)
    context.set_year(2025)
    page.refresh()
    assert len(choose(page, "room_use").table.shown_uids()) == 1
    assert len(choose(page, "room").table.shown_uids()) == 1
    context.set_year(2026)
    page.refresh()
    assert choose(page, "room_use").empty.isVisibleTo(page)
    assert len(choose(page, "room").table.shown_uids()) == 1


def test_what_is_doubtful_is_said_beside_the_record(page, world):
    record = keep(spec("honour"), world, deeds="", notice_from=None, notice_to=None)
    page.show_record("honour", record["uid"])
    assert "还没有写主要事迹" in page.pane.advice.text()


def test_with_little_room_the_record_takes_the_place_of_the_table(page, world):
    record = keep(spec("room"), world)
    page.set_narrow(True)
    page.show_record("room", record["uid"])
    pane = page.pane
    assert pane.back_button.isVisibleTo(page)
    assert not pane.table.isVisibleTo(page)
    pane.back_button.click()
    assert pane.table.isVisibleTo(page)
    assert pane.editor.form is None


def test_the_place_renames_a_ledger_and_a_field_and_takes_it_back(page, context, qtbot):
    choose(page, "hall_lecture")
    dialog = RenameDialog(context, spec("hall_lecture"), page)
    dialog.fields[""].editor.set_value("税务大讲堂")
    dialog.fields["audience"].editor.set_value("听讲")
    dialog.save()
    assert page.pane.title.text() == "税务大讲堂"
    assert page.model._items["hall_lecture"].text(0) == "税务大讲堂"
    heads = [page.pane.table.model().headerData(n, Qt.Orientation.Horizontal) for n in range(6)]
    assert "听讲" in heads
    page.begin()
    assert page.pane.editor.form.fields["audience"].label.text() == "听讲"
    again = RenameDialog(context, spec("hall_lecture"), page)
    again.fields[""].editor.set_value("甲" * 21)
    again.save()
    assert "最多20个字" in again.error.text()
    again.close()
    page.pane.close_record()
    context.undo()
    assert page.pane.title.text() == "司法大讲堂"


def test_a_word_of_the_place_that_was_searched_for_is_seen_in_its_ledger(page, world):
    word = tree.blank(
        LABEL_OVERRIDE,
        organisation=world.organisation,
        record_type="micro_lecture",
        wording="微讲堂",
    )
    operations.save(LABEL_OVERRIDE, word, who=WHO, at=AT)
    page.show_record("label_override", word["uid"])
    assert page.pane.title.text() == "微讲堂"


def test_the_workbook_of_a_ledger_is_written_and_brought_into_another_branch(
    page, world, context, tmp_path
):
    keep(spec("wall_item"), world)
    pane = choose(page, "wall_item")
    path = tmp_path / "上墙.xlsx"
    context.answers.append(path)
    pane.papers.export()
    other = tree.blank(spec("organisation"), name="中共某局第二支部委员会", short_name="第二支部")
    operations.save(spec("organisation"), other, who=WHO, at=AT)
    context.set_branch(other["uid"])
    page.refresh()
    page.pane.papers.import_rows()
    (dialog,) = page.pane.findChildren(ImportTableDialog)
    dialog.show_file(path)
    assert dialog.main_button.text() == "导入 1 条"
    assert not dialog.year.isVisibleTo(dialog)
    dialog.main_button.click()
    assert queries.number_of(spec("wall_item"), organisation=other["uid"]) == 1
    context.undo()
    assert queries.number_of(spec("wall_item"), organisation=other["uid"]) == 0


def test_a_file_that_may_only_be_read_offers_nothing_that_writes(page, monkeypatch, world):
    keep(spec("room"), world)
    monkeypatch.setattr(type(page._context), "readonly", property(lambda _self: True))
    page.refresh()
    pane = choose(page, "room")
    assert not pane.new_button.isEnabled()
    assert not page.actions()[0].isEnabled()
    pane.begin()
    assert pane.editor.form is None


def test_a_draft_that_a_crash_left_is_open_again_and_escape_puts_a_record_away(page, world, qtbot):
    record = keep(spec("room"), world, name="活动室")
    page.open_draft("room", record | {"name": "改到一半"})
    pane = page.pane
    assert pane.editor.form.fields["name"].editor.value() == "改到一半"
    assert pane.editor.draft()["name"] == "改到一半"
    pane.editor.revert()
    qtbot.keyClick(pane.editor.form.fields["name"].editor.target, Qt.Key.Key_Escape)
    assert pane.editor.form is None
    assert pane.table.isVisibleTo(page)


def test_a_wish_of_another_tab_begins_a_record_of_its_ledger(page):
    page.begin_record(Wish("study_material"))
    assert page.shown == "study_material"
    form = page.pane.editor.form
    assert form.values()["shared_on"] == "2026-11-24"
    assert form.values()["count"] == "1篇"


def test_the_window_goes_to_a_ledger_record_of_another_year(open_window, world, context, store):
    record = keep(spec("room_use"), world, used_on="2025-03-01")
    context.close_file()
    entries = [page for page in PAGES if page.title in ("支部", "台账")]
    window = open_window(entries, dt.date(2026, 11, 24), store, "支部")
    window.show_record("room_use", record["uid"])
    assert window.context.year == 2025
    page = window.current_page()
    assert (page.shown, page.pane.editor.uid) == ("room_use", record["uid"])


def test_a_finding_goes_on_the_problem_list_and_the_record_then_leads_to_the_item(
    page, world, context
):
    kind = spec("supervision")
    finding = tree.blank_line(kind.line("findings"), text="值班室无人值守", whose="综合科")
    record = keep(kind, world, held_on="2026-03-27", findings=[finding])
    page.show_record("supervision", record["uid"])
    steps = page.pane.steps
    assert steps.list_button.isVisibleTo(page)
    steps.list_button.click()
    (dialog,) = page.window().findChildren(PutOnListDialog)
    assert dialog.rows[0].owner.name() == "综合科"
    dialog.main_button.click()
    (link,) = page.pane.steps.links
    assert link.text() == "问题2026-01（未开始）"
    assert not steps.list_button.isVisibleTo(page)
    gone = []
    context.travelled.connect(lambda kind, uid, _target: gone.append((kind, uid)))
    link.click()
    (item,) = queries.listed_items(world.organisation, 2026, "problem")
    assert gone == [("listed_item", item["uid"])]
    source = SourceSection(Choices(context))
    source.opened.connect(lambda kind, uid: gone.append((kind, uid)))
    source.load(tree.dump(spec("listed_item"), item["uid"]))
    assert source.open_button.text() == "看来源的督查记录"
    source.open_button.click()
    assert gone[-1] == ("supervision", record["uid"])
    source.deleteLater()


def test_a_revision_shows_the_next_version_in_the_form_and_may_be_given_up(page, world):
    kind = spec("regulation")
    record = keep(kind, world, versions=[], document_number="台司〔2019〕3号", abolished_on=None)
    page.show_record("regulation", record["uid"])
    pane = page.pane
    pane.steps.turns["修订"].click()
    form = pane.editor.form
    assert form.dirty
    assert form.fields["document_number"].editor.value() == ""
    assert form.values()["versions"][0]["document_number"] == "台司〔2019〕3号"
    pane.editor.revert()
    assert tree.dump(kind, record["uid"])["versions"] == []


def test_a_ledger_with_papers_of_its_own_offers_them_in_a_menu(page, world, monkeypatch):
    record = keep(spec("approval"), world)
    page.show_record("approval", record["uid"])
    pane = page.pane
    wanted = []
    monkeypatch.setattr(pane.papers, "print_record", lambda _tree, name: wanted.append(name))
    menu = pane.print_button.menu()
    menu.aboutToShow.emit()
    titles = [action.text() for action in menu.actions()]
    assert titles == ["三级审批单", "三级审批单登记表"]
    menu.actions()[0].trigger()
    assert wanted == ["approval-form"]
    assert choose(page, "room").print_button.menu() is None


def test_integrity_talks_are_listed_and_counted_where_they_are_and_begun_there(
    page, world, context
):
    talk = spec("talk")
    for kind, listener in (
        ("integrity", "单伟"),
        ("integrity_routine", "单伟"),
        ("members", "单伟"),
    ):
        given = {"kind": kind, "listener": world.member, "listener_name": listener}
        keep(talk, world, talker=None, held_on="2026-05-06", year=2026, **given)
    page.refresh()
    assert page.model._items["integrity_talk"].text(1) == "2"
    page._chosen("integrity_talk")
    view = page.place.currentWidget()
    assert page.shown == "integrity_talk"
    assert view.sums.text().startswith("2 人次，1 人。")
    assert len(view.table.shown_uids()) == 2
    wishes, gone = [], []
    context.wished.connect(wishes.append)
    context.travelled.connect(lambda kind, uid, _target: gone.append((kind, uid)))
    page.begin()
    assert wishes == [Wish("talk", kind="integrity")]
    view.table.opened.emit(view.table.shown_uids()[0])
    assert gone == [("talk", view.table.shown_uids()[0])]
    page._chosen("room")
    assert page.shown == "room"


def test_what_else_is_printed_of_a_year_stands_in_a_menu_of_its_own(page, monkeypatch):
    pane = choose(page, "regulation")
    wanted = []
    monkeypatch.setattr(pane.papers, "print_year", wanted.append)
    menu = pane.more_button.menu()
    menu.aboutToShow.emit()
    others = next(action.menu() for action in menu.actions() if action.text() == "其他文书")
    (action,) = others.actions()
    assert action.text() == "打印制度汇编（合订本）…"
    action.trigger()
    assert wanted == ["regulation-book"]
    menu = choose(page, "room").more_button.menu()
    menu.aboutToShow.emit()
    assert not any(a.isVisible() for a in menu.actions() if a.text() == "其他文书")
