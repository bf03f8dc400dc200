"""年度总结: the frame without a word, when the duty is done, what cannot be."""

import pytest

from db import drafting, due, operations, tree
from db.records import spec
from db.rules.duties.model import State

WHO, AT = "单伟", "2027-01-05T01:00:00Z"
KIND = spec("year_summary")


def summary(branch, **values) -> dict:
    record = drafting.new_year_summary(branch.uid, 2026)
    record["parts"][0]["text"] = values.pop("text", "全年平稳。")
    return record | values


def duty(branch, year: int, day: str):
    return next(d for d in due.duties(branch.uid, year, day) if d.code == "summary")


def test_the_frame_has_headings_and_no_words(branch):
    parts = drafting.new_year_summary(branch.uid, 2026)["parts"]
    assert [row["heading"] for row in parts] == [
        "基本情况",
        "主要工作和成效",
        "存在的问题和原因",
        "下一年打算",
    ]
    assert not any(row["text"] for row in parts)


def test_a_settled_summary_is_the_duty_done_and_a_draft_is_not(branch):
    record = summary(branch)
    operations.save(KIND, record, who=WHO, at=AT)
    assert duty(branch, 2026, "2027-01-05").state != State.DONE
    assert duty(branch, 2026, "2027-01-11").state == State.OVERDUE
    stored = tree.dump(KIND, record["uid"]) | {"finished_on": "2027-01-05"}
    operations.save(KIND, stored, who=WHO, at=AT)
    done = duty(branch, 2026, "2027-01-11")
    assert (done.state, done.records) == (State.DONE, (record["uid"],))


def test_a_note_of_earlier_years_counts_still(branch):
    note = tree.blank(
        spec("duty_note"), organisation=branch.uid, code="summary", year=2026, done_on="2026-12-30"
    )
    operations.save(spec("duty_note"), note, who=WHO, at=AT)
    assert duty(branch, 2026, "2027-01-11").records == (note["uid"],)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"year": 26}, "四位数字"),
        ({"finished_on": "2027-01-05", "text": ""}, "还没有内容"),
        ({"reported_on": "2027-01-05"}, "请先写定稿日期"),
        ({"finished_on": "2027-01-05", "reported_on": "2027-01-04"}, "早于定稿日期"),
    ],
)
def test_what_cannot_be_is_refused(branch, values, sentence):
    with pytest.raises(operations.Invalid, match=sentence):
        operations.save(KIND, summary(branch, **values), who=WHO, at=AT)
