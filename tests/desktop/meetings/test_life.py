"""组织生活会: who examined himself, what others said, the problems, and how it is held."""

import pytest
from PySide6.QtCore import Qt

from db import drafting, operations, queries, tree
from desktop.pages.meetings import words

from .conftest import AT, MEETING, WHO, members

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def life(desk):
    """A meeting of 组织生活会 that has just begun, held as a members' meeting."""
    desk.begin("life", "2026-3-20")
    return desk


def card_of(desk, name):
    """The card of a person."""
    return next(c for c in desk.form.examinations.cards if c.values()["name"] == name)


def row_of(desk, name):
    """What the form holds of a person."""
    return next(r for r in desk.record["examinations"] if r["name"] == name)


def test_everybody_who_is_due_has_a_card_and_the_sum_is_said_in_words(life):
    section = life.form.examinations
    assert len(section.cards) == 21
    assert not any(card.is_open for card in section.cards)
    assert section.title.note.text().startswith("21 人，已发言 0，书面 0，没有写的：单伟、解晓璟")
    assert section.title.note.text().endswith("等 21 人")
    assert life.record["held_as"] == "general"
    assert life.page.list.cards.rows()[0].title == "组织生活会"


def test_one_is_entered_by_hand_from_card_to_card(life):
    life.form.examinations.cards[0].begin()
    life.write("学习不系统，下社区少。")
    life.tab()
    assert life.focus() is card_of(life, "单伟").details.criticisms.add_button
    life.press(Qt.Key.Key_Return)
    life.write("解晓璟")
    life.tab()
    life.write("三季度的普法材料拖了两周。")
    life.tab()
    life.tab()
    life.write("诚恳接受。")
    life.press(Qt.Key.Key_Down, modifiers=ALT)
    assert life.form.examinations.cards[1].isAncestorOf(life.focus())
    life.write("材料交得晚。")
    written = life.form.examinations.cards[1].written
    written.box.click()
    assert row_of(life, "单伟")["pledge"] == "诚恳接受。"
    assert row_of(life, "单伟")["criticisms"][0]["critic_name"] == "解晓璟"
    assert row_of(life, "解晓璟")["written"] is True
    assert life.form.examinations.title.note.text().startswith("21 人，已发言 1，书面 1，")
    assert life.page.record.save()
    stored = life.stored()["examinations"]
    assert stored[0]["criticisms"][0]["text"] == "三季度的普法材料拖了两周。"
    assert stored[1]["text"] == "材料交得晚。"


def test_what_is_folded_says_what_is_in_it(life):
    card = card_of(life, "单伟")
    card.begin()
    life.write("发言稿")
    card.fold_button.click()
    assert not card.is_open
    assert card.summary.pill.text() == "已发言"
    assert row_of(life, "单伟")["text"] == "发言稿"


def test_one_button_folds_and_opens_all(life):
    section = life.form.examinations
    assert section.fold_button.text() == "全部展开"
    section.cards[3].open()
    assert section.fold_button.text() == "全部收起"
    section.fold_button.click()
    assert not any(card.is_open for card in section.cards)
    section.fold_button.click()
    assert all(card.is_open for card in section.cards)


def test_the_committee_examines_itself_in_a_row_of_its_own(life):
    section = life.form.examinations
    section.add_button.click()
    life.write("支部班子")
    life.tab()
    life.write("班子学习抓得不紧。")
    assert life.record["examinations"][0]["name"] == "支部班子"
    assert "另有支部班子" in section.title.note.text()
    assert section.title.note.text().startswith("21 人")
    undo = []
    life.context.said.connect(lambda text, button, action: undo.append((text, action)))
    section.cards[0].remove_button.click()
    assert len(section.cards) == 21
    assert undo[-1][0] == "已删去支部班子的对照检查。"
    undo[-1][1]()
    assert life.record["examinations"][0]["text"] == "班子学习抓得不紧。"


def test_another_day_brings_the_cards_in_line_and_keeps_what_was_written(life):
    card = life.form.examinations.cards[-1]
    name = card.values()["name"]
    card.begin()
    life.write("写下的话")
    first = life.form.examinations.cards[0].values()["uid"]
    life.form.head.date.target.setFocus()
    life.form.head.date.target.selectAll()
    life.write("2026-3-13")
    life.tab()
    assert row_of(life, name)["text"] == "写下的话"
    assert life.form.examinations.cards[0].values()["uid"] == first


def test_held_by_a_group_only_its_people_are_due(life):
    head = life.form.head
    head.held_as.set_value("group")
    head.held_as.changed.emit()
    assert not head.group.isHidden()
    group = queries.groups_of(life.context.branch)[0]
    head.group.set_value(group["uid"])
    head.group.changed.emit()
    assert len(life.record["attendance"]) == len(life.record["examinations"]) < 21
    assert life.page.record.save()
    assert life.stored()["group"] == group["uid"]
    assert life.page.list.cards.rows()[0].title == f"{group['name']}组织生活会"


