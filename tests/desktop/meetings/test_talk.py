"""谈心谈话: begun in the same list, covered until asked for, and whom the year reached."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from db import drafting, operations, talks, tree
from db.records import spec
from desktop import preview
from desktop.app import Wish
from desktop.pages.meetings.coverage import CoverageView

from .conftest import AT, WHO, members

TALK = spec("talk")
WORDS = "家里老人住院，想调整一下夜间值班。"


def add_talk(desk, name="王芳", day="2026-03-10", **values):
    """Save a talk of the secretary with somebody, without the window."""
    uid = members(desk.context.branch)[name]
    record = drafting.new_talk(desk.context.branch, day, uid)
    record |= {"matter": "年初谈心", "content": WORDS} | values
    desk.context.tell(operations.save(TALK, record, who=WHO, at=AT), None)
    return record["uid"]


def texts(desk):
    """What stands to be read in the form."""
    fields = desk.page.talk.form.fields
    return [f.editor.value() for f in fields.values() if f.isVisibleTo(desk.window)]


def test_a_talk_is_begun_from_the_menu_written_and_numbered(desk):
    add_talk(desk)
    desk.begin_talk()
    editor = desk.page.talk
    assert desk.focus() is editor.form.fields["listener"].editor.target
    desk.write("解晓璟")
    desk.tab()
    assert editor.form.fields["listener_post"].editor.value() == "支部组织委员"
    assert editor.talk["kind"] == "committee"
    assert editor.talk["number"] == 2
    assert editor.talk["talker_name"] == "单伟"
    assert not editor.form.covered
    for key, text in (("matter", "年初谈心"), ("content", WORDS)):
        desk.into(editor.form.fields[key].editor.target, text)
    desk.begin()
    stored = tree.dump(TALK, talk_uids(desk)[-1])
    assert (stored["listener_name"], stored["content"]) == ("解晓璟", WORDS)
    assert stored["listener"] == members(desk.context.branch)["解晓璟"]


def test_an_integrity_talk_that_is_meant_stays_one_whoever_is_chosen(desk):
    desk.page.begin_record(Wish("talk", kind="integrity"))
    editor = desk.page.talk
    assert desk.focus() is editor.form.fields["listener"].editor.target
    desk.write("解晓璟")
    desk.tab()
    assert editor.form.fields["listener_post"].editor.value() == "支部组织委员"
    assert editor.talk["kind"] == "integrity"


def talk_uids(desk):
    """The talks of the file in the order in which they were held."""
    rows = TALK.model.select(TALK.model.uid).order_by(TALK.model.number)
    return [row.uid for row in rows]


def test_somebody_from_elsewhere_may_be_written_by_name(desk):
    desk.begin_talk()
    fields = desk.page.talk.form.fields
    fields["talker"].editor.target.setFocus()
    fields["talker"].editor.target.selectAll()
    desk.write("总支书记周敏")
    desk.tab()
    desk.into(fields["listener"].editor.target, "王芳")
    for key, text in (("matter", "任前谈话"), ("content", "说明分工")):
        desk.into(fields[key].editor.target, text)
    assert desk.page.leave()
    stored = tree.dump(TALK, talk_uids(desk)[0])
    assert (stored["talker"], stored["talker_name"]) == (None, "总支书记周敏")


def test_a_missing_name_is_said_where_it_is_written(desk):
    desk.begin_talk()
    fields = desk.page.talk.form.fields
    for key, text in (("matter", "年初谈心"), ("content", WORDS)):
        desk.into(fields[key].editor.target, text)
    assert not desk.page.leave()
    assert "谈话对象姓名" in fields["listener"].error()
    desk.page.talk.revert_button.click()
    assert talk_uids(desk) == []


def test_the_words_of_a_stored_talk_are_covered_until_they_are_asked_for(desk):
    uid = add_talk(desk)
    desk.page.show_record("talk", uid)
    assert desk.page.talk.form.covered
    assert WORDS not in texts(desk)
    assert "谈话内容只供谈话双方和支部书记查看。" in veil_text(desk)
    assert not desk.page.talk.preview_button.isEnabled()
    desk.page.talk.form.veil.button.click()
    assert WORDS in texts(desk)
    assert not desk.page.talk.form.dirty


def veil_text(desk):
    """What the panel says."""
    return desk.page.talk.form.veil.body.itemAt(0).widget().text()


def test_whoever_comes_back_to_the_page_asks_again(desk):
    first, second = add_talk(desk), add_talk(desk, "解晓璟", "2026-03-11")
    desk.page.show_record("talk", first)
    desk.page.talk.form.veil.button.click()
    desk.page.show_record("talk", second)
    assert not desk.page.talk.form.covered
    desk.page.hide()
    desk.page.show()
    assert desk.page.talk.form.covered


def test_what_was_being_written_is_covered_after_the_page_was_left(desk):
    desk.begin_talk()
    fields = desk.page.talk.form.fields
    desk.into(fields["listener"].editor.target, "王芳")
    for key, text in (("matter", "年初谈心"), ("content", WORDS)):
        desk.into(fields[key].editor.target, text)
    assert desk.page.talk.save()
    assert not desk.page.talk.form.covered
    desk.page.hide()
    desk.page.show()
    assert desk.page.talk.form.covered


def test_a_change_beside_the_covered_words_leaves_them_as_they_are(desk):
    uid = add_talk(desk)
    desk.page.show_record("talk", uid)
    desk.into(desk.page.talk.form.fields["began_at"].editor.target, "9:30")
    assert desk.page.leave()
    stored = tree.dump(TALK, uid)
    assert (stored["began_at"], stored["content"]) == ("09:30", WORDS)
    assert desk.page.talk.form.covered


def test_a_talk_stands_in_the_list_and_is_filtered(desk):
    uid = add_talk(desk)
    listed = desk.page.list
    card = next(c for c in listed.cards.rows() if c.uid == uid)
    assert (card.title, card.subtitle, card.pill) == (
        "单伟与王芳",
        "3月10日 第1次 · 支委与党员",
        "谈话",
    )
    assert listed.summary.text().endswith("谈话1")
    desk.begin("general", "2026-3-20")
    next(a for a in listed.filter_menu.actions() if a.data() == "talk").trigger()
    assert [c.uid for c in listed.cards.rows()] == [uid]
    listed.filter_menu.actions()[0].trigger()
    next(a for a in listed.filter_menu.actions() if a.data() == "draft").trigger()
    assert uid not in [c.uid for c in listed.cards.rows()]


def test_a_hit_of_the_search_opens_the_talk_covered(desk):
    uid = add_talk(desk)
    desk.window.show_record("talk", uid)
    assert desk.page.talk.uid == uid
    assert desk.page.list.cards.selected() == uid
    assert desk.page.talk.form.covered


def test_arrows_in_the_list_go_from_a_meeting_to_a_talk_and_back(desk):
    desk.begin("general", "2026-3-20")
    meeting = desk.record["uid"]
    uid = add_talk(desk)
    cards = desk.page.list.cards
    cards.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert desk.page.talk.uid == uid
    assert desk.page.side.isHidden()
    desk.press(Qt.Key.Key_Up)
    assert desk.page.record.uid == meeting
    assert desk.page.talk.uid == ""


def test_a_talk_goes_into_the_bin_and_comes_back(desk):
    uid = add_talk(desk)
    desk.page.show_record("talk", uid)
    desk.page.talk.delete_button.click()
    assert tree.dump(TALK, uid)["deleted_at"]
    assert not desk.page.list.is_talk(uid)
    desk.context.undo()
    assert desk.page.list.is_talk(uid)


def test_a_draft_of_a_talk_is_shown_over_what_is_stored(desk):
    uid = add_talk(desk)
    values = tree.dump(TALK, uid) | {"content": "另写的话", "listener_name": "王 芳"}
    desk.page.open_draft("talk", values)
    assert desk.page.talk.talk["content"] == "另写的话"
    assert desk.page.talk.form.covered
    assert desk.page.talk.form.dirty


def test_a_read_only_file_lets_nobody_write_but_the_words_may_be_asked_for(desk):
    uid = add_talk(desk)
    path = desk.context.path
    desk.context.close_file()
    desk.context.open_file(path, readonly=True)
    desk.context.set_year(2026)
    desk.page.show_record("talk", uid)
    assert desk.page.talk.delete_button.isHidden()
    desk.page.talk.form.veil.button.click()
    assert WORDS in texts(desk)


def test_a_talk_of_another_year_takes_the_page_there(desk):
    uid = add_talk(desk)
    desk.page.show_record("talk", uid)
    box = desk.page.talk.form.fields["held_on"].editor.target
    box.setFocus()
    box.selectAll()
    desk.write("2025-12-3")
    desk.tab()
    assert desk.page.leave()
    assert desk.context.year == 2025
    assert desk.page.list.is_talk(uid)


# Whom the year reached


def test_the_coverage_names_who_has_none_and_begins_a_talk_with_them(desk):
    add_talk(desk)
    desk.page.list.coverage_button.click()
    view = desk.page.coverage
    assert isinstance(view, CoverageView)
    assert view.summary.text().startswith("党员 21 人，谈过 2 人；还没有谈过的：解晓璟、")
    own = members(desk.context.branch)
    by_member = {one.member: one for one in view.reached}
    assert by_member[own["王芳"]].listened == {"committee_member": 1}
    assert by_member[own["单伟"]].talked == 1
    view.buttons[own["仇昇"]].click()
    assert desk.page.talk.talk["listener_name"] == "仇昇"
    assert desk.page.talk.talk["kind"] == "committee"
    assert talk_uids(desk) == [desk.page.list.cards.rows()[0].uid]


def test_the_coverage_follows_the_talks_and_holds_no_words(desk):
    desk.page.list.coverage_button.click()
    view = desk.page.coverage
    assert "谈过 0 人" in view.summary.text()
    add_talk(desk)
    assert "谈过 2 人" in view.summary.text()
    labels = [w.text() for w in view.findChildren(type(view.summary))]
    assert not any(WORDS in text or "年初谈心" in text for text in labels)
    view.close_button.click()
    assert not desk.page._shows(view)


def test_when_all_were_reached_the_coverage_says_so(desk):
    for name in members(desk.context.branch):
        if name != "单伟":
            add_talk(desk, name)
    reached = talks.coverage(desk.context.branch, 2026, "2026-03-27")
    missing = [one.name for one in reached if not one.covered]
    assert all(name.startswith("李伟") for name in missing)
    assert talks.coverage_words([one for one in reached if one.covered]).endswith("已全部覆盖。")


def test_a_talk_is_printed_and_previewed(desk, monkeypatch):
    uid = add_talk(desk)
    desk.page.show_record("talk", uid)
    sent = []
    monkeypatch.setattr(preview, "ask_printer", lambda parent, title: SimpleNamespace())
    monkeypatch.setattr(preview, "print_pdf", lambda data, printer: sent.append(data))
    desk.page.talk.print_button.click()
    assert sent[0].startswith(b"%PDF")
    desk.page.talk.form.veil.button.click()
    desk.page.talk.toggle_preview()
    assert not desk.page.talk.preview.isHidden()
    assert desk.page.talk.form.isHidden()
    desk.page.talk.toggle_preview()
    assert not desk.page.talk.form.isHidden()


def test_the_history_tells_that_words_were_changed_and_not_which(desk):
    from desktop.dialogs.history import HistoryDialog

    uid = add_talk(desk)
    changed = tree.dump(TALK, uid) | {"content": "后来补的话"}
    operations.save(TALK, changed, who=WHO, at=AT)
    dialog = HistoryDialog(desk.context, TALK, uid, desk.page)
    words = [label.text() for label in dialog.findChildren(type(desk.page.coverage.summary))]
    assert not any(WORDS in text or "后来补的话" in text for text in words)
    dialog.close()


@pytest.mark.parametrize(
    ("talker", "listener", "kind"),
    [
        ("单伟", "解晓璟", "committee"),
        ("单伟", "王芳", "committee_member"),
        ("王芳", "龑明", "members"),
    ],
)
def test_between_whom_a_talk_is_follows_from_their_posts(desk, talker, listener, kind):
    from db.branch import Book

    roster = {e.name: e for e in Book(desk.context.branch).roster("2026-03-10")}
    assert drafting.usual_kind(roster[talker], roster[listener]) == kind


def test_papers_are_saved_under_a_name_that_tells_who_talked(desk, tmp_path):
    uid = add_talk(desk)
    desk.page.show_record("talk", uid)
    asked = []
    target = tmp_path / "谈话.pdf"
    desk.context.choose_save = lambda title, name, pattern: asked.append(name) or target
    desk.page.talk.save_as_button.click()
    assert asked == ["谈心谈话记录 2026-03-10 单伟与王芳.pdf"]
    assert target.read_bytes().startswith(b"%PDF")
    desk.page.list.coverage_button.click()
    target.unlink()
    desk.page.coverage.print_button.menu().actions()[1].trigger()
    assert asked[1] == "机关第一党支部2026年谈心谈话覆盖情况.pdf"
    assert target.read_bytes().startswith(b"%PDF")
