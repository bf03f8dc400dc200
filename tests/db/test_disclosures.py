"""Every look at what is covered is written down, and neither undo nor anything else removes it."""

import json

import pytest

from db import (
    attachments,
    connection,
    disclosures,
    exchange,
    history,
    operations,
    queries,
    search,
    tree,
)
from db.errors import Refused
from db.records import spec

from .conftest import AT, WHO

MEMBER, TALK = spec("member"), spec("talk")
NUMBER, PHONE, ADDRESS = "370405197403150011", "13963211234", "永安街道振兴路三十二号"
WORDS = "家里老人住院想调整夜间值班"
LATER = "2026-11-25T01:00:00Z"


@pytest.fixture
def uid(branch):
    """A member whose number, telephone and address are known."""
    record = tree.dump(MEMBER, branch.members["王芳"])
    record |= {"id_number": NUMBER, "gender": "男", "born_on": "1974-03", "phone": PHONE}
    operations.save(MEMBER, record | {"address": ADDRESS}, who=WHO, at=AT)
    return record["uid"]


@pytest.fixture
def talk(branch):
    """A talk with words that only two people know."""
    record = tree.blank(
        TALK,
        organisation=branch.uid,
        held_on="2026-03-10",
        year=2026,
        number=1,
        talker_name="单伟",
        listener_name="王芳",
        place="小会议室",
        matter="年初谈心",
        content=WORDS,
    )
    operations.save(TALK, record, who=WHO, at=AT)
    return record["uid"]


def look(what="党员 王芳 公民身份号码", at=LATER):
    return disclosures.record(what, who="郭红旗", at=at)


def test_a_look_is_kept_with_who_and_when_the_newest_first(uid):
    assert look()
    assert look("完整的党员花名册", at="2026-11-26T01:00:00Z")
    first, second = disclosures.listed()
    assert (first.what, first.who) == ("完整的党员花名册", "郭红旗")
    assert (second.what, second.at) == ("党员 王芳 公民身份号码", LATER)


def test_ordinary_steps_are_not_among_the_looks(uid):
    operations.record_step("移交", who=WHO, at=AT)
    assert disclosures.listed() == []


def test_a_look_is_neither_undone_nor_in_the_way_of_undo_and_redo(uid):
    look()
    assert operations.undoable().name.startswith("修改 党员")
    operations.undo(who=WHO, at=LATER)
    look()
    assert operations.redoable() is not None
    operations.redo(who=WHO, at=LATER)
    assert tree.dump(MEMBER, uid)["id_number"] == NUMBER
    assert len(disclosures.listed()) == 2


def test_many_looks_do_not_hide_the_step_before_them(uid):
    with connection.transaction():
        for _ in range(510):
            look()
    assert operations.undoable().name.startswith("修改 党员")


def test_in_a_file_open_for_reading_the_look_is_not_kept_and_that_is_told(uid, store):
    connection.close()
    connection.open_file(store, readonly=True)
    assert not look()
    assert disclosures.listed() == []


def test_the_search_finds_no_word_of_a_talk_and_no_number(uid, talk):
    for text in (WORDS, WORDS[4:8], NUMBER, NUMBER[:6], PHONE, ADDRESS, "振兴路"):
        assert search.search(text) == []
    assert search.search("年初谈心")  # the search itself works


def test_what_the_history_tells_of_a_step_names_no_number(uid, talk):
    said = [entry.name for each in (uid, talk) for entry in history.of_record(each)]
    assert said
    assert not any(secret in name for name in said for secret in (NUMBER, PHONE, WORDS))


# JSON without the numbers and talks


def content(**options):
    return json.loads(json.dumps(exchange.export(at=AT, **options), ensure_ascii=False))


def test_json_holds_numbers_and_talks_only_when_they_are_asked_for(uid, talk):
    text = json.dumps(content(identity=False, talks=False), ensure_ascii=False)
    assert "王芳" in text
    for secret in (NUMBER, PHONE, ADDRESS, WORDS, "年初谈心"):
        assert secret not in text
    full = json.dumps(content(), ensure_ascii=False)
    for secret in (NUMBER, PHONE, ADDRESS, WORDS):
        assert secret in full


def test_scans_of_a_member_stay_behind_with_the_numbers(uid):
    line = attachments.add(b"scan of a card", "身份证.txt", at=AT)
    record = tree.dump(MEMBER, uid) | {"attachments": [line]}
    operations.save(MEMBER, record, who=WHO, at=AT)
    digest = line["sha256"]
    assert digest in content(attachments=True)["attachments"]
    assert digest not in content(attachments=True, identity=False)["attachments"]


def test_json_without_numbers_takes_none_away_where_it_comes_in(uid):
    coming = content(identity=False)
    planned = exchange.plan(exchange.package(coming, "a.json"))
    assert (planned.added, planned.changed, planned.kept) == ([], [], [])
    coming["records"]["member"][0]["remark"] = "改了备注"
    changed = coming["records"]["member"][0]["uid"]
    planned = exchange.plan(exchange.package(coming, "a.json"))
    assert [record["uid"] for _kind, record in planned.changed] == [changed]
    exchange.carry_out(planned, who=WHO, at=LATER)
    assert tree.dump(MEMBER, changed)["remark"] == "改了备注"
    assert tree.dump(MEMBER, uid)["id_number"] == NUMBER


def test_a_changed_record_keeps_its_number_when_json_without_it_comes_in(uid):
    coming = content(identity=False)
    mine = next(each for each in coming["records"]["member"] if each["uid"] == uid)
    mine["remark"] = "改了备注"
    exchange.carry_out(exchange.plan(exchange.package(coming, "a.json")), who=WHO, at=LATER)
    record = tree.dump(MEMBER, uid)
    assert (record["remark"], record["id_number"], record["phone"]) == ("改了备注", NUMBER, PHONE)


def test_an_empty_number_that_did_come_along_does_empty_it(uid):
    coming = content()
    mine = next(each for each in coming["records"]["member"] if each["uid"] == uid)
    mine["id_number"] = ""
    exchange.carry_out(exchange.plan(exchange.package(coming, "a.json")), who=WHO, at=LATER)
    assert tree.dump(MEMBER, uid)["id_number"] == ""


def test_a_look_that_cannot_be_written_is_refused(uid, monkeypatch):
    def full(**_values):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(history.Step, "create", full)
    with pytest.raises(Refused):
        look()
    assert queries.is_living(MEMBER, uid)
