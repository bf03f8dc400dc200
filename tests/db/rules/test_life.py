"""组织生活会: everyone examines himself, criticism names facts, problems are put right."""

import pytest

from db import rulebook
from db.rules.life import is_empty


def _of(found, *levels):
    return [
        (s.level, s.field, s.text)
        for s in found
        if s.code == "R07" and s.level in (levels or ("block", "warn"))
    ]


@pytest.fixture
def life(sample):
    """A whole record: all present spoke and were criticised, who was away handed in a text."""
    sample |= {
        "kind": "life",
        "held_as": "general",
        "agenda": [],
        "readings": [],
        "previous": "上次三个问题已整改。",
        "opinions": "征求到意见四条。",
        "issues": [
            {"uid": "i", "text": "学习", "owner_name": "单伟", "due_on": "2026-06-30"},
        ],
    }
    said = {"critic_name": "王芳", "text": "二月的台账晚交了三天，下次应提前核对"}
    sample["examinations"] = [
        {
            "member": row["member"],
            "name": row["name"],
            "text": "联系群众还不够，上半年只走访两户。",
            "written": row["state"] != "present",
            "criticisms": [said] if row["state"] == "present" else [],
        }
        for row in sample["attendance"]
    ]
    return sample


def _row(life, state):
    """The first examination of a person of that state, with its place."""
    members = {row["member"] for row in life["attendance"] if row["state"] == state}
    rows = enumerate(life["examinations"])
    return next((place, row) for place, row in rows if row["member"] in members)


def test_a_whole_record_has_nothing_against_it(life, run):
    assert _of(run(life)) == []


def test_who_was_there_and_said_nothing_of_himself_blocks_by_name(life, run):
    place, row = _row(life, "present")
    row["text"] = " "
    assert _of(run(life)) == [
        ("block", ("examinations", place, "text"), f"{row['name']}没有对照检查（自我批评）的内容")
    ]


def test_a_person_without_a_row_is_missed_too(life, run):
    place, row = _row(life, "present")
    del life["examinations"][place]
    ((level, field, text),) = _of(run(life))
    assert (level, field) == ("block", ("examinations",))
    assert row["name"] in text


def test_who_was_away_hands_in_a_written_text(life, run):
    place, row = _row(life, "leave")
    row["written"] = False
    ((level, field, _),) = _of(run(life))
    assert (level, field) == ("warn", ("examinations", place, "written"))
    row["text"] = ""
    ((level, _, text),) = _of(run(life))
    assert level == "warn"
    assert "没有到会，也没有书面的对照检查" in text


def test_a_record_without_any_criticism_blocks(life, run):
    for row in life["examinations"]:
        row["criticisms"] = []
    assert _of(run(life)) == [("block", ("examinations",), "还没有记下相互批评的意见")]


def test_whom_nobody_criticised_is_named(life, run):
    place, row = _row(life, "present")
    row["criticisms"] = []
    ((level, field, text),) = _of(run(life))
    assert (level, field) == ("warn", ("examinations", place, "criticisms"))
    assert row["name"] in text


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("大家一致认为该同志表现很好。", True),
        ("没有意见", True),
        ("无", True),
        ("", True),
        ("同意，希望今后继续努力！", True),
        ("接访时打断群众说话两次", False),
        ("一致认为他三月的台账晚交了三天", False),
    ],
)
def test_a_criticism_of_set_phrases_alone_is_empty(life, run, text, empty):
    import datetime as dt

    assert is_empty(text, rulebook.rule("life.criticism", dt.date(2026, 3, 27))) is empty
    place, row = _row(life, "present")
    row["criticisms"] = [{"critic_name": "王芳", "text": text}]
    fields = [field for _, field, _ in _of(run(life))]
    assert fields == ([("examinations", place, "criticisms", 0, "text")] if empty else [])


@pytest.mark.parametrize(
    ("key", "empty", "level"),
    [("previous", "", "warn"), ("opinions", "", "remind"), ("issues", [], "warn")],
)
def test_what_goes_before_and_after_is_asked_for(life, run, key, empty, level):
    life[key] = empty
    found = [(said[0], said[1]) for said in _of(run(life), "block", "warn", "remind")]
    assert (level, (key,)) in found


def test_the_source_is_the_regulation_on_education(life, run):
    life["previous"] = ""
    (said,) = [s for s in run(life) if s.field == ("previous",)]
    assert said.article == "《中国共产党党员教育管理工作条例》第十七条"


@pytest.mark.parametrize(
    ("held_as", "code"), [("general", "R04"), ("committee", "R04"), ("group", None)]
)
def test_who_must_be_there_follows_the_meeting_it_is_held_as(life, run, held_as, code):
    life |= {"held_as": held_as, "group": "g"}
    for row in life["attendance"]:
        row |= {"state": "leave", "reason": "出差"}
    assert any(s.code == "R04" for s in run(life)) is (code is not None)


def test_a_group_is_named_where_a_group_holds_it(life, run):
    life |= {"held_as": "group", "group": None}
    assert ("block", ("group",), "没有填写党小组") in _of(run(life))