def test_the_form_that_begins_it_asks_how_it_is_held(desk):
    page = desk.page
    page.begin("general")
    assert page.new._held_fields[0].isHidden()
    page.begin("life")
    assert not page.new._held_fields[0].isHidden()
    assert page.new._held_fields[1].isHidden()
    page.new.held_as.set_value("group")
    page.new.held_as.changed.emit()
    page.new.begin()
    assert page.new._held_fields[1].error() == "请选定是哪个党小组。"
    group = queries.groups_of(desk.context.branch)[1]
    page.new.group.set_value(group["uid"])
    page.new.begin()
    assert desk.record["group"] == group["uid"]
    assert desk.record["held_as"] == "group"


def test_the_frame_of_last_years_meeting_is_offered(desk):
    old = drafting.new_meeting(desk.context.branch, "life", "2025-02-20", held_as="committee")
    desk.context.tell(operations.save(MEETING, old, who=WHO, at=AT), None)
    desk.page.begin("life")
    desk.page.new.take_frame(old["uid"])
    assert desk.page.new.held_as.value() == "committee"
    assert desk.page.new.frame.label().startswith("2025年2月20日")
    desk.page.new.begin()
    assert desk.record["held_as"] == "committee"
    assert len(desk.record["examinations"]) == 4


def test_problems_have_a_measure_an_owner_and_a_limit(life):
    issues = life.form.issues
    issues.issues.add_button.click()
    for text in ("支部班子", "下社区调研少", "每月下社区一次", "单伟"):
        life.write(text)
        life.tab()
    assert life.focus().accessibleName() == "整改时限"
    assert issues.title.note.text() == "1 个问题，0 个写明了责任人和时限"
    life.write("6.30")
    life.tab()
    assert issues.title.note.text() == "1 个问题，1 个写明了责任人和时限"
    assert life.page.record.save()
    line = life.stored()["issues"][0]
    assert (line["whose"], line["owner_name"], line["due_on"]) == (
        "支部班子",
        "单伟",
        "2026-06-30",
    )
    assert line["owner"] == members(life.context.branch)["单伟"]


def test_other_kinds_show_nothing_of_it_and_keep_what_is_stored(life):
    life.page.record.save()
    uid = life.record["uid"]
    life.begin("general", "2026-3-21")
    for section in (life.form.examinations, life.form.preparation, life.form.issues):
        assert section.isHidden()
    assert life.form.head._held_field.isHidden()
    life.page.show_record("meeting", uid)
    assert len(life.record["examinations"]) == 21
    assert life.record["issues"] == life.stored()["issues"]


def test_the_agenda_stands_below_and_is_not_demanded(life):
    assert life.form.agenda.title.note.text() == "可不填"
    assert life.form.agenda.isVisibleTo(life.form)


def test_the_year_counts_it_only_when_there_is_one(desk):
    assert "组织生活会" not in desk.page.list.summary.text()
    desk.begin("life", "2026-3-20")
    assert "组织生活会1" in desk.page.list.summary.text()
    assert words.name("life", "第一党小组") == "第一党小组组织生活会"


def test_a_finding_leads_into_a_folded_card(life):
    life.page.record.go_to(("examinations", 5, "text"))
    assert life.form.examinations.cards[5].is_open
    assert life.focus().accessibleName() == "自我批评"


def test_a_final_record_is_read_and_not_changed(life):
    record = life.record | {"status": "final"}
    for line in record["examinations"]:
        line["text"] = "发言"
    operations.set_values(
        MEETING,
        record["uid"],
        {"status": "final", "examinations": record["examinations"]},
        name="定稿",
        who=WHO,
        at=AT,
    )
    life.page.record.open_record(record["uid"])
    card = life.form.examinations.cards[0]
    card.open()
    assert card.details.text.area.isReadOnly()
    assert life.form.examinations.add_button.isHidden()
    assert life.form.preparation._title.isHidden()  # nothing was written there
    assert not life.form.dirty


def test_sixty_people_open_at_once(desk):
    record = drafting.new_meeting(desk.context.branch, "life", "2026-03-20")
    line = MEETING.line("examinations")
    record["examinations"] += [
        tree.blank_line(line, name=f"代表{n}", text="发言" * 400) for n in range(40)
    ]
    operations.save(MEETING, record, who=WHO, at=AT)
    desk.page.show_record("meeting", record["uid"])
    cards = desk.form.examinations.cards
    assert len(cards) == 61
    assert all(card.details is None for card in cards)
